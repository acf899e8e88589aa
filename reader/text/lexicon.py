"""The lexicon: 151,000 simplified words and characters with cost, readings and word class, mapped into memory.

Three files in ``data``, written by ``build_lexicon``:

- ``lexicon.words``: a list of words (see ``wordlist``), word → id.
- ``lexicon.bin``: little-endian columns by id: uint32 heads (offset into the pool, number of alternative readings,
  word class), uint16 costs (−ln of the relative frequency × 1000), then the pool of uint16 syllable numbers
  (0: not Han; the top bit of an alternative's first syllable marks a proper noun).
- ``lexicon.json``: the syllables by number, surnames, how names are composed, characters with several traditional
  forms, characters without a default reading, common words that the dictionary lacks.

Opening takes about 2 ms; nothing of CC-CEDICT, jieba or pypinyin is imported.
"""

import json
import mmap
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from reader.text.wordlist import WordList, column

DATA = Path(__file__).parent / "data"
COST_SCALE = 1000
MAX_WORD = 16
"""Longer headwords (0.02 % of CC-CEDICT, titles and proverbs with commas) are left out of the lattice."""
OFFSET_BITS = 21
TAG_SHIFT = 27
PROPER_BIT = 0x8000
TAGS = ["", "n", "v", "a", "d", "r", "m", "q", "p", "c", "u", "f", "t", "N", "i", "l", "y", "x", "z", "b", "s"]
"""Coarse word classes after jieba's tags; ``N`` is any proper noun, the empty one unknown."""


class Reading(Struct, frozen=True, gc=False):
    """One way to read a word: a syllable per code point, None where the code point is not Han."""

    syllables: tuple[str | None, ...]
    proper: bool
    """CC-CEDICT writes it with a capital: a name of a person, place, dynasty, language …"""


class NameTables(Struct, frozen=True):
    """Costs (−ln P × 1000) of characters in the parts of a name."""

    surname: dict[str, int]
    middle: dict[str, int]
    """First character of a given name of two."""
    last: dict[str, int]
    """Second character of a given name of two."""
    foreign: dict[str, int]
    """Characters that transliterate foreign names."""


class Lexicon:
    """Word → costs, readings, class. Words are in simplified characters."""

    def __init__(self, folder: Path = DATA) -> None:
        self.list = WordList(folder / "lexicon.words")
        tables = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
        count: int = tables["words"]
        with (folder / "lexicon.bin").open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._heads = column(view[: 4 * count], "I")
        self.costs = column(view[4 * count : 6 * count], "H")
        """Cost by word id; indexed in the segmenter's inner loop."""
        self._pool = column(view[6 * count :], "H")
        self._syllables: list[str | None] = [None, *tables["syllables"]]
        self.surnames: dict[str, tuple[str, ...]] = {
            name: tuple(reading.split()) for name, reading in tables["surnames"].items()
        }
        self.names = NameTables(**tables["names"])
        self.several: dict[str, str] = tables["several"]
        """Simplified characters with more than one traditional form in current words."""
        self.traditional: dict[str, tuple[str, ...]] = {
            char: tuple(readings.split()) for char, readings in tables["traditional"].items()
        }
        """Traditional characters that have fewer readings than their simplified form (幹: gan4)."""
        self.common: dict[str, int] = tables["common"]
        """Costs of words of two characters that the dictionary lacks and everybody writes: 很多, 家中, 该国."""
        self.torn = frozenset[str](tables["torn"])
        """Characters with two readings of which neither is clearly the default."""

    def __contains__(self, word: str) -> bool:
        return word in self.list

    def words(self) -> list[str]:
        """Every word in the order of its id, 151,000 of them in 40 ms."""
        return list(self.list)

    def cost(self, word: str) -> int | None:
        """−ln of the word's relative frequency × 1000; None if it is not listed."""
        key = self.list.get(word)
        return None if key is None else self.costs[key]

    def tag(self, word: str) -> str:
        """Coarse word class of ``TAGS``; empty if unknown."""
        key = self.list.get(word)
        return "" if key is None else TAGS[self._heads[key] >> TAG_SHIFT]

    def readings(self, word: str) -> tuple[Reading, ...]:
        """All readings, likeliest first; empty if the word is not listed."""
        key = self.list.get(word)
        if key is None:
            return ()
        head, length = self._heads[key], len(word)
        at = head & ((1 << OFFSET_BITS) - 1)
        found = []
        for _ in range(head >> OFFSET_BITS & 0xF):
            numbers = self._pool[at : at + length].tolist()
            proper = bool(numbers[0] & PROPER_BIT)
            numbers[0] &= PROPER_BIT - 1
            found.append(Reading(tuple(map(self._syllables.__getitem__, numbers)), proper))
            at += length
        return tuple(found)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The bundled lexicon, opened once."""
    return Lexicon()
