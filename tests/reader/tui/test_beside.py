"""The translation on the screen: marked where it is in doubt, put right with two keys, taken back with one."""

from pathlib import Path

import pytest

from reader import paths
from reader.tui.dialogs.lists import ChoiceDialog
from tests.reader.tui.screen_case import Case, opened
from texts.alignment import FILE, fit_lines
from texts.folder import write_folder
from texts.library import load_folder
from texts.model import Fit, Paragraph, SourceText, TextMeta

pytestmark = pytest.mark.usefixtures("used_home")
ZH = ["今天下雨。", "", "他没有出门。他在家里看书。", "晚上天晴了。"]
EN = ["It rains today. He did not go out.", "", "He read a book at home.", "In the evening it cleared up."]


@pytest.fixture
def folder() -> Path:
    folder = paths.texts_folder() / "rain"
    paragraphs = [Paragraph(zh, translation=en or None) for zh, en in zip(ZH, EN, strict=True)]
    write_folder(folder, SourceText(TextMeta("rain", "雨"), tuple(paragraphs)))
    (folder / FILE).write_bytes(b"".join(fit_lines({0: Fit(0.9), 2: Fit(0.4)}, ZH, EN)))
    return folder


def english(folder: Path) -> list[str]:
    return (folder / "en.txt").read_text(encoding="utf-8").splitlines()


def shown(case: Case) -> list[str]:
    return [text for index in range(3) for _, text in case.screen.source.english(index) or ()]


async def test_a_sentence_goes_where_it_belongs_and_back(folder: Path) -> None:
    async with opened(text="rain") as case:
        assert shown(case)[1].startswith("? He read a book")
        assert not shown(case)[0].startswith("?")
        await case.press("<")
        assert english(folder) == ["It rains today.", "", "He did not go out. He read a book at home.", EN[3]]
        assert shown(case) == ["It rains today.", "He did not go out.", "He read a book at home.", EN[3]]
        assert "takes it back" in case.status
        fits = [paragraph.fit for paragraph in load_folder(folder).paragraphs]
        assert fits == [Fit(1.0, by_hand=True), None, Fit(1.0, by_hand=True), None]
        await case.press("ctrl+z")
        assert english(folder) == EN
        assert [paragraph.fit for paragraph in load_folder(folder).paragraphs] == [Fit(0.9), None, Fit(0.4), None]
        await case.press("J", ">", ">")
        assert english(folder) == [EN[0], "", f"{EN[2]} {EN[3]}", ""]
        await case.press("ctrl+z", "ctrl+z")


@pytest.mark.usefixtures("folder")
async def test_what_is_in_doubt_is_listed() -> None:
    async with opened(text="rain") as case:
        await case.press("D")
        assert isinstance(case.app.screen, ChoiceDialog)
        assert [choice.label for choice in case.app.screen._choices] == ["¶2      40% sure   He read a book at home."]
        await case.press("enter")
        assert case.paragraph == 1


async def test_a_file_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    async with opened(text="rain") as case:
        changed = ["Another hand.", *EN[1:]]
        (folder / "en.txt").write_text("\n".join(changed) + "\n", encoding="utf-8")
        await case.press("<")
        assert english(folder) == changed
        assert "has been changed since" in str([note.message for note in case.app._notifications])


async def test_the_bundled_article_is_nobodys_to_change() -> None:
    async with opened() as case:
        await case.press(">")
        assert "your own library" in str([note.message for note in case.app._notifications])
        await case.press("D")
        assert isinstance(case.app.screen, ChoiceDialog)
        assert case.app.screen._choices == []
