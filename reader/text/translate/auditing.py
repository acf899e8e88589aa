"""Which terms of a paragraph a translation has kept, rendered in another way, or lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from glossary.checking.translation import Use, verdict_of
from glossary.model import Concept
from reader.text.align.stems import stem, words
from reader.text.translate.english import bare

Verdict = Literal["kept", "otherwise", "lost"]
_LONGEST_FOUND = 6
"""Words of a rendering of the engine's own that are told."""
_AROUND = ".,;:!?“”\"'’()[]"


class TermAudit(Struct, frozen=True):
    """What became of one term of a paragraph, however often it stands there."""

    concept_id: str
    name: str
    """As it is written there."""
    preferred: str
    """The rendering that the glossary prefers."""
    verdict: Verdict
    found: str
    """What stands there for it, as far as that can be told; empty where it is lost."""

    def record(self) -> dict[str, object]:
        """As it is printed in JSON."""
        return {
            "term": self.concept_id,
            "name": self.name,
            "preferred": self.preferred,
            "verdict": self.verdict,
            "found": self.found,
        }


Hints = Callable[[str], Sequence[str]]
"""English that a Chinese word may have become besides its renderings: what a dictionary says of it or its parts."""


def audit(concepts: Mapping[str, Concept], uses: Sequence[Use], hints: Hints = lambda _: ()) -> tuple[TermAudit, ...]:
    """Each term once, in the order of the text; one without any rendering in the glossary is not judged."""
    found: dict[str, TermAudit] = {}
    for use in uses:
        concept = concepts.get(use.concept_id)
        if concept is None or not concept.rendering or use.concept_id in found:
            continue
        status, rendering = verdict_of(concept.renderings, use)
        preferred = concept.rendering
        if status in ("preferred", "admitted"):
            found[concept.id] = TermAudit(concept.id, use.name, preferred, "kept", rendering)
        elif status == "deprecated":
            found[concept.id] = TermAudit(concept.id, use.name, preferred, "otherwise", rendering)
        else:
            traced = _trace(use.sentence or use.paragraph, [bare(r.text) for r in concept.renderings], hints(use.name))
            found[concept.id] = TermAudit(concept.id, use.name, preferred, "otherwise" if traced else "lost", traced)
    return tuple(found.values())


def _trace(english: str, renderings: Sequence[str], hints: Sequence[str]) -> str:
    """The longest run of words in an English sentence that a term may have become; "" if none has to do with it."""
    wanted = {stem(word) for text in (*renderings, *hints) for word in words(text)}
    best: list[str] = []
    run: list[str] = []
    for word in english.split():
        run = [*run, word][-_LONGEST_FOUND:] if _is_wanted(word, wanted) else []
        best = run if len(run) > len(best) else best
    return " ".join(best).strip(_AROUND)


def _is_wanted(word: str, wanted: set[str]) -> bool:
    return any(stem(part) in wanted for part in words(word))
