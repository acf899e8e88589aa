"""Colours one can read: measured on the painted screen, in both themes, with 16 colours and with none.

Contrast as WCAG 2.2 defines it: 4.5 for text; 3 for the paragraphs that are dimmed because nobody reads them now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.containers import Vertical
from textual.theme import Theme

from glossary.pinyin import parse_readings
from reader.options import CHOICES, ColourChoice, ReadingOptions
from reader.session import Session
from reader.tui.dialogs.base import Dialog
from reader.tui.reading_source import ReadingSource
from reader.tui.themes import DARK, LIGHT, THEMES, tone_palette
from reader.tui.view_source import TokenAt
from tests.reader.tui.screen_case import ARTICLE, Case, opened

READ, DIMMED = 4.5, 3.0
SCHEMES: tuple[ColourChoice, ...] = ("zhongwen", "pleco", "hanping")
ZHUYIN_MARKS = {"ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: str(theme.name))


@dataclass(frozen=True)
class Ink:
    """A run of text as it is painted."""

    x: int
    y: int
    text: str
    colour: Color
    behind: Color
    system: tuple[int | None, int | None]
    """Both colours as a terminal of 16 would show them."""

    @property
    def contrast(self) -> float:
        dark, light = sorted((luminance(self.colour), luminance(self.behind)))
        return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def inks(case: Case) -> Iterator[Ink]:
    """Every run of letters, digits and characters on the screen; lines, bars and dots are no text."""
    for y, strip in enumerate(case.app.screen._compositor.render_strips(case.app.size)):
        after = 0
        for segment in strip:
            x, after = after, after + segment.cell_length
            if segment.style is None or not any(map(str.isalnum, segment.text)):
                continue
            front, back = segment.style.color, segment.style.bgcolor
            assert front is not None
            assert back is not None
            if segment.style.reverse:
                front, back = back, front
            numbers = (front.downgrade(ColorSystem.STANDARD).number, back.downgrade(ColorSystem.STANDARD).number)
            yield Ink(x, y, segment.text, Color.from_rich_color(front), Color.from_rich_color(back), numbers)


def too_faint(case: Case, floor: float) -> list[tuple[str, float]]:
    """What is painted too faint on the screen in front; a dialog dims what lies behind it on purpose."""
    region = case.app.screen.region
    if isinstance(case.app.screen, Dialog):
        region = case.app.screen.query(Vertical).first().region
    found = (ink for ink in inks(case) if region.contains(ink.x, ink.y) and ink.contrast < floor)
    return sorted({(ink.text.strip(), round(ink.contrast, 2)) for ink in found})


def use(home: Path, theme: Theme) -> None:
    (home / "settings.toml").write_text(f'theme = "{theme.name}"\n', encoding="utf-8")


@each_theme
async def test_everything_can_be_read(used_home: Path, theme: Theme) -> None:
    """Page, card, term, search hits, marked words, headings, captions, status and keys, in every scheme of tones."""
    use(used_home, theme)
    async with opened((120, 40)) as case:
        await case.press("m", "full_stop", "w", "J", "w")
        assert case.app.theme == theme.name
        for _ in CHOICES["colours"]:
            await case.pilot.press("T")
            assert too_faint(case, READ) == []
        await case.press("slash", *"zhibo", "enter")
        assert "for “zhibo”" in case.status
        assert too_faint(case, READ) == []
        await case.press("escape", "p")
        assert case.screen.options.ruby == "off"
        assert too_faint(case, READ) == []
        for key in ("question_mark", "t", "minus"):
            await case.pilot.press(key)
            assert isinstance(case.app.screen, Dialog)
            assert too_faint(case, READ) == []
            await case.pilot.press("escape")


@each_theme
async def test_a_card_over_the_text_can_be_read(used_home: Path, theme: Theme) -> None:
    use(used_home, theme)
    async with opened((80, 24)) as case:
        await case.press("m", "full_stop", "enter", "enter")
        assert case.screen.popup.has_focus
        assert too_faint(case, READ) == []


@each_theme
async def test_what_is_dimmed_can_still_be_made_out(used_home: Path, theme: Theme) -> None:
    use(used_home, theme)
    async with opened((120, 40)) as case:
        await case.press("J", "J")
        bright = case.screen.view.region.y + (case.screen.view.row_of(TokenAt(2, 0)) or 0)
        for _ in CHOICES["colours"]:
            await case.pilot.press("T")
            assert too_faint(case, DIMMED) == []
            now = [ink for ink in inks(case) if ink.y == bright]
            assert now
            assert min(ink.contrast for ink in now) >= READ


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
async def test_sixteen_colours_hide_nothing(used_home: Path, monkeypatch: pytest.MonkeyPatch, light: bool) -> None:
    use(used_home, LIGHT if light else DARK)
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", "xterm-16color")
    async with opened((120, 40)) as case:
        assert case.app.console.color_system == "standard"
        await case.press("J", "J", "full_stop")
        for _ in CHOICES["colours"]:
            await case.pilot.press("T")
            assert {ink.text.strip() for ink in inks(case) if ink.system[0] == ink.system[1]} == set()


async def test_without_colour_everything_is_grey(used_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What colour said is said by bold, underline and reverse."""
    use(used_home, DARK)
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened((120, 40)) as case:
        await case.press("J", "full_stop", "l")
        assert [ink for ink in inks(case) if len(set(ink.colour.rgb)) > 1 or len(set(ink.behind.rgb)) > 1] == []
        assert too_faint(case, DIMMED) == []
        strips = [case.screen.view.render_line(y) for y in range(case.screen.view.size.height)]
        marked = {s.text for strip in strips for s in strip if s.style and s.style.underline and s.style.bold}
        under_cursor = {s.text for strip in strips for s in strip if s.style and s.style.reverse}
        assert "帶貨" in marked
        assert under_cursor == {case.word}


@each_theme
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_five_tones_are_five_colours(theme: Theme, scheme: ColourChoice) -> None:
    palette = tone_palette(scheme, theme.dark)
    assert palette is not None
    colours = [Color.parse(colour) for colour in palette]
    assert len(colours) == 5
    for one, other in combinations(colours, 2):
        assert sum(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True)) > 60


def test_no_colours_is_a_choice() -> None:
    assert tone_palette("none", True) is None
    assert tone_palette("none", False) is None


@pytest.mark.parametrize("tones", ["citation", "spoken"])
def test_every_coloured_syllable_has_its_tone_mark(tones: str) -> None:
    """Who cannot tell the colours apart loses nothing."""
    session = Session.open(lambda _: None)
    reading = session.open_text(ARTICLE)
    options = ReadingOptions().with_choice("tones", tones)
    pinyin = ReadingSource(reading, options, session.vocabulary)
    zhuyin = ReadingSource(reading, options.with_choice("style", "zhuyin"), session.vocabulary)
    coloured = 0
    for index in range(6):
        for source in (pinyin, zhuyin):
            for annotation, mark in zip(source.annotations(index), source.marks(index), strict=True):
                for start, end, tone in mark.syllables:
                    written = annotation[start:end]
                    if source is pinyin:
                        read = parse_readings(written, 1)
                        assert read is not None
                        assert int(read[0][-1]) == tone
                    else:
                        assert max(ZHUYIN_MARKS.get(sign, 1) for sign in written) == tone
                    coloured += 1
    session.close()
    assert coloured > 400
