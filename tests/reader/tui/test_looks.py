"""How the reading screen looks, at the sizes people have. ``pytest --snapshot-update`` accepts a new look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from glossary.termbase import Termbase
from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.screens.library_inside import SETTLE_SECONDS
from reader.tui.themes import LIGHT
from tests.pictures import fill_library
from tests.reader.tui.screen_case import ARTICLE

pytestmark = pytest.mark.usefixtures("used_home")

Compare = Callable[..., bool]


def app() -> DubanApp:
    session = Session.open(lambda _: None)
    return DubanApp(session, session.open_text(ARTICLE))


def after(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def run(pilot: Pilot[Any]) -> None:
        await pilot.pause(0.1)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return run


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 40), ("J", "J", "full_stop")),
        ((80, 24), ("J", "J", "full_stop", "enter")),
        ((60, 20), ("J", "J", "full_stop", "enter")),
        ((120, 40), ("J", "J", "s", "z", "e")),
        ((80, 24), ("question_mark",)),
    ],
    ids=["wide", "usual", "narrow", "simplified-zhuyin-beside", "help"],
)
def test_reading(snap_compare: Compare, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(app(), terminal_size=size, run_before=after(*keys))


def test_light(snap_compare: Compare, used_home: Path) -> None:
    (used_home / "settings.toml").write_text(f'theme = "{LIGHT.name}"\n', encoding="utf-8")
    assert snap_compare(app(), terminal_size=(80, 24), run_before=after("J", "J"))


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(), terminal_size=(80, 24), run_before=after("J", "J", "full_stop"))


def small_glossary() -> DubanApp:
    """The article with a glossary that stays as it is."""
    session = Session.open(lambda _: None)
    session.terms._termbase = Termbase.open(folder=Path(__file__).with_name("terms"))
    return DubanApp(session, session.open_text(ARTICLE))


def settled(*keys: str) -> Callable[[Pilot[Any]], Any]:
    """The same, uses of a concept found, no cursor blinking."""

    async def run(pilot: Pilot[Any]) -> None:
        await after(*keys)(pilot)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        while getattr(pilot.app.screen, "_looking", False):
            await pilot.pause(0.05)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return run


TO_GLOSSARY = ("J", "J", "full_stop", "full_stop", "A")


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 40), TO_GLOSSARY),
        ((80, 24), (*TO_GLOSSARY, "slash", "l", "i", "u")),
        ((60, 20), (*TO_GLOSSARY, "enter")),
        ((60, 20), ("J", "J", "full_stop", "a")),
    ],
    ids=["wide", "usual", "narrow-concept", "narrow-form"],
)
def test_glossary(snap_compare: Compare, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(small_glossary(), terminal_size=size, run_before=settled(*keys))


def test_glossary_light(snap_compare: Compare, used_home: Path) -> None:
    (used_home / "settings.toml").write_text(f'theme = "{LIGHT.name}"\n', encoding="utf-8")
    assert snap_compare(small_glossary(), terminal_size=(120, 40), run_before=settled(*TO_GLOSSARY))


def test_glossary_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(small_glossary(), terminal_size=(80, 24), run_before=settled(*TO_GLOSSARY))


def small_library(home: Path) -> DubanApp:
    """Texts of the tests with a glossary that stays as it is, one of them faulty; the reader knows HSK 5."""
    fill_library(home)
    (home / "texts" / "a-broken-one").mkdir()
    (home / "texts" / "a-broken-one" / "meta.toml").write_text('date = "yesterday"', encoding="utf-8")
    return small_glossary()


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 40), ("o",)),
        ((80, 24), ("o", "slash", "z", "h", "i")),
        ((60, 20), ("o", "j")),
        ((80, 24), ("o", "i", *"zhibo", "enter")),
    ],
    ids=["wide", "usual-typing", "narrow", "inside"],
)
def test_library(snap_compare: Compare, used_home: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    async def run(pilot: Pilot[Any]) -> None:
        await settled(*keys)(pilot)
        await pilot.pause(SETTLE_SECONDS + 0.1)
        await settled()(pilot)

    assert snap_compare(small_library(used_home), terminal_size=size, run_before=run)
