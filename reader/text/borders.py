"""A table of learned weights that says how likely a word ends between two characters, judged by their neighbours.

The lexicon alone cuts every sentence the same way wherever its words can stand; the table knows that 一直|播 is rarer
than 一|直播 after a number. Trained by ``build_borders``; 512 KB, one byte a weight, indexed by a hash of two or three
characters around the gap. A collision costs a little accuracy and nothing else.
"""

import sys
from array import array
from functools import lru_cache
from operator import add, itemgetter
from pathlib import Path

from glossary.fold import is_han
from reader.text.lexicon import DATA

BITS = 19
"""Weights are numbered 0 … 2¹⁹ − 1: one bit less loses 0.2 % of the borders, one more gains nothing."""
STEP = 40
"""What one unit of a weight is worth in the segmenter's costs (−ln P × 1000). ``build_borders`` rounds to units of 50:
a little weaker, new words of the dictionary that its texts lack (主播) stay whole, for 0.2 % of F1."""
_MASK = 0xFFFFFFFF
_SHIFT = 32 - BITS
# Odd numbers with well-mixed bits (2³² divided by the golden ratio and the primes of xxHash): a multiplicative hash.
_FAR, _BEFORE, _AFTER, _NEXT = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F
_TEMPLATES = (0x430676A3, 0x59725AB4, 0x6FDE3EC5, 0x864A22D6, 0x9CB606E7)
_EDGE, _DIGIT, _LATIN, _OTHER, _SPACE = range(5)


@lru_cache(maxsize=16384)
def _class_of(character: str) -> int:
    """Han characters are themselves; digits, letters, white space and the rest are one class each."""
    if is_han(character):
        return ord(character)
    if character.isdigit():
        return _DIGIT
    if character.isalpha():
        return _LATIN
    return _SPACE if character.isspace() else _OTHER


def keys(text: str, start: int, end: int) -> list[tuple[int, int, int, int, int]]:
    """The five weights' numbers for each gap inside ``text[start:end]``: item 0 is the gap after its first character.

    The pairs at the gap, before it and after it; the triples that have the gap after their second and their first
    character. Two characters beyond the stretch are looked at on each side.
    """
    before = text[max(0, start - 1) : start]
    around = [_class_of(c) for c in text[max(0, start - 1) : end + 1]]
    if not before:
        around.insert(0, _EDGE)
    if end >= len(text):
        around.append(_EDGE)
    k0, k1, k2, k3, k4 = _TEMPLATES
    far = [c * _FAR for c in around]
    left = [c * _BEFORE for c in around]
    right = [c * _AFTER for c in around]
    beyond = [c * _NEXT for c in around]
    found = []
    for f, b, a, n in zip(far, left[1:], right[2:], beyond[3:], strict=False):
        pair = b + a
        found.append(
            (
                (pair + k0 & _MASK) >> _SHIFT,
                (f + b + k1 & _MASK) >> _SHIFT,
                (a + n + k2 & _MASK) >> _SHIFT,
                (f + pair + k3 & _MASK) >> _SHIFT,
                (pair + n + k4 & _MASK) >> _SHIFT,
            )
        )
    return found


class _Classes(dict[int, int]):
    """Code point → class, filled as characters are met; a table for ``str.translate``."""

    def __missing__(self, code: int) -> int:
        if len(self) > _MANY:
            self.clear()
        found = self[code] = _class_of(chr(code))
        return found


_CLASSES = _Classes()
_MANY = 50_000
BIAS = 128
"""Added to a weight to make it a byte without sign."""
_LANE = 8
"""Bytes of a character's place in the long numbers of ``Borders.gains``."""


class Borders:
    """The table, half a megabyte of bytes."""

    def __init__(self, path: Path = DATA / "borders.bin") -> None:
        # Not mapped: bytes are read from in half the time, and take 0.1 ms to load.
        self._weights = path.read_bytes()

    def gains(self, text: str) -> list[int]:
        """For each place 0 … ``len(text)`` of a text what a border there takes off the path's cost.

        The hashes of all places are worked out at once, each in 64 bits of one long number: a twentieth of the time
        that a loop takes. (2²¹ code points × 2³² × 3 leave room, and shifting by a lane brings in _EDGE, which is 0.)
        """
        count = len(text) - 1
        if count < 1:
            return [0] * (count + 2)
        around = _number(array("Q", map(ord, text.translate(_CLASSES))))
        lane = 8 * _LANE
        # Of the gap behind each character: before it, after it, and one further on each side.
        before, after = around * _BEFORE, (around >> lane) * _AFTER
        far, beyond = (around << lane) * _FAR, (around >> 2 * lane) * _NEXT
        each = _every(count + 1)
        k0, k1, k2, k3, k4 = (each * key for key in _TEMPLATES)
        numbers = each * ((1 << BITS) - 1)
        pair = before + after
        sums = (pair + k0, far + before + k1, after + beyond + k2, far + pair + k3, pair + beyond + k4)
        weights = self._weights
        v, w, x, y, z = [_gather(weights, total >> _SHIFT & numbers, count) for total in sums]
        five = map(add, map(add, v, w), map(add, map(add, x, y), z))
        least = 5 * BIAS * STEP
        return [0, *[STEP * value - least for value in five], 0]


@lru_cache(maxsize=256)
def _every(lanes: int) -> int:
    """1 in each of so many lanes."""
    return int.from_bytes(b"\1\0\0\0\0\0\0\0" * lanes, "little")


def _number(lanes: "array[int]") -> int:
    if sys.byteorder == "big":
        lanes.byteswap()
    return int.from_bytes(lanes.tobytes(), "little")


def _gather(weights: bytes, numbers: int, count: int) -> tuple[int, ...]:
    """The weights with the numbers in the lowest ``count`` lanes."""
    lanes = array("Q", (numbers & ((1 << 8 * _LANE * count) - 1)).to_bytes(_LANE * count, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return itemgetter(*lanes)(weights) if count > 1 else (weights[lanes[0]],)


@lru_cache(maxsize=1)
def borders() -> Borders:
    """The bundled table, opened once."""
    return Borders()
