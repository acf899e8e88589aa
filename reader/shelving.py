"""Changing the library: what a text says of itself, deleting a text and bringing it back. Each can be undone."""

import shutil
from collections.abc import Callable
from pathlib import Path

from reader import paths
from reader.export.writing import replacing
from texts.editing import Changes, edited_manifest
from texts.errors import FolderError
from texts.library import BUNDLED
from texts.listing import Listed, stamp_of
from texts.manifest import read_manifest
from texts.trash import Thrown, Trash


def trash() -> Trash:
    return Trash(paths.trash_folder())


def edit(listed: Listed, changes: Changes) -> Callable[[], None]:
    """Change what a text says of itself; returns what takes it back. A bundled text is copied into the user's folder
    first: the copy is read from then on. Raises TextsError; then nothing has changed."""
    if not listed.own:
        copy = _copied(listed)
        try:
            edit(copy, changes)
        except BaseException:
            shutil.rmtree(copy.folder, ignore_errors=True)
            raise
        return lambda: _take_away(copy.folder)
    path = listed.folder / "meta.toml"
    before, _ = read_manifest(path)
    written = _read(path)
    made = edited_manifest(path, written, changes)
    _write(path, made)

    def undo() -> None:
        if _read(path) == made:
            _write(path, written)
        else:  # somebody has edited it since: only what was changed here goes back
            earlier = {name: getattr(before, name) for name in changes}
            _write(path, edited_manifest(path, _read(path), earlier))

    return undo


def delete(listed: Listed) -> Thrown:
    """Move a text of the user's to the trash. What was learnt from it (terms, cards, answers, the place) stays. Raises
    TextsError."""
    if not listed.own:
        raise FolderError(f"“{listed.id}” comes with duban and cannot be deleted.")
    return trash().put(listed.folder)


def with_english(listed: Listed, change: Callable[[], str]) -> tuple[str, Callable[[], None]]:
    """What a change of the English beside a text of the user's says of itself, and what takes it back. Raises
    TextsError, and whatever the change raises."""
    english = listed.folder / "en.txt"
    files = [english, listed.folder / "alignment.jsonl", listed.folder / "en.old.txt"]
    before = [_bytes(file) for file in files]
    said = change()
    made = _bytes(english)

    def undo() -> None:
        if _bytes(english) != made:
            raise FolderError(f"{english} has been changed since; it stays as it is.")
        for file, earlier in zip(files, before, strict=True):
            _put(file, earlier)

    return said, undo


def bring_back(thrown: Thrown) -> None:
    """Put a deleted text back to where it was. Raises TextsError."""
    trash().put_back(thrown, paths.texts_folder())


def _copied(listed: Listed) -> Listed:
    folder = paths.texts_folder() / listed.id
    try:
        folder.mkdir(parents=True)
        for file in (BUNDLED / listed.id).iterdir():
            if file.is_file():
                shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise FolderError(f"{folder} cannot be written: {error.strerror}.") from error
    return Listed(listed.id, folder, stamp_of(folder), bundled=True, own=True)


def _take_away(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise FolderError(f"{folder} cannot be taken away: {error.strerror}.") from error


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise FolderError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FolderError(f"{path} is not UTF-8; save it as UTF-8.") from error


def _bytes(path: Path) -> bytes | None:
    """What a file holds; None if there is none."""
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise FolderError(f"{path} cannot be read: {error.strerror}.") from error


def _write(path: Path, text: str) -> None:
    _put(path, text.encode())


def _put(path: Path, data: bytes | None) -> None:
    """Write a file, or take it away."""
    try:
        if data is None:
            path.unlink(missing_ok=True)
            return
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise FolderError(f"{path} cannot be written: {error.strerror}.") from error
