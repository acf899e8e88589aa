"""What Anki's database says of notes, cards and answers, of every schema, as plain values."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from glossary.anki.model import AnkiError

_SEPARATOR: Final = "\x1f"
_SUSPENDED: Final = -1
_LOG_FILTERED: Final = 3
_LOG_KINDS: Final = range(4)
"""Answers to new, learnt, forgotten cards and in filtered decks; beyond are changes of the schedule by hand."""


class NoteType(Struct, frozen=True):
    name: str
    fields: tuple[str, ...]
    templates: tuple[str, ...]
    cloze: bool


class Answer(Struct, frozen=True):
    """One answer in Anki."""

    at: int
    """Milliseconds since 1970; with the card it names the answer."""
    ease: int
    """1 to 4, as our ratings."""
    took: int


class Card(Struct, frozen=True):
    ordinal: int
    interval: int
    """Whole days; 0 while it is new or being learnt."""
    suspended: bool
    asked: bool
    answers: tuple[Answer, ...] = ()
    """The oldest first; neither what was set by hand nor what left the schedule alone."""


class Note(Struct, frozen=True):
    type: NoteType
    fields: Mapping[str, str]
    """HTML by field."""
    cards: tuple[Card, ...]

    def template(self, card: Card) -> str:
        """The name of the template that a card is made by; empty for a cloze."""
        names = self.type.templates
        return names[card.ordinal] if not self.type.cloze and 0 <= card.ordinal < len(names) else ""


def read_notes(connection: sqlite3.Connection, name: str) -> list[Note]:
    """All notes in their order. Raises AnkiError where the note types cannot be read."""
    types = _types(connection, name)
    answers: dict[int, list[Answer]] = {}
    for at, card, ease, took, kind, factor in connection.execute(
        "SELECT id, cid, ease, time, type, factor FROM revlog ORDER BY id"
    ):
        if not all(isinstance(value, int) for value in (at, card, ease, kind)) or kind not in _LOG_KINDS:
            continue
        # A filtered deck that leaves the schedule alone writes no ease factor; such an answer is none.
        if 1 <= ease <= 4 and not (kind == _LOG_FILTERED and factor == 0):
            answers.setdefault(card, []).append(Answer(at, ease, max(0, _whole(took))))
    cards: dict[int, list[Card]] = {}
    for card_id, note, ordinal, interval, queue, kind, reps in connection.execute(
        "SELECT id, nid, ord, ivl, queue, type, reps FROM cards ORDER BY nid, ord"
    ):
        card = Card(
            _whole(ordinal), max(0, _whole(interval)), queue == _SUSPENDED, _whole(kind) > 0 or _whole(reps) > 0,
            tuple(answers.get(card_id, ())),
        )  # fmt: skip
        cards.setdefault(note, []).append(card)
    found = []
    for note, type_id, values in connection.execute("SELECT id, mid, flds FROM notes ORDER BY id"):
        kind = types.get(type_id)
        if kind is not None and isinstance(values, str):
            fields = dict(zip(kind.fields, values.split(_SEPARATOR), strict=False))
            found.append(Note(kind, fields, tuple(cards.get(note, ()))))
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _types(connection: sqlite3.Connection, name: str) -> dict[int, NoteType]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if {"notetypes", "fields", "templates"} <= tables:
        return _types_in_tables(connection)
    try:
        return _types_in_json(json.loads(connection.execute("SELECT models FROM col").fetchone()[0]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnkiError(
            f"{name} holds a collection whose note types cannot be read; export it from Anki again."
        ) from error


def _types_in_json(models: Mapping[str, Any]) -> dict[int, NoteType]:
    return {
        int(identity): NoteType(
            str(model["name"]),
            tuple(str(field["name"]) for field in _in_order(model["flds"])),
            tuple(str(template["name"]) for template in _in_order(model["tmpls"])),
            model.get("type") == 1,
        )
        for identity, model in models.items()
    }


def _in_order(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(items, key=lambda item: int(item.get("ord") or 0))


def _types_in_tables(connection: sqlite3.Connection) -> dict[int, NoteType]:
    fields = _named(connection, "fields")
    templates = _named(connection, "templates")
    return {
        identity: NoteType(str(name), fields.get(identity, ()), templates.get(identity, ()), _is_cloze(config))
        for identity, name, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def _named(connection: sqlite3.Connection, table: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for identity, name in connection.execute(f"SELECT ntid, name FROM {table} ORDER BY ntid, ord"):
        found[identity] = (*found.get(identity, ()), str(name))
    return found


def _is_cloze(config: object) -> bool:
    """``config`` is a protobuf message whose field 1, if it is there, comes first: the kind, 1 for cloze."""
    return isinstance(config, bytes) and config[:2] == b"\x08\x01"
