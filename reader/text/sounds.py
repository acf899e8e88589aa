"""Which stretches of a text could be read as some pinyin, told from its characters alone: a hundred times as fast as
the analysis, which then says how they are read. Nothing that the analysis finds is missed; what is found may be read
otherwise where it stands (行 as hang in 银行, as xing in 行走).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from glossary.fold import fold, is_han
from glossary.pinyin import Spelling, normalize, strip_tone
from reader.text.lexicon import lexicon
from reader.text.pronounce import readings_of_characters

_SYLLABLES: Final = 3
"""Syllables of a query that are looked at: what has the first three together is rare enough."""
_LONGEST = 6
"""Letters of the longest syllable."""

CharacterSounds = Iterable[tuple[str, str]]
"""Characters, each with a reading that it has in some term or correction."""


class Sounds:
    """Characters by the syllables that they may be read as, over what the tables say also as ``others`` say."""

    def __init__(self, others: CharacterSounds = ()) -> None:
        self._by_syllable = {syllable: set(characters) for syllable, characters in _table().items()}
        for character, reading in others:
            self._by_syllable.setdefault(_letters(reading), set()).update((character, fold(character)))

    def pattern(self, spelling: Spelling) -> re.Pattern[str] | None:
        """What finds the beginnings of stretches that may be spelt so, in a text as it stands or folded; None if
        nothing can."""
        ways = sorted(self._ways(spelling.key, _SYLLABLES), key=len)
        if not ways:
            return None
        return re.compile("|".join("".join(map(self._any_of, way)) for way in ways))

    def _ways(self, letters: str, most: int) -> list[tuple[str, ...]]:
        """The first syllables of every way to read the letters."""
        if not letters or not most:
            return [()]
        found = []
        for end in range(1, min(_LONGEST, len(letters)) + 1):
            if letters[:end] in self._by_syllable:
                found += [(letters[:end], *way) for way in self._ways(letters[end:], most - 1)]
        return found

    def _any_of(self, syllable: str) -> str:
        return f"[{''.join(sorted(self._by_syllable[syllable]))}]"


def _letters(reading: str) -> str:
    """As an index of spellings has it: without tone, ü as u."""
    return strip_tone(reading).replace("ü", "u")


@lru_cache(maxsize=1)
def _table() -> dict[str, set[str]]:
    """Every character with a reading, by syllable; 0.1 s, once."""
    found: dict[str, set[str]] = {"r": {"儿", "兒"}}
    words = lexicon()
    for code, marked in readings_of_characters().items():
        character = chr(int(code))
        if not is_han(character):
            continue
        syllables = {normalize(one) for one in marked.split(",")}
        syllables.update(syllable for reading in words.readings(character) for syllable in reading.syllables)
        for syllable in syllables:
            if syllable:
                found.setdefault(_letters(syllable), set()).update((character, fold(character)))
    return found
