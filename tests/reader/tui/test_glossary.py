"""Every key of the glossary's screen, by what it does to the state."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input, OptionList

from glossary.termbase import Termbase
from reader.tui.dialogs.concept import ConceptDialog
from reader.tui.dialogs.help import HelpDialog
from reader.tui.dialogs.lists import ChoiceDialog
from reader.tui.keys import GLOSSARY
from reader.tui.screens.glossary_changing import GlossaryScreen
from reader.tui.screens.review import ReviewScreen
from reader.tui.widgets.key_bar import KeyBar
from tests.reader.tui.glossary_case import GlossaryCase, glossary
from tests.reader.tui.screen_case import ARTICLE, opened
from texts.library import BUNDLED

pytestmark = pytest.mark.usefixtures("used_home")

EXERCISED: set[str] = set()
BASE = Termbase.open()
COUNT = len(BASE)
ALL = f"{COUNT} of {COUNT}"
MARKETING = sum(concept.domain == "marketing" for concept in BASE.concepts())
SIZES = [(120, 40), (80, 24), (60, 20)]


def keys(*names: str) -> None:
    """Note the bindings that a test drives."""
    EXERCISED.update(names)


async def choose(case: GlossaryCase, words: str) -> None:
    """Take the line of the open list that begins so."""
    screen = case.app.screen
    assert isinstance(screen, ChoiceDialog)
    options = screen.query_one(OptionList)
    labels = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    options.highlighted = next(n for n, label in enumerate(labels) if words in label)
    await case.press("enter")


async def to_link(case: GlossaryCase, target: str) -> None:
    """Go through the concept's links with Tab until the one that leads there is lit."""
    view = case.glossary.view
    for _ in view._links:
        if view._links[view._at].target == target:
            return
        await case.pilot.press("tab")
    raise AssertionError(f"no link to {target}")


async def test_moving_through_the_list() -> None:
    keys("line_down", "line_up", "page_down", "page_up", "top", "bottom")
    async with glossary() as case:
        await case.press("g")
        first = case.head
        await case.press("j", "down")
        assert case.glossary.concepts.cursor == 2
        await case.press("k", "up")
        assert case.head == first
        await case.press("space")
        assert case.glossary.concepts.cursor == case.glossary.concepts.size.height - 1
        await case.press("pageup")
        assert case.head == first
        await case.press("G")
        assert case.glossary.concepts.cursor == len(case.glossary.concepts) - 1
        assert case.rows[-1].startswith("▌")
        await case.press("j", "home")
        assert case.head == first


@pytest.mark.parametrize("size", SIZES)
async def test_the_word_in_the_text_is_the_one_under_the_cursor(size: tuple[int, int]) -> None:
    async with opened(size) as case:
        await case.press("full_stop")
        word, term = case.word, case.screen._term_here()
        await case.press("A")
        inside = GlossaryCase(case.app, case.pilot)
        assert inside.glossary.concepts.item is not None
        assert inside.glossary.concepts.item.concept.id == term
        assert any(row.startswith("▌") for row in inside.rows)
        await case.press("q")
        assert case.word == word
        assert case.app.screen is case.screen


async def test_the_search_line_filters_as_one_types() -> None:
    keys("search", "close")
    async with glossary() as case:
        await case.press("slash", "l", "i", "u")
        assert case.glossary.query_line.has_focus
        assert case.glossary.concepts.to_concept("traffic")
        case.glossary.concepts.cursor = 0
        some = len(case.glossary.concepts)
        assert case.counted == f"{some} of {COUNT}"
        await case.press("down")
        assert case.glossary.concepts.cursor == 1
        await case.press("l")
        assert 0 < len(case.glossary.concepts) < some
        await case.press("enter")
        assert case.glossary.concepts.has_focus
        for typed in ("自然流", "自然流", "ziranliu", "organic traf"):
            await case.search(typed)
            assert case.head == "自然流"
        await case.search("qqq")
        assert case.head == ""
        assert "Nothing found for “qqq”. a adds it." in case.glossary.concepts.render_line(1).text
        assert case.shown == ""
        await case.press("escape")
        assert case.counted == ALL
        assert len(case.app.screen_stack) == 3
        await case.press("escape")
        assert len(case.app.screen_stack) == 2


async def test_what_was_searched_is_there_when_one_comes_back() -> None:
    keys("leave")
    async with glossary() as case:
        await case.search("traffic")
        await case.press("j", "j")
        head = case.head
        await case.press("q")
        await case.press("g", "l", "A")
        assert case.head == head
        assert case.glossary.query_line.value == "traffic"
        await case.press("A")
        assert case.app.screen is case.screen


async def test_the_concept_in_full() -> None:
    keys("open_concept")
    async with glossary() as case:
        await case.search("livestream")
        for words in (
            "直播  zhíbō",
            "livestream",
            "not live broadcast",
            "¶",
            "in this text, ",
            "live commerce › ",
            "hangzhou-live-commerce",
        ):
            assert words in case.shown
        await case.press("enter")
        assert case.glossary.view.has_focus


@pytest.mark.parametrize("size", SIZES)
async def test_a_persons_name_is_written_as_on_the_readers_card(size: tuple[int, int]) -> None:
    async with glossary(size) as case:
        await case.search("linyilun")
        if size != (60, 20):  # no room for readings in the list
            assert any("Lín Yīlún" in row for row in case.rows)
        await case.press("enter")
        assert "Lín Yīlún" in case.shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_bottom_line_says_keys_as_they_are_written(size: tuple[int, int]) -> None:
    async with glossary(size) as case:
        bar = case.glossary.query_one(KeyBar)
        assert ("↵", "open") in bar.hints
        await case.press("enter")
        assert case.glossary.view.has_focus
        keys_said = [key for key, _ in bar.hints]
        assert all(len(key) <= 3 and "," not in key for key in keys_said)
        assert len(set(keys_said)) == len(keys_said)
        assert ("↵", "follow") in bar.hints
        await case.press("question_mark")
        assert isinstance(case.app.screen, HelpDialog)
        assert "enter,right" not in str(case.app.screen.query_one("#keys").render())


async def test_links_are_followed_and_left_again() -> None:
    async with glossary() as case:
        await case.search("ziranliu")
        await case.press("enter", "enter")
        entry = case.glossary.entry
        assert entry is not None
        assert entry.concept.preferred.hans != "自然流"
        assert case.shown.startswith(case.glossary.words.name(entry.concept.preferred))
        assert case.head == "自然流"
        await case.press("escape")
        assert case.glossary.entry is case.glossary.concepts.item
        assert case.glossary.view.has_focus
        await case.press("escape")
        assert case.glossary.concepts.has_focus


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_list_and_concept_alternate_where_there_is_no_room_for_both(size: tuple[int, int]) -> None:
    async with glossary(size) as case:
        assert case.shown == ""
        await case.press("enter")
        assert case.glossary.focused is case.glossary.view
        assert "Tab next link" in str(case.glossary.query_one("#keys").render()).replace("  ", " ")
        await case.pilot.resize_terminal(120, 40)
        await case.settle()
        await case.pilot.resize_terminal(*size)
        await case.settle()
        assert case.shown
        await case.press("escape")
        assert case.glossary.concepts.has_focus
        assert not case.shown


async def test_a_use_is_gone_to() -> None:
    async with glossary() as case:
        await case.search("chanyedai")
        await case.look()
        await case.press("enter")
        await to_link(case, "use 0")
        await case.press("enter")
        assert len(case.app.screen_stack) == 2
        assert case.word == "產業帶"
        place = case.screen.view.cursor
        await case.press("A")
        assert case.head == "产业带"
        await case.press("q")
        assert case.screen.view.cursor == place


async def test_uses_in_other_texts_their_dates_and_the_way_there(used_home: Path) -> None:
    for year, where in (("2021-03", "one"), ("2023-11", "two")):
        folder = used_home / "texts" / where
        folder.mkdir(parents=True)
        (folder / "meta.toml").write_text(
            f'title_zh = "{where}篇"\ntitle_en = "{where}"\nscript = "hans"\ndate = "{year}"\nlicence = "own"\n'
            'topic = "trade"\noutlet = "paper"\norigin = "mine"\n',
            encoding="utf-8",
        )
        (folder / "zh.txt").write_text("没有。\n\n这里有自然流，还有自然流。\n", encoding="utf-8")
    async with glossary() as case:
        await case.search("自然流")
        await case.look()
        assert "one篇, 2×  2021-03" in case.shown
        assert "first 2021-03, last 2025-12" in case.shown
        assert "2023-11  ▇" in case.shown
        await case.press("enter")
        jumps = case.glossary._jumps
        await to_link(case, f"use {next(n for n, jump in enumerate(jumps) if jump.text_id == 'two')}")
        await case.press("enter")
        await case.pilot.pause(0.1)
        await case.settle()
        assert case.screen.reading.id == "two"
        assert (case.paragraph, case.word) == (1, "自然流")
        assert case.screen.view.cursor is not None
        await case.press("A")
        assert case.glossary.query_line.value == "自然流"


async def test_only_the_concepts_of_this_text() -> None:
    keys("in_text")
    async with glossary(text=str(BUNDLED / ARTICLE / "zh.txt")) as case:
        await case.press("t")
        assert case.counted.startswith("in this text · ")
        some = len(case.glossary.concepts)
        assert 100 < some <= COUNT
        await case.press("t")
        assert case.counted == ALL


async def test_filters_by_domain_standing_and_text(used_home: Path) -> None:
    keys("filter")
    shutil.copytree(BUNDLED / ARTICLE, used_home / "texts" / "again")
    (used_home / "texts" / "again" / "zh.txt").write_text("自然流\n" * 44, encoding="utf-8")
    shutil.rmtree(used_home / "texts" / "again" / "raw", ignore_errors=True)
    async with glossary() as case:
        await case.press("f")
        await choose(case, "marketing")
        assert case.counted == f"marketing · {MARKETING} of {COUNT}"
        await case.press("f")
        await choose(case, "● marketing")
        assert case.counted == ALL
        await case.press("f")
        await choose(case, "in 直播")
        await case.settle()
        assert case.head == "自然流"
        assert len(case.glossary.concepts) == 1
        await case.press("f")
        await choose(case, "your own  0")
        assert len(case.glossary.concepts) == 0
        await case.press("escape")
        assert case.counted == ALL


async def test_the_script_is_the_readers_and_goes_back_with_them() -> None:
    keys("script")
    async with glossary() as case:
        await case.search("daihuo")
        assert "帶貨" in case.rows[0]
        await case.press("s")
        assert "带货" in case.rows[0]
        assert case.shown.startswith("带货")
        assert case.head == "带货"
        await case.press("q")
        assert "simplified" in case.status


async def test_help_palette_and_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    keys("help", "palette", "copy", "quit")
    copied: list[str] = []
    async with glossary() as case:
        await case.press("question_mark")
        assert isinstance(case.app.screen, HelpDialog)
        shown = str(case.app.screen.query_one("#keys").render())
        for binding in GLOSSARY:
            assert binding.description in shown
        await case.press("escape")
        monkeypatch.setattr(case.app, "copy_to_clipboard", copied.append)
        await case.search("ziranliu")
        await case.press("y")
        assert copied == ["自然流"]
        titles = [command.title for command in case.app.get_system_commands(cast("Screen[object]", case.glossary))]
        for binding in GLOSSARY:
            if binding.id not in ("palette", "close"):
                assert binding.description.capitalize() in titles
        await case.press("ctrl+q")
    assert case.app.return_code == 0


# Changing


async def test_delete_and_undo() -> None:
    keys("delete_concept", "undo")
    async with glossary() as case:
        await case.search("liu")
        await case.press("j")
        gone, below = case.head, case.glossary.concepts.neighbour
        await case.press("D")
        assert case.counted.endswith(f"of {COUNT - 1}")
        assert case.glossary.concepts.item is not None
        assert case.glossary.concepts.item.concept.id == below
        assert case.said.startswith("Deleted ")
        assert "^z takes it back" in case.said
        await case.press("ctrl+z")
        assert case.counted.endswith(f"of {COUNT}")
        assert case.said == f"Took back the removal of {gone}."
        await case.press("ctrl+z")
        assert case.said == "No change of terms is left to undo."


async def test_a_change_of_an_earlier_day_is_taken_back_too() -> None:
    async with glossary() as case:
        await case.search("ziranliu")
        await case.press("delete", "q")
    async with glossary() as case:
        assert f"{COUNT - 1} of {COUNT - 1}" in case.counted
        await case.press("ctrl+z")
        assert ALL in case.counted


async def test_merge_marks_one_and_takes_the_other() -> None:
    keys("merge")
    async with glossary() as case:
        await case.search("dingliu")
        await case.press("m")
        assert "頂流 goes into …" in case.counted
        await case.press("m")
        assert "goes into" not in case.counted
        await case.press("m", "escape")
        assert "goes into" not in case.counted
        await case.press("m")
        await case.search("ziranliu")
        await case.press("m")
        assert case.said.startswith("頂流 is part of 自然流 now.")
        assert "also called 頂流" in case.shown
        await case.press("escape")
        assert case.counted == f"{COUNT - 1} of {COUNT - 1}"
        await case.press("ctrl+z")
        assert case.counted == ALL


async def test_a_name_is_deprecated() -> None:
    keys("deprecate")
    async with glossary() as case:
        await case.search("livestream e-commerce")
        await case.press("minus")
        await choose(case, "電商直播")
        assert "no longer 電商直播" in case.shown
        assert "edited by you" in case.shown
        await case.press("f")
        await choose(case, "with names no longer used")
        assert case.glossary.concepts.to_concept("livestream-e-commerce")
        await case.press("escape", "escape")
        await case.press("ctrl+z")
        assert "also called 電商直播" in case.shown
        lone = next(c for c in BASE.concepts() if len(c.terms) == 1)
        await case.search(lone.id)
        await case.press("minus")
        await choose(case, case.glossary.words.name(lone.preferred))
        assert "is the only name" in case.said


async def test_adding_what_was_not_found() -> None:
    keys("add_term")
    async with glossary() as case:
        await case.search("石榴計劃")
        await case.press("a")
        screen = case.app.screen
        assert isinstance(screen, ConceptDialog)
        assert screen.heading == "Add 石榴计划"
        await case.type("pomegranate scheme")
        await case.press("enter")
        assert case.said.startswith("Added 石榴計劃.")
        assert case.head == "石榴计划"
        assert "your own" in case.shown
        assert "pomegranate scheme" in case.shown
        await case.press("escape", "ctrl+z")
        assert case.counted == ALL


@pytest.mark.parametrize(("typed", "heading"), [("duizhang", "Add a term"), ("XYZ系", "Add XYZ系"), ("XYZ", "Add XYZ")])
async def test_pinyin_that_was_not_found_is_no_name(typed: str, heading: str) -> None:
    async with glossary() as case:
        await case.search(typed)
        await case.press("a")
        screen = case.app.screen
        assert isinstance(screen, ConceptDialog)
        assert screen.heading == heading


async def test_editing() -> None:
    keys("edit_concept")
    async with glossary() as case:
        await case.search("自然流")
        await case.press("e")
        assert isinstance(case.app.screen, ConceptDialog)
        field = case.app.screen.query_one(".field-definition_en Input", Input)
        field.value = "Visitors nobody paid for."
        await case.press("ctrl+s")
        assert "Visitors nobody paid for." in case.shown
        assert case.said.startswith("Changed 自然流.")
        assert "◐" in case.rows[0]


async def test_what_changed_here_is_undone_in_the_text_too() -> None:
    async with opened() as case:
        await case.press("full_stop")
        before = case.screen.view.cursor
        await case.press("w")
        await case.press("A", "D", "q")
        assert "TERM" not in case.card
        await case.press("ctrl+z")
        assert "TERM" in case.card
        assert case.screen.view.cursor == before
        assert case.screen._session.vocabulary.statuses
        await case.press("A", "D", "ctrl+z", "q", "ctrl+z")
        assert not case.screen._session.vocabulary.statuses
        await case.press("ctrl+z")
        assert "Nothing to undo." in [n.message for n in case.app._notifications]


# The mouse


async def test_the_mouse_moves_opens_follows_and_scrolls() -> None:
    async with glossary() as case:
        await case.press("g")
        region = case.glossary.concepts.region
        await case.pilot.click(offset=Offset(region.x + 4, region.y + 3))
        await case.settle()
        assert case.glossary.concepts.cursor == 3
        await case.pilot.click(offset=Offset(region.x + 4, region.y + 3))
        await case.settle()
        assert case.glossary.view.has_focus
        await case.search("ziranliu")
        y, x = next(
            (y, x)
            for y, strip in enumerate(case.app.screen._compositor.render_strips(case.app.size))
            for x in [_link_at(strip)]
            if x is not None
        )
        await case.pilot.click(offset=Offset(x, y))
        await case.settle()
        assert case.glossary.entry is not None
        assert case.glossary.entry.concept.preferred.hans != "自然流"
        await case.pilot.click("#query")
        assert case.glossary.query_line.has_focus


def _link_at(strip: object) -> int | None:
    x = 0
    for segment in strip:  # type: ignore[attr-defined]
        if segment.style and "link" in segment.style.meta:
            return x
        x += segment.cell_length
    return None


@pytest.mark.parametrize(("width", "height"), [(40, 10), (20, 5), (1, 1)])
async def test_tiny_terminals_break_nothing(width: int, height: int) -> None:
    async with glossary((width, height)) as case:
        await case.press("j", "enter", "tab", "escape", "slash", "a", "escape", "t", "f", "escape", "e", "escape")
        assert isinstance(case.app.screen, GlossaryScreen)


async def test_keys_are_remapped_here_too(used_home: Path) -> None:
    (used_home / "settings.toml").write_text('[keys]\nedit_concept = "f5"\nline_down = "f6"\n', encoding="utf-8")
    async with glossary() as case:
        await case.press("g", "f6")
        assert case.glossary.concepts.cursor == 1
        await case.press("f5")
        assert isinstance(case.app.screen, ConceptDialog)


async def test_cards_of_the_concept_and_of_all_that_are_listed() -> None:
    keys("make_card", "make_cards", "review_listed")
    async with glossary() as case:
        store = case.glossary._session.study.deck.store
        await case.search("自然流")
        await case.press("c")
        assert case.said == "Made 2 cards of 自然流: meaning, to type. ^z takes it back."
        await case.press("c")
        assert case.said == "自然流 has its cards already."
        await case.press("escape", "f")
        await choose(case, "no card yet")
        assert case.counted == f"no card yet · {COUNT - 1} of {COUNT}"
        await case.press("f")
        await choose(case, "marketing")
        some = len(case.glossary.concepts)
        await case.press("C")
        assert case.said.startswith(f"Made {2 * some} cards of {some} terms of the glossary.")
        assert len(case.glossary.concepts) == 0
        await case.press("ctrl+z")
        assert case.said == f"Took back the {2 * some} cards of the glossary."
        assert len(case.glossary.concepts) == some
        assert len(store.cards()) == 2
        await case.press("ctrl+z")
        assert store.cards() == []


async def test_studying_what_is_listed_and_going_to_its_sentence() -> None:
    async with glossary() as case:
        await case.search("自然流")
        await case.press("c")
        await case.search("traffic")
        await case.press("F")
        screen = case.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.reviewing.current is not None
        assert screen.reviewing.sitting.title == f"{len(case.glossary.concepts)} concepts"
        await case.press("s", "q")
        assert case.glossary.options.script != "source"
        await case.press("F", "o")
        await case.pilot.pause(0.2)
        await case.settle()
        assert case.app.screen is case.screen
        assert case.screen._term_here() == "organic-traffic"


def test_every_key_was_tried() -> None:
    """Runs last in this file; a new binding needs a test of its own."""
    assert {binding.id for binding in GLOSSARY} - EXERCISED == set()
