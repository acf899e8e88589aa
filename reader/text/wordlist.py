"""A list of words in one file: word → number, and all words that begin with given characters.

The words stand in the order of their code points, and a word's number is its place. Those with the same first character
are a group, and a group is made a list only when a text has its character: opening takes 4 ms, and a group 10 µs.

The file is compressed with zlib. In it are, as little-endian uint32, the number of groups; code point, byte offset and
first number of each; then the groups' words without their first character, in UTF-8 with a line feed after each.
"""

import struct
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

_LAST = "\U0010ffff"
"""After whatever a word may go on with."""


class WordList:
    """The words of one file."""

    def __init__(self, path: Path) -> None:
        view = memoryview(zlib.decompress(path.read_bytes()))
        (self._count,) = struct.unpack("<I", view[:4])
        size = 4 * self._count
        self._heads, self._offsets, self._firsts = (
            column(view[4 + n * size : 4 + (n + 1) * size], "I") for n in range(3)
        )
        self._pool = view[4 + 3 * size :]
        self._groups: dict[str, tuple[list[str], int]] = {}

    def _group(self, head: str) -> tuple[list[str], int]:
        """What follows this character in the words that begin with it, in order, and the first one's number."""
        found = self._groups.get(head)
        if found is None:
            code = ord(head)
            place = bisect_left(self._heads, code)
            if place == self._count or self._heads[place] != code:
                return _NONE
            found = self._groups[head] = self._rests(place), self._firsts[place]
        return found

    def _rests(self, place: int) -> list[str]:
        end = self._offsets[place + 1] if place + 1 < self._count else len(self._pool)
        return str(self._pool[self._offsets[place] : end], "utf-8").split("\n")[:-1]

    def get(self, word: str) -> int | None:
        """The word's number; None if it is not listed."""
        if not word:
            return None
        rests, first = self._group(word[0])
        rest = word[1:]
        at = bisect_left(rests, rest)
        return first + at if at < len(rests) and rests[at] == rest else None

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def starting(self, beginning: str) -> list[tuple[str, int]]:
        """The words that begin with ``beginning``, of at least one character, with their numbers."""
        head, rest = beginning[0], beginning[1:]
        rests, first = self._group(head)
        at, end = (bisect_left(rests, rest), bisect_right(rests, rest + _LAST)) if rest else (0, len(rests))
        return [(head + found, first + n) for n, found in enumerate(rests[at:end], at)]

    def prefixes(self, text: str) -> list[str]:
        """The words that ``text`` begins with, the shortest first."""
        found: list[str] = []
        rests = self._group(text[0])[0] if text else ()
        for length in range(len(text)):
            rest = text[1 : length + 1]
            at = bisect_left(rests, rest)
            if at == len(rests) or not rests[at].startswith(rest):
                break
            if rests[at] == rest:
                found.append(text[: length + 1])
        return found

    def __iter__(self) -> Iterator[str]:
        """Every word in the order of its number; none of them is kept."""
        for place, code in enumerate(self._heads):
            head = chr(code)
            for rest in self._rests(place):
                yield head + rest


_NONE: tuple[list[str], int] = ([], 0)


def write_words(words: Iterable[str], path: Path) -> list[str]:
    """Write a list for :class:`WordList`; the words in the order of their numbers."""
    ordered = sorted(set(words))
    heads, offsets, firsts, pool = array("I"), array("I"), array("I"), bytearray()
    for number, word in enumerate(ordered):
        if not word or "\n" in word:
            raise ValueError(f"{word!r} cannot be listed")
        if not heads or ord(word[0]) != heads[-1]:
            heads.append(ord(word[0]))
            offsets.append(len(pool))
            firsts.append(number)
        pool += f"{word[1:]}\n".encode()
    for one in (heads, offsets, firsts):
        if sys.byteorder == "big":
            one.byteswap()
    parts = (struct.pack("<I", len(heads)), heads.tobytes(), offsets.tobytes(), firsts.tobytes(), bytes(pool))
    path.write_bytes(zlib.compress(b"".join(parts), 9))
    return ordered


def column(view: memoryview, code: Literal["H", "I"]) -> "memoryview[int] | array[int]":
    """Little-endian whole numbers, not copied where the machine has them so."""
    if sys.byteorder == "little":
        return view.cast(code)
    column: array[int] = array(code, view.tobytes())
    column.byteswap()
    return column
