"""The library's screen: what is listed, found, sorted, opened, and noticed on the disk."""

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from reader.tui.keys import LIBRARY
from tests.reader.tui.library_case import LibraryCase, library, touch_later, write_text
from tests.reader.tui.screen_case import ARTICLE, opened

pytestmark = pytest.mark.usefixtures("used_home")


def keys(*names: str) -> None:
    """The keys that a test presses are those of the table."""
    assert set(names) <= {binding.id for binding in LIBRARY}


@pytest.fixture
def texts(used_home: Path) -> Path:
    """Four texts besides the bundled one."""
    write_text(used_home, "wuliu", "物流的春天", outlet="界面新闻", date="2026-02-01", tags=["logistics"])
    write_text(used_home, "zhibo", "直播的夏天", outlet="浙江日报", date="2025-06-01", tags=["live", "logistics"])
    write_text(used_home, "long", "最長的文章", "商品的配送。\n" * 300)
    (write_text(used_home, "broken") / "meta.toml").write_text("title_zh = 3", encoding="utf-8")
    return used_home / "texts"


async def found(case: LibraryCase, typed: str) -> list[str]:
    case.library.query_line.value = typed
    await case.settle()
    return sorted(case.ids)


async def test_every_text_is_listed_with_what_is_known_of_it(texts: Path) -> None:
    assert texts.is_dir()
    async with library() as case:
        assert sorted(case.ids) == ["broken", ARTICLE, "long", "wuliu", "zhibo"]
        assert case.at == ARTICLE
        rows = "\n".join(case.rows)
        assert "● 直播帶貨的杭州樣本" in rows
        assert "title_zh must be a text" in rows
        assert "HSK 7–9" in rows
        assert "3.0-2021" in str(case.library.head.render())
        assert case.counted == "1 with a fault · 5 of 5"
        assert "Selling by livestream" in case.about
        assert "HSK 7–9 (3.0-2021), 7% not in the list" in case.about
        assert "#live commerce" in case.about
        await case.press("o")
        assert not case.is_open


@pytest.mark.usefixtures("texts")
async def test_it_narrows_as_one_types_and_esc_shows_all() -> None:
    keys("search", "close")
    async with library() as case:
        await case.press("slash")
        assert await found(case, "物流") == ["wuliu"]
        assert await found(case, "wuliu") == ["wuliu"]
        assert await found(case, "夏天 浙江") == ["zhibo"]
        assert await found(case, "LOGIS") == ["wuliu", "zhibo"]
        assert await found(case, "沒有這個") == []
        assert "i looks for it inside all texts" in case.rows[1]
        assert case.counted.endswith("0 of 5")
        await case.press("escape")
        assert len(case.ids) == 5
        assert case.library.texts.has_focus


@pytest.mark.usefixtures("texts")
async def test_sorted_by_keys_and_by_the_mouse() -> None:
    keys("sort_next", "sort_previous", "sort_reverse")
    async with library() as case:
        await case.press("greater_than_sign")  # title
        assert case.ids == ["wuliu", ARTICLE, "zhibo", "long", "broken"] or case.ids[-1] == "long"
        await case.press("greater_than_sign", "greater_than_sign")  # date
        assert case.ids[:3] == ["wuliu", ARTICLE, "zhibo"]
        assert case.at == ARTICLE
        await case.press("r")
        assert case.ids[:3] == ["zhibo", ARTICLE, "wuliu"]
        await case.press("less_than_sign")
        assert "outlet▴" in str(case.library.head.render())
        heading = str(case.library.head.render()).index("length")
        await case.pilot.click("#head", offset=(heading + 1, 0))
        await case.settle()
        assert case.ids[:2] == [ARTICLE, "long"]
        await case.pilot.click("#head", offset=(heading + 1, 0))
        await case.settle()
        assert case.ids[-3:] != [ARTICLE, "long"]
        await case.press("q", "o")
        assert "length▴" in str(case.library.head.render())
    async with library() as again:
        assert "length▴" in str(again.library.head.render())


@pytest.mark.usefixtures("texts")
async def test_filters() -> None:
    keys("filter")
    async with library() as case:
        await case.press("f", "j", "j", "enter")
        assert case.library._state.only is not None
        assert case.library._state.only.words in case.counted
        assert len(case.ids) < 5
        await case.press("escape")
        assert len(case.ids) == 5


@pytest.mark.usefixtures("texts")
async def test_a_text_is_opened_where_one_was_and_told_how_far() -> None:
    keys("open_text", "leave_library")
    async with library() as case:
        assert await found(case, "最长") == ["long"]
        await case.press("enter")
        await case.pilot.pause(0.1)
        await case.settle()
        assert case.screen.reading.id == "long"
        await case.press("colon", *"150", "enter")
        await case.press("o")
        assert case.at == "long"
        assert "50% read, just now" in case.about
        assert case.ids[0] == "long"
        assert len(case.ids) == 1  # what was typed is there still
        await case.press("escape")
        assert case.ids[0] == "long"


@pytest.mark.usefixtures("texts")
async def test_a_faulty_text_is_not_opened_but_explained() -> None:
    async with library() as case:
        await found(case, "broken")
        await case.press("escape", "slash", *"broken", "enter", "enter")
        assert case.is_open
        assert "title_zh must be a text" in case.said
        await case.press("e")
        assert case.is_open


@pytest.mark.usefixtures("texts")
async def test_with_the_mouse() -> None:
    async with library() as case:
        number = case.ids.index("zhibo")
        await case.pilot.click("#list", offset=(10, number))
        await case.settle()
        assert case.at == "zhibo"
        await case.pilot.click("#list", offset=(10, number))
        await case.pilot.pause(0.1)
        await case.settle()
        assert case.screen.reading.id == "zhibo"


async def test_a_change_on_disk_is_seen_while_the_list_is_open(texts: Path) -> None:
    async with library() as case:
        write_text(texts.parent, "new", "新的文章")
        (texts / "broken" / "meta.toml").write_text('title_zh = "修好了"', encoding="utf-8")
        (texts / "wuliu" / "zh.txt").write_text("一段。\n" * 9, encoding="utf-8")
        shutil.rmtree(texts / "long")
        case.library.look_at_disk()
        await case.settle()
        assert sorted(case.ids) == ["broken", ARTICLE, "new", "wuliu", "zhibo"]
        assert case.counted == "5 of 5"
        assert any("修好了" in row for row in case.rows)
        assert case.at == ARTICLE
        assert case.library._rows["wuliu"].paragraphs == 9
        assert all(row.figures is not None for row in case.library._rows.values())


async def test_the_script_of_titles() -> None:
    keys("script")
    async with library() as case:
        await case.press("s")
        assert any("直播带货的杭州样本" in row for row in case.rows)
        await case.press("q")
        assert case.screen.options.script == "hans"


@pytest.mark.usefixtures("texts")
async def test_the_list_of_all_commands_sorts_and_takes_the_level_that_one_has() -> None:
    async with library() as case:
        commands = {command.title: command for command in case.app.get_system_commands(case.app.screen)}
        assert {"Sort by: new terms", "Find", "Add texts", "Search inside"} <= set(commands)
        commands["Sort by: length"].callback()
        assert case.ids[:2] == [ARTICLE, "long"]
        commands["Words I know: HSK 4"].callback()
        await case.settle()
        assert "known" in str(case.library.head.render())
        assert "of its words known" in case.about
        await case.press("q")
        assert case.screen.source._vocabulary is case.screen._session.vocabulary


async def test_columns_give_way(used_home: Path) -> None:
    async with library() as case:  # of a reader who has not said what they know, every word would be new
        assert "known" not in str(case.library.head.render())
        assert "say what you know" in case.about
    (used_home / "settings.toml").write_text('known_level = "HSK 4"', encoding="utf-8")
    write_text(used_home, "a", "一个很长很长很长很长很长很长的题目", outlet="浙江日报", date="2026-02-01", tags=["tag"])
    for width, there, gone in (
        (120, ("outlet", "date", "length", "read", "known", "new", "3.0-2021", "tags"), ()),
        (80, ("date", "length", "read", "known", "new", "3.0-2021"), ("outlet", "tags")),
        (60, ("read", "known", "new", "3.0-2021"), ("date", "length")),
        (24, ("title",), ("known",)),
    ):
        async with library((width, 20)) as case:
            head = str(case.library.head.render())
            assert all(name in head for name in there), head
            assert not any(name in head for name in gone), head
            assert all(len(row) <= width for row in case.rows)


async def test_a_folder_that_is_named_like_standard_input(used_home: Path) -> None:
    write_text(used_home, "-")
    async with library() as case:
        await case.press("G", "enter")
        assert "rename it" in case.said
        assert case.is_open


async def test_control_characters_in_a_file_stay_out_of_the_terminal(used_home: Path) -> None:
    folder = write_text(used_home, "a")
    (folder / "meta.toml").write_text(
        'title_zh = "题\\u001b[31m目\\n二"\noutlet = "\\u009b"\ntags = ["\\u0007"]', encoding="utf-8"
    )
    async with library() as case:
        await case.press("j")
        shown = "\n".join([*case.rows, case.about])
        assert "題·[31m目·二" in shown
        assert all(c.isprintable() or c == "\n" for c in shown)


async def test_the_open_text_is_read_anew_when_its_file_changes(used_home: Path) -> None:
    folder = write_text(used_home, "a", zh="第一段。\n第二段。\n第三段，很好。\n")
    async with opened(text="a") as case:
        await case.press("J", "J", "l")
        word = case.word
        (folder / "zh.txt").write_text("新的开头。\n第一段。\n第二段。\n第三段，很好。\n", encoding="utf-8")
        touch_later(folder / "zh.txt")
        case.screen.look_at_disk()  # it may be half written
        assert case.screen.reading.count == 3
        case.screen.look_at_disk()
        await case.settle()
        assert (case.paragraph, case.word) == (3, word)
        assert "changed on disk, read anew" in case.status
        (folder / "en.txt").write_text("One line.\n", encoding="utf-8")
        touch_later(folder / "en.txt")
        case.screen.look_at_disk(settled=True)
        await case.settle()
        assert case.word == word
        assert "changed, and faulty now" in case.status
        (folder / "en.txt").unlink()
        (folder / "meta.toml").write_text('title_zh = "新题目"', encoding="utf-8")
        touch_later(folder / "meta.toml")
        case.screen.look_at_disk(settled=True)
        await case.settle()
        assert "新题目" in case.status
        assert "faulty" not in case.status
        shutil.rmtree(folder)
        case.screen.look_at_disk(settled=True)
        assert "its file is gone" in case.status
        await case.press("h")
        assert case.paragraph == 3


async def test_a_loose_file_is_read_anew_and_repaired(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("第一段。\n", encoding="utf-8")
    async with opened(text=str(file)) as case:
        file.write_text("第一段。\n直播间里&amp;直播间。\n", encoding="utf-8")
        touch_later(file)
        case.screen.look_at_disk(settled=True)
        await case.settle()
        assert case.screen.reading.count == 2
        assert case.screen.reading.was_repaired


async def test_a_text_of_which_the_end_was_cut_off(used_home: Path) -> None:
    folder = write_text(used_home, "a", zh="第一段。\n第二段。\n第三段。\n")
    async with opened(text="a") as case:
        await case.press("G")
        (folder / "zh.txt").write_text("第一段。\n", encoding="utf-8")
        touch_later(folder / "zh.txt")
        case.screen.look_at_disk(settled=True)
        await case.settle()
        assert case.paragraph == 0
        assert case.screen.query(Input) is not None
