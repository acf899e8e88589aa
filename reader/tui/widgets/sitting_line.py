"""The thin line at the top of a sitting: how far one has come, what is left, and how long it will take."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from glossary.study.deck import Counts

_SHORTEST = 8
"""Cells below which the line is left out."""


class SittingLine(Widget):
    """One row."""

    DEFAULT_CSS = "SittingLine { height: 1; dock: top; }"
    COMPONENT_CLASSES = {
        "sitting-line--done",
        "sitting-line--left",
        "sitting-line--count",
        "sitting-line--now",
        "sitting-line--note",
    }

    progress: reactive[float] = reactive(0.0)
    counts: reactive[Counts] = reactive(Counts(0, 0, 0))
    seconds: reactive[float] = reactive(0.0)
    kind: reactive[str] = reactive("")
    """Which of the counts the present card belongs to: new, learning or due."""
    title: reactive[str] = reactive("")
    flagged: reactive[bool] = reactive(False)

    note: reactive[str] = reactive("")
    """What was just done; for a moment it stands in place of all else, so that it covers nothing of the card."""

    def render(self) -> Content:
        if self.note:
            return Content.assemble(" ", (self.note, self.get_visual_style("sitting-line--note")))
        count, now = self.get_visual_style("sitting-line--count"), self.get_visual_style("sitting-line--now")
        parts = [
            Content.assemble((f"{number} {name}", now if name == self.kind else count))
            for name, number in (
                ("new", self.counts.new),
                ("learning", self.counts.learning),
                ("due", self.counts.due),
            )
        ]
        if self.counts.total:
            parts.append(Content.assemble((f"about {duration_words(self.seconds)}", count)))
        if self.title:
            parts.insert(0, Content.assemble((self.title, count)))
        right = Content.assemble(*([("⚑ ", now)] if self.flagged else []), Content.assemble((" · ", count)).join(parts))
        room = self.size.width - right.cell_length - 4
        if self.title and room < _SHORTEST:
            right = Content.assemble((" · ", count)).join(parts[1:])
            room = self.size.width - right.cell_length - 4
        if room < _SHORTEST:
            return right
        done = round(max(0.0, min(1.0, self.progress)) * room)
        return Content.assemble(
            " ",
            ("━" * done, self.get_visual_style("sitting-line--done")),
            ("─" * (room - done), self.get_visual_style("sitting-line--left")),
            "  ",
            right,
            " ",
        )


def duration_words(seconds: float) -> str:
    """``"40 s"``, ``"4 min"``, ``"1.5 h"``."""
    if seconds < 55:
        return f"{max(5, round(seconds / 5) * 5)} s"
    if seconds < 5400:
        return f"{max(1, round(seconds / 60))} min"
    return f"{seconds / 3600:.1f} h"
