"""Terms in translated texts: whether the English there is what the glossary prefers. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from glossary.checking.english import is_rendered
from glossary.checking.model import Finding, label
from glossary.model import Concept, Rendering, TermStatus

_LONGEST = 160
"""Characters of an English sentence that a finding quotes."""
_MANY = 8
"""Paragraphs that a note names."""


class Use(Struct, frozen=True):
    """A term in a paragraph that has a translation."""

    concept_id: str
    name: str
    """As it is written there."""
    text_id: str
    number: int
    """Of the paragraph, from 1."""
    sentence: str
    """English of the sentence."""
    paragraph: str
    """English of the whole paragraph, into which a translator may have moved it."""

    @property
    def place(self) -> str:
        return f"{self.text_id}, ¶{self.number}"


Verdict = tuple[Literal["missing"] | TermStatus, str]
"""The best status of a rendering that is there, and that rendering."""


def check_translations(concepts: Mapping[str, Concept], uses: Iterable[Use]) -> Iterator[Finding]:
    """Each term of each paragraph once: none of its renderings there, or a deprecated one (warnings); and where the
    whole text only has admitted ones, or mixes them with the preferred one, a note for all its paragraphs together."""
    admitted: dict[tuple[str, str], list[tuple[Use, str]]] = {}
    seen: set[tuple[str, str, int]] = set()
    for use in uses:
        concept = concepts.get(use.concept_id)
        key = (use.concept_id, use.text_id, use.number)
        if concept is None or not concept.renderings or key in seen:
            continue
        status, rendering = verdict_of(concept.renderings, use)
        seen.add(key)
        if status == "admitted":
            admitted.setdefault((use.concept_id, use.text_id), []).append((use, rendering))
        elif status != "preferred":
            yield _finding(concept, use, rendering)
    for (concept_id, _), places in admitted.items():
        yield _note(concepts[concept_id], places)


def verdict_of(renderings: Sequence[Rendering], use: Use) -> Verdict:
    """The best that is said of a term: by the sentence; where that has none in use, by the paragraph."""
    best: Verdict = ("missing", "")
    for text in (use.sentence, use.paragraph):
        for status in ("preferred", "admitted", "deprecated"):
            for rendering in renderings:
                if rendering.status == status and text and is_rendered(rendering.text, text):
                    if status != "deprecated":
                        return rendering.status, rendering.text
                    best = (rendering.status, rendering.text)
    return best


def _finding(concept: Concept, use: Use, deprecated: str) -> Finding:
    english = " or ".join(f"“{r.text}”" for r in concept.renderings if r.status != "deprecated")
    quoted = use.sentence or use.paragraph
    if len(quoted) > _LONGEST:
        quoted = quoted[:_LONGEST].rsplit(" ", 1)[0] + " …"
    instead = f"“{deprecated}”, which is deprecated" if deprecated else "none of its renderings"
    said = f"{use.name} ({concept.id}) should be {english or 'rendered otherwise'}; there is {instead}: {quoted}"
    return Finding("warning", "translation", (concept.id,), said, use.place)


def _note(concept: Concept, places: Sequence[tuple[Use, str]]) -> Finding:
    used = " or ".join(f"“{text}”" for text in dict.fromkeys(rendering for _, rendering in places))
    numbers = [f"¶{use.number}" for use, _ in places]
    more = f" and {len(numbers) - _MANY} more" if len(numbers) > _MANY else ""
    where = f"{places[0][0].text_id}, {', '.join(numbers[:_MANY])}{more}"
    said = f"{label(concept)} is {used} there, which is admitted; preferred is “{concept.rendering}”."
    return Finding("note", "translation", (concept.id,), said, where)
