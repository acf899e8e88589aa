"""A dictionary entry, taken apart: senses and glosses, measure words, other readings, what it refers to."""

from typing import Literal

from msgspec import Struct

ReferenceKind = Literal["see", "variant", "old variant", "abbreviation", "also written", "same as", "used in"]


class Reference(Struct, frozen=True):
    """Another headword that an entry points to."""

    kind: ReferenceKind
    hant: str
    hans: str
    reading: tuple[str | None, ...] = ()


class Classifier(Struct, frozen=True):
    """A measure word that goes with a noun."""

    hant: str
    hans: str
    reading: tuple[str | None, ...]


class Quoted(Struct, frozen=True):
    """A Chinese word that stands inside a meaning, with its reading: ``中国 (Zhōngguó)``."""

    start: int
    end: int
    """Code points of the sense's ``text``; its reading, in brackets, is inside."""
    hant: str
    hans: str
    reading: tuple[str | None, ...] = ()
    proper: bool = False
    """The reading is written with a capital."""

    def moved(self, by: int) -> "Quoted":
        return Quoted(self.start + by, self.end + by, self.hant, self.hans, self.reading, self.proper)


class Sense(Struct, frozen=True):
    """One meaning; its glosses are near synonyms."""

    glosses: tuple[str, ...]
    quoted: tuple[Quoted, ...] = ()
    """The Chinese in ``text``, in order."""

    @property
    def text(self) -> str:
        return "; ".join(self.glosses)


class Entry(Struct, frozen=True):
    """One entry of CC-CEDICT, or of any other dictionary."""

    hant: str
    hans: str
    reading: tuple[str | None, ...]
    """Numbered syllables in order, None for a sign without one (a Latin letter, a dot)."""
    proper: bool
    """The reading begins with a capital: a name."""
    senses: tuple[Sense, ...]
    classifiers: tuple[Classifier, ...] = ()
    taiwan: tuple[tuple[str | None, ...], ...] = ()
    """How it is read in Taiwan, where that differs."""
    also_read: tuple[tuple[str | None, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    said: str = ""
    """The reading as another dictionary writes it, where that is no pinyin for each character."""
