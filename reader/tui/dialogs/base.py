"""What every dialog shares: a quiet box in the middle, a title, Esc that answers nothing."""

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """A question. Its answer is what the screen returns; None when it was closed without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "close", show=False)]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface;
    }
    Dialog .title { text-style: bold; margin-bottom: 1; }
    Dialog VerticalScroll, Dialog OptionList {
        scrollbar-size-vertical: 1; scrollbar-color: $duban-dimmer; scrollbar-background: $surface;
    }
    Dialog .hint { color: $duban-dim; margin-top: 1; }
    Dialog OptionList { border: none; padding: 0; background: $surface; height: auto; max-height: 16; }
    Dialog OptionList:focus, Dialog Input:focus { border: none; }
    Dialog Input { border: none; height: 1; padding: 0 1; background: $panel; }
    """
    heading: str = ""
    hint: str = ""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.heading, classes="title", markup=False)
            yield from self.ask()
            if self.hint:
                yield Static(self.hint, classes="hint", markup=False)

    def ask(self) -> ComposeResult:
        """The widgets between title and hint."""
        raise NotImplementedError

    async def action_dismiss(self, result: Answer | None = None) -> None:
        self.dismiss(result)


class LineDialog(Dialog[Answer]):
    """A line that is looked at before it is taken; what is wrong with it stands below until it is changed."""

    def fault_line(self) -> Static:
        """Where ``say`` speaks, for ``ask`` to yield."""
        return Static("", id="fault", markup=False)

    def say(self, fault: str) -> None:
        self.query_one("#fault", Static).update(fault)

    @on(Input.Changed)
    def _forget_fault(self) -> None:
        self.say("")
