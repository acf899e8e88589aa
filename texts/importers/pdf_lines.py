"""What stands on a page of a PDF as lines: rows of characters, without readings over words and marks of notes."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from texts.importers.leftout import as_power, is_marker
from texts.importers.pdf_records import Page, Span

HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RADICALS = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀⺾艹⺿艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车"
    "⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
"""Radicals of U+2E80 and the characters that fonts show with the same glyph, so that PDFs mistake them for each other;
found by comparing the tables of Noto Sans and Serif CJK. Those of U+2F00 are known to Unicode."""
_UPRIGHT = (
    "︐，︑、︒。︓：︔；︕！︖？︰：︱—︳_︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］︙…"
)
"""Signs of vertical lines and those of horizontal ones."""
_FORMS = (
    {
        code: unicodedata.normalize("NFKC", chr(code))
        for block in ((0x2F00, 0x2FD6), (0x2E9F, 0x2EA0), (0x2EF3, 0x2EF4), (0xF900, 0xFB00), (0xFB00, 0xFB07))
        for code in range(*block)
    }
    | {ord(pair[0]): pair[1] for pair in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    | {ord(pair[0]): pair[1] for pair in zip(_UPRIGHT[::2], _UPRIGHT[1::2], strict=True)}
    | {0xAD: "-", 0xA0: " "}
)
_NEAR = 3
"""Rows below that a raised piece may belong to."""
_SMALL, _RUBY = 0.78, 0.64
"""Of the size of the text beside it: raised marks are at most so large, and readings over words."""
APART = 1.2
"""Sizes of a character by which two pieces of a row are parts of different lines."""


class Piece(Struct):
    """Characters beside each other on one row, of one line or of a cell of a table."""

    text: str
    left: float
    base: float
    right: float
    size: float
    strong: bool


class Row(Struct):
    """All spans that stand on one height."""

    base: float
    size: float
    spans: list[Span]

    @property
    def text(self) -> str:
        return " ".join(span.text.strip() for span in self.spans)


def plain(text: str) -> str:
    """Characters as they are written, where a font has made others of them: ⼀ → 一, ﬁ → fi, ︵ → （."""
    return text.translate(_FORMS)


def rows_of(page: Page) -> list[Row]:
    """The rows of a page from top to bottom, each from left to right."""
    rows: list[Row] = []
    for span in sorted(_unique(page.spans), key=lambda span: -span.base):
        if rows and abs(rows[-1].base - span.base) <= 0.2 * min(max(rows[-1].size, span.size), 2 * span.size):
            rows[-1].spans.append(span)
            if span.size > rows[-1].size:
                rows[-1].size, rows[-1].base = span.size, span.base
        else:
            rows.append(Row(span.base, span.size, [span]))
    for row in rows:
        row.spans.sort(key=lambda span: span.left)
        row.size = size_of(row.spans)
    return rows


def _unique(spans: Iterable[Span]) -> list[Span]:
    """Each text once where it has been drawn twice, for a shadow or to look bold."""
    found: dict[tuple[str, int, int], Span] = {}
    for span in spans:
        places = [(span.text, round(span.left) + dx, round(span.base) + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
        if not any(place in found for place in places):
            found[places[0]] = span
    return list(found.values())


def size_of(spans: Sequence[Span | Piece]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for span in spans:
        sizes[round(span.size * 4) / 4] += len(span.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


class Raised(Struct):
    """How much was left out of the lines."""

    readings: int = 0
    notes: int = 0
    """Marks that point to notes."""
    notes_below: int = 0


def pieces_of(rows: list[Row], raised: Raised) -> list[Piece]:
    """Lines, or parts of them that stand apart. What is raised joins the line below it, or is left out and counted."""
    extra: list[list[Span]] = [[] for _ in rows]
    for number, upper in enumerate(rows):
        kept = []
        for span in upper.spans:
            for below in range(number + 1, min(number + 1 + _NEAR, len(rows))):
                if _is_reading(span, upper, rows[below]):
                    raised.readings += 1
                    break
                if _is_raised(span, rows[below]):
                    extra[below].append(span)
                    break
            else:
                kept.append(span)
        upper.spans = kept
    found: list[Piece] = []
    for row, more in zip(rows, extra, strict=True):
        row.spans = sorted([*row.spans, *more], key=lambda span: span.left)
        found += _pieces(row, raised)
    return found


def _is_reading(span: Span, upper: Row, row: Row) -> bool:
    """Whether it is a reading over characters of the row: pinyin, zhuyin or kana, small, close above them."""
    distance = upper.base - row.base
    return (
        span.size <= _RUBY * row.size
        and 0.55 * row.size <= distance <= 1.25 * row.size
        and not HAN.search(span.text)
        and any(base.left - 1 <= (span.left + span.right) / 2 <= base.right + 1 for base in _around(span, row))
    )


def _around(span: Span, row: Row) -> list[Span]:
    """The few spans of a row that begin nearest to another span, from the left."""
    at = bisect_right(row.spans, (span.left + span.right) / 2, key=lambda other: other.left)
    return row.spans[max(0, at - _NEAR) : at]


def _is_raised(span: Span, row: Row) -> bool:
    distance = span.base - row.base
    return (
        span.size <= _SMALL * row.size
        and 0.1 * row.size <= distance <= 0.75 * row.size
        and any(-0.2 * row.size <= span.left - base.right <= 0.5 * row.size for base in _around(span, row))
    )


def _pieces(row: Row, raised: Raised) -> list[Piece]:
    found: list[Piece] = []
    for span in row.spans:
        text = plain(span.text)
        small = span.size <= _SMALL * row.size and span.base - row.base > 0.1 * row.size
        if found and span.left - found[-1].right <= APART * row.size:
            last = found[-1]
            if small:
                text = _as_raised(text, last.text, raised)
            elif _stands_apart(last, span, row.size, text):
                text = " " + text
            last.text += text
            last.right = max(last.right, span.right)
            last.strong = last.strong and span.strong
            last.size = max(last.size, span.size) if not small else last.size
        else:
            found.append(Piece(text, span.left, row.base, span.right, span.size, span.strong))
    for piece in found:
        piece.text = piece.text.strip(" \u3000")
    return [piece for piece in found if piece.text]


def _stands_apart(last: Piece, span: Span, size: float, text: str) -> bool:
    gap = span.left - last.right
    latin = max(last.text[-1:], text[:1]) < "\u2e80"
    return gap > 0.18 * size and latin and not last.text.endswith(" ") and not text.startswith(" ")


def _as_raised(text: str, before: str, raised: Raised) -> str:
    """What becomes of a raised piece: a power is written as one, a mark of a note is left out."""
    unit = before[-1:].isascii() and before[-1:].isalnum()
    if unit and (power := as_power(text)):
        return power
    if is_marker(text, bare=True) or re.fullmatch(r"[\d,，、\[\]［］\s–-]{1,12}", text):
        raised.notes += 1
        return ""
    return text
