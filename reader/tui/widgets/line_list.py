"""A list drawn line by line, so that a hundred thousand lines cost no more than those in sight."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.text.layout import clip

Item = TypeVar("Item")
Cell = tuple[str, str]
"""A string and the name of its style."""


class ListMoved(Message):
    """The cursor has come to a line, or there is none."""


class LineOpened(Message):
    """The line under the cursor was clicked."""


class LineList(ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """A line an item; one of them is under the cursor, which the screen's keys move."""

    DEFAULT_CSS = "LineList { height: 1fr; background: $background; scrollbar-size-vertical: 1; }"
    COMPONENT_CLASSES = {
        "line-list--head",
        "line-list--reading",
        "line-list--english",
        "line-list--dim",
        "line-list--own",
        "line-list--bar",
        "line-list--cursor",
        "line-list--marked",
        "line-list--fault",
        "line-list--hit",
    }

    cursor: reactive[int] = reactive(0)
    """Number of the item under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._empty = ""

    def put(self, items: Sequence[Item], at: int, empty: str) -> None:
        """Show other items, the cursor on number ``at``. ``empty`` is said where there are none."""
        self._items, self._empty = items, empty
        self.virtual_size = Size(0, len(items))
        with self.prevent(ListMoved):
            self.set_reactive(LineList.cursor, max(0, min(at, len(items) - 1)))
        self.call_after_refresh(self._to_middle)
        self.refresh()
        self.post_message(ListMoved())

    def swap(self, items: Sequence[Item], at: int) -> None:
        """The same list with something changed in it: the cursor is on number ``at``, which stays where it is on the
        screen as far as it can, and nobody is told that it has moved."""
        row = self.cursor - self.scroll_offset.y
        moved = at - self.cursor
        self._items = items
        self.virtual_size = Size(0, len(items))
        self.set_reactive(LineList.cursor, max(0, min(at, len(items) - 1)))
        if moved:
            self.scroll_to(y=max(0, self.cursor - row), animate=False, immediate=True)
        self.refresh()

    @property
    def item(self) -> Item | None:
        """The one under the cursor."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    def __len__(self) -> int:
        return len(self._items)

    @abstractmethod
    def cells(self, item: Item, width: int) -> list[Cell]:
        """What a line of so many cells shows of an item, from left to right."""

    # Moving

    def move(self, rows: int) -> None:
        self.cursor = max(0, min(len(self._items) - 1, self.cursor + rows))

    def page(self, step: int) -> None:
        self.move(step * max(1, self.size.height - 1))

    def watch_cursor(self) -> None:
        self._keep_in_sight()
        self.refresh()
        self.post_message(ListMoved())

    def _keep_in_sight(self) -> None:
        height = self.size.height
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        if height and wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def _to_middle(self) -> None:
        """What stands around the cursor's line is to be seen too, if it was out of sight."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            self.scroll_to(y=max(0, self.cursor - height // 2), animate=False, immediate=True)

    def on_resize(self) -> None:
        self._to_middle()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = self.scroll_offset.y + offset.y
        if number < len(self._items):
            event.stop()
            again = number == self.cursor
            self.cursor = number
            if again:
                self.post_message(LineOpened())

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width or self.size.width  # what the scroll bar leaves
        number = self.scroll_offset.y + y
        if number >= len(self._items):
            said = f"  {self._empty}" if not self._items and y == 1 else ""
            return Strip([Segment(set_cell_size(said, width), self.rich_style + self._style("dim"))], width)
        here = number == self.cursor
        base = self.get_component_rich_style("line-list--cursor") if here else self.rich_style
        ground = Style(bgcolor=base.bgcolor)
        bar = "▌" if here and self.has_focus else "│" if here else " "
        cells = [(bar, "bar"), *self.cells(self._items[number], width - 1)]
        segments = [Segment(text, base + self._style(style) + ground) for text, style in cells]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line-list--{name}", partial=True)


def cell(text: str, width: int) -> str:
    """The text in exactly so many cells, the last of them free."""
    return set_cell_size(clip(text, width - 1), width) if width > 1 else ""
