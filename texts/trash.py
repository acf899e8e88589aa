"""Where the user's texts go when they are deleted, and come back from: a folder each, named by when it was thrown
away, with the text's folder in it as it was."""

import contextlib
import errno
import shutil
import time
from pathlib import Path

from msgspec import Struct

from texts.errors import FolderError


class Thrown(Struct, frozen=True):
    """A text in the trash."""

    text_id: str
    folder: Path


class Trash:
    """The trash in ``folder``, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, text: Path) -> Thrown:
        """Move a text's folder here. Of a link the link goes, and not what it leads to."""
        place = self._folder / f"{time.time_ns():020}"
        try:
            place.mkdir(parents=True)
            _move(text, place / text.name)
        except OSError as error:
            _drop_empty(place)
            raise FolderError(f"{text} cannot be moved to the trash: {error.strerror}.") from error
        return Thrown(text.name, place / text.name)

    def last(self) -> Thrown | None:
        """What was thrown away last; None if the trash is empty."""
        try:
            places = sorted(self._folder.iterdir(), reverse=True)
            for place in places:
                for text in place.iterdir():
                    return Thrown(text.name, text)
        except OSError:
            pass  # no trash, or none that may be looked at
        return None

    def put_back(self, thrown: Thrown, texts: Path) -> None:
        """Move a text back into the folder ``texts``."""
        to = texts / thrown.text_id
        if to.exists() or to.is_symlink():
            raise FolderError(
                f"There is another text “{thrown.text_id}” by now; rename its folder {to} to have the deleted one back."
            )
        try:
            texts.mkdir(parents=True, exist_ok=True)
            _move(thrown.folder, to)
        except OSError as error:
            raise FolderError(f"{thrown.folder} cannot be moved to {texts}: {error.strerror}.") from error
        _drop_empty(thrown.folder.parent)


def _move(source: Path, to: Path) -> None:
    try:
        source.rename(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The texts lie in another file system, by a link: copied first, taken away then.
        shutil.move(source, to)


def _drop_empty(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.rmdir()
