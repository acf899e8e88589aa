"""The drawing half of the text view: which rows are in sight, and their picture.

It draws rows, not widgets, and knows where it is by a place in the text (paragraph and row), not by an offset
from the top: only the rows on the screen are ever asked for, so a text of 880,000 characters opens like one
of 4,000.
"""

from collections.abc import Iterable
from typing import Literal

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.layout import AmbiguousWidth, EnglishPlacement
from reader.tui import view_motion as motion
from reader.tui.view_paint import BRIGHT, FAR, NEAR, Lit, Painter
from reader.tui.view_palette import make_look
from reader.tui.view_port import Viewport
from reader.tui.view_rows import Row, Rows, Shape, Spot
from reader.tui.view_source import Source, TokenAt

Mode = Literal["focus", "page"]
Via = Literal["mouse", "key", "scroll", "set"]

CONTEXT = 4
"""Rows kept in sight above and below the cursor: two lines with their annotations."""
_STRIPS = 600
"""Painted rows remembered: several screens."""


class TextCanvas(Widget):
    """Draws a text around a cursor. All its state is set from outside; it moves only to keep the cursor in
    sight."""

    ALLOW_SELECT = False

    class Painted(Message):
        """Text has been drawn for the first time."""

    cursor: reactive[TokenAt | None] = reactive[TokenAt | None](None, repaint=False, init=False)
    """The word the reader is on."""
    selection: reactive[tuple[TokenAt, TokenAt] | None] = reactive[tuple[TokenAt, TokenAt] | None](
        None, repaint=False, init=False
    )
    """First and last token of a stretch of several, both included."""
    hovered: reactive[TokenAt | None] = reactive[TokenAt | None](None, repaint=False, init=False)
    mode: reactive[Mode] = reactive[Mode]("focus", repaint=False, init=False)
    english: reactive[EnglishPlacement] = reactive[EnglishPlacement]("hidden", repaint=False, init=False)
    ruby: reactive[bool] = reactive(True, repaint=False, init=False)
    """Whether there are rows for annotations at all."""
    ambiguous: reactive[AmbiguousWidth] = reactive[AmbiguousWidth](1, repaint=False, init=False)
    tones: reactive[tuple[str, ...] | None] = reactive[tuple[str, ...] | None](None, repaint=False, init=False)
    """CSS colours of tones 1 to 5; None: tones are not coloured."""

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._source: Source | None = None
        self._port: Viewport | None = None
        self._painter: Painter | None = None
        self._strips: dict[tuple[Spot, Lit], Strip] = {}
        self._offset = 0
        """Where the cursor's word begins in the source: it outlasts a new cut of the paragraph."""
        self._y = 0
        """The cursor's row on the screen, to be kept when the rows are made anew."""
        self._via: Via = "set"
        """What moves the cursor just now."""
        self._painted = False

    @property
    def source(self) -> Source | None:
        return self._source

    def reload(self, paragraphs: Iterable[int] | None = None) -> None:
        """Ask the source anew for some paragraphs, or for all: what they show, their annotations, marks and
        English may have changed. The cursor stays on its word, and the word on its row of the screen."""
        self._rebuild(paragraphs)

    def reload_marks(self) -> None:
        """Draw the marks anew; where words stand has not changed."""
        self._strips.clear()
        self.refresh()

    def _rebuild(self, paragraphs: Iterable[int] | None = None) -> None:
        """Make rows and picture anew, holding the cursor's word to its place."""
        self._repaint()
        source, size = self._source, self.size
        if source is None or not size:
            self._port = None
            return
        shape = Shape(size.width, size.height, self.ruby, self.ambiguous, self.english)
        old = self._port
        if old is None or paragraphs is None or old.rows.shape != shape:
            rows = Rows(source, shape)
        else:
            rows = old.rows
            for paragraph in paragraphs:
                rows.forget(paragraph)
        self._port = Viewport(rows, size.height)
        if self.cursor is None:
            return
        again = motion.at_offset(source, self.cursor.paragraph, self._offset)
        if again is None:
            return
        if again != self.cursor:
            self.set_reactive(TextCanvas.cursor, again)
            self.selection = None
        spot = rows.spot_of(again)
        if old is None:
            self._open_at(spot)
        else:
            self._port.put(spot, self._y, above=self._y)
            if self._y >= size.height:
                self._port.reveal(spot, CONTEXT)
        self._note_row()

    def _open_at(self, spot: Spot) -> None:
        """Show a place for the first time: the start of a text as it is, any other in the upper third."""
        assert self._port is not None
        self._port.put(spot, self.size.height // 3)

    def watch_ruby(self) -> None:
        self._rebuild()

    def watch_english(self) -> None:
        self._rebuild()

    def watch_ambiguous(self) -> None:
        self._rebuild()

    def watch_tones(self) -> None:
        self._repaint()

    def watch_mode(self) -> None:
        self.refresh()

    def watch_selection(self) -> None:
        self.refresh()

    def watch_hovered(self, old: TokenAt | None, new: TokenAt | None) -> None:
        self._refresh_token(old)
        self._refresh_token(new)

    def watch_cursor(self, old: TokenAt | None, new: TokenAt | None) -> None:
        if new is None or self._source is None:
            self.refresh()
            return
        self._offset = motion.offset_of(self._source, new)
        port = self._port
        if port is None:
            return
        before = port.top
        spot = port.rows.spot_of(new)
        if old is None:
            self._open_at(spot)
        elif self._via != "scroll":  # else the cursor follows the screen
            port.reveal(spot, CONTEXT)
        crossed = self.mode == "focus" and (old is None or old.paragraph != new.paragraph)
        if crossed or port.top != before:
            self.refresh()
        else:
            self._refresh_token(old)
            self._refresh_token(new)
        self._note_row()

    def _note_row(self) -> None:
        if self._port is not None and self.cursor is not None:
            y = self._port.y_of(self._port.rows.spot_of(self.cursor))
            self._y = self._y if y is None else y

    def on_resize(self, _event: events.Resize) -> None:
        self._rebuild()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._repaint()

    def _repaint(self) -> None:
        self._painter = None
        self._strips.clear()
        self.refresh()

    @property
    def in_sight(self) -> list[int]:
        """The paragraphs that the screen shows, from above."""
        return list(dict.fromkeys(spot.paragraph for spot, _ in self._port.screen)) if self._port is not None else []

    def row_of(self, at: TokenAt) -> int | None:
        """The row of the view in which a word's characters stand; None while it is out of sight."""
        return self._port.y_of(self._port.rows.spot_of(at)) if self._port is not None else None

    def region_of(self, at: TokenAt) -> Region | None:
        """Where on the view a word stands, its annotation included; None while it is out of sight."""
        return self._port.region_of(at) if self._port is not None else None

    def _refresh_token(self, at: TokenAt | None) -> None:
        """Redraw the rows that a token stands in."""
        if at is None or self._port is None:
            return
        for y, (spot, row) in enumerate(self._port.screen):
            if spot.paragraph == at.paragraph and row.line is not None:
                first, last = row.line.cells[0].token, row.line.cells[-1].token
                if first <= at.token <= last:
                    self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        painter = self._painter
        if painter is None:
            painter = self._painter = self._make_painter()
        port, source = self._port, self._source
        if port is None or source is None or y >= len(port.screen):
            return painter.blank()
        spot, row = port.screen[y]
        if row.line is None and not row.english:
            return painter.blank()
        lit = self._lit(spot, row)
        if not self._painted:
            self._painted = True
            self.post_message(self.Painted())
        key = (spot, lit)
        strip = self._strips.get(key)
        if strip is None:
            tokens = source.shown(spot.paragraph).tokens
            strip = painter.paint(row, source.kind(spot.paragraph), tokens, source.marks(spot.paragraph), lit)
            if len(self._strips) >= _STRIPS:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def _lit(self, spot: Spot, row: Row) -> Lit:
        cursor, hovered = self.cursor, self.hovered
        away = abs(spot.paragraph - cursor.paragraph) if cursor is not None else 0
        level = BRIGHT if self.mode == "page" or away == 0 else NEAR if away == 1 else FAR
        if row.line is None:
            return Lit(level)
        low, high = row.line.cells[0].token, row.line.cells[-1].token

        def here(at: TokenAt | None) -> int:
            return at.token if at and at.paragraph == spot.paragraph and low <= at.token <= high else -1

        selected = (0, 0)
        if self.selection is not None:
            first, last = self.selection
            start = max(first, TokenAt(spot.paragraph, low))
            end = min(last, TokenAt(spot.paragraph, high))
            if start <= end and start.paragraph == end.paragraph == spot.paragraph:
                selected = (start.token, end.token + 1)
        return Lit(level, here(cursor), here(hovered), selected)

    def _make_painter(self) -> Painter:
        _, background = self.background_colors
        look = make_look(
            self.get_component_styles,
            background,
            self.colors[3],
            self.tones,
            ansi=self.app.native_ansi_color,
            no_colour=self.app.no_color,
            few_colours=self.app.console.color_system in ("standard", "windows"),
        )
        left = self._port.rows.shape.left if self._port is not None else 0
        return Painter(look, self.size.width, left, self.tones is not None)
