"""The reading screen, whole: every key of the table in ``keys`` is answered here or in what it is made of."""

from typing import ClassVar

from textual.binding import BindingType
from textual.worker import WorkerState

from reader.tui.keys import GROUPS, READING, SHOWN_BELOW
from reader.tui.screens.exporting import Exporting
from reader.tui.screens.finding import Finding
from reader.tui.screens.mending import Mending
from reader.tui.screens.moving import Moving
from reader.tui.screens.studying import Studying
from reader.tui.screens.terming import OpenText


class ReadingScreen(Moving, Studying, Finding, Mending, Exporting):
    """Shows one text to read."""

    BINDINGS: ClassVar[list[BindingType]] = list(READING)
    KEYS = READING
    KEY_GROUPS = GROUPS
    KEYS_BELOW = SHOWN_BELOW

    OpenText = OpenText

    def action_close(self) -> None:
        """Whatever was opened last: what runs, the box by the word, the search's marks, the selection."""
        running = [w for w in (self._searching, self._exporting) if w is not None and w.state == WorkerState.RUNNING]
        if running:
            for worker in running:
                worker.cancel()
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

    def action_text(self, step: int) -> None:
        """The text after or before this one in the library's order."""
        ids = self._session.library.ids()
        here = ids.index(self._reading.id) if self._reading.id in ids else -1 if step > 0 else len(ids)
        if 0 <= here + step < len(ids):
            self.app.post_message(self.OpenText(ids[here + step]))
        else:
            self.notify("No more texts that way.")

    def action_texts(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        texts = list(self._session.library.list_texts(lambda fault: self.notify(fault, severity="warning", timeout=10)))
        choices = [Choice(meta.id, f"{meta.title_zh}   {meta.date}   {count} ¶") for meta, count in texts]
        ids = [meta.id for meta, _ in texts]

        def open_text(answer: str | None) -> None:
            if answer is not None and answer != self._reading.id:
                self.app.post_message(self.OpenText(answer))

        current = ids.index(self._reading.id) if self._reading.id in ids else 0
        self.app.push_screen(ChoiceDialog("Texts", choices, "The library is empty.", current), open_text)
