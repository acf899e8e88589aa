"""What the reader sees of a text that arrived damaged."""

from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from reader.importing import Wishes, import_source
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


DAMAGED = "这条产(chǎn)业带的经(jīng)济&nbsp;很好\n我们在杭州。\n"


def taken_in(path: Path) -> None:
    path.write_text(DAMAGED, encoding="utf-8")
    session = Session.open(lambda _: None)
    try:
        import_source(session, str(path), Wishes("own"))
    finally:
        session.close()


def lines(home: Path) -> list[str]:
    return (home / "texts/own/zh.txt").read_text(encoding="utf-8").splitlines()


async def test_an_imported_text_shows_its_repairs_and_how_it_arrived(tmp_path: Path, used_home: Path) -> None:
    taken_in(tmp_path / "a.txt")
    assert lines(used_home) == ["这条产业带的经济很好", "我们在杭州。"]
    async with opened(text="own") as case:
        assert "3 damaged places repaired" in said(case)
        await case.press("R")
        assert labels(case)[0] == "Read the text as it arrived"
        assert len(labels(case)) == 4
        await case.press("enter")
        assert [p.text for p in case.screen.reading.paragraphs] == DAMAGED.splitlines()
        await case.press("R", "enter")
        assert [p.text for p in case.screen.reading.paragraphs] == lines(used_home)


async def test_a_repair_is_undone_and_made_again_and_accepted_on_the_disk(tmp_path: Path, used_home: Path) -> None:
    taken_in(tmp_path / "a.txt")
    async with opened(text="own") as case:
        await case.press("R", "j", "u")
        assert "undone" in labels_shown(case)[1]
        assert "repaired as nothing (pinyin put in)" in around(case)
        assert lines(used_home)[0] == "这条产(chǎn)业带的经济很好"
        assert case.screen.reading.paragraphs[0].text == lines(used_home)[0]
        await case.press("j", "a", "escape")
    async with opened(text="own") as case:
        await case.press("R")
        assert sorted(label[:8].strip() for label in labels(case)[1:]) == ["", "accepted", "undone"]
        at = next(n for n, label in enumerate(labels(case)) if label.startswith("undone"))
        await case.press(*["down"] * at, "u")
        assert lines(used_home)[0] == "这条产业带的经济很好"
        await case.press("escape", "ctrl+z")
        assert lines(used_home)[0] == "这条产(chǎn)业带的经济很好"
        assert "Took back" in said(case)


async def test_a_text_that_changed_on_the_disk_is_not_overwritten(tmp_path: Path, used_home: Path) -> None:
    taken_in(tmp_path / "a.txt")
    async with opened(text="own") as case:
        (used_home / "texts/own/zh.txt").write_text("别的一行。\n我们在杭州。\n", encoding="utf-8")
        await case.press("R", "j", "u", "escape")
        assert "has been changed since it was opened" in said(case)
        assert lines(used_home)[0] == "别的一行。"
        assert case.screen.reading.paragraphs[0].text == "别的一行。"  # it was read anew


async def test_a_repair_of_a_loose_file_is_undone_for_this_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    async with opened(text=str(path)) as case:
        await case.press("R", "j", "u", "escape")
        assert case.screen.reading.paragraphs[0].text == "这条产(chǎn)业带的经济很好"
        assert path.read_text(encoding="utf-8") == DAMAGED
        await case.press("ctrl+z")
        assert case.screen.reading.paragraphs[0].text == "这条产业带的经济很好"


def labels_shown(case: Case) -> list[str]:
    options = case.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


def around(case: Case) -> str:
    return str(case.app.screen.query_one("#around", Static).render())


async def test_what_a_page_added_is_offered_and_taken_out_and_brought_back(tmp_path: Path, used_home: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("直播间里的灯光亮如白昼。\n她走向镜头。\n责任编辑：张三\n", encoding="utf-8")
    session = Session.open(lambda _: None)
    try:
        imported = import_source(session, str(path), Wishes("own"))
        dropped = import_source(session, str(path), Wishes("other", drop_boilerplate=True, again=True))
    finally:
        session.close()
    assert "offered for removal" in imported.said
    assert "taken out" in dropped.said
    assert (used_home / "texts/other/zh.txt").read_text(encoding="utf-8").splitlines()[2] == ""
    assert (used_home / "texts/other/raw.txt").read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    async with opened(text="own") as case:
        assert "1 line that a page seems to have added can be taken out" in said(case)
        await case.press("R")
        assert [label[:8].strip() for label in labels(case)] == ["Read the", "offered"]
        await case.press("j", "a")
        assert lines(used_home) == ["直播间里的灯光亮如白昼。", "她走向镜头。", ""]
        await case.press("u", "escape")
        assert lines(used_home)[2] == "责任编辑：张三"
