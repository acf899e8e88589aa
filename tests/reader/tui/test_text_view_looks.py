"""What the text view looks like: marks, light, tones, and what is left of them without colour."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Literal

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from reader.text.layout import cell_width
from reader.tui.text_view import TextView
from reader.tui.themes import THEMES
from reader.tui.view_cells import set_ambiguous_width
from reader.tui.view_source import TokenAt
from tests.reader.tui.view_fakes import FakeSource, ViewApp, picture

TONES = ("#f2525a", "#f47c36", "#73bb4f", "#649cd3", "#a0a0a0")


def cells(view: TextView, y: int) -> list[tuple[str, Style]]:
    """Every cell of a row with its style; a wide character stands in two."""
    return [
        (character, segment.style or Style.null())
        for segment in view.render_line(y)
        for character in segment.text
        for _ in range(cell_len(character))
    ]


def style_of(view: TextView, at: TokenAt, *, annotation: bool = False) -> Style:
    region = view.region_of(at)
    assert region is not None
    y = region.y if annotation else region.bottom - 1
    return cells(view, y)[region.x][1]


async def test_marks_are_told_apart() -> None:
    app = ViewApp(FakeSource(hit="直播間"))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 5)
        await pilot.pause()
        plain = style_of(view, TokenAt(2, 7))
        term, cursor, hit, unknown = (style_of(view, TokenAt(2, n)) for n in (1, 3, 4, 9))
        assert not plain.underline
        assert not plain.reverse
        assert term.underline
        assert term.color != plain.color
        assert cursor.reverse
        assert hit.bgcolor != plain.bgcolor
        assert unknown.color != plain.color
        assert not unknown.underline


async def test_headings_are_bold_and_captions_italic() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 0)
        await pilot.pause()
        assert style_of(view, TokenAt(0, 0)).bold
        assert style_of(view, TokenAt(1, 3)).italic
        assert not style_of(view, TokenAt(2, 3)).bold


def light(style: Style) -> int:
    assert style.color is not None
    assert style.color.triplet is not None
    return sum(style.color.triplet)


async def test_a_bookmark_stands_in_the_margin_of_its_paragraph() -> None:
    app = ViewApp(FakeSource(bookmark=2))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 5)
        await pilot.pause()
        marked = {y for y, row in enumerate(picture(view)) if row.startswith("  ▌")}
        lines = [y for y in range(24) if any(view.token_at(x, y) == TokenAt(2, t) for x in range(80) for t in (1, 31))]
        assert marked
        assert min(marked) == min(lines)
        assert max(marked) == max(lines)


async def test_light_falls_on_the_paragraph_being_read() -> None:
    app = ViewApp(FakeSource(ruby=False, translated=False))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(3, 5)
        await pilot.pause()
        read, near, far = (light(style_of(view, TokenAt(index, 4))) for index in (3, 4, 5))
        assert read > near > far
        view.mode = "page"
        await pilot.pause()
        assert len({light(style_of(view, TokenAt(index, 4))) for index in (3, 4, 5)}) == 1


async def test_tones_colour_syllables_or_without_annotations_characters() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.tones = TONES
        view.go_to(2, 5)
        await pilot.pause()
        region = view.region_of(TokenAt(2, 1))
        assert region is not None
        above = [style.color.name for _, style in cells(view, region.y)[region.x : region.right] if style.color]
        assert above == ["#649cd3"] * 2 + ["#f47c36"] * 6
        characters = style_of(view, TokenAt(2, 1))
        view.ruby = False
        await pilot.pause()
        region = view.region_of(TokenAt(2, 1))
        assert region is not None
        row = [style.color.name for _, style in cells(view, region.y)[region.x : region.right] if style.color]
        assert row == ["#649cd3"] * 2 + ["#f47c36"] * 4
        assert characters.color is not None
        assert characters.color.name not in TONES
        assert style_of(view, TokenAt(2, 1)).underline, "a term is still seen to be one"


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "nord", "tokyo-night", "ansi-dark", "duban-dark", "duban-light"]
)
async def test_sixteen_colours_keep_text_and_background_apart(theme: str) -> None:
    app = ViewApp(FakeSource(hit="直播間"))
    async with app.run_test(size=(80, 24)) as pilot:
        for ours in THEMES:
            app.register_theme(ours)
        app.console._color_system = ColorSystem.STANDARD
        app.theme = theme
        view = app.view
        view.english = "paragraph"
        view.tones = TONES
        view.go_to(2, 5)
        await pilot.pause()
        for y in range(view.size.height):
            for character, style in cells(view, y):
                if character == " " or style.color is None or style.bgcolor is None:
                    continue
                color, behind = (c.downgrade(ColorSystem.STANDARD) for c in (style.color, style.bgcolor))
                same = color.number == behind.number and color.is_default == behind.is_default
                assert not same or color.is_default, (character, style)


async def test_changing_the_theme_changes_the_picture() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        before = style_of(app.view, TokenAt(1, 4))
        app.theme = "textual-light"
        await pilot.pause()
        after = style_of(app.view, TokenAt(1, 4))
        assert before.bgcolor != after.bgcolor
        assert before.color != after.color


async def test_without_colour_marks_are_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ViewApp(FakeSource(hit="直播間"))
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 5)
        await pilot.pause()
        assert app.no_color
        looks = {
            name: (style.bold, style.underline, style.reverse)
            for name, style in (
                ("plain", style_of(view, TokenAt(2, 7))),
                ("term", style_of(view, TokenAt(2, 1))),
                ("unknown", style_of(view, TokenAt(2, 9))),
                ("hit", style_of(view, TokenAt(2, 4))),
                ("cursor", style_of(view, TokenAt(2, 3))),
            )
        }
        assert len({tuple(map(bool, look)) for look in looks.values()}) == len(looks), looks


async def test_a_selection_and_a_hovered_word_have_a_background() -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.go_to(2, 5)
        view.next_word(extend=True)
        view.next_word(extend=True)
        await pilot.pause()
        plain = style_of(view, TokenAt(2, 9)).bgcolor
        assert style_of(view, TokenAt(2, 4)).bgcolor != plain
        assert style_of(view, TokenAt(2, 6)).reverse
        view.hovered = TokenAt(2, 9)
        await pilot.pause()
        assert style_of(view, TokenAt(2, 9)).bgcolor != plain


async def test_lines_stand_in_the_middle_and_are_never_too_long() -> None:
    app = ViewApp(FakeSource(translated=False))
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.pause()
        rows = [row for row in picture(app.view) if row]
        assert min(len(row) - len(row.lstrip()) for row in rows) == (140 - 84) // 2
        assert max(cell_len(row) for row in rows) <= (140 + 84) // 2


async def test_english_stands_beside_only_where_there_is_room() -> None:
    app = ViewApp(FakeSource(ruby=False))
    async with app.run_test(size=(120, 30)) as pilot:
        app.view.english = "beside"
        await pilot.pause()
        assert any("直播間" in row and "Organic traffic" in row for row in picture(app.view))
        await pilot.resize_terminal(70, 30)
        await pilot.pause()
        rows = picture(app.view)
        assert not any("直播間" in row and "Organic" in row for row in rows)
        assert any("Organic traffic" in row for row in rows)


@pytest.fixture(params=[1, 2])
def ambiguous(request: pytest.FixtureRequest) -> Iterator[Literal[1, 2]]:
    width: Literal[1, 2] = request.param
    set_ambiguous_width(width)
    yield width
    set_ambiguous_width(1)


def test_rich_measures_as_the_layout_does(ambiguous: Literal[1, 2]) -> None:
    for text in ("“自然流”……——·", "zhíbōjiān", "│▌", "㐀一龥", "plain", "ａ，。"):
        assert cell_len(text) == cell_width(text, ambiguous)


async def test_words_stand_where_the_terminal_draws_them(ambiguous: Literal[1, 2]) -> None:
    app = ViewApp(FakeSource())
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.view
        view.ambiguous = ambiguous
        view.go_to(2, 5)
        await pilot.pause()
        for token in (1, 3, 4, 6, 9):
            at = TokenAt(2, token)
            region = view.region_of(at)
            assert region is not None
            assert view.source is not None
            text = view.source.shown(2).tokens[token].text
            shown = "".join(character for character, _ in cells(view, region.bottom - 1)[region.x :])
            assert shown.startswith("".join(c * cell_len(c) for c in text))
        assert all(view.render_line(y).cell_length == 80 for y in range(24))


def test_importing_the_view_loads_nothing_heavy() -> None:
    heavy = {"pypinyin", "opencc", "deep_translator", "sqlite3", "glossary"}
    code = "import sys, reader.tui.text_view; print(' '.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(found.stdout.split())
