"""Rows of the screen, block by block: what each shows and where, before any colour."""

from collections import OrderedDict
from typing import Literal, NamedTuple

from msgspec import Struct

from reader.text.layout import (
    AmbiguousWidth,
    EnglishLine,
    EnglishPlacement,
    LayoutOptions,
    LazyLayout,
    Line,
)
from reader.tui.view_source import Source, TokenAt, Voice

MEASURE = 84
"""Cells in a line at most: 42 Chinese characters, the longest line that newspapers set."""
AIRY_FROM = 34
"""Rows the view must have to leave one blank between annotated lines, which tells at a glance what an
annotation belongs to. On a lower screen it would cost too much text."""
BESIDE_FROM = 76
"""Cells the view must have to show two columns: 35 of Chinese and 29 of English, which is a telephone's page."""
_BESIDE_MEASURE = 150
_GUTTER = 4
_KEPT = 96
"""Paragraphs whose layout is remembered: more than two screens of one-line paragraphs."""

Part = Literal["ruby", "text", "none"]


class Spot(NamedTuple):
    """A row of the text. ``row`` counts within the block; before the first row of all it may be negative."""

    paragraph: int
    block: int
    row: int


class Row(Struct, frozen=True):
    """One row. ``line`` is the line of Chinese it belongs to, of which it shows ``part``."""

    part: Part = "none"
    line: Line | None = None
    english: str = ""
    english_x: int = 0
    voice: Voice = "person"
    """Who made the English."""


BLANK = Row()


class Shape(Struct, frozen=True):
    """Everything the rows depend on besides the text."""

    width: int
    """Cells of the view."""
    height: int
    ruby: bool = True
    ambiguous: AmbiguousWidth = 1
    english: EnglishPlacement = "hidden"

    @property
    def placement(self) -> EnglishPlacement:
        """Where English goes: two columns need room, otherwise it goes under the paragraph."""
        return "paragraph" if self.english == "beside" and self.width < BESIDE_FROM else self.english

    @property
    def _room(self) -> int:
        margin = 1 if self.width < 50 else 2 if self.width < 70 else 4
        limit = _BESIDE_MEASURE if self.placement == "beside" else MEASURE
        return max(min(self.width - 2 * margin, limit), 2)

    @property
    def left(self) -> int:
        """Column where lines begin."""
        return max((self.width - self._room) // 2, 0)

    @property
    def measure(self) -> int:
        """Cells in a line of Chinese."""
        if self.placement == "beside":
            return min((self._room - _GUTTER) * 11 // 20, MEASURE)
        return self._room

    @property
    def english_x(self) -> int:
        """Column where English begins, from ``left``."""
        return self.measure + _GUTTER if self.placement == "beside" else 0

    @property
    def english_width(self) -> int:
        return self._room - self.english_x


class Rows:
    """The rows of a text in one shape, made when asked for."""

    def __init__(self, source: Source, shape: Shape) -> None:
        self.source = source
        self.shape = shape
        self._layouts: OrderedDict[int, LazyLayout] = OrderedDict()
        self._blocks: OrderedDict[tuple[int, int], tuple[Row, ...]] = OrderedDict()

    def forget(self, paragraph: int) -> None:
        """Make the rows of a paragraph anew when next asked for."""
        self._layouts.pop(paragraph, None)
        for key in [key for key in self._blocks if key[0] == paragraph]:
            del self._blocks[key]

    def layout(self, paragraph: int) -> LazyLayout:
        found = self._layouts.get(paragraph)
        if found is not None:
            self._layouts.move_to_end(paragraph)
            return found
        source, shape = self.source, self.shape
        layout = LazyLayout(
            source.shown(paragraph).tokens,
            source.annotations(paragraph) if shape.ruby else (),
            LayoutOptions(shape.measure, ruby=shape.ruby, ambiguous=shape.ambiguous),
            source.english(paragraph) if shape.english != "hidden" else None,
            shape.placement,
            shape.english_width,
        )
        self._layouts[paragraph] = layout
        if len(self._layouts) > _KEPT:
            self._layouts.popitem(last=False)
        return layout

    def block(self, paragraph: int, block: int) -> tuple[Row, ...]:
        """The rows of a block, never none, the blank row after a paragraph included."""
        key = (paragraph, block)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = self._make(paragraph, block)
            if len(self._blocks) > _KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(key)
        return found

    def _make(self, paragraph: int, block: int) -> tuple[Row, ...]:
        layout = self.layout(paragraph)
        placement = self.shape.placement
        voice = self.source.voice(paragraph) if placement != "hidden" else "person"
        rows: list[Row] = []
        if block == 0 and paragraph and self.source.kind(paragraph) == "heading":
            rows.append(BLANK)
        airy = self.shape.height >= AIRY_FROM
        previous: Line | EnglishLine | None = None
        for line in layout.block(block):
            if isinstance(line, EnglishLine):
                rows.append(Row(english=line.text, english_x=self.shape.english_x, voice=voice))
            else:
                # A sentence stays with its own translation, an annotation with its own line.
                if isinstance(previous, EnglishLine) or (airy and previous is not None and line.rows == 2):
                    rows.append(BLANK)
                if line.rows == 2:
                    rows.append(Row("ruby", line))
                rows.append(Row("text", line))
            previous = line
        if placement == "beside":
            self._add_column(rows, layout, block, voice)
        if block == layout.blocks - 1 or not rows:
            rows += [BLANK] * (2 if airy and any(row.part == "ruby" for row in rows) else 1)
        return tuple(rows)

    def _add_column(self, rows: list[Row], layout: LazyLayout, block: int, voice: Voice) -> None:
        """Put English beside the rows: each sentence level with the line where it begins, or below the one
        before."""
        at = 0
        for token, lines in layout.beside(block):
            level = next((y for y, row in enumerate(rows) if row.part == "text" and _reaches(row, token)), at)
            at = max(at, level)
            for line in lines:
                while at >= len(rows):
                    rows.append(BLANK)
                rows[at] = Row(rows[at].part, rows[at].line, line.text, self.shape.english_x, voice)
                at += 1

    def spot_of(self, at: TokenAt) -> Spot:
        """The row of characters in which a token begins."""
        block = self.layout(at.paragraph).block_of(at.token)
        rows = self.block(at.paragraph, block)
        for number, row in enumerate(rows):
            if row.part == "text" and _reaches(row, at.token):
                return Spot(at.paragraph, block, number)
        return Spot(at.paragraph, block, 0)

    def last_spot(self) -> Spot:
        paragraph = max(self.source.count - 1, 0)
        if not self.source.count:
            return Spot(0, 0, 0)
        block = self.layout(paragraph).blocks - 1
        return Spot(paragraph, block, len(self.block(paragraph, block)) - 1)

    def row(self, spot: Spot) -> Row:
        return self.block(spot.paragraph, spot.block)[spot.row] if spot.row >= 0 else BLANK

    def down(self, spot: Spot) -> Spot | None:
        """The next row; None after the last."""
        paragraph, block, row = spot
        if row < 0 or row + 1 < len(self.block(paragraph, block)):
            return Spot(paragraph, block, row + 1)
        if block + 1 < self.layout(paragraph).blocks:
            return Spot(paragraph, block + 1, 0)
        return Spot(paragraph + 1, 0, 0) if paragraph + 1 < self.source.count else None

    def up(self, spot: Spot) -> Spot | None:
        """The row before; None before the first."""
        paragraph, block, row = spot
        if row > 0:
            return Spot(paragraph, block, row - 1)
        if row < 0 or (paragraph == 0 and block == 0):
            return None
        if block == 0:
            paragraph -= 1
            block = self.layout(paragraph).blocks
        return Spot(paragraph, block - 1, len(self.block(paragraph, block - 1)) - 1)

    def move(self, spot: Spot, rows: int, above: int = 0) -> Spot:
        """So many rows further down (up if negative): to the last row at most, or ``above`` rows before the
        first."""
        for _ in range(rows):
            below = self.down(spot)
            if below is None:
                return spot
            spot = below
        for left in range(-rows, 0, -1):
            before = self.up(spot)
            if before is None:
                return spot._replace(row=max(spot.row - left, min(spot.row, -above)))
            spot = before
        return spot

    def distance(self, start: Spot, end: Spot, limit: int) -> int | None:
        """Rows from ``start`` down to ``end`` (negative: up); None if more than ``limit``."""
        low, high = min(start, end), max(start, end)
        spot: Spot | None = low
        for steps in range(limit + 1):
            if spot is None:
                return None
            if spot == high:
                return steps if start <= end else -steps
            spot = self.down(spot)
        return None


def _reaches(row: Row, token: int) -> bool:
    """Whether the line of a row holds a token or one after it."""
    return row.line is not None and row.line.cells[-1].token >= token
