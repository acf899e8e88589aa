"""How likely a stretch of Chinese is: a character trigram model, folded to simplified, in pure Python.

The model file holds sorted integer arrays that are searched in place, so that it opens in a few
milliseconds without numpy. ``texts.repair.train`` writes it and describes what it learnt from.
"""

import sys
from array import array
from bisect import bisect_left
from functools import cache
from importlib.resources import files

MAGIC = b"DBCHAR1\n"
STEP = 0.25
"""One quantum of a stored cost, in nats; costs take 6 bits (0 to 15.75)."""
TO_BIGRAM = 0.5
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
    """Cost (negative natural logarithm of probability) of a character after the two before it."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("not a character model")
        sizes = array("I", data[8:20])
        if sys.byteorder == "big":
            sizes.byteswap()
        vocabulary, bigrams, trigrams = sizes
        at = 20
        symbols = data[at : at + vocabulary].decode("utf-8")
        at += vocabulary
        self._ids = {symbol: i for i, symbol in enumerate(symbols, start=1)}
        self._unigrams = data[at : at + len(symbols) + 1]
        at += len(symbols) + 1
        self._bigrams = array("I", data[at : at + 4 * bigrams])
        at += 4 * bigrams
        self._trigrams = array("Q", data[at : at + 8 * trigrams])
        if sys.byteorder == "big":
            self._bigrams.byteswap()
            self._trigrams.byteswap()
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
        if a and b and c:
            key = (a << 26 | b << 13 | c) << 6
            at = bisect_left(self._trigrams, key)
            if at < len(self._trigrams) and self._trigrams[at] >> 6 == key >> 6:
                return (self._trigrams[at] & 63) * STEP
        if b and c:
            key = (b << 13 | c) << 6
            at = bisect_left(self._bigrams, key)
            if at < len(self._bigrams) and self._bigrams[at] >> 6 == key >> 6:
                return (self._bigrams[at] & 63) * STEP + (TO_BIGRAM if first else 0)
        backoff = (TO_BIGRAM if first else 0) + (TO_UNIGRAM if second else 0)
        return self._unigrams[c] * STEP + backoff + (0 if c else UNSEEN)

    def total(self, text: str, before: str = "") -> float:
        """Cost of ``text`` after ``before``."""
        first, second = (("", "") + tuple(before))[-2:]
        cost = 0.0
        for char in text:
            cost += self.cost(first, second, char)
            first, second = second, char
        return cost


@cache
def model() -> CharModel:
    """The model that ships with the package."""
    return CharModel(files("texts.repair").joinpath("data/chars.bin").read_bytes())
