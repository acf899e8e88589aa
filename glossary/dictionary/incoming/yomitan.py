"""Yomitan's dictionary zip: ``index.json`` says what it is, ``term_bank_1.json`` and so on hold rows of

    [term, reading, tags, rules, score, [meanings], sequence, tags]     formats 2 and 3
    [term, reading, tags, rules, score, meaning, meaning …]             format 1

A meaning is text, or structured content: a tree of HTML-like nodes, flattened here. Format: the schemas in Yomitan's
``ext/data/schemas``.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from glossary.dictionary.incoming.archive import Unpacked
from glossary.dictionary.incoming.foreign import Foreign
from glossary.dictionary.incoming.markup import lines, one_line
from glossary.dictionary.stored import StoredEntry, stored_entry
from glossary.errors import DictionaryError

_BANK = re.compile(r"(?:.*/)?term_bank_(\d{1,6})\.json")
_FORMATS = (1, 2, 3)
_NEW_LINE = frozenset(
    {"br", "div", "p", "li", "tr", "ul", "ol", "table", "details", "summary", "thead", "tbody", "tfoot"}
)
_LEFT_OUT = frozenset({"rt", "rp", "img"})
_CELLS = frozenset({"td", "th"})
_DEEPEST = 100


def is_yomitan(archive: Unpacked) -> bool:
    return any(name.rpartition("/")[2] == "index.json" for name in archive.names)


def read_yomitan(archive: Unpacked, name: str) -> Foreign:
    inside = next(one for one in archive.names if one.rpartition("/")[2] == "index.json")
    folder = inside[: -len("index.json")]
    index = _decoded(archive[inside], inside, name)
    if not isinstance(index, dict) or not isinstance(index.get("title"), str) or not index["title"].strip():
        raise DictionaryError(f"{name}: its index.json has no title; it is no Yomitan dictionary.")
    version = index.get("format", index.get("version"))
    if version not in _FORMATS:
        raise DictionaryError(f"{name}: its format is {version!r:.20}; duban reads Yomitan's formats 1 to 3.")
    found = [(int(m[1]), one) for one in archive.names if one.startswith(folder) and (m := _BANK.fullmatch(one))]
    if not found:
        raise DictionaryError(f"{name} holds no terms (term_bank_1.json); duban has no use for it.")
    banks = [bank for _, bank in sorted(found)]
    known = {
        "date": "revision", "publisher": "author", "license": "attribution", "description": "description",
        "website": "url",
    }  # fmt: skip
    about = {ours: said for ours, theirs in known.items() if (said := one_line(str(index.get(theirs) or "")))}
    return Foreign("Yomitan", index["title"], about, _entries(archive, banks, version, name))


def _decoded(data: bytes, inside: str, name: str) -> Any:
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DictionaryError(f"{name}: {inside} is no valid JSON ({error}).") from error


def _entries(archive: Unpacked, banks: list[str], version: int, name: str) -> Iterator[StoredEntry]:
    for bank in banks:
        rows = _decoded(archive[bank], bank, name)
        if not isinstance(rows, list):
            raise DictionaryError(f"{name}: {bank} is no list of terms.")
        for number, row in enumerate(rows, 1):
            if not isinstance(row, list) or len(row) < 5 or not all(isinstance(field, str) for field in row[:2]):
                raise DictionaryError(f"{name}: row {number:,} of {bank} is no term.")
            meanings = row[5:] if version == 1 else row[5] if len(row) > 5 and isinstance(row[5], list) else []
            senses = [line for meaning in meanings for line in meaning_lines(meaning)]
            if senses and (term := one_line(row[0])):
                yield stored_entry(term, one_line(row[1]), senses)


def meaning_lines(meaning: Any) -> list[str]:
    """The lines of one meaning. A list instead says that the term is a form of another."""
    if isinstance(meaning, str):
        return lines(meaning)
    if isinstance(meaning, list):
        return [f"form of {one_line(meaning[0])}"] if meaning and isinstance(meaning[0], str) else []
    if not isinstance(meaning, dict):
        return []
    if meaning.get("type") == "text":
        return lines(str(meaning.get("text") or ""))
    if meaning.get("type") == "image":
        return lines(str(meaning.get("description") or meaning.get("title") or ""))
    parts: list[str] = []
    _flatten(meaning.get("content"), parts, _DEEPEST)
    return lines("".join(parts))


def _flatten(node: Any, parts: list[str], deeper: int) -> None:
    """Text of a tree of structured content: blocks on lines of their own, readings over characters and images out."""
    if isinstance(node, str):
        parts.append(node)
    elif isinstance(node, list) and deeper:
        for child in node:
            _flatten(child, parts, deeper - 1)
    elif isinstance(node, dict) and deeper:
        tag = node.get("tag")
        if tag in _LEFT_OUT:
            return
        block = tag in _NEW_LINE
        parts.append("\n" if block else "")
        _flatten(node.get("content"), parts, deeper - 1)
        parts.append("\n" if block else " " if tag in _CELLS else "")
