"""The library: every text in a table that is sorted and narrowed while one types."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from reader.listing import SORT_WORDS, SORTS, Finder, Only, Order, SortName, filters, in_order
from reader.options import ReadingOptions
from reader.overview import Row
from reader.reading import Reading
from reader.session import KNOWN_LEVELS, Session
from reader.text.layout import clip
from reader.tui.keys import LIBRARY, LIBRARY_BELOW, LIBRARY_GROUPS
from reader.tui.screens.shelf import Jump, ListScreen
from reader.tui.undo import UndoList
from reader.tui.widgets.hit_list import HitList
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.line_list import Cell, LineOpened, ListMoved
from reader.tui.widgets.text_list import Sorted, TextHead, TextList, about, empty_columns

if TYPE_CHECKING:
    from reader.inside import Found, Inside
    from reader.text.sounds import Sounds

_SEARCH_CELLS = 26
"""Cells that are left to the search line, however much is said beside it."""
_IN_SEARCH = (("↑↓", "choose"), ("↵", "to the list"), ("Esc", "show all"))
"""What the bottom line offers while one types, when letters are no keys."""


class LibraryState:
    """Where one was in the library, for when it is opened again."""

    def __init__(self, order: str) -> None:
        self.order = Order.from_record(order)
        self.typed = ""
        self.only: Only | None = None
        self.at: str | None = None
        """Id of the text under the cursor."""
        self.done = UndoList()
        """What was done here and can be taken back."""
        self.is_inside = False
        """Whether the sentences that a search found are shown, and not the texts."""
        self.inside = ""
        """What was looked for inside the texts."""
        self.found: list[Found] = []
        self.found_at = 0
        """Number of the sentence under the cursor."""
        self.searcher: Inside | None = None
        """Holds texts that were searched, for the next search."""


class LibraryDesk(ListScreen):
    """Shows the library and finds texts in it; its subclasses read them, search inside them and change them."""

    BINDINGS: ClassVar[list[BindingType]] = list(LIBRARY)
    KEYS = LIBRARY
    KEY_GROUPS = LIBRARY_GROUPS
    KEYS_BELOW = LIBRARY_BELOW

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: LibraryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, undo)
        self._state = state
        self._rows: dict[str, Row] = {}
        self._says_known = True
        """Whether the reader has said anything of what they know."""
        self._finder = Finder()
        self._sounds: Sounds | None = None

    # Making

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Input(self._state.typed, placeholder=self.placeholder, id="query")
            yield Static(id="shown", markup=False)
        yield TextHead(id="head")
        yield TextList(id="list")
        yield HitList(id="hits")
        yield Static(id="about", markup=False)
        yield KeyBar(id="keys")

    @property
    def placeholder(self) -> str:
        return "/ find a text   直播 · zhibo · tag · outlet"

    def on_mount(self) -> None:
        level_list = self._session.settings.level_list
        self.head.level_list = self.texts.level_list = level_list
        self.head.order = self._state.order
        self.texts.open_id = self._reading.id
        self._show_whether_known()
        self._rows = {row.id: row for row in self.list_rows()}
        if self._reading.id in self._rows:
            self._state.at = self._reading.id
        self.search()
        self.begin()
        self.call_after_refresh(self.show_keys)
        self.fill()

    def begin(self) -> None:
        """Go on where one was; the texts are listed."""

    @abstractmethod
    def list_rows(self) -> list[Row]:
        """The texts as they lie on the disk, with what is known of them at once."""

    @abstractmethod
    def fill(self) -> None:
        """Work out what is not known of the texts."""

    @property
    def texts(self) -> TextList:
        return self.query_one(TextList)

    @property
    def head(self) -> TextHead:
        return self.query_one(TextHead)

    @property
    def query_line(self) -> Input:
        return self.query_one("#query", Input)

    @property
    def row(self) -> Row | None:
        """The text that keys act on."""
        return self.texts.item

    def on_resize(self) -> None:
        self.query_one("#about").display = self.app.size.height >= 16
        self.say_shown()
        self.show_about()

    def show_keys(self) -> None:
        if self.query_line.has_focus:
            self.query_one(KeyBar).hints = _IN_SEARCH
        else:
            super().show_keys()

    # Finding

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        self.typed(event.value)

    def typed(self, value: str) -> None:
        """The line at the top says something else."""
        if value != self._state.typed:
            self._state.typed = value
            self.search()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.lines.focus()

    def action_search(self) -> None:
        self.query_line.focus()

    def search(self) -> None:
        """Show what answers to the search line and the filter, in order, the cursor on the text where it was."""
        self._arrange_columns()
        found = self._found()
        self.texts.show(found, self.words.sentence, self._state.at, self._empty)
        self.say_shown()

    def _found(self) -> list[Row]:
        only = self._state.only
        rows = [row for row in self._rows.values() if only is None or only.lets(row)]
        return in_order(self._finder.find(rows, self._state.typed, self._sounds), self._state.order)

    @property
    def _empty(self) -> str:
        typed = self._state.typed.strip()
        if typed:
            return f"No text is called “{typed}”. {self.key_of('search_inside')} looks for it inside all texts."
        if self._state.only is not None:
            return f"No text is like that. {self.key_of('close')} shows all."
        return f"The library is empty. {self.key_of('import_texts')} adds texts."

    def say_shown(self) -> None:
        faulty = sum(bool(row.fault) for row in self._rows.values())
        said = f"{len(self.texts)} of {len(self._rows)}"
        parts = (
            self.note,
            self._state.only.words if self._state.only is not None else "",
            f"{faulty} with a fault" if faulty else "",
            said,
        )
        self.say_beside(" · ".join(filter(None, parts)))

    def say_beside(self, words: str) -> None:
        """Say something beside the line that is typed in."""
        room = max(0, self.app.size.width - _SEARCH_CELLS)
        self.query_one("#shown", Static).update(clip(words, room) if room else "")

    @property
    def note(self) -> str:
        """What is going on, said at the top."""
        return ""

    def action_filter(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        found = filters(list(self._rows.values()))
        now = self._state.only
        choices = [Choice("all", "Show all")] if now is not None else []
        choices += [
            Choice(str(n), f"{'●' if only == now else '○'} {only.words}  {count}")
            for n, (only, count) in enumerate(found)
        ]

        def choose(answer: str | None) -> None:
            if answer is not None:
                chosen = None if answer == "all" else found[int(answer)][0]
                self._state.only = None if chosen == now else chosen
                self.search()

        self.app.push_screen(ChoiceDialog("Show only", choices, ""), choose)

    def renew(self) -> None:
        """The list as it is now, the cursor on the text where it was, at the same height."""
        self._arrange_columns()
        found = self._found()
        at = next((n for n, row in enumerate(found) if row.id == self._state.at), None)
        if at is None:
            self.texts.show(found, self.words.sentence, self._state.at, self._empty)
            self.moved()
        else:
            self.texts.swap(found, at)
        self.say_shown()

    # Order

    def action_sort(self, step: int) -> None:
        by = SORTS[(SORTS.index(self._state.order.by) + step) % len(SORTS)]
        self.sort(Order(by))

    def action_reverse(self) -> None:
        order = self._state.order
        self.sort(Order(order.by, not order.turned))

    @on(Sorted)
    def _sorted(self, event: Sorted) -> None:
        self.sort_by(event.by)

    def sort_by(self, by: SortName) -> None:
        """Sort by a column; by the one that is sorted by already, the other way round."""
        order = self._state.order
        self.sort(Order(by, by == order.by and not order.turned))

    def sort(self, order: Order) -> None:
        self._state.order = self.head.order = order
        self.keep(lambda: self._session.save_preference("library", order.to_record()))
        self.search()

    def more_commands(self) -> Iterable[tuple[str, str, Callable[[], None]]]:
        for by in SORTS:
            yield f"Sort by: {SORT_WORDS[by]}", "Again: the other way round", partial(self.sort_by, by)
        for level in KNOWN_LEVELS:
            yield f"Words I know: {level}", "Those do not count as new", partial(self._know, level)

    def _know(self, level: str) -> None:
        if self.keep(lambda: self._session.set_known_level(level)):
            self._show_whether_known()
            self.fill()

    def _show_whether_known(self) -> None:
        self._says_known = self._session.vocabulary.says_anything
        self._arrange_columns()
        self.show_about()

    def _arrange_columns(self) -> None:
        """Leave out the columns that no text has anything for."""
        without = empty_columns(self._rows.values(), self._says_known)
        if without != self.texts.without:
            self.head.without = self.texts.without = without
            self.texts.refresh()

    # The line that the cursor is on

    @on(ListMoved)
    def _list_moved(self) -> None:
        self.moved()

    def moved(self) -> None:
        """The cursor has come to another line."""
        if self.row is not None:
            self._state.at = self.row.id
        self.show_about()

    def show_about(self) -> None:
        """Say below the list what its line has no room for."""
        if self.row is None:
            self.say_about([])
            return
        width = max(10, self.app.size.width - 2)
        says_known = self._says_known
        self.say_about(about(self.row, self.words.sentence, says_known, width, datetime.now(UTC)))

    def say_about(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Lines of parts with their styles."""
        style = self.texts.get_visual_style
        said = [
            Content("").join(Content(text).stylize(style(f"line-list--{name}", partial=True)) for text, name in line)
            for line in lines
        ]
        self.query_one("#about", Static).update(Content("\n").join(said))

    @on(LineOpened)
    def _line_opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.row
        if row is None:
            return
        if row.fault:
            self.notify(row.fault, severity="error", timeout=10, markup=False)
        else:
            self.dismiss(Jump(row.id))

    # Other keys

    def action_script(self) -> None:
        self.turn_script()
        self.search()

    def action_copy(self) -> None:
        if self.row is not None:
            folder = str(self.row.listed.folder)
            self.app.copy_to_clipboard(folder)
            self.notify(f"Copied {folder}", markup=False)

    def action_close(self) -> None:
        """Whatever was opened last: the search, the filter, the library."""
        if self._state.typed:
            self.query_line.value = ""
            self.lines.focus()
        elif self.query_line.has_focus:
            self.lines.focus()
        elif self._state.only is not None:
            self._state.only = None
            self.search()
        else:
            self.action_leave()
