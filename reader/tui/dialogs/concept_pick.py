"""The dialog in which one concept is chosen, out of however many: it filters as one types."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from glossary.catalogue import Entry
from reader.tui.dialogs.base import Dialog

_OFFERED = 30
"""Concepts offered at once; whoever does not find theirs among them types more."""


class ConceptPick(Dialog[str]):
    """Answers with the id of the concept that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "down", priority=True),
        Binding("up", "move(-1)", "up", priority=True),
    ]
    DEFAULT_CSS = "ConceptPick OptionList { max-height: 8; margin-top: 1; }"
    hint = "汉字, pinyin or English   ↑↓ ↵ choose   Esc close"

    def __init__(self, heading: str, find: Callable[[str], Sequence[Entry]], label: Callable[[Entry], str]) -> None:
        """``find`` answers to what is typed; ``label`` says what is shown of a concept."""
        super().__init__()
        self.heading = heading
        self._find = find
        self._label = label
        self._offered: list[Entry] = []

    def ask(self) -> ComposeResult:
        yield Input(placeholder="直播 · zhibo · livestream")
        yield OptionList(markup=False)
        yield Static("", id="none", markup=False)

    def on_mount(self) -> None:
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._offered = list(self._find(typed)[:_OFFERED])
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._label(entry)) for entry in self._offered)
        options.highlighted = 0 if self._offered else None
        options.can_focus = False
        self.query_one("#none", Static).update("" if self._offered else f"Nothing found for “{typed}”.")

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Submitted)
    def _chosen(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._offered[highlighted].concept.id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[event.option_index].concept.id)
