"""Packages made by hand, to be damaged: the smallest that Anki could have made."""

import json
import sqlite3
import zipfile
from pathlib import Path

from glossary.anki.package_read import _zstd

_TABLES = """
CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left,
    odue, odid, flags, data);
CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type);
"""


def database(more: str = "", version: object = 11, fields: tuple[str, ...] = ("Hanzi", "English")) -> bytes:
    """A collection with one learnt card, of 经济; ``more`` is SQL that spoils it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    models = {
        "1": {
            "name": "Basic", "type": 0, "flds": [{"name": name, "ord": n} for n, name in enumerate(fields)],
            "tmpls": [{"name": "Card 1", "ord": 0}],
        }
    }  # fmt: skip
    connection.execute("INSERT INTO col (id, ver, models) VALUES (1, ?, ?)", (version, json.dumps(models)))
    connection.execute("INSERT INTO notes (id, guid, mid, flds) VALUES (1, 'g', 1, '经济' || char(31) || 'economy')")
    connection.execute("INSERT INTO cards (id, nid, ord, type, queue, ivl, reps) VALUES (1, 1, 0, 2, 2, 30, 3)")
    connection.executescript(more)
    connection.commit()
    try:
        return connection.serialize()
    finally:
        connection.close()


def package(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def compressed(data: bytes) -> bytes:
    packed: bytes = _zstd().compress(data)
    return packed
