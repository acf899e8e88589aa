"""The reading screen: the text, what is switched on, and the card of the word under the cursor."""

import gc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from glossary.errors import GlossaryError
from glossary.store.record import Bookmark, Place, WordStatus
from reader.lookup import Card
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.text.script import fold
from reader.text.styles import write
from reader.tui.keys import GROUPS, READING, SHOWN_BELOW
from reader.tui.reading_source import ReadingSource
from reader.tui.text_view import TextView
from reader.tui.themes import tone_palette
from reader.tui.view_motion import Predicate
from reader.tui.view_source import TokenAt
from reader.tui.widgets.card_view import CardView
from reader.tui.widgets.key_bar import KeyBar, KeyNames, hints
from reader.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from reader.search import Hit, Query
    from reader.tui.dialogs.fixes import CutFix, ReadingFix
    from reader.tui.dialogs.lists import Choice

# Dialogs, search and dictionary are imported when first asked for: they would take a third of the time to first paint.

PANEL_FROM = 100
"""Columns from which the card has a panel of its own beside the text."""
PANEL_BESIDE_FROM = 150
"""… while the English stands beside the text too."""
AFTER_PAINT_SECONDS = 0.05
SAVE_SECONDS = 0.8
"""How long the reader rests before the place is written down."""

SCRIPT_NAMES = {"hans": "simplified", "hant": "traditional", "tw": "Taiwan", "hk": "Hong Kong"}


class ReadingScreen(Screen[None]):
    """Shows one text. It alone talks to the session; its widgets are told what to show and say what was done."""

    BINDINGS: ClassVar[list[BindingType]] = list(READING)
    CSS_PATH = "../styles/reading.tcss"

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__()
        self._session = session
        self._reading = reading
        self._options = ReadingOptions.from_record(session.preference("reading"))
        self._hits: list[Hit] = []
        self._query = ""
        self._cards: list[Card] = []
        self._cards_ready = False
        """Whether a card can be made without keeping the screen waiting."""
        self._undo: list[tuple[str, Callable[[], None]]] = []
        self._place: tuple[int, int] | None = None
        """Paragraph and offset of the cursor's word, for when the widgets are gone already."""
        self._saving: Timer | None = None
        self._searching: Worker[None] | None = None
        self._bookmarks = {mark.paragraph for mark in session.record.bookmarks(reading.id)}

    # Making

    def compose(self) -> ComposeResult:
        yield StatusLine(id="status")
        with Horizontal(id="desk"):
            yield TextView(id="text")
            yield CardView(self._shown_word, self._written, id="panel")
        yield CardView(self._shown_word, self._written, id="popup")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        status = self.query_one(StatusLine)
        status.script_name = SCRIPT_NAMES[self._reading.script]
        self.popup.display = False
        self._arrange()
        self._apply_options(first=True)
        place = self._session.record.place(self._reading.id)
        paragraph, offset = (place.paragraph, place.offset) if place else (0, 0)
        if paragraph >= self._reading.count:
            paragraph = offset = 0
        self.view.set_source(self._source(), paragraph, offset)
        self.view.focus()
        self._show_title()
        self._show_place(paragraph, offset)
        self.call_after_refresh(self._show_keys)
        if not self._session.record.writable:
            self.notify("duban's folder cannot be written; places, fixes and marks are gone when you quit.")
        # Not before the text is on the screen: loading OpenCC tables holds everything up for 0.1 to 0.2 s.
        self.set_timer(AFTER_PAINT_SECONDS, self._prepare_dictionary)

    @property
    def view(self) -> TextView:
        return self.query_one("#text", TextView)

    @property
    def panel(self) -> CardView:
        return self.query_one("#panel", CardView)

    @property
    def popup(self) -> CardView:
        return self.query_one("#popup", CardView)

    @property
    def options(self) -> ReadingOptions:
        return self._options

    @property
    def reading(self) -> Reading:
        return self._reading

    def _source(self) -> ReadingSource:
        return ReadingSource(
            self._reading,
            self._options,
            self._session.vocabulary,
            self._session.name_kind,
            self._hits,
            self._bookmarks,
        )

    @property
    def source(self) -> ReadingSource:
        source = self.view.source
        assert isinstance(source, ReadingSource)
        return source

    def _shown_word(self, word: str) -> str:
        return self._session.in_script(word, self.source.script)

    def _written(self, readings: Sequence[str | None]) -> str:
        return write(readings, self.source.style)

    # Size

    def on_resize(self, _event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        width = self.app.size.width
        needed = PANEL_BESIDE_FROM if self._options.english == "beside" else PANEL_FROM
        self.panel.display = width >= needed
        if self.panel.display:
            if self.popup.has_focus:
                self.view.focus()
            self.popup.display = False
            self._show_card()
        self.call_after_refresh(self._place_popup)

    # What is said above and below

    def _show_title(self) -> None:
        title, script = self._reading.meta.title_zh, self.source.script
        own = script == self._reading.script
        self.query_one(StatusLine).title = title if own else self._session.in_script(title, script)

    def _show_place(self, paragraph: int, offset: int) -> None:
        share = self._reading.share_before(paragraph, offset) if self._reading.count else 0.0
        if paragraph == self._reading.count - 1 and self._is_last_word():
            share = 1.0
        self.query_one(StatusLine).place = (min(paragraph + 1, self._reading.count), self._reading.count, share)

    def _is_last_word(self) -> bool:
        at = self.view.cursor
        return at is not None and at.token >= len(self.source.shown(at.paragraph).tokens) - 2

    def _show_keys(self) -> None:
        self.query_one(KeyBar).hints = tuple(hints(self.bindings_in_force(), (*SHOWN_BELOW, "help"), KeyNames()))

    def bindings_in_force(self) -> list[tuple[str, Binding]]:
        """Every key of this screen with its binding, after remapping; also those that the app itself answers."""
        active = [(key, active.binding) for key, active in self.active_bindings.items()]
        present = {binding.id for _, binding in active}
        return active + [(binding.key, binding) for binding in READING if binding.id not in present]

    def _note(self, words: str) -> None:
        self.query_one(StatusLine).note = words

    # Switches

    def action_cycle(self, name: str) -> None:
        self.set_options(self._options.cycled(name))

    def set_options(self, options: ReadingOptions) -> None:
        """Show the text so from now on, here and next time."""
        self._options = options
        self._keep(lambda: self._session.save_preference("reading", options.to_record()))
        self._apply_options()

    def _apply_options(self, *, first: bool = False) -> None:
        options = self._options
        self.query_one(StatusLine).options = options
        view = self.view
        with self.prevent(TextView.TokenSelected, TextView.PlaceChanged):
            view.tones = tone_palette(options.colours, self.app.current_theme.dark)
            view.ambiguous = 2 if self._session.settings.wide_ambiguous else 1
            view.mode = options.mode
            if not first:
                self._refresh_source()
            view.ruby = options.ruby != "off"
            view.english = options.english
        if not first:
            self._show_title()
            self._arrange()
            self._show_card()

    def _refresh_source(self) -> None:
        """Draw with the present options, vocabulary, hits and bookmarks; the cursor's word stays where it is."""
        self.view.replace_source(self._source())

    def on_theme_changed(self) -> None:
        """Tone colours depend on the background."""
        self.view.tones = tone_palette(self._options.colours, self.app.current_theme.dark)

    # Moving

    def action_word(self, step: int) -> None:
        self.view.next_word() if step > 0 else self.view.previous_word()

    def action_line(self, step: int) -> None:
        self.view.next_line() if step > 0 else self.view.previous_line()

    def action_paragraph(self, step: int) -> None:
        self.view.next_paragraph() if step > 0 else self.view.previous_paragraph()

    def action_page(self, step: int) -> None:
        self.view.page_down() if step > 0 else self.view.page_up()

    def action_half_page(self, step: int) -> None:
        self.view.half_page_down() if step > 0 else self.view.half_page_up()

    def action_top(self) -> None:
        self.view.to_top()

    def action_bottom(self) -> None:
        self.view.to_bottom()

    def action_unknown(self, step: int) -> None:
        vocabulary = self._session.vocabulary
        self._find(lambda shown, _mark: vocabulary.is_unknown(shown.token), step, "No more new words that way.")

    def action_term(self, step: int) -> None:
        self._find(lambda shown, _mark: shown.token.term is not None, step, "No more terms that way.")

    @work(exclusive=True, group="find")
    async def _find(self, wanted: Predicate, step: int, none: str) -> None:
        if not await self.view.find_word(wanted, 1 if step > 0 else -1):
            self.notify(none)

    @on(TextView.TokenSelected)
    def _token_selected(self, event: TextView.TokenSelected) -> None:
        self._cards.clear()
        if event.via == "mouse" and not self.panel.display:
            self.popup.display = True
        self.call_after_refresh(self._show_card)

    @on(TextView.PlaceChanged)
    def _place_changed(self, event: TextView.PlaceChanged) -> None:
        self._place = (event.paragraph, event.offset)
        self._show_place(event.paragraph, event.offset)
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(SAVE_SECONDS, self.save_place)

    def save_place(self) -> None:
        """Write down where the reader is."""
        if self._place is not None:
            place = Place(self._reading.id, *self._place, datetime.now(UTC))
            self._keep(lambda: self._session.record.save_place(place))

    def on_unmount(self) -> None:
        self.save_place()

    # The card

    def _card_view(self) -> CardView | None:
        """Where the card is to be seen now, if anywhere."""
        if self.panel.display:
            return self.panel
        return self.popup if self.popup.display else None

    def _show_card(self) -> None:
        view = self._card_view()
        at = self.view.cursor
        if view is None or at is None or not self._cards_ready:
            return
        if not self._cards:
            self._cards = [self._session.card(self._reading, self.source, at, self._options)]
        view.depth = len(self._cards) - 1
        view.card = self._cards[-1]
        view.draw()
        if view is self.popup:
            self.call_after_refresh(self._place_popup)

    def _place_popup(self) -> None:
        """Below the word, or above it where there is more room; never over it."""
        popup, at = self.popup, self.view.cursor
        if not popup.display or at is None:
            return
        region = self.view.region_of(at)
        top = self.view.region.y
        height = popup.outer_size.height
        if region is None:
            return
        word_top, word_bottom = top + region.y, top + region.bottom
        below = self.size.height - 1 - word_bottom
        y = word_bottom if height <= below or below >= word_top - top else max(top, word_top - height)
        x = max(0, min(region.x - 2, self.size.width - popup.outer_size.width))
        popup.styles.offset = (x, min(y, max(0, self.size.height - 1 - height)))

    def action_look_up(self) -> None:
        """First the card, then into it."""
        view = self._card_view()
        if view is None:
            self.popup.display = True
            self._show_card()
        else:
            view.focus()

    @on(CardView.Followed)
    def _followed(self, event: CardView.Followed) -> None:
        self._cards.append(self._session.card_of_word(event.word, self.source))
        self._show_card()

    @on(CardView.Back)
    def _back(self) -> None:
        if len(self._cards) > 1:
            self._cards.pop()
            self._show_card()
        else:
            self.view.focus()

    def action_close(self) -> None:
        """Whatever was opened last: the search that runs, the box by the word, the search's marks, the selection."""
        if self._searching is not None and self._searching.state == WorkerState.RUNNING:
            self._searching.cancel()
            self._note("")
        elif not self.view.has_focus:
            self.view.focus()
        elif self.popup.display:
            self.popup.display = False
        elif self._hits:
            self._hits = []
            self._note("")
            self._refresh_source()
        else:
            self.view.selection = None

    @work(thread=True, exclusive=True, group="dictionary")
    def _prepare_dictionary(self) -> None:
        """Open the dictionary; the first time ever this builds its index, which takes a second or two."""
        worker = get_current_worker()
        try:
            self._session.prepare_script(self.source.script)
            self.app.call_from_thread(self._dictionary_ready)
            self._session.prepare_dictionary(lambda: worker.is_cancelled)
        except GlossaryError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._dictionary_ready)

    def _dictionary_ready(self) -> None:
        self._cards_ready = True
        gc.enable()
        if len(self._cards) <= 1:
            self._cards.clear()
        self._show_card()

    # Words

    def _token_at_cursor(self) -> TokenAt | None:
        return self.view.cursor

    def action_status(self, status: WordStatus) -> None:
        at = self.view.cursor
        if at is None:
            return
        token = self.source.shown(at.paragraph).tokens[at.token].token
        if not token.is_han:
            self.notify("Only Chinese words can be marked.")
            return
        word = fold(token.text)
        before = self._session.vocabulary.statuses.get(word)
        after = None if before == status else status
        self._set_status(word, after)
        self._undo.append((f"the mark on {token.text}", lambda: self._set_status(word, before)))

    def _set_status(self, word: str, status: WordStatus | None) -> None:
        self._keep(lambda: self._session.set_status(word, status))
        self._refresh_source()
        self._cards.clear()
        self._show_card()

    def action_fix_reading(self) -> None:
        from reader.tui.dialogs.fixes import ReadingDialog

        at = self.view.cursor
        if at is None:
            return
        shown = self.source.shown(at.paragraph).tokens[at.token]
        if not shown.token.is_han:
            self.notify(f"“{shown.text}” has no Chinese reading.")
            return
        known = self._session.known_readings(shown.token)
        word = shown.token.text

        def parse(typed: str) -> tuple[str, ...] | None:
            return self._session.parse_reading(typed, shown.token)

        def save(fix: "ReadingFix | None") -> None:
            if fix is not None:
                text_id = None if fix.everywhere else self._reading.id
                undo = self._keep_fix(lambda: self._session.fix_reading(self._reading, word, fix.readings, text_id))
                if undo is not None:
                    self._undo.append((f"the reading of {word}", undo))

        self.app.push_screen(ReadingDialog(shown.text, known, parse), save)

    def action_fix_cut(self) -> None:
        from reader.tui.dialogs.fixes import CutDialog

        at = self.view.cursor
        if at is None:
            return
        tokens = [shown.token for shown in self.source.shown(at.paragraph).tokens]
        first = last = at.token
        while first > max(0, at.token - 2) and tokens[first - 1].is_han:
            first -= 1
        while last < min(len(tokens) - 1, at.token + 2) and tokens[last + 1].is_han:
            last += 1
        pieces = [token.text for token in tokens[first : last + 1]]
        if sum(map(len, pieces)) < 2:
            self.notify("There is nothing to cut or join here.")
            return

        def save(fix: "CutFix | None") -> None:
            if fix is not None:
                text_id = None if fix.everywhere else self._reading.id
                undo = self._keep_fix(lambda: self._session.fix_cut(self._reading, pieces, fix.lengths, text_id))
                if undo is not None:
                    self._undo.append((f"the cut of {fix.text}", undo))

        self.app.push_screen(CutDialog(pieces, at.token - first), save)

    def _keep_fix(self, make: Callable[[], Callable[[], None] | None]) -> Callable[[], None] | None:
        """Make a fix, draw anew, and return what takes it back."""
        try:
            undo = make()
        except GlossaryError as error:
            self.notify(str(error), severity="error", timeout=10)
            return None
        self._redraw()
        return undo

    def _redraw(self) -> None:
        self._refresh_source()
        self._cards.clear()
        self._show_card()

    def action_undo(self) -> None:
        if not self._undo:
            self.notify("Nothing to undo.")
            return
        what, undo = self._undo.pop()
        self._keep(undo)
        self._redraw()
        self.notify(f"Took back {what}.")

    def action_copy(self) -> None:
        at = self.view.cursor
        if at is not None:
            word = self.source.shown(at.paragraph).tokens[at.token].text
            self.app.copy_to_clipboard(word)
            self.notify(f"Copied {word}.")

    # Finding

    def action_search(self) -> None:
        from reader.tui.dialogs.prompts import SearchDialog

        self.app.push_screen(SearchDialog(self._query), self._search)

    def _search(self, typed: str | None) -> None:
        from reader.search import Query

        if typed is None:
            return
        self._query = typed
        self._hits = []
        if typed:
            self._note("searching …")
            self._searching = self._collect_hits(Query(typed))
        else:
            self._note("")
            self._refresh_source()

    @work(thread=True, exclusive=True, group="search")
    def _collect_hits(self, query: "Query") -> None:
        from reader.search import hits

        worker = get_current_worker()
        reading, found = self._reading, []
        for index in range(reading.count):
            if worker.is_cancelled:
                return
            found += hits(reading.annotated(index), query)
            if index % 500 == 499:
                share = f"searching … {index / reading.count:.0%}, {len(found)} found"
                self.app.call_from_thread(self._note, share)
        self.app.call_from_thread(self._show_hits, query, found)

    def _show_hits(self, query: "Query", found: "list[Hit]") -> None:
        if query.typed != self._query:
            return
        self._hits = found
        self._refresh_source()
        if found:
            self.action_hit(1, stay=True)
        else:
            self._note(f"nothing found for “{query.typed}”")

    def action_hit(self, step: int, stay: bool = False) -> None:
        """To the next or previous hit; ``stay`` counts the word under the cursor as next."""
        from reader.search import nearest

        at = self.view.cursor
        if not self._hits or at is None:
            self.notify("Search with / first." if not self._query else f"Nothing found for “{self._query}”.")
            return
        token = self.source.shown(at.paragraph).tokens[at.token].token
        offset = token.start - 1 if stay else token.start if step < 0 else token.end - 1
        number = nearest(self._hits, (at.paragraph, offset), step)
        if number is not None:
            hit = self._hits[number]
            self.view.go_to(hit.paragraph, hit.start)
            self._note(f"{number + 1} of {len(self._hits)} for “{self._query}”")

    def action_contents(self) -> None:
        from reader.tui.dialogs.lists import Choice

        headings = self._reading.headings()
        here = self.view.cursor.paragraph if self.view.cursor else 0
        current = max((n for n, (index, _) in enumerate(headings) if index <= here), default=0)
        choices = [
            Choice(str(index), f"{self._session.in_script(title, self.source.script)}   ¶{index + 1}")
            for index, title in headings
        ]
        self._choose("Contents", choices, "This text has no headings.", current)

    def action_bookmarks(self) -> None:
        from reader.tui.dialogs.lists import Choice

        marks = self._session.record.bookmarks(self._reading.id)
        choices = [Choice(str(mark.paragraph), f"¶{mark.paragraph + 1}  {mark.label}") for mark in marks]
        self._choose("Bookmarks", choices, "No bookmarks yet; b sets one.", 0)

    def _choose(self, heading: str, choices: "Sequence[Choice]", empty: str, current: int) -> None:
        from reader.tui.dialogs.lists import ChoiceDialog

        def go(answer: str | None) -> None:
            if answer is not None:
                self.view.go_to(int(answer))

        self.app.push_screen(ChoiceDialog(heading, choices, empty, current), go)

    def action_bookmark(self) -> None:
        at = self.view.cursor
        if at is None:
            return
        index = at.paragraph
        if index in self._bookmarks:
            self._keep(lambda: self._session.record.remove_bookmark(self._reading.id, index))
            self._bookmarks.discard(index)
        else:
            label = self._reading.paragraphs[index].text[:24]
            mark = Bookmark(self._reading.id, index, 0, label, datetime.now(UTC))
            self._keep(lambda: self._session.record.save_bookmark(mark))
            self._bookmarks.add(index)
        self._refresh_source()

    def action_go_to(self) -> None:
        from reader.tui.dialogs.prompts import GoToDialog

        def go(paragraph: int | None) -> None:
            if paragraph is not None:
                self.view.go_to(paragraph)

        self.app.push_screen(GoToDialog(self._reading.count), go)

    # duban

    def action_help(self) -> None:
        from reader.tui.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(self.bindings_in_force(), GROUPS))

    def action_texts(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        texts = list(self._session.library.list_texts())
        choices = [Choice(meta.id, f"{meta.title_zh}   {meta.date}   {count} ¶") for meta, count in texts]
        ids = [meta.id for meta, _ in texts]

        def open_text(answer: str | None) -> None:
            if answer is not None and answer != self._reading.id:
                self.app.post_message(self.OpenText(answer))

        current = ids.index(self._reading.id) if self._reading.id in ids else 0
        self.app.push_screen(ChoiceDialog("Texts", choices, "The library is empty.", current), open_text)

    class OpenText(Message):
        """Another text was chosen."""

        def __init__(self, text_id: str) -> None:
            super().__init__()
            self.text_id = text_id

    def _keep(self, save: Callable[[], object]) -> None:
        """Write something down; if that fails, say why and go on reading."""
        try:
            save()
        except GlossaryError as error:
            self.notify(str(error), severity="error", timeout=10)
