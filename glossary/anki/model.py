"""Our notes in Anki: their fields, their identity, and which card of them asks what.

One note for a concept, with a card for each direction, and one note of Anki's cloze type for each sentence with a gap:

- Anki keeps siblings (the cards of one note) apart as duban does, and a gloss that is put right there is right on every
  card.
- A note is found again by its GUID, which is made of the concept's id (and of the sentence, for a cloze) and of nothing
  that may be edited. Anki then replaces its fields and leaves its cards alone; a new direction becomes a new card.
- A sentence with a gap needs the cloze type, and a concept may have several, so they are notes of their own.

A card is made only where its field ``Ask…`` (or ``Choices``) is filled, so that Anki does not make cards of directions
that nobody wants. The lists of fields and templates stay as they are for ever: Anki takes a note type with others for
another one.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from glossary.errors import GlossaryError
from glossary.study.model import Card, Direction

FIELDS: Final = (
    "TermId", "Hanzi", "Simplified", "Traditional", "Pinyin", "Bopomofo", "English", "Classifier", "Sound", "Ruby",
    "Color", "Sentence", "SentencePinyin", "SentenceTranslation", "Source", "Url", "Domain", "Status", "Notes", "Hint",
    "Cloze", "Choices", "AskRecognise", "AskProduce", "AskReading", "Lang",
)  # fmt: skip
"""Of both note types. ``TermId`` is first, since Anki takes notes with the same first field for doubles."""
SORT_FIELD: Final = FIELDS.index("Hanzi")
FILLED_IN_ANKI: Final = ("Sound",)
"""Fields that we leave to the learner and to Anki's add-ons."""

TERM_TYPE: Final = "duban term"
CLOZE_TYPE: Final = "duban cloze"
TERM_TYPE_ID: Final = 2_114_333_671
CLOZE_TYPE_ID: Final = 1_771_643_317
DECK: Final = "duban"
DECK_ID: Final = 1_549_327_422

TEMPLATES: Final[Mapping[str, Direction]] = {
    "Recognise": "recognise",
    "Produce": "produce",
    "Reading": "reading",
    "Choose": "choice",
}
"""Of the note type for terms, in their order."""
_CLOZE_MARK = "#"
_APP = "duban"
_DIGITS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~"


class AnkiError(GlossaryError):
    """A file or an Anki that nothing can be done with; the sentence says what to do."""


class AnkiCard(Struct, frozen=True):
    """One card of a note. ``card`` is duban's, if there is one."""

    direction: Direction
    card: Card | None = None

    @property
    def ordinal(self) -> int:
        """Its place among the cards of its note."""
        return 0 if self.direction == "cloze" else list(TEMPLATES.values()).index(self.direction)


class AnkiNote(Struct, frozen=True):
    """One note, ready to be handed over."""

    fields: Mapping[str, str]
    """HTML by the names of ``FIELDS``; a field that is left out is empty."""
    cards: tuple[AnkiCard, ...]
    tags: tuple[str, ...] = ()
    cloze: bool = False

    @property
    def key(self) -> str:
        return self.fields["TermId"]

    @property
    def type_name(self) -> str:
        return CLOZE_TYPE if self.cloze else TERM_TYPE

    @property
    def guid(self) -> str:
        """What Anki knows the note by, however it is edited: as Anki writes its own, 64 bits in base 91."""
        number = int.from_bytes(hashlib.sha256(f"{_APP}__{self.key}".encode()).digest()[:8], "big")
        digits = ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return digits

    @property
    def content(self) -> str:
        """A short name for all that makes a difference to the learner."""
        said = [value for name, value in zip(FIELDS, self.values, strict=True) if name != "Status"]
        return _mark("\x1f".join((*said, *self.tags)))

    @property
    def values(self) -> list[str]:
        """In the order of ``FIELDS``."""
        return [self.fields.get(name, "") for name in FIELDS]


def note_key(concept_id: str, sentence: str = "") -> str:
    """What ``TermId`` holds: the concept's id; of a cloze note, with a mark of its sentence.

    >>> note_key("mcn-agency"), note_key("mcn-agency", "MCN機構")
    ('mcn-agency', 'mcn-agency#38819eaa3d')
    """
    return concept_id + (_CLOZE_MARK + sentence_mark(sentence) if sentence else "")


def split_key(key: str) -> tuple[str, str]:
    """The concept's id and the mark of the sentence; empty for a note of a term."""
    concept_id, _, mark = key.rpartition(_CLOZE_MARK)
    return (concept_id, mark) if concept_id and len(mark) == _MARK else (key, "")


_MARK: Final = 10


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]


def sentence_mark(sentence: str) -> str:
    """A short name for a sentence."""
    return _mark(sentence)


def deck_id(name: str) -> int:
    """The id of a deck: ours, or for another name one that is the same every time."""
    if name == DECK:
        return DECK_ID
    number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return (1 << 30) + number % (1 << 30)
