"""How many terminal cells a text takes, under both answers to the ambiguous-width question.

Unicode leaves the width of some characters open (East Asian Width "A": “ ” … — · and also á ǎ ü × ●). Most
terminals draw them in one cell; those set to "ambiguous: wide" (VTE, iTerm2, mintty in a Chinese locale) take
two. Everything else is measured with Rich's table, so that what is laid out here and what Textual composes
cannot disagree.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal
from unicodedata import category, east_asian_width

from rich.cells import cell_len, get_character_cell_size, split_graphemes

AmbiguousWidth = Literal[1, 2]

_JOINERS = frozenset("\u200d\ufe0f")
"""Zero-width joiner and emoji selector: with them a character's width depends on its neighbours."""


@lru_cache(4096)
def is_ambiguous(character: str) -> bool:
    """Whether terminals disagree about ``character``. Lines and blocks (U+2500 to U+259F) are one cell even
    in terminals set to "wide", which draw them themselves; private characters and combining marks are left
    out too."""
    return (
        east_asian_width(character) == "A"
        and category(character) not in ("Mn", "Co")
        and not "\u2500" <= character <= "\u259f"
        and character < "\U00010000"
    )


class _Widths(dict[str, int]):
    """Cells per character, filled in as characters are met."""

    def __init__(self, ambiguous: AmbiguousWidth) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        width = self._ambiguous if is_ambiguous(character) else get_character_cell_size(character)
        self[character] = width
        return width


_WIDTHS = {1: _Widths(1), 2: _Widths(2)}


def cell_width(text: str, ambiguous: AmbiguousWidth = 1) -> int:
    """Cells that ``text`` takes in a terminal."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _JOINERS.isdisjoint(text):
        return sum(map(_WIDTHS[ambiguous].__getitem__, text))
    return cell_len(text)


def graphemes(text: str) -> Iterator[str]:
    """The pieces of ``text`` that a line break must not separate: a character with its combining marks."""
    for start, end, _ in split_graphemes(text)[0]:
        yield text[start:end]


def clip(text: str, width: int, ambiguous: AmbiguousWidth = 1) -> str:
    """``text`` if it fits in ``width`` cells, else as much as fits with ``…`` after it; empty if not even
    that fits."""
    if cell_width(text, ambiguous) <= width:
        return text
    room = width - ambiguous
    if room < 0:
        return ""
    kept = ""
    for piece in graphemes(text):
        room -= cell_width(piece, ambiguous)
        if room < 0:
            break
        kept += piece
    return kept + "…"
