"""Yomitan dictionaries read: our own to the last part, those of others as names, readings and renderings.

The archive is opened as dictionaries are: in memory, within bounds, and no name in it becomes a path.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from glossary.dictionary.incoming.archive import Unpacked, unpacked
from glossary.dictionary.incoming.yomitan import meaning_lines
from glossary.exchange.entry import LINKS, Contents, Entry, GivenTerm
from glossary.exchange.options import ReadOptions
from glossary.exchange.text import ExchangeError
from glossary.exchange.words import kind_word, status_word
from glossary.fold import fold
from glossary.model import Example

_LARGEST = 256 * 1024 * 1024
"""Bytes of all banks together, unpacked."""
_BANK = re.compile(r"term_bank_(\d+)\.json")
_RENDERING = 80
"""Characters up to which a gloss is taken for a rendering; a longer one defines."""
_DEEPEST = 200


def read_yomitan(data: bytes, name: str, options: ReadOptions) -> Contents:
    """Raises ExchangeError where it is no dictionary of Yomitan, DictionaryError where it is not safe to read."""
    archive = unpacked(data, name, _LARGEST) if data.startswith(b"PK") else None
    if archive is None:
        raise ExchangeError(f"{name} is no zip archive, as dictionaries of Yomitan are.")
    if "index.json" not in archive.names:
        raise ExchangeError(f"{name} is no Yomitan dictionary: it has no index.json at its top.")
    index = _json(archive, "index.json", name)
    form = index.get("format", index.get("version")) if isinstance(index, Mapping) else None
    if form not in (1, 2, 3):
        raise ExchangeError(f"{name} is a Yomitan dictionary of a format that duban does not know ({form}).")
    banks = sorted((int(found[1]), file) for file in archive.names if (found := _BANK.fullmatch(file)))
    if not banks:
        raise ExchangeError(f"{name} holds no terms: no term_bank_1.json.")
    gatherer = _Gatherer(options)
    for _, bank in banks:
        rows = _json(archive, bank, name)
        if not isinstance(rows, list):
            raise ExchangeError(f"{name}: {bank} is no list of terms.")
        for number, row in enumerate(rows, 1):
            gatherer.add(f"{bank}, row {number}", row, form == 1)
    return gatherer.contents


def _json(archive: Unpacked, file: str, name: str) -> Any:
    try:
        return json.loads(archive[file].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"{name}: {file} is not valid JSON ({error}).") from error


class _Gatherer:
    """Puts rows together to concepts: those of one id, else of one sequence number and name, else of one name."""

    def __init__(self, options: ReadOptions) -> None:
        self.contents = Contents()
        self._options = options
        self._entries: dict[tuple[object, ...], Entry] = {}

    def add(self, where: str, row: object, flat_glosses: bool) -> None:
        least = 5 if flat_glosses else 8
        if not isinstance(row, list) or len(row) < least or not all(isinstance(cell, str) for cell in row[:2]):
            self.contents.fault(where, "is no row of a term bank.")
            return
        term, reading = row[0].strip(), row[1].strip()
        if not term:
            self.contents.fault(where, "has no term.")
            return
        glosses = row[5:] if flat_glosses else row[5]
        if not isinstance(glosses, list):
            self.contents.fault(where, "has no list of definitions.")
            return
        ours = next((node for node in _marked(glosses) if node["data"]["duban"] == "concept"), None)
        if ours is not None:
            self._own(where, ours, reading)
        else:
            sequence = row[6] if not flat_glosses and isinstance(row[6], int) and row[6] > 0 else None
            self._other(where, term, reading, glosses, sequence)

    def _own(self, where: str, node: Mapping[str, Any], reading: str) -> None:
        data = {key: value for key, value in node["data"].items() if isinstance(value, str)}
        identity = data.get("id", "").strip()
        key = ("own", identity or where)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = Entry(f"{where} ({identity})" if identity else where, identity)
            self.contents.entries.append(entry)
            for name in ("domain", "subdomain", "platform"):
                entry.add_text(name, data.get(name, ""))
            _read_body(entry, node.get("content"))
        hans, hant = data.get("hans", ""), data.get("hant", "")
        if all((term.hans, term.hant) != (hans, hant) for term in entry.terms):
            status, kind = status_word(data.get("status", "")), kind_word(data.get("kind", ""))
            entry.add_term(GivenTerm(hans, hant, "", reading or None, status, kind))

    def _other(self, where: str, term: str, reading: str, glosses: list[Any], sequence: int | None) -> None:
        texts = [text for gloss in glosses for text in meaning_lines(gloss)]
        key = ("sequence", sequence, reading) if sequence else ("name", fold(term), reading, tuple(texts))
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = Entry(where)
            self.contents.entries.append(entry)
        entry.add_form(term, self._options.script, reading=reading if reading != term and reading else None)
        for text in texts:
            if len(text) <= _RENDERING:
                entry.add_rendering(text)
            elif text not in entry.texts.get("definition_en", ""):
                entry.texts["definition_en"] = "\n".join(filter(None, (entry.texts.get("definition_en"), text)))


def _marked(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every node that bears our mark, in order; none inside another marked one."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _marked(item, depth + 1)
    elif isinstance(value, Mapping):
        data = value.get("data")
        if isinstance(data, Mapping) and isinstance(data.get("duban"), str):
            yield value
        else:
            yield from _marked(value.get("content"), depth + 1)


def _parts(node: Mapping[str, Any]) -> dict[str, str]:
    return {part["data"]["duban"]: _plain(part.get("content")) for part in _marked(node.get("content"))}


def _read_body(entry: Entry, content: Any) -> None:
    for node in _marked(content):
        data = cast("Mapping[str, Any]", node["data"])
        name = data["duban"]
        if name == "rendering":
            parts = _parts(node)
            entry.add_rendering(parts.get("text", ""), status_word(str(data.get("status", ""))), parts.get("note", ""))
        elif name in ("definition-en", "definition-zh", "source"):
            entry.add_text(name.replace("-", "_"), _plain(node.get("content")))
        elif name == "example":
            parts = _parts(node)
            entry.examples.append(Example(parts.get("zh", ""), parts.get("en", ""), parts.get("source", "")))
        elif name in LINKS:
            entry.add_link(name, str(data.get("to", "")))


def _plain(content: Any, depth: int = 0) -> str:
    """The text of structured content."""
    if isinstance(content, str):
        return content
    if depth > _DEEPEST:
        return ""
    if isinstance(content, list):
        return "".join(_plain(part, depth + 1) for part in content)
    return _plain(content.get("content"), depth + 1) if isinstance(content, Mapping) else ""
