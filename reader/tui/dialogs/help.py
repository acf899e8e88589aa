"""Help, made from the bindings that are really in force."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.tui.dialogs.base import Dialog
from reader.tui.widgets.key_bar import KeyNames


class HelpDialog(Dialog[None]):
    """Every key by group. Closes with Esc, ?, F1 or q."""

    BINDINGS = [("question_mark,f1,q", "dismiss", "close"), ("j", "scroll(1)", "down"), ("k", "scroll(-1)", "up")]
    DEFAULT_CSS = """
    HelpDialog > Vertical { width: 78; }
    HelpDialog VerticalScroll { height: auto; max-height: 30; }
    HelpDialog .help--key { color: $accent; background: $surface; }
    HelpDialog .help--group { text-style: bold; background: $surface; }
    HelpDialog .help--note { color: $duban-dim; background: $surface; }
    """
    COMPONENT_CLASSES = {"help--key", "help--group", "help--note"}
    heading = "Keys"
    hint = "The mouse works too: click a word, wheel to scroll.   ^p all commands   Esc close"

    def __init__(self, bindings: Sequence[tuple[str, Binding]], groups: Sequence[Binding.Group]) -> None:
        super().__init__()
        self._keys = bindings
        self._groups = groups

    def ask(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="keys")

    def on_mount(self) -> None:
        self.query_one("#keys", Static).update(self._table())
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, step: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def _table(self) -> Content:
        names = KeyNames()
        key, group_style = self.get_visual_style("help--key"), self.get_visual_style("help--group")
        note = self.get_visual_style("help--note")
        lines: list[Content] = []
        for group in self._groups:
            rows: dict[str, tuple[Binding, list[str]]] = {}
            for pressed, binding in self._keys:
                if binding.group == group and binding.id:
                    rows.setdefault(binding.id, (binding, []))[1].append(names.key(pressed))
            if not rows:
                continue
            if lines:
                lines.append(Content(""))
            lines.append(Content.styled(group.description, group_style))
            for binding, keys in rows.values():
                shown = Content(" ".join(keys))
                gap = " " * max(1, 16 - shown.cell_length)
                line = Content.assemble("  ", shown.stylize(key), gap, binding.description)
                lines.append(line)
                if binding.tooltip:
                    lines.append(Content.assemble(" " * 18, (binding.tooltip, note)))
        return Content("\n").join(lines)
