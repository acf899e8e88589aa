"""How the flashcards look, at the sizes people have. ``pytest --snapshot-update`` accepts a new look."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from glossary.study.model import Direction, Rating
from glossary.termbase import Termbase
from reader.reviewing import Sitting
from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.themes import LIGHT

pytestmark = pytest.mark.usefixtures("used_home")

Compare = Callable[..., bool]
START = round(datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp() * 1000)
SIZES = {"wide": (120, 40), "usual": (80, 24), "narrow": (60, 20)}


def app(*directions: Direction, terms: Sequence[str] = ("直播", "流量")) -> DubanApp:
    """A sitting at a moment that stays, with a glossary that stays as it is."""
    session = Session.open(lambda _: None)
    session.terms._termbase = Termbase.open(folder=Path(__file__).with_name("terms"))
    session.study.clock = lambda: START
    if directions:
        session.study.add(session.study.concepts(terms=terms), directions)
    return DubanApp(session, None, Sitting())


def after(*keys: str) -> Callable[[Pilot[Any]], Any]:
    async def run(pilot: Pilot[Any]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return run


@pytest.fixture(autouse=True)
def zone(used_home: Path) -> Path:
    settings = used_home / "settings.toml"
    settings.write_text('[study]\ntimezone = "UTC"\n', encoding="utf-8")
    return settings


TYPED = (*"zhi1bo1", "enter")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
@pytest.mark.parametrize(
    ("direction", "keys"),
    [
        ("recognise", ()),
        ("recognise", ("space",)),
        ("produce", TYPED),
        ("choice", ("1",)),
        ("recognise", ("space", "4", "space", "4")),
    ],
    ids=["front", "revealed", "wrong-tone", "choice", "end"],
)
def test_cards(snap_compare: Compare, size: tuple[int, int], direction: Direction, keys: tuple[str, ...]) -> None:
    assert snap_compare(app(direction), terminal_size=size, run_before=after(*keys))


def test_a_gap(snap_compare: Compare) -> None:
    assert snap_compare(app("cloze"), terminal_size=(80, 24), run_before=after())


def test_no_cards(snap_compare: Compare) -> None:
    assert snap_compare(app(), terminal_size=(60, 20), run_before=after())


def test_light(snap_compare: Compare, zone: Path) -> None:
    zone.write_text(f'theme = "{LIGHT.name}"\n[study]\ntimezone = "UTC"\n', encoding="utf-8")
    assert snap_compare(app("recognise"), terminal_size=(120, 40), run_before=after("space"))


def test_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app("recognise"), terminal_size=(80, 24), run_before=after("space"))


def studied() -> DubanApp:
    """A deck of which some cards were answered for two months."""
    made = app("recognise", "produce", terms=("直播", "流量", "自然流", "店播", "主播", "私域"))
    study, day = made._session.study, 86_400_000
    for card in study.deck.store.cards()[:9]:
        for step in range(8):
            rating = Rating(1 + (card.id * 7 + step * 3) % 4)
            study.deck.answer(card.id, rating, START - (60 - 7 * step - card.id % 5) * day, 6000)
    return made


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_figures(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(studied(), terminal_size=size, run_before=figures)


def test_figures_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(studied(), terminal_size=(80, 24), run_before=figures)


async def figures(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.press("S")
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
