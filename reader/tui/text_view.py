"""The text on the screen: a widget that draws an annotated text of any length and lets a reader move through
it.

It draws rows, not widgets, and knows where it is by a place in the text (paragraph and row), not by an offset
from the top: only the rows on the screen are ever asked for, so a text of 880,000 characters opens like one
of 4,000. What to show is set from outside; what the reader does comes out as messages. It looks nothing up
and stores nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.text.layout import AmbiguousWidth, EnglishPlacement
from reader.tui import view_motion as motion
from reader.tui.view_motion import Direction, Predicate
from reader.tui.view_paint import BRIGHT, FAR, NEAR, Lit, Painter
from reader.tui.view_palette import COMPONENT_CLASSES, make_look
from reader.tui.view_port import Viewport
from reader.tui.view_rows import Row, Rows, Shape, Spot
from reader.tui.view_source import Source, TokenAt, is_selectable

Mode = Literal["focus", "page"]
Via = Literal["mouse", "key", "scroll", "set"]

_CONTEXT = 4
"""Rows kept in sight above and below the cursor: two lines with their annotations."""
_STRIPS = 600
"""Painted rows remembered: several screens."""
_WHEEL = 3
"""Rows for one notch of the wheel: less than two annotated lines."""


class TextView(Widget, can_focus=True):
    """A text to read. See the module for how it works; ``set_source`` gives it a text."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENT_CLASSES)
    DEFAULT_CSS = """
    TextView {
        width: 1fr;
        height: 1fr;
        color: $foreground;
        background: $background;
    }
    TextView > .text-view--near { color: $foreground 62%; }
    TextView > .text-view--far { color: $foreground 46%; }
    TextView > .text-view--annotation { color: $foreground 64%; }
    TextView > .text-view--english { color: $foreground 72%; }
    TextView > .text-view--heading { color: $primary; text-style: bold; }
    TextView > .text-view--caption { color: $foreground 72%; text-style: italic; }
    TextView > .text-view--term { color: $accent; text-style: underline; }
    TextView > .text-view--unknown { color: $warning; }
    TextView > .text-view--learning { color: $success; }
    TextView > .text-view--doubtful { text-style: italic; }
    TextView > .text-view--ambiguous { text-style: italic; }
    TextView > .text-view--hit { color: $background; background: $warning; }
    TextView > .text-view--hover { background: $foreground 12%; }
    TextView > .text-view--selection { background: $primary 35%; }
    TextView > .text-view--bookmark { color: $accent; }
    TextView > .text-view--cursor { text-style: reverse bold; }
    TextView > .text-view--cursor-annotation { color: $foreground; text-style: bold; }
    """

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
    tones: reactive[tuple[str, ...] | None] = reactive[tuple[str, ...] | None](
        None, repaint=False, init=False
    )
    """CSS colours of tones 1 to 5; None: tones are not coloured."""

    @dataclass
    class TokenSelected(Message):
        """The cursor has come to a word, or the word under it was clicked."""

        view: "TextView"
        at: TokenAt
        via: Via
        clicks: int = 0
        """2 for a double click."""

        @property
        def control(self) -> "TextView":
            return self.view

    @dataclass
    class TokenHovered(Message):
        """The mouse is over a word, or over none."""

        view: "TextView"
        at: TokenAt | None

        @property
        def control(self) -> "TextView":
            return self.view

    @dataclass
    class PlaceChanged(Message):
        """The reader is somewhere else: by motion, scrolling or from outside."""

        view: "TextView"
        paragraph: int
        offset: int
        """Of the cursor's word in the source's paragraph."""

        @property
        def control(self) -> "TextView":
            return self.view

    def __init__(
        self,
        source: Source | None = None,
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
        self._column: int | None = None
        """The column that moves from line to line try to keep."""
        self._via: Via = "set"
        if source is not None:
            self.set_source(source)

    # ---- the text -----------------------------------------------------------------------------------

    @property
    def source(self) -> Source | None:
        return self._source

    def set_source(self, source: Source, paragraph: int = 0, offset: int = 0) -> None:
        """Show a text, the cursor on the word at a place in the source."""
        self._source = source
        self._port = None
        self._column = None
        with self.prevent(self.TokenSelected, self.PlaceChanged):
            self.selection = self.hovered = None
        self.cursor = None
        self._rebuild()
        self.go_to(paragraph, offset)

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
        self._strips.clear()
        self.refresh()
        source, size = self._source, self.size
        if source is None or not size:
            self._port = None
            return
        shape = Shape(size.width, self.ruby, self.ambiguous, self.english)
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
            self.set_reactive(TextView.cursor, again)
            self.selection = None
        spot = rows.spot_of(again)
        if old is None:
            self._open_at(spot)
        else:
            y = min(self._y, size.height - 1)
            self._port.put(spot, y, above=y)
        self._note_row()

    def _open_at(self, spot: Spot) -> None:
        """Show a place for the first time: the start of a text as it is, any other in the upper third."""
        assert self._port is not None
        self._port.put(spot, self.size.height // 3)

    # ---- what is set from outside -------------------------------------------------------------------

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
        self.post_message(self.TokenHovered(self, new))

    def watch_cursor(self, old: TokenAt | None, new: TokenAt | None) -> None:
        via, self._via = self._via, "set"
        if new is None or self._source is None:
            self.refresh()
            return
        self._offset = motion.offset_of(self._source, new)
        if self._port is not None:
            before = self._port.top
            spot = self._port.rows.spot_of(new)
            if old is None:
                self._open_at(spot)
            else:
                self._port.reveal(spot, _CONTEXT)
            crossed = self.mode == "focus" and (old is None or old.paragraph != new.paragraph)
            if crossed or self._port.top != before:
                self.refresh()
            else:
                self._refresh_token(old)
                self._refresh_token(new)
            self._note_row()
        self.post_message(self.TokenSelected(self, new, via))
        self.post_message(self.PlaceChanged(self, new.paragraph, self._offset))

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

    # ---- moving -------------------------------------------------------------------------------------

    def _move(self, to: TokenAt | None, via: Via = "key", *, extend: bool = False) -> bool:
        """Bring the cursor to a word; say whether there was one to go to."""
        old = self.cursor
        if to is None or to == old:
            return False
        if extend and old is not None:
            fixed = self._fixed_end(old)
            self.selection = (min(fixed, to), max(fixed, to))
        elif self.selection is not None:
            self.selection = None
        self._via = via
        self.cursor = to
        return True

    def _fixed_end(self, cursor: TokenAt) -> TokenAt:
        if self.selection is None:
            return cursor
        first, last = self.selection
        return first if cursor == last else last

    def next_word(self, *, extend: bool = False) -> bool:
        return self._step(1, extend)

    def previous_word(self, *, extend: bool = False) -> bool:
        return self._step(-1, extend)

    def _step(self, direction: Direction, extend: bool) -> bool:
        self._column = None
        if self._source is None or self.cursor is None:
            return False
        return self._move(motion.step(self._source, self.cursor, direction), extend=extend)

    def next_line(self, *, extend: bool = False) -> bool:
        return self._line(1, extend)

    def previous_line(self, *, extend: bool = False) -> bool:
        return self._line(-1, extend)

    def _line(self, direction: Direction, extend: bool) -> bool:
        """To the word in the same column of the next line that has words; lines of English are passed over."""
        port, cursor = self._port, self.cursor
        if port is None or cursor is None:
            return False
        column = self._keep_column()
        spot: Spot | None = port.rows.spot_of(cursor)
        while spot is not None:
            spot = port.rows.down(spot) if direction == 1 else port.rows.up(spot)
            found = self._word_in(spot, port.rows.row(spot), column) if spot is not None else None
            if found is not None:
                return self._move(found, extend=extend)
        return False

    def _keep_column(self) -> int:
        """The column of the cursor's word, kept until the reader moves along a line."""
        if self._column is None and self._port is not None and self.cursor is not None:
            line = self._port.rows.row(self._port.rows.spot_of(self.cursor)).line
            cells = line.cells if line is not None else ()
            self._column = next((cell.x for cell in cells if cell.token == self.cursor.token), 0)
        return self._column or 0

    def _word_in(self, spot: Spot, row: Row, column: int) -> TokenAt | None:
        """The word nearest to a column in a row of characters."""
        if row.part != "text" or row.line is None or self._source is None:
            return None
        tokens = self._source.shown(spot.paragraph).tokens
        words = [cell for cell in row.line.cells if cell.width and is_selectable(tokens[cell.token])]
        if not words:
            return None
        nearest = min(words, key=lambda c: max(c.x - column, column - (c.x + c.width - 1), 0))
        return TokenAt(spot.paragraph, nearest.token)

    def next_paragraph(self) -> bool:
        return self._paragraph(1)

    def previous_paragraph(self) -> bool:
        """To the start of this paragraph's neighbour above."""
        return self._paragraph(-1)

    def _paragraph(self, direction: Direction) -> bool:
        if self._source is None or self.cursor is None:
            return False
        self._column = None
        to = motion.first_word(self._source, self.cursor.paragraph + direction, direction)
        if to is None:
            return False
        if self.mode == "focus" and self._port is not None:
            # The paragraph being read begins in the upper part of the screen: what follows it is in sight too.
            self._port.put(Spot(to.paragraph, 0, 0), self.size.height // 4)
            self.refresh()
        return self._move(to)

    def page_down(self) -> bool:
        return self._page(self.size.height - 2)

    def page_up(self) -> bool:
        return self._page(2 - self.size.height)

    def half_page_down(self) -> bool:
        return self._page(self.size.height // 2)

    def half_page_up(self) -> bool:
        return self._page(-(self.size.height // 2))

    def _page(self, rows: int) -> bool:
        """Scroll, the cursor staying on its row of the screen; at an end of the text, to its last or first
        word."""
        port, source = self._port, self._source
        if port is None or source is None or self.cursor is None:
            return False
        column, y, before = self._keep_column(), self._y, port.top
        port.scroll(rows)
        if port.top == before:
            to = motion.last_word(source) if rows > 0 else motion.first_word(source, 0)
            return self._move(to)
        self.refresh()
        return self._move(self._near_row(y, column))

    def _near_row(self, y: int, column: int) -> TokenAt | None:
        """The word in sight nearest to a row and column of the screen."""
        assert self._port is not None
        screen = self._port.screen
        for near in sorted(range(len(screen)), key=lambda row: abs(row - y)):
            found = self._word_in(*screen[near], column)
            if found is not None:
                return found
        return None

    def to_top(self) -> bool:
        self._column = None
        moved = self._source is not None and self._move(motion.first_word(self._source, 0))
        if self._port is not None:
            self._port.scroll(-self.size.height)
            self._note_row()
            self.refresh()
        return moved

    def to_bottom(self) -> bool:
        self._column = None
        return self._source is not None and self._move(motion.last_word(self._source))

    def go_to(self, paragraph: int, offset: int = 0) -> bool:
        """To the word at an offset of the source's paragraph, or the first word after that paragraph's start."""
        self._column = None
        source = self._source
        if source is None or not 0 <= paragraph < source.count:
            return False
        to = motion.at_offset(source, paragraph, offset) or motion.first_word(source, paragraph)
        return self._move(to, "set")

    async def find_word(self, wanted: Predicate, direction: Direction = 1) -> bool:
        """To the next word that a predicate wants, however far away; the app stays responsive meanwhile, and
        cancelling the task leaves the cursor where it was. Says whether there was one."""
        source, at = self._source, self.cursor
        while source is not None and at is not None:
            found = motion.find(source, at, direction, wanted)
            if found.at is not None:
                self._column = None
                return self._move(found.at)
            at = found.resume
            await motion.breathe()
        return False

    def scroll_rows(self, rows: int) -> None:
        """Scroll without moving the cursor, except that it stays in sight."""
        port = self._port
        if port is None or self.cursor is None:
            return
        column, before = self._keep_column(), port.top
        port.scroll(rows)
        if port.top == before:
            return
        self.refresh()
        self._note_row()
        context = min(_CONTEXT, (self.size.height - 1) // 3)
        y = port.y_of(port.rows.spot_of(self.cursor))
        if y is None or not context <= y < self.size.height - context:
            down = (y is None and rows < 0) or (y is not None and y >= context)
            self._move(self._near_row(self.size.height - 1 - context if down else context, column), "scroll")

    # ---- the mouse ----------------------------------------------------------------------------------

    def token_at(self, x: int, y: int) -> TokenAt | None:
        """The word at a cell of the view: either half of a character, or its annotation."""
        if self._port is None or self._source is None or (found := self._port.line_at(y)) is None:
            return None
        spot, line = found
        x -= self._port.rows.shape.left
        if self._port.screen[y][1].part == "ruby":
            cell = next((c for c in line.cells if c.annotation and c.x <= x < c.x + c.annotation_width), None)
        else:
            cell = next((c for c in line.cells if c.x <= x < c.x + c.width), None)
        if cell is None or not is_selectable(self._source.shown(spot.paragraph).tokens[cell.token]):
            return None
        return TokenAt(spot.paragraph, cell.token)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        at = self.token_at(*offset) if offset is not None else None
        if at is None:
            return
        event.stop()
        self._column = None
        if not self._move(at, "mouse", extend=event.shift):
            self.post_message(self.TokenSelected(self, at, "mouse", event.chain))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        offset = event.get_content_offset(self)
        self.hovered = self.token_at(*offset) if offset is not None else None

    def on_leave(self) -> None:
        self.hovered = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-_WHEEL)

    # ---- drawing ------------------------------------------------------------------------------------

    def row_of(self, at: TokenAt) -> int | None:
        """The row of the view in which a word's characters stand; None while it is out of sight."""
        return self._port.y_of(self._port.rows.spot_of(at)) if self._port is not None else None

    def region_of(self, at: TokenAt) -> Region | None:
        """Where on the view a word stands, its annotation included; None while it is out of sight."""
        y = self.row_of(at)
        found = self._port.line_at(y) if self._port is not None and y is not None else None
        if self._port is None or y is None or found is None:
            return None
        line = found[1]
        for cell in line.cells:
            if cell.token == at.token:
                above = line.rows - 1 if y else 0
                return Region(self._port.rows.shape.left + cell.x, y - above, cell.end - cell.x, above + 1)
        return None

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
        )
        left = self._port.rows.shape.left if self._port is not None else 0
        return Painter(look, self.size.width, left, self.tones is not None)
