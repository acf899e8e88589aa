"""A table of learned weights that reads 114 frequent polyphones (得 为 还 行 …) from their neighbours.

Three files in ``data``, written by ``build_polyphones``: a trie of features, each with four 8-bit weights, one per
reading of its character, and the readings themselves. The readings of a character are scored by the sum of the
weights of its active features; the margin between best and second says how sure that is.
"""

import json
import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reader.text.han import is_han
from reader.text.lexicon import DATA, lexicon, open_trie

CLASSES = 4
"""Readings a character may have in the table; only 得-like characters have more than three."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Context:
    """A character's surroundings. ``around`` holds the three characters on each side, blank past the ends."""

    around: str
    word: str
    place: int
    """Index of the character in its word."""
    before: str
    """The word before, empty at the start of the text."""
    after: str
    second: str
    """The word after the next."""
    first: str
    """The word before the one before."""


def context_of(text: str, pieces: Sequence[Span], at: int) -> Context:
    """Surroundings of the character at ``at`` in the folded ``text`` that was cut into ``pieces``."""
    index = next(i for i, (start, end) in enumerate(pieces) if start <= at < end)
    return context_in(text, pieces, index, at)


def context_in(text: str, pieces: Sequence[Span], index: int, at: int) -> Context:
    """The same where the number of the piece is known."""

    def word(i: int) -> str:
        return text[pieces[i][0] : pieces[i][1]] if 0 <= i < len(pieces) else ""

    left = text[max(0, at - 3) : at]
    return Context(
        around=left.rjust(3) + text[at : at + 4].ljust(4),
        word=word(index),
        place=at - pieces[index][0],
        before=word(index - 1),
        after=word(index + 1),
        second=word(index + 2),
        first=word(index - 2),
    )


@lru_cache(maxsize=16384)
def _class_of(word: str) -> str:
    """Word class from the lexicon; digits, Latin and marks have their own."""
    if not word:
        return "^"
    if tag := lexicon().tag(word):
        return tag
    char = word[-1]
    if is_han(char):
        return "?" if len(word) > 1 else "1"
    if char.isdigit() or char == "%":
        return "0"
    return "A" if char.isalpha() else "."


def features(context: Context) -> tuple[str, ...]:
    """Feature strings, the first letter naming the template. The character itself is not part of them."""
    a = context.around
    word, place = context.word, context.place
    before, after = context.before, context.after
    left, right = _class_of(before), _class_of(after)
    found = [
        "_",
        "a" + a[1],
        "b" + a[2],
        "c" + a[4],
        "d" + a[5],
        "e" + a[1:3],
        "f" + a[4:6],
        "g" + a[2] + a[4],
        "h" + a[0:3],
        "i" + a[4:7],
        "j" + left + right,
        "k" + left,
        "l" + right,
        "m" + right + _class_of(context.second),
        "n" + _class_of(context.first) + left,
        "s" + str(min(len(word), 4)) + str(min(place, 3)),
        "t" + left + str(len(before) if len(before) < 4 else 4),
        "u" + right + str(len(after) if len(after) < 4 else 4),
    ]
    if len(word) > 1:
        found.append("w" + word)
        found += lexicon_votes(word, place)
    else:
        found += ["x" + before, "y" + after, "z" + context.second, "v" + context.first]
    return tuple(found)


@lru_cache(maxsize=16384)
def lexicon_votes(word: str, place: int) -> tuple[str, ...]:
    """What the lexicon says of this character in its word: sure (one reading) or one of several."""
    readings = [reading.syllables[place] for reading in lexicon().readings(word)]
    letter = "r" if len(set(readings)) == 1 else "q"
    return tuple(f"{letter}{syllable}" for syllable in dict.fromkeys(readings))


@dataclass(frozen=True, slots=True)
class Verdict:
    reading: str
    margin: float
    """Score of the best over the second, in units of the character's heaviest weight; below about 0.3 it is a guess."""


class Polyphones:
    """The table, mapped into memory."""

    def __init__(self, folder: Path = DATA) -> None:
        self._trie = open_trie(folder / "polyphones.marisa")
        with (folder / "polyphones.bin").open("rb") as file:
            self._weights = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("b")
        self.classes: dict[str, list[str]] = json.loads((folder / "polyphones.json").read_text(encoding="utf-8"))[
            "classes"
        ]

    def __contains__(self, char: str) -> bool:
        return char in self.classes

    def judge(self, char: str, context: Context, among: Sequence[str] = ()) -> Verdict | None:
        """The likeliest reading of ``char`` (of those in ``among``, if given); None if the table has no say."""
        classes = self.classes.get(char)
        if classes is None:
            return None
        scores = [0] * len(classes)
        get, weights = self._trie.get, self._weights
        for feature in features(context):
            key = get(char + feature)
            if key is not None:
                at = key * CLASSES
                for k in range(len(classes)):
                    scores[k] += weights[at + k]
        allowed = [k for k, reading in enumerate(classes) if not among or reading in among]
        if not allowed:
            return None
        ranked = sorted(allowed, key=lambda k: -scores[k])
        margin = (scores[ranked[0]] - scores[ranked[1]]) / 127 if len(ranked) > 1 else float("inf")
        return Verdict(classes[ranked[0]], margin)


@lru_cache(maxsize=1)
def polyphones() -> Polyphones:
    """The bundled table, opened once."""
    return Polyphones()
