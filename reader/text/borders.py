"""A table of learned weights that says how likely a word ends between two characters, judged by their neighbours.

The lexicon alone cuts every sentence the same way wherever its words can stand; the table knows that 一直|播 is rarer
than 一|直播 after a number. Trained by ``build_borders``; 512 KB, one byte a weight, indexed by a hash of two or three
characters around the gap. A collision costs a little accuracy and nothing else.
"""

import mmap
from collections.abc import Sequence
from functools import lru_cache
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


class Borders:
    """The table, mapped into memory."""

    def __init__(self, path: Path = DATA / "borders.bin") -> None:
        with path.open("rb") as file:
            self._weights: Sequence[int] = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("b")

    def bonus(self, text: str, start: int, end: int) -> list[int]:
        """For each place 0 … ``end - start`` of a stretch what a border there takes off the path's cost: 0 at its
        ends, where a border stands anyway, and beside Latin and digits, of which the lexicon knows more (U盘)."""
        weights = self._weights
        inside = [
            STEP * (weights[v] + weights[w] + weights[x] + weights[y] + weights[z])
            for v, w, x, y, z in keys(text, start, end)
        ]
        if not all(map(is_han, text[start:end])):
            for gap in range(len(inside)):
                if not (is_han(text[start + gap]) and is_han(text[start + gap + 1])):
                    inside[gap] = 0
        return [0, *inside, 0]


@lru_cache(maxsize=1)
def borders() -> Borders:
    """The bundled table, opened once."""
    return Borders()
