"""The line at the top: what is open, what is switched on, how far one has come."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.options import LABELS, ReadingOptions

_BAR_CELLS = 6
_EIGHTHS = " ▏▎▍▌▋▊▉"


def progress_bar(share: float, cells: int = _BAR_CELLS) -> str:
    """A bar of ``cells`` cells for a share of 0 to 1, in eighths of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(cells)


class StatusLine(Widget):
    """One row. Where it is too narrow for all, the states that are least often asked for go first."""

    DEFAULT_CSS = "StatusLine { height: 1; dock: top; }"
    COMPONENT_CLASSES = {"status-line--title", "status-line--state", "status-line--bar"}

    title: reactive[str] = reactive("")
    options: reactive[ReadingOptions] = reactive(ReadingOptions())
    script_name: reactive[str] = reactive("")
    """The script of the source in words, said beside “as written”."""
    place: reactive[tuple[int, int, float]] = reactive((0, 0, 0.0))
    """Paragraph (from 1), paragraphs in all, share read."""
    note: reactive[str] = reactive("")
    """Something that goes on right now, shown before the states."""

    def render(self) -> Content:
        paragraph, count, share = self.place
        right = f"{progress_bar(share)}▏{share:4.0%}  ¶ {paragraph}/{count} "
        room = self.size.width - len(right) - 2
        states = self._states(max(0, room - min(Content(self.title).cell_length, max(12, room // 3)) - 3))
        title = Content(" " + self.title).truncate(max(0, room - Content(states).cell_length - 1), ellipsis=True)
        gap = max(1, self.size.width - title.cell_length - Content(states).cell_length - len(right) - 2)
        return Content.assemble(
            title.stylize(self.get_visual_style("status-line--title")),
            " " * gap,
            (states, self.get_visual_style("status-line--state")),
            "  ",
            (right, self.get_visual_style("status-line--bar")),
        )

    def _states(self, room: int) -> str:
        """The switches in words, as many as fit, most important first."""
        options = self.options
        script = LABELS["script", options.script]
        if options.script == "source" and self.script_name:
            script = self.script_name
        ruby = LABELS["ruby", options.ruby]
        if options.ruby != "off":
            ruby = f"{options.style} {ruby}"
        words = [self.note] if self.note else []
        words += [script, ruby, LABELS["english", options.english]]
        if options.ruby != "off":
            words.append(LABELS["tones", options.tones])
            words.append(LABELS["colours", options.colours])
        if options.vocabulary == "regional" and options.script in ("tw", "hk"):
            words.append(LABELS["vocabulary", options.vocabulary])
        words.append(LABELS["mode", options.mode])
        while words and Content(" · ".join(words)).cell_length > room:
            words.pop()
        return " · ".join(words)
