"""What the reader tells duban of words: their status, a right reading, right borders; and taking that back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from glossary.errors import GlossaryError
from glossary.store.record import WordStatus
from reader.reading import Reading
from reader.session import Session
from reader.text.script import fold
from reader.tui.screens.desk import ReadingDesk
from reader.tui.undo import UndoList

if TYPE_CHECKING:
    from reader.tui.dialogs.fixes import CutFix, ReadingFix

# Dialogs are imported when first asked for: with search they would take a third of the time to first paint.


_SHOWN = 20
"""Characters of what was copied that are said again."""


class Correcting(ReadingDesk):
    """The keys that act on the word under the cursor."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._undo = UndoList()

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
        self._undo.add(f"the mark on {token.text}", lambda: self._set_status(word, before))

    def _set_status(self, word: str, status: WordStatus | None) -> None:
        self.keep(lambda: self._session.set_status(word, status))
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
                    self._undo.add(f"the reading of {word}", undo)

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
                    self._undo.add(f"the cut of {fix.text}", undo)

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

    def action_undo(self) -> None:
        done = self._undo.take()
        if done is None:
            self.notify("Nothing to undo.")
            return
        if self.keep(done.undo):
            if done.is_term:
                self.use_terms()
            else:
                self._redraw()
            self.notify(f"Took back {done.what}.", markup=False)

    def use_terms(self) -> None:
        """The terms have changed: the text is marked and cut anew, the cursor stays on its word."""
        self._reading.use(self._session.analyser(self._reading.id))
        self._stand_in.forget()
        self._redraw()

    def action_copy(self) -> None:
        text = self.selected_text()
        if text:
            self.app.copy_to_clipboard(text)
            self.notify(f"Copied {text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}.")
