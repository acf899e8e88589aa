"""Concepts from what somebody says of them field by field, or all of it as JSON; nothing here is saved."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from glossary.editing import with_status
from glossary.errors import TermbaseError
from glossary.fold import fold, is_han
from glossary.model import Concept, Example, FormKind, Rendering, Term, TermStatus
from glossary.pinyin import Spelling, parse_query, parse_readings
from glossary.serialise import concept_from_dict
from reader.drafting import draft_term
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.session import Session


class Fields(Struct, frozen=True):
    """What is said of a concept. None and () say nothing; an empty text clears a field, alone in a list the list."""

    name: str | None = None
    hant: str | None = None
    reading: str | None = None
    """In any spelling; without tones it is one that the analysis or the dictionary knows."""
    abbreviation: bool | None = None
    status: TermStatus | None = None
    also: Sequence[str] = ()
    """Further names, in place of those that there are."""
    english: Sequence[str] = ()
    """Renderings in use, the first preferred."""
    wrong: Sequence[tuple[str, str]] = ()
    """Deprecated renderings, each with why."""
    texts: Mapping[str, str | None] = {}
    """By field of :class:`Concept`: definition_en, definition_zh, domain, subdomain, platform, source."""
    examples: Sequence[tuple[str, str]] = ()
    """Chinese and English."""
    links: Mapping[str, Sequence[str]] = {}
    """By field of :class:`Concept` (related, broader, narrower): ids, or names that leave no doubt."""

    @property
    def says_anything(self) -> bool:
        said = (self.name, self.hant, self.reading, self.abbreviation, self.status, *self.texts.values())
        lists = (self.also, self.english, self.wrong, self.examples, *self.links.values())
        return any(value is not None for value in said) or any(lists)


def with_fields(session: "Session", concept: Concept, called: str, fields: Fields) -> Concept:
    """The concept as the fields say. ``called`` is the name that hant, reading, abbreviation, status and name are
    about, in either script. Raises ReaderError or TermbaseError for what cannot be."""
    concept = _with_names(session, concept, called, fields)
    if fields.english or fields.wrong:
        concept = replace(concept, renderings=_renderings(concept.renderings, fields))
    if fields.examples:
        known = {example.zh: example for example in concept.examples}
        said = [(zh.strip(), en.strip()) for zh, en in fields.examples if zh.strip()]
        examples = tuple(replace(known.get(zh, Example(zh)), en=en) for zh, en in said)
        concept = replace(concept, examples=examples)
    texts = {name: text.strip() for name, text in fields.texts.items() if text is not None}
    links = {
        name: tuple(dict.fromkeys(session.terms.named(said).id for said in names if said.strip()))
        for name, names in fields.links.items()
        if names
    }
    concept = replace(concept, **texts, **links)
    check_links(session, [concept])
    for term in concept.terms:
        for char, reading in zip(term.hans, term.readings, strict=False):
            if reading is None and is_han(char):
                raise ReaderError(f"Nothing is known of how “{char}” in {term.hans} is read; give it with --reading.")
    return concept


def _with_names(session: "Session", concept: Concept, called: str, fields: Fields) -> Concept:
    if fields.also:
        head = concept.preferred
        known = {fold(term.hans): term for term in concept.terms}
        further = [
            known.get(fold(name.strip())) or _further(session, name, head) for name in fields.also if name.strip()
        ]
        concept = replace(concept, terms=tuple(dict.fromkeys((head, *further))))
    places = [n for n, term in enumerate(concept.terms) if fold(term.hans) == fold(called.strip())]
    if not places:
        raise ReaderError(f"“{called}” would no longer be a name of {concept.id}; keep it with --also.")
    terms = list(concept.terms)
    terms[places[0]] = term = _named(session, terms[places[0]], fields)
    concept = replace(concept, terms=tuple(terms))
    return concept if fields.status is None else with_status(concept, term.hans, fields.status)


def _further(session: "Session", name: str, head: Term) -> Term:
    term = draft_term(session, name)
    kind: FormKind = "abbreviation" if term.kind == "abbreviation" or _shortens(term.hans, head.hans) else "variant"
    return replace(term, status="admitted", kind=kind)


def _shortens(short: str, full: str) -> bool:
    """店播 is 店铺直播 with characters left out."""
    rest = iter(full)
    return len(short) < len(full) and all(char in rest for char in short)


def _named(session: "Session", term: Term, fields: Fields) -> Term:
    if fields.name is not None:
        drafted = draft_term(session, fields.name)
        term = replace(term, hans=drafted.hans, hant=drafted.hant, readings=drafted.readings)
    if fields.hant is not None:
        term = replace(term, hant=fields.hant.strip() or draft_term(session, term.hans).hant)
    if fields.reading is not None:
        term = replace(term, readings=parsed_reading(session, fields.reading, term))
    if fields.abbreviation is not None:
        term = replace(term, kind="abbreviation" if fields.abbreviation else "full")
    return term


def parsed_reading(session: "Session", typed: str, term: Term) -> tuple[str | None, ...]:
    """What was typed as the reading of a name, one item per character; nothing typed: as the analysis reads it.

    Without any tone it is a reading that the analysis or the dictionary has. Raises ReaderError for what is none.
    """
    count = sum(map(is_han, term.hans))
    spelling = parse_query(typed)
    if not typed.strip():
        return draft_term(session, term.hans).readings
    toneless = spelling is not None and not spelling.digits and not spelling.marks
    syllables = _known(session, spelling, term, count) if toneless and spelling else parse_readings(typed, count)
    if syllables is None:
        problem = "needs its tones" if toneless and parse_readings(typed, count) else f"is no reading of “{term.hans}”"
        raise ReaderError(f"“{typed}” {problem}; write a syllable for each character, as in zhi2 bo1 or zhíbō.")
    rest = iter(syllables)
    return tuple(next(rest) if is_han(char) else None for char in term.hans)


def _known(session: "Session", spelling: Spelling, term: Term, count: int) -> tuple[str, ...] | None:
    known = [draft_term(session, term.hans).readings]
    known += [entry.reading for entry in session.dictionary.by_word(term.hans)]
    for readings in known:
        syllables = tuple(reading for reading in readings if reading)
        if len(syllables) == count and spelling.matches(syllables):
            return syllables
    return None


def _renderings(before: Sequence[Rendering], fields: Fields) -> tuple[Rendering, ...]:
    """The renderings in use or the deprecated ones replaced; the others, and notes of those named again, stay."""
    used = [r for r in before if r.status != "deprecated"]
    if fields.english:
        notes = {r.text: r.note for r in used}
        texts = dict.fromkeys(text.strip() for text in fields.english if text.strip())
        used = [Rendering(text, "admitted" if n else "preferred", notes.get(text, "")) for n, text in enumerate(texts)]
    wrong = [r for r in before if r.status == "deprecated"]
    if fields.wrong:
        wrong = [Rendering(text.strip(), "deprecated", why.strip()) for text, why in fields.wrong if text.strip()]
    in_use = {r.text.lower() for r in used}
    return (*used, *(r for r in wrong if r.text.lower() not in in_use))


def concepts_from_json(text: str, where: str) -> list[Concept]:
    """Whole concepts, one object or an array, as ``duban glossary list --json`` prints them; every one checked."""
    try:
        plain: Any = json.loads(text)
    except ValueError as error:
        raise TermbaseError(f"{where} is not valid JSON: {error}.") from error
    rows = plain if isinstance(plain, list) else [plain]
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise TermbaseError(f"{where}: a concept is an object; give one, or an array of them.")
    concepts = [concept_from_dict(row, where=f"{where}: concept {n}") for n, row in enumerate(rows, 1)]
    ids = [concept.id for concept in concepts]
    for identity in ids:
        if ids.count(identity) > 1:
            raise TermbaseError(f"{where}: two concepts have the id “{identity}”.")
    return concepts


def check_links(session: "Session", concepts: Sequence[Concept]) -> None:
    """Raises TermbaseError if a concept names one that is neither there nor among these, or itself."""
    new = {concept.id for concept in concepts}
    for concept in concepts:
        for target in (*concept.related, *concept.broader, *concept.narrower):
            if target == concept.id:
                raise TermbaseError(f"{concept.id} cannot be related to itself; name another concept.")
            if target not in new and target not in session.termbase:
                raise TermbaseError(f"{concept.id} names “{target}”, and the glossary has no concept of that id.")


def check_new(session: "Session", concepts: Sequence[Concept], allow_known: bool) -> None:
    """Raises TermbaseError if the id of a new concept is taken or, unless allowed, one of its names is."""
    for concept in concepts:
        if concept.id in session.termbase:
            raise TermbaseError(
                f"The glossary has a concept “{concept.id}” already; change it with `duban glossary edit`, "
                "or choose another id."
            )
        for term in concept.terms:
            known = session.termbase.named(term.hans)
            if known and not allow_known:
                raise TermbaseError(
                    f"The glossary has {term.hans} already ({', '.join(c.id for c in known)}); change that with "
                    "`duban glossary edit`, or add another concept of the same name with --even-if-known."
                )
