"""Search inside all texts: sentences as they are found, each with its place, which Enter goes to."""

import time
from collections.abc import Sequence
from typing import Any

from textual import work
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import Worker, WorkerState, get_current_worker

from reader.errors import USER_ERRORS
from reader.inside import Found
from reader.options import ReadingOptions
from reader.overview import Row
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.library import LibraryState
from reader.tui.screens.library_watching import LibraryWatching
from reader.tui.screens.shelf import Jump
from reader.tui.undo import UndoList
from reader.tui.widgets.hit_list import HitList, lit
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.line_list import LineList
from reader.tui.widgets.text_list import tame
from texts.listing import Listed

SETTLE_SECONDS = 0.25
"""How long nothing is typed before the texts are searched."""
MOST = 2000
"""Sentences beyond which nobody reads on."""
SHOWN_EVERY_SECONDS = 0.15
_WHILE_TYPING = (("↑↓", "choose"), ("↵", "to the sentences"), ("Esc", "to the texts"))
_AMONG_HITS = (("↵", "go there"), ("i", "search again"), ("Esc", "to the texts"))


class LibraryInside(LibraryWatching):
    """The key that searches inside."""

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: LibraryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, state, undo)
        self._settling: Timer | None = None
        self._searching: Worker[None] | None = None
        self._said = ""
        """How far the search is, or what it came to."""

    def begin(self) -> None:
        if self._state.is_inside:
            self.hits.show(self._state.found, self.words.sentence, self._state.found_at, "")
            self._said = self._counted(len(self._state.found))
        self._show_mode()

    @property
    def hits(self) -> HitList:
        return self.query_one(HitList)

    @property
    def lines(self) -> LineList[Any]:
        return self.hits if self._state.is_inside else super().lines

    @property
    def row(self) -> Row | None:
        if not self._state.is_inside:
            return super().row
        hit = self.hits.item
        return None if hit is None else self._rows.get(hit.found.text_id)

    @property
    def placeholder(self) -> str:
        return "search inside all texts   直播 · zhibo · livestream" if self._state.is_inside else super().placeholder

    @property
    def note(self) -> str:
        return self._said if self._state.is_inside else super().note

    @property
    def is_searching(self) -> bool:
        worker = self._searching
        return worker is not None and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)

    def say_shown(self) -> None:
        if self._state.is_inside:
            self.say_beside(self.note)
        else:
            super().say_shown()

    def _show_mode(self) -> None:
        """The texts, or the sentences."""
        inside = self._state.is_inside
        self.hits.display = inside
        self.texts.display = self.head.display = not inside
        line = self.query_line
        with self.prevent(Input.Changed):
            line.value = self._state.inside if inside else self._state.typed
        line.placeholder = self.placeholder
        self.say_shown()
        self.show_about()
        self.show_keys()

    def show_keys(self) -> None:
        super().show_keys()
        if self._state.is_inside:
            bar = self.query_one(KeyBar)
            if self.query_line.has_focus:
                bar.hints = _WHILE_TYPING
            else:
                taken = {key for key, _ in _AMONG_HITS}
                bar.hints = (*_AMONG_HITS, *(hint for hint in bar.hints if hint[0] not in taken))

    # Searching

    def action_search_inside(self) -> None:
        """Look inside all texts for what is typed, at first for what was typed to find a text."""
        state = self._state
        if not state.is_inside:
            state.is_inside = True
            if state.typed and state.typed != state.inside:
                state.inside = state.typed
                self._look_soon()
            elif state.inside and not state.found:
                self._look_soon()
            self._show_mode()
        self.query_line.focus()
        self.query_line.select_all()

    def action_search(self) -> None:
        if self._state.is_inside:
            self._to_texts()
        super().action_search()

    def typed(self, value: str) -> None:
        if not self._state.is_inside:
            super().typed(value)
        elif value != self._state.inside:
            self._state.inside = value
            self._look_soon()

    def _look_soon(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        if self._searching is not None:
            self._searching.cancel()
        self._settling = self.set_timer(SETTLE_SECONDS, self._look)

    def _look(self) -> None:
        state = self._state
        state.found, state.found_at = [], 0
        typed = state.inside.strip()
        self._said = "searching …" if typed else ""
        self.hits.show([], self.words.sentence, 0, "searching …" if typed else "Type what to look for.")
        self.say_shown()
        if typed:
            listed = [row.listed for row in dict.fromkeys((*self.texts.items, *self._rows.values())) if not row.fault]
            self._searching = self._search_inside(typed, listed)

    @work(thread=True, exclusive=True, group="inside", description="search")
    def _search_inside(self, typed: str, texts: Sequence[Listed]) -> None:
        from reader.inside import Inside

        worker = get_current_worker()
        cancelled = self.breather(worker)
        searcher = self._state.searcher = self._state.searcher or Inside(self._session)
        found: list[Found] = []
        shown, done = time.monotonic(), 0

        def progress(number: int) -> None:
            nonlocal done, shown
            done = number
            if time.monotonic() - shown > SHOWN_EVERY_SECONDS and not worker.is_cancelled:
                shown = time.monotonic()
                said = f"searching … {done / len(texts):.0%}, {len(found):,} found"
                self.app.call_from_thread(self._show_found, typed, list(found), said)

        try:
            for sentence in searcher.search(texts, typed, cancelled, progress):
                found.append(sentence)
                if len(found) == MOST:
                    break
        except USER_ERRORS as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10, markup=False)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_found, typed, found, self._counted(len(found)), ended=True)

    @staticmethod
    def _counted(number: int) -> str:
        if number == MOST:
            return f"the first {MOST:,} sentences"
        return f"{number:,} sentence{'' if number == 1 else 's'}"

    def _show_found(self, typed: str, found: list[Found], said: str, *, ended: bool = False) -> None:
        state = self._state
        if typed != state.inside.strip():
            return
        state.found, self._said = found, said
        if found:
            self.hits.more(found)
        elif ended:
            self.hits.show([], self.words.sentence, 0, f"“{typed}” is in no text of the library.")
        self.say_shown()
        self.show_about()

    def on_unmount(self) -> None:
        if self._searching is not None:
            self._searching.cancel()

    # The sentence that the cursor is on

    def moved(self) -> None:
        if self._state.is_inside:
            self._state.found_at = self.hits.cursor
            self.show_about()
        else:
            super().moved()

    def show_about(self) -> None:
        if not self._state.is_inside:
            super().show_about()
            return
        hit = self.hits.item
        if hit is None:
            self.say_about([])
            return
        found = hit.found
        width = max(10, self.app.size.width - 2)
        title = tame(self.words.sentence(found.title))
        told = " · ".join(filter(None, (tame(found.outlet), found.date, f"¶{found.paragraph + 1}")))
        self.say_about([[(title, "head"), (f"  {told}", "dim")], lit(found, self.words.sentence, width * 3)])

    def action_open(self) -> None:
        hit = self.hits.item if self._state.is_inside else None
        if hit is not None:
            found = hit.found
            self.dismiss(Jump(found.text_id, found.paragraph, found.start, self._state.inside.strip()))
        elif not self._state.is_inside:
            super().action_open()

    # Other keys

    def action_script(self) -> None:
        super().action_script()
        if self._state.is_inside:
            self.hits.show(self._state.found, self.words.sentence, self._state.found_at, "")

    def _to_texts(self) -> None:
        """Back to the list of texts, the cursor on the one whose sentence was looked at."""
        if self.row is not None:
            self._state.at = self.row.id
        self._state.is_inside = False
        self.renew()
        if self._searching is not None:
            self._searching.cancel()
        self._show_mode()
        self.lines.focus()

    def action_close(self) -> None:
        """The search that runs, then the sentences."""
        if self._state.is_inside and self.is_searching:
            assert self._searching is not None
            self._searching.cancel()
            self._said = f"stopped, {self._counted(len(self._state.found))}"
            self.say_shown()
        elif self._state.is_inside:
            self._to_texts()
        else:
            super().action_close()
