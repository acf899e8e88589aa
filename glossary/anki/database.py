"""Anki's database in the schema that every Anki since 2.1 takes in, 11: its tables, and rows for what is new in it.

Note types and decks are JSON in the one row of ``col``. Notes and cards are dated by who writes them; all of them have
update sequence number −1: not yet on any server.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

from glossary.anki.model import FIELDS, SORT_FIELD, AnkiNote
from glossary.anki.note_types import DESIGNED, TYPES, NoteType, style_sheet

SCHEMA: Final = 11
_NOT_SENT: Final = -1
_SUSPENDED: Final = -1
_SEPARATOR: Final = "\x1f"

_TABLES: Final = """
CREATE TABLE col (id INTEGER PRIMARY KEY, crt INTEGER NOT NULL, mod INTEGER NOT NULL, scm INTEGER NOT NULL,
    ver INTEGER NOT NULL, dty INTEGER NOT NULL, usn INTEGER NOT NULL, ls INTEGER NOT NULL, conf TEXT NOT NULL,
    models TEXT NOT NULL, decks TEXT NOT NULL, dconf TEXT NOT NULL, tags TEXT NOT NULL);
CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT NOT NULL, mid INTEGER NOT NULL, mod INTEGER NOT NULL,
    usn INTEGER NOT NULL, tags TEXT NOT NULL, flds TEXT NOT NULL, sfld INTEGER NOT NULL, csum INTEGER NOT NULL,
    flags INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER NOT NULL, did INTEGER NOT NULL, ord INTEGER NOT NULL,
    mod INTEGER NOT NULL, usn INTEGER NOT NULL, type INTEGER NOT NULL, queue INTEGER NOT NULL, due INTEGER NOT NULL,
    ivl INTEGER NOT NULL, factor INTEGER NOT NULL, reps INTEGER NOT NULL, lapses INTEGER NOT NULL,
    left INTEGER NOT NULL, odue INTEGER NOT NULL, odid INTEGER NOT NULL, flags INTEGER NOT NULL, data TEXT NOT NULL);
CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER NOT NULL, usn INTEGER NOT NULL, ease INTEGER NOT NULL,
    ivl INTEGER NOT NULL, lastIvl INTEGER NOT NULL, factor INTEGER NOT NULL, time INTEGER NOT NULL,
    type INTEGER NOT NULL);
CREATE TABLE graves (usn INTEGER NOT NULL, oid INTEGER NOT NULL, type INTEGER NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
_STARTED: Final = 1_411_124_400
"""Seconds since 1970 of the collection's first day, where no schedule says another. Days due are counted from it."""


def create(connection: sqlite3.Connection, deck_id: int, deck: str, description: str) -> None:
    """The tables, our note types, and one deck beside Anki's own, which may not be missing."""
    connection.executescript(_TABLES)
    decks = {"1": _deck(1, "Default", ""), str(deck_id): _deck(deck_id, deck, description)}
    models = {str(kind.id): _note_type(kind, deck_id) for kind in TYPES}
    conf = {"activeDecks": [1], "curDeck": 1, "curModel": str(TYPES[0].id), "nextPos": 1, "sortType": "noteFld",
            "sortBackwards": False, "newSpread": 0, "dueCounts": True, "estTimes": True, "collapseTime": 1200,
            "timeLim": 0, "addToCur": True}  # fmt: skip
    values = (_STARTED, DESIGNED * 1000, DESIGNED * 1000, SCHEMA, 0, 0, 0)
    columns = (*values, *map(json.dumps, (conf, models, decks, {"1": _OPTIONS}, {})))
    connection.execute(f"INSERT INTO col VALUES (1, {', '.join('?' * len(columns))})", columns)


def add_notes(
    connection: sqlite3.Connection, notes: Sequence[AnkiNote], deck_id: int, at: int, ids: Iterator[int]
) -> dict[tuple[str, int], int]:
    """Add notes and their new cards, to be learnt in this order; the cards' ids by GUID and ordinal.

    ``at``: seconds since 1970.
    """
    kinds = {kind.name: kind for kind in TYPES}
    found: dict[tuple[str, int], int] = {}
    position = 0
    for note in notes:
        kind, values, note_id = kinds[note.type_name], note.values, next(ids)
        row = (note_id, note.guid, kind.id, at, _NOT_SENT, f" {' '.join(note.tags)} ", _SEPARATOR.join(values),
               values[SORT_FIELD], 0, 0, "")  # fmt: skip
        connection.execute(f"INSERT INTO notes VALUES ({', '.join('?' * len(row))})", row)
        suspended = {asked.ordinal for asked in note.cards if asked.card is not None and asked.card.suspended}
        for ordinal, template in enumerate(kind.templates):
            if not note.fields.get(template.asked):
                continue
            card_id = found[note.guid, ordinal] = next(ids)
            queue = _SUSPENDED if ordinal in suspended else 0
            card = (card_id, note_id, deck_id, ordinal, at, _NOT_SENT, 0, queue, position, *(0,) * 8, "")
            connection.execute(f"INSERT INTO cards VALUES ({', '.join('?' * len(card))})", card)
        position += len(note.cards)
    return found


def _note_type(kind: NoteType, deck_id: int) -> dict[str, Any]:
    """Dated by its design and not by the export, or Anki would undo with each what the learner changed in it."""
    look = {"font": "Arial", "media": [], "rtl": False, "size": 20, "sticky": False}
    browser = {"bafmt": "", "bqfmt": "", "bfont": "", "bsize": 0, "did": None}
    return {
        "id": kind.id, "name": kind.name, "type": int(kind.cloze), "mod": DESIGNED, "usn": _NOT_SENT, "did": deck_id,
        "sortf": SORT_FIELD, "css": style_sheet(), "tags": [], "vers": [], "latexsvg": False,
        "latexPre": _LATEX_PRE, "latexPost": _LATEX_POST,
        "flds": [look | {"name": name, "ord": n} for n, name in enumerate(FIELDS)],
        "tmpls": [
            browser | {"name": t.name, "ord": n, "qfmt": t.front, "afmt": t.back} for n, t in enumerate(kind.templates)
        ],
        "req": [[n, "all", [FIELDS.index(t.asked)]] for n, t in enumerate(kind.templates)],
    }  # fmt: skip


_LATEX_PRE: Final = r"""\documentclass[12pt]{article}
\special{papersize=3in,5in}
\usepackage[utf8]{inputenc}
\usepackage{amssymb,amsmath}
\pagestyle{empty}
\setlength{\parindent}{0in}
\begin{document}
"""
"""Anki's own; our cards have no LaTeX, but a learner may write some."""
_LATEX_POST: Final = r"\end{document}"


def _deck(identity: int, name: str, description: str) -> dict[str, Any]:
    today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    return today | {
        "id": identity, "name": name, "desc": description, "mod": DESIGNED, "usn": _NOT_SENT, "conf": 1, "dyn": 0,
        "collapsed": False, "extendNew": 0, "extendRev": 50,
    }  # fmt: skip


_OPTIONS: Final[dict[str, Any]] = {
    "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
    "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": True,
            "separate": True},
    "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0},
    "rev": {"perDay": 100, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36500, "bury": True},
}  # fmt: skip
"""Options of decks that a collection may not lack; those of the learner's own collection stay."""
