"""The line at the top: what is open, what is switched on, how far one has come."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.options import LABELS, ReadingOptions
from reader.tui.view_rows import BESIDE_FROM

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
    switched: reactive[str] = reactive("")
    """The switch that was pressed last: its state is told whatever else there is no room for."""
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
        states = dict(self._words())
        told = "ruby" if self.switched == "style" else self.switched
        while len(states) > 1 and Content(" · ".join(states.values())).cell_length > room:
            states.pop(next(name for name in reversed(states) if name != told))
        shown = " · ".join(states.values())
        return shown if Content(shown).cell_length <= room or told in states else ""

    def _words(self) -> Iterator[tuple[str, str]]:
        """(switch, its state in words). Those that change nothing now are left out, except right after their key."""
        options, pressed = self.options, self.switched
        if self.note:
            yield "note", self.note
        script = LABELS["script", options.script]
        if options.script == "source" and self.script_name:
            script = f"{script} ({self.script_name})" if pressed == "script" else self.script_name
        yield "script", script
        ruby = LABELS["ruby", options.ruby]
        told = options.style if options.ruby != "off" else f"{options.style}," if pressed == "style" else ""
        yield "ruby", f"{told} {ruby}".lstrip()
        english = LABELS["english", options.english]
        if options.english == "beside" and self.size.width < BESIDE_FROM:
            english = f"{english} from {BESIDE_FROM} columns"
        yield "english", english
        for name in ("tones", "colours"):
            if options.ruby != "off" or pressed == name:
                yield name, LABELS[name, getattr(options, name)]
        if pressed == "vocabulary" or (options.vocabulary == "regional" and options.script in ("tw", "hk")):
            yield "vocabulary", LABELS["vocabulary", options.vocabulary]
        if pressed == "missing":
            yield "missing", LABELS["missing", options.missing]
        yield "mode", LABELS["mode", options.mode]
