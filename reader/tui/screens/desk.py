"""What the reading screen stands on: its widgets, what is switched on, and the card of the word under the cursor."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from glossary.errors import GlossaryError
from reader.lookup import Card
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.stand_in import StandIn
from reader.text.convert import TABLES
from reader.text.script import load_ahead
from reader.text.styles import write
from reader.tui.reading_source import ReadingSource
from reader.tui.screens.keyed import BREATH_SECONDS, KeyedScreen, collect_again
from reader.tui.text_view import TextView
from reader.tui.themes import tone_palette
from reader.tui.widgets.card_view import CardView
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.status_line import StatusLine
from texts.model import Script

if TYPE_CHECKING:
    from reader.search import Hit

SMALLEST = (24, 8)
"""Columns and rows of a terminal that still shows a line with its reading, the status and the keys."""
PANEL_FROM = 100
"""Columns from which the card has a panel of its own beside the text."""
PANEL_BESIDE_FROM = 150
"""… while the English stands beside the text too."""
POPUP_WIDTH = 56
"""Columns of the card by the word …"""
POPUP_ALL = 72
"""… from a terminal of so many on. In a narrower one it is as wide as the screen: what would be left are scraps."""
AFTER_PAINT_SECONDS = 0.05

_LONGEST_WORD = 20
"""Characters of a selection that is looked up as one word."""
SCRIPT_NAMES: dict[Script, str] = {"hans": "simplified", "hant": "traditional", "tw": "Taiwan", "hk": "Hong Kong"}


class ReadingDesk(KeyedScreen[None]):
    """Shows one text with its status line, card and key bar. It and its subclasses alone talk to the session; the
    widgets are told what to show and say what was done."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__()
        self._session = session
        self._reading = reading
        self._options = ReadingOptions.from_record(session.preference("reading"))
        self._hits: list[Hit] = []
        self._notes: dict[str, str] = {}
        """What goes on, by kind of work."""
        self._stand_in = StandIn(session, reading)
        self.begin_at: tuple[int, int] | None = None
        """Paragraph and offset to begin at; None: where the reader was last."""
        self.popup = CardView(self._shown_word, self._written, id="popup")
        """The card by the word, where there is no panel; mounted once the text is on the screen."""
        self.popup.display = False
        self._cards: list[Card] = []
        """The card of the word under the cursor, and those looked up from it."""
        self._tables_loaded = threading.Event()
        """The script tables that everything needs are there: other work in the background may begin."""
        self._dictionary_prepared = threading.Event()
        """The dictionary is open, or it is known that it cannot be."""
        self._cards_ready = False
        """Whether a card can be made without keeping the screen waiting."""
        self._bookmarks = {
            reading.find_paragraph(mark.paragraph, mark.label): mark.paragraph
            for mark in session.record.bookmarks(reading.id)
        }
        """Marked paragraphs, each with the number under which its mark is kept."""

    # Making

    def compose(self) -> ComposeResult:
        yield StatusLine(id="status")
        with Horizontal(id="desk"):
            yield TextView(id="text")
            yield CardView(self._shown_word, self._written, id="panel")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        status = self.query_one(StatusLine)
        status.script_name = SCRIPT_NAMES[self._reading.script]
        self._arrange()
        self._apply_options(first=True)
        place = self._session.record.place(self._reading.id)
        paragraph, offset = self.begin_at or ((place.paragraph, place.offset) if place else (0, 0))
        if paragraph >= self._reading.count:
            # The text has become shorter.
            paragraph, offset = self._reading.count - 1, 0
        self.view.set_source(self._source(), paragraph, offset)
        self.view.focus()
        self._show_title()
        self._show_place(paragraph, offset)
        self.call_after_refresh(self.show_keys)
        if not self._session.record.writable:
            self.notify("duban's folder cannot be written; places, fixes and marks are gone when you quit.")

    @on(TextView.Painted)
    def _painted(self) -> None:
        # Not before the text is on the screen: loading OpenCC tables holds everything up, see ``TABLES``.
        self.set_timer(AFTER_PAINT_SECONDS, self.prepare)

    def prepare(self) -> None:
        """What can wait until the text is on the screen."""
        self.mount(self.popup, before="#keys")
        self._prepare_dictionary()

    @property
    def view(self) -> TextView:
        return self.query_one("#text", TextView)

    @property
    def panel(self) -> CardView:
        return self.query_one("#panel", CardView)

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
            lambda: self._session.words,
            self._stand_in,
        )

    @property
    def source(self) -> ReadingSource:
        source = self.view.source
        assert isinstance(source, ReadingSource)
        return source

    def _shown_word(self, word: str, hant: str = "") -> str:
        return self._session.in_script(word, self.source.script, hant)

    def _written(self, readings: Sequence[str | None]) -> str:
        return write(readings, self.source.style)

    # Size

    def on_resize(self, _event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        width = self.app.size.width
        self._say_if_too_small()
        needed = PANEL_BESIDE_FROM if self._options.english == "beside" else PANEL_FROM
        self.panel.display = width >= needed
        if self.panel.display:
            if self.popup.has_focus:
                self.view.focus()
            self.popup.display = False
            self._show_card()
        self.popup.styles.width = self._popup_width
        self.call_after_refresh(self._place_popup)

    @property
    def _popup_width(self) -> int:
        width = self.app.size.width
        return POPUP_WIDTH if width >= POPUP_ALL else width

    def _say_if_too_small(self) -> None:
        small = self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]
        said = self.query("#small")
        if small and not said:
            self.mount(Static(f"Too small to read: {SMALLEST[0]}×{SMALLEST[1]} is enough.", id="small"))
        elif not small:
            said.remove()

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

    def _note(self, words: str, of: str = "") -> None:
        """Say what goes on right now; empty: no more. ``of``: what kind of work that is, where several may go on."""
        self._notes[of] = words
        self.query_one(StatusLine).note = " · ".join(filter(None, self._notes.values()))

    # Switches

    def action_cycle(self, name: str) -> None:
        self.set_options(self._options.cycled(name))

    def set_options(self, options: ReadingOptions) -> None:
        """Show the text so from now on, here and next time."""
        before, self._options = self._options.to_record(), options
        self.query_one(StatusLine).switched = next(
            (name for name, choice in options.to_record().items() if choice != before[name]), ""
        )
        self.switched()
        self.keep(lambda: self._session.save_preference("reading", options.to_record()))
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
            self._make_cards_again()
            self._arrange()
            self._show_card()

    def _refresh_source(self) -> None:
        """Draw with the present options, vocabulary, hits and bookmarks; the cursor's word stays where it is."""
        self.view.replace_source(self._source())

    def on_theme_changed(self) -> None:
        """Tone colours depend on the background."""
        self.view.tones = tone_palette(self._options.colours, self.app.current_theme.dark)

    def selected_text(self) -> str:
        """What is selected, as shown; the word under the cursor where nothing is."""
        return "".join(self._selected())

    def _selected(self) -> list[str]:
        """What is selected in words, with line feeds between paragraphs."""
        at = self.view.cursor
        if at is None:
            return []
        first, last = self.view.selection or (at, at)
        words: list[str] = []
        for index in range(first.paragraph, last.paragraph + 1):
            tokens = self.source.shown(index).tokens
            low = first.token if index == first.paragraph else 0
            high = last.token + 1 if index == last.paragraph else len(tokens)
            words += [*(["\n"] if words else []), *(token.text for token in tokens[low:high])]
        return words

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
            words = self._selected()
            selected = "".join(words)
            self._cards = [
                self._session.card_of_word(selected, self.source, words)
                if len(words) > 1 and len(selected) <= _LONGEST_WORD
                else self._session.card(self._reading, self.source, at, self._options)
            ]
        view.depth = len(self._cards) - 1
        view.card = self._cards[-1]
        view.draw()
        if view is self.popup:
            self.call_after_refresh(self._place_popup)

    def _make_cards_again(self) -> None:
        """In the script and style that are now switched on: the word's, and those looked up from it."""
        followed = [card.word for card in self._cards[1:]]
        self._cards.clear()
        if followed and self._card_view() is not None:
            self._show_card()
            self._cards += [self._session.card_of_word(word, self.source) for word in followed]

    def _place_popup(self) -> None:
        """Below the word, or above it where there is more room; never over it."""
        popup, at = self.popup, self.view.cursor
        if not popup.display or at is None:
            return
        region = self.view.region_of(at)
        top = self.view.region.y
        if region is None:
            return
        word_top, word_bottom = top + region.y, top + region.bottom
        below, above = self.size.height - 1 - word_bottom, word_top - top
        popup.styles.max_height = min(self.size.height // 2, max(below, above, 1))
        height = min(popup.outer_size.height, max(below, above, 1))
        y = word_bottom if height <= below or below >= above else max(top, word_top - height)
        x = max(0, min(region.x - 2, self.size.width - self._popup_width))
        popup.styles.offset = (x, min(y, max(0, self.size.height - 1 - height)))

    def action_look_up(self) -> None:
        """First the card, then into it."""
        view = self._card_view()
        if view is None:
            self.popup.display = True
            self._place_popup()
            self._show_card()
        else:
            view.focus()

    @on(CardView.Followed)
    def _followed(self, event: CardView.Followed) -> None:
        self._cards.append(self._session.card_of_word(event.target, self.source))
        self._show_card()

    @on(CardView.Back)
    def _back(self) -> None:
        if len(self._cards) > 1:
            self._cards.pop()
            self._show_card()
        else:
            self.view.focus()

    @work(thread=True, exclusive=True, group="dictionary")
    def _prepare_dictionary(self) -> None:
        """Load what the first switches and cards need: the script tables and the dictionary, whose index is built the
        first time ever, which takes a second or two."""
        worker = get_current_worker()

        def cancelled() -> bool:
            # Asked between two pieces of the work, none of which takes 20 ms of the interpreter.
            self.rest(worker)
            return worker.is_cancelled

        for name in TABLES:
            if not cancelled():
                load_ahead(name)
        self._tables_loaded.set()
        try:
            if not self._session.dictionaries.is_built():
                self._call_when_drawn(worker, self._dictionary_ready)
            self._session.dictionaries.prepare(cancelled)
        except GlossaryError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10)
        self._dictionary_prepared.set()
        self._call_when_drawn(worker, self._dictionary_ready)
        self._analyse_ahead(worker)

    def _analyse_ahead(self, worker: Worker[None]) -> None:
        """Analyse what the first screen shows once it has no rows for readings, and what the next key brings."""
        at = self.view.cursor
        first = at.paragraph if at is not None else 0
        for index in range(first, min(first + self.size.height // 2, self._reading.count)):
            time.sleep(BREATH_SECONDS)
            self.rest(worker)
            if worker.is_cancelled or index >= self._reading.count:  # repair may have left fewer
                return
            self._reading.annotated(index)

    def _call_when_drawn(self, worker: Worker[None], callback: Callable[[], None]) -> None:
        """Call back on the screen's thread, but not between a switch and what it draws."""
        self.rest(worker)
        if not worker.is_cancelled:
            self.app.call_from_thread(callback)

    def _dictionary_ready(self) -> None:
        self._cards_ready = True
        collect_again()
        if len(self._cards) <= 1:
            self._cards.clear()
        self._show_card()
        if self._options.missing == "gloss" and self._options.english != "hidden":
            self._refresh_source()  # glosses want the dictionary

    def _redraw(self) -> None:
        self._refresh_source()
        self._cards.clear()
        self._show_card()
