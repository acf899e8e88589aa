"""What is said of the texts: worked out behind the list, those at the top first, and anew when the disk changes."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.errors import USER_ERRORS
from reader.options import ReadingOptions
from reader.overview import Row
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.library import LibraryDesk, LibraryState
from reader.tui.undo import UndoList
from texts.errors import TextsError
from texts.listing import Listed

if TYPE_CHECKING:
    from reader.text.sounds import Sounds

WATCH_SECONDS = 1.5
"""Between two looks at the disk; one takes 20 ms for a thousand texts."""
_IDLE = 20
"""Times as long as a look at the disk took, it is left alone: of a library of tens of thousands too."""
FILL_AFTER_SECONDS = 0.3
SHOWN_EVERY_SECONDS = 0.25


class LibraryWatching(LibraryDesk):
    """Reads the texts and watches them."""

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: LibraryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, state, undo)
        self._listed: list[Listed] = []
        """The folders as they lay on the disk when they were last looked at."""
        self._look_again_at = 0.0
        """Before which the disk is left alone, by the monotonic clock."""

    def on_mount(self) -> None:  # Textual calls this and those of the classes above
        self.set_interval(WATCH_SECONDS, self.look_at_disk)

    def list_rows(self) -> list[Row]:
        try:
            self._listed = self._session.library.listed()
            return self._session.overview.rows(self._listed)
        except TextsError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return []

    def fill(self) -> None:
        """Read the texts that have changed, then work out what is not known of them, those at the top first."""
        rows = {row.id: row for row in (*self.texts.items, *self._rows.values())}
        self._fill(list(rows.values()))

    @work(thread=True, exclusive=True, group="fill", description="figures")
    def _fill(self, rows: Sequence[Row]) -> None:
        worker = get_current_worker()
        overview = self._session.overview
        told: list[Row] = []
        since = time.monotonic()
        breathe = self.breather(worker)

        def tell(row: Row, *, now: bool = False) -> None:
            nonlocal since
            told.append(row)
            if now or time.monotonic() - since > SHOWN_EVERY_SECONDS:
                since = time.monotonic()
                self.app.call_from_thread(self._take, list(told), sorting=now)
                told.clear()

        try:
            unread = [row for row in rows if not row.is_read]
            for number, row in enumerate(unread, 1):
                if breathe():
                    return
                tell(overview.read(row), now=number == len(unread))
            if self._sounds is None:
                time.sleep(FILL_AFTER_SECONDS)
                if worker.is_cancelled:
                    return
                sounds = self._session.sounds()
                self.app.call_from_thread(self._hear, sounds)
            learner = overview.learner()
            unknown = [row for row in rows if not overview.is_filled(row, learner)]
            for number, row in enumerate(unknown, 1):
                found = overview.fill(row, learner, breathe)
                if found is None:
                    if worker.is_cancelled:
                        return
                    continue  # it is being changed, and will be listed anew
                tell(found, now=number == len(unknown))
            overview.keep()
        except USER_ERRORS as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10, markup=False)

    def _hear(self, sounds: "Sounds") -> None:
        self._sounds = sounds
        if self._state.typed:
            self.search()

    def _take(self, rows: Sequence[Row], *, sorting: bool) -> None:
        """More is known of some texts. The list is sorted anew only once all is known: lines that jump about while one
        reads them help nobody."""
        for row in rows:
            if row.id in self._rows and self._rows[row.id].listed == row.listed:
                self._rows[row.id] = row
        if sorting:
            self.renew()
        else:
            texts = self.texts
            shown = [self._rows[row.id] for row in texts.items if row.id in self._rows]
            texts.swap(shown, texts.cursor)
        self.show_about()

    # The disk

    @work(thread=True, exclusive=True, group="watch")
    def look_at_disk(self) -> None:
        """See whether a text has come, gone or changed."""
        worker = get_current_worker()
        if time.monotonic() < self._look_again_at:
            return
        began = time.monotonic()
        try:
            listed = self._session.library.listed()
        except TextsError:
            return  # said when it was opened
        self._look_again_at = time.monotonic() + _IDLE * (time.monotonic() - began)
        faulty = [row for row in list(self._rows.values()) if row.fault]
        changed = listed != self._listed or any(self._session.overview.read_again(row) != row for row in faulty)
        if changed and not worker.is_cancelled:
            self.app.call_from_thread(self.look_again, listed)

    def look_again(self, listed: list[Listed] | None = None) -> None:
        """Show the texts as they lie on the disk now."""
        try:
            self._listed = self._session.library.listed() if listed is None else listed
            rows = self._session.overview.rows(self._listed)
        except TextsError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        after = self.texts.neighbour
        self._rows = {row.id: row for row in rows}
        if self._state.at not in self._rows:
            self._state.at = after
        self.renew()
        self.show_about()
        self.fill()
