"""A concept as a form to fill in: plain strings, and how they are read back, with every fault at its field.

Rows that are left empty are left out. Of a name only the characters are needed, in either script: the other one and
the reading are filled in.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from glossary.errors import GlossaryError
from glossary.fold import fold, is_han
from glossary.model import Concept, Example, FormKind, Rendering, Term, TermStatus
from glossary.pinyin import parse_readings, strip_tone, to_marks, tone
from reader.drafting import draft_term, free_id
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.session import Session

TEXTS = ("definition_en", "definition_zh", "domain", "subdomain", "platform", "source")
"""The fields that are one string."""
LINKS = ("broader", "narrower", "related")


class NameRow(Struct, frozen=True):
    hans: str = ""
    hant: str = ""
    reading: str = ""
    """Pinyin with tone marks, a space between syllables; any other spelling is read too."""
    status: TermStatus = "preferred"
    kind: FormKind = "full"


class Form(Struct, frozen=True):
    """What stands in the fields. The simple ones are strings as in ``Concept``."""

    names: tuple[NameRow, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    definition_en: str = ""
    definition_zh: str = ""
    domain: str = ""
    subdomain: str = ""
    platform: str = ""
    examples: tuple[Example, ...] = ()
    broader: tuple[str, ...] = ()
    """Names of concepts in either script, or ids."""
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source: str = ""


class Fault(Struct, frozen=True):
    """What is wrong with a field; ``field`` is a name of ``Form``, with the row's number where there are several."""

    field: str
    row: int
    words: str


class FormError(ReaderError):
    """Some fields cannot be taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.words for fault in faults))
        self.faults = tuple(faults)


class ConceptForm:
    """The form of one concept, new or old. Nothing is saved here."""

    def __init__(self, session: "Session", concept: Concept | None) -> None:
        """``concept``: what is to be edited, or the draft of a new one; None for an empty form."""
        self._session = session
        self._concept = concept
        self._asked: set[str] = set()
        """Names that were said to belong to another concept as well: saying it once is enough."""

    @property
    def is_new(self) -> bool:
        return self._concept is None or self._concept.id not in self._session.termbase

    @property
    def domains(self) -> list[str]:
        """Every domain in use."""
        return sorted({concept.domain for concept in self._session.termbase.concepts() if concept.domain})

    def form(self) -> Form:
        """The fields as they are at first."""
        concept = self._concept
        if concept is None:
            return Form()
        fields: dict[str, Any] = {name: getattr(concept, name) for name in TEXTS}
        fields |= {name: tuple(map(self._link_name, getattr(concept, name))) for name in LINKS}
        names = tuple(_row(term) for term in concept.terms)
        return Form(names=names, renderings=concept.renderings, examples=concept.examples, **fields)

    def completed(self, row: NameRow) -> NameRow:
        """A name with what is missing or does not belong to it filled in; as it is if it cannot be a name."""
        if not row.hans.strip():
            return row
        hans = self._session.in_script(row.hans.strip(), "hans")
        keeps_hant = len(row.hant) == len(hans) and fold(row.hant) == fold(hans)
        count = sum(map(is_han, hans))
        keeps_reading = _is_for(row.reading.strip(), count)
        if keeps_hant and keeps_reading:
            return row
        try:
            drafted = _row(draft_term(self._session, row.hans))
        except ReaderError:
            return row
        return replace(
            row,
            hans=drafted.hans,
            hant=row.hant if keeps_hant else drafted.hant,
            reading=row.reading if keeps_reading else drafted.reading,
        )

    def read(self, form: Form) -> Concept:
        """The concept that the fields say. Raises FormError with everything that is wrong."""
        faults: list[Fault] = []
        terms = self._terms(form, faults)
        renderings = tuple(replace(r, text=r.text.strip(), note=r.note.strip()) for r in form.renderings)
        for number, rendering in enumerate(renderings):
            if not rendering.text and rendering.note:
                faults.append(Fault("renderings", number, "Type the English that this is about."))
        examples = tuple(Example(*(text.strip() for text in (e.zh, e.en, e.source))) for e in form.examples)
        for number, example in enumerate(examples):
            if not example.zh and example.en:
                faults.append(Fault("examples", number, "Type the Chinese sentence."))
        links = {name: self._links(name, getattr(form, name), faults) for name in LINKS}
        if faults:
            raise FormError(faults)
        renderings = tuple(rendering for rendering in renderings if rendering.text)
        concept = self._concept
        fields: dict[str, Any] = {name: " ".join(getattr(form, name).split()) for name in TEXTS} | links
        return Concept(
            id=free_id(self._session, renderings, terms[0]) if concept is None or self.is_new else concept.id,
            terms=terms,
            renderings=renderings,
            examples=tuple(example for example in examples if example.zh),
            origin="user",
            **fields,
        )

    # Names

    def _terms(self, form: Form, faults: list[Fault]) -> tuple[Term, ...]:
        before = self._concept.terms if self._concept is not None else ()
        terms: list[Term] = []
        for number, row in enumerate(form.names):
            if not (row.hans.strip() or row.hant.strip()):
                continue
            kept = next((term for term in before if _row(term) == row), None)
            try:
                term = kept or self._term(row)
            except ReaderError as error:
                faults.append(Fault("names", number, str(error)))
                continue
            if any(term.hans == other.hans for other in terms):
                faults.append(Fault("names", number, f"“{term.hans}” stands here twice."))
            elif (owner := self._other_owner(term)) is not None:
                self._asked.add(term.hans)
                faults.append(Fault("names", number, f"“{term.hans}” is a name of “{owner}” too; save again if it is."))
            terms.append(term)
        if not terms and not faults:
            faults.append(Fault("names", 0, "Type the Chinese name, in either script."))
        elif terms and not faults and all(term.status == "deprecated" for term in terms):
            faults.append(Fault("names", 0, "One name must be in use."))
        return tuple(terms)

    def _term(self, row: NameRow) -> Term:
        hans, hant = row.hans.strip(), row.hant.strip()
        drafted = draft_term(self._session, hans or hant)
        if hans and hant:
            if len(hans) != len(hant) or fold(hans) != fold(hant):
                raise ReaderError(f"“{hant}” is not “{hans}” in traditional characters.")
            if hans != hant or drafted.hans == hans:
                drafted = replace(drafted, hans=hans, hant=hant)
        return replace(drafted, readings=_readings(drafted, row.reading.strip()), status=row.status, kind=row.kind)

    def _other_owner(self, term: Term) -> str | None:
        """Another concept's rendering or id that has this name, if that has not been said yet."""
        own = self._concept.id if self._concept is not None else None
        if term.hans in self._asked or any(c.id == own for c in self._session.termbase.named(term.hans)):
            return None
        others = [c for c in self._session.termbase.named(term.hans) if c.id != own]
        return others[0].rendering or others[0].id if others else None

    # Links

    def _link_name(self, concept_id: str) -> str:
        concept = self._session.termbase.concept(concept_id)
        if concept is None:
            return concept_id
        name = concept.preferred.hans
        return name if len(self._session.termbase.named(name)) == 1 else concept_id

    def _links(self, field: str, names: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
        ids: list[str] = []
        for number, name in enumerate(names):
            if not name.strip():
                continue
            try:
                found = self._session.terms.named(name.strip()).id
            except GlossaryError as error:
                faults.append(Fault(field, number, str(error)))
                continue
            if self._concept is not None and found == self._concept.id:
                faults.append(Fault(field, number, "A concept cannot name itself."))
            else:
                ids.append(found)
        return tuple(dict.fromkeys(ids))


def _is_for(reading: str, count: int) -> bool:
    """Whether a reading is that of so many characters. With spaces in it only its natural cut counts: bǔ guāng dēng
    could be four syllables, but was meant as three."""
    if not reading or not count:
        return not reading and not count
    natural = parse_readings(reading)
    one_piece = len(reading.split()) == 1
    return (natural is not None and len(natural) == count) or (one_piece and parse_readings(reading, count) is not None)


def _row(term: Term) -> NameRow:
    reading = " ".join(to_marks(reading) for reading in term.readings if reading)
    return NameRow(term.hans, term.hant, reading, term.status, term.kind)


def _readings(term: Term, typed: str) -> tuple[str | None, ...]:
    """What was typed as the name's reading; as drafted if nothing was. Raises ReaderError."""
    if not typed:
        return term.readings
    count = sum(map(is_han, term.hans))
    syllables = parse_readings(typed, count) if count else None
    if syllables is None:
        if not count:
            raise ReaderError(f"“{term.hans}” has no Chinese reading; leave it empty.")
        raise ReaderError(f"“{typed}” is not {count} pinyin syllable{'s' if count > 1 else ''} with tones.")
    drafted = [reading for reading in term.readings if reading]
    toneless = typed.isascii() and not any(digit in typed for digit in "012345")
    if toneless and list(syllables) != drafted:
        # Letters without tones say which syllables, and the tones of the word are known.
        if [strip_tone(s) for s in syllables] != [strip_tone(s) for s in drafted] or all(tone(s) == 5 for s in drafted):
            raise ReaderError(f"“{typed}” has no tones; type zhíbō, zhi2bo1 or zhi2 bo1.")
        syllables = tuple(drafted)
    rest = iter(syllables)
    return tuple(next(rest) if is_han(char) else None for char in term.hans)
