"""Every key of the screen with candidates, by what it does to the state."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Static

from reader.tui.dialogs.concept import ConceptDialog
from reader.tui.dialogs.concept_pick import ConceptPick
from reader.tui.dialogs.help import HelpDialog
from reader.tui.keys import CANDIDATES
from reader.tui.screens.candidates import CandidatesScreen
from tests.reader.tui.screen_case import Case, opened

pytestmark = pytest.mark.usefixtures("used_home")

EXERCISED: set[str] = set()
TEXT = """他把“星海计划”叫做“星海计划”，所谓星海计划，是指海边的直播。

小五在义乌卖发夹，星海计划从此开始。BQX集团加入了星海计划。
“石榴榜单”是BQX集团的榜单。石榴榜单每天一换。
"""


def keys(*names: str) -> None:
    EXERCISED.update(names)


class CandidatesCase(Case):
    @property
    def candidates(self) -> CandidatesScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, CandidatesScreen))

    @property
    def terms(self) -> list[str]:
        return [line.term for line in self.candidates.lines.items]

    @property
    def term(self) -> str:
        """Under the cursor."""
        candidate = self.candidates.candidate
        return "" if candidate is None else candidate.term

    @property
    def shown(self) -> str:
        return str(self.candidates.view.query_one(".body").render()) if self.candidates.view.display else ""

    @property
    def counted(self) -> str:
        return str(self.candidates.query_one("#shown", Static).render())

    @property
    def said(self) -> str:
        notifications = list(self.app._notifications)
        return notifications[-1].message if notifications else ""

    def to(self, term: str) -> None:
        self.candidates.lines.cursor = self.terms.index(term)


@asynccontextmanager
async def candidates(tmp_path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[CandidatesCase]:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    async with opened(size, str(text)) as case:
        inside = CandidatesCase(case.app, case.pilot)
        await inside.press("E")
        yield inside


async def test_they_are_listed_with_their_evidence_and_gone_to(tmp_path: Path) -> None:
    keys("open_concept", "line_down", "line_up", "page_down", "page_up", "top", "bottom", "close", "leave")
    async with candidates(tmp_path) as case:
        assert {"星海计划", "石榴榜单"} <= set(case.terms)
        assert case.counted == f"{len(case.terms)} candidates"
        case.to("石榴榜单")
        await case.press()
        assert case.shown.startswith("石榴榜单  石榴榜單")
        assert "2× in this text" in case.shown
        assert "set in quotation marks" in case.shown
        assert "“石榴榜单”是BQX集团的榜单。" in case.shown
        await case.press("enter", "enter")
        assert case.app.screen is case.screen
        assert case.paragraph == 2
        await case.press("E", "G")
        assert case.candidates.lines.cursor == len(case.terms) - 1
        await case.press("k", "g", "j", "up", "space", "pageup")
        assert case.candidates.lines.cursor == 0
        await case.press("enter", "escape")
        assert case.candidates.lines.has_focus
        await case.press("escape")
        assert len(case.app.screen_stack) == 2


async def test_one_is_looked_over_and_added(tmp_path: Path) -> None:
    keys("add_term", "undo")
    async with candidates(tmp_path) as case:
        case.to("石榴榜单")
        before = case.terms
        await case.press("a")
        assert isinstance(case.app.screen, ConceptDialog)
        assert case.app.screen.heading == "Add 石榴榜单"
        await case.press("escape")
        assert case.terms == before
        await case.press("a")
        await case.type("pomegranate chart")
        await case.press("enter")
        assert "石榴榜单" not in case.terms
        assert case.said.startswith("Added 石榴榜单.")
        assert case.candidates._session.terms.named("石榴榜单").examples[0].zh.startswith("“石榴榜单”")
        await case.press("ctrl+z")
        assert case.terms == before
        assert case.term == "石榴榜单"
        await case.press("ctrl+z")
        assert case.said == "Nothing was done here yet."


async def test_one_is_added_as_it_is_and_marked_in_the_text(tmp_path: Path) -> None:
    keys("add_at_once")
    async with candidates(tmp_path) as case:
        case.to("星海计划")
        await case.press("plus")
        assert "1 dealt with" in case.counted
        await case.press("q")
        case.screen.view.go_to(1, 9)
        await case.press()
        assert case.word == "星海计划"
        assert case.screen._term_here() is not None
        await case.press("ctrl+z")
        assert case.screen._term_here() is None


async def test_rejected_stays_rejected_and_can_be_taken_back(tmp_path: Path) -> None:
    keys("reject")
    async with candidates(tmp_path) as case:
        case.to("石榴榜单")
        at = case.candidates.lines.cursor
        await case.press("x")
        assert "石榴榜单" not in case.terms
        assert case.candidates.lines.cursor == min(at, len(case.terms) - 1)
        assert case.said.startswith("石榴榜单 is not offered again.")
        await case.press("q", "E")
        assert "石榴榜单" not in case.terms
        case.to("星海计划")
        await case.press("x", "ctrl+z")
        assert "星海计划" in case.terms
        assert case.candidates._session.record.rejected_terms() == {"石榴榜单"}


async def test_one_becomes_another_name_of_a_concept(tmp_path: Path) -> None:
    keys("merge")
    async with candidates(tmp_path) as case:
        case.to("石榴榜单")
        await case.press("m")
        assert isinstance(case.app.screen, ConceptPick)
        for character in "qqq":
            await case.pilot.press(character)
        assert "Nothing found" in str(case.app.screen.query_one("#none").render())
        await case.press("backspace", "backspace", "backspace")
        await case.type("ziranliu")
        await case.press("down", "up", "enter")
        assert case.said.startswith("石榴榜单 is a name of 自然流 now.")
        concept = case.candidates._session.terms.named("石榴榜单")
        assert concept.preferred.hans == "自然流"
        await case.press("ctrl+z")
        assert "石榴榜单" in case.terms
        await case.press("m", "escape")
        assert "石榴榜单" in case.terms


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_list_and_evidence_alternate_in_a_narrow_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with candidates(tmp_path, size) as case:
        assert case.shown == ""
        await case.press("enter")
        assert case.candidates.view.has_focus
        await case.press("escape", "x")
        assert "1 dealt with" in case.counted


async def test_script_help_and_palette(tmp_path: Path) -> None:
    keys("script", "help", "palette", "quit")
    async with candidates(tmp_path) as case:
        case.to("星海计划")
        await case.press("s", "s")
        assert "星海計劃" in case.terms
        await case.press("question_mark")
        assert isinstance(case.app.screen, HelpDialog)
        shown = str(case.app.screen.query_one("#keys").render())
        assert all(binding.description in shown for binding in CANDIDATES)
        await case.press("escape")
        titles = [command.title for command in case.app.get_system_commands(case.candidates)]  # type: ignore[arg-type]
        assert "Reject" in titles
        await case.press("ctrl+q")
    assert case.app.return_code == 0


async def test_looking_can_be_stopped_and_keeps_no_key_waiting(tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text("小五说：“我甚至觉得五千人的直播间就很好。”\n" * 60_000, encoding="utf-8")
    async with opened((120, 40), str(text)) as case:
        inside = CandidatesCase(case.app, case.pilot)
        await case.pilot.press("E")
        await case.pilot.pause(0.5)
        assert inside.candidates.is_looking
        assert "looking … " in inside.counted
        await case.press("escape")
        assert inside.counted == "stopped"
        await case.press("escape")
        assert len(case.app.screen_stack) == 2


async def test_a_text_without_any_says_so(tmp_path: Path) -> None:
    text = tmp_path / "plain.txt"
    text.write_text("我们去。\n", encoding="utf-8")
    async with opened((80, 24), str(text)) as case:
        await case.press("E")
        inside = CandidatesCase(case.app, case.pilot)
        assert "Nothing in this text looks like a term" in inside.candidates.lines.render_line(1).text
        await case.press("a", "plus", "x", "m", "enter", "ctrl+z")
        assert len(case.app.screen_stack) == 3


async def test_the_mouse_chooses_and_opens(tmp_path: Path) -> None:
    async with candidates(tmp_path) as case:
        region = case.candidates.lines.region
        for _ in range(2):
            await case.pilot.click(offset=Offset(region.x + 3, region.y + 1))
            await case.settle()
        assert case.candidates.lines.cursor == 1
        assert case.candidates.view.has_focus


def test_every_key_was_tried() -> None:
    """Runs last in this file; a new binding needs a test of its own."""
    assert {binding.id for binding in CANDIDATES} - EXERCISED == set()
