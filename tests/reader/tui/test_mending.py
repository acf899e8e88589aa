"""What the reader sees of a text that arrived damaged."""

from pathlib import Path

import pytest

from reader.session import Session
from reader.tui.dialogs.lists import ChoiceDialog
from tests.reader.tui.screen_case import ARTICLE, Case, opened
from texts.library import BUNDLED

pytestmark = pytest.mark.usefixtures("used_home")

RAW = BUNDLED / ARTICLE / "raw.txt"
SOUND = "小五说：“我甚至觉得五千人的直播间就很好。”\n"


def said(case: Case) -> str:
    return " ".join(notification.message for notification in case.app._notifications)


def labels(case: Case) -> list[str]:
    dialog = case.app.screen
    assert isinstance(dialog, ChoiceDialog)
    return [choice.label for choice in dialog._choices]


def damaged_words(case: Case) -> str:
    """What is marked as doubtful in the cursor's paragraph, as shown."""
    source, paragraph = case.screen.source, case.paragraph
    pairs = zip(source.shown(paragraph).tokens, source.marks(paragraph), strict=True)
    return "".join(token.text for token, mark in pairs if mark.damaged)


async def test_a_damaged_file_is_read_repaired_with_its_doubts_marked() -> None:
    async with opened(text=str(RAW)) as case:
        bundled = (BUNDLED / ARTICLE / "zh.txt").read_text(encoding="utf-8").splitlines()
        assert [paragraph.text for paragraph in case.screen.reading.paragraphs] == bundled
        assert "damaged places repaired" in said(case)
        assert "R lists them" in said(case)
        await case.press("R")
        doubtful = [label for label in labels(case) if "sure" in label]
        assert doubtful == labels(case)[1 : len(doubtful) + 1]
        assert len(doubtful) >= 1
        await case.press("j", "enter")
        assert damaged_words(case)
        while not case.card.count("arrived as"):
            await case.press("l")
        assert "is a guess" in case.card


async def test_the_text_as_it_arrived_is_one_choice_away_and_back() -> None:
    async with opened(text=str(RAW)) as case:
        await case.press("R", "enter")
        assert "經(jīng)濟" in "".join(paragraph.text for paragraph in case.screen.reading.paragraphs)
        await case.press("R")
        assert labels(case) == ["Read the repaired text"]
        await case.press("enter")
        assert "經(jīng)濟" not in "".join(paragraph.text for paragraph in case.screen.reading.paragraphs)


async def test_a_long_damaged_file_is_repaired_behind_the_first_paint(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(SOUND * 3000 + "产(chǎn)业带的经(jīng)济很好。\n", encoding="utf-8")
    async with opened(text=str(path)) as case:
        assert case.screen.reading.paragraphs[-1].text == "产业带的经济很好。"
        assert "2 damaged places repaired" in said(case)


async def test_sound_texts_and_texts_of_the_library_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "sound.txt"
    path.write_text(SOUND, encoding="utf-8")
    for text in (str(path), ARTICLE):
        async with opened(text=text) as case:
            assert "repaired" not in said(case)
            await case.press("R")
            assert "Nothing had to be repaired" in said(case)


def test_a_library_text_is_never_repaired(used_home: Path) -> None:
    folder = used_home / "texts" / "own"
    folder.mkdir(parents=True)
    (folder / "meta.toml").write_text('title_zh = "自己的"\n', encoding="utf-8")
    (folder / "zh.txt").write_text("产(chǎn)业带\n", encoding="utf-8")
    session = Session.open(lambda _: None)
    try:
        assert session.open_text("own").paragraphs[0].text == "产(chǎn)业带"
    finally:
        session.close()
