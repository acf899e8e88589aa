"""The reading screen, whole: every key of the table in ``keys`` is answered here or in what it is made of."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.worker import WorkerState, get_current_worker

from reader.tui.keys import GROUPS, READING, SHOWN_BELOW
from reader.tui.screens.beside import Beside
from reader.tui.screens.exporting import Exporting
from reader.tui.screens.finding import Finding
from reader.tui.screens.mending import Mending
from reader.tui.screens.moving import Moving
from reader.tui.screens.studying import Studying
from reader.tui.screens.terming import OpenText
from reader.tui.screens.translating import Translating

if TYPE_CHECKING:
    from reader.overview import Figures
    from reader.tui.dialogs.lists import ChoiceDialog


class ReadingScreen(Moving, Beside, Studying, Finding, Mending, Exporting, Translating):
    """Shows one text to read."""

    BINDINGS: ClassVar[list[BindingType]] = list(READING)
    KEYS = READING
    KEY_GROUPS = GROUPS
    KEYS_BELOW = SHOWN_BELOW

    OpenText = OpenText

    def action_close(self) -> None:
        """Whatever was opened last: what runs, the box by the word, the search's marks, the selection."""
        workers = (self._searching, self._exporting, self._translating)
        running = [w for w in workers if w is not None and w.state == WorkerState.RUNNING]
        if running:
            for worker in running:
                worker.cancel()
            for work in list(self._notes):
                self._note("", work)
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
        labels = {meta.id: f"{meta.title_zh}   {meta.date}   {count} ¶" for meta, count in texts}
        choices = [Choice(text_id, label) for text_id, label in labels.items()]
        ids = [meta.id for meta, _ in texts]

        def open_text(answer: str | None) -> None:
            if answer is not None and answer != self._reading.id:
                self.app.post_message(self.OpenText(answer))

        current = ids.index(self._reading.id) if self._reading.id in ids else 0
        dialog = ChoiceDialog("Texts", choices, "The library is empty.", current)
        self.app.push_screen(dialog, open_text)
        self._say_known(dialog, labels)

    @work(thread=True, exclusive=True, group="known")
    def _say_known(self, dialog: "ChoiceDialog", labels: dict[str, str]) -> None:
        """Put what is known of each text behind its line, one after the other."""
        worker = get_current_worker()
        cancelled = self.breather(worker)
        overview = self._session.overview
        learner = overview.learner()
        for row in overview.rows():
            found = overview.fill(row, learner, lambda: cancelled() or not dialog.is_running)
            if found is None or worker.is_cancelled or not dialog.is_running:
                return
            if found.figures is not None and row.id in labels:
                words = known_words(found.figures, learner.vocabulary.says_anything)
                self.app.call_from_thread(dialog.relabel, row.id, f"{labels[row.id]}   {words}".rstrip())
        overview.keep()


def known_words(known: "Figures", says_anything: bool) -> str:
    """What is known of a text, behind its title: ``"known 83%   12 terms without a card"``."""
    share = f"known {known.known:.0%}" if known.known is not None and says_anything else ""
    number = known.unknown_terms
    terms = f"{number} term{'s' if number > 1 else ''} without a card" if number else ""
    return "   ".join(filter(None, (share, terms)))
