"""The mouse on the reading screen: click, double click, drag, wheel and hover, on the text and in the card."""

import pytest
from textual import events
from textual.geometry import Offset
from textual.widgets import OptionList

from reader.tui.view_source import TokenAt
from tests.reader.tui.screen_case import Case, opened

pytestmark = pytest.mark.usefixtures("used_home")

WIDE, NARROW = (120, 40), (80, 24)


def find(case: Case, paragraph: int, word: str) -> TokenAt:
    tokens = [shown.text for shown in case.screen.source.shown(paragraph).tokens]
    return TokenAt(paragraph, tokens.index(word))


def cell(case: Case, at: TokenAt) -> Offset:
    """The screen's cell where a word begins."""
    region = case.screen.view.region_of(at)
    assert region is not None, "out of sight"
    return Offset(region.x, region.bottom - 1) + case.screen.view.region.offset


async def click(case: Case, place: Offset, times: int = 1) -> None:
    await case.pilot.click(offset=place, times=times)
    await case.settle()


async def wheel(case: Case, place: Offset, notches: int) -> None:
    kind = events.MouseScrollDown if notches > 0 else events.MouseScrollUp
    await case.pilot._post_mouse_events([kind] * abs(notches), offset=place)
    await case.settle()


def top_row(case: Case) -> str:
    return case.screen.view.render_line(0).text


def selection(case: Case) -> tuple[TokenAt, TokenAt] | None:
    return case.screen.view.selection


def hovered(case: Case) -> TokenAt | None:
    return case.screen.view.hovered


def link(case: Case) -> Offset:
    """The cell of the first word in the panel that can be followed."""
    for y, strip in enumerate(case.app.screen._compositor.render_strips(case.app.size)):
        x = 0
        for segment in strip:
            if segment.style and "link" in segment.style.meta and case.screen.panel.region.contains(x, y):
                return Offset(x, y)
            x += segment.cell_length
    raise AssertionError("nothing to follow")


async def test_a_click_moves_the_cursor_and_the_panel_follows() -> None:
    async with opened(WIDE) as case:
        at = find(case, 2, "燈光")
        place = cell(case, at)
        await click(case, place)
        assert (case.screen.view.cursor, case.word) == (at, "燈光")
        assert "light" in case.card
        assert "¶ 3/44" in case.status
        assert not case.screen.popup.display
        start = find(case, 0, "林依輪")
        for aside in (Offset(1, 0), Offset(3, 0), Offset(3, -1)):  # both halves of a character, and the reading
            await case.press("g")
            assert case.screen.view.cursor == start
            await click(case, place + aside)
            assert case.screen.view.cursor == at
        margin, comma, keys = Offset(0, 10), cell(case, find(case, 2, "半")) + Offset(2, 0), Offset(40, 39)
        for nothing in (margin, comma, keys):
            await click(case, nothing)
            assert case.screen.view.cursor == at


async def test_a_click_on_a_narrow_screen_opens_the_card_beside_the_word() -> None:
    async with opened(NARROW) as case:
        at = find(case, 0, "林依輪")
        assert (case.screen.view.cursor, case.card) == (at, "")
        await click(case, cell(case, at))
        assert "Lin Yilun" in case.card
        assert case.screen.view.has_focus
        await click(case, cell(case, find(case, 0, "中")))
        assert case.word == "中"
        assert "middle; center" in case.card
        await case.press("escape")
        assert case.card == ""
        at = find(case, 1, "直播")
        await click(case, cell(case, at))
        assert "livestream" in case.card
        word = case.screen.view.region_of(at)
        assert word is not None
        assert not case.screen.popup.region.overlaps(word.translate(case.screen.view.region.offset))


async def test_shift_and_dragging_select_words() -> None:
    async with opened(WIDE) as case:
        first, last = find(case, 2, "燈光"), find(case, 2, "白晝")
        await click(case, cell(case, first))
        await case.pilot.click(offset=cell(case, last), shift=True)
        assert selection(case) == (first, last)
        await click(case, cell(case, find(case, 2, "晚上")))
        assert selection(case) is None
        await case.pilot.mouse_down(offset=cell(case, last))
        for place in (cell(case, last), cell(case, first)):
            await case.pilot._post_mouse_events([events.MouseMove], offset=place, button=1)
        await case.pilot.mouse_up(offset=cell(case, first))
        await case.settle()
        assert selection(case) == (first, last)


async def test_the_wheel_scrolls_in_both_modes_and_the_cursor_stays_in_sight() -> None:
    async with opened(NARROW) as case:
        for mode in ("focus", "page"):
            assert case.screen.options.mode == mode
            begin = top_row(case)
            await wheel(case, Offset(20, 10), 1)
            assert top_row(case) != begin
            await wheel(case, Offset(20, 10), 4)
            at = case.screen.view.cursor
            assert at is not None
            assert at.paragraph >= 1
            assert case.screen.view.row_of(at) is not None
            await click(case, cell(case, TokenAt(at.paragraph, at.token)))
            assert case.screen.view.cursor == at
            await case.press("escape")
            await wheel(case, Offset(20, 10), -6)
            assert top_row(case) == begin
            await case.press("G")
            end = top_row(case)
            await wheel(case, Offset(20, 10), 1)
            assert case.paragraph == 43
            await wheel(case, Offset(20, 10), -2)
            assert top_row(case) != end
            await case.press("g", "m")


async def test_the_word_under_the_mouse_is_shown() -> None:
    async with opened(WIDE) as case:
        at = find(case, 2, "燈光")
        place = cell(case, at)
        y = place.y - case.screen.view.region.y
        plain = case.screen.view.render_line(y)
        await case.pilot.hover(offset=place)
        assert hovered(case) == at
        lit = case.screen.view.render_line(y)
        assert lit.text == plain.text
        assert lit != plain
        assert case.word == "林依輪"
        await case.pilot.hover(offset=Offset(0, 0))
        await case.pilot.pause()
        assert hovered(case) is None
        assert case.screen.view.render_line(y) == plain


async def test_the_mouse_in_panel_and_contents() -> None:
    async with opened((120, 16)) as case:
        await case.press("full_stop")
        first, begin = case.card, top_row(case)
        panel = case.screen.panel
        assert panel.max_scroll_y > 0
        await wheel(case, panel.region.offset + Offset(4, 4), 2)
        assert panel.scroll_y > 0
        assert top_row(case) == begin
        await case.pilot.resize_terminal(*WIDE)
        await case.settle()
        await click(case, link(case))
        assert case.card != first
        assert panel.depth == 1
        await case.press("escape")
        assert case.card == first
        await case.press("escape", "t")
        await click(case, case.app.screen.query_one(OptionList).region.offset + Offset(3, 1))
        assert case.paragraph == 22
