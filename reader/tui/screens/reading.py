"""The reading screen, whole: every key of the table in ``keys`` is answered here or in what it is made of."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.worker import WorkerState

from reader.reading import Reading
from reader.session import Session
from reader.tui.keys import GROUPS, READING, SHOWN_BELOW
from reader.tui.screens.beside import Beside
from reader.tui.screens.exporting import Exporting
from reader.tui.screens.finding import Finding
from reader.tui.screens.moving import Moving
from reader.tui.screens.noticing import Noticing
from reader.tui.screens.speaking import Speaking
from reader.tui.screens.studying import Studying
from reader.tui.screens.terming import OpenText
from reader.tui.screens.translating import Translating

if TYPE_CHECKING:
    from reader.tui.screens.library import LibraryState
    from reader.tui.screens.shelf import Jump


class ReadingScreen(Moving, Beside, Studying, Finding, Noticing, Exporting, Translating, Speaking):
    """Shows one text to read."""

    BINDINGS: ClassVar[list[BindingType]] = list(READING)
    KEYS = READING
    KEY_GROUPS = GROUPS
    KEYS_BELOW = SHOWN_BELOW

    OpenText = OpenText

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self.library_state: LibraryState | None = None
        """Where one was in the library; handed on to the screen of the next text."""
        self.begin_with_search = ""
        """What was looked for in the library and led here."""

    def prepare(self) -> None:
        super().prepare()
        if self.begin_with_search:
            self._search(self.begin_with_search)

    def take_over(self, before: "ReadingScreen") -> None:
        """Go on where another text was left: in the glossary, in the library."""
        self.glossary_state = before.glossary_state
        self.library_state = before.library_state

    def action_close(self) -> None:
        """Whatever was opened last: what runs, the box by the word, the search's marks, the selection."""
        workers = (self._searching, self._exporting, self._translating)
        running = [w for w in workers if w is not None and w.state == WorkerState.RUNNING]
        if running:
            for worker in running:
                worker.cancel()
            for work in list(self._notes):
                self._note("", work)
        elif self.be_silent():
            pass
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

    def action_text(self, step: int) -> None:
        """The text after or before this one in the library's order."""
        ids = self._session.library.ids()
        here = ids.index(self._reading.id) if self._reading.id in ids else -1 if step > 0 else len(ids)
        if 0 <= here + step < len(ids):
            self.app.post_message(self.OpenText(ids[here + step]))
        else:
            self.notify("No more texts that way.")

    def action_texts(self) -> None:
        from reader.tui.screens.library import LibraryState
        from reader.tui.screens.library_changing import LibraryScreen

        self.save_place()  # the list says how far one has come
        state = self.library_state = self.library_state or LibraryState(self._session.preference("library") or "")
        self._open_shelf(LibraryScreen(self._session, self._reading, self._options, state, self._undo))

    def follow(self, jump: "Jump") -> None:
        super().follow(jump)
        if jump.looked_for and jump.text_id == self._reading.id:
            self._search(jump.looked_for)
