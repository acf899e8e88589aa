"""From rows to strips: which style each word gets."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.text.layout import Line, Placed
from reader.text.model import ShownToken
from reader.tui.view_rows import Row
from reader.tui.view_source import TokenMark, Voice
from texts.model import Kind

BRIGHT, NEAR, FAR = range(3)
"""How much light a paragraph gets: the one being read, its neighbours, the rest."""

_VOICES: dict[Voice, tuple[str, ...]] = {"person": (), "machine": ("machine",), "gloss": ("gloss",)}
"""What is laid over the style of English."""

Look = Callable[[str, int], Style]
"""Style for a component's name at one of the three levels of light."""


class Lit(Struct, frozen=True):
    """What of a row stands out at the moment, and the light that falls on it: all that its picture depends on
    besides text, marks and theme."""

    level: int = BRIGHT
    cursor: int = -1
    hover: int = -1
    selected: tuple[int, int] = (0, 0)
    """Range of tokens."""


class Painter(Struct):
    """Draws rows. ``look`` gives the styles of the moment; make a new painter when the theme changes."""

    look: Look
    width: int
    left: int
    tones: bool
    """Whether syllables, or characters where no annotation row is drawn, are coloured by tone."""
    _styles: dict[tuple[str, ...], Style] = field(default_factory=dict)

    def blank(self) -> Strip:
        style = self.look("text", BRIGHT)
        return Strip([Segment(" " * self.width, style)], self.width)

    def paint(self, row: Row, kind: Kind, tokens: Sequence[ShownToken], marks: Sequence[TokenMark], lit: Lit) -> Strip:
        """The row as a strip as wide as the view."""
        base = self.look("text", lit.level)
        pieces: list[tuple[int, str, Style]] = []
        if row.line is not None:
            words = self._ruby if row.part == "ruby" else self._text
            pieces += words(row.line, kind, tokens, marks, lit)
            if self.left >= 2 and any(marks[c.token].bookmarked for c in row.line.cells):
                pieces.insert(0, (-2, "▌", self.look("bookmark", lit.level)))
        if row.english:
            pieces.append((row.english_x, row.english, self._style(lit.level, "english", *_VOICES[row.voice])))
        segments: list[Segment] = []
        at = 0
        for x, text, style in pieces:
            x += self.left
            if x > at:
                segments.append(Segment(" " * (x - at), base))
            segment = Segment(text, style)
            segments.append(segment)
            at = x + segment.cell_length
        if at < self.width:
            segments.append(Segment(" " * (self.width - at), base))
        return Strip(segments, max(at, self.width)).crop(0, self.width)

    def _style(self, level: int, *names: str) -> Style:
        """The styles of several components laid over one another, the last on top."""
        key = (str(level), *names)
        style = self._styles.get(key)
        if style is None:
            style = self.look("text", level)
            for name in names:
                style += self.look(name, level)
            self._styles[key] = style
        return style

    def _ruby(
        self, line: Line, _kind: Kind, _tokens: Sequence[ShownToken], marks: Sequence[TokenMark], lit: Lit
    ) -> Iterator[tuple[int, str, Style]]:
        for cell in line.cells:
            if not cell.annotation:
                continue
            mark = marks[cell.token]
            names = ["annotation"]
            if mark.doubtful:
                names.append("doubtful")
            over = self._over(cell, lit, "cursor-annotation")
            x = cell.x
            for start, end, tone in _syllables(cell.annotation, mark.syllables if self.tones else ()):
                text = cell.annotation[start:end]
                style = self._style(lit.level, *names, *([f"tone{tone}"] if tone else []), *over)
                yield x, text, style
                x += Segment(text).cell_length

    def _text(
        self, line: Line, kind: Kind, tokens: Sequence[ShownToken], marks: Sequence[TokenMark], lit: Lit
    ) -> Iterator[tuple[int, str, Style]]:
        by_character = self.tones and line.rows == 1
        base = [] if kind == "body" else [kind]
        for cell in line.cells:
            if not cell.width:
                continue
            mark = marks[cell.token]
            names = [*base, *self._marks(mark, tokens[cell.token])]
            over = self._over(cell, lit, "cursor")
            if (
                by_character
                and cell.token != lit.cursor
                and not mark.hit
                and len(mark.tones) >= cell.start + len(cell.text)
            ):
                x = cell.x
                tones = mark.tones[cell.start : cell.start + len(cell.text)]
                for tone, run in groupby(zip(tones, cell.text, strict=True), key=lambda pair: pair[0]):
                    text = "".join(character for _, character in run)
                    yield x, text, self._style(lit.level, *names, *([f"tone{tone}"] if tone else []), *over)
                    x += Segment(text).cell_length
            else:
                yield cell.x, cell.text, self._style(lit.level, *names, *over)

    def _marks(self, mark: TokenMark, token: ShownToken) -> Iterator[str]:
        if mark.unknown:
            yield "unknown"
        elif mark.learning:
            yield "learning"
        if mark.term:
            yield "term"
        if mark.damaged:
            yield "damaged"
        if token.ambiguous:
            yield "ambiguous"
        if mark.hit:
            yield "hit"

    def _over(self, cell: Placed, lit: Lit, cursor: str) -> tuple[str, ...]:
        if cell.token == lit.cursor:
            return (cursor,)
        if lit.selected[0] <= cell.token < lit.selected[1]:
            return ("selection",)
        return ("hover",) if cell.token == lit.hover else ()


def _syllables(text: str, syllables: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """``text`` cut at the syllables: start, end, tone, with tone 0 for what lies between them."""
    at = 0
    for start, end, tone in syllables:
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            yield at, start, 0
        yield start, end, tone
        at = end
    if at < len(text):
        yield at, len(text), 0
