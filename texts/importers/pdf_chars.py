"""The characters of a PDF's page by PDFium: what they are, where they stand, which stand together."""

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, byref, c_double, c_ulong, create_string_buffer
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from texts.importers.pdf_records import Page, Span

_MOST_CHARS = 200_000
"""Of a page; a newspaper's has 20,000."""
_LATIN = 0x2E80
"""Below are the scripts that set words apart by spaces."""
_SPACE = 0x20
_HYPHEN = 2
"""How PDFium tells a hyphen at the end of a line."""
_STRONG = ("bold", "black", "heavy", "simhei", "heiti", "黑")


class _Font(Struct):
    """What the characters of one stretch have in common."""

    size: float
    strong: bool
    turn: int | None
    """Quarter turns against the clock; None for text that lies aslant, as over a page's whole breadth."""


class _Char(NamedTuple):
    """A character in its place, turned upright."""

    code: int
    left: float
    base: float
    right: float
    top: float
    across: float
    """Where it begins, across the page."""
    font: _Font


class Reader:
    """Makes spans of the characters of a page."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self._api: Any = pdfium
        self._text = text
        self._fonts: dict[int, _Font] = {}
        self._lost = 0

    def read(self, box: tuple[float, float, float, float]) -> Page:
        """The page's text in the order of the file, whichever way the page is turned; what lies across is left out."""
        chars = list(self._chars())
        turns = Counter(char.font.turn for char in chars)
        turn = max(turns, key=lambda turn: turns[turn], default=0) or 0
        corners = _turned(box[0], box[1], turn), _turned(box[2], box[3], turn)
        (left, right), (bottom, top) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        upright = [char for char in chars if char.font.turn == turn]
        below, beside = _stacked(upright)
        if turn == 0 and len(below) > max(20, len(beside)):
            # Lines run downwards, from right to left: the page is read as if it lay on its side. So do words of
            # other scripts in them. What runs across, such as a running title, is left out.
            chars = [
                _laid(char) if char.font.turn == 0 else char
                for char in chars
                if char.font.turn == 3 or (char.font.turn == 0 and id(char) not in beside)
            ]
            left, right, bottom, top = -top, -bottom, left, right
        else:
            chars = upright
        chars = [c for c in chars if left - 1 <= c.left <= right + 1 and bottom - 1 <= c.base <= top + 1]
        spans = list(_spans(chars))
        for span in spans:
            span.left, span.right, span.base = span.left - left, span.right - left, span.base - bottom
        return Page(right - left, top - bottom, spans, self._lost)

    def _chars(self) -> Iterator[_Char]:
        api, text = self._api, self._text
        x, y = c_double(), c_double()
        box = api.FS_RECTF()
        for at in range(min(api.FPDFText_CountChars(text), _MOST_CHARS)):
            code = api.FPDFText_GetUnicode(text, at)
            if code == _HYPHEN:
                code = ord("-")
            elif code in (0, 0xFFFE, 0xFFFF) or api.FPDFText_HasUnicodeMapError(text, at) == 1:
                self._lost += 1
                continue
            if code < 32 or api.FPDFText_IsGenerated(text, at) == 1:
                continue
            font = self._font(at)
            if font.turn is None or font.size <= 0:
                continue
            if not api.FPDFText_GetCharOrigin(text, at, byref(x), byref(y)):
                continue
            if not api.FPDFText_GetLooseCharBox(text, at, byref(box)):
                continue
            if font.turn == 0:
                found = _Char(code, box.left, y.value, box.right, box.top, x.value, font)
            else:
                across, base = _turned(x.value, y.value, font.turn)
                corners = _turned(box.left, box.bottom, font.turn), _turned(box.right, box.top, font.turn)
                (left, right), (_, top) = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
                found = _Char(code, left, base, right, top, across, font)
            if all(map(math.isfinite, found[1:6])):
                yield found

    def _font(self, at: int) -> _Font:
        api = self._api
        piece = api.FPDFText_GetTextObject(self._text, at)
        key = addressof(piece.contents) if piece else -1 - at
        found = self._fonts.get(key)
        if found is None:
            matrix = api.FS_MATRIX()
            api.FPDFText_GetMatrix(self._text, at, byref(matrix))
            size = api.FPDFText_GetFontSize(self._text, at) * math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            turn = round(angle / 90) % 4 if abs(angle - 90 * round(angle / 90)) < 5 else None
            found = _Font(size if math.isfinite(size) else 0.0, self._is_strong(at), turn)
            self._fonts[key] = found
        return found

    def _is_strong(self, at: int) -> bool:
        api = self._api
        name = create_string_buffer(128)
        api.FPDFText_GetFontInfo(self._text, at, name, c_ulong(128), None)
        said = name.value.decode("utf-8", "replace").lower()
        return api.FPDFText_GetFontWeight(self._text, at) >= 600 or any(word in said for word in _STRONG)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point as it lies when the page is turned so that its text is upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _stacked(chars: list[_Char]) -> tuple[set[int], set[int]]:
    """Ids of the characters that stand in lines running downwards, as in books of the old style; and of those that
    stand in lines running to the right alone."""
    below: set[int] = set()
    beside: set[int] = set()
    for last, char in pairwise(chars):
        size = char.font.size
        if abs(char.across - last.across) < 0.3 * size and 0.2 * size < last.base - char.base < 4 * size:
            below |= {id(last), id(char)}
        elif abs(char.base - last.base) < 0.3 * size and 0 < char.across - last.across < 1.3 * size:
            beside |= {id(last), id(char)}
    return below, beside - below


def _laid(char: _Char) -> _Char:
    """A character of a line that runs downwards, as it lies when that line runs to the right."""
    size = char.font.size
    return char._replace(left=-char.top, right=size - char.top, base=char.across, top=char.across + size)


def _spans(chars: list[_Char]) -> Iterator[Span]:
    """Characters that follow each other on a line, as one; spaces where they stand apart and are of a script with
    spaces."""
    span: Span | None = None
    codes: list[int] = []
    last = None
    for char in chars:
        size = char.font.size
        if span is not None and last is not None:
            gap = char.left - span.right
            level = abs(char.base - span.base) <= 0.1 * size and abs(size - span.size) <= 0.1 * size
            again = char.code == last.code and char.font is not last.font and abs(char.left - last.left) < 0.1 * size
            if level and again:
                continue  # drawn twice, to look bold
            if level and char.font.strong == span.strong and -0.5 * size <= gap <= 1.2 * size:
                apart = gap > 0.18 * size and char.code < _LATIN and last.code < _LATIN
                if apart and char.code != _SPACE and last.code != _SPACE:
                    codes.append(_SPACE)
                codes.append(char.code)
                span.right = max(span.right, char.right)
                last = char
                continue
            span.text = _text(codes)
            if span.text.strip():
                yield span
        span, codes, last = Span("", char.left, char.base, char.right, size, char.font.strong), [char.code], char
    if span is not None:
        span.text = _text(codes)
        if span.text.strip():
            yield span


def _text(codes: list[int]) -> str:
    """Characters beyond the first plane may come as two halves."""
    units = [c.to_bytes(2, "little") if c < 0x10000 else chr(c).encode("utf-16-le") for c in codes if c < 0x110000]
    return b"".join(units).decode("utf-16-le", "replace")
