"""How likely a stretch of Chinese is: a character trigram model, folded to simplified, in pure Python.

Sorted integer arrays searched by bisection, so that it opens in a tenth of a second without numpy, once a text
gives a reason. ``texts.repair.train`` writes the file and says what it learnt from.
"""

import lzma
import struct
import sys
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from itertools import accumulate

MAGIC = b"DBCHAR2\n"
STEP = 0.25
"""One quantum of a stored cost, in nats; costs take a byte."""
TO_BIGRAM = 1.0
TO_UNIGRAM = 2.5
"""Costs of falling back to a shorter context. Few trigrams are kept, so one missing says little; a bigram that is
missing says much."""

UNSEEN = 4.0
"""Added for a character that was never seen: thousands share the chance of being next."""

_CLASSES = str.maketrans(",:;!?()「」『』", "，：；！？（）“”‘’")


@cache
def _simplifier() -> "dict[str, str]":
    """Every character that GBK can write, folded to simplified."""
    from opencc import OpenCC

    from texts.repair.gbk import LEADS, TRAILS, decode

    chars = [c for lead in LEADS for trail in TRAILS if (c := decode(lead, trail))]
    return dict(zip(chars, OpenCC("t2s").convert("\n".join(chars)).split("\n"), strict=True))


@cache
def fold(char: str) -> str:
    """The symbol that the model counts ``char`` as: simplified, all digits one class, all letters another."""
    if char.isascii() and char.isalnum():
        return "0" if char.isdigit() else "a"
    char = char.translate(_CLASSES)
    return _simplifier().get(char, char)


class CharModel:
    """Cost (negative natural logarithm of probability) of a character after the two before it.

    The file, after the magic: three 32-bit little-endian sizes (bytes of the vocabulary, bigrams, trigrams), then
    LZMA: the vocabulary by frequency; a cost for the unseen and each symbol; bigram keys ``a << 13 | b`` and costs;
    trigram keys ``index of (a, b) << 13 | c`` and costs. Keys are sorted and stored as differences, each of
    their four bytes in a plane of its own, which halves the file.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("not a character model")
        vocabulary, bigrams, trigrams = struct.unpack("<3I", data[8:20])
        body = lzma.decompress(data[20:])
        symbols = body[:vocabulary].decode("utf-8")
        self._ids = {symbol: i for i, symbol in enumerate(symbols, start=1)}
        at = vocabulary + len(symbols) + 1
        self._unigrams = body[vocabulary:at]
        self._bigrams, self._bigram_costs, at = _unpack(body, at, bigrams)
        self._trigrams, self._trigram_costs, at = _unpack(body, at, trigrams)
        self._raw_ids: dict[str, int] = {}
        self._memo: dict[tuple[str, str, str], float] = {}

    def _id(self, char: str) -> int:
        known = self._raw_ids.get(char)
        if known is None:
            known = self._raw_ids[char] = self._ids.get(fold(char), 0) if char else 0
        return known

    def rank(self, char: str) -> int:
        """How frequent a character is: 1 for the most frequent, 0 for one never seen."""
        return self._ids.get(fold(char), 0)

    def cost(self, first: str, second: str, char: str) -> float:
        """Cost of ``char`` after ``first`` and ``second`` (empty strings: no context)."""
        key = (first, second, char)
        known = self._memo.get(key)
        if known is None:
            if len(self._memo) > 500_000:
                self._memo.clear()
            known = self._memo[key] = self._look_up(first, second, char)
        return known

    def _look_up(self, first: str, second: str, char: str) -> float:
        a, b, c = self._id(first), self._id(second), self._id(char)
        if b and c:
            if a and (context := _place(self._bigrams, a << 13 | b)) >= 0:
                at = _place(self._trigrams, context << 13 | c)
                if at >= 0:
                    return self._trigram_costs[at] * STEP
            at = _place(self._bigrams, b << 13 | c)
            if at >= 0:
                return self._bigram_costs[at] * STEP + (TO_BIGRAM if first else 0)
        backoff = (TO_BIGRAM if first else 0) + (TO_UNIGRAM if second else 0)
        return self._unigrams[c] * STEP + backoff + (0 if c else UNSEEN)

    def total(self, text: str, before: str = "") -> float:
        """Cost of ``text`` after ``before``."""
        first, second = ("", "", *before[-2:])[-2:]
        cost = 0.0
        for char in text:
            cost += self.cost(first, second, char)
            first, second = second, char
        return cost


def _unpack(body: bytes, at: int, count: int) -> "tuple[array[int], bytes, int]":
    """Sorted keys, their costs, and where they ended."""
    planes = bytearray(4 * count)
    for plane in range(4):
        planes[plane::4] = body[at : at + count]
        at += count
    differences = array("I", bytes(planes))
    if sys.byteorder == "big":
        differences.byteswap()
    return array("I", accumulate(differences)), body[at : at + count], at + count


def _place(keys: "array[int]", key: int) -> int:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else -1


@cache
def model() -> CharModel:
    """The model that ships with the package."""
    return CharModel(files("texts.repair").joinpath("data/chars.bin").read_bytes())
