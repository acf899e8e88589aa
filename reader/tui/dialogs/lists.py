"""Dialogs that offer a list: contents, bookmarks, texts."""

from collections.abc import Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.tui.dialogs.base import Dialog


class Choice(Struct, frozen=True):
    """One line of a list: what it answers, and what it shows."""

    answer: str
    label: str


class ChoiceDialog(Dialog[str]):
    """Pick one of several; typing letters does nothing, arrows or j/k move, Enter or a click answers."""

    BINDINGS = [("j", "move(1)", "down"), ("k", "move(-1)", "up")]
    hint = "↵ choose   Esc close"

    def __init__(self, heading: str, choices: Sequence[Choice], empty: str, current: int = 0) -> None:
        super().__init__()
        self.heading = heading
        self._choices = choices
        self._empty = empty
        self._current = current

    def ask(self) -> ComposeResult:
        if self._choices:
            yield OptionList(*(Option(choice.label) for choice in self._choices), markup=False)
        else:
            yield Static(self._empty, markup=False)

    def on_mount(self) -> None:
        for options in self.query(OptionList):
            options.highlighted = min(self._current, len(self._choices) - 1)
            options.focus()

    def relabel(self, answer: str, label: str) -> None:
        """Show more of a line than was known when the list was opened."""
        for options in self.query(OptionList):
            for number, choice in enumerate(self._choices):
                if choice.answer == answer:
                    options.replace_option_prompt_at_index(number, label)

    def action_move(self, step: int) -> None:
        for options in self.query(OptionList):
            if step > 0:
                options.action_cursor_down()
            else:
                options.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index].answer)
