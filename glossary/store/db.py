"""Opening the record: ours or refused, brought up to date, safe against crashes.

WAL with ``synchronous=FULL``: a commit has reached the disk when it returns, so neither ``kill -9`` nor a power cut
loses a finished action. It costs about 1 ms a write, and writes follow keys that a person presses.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from glossary.errors import NewerStoreError, StoreError
from glossary.store.schema import APPLICATION_ID, STEPS, VERSION

BUSY_SECONDS = 2.0
"""How long a write waits for another duban before it says so."""


def connect(path: Path) -> tuple[sqlite3.Connection, StoreError | None]:
    """Open or create the record; return the connection and, if it cannot be written, why.

    Where the folder, the file or a full disk cannot be written, a copy in memory of an existing record stands in, or an
    empty one: all works as ever, and nothing is kept.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError
        connection = _open(f"{path.resolve().as_uri()}?mode=rwc")
    except (OSError, sqlite3.OperationalError) as error:
        return _unwritable(path, error), _refused(path)
    try:
        _prepared(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        if _is_unwritable(error):
            return _unwritable(path, error), explained(path, error)
        raise explained(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection, None


def _open(uri: str) -> sqlite3.Connection:
    # Threads take turns through the record's own lock, hence check_same_thread=False.
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _prepared(connection: sqlite3.Connection, path: Path) -> None:
    version = _checked_version(connection, path)
    if version < VERSION:
        if version:
            _back_up(connection, path, version)
        else:
            # Nothing precious is in a file that is only now made; waiting for the disk at each step costs 50 ms.
            connection.execute("PRAGMA synchronous = OFF")
        for number in range(version, VERSION):
            _step(connection, number)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # Fails here, and not at the first key pressed, if the file system refuses to be written.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        with transaction(connection):
            pass
    except sqlite3.OperationalError as error:
        # Another duban is writing. One can read meanwhile, and what is written later waits for it or says so.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
    connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and not (empty and application == 0):
        raise StoreError(f"{path} is not duban's record but another program's database; move it away.")
    if version > VERSION:
        raise NewerStoreError(
            f"{path} was written by a newer duban (version {version} of the record, this one knows {VERSION}). "
            "Nothing was changed; install the newer duban."
        )
    return version


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    target = sqlite3.connect(path.with_name(f"{path.name}.bak-{version}"))
    try:
        connection.backup(target)
    finally:
        target.close()


def _step(connection: sqlite3.Connection, number: int) -> None:
    with transaction(connection):
        # Another duban may have taken the step while this one waited for the lock.
        if connection.execute("PRAGMA user_version").fetchone()[0] != number:
            return
        for statement in STEPS[number]:
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError("The record could not be brought up to date: its tables contradict each other.")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; takes the write lock at once, so that nothing read inside can grow stale."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has already rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _unwritable(path: Path, error: BaseException) -> sqlite3.Connection:
    if path.is_dir():
        raise StoreError(f"{path} is a folder where duban's record should be; move it away.") from error
    if path.exists():
        try:
            # immutable: a reader in WAL mode would otherwise want to write beside the file.
            connection = _open(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
            try:
                version = _checked_version(connection, path)
                memory = _open("file::memory:")
                connection.backup(memory)
            finally:
                connection.close()
            for number in range(version, VERSION):
                _step(memory, number)
            return memory
        except sqlite3.DatabaseError as fault:
            raise explained(path, fault) from fault
    connection = _open("file::memory:")
    for number in range(VERSION):
        _step(connection, number)
    return connection


def _is_unwritable(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode & 0xFF in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )


def _refused(path: Path) -> StoreError:
    return StoreError(f"{path} may not be written; change its permissions or set DUBAN_HOME.")


def explained(path: Path, error: sqlite3.Error) -> StoreError:
    """SQLite's complaint as a sentence that says what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(f"{path} is in use by another program; close it and try again.")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(f"The disk is full, so {path} could not be written; nothing of it was lost.")
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(f"{path} could not be read or written: the disk reports an error or is full.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError(f"{path} is damaged. Put back a backup, or move it away to begin anew.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return _refused(path)
    return StoreError(f"{path}: {error}.")
