"""The translation beside a text: where it is in doubt, and putting it right with two keys."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import USER_ERRORS
from reader.tui.screens.correcting import Correcting
from texts.model import Fit

if TYPE_CHECKING:
    from reader.text.align.hand import Lines
    from texts.model import Paragraph

_SHOWN = 30
"""Letters of the English in a line of the list."""
_BY_HAND = Fit(1.0, by_hand=True)


class Beside(Correcting):
    """The keys that act on the translation."""

    def action_pull_english(self) -> None:
        from reader.text.align.hand import pulled_up

        self._move_english(
            lambda _, english, at: pulled_up(english, at), "There is no English below.", "Sentence pulled up"
        )

    def action_push_english(self) -> None:
        from reader.text.align.hand import pushed_down

        self._move_english(pushed_down, "There is no English to push down here.", "Sentence pushed down")

    def _move_english(
        self, move: "Callable[[Sequence[str], Sequence[str], int], Lines | None]", nothing: str, done: str
    ) -> None:
        at = self.view.cursor
        if at is None:
            return
        folder = self._session.library.own_folder(self._reading.id)
        if folder is None:
            self.notify("Only the translation of a text of your own library can be changed.")
            return
        paragraphs = self._reading.source.paragraphs
        chinese = [paragraph.text for paragraph in paragraphs]
        english = [paragraph.translation or "" for paragraph in paragraphs]
        if not any(map(str.strip, english)):
            self.notify("No translation was put beside this text; English by machine stays where it is.")
            return
        lines = move(chinese, english, self._reading.line_of(at.paragraph))
        if lines is None:
            self.notify(nothing)
            return
        before = {n: paragraphs[n] for n in lines}
        if not self._put_english(folder, {n: (text, _BY_HAND if text else None) for n, text in lines.items()}):
            return
        self._undo.add("the move of English", lambda: self._put_english_back(folder, before))
        if self._options.english == "hidden":
            self.notify(f"{done}; {self.key_of('english')} shows English.")
        else:
            self._note(f"{done}; {self.key_of('undo')} takes it back.")

    def _put_english(self, folder: Path, changed: Mapping[int, tuple[str, Fit | None]]) -> bool:
        """Write lines of English and show them."""
        from reader.translation_file import change_lines

        before = {n: self._reading.source.paragraphs[n].translation or "" for n in changed}
        try:
            change_lines(
                folder,
                before,
                {n: text for n, (text, _) in changed.items()},
                {n: fit for n, (_, fit) in changed.items()},
            )
        except (*USER_ERRORS, OSError) as error:
            self.notify(str(error), severity="error", timeout=10)
            return False
        self._reading.retranslate({n: (text or None, fit) for n, (text, fit) in changed.items()})
        self._refresh_source()
        self._cards.clear()
        self._show_card()
        return True

    def _put_english_back(self, folder: Path, before: "Mapping[int, Paragraph]") -> None:
        self._put_english(folder, {n: (paragraph.translation or "", paragraph.fit) for n, paragraph in before.items()})

    def action_doubtful_english(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        doubtful = [
            (paragraph.fit.score, index, paragraph.translation)
            for index, paragraph in enumerate(self._reading.paragraphs)
            if paragraph.fit is not None and paragraph.fit.doubtful and paragraph.translation
        ]
        lacking = sum(not paragraph.translation for paragraph in self._reading.paragraphs)
        if lacking == self._reading.count:
            self.notify("This text has no translation.")
            return
        choices = [
            Choice(str(index), f"¶{index + 1:<5} {score:>4.0%} sure   {_short(english)}")
            for score, index, english in sorted(doubtful)
        ]
        nothing = "No English is in doubt." + (f" {_have(lacking)} none." if lacking else "")

        def choose(answer: str | None) -> None:
            if answer is not None:
                self.view.go_to(int(answer))

        pull, push = self.key_of("pull_english"), self.key_of("push_english")
        title = f"English that may belong elsewhere: {pull} pulls a sentence up, {push} pushes one down"
        self.app.push_screen(ChoiceDialog(title, choices, nothing), choose)


def _short(english: str) -> str:
    return english if len(english) <= _SHOWN else english[: _SHOWN - 1] + "…"


def _have(paragraphs: int) -> str:
    return "1 paragraph has" if paragraphs == 1 else f"{paragraphs} paragraphs have"
