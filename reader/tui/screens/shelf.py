"""A list that keys and mouse move through; and a list with, beside it, what the cursor is on in full, or where there is
no room for both, the one looked at."""

from abc import abstractmethod
from typing import Any

from msgspec import Struct
from textual import events, on

from reader.options import LABELS, ReadingOptions
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
    """A text to go to, and a place in it."""

    text_id: str
    paragraph: int | None = None
    """None: where the reader was last."""
    offset: int = 0
    looked_for: str = ""
    """What was searched and found there: the text's search goes on with it."""


class ListScreen(KeyedScreen[Jump | None]):
    """What the glossary, the candidates and the library share."""

    CSS_PATH = "../styles/glossary.tcss"
    AUTO_FOCUS = "#list"

    def __init__(self, session: Session, reading: Reading, options: ReadingOptions, undo: UndoList) -> None:
        """``options`` say in which script and style names are written."""
        super().__init__()
        self._session = session
        self._reading = reading
        self.options = options
        self._undo = undo

    @property
    def lines(self) -> LineList[Any]:
        """The list that is looked at."""
        lines: LineList[Any] = self.query_one("#list")  # type: ignore[assignment]
        return lines

    @abstractmethod
    def say_shown(self) -> None:
        """Say at the top how much is listed."""

    @property
    def words(self) -> ConceptWords:
        """How Chinese is written here now."""
        choice = self.options.script
        script: Script = self._reading.script if choice == "source" else choice
        return ConceptWords(self._session, script, "marks" if self.options.style == "pinyin" else "zhuyin")

    def turn_script(self) -> None:
        """Write Chinese in the next script, here and in the text."""
        self.options = self.options.cycled("script")
        self.switched()
        self.keep(lambda: self._session.save_preference("reading", self.options.to_record()))
        self.notify(LABELS["script", self.options.script].capitalize() + ".", timeout=2)

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def show_list(self) -> None:
        """Have the list in sight."""

    def action_move(self, step: int) -> None:
        self.show_list()
        self.lines.move(step)

    def action_page(self, step: int) -> None:
        self.show_list()
        self.lines.page(step)

    def action_end(self, step: int) -> None:
        self.show_list()
        self.lines.move(step * len(self.lines))

    def action_leave(self) -> None:
        self.dismiss(None)


class ShelfScreen(ListScreen):
    """A list and one of its items in full."""

    def __init__(self, session: Session, reading: Reading, options: ReadingOptions, undo: UndoList) -> None:
        super().__init__(session, reading, options, undo)
        self._opened = False
        """Whether, where there is room for one only, the concept is shown and not the list."""

    @property
    def full(self) -> LinkView:
        """What stands beside the list."""
        return self.query_one("#concept", LinkView)

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

    # The list

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
