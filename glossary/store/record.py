"""The learner's record: places, bookmarks, corrections, word status, own concepts, preferences.

Every method that writes is one committed transaction. Times come in as aware datetimes and are kept in UTC.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from glossary.store.door import Door

WordStatus = Literal["learning", "known", "ignored"]
OwnConcept = Mapping[str, Any] | Literal["hidden"] | None
"""What the user's record says of a concept: all of it, that it is taken away, or nothing."""
_EVERY_TEXT = ""


class Place(Struct, frozen=True):
    """Where somebody stopped reading. ``offset`` is a code point of the paragraph."""

    text_id: str
    paragraph: int
    offset: int
    at: datetime


class Bookmark(Struct, frozen=True):
    text_id: str
    paragraph: int
    offset: int
    label: str
    at: datetime


class ReadingFix(Struct, frozen=True):
    """``surface`` (simplified) is read so; in one text, or everywhere where ``text_id`` is None."""

    surface: str
    readings: tuple[str | None, ...]
    text_id: str | None


class CutFix(Struct, frozen=True):
    """``surface`` (simplified) falls into words of these lengths in code points."""

    surface: str
    lengths: tuple[int, ...]
    text_id: str | None


class Record(Door):
    """One user's record. Safe to use from several threads; they take turns."""

    # Places

    def place(self, text_id: str) -> Place | None:
        return self.one(_place, "SELECT * FROM place WHERE text_id = ?", text_id)

    def places(self) -> list[Place]:
        """The place of every text that was ever read."""
        return self.all(_place, "SELECT * FROM place")

    def last_place(self) -> Place | None:
        """The place of the text that was read last."""
        return self.one(_place, "SELECT * FROM place ORDER BY at DESC LIMIT 1")

    def save_place(self, place: Place) -> None:
        values = (place.text_id, place.paragraph, place.offset, _utc(place.at))
        self.write("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", *values)

    # Bookmarks

    def bookmarks(self, text_id: str) -> list[Bookmark]:
        """In the order of the text."""
        return self.all(_bookmark, "SELECT * FROM bookmark WHERE text_id = ? ORDER BY paragraph", text_id)

    def save_bookmark(self, mark: Bookmark) -> None:
        values = (mark.text_id, mark.paragraph, mark.offset, mark.label, _utc(mark.at))
        self.write("INSERT OR REPLACE INTO bookmark VALUES (?, ?, ?, ?, ?)", *values)

    def remove_bookmark(self, text_id: str, paragraph: int) -> None:
        self.write("DELETE FROM bookmark WHERE text_id = ? AND paragraph = ?", text_id, paragraph)

    # Corrections

    def reading_fixes(self, text_id: str) -> list[ReadingFix]:
        """Those that hold in this text: the general ones first, so that the text's own come last and win."""
        return self.all(_reading_fix, _FIXES.format("reading_fix"), text_id)

    def all_reading_fixes(self) -> list[ReadingFix]:
        """Those of every text."""
        return self.all(_reading_fix, "SELECT * FROM reading_fix")

    def save_reading_fix(self, fix: ReadingFix, now: datetime) -> None:
        values = (fix.text_id or _EVERY_TEXT, fix.surface, json.dumps(fix.readings), _utc(now))
        self.write("INSERT OR REPLACE INTO reading_fix VALUES (?, ?, ?, ?)", *values)

    def remove_reading_fix(self, surface: str, text_id: str | None) -> None:
        self.write(_REMOVE_FIX.format("reading_fix"), text_id or _EVERY_TEXT, surface)

    def cut_fixes(self, text_id: str) -> list[CutFix]:
        """As ``reading_fixes``."""
        return self.all(_cut_fix, _FIXES.format("cut_fix"), text_id)

    def save_cut_fix(self, fix: CutFix, now: datetime) -> None:
        if sum(fix.lengths) != len(fix.surface) or min(fix.lengths, default=0) < 1:
            raise ValueError(f"{fix.lengths} do not cut “{fix.surface}”")
        values = (fix.text_id or _EVERY_TEXT, fix.surface, json.dumps(fix.lengths), _utc(now))
        self.write("INSERT OR REPLACE INTO cut_fix VALUES (?, ?, ?, ?)", *values)

    def remove_cut_fix(self, surface: str, text_id: str | None) -> None:
        self.write(_REMOVE_FIX.format("cut_fix"), text_id or _EVERY_TEXT, surface)

    # Words

    def statuses(self) -> dict[str, WordStatus]:
        """Every word (simplified) that has a status."""
        return dict(self.all(lambda row: (row[0], row[1]), "SELECT word, status FROM word_status"))

    def set_status(self, word: str, status: WordStatus | None, now: datetime) -> None:
        """None takes the status away."""
        if status is None:
            self.write("DELETE FROM word_status WHERE word = ?", word)
        else:
            self.write("INSERT OR REPLACE INTO word_status VALUES (?, ?, ?)", word, status, _utc(now))

    # Own concepts, as records that ``serialise`` makes. What is changed together is taken back together.

    def concepts(self, at_most: int = -1) -> list[Mapping[str, Any]]:
        """The user's own concepts, those that stand in place of bundled ones among them."""
        return self.all(_record, "SELECT record FROM concept WHERE record != 'null' ORDER BY id LIMIT ?", at_most)

    def written_concepts(self) -> list[tuple[str, str]]:
        """The same as they stand there: (id, record as JSON)."""
        return self.all(tuple, "SELECT id, record FROM concept WHERE record != 'null' ORDER BY id")

    def own_concept(self, concept_id: str) -> OwnConcept:
        """The user's own concept of this id, "hidden" for a bundled one that was taken away, None for neither."""
        state = self.one(lambda row: str(row[0]), "SELECT record FROM concept WHERE id = ?", concept_id)
        return None if state is None else "hidden" if state == "null" else _record((state,))

    def count_concepts(self) -> int:
        """How many concepts the user has a say on."""
        return self.one(lambda row: int(row[0]), "SELECT count(*) FROM concept") or 0

    def hidden_concepts(self) -> set[str]:
        """Ids of bundled concepts that the user has taken away."""
        return set(self.all(lambda row: row[0], "SELECT id FROM concept WHERE record = 'null'"))

    def change_concepts(self, what: str, changes: Mapping[str, OwnConcept], now: datetime) -> None:
        """Bring each concept into its new state, all or none; ``what`` says it in words, for the undo."""
        with self.transaction():
            (batch,) = self.connection.execute(_NEXT_BATCH).fetchone()
            for concept_id, state in changes.items():
                before = self._own_state(concept_id)
                after = None if state is None else "null" if state == "hidden" else _json(state)
                if before != after:
                    self._put_concept(concept_id, after, _utc(now))
                    values = (batch, what, concept_id, before, after, _utc(now))
                    self.connection.execute(_NOTE_CHANGE, values)

    def undo_concepts(self, now: datetime) -> str | None:
        """Take back the last change of concepts that stands; returns its words, None if there is none."""
        with self.transaction():
            rows = self.connection.execute(_LAST_BATCH).fetchall()
            for _, _, concept_id, before in rows:
                self._put_concept(concept_id, before, _utc(now))
            if not rows:
                return None
            self.connection.execute("DELETE FROM concept_change WHERE batch = ?", (rows[0][0],))
            return str(rows[0][1])

    def last_change(self) -> str | None:
        """In words, what ``undo_concepts`` would take back."""
        return self.one(lambda row: str(row[1]), _LAST_BATCH)

    def _own_state(self, concept_id: str) -> str | None:
        row = self.connection.execute("SELECT record FROM concept WHERE id = ?", (concept_id,)).fetchone()
        return None if row is None else str(row[0])

    def _put_concept(self, concept_id: str, state: str | None, at: str) -> None:
        if state is None:
            self.connection.execute("DELETE FROM concept WHERE id = ?", (concept_id,))
        else:
            self.connection.execute("INSERT OR REPLACE INTO concept VALUES (?, ?, ?)", (concept_id, state, at))

    # Candidates that were looked at and are no terms

    def rejected_terms(self) -> set[str]:
        """Their simplified forms."""
        return set(self.all(lambda row: row[0], "SELECT surface FROM rejected_term"))

    def reject_term(self, surface: str, now: datetime) -> None:
        self.write("INSERT OR REPLACE INTO rejected_term VALUES (?, ?)", surface, _utc(now))

    def unreject_term(self, surface: str) -> None:
        self.write("DELETE FROM rejected_term WHERE surface = ?", surface)

    def has_cards(self) -> bool:
        """Whether there is any flashcard; all else about them is the ``StudyStore``'s."""
        return self.one(bool, "SELECT 1 FROM card LIMIT 1") is not None

    # Preferences: what was toggled last

    def preference(self, name: str) -> Any:
        """Whatever was kept under this name; None if nothing was."""
        return self.one(lambda row: json.loads(row[0]), "SELECT value FROM preference WHERE name = ?", name)

    def save_preference(self, name: str, value: Any) -> None:
        self.write("INSERT OR REPLACE INTO preference VALUES (?, ?)", name, json.dumps(value, ensure_ascii=False))


_FIXES = "SELECT * FROM {} WHERE text_id IN ('', ?) ORDER BY text_id, at"
_REMOVE_FIX = "DELETE FROM {} WHERE text_id = ? AND surface = ?"
_NEXT_BATCH = "SELECT coalesce(max(batch), 0) + 1 FROM concept_change"
_NOTE_CHANGE = """INSERT INTO concept_change (batch, what, concept_id, before, after, at) VALUES (?, ?, ?, ?, ?, ?)"""
_LAST_BATCH = """SELECT batch, what, concept_id, before FROM concept_change
    WHERE batch = (SELECT max(batch) FROM concept_change) ORDER BY number DESC"""


def _record(row: Sequence[Any]) -> Mapping[str, Any]:
    record: Mapping[str, Any] = json.loads(row[0])
    return record


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be kept")
    return moment.astimezone(UTC).isoformat()


def _place(row: Sequence[Any]) -> Place:
    return Place(row[0], row[1], row[2], datetime.fromisoformat(row[3]))


def _bookmark(row: Sequence[Any]) -> Bookmark:
    return Bookmark(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]))


def _reading_fix(row: Sequence[Any]) -> ReadingFix:
    return ReadingFix(row[1], tuple(json.loads(row[2])), row[0] or None)


def _cut_fix(row: Sequence[Any]) -> CutFix:
    return CutFix(row[1], tuple(json.loads(row[2])), row[0] or None)
