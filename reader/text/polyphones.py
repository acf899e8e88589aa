"""A table of learned weights that reads 640 polyphones (得 为 还 行 朴 翟 …) from their neighbours.

Three files in ``data``, written by ``build_polyphones``: a trie of features, each with four 8-bit weights, one per
reading of its character, and the readings themselves. The readings of a character are scored by the sum of the
weights of its active features (multinomial logistic regression); the margin between best and second is the logarithm
of their odds.
"""

import json
import mmap
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from glossary.fold import is_han
from reader.text.lexicon import DATA, column, lexicon, open_trie

CLASSES = 4
"""Readings a character may have in the table; only 得-like characters have more than three."""
UNIT = 32
"""Weights are stored as whole 32nds of a natural logarithm, −127 … 127."""
BIAS = 128
"""Added to a weight to make it a byte without sign."""
_EVEN = 0x00FF00FF
COVERBS = frozenset("为")
"""Characters whose reading hangs on a verb further on; of others it tells nothing (g2pL dev)."""
CLAUSE = 12
"""Tokens after a character in which its clause's verb is looked for: 为 … 提供 is wei4."""
REACH = 5
"""Characters looked at on each side."""

Kind = Literal["single", "name", "word", "homograph"]
"""What the character's token is: the character alone, a name or other word that the lexicon does not read, a word with
one reading there (judged in training alone), a word with several."""
_LETTERS: dict[Kind, str] = {"single": "KS", "name": "KN", "word": "KU", "homograph": "KH"}

Span = tuple[int, int]


class Context(Struct, frozen=True):
    """A character's surroundings. ``around`` holds the three characters on each side, blank past the ends."""

    around: str
    far: tuple[str, str]
    """Up to ``REACH`` characters before it, and after it."""
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
    verb: str
    """The first verb of two or more characters further on in the clause; empty if there is none."""


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
        far=(text[max(0, at - REACH) : at], text[at + 1 : at + 1 + REACH]),
        word=word(index),
        place=at - pieces[index][0],
        before=word(index - 1),
        after=word(index + 1),
        second=word(index + 2),
        first=word(index - 2),
        verb=_verb_after(text, pieces, index) if text[at] in COVERBS else "",
    )


def _verb_after(text: str, pieces: Sequence[Span], index: int) -> str:
    for start, end in pieces[index + 2 : index + CLAUSE]:
        if end - start > 1:
            if lexicon().tag(text[start:end]) == "v":
                return text[start:end]
        elif not is_han(text[start]):
            break
    return ""


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


def features(context: Context, kind: Kind) -> tuple[str, ...]:
    """Feature strings, the first letter naming the template. The character itself is not part of them."""
    a = context.around
    word, place = context.word, context.place
    before, after = context.before, context.after
    left, right = _class_of(before), _class_of(after)
    found = [
        "_",
        _LETTERS[kind],
        *neighbours(a),
        "j" + left + right,
        "m" + right + _class_of(context.second),
        "n" + _class_of(context.first) + left,
        "s" + str(min(len(word), 4)) + str(min(place, 3)),
        *words_before(before)[:2],
        *words_after(after)[:2],
    ]
    if len(word) > 1:
        found.append("w" + word)
        found += lexicon_votes(word, place)
    else:
        if a[3] in COVERBS:
            found += ["G" + context.verb, "G+" if context.verb else "G-"]
        found += [words_before(before)[2], words_after(after)[2], "z" + context.second, "v" + context.first]
    if kind != "word":
        # Inside a word with one reading these only add noise (g2pL dev, such words: 99.3 % without, 98.9 % with).
        found += {"B" + char for char in context.far[0]} | {"F" + char for char in context.far[1]}
    return tuple(found)


def alone() -> tuple[str, str]:
    """What says that the character is a token of its own."""
    return _LETTERS["single"], "s10"


def words_before(word: str) -> tuple[str, str, str]:
    """Class, class with length, and the word before."""
    tag = _class_of(word)
    return f"k{tag}", f"t{tag}{min(len(word), 4)}", f"x{word}"


def words_after(word: str) -> tuple[str, str, str]:
    """The same of the word after."""
    tag = _class_of(word)
    return f"l{tag}", f"u{tag}{min(len(word), 4)}", f"y{word}"


def neighbours(around: str) -> list[str]:
    """The features of the characters beside, which a word of a dictionary has as well as a text."""
    a = around
    return [
        "a" + a[1],
        "b" + a[2],
        "c" + a[4],
        "d" + a[5],
        "e" + a[1:3],
        "f" + a[4:6],
        "g" + a[2] + a[4],
        "h" + a[0:3],
        "i" + a[4:7],
    ]


@lru_cache(maxsize=16384)
def lexicon_votes(word: str, place: int) -> tuple[str, ...]:
    """What the lexicon says of this character in its word: sure (one reading) or one of several."""
    readings = [reading.syllables[place] for reading in lexicon().readings(word)]
    letter = "r" if len(set(readings)) == 1 else "q"
    return tuple(f"{letter}{syllable}" for syllable in dict.fromkeys(readings))


def kind_of(word: str, place: int) -> Kind:
    """What a character of a word is to the table."""
    if len(word) == 1:
        return "single"
    syllables = {reading.syllables[place] for reading in lexicon().readings(word)}
    return "name" if not syllables else "word" if len(syllables) == 1 else "homograph"


class Verdict(Struct, frozen=True):
    reading: str
    margin: float
    """Natural logarithm of the odds of the best against the second; below 1 it is a guess."""


class Polyphones:
    """The table, mapped into memory."""

    def __init__(self, folder: Path = DATA) -> None:
        self._trie = open_trie(folder / "polyphones.marisa")
        with (folder / "polyphones.bin").open("rb") as file:
            self._weights = column(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)), "I")
            """By feature, one number of four bytes: the weights of the four readings, each with ``BIAS`` added."""
        tables = json.loads((folder / "polyphones.json").read_text(encoding="utf-8"))
        self.classes: dict[str, list[str]] = tables["classes"]
        self.words: dict[str, dict[int, str]] = {
            word: {int(place): reading for place, reading in places.items()} for word, places in tables["words"].items()
        }
        """Words that people read otherwise than the dictionary says (下载 xia4 zai4), by place of the character."""

    def __contains__(self, char: str) -> bool:
        return char in self.classes

    def judge(self, char: str, context: Context, kind: Kind, among: Sequence[str] = ()) -> Verdict | None:
        """The likeliest reading of ``char`` (of those in ``among``, if given); None if the table has no say."""
        classes = self.classes.get(char)
        if classes is None:
            return None
        get, weights = self._trie.get, self._weights
        even = odd = found = 0
        for feature in features(context, kind):
            key = get(char + feature)
            if key is not None:
                # Two sums of two lanes each: four additions at the cost of two, for this is where the time goes.
                four = weights[key]
                even += four & _EVEN
                odd += four >> 8 & _EVEN
                found += 1
        sums = (even & 0xFFFF, odd & 0xFFFF, even >> 16, odd >> 16)
        scores = [sums[k] - found * BIAS for k in range(len(classes))]
        allowed = [k for k, reading in enumerate(classes) if not among or reading in among]
        if not allowed:
            return None
        ranked = sorted(allowed, key=lambda k: -scores[k])
        margin = (scores[ranked[0]] - scores[ranked[1]]) / UNIT if len(ranked) > 1 else float("inf")
        return Verdict(classes[ranked[0]], margin)


@lru_cache(maxsize=1)
def polyphones() -> Polyphones:
    """The bundled table, opened once."""
    return Polyphones()
