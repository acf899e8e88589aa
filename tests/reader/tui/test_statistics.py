"""The page of figures: its keys, and what it says."""

from datetime import UTC, datetime

import pytest

from glossary.study.model import Rating
from reader.tui.dialogs.help import HelpDialog
from reader.tui.keys import STATISTICS
from reader.tui.screens.statistics import Plots, StatisticsScreen
from tests.reader.tui.review_case import ReviewCase, sitting
from tests.reader.tui.screen_case import opened

pytestmark = pytest.mark.usefixtures("used_home")


def plots(case: ReviewCase) -> Plots:
    assert isinstance(case.app.screen, StatisticsScreen)
    return case.app.screen.query_one(Plots)


def shown(case: ReviewCase) -> str:
    return str(case.app.screen.query_one("#page").render())


def study(case: ReviewCase) -> None:
    """Answers of a month that has passed."""
    deck = case.session.study.deck
    day = 86_400_000
    start = round(datetime.now(UTC).timestamp() * 1000) - 30 * day
    for step, rating in enumerate([4, 3, 1, 3, 3, 4]):
        deck.answer(1, Rating(rating), start + step * 5 * day)
        deck.answer(2, Rating.EASY, start + step * 5 * day + 1000)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_every_key(size: tuple[int, int]) -> None:
    exercised = {"line_down", "line_up", "page_down", "page_up", "top", "bottom", "leave", "help", "close"}
    async with sitting("recognise", size=size) as case:
        study(case)
        await case.press("S")
        for words in ("Cards", "2 new", "12 in all", "Known when asked again", "Intervals", "自然流"):
            assert words in shown(case)
        assert all(len(line) <= size[0] for line in case.page.splitlines())
        view = plots(case)
        await case.press("j", "j", "k")
        assert view.scroll_y == min(1, view.max_scroll_y)
        await case.press("space")
        assert view.scroll_y == min(view.size.height - 1, view.max_scroll_y)
        await case.press("pageup", "G")
        assert view.scroll_y == view.max_scroll_y
        await case.press("g")
        assert view.scroll_y == 0
        await case.press("question_mark")
        assert any(isinstance(screen, HelpDialog) for screen in case.app.screen_stack)
        await case.press("escape", "escape")
        assert case.app.screen is case.screen
        await case.press("S", "q")
        assert case.app.screen is case.screen
    assert {binding.id for binding in STATISTICS} - exercised == {"palette", "quit"}


async def test_an_empty_deck_says_so() -> None:
    async with sitting() as case:
        await case.press("S")
        assert "There are no cards yet." in shown(case)
        assert "No answer yet." in shown(case)


async def test_from_the_text() -> None:
    async with opened() as case:
        await case.press("F", "up", "enter")
        assert isinstance(case.app.screen, StatisticsScreen)
