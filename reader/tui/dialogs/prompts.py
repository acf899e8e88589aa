"""Dialogs with one line to type: search, go to a paragraph, export."""

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input

from reader.tui.dialogs.base import Dialog, LineDialog


class SearchDialog(Dialog[str]):
    """What to look for in the text; empty answers take the search away."""

    heading = "Search this text"
    hint = "汉字 in either script, pinyin (zhibo, zhi2bo1), or English   ↵ search   Esc close"

    def __init__(self, previous: str = "") -> None:
        super().__init__()
        self._previous = previous

    def ask(self) -> ComposeResult:
        yield Input(self._previous, placeholder="直播 · zhibo · livestream", select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


class GoToDialog(LineDialog[int]):
    """The number of a paragraph, or a share of the text in per cent; answers with a paragraph counted from 0."""

    heading = "Go to"
    hint = "↵ go   Esc close"

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def ask(self) -> ComposeResult:
        yield Input(placeholder=f"paragraph 1 to {self._count}, or 50%", max_length=8)
        yield self.fault_line()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        number, per_cent = value.removesuffix("%"), value.endswith("%")
        if number.isascii() and number.isdigit():
            wanted = int(number)
            if per_cent and wanted <= 100:
                self.dismiss(min(self._count - 1, self._count * wanted // 100))
                return
            if not per_cent and 1 <= wanted <= self._count:
                self.dismiss(wanted - 1)
                return
        self.say(f"Type a number from 1 to {self._count}, or a per cent like 50%.")


class ExportDialog(LineDialog[Path]):
    """The file to write a text to; a file that is there is replaced only after a second ↵."""

    heading = "Export this text"
    hint = "ends in .html  .epub  .md  .txt   ↵ write   Esc close"

    def __init__(self, proposed: str) -> None:
        super().__init__()
        self._proposed = proposed
        self._warned = ""
        """The name that is known to be taken."""

    def ask(self) -> ComposeResult:
        yield Input(self._proposed, placeholder="article.html", select_on_focus=False)
        yield self.fault_line()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        from reader.export.formats import ExportError, writer_for

        name = event.value.strip()
        if not name or name == "-":
            self.say("Type the name of a file.")
            return
        try:
            out = Path(name).expanduser().resolve()
            writer_for(out)
            taken = out.exists()
        except ExportError as error:
            self.say(str(error))
        except (OSError, ValueError, RuntimeError):  # too long, with a null, in a home that nobody has
            self.say("No file can have this name.")
        else:
            if taken and self._warned != name:
                self._warned = name
                self.say(f"{out.name} is there already; ↵ once more replaces it.")
            else:
                self.dismiss(out)
