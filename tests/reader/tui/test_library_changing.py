"""What is changed on the library's screen, and taken back; texts that come in; search inside all of them."""

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from reader.importing import Watch
from reader.shelving import trash
from reader.tui.dialogs.importing import SourcesDialog, SummaryDialog
from reader.tui.dialogs.text_form import TextForm
from reader.tui.keys import LIBRARY
from reader.tui.screens import library_inside
from tests.reader.tui.library_case import LibraryCase, library, write_text
from tests.reader.tui.screen_case import ARTICLE

pytestmark = pytest.mark.usefixtures("used_home")


def keys(*names: str) -> None:
    """The keys that a test presses are those of the table."""
    assert set(names) <= {binding.id for binding in LIBRARY}


@pytest.fixture
def texts(used_home: Path) -> Path:
    write_text(used_home, "wuliu", "物流的春天", "物流很快。他去银行。\n他走了，很不行。\n", tags=["logistics"])
    write_text(used_home, "zhibo", "直播的夏天", "我们直播。直播间很大。\n没有别的。\n")
    (used_home / "texts" / "zhibo" / "en.txt").write_text("We stream.\nNothing else.\n", encoding="utf-8")
    return used_home / "texts"


async def go_to(case: LibraryCase, text_id: str) -> None:
    case.library.texts.cursor = list(case.ids).index(text_id)
    await case.settle()


def tags_of(case: LibraryCase, text_id: str) -> list[str]:
    return list(case.library._rows[text_id].meta.tags)


async def fill_in(case: LibraryCase, **values: str) -> None:
    form = case.app.screen
    assert isinstance(form, TextForm)
    for name, value in values.items():
        form.query_one(f".field-{name} Input", Input).value = value
    await case.press("ctrl+s")


async def test_renaming_and_tagging_keep_the_id_and_can_be_undone(texts: Path) -> None:
    keys("edit_text", "tags", "undo_library")
    before = (texts / "wuliu" / "meta.toml").read_text(encoding="utf-8")
    async with library() as case:
        await go_to(case, "wuliu")
        await case.press("e")
        await fill_in(case, title_zh="新的題目", date="2026-3")
        assert isinstance(case.app.screen, TextForm)  # the date is wrong, and it says so
        await fill_in(case, date="2026-03", outlet="日报")
        row = case.library._rows["wuliu"]
        assert (row.id, row.meta.title_zh, row.meta.date, row.meta.outlet) == ("wuliu", "新的題目", "2026-03", "日报")
        assert case.at == "wuliu"
        assert "u takes it back" in case.said
        await case.press("t")
        assert case.app.focused is not None
        assert case.app.focused.value == "logistics"  # type: ignore[attr-defined]
        await fill_in(case, tags="logistics， 快遞、 fast ,")
        assert tags_of(case, "wuliu") == ["logistics", "快遞", "fast"]
        await case.press("u")
        assert tags_of(case, "wuliu") == ["logistics"]
        await case.press("ctrl+z")
        assert "Took back the change of 物流的春天" in case.said
        assert (texts / "wuliu" / "meta.toml").read_text(encoding="utf-8") == before
        await case.press("u")
        assert "Nothing is left to undo" in case.said


async def test_deleting_and_undo_also_on_another_day(texts: Path) -> None:
    keys("delete_text", "undo_library")
    async with library() as case:
        await go_to(case, "wuliu")
        await case.press("D")
        assert "wuliu" not in case.ids
        assert not (texts / "wuliu").exists()
        assert case.at in case.ids
        await go_to(case, "zhibo")
        await case.press("delete")
        assert case.ids == [ARTICLE]
        await case.press("u")
        assert sorted(case.ids) == [ARTICLE, "zhibo"]
    async with library() as again:
        await again.press("u")
        assert "Took back the deletion of 物流的春天" in again.said
        assert again.at == "wuliu"
        assert (texts / "wuliu" / "zh.txt").is_file()


async def test_a_bundled_text_is_not_deleted_but_a_copy_of_it_is(texts: Path) -> None:
    async with library() as case:
        await case.press("D")
        assert "comes with duban and cannot be deleted" in case.said
        await case.press("t")
        await fill_in(case, tags="mine")
        assert (texts / ARTICLE / "zh.txt").is_file()
        assert case.library._rows[ARTICLE].origin == "copy"
        await case.press("D")
        assert "The bundled one is back" in case.said
        assert case.library._rows[ARTICLE].origin == "bundled"
        await case.press("u", "u")
        assert case.library._rows[ARTICLE].origin == "bundled"
        assert not (texts / ARTICLE).exists()


async def test_a_folder_that_cannot_be_written(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    async with library() as case:
        await go_to(case, "wuliu")
        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", refuse)
            patched.setattr("tempfile.mkstemp", refuse)
            await case.press("D")
            assert "cannot be moved to the trash: Read-only file system" in case.said
            await case.press("e")
            await fill_in(case, title_zh="新")
            assert "cannot be written: Read-only file system" in case.said
    assert (texts / "wuliu").is_dir()
    assert trash().last() is None


# Import


async def take_in(case: LibraryCase, typed: str) -> None:
    await case.press("a")
    dialog = case.app.screen
    assert isinstance(dialog, SourcesDialog)
    dialog.query_one(TextArea).text = typed
    await case.pilot.pause()
    await case.press("enter")


async def test_a_file_and_a_pasted_text_come_in(tmp_path: Path, texts: Path) -> None:
    keys("import_texts")
    file = tmp_path / "文章.txt"
    file.write_bytes("这是一篇新的文章，讲物流。\n第二段在这里。\n".encode("gb18030"))
    async with library() as case:
        await take_in(case, str(file))
        assert case.said.startswith("Imported 文章; 2 ¶")
        assert case.at == "文章"
        assert case.library._rows["文章"].figures is not None
        await take_in(case, str(file))
        assert "library already" in case.said
        await take_in(case, "粘贴的文章。\n第二段，讲直播间的故事。")
        assert len(case.ids) == 5
        await case.press("u", "u")
        assert sorted(case.ids) == [ARTICLE, "wuliu", "zhibo"]
        assert sorted(folder.name for folder in texts.iterdir()) == ["wuliu", "zhibo"]


async def test_several_at_once_are_summed_up(tmp_path: Path, texts: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"这是文章{name}，讲物流。\n", encoding="utf-8")
    (folder / "c.bin").write_bytes(b"\0\1\2" * 99)
    async with library() as case:
        await take_in(case, f"{folder}\n{folder / 'a.txt'}")
        dialog = case.app.screen
        assert isinstance(dialog, SummaryDialog)
        assert dialog.heading == "2 imported, 1 could not be imported."
        shown = str(dialog.query_one("#outcomes").render())
        assert shown.startswith("c.bin")
        assert "a.txt" in shown
        await case.press("enter", "u")
        assert "Took back the import of 2 texts" in case.said
        assert sorted(one.name for one in texts.iterdir()) == ["wuliu", "zhibo"]


async def test_an_import_is_stopped(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"第{number}篇文章。\n" * 300, encoding="utf-8")
    step = Watch.step

    async with library() as case:
        screen = case.library

        def slow(watch: Watch, what: str, count: int = 0) -> None:
            if count and (texts / "0").exists():
                case.app.call_from_thread(screen.action_leave)
                case.app.call_from_thread(screen.action_close)
            step(watch, what, count)

        monkeypatch.setattr(Watch, "step", slow)
        await take_in(case, f"{tmp_path}/*.txt")
        await case.settle()
        assert isinstance(case.app.screen, SummaryDialog)
        assert case.app.screen.heading == "1 imported. Then it was stopped."
        assert "The import goes on" in case.said
        await case.press("escape")
        assert "0" in case.ids
        assert "1" not in case.ids
    assert sorted(one.name for one in texts.iterdir()) == ["0", "wuliu", "zhibo"]


async def test_what_is_no_source_is_said_in_the_dialog() -> None:
    async with library() as case:
        await take_in(case, "/nowhere/at/all.txt")
        dialog = case.app.screen
        assert isinstance(dialog, SourcesDialog)
        assert "There is no file /nowhere/at/all.txt" in str(dialog.query_one("#understood").render())
        await case.press("ctrl+n")
        assert dialog.query_one(TextArea).text.count("\n") == 1
        await case.press("escape")
        assert case.app.screen is case.library


# Inside


async def look_inside(case: LibraryCase, typed: str) -> None:
    if not case.library.query_line.has_focus:
        await case.press("i")
    case.library.query_line.value = typed
    await case.pilot.pause(library_inside.SETTLE_SECONDS + 0.05)
    await case.settle()


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("直播間很大", ["直播间很大。"]),
        ("yinhang", ["他去银行。"]),
        ("bùxíng", ["他走了，很不行。"]),
        ("buhang", []),
        ("nothing else", ["没有别的。"]),
        ("Yowant", ["遙望科技（Yowant）直播間裡"]),
    ],
)
async def test_sentences_are_found_in_all_texts(typed: str, sentences: list[str]) -> None:
    keys("search_inside")
    async with library() as case:
        await look_inside(case, typed)
        found = [line.found.sentence for line in case.library.hits.items]
        if typed == "Yowant":
            assert found  # in the English
        else:
            assert found == sentences
        assert f"{len(found)} sentence" in case.counted
        if not found:
            assert "is in no text" in case.rows[1]


@pytest.mark.usefixtures("texts")
async def test_enter_goes_to_the_place_and_the_search_goes_on_there() -> None:
    async with library() as case:
        await look_inside(case, "zhibo")
        await case.press("enter")
        hits = case.library.hits
        number = next(n for n, line in enumerate(hits.items) if line.found.text_id == "zhibo")
        await case.press(*["j"] * (number + 1))
        assert "直播的夏天" in case.about.translate(str.maketrans("間", "间"))
        await case.press("enter")
        await case.pilot.pause(0.2)
        await case.settle()
        assert case.screen.reading.id == "zhibo"
        assert case.word == "直播间"
        assert "2 of 2 for “zhibo”" in case.status
        await case.press("o")  # the sentences are there still, at the same place
        assert case.library.hits.cursor == number + 1
        await case.press("escape")
        assert case.library.texts.display
        assert case.at == "zhibo"


@pytest.mark.usefixtures("texts")
async def test_what_was_typed_to_find_a_text_is_looked_for_inside() -> None:
    async with library() as case:
        await case.press("slash", *"wuliu", "escape")
        await case.press("slash")
        case.library.query_line.value = "wuliu"
        await case.press("enter", "i")
        await case.pilot.pause(library_inside.SETTLE_SECONDS + 0.05)
        await case.settle()
        assert [line.found.text_id for line in case.library.hits.items][:1] == ["wuliu"]


async def test_a_search_is_stopped_and_comes_to_an_end(used_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_inside, "MOST", 5)
    write_text(used_home, "many", "多", "直播很好。\n" * 9)
    async with library() as case:
        await look_inside(case, "直播")
        assert "the first 5 sentences" in case.counted
        await look_inside(case, "")
        assert "Type what to look for" in case.rows[1]
