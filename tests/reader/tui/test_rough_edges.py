"""What must not surprise: typing that is seen, boxes that hide nothing, marks that stay with their paragraph."""

from pathlib import Path

import pytest

from reader.session import Session
from tests.reader.tui.screen_case import Case, opened
from tests.reader.tui.test_mouse import cell, click, find, selection
from tests.reader.tui.test_themes import READ, too_faint

pytestmark = pytest.mark.usefixtures("used_home")


def page(case: Case) -> str:
    """What stands on the screen, row by row."""
    return "\n".join(strip.text for strip in case.app.screen._compositor.render_strips(case.app.size))


def said(case: Case) -> str:
    return " ".join(notification.message for notification in case.app._notifications)


@pytest.mark.parametrize("key", ["slash", "r", "colon"])
@pytest.mark.parametrize("size", [(100, 30), (60, 20)])
async def test_what_one_types_is_seen(key: str, size: tuple[int, int]) -> None:
    async with opened(size) as case:
        await case.press(key)
        await case.type("zhi1")
        assert "zhi1" in page(case)


async def test_the_box_never_covers_its_word() -> None:
    async with opened((80, 24)) as case:
        at = find(case, 2, "直播間")
        await case.press("J")
        await click(case, cell(case, at))
        region = case.screen.view.region_of(at)
        assert region is not None
        assert not case.screen.popup.region.overlaps(region.translate(case.screen.view.region.offset))


@pytest.mark.parametrize("theme", ["duban-dark", "duban-light"])
async def test_hits_can_be_read_without_readings(theme: str, used_home: Path) -> None:
    (used_home / "settings.toml").write_text(f'theme = "{theme}"')
    async with opened() as case:
        await case.press("m", "p", "slash", *"zhibo", "enter")
        assert too_faint(case, READ) == []


async def test_a_broken_text_is_named_and_the_others_are_offered(used_home: Path) -> None:
    bad = used_home / "texts" / "bad"
    bad.mkdir(parents=True)
    (bad / "meta.toml").write_text("title_zh = 5")
    async with opened() as case:
        await case.press("o")
        assert "直播帶貨的杭州樣本" in page(case)
        assert "title_zh must be" in page(case)


async def test_marks_hold_in_a_record_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session.open(lambda _: None)
    session.set_status("主播", "known")
    session.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    async with opened() as case:
        assert case.screen._session.vocabulary.statuses == {"主播": "known"}
        await case.press("J", "J", "w")
        assert "known" in case.card


async def test_a_text_that_became_shorter_opens_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(f"第{n}段。" for n in range(30)), encoding="utf-8")
    async with opened(text=str(path)) as case:
        await case.press("G", "b")
    path.write_text("\n".join(f"第{n}段。" for n in range(20)), encoding="utf-8")
    async with opened(text=str(path)) as case:
        assert case.paragraph == 19
        await case.press("g", "B", "enter")
        assert case.paragraph == 19


async def test_a_bookmark_stays_with_its_paragraph_and_can_be_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = [f"第{n}段。" for n in range(30)]
    path.write_text("\n".join(lines), encoding="utf-8")
    async with opened(text=str(path)) as case:
        case.screen.view.go_to(10)
        await case.press("b")
    path.write_text("\n".join(["新。", "又新。", *lines]), encoding="utf-8")
    async with opened(text=str(path)) as case:
        await case.press("g", "B", "enter")
        assert case.screen.reading.paragraphs[case.paragraph].text == "第10段。"
        await case.press("b", "B")
        assert "No bookmarks yet" in page(case)


@pytest.mark.parametrize("size", [(20, 5), (10, 3)])
async def test_too_small_is_said_and_passes(size: tuple[int, int]) -> None:
    async with opened(size) as case:
        await case.press()
        assert "Too" in page(case)
        await case.pilot.resize_terminal(80, 24)
        await case.settle()
        assert "Too small" not in page(case)


async def test_a_click_on_the_cursor_drops_the_selection() -> None:
    async with opened() as case:
        first, last = find(case, 2, "燈光"), find(case, 2, "白晝")
        await click(case, cell(case, first))
        await case.pilot.click(offset=cell(case, last), shift=True)
        assert selection(case) is not None
        await click(case, cell(case, last))
        assert selection(case) is None


async def test_dragging_selects_the_words_between() -> None:
    async with opened() as case:
        first, last = find(case, 2, "燈光"), find(case, 2, "白晝")
        await case.pilot.mouse_down(offset=cell(case, first))
        await case.pilot.hover(offset=cell(case, last))
        await case.pilot.mouse_up(offset=cell(case, last))
        await case.settle()
        assert case.screen.selected_text() == "燈光亮如白晝"


async def test_contents_stand_as_they_are_written(used_home: Path) -> None:
    own = used_home / "texts" / "a"
    own.mkdir(parents=True)
    (own / "meta.toml").write_text('title_zh = "題"\nscript = "hant"\n[paragraphs]\nheadings = [0]\n')
    (own / "zh.txt").write_text("皇后爲何說\n正文。\n", encoding="utf-8")
    async with opened(text="a") as case:
        await case.press("t")
        assert "皇后爲何說" in page(case)
        assert "皇后為何說" not in page(case)


async def test_a_theme_that_does_not_exist_is_named(used_home: Path) -> None:
    (used_home / "settings.toml").write_text('theme = "duban-drak"')
    async with opened() as case:
        assert "duban-drak" in said(case)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_switch_answers_in_the_status_line_of_any_terminal(size: tuple[int, int]) -> None:
    async with opened(size) as case:
        for key, told in (
            ("T", "Pleco colours"),
            ("v", "spoken tones"),
            ("z", "zhuyin on all words"),
            ("V", "regional wording"),
            ("m", "whole page"),
            ("s", "simplified"),
            ("p", "no readings"),
            ("z", "pinyin, no readings"),
            ("T", "Hanping colours"),
        ):
            await case.press(key)
            assert told in case.status
            assert f"{case.paragraph + 1}/44" in case.status


async def test_english_stands_beside_the_text_from_80_columns() -> None:
    async with opened((80, 24)) as case:
        await case.press("J", "J", "e")
        assert "English beside" in case.status
        assert any("晚上" in row and "At 6:30" in row for row in page(case).splitlines())
        await case.pilot.resize_terminal(60, 20)
        await case.settle()
        assert "from 76 columns" in case.status


async def test_the_card_follows_style_and_script() -> None:
    async with opened() as case:
        assert "Lín Yīlún" in case.card
        await case.press("z")
        assert "ㄌㄧㄣˊ ㄧ ㄌㄨㄣˊ" in case.card
        assert "Lín Yīlún" not in case.card
        await case.press("s")
        assert "走在田间地头，为大米带货" in case.card.replace("\n", "")
        await case.press("s")
        assert "走在田間地頭，為大米帶貨" in case.card.replace("\n", "")


async def test_a_word_looked_up_in_the_card_follows_the_script_too() -> None:
    async with opened() as case:
        await case.press("enter", "enter")
        assert case.card.splitlines()[0].startswith("謙尋")
        case.screen.set_options(case.screen.options.with_choice("script", "hans"))
        await case.settle()
        assert case.card.splitlines()[0].startswith("谦寻")
        await case.press("escape")
        assert case.card.splitlines()[0].startswith("林依轮")


async def test_the_palette_says_keys_as_they_are_pressed(used_home: Path) -> None:
    (used_home / "settings.toml").write_text('[keys]\ncontents = "f2"')
    async with opened() as case:
        said = {command.title: command.help for command in case.app.get_system_commands(case.app.screen)}
        assert said["Beginning"] == "g Home"
        assert said["Contents"] == "F2"
        assert said["Bookmark"].startswith("b   Set")


async def test_in_a_narrow_terminal_the_card_leaves_no_scraps_beside_it() -> None:
    async with opened((60, 20)) as case:
        await case.press("J", "J", "full_stop", "full_stop", "enter")
        assert (case.screen.popup.region.x, case.screen.popup.region.width) == (0, 60)
        await case.pilot.resize_terminal(80, 24)
        await case.settle()
        assert case.screen.popup.region.width == 56
