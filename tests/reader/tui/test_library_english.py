"""English put beside a text from the library's screen, and addresses of the local network."""

from pathlib import Path

import pytest
from textual.widgets import OptionList, TextArea

from reader.sources import SourcesError, english_in
from reader.tui.dialogs.importing import AskingDialog
from reader.tui.dialogs.lists import ChoiceDialog
from tests.reader.test_fetch import Server, ok
from tests.reader.test_fetch import server as server_fixture
from tests.reader.tui.library_case import LibraryCase, library, write_text
from tests.reader.tui.screen_case import ARTICLE

pytestmark = pytest.mark.usefixtures("used_home")
ZH = "我们直播，我们带货。\n物流很快，仓库在杭州。\n没有别的。\n"
server = server_fixture
EN = "We stream and sell.\nLogistics is fast; the warehouse is in Hangzhou.\nNothing else.\n"


@pytest.fixture
def folder(used_home: Path) -> Path:
    return write_text(used_home, "zhibo", "直播的夏天", ZH)


async def answer(case: LibraryCase, text_id: str, typed: str, key: str = "E") -> None:
    case.library.texts.cursor = list(case.ids).index(text_id)
    await case.settle()
    await case.press(key)
    dialog = case.app.screen
    assert isinstance(dialog, AskingDialog)
    dialog.query_one(TextArea).text = typed
    await case.pilot.pause()
    await case.press("enter")


async def choose(case: LibraryCase, number: int) -> None:
    assert isinstance(case.app.screen, ChoiceDialog)
    case.app.screen.query_one(OptionList).highlighted = number
    await case.press("enter")


async def test_english_comes_from_a_file_or_a_paste_and_goes_again(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "english.txt"
    file.write_text(EN, encoding="utf-8")
    english = folder / "en.txt"
    async with library() as case:
        await answer(case, "zhibo", str(file))
        assert "3 of 3 paragraphs have English" in case.said
        assert english.read_text(encoding="utf-8") == EN
        other = EN.replace("Nothing else", "That is all")
        await answer(case, "zhibo", other)
        assert english.read_text(encoding="utf-8") == other
        assert (folder / "en.old.txt").read_text(encoding="utf-8") == EN
        await case.press("u")
        assert english.read_text(encoding="utf-8") == EN
        assert not (folder / "en.old.txt").exists()
        english.write_text(EN + "\n", encoding="utf-8")
        await case.press("u")
        assert "has been changed since" in case.said
        english.write_text(EN, encoding="utf-8")
        await case.press("u")
        assert not english.exists()


async def test_what_is_no_english_changes_nothing(folder: Path) -> None:
    async with library() as case:
        await answer(case, "zhibo", "这是中文。\n不是英文。\n")
        assert "mostly Chinese" in case.said
        case.library.texts.cursor = list(case.ids).index(ARTICLE)
        await case.settle()
        await case.press("E")
        assert "comes with duban" in case.said
    assert sorted(file.name for file in folder.iterdir()) == ["meta.toml", "zh.txt"]


async def test_the_local_network_is_asked_about(folder: Path, server: Server) -> None:
    server.answers["/zh.txt"] = ok("这是一篇新的文章，讲物流。\n第二段在这里。\n".encode())
    server.answers["/en.txt"] = ok(EN.encode())
    async with library() as case:
        await answer(case, "zhibo", f"{server.url}/zh.txt", "a")
        await choose(case, 0)
        assert len(case.ids) == 2
        await answer(case, "zhibo", f"{server.url}/zh.txt", "a")
        await choose(case, 1)
        assert len(case.ids) == 3
        await answer(case, "zhibo", f"{server.url}/en.txt")
        await choose(case, 1)
        assert (folder / "en.txt").read_text(encoding="utf-8") == EN


def test_a_name_is_told_from_english(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text("a", encoding="utf-8")
    assert english_in(f" '{tmp_path / 'a b.txt'}' ").names == (str(tmp_path / "a b.txt"),)
    assert english_in("https://example.org/a").names == ("https://example.org/a",)
    assert english_in("We grew. Ask alibaba.com").pasted
    assert english_in("/one\n/two").pasted
    for wrong in ("", "nothing.txt", str(tmp_path / "none" / "*.txt")):
        with pytest.raises(SourcesError):
            english_in(wrong)
