"""An Anki package (.apkg) of our notes. The database is made in memory.

With a schedule, each card is written as Anki itself would have left it after the same answers, its FSRS memory
included.
"""

import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from msgspec import Struct

from glossary.anki.database import add_notes, create
from glossary.anki.model import DECK, AnkiCard, AnkiNote, deck_id
from glossary.anki.schedule import CardState, Entry, card_state, entries
from glossary.exchange.attribution import ATTRIBUTION
from glossary.study.days import Day
from glossary.study.model import Review

CREDITS = f"{ATTRIBUTION} Measure words are those of CC-CEDICT."
"""Travels with every file, as the licence asks."""


class Schedule(Struct, frozen=True):
    """What is needed to carry over when cards come again."""

    today: Day
    reviews: Mapping[int, Sequence[tuple[int, Review]]]
    """By card: each answer with the number under which Anki keeps it (see ``schedule.numbered``)."""
    retention: float = 0.9


def write_package(
    notes: Sequence[AnkiNote],
    out: BinaryIO,
    now: int,
    deck: str = DECK,
    schedule: Schedule | None = None,
    changed: Mapping[str, int] | None = None,
) -> None:
    """Write notes as a package. ``now``: milliseconds since 1970. ``changed``: by GUID, when a note last changed, where
    that was before now; Anki takes over notes that are newer than its own, and leaves others alone."""
    connection = sqlite3.connect(":memory:")
    try:
        create(connection, deck_id(deck), deck, CREDITS)
        ids = add_notes(connection, notes, deck_id(deck), now // 1000, itertools.count(now))
        dates = ((at // 1000, guid) for guid, at in (changed or {}).items())
        connection.executemany("UPDATE notes SET mod = ? WHERE guid = ?", dates)
        if schedule is not None:
            _schedule(connection, notes, ids, schedule)
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", database)
        archive.writestr("media", "{}")


def _schedule(
    connection: sqlite3.Connection, notes: Iterable[AnkiNote], ids: Mapping[tuple[str, int], int], schedule: Schedule
) -> None:
    # Days are counted from the collection's first; with today as that, a card due in three days has 3.
    conf = json.loads(connection.execute("SELECT conf FROM col").fetchone()[0]) | {"schedVer": 2}
    connection.execute("UPDATE col SET crt = ?, conf = ?", (schedule.today.start // 1000, json.dumps(conf)))
    for note in notes:
        for asked in note.cards:
            _carry(connection, ids[note.guid, asked.ordinal], asked, schedule)


def _carry(connection: sqlite3.Connection, card_id: int, asked: AnkiCard, schedule: Schedule) -> None:
    if asked.card is None:
        return
    state = card_state(asked.card, schedule.today, schedule.retention)
    if state is not None:
        connection.execute(_SET_STATE, (*state, card_id))
    log: list[Entry] = entries(schedule.reviews.get(asked.card.id, ()), asked.card.memory.interval)
    connection.executemany(
        """INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
        VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)""",
        [(entry.id, card_id, *entry[1:]) for entry in log],
    )


_SET_STATE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in CardState._fields)} WHERE id = ?"
