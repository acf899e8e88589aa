"""A list of words in one file: word → number, and all words that begin with given characters.

The words stand in the order of their code points, and a word's number is its place. Those with the same first character
are a group. A group is searched as it lies in the file, and made a list only when a text has asked it several times:
most characters of a text stand in it once or twice.

In the file are, as little-endian uint32, the number of groups; code point, byte offset and first number of each; then
the groups, each a line feed and its words without their first character, in UTF-8 with a line feed after each.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

_LAST = "\U0010ffff"
"""After whatever a word may go on with."""
_OFTEN = 6
"""Times that a group is searched before it is made a list, which takes as long as some ten searches."""


class _Group:
    """What follows one character in the words that begin with it, in order."""

    __slots__ = ("_asked", "_raw", "_rests", "first")

    def __init__(self, raw: bytes, first: int) -> None:
        self._raw = raw
        self.first = first
        """Number of the first word."""
        self._rests: list[str] | None = None
        self._asked = 0

    def rests(self) -> list[str]:
        if self._rests is None:
            self._rests = str(self._raw, "utf-8").split("\n")[1:-1]
        return self._rests

    def _listed(self) -> bool:
        """Whether it is better to look in the list."""
        self._asked += 1
        return self._rests is not None or self._asked > _OFTEN

    def place(self, rest: str) -> int:
        """Which one of the words goes on so; -1 if none does."""
        if self._listed():
            rests = self.rests()
            at = bisect_left(rests, rest)
            return at if at < len(rests) and rests[at] == rest else -1
        if "\n" in rest:
            return -1
        at = self._raw.find(f"\n{rest}\n".encode("utf-8", "surrogatepass"))
        return at if at < 0 else self._raw.count(b"\n", 0, at)

    def starting(self, rest: str) -> list[tuple[str, int]]:
        """The words that begin so, with their places."""
        if self._listed() or not rest:
            rests = self.rests()
            at, end = (bisect_left(rests, rest), bisect_right(rests, rest + _LAST)) if rest else (0, len(rests))
            return [(found, place) for place, found in enumerate(rests[at:end], at)]
        if "\n" in rest:
            return []
        raw, line = self._raw, f"\n{rest}".encode("utf-8", "surrogatepass")
        at, found = raw.find(line), []
        place = raw.count(b"\n", 0, max(at, 0))
        while at >= 0 and raw.startswith(line, at):
            end = raw.find(b"\n", at + 1)
            found.append((str(raw[at + 1 : end], "utf-8"), place))
            at, place = end, place + 1
        return found


_NONE = _Group(b"\n", 0)


class WordList:
    """The words of one file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        (self._count,) = struct.unpack("<I", view[:4])
        size = 4 * self._count
        self._heads, self._offsets, self._firsts = (
            column(view[4 + n * size : 4 + (n + 1) * size], "I") for n in range(3)
        )
        self._pool = view[4 + 3 * size :]
        self._groups: dict[str, _Group] = {}

    def _group(self, head: str) -> _Group:
        found = self._groups.get(head)
        if found is None:
            code = ord(head)
            place = bisect_left(self._heads, code)
            if place == self._count or self._heads[place] != code:
                return _NONE
            found = self._groups[head] = self._at(place)
        return found

    def _at(self, place: int) -> _Group:
        end = self._offsets[place + 1] if place + 1 < self._count else len(self._pool)
        return _Group(bytes(self._pool[self._offsets[place] : end]), self._firsts[place])

    def get(self, word: str) -> int | None:
        """The word's number; None if it is not listed."""
        if not word:
            return None
        group = self._group(word[0])
        at = group.place(word[1:])
        return None if at < 0 else group.first + at

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def starting(self, beginning: str) -> list[tuple[str, int]]:
        """The words that begin with ``beginning``, of at least one character, with their numbers."""
        head, rest = beginning[0], beginning[1:]
        group = self._group(head)
        return [(head + found, group.first + place) for found, place in group.starting(rest)]

    def prefixes(self, text: str) -> list[str]:
        """The words that ``text`` begins with, the shortest first."""
        found: list[str] = []
        rests = self._group(text[0]).rests() if text else ()
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
            for rest in self._at(place).rests():
                yield head + rest


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
            pool += b"\n"
        pool += f"{word[1:]}\n".encode()
    for one in (heads, offsets, firsts):
        if sys.byteorder == "big":
            one.byteswap()
    parts = (struct.pack("<I", len(heads)), heads.tobytes(), offsets.tobytes(), firsts.tobytes(), bytes(pool))
    path.write_bytes(b"".join(parts))
    return ordered


def column(view: memoryview, code: Literal["H", "I"]) -> "memoryview[int] | array[int]":
    """Little-endian whole numbers, not copied where the machine has them so."""
    if sys.byteorder == "little":
        return view.cast(code)
    column: array[int] = array(code, view.tobytes())
    column.byteswap()
    return column
