"""How the learning goes: plots of a deck, one page long."""

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from glossary.store.study import Wanted
from glossary.study.statistics import Statistics
from reader.errors import USER_ERRORS
from reader.plots import page
from reader.session import Session
from reader.tui.keys import STATISTICS, STATISTICS_BELOW, STATISTICS_GROUPS
from reader.tui.screens.keyed import KeyedScreen
from reader.tui.widgets.key_bar import KeyBar

_WIDEST = 100


class Plots(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The page; its styles are its component classes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"plots--{name}"
        for name in (
            "heading", "text", "dim", "bar", "mark", "track", "new", "learning", "young", "mature", "suspended",
            "heat0", "heat1", "heat2", "heat3", "heat4",
        )
    }  # fmt: skip


class StatisticsScreen(KeyedScreen[None]):
    """Counts in a thread, then shows."""

    BINDINGS: ClassVar[list[BindingType]] = list(STATISTICS)
    CSS_PATH = "../styles/statistics.tcss"
    KEYS = STATISTICS
    KEY_GROUPS = STATISTICS_GROUPS
    KEYS_BELOW = STATISTICS_BELOW

    def __init__(self, session: Session, wanted: Wanted | None = None, of: str = "") -> None:
        """``wanted``: of which cards; ``of`` says that in words."""
        super().__init__()
        self._session = session
        self._wanted = wanted
        self._of = of
        self._figures: Statistics | None = None
        self._today = date.min

    def compose(self) -> ComposeResult:
        with Plots(id="plots"):
            yield Static("counting …", id="page", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(Plots).focus()
        self.call_after_refresh(self.show_keys)
        self._count()

    @work(thread=True, exclusive=True, group="figures")
    def _count(self) -> None:
        worker = get_current_worker()
        study = self._session.study
        try:
            figures = study.statistics(self._wanted)
            today = date.fromordinal(study.deck.moment(study.clock()).day)
        except USER_ERRORS as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", timeout=10, markup=False)
            return

        def show() -> None:
            self._figures, self._today = figures, today
            self._draw()

        if not worker.is_cancelled:
            self.app.call_from_thread(show)

    def on_resize(self) -> None:
        self._draw()

    def on_theme_changed(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._figures is None:
            return
        plots = self.query_one(Plots)
        width = max(30, min(_WIDEST, self.app.size.width - 6))
        lines = page(self._figures, self._today, self._name_of, width)
        head = [Content(self._of).stylize(plots.get_visual_style("plots--dim")), Content("")] if self._of else []
        drawn = [
            Content("").join(Content(text).stylize(plots.get_visual_style(f"plots--{look}")) for text, look in line)
            for line in lines
        ]
        self.query_one("#page", Static).update(Content("\n").join([*head, *drawn]))

    def _name_of(self, concept_id: str) -> str:
        concept = self._session.study.concept_named(concept_id)
        return concept_id if concept is None else concept.preferred.hans

    # Keys

    def action_scroll(self, step: int) -> None:
        self.query_one(Plots).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        plots = self.query_one(Plots)
        plots.scroll_relative(y=step * max(1, plots.size.height - 2), animate=False)

    def action_end(self, step: int) -> None:
        plots = self.query_one(Plots)
        plots.scroll_to(y=0 if step < 0 else plots.max_scroll_y, animate=False)

    def action_close(self) -> None:
        self.dismiss(None)
