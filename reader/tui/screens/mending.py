"""Damage that was repaired when a text came in: said once, marked where it is doubtful, listed, and undone at will."""

from collections.abc import Callable

from textual import work
from textual.worker import get_current_worker

from reader.tui.screens.desk import ReadingDesk
from texts.model import Mend, SourceText

_ARRIVED = "arrived"
_LONGEST = 10
"""Characters of what was there and of what is there now in a line of the list."""


class Mending(ReadingDesk):
    """What the reader sees of repairs."""

    def prepare(self) -> None:
        super().prepare()
        if self._session.may_be_damaged(self._reading):
            self._note("looking for damage …")
            self._repair()
        else:
            self._say_repaired()

    @work(thread=True, exclusive=True, group="repair")
    def _repair(self) -> None:
        worker = get_current_worker()
        self.wait_for(self._tables_loaded, worker)
        repaired = self._session.repaired(self._reading, self.breather(worker))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._repaired, repaired)

    def _repaired(self, repaired: SourceText) -> None:
        self._note("")
        if repaired is self._reading.arrived:
            self._reading.add_repaired(repaired)
            return
        self._show_version(lambda: self._reading.add_repaired(repaired))
        self._say_repaired()

    def _show_version(self, change: Callable[[], None]) -> None:
        """Have the reading show another version of the text, at the same place as far as there is one."""
        at = self.view.cursor
        offset = self.source.shown(at.paragraph).tokens[at.token].token.start if at is not None else 0
        paragraph = at.paragraph if at is not None else 0
        change()
        self._hits = []
        self.view.set_source(self._source(), min(paragraph, self._reading.count - 1), offset)
        self._redraw()

    def _say_repaired(self) -> None:
        mends = [mend for _, mend in self._reading.mends()]
        if not mends:
            return
        doubtful = sum(not mend.certain for mend in mends)
        said = f"{len(mends)} damaged place{'s' if len(mends) > 1 else ''} repaired"
        if doubtful:
            said += f", {doubtful} of them in doubt and marked"
        self.notify(f"{said}. {self.key_of('repairs')} lists them.")

    def action_repairs(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        reading = self._reading
        if not reading.was_damaged:
            self.notify("Nothing had to be repaired in this text.")
            return
        mends = sorted(enumerate(reading.mends()), key=lambda item: item[1][1].certain)
        other = "Read the repaired text" if reading.as_arrived else "Read the text as it arrived"
        choices = [Choice(_ARRIVED, other)]
        choices += [Choice(str(number), self._line(paragraph, mend)) for number, (paragraph, mend) in mends]

        def choose(answer: str | None) -> None:
            if answer == _ARRIVED:
                self._show_version(lambda: reading.show_as_arrived(not reading.as_arrived))
            elif answer is not None:
                paragraph, mend = reading.mends()[int(answer)]
                self.view.go_to(paragraph, mend.start)

        self.app.push_screen(ChoiceDialog("Repairs, doubtful ones first", choices, ""), choose)

    def _line(self, paragraph: int, mend: Mend) -> str:
        after = self._reading.paragraphs[paragraph].text[mend.start : mend.end]
        doubt = "" if mend.certain else f"? {mend.certainty:.0%} sure"
        return f"{doubt:<10} ¶{paragraph + 1:<4} {_short(mend.before)} → {_short(after) or '(taken out)'}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
