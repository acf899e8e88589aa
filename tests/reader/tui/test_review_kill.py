"""The app killed at any moment of a sitting: every answer whose next card the screen had shown is there."""

import random
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from glossary.study.model import Rating
from tests.bench.terminal import Terminal
from tests.reader.tui.review_case import with_cards

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

TIMES = 15
FRONT, BACK = "Space shows the answer", "1 Again"


def kept(home: Path) -> list[int]:
    """The ratings in the record, the oldest first; it is sound."""
    connection = sqlite3.connect(home / "library.db")
    try:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        return [row[0] for row in connection.execute("SELECT rating FROM review ORDER BY id")]
    finally:
        connection.close()


def test_kill_at_random_moments_of_a_sitting(used_home: Path) -> None:
    (used_home / "settings.toml").write_text("[study]\nnew_a_day = 9999\nlearning_steps = [600]\n", encoding="utf-8")
    session = with_cards(())
    session.study.add(session.study.concepts(), ("recognise",))
    session.close()
    dice = random.Random(4)
    confirmed: list[int] = []
    for _ in range(TIMES):
        terminal = Terminal([sys.executable, "-m", "reader", "review"], 60, 20, {"DUBAN_HOME": str(used_home)})
        given: list[int] = []
        try:
            terminal.wait_for(FRONT)
            for _ in range(dice.randint(0, 4)):
                terminal.type(" ")
                terminal.wait_for(BACK)
                rating = dice.choice(list(Rating))
                terminal.type(str(int(rating)))
                terminal.wait_for(FRONT)
                given.append(int(rating))
            # Killed in the middle of the next answer: it may be kept, or not.
            terminal.type(" ")
            terminal.wait_for(BACK)
            terminal.type("3")
            time.sleep(dice.uniform(0, 0.04))
        finally:
            terminal.close()
        there = kept(used_home)
        confirmed += given
        assert there[: len(confirmed)] == confirmed
        assert there[len(confirmed) :] in ([], [3])
        confirmed = there
    assert len(confirmed) > TIMES
    session = with_cards(())
    before = len(session.study.deck.store.reviews())
    assert session.study.deck.undo() is not None
    assert len(session.study.deck.store.reviews()) == before - 1
    assert session.study.deck.reschedule() == 0  # what every card remembers is what its answers give
    session.close()
