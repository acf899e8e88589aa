"""StarDict: ``.ifo`` says what it is, ``.idx`` lists words with the places of their articles, ``.dict`` (often packed
as ``.dict.dz``) holds those, ``.syn`` further names. Format: StarDict's own StarDictFileFormat, 2.4.2 and 3.0.0.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from glossary.dictionary.incoming.archive import Unpacked, decompressed, read_file
from glossary.dictionary.incoming.foreign import Foreign
from glossary.dictionary.incoming.markup import lines, one_line, plain
from glossary.dictionary.stored import StoredEntry, stored_entry
from glossary.errors import DictionaryError

_MAGIC = "StarDict's dict ifo file"
_LONGEST_WORD = 256
"""Bytes, by the format."""
_MARKUP = frozenset("hgxk")
_TEXT = frozenset("mlnw") | _MARKUP
_PHONETIC = frozenset("ty")
_PARTS = {"idx": (".idx", ".idx.gz"), "dict": (".dict", ".dict.dz"), "syn": (".syn", ".syn.dz")}


def read_stardict_file(path: Path) -> Foreign:
    """A dictionary by its .ifo; its other files lie beside it under the same name."""
    stem = path.with_suffix("")

    def part(*suffixes: str) -> bytes | None:
        for suffix in suffixes:
            beside = stem.with_name(stem.name + suffix)
            if beside.is_file():
                return read_file(beside)
        return None

    return _read(path.name, read_file(path), part)


def read_stardict_archive(archive: Unpacked, name: str) -> Foreign:
    """The one dictionary in an archive."""
    (ifo, *others) = archive.ending(".ifo")
    if others:
        raise DictionaryError(f"{name} holds {len(others) + 1} dictionaries; unpack it and add each by its .ifo.")
    stem = ifo[: -len(".ifo")]

    def part(*suffixes: str) -> bytes | None:
        return next((archive[stem + suffix] for suffix in suffixes if stem + suffix in archive.names), None)

    return _read(name, archive[ifo], part)


def _read(name: str, ifo: bytes, part: Callable[..., bytes | None]) -> Foreign:
    about = _about(ifo, name)
    index, articles = part(*_PARTS["idx"]), part(*_PARTS["dict"])
    for data, kind in ((index, ".idx"), (articles, ".dict or .dict.dz")):
        if data is None:
            raise DictionaryError(f"{name}: the StarDict dictionary lacks its file {kind}.")
    index, articles = decompressed(index or b"", name), decompressed(articles or b"", name)
    said = about.get("idxfilesize", "")
    if said.isdigit() and int(said) != len(index):
        raise DictionaryError(
            f"{name}: its .idx has {len(index):,} bytes and should have {int(said):,}; it is damaged."
        )
    names = _names(decompressed(part(*_PARTS["syn"]) or b"", name), name)
    words = _words(index, 8 if about.get("idxoffsetbits") == "64" else 4, name)
    known = {"date": "date", "publisher": "author", "description": "description", "website": "website"}
    return Foreign(
        "StarDict",
        about.get("bookname", "") or Path(name).stem,
        {ours: said for ours, theirs in known.items() if (said := one_line(plain(about.get(theirs, ""))))},
        _entries(words, names, articles, about.get("sametypesequence", ""), name),
    )


def _about(ifo: bytes, name: str) -> dict[str, str]:
    try:
        first, *rest = ifo.decode("utf-8-sig").splitlines()
    except (UnicodeDecodeError, ValueError) as error:
        raise DictionaryError(f"{name}: its .ifo is no StarDict file.") from error
    if first.strip() != _MAGIC:
        raise DictionaryError(f"{name}: its .ifo is no StarDict file; its first line should be “{_MAGIC}”.")
    pairs = (line.partition("=") for line in rest)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _words(index: bytes, offset_size: int, name: str) -> Iterator[tuple[str, int, int]]:
    """Each word with the place and the length of its article."""
    layout = struct.Struct(">QI" if offset_size == 8 else ">II")
    at = 0
    while at < len(index):
        end = index.find(b"\0", at, at + 4 * _LONGEST_WORD)
        if end < 0 or end + 1 + layout.size > len(index):
            raise DictionaryError(f"{name}: its .idx is damaged or cut short at byte {at:,}.")
        offset, size = layout.unpack_from(index, end + 1)
        yield index[at:end].decode("utf-8", "replace"), offset, size
        at = end + 1 + layout.size


def _names(data: bytes, name: str) -> Mapping[int, list[str]]:
    """Further names by the number of the word."""
    names: dict[int, list[str]] = {}
    at = 0
    while at < len(data):
        end = data.find(b"\0", at, at + 4 * _LONGEST_WORD)
        if end < 0 or end + 5 > len(data):
            raise DictionaryError(f"{name}: its .syn is damaged or cut short at byte {at:,}.")
        names.setdefault(int.from_bytes(data[end + 1 : end + 5]), []).append(data[at:end].decode("utf-8", "replace"))
        at = end + 5
    return names


def _entries(
    words: Iterator[tuple[str, int, int]], names: Mapping[int, list[str]], articles: bytes, types: str, name: str
) -> Iterator[StoredEntry]:
    for number, (word, offset, size) in enumerate(words):
        if offset + size > len(articles):
            raise DictionaryError(
                f"{name}: the article of “{one_line(word)}” lies outside of its .dict; it is damaged."
            )
        reading, senses = _article(articles[offset : offset + size], types)
        if senses:
            for form in (word, *names.get(number, ())):
                if form := one_line(form):
                    yield stored_entry(form, reading, senses)


def _article(data: bytes, types: str) -> tuple[str, list[str]]:
    """Reading and meanings of one article."""
    reading, senses = "", []
    for kind, field in _fields(data, types):
        if kind in _PHONETIC:
            reading = reading or one_line(field.decode("utf-8", "replace"))
        elif kind in _TEXT:
            text = field.decode("utf-8", "replace")
            senses += lines(plain(text) if kind in _MARKUP else text)
    return reading, senses


def _fields(data: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """The fields of an article with their types. Small letters mark text that a zero byte ends, capitals data with its
    length before it; the last field of a fixed sequence goes to the end."""
    fixed, at, number = bool(types), 0, 0
    while at < len(data) and (not fixed or number < len(types)):
        if fixed:
            kind, last = types[number], number == len(types) - 1
            number += 1
        else:
            kind, last = chr(data[at]), False
            at += 1
        if last:
            yield kind, data[at:].removesuffix(b"\0")
            return
        if kind.isupper():
            size = int.from_bytes(data[at : at + 4])
            yield kind, data[at + 4 : at + 4 + size]
            at += 4 + size
        else:
            end = data.find(b"\0", at)
            end = len(data) if end < 0 else end
            yield kind, data[at:end]
            at = end + 1
