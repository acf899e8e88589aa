"""JSON: an array of whole concepts, as ``duban glossary list --json`` prints it. It holds everything.

A concept may leave fields out: what an import does not find there stays as it is.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from glossary.exchange.entry import LINKS, TEXTS, Contents, Entry, GivenRendering, GivenTerm
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.text import ExchangeError, decode
from glossary.exchange.words import kind_word, status_word
from glossary.model import Concept, Example
from glossary.serialise import concept_to_dict

FIELDS = frozenset({"id", "terms", "renderings", "examples", "origin", *TEXTS, *LINKS})
_PARTS = {
    "terms": frozenset({"hans", "hant", "reading", "readings", "status", "kind"}),
    "renderings": frozenset({"text", "status", "note"}),
    "examples": frozenset({"zh", "en", "source"}),
}


def write_json(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    before = "["
    for concept in concepts:
        text = json.dumps({**concept_to_dict(concept)}, ensure_ascii=False, indent=1)
        try:
            data = text.encode()
        except UnicodeEncodeError:  # lone surrogates
            data = json.dumps(concept_to_dict(concept), indent=1).encode()
        out.write(before.encode() + b"\n" + data)
        before = ","
    out.write(b"\n]\n" if before == "," else b"[]\n")


def read_json(data: bytes, name: str, options: ReadOptions) -> Contents:  # noqa: ARG001
    """Read an array of concepts. Raises ExchangeError where it is no JSON array."""
    try:
        rows = json.loads(decode(data, name))
    except RecursionError as error:
        raise ExchangeError(f"{name} is nested too deeply to be a glossary.") from error
    except ValueError as error:
        raise ExchangeError(f"{name} is not valid JSON: {error}.") from error
    if not isinstance(rows, list):
        raise ExchangeError(f"{name} is no glossary: an array of concepts, as `duban glossary list --json` prints it.")
    return Contents([_entry(row, number) for number, row in enumerate(rows, 1)])


def _entry(row: object, number: int) -> Entry:
    entry = Entry(f"entry {number}")
    if not isinstance(row, Mapping):
        entry.fault("a concept must be an object.")
        return entry
    entry.id = _text(entry, row, "id", "").strip()
    if entry.id:
        entry.where = f"entry {number} ({entry.id})"
    _known(entry, row, FIELDS, "")
    for field in TEXTS:
        entry.add_text(field, _text(entry, row, field, ""))
    for field in LINKS:
        for target in _items(entry, row, field, str, "concept ids"):
            entry.add_link(field, target)
    for place, part in _parts(entry, row, "terms"):
        entry.add_term(_term(entry, part, place))
    for place, part in _parts(entry, row, "renderings"):
        text = _required(entry, part, "text", place)
        status = _word(entry, part, "status", status_word, place)
        entry.renderings.append(GivenRendering(text, status, _text(entry, part, "note", place)))
    for place, part in _parts(entry, row, "examples"):
        zh = _required(entry, part, "zh", place)
        entry.examples.append(Example(zh, _text(entry, part, "en", place), _text(entry, part, "source", place)))
    return entry


def _term(entry: Entry, part: Mapping[str, Any], place: str) -> GivenTerm:
    hans, hant = _text(entry, part, "hans", place), _text(entry, part, "hant", place)
    if not (hans + hant).strip():
        entry.fault(f"{place}: hans and hant are missing or empty.")
    reading: str | tuple[str | None, ...] | None = _text(entry, part, "reading", place) or None
    readings = part.get("readings")
    if isinstance(readings, list) and all(isinstance(item, str | None) for item in readings):
        reading = tuple(readings)
    elif readings is not None:
        entry.fault(f"{place}: readings must be a list of syllables and nulls.")
    status = _word(entry, part, "status", status_word, place)
    return GivenTerm(hans, hant, "", reading, status, _word(entry, part, "kind", kind_word, place))


def _parts(entry: Entry, row: Mapping[str, Any], field: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for number, part in enumerate(_items(entry, row, field, dict, "objects")):
        place = f"{field}[{number}]"
        _known(entry, part, _PARTS[field], place)
        yield place, part


def _items(entry: Entry, row: Mapping[str, Any], field: str, kind: type, what: str) -> list[Any]:
    value = row.get(field)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        entry.fault(f"{field} must be a list of {what}.")
        return []
    return value


def _known(entry: Entry, row: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    for field in row:
        if field not in known:
            entry.fault(f"{_at(place)}there is no field “{field}”; the fields are {', '.join(sorted(known))}.")


def _text(entry: Entry, row: Mapping[str, Any], field: str, place: str) -> str:
    value = row.get(field)
    if value is None or isinstance(value, str):
        return value or ""
    entry.fault(f"{_at(place)}{field} must be a text.")
    return ""


def _required(entry: Entry, row: Mapping[str, Any], field: str, place: str) -> str:
    value = _text(entry, row, field, place)
    if not value.strip() and isinstance(row.get(field), str | None):
        entry.fault(f"{place}: {field} is missing or empty.")
    return value


def _word(entry: Entry, row: Mapping[str, Any], field: str, read: Any, place: str) -> Any:
    value = _text(entry, row, field, place)
    found = read(value) if value else None
    if value and found is None:
        entry.fault(f"{place}: {field} is “{value}”, which is none that duban knows.")
    return found


def _at(place: str) -> str:
    return f"{place}: " if place else ""
