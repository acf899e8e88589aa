"""A dictionary in the format of CC-CEDICT: the text taken out of what it came in, and checked line by line."""

import re
from pathlib import PurePosixPath

from msgspec import Struct

from glossary.dictionary.cedict import LINE
from glossary.dictionary.incoming.archive import decompressed, unpacked
from glossary.dictionary.source import header
from glossary.errors import DictionaryError

LARGEST = 64 * 1024 * 1024
"""Bytes, unpacked; the release of 2023 has 9.6 MB."""
_ENOUGH = 100_000
"""Entries; CC-CEDICT has had more since 2011."""
_LONGEST_LINE = 20_000
_FAULTY_SHARE = 0.01
"""Of all lines; more that are no entry, and it is some other kind of file."""
_SUFFIXES = (".u8", ".txt")
_TONE_BEFORE_R = re.compile(r"([1-5])r5")
_JOINTS = re.compile(r"[ \-']")


class Release(Struct, frozen=True):
    """A checked file: its text with a complete header, and what was found in it."""

    lines: list[str]
    about: dict[str, str]
    entries: frozenset[str]
    """One key for each, the same for either syntax."""
    count: int
    faults: tuple[int, ...]
    """Numbers (from 1) of lines that are no entry."""

    @property
    def date(self) -> str:
        """``"2023-11-07"``; empty if the file does not say."""
        return self.about.get("date", "")[:10]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def cedict_text(data: bytes, name: str) -> str:
    """The text of a .u8 or .txt, plain or in a .gz, .zip or the like."""
    archive = unpacked(data, name, LARGEST)
    if archive is not None:
        inside = archive.ending(*_SUFFIXES)
        chosen = [one for one in inside if "cedict" in one.lower()] or inside
        if len(chosen) != 1:
            raise DictionaryError(f"{name} holds {len(chosen) or 'no'} files .u8 or .txt; one is wanted.")
        data = archive[chosen[0]]
    data = decompressed(data, name, LARGEST)
    if len(data) > LARGEST:
        raise DictionaryError(f"{name} is larger than any CC-CEDICT ({LARGEST >> 20} MB at most).")
    if b"\0" in data:
        raise DictionaryError(f"{name} is no text in the format of CC-CEDICT but a binary file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data):
            raise DictionaryError(f"{name} is cut short: it ends within a character.") from error
        raise DictionaryError(f"{name} is not UTF-8 (byte {error.start:,}); CC-CEDICT is.") from error
    if text[:200].lstrip().lower().startswith(("<!doctype", "<html", "<?xml", "<head")):
        raise DictionaryError(f"{name} is a web page and not CC-CEDICT; download the file itself.")
    return text


def read_cedict(data: bytes, name: str) -> Release:
    """Any dictionary in this format. Raises DictionaryError if it holds no entry, or hardly any line is one."""
    lines = [line.rstrip("\r\t ") for line in cedict_text(data, name).split("\n")]
    kept: list[str] = []
    faults: list[int] = []
    entries: set[str] = set()
    count = 0
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            if line.strip():
                kept.append(line)
            continue
        match = LINE.match(line.rstrip()) if len(line) <= _LONGEST_LINE and line.isprintable() else None
        if match is None or not match["pinyin"].strip() or not match["senses"].strip("/ "):
            faults.append(number)
            continue
        entries.add(f"{match['hant']} {match['hans']} {_spelt(match['pinyin'])}")
        kept.append(line)
        count += 1
    about = {name: value for name, value in header(kept).items() if name.isalnum()}
    if not count:
        raise DictionaryError(f"{name} holds no line in the format of CC-CEDICT (中國 中国 [Zhong1 guo2] /China/).")
    if len(faults) > _FAULTY_SHARE * (count + len(faults)) and len(faults) > 1:
        raise DictionaryError(
            f"{name} is not in the format of CC-CEDICT: {len(faults):,} of {count + len(faults):,} lines are no entry, "
            f"the first is line {faults[0]:,}."
        )
    return Release(kept, about, frozenset(entries), count, tuple(faults))


def read_release(data: bytes, name: str) -> Release:
    """A release of CC-CEDICT, whole: neither cut short nor some smaller dictionary."""
    release = read_cedict(data, name)
    said = release.about.get("entries", "")
    have = release.count + len(release.faults)
    if said.isdigit() and have < int(said):
        raise DictionaryError(f"{name} is cut short: it says it has {int(said):,} entries and has {have:,}.")
    if release.count < _ENOUGH:
        raise DictionaryError(
            f"{name} has {release.count:,} entries, and CC-CEDICT more than {_ENOUGH:,}; "
            "a smaller dictionary is added beside it with `duban dictionary add`."
        )
    return release


def title_of(name: str) -> str:
    """A file's name without what it is packed in: ``words.u8.gz`` → ``words``."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    while (shorter := PurePosixPath(stem).stem) != stem and PurePosixPath(stem).suffix.lower() in _PACKED:
        stem = shorter
    return stem


_PACKED = frozenset((*_SUFFIXES, ".gz", ".zip", ".bz2", ".xz", ".tar", ".tgz", ".tbz", ".txz", ".ifo"))


def _spelt(pinyin: str) -> str:
    """A reading in one spelling for both syntaxes: ``Bei3 jing1 Da4 xue2`` and ``Bei3jing1 Da4xue2`` are one."""
    plain = _JOINTS.sub("", pinyin)
    plain = plain[:1] + plain[1:].lower().replace("u:", "ü").replace("v", "ü")
    return _TONE_BEFORE_R.sub(r"r\1", plain)
