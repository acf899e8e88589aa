"""Every key of the reading screen, by what it does to the state."""

from pathlib import Path

import pytest
from textual.widgets import Input

from reader.tui.dialogs.base import Dialog
from reader.tui.dialogs.concept import ConceptDialog
from reader.tui.dialogs.help import HelpDialog
from reader.tui.dialogs.lists import ChoiceDialog
from reader.tui.keys import READING
from reader.tui.screens.candidates import CandidatesScreen
from reader.tui.screens.glossary_changing import GlossaryScreen
from reader.tui.screens.review import ReviewScreen
from reader.tui.themes import LIGHT
from tests.reader.tui.screen_case import ARTICLE, opened

pytestmark = pytest.mark.usefixtures("used_home")

EXERCISED: set[str] = set()
OF_YOUR_OWN = "Only the translation of a text of your own library can be changed."


def keys(*names: str) -> None:
    """Note the bindings that a test drives."""
    EXERCISED.update(names)


async def test_words_lines_and_paragraphs() -> None:
    keys("next_word", "previous_word", "line_down", "line_up", "next_paragraph", "previous_paragraph", "top", "bottom")
    async with opened() as case:
        assert case.word == "林依輪"
        await case.press("l")
        assert case.word == "中"
        await case.press("right", "right", "left", "h", "h")
        assert case.word == "林依輪"
        await case.press("J", "right_curly_bracket")
        assert (case.paragraph, case.word) == (2, "晚上")
        await case.press("j")
        assert case.paragraph == 2
        assert case.word != "晚上"
        await case.press("k")
        assert case.word == "晚上"
        await case.press("K", "left_curly_bracket")
        assert case.paragraph == 0
        await case.press("G")
        assert (case.paragraph, case.word) == (43, "土壤")
        assert "100%" in case.status
        await case.press("g")
        assert case.word == "林依輪"
        await case.press("end", "home")
        assert case.word == "林依輪"


async def test_pages_and_half_pages() -> None:
    keys("page_down", "page_up", "half_down", "half_up")
    async with opened() as case:
        await case.press("space")
        far = case.paragraph
        assert far > 1
        await case.press("pageup")
        assert case.paragraph < far
        await case.press("g", "ctrl+d")
        half = case.paragraph
        assert 0 < half <= far
        await case.press("ctrl+u")
        assert case.paragraph < half


async def test_terms_and_new_words() -> None:
    keys("next_term", "previous_term", "next_unknown", "previous_unknown")
    async with opened() as case:
        await case.press("full_stop")
        assert case.word == "田間地頭"
        await case.press("full_stop", "full_stop", "comma")
        assert case.word == "帶貨"
        await case.press("u")
        assert case.word != "帶貨"
        await case.press("U")
        assert case.word == "帶貨"


@pytest.mark.parametrize(
    ("name", "key", "states"),
    [
        ("script", "s", ["simplified", "traditional", "Taiwan", "Hong Kong", "traditional"]),
        ("ruby", "p", ["no readings", "on terms", "on new words", "on all words"]),
        ("style", "z", ["zhuyin", "pinyin"]),
        ("tones", "v", ["spoken tones", "dictionary tones"]),
        ("colours", "T", ["Pleco colours", "Hanping colours", "no tone colours", "tone colours"]),
        ("english", "e", ["English beside", "no English", "English by sentence", "English by paragraph"]),
        ("mode", "m", ["whole page", "one paragraph"]),
    ],
)
async def test_each_switch_answers_in_the_status_line_and_is_remembered(name: str, key: str, states: list[str]) -> None:
    keys(name)
    async with opened((200, 40)) as case:
        await case.press("J", "l")
        word = case.screen.view.cursor
        for state in states:
            await case.press(key)
            assert state in case.status
            assert case.screen.view.cursor == word
        await case.press(key)
        assert states[0] in case.status
    async with opened((200, 40)) as again:
        assert states[0] in again.status


async def test_the_script_changes_text_and_title_but_not_the_place() -> None:
    async with opened() as case:
        await case.press("J", "J", "l", "l")
        row = case.screen.view.row_of(case.screen.view.cursor) if case.screen.view.cursor else None
        await case.press("s")
        assert "直播带货的杭州样本" in case.status
        assert case.word == "点"
        assert case.screen.view.cursor is not None
        assert case.screen.view.row_of(case.screen.view.cursor) == row
        await case.press("g")
        assert case.word == "林依轮"


async def test_spoken_tones_zhuyin_and_readings_on_demand() -> None:
    async with opened() as case:
        case.screen.view.go_to(3, 24)
        await case.press()
        assert (case.word, case.annotation) == ("一", "yī")
        await case.press("v")
        assert case.annotation == "yí"
        await case.press("v", "z")
        assert case.annotation == "ㄧ"
        await case.press("z", "p", "p")
        assert case.annotation == ""
        await case.press("full_stop")
        assert case.annotation != ""


async def test_regional_wording() -> None:
    keys("vocabulary")
    async with opened((200, 40)) as case:
        await case.press("s", "s", "s", "V")
        assert "regional wording" in case.status
        await case.press("V")
        assert "regional wording" not in case.status


async def test_the_panel_follows_the_cursor_and_words_in_it_can_be_followed() -> None:
    keys("look_up")
    async with opened() as case:
        await case.press("full_stop", "full_stop")
        assert "selling" in case.card
        assert "not " in case.card
        await case.press("enter")
        assert case.screen.panel.has_focus
        first = case.card
        await case.press("enter")
        assert case.card != first
        assert case.screen.panel.depth == 1
        await case.press("escape")
        assert case.card == first
        await case.press("escape")
        assert case.screen.view.has_focus


async def test_on_a_narrow_screen_the_card_opens_beside_the_word() -> None:
    keys("close")
    async with opened((80, 24)) as case:
        assert case.card == ""
        await case.press("d")
        assert "Lin Yilun" in case.card
        await case.press("l")
        assert "中" in case.card
        word = case.screen.view.region_of(case.screen.view.cursor) if case.screen.view.cursor else None
        assert word is not None
        assert not case.screen.popup.region.overlaps(word.translate(case.screen.view.region.offset))
        await case.press("enter")
        assert case.screen.popup.has_focus
        await case.press("escape")
        assert case.screen.view.has_focus
        assert case.screen.popup.display
        await case.press("escape")
        assert not case.screen.popup.display


async def test_marks_can_be_taken_back() -> None:
    keys("known", "ignored", "undo")
    async with opened() as case:
        await case.press("J", "J")
        await case.press("w")
        assert "known" in case.card
        await case.press("i")
        assert "ignored" in case.card
        await case.press("ctrl+z")
        assert "known" in case.card
        await case.press("ctrl+z")
        assert "known" not in case.card
        await case.press("w", "w")
        assert "known" not in case.card


async def test_known_words_are_passed_over_and_stay_known() -> None:
    async with opened() as case:
        await case.press("J", "J")
        assert case.word == "晚上"
        await case.press("w", "K", "J")
        await case.press("h", "u")
        assert case.word != "晚上"
    async with opened() as again:
        await again.press("g", "J", "J")
        assert "known" in again.card


async def test_a_reading_is_fixed_for_good_and_taken_back() -> None:
    keys("fix_reading")
    async with opened() as case:
        await case.press("l", "r")
        await case.type("nonsense")
        await case.press("enter")
        assert isinstance(case.app.screen, Dialog)
        assert "not 1 pinyin syllable" in str(case.app.screen.query_one("#fault").render())
        case.app.screen.query_one(Input).value = "zhong4"
        await case.press("enter")
        assert case.annotation == "zhòng"
    async with opened() as again:
        await again.press("g", "l")
        assert again.annotation == "zhòng"
        await again.press("r")
        again.app.screen.query_one(Input).value = "zhōng"
        await again.press("enter")
        assert again.annotation == "zhōng"
        await again.press("ctrl+z")
        assert again.annotation == "zhòng"


async def test_a_cut_is_fixed_for_good_and_taken_back() -> None:
    keys("fix_cut")
    async with opened() as case:
        await case.press("g", "l", "l", "l", "l", "l", "l")
        assert case.word == "大米"
        await case.press("minus")
        await case.press("space", "enter")
        assert case.word == "大"
    async with opened() as again:
        await again.press("g", "l", "l", "l", "l", "l", "l")
        assert again.word == "大"
        await again.press("minus", "space", "enter")
        assert again.word == "大米"
        await again.press("ctrl+z")
        assert again.word == "大"


@pytest.mark.parametrize(
    ("typed", "word"),
    [("直播间", "直播間"), ("zhibojian", "直播間"), ("zhi2bo1jian1", "直播間"), ("crates of fruit", "五")],
)
async def test_search_finds_either_script_pinyin_and_english(typed: str, word: str) -> None:
    keys("search", "next_hit", "previous_hit")
    async with opened() as case:
        await case.press("slash")
        await case.type(typed)
        await case.press("enter")
        assert case.word == word
        assert f"for “{typed}”" in case.status
        first = case.screen.view.cursor
        await case.press("n", "N")
        assert case.screen.view.cursor == first
        await case.press("escape")
        assert "for “" not in case.status


async def test_nothing_found_is_said() -> None:
    async with opened() as case:
        await case.press("slash")
        await case.type("xyzzy")
        await case.press("enter")
        assert "nothing found" in case.status


async def test_contents_go_to_and_bookmarks() -> None:
    keys("contents", "go_to", "bookmark", "bookmarks")
    async with opened() as case:
        await case.press("t", "enter")
        assert case.paragraph == 5
        await case.press("t", "j", "enter")
        assert case.paragraph == 22
        await case.press("colon")
        await case.type("99")
        await case.press("enter")
        assert "from 1 to 44" in str(case.app.screen.query_one("#fault").render())
        case.app.screen.query_one(Input).value = "12"
        await case.press("enter")
        assert case.paragraph == 11
        await case.press("b", "g", "B", "enter")
        assert case.paragraph == 11
        await case.press("b", "B")
        assert "No bookmarks yet" in str(case.app.screen.query("Static").nodes[1].render())
        await case.press("escape")


async def test_copy_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    keys("copy")
    copied: list[str] = []
    async with opened() as case:
        monkeypatch.setattr(case.app, "copy_to_clipboard", copied.append)
        await case.press("y")
        assert copied == ["林依輪"]


async def test_several_words_are_selected_looked_up_and_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    keys("select_next", "select_previous")
    copied: list[str] = []
    async with opened() as case:
        monkeypatch.setattr(case.app, "copy_to_clipboard", copied.append)
        await case.press("J", "J", "l", "L", "shift+right")
        assert case.card.startswith("6點半")
        await case.press("H", "y")
        assert copied == ["6點"]
        await case.press("escape", "y")
        assert copied[-1] == case.word


async def test_help_lists_every_key_that_is_bound(used_home: Path) -> None:
    keys("help")
    (used_home / "settings.toml").write_text('[keys]\nscript = "f2"\nnonsense = "x"\n', encoding="utf-8")
    async with opened() as case:
        await case.press("f2")
        assert "simplified" in case.status
        await case.press("s")
        assert "simplified" in case.status
        await case.press("question_mark")
        assert isinstance(case.app.screen, HelpDialog)
        shown = str(case.app.screen.query_one("#keys").render())
        assert "F2" in shown
        for binding in READING:
            assert binding.description in shown
        await case.press("escape")


async def test_the_palette_offers_switches_levels_and_themes() -> None:
    keys("palette")
    async with opened() as case:
        titles = {command.title for command in case.app.get_system_commands(case.app.screen)}
        assert {"Show: Taiwan", "Words I know: HSK 4", f"Theme: {LIGHT.name}", "Search"} <= titles
        commands = {command.title: command.callback for command in case.app.get_system_commands(case.app.screen)}
        commands["Words I know: HSK 4"]()
        await case.settle()
        await case.press("g", "l")
        assert "known" in case.card
        commands[f"Theme: {LIGHT.name}"]()
        await case.settle()
        assert case.app.theme == LIGHT.name
        await case.press("ctrl+p")
        assert len(case.app.screen_stack) > 2
        await case.press("escape")
    async with opened() as again:
        assert again.app.theme == LIGHT.name


async def test_another_text_is_opened(tmp_path: Path, used_home: Path) -> None:
    keys("texts", "next_text", "previous_text")
    own = used_home / "texts" / "a-text"
    own.mkdir(parents=True)
    (own / "meta.toml").write_text('title_zh = "短文"\n', encoding="utf-8")
    (own / "zh.txt").write_text("今天天气很好。\n", encoding="utf-8")
    async with opened() as case:
        await case.press("o", "j", "enter")
        await case.pilot.pause(0.1)
        await case.settle()
        assert case.screen.reading.id == "a-text"
        assert case.word == "今天"
        for key, there in (("left_square_bracket", "a-text"), ("right_square_bracket", ARTICLE)):
            await case.press(key)
            await case.pilot.pause(0.1)
            await case.settle()
            assert case.screen.reading.id == there
    assert not list(tmp_path.glob("*.db"))


async def test_reading_goes_on_where_it_stopped() -> None:
    keys("quit", "repairs", "export")  # what the last two do is tested in test_mending and test_exporting
    async with opened() as case:
        await case.press("J", "J", "J", "l")
        place, word = case.screen.view.cursor, case.word
        await case.pilot.press("q")
        await case.pilot.pause(0.1)
        assert not case.app.is_running
    async with opened(text=None) as again:
        assert again.screen.reading.id == ARTICLE
        assert (again.screen.view.cursor, again.word) == (place, word)


async def test_a_card_writes_measure_words_as_the_text_is_written() -> None:
    async with opened() as case:
        case.screen.view.go_to(2, case.screen.reading.paragraphs[2].text.index("鏡子"))
        await case.settle()
        assert "個 gè" in case.card
        await case.press("s", "z")
        assert "个 ㄍㄜˋ" in case.card


async def test_the_screen_survives_any_size() -> None:
    async with opened((120, 40)) as case:
        await case.press("J", "J", "l", "l")
        word = case.word
        for width, height in ((80, 24), (60, 20), (12, 4), (1, 1), (200, 60), (120, 40)):
            await case.pilot.resize_terminal(width, height)
            await case.settle()
            assert case.word == word


async def test_terms_and_the_glossary() -> None:
    """More of them in test_adding_terms and test_glossary."""
    keys("add_term", "glossary", "candidates")
    async with opened() as case:
        await case.press("a")
        assert isinstance(case.app.screen, ConceptDialog)
        await case.press("escape", "A")
        assert any(isinstance(screen, GlossaryScreen) for screen in case.app.screen_stack)
        await case.press("q", "E")
        assert any(isinstance(screen, CandidatesScreen) for screen in case.app.screen_stack)


async def test_cards() -> None:
    """More of them in test_making_cards and test_review."""
    keys("make_card", "make_cards", "review", "review_some")
    async with opened() as case:
        await case.press("full_stop", "c", "C")
        assert len(case.screen._session.study.deck.store.concepts_with_cards()) > 100
        await case.press("f")
        assert any(isinstance(screen, ReviewScreen) for screen in case.app.screen_stack)
        await case.press("q", "F")
        assert any(isinstance(screen, ChoiceDialog) for screen in case.app.screen_stack)


async def test_english_by_machine_and_glosses() -> None:
    """More of it in ``test_translating``."""
    keys("machine", "machine_all", "glosses")
    async with opened() as case:
        await case.press("M")
        assert isinstance(case.app.screen, ChoiceDialog)
        assert "English by a person" in case.app.screen.heading
        await case.press("escape", "ctrl+t")
        assert "Every paragraph has English" in " ".join(n.message for n in case.app._notifications)
        await case.press("I")
        assert case.screen.options.missing == "gloss"


async def test_english_beside_and_speech() -> None:
    """More of it in ``test_beside`` and ``test_speaking``."""
    keys("pull_english", "push_english", "doubtful_english", "speak")
    async with opened() as case:
        await case.press(">", "<", "S", "D")
        said = [notification.message for notification in case.app._notifications]
        assert [message.split(";")[0] for message in said] == [OF_YOUR_OWN, OF_YOUR_OWN, "Speech is off"]
        assert isinstance(case.app.screen, ChoiceDialog)


def test_every_key_was_driven() -> None:
    """Runs last in this module: a new key needs a test."""
    assert {binding.id for binding in READING} - EXERCISED == set()
