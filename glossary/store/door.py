"""The one door to SQL: a connection, turns between threads, and every complaint of SQLite's as a sentence."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from glossary.store.db import connect, explained, transaction

_Row = TypeVar("_Row")


class Door:
    """An open record. Safe to use from several threads; they take turns."""

    def __init__(self, path: Path, insist: bool = False) -> None:
        """``insist``: what is written must be kept; in a record that cannot be written it is an error."""
        self._path = path
        self._insist = insist
        self._lock = threading.RLock()
        self.connection, self._fault = connect(path)

    @property
    def writable(self) -> bool:
        """Whether what is written is kept when the program ends."""
        return self._fault is None

    def close(self) -> None:
        with self._lock:
            self.connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """How long writes wait from now on for another program that holds the record, before they say so."""
        with self._lock:
            self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def write(self, statement: str, *values: object) -> None:
        """One committed transaction. In a record that cannot be written it holds until the program ends."""
        with self.transaction():
            self.connection.execute(statement, values)

    def all(self, make: Callable[[Any], _Row], statement: str, *values: object) -> list[_Row]:
        """Every row, made into something."""
        with self._guarded():
            return [make(row) for row in self.connection.execute(statement, values)]

    def one(self, make: Callable[[Any], _Row], statement: str, *values: object) -> _Row | None:
        """The first row, made into something; None if there is none."""
        return next(iter(self.all(make, statement, *values)), None)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside, or none of it. Inside another one it is a part of that."""
        if self._insist and self._fault is not None:
            raise self._fault
        with self._guarded():
            if self.connection.in_transaction:
                yield
                return
            with transaction(self.connection):
                yield

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                raise explained(self._path, error) from error
