"""The folders of texts as they lie on the disk, and whether they have changed; nothing in them is read."""

import os
import stat
from pathlib import Path

from msgspec import Struct

from texts.errors import UnreadableTextError

_FILES = ("meta.toml", "zh.txt", "en.txt", "repairs.jsonl", "alignment.jsonl", "machine.jsonl")
"""What is looked at to see whether a text was changed."""

Stamp = tuple[tuple[int, int] | None, ...]
"""Of each of a text's files when it was last written (ns) and its size in bytes; None for one that is not there."""


class Listed(Struct, frozen=True):
    """A text folder as it lies on the disk, none of it read yet."""

    id: str
    folder: Path
    stamp: Stamp
    bundled: bool
    """Whether the bundled library has a text of this id."""
    own: bool
    """Whether this is a folder of the user's; with ``bundled`` too, it stands in place of the bundled one."""


def stamp_of(path: Path) -> Stamp:
    """The stamp of a text's folder, or of a single file."""
    folder = os.fspath(path)
    found = tuple(_file_stamp(f"{folder}/{name}") for name in _FILES)
    return found if any(found) else (None, _file_stamp(folder))


def _file_stamp(path: str) -> tuple[int, int] | None:
    try:
        told = os.stat(path)  # noqa: PTH116  thousands of them, every second
    except (OSError, ValueError):
        return None
    return (told.st_mtime_ns, told.st_size) if stat.S_ISREG(told.st_mode) else None


def folders(folder: Path) -> list[str]:
    """The folders in a folder; those with a dot before their name are no texts (.git, or one being written)."""
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries if not e.name.startswith(".") and (e.is_symlink() or e.is_dir())]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableTextError(f"{folder} cannot be read: {error.strerror}.") from error
