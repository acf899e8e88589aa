"""A dictionary on disk: its lines in SQLite, with the keys that look-up needs.

The lines themselves are kept as published and parsed when shown (30 µs each), so a better parser needs no new index.
Built once, in 3 to 5 s, into the cache folder; a newer source or layout builds it again.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from glossary.dictionary import source as sources
from glossary.dictionary.fill import LAYOUT, fill
from glossary.dictionary.source import Source
from glossary.errors import DictionaryError

_STALE_SECONDS = 300
_PAGE = 8192
_SIGN = b"SQLite format 3\0"


class BuildCancelledError(DictionaryError):
    """Whoever asked for the index does not want it any more."""


def index_path(folder: Path, source: Source | None = None) -> Path:
    """Where in ``folder`` the index of a source (the bundled dictionary) belongs; it need not be there."""
    source = source or sources.bundled_source()
    return folder / f"{source.prefix}-{source.stamp(LAYOUT)}.db"


def is_whole(path: Path) -> bool:
    """Whether the file is as long as a finished index says it is: one cut short may answer some questions still."""
    try:
        with path.open("rb") as file:
            head = file.read(32)
            return head[:16] == _SIGN and int.from_bytes(head[28:32]) * _PAGE == os.fstat(file.fileno()).st_size
    except OSError:
        return False


def build_apart(
    folder: Path,
    cancelled: Callable[[], bool] = lambda: False,
    source: Source | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Build a missing index in a process of its own, so that a screen drawn by this one stays smooth. Returns when it
    is done, has failed, or nobody wants it any more; ``index_for`` then finds it or says what is wrong. ``progress`` is
    told, on another thread, how many entries are done."""
    source = source or sources.bundled_source()
    if is_whole(index_path(folder, source)):
        return
    code = f"import sys; sys.path[:] = {sys.path!r}; from glossary.dictionary import index; index.build_here()"
    command = [sys.executable, "-I", "-c", code, str(folder), str(source.path), source.name]
    out = subprocess.PIPE if progress else subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, text=True) as run:

        def relay() -> None:
            for line in run.stdout or ():
                if progress is not None and line.strip().isdigit():
                    progress(int(line))

        telling = threading.Thread(target=relay, daemon=True)
        telling.start()
        while run.poll() is None:
            if cancelled():
                run.kill()
            time.sleep(0.05)
        telling.join()


def build_here() -> None:
    """What the process of ``build_apart`` does: builds into the folder named by its first argument the index of the
    source that the other two name, and prints how far it is."""
    source = Source(Path(sys.argv[2]), sys.argv[3])
    index_for(Path(sys.argv[1]), source=source, progress=lambda done: print(done, flush=True))


def index_for(
    folder: Path,
    cancelled: Callable[[], bool] = lambda: False,
    source: Source | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Path:
    """Path of the index of a source (the bundled dictionary), built first if need be. Where ``folder`` cannot be
    written a temporary folder serves."""
    source = source or sources.bundled_source()
    path = index_path(folder, source)
    if is_whole(path):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _build(source, path, cancelled, progress)
    except (OSError, sqlite3.OperationalError):
        path = Path(tempfile.gettempdir()) / f"duban-{os.getuid() if hasattr(os, 'getuid') else 0}-{path.name}"
        if is_whole(path) and _ours(path):
            return path
        try:
            _build(source, path, cancelled, progress)
        except (OSError, sqlite3.Error) as error:
            raise DictionaryError(
                f"The dictionary's index could not be written to {folder} or {path.parent}: {error}. "
                "Free some space (45 MB) or set DUBAN_HOME to a folder that can be written."
            ) from error
    sweep(folder, source, path)
    return path


def sweep(folder: Path, source: Source, keep: Path | None = None) -> None:
    """Delete indexes of what a source was before. A build that was killed leaves its part behind; one that still runs
    has touched it a moment ago."""
    for old in (*folder.glob(f"{source.prefix}-*.db"), *folder.glob(f"{source.prefix}-*.part")):
        if old != keep and (old.suffix == ".db" or _age(old) > _STALE_SECONDS):
            with suppress(OSError):  # somebody reads it, on a system that minds
                old.unlink()


def _age(path: Path) -> float:
    """Seconds since the file was written to; 0 if another builder has just put it in its place."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _ours(path: Path) -> bool:
    """A file in a shared temporary folder is trusted only if this user made it."""
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()


def _build(source: Source, path: Path, cancelled: Callable[[], bool], progress: Callable[[int], None]) -> None:
    """Into a file beside, then put in place in one step: two builders at once do no harm, nor does a crash."""
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        connection = sqlite3.connect(part, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            if not fill(connection, source.text(), cancelled, progress):
                raise BuildCancelledError("Building the dictionary's index was cancelled.")
        finally:
            connection.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
