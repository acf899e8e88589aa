"""Dialogs that correct duban: the reading of a word, the borders of words."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from reader.tui.dialogs.base import Dialog, LineDialog


class ReadingFix(Struct, frozen=True):
    """``readings`` is one numbered syllable per character; ``everywhere`` asks for all texts, not only this."""

    readings: tuple[str, ...]
    everywhere: bool


class CutFix(Struct, frozen=True):
    """The stretch ``text`` is to be cut into parts of these lengths (code points)."""

    text: str
    lengths: tuple[int, ...]
    everywhere: bool


def _scope(everywhere: bool) -> str:
    return ("○ in this text   ● in all texts" if everywhere else "● in this text   ○ in all texts") + "   ^a changes"


class ReadingDialog(LineDialog[ReadingFix]):
    """Type a reading in any spelling, or take one of those that are known with ↑ and ↓."""

    BINDINGS = [
        Binding("ctrl+a", "scope", "this text or all", priority=True),
        Binding("down", "other(1)", "another reading", priority=True),
        Binding("up", "other(-1)", "another reading", priority=True),
    ]
    hint = "zhíbō, zhi2bo1 and zhi2 bo1 all do   ↑↓ known readings   ↵ save   Esc close"

    def __init__(
        self,
        word: str,
        known: Sequence[str],
        parse: Callable[[str], tuple[str, ...] | None],
    ) -> None:
        """``known`` are readings in marks, the present one first; ``parse`` returns one numbered syllable per
        character of the word, or None if what was typed cannot be that."""
        super().__init__()
        self.heading = f"How is {word} read?"
        self._known = list(known) or [""]
        self._at = 0
        self._parse = parse
        self._everywhere = False
        self._word = word

    def ask(self) -> ComposeResult:
        yield Input(self._known[0], select_on_focus=True)
        if len(self._known) > 1:
            yield Static("also  " + "   ".join(self._known[1:]), classes="hint", markup=False)
        yield Static(_scope(False), id="scope", classes="hint", markup=False)
        yield self.fault_line()

    def action_scope(self) -> None:
        self._everywhere = not self._everywhere
        self.query_one("#scope", Static).update(_scope(self._everywhere))

    def action_other(self, step: int) -> None:
        self._at = (self._at + step) % len(self._known)
        self.query_one(Input).value = self._known[self._at]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        readings = self._parse(event.value)
        if readings is None:
            count = len(self._word)
            self.say(f"“{event.value}” is not {count} pinyin syllable{'s' if count > 1 else ''} with tones.")
            return
        self.dismiss(ReadingFix(readings, self._everywhere))


class CutDialog(Dialog[CutFix]):
    """The word and its neighbours, with the borders to set and take away."""

    BINDINGS = [
        Binding("ctrl+a", "scope", "this text or all", priority=True),
        Binding("left,h", "gap(-1)", "border before"),
        Binding("right,l", "gap(1)", "border after"),
        Binding("space,minus", "cut", "cut or join"),
        Binding("enter", "save", "save"),
    ]
    heading = "Where do the words end?"
    hint = "←→ to a gap   Space cut or join there   ↵ save   Esc close"
    COMPONENT_CLASSES = {"cut--here"}
    DEFAULT_CSS = """
    CutDialog #pieces { text-align: center; }
    CutDialog .cut--here { background: $accent; color: $background; text-style: bold; }
    """

    def __init__(self, pieces: Sequence[str], at: int) -> None:
        """``pieces`` are the present words; the cursor starts at the gap after piece number ``at``."""
        super().__init__()
        self._text = "".join(pieces)
        ends = [len("".join(pieces[: n + 1])) for n in range(len(pieces))]
        self._borders = set(ends[:-1])
        inside = ends[at] - 1 if len(pieces[at]) > 1 else ends[at]
        self._gap = max(1, min(len(self._text) - 1, inside))
        self._start = ends[at] - len(pieces[at])
        self._end = ends[at]
        self._everywhere = False

    def ask(self) -> ComposeResult:
        yield Static("", id="pieces")
        yield Static(_scope(False), id="scope", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        here = self.get_visual_style("cut--here")
        parts: list[Content] = []
        for n, character in enumerate(self._text):
            if n:
                mark = "│" if n in self._borders else "·"
                parts.append(Content(f" {mark} ").stylize(here) if n == self._gap else Content(f" {mark} "))
            parts.append(Content(character))
        self.query_one("#pieces", Static).update(Content("").join(parts))

    def action_gap(self, step: int) -> None:
        self._gap = max(1, min(len(self._text) - 1, self._gap + step))
        self._draw()

    def action_cut(self) -> None:
        self._borders ^= {self._gap}
        self._draw()

    def action_scope(self) -> None:
        self._everywhere = not self._everywhere
        self.query_one("#scope", Static).update(_scope(self._everywhere))

    def action_save(self) -> None:
        ends = [*sorted(self._borders), len(self._text)]
        lengths = tuple(end - start for start, end in zip([0, *ends], ends, strict=False))
        self.dismiss(CutFix(self._text, lengths, self._everywhere))
