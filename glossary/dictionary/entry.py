"""A dictionary entry, taken apart: senses and glosses, measure words, other readings, what it refers to."""

from dataclasses import dataclass
from typing import Literal

ReferenceKind = Literal["see", "variant", "old variant", "abbreviation", "also written", "same as", "used in"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Another headword that an entry points to."""

    kind: ReferenceKind
    hant: str
    hans: str
    reading: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Classifier:
    """A measure word that goes with a noun."""

    hant: str
    hans: str
    reading: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning; its glosses are near synonyms."""

    glosses: tuple[str, ...]

    @property
    def text(self) -> str:
        return "; ".join(self.glosses)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of CC-CEDICT, or of a dictionary in its format."""

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
