"""The key that writes the text to a file."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from reader.tui.dialogs.prompts import ExportDialog
from tests.reader.tui.screen_case import ARTICLE, Case, opened
from texts.library import BUNDLED

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where duban was started; the proposed name is taken to be in it."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def said(case: Case) -> str:
    return " ".join(notification.message for notification in case.app._notifications)


def fault(case: Case) -> str:
    assert isinstance(case.app.screen, ExportDialog)
    return str(case.app.screen.query_one("#fault", Static).render())


async def write_to(case: Case, name: str) -> None:
    await case.press("x")
    case.app.screen.query_one(Input).value = name
    await case.press("enter")


async def test_the_text_is_written_under_the_name_that_is_proposed(folder: Path) -> None:
    async with opened() as case:
        await case.press("x", "enter")
        page = folder / f"{ARTICLE}.html"
        assert f"Written: {page.resolve()}" in said(case)
        assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert "writing" not in case.status
        assert list(folder.iterdir()) == [page]


@pytest.mark.parametrize("suffix", [".epub", ".md", ".txt"])
async def test_the_suffix_says_what_is_written(folder: Path, suffix: str) -> None:
    async with opened() as case:
        await write_to(case, f"out{suffix}")
        assert (folder / f"out{suffix}").stat().st_size > 1000


async def test_the_page_opens_as_the_text_was_read(folder: Path) -> None:
    async with opened() as case:
        await case.press("s")
        await write_to(case, "out.txt")
        assert "直播带货" in (folder / "out.txt").read_text(encoding="utf-8")


async def test_a_repaired_text_is_written_repaired(folder: Path) -> None:
    async with opened(text=str(BUNDLED / ARTICLE / "raw.txt")) as case:
        await write_to(case, "out.html")
        assert "(jīng)" not in (folder / "out.html").read_text(encoding="utf-8")


async def test_a_file_that_is_there_is_replaced_only_when_told_so_twice(folder: Path) -> None:
    taken = folder / "mine.md"
    taken.write_text("precious", encoding="utf-8")
    async with opened() as case:
        await write_to(case, "mine.md")
        assert "↵ once more replaces it" in fault(case)
        assert taken.read_text(encoding="utf-8") == "precious"
        await case.press("enter")
        assert taken.read_text(encoding="utf-8") != "precious"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("page.docx", ".html, .epub, .md or .txt"),
        ("page", ".html, .epub, .md or .txt"),
        ("nowhere/page.html", "There is no folder "),
        ("folder.html", "is a folder"),
        ("", "Type the name"),
        ("a\0.html", "No file can have this name"),
        ("~nobody-has-this-name/page.html", "No file can have this name"),
        ("长" * 200 + ".html", "No file can have this name"),
    ],
)
async def test_a_name_that_cannot_be_is_said_where_it_is_typed(folder: Path, name: str, words: str) -> None:
    (folder / "folder.html").mkdir()
    async with opened() as case:
        await write_to(case, name)
        assert words in fault(case)
        await case.press("escape")
        assert case.app.screen is case.screen
        assert [path.name for path in folder.iterdir()] == ["folder.html"]


async def test_a_folder_that_cannot_be_written_costs_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    async with opened() as case:
        await write_to(case, "page.html")
        assert "page.html cannot be written: No space left on device. Choose another place." in said(case)
        assert list(folder.iterdir()) == []


async def test_it_waits_for_the_dictionary_and_can_be_stopped_meanwhile(folder: Path) -> None:
    async with opened() as case:
        case.screen._dictionary_prepared.clear()
        await case.pilot.press("x", "enter")
        await case.pilot.pause(0.3)
        assert "once the dictionary is there" in case.status
        await case.press("escape")
        assert list(folder.iterdir()) == []
        await case.pilot.press("x", "enter")
        case.screen._dictionary_prepared.set()
        await case.settle()
        assert (folder / f"{ARTICLE}.html").is_file()


async def test_esc_stops_it_and_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("小五说：“我甚至觉得五千人的直播间就很好。”\n" * 60_000, encoding="utf-8")
    async with opened(text=str(long)) as case:
        await case.pilot.press("x", "enter")
        await case.pilot.pause(0.5)
        assert "writing long.html … " in case.status
        await case.press("escape")
        assert "writing" not in case.status
        assert list(folder.iterdir()) == []
        assert "Written" not in said(case)
