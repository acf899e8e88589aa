"""Every key of the flashcards' screen, by what it does to the state."""

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from glossary.study.model import Direction, Rating
from reader import glyphs
from reader.reviewing import Sitting
from reader.tui.dialogs.concept import ConceptDialog
from reader.tui.dialogs.help import HelpDialog
from reader.tui.keys import REVIEW
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.statistics import StatisticsScreen
from reader.tui.widgets.flashcard import Flashcard
from tests.reader.tui.review_case import TERMS, ReviewCase, sitting

pytestmark = pytest.mark.usefixtures("used_home")

EXERCISED: set[str] = set()
SIZES = [(120, 40), (80, 24), (60, 20)]


def keys(*names: str) -> None:
    """Note the bindings that a test drives."""
    EXERCISED.update(names)


@pytest.mark.parametrize("size", SIZES)
async def test_the_front_stays_where_it_is_when_the_answer_comes(size: tuple[int, int]) -> None:
    keys("reveal")
    async with sitting("recognise", size=size) as case:
        assert case.word == TERMS[0]
        front = case.screen.query_one("#front")
        before, text = front.region, case.front
        assert "zìránliú" not in case.page
        assert "Space shows the answer" in case.page
        await case.press("space")
        assert (front.region, case.front) == (before, text)
        assert "zìránliú" in case.back
        assert "organic traffic" in case.back
        assert "hangzhou-live-commerce, ¶9" in case.back
        for words in ("1 Again", "2 Hard", "3 Good", "4 Easy", "10 min", "zìránliú"):
            assert words in case.page
        await case.press("space")
        assert case.kept == [(1, Rating.GOOD)]
        assert case.word == TERMS[1]
        assert case.back == ""


async def test_enter_does_what_space_does_and_digits_rate() -> None:
    keys("again", "hard", "good", "easy")
    async with sitting("recognise") as case:
        for number in ("1", "2", "3", "4"):
            before = len(case.kept)
            await case.press(number)  # nothing to rate while the answer is hidden
            assert len(case.kept) == before
            await case.press("enter", number)
        assert [rating for _, rating in case.kept] == [1, 2, 3, 4]
        assert "0 new · 3 learning" in case.line


async def test_undo_goes_as_far_back_as_one_likes() -> None:
    keys("undo_answer")
    async with sitting("recognise") as case:
        await case.press("space", "4", "space", "4", "b", "exclamation_mark")
        assert case.word == TERMS[3]
        assert "⚑" in case.line
        await case.press("u")
        assert (case.said, "⚑" in case.line) == ("Took back the flag.", False)
        await case.press("ctrl+z")
        assert (case.word, case.said) == (TERMS[2], "Took back the putting off.")
        await case.press("u", "u")
        assert (case.word, case.kept) == (TERMS[0], [])
        await case.press("u")
        assert case.said == "Nothing is left to take back."


async def test_flag_suspend_and_bury() -> None:
    keys("flag", "suspend", "bury")
    async with sitting("recognise") as case:
        await case.press("asterisk")
        assert case.session.study.deck.card(1).flag
        await case.press("asterisk", "minus")
        assert (case.session.study.deck.card(1).flag, case.session.study.deck.card(1).suspended) == (False, True)
        await case.press("at")
        assert case.session.study.deck.card(2).suspended
        await case.press("b")
        assert case.session.study.deck.card(3).buried_until > 0
        assert case.word == TERMS[3]
        assert case.kept == []


@pytest.mark.parametrize(
    ("typed", "words", "proposed"),
    [
        ("ziranliu", "Right.", Rating.GOOD),
        ("zi4 ran1 liu2", "Right word, wrong tone: 然 is rán.", Rating.HARD),
        ("zi ran liu liang", "Right: 自然流量 is another name. Preferred: 自然流.", Rating.GOOD),
        ("liuliang", "Not that.", Rating.AGAIN),
        ("", "", Rating.AGAIN),
    ],
)
@pytest.mark.parametrize("size", SIZES)
async def test_typed_answers_are_judged_kindly(size: tuple[int, int], typed: str, words: str, proposed: Rating) -> None:
    async with sitting("produce", size=size) as case:
        assert "organic traffic" in case.front
        assert "自然流" not in case.page
        line = case.screen.query_one("#typed", Input)
        assert line.has_focus
        await case.type(typed)
        before = line.region
        await case.press("enter")
        assert case.screen.card.is_revealed
        assert case.ratings.proposed == proposed
        assert case.back.strip().startswith(words)
        assert line.region == before
        if words:
            assert words in case.page
        assert line.value == typed
        await case.press("enter")
        assert case.kept == [(1, proposed)]
        assert case.screen.query_one("#typed", Input).value == ""


async def test_esc_leaves_the_line_so_that_keys_are_keys() -> None:
    keys("close")
    async with sitting("produce", "reading", terms=TERMS[:1]) as case:
        await case.type("zi")
        assert "Esc leave the line" in case.page
        await case.press("escape", "exclamation_mark")
        assert "u undo" in case.page
        assert case.session.study.deck.card(1).flag
        assert case.screen.card.typed.value == "zi"
        await case.press("space")
        assert case.back.strip().startswith("Not that.")


async def test_a_reading_is_asked_for_not_the_word() -> None:
    async with sitting("reading") as case:
        case.screen.card.typed.value = "自然流"
        await case.press("enter")
        assert case.back.strip().startswith("That is the word itself; its reading was asked.")
        assert case.ratings.proposed == Rating.AGAIN
        await case.press("u", "3")
        await case.press("enter")


async def test_a_gap_is_filled() -> None:
    async with sitting("cloze") as case:
        assert "＿＿＿" in case.front
        assert "自然流" not in case.front
        case.screen.card.typed.value = "自然流"
        await case.press("enter")
        assert case.back.strip().startswith("Right.")


async def test_choices_are_chosen_then_rated() -> None:
    async with sitting("choice") as case:
        current = case.screen.reviewing.current
        assert current is not None
        assert all(f"{n} {choice}" in case.front for n, choice in enumerate(current.choices, 1))
        wrong = (current.right + 1) % 4
        await case.press(str(wrong + 1))
        assert f"✗ {wrong + 1}" in case.front
        assert f"✓ {current.right + 1}" in case.front
        assert case.kept == []
        assert case.ratings.proposed == Rating.AGAIN
        await case.press("2")
        assert case.kept == [(1, Rating.HARD)]
        current = case.screen.reviewing.current
        assert current is not None
        await case.press(str(current.right + 1))
        assert case.back.strip().startswith("Right.")
        await case.press("enter")
        assert case.kept[-1] == (2, Rating.GOOD)


async def click(case: ReviewCase, widget: Any, words: str) -> None:
    """Click on the middle of some words of a widget."""
    lines = case.page.splitlines()
    y = next(n for n, line in enumerate(lines) if words in line and n >= widget.region.y)
    from rich.cells import cell_len

    x = cell_len(lines[y][: lines[y].index(words)]) + cell_len(words) // 2
    await case.pilot.click(offset=(x, y))
    await case.press()


@pytest.mark.parametrize("size", SIZES)
async def test_with_the_mouse(size: tuple[int, int]) -> None:
    async with sitting("recognise", size=size) as case:
        await case.pilot.click(Flashcard)
        await case.press()
        assert case.screen.card.is_revealed
        await click(case, case.ratings, "4 Easy")
        assert case.kept == [(1, Rating.EASY)]
        await click(case, case.ratings, "Space shows the answer")
        await click(case, case.ratings, "1 Again")
        assert case.kept[-1] == (2, Rating.AGAIN)


async def test_a_choice_is_clicked() -> None:
    async with sitting("choice") as case:
        current = case.screen.reviewing.current
        assert current is not None
        await click(case, case.screen.card, current.choices[current.right])
        assert case.back.strip().startswith("Right.")


async def test_editing_keeps_what_the_card_remembers() -> None:
    keys("edit_concept")
    async with sitting("recognise") as case:
        await case.press("space", "1", "u", "space", "3", "u")
        await case.press("space", "e")
        dialog = case.app.screen
        assert isinstance(dialog, ConceptDialog)
        dialog.query_one(".field-renderings Input", Input).value = "free reach"
        await case.press("enter")
        assert case.screen.card.is_revealed
        assert "free reach" in case.back
        await case.press("3")
        assert case.kept == [(1, Rating.GOOD)]
        await case.press("u", "u")
        assert (case.said, case.word) == ("Took back editing 自然流.", TERMS[0])
        await case.press("space")
        assert "free reach" not in case.back
        assert "organic traffic" in case.back


async def test_script_style_and_colours_are_the_readers() -> None:
    keys("script", "style", "colours")
    async with sitting("recognise", terms=("坑位费",)) as case:
        await case.press("space")
        assert "kēngwèifèi" in case.back
        await case.press("z")
        assert "ㄎㄥ" in case.back
        await case.press("s", "s")
        current = case.screen.reviewing.current
        assert current is not None
        assert current.front[0].text == "坑位費"
        await case.press("T")
        kept = case.session.preference("reading")
        assert (kept["script"], kept["style"], kept["colours"]) == ("hant", "zhuyin", "pleco")


async def test_the_end_says_how_it_went_and_undo_still_works() -> None:
    async with sitting("recognise") as case:
        await case.press("space", "1", "space", "4", "space", "4", "space", "4", "space", "4")
        assert case.word == ""
        for words in ("That was all for now.", "5 answers · 80% right", "The next card comes in"):
            assert words in case.front
        await case.press("space", "3", "e", "b", "o", "minus", "exclamation_mark")
        assert len(case.kept) == 5
        await case.press("u")
        assert case.word == TERMS[0]
        assert len(case.kept) == 4


async def test_nothing_to_ask_is_said_with_what_to_do() -> None:
    async with sitting() as case:
        assert "There are no cards for this yet." in case.front
        assert "c in a text makes a card" in " ".join(case.front.split())


async def test_nothing_due_says_when_the_next_card_comes() -> None:
    async with sitting("recognise", terms=TERMS[:1]) as case:
        await case.press("space", "4", "q")
    async with sitting("recognise", terms=TERMS[:1]) as case:
        assert "Nothing is due. The next card comes in" in " ".join(case.front.split())


async def test_cramming_says_that_nothing_is_scheduled() -> None:
    async with sitting("recognise", about=Sitting(cram=True, title="cram")) as case:
        assert "cram" in case.line
        await case.press("space")
        assert case.ratings.intervals == {}
        assert "10 min" not in case.page
        await case.press("3", "space", "3", "space", "3", "space", "3")
        assert case.kept == []
        assert "Nothing of this has changed" in case.front


async def test_a_card_that_is_forgotten_again_and_again_is_put_aside(used_home: Path) -> None:
    (used_home / "settings.toml").write_text("[study]\nleech_after = 1\n", encoding="utf-8")
    async with sitting("recognise", terms=TERMS[:1]) as case:
        at = [case.session.study.clock()]
        case.screen.reviewing._clock = lambda: at[0]
        await case.press("space", "4")
        at[0] += 40 * 86_400_000
        case.screen.reviewing.next()
        case.screen.ask()
        await case.press("space", "1")
        assert case.said == "自然流 was forgotten too often: suspended. u takes it back."
        assert case.session.study.deck.card(1).suspended
        await case.press("u")
        assert not case.session.study.deck.card(1).suspended


async def test_moving_a_long_answer() -> None:
    keys("line_down", "line_up")
    async with sitting("recognise", size=(60, 20)) as case:
        await case.press("space", "j", "j", "j")
        assert case.screen.card.scroll_y == 3
        await case.press("k")
        assert case.screen.card.scroll_y == 2
        await case.press("3", "space")
        assert case.screen.card.scroll_y == 0


async def test_to_the_place_in_the_text() -> None:
    keys("go_to_sentence")
    async with sitting("recognise") as case:
        await case.press("o")
        await case.pilot.pause(0.2)
        await case.press()
        reading = case.app.screen
        assert isinstance(reading, ReadingScreen)
        at = reading.view.cursor
        assert at is not None
        assert at.paragraph == 8
        assert reading.source.shown(8).tokens[at.token].token.term == "organic-traffic"


async def test_large_characters_where_there_is_room() -> None:
    async with sitting("recognise") as case:
        rows = ["".join(row).rstrip() for row in zip(*map(glyphs.large, "自然流"), strict=True)]
        assert all(row in case.front for row in rows)
        await case.pilot.resize_terminal(80, 24)
        await case.press()
        assert "自 然 流" in case.front


async def test_figures() -> None:
    """More of them in test_statistics."""
    keys("statistics")
    async with sitting("recognise") as case:
        await case.press("S")
        assert any(isinstance(screen, StatisticsScreen) for screen in case.app.screen_stack)


async def test_help_and_leaving() -> None:
    keys("help", "leave", "palette", "quit")
    async with sitting("recognise") as case:
        await case.press("question_mark")
        assert any(isinstance(screen, HelpDialog) for screen in case.app.screen_stack)
        await case.press("escape", "ctrl+p")
        assert len(case.app.screen_stack) == 3
        await case.press("escape", "q")
        assert case.app._exit


async def test_any_size_breaks_nothing() -> None:
    async with sitting("produce", "choice", "cloze", terms=TERMS[:1]) as case:
        for width, height in ((20, 5), (1, 1), (200, 60), (40, 12)):
            await case.pilot.resize_terminal(width, height)
            await case.press("escape", "space", "u")
        assert case.kept == []


def test_every_key_was_driven() -> None:
    """Runs last in this module: a new key needs a test."""
    assert {binding.id for binding in REVIEW} - EXERCISED == set()


@pytest.mark.parametrize("direction", ["produce", "cloze"])
async def test_what_is_said_of_an_answer_is_seen_in_a_low_window(direction: Direction) -> None:
    async with sitting(direction, terms=("自然流",), size=(60, 20)) as case:
        await case.type("zi4 ran4 liu2")
        await case.press("enter")
        await case.pilot.pause(0.1)
        assert "zi4 ran4 liu2" in case.page
        assert "Right word, wrong tone" in case.page
