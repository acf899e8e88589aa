"""Packages and collections that Anki made (.apkg, .colpkg), of every version of the format, opened as one database.

The database is unpacked within bounds into a folder that is gone afterwards; media stay where they are, and no name in
the archive is ever used as a path. What it holds is ``collection``'s to read.
"""

import contextlib
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, cast

from glossary.anki.model import AnkiError

LARGEST: Final = 1024**3
"""Bytes of an unpacked collection; AnkiWeb takes up to 300 MB."""
_FILES: Final = 1_000_000
_CHUNK: Final = 1024 * 1024
_ZSTD: Final = "collection.anki21b"
_DATABASES: Final = (_ZSTD, "collection.anki21", "collection.anki2")
"""The newest first: beside it, older ones hold a single note that asks for a newer Anki."""
_PACKAGE_VERSION: Final = 3
SCHEMA: Final = 18
"""Of Anki’s collection; the newest that is known (Anki 2.1.50 to 26.05)."""


@contextlib.contextmanager
def opened(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    """The collection inside a package, to be read alone. Raises AnkiError for whatever is none."""
    with tempfile.TemporaryDirectory(prefix="duban-anki-") as folder:
        database = Path(folder) / "collection"
        with _reporting(name):
            _unpack(path, name, database)
        connection: sqlite3.Connection | None = None
        try:
            with _reporting(name):
                connection = _connect(database, name)
                yield connection
        finally:
            if connection is not None:
                connection.close()


@contextlib.contextmanager
def _reporting(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise AnkiError(f"{name} is no package of Anki, or is damaged ({error}); export it from Anki again.") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise AnkiError(f"{name} is damaged: its compressed data cannot be read; export it from Anki again.") from error
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter of a complaint that quotes what is damaged
        raise AnkiError(f"{name} holds no collection that can be read ({error}); export it from Anki again.") from error
    except OSError as error:
        raise AnkiError(f"{name} cannot be read: {error.strerror or error}.") from error


def _unpack(path: Path, name: str, target: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > _FILES:
            raise AnkiError(f"{name} holds {len(infos):,} files; that is no package of Anki.")
        found = {info.filename: info for info in infos}
        if "meta" in found:
            _check_version(_read_little(archive, found["meta"], name), name)
        database = next((one for one in _DATABASES if one in found), None)
        if database is None:
            raise AnkiError(f"{name} is no package of Anki: it holds no collection.")
        info = found[database]
        if info.flag_bits & 1:
            raise AnkiError(f"{name} is encrypted; Anki’s packages never are.")
        with archive.open(info) as packed, target.open("wb") as out:
            if database == _ZSTD:
                _unpack_zstd(packed, out, name)
            else:
                _copy(packed, out, name)


def _unpack_zstd(packed: IO[bytes], out: IO[bytes], name: str) -> None:
    zstd = _zstd()
    try:
        with zstd.ZstdFile(packed) as plain:
            _copy(cast("IO[bytes]", plain), out, name)
    except zstd.ZstdError as error:
        raise AnkiError(f"{name} is damaged: its compressed data cannot be read; export it from Anki again.") from error


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _copy(source: IO[bytes], out: IO[bytes], name: str) -> None:
    left = LARGEST
    while chunk := source.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise AnkiError(f"{name} unpacks to more than {LARGEST // 2**20} MB; that is no collection.")
        out.write(chunk)


def _read_little(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(info) as file:
        data = file.read(1025)
    if len(data) > 1024:
        raise AnkiError(f"{name} is no package of Anki: what it says of itself is too long.")
    return data


def _check_version(meta: bytes, name: str) -> None:
    """``meta`` is a protobuf message with one number, field 1."""
    if len(meta) >= 2 and meta[0] == 0x08 and meta[1] > _PACKAGE_VERSION:
        raise AnkiError(
            f"{name} is a package of a newer Anki (version {meta[1]}); in Anki’s export choose “Support older Anki "
            "versions”, or install a newer duban."
        )


def _connect(database: Path, name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        # Strangers' databases: no function or view of theirs runs, and bytes that are no UTF-8 stop nothing.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.create_collation("unicase", _unicase)
        tables = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
        if any(tables.get(table) != "table" for table in ("col", "notes", "cards", "revlog")):
            raise AnkiError(f"{name} holds a database that is no collection of Anki’s.")
        row = connection.execute("SELECT ver FROM col").fetchone()
        version = row[0] if row else None
        if not isinstance(version, int):
            raise AnkiError(f"{name} holds a database that is no collection of Anki’s.")
        if version > SCHEMA:
            raise AnkiError(
                f"{name} holds a collection of a newer Anki (schema {version}; this duban knows {SCHEMA}); in Anki’s "
                "export choose “Support older Anki versions”, or install a newer duban."
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _unicase(one: str, other: str) -> int:
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)
