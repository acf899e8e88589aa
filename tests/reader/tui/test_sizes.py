"""Terminals of any size, and of a size that changes while something is open: nothing breaks, the place is kept."""

import pytest

from reader.tui.dialogs.base import Dialog
from tests.reader.tui.screen_case import Case, opened

pytestmark = pytest.mark.usefixtures("used_home")

DIALOGS = ("question_mark", "t", "slash", "r", "minus", "colon", "B")


def screen(case: Case) -> list[str]:
    return [strip.text for strip in case.app.screen._compositor.render_strips(case.app.size)]


async def resize(case: Case, width: int, height: int) -> None:
    await case.pilot.resize_terminal(width, height)
    await case.settle()


@pytest.mark.parametrize(("width", "height"), [(60, 20), (40, 10)])
async def test_small_terminals_are_enough_to_read(width: int, height: int) -> None:
    """The word, its reading, the card and the way to the help are all on the screen."""
    async with opened((width, height)) as case:
        await case.press("J", "J")
        assert case.word == "晚上"
        page = "\n".join(screen(case))
        assert "wǎnshang" in page
        assert "晚上" in page
        assert "? help" in page
        assert "3/44" in page
        await case.press("enter")
        page = "\n".join(screen(case))
        assert "6:30 p.m." in page  # the figure that the word is part of comes first
        assert "evening" in page or height < 20
        assert page.count("晚上") >= 1
        popup, view = case.screen.popup.region, case.screen.view.region
        assert view.contains_region(popup)
        assert popup.height <= height // 2
        if height > 10:
            return
        await case.press("escape", "escape")
        for key in DIALOGS:
            await case.pilot.press(key)
            assert isinstance(case.app.screen, Dialog)
            assert case.app.screen.heading.split()[0] in "\n".join(screen(case))
            await case.pilot.press("escape")


@pytest.mark.parametrize(("width", "height"), [(20, 5), (1, 1)])
async def test_tiny_terminals_break_nothing(width: int, height: int) -> None:
    async with opened((width, height)) as case:
        word = case.word
        await case.press("d", "j", "space", "full_stop", "G", "g", "escape")
        assert case.word == word
        await case.press("question_mark", "escape", "slash", "escape")
        await resize(case, 120, 40)
        # Where one cell is all there is, text is drawn, and what follows it loaded, only now.
        await case.pilot.pause(0.1)
        await case.settle()
        assert "林依輪" in "\n".join(screen(case))
        assert "Lin Yilun" in case.card


async def test_resizing_while_the_card_is_open_keeps_word_and_card() -> None:
    async with opened((80, 24)) as case:
        await case.press("J", "J", "enter", "enter")
        assert case.screen.popup.has_focus
        card, word = case.card, case.word
        for width, height in ((60, 20), (20, 5), (1, 1), (120, 40), (80, 24)):
            await resize(case, width, height)
            assert case.word == word
            if width >= 100:
                assert case.screen.panel.display
                assert not case.screen.popup.display
                assert case.card.splitlines()[0] == card.splitlines()[0]
                await case.press("escape")
        assert case.card == ""
        assert case.screen.view.has_focus
        await case.press("enter")
        assert case.card.splitlines()[0] == card.splitlines()[0]


async def test_resizing_while_a_dialog_is_open() -> None:
    async with opened((120, 40)) as case:
        word = case.word
        for key in ("question_mark", "slash"):
            await case.press(key)
            for width, height in ((3, 2), (120, 40)):
                await case.pilot.resize_terminal(width, height)
                assert isinstance(case.app.screen, Dialog)
            await case.press("escape")
            assert case.word == word


async def test_the_word_stays_in_sight_while_a_window_is_dragged_smaller() -> None:
    async with opened((120, 40)) as case:
        case.screen.view.go_to(20, 60)
        await case.press()
        word, at = case.word, case.screen.view.cursor
        assert at is not None
        for width, height in ((99, 30), (50, 14), (30, 9), (90, 28)):
            await resize(case, width, height)
            assert case.word == word
            assert case.screen.view.row_of(at) is not None
