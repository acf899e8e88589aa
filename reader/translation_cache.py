"""Answers of translation services, kept for good: nothing is asked, or paid, twice. A file that can be thrown away."""

import json
import sqlite3
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from reader.text.translate.protecting import Sent, Slot

_VERSION = 1
_MAKE = """
CREATE TABLE IF NOT EXISTS answer (
    provider TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL,
    sent TEXT NOT NULL, prefix TEXT NOT NULL, slots TEXT NOT NULL, answer TEXT NOT NULL, note TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (provider, source, target, text)
) WITHOUT ROWID
"""


class Kept(Struct, frozen=True):
    """An answer with what it answers, so that terms can be restored as the glossary has them later."""

    sent: Sent
    answer: str
    note: str = ""
    """What is to be known of it: that the codes of the terms did not survive."""
    made: str = ""
    """When, as ISO 8601 writes it."""


class TranslationCache:
    """Answers by provider, languages and text. Any thread may ask. Where the file cannot be used, it remembers as long
    as it lives: a translation must not fail for want of a cache."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def may_hold(self) -> bool:
        """Whether anything was ever kept; asking costs no more than a look at the disk."""
        return self._connection is not None or self._path.exists()

    def get(self, provider: str, source: str, text: str, target: str = "en") -> Kept | None:
        """The answer that was kept."""
        if not self.may_hold:
            return None
        with self._lock:
            try:
                row = (
                    self._open()
                    .execute(
                        "SELECT sent, prefix, slots, answer, note, made FROM answer"
                        " WHERE provider = ? AND source = ? AND target = ? AND text = ?",
                        (provider, source, target, text),
                    )
                    .fetchone()
                )
                if row is None:
                    return None
                slots = tuple(Slot(*slot) for slot in json.loads(row[2]))
            except (sqlite3.Error, ValueError, TypeError, UnicodeError):
                self._start_anew()
                return None
        return Kept(Sent(row[0], row[1], slots), row[3], row[4], row[5])

    def put(self, provider: str, source: str, text: str, kept: Kept, target: str = "en") -> None:
        """Keep an answer; it is there when this returns."""
        slots = json.dumps([[s.surface, s.concept_id, s.rendering] for s in kept.sent.slots], ensure_ascii=False)
        made = datetime.now(UTC).isoformat(timespec="milliseconds")
        row = (
            *(provider, source, target, text),
            *(kept.sent.text, kept.sent.prefix, slots, kept.answer, kept.note, made),
        )
        with self._lock:
            for attempt in (1, 2):
                try:
                    with self._open() as connection:
                        connection.execute("INSERT OR REPLACE INTO answer VALUES (?,?,?,?,?,?,?,?,?,?)", row)
                    return
                except (sqlite3.Error, UnicodeError):
                    if attempt == 1:
                        self._start_anew()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        for path in (str(self._path), ":memory:"):
            try:
                connection = sqlite3.connect(path, timeout=2.0, check_same_thread=False)
                if connection.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
                    connection.execute("DROP TABLE IF EXISTS answer")
                with connection:
                    connection.execute(_MAKE)
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                return connection
            except sqlite3.Error:
                continue
        raise sqlite3.OperationalError("no place for a cache")

    def _start_anew(self) -> None:
        """A damaged file holds nothing that is anybody's; one that only is in use stays."""
        damaged = False
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        try:
            with sqlite3.connect(self._path, timeout=2.0) as probe:
                damaged = probe.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
        except sqlite3.OperationalError:
            pass  # locked, or a folder that cannot be written
        except sqlite3.DatabaseError:
            damaged = True
        if damaged:
            with suppress(OSError):
                self._path.unlink()
