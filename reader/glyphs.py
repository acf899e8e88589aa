"""Large characters for a terminal: a 16×16 bitmap font drawn in half blocks, two dots a cell, one above the other."""

import struct
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

GLYPHS: Final = Path(__file__).with_name("data") / "glyphs.bin"
ROWS: Final = 16
"""Dots from top to bottom; half as many lines of a terminal."""
ROW_BYTES: Final = 2
LINES: Final = ROWS // 2
_HALVES = " ▀▄█"
"""By what is set: nothing, the upper dot, the lower, both."""


def width(character: str) -> int:
    """Cells that a large character takes."""
    return 8 if ord(character) < 0x2E80 else 16


def cells(text: str) -> int:
    """Cells that a text takes in large characters."""
    return sum(map(width, text))


def can_draw(text: str) -> bool:
    """Whether the font has every character of a text."""
    return bool(text) and all(character == " " or _place(ord(character)) is not None for character in text)


@lru_cache(maxsize=256)
def large(character: str) -> Sequence[str]:
    """A character's lines, ``LINES`` of them, each ``width`` cells wide; empty lines for one that the font lacks."""
    place = None if character == " " else _place(ord(character))
    columns = width(character)
    if place is None:
        return (" " * columns,) * LINES
    rows = struct.unpack_from(f">{ROWS}H", _glyphs(), place)
    return tuple(
        "".join(_HALVES[(upper >> bit & 1) + 2 * (lower >> bit & 1)] for bit in range(15, 15 - columns, -1))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


@lru_cache(maxsize=1)
def _glyphs() -> bytes:
    return GLYPHS.read_bytes()


@lru_cache(maxsize=1)
def _points() -> Sequence[int]:
    (count,) = struct.unpack_from("<I", _glyphs())
    return struct.unpack_from(f"<{count}I", _glyphs(), 4)


def _place(point: int) -> int | None:
    """Where a code point's glyph begins in the file; None if it has none."""
    points = _points()
    number = bisect_left(points, point)
    if number == len(points) or points[number] != point:
        return None
    return 4 + 4 * len(points) + number * ROWS * ROW_BYTES
