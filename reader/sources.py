"""What somebody typed, dropped or pasted to be imported: files, folders, addresses, or a text."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from glossary.fold import is_han
from reader import paths
from reader.errors import ReaderError
from reader.fetch import is_address

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_PART = re.compile(r"'[^']*'|\"[^\"]*\"|(?:\\.|[^\s\\])+")
"""A name on a line of several: quoted, or with backslashes before its spaces."""
_PATH_BEGINS = ("/", "~", "./", "../")
_LONGEST_NAME = 1000


class SourcesError(ReaderError):
    """What was typed names nothing that can be imported."""


class Sources(Struct, frozen=True):
    """What is to be imported: these files and addresses, or a text that was pasted."""

    names: tuple[str, ...] = ()
    pasted: str = ""

    @property
    def words(self) -> str:
        """What that is, for the user."""
        if self.pasted:
            return f"a text of {len(self.pasted):,} characters"
        return self.names[0] if len(self.names) == 1 else f"{len(self.names)} files and addresses"


def sources_in(typed: str) -> Sources:
    """Files, folders (every file in them), patterns (``*.txt``) and addresses, one a line; else the text itself. Raises
    SourcesError if it is none of that."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise SourcesError("Type a path or an address, or paste a text.")
    if all(map(_may_name, lines)):
        names = [name for line in lines for part in _parts(line) for name in _named(_plain(part))]
        return Sources(tuple(dict.fromkeys(names)))
    if any(map(is_han, typed)):
        return Sources(pasted=typed)
    raise SourcesError("That is no file, no address and no Chinese text.")


def english_in(typed: str) -> Sources:
    """The file or the address that has the English of a text; else that English itself. Raises SourcesError."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise SourcesError("Type a path or an address, or paste the English.")
    plain = _plain(lines[0])
    is_name = is_address(plain) or plain.startswith(_PATH_BEGINS) or _exists(Path(plain)) or " " not in plain
    if len(lines) > 1 or not is_name:
        return Sources(pasted=typed)
    names = _named(plain)
    if len(names) > 1:
        raise SourcesError(f"{lines[0]} is {len(names)} files; name the one that has the English.")
    return Sources(tuple(names))


def _may_name(line: str) -> bool:
    """Whether a line names something, be it there or not, and is no sentence."""
    plain = _plain(line)
    if len(plain) > _LONGEST_NAME:
        return False
    if is_address(plain) or plain.startswith(_PATH_BEGINS) or _exists(Path(plain)):
        return True
    return bool(_SUFFIX.search(plain)) and not re.search("[。！？，]", plain)


def _parts(line: str) -> list[str]:
    """A line as it is, or, where that is nothing, the several files in it, as a terminal writes those dropped on it."""
    plain = _plain(line)
    if " " not in line or _exists(_path(plain)):
        return [line]
    parts = [part[0] for part in _PART.finditer(line)]
    return parts if all(is_address(_plain(part)) or _exists(_path(_plain(part))) for part in parts) else [line]


def _plain(line: str) -> str:
    """A name without what terminals and file managers put around it: quotes, ``file://``, backslashes before spaces."""
    if len(line) > 1 and line[0] == line[-1] and line[0] in "'\"":
        line = line[1:-1]
    elif "\\" in line and not _exists(Path(line)):
        line = re.sub(r"\\(.)", r"\1", line)
    if line.startswith("file://"):
        return unquote(urlsplit(line).path)
    if line.startswith("www."):
        return f"https://{line}"
    return line


def _named(name: str) -> list[str]:
    """The files that a line names, or the address."""
    if is_address(name):
        return [name]
    path = _path(name)
    if _exists(path):
        return _files_in(path) if path.is_dir() else [str(path)]
    pattern = [str(found) for found in sorted(path.parent.glob(path.name)) if found.is_file()] if "*" in name else []
    if not pattern:
        raise SourcesError(f"There is no file {name}.")
    return pattern


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # the home of nobody
        return Path(name)


def _files_in(folder: Path) -> list[str]:
    if (folder / "meta.toml").is_file():
        raise SourcesError(f"{folder} is a text already; copy the folder into {paths.texts_folder()}.")
    try:
        found = [str(file) for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith(".")]
    except OSError as error:
        raise SourcesError(f"{folder} cannot be read: {error.strerror}.") from error
    if not found:
        raise SourcesError(f"There are no files in {folder}.")
    return found


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a null in it
        return False
