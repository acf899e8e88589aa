"""The text on the screen: a widget through which a reader moves word by word, line by line, paragraph by
paragraph.

What to show is set from outside; what the reader does comes out as messages. It looks nothing up and stores
nothing.
"""

from typing import ClassVar

from textual import events
from textual.message import Message

from reader.tui import view_motion as motion
from reader.tui.view_canvas import CONTEXT, TextCanvas, Via
from reader.tui.view_motion import Direction, Predicate
from reader.tui.view_palette import COMPONENT_CLASSES, DEFAULT_CSS
from reader.tui.view_rows import Spot
from reader.tui.view_source import Source, TokenAt

_WHEEL = 3
"""Rows for one notch of the wheel: a line with its annotations, and the blank row around it."""


class _FromView(Message):
    def __init__(self, view: "TextView") -> None:
        super().__init__()
        self.view = view

    @property
    def control(self) -> "TextView":
        return self.view


class TextView(TextCanvas, can_focus=True):
    """A text to read; ``set_source`` gives it one. Motions say whether there was anywhere to go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENT_CLASSES)
    DEFAULT_CSS = DEFAULT_CSS

    class TokenSelected(_FromView):
        """The cursor has come to a word, or the word under it was clicked (``clicks``: 2 for a double click)."""

        def __init__(self, view: "TextView", at: TokenAt, via: Via, clicks: int = 0) -> None:
            super().__init__(view)
            self.at, self.via, self.clicks = at, via, clicks

    class TokenHovered(_FromView):
        """The mouse is over a word, or over none."""

        def __init__(self, view: "TextView", at: TokenAt | None) -> None:
            super().__init__(view)
            self.at = at

    class PlaceChanged(_FromView):
        """The reader is somewhere else: by motion, scrolling or from outside. ``offset`` is that of the cursor's
        word in the source's paragraph."""

        def __init__(self, view: "TextView", paragraph: int, offset: int) -> None:
            super().__init__(view)
            self.paragraph, self.offset = paragraph, offset

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
        self._column: int | None = None
        """The column that moves from line to line try to keep."""
        self._pressed: TokenAt | None = None
        """Where the mouse's button went down and is still held."""
        self._dragged = False
        if source is not None:
            self.set_source(source)

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

    def replace_source(self, source: Source) -> None:
        """Show the same text in another way (script, cut, annotations, marks): the cursor stays on its word,
        and the word on its row of the screen."""
        self._source = source
        self.reload()

    def watch_cursor(self, old: TokenAt | None, new: TokenAt | None) -> None:
        super().watch_cursor(old, new)
        via, self._via = self._via, "set"
        if new is not None:
            self.post_message(self.TokenSelected(self, new, via))
            self.post_message(self.PlaceChanged(self, new.paragraph, self._offset))

    def watch_hovered(self, old: TokenAt | None, new: TokenAt | None) -> None:
        super().watch_hovered(old, new)
        self.post_message(self.TokenHovered(self, new))

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
        """To the word in the same column of the next line that has words; English is passed over."""
        port, cursor = self._port, self.cursor
        if port is None or cursor is None:
            return False
        column = self._keep_column()
        spot: Spot | None = port.rows.spot_of(cursor)
        while spot is not None:
            spot = port.rows.down(spot) if direction == 1 else port.rows.up(spot)
            found = port.word_in(spot, port.rows.row(spot), column) if spot is not None else None
            if found is not None:
                return self._move(found, extend=extend)
        return False

    def _keep_column(self) -> int:
        """The column of the cursor's word, kept until the reader moves along a line."""
        if self._column is None and self._port is not None and self.cursor is not None:
            self._column = self._port.column_of(self.cursor)
        return self._column or 0

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
            # The paragraph being read begins in the upper part of the screen, what follows it in sight.
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
        self._move(port.word_near(y, column))
        return True

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
        """To the word at an offset of the source's paragraph; without one, to the next paragraph's first
        word."""
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
        low, high = port.comfortable(CONTEXT)
        y = port.y_of(port.rows.spot_of(self.cursor))
        if y is None or not low <= y <= high:
            below = y > high if y is not None else rows < 0
            self._move(port.word_near(high if below else low, column), "scroll")

    def token_at(self, x: int, y: int) -> TokenAt | None:
        """The word at a cell of the view: either half of a character, or its annotation."""
        return self._port.token_at(x, y) if self._port is not None else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = False
        self._pressed = self._under(event) if event.button == 1 and not event.shift else None

    def on_mouse_up(self) -> None:
        self._pressed = None
        self.release_mouse()

    def _drag_to(self, at: TokenAt) -> None:
        """Select from the word on which the button went down to the one over which the mouse is now."""
        if not self._dragged and self._pressed is not None and at != self._pressed:
            self._dragged = True
            self.capture_mouse()
            self._move(self._pressed, "mouse")
        if self._dragged:
            self._column = None
            self._move(at, "mouse", extend=True)

    def _under(self, event: events.MouseEvent) -> TokenAt | None:
        """The word under the mouse."""
        offset = event.get_content_offset(self)
        return self.token_at(*offset) if offset is not None else None

    def on_click(self, event: events.Click) -> None:
        at = self._under(event)
        if at is None:
            return
        event.stop()
        if self._dragged:
            return
        self._column = None
        if not event.shift:
            self.selection = None
        if not self._move(at, "mouse", extend=event.shift):
            self.post_message(self.TokenSelected(self, at, "mouse", event.chain))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._under(event)
        if self._pressed is not None and self.hovered is not None:
            self._drag_to(self.hovered)

    def on_leave(self) -> None:
        self.hovered = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-_WHEEL)
