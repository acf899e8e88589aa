"""The text view driven as a reader drives it, at three sizes."""

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.geometry import Offset

from reader.tui.text_view import TextView
from reader.tui.view_motion import BUDGET
from reader.tui.view_source import TokenAt
from tests.reader.tui.view_fakes import FakeSource, ViewApp, picture

SIZES = [(80, 24), (120, 40), (60, 20)]
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def word(view: TextView) -> str:
    assert view.source is not None
    assert view.cursor is not None
    return view.source.shown(view.cursor.paragraph).tokens[view.cursor.token].text


@sizes
async def test_opens_on_the_first_word_and_asks_only_for_what_is_seen(size: tuple[int, int]) -> None:
    source = FakeSource(count=100_000)
    app = ViewApp(source)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.view.cursor == TokenAt(0, 0)
        rows = picture(app.view)
        assert [row.strip() for row in rows[:4]] == ["", "biāotí", "标题", ""]
        assert all(len(row) <= size[0] for row in rows)
        assert max(source.asked) <= size[1]
        source.asked.clear()
        assert app.view.to_bottom()
        await pilot.pause()
        assert app.view.cursor == TokenAt(99_999, 31)
        assert len(source.asked) <= 2 * size[1]


@sizes
async def test_words_are_walked_one_by_one_punctuation_skipped(size: tuple[int, int]) -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=size) as pilot:
        view = app.view
        walked: list[str] = []
        while view.next_word() and len(walked) < 9:
            walked.append(word(view))
        assert walked == ["自然流", "的", "直播間", "GMV", "達", "12.5", "億元", "自然流", "的"]
        back = [word(view) for _ in range(3) if view.previous_word()]
        assert back == ["的", "自然流", "億元"]  # the loop above took one step more
        await pilot.pause()
        for _ in range(150):
            view.next_word()
            await pilot.pause(0)
            assert view.cursor is not None
            y = view.row_of(view.cursor)
            assert y is not None
            assert 1 <= y < size[1] - 1


async def test_the_ends_of_the_text_are_ends() -> None:
    app = ViewApp(FakeSource(count=3))
    async with app.run_test(size=(80, 24)):
        view = app.view
        assert not view.previous_word()
        assert not view.previous_line()
        assert not view.previous_paragraph()
        assert view.to_bottom()
        assert not view.next_word()
        assert not view.next_line()
        assert not view.next_paragraph()
        assert not view.page_down()


async def test_lines_keep_the_column_and_pass_over_english() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(60, 20)) as pilot:
        view = app.view
        view.english = "sentence"
        view.go_to(2, 4)
        await pilot.pause()
        start = view.region_of(view.cursor) if view.cursor else None
        assert start is not None
        down = 0
        while down < 6 and view.next_line():
            down += 1
            await pilot.pause()
            here = view.region_of(view.cursor) if view.cursor else None
            assert here is not None
            assert abs(here.x - start.x) <= 12
        while down and view.previous_line():
            down -= 1
        assert view.cursor == TokenAt(2, 3) or word(view) == "的"


@sizes
async def test_a_paragraph_is_entered_in_the_upper_part_of_the_screen(size: tuple[int, int]) -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=size) as pilot:
        for _ in range(9):
            app.view.next_paragraph()
            await pilot.pause()
        assert app.view.cursor == TokenAt(9, 1)
        y = app.view.row_of(TokenAt(9, 1))
        assert y is not None
        assert y <= size[1] // 4 + 2
        assert app.view.previous_paragraph()
        assert app.view.cursor == TokenAt(8, 1)


TOGGLES: list[Callable[[TextView, FakeSource], None]] = [
    lambda view, _: setattr(view, "ruby", not view.ruby),
    lambda view, _: setattr(view, "english", "sentence" if view.english == "hidden" else "hidden"),
    lambda view, _: setattr(view, "english", "paragraph"),
    lambda view, _: setattr(view, "english", "beside"),
    lambda view, _: setattr(view, "ambiguous", 3 - view.ambiguous),
    lambda view, source: view.replace_source(FakeSource(ruby=not source.ruby)),
    lambda view, _: setattr(view, "mode", "page"),
    lambda view, _: setattr(view, "tones", ("#ff0000", "#00ff00", "#0000ff", "#ffff00", "#888888")),
]


@sizes
@pytest.mark.parametrize("place", [(0, 0), (13, 20), (29, 40)])
async def test_no_toggle_moves_the_word(size: tuple[int, int], place: tuple[int, int]) -> None:
    source = FakeSource()
    app = ViewApp(source)
    async with app.run_test(size=size) as pilot:
        view = app.view
        view.go_to(*place)
        await pilot.pause()
        before = word(view)
        assert view.cursor is not None
        y = view.row_of(view.cursor)
        for toggle in [*TOGGLES, *TOGGLES[:2]]:
            toggle(view, source)
            await pilot.pause()
            assert word(view) == before
            assert view.row_of(view.cursor) == y


async def test_a_finer_cut_keeps_the_place() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(5, 19)
        await pilot.pause()
        y = view.row_of(view.cursor) if view.cursor else None
        before = view.cursor
        view.replace_source(FakeSource(finer=True))
        await pilot.pause()
        assert view.cursor != before
        assert view.source is not None
        assert view.cursor is not None
        token = view.source.shown(5).tokens[view.cursor.token].token
        assert token.start <= 19 < token.end
        assert view.row_of(view.cursor) == y


async def test_resizing_keeps_the_word_in_sight() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.view
        view.go_to(12, 30)
        view.scroll_rows(-20)
        await pilot.pause()
        for size in [(60, 20), (40, 10), (14, 6), (120, 40)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert view.cursor is not None
            y = view.row_of(view.cursor)
            assert y is not None
            assert 0 <= y < size[1]
            assert all(view.render_line(row).cell_length == size[0] for row in range(size[1]))


@sizes
async def test_the_wheel_scrolls_and_takes_the_cursor_along(size: tuple[int, int]) -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=size) as pilot:
        view = app.view
        for _ in range(30):
            before = picture(view)
            view.scroll_rows(3)
            await pilot.pause(0)
            after = picture(view)
            assert after[: size[1] - 3] == before[3:]
            assert view.cursor is not None
            assert view.row_of(view.cursor) is not None
        assert view.cursor is not None
        assert view.cursor.paragraph > 3
        for _ in range(40):
            view.scroll_rows(-3)
        await pilot.pause()
        assert [row.strip() for row in picture(view)[:3]] == ["", "biāotí", "标题"]


async def test_the_mouse_wheel_reaches_the_view() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = picture(app.view)
        wheel = (app.view, 10, 10, 0, 0, 0, False, False, False)
        app.view.post_message(events.MouseScrollDown(*wheel))
        await pilot.pause()
        assert picture(app.view)[:21] == before[3:]
        app.view.post_message(events.MouseScrollUp(*wheel))
        await pilot.pause()
        assert picture(app.view) == before


@sizes
async def test_pages_down_to_the_end_and_up_to_the_start(size: tuple[int, int]) -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=size) as pilot:
        view = app.view
        await pilot.pause()
        seen = {at.paragraph for at in _screen(view)}
        pages = 0
        while view.page_down() and pages < 200:
            pages += 1
            await pilot.pause(0)
            seen |= {at.paragraph for at in _screen(view)}
        assert view.cursor == TokenAt(29, 31)
        assert seen == set(range(30))
        while view.page_up() and pages > 0:
            await pilot.pause(0)
        assert view.cursor == TokenAt(0, 0)


def _screen(view: TextView) -> list[TokenAt]:
    found = (view.token_at(x, y) for y in range(view.size.height) for x in range(0, view.size.width, 2))
    return [at for at in found if at is not None]


async def test_both_halves_of_a_character_and_its_annotation_are_its_word() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 1)
        await pilot.pause()
        region = view.region_of(TokenAt(2, 1))
        assert region is not None
        assert (region.width, region.height) == (8, 2)
        characters = [view.token_at(region.x + x, region.y + 1) for x in range(6)]
        above = [view.token_at(region.x + x, region.y) for x in range(8)]
        assert set(characters) == set(above) == {TokenAt(2, 1)}
        assert view.token_at(region.x + 6, region.y + 1) is None  # the closing quotation mark
        target = view.region_of(TokenAt(2, 4))
        assert target is not None
        for x, y in ((0, 0), (5, 1)):
            app.said.clear()
            await pilot.click(TextView, offset=Offset(target.x + x, target.y + y))
            (selected,) = [m for m in app.said if isinstance(m, TextView.TokenSelected)]
            assert selected.at == TokenAt(2, 4) == view.cursor
            assert selected.via == "mouse"


async def test_hovering_is_reported_once_a_word() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 1)
        await pilot.pause()
        region = view.region_of(TokenAt(2, 4))
        assert region is not None
        for x in range(4):
            await pilot.hover(TextView, offset=Offset(region.x + x, region.y + 1))
        await pilot.hover(TextView, offset=Offset(0, 23))
        hovered = [m.at for m in app.said if isinstance(m, TextView.TokenHovered)]
        assert hovered[0] == TokenAt(2, 4)
        assert hovered.count(TokenAt(2, 4)) == 1


async def test_messages_tell_where_the_reader_is_and_how_he_came() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        app.said.clear()
        app.view.next_word()
        await pilot.pause()
        app.view.go_to(4, 20)
        await pilot.pause()
        selected = [m for m in app.said if isinstance(m, TextView.TokenSelected)]
        assert [(m.at.paragraph, m.via) for m in selected] == [(1, "key"), (4, "set")]
        places = [m for m in app.said if isinstance(m, TextView.PlaceChanged)]
        assert (places[-1].paragraph, places[-1].offset) == (4, 18)


async def test_searching_far_ahead_leaves_the_app_responsive() -> None:
    app = ViewApp(FakeSource(count=4000))
    async with app.run_test(size=(80, 24)):
        view = app.view
        turns = 0

        async def count_turns() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        counting = asyncio.create_task(count_turns())
        assert not await view.find_word(lambda token, _: token.text == "無")
        counting.cancel()
        assert turns >= 120_000 // BUDGET, "the text has over 120,000 tokens"
        assert view.cursor == TokenAt(0, 0)
        assert await view.find_word(lambda _, mark: mark.term)
        assert view.cursor == TokenAt(1, 1)
        view.to_bottom()
        assert await view.find_word(lambda token, _: token.text == "标题", -1)
        assert view.cursor == TokenAt(3990, 0)


async def test_shift_extends_a_selection_and_a_plain_move_ends_it() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 1)
        view.next_word(extend=True)
        view.next_word(extend=True)
        assert view.selection == (TokenAt(2, 1), TokenAt(2, 4))
        view.previous_word(extend=True)
        assert view.selection == (TokenAt(2, 1), TokenAt(2, 3))
        await pilot.pause()
        view.next_word()
        assert view.selection is None


async def test_an_empty_text_is_an_empty_screen() -> None:
    app = ViewApp(FakeSource(count=0))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert set(picture(app.view)) == {""}
        view = app.view
        moves = [view.next_word, view.next_line, view.next_paragraph, view.page_down, view.to_top, view.to_bottom]
        assert not any(move() for move in moves)
        view.scroll_rows(3)
        assert view.token_at(3, 3) is None
