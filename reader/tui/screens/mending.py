"""Damage that was repaired when a text came in: said once, marked where it is doubtful, listed, and undone at will."""

from collections.abc import Callable

from textual import work
from textual.worker import get_current_worker

from reader.tui.screens.correcting import Correcting
from texts.model import Mend, SourceText, State

_ARRIVED = "arrived"
_LONGEST = 10
"""Characters of what was there and of what is there now in a line of the list."""
_AROUND = 10
"""Characters that are shown on each side of a repair."""
_LISTED = 2_000
"""Repairs in the list; a text that was misread as a whole has ten thousands."""
_ORDER: dict[State, int] = {"made": 1, "undone": 2, "accepted": 3}
_STATES: dict[State, str] = {"made": "", "undone": "undone", "accepted": "accepted"}
KIND_WORDS = {
    "encoding": "read in a wrong encoding",
    "misread": "misread bytes",
    "pinyin": "pinyin put in",
    "invisible": "hidden characters",
    "form": "odd forms of characters",
    "space": "spaces between characters",
    "lost": "a lost character",
    "dot": "lost dot",
    "markup": "left-over markup",
    "punctuation": "English marks",
    "script": "characters of the other script",
    "boilerplate": "added by a page",
}
"""Kinds of damage, for the reader."""


class Mending(Correcting):
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
        mends = [mend for _, _, mend in self._reading.mends() if mend.state == "made"]
        offers = sum(mend.is_offer for _, _, mend in self._reading.mends())
        told = []
        if mends:
            doubtful = sum(mend.doubtful for mend in mends)
            said = f"{len(mends)} damaged place{'s' if len(mends) > 1 else ''} repaired"
            told.append(said + (f", {doubtful} of them in doubt and marked" if doubtful else ""))
        if offers:
            told.append(f"{offers} line{'s' if offers > 1 else ''} that a page seems to have added can be taken out")
        if told:
            self.notify(f"{'; '.join(told)}. {self.key_of('repairs')} lists them.")

    def action_repairs(self) -> None:
        from reader.tui.dialogs.lists import Choice
        from reader.tui.dialogs.repairs import RepairsDialog

        reading = self._reading
        if not reading.was_damaged and not reading.mends():
            self.notify("Nothing had to be repaired in this text.")
            return
        mends = sorted(reading.mends(), key=lambda item: _ORDER[item[2].state] - item[2].doubtful)
        other = "Read the repaired text" if reading.as_arrived else "Read the text as it arrived"
        choices = [Choice(_ARRIVED, other)] if reading.was_damaged else []
        choices += [Choice(f"{index} {number}", self._line(index, mend)) for index, number, mend in mends[:_LISTED]]
        heading = "Repairs, doubtful ones first"
        if len(mends) > _LISTED:
            heading += f": {_LISTED:,} of {len(mends):,}"

        def choose(answer: str | None) -> None:
            if answer == _ARRIVED:
                self._show_version(lambda: reading.show_as_arrived(not reading.as_arrived))
            elif answer is not None:
                index, number = map(int, answer.split())
                self.view.go_to(*reading.place_of(index, reading.source.paragraphs[index].mends[number].start))

        self.app.push_screen(RepairsDialog(heading, choices, self._decide, self._around), choose)

    def _decide(self, answer: str, accept: bool) -> str | None:
        """Accept a repair or, if not, undo it, or make it again if it was undone. Returns its new line."""
        if answer == _ARRIVED:
            return None
        from reader.mending import set_state

        index, number = map(int, answer.split())
        mend = self._reading.source.paragraphs[index].mends[number]
        state: State = (
            "made" if mend.state == ("accepted" if accept else "undone") else "accepted" if accept else "undone"
        )
        undo: list[Callable[[], None]] = []

        def change() -> None:
            self._show_version(lambda: undo.append(set_state(self._session, self._reading, index, number, state)))

        if not self.keep(change):
            return None
        self._undo.add(
            f"what became of the repair of {_short(mend.before)}",
            lambda: self._show_version(undo[0]),
        )
        return self._line(index, self._reading.source.paragraphs[index].mends[number])

    def _around(self, answer: str) -> str:
        """What a repair looks like in its place."""
        if answer == _ARRIVED:
            return ""
        index, number = map(int, answer.split())
        paragraph = self._reading.source.paragraphs[index]
        mend = paragraph.mends[number]
        left, right = paragraph.text[: mend.start][-_AROUND:], paragraph.text[mend.end :][:_AROUND]
        now = paragraph.text[mend.start : mend.end]
        other = mend.after if mend.state == "undone" else mend.before
        was = f"{'repaired' if mend.state == 'undone' else 'arrived'} as {_short(other) or 'nothing'}"
        if mend.is_offer:
            was = "it stands here; a takes it out"
        kind = KIND_WORDS.get(mend.kind, mend.kind)
        return f"…{left}[{_short(now)}]{right}…\n{was}{f' ({kind})' if kind else ''}"

    def _line(self, index: int, mend: Mend) -> str:
        doubt = f"? {mend.certainty:.0%} sure" if mend.doubtful else _STATES[mend.state]
        if mend.is_offer:
            doubt = "offered"
        place, _ = self._reading.place_of(index, mend.start)
        after = _short(mend.after) or ("(take out?)" if mend.is_offer else "(taken out)")
        return f"{doubt:<10} ¶{place + 1:<4} {_short(mend.before)} → {after}"


def _short(text: str) -> str:
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return text if any(c.isprintable() and c != " " for c in text) else " ".join(f"U+{ord(c):04X}" for c in text)
