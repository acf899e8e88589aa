"""From the text to flashcards and back."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from reader.tui.dialogs.concept import ConceptDialog
from reader.tui.dialogs.lists import ChoiceDialog
from reader.tui.screens.library_changing import LibraryScreen
from reader.tui.screens.review import ReviewScreen
from tests.reader.tui.screen_case import Case, opened

pytestmark = pytest.mark.usefixtures("used_home")


def said(case: Case) -> str:
    notifications = list(case.app._notifications)
    return notifications[-1].message if notifications else ""


async def to_word(case: Case, word: str, paragraph: int) -> None:
    """Bring the cursor to a word."""
    tokens = [shown.text for shown in case.screen.source.shown(paragraph).tokens]
    token = case.screen.source.shown(paragraph).tokens[tokens.index(word)].token
    case.screen.view.go_to(paragraph, token.start)
    await case.settle()
    assert case.word == word


async def test_cards_of_a_term_with_the_sentence_it_stands_in(used_home: Path) -> None:
    (used_home / "settings.toml").write_text('[study]\ndirections = ["recognise", "cloze"]\n', encoding="utf-8")
    async with opened() as case:
        await to_word(case, "自然流", 8)
        await case.press("c")
        assert said(case) == "Made 2 cards of 自然流: meaning, gap. ^z takes it back."
        store = case.screen._session.study.deck.store
        cards = store.cards()
        assert [card.direction for card in cards] == ["recognise", "cloze"]
        assert cards[1].detail in case.screen.reading.paragraphs[8].text
        assert "自然流" in cards[1].detail
        await case.press("c")
        assert said(case) == "自然流 has its cards already."
        await case.press("ctrl+z")
        assert said(case) == "Took back the cards of 自然流."
        assert store.cards() == []


async def test_a_word_that_is_no_term_yet_is_looked_over_first() -> None:
    async with opened() as case:
        await to_word(case, "燈光", 2)
        await case.press("c")
        assert isinstance(case.app.screen, ConceptDialog)
        await case.press("escape")
        assert case.screen._term_here() is None
        await case.press("c", "enter")
        assert said(case).startswith("Made 2 cards of 燈光: meaning, to type.")
        assert case.screen._term_here() is not None
        await case.press("ctrl+z")
        assert case.screen._session.study.deck.store.cards() == []
        assert case.screen._term_here() is not None
        await case.press("ctrl+z")
        assert case.screen._term_here() is None


async def test_cards_that_were_answered_are_not_taken_back() -> None:
    async with opened() as case:
        await to_word(case, "自然流", 8)
        await case.press("c", "f", "space", "3", "q", "ctrl+z")
        store = case.screen._session.study.deck.store
        assert [card.direction for card in store.cards()] == ["recognise"]
        assert len(store.reviews()) == 1


async def test_all_terms_of_the_text_and_five_of_them_before_reading() -> None:
    async with opened() as case:
        await case.press("C")
        terms = len(case.screen._session.study.deck.store.concepts_with_cards())
        assert said(case).startswith(f"Made {2 * terms} cards of {terms} terms of this text.")
        await case.press("F")
        dialog = case.app.screen
        assert isinstance(dialog, ChoiceDialog)
        assert dialog.query_one(OptionList).option_count >= 5
        await case.press("enter")
        screen = case.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.reviewing.left().counts.total == 5
        for _ in range(5):
            await case.press("space", "4")
        assert screen.reviewing.current is None
        await case.press("q")
        assert case.app.screen is case.screen
        assert len(case.screen._session.study.deck.store.reviews()) == 5


async def test_the_text_shows_at_once_what_is_being_learnt_and_how_it_is_written() -> None:
    async with opened() as case:
        await to_word(case, "自然流", 8)
        at = case.screen.view.cursor
        assert at is not None
        await case.press("c", "f", "s", "space", "3", "q")
        token = case.screen.source.shown(at.paragraph).tokens[at.token]
        assert case.screen._session.vocabulary.status(token.token) == "learning"
        assert case.screen.options.script == "hans"
        assert "learning" in case.card


async def test_the_place_of_the_sentence_from_the_text() -> None:
    async with opened() as case:
        await to_word(case, "自然流", 8)
        await case.press("c", "g", "f", "o")
        await case.pilot.pause(0.2)
        await case.settle()
        assert case.app.screen is case.screen
        assert (case.paragraph, case.word) == (8, "自然流")


async def test_wrong_settings_are_said_and_keep_nobody_from_reading(used_home: Path) -> None:
    (used_home / "settings.toml").write_text("[study]\nretention = 5\n", encoding="utf-8")
    async with opened() as case:
        await to_word(case, "自然流", 8)
        for key in ("c", "C", "f"):
            case.app.clear_notifications()
            await case.press(key)
            assert "study.retention must be" in said(case), key
            assert case.app.screen is case.screen
        await case.press("F", "up", "enter")
        assert "study.retention must be" in said(case)
        await case.press("escape", "A", "f")
        assert isinstance(case.app.screen, ChoiceDialog)
        await case.press("escape", "c")
        assert "study.retention must be" in said(case)
        await case.press("q", "o")
        await case.settle()
        assert isinstance(case.app.screen, LibraryScreen)


async def test_a_suspended_card_is_brought_back() -> None:
    async with opened() as case:
        await to_word(case, "自然流", 8)
        await case.press("c", "f", "at", "escape", "escape", "F")  # out of the line of the next card, then out
        dialog = case.app.screen
        assert isinstance(dialog, ChoiceDialog)
        options = dialog.query_one(OptionList)
        store = case.screen._session.study.store
        assert [card.suspended for card in store.cards()] == [True, False]
        labels = [str(option.prompt) for option in options.options]
        place = next(number for number, label in enumerate(labels) if label.startswith("Suspended"))
        await case.press(*["j"] * place, "enter")
        await case.press("enter")
        assert said(case) == "Brought back 自然流 · meaning. ^z suspends again."
        assert store.suspended() == []
        await case.press("ctrl+z")
        assert [card.suspended for card in store.cards()] == [True, False]
