"""The library as a table, a text a line, under a line of headings; columns give way where there is no room for them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.listing import SORT_WORDS, Order, SortName
from reader.overview import Row
from reader.text.layout import cell_width, clip
from reader.tui.widgets.line_list import Cell, LineList, cell
from reader.tui.widgets.status_line import progress_bar

_TITLE = 24
"""Cells that a title has at least."""
_MARK = 2
"""Cells before the title."""
_BAR = 5
"""Cells of the bar of progress, with the one after it."""


class Column(Struct, frozen=True):
    """A column: what it is called by those who sort, its heading, and its cells."""

    name: str
    heading: str
    width: int
    right: bool = False
    """Whether it holds figures, which stand on the right."""


_BESIDE_TITLE = (
    Column("progress", "read", 6, True),
    Column("known", "known", 7, True),
    Column("level", "", 13),
    Column("new", "new", 5, True),
    Column("date", "date", 12),
    Column("length", "length", 8, True),
    Column("outlet", "outlet", 14),
    Column("bar", "", _BAR),
    Column("tags", "tags", 18),
)
"""The most wanted first: as many as there is room for are shown."""
_ORDER = ("title", "outlet", "date", "length", "bar", "progress", "known", "new", "level", "tags")
_SORTED: dict[str, SortName] = {
    "title": "title", "outlet": "outlet", "date": "date", "length": "length", "bar": "progress",
    "progress": "progress", "known": "known", "new": "new", "level": "level",
}  # fmt: skip


def columns(width: int, level_list: str, without: Collection[str] = ()) -> list[Column]:
    """The columns that a table of so many cells has, from left to right; the title has what the others leave.
    ``without``: those that no text has anything for."""
    room = width - _MARK - _TITLE
    shown: dict[str, Column] = {}
    for column in _BESIDE_TITLE:
        if column.name in without:
            continue
        if column.width > room:
            break
        heading = column.heading
        if column.name == "level":
            heading = f"HSK {level_list}"
        shown[column.name] = Column(column.name, heading, column.width, column.right)
        room -= column.width
    taken = sum(column.width for column in shown.values())
    shown["title"] = Column("title", "title", max(2, width - _MARK - taken))
    return [shown[name] for name in _ORDER if name in shown]


def empty_columns(rows: Iterable[Row], says_known: bool) -> frozenset[str]:
    """The columns that none of the rows has anything for. ``says_known``: whether the reader has said anything of what
    they know; before that every word would be new."""
    filled = {"known"} if says_known else set()
    for row in rows:
        meta = row.meta
        filled.update(name for name, has in (("outlet", meta.outlet), ("date", meta.date), ("tags", meta.tags)) if has)
        if row.progress is not None:
            filled.add("bar")
    return frozenset({"known", "outlet", "date", "tags", "bar"} - filled)


class Sorted(Message):
    """A heading was clicked."""

    def __init__(self, by: SortName) -> None:
        super().__init__()
        self.by = by


class TextHead(Widget):
    """The headings; that of the column by which the list is sorted says which way."""

    DEFAULT_CSS = "TextHead { height: 1; }"
    COMPONENT_CLASSES = {"text-head--heading", "text-head--sorted"}

    order: reactive[Order] = reactive(Order())
    level_list: reactive[str] = reactive("")
    without: reactive[frozenset[str]] = reactive(frozenset())

    def _columns(self) -> list[tuple[int, Column]]:
        """Each column with where it begins."""
        found = []
        at = _MARK + 1
        # The list beside its scroll bar is a cell narrower, and has one for the cursor.
        for column in columns(self.size.width - 2, self.level_list, self.without):
            found.append((at, column))
            at += column.width
        return found

    def render(self) -> Content:
        usual, lit = self.get_visual_style("text-head--heading"), self.get_visual_style("text-head--sorted")
        parts: list[Content | str] = [" " * (_MARK + 1)]
        arrow = "▾" if self.order.falls else "▴"
        for _, column in self._columns():
            here = _SORTED.get(column.name) == self.order.by and column.name != "bar"
            text = f"{column.heading}{arrow}" if here else column.heading
            # Figures and their headings end one cell before the next column.
            shown = f"{text} ".rjust(column.width) if column.right and not here else text.rjust(column.width)
            shown = shown if column.right else cell(text, column.width)
            parts.append(Content(shown).stylize(lit if here else usual))
        if self.order.by == "read":
            parts[1] = Content(cell(f"title, {SORT_WORDS['read']} {arrow}", self._columns()[0][1].width)).stylize(lit)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        for at, column in self._columns():
            if at <= event.x < at + column.width and column.name in _SORTED:
                event.stop()
                self.post_message(Sorted(_SORTED[column.name]))


class TextList(LineList[Row]):
    """Shows the texts of the library."""

    # The headings stand right over the columns whether or not there is a scroll bar.
    DEFAULT_CSS = "TextList { scrollbar-gutter: stable; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title: Callable[[str], str] = lambda title: title
        self.open_id = ""
        """Of the text that is being read."""
        self.level_list = ""
        self.without: frozenset[str] = frozenset()
        """Columns that no text has anything for."""

    def show(self, rows: Sequence[Row], title: Callable[[str], str], at: str | None, empty: str) -> None:
        """Show other rows, the cursor on the text with the id ``at`` if it is among them. ``title`` writes Chinese in
        the script that was chosen."""
        self._title = title
        self.put(rows, next((n for n, row in enumerate(rows) if row.id == at), 0), empty)

    @property
    def neighbour(self) -> str | None:
        """Id of the text below the one under the cursor, else above it."""
        around = [n for n in (self.cursor + 1, self.cursor - 1) if 0 <= n < len(self)]
        return self.items[around[0]].id if around else None

    def cells(self, item: Row, width: int) -> list[Cell]:
        shown = columns(width, self.level_list, self.without)
        open_here = item.id == self.open_id
        mark = ("! ", "fault") if item.fault else ("● ", "own") if open_here else ("  ", "dim")
        if item.fault:
            title = shown[0].width
            fault = sum(column.width for column in shown[1:])
            return [mark, (cell(tame(item.meta.title_zh), title), "dim"), (cell(tame(_brief(item)), fault), "fault")]
        return [mark, *(self._cell(item, column) for column in shown)]

    def _cell(self, row: Row, column: Column) -> Cell:
        text, style = self._said(row, column.name, column.width)
        if column.right:
            return f"{text} ".rjust(column.width), style
        return cell(text, column.width), style

    def _said(self, row: Row, name: str, width: int) -> tuple[str, str]:
        figures = row.figures
        match name:
            case "title":
                return tame(self._title(row.meta.title_zh)) if row.is_read else row.id, "head"
            case "outlet":
                return tame(self._title(row.meta.outlet)), "dim"
            case "date":
                return row.meta.date, "dim"
            case "length":
                return (f"{row.characters:,}" if row.characters else ""), "dim"
            case "bar":
                return ("" if row.progress is None else progress_bar(row.progress, width - 1)), "reading"
            case "progress":
                return ("" if row.progress is None else f"{row.progress:.0%}"), "reading"
            case "tags":
                return " ".join(f"#{tame(tag)}" for tag in row.meta.tags), "dim"
        if figures is None:
            return "…" if row.is_read else "", "dim"
        match name:
            case "known":
                return ("" if figures.known is None else f"{figures.known:.0%}"), "english"
            case "new":
                return str(figures.unknown_terms), "reading" if figures.unknown_terms else "dim"
            case _:
                label, outside = figures.levels.label, figures.levels.shares.get("outside", 0)
                return (f"outside {outside:.0%}" if label == "outside HSK" else label), "dim"


def _brief(row: Row) -> str:
    """What is wrong with a text, without the path of its folder, which stands below the list."""
    folder = str(row.listed.folder)
    return row.fault.replace(f"{folder}/", "").replace(folder, "the folder")


def tame(text: str) -> str:
    """What stands in somebody's file, fit for one line of a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "·" for c in text)


def about(row: Row, title: Callable[[str], str], says_known: bool, width: int, now: datetime) -> list[list[Cell]]:
    """What the line of a text has no room for, in lines of parts with their styles."""
    meta = row.meta
    if row.fault:
        return [[(tame(row.fault), "fault")]]
    first: list[Cell] = [(tame(title(meta.title_zh)), "head")]
    if meta.title_en:
        first.append((f"  {tame(meta.title_en)}", "english"))
    origin = {"own": "", "copy": "your copy of a bundled text", "bundled": "bundled"}[row.origin]
    read = "never opened" if row.progress is None else f"{row.progress:.0%} read, {ago(row.last_read, now)}"
    second = [
        tame(title(meta.outlet)), tame(title(meta.place)), meta.date, f"{row.characters:,} characters",
        f"{row.paragraphs} ¶", read, origin,
    ]  # fmt: skip
    lines = [first, [(" · ".join(filter(None, second)), "dim")]]
    figures = row.figures
    if figures is not None:
        known = "" if figures.known is None else f"{figures.known:.0%} of its words known"
        if not says_known:
            known = "say what you know: ^p"
        new = f"{figures.unknown_terms} of {figures.terms} terms without a card" if figures.terms else "no terms"
        level = figures.levels.full_label
        if level and (outside := figures.levels.shares["outside"]) >= 0.005:
            level += f", {outside:.0%} not in the list"
        lines.append([(" · ".join(filter(None, (level, known, new))), "dim")])
    if meta.tags:
        lines.append([(" ".join(f"#{tame(tag)}" for tag in meta.tags), "own")])
    return [_fitting(line, width) for line in lines]


def _fitting(line: list[Cell], width: int) -> list[Cell]:
    fitting: list[Cell] = []
    for text, style in line:
        shown = clip(text, width)
        fitting.append((shown, style))
        width -= cell_width(shown)
    return fitting


def ago(moment: str, now: datetime) -> str:
    """How long ago something was, in the words of a person."""
    passed = now - datetime.fromisoformat(moment).astimezone(UTC)
    hours = passed.total_seconds() / 3600
    if hours < 1:
        return "just now" if hours < 0.05 else f"{max(1, round(hours * 60))} minutes ago"
    if hours < 36:
        return f"{round(hours)} hour{'s' if round(hours) > 1 else ''} ago"
    days = round(hours / 24)
    return f"{days} days ago" if days < 60 else f"on {moment[:10]}"
