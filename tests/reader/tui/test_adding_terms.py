"""The key that adds the word under the cursor as a term, and the form in which it is looked over."""

import pytest
from textual.widgets import Input

from reader.tui.dialogs.concept import ConceptDialog, Field, NameField, Pick
from tests.reader.tui.screen_case import Case, opened

pytestmark = pytest.mark.usefixtures("used_home")

SIZES = [(120, 40), (80, 24), (60, 20)]


def dialog(case: Case) -> ConceptDialog:
    assert isinstance(case.app.screen, ConceptDialog)
    return case.app.screen


def line(case: Case, field: str, number: int = 0) -> Input:
    """One of the lines of a kind of field."""
    return list(dialog(case).query(f".field-{field} Input").results(Input))[number]


def faults(case: Case) -> list[str]:
    return [
        str(field.query_one(".fault").render()) for field in dialog(case).query(Field) if field.has_class("-faulty")
    ]


def said(case: Case) -> str:
    notifications = list(case.app._notifications)
    return notifications[-1].message if notifications else ""


async def to_word(case: Case, word: str) -> None:
    """Bring the cursor to a word of the third paragraph."""
    tokens = [shown.text for shown in case.screen.source.shown(2).tokens]
    token = case.screen.source.shown(2).tokens[tokens.index(word)].token
    case.screen.view.go_to(2, token.start)
    await case.settle()
    assert case.word == word


@pytest.mark.parametrize("size", SIZES)
async def test_the_word_comes_prefilled_and_is_a_term_at_once(size: tuple[int, int]) -> None:
    async with opened(size) as case:
        await to_word(case, "燈光")
        place = case.screen.view.cursor
        await case.press("a")
        assert dialog(case).heading == "Add 灯光"
        assert [line(case, "names", n).value for n in range(3)] == ["灯光", "燈光", "dēng guāng"]
        assert "light" in line(case, "renderings").value
        assert line(case, "renderings").has_focus
        sentence, english, source = (line(case, "examples", n).value for n in range(3))
        assert "燈光亮如白晝" in sentence
        assert english.startswith("At 6:30 in the evening")
        assert source == "hangzhou-live-commerce, ¶3"
        assert line(case, "source").value == "hangzhou-live-commerce, ¶3, 2025-12"
        assert dialog(case).query_one(".hint").region.bottom <= size[1]
        line(case, "renderings").value = "studio light"
        await case.press("enter")
        assert case.app.screen is case.screen
        assert said(case) == "Added 燈光 to the glossary. ^z takes it back."
        assert case.screen.view.cursor == place
        assert case.screen._term_here() is not None
        await case.press("ctrl+z")
        assert said(case) == "Took back adding 灯光."
        assert case.screen._term_here() is None
        assert case.word == "燈光"


async def test_several_words_selected_are_one_term() -> None:
    async with opened() as case:
        await to_word(case, "燈光")
        await case.press("L")
        selected = case.screen.selected_text()
        await case.press("a", "enter")
        assert case.word == selected
        assert "TERM" in case.card
        await case.press("A")
        await case.press("q", "ctrl+z")
        assert case.word in selected
        assert case.word != selected


async def test_a_term_is_opened_for_editing() -> None:
    async with opened() as case:
        await case.press("full_stop")
        await case.press("a")
        word = case.word
        assert dialog(case).heading.startswith("Edit ")
        line(case, "definition_en").value = "Hawking on air."
        await case.press("ctrl+s")
        assert said(case).startswith("Changed ")
        assert case.word == word
        assert "Hawking on air." in case.card
        await case.press("ctrl+z")
        assert "Hawking" not in case.card


async def test_esc_leaves_nothing_but_asks_where_something_was_typed() -> None:
    async with opened() as case:
        terms = len(case.screen._session.termbase)
        await to_word(case, "燈光")
        await case.press("a", "escape")
        assert case.app.screen is case.screen
        await case.press("a", "x", "escape")
        assert "Esc once more" in str(dialog(case).query_one("#fault").render())
        await case.press("escape")
        assert len(case.app.screen_stack) == 2
        assert len(case.screen._session.termbase) == terms
        await case.press("ctrl+z")
        assert said(case) == "Nothing to undo."


@pytest.mark.parametrize("size", SIZES)
async def test_faults_stand_below_their_fields_and_go_when_the_field_changes(size: tuple[int, int]) -> None:
    async with opened(size) as case:
        await to_word(case, "燈光")
        await case.press("a")
        line(case, "names", 2).value = "deng"
        line(case, "related").value = "沒有這個"
        await case.press("enter")
        first, second = faults(case)
        assert first == "“deng” is not 2 pinyin syllables with tones."
        assert second.startswith("The glossary has no “沒有這個”")
        assert line(case, "names").has_focus
        line(case, "names", 2).value = "deng1guang1"
        await case.pilot.pause()
        assert faults(case) == [second]
        line(case, "related").value = "直播"
        await case.press("enter")
        assert len(case.app.screen_stack) == 2
        concept = case.screen._session.terms.named("灯光")
        assert concept.related == (case.screen._session.terms.named("直播").id,)


async def test_the_other_script_and_the_reading_are_filled_in() -> None:
    async with opened() as case:
        await case.press("A", "a")
        assert line(case, "names").has_focus
        for character in "補光燈":
            await case.pilot.press(character)
        await case.press("tab")
        assert [line(case, "names", n).value for n in range(3)] == ["补光灯", "補光燈", "bǔ guāng dēng"]
        await case.press("down", "up", "shift+tab", "end")
        for character in "们":
            await case.pilot.press(character)
        await case.press("tab")
        assert line(case, "names", 1).value == "補光燈們"
        assert line(case, "names", 2).value.startswith("bǔ guāng dēng ")


async def test_more_rows_and_their_standing() -> None:
    async with opened() as case:
        await to_word(case, "燈光")
        await case.press("a", "ctrl+n")
        assert line(case, "renderings", 2).has_focus
        await case.type("lamp")
        await case.press("tab", "space")
        pick = dialog(case).focused
        assert isinstance(pick, Pick)
        assert pick.value == "deprecated"
        await case.press("tab")
        await case.type("too small")
        await case.press("ctrl+n", "escape", "escape")
        await case.press("a", "shift+tab", "shift+tab", "ctrl+n")
        rows = list(dialog(case).query(NameField))
        assert len(rows) == 2
        for character in "灯":
            await case.pilot.press(character)
        await case.press("enter")
        concept = case.screen._session.terms.named("灯光")
        assert [(term.hans, term.status) for term in concept.terms] == [("灯光", "preferred"), ("灯", "admitted")]
        await case.press("a")
        await case.press("shift+tab", "space")
        pick = dialog(case).focused
        assert isinstance(pick, Pick)


async def test_wrong_renderings_keep_their_reason() -> None:
    async with opened() as case:
        await to_word(case, "燈光")
        await case.press("a", "ctrl+n")
        await case.type("lamp")
        await case.press("tab", "space", "tab")
        await case.type("a lamp is one thing")
        await case.press("enter")
        renderings = case.screen._session.terms.named("灯光").renderings
        assert (renderings[-1].text, renderings[-1].status) == ("lamp", "deprecated")
        assert renderings[-1].note == "a lamp is one thing"
        assert "not lamp" in case.card


async def test_what_cannot_be_a_term_costs_one_sentence() -> None:
    async with opened() as case:
        await to_word(case, "燈光")
        await case.press(*["L"] * 30, "a")
        assert "is too long for a term" in said(case)
        assert len(case.app.screen_stack) == 2


async def test_the_mouse_turns_a_word_and_fills_a_field() -> None:
    async with opened() as case:
        await to_word(case, "燈光")
        await case.press("a")
        pick = dialog(case).query(Pick).first()
        before = pick.value
        await case.pilot.click(pick)
        assert pick.value != before
        await case.pilot.click(line(case, "platform"))
        assert line(case, "platform").has_focus


async def test_a_tiny_terminal_breaks_nothing() -> None:
    async with opened((20, 5)) as case:
        await case.press("a", "down", "down", "tab", "ctrl+n", "escape", "escape")
        assert len(case.app.screen_stack) == 2
