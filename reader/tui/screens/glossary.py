"""The glossary: a list that filters while one types, and beside it the concept in full."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from glossary.catalogue import EVERYTHING, Catalogue, Entry, Filters, Standing
from reader.cards import related_concepts
from reader.errors import USER_ERRORS
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.text.layout import clip
from reader.tui.keys import GLOSSARY, GLOSSARY_BELOW, GLOSSARY_GROUPS
from reader.tui.screens.shelf import ShelfScreen
from reader.tui.undo import UndoList
from reader.tui.widgets.concept_list import ConceptList
from reader.tui.widgets.concept_view import CONCEPT_LINK, ConceptView, Sheet
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.line_list import ListMoved

MANY = 4000
"""Concepts beyond which the list is made and searched in a thread; what is fewer takes less than 0.1 s."""
_SEARCH_CELLS = 26
"""Cells that are left to the search line, however much is said beside it."""
_STANDING_NAMES: dict[Standing, str] = {
    "own": "your own",
    "edited": "edited by you",
    "bundled": "bundled",
    "deprecated": "with names no longer used",
}


_IN_SEARCH = (("↑↓", "choose"), ("↵", "to the list"), ("Esc", "show all"))
"""What it offers while one types, when letters are no keys."""


class GlossaryState:
    """Where one was in the glossary, for when it is opened again."""

    def __init__(self) -> None:
        self.typed = ""
        self.filters = EVERYTHING
        self.text = ""
        """Title of the text whose concepts alone are shown."""
        self.at: str | None = None
        """Id of the concept under the cursor."""
        self.catalogue = Catalogue()

    def show(self, concept_id: str) -> None:
        """Have the cursor on a concept, and the list so that it is in it."""
        if concept_id != self.at:
            self.typed, self.filters, self.text, self.at = "", EVERYTHING, "", concept_id


class GlossaryDesk(ShelfScreen):
    """Shows the glossary and finds things in it; its subclass changes it."""

    BINDINGS: ClassVar[list[BindingType]] = list(GLOSSARY)
    KEYS = GLOSSARY
    KEY_GROUPS = GLOSSARY_GROUPS
    KEYS_BELOW = GLOSSARY_BELOW

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: GlossaryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, undo)
        self._state = state
        self._back: list[str | None] = []
        """Ids of the concepts from which links were followed, the last one last."""
        self._followed: str | None = None
        """Id of the concept that is shown because a link led to it; None: the one under the cursor."""
        self._making = False
        """Whether the catalogue is being made."""

    # Making

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Input(self._state.typed, placeholder="/ search   直播 · zhibo · livestream", id="query")
            yield Static(id="shown", markup=False)
        with Horizontal(id="shelf"):
            yield ConceptList(id="list")
            yield ConceptView(id="concept")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.arrange_both()
        self.make_catalogue()
        self.call_after_refresh(self.show_keys)

    @property
    def concepts(self) -> ConceptList:
        return self.query_one(ConceptList)

    @property
    def view(self) -> ConceptView:
        return self.query_one(ConceptView)

    @property
    def query_line(self) -> Input:
        return self.query_one("#query", Input)

    @property
    def entry(self) -> Entry | None:
        """The concept that keys act on: the one shown in full."""
        if self._followed is not None:
            return self._state.catalogue.entry(self._followed)
        return self.concepts.item

    def make_catalogue(self, then: Callable[[], None] = lambda: None) -> None:
        """List the concepts as they are now; ``then`` is called when they are listed."""
        termbase, before = self._session.termbase, self._state.catalogue
        if len(termbase) <= MANY:
            self._state.catalogue = Catalogue.of(termbase.concepts(), termbase.is_bundled, before)
            self.search()
            then()
        else:
            self._making = True
            self.say_shown()
            self._make_in_thread(then)

    @work(thread=True, exclusive=True, group="catalogue")
    def _make_in_thread(self, then: Callable[[], None]) -> None:
        worker = get_current_worker()
        termbase, before = self._session.termbase, self._state.catalogue
        made = Catalogue.of(termbase.concepts(), termbase.is_bundled, before, self.breather(worker))

        def put() -> None:
            self._making = False
            self._state.catalogue = made
            self.search()
            then()

        if not worker.is_cancelled:
            self.app.call_from_thread(put)

    def show_keys(self) -> None:
        if self.query_line.has_focus:
            self.query_one(KeyBar).hints = _IN_SEARCH
        else:
            super().show_keys()

    # Finding

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._state.typed:
            self._state.typed = event.value
            self._state.at = None
            self.search()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.concepts.focus()

    def action_search(self) -> None:
        self.show_list()
        self.query_line.focus()

    def search(self) -> None:
        """Show what answers to the search line and the filters."""
        if len(self._state.catalogue) > MANY:
            self._search_in_thread(self._state.typed, self._state.filters)
        else:
            self._show_found(self._state.catalogue.find(self._state.typed, self._state.filters))

    @work(thread=True, exclusive=True, group="search")
    def _search_in_thread(self, typed: str, filters: Filters) -> None:
        worker = get_current_worker()
        found = self._state.catalogue.find(typed, filters, self.breather(worker))

        def show() -> None:
            if (typed, filters) == (self._state.typed, self._state.filters):
                self._show_found(found)

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    def _show_found(self, found: list[Entry]) -> None:
        typed = self._state.typed.strip()
        if typed:
            empty = f"Nothing found for “{typed}”. {self.key_of('add_term')} adds it."
        elif self._state.filters != EVERYTHING:
            empty = f"No concept is like that. {self.key_of('close')} shows all."
        else:
            empty = f"The glossary is empty. {self.key_of('add_term')} adds a term."
        self._followed = None
        self._back.clear()
        self.concepts.show(found, self.words, self._state.at, empty)
        self.say_shown()

    def say_shown(self) -> None:
        """How many of how many, and what they were filtered by."""
        of = len(self._state.catalogue)
        said = "listing …" if self._making else f"{len(self.concepts)} of {of}"
        filters = self._state.filters
        by = [
            self._state.text if filters.ids is not None else "",
            _STANDING_NAMES[filters.standing] if filters.standing is not None else "",
            filters.domain or "",
            "no card yet" if filters.without is not None else "",
            self.note,
        ]
        words = " · ".join([*filter(None, by), said])
        room = max(0, self.app.size.width - _SEARCH_CELLS)
        self.query_one("#shown", Static).update(clip(words, room) if room else "")

    @property
    def note(self) -> str:
        """What is going on, said at the top."""
        return ""

    def set_filters(self, filters: Filters, text: str = "") -> None:
        """Narrow the list; ``text`` is the title of the text whose concepts ``filters.ids`` are."""
        self._state.at = self.entry.concept.id if self.entry is not None else self._state.at
        self._state.filters, self._state.text = filters, text if filters.ids is not None else ""
        self.show_list()
        self.search()

    def action_in_text(self) -> None:
        from msgspec.structs import replace

        filters = self._state.filters
        if filters.ids is not None:
            self.set_filters(replace(filters, ids=None))
        else:
            self._narrow_to(self._reading.id)

    @work(thread=True, exclusive=True, group="text")
    def _narrow_to(self, text_id: str) -> None:
        """Show only the concepts that a text has."""
        from msgspec.structs import replace

        worker = get_current_worker()
        cancelled = self.breather(worker)
        index = self._session.termbase.index
        try:
            if text_id == self._reading.id:
                title, texts = "in this text", [paragraph.text for paragraph in self._reading.paragraphs]
            else:
                source = self._session.library.load(text_id)
                title, texts = source.meta.title_zh, [paragraph.text for paragraph in source.paragraphs]
        except USER_ERRORS as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10, markup=False)
            return
        ids: set[str] = set()
        for text in texts:
            if cancelled():
                return
            ids.update(match.concept_id for match in index.find(text))
        found = frozenset(ids)
        self.app.call_from_thread(lambda: self.set_filters(replace(self._state.filters, ids=found), title))

    def action_filter(self) -> None:
        from msgspec.structs import replace

        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        state, catalogue = self._state, self._state.catalogue
        filters = state.filters

        def line(answer: str, label: str, count: str, on: bool) -> Choice:
            return Choice(answer, f"{'●' if on else '○'} {label}  {count}".rstrip())

        choices = [Choice("everything", "Show all")] if filters != EVERYTHING else []
        choices += [
            line(f"standing {name}", _STANDING_NAMES[name], str(count), filters.standing == name)
            for name, count in catalogue.standings.items()
        ]
        choices += [
            line(f"domain {name}", name, str(count), filters.domain == name)
            for name, count in catalogue.domains.items()
        ]
        carded = frozenset(self._session.study.store.concepts_with_cards())
        without = sum(entry.concept.id not in carded for entry in catalogue.entries)
        choices += [line("cards none", "no card yet", str(without), filters.without is not None)]
        choices += [line("text " + self._reading.id, "in this text", "", state.text == "in this text")]
        overview = self._session.overview
        for row in map(overview.read, overview.rows()):
            if row.id != self._reading.id and not row.fault:
                title = row.meta.title_zh
                choices.append(line(f"text {row.id}", f"in {title}", "", state.text == title))

        def choose(answer: str | None) -> None:
            kind, _, value = (answer or "").partition(" ")
            if kind == "everything":
                self.set_filters(EVERYTHING)
            elif kind == "standing":
                wanted = next(name for name in _STANDING_NAMES if name == value)
                self.set_filters(replace(filters, standing=None if filters.standing == wanted else wanted), state.text)
            elif kind == "domain":
                self.set_filters(replace(filters, domain=None if filters.domain == value else value), state.text)
            elif kind == "cards":
                self.set_filters(replace(filters, without=None if filters.without is not None else carded), state.text)
            elif kind == "text":
                self._narrow_to(value)

        self.app.push_screen(ChoiceDialog("Show only", choices, ""), choose)

    # The concept

    @on(ListMoved)
    def _highlighted(self) -> None:
        self._followed = None
        self._back.clear()
        entry = self.concepts.item
        if entry is not None:
            self._state.at = entry.concept.id
        self.show_concept()

    def show_concept(self) -> None:
        entry = self.entry
        self.view.show(None if entry is None else self.sheet(entry), self.words)

    def sheet(self, entry: Entry) -> Sheet:
        """All that is to be seen of a concept."""
        related = related_concepts(self._session.termbase, entry.concept)
        return Sheet(entry.concept, entry.origin, related)

    @on(ConceptView.Followed)
    def _follow(self, event: ConceptView.Followed) -> None:
        if event.target.startswith(CONCEPT_LINK):
            self._back.append(self._followed)
            self._followed = event.target.removeprefix(CONCEPT_LINK)
            self.show_concept()

    @on(ConceptView.Back)
    def _go_back(self) -> None:
        if self._back:
            self._followed = self._back.pop()
            self.show_concept()
        else:
            self.back_to_list()

    # Other keys

    def action_script(self) -> None:
        self.turn_script()
        self._show_found(self._state.catalogue.find(self._state.typed, self._state.filters))

    def action_copy(self) -> None:
        if self.entry is not None:
            word = self.words.name(self.entry.concept.preferred)
            self.app.copy_to_clipboard(word)
            self.notify(f"Copied {word}.")

    def action_close(self) -> None:
        """Whatever was opened last: the search, the filters, the glossary."""
        if self._state.typed:
            self.query_line.value = ""
            self.concepts.focus()
        elif self.query_line.has_focus:
            self.concepts.focus()
        elif self._state.filters != EVERYTHING:
            self.set_filters(EVERYTHING)
        else:
            self.action_leave()
