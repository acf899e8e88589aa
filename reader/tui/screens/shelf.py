"""A list and, beside it, what the cursor is on in full; where there is no room for both, the one looked at."""

from abc import abstractmethod
from typing import Any

from msgspec import Struct
from textual import events, on

from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.tui.concept_words import ConceptWords
from reader.tui.screens.keyed import KeyedScreen
from reader.tui.undo import UndoList
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.line_list import LineList, LineOpened
from reader.tui.widgets.link_view import LinkView
from texts.model import Script

BESIDE_FROM = 100
"""Columns from which list and concept stand side by side."""
_IN_CONCEPT = (("Tab", "next link"), ("↵", "follow"), ("Esc", "back"))
"""What the bottom line offers first while the concept has the focus."""


class Jump(Struct, frozen=True):
    """A place in a text, to go to."""

    text_id: str
    paragraph: int
    offset: int


class ShelfScreen(KeyedScreen[Jump | None]):
    """What the glossary and the candidates share."""

    CSS_PATH = "../styles/glossary.tcss"
    AUTO_FOCUS = "#concepts"

    def __init__(self, session: Session, reading: Reading, options: ReadingOptions, undo: UndoList) -> None:
        """``options`` say in which script and style names are written."""
        super().__init__()
        self._session = session
        self._reading = reading
        self.options = options
        self._undo = undo
        self._opened = False
        """Whether, where there is room for one only, the concept is shown and not the list."""

    @property
    def lines(self) -> LineList[Any]:
        lines: LineList[Any] = self.query_one("#concepts")  # type: ignore[assignment]
        return lines

    @property
    def full(self) -> LinkView:
        """What stands beside the list."""
        return self.query_one("#concept", LinkView)

    @abstractmethod
    def say_shown(self) -> None:
        """Say at the top how much is listed."""

    @property
    def words(self) -> ConceptWords:
        """How Chinese is written here now."""
        choice = self.options.script
        script: Script = self._reading.script if choice == "source" else choice
        return ConceptWords(self._session, script, "marks" if self.options.style == "pinyin" else "zhuyin")

    # Size

    def on_resize(self, _event: events.Resize) -> None:
        self.arrange_both()

    @property
    def _beside(self) -> bool:
        return self.app.size.width >= BESIDE_FROM

    def arrange_both(self) -> None:
        """Both side by side, or the one that is being looked at."""
        self.set_class(self._beside, "-beside")
        in_concept = self._opened and not self._beside
        self.lines.display = not in_concept
        self.full.display = self._beside or in_concept
        if in_concept and self.lines.has_focus:
            self.full.focus()
        self.say_shown()

    def show_keys(self) -> None:
        super().show_keys()
        if self.full.has_focus:
            bar = self.query_one(KeyBar)
            taken = {key for key, _ in _IN_CONCEPT}
            bar.hints = (*_IN_CONCEPT, *(hint for hint in bar.hints if hint[0] not in taken))

    def on_descendant_focus(self) -> None:
        self.show_keys()

    # The list

    def action_move(self, step: int) -> None:
        self.show_list()
        self.lines.move(step)

    def action_page(self, step: int) -> None:
        self.show_list()
        self.lines.page(step)

    def action_end(self, step: int) -> None:
        self.show_list()
        self.lines.move(step * len(self.lines))

    def show_list(self) -> None:
        self._opened = False
        self.arrange_both()

    @on(LineOpened)
    def action_open(self) -> None:
        if self.lines.item is not None:
            self._opened = True
            self.arrange_both()
            self.full.focus()

    def back_to_list(self) -> None:
        self.show_list()
        self.lines.focus()

    def action_leave(self) -> None:
        self.dismiss(None)
