"""Opens what a dictionary is packed in, from memory and into memory: no name in an archive ever becomes a path, and
what unpacks to more than is allowed is given up on."""

import bz2
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from glossary.errors import DictionaryError

LARGEST = 512 * 1024 * 1024
"""Bytes, unpacked; the largest dictionaries in use have a third of that."""
_MOST_MEMBERS = 10_000
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError, OverflowError, IndexError,
)  # fmt: skip
"""What the standard library raises at archives that are damaged, locked or made to harm."""


class Unpacked:
    """The files of an archive by name, read when asked for."""

    def __init__(self, names: list[str], read: Callable[[str], bytes]) -> None:
        self.names = names
        self._read = read

    def ending(self, *suffixes: str) -> list[str]:
        """Names that end so, in any case; what the Finder of a Mac leaves in archives is passed over."""
        return [
            name
            for name in self.names
            if name.lower().endswith(suffixes)
            and "__MACOSX" not in name
            and not PurePosixPath(name).name.startswith(".")
        ]

    def __getitem__(self, name: str) -> bytes:
        return self._read(name)


def read_file(path: Path, largest: int = LARGEST) -> bytes:
    """A whole file; one that is larger than any dictionary is not read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DictionaryError(f"{path} is no file; name the dictionary's file itself.")
        if path.stat().st_size > largest:
            raise DictionaryError(f"{path} is larger than any dictionary ({largest >> 20} MB at most).")
        return path.read_bytes()
    except OSError as error:
        raise DictionaryError(f"{path} cannot be read: {error.strerror}.") from error


def decompressed(data: bytes, name: str, largest: int = LARGEST) -> bytes:
    """The content of a .gz, .bz2 or .xz file; any other comes back as it is."""
    try:
        if data[:2] == b"\x1f\x8b":
            return _gunzip(data, name, largest)
        if data[:3] == b"BZh":
            return _capped(bz2.BZ2File(io.BytesIO(data)), name, largest)
        if data[:6] == b"\xfd7zXZ\0":
            return _capped(lzma.LZMAFile(io.BytesIO(data)), name, largest)
    except _BROKEN as error:
        raise DictionaryError(f"{name} is damaged or cut short: it cannot be unpacked.") from error
    return data


def _gunzip(data: bytes, name: str, largest: int) -> bytes:
    """All members of a gzip file (dictzip has one, others may have many)."""
    parts: list[bytes] = []
    size = 0
    while data[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            part = member.decompress(data, _CHUNK)
            size += len(part)
            if size > largest:
                raise _too_large(name, largest)
            data = member.unconsumed_tail
            if not part and not data and not member.eof:
                raise EOFError
            parts.append(part)
        data = member.unused_data
    return b"".join(parts)


def _capped(file: io.BufferedIOBase, name: str, largest: int) -> bytes:
    data = file.read(largest + 1)
    if len(data) > largest:
        raise _too_large(name, largest)
    return data


def _too_large(name: str, largest: int) -> DictionaryError:
    return DictionaryError(f"{name} unpacks to more than {largest >> 20} MB, which no dictionary does.")


def unpacked(data: bytes, name: str, largest: int = LARGEST) -> Unpacked | None:
    """The files of a .zip or of a .tar, packed or not; None if it is no archive."""
    try:
        if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            return _zip(data, name, largest)
        plain = decompressed(data, name, largest)
        if plain[257:262] == b"ustar":
            return _tar(plain, name)
    except _BROKEN as error:
        raise _broken(name, error) from error
    return None


def _broken(name: str, error: Exception) -> DictionaryError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return DictionaryError(f"{name} is locked with a password; unpack it first.")
    return DictionaryError(f"{name} is damaged or cut short: it cannot be unpacked.")


def _zip(data: bytes, name: str, largest: int) -> Unpacked:
    archive = zipfile.ZipFile(io.BytesIO(data))
    left = largest

    def read(member: str) -> bytes:
        nonlocal left
        try:
            with archive.open(member) as file:
                content = file.read(left + 1)
        except KeyError as error:
            raise DictionaryError(f"{name} holds no file {member}.") from error
        except _BROKEN as error:
            raise _broken(name, error) from error
        if len(content) > left:
            raise _too_large(name, largest)
        left -= len(content)
        return content

    return Unpacked(_honest([info.filename for info in archive.infolist() if not info.is_dir()], name), read)


def _tar(data: bytes, name: str) -> Unpacked:
    archive = tarfile.TarFile(fileobj=io.BytesIO(data))
    files = {member.name: member for member in _members(archive, name) if member.isreg()}

    def read(member: str) -> bytes:
        info = files[member]
        # A file with holes says any size; what it has cannot be more than the archive itself.
        file = archive.extractfile(info) if info.size <= len(data) else None
        if file is None:
            raise DictionaryError(f"{name} is damaged or cut short: it cannot be unpacked.")
        return file.read()

    return Unpacked(_honest(list(files), name), read)


def _members(archive: tarfile.TarFile, name: str) -> Iterator[tarfile.TarInfo]:
    for number, member in enumerate(archive):
        if number > _MOST_MEMBERS:
            raise _too_many(name)
        yield member


def _too_many(name: str) -> DictionaryError:
    return DictionaryError(f"{name} holds more than {_MOST_MEMBERS:,} files, which no dictionary does.")


def _honest(names: list[str], archive: str) -> list[str]:
    """The names, none of which points out of the archive: nothing is written under them, but who names a file so
    means harm."""
    if len(names) > _MOST_MEMBERS:
        raise _too_many(archive)
    for name in names:
        if name.startswith(("/", "\\")) or name[1:2] == ":" or ".." in name.replace("\\", "/").split("/"):
            raise DictionaryError(f"{archive} names a file outside of itself ({name[:60]!a}); get it from elsewhere.")
    return names
