"""What alignment takes in and gives out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

from msgspec import Struct

Shares = Mapping[tuple[int, int], float]
"""How many sentences of each side a pair has → the share of such pairs."""
USUAL: Final[Shares] = {
    (1, 1): 0.87,
    (1, 0): 0.02,
    (0, 1): 0.02,
    (1, 2): 0.035,
    (2, 1): 0.035,
    (2, 2): 0.004,
    (1, 3): 0.008,
    (3, 1): 0.008,
}
COMPLETE: Final[Shares] = {**USUAL, (1, 0): 0.002, (0, 1): 0.002}
"""Of a paragraph and what is known to be its translation."""


class Pair(Struct, frozen=True):
    """Sentences that belong together: half-open ranges of their indices, one of which may be empty."""

    zh: tuple[int, int]
    en: tuple[int, int]
    score: float
    """Probability, 0 to 1, that just these belong together."""

    @property
    def zh_indices(self) -> range:
        return range(*self.zh)

    @property
    def en_indices(self) -> range:
        return range(*self.en)


class Side(Struct, frozen=True):
    """One of the two texts: its sentences in order, and which of them begin a paragraph."""

    sentences: Sequence[str]
    starts: frozenset[int] = frozenset({0})
    """Indices of the sentences that begin a paragraph."""


class Knowledge(Protocol):
    """What is known of Chinese words beyond the text itself. Its answers must not change while it is used; it is told
    from others by identity."""

    def __hash__(self) -> int: ...

    def meanings(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """English glosses, as a dictionary has them, of those of the (simplified) words that it knows."""

    def renderings(self, text: str) -> Sequence[Sequence[str]]:
        """For each term in a text, how it is rendered in English."""


class Evidence(Struct, frozen=True):
    """What may be looked at; all of it, unless somebody measures what each is worth."""

    dictionary: bool = True
    glossary: bool = True
    numbers: bool = True
    names: bool = True
    latin: bool = True
    marks: bool = True
    paragraphs: bool = True
    learned: bool = True
    """Words that go together in this very text, taken from a first alignment."""
