"""Killed at any moment of a sitting, a deck has every answer that was confirmed, is sound, and can be undone."""

import contextlib
import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from glossary.store.record import Record
from glossary.store.study import NewCard, StudyStore
from glossary.study.days import Calendar
from glossary.study.deck import Deck
from glossary.study.model import Rating
from glossary.study.scheduling import Scheduling, StudySettings

START = round(datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp() * 1000)
TIMES = 200


def deck_of(record: Record) -> Deck:
    settings = StudySettings(new_a_day=9999, reviews_a_day=9999)
    return Deck(StudyStore(record), Scheduling(settings), Calendar(4, UTC))


def answer_until_killed(path: Path, at: int, out: int) -> None:
    """What the process to be killed does: answers, and says each one once it is kept."""
    deck = deck_of(Record(path))
    dice = random.Random(at)
    while (card := deck.next_card(at)) is not None:
        rating = dice.choice(list(Rating))
        deck.answer(card.id, rating, at)
        os.write(out, b"%d %d %d\n" % (card.id, rating, at))
        at += 700_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kill_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    record = Record(path)
    deck_of(record).store.add([NewCard(f"c{n}", "recognise") for n in range(3000)], START)
    record.close()
    dice = random.Random(9)
    confirmed: list[tuple[int, int, int]] = []
    at = START
    for number in range(TIMES):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            with contextlib.suppress(BaseException):
                answer_until_killed(path, at, write)
            os._exit(0)
        os.close(write)
        said = os.read(read, 1)  # it has begun to answer
        time.sleep(dice.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read, "rb") as rest:
            said += rest.read()
        for line in said.splitlines(keepends=True):
            if line.endswith(b"\n"):
                card, rating, moment = map(int, line.split())
                confirmed.append((card, rating, moment))
        record = Record(path)
        assert record.connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        deck = deck_of(record)
        kept = [(review.card_id, int(review.rating), review.at) for review in deck.store.reviews()]
        assert set(confirmed) <= set(kept)
        assert len(kept) == len(set(kept)) <= len(confirmed) + 1  # one may be kept and not yet confirmed
        if number % 10 == 0:
            last = kept[-1]
            undone = deck.undo()
            assert undone is not None
            assert undone.id == last[0]
            kept.pop()
            assert deck.reschedule() == 0  # what every card remembers is what its answers give
        confirmed = kept
        at = max(at, *(moment for *_, moment in kept)) + 700_000
        record.close()
