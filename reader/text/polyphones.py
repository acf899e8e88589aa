"""A table of learned weights that reads 640 polyphones (得 为 还 行 朴 翟 …) from their neighbours.

Two files in ``data``, written by ``build_polyphones``: ``polyphones.bin``, a block compressed with zlib for each
character, and ``polyphones.json``, where the blocks are and the readings themselves. A block has the character's
features, UTF-8 with a line feed after each, and four 8-bit weights for each of them, one per reading: all of the first
reading, all of the second and so on. The readings of a character are scored by the sum of the weights of its active
features (multinomial logistic regression); the margin between best and second is the logarithm of their odds.
"""

import json
import mmap
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from glossary.fold import is_han
from reader.text.lexicon import DATA, lexicon

CLASSES = 4
"""Readings a character may have in the table; only 得-like characters have more than three."""
UNIT = 32
"""Weights are stored as whole 32nds of a natural logarithm, −127 … 127."""
BIAS = 128
"""Added to a weight to make it a byte without sign."""
_LANES = (0, 16, 32, 48)
CLUSTER_FEATURES = frozenset("LMRS")
"""What the names of features begin with that tell the cluster of a character beside."""
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


class Context(Struct, frozen=True, gc=False):
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


class Clusters(Struct, frozen=True):
    """``clusters.json``, written by ``build_clusters``: the 5,000 commonest characters by what stands beside them."""

    chars: str
    coarse: list[int]
    """Of 64 clusters, the number of each character's."""
    fine: list[int]
    """Of 256."""

    def of(self, char: str) -> tuple[int, int] | None:
        place = self.chars.find(char) if char else -1
        return None if place < 0 else (self.coarse[place], self.fine[place])


def context_of(text: str, pieces: Sequence[Span], at: int) -> Context:
    """Surroundings of the character at ``at`` in the folded ``text`` that was cut into ``pieces``."""
    index = next(i for i, (start, end) in enumerate(pieces) if start <= at < end)
    return context_in(text, pieces, index, at)


def context_in(text: str, pieces: Sequence[Span], index: int, at: int) -> Context:
    """The same where the number of the piece is known."""

    count = len(pieces)
    start, end = pieces[index]
    before = pieces[index - 1] if index else _NOWHERE
    first = pieces[index - 2] if index > 1 else _NOWHERE
    after = pieces[index + 1] if index + 1 < count else _NOWHERE
    second = pieces[index + 2] if index + 2 < count else _NOWHERE
    left = text[max(0, at - 3) : at]
    return Context(
        around=left.rjust(3) + text[at : at + 4].ljust(4),
        far=(text[max(0, at - REACH) : at], text[at + 1 : at + 1 + REACH]),
        word=text[start:end],
        place=at - start,
        before=text[before[0] : before[1]],
        after=text[after[0] : after[1]],
        second=text[second[0] : second[1]],
        first=text[first[0] : first[1]],
        verb=_verb_after(text, pieces, index) if text[at] in COVERBS else "",
    )


_NOWHERE = (0, 0)


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
    left_tag, left_length, left_word = words_before(context.before)
    right_tag, right_length, right_word = words_after(context.after)
    left, right = left_tag[1:], right_tag[1:]
    found = [
        "_",
        _LETTERS[kind],
        *neighbours(a),
        "j" + left + right,
        "m" + right + _class_of(context.second),
        "n" + _class_of(context.first) + left,
        _place(len(word), place),
        left_tag,
        left_length,
        right_tag,
        right_length,
    ]
    if len(word) > 1:
        found.append("w" + word)
        found += lexicon_votes(word, place)
    else:
        if a[3] in COVERBS:
            found += ["G" + context.verb, "G+" if context.verb else "G-"]
        found += [left_word, right_word, "z" + context.second, "v" + context.first]
    if kind != "word":
        # Inside a word with one reading these only add noise (g2pL dev, such words: 99.3 % without, 98.9 % with).
        far = context.far
        found += ["B" + char for char in set(far[0])]
        found += ["F" + char for char in set(far[1])]
    return tuple(found)


@lru_cache(maxsize=1024)
def _place(length: int, place: int) -> str:
    return f"s{min(length, 4)}{min(place, 3)}"


def alone() -> tuple[str, str]:
    """What says that the character is a token of its own."""
    return _LETTERS["single"], "s10"


@lru_cache(maxsize=16384)
def words_before(word: str) -> tuple[str, str, str]:
    """Class, class with length, and the word before."""
    tag = _class_of(word)
    return f"k{tag}", f"t{tag}{min(len(word), 4)}", f"x{word}"


@lru_cache(maxsize=16384)
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
        *_clusters_before(a[2]),
        *_clusters_after(a[4]),
    ]


@lru_cache(maxsize=1)
def _clusters() -> Clusters:
    return msgspec.json.decode((DATA / "clusters.json").read_bytes(), type=Clusters)


@lru_cache(maxsize=16384)
def _clusters_before(char: str) -> tuple[str, ...]:
    """Features of characters that stand in the same places: what is known of one helps with the others."""
    found = _clusters().of(char)
    return () if found is None else (f"L{found[0]}", f"M{found[1]}")


@lru_cache(maxsize=16384)
def _clusters_after(char: str) -> tuple[str, ...]:
    found = _clusters().of(char)
    return () if found is None else (f"R{found[0]}", f"S{found[1]}")


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


class Verdict(Struct, frozen=True, gc=False):
    reading: str
    margin: float
    """Natural logarithm of the odds of the best against the second; below 1 it is a guess."""


class _Weights(dict[str, int]):
    """A character's weights by feature: four in one number, 16 bits each so that sums have room."""

    def __init__(self, block: memoryview) -> None:
        text, _, planes = zlib.decompress(block).partition(b"\n\n")
        self._features = text.decode().split("\n")
        count = len(self._features)
        self._planes = [planes[n * count : (n + 1) * count] for n in range(CLASSES)]
        self._asked = 0

    def __missing__(self, feature: str) -> int:
        listed = self._features
        at = bisect_left(listed, feature)
        found = 0
        if at < len(listed) and listed[at] == feature:
            for plane in reversed(self._planes):
                found = found << 16 | plane[at]
        self[feature] = found
        return found

    def sum(self, features: Sequence[str]) -> int:
        if self._asked > _RARELY:
            return sum(map(self.get, features, repeat(0)))
        self._asked += 1
        if self._asked == _RARELY:
            # From here on what is not there has not to be looked for. Added to what has been asked for, never emptied:
            # other threads ask meanwhile.
            self.update(self._whole())
            self._asked += 1
        return sum(map(self.__getitem__, features))

    def _whole(self) -> dict[str, int]:
        """All of them: 0.3 ms, for the commonest character 1 ms."""
        lanes = bytearray(2 * CLASSES * len(self._features))
        for one, plane in enumerate(self._planes):
            lanes[2 * one :: 2 * CLASSES] = plane
        numbers = array("Q", bytes(lanes))
        if sys.byteorder == "big":
            numbers.byteswap()
        return dict(zip(self._features, numbers, strict=True))


_RARELY = 8
"""Judgements after which all of a character's features are made ready."""


class Polyphones:
    """The table, mapped into memory."""

    def __init__(self, folder: Path = DATA) -> None:
        with (folder / "polyphones.bin").open("rb") as file:
            self._blocks = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._by_character: dict[str, _Weights] = {}
        tables = json.loads((folder / "polyphones.json").read_text(encoding="utf-8"))
        self._ends: list[int] = tables["ends"]
        """Of the blocks, which are in the order of ``classes``."""
        self.classes: dict[str, list[str]] = tables["classes"]
        self.words: dict[str, dict[int, str]] = {
            word: {int(place): reading for place, reading in places.items()} for word, places in tables["words"].items()
        }
        """Words that people read otherwise than the dictionary says (下载 xia4 zai4), by place of the character."""

        self._places = {char: place for place, char in enumerate(self.classes)}

    def __contains__(self, char: str) -> bool:
        return char in self.classes

    def _weights(self, char: str) -> _Weights:
        place = self._places[char]
        return _Weights(self._blocks[self._ends[place - 1] if place else 0 : self._ends[place]])

    def judge(self, char: str, context: Context, kind: Kind, among: Sequence[str] = ()) -> Verdict | None:
        """The likeliest reading of ``char`` (of those in ``among``, if given); None if the table has no say."""
        classes = self.classes.get(char)
        if classes is None:
            return None
        weights = self._by_character.get(char)
        if weights is None:
            weights = self._by_character[char] = self._weights(char)
        total = weights.sum(features(context, kind))
        # Each sum has BIAS in it once for every feature found, which makes no difference between them.
        scores = [
            (-(total >> shift & 0xFFFF), place)
            for place, (reading, shift) in enumerate(zip(classes, _LANES, strict=False))
            if not among or reading in among
        ]
        if not scores:
            return None
        scores.sort()
        margin = (scores[1][0] - scores[0][0]) / UNIT if len(scores) > 1 else float("inf")
        return Verdict(classes[scores[0][1]], margin)


@lru_cache(maxsize=1)
def polyphones() -> Polyphones:
    """The bundled table, opened once."""
    return Polyphones()
