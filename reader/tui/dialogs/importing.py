"""The dialogs of an import: what is to come in, and what became of it."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from reader.importing import Failed, Imported
from reader.sources import Sources, SourcesError, english_in, sources_in
from reader.tui.dialogs.base import Dialog
from reader.tui.widgets.text_list import tame


class _Lines(TextArea):
    """Lines to type and paste into; Enter takes them."""

    class Entered(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Entered())
        else:
            await super()._on_key(event)


class AskingDialog(Dialog[Sources]):
    """Asks for names, or for a text; answers with what was understood."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "import", priority=True),
        Binding("ctrl+n", "line", "one more line", priority=True),
    ]
    DEFAULT_CSS = """
    AskingDialog > Vertical { width: 84; }
    AskingDialog TextArea { height: 8; border: none; padding: 0 1; background: $panel; }
    AskingDialog TextArea:focus { border: none; }
    AskingDialog #understood { color: $duban-dim; }
    AskingDialog #understood.-fault { color: $error; }
    """

    @abstractmethod
    def understood(self, typed: str) -> Sources:
        """What was typed names or is. Raises SourcesError."""

    def ask(self) -> ComposeResult:
        yield _Lines(soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield Static("", id="understood", markup=False)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_resize(self) -> None:
        """In a low window what is wrong is in sight, too."""
        self.query_one(TextArea).styles.height = max(2, min(8, self.app.size.height - 10))

    def action_line(self) -> None:
        self.query_one(TextArea).insert("\n")

    @on(TextArea.Changed)
    def _understand(self) -> None:
        typed = self.query_one(TextArea).text
        try:
            said = self.understood(typed).words if "\n" in typed.strip() else ""
        except SourcesError:
            said = ""  # it may be half typed
        self._say(said)

    def _say(self, words: str, *, fault: bool = False) -> None:
        line = self.query_one("#understood", Static)
        line.update(tame(words))
        line.set_class(fault, "-fault")

    @on(_Lines.Entered)
    def action_take(self) -> None:
        try:
            self.dismiss(self.understood(self.query_one(TextArea).text))
        except SourcesError as error:
            self._say(str(error), fault=True)


class SourcesDialog(AskingDialog):
    """Asks for files, addresses or a text."""

    heading = "Add texts"
    hint = "Paths, folders, addresses of pages, one a line; or paste a text.   ↵ import   ^n new line   Esc close"

    def understood(self, typed: str) -> Sources:
        return sources_in(typed)


class EnglishDialog(AskingDialog):
    """Asks for the English of a text."""

    hint = "A file of any kind, also .tmx, or an address; or paste it. Paragraphs find theirs.   ↵ add   Esc close"

    def __init__(self, title: str, *, has_one: bool) -> None:
        super().__init__()
        self.heading = f"English of {title}"
        if has_one:
            self.heading += " (in place of what it has, which is kept as en.old.txt)"

    def understood(self, typed: str) -> Sources:
        return english_in(typed)


class SummaryDialog(Dialog[None]):
    """What became of several sources, those that failed first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "dismiss", "close"),
        Binding("j", "scroll(1)", "down"),
        Binding("k", "scroll(-1)", "up"),
    ]
    DEFAULT_CSS = """
    SummaryDialog > Vertical { width: 90; }
    SummaryDialog VerticalScroll { height: auto; max-height: 24; }
    SummaryDialog .summary--fault { color: $error; background: $surface; }
    SummaryDialog .summary--name { text-style: bold; background: $surface; }
    SummaryDialog .summary--dim { color: $duban-dim; background: $surface; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"summary--fault", "summary--name", "summary--dim"}
    hint = "↵ close"

    def __init__(self, outcomes: Sequence[Imported | Failed], cancelled: bool) -> None:
        super().__init__()
        self.heading = summary(outcomes) + (" Then it was stopped." if cancelled else "")
        self._outcomes = outcomes

    def ask(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="outcomes")

    def on_mount(self) -> None:
        fault, name, dim = (self.get_visual_style(f"summary--{one}") for one in ("fault", "name", "dim"))
        lines = []
        for outcome in sorted(self._outcomes, key=lambda one: not isinstance(one, Failed)):
            if isinstance(outcome, Failed):
                said = f"{outcome.local} is in the local network." if outcome.local else outcome.fault
                lines.append(Content(tame(said)).stylize(fault))
            else:
                shown = Content(tame(outcome.source.rsplit("/", 1)[-1] or outcome.source)).stylize(name)
                lines.append(Content.assemble(shown, "  ", Content(tame(outcome.said)).stylize(dim)))
        if told := other_encoding(self._outcomes):
            lines.append(Content(told).stylize(dim))
        self.query_one("#outcomes", Static).update(Content("\n").join(lines))
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, step: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


def other_encoding(outcomes: Sequence[Imported | Failed]) -> str:
    """How to say an encoding, where one other than Unicode was guessed; empty where none was."""
    guessed = (
        note.endswith(", detected") and not note.startswith("UTF")
        for outcome in outcomes
        if isinstance(outcome, Imported) and not outcome.known
        for note in outcome.notes
    )
    return "If it reads wrongly: duban import FILE --encoding NAME." if any(guessed) else ""


def summary(outcomes: Sequence[Imported | Failed]) -> str:
    """What became of several sources, in one line."""
    done = [one for one in outcomes if isinstance(one, Imported)]
    known = sum(one.known for one in done)
    failed = len(outcomes) - len(done)
    parts = [f"{len(done) - known} imported"]
    parts += [f"{known} in the library already"] if known else []
    parts += [f"{failed} could not be imported"] if failed else []
    return ", ".join(parts) + "."
