"""The glossary as a list, a concept a line. Only the lines in sight are made, however many there are."""

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from glossary.catalogue import Entry
from reader.text.layout import clip
from reader.tui.concept_words import ConceptWords

DOTS = {"own": "●", "edited": "◐", "bundled": "·"}
_DOMAIN_FROM = 76
"""Cells from which the domain has room, and the reading."""
_READING_FROM = 46
_DOMAIN_CELLS = 22


class ConceptList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows entries of the catalogue; one of them is under the cursor, which the screen's keys move."""

    DEFAULT_CSS = "ConceptList { height: 1fr; background: $background; scrollbar-size-vertical: 1; }"
    COMPONENT_CLASSES = {
        "concept-list--head",
        "concept-list--reading",
        "concept-list--english",
        "concept-list--domain",
        "concept-list--own",
        "concept-list--bar",
        "concept-list--cursor",
        "concept-list--marked",
        "concept-list--empty",
    }

    cursor: reactive[int] = reactive(0)
    """Number of the entry under the cursor."""
    marked: reactive[str | None] = reactive(None)
    """Id of the concept that is to be merged."""

    class Highlighted(Message):
        """The cursor has come to an entry, or there is none."""

    class Opened(Message):
        """The entry under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._words: ConceptWords | None = None
        self._empty = ""

    # What is shown

    def show(self, entries: Sequence[Entry], words: ConceptWords, at: str | None, empty: str) -> None:
        """Show other entries, the cursor on the concept with the id ``at`` if it is among them, else on the first.
        ``empty`` is said where there are none."""
        self._entries, self._words, self._empty = entries, words, empty
        self.virtual_size = Size(0, len(entries))
        number = next((n for n, entry in enumerate(entries) if entry.concept.id == at), 0)
        with self.prevent(self.Highlighted):
            self.set_reactive(ConceptList.cursor, number)
        self.call_after_refresh(self._to_middle)
        self.refresh()
        self.post_message(self.Highlighted())

    @property
    def entry(self) -> Entry | None:
        """The one under the cursor."""
        return self._entries[self.cursor] if self.cursor < len(self._entries) else None

    @property
    def entries(self) -> Sequence[Entry]:
        """All that are listed."""
        return self._entries

    @property
    def neighbour(self) -> str | None:
        """Id of the concept below the one under the cursor, else above it: where the cursor goes when this one goes."""
        around = [n for n in (self.cursor + 1, self.cursor - 1) if 0 <= n < len(self._entries)]
        return self._entries[around[0]].concept.id if around else None

    def __len__(self) -> int:
        return len(self._entries)

    def to_concept(self, concept_id: str) -> bool:
        """Bring the cursor to a concept; whether it is in the list."""
        number = next((n for n, entry in enumerate(self._entries) if entry.concept.id == concept_id), None)
        if number is not None:
            self.cursor = number
        return number is not None

    # Moving

    def move(self, rows: int) -> None:
        self.cursor = max(0, min(len(self._entries) - 1, self.cursor + rows))

    def page(self, step: int) -> None:
        self.move(step * max(1, self.size.height - 1))

    def watch_cursor(self) -> None:
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Highlighted())

    def watch_marked(self) -> None:
        self.refresh()

    def _keep_in_sight(self) -> None:
        height = self.size.height
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        if height and wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def _to_middle(self) -> None:
        """What stands around the cursor's entry is to be seen too, if it was out of sight."""
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + height:
            self.scroll_to(y=max(0, self.cursor - height // 2), animate=False, immediate=True)

    def on_resize(self) -> None:
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = self.scroll_offset.y + offset.y
        if number < len(self._entries):
            event.stop()
            again = number == self.cursor
            self.cursor = number
            if again:
                self.post_message(self.Opened())

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        number = self.scroll_offset.y + y
        if self._words is None or number >= len(self._entries):
            said = f"  {self._empty}" if not self._entries and y == 1 else ""
            return Strip([Segment(set_cell_size(said, width), self._style("empty"))], width)
        here = number == self.cursor
        entry = self._entries[number]
        base = self._style("cursor") if here else self.rich_style
        segments = [
            Segment(text, base + style if not here else style + Style(bgcolor=base.bgcolor))
            for text, style in self._cells(entry, self._words, width, here)
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _cells(self, entry: Entry, words: ConceptWords, width: int, here: bool) -> list[tuple[str, Style]]:
        concept, term = entry.concept, entry.concept.preferred
        marked = concept.id == self.marked
        head = 16 if width >= _DOMAIN_FROM else 14 if width >= _READING_FROM else 12
        reading = min(20, width // 4 + 2) if width >= _READING_FROM else 0
        domain = _DOMAIN_CELLS if width >= _DOMAIN_FROM else 0
        english = max(0, width - 4 - head - reading - domain)
        bar = "▌" if here and self.has_focus else "│" if here else " "
        return [
            (bar, self._style("bar")),
            (f"{DOTS[entry.origin]} ", self._style("domain" if entry.origin == "bundled" else "own")),
            (
                _cell("→ " + words.name(term) if marked else words.name(term), head),
                self._style("marked" if marked else "head"),
            ),
            (_cell(words.reading(concept, term) if reading else "", reading), self._style("reading")),
            (_cell(concept.rendering, english), self._style("english")),
            (_cell(concept.domain if domain else "", domain), self._style("domain")),
        ]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"concept-list--{name}", partial=name not in ("cursor", "empty"))


def _cell(text: str, width: int) -> str:
    """The text in exactly so many cells, the last of them free."""
    return set_cell_size(clip(text, width - 1), width) if width > 1 else ""
