"""The learner's record: places, bookmarks, corrections, word status, own concepts, preferences.

Every method that writes is one committed transaction. Times come in as aware datetimes and are kept in UTC.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from msgspec import Struct

from glossary.store.db import connect, explained, transaction

WordStatus = Literal["learning", "known", "ignored"]
_EVERY_TEXT = ""
_Row = TypeVar("_Row")


class Place(Struct, frozen=True):
    """Where somebody stopped reading. ``offset`` is a code point of the paragraph."""

    text_id: str
    paragraph: int
    offset: int
    at: datetime


class Bookmark(Struct, frozen=True):
    text_id: str
    paragraph: int
    offset: int
    label: str
    at: datetime


class ReadingFix(Struct, frozen=True):
    """``surface`` (simplified) is read so; in one text, or everywhere where ``text_id`` is None."""

    surface: str
    readings: tuple[str | None, ...]
    text_id: str | None


class CutFix(Struct, frozen=True):
    """``surface`` (simplified) falls into words of these lengths in code points."""

    surface: str
    lengths: tuple[int, ...]
    text_id: str | None


class Record:
    """One user's record. Safe to use from several threads; they take turns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._connection, self.writable = connect(path)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """How long writes wait from now on for another program that holds the record, before they say so."""
        with self._lock:
            self._connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    # Places

    def place(self, text_id: str) -> Place | None:
        return self._one(_place, "SELECT * FROM place WHERE text_id = ?", text_id)

    def last_place(self) -> Place | None:
        """The place of the text that was read last."""
        return self._one(_place, "SELECT * FROM place ORDER BY at DESC LIMIT 1")

    def save_place(self, place: Place) -> None:
        values = (place.text_id, place.paragraph, place.offset, _utc(place.at))
        self._write("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", *values)

    # Bookmarks

    def bookmarks(self, text_id: str) -> list[Bookmark]:
        """In the order of the text."""
        return self._all(_bookmark, "SELECT * FROM bookmark WHERE text_id = ? ORDER BY paragraph", text_id)

    def save_bookmark(self, mark: Bookmark) -> None:
        values = (mark.text_id, mark.paragraph, mark.offset, mark.label, _utc(mark.at))
        self._write("INSERT OR REPLACE INTO bookmark VALUES (?, ?, ?, ?, ?)", *values)

    def remove_bookmark(self, text_id: str, paragraph: int) -> None:
        self._write("DELETE FROM bookmark WHERE text_id = ? AND paragraph = ?", text_id, paragraph)

    # Corrections

    def reading_fixes(self, text_id: str) -> list[ReadingFix]:
        """Those that hold in this text: the general ones first, so that the text's own come last and win."""
        return self._all(_reading_fix, _FIXES.format("reading_fix"), text_id)

    def save_reading_fix(self, fix: ReadingFix, now: datetime) -> None:
        values = (fix.text_id or _EVERY_TEXT, fix.surface, json.dumps(fix.readings), _utc(now))
        self._write("INSERT OR REPLACE INTO reading_fix VALUES (?, ?, ?, ?)", *values)

    def remove_reading_fix(self, surface: str, text_id: str | None) -> None:
        self._write(_REMOVE_FIX.format("reading_fix"), text_id or _EVERY_TEXT, surface)

    def cut_fixes(self, text_id: str) -> list[CutFix]:
        """As ``reading_fixes``."""
        return self._all(_cut_fix, _FIXES.format("cut_fix"), text_id)

    def save_cut_fix(self, fix: CutFix, now: datetime) -> None:
        if sum(fix.lengths) != len(fix.surface) or min(fix.lengths, default=0) < 1:
            raise ValueError(f"{fix.lengths} do not cut “{fix.surface}”")
        values = (fix.text_id or _EVERY_TEXT, fix.surface, json.dumps(fix.lengths), _utc(now))
        self._write("INSERT OR REPLACE INTO cut_fix VALUES (?, ?, ?, ?)", *values)

    def remove_cut_fix(self, surface: str, text_id: str | None) -> None:
        self._write(_REMOVE_FIX.format("cut_fix"), text_id or _EVERY_TEXT, surface)

    # Words

    def statuses(self) -> dict[str, WordStatus]:
        """Every word (simplified) that has a status."""
        return dict(self._all(lambda row: (row[0], row[1]), "SELECT word, status FROM word_status"))

    def set_status(self, word: str, status: WordStatus | None, now: datetime) -> None:
        """None takes the status away."""
        if status is None:
            self._write("DELETE FROM word_status WHERE word = ?", word)
        else:
            self._write("INSERT OR REPLACE INTO word_status VALUES (?, ?, ?)", word, status, _utc(now))

    # Own concepts, as records that ``serialise`` makes

    def concepts(self) -> list[Mapping[str, Any]]:
        return self._all(lambda row: json.loads(row[0]), "SELECT record FROM concept ORDER BY id")

    def save_concept(self, concept_id: str, record: Mapping[str, Any], now: datetime) -> None:
        values = (concept_id, json.dumps(record, ensure_ascii=False), _utc(now))
        self._write("INSERT OR REPLACE INTO concept VALUES (?, ?, ?)", *values)

    def remove_concept(self, concept_id: str) -> None:
        self._write("DELETE FROM concept WHERE id = ?", concept_id)

    # Preferences: what was toggled last

    def preference(self, name: str) -> Any:
        """Whatever was kept under this name; None if nothing was."""
        return self._one(lambda row: json.loads(row[0]), "SELECT value FROM preference WHERE name = ?", name)

    def save_preference(self, name: str, value: Any) -> None:
        self._write("INSERT OR REPLACE INTO preference VALUES (?, ?)", name, json.dumps(value, ensure_ascii=False))

    # The one door to SQL

    def _write(self, statement: str, *values: object) -> None:
        """One committed transaction. In a record that cannot be written it holds until the program ends."""
        with self._guarded(), transaction(self._connection):
            self._connection.execute(statement, values)

    def _all(self, make: Callable[[Any], _Row], statement: str, *values: object) -> list[_Row]:
        with self._guarded():
            return [make(row) for row in self._connection.execute(statement, values)]

    def _one(self, make: Callable[[Any], _Row], statement: str, *values: object) -> _Row | None:
        return next(iter(self._all(make, statement, *values)), None)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise explained(self._path, error) from error


_FIXES = "SELECT * FROM {} WHERE text_id IN ('', ?) ORDER BY text_id, at"
_REMOVE_FIX = "DELETE FROM {} WHERE text_id = ? AND surface = ?"


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be kept")
    return moment.astimezone(UTC).isoformat()


def _place(row: Sequence[Any]) -> Place:
    return Place(row[0], row[1], row[2], datetime.fromisoformat(row[3]))


def _bookmark(row: Sequence[Any]) -> Bookmark:
    return Bookmark(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]))


def _reading_fix(row: Sequence[Any]) -> ReadingFix:
    return ReadingFix(row[1], tuple(json.loads(row[2])), row[0] or None)


def _cut_fix(row: Sequence[Any]) -> CutFix:
    return CutFix(row[1], tuple(json.loads(row[2])), row[0] or None)
