"""The list of what was repaired in a text, where each repair is looked at, accepted or undone."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from reader.tui.dialogs.lists import Choice, ChoiceDialog


class RepairsDialog(ChoiceDialog):
    """Stays open while repairs are decided; ↵ answers with the one to go to."""

    BINDINGS = [
        ("a", "decide(True)", "accept"),
        ("u", "decide(False)", "undo, make again"),
    ]
    DEFAULT_CSS = """
    RepairsDialog OptionList { max-height: 50vh; }
    RepairsDialog #around { height: 2; }
    """
    hint = "↵ go there   a accept   u undo or make again   Esc close"

    def __init__(
        self,
        heading: str,
        choices: Sequence[Choice],
        decide: Callable[[str, bool], str | None],
        around: Callable[[str], str],
    ) -> None:
        """``decide`` accepts (or not: undoes) what a line answers and returns its new label; ``around`` says what it
        looks like in its place."""
        super().__init__(heading, choices, "")
        self._decide = decide
        self._around = around

    def ask(self) -> ComposeResult:
        yield from super().ask()
        yield Static("", id="around", classes="hint", markup=False)

    @property
    def _chosen(self) -> str:
        at = self.query_one(OptionList).highlighted
        return self._choices[at].answer if at is not None else ""

    @on(OptionList.OptionHighlighted)
    def _show_around(self) -> None:
        self.query_one("#around", Static).update(self._around(self._chosen) if self._chosen else "")

    def action_decide(self, accept: bool) -> None:
        if self._chosen and (label := self._decide(self._chosen, accept)) is not None:
            self.relabel(self._chosen, label)
            self._show_around()
