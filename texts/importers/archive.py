"""Zip archives of books and office files, read with bounds and never unpacked to disk.

No name in an archive becomes a path. What it says of sizes is not trusted: bytes are counted as they come.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from texts.importers.model import ImportFaultError

LARGEST_FILE = 512 << 20
"""Bytes of the archive itself; picture books come near it."""
LARGEST_ENTRY = 64 << 20
"""Bytes of one entry, unpacked: the longest novels have 10 MB in one piece."""
LARGEST_TOTAL = 256 << 20
"""Bytes of all that is read of one archive, without pictures. Each entry is read twice: looked over, then used."""
_MOST_ENTRIES = 50_000
_RATIO = 400
"""How many times its size text may become; deflate's limit is 1,032, the most uniform XML of office files has 100."""
_RATIO_FROM = 4 << 20
_PART = 1 << 16
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError,
    OverflowError, IndexError, KeyError, AttributeError,
)  # fmt: skip
"""What the standard library raises at archives that are damaged or made to harm."""


class Archive:
    """The entries of a zip file, by name as the package's documents refer to them."""

    def __init__(self, path: Path, name: str, kind: str) -> None:
        """``name``: as the user knows the file; ``kind``: what it should be ("EPUB"). Raises ImportFaultError."""
        self.name = name
        self.kind = kind
        self._left = 2 * LARGEST_TOTAL
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(4)
        except OSError as error:
            raise ImportFaultError(f"{name} cannot be read: {error.strerror or error}.") from error
        if size > LARGEST_FILE:
            raise ImportFaultError(f"{name} has {size >> 20:,} MB; the limit is {LARGEST_FILE >> 20} MB.")
        if not head.startswith(b"PK"):
            raise ImportFaultError(f"{name} is not {_a(kind)}, though it is named like one.")
        try:
            self._zip = zipfile.ZipFile(path)
            infos = self._zip.infolist()
        except _BROKEN as error:
            raise self.broken() from error
        if len(infos) > _MOST_ENTRIES:
            self.close()
            raise ImportFaultError(f"{name} holds more than {_MOST_ENTRIES:,} files, which no {kind} does.")
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        self._folded = {key.casefold().lstrip("/"): key for key in reversed(self._infos)}

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def broken(self) -> ImportFaultError:
        """The sentence for an archive that cannot be unpacked."""
        return ImportFaultError(f"{self.name} is damaged or cut short: it cannot be unpacked. Get it once more.")

    def find(self, reference: str, base: str = "") -> str | None:
        """The entry that a document in the folder ``base`` refers to; None if there is none, or if the reference
        leads out of the archive. Escaped and wrong case are forgiven, as reading systems do."""
        for wanted in (reference, unquote(reference)):
            path = _resolve(wanted, base)
            if path is None:
                continue
            if path in self._infos:
                return path
            if path.casefold() in self._folded:
                return self._folded[path.casefold()]
        return None

    def names(self, suffix: str) -> list[str]:
        """Entries that end so, in order."""
        return [name for name in self._infos if name.lower().endswith(suffix)]

    def parts(self, entry: str) -> Iterator[bytes]:
        """An entry's bytes as they are unpacked. Raises ImportFaultError."""
        info = self._infos[entry]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportFaultError(f"{self.name} is packed in a way that {self.kind} files are not; pack it again.")
        size = 0
        try:
            with self._zip.open(info) as file:
                while part := file.read(_PART):
                    size += len(part)
                    self._left -= len(part)
                    self._check(size, info)
                    yield part
        except RuntimeError as error:
            if "password" in str(error) or "encrypted" in str(error):
                raise ImportFaultError(f"{self.name} is locked with a password; unlock it first.") from error
            raise self.broken() from error
        except _BROKEN as error:
            raise self.broken() from error

    def read(self, entry: str, largest: int = LARGEST_ENTRY) -> bytes:
        """An entry as a whole. Raises ImportFaultError, also where it has more than ``largest`` bytes."""
        found, size = [], 0
        for part in self.parts(entry):
            found.append(part)
            size += len(part)
            if size > largest:
                raise self._too_large()
        return b"".join(found)

    def _check(self, size: int, info: zipfile.ZipInfo) -> None:
        packed = max(info.compress_size, 1)
        if size > LARGEST_ENTRY or self._left < 0 or (size > _RATIO_FROM and size > packed * _RATIO):
            raise self._too_large()

    def _too_large(self) -> ImportFaultError:
        return ImportFaultError(f"{self.name} unpacks to far more text than any book has; it is not opened.")


def folder_of(entry: str) -> str:
    """The folder that an entry is in, which its references start from."""
    return entry.rpartition("/")[0]


def _resolve(reference: str, base: str) -> str | None:
    path = reference.partition("#")[0].partition("?")[0].replace("\\", "/")
    if not path or "://" in path[:12]:
        return None
    parts: list[str] = [] if path.startswith("/") else [part for part in base.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "AEIO" else f"a {kind}"
