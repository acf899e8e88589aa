"""How the reading screen looks, at the sizes people have. ``pytest --snapshot-update`` accepts a new look."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.themes import LIGHT
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
