"""A token as ruby: which stretches of it carry which reading, and the markup for that."""

from collections.abc import Callable
from itertools import groupby

from msgspec import Struct

from reader.export.escape import escape_word
from reader.export.options import PINYIN, RubyBy
from reader.text.model import ShownToken
from reader.text.orthography import NameKind, write_token
from reader.text.styles import write

NameKindOf = Callable[[str], NameKind | None]


class Piece(Struct, frozen=True):
    """A stretch of a token with one reading over it; ``reading`` is empty over letters, digits and signs."""

    text: str
    reading: str
    syllables: tuple[str, ...] = ()
    """Numbered, one per Han character."""


def pieces(shown: ShownToken, name_kind: NameKindOf) -> list[Piece]:
    """A token's stretches: all of it where every character has a reading, else Han and other apart (MCN|机构)."""
    readings = shown.readings
    if readings and all(readings):
        term = shown.token.term
        kind = None if term is None else name_kind(term)
        said = tuple(r for r in readings if r)
        return [Piece(shown.text, write_token(shown, readings, "marks", kind), said)]
    found = []
    at = 0
    for has_reading, run in groupby(readings, key=bool):
        length = len(list(run))
        text, part = shown.text[at : at + length], readings[at : at + length]
        capital = has_reading and shown.token.kind == "name"
        found.append(Piece(text, write(part, "marks", capital), tuple(r for r in part if r)))
        at += length
    return found


def by_character(piece: Piece) -> list[Piece]:
    """A word's characters, each with its own syllable. A capital stays on the first."""
    if len(piece.text) != len(piece.syllables):
        return [piece]
    capital = piece.reading[:1].isupper()
    return [
        Piece(char, write((syllable,), "marks", capital and not n), (syllable,))
        for n, (char, syllable) in enumerate(zip(piece.text, piece.syllables, strict=True))
    ]


class RubyWriter:
    """Writes pieces as ``<ruby>``: for our page as short as HTML's syntax allows, for XHTML and other pages in full.

    In our page ``<b>`` keeps a word on one line: with white-space: nowrap on the ruby itself Chromium (156) breaks no
    line between two words, and without any it cuts 20 words a page. The page keeps the readings out of find-in-page,
    copied text and speech: with it Chromium finds 直播间 where two words have readings; without it, "zhíbō".
    """

    def __init__(self, by: RubyBy = "word", full: bool = False) -> None:
        self._by = by
        self._full = full
        if full:
            self._open, self._shut, self._next = f'<rp>(</rp><rt lang="{PINYIN}">', "</rt><rp>)</rp>", ""
        else:
            # HTML lets the end tags of rp and rt be left out: 15 of 60 bytes a word.
            self._open, self._shut, self._next = "<rp>(<rt>", "<rp>)", "</rp>"

    def piece(self, piece: Piece) -> str:
        """One stretch as markup."""
        if not piece.reading:
            return escape_word(piece.text)
        parts = by_character(piece) if self._by == "character" else [piece]
        if len(parts) == 1 and len(piece.text) > 1 and not self._full:
            return f"<ruby><b>{escape_word(piece.text)}</b>{self._open}{escape_word(piece.reading)}{self._shut}</ruby>"
        inside = self._next.join(
            f"{escape_word(part.text)}{self._open}{escape_word(part.reading)}{self._shut}" for part in parts
        )
        return f"<ruby>{inside}</ruby>"

    def reading_over(self, piece: Piece) -> str:
        """What stands over a stretch, as one string: the script of the page finds its data by it."""
        return "".join(part.reading for part in by_character(piece)) if self._by == "character" else piece.reading
