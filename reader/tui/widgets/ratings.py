"""The four ratings below a card, each with the time to the next review; before the answer is seen, what reveals it."""

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from glossary.study.model import Rating
from glossary.study.scheduling import interval_words

_NAMES = {Rating.AGAIN: "Again", Rating.HARD: "Hard", Rating.GOOD: "Good", Rating.EASY: "Easy"}
_CELLS = 15
"""A rating's cells where there is room."""


class Ratings(Widget):
    """Two rows: the ratings and their intervals, or a hint."""

    DEFAULT_CSS = "Ratings { height: 3; dock: bottom; margin-bottom: 1; }"
    COMPONENT_CLASSES = {"ratings--name", "ratings--proposed", "ratings--interval", "ratings--hint"}

    hint: reactive[str] = reactive("")
    proposed: reactive[Rating | None] = reactive(None)
    """What Enter gives; None: there is nothing to be rated yet."""
    intervals: reactive[Mapping[Rating, int]] = reactive(dict)
    """Milliseconds to the next review; empty where nothing is scheduled."""

    class Rated(Message):
        """A rating was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    class Clicked(Message):
        """The hint was clicked."""

    def render(self) -> Content:
        if self.proposed is None:
            left = " " * max(0, (self.size.width - Content(self.hint).cell_length) // 2)
            return Content.assemble("\n", left, (self.hint, self.get_visual_style("ratings--hint")))
        cells = max(4, min(_CELLS, self.size.width // len(_NAMES)))
        left = " " * ((self.size.width - cells * len(_NAMES)) // 2)
        names, intervals = [Content(left)], [Content(left)]
        for rating, name in _NAMES.items():
            meta = Style.from_meta({"rating": int(rating)})
            look = self.get_visual_style("ratings--proposed" if rating is self.proposed else "ratings--name")
            words = f" {int(rating)} {name} "
            after = interval_words(self.intervals[rating]) if rating in self.intervals else ""
            names.append(self._middle(words, cells, look).stylize(meta))
            intervals.append(self._middle(after, cells, self.get_visual_style("ratings--interval")).stylize(meta))
        return Content("\n").join([Content(""), Content("").join(names), Content("").join(intervals)])

    @staticmethod
    def _middle(words: str, cells: int, look: Style) -> Content:
        words = words[:cells]
        before = (cells - len(words)) // 2
        return Content.assemble(" " * before, (words, look), " " * (cells - len(words) - before))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        rating = event.style.meta.get("rating") if event.style else None
        if isinstance(rating, int):
            self.post_message(self.Rated(Rating(rating)))
        elif self.proposed is None:
            self.post_message(self.Clicked())
