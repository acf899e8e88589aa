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

MAGIC = b"DBCHAR3\n"
STEP = 0.25
"""One quantum of a stored cost, in nats; costs take a byte."""
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


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for char in _simplifier():
        forms.setdefault(fold(char), []).append(char)
    return {symbol: tuple(chars) for symbol, chars in forms.items()}


def foldings(symbol: str) -> tuple[str, ...]:
    """The characters of GBK that fold to ``symbol``."""
    return _forms().get(symbol, ())


class CharModel:
    """Cost (negative natural logarithm of probability) of a character after the two before it.

    The file, after the magic: three 32-bit little-endian sizes (bytes of the vocabulary, bigrams, trigrams), then
    LZMA: the vocabulary by frequency; a cost for the unseen and each symbol, and one for falling back from it;
    bigram keys ``a << 13 | b``, costs, and costs of falling back from them; trigram keys ``index of (a, b) << 13 | c``
    and costs. Keys are sorted and stored as differences, each of their four bytes in a plane of its own, which halves
    the file.
    """

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("not a character model")
        vocabulary, bigrams, trigrams = struct.unpack("<3I", data[8:20])
        body = lzma.decompress(data[20:])
        symbols = body[:vocabulary].decode("utf-8")
        self._symbols = symbols
        self._ids = {symbol: i for i, symbol in enumerate(symbols, start=1)}
        size = len(symbols) + 1
        self._unigrams = body[vocabulary : vocabulary + size]
        self._from_one = body[vocabulary + size : vocabulary + 2 * size]
        at = vocabulary + 2 * size
        self._bigrams, self._bigram_costs, at = _unpack(body, at, bigrams)
        self._from_two = body[at : at + bigrams]
        at += bigrams
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

    def followers(self, char: str) -> list[str]:
        """The symbols that were seen after ``char``."""
        own = self._id(char)
        if not own:
            return []
        start, end = (bisect_left(self._bigrams, key << 13) for key in (own, own + 1))
        return [self._symbols[(key & 8191) - 1] for key in self._bigrams[start:end]]

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
        back = 0
        if a and b and (context := _place(self._bigrams, a << 13 | b)) >= 0:
            if c and (at := _place(self._trigrams, context << 13 | c)) >= 0:
                return self._trigram_costs[at] * STEP
            back = self._from_two[context]
        if b:
            if c and (at := _place(self._bigrams, b << 13 | c)) >= 0:
                return (back + self._bigram_costs[at]) * STEP
            back += self._from_one[b]
        return (back + self._unigrams[c]) * STEP + (0 if c else UNSEEN)

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
