"""An Anki package (.apkg) of our notes, made by genanki.

The database is made in memory: genanki's own way leaves a file in the system's folder for temporary ones. With a
schedule, each card is written as Anki itself would have left it after the same answers, its FSRS memory included.
"""

import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from glossary.anki.model import DECK, FIELDS, SORT_FIELD, AnkiCard, AnkiNote, deck_id
from glossary.anki.note_types import DESIGNED, TYPES, NoteType, style_sheet
from glossary.anki.schedule import CardState, Entry, card_state, entries
from glossary.exchange.attribution import ATTRIBUTION
from glossary.study.days import Day
from glossary.study.model import Review

if TYPE_CHECKING:
    import genanki

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
    import genanki

    models = {kind.name: _model(kind) for kind in TYPES}
    made = genanki.Deck(deck_id(deck), deck, CREDITS)
    position = 0
    for note in notes:
        one = genanki.Note(models[note.type_name], note.values, guid=note.guid, tags=note.tags, due=position)
        suspended = {asked.ordinal for asked in note.cards if asked.card is not None and asked.card.suspended}
        for card in one.cards:
            card.suspend = card.ord in suspended
        made.add_note(one)
        position += len(note.cards)
    connection = sqlite3.connect(":memory:")
    try:
        genanki.Package(made).write_to_db(connection.cursor(), now / 1000, itertools.count(now))
        _date_note_types(connection)
        dates = ((at // 1000, guid) for guid, at in (changed or {}).items())
        connection.executemany("UPDATE notes SET mod = ? WHERE guid = ?", dates)
        if schedule is not None:
            _schedule(connection, notes, schedule)
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", database)
        archive.writestr("media", "{}")


def _model(kind: NoteType) -> "genanki.Model":
    import genanki

    return genanki.Model(
        kind.id,
        kind.name,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": t.name, "qfmt": t.front, "afmt": t.back} for t in kind.templates],
        css=style_sheet(),
        model_type=genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
        sort_field_index=SORT_FIELD,
    )


def _date_note_types(connection: sqlite3.Connection) -> None:
    """genanki dates them with the export, and Anki would replace what the learner changed by them each time."""
    models: dict[str, Any] = json.loads(connection.execute("SELECT models FROM col").fetchone()[0])
    for model in models.values():
        model["mod"] = DESIGNED
    connection.execute("UPDATE col SET models = ?", (json.dumps(models),))


def _schedule(connection: sqlite3.Connection, notes: Iterable[AnkiNote], schedule: Schedule) -> None:
    # Days are counted from the collection's first; with today as that, a card due in three days has 3.
    conf = json.loads(connection.execute("SELECT conf FROM col").fetchone()[0]) | {"schedVer": 2}
    connection.execute("UPDATE col SET crt = ?, conf = ?", (schedule.today.start // 1000, json.dumps(conf)))
    rows = connection.execute("SELECT notes.guid, cards.ord, cards.id FROM cards JOIN notes ON notes.id = cards.nid")
    ids = {(guid, ordinal): card_id for guid, ordinal, card_id in rows}
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
