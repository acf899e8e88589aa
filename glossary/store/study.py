"""Cards and reviews on disk. Every method that writes is one committed transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, json

from glossary.store.door import Door
from glossary.study.model import Card, Direction, Memory, Phase, Rating, Review

_CARD = """id, concept_id, direction, detail, position, suspended, flag, buried_until, phase, step, stability,
    difficulty, due, last_review, reviews, lapses"""
_REVIEW = "card_id, concept_id, rating, at, took, phase, recall, leech, id"
_LATE = 1 << 62


class NewCard(Struct, frozen=True):
    """A card that is to be made."""

    concept_id: str
    direction: Direction
    detail: str = ""


class Wanted(Struct, frozen=True):
    """Which cards a session is about."""

    concepts: frozenset[str] | None = None
    """None: of all concepts."""
    directions: frozenset[str] | None = None

    def clause(self) -> tuple[str, tuple[object, ...]]:
        """SQL that begins with AND, or nothing, and its parameters."""
        parts, values = [], []
        for column, among in (("concept_id", self.concepts), ("direction", self.directions)):
            if among is not None:
                parts.append(f" AND card.{column} IN (SELECT value FROM json_each(?))")
                values.append(json.encode(sorted(among)).decode())
        return "".join(parts), tuple(values)


class Moment(Struct, frozen=True):
    """When one asks: now, and the study day it is in."""

    now: int
    day: int
    """Ordinal."""
    day_start: int
    day_end: int


class StudyStore:
    """The cards of one user's record."""

    def __init__(self, door: Door) -> None:
        self._door = door

    # Cards

    def add(self, cards: Iterable[NewCard], now: int) -> list[int]:
        """Make cards, in this order behind those that are there; returns the ids of those that were not there yet."""
        with self._door.transaction():
            run = self._door.connection.execute
            (position,) = run("SELECT coalesce(max(position), 0) FROM card").fetchone()
            added = []
            for number, card in enumerate(cards, position + 1):
                made = run(
                    """INSERT OR IGNORE INTO card (concept_id, direction, detail, position, created)
                    VALUES (?, ?, ?, ?, ?)""",
                    (card.concept_id, card.direction, card.detail, number, now),
                )
                if made.rowcount:
                    added.append(int(made.lastrowid or 0))
        return added

    def take_away(self, card_ids: Sequence[int]) -> int:
        """Remove cards that were never answered; one that was stays. Returns how many went."""
        with self._door.transaction():
            run = self._door.connection.execute
            return sum(
                run(
                    """DELETE FROM card WHERE id = ? AND phase = 0
                    AND NOT EXISTS (SELECT 1 FROM review WHERE card_id = card.id)""",
                    (card_id,),
                ).rowcount
                for card_id in card_ids
            )

    def card(self, card_id: int) -> Card | None:
        return self._door.one(_card, f"SELECT {_CARD} FROM card WHERE id = ?", card_id)

    def cards(self, concept_id: str | None = None) -> list[Card]:
        """All cards, or those of one concept, in the order in which they were made."""
        where, values = ("", ()) if concept_id is None else ("WHERE concept_id = ?", (concept_id,))
        return self._door.all(_card, f"SELECT {_CARD} FROM card {where} ORDER BY position, id", *values)

    def concepts_with_cards(self) -> set[str]:
        return set(self._door.all(lambda row: str(row[0]), "SELECT DISTINCT concept_id FROM card"))

    def mark(
        self, card_id: int, *, suspended: bool | None = None, flag: bool | None = None, buried_until: int | None = None
    ) -> None:
        """Change what the learner says of a card; None leaves it."""
        changes = {"suspended": suspended, "flag": flag, "buried_until": buried_until}
        given = {name: int(value) for name, value in changes.items() if value is not None}
        if given:
            columns = ", ".join(f"{name} = ?" for name in given)
            self._door.write(f"UPDATE card SET {columns} WHERE id = ?", *given.values(), card_id)

    def suspend(self, card_ids: Sequence[int], suspended: bool = True) -> None:
        """Have cards come no more, or again."""
        with self._door.transaction():
            for card_id in card_ids:
                self._door.connection.execute("UPDATE card SET suspended = ? WHERE id = ?", (suspended, card_id))

    def suspended(self) -> list[Card]:
        """The cards that come no more, in the order in which they were made."""
        return self._door.all(_card, f"SELECT {_CARD} FROM card WHERE suspended = 1 ORDER BY position, id")

    def put_in_order(self, card_ids: Sequence[int]) -> None:
        """Have new cards come in this order, before all others."""
        with self._door.transaction():
            run = self._door.connection.execute
            (first,) = run("SELECT coalesce(min(position), 0) FROM card").fetchone()
            for number, card_id in enumerate(card_ids, first - len(card_ids)):
                run("UPDATE card SET position = ? WHERE id = ?", (number, card_id))

    # The queue

    def learning_due(self, wanted: Wanted, day: int, until: int) -> Card | None:
        """The card being learnt that is due first, up to a time on a study day (its ordinal)."""
        clause, values = wanted.clause()
        return self._door.one(
            _card,
            f"""SELECT {_CARD} FROM card WHERE suspended = 0 AND phase IN ({Phase.LEARNING}, {Phase.RELEARNING})
            AND due <= ? AND buried_until <= ?{clause} ORDER BY due LIMIT 1""",
            until, day, *values,
        )  # fmt: skip

    def review_due(self, wanted: Wanted, when: Moment, siblings: bool) -> Card | None:
        """The learnt card that is due first on this study day."""
        return self._first(wanted, when, siblings, f"phase = {Phase.REVIEW} AND due < {when.day_end}", "due")

    def new(self, wanted: Wanted, when: Moment, siblings: bool) -> Card | None:
        """The first card that was never asked."""
        return self._first(wanted, when, siblings, f"phase = {Phase.NEW}", "position, id")

    def _first(self, wanted: Wanted, when: Moment, siblings: bool, which: str, order: str) -> Card | None:
        clause, values = self._open_today(wanted, when, siblings)
        statement = f"SELECT {_CARD} FROM card WHERE suspended = 0 AND {which}{clause} ORDER BY {order} LIMIT 1"
        return self._door.one(_card, statement, *values)

    def counts(self, wanted: Wanted, when: Moment, siblings: bool, at_most: tuple[int, int]) -> tuple[int, int, int]:
        """How many cards are new, being learnt and due on this study day; new and due ones up to ``at_most``, so that
        a large deck is not counted through. Where siblings wait for each other, one of them counts."""
        clause, values = self._open_today(wanted, when, siblings)
        learning, mine = wanted.clause()
        what = "DISTINCT concept_id" if siblings else "id"
        row = self._door.one(
            tuple,
            f"""SELECT
            (SELECT count(*) FROM (SELECT {what} FROM card
                WHERE suspended = 0 AND phase = {Phase.NEW}{clause} LIMIT ?)),
            (SELECT count(*) FROM card WHERE suspended = 0 AND phase IN (1, 3) AND due < ?
                AND buried_until <= {when.day}{learning}),
            (SELECT count(*) FROM (SELECT {what} FROM card
                WHERE suspended = 0 AND phase = {Phase.REVIEW} AND due < ?{clause} LIMIT ?))""",
            *values, at_most[0], when.day_end, *mine, when.day_end, *values, at_most[1],
        )  # fmt: skip
        assert row is not None
        new, learning_count, due = row
        return int(new), int(learning_count), int(due)

    def next_due(self, wanted: Wanted, phases: Sequence[Phase], day: int | None = None) -> int | None:
        """When the first card that stands in one of these phases is due; None if there is none. ``day``: without those
        put off beyond this study day."""
        clause, values = wanted.clause()
        if day is not None:
            clause += f" AND buried_until <= {day}"
        found = (
            self._door.one(
                lambda row: None if row[0] is None else int(row[0]),
                f"SELECT min(due) FROM card WHERE suspended = 0 AND phase = {int(phase)}{clause}",
                *values,
            )
            for phase in phases
        )
        return min((due for due in found if due is not None), default=None)

    def has_new(self, wanted: Wanted) -> bool:
        """Whether any card was never asked."""
        clause, values = wanted.clause()
        statement = f"SELECT 1 FROM card WHERE suspended = 0 AND phase = {Phase.NEW}{clause} LIMIT 1"
        return self._door.one(bool, statement, *values) is not None

    def has_any(self, wanted: Wanted) -> bool:
        """Whether there is any card at all, also one that is suspended."""
        clause, values = wanted.clause()
        return self._door.one(bool, f"SELECT 1 FROM card WHERE 1{clause} LIMIT 1", *values) is not None

    def queue(self, wanted: Wanted, when: Moment, siblings: bool) -> list[Card]:
        """Cards that may come today, those being learnt first, then the learnt ones, then new ones."""
        clause, values = wanted.clause()
        open_today, more = self._open_today(wanted, when, siblings)
        return self._door.all(
            _card,
            f"""SELECT {_CARD} FROM card WHERE suspended = 0 AND buried_until <= {when.day}
            AND (phase IN (1, 3) AND due < ?{clause} OR (phase = 0 OR phase = 2 AND due < ?){open_today})
            ORDER BY CASE phase WHEN 0 THEN 2 WHEN 2 THEN 1 ELSE 0 END,
            CASE phase WHEN 0 THEN position ELSE due END, id""",
            when.day_end, *values, when.day_end, *more,
        )  # fmt: skip

    def _open_today(self, wanted: Wanted, when: Moment, siblings: bool) -> tuple[str, tuple[object, ...]]:
        """That a card is not buried and, if siblings wait, that none of them is being learnt or was asked today."""
        clause, values = wanted.clause()
        clause += f" AND buried_until <= {when.day}"
        if siblings:
            clause += f""" AND NOT EXISTS (SELECT 1 FROM review WHERE review.concept_id = card.concept_id
                AND review.at >= {when.day_start} AND review.at < {when.day_end} AND review.card_id != card.id)
                AND NOT EXISTS (SELECT 1 FROM card AS other WHERE other.concept_id = card.concept_id
                AND other.id != card.id AND other.suspended = 0 AND other.phase IN (1, 3))"""
        return clause, values

    # Reviews

    def answer(self, review: Review, after: Memory) -> int:
        """Keep an answer and what it leaves; returns the review's id."""
        with self._door.transaction():
            number = self._keep(review)
            self._remember(review.card_id, after)
            if review.leech:
                self._door.connection.execute("UPDATE card SET suspended = 1 WHERE id = ?", (review.card_id,))
        return number

    def take_in(self, reviews: Iterable[Review], memories: Iterable[tuple[int, Memory]]) -> None:
        """Keep answers that were given elsewhere, and what they leave, all at once."""
        with self._door.transaction():
            for review in reviews:
                self._keep(review)
            for card_id, memory in memories:
                self._remember(card_id, memory)

    def _keep(self, review: Review) -> int:
        row = self._door.connection.execute(
            """INSERT INTO review (card_id, concept_id, rating, at, took, phase, recall, leech)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                review.card_id, review.concept_id, int(review.rating), review.at, review.took, int(review.phase),
                review.recall, int(review.leech),
            ),
        )  # fmt: skip
        return int(row.lastrowid or 0)

    def take_back(self, review: Review, before: Memory) -> None:
        """Undo an answer: it is gone, and the card as it was."""
        with self._door.transaction():
            self._door.connection.execute("DELETE FROM review WHERE id = ?", (review.id,))
            self._remember(review.card_id, before)
            if review.leech:
                self._door.connection.execute("UPDATE card SET suspended = 0 WHERE id = ?", (review.card_id,))

    def remember(self, memories: Iterable[tuple[int, Memory]]) -> None:
        """Replace what many cards remember, all at once: after a change of settings."""
        with self._door.transaction():
            for card_id, memory in memories:
                self._remember(card_id, memory)

    def _remember(self, card_id: int, memory: Memory) -> None:
        self._door.connection.execute(
            """UPDATE card SET phase = ?, step = ?, stability = ?, difficulty = ?, due = ?, last_review = ?,
            reviews = ?, lapses = ? WHERE id = ?""",
            (
                int(memory.phase), memory.step, memory.stability, memory.difficulty, memory.due, memory.last_review,
                memory.reviews, memory.lapses, card_id,
            ),
        )  # fmt: skip

    def last_review(self) -> Review | None:
        """The answer given last."""
        return self._door.one(_review, f"SELECT {_REVIEW} FROM review ORDER BY id DESC LIMIT 1")

    def reviews(self, since: int = 0, until: int = _LATE, card_id: int | None = None) -> list[Review]:
        """Answers from a time on, up to and without another, of all cards or one; the oldest first."""
        where, values = "at >= ? AND at < ? ORDER BY at, id", [since, until]
        if card_id is not None:
            where, values = f"card_id = ? AND {where}", [card_id, *values]
        return self._door.all(_review, f"SELECT {_REVIEW} FROM review WHERE {where}", *values)

    def asked(self, when: Moment) -> tuple[int, int]:
        """How many new cards were introduced on this study day, and how many learnt ones were asked."""
        row = self._door.one(
            tuple,
            """SELECT coalesce(sum(phase = 0), 0), coalesce(sum(phase = 2), 0) FROM review WHERE at >= ? AND at < ?""",
            when.day_start, when.day_end,
        )  # fmt: skip
        assert row is not None
        return int(row[0]), int(row[1])

    def seconds_each(self, last: int = 200) -> float | None:
        """Seconds that an answer took of late; None where none was measured."""
        row = self._door.one(
            tuple, "SELECT avg(took) FROM (SELECT took FROM review WHERE took > 0 ORDER BY id DESC LIMIT ?)", last
        )
        return None if row is None or row[0] is None else float(row[0]) / 1000

    def known_concepts(self, interval: int) -> dict[str, bool]:
        """The concepts with a card that was ever asked, and whether each such card has at least this interval in
        milliseconds."""
        return dict(
            self._door.all(
                lambda row: (str(row[0]), bool(row[1])),
                f"""SELECT concept_id, min(phase = {Phase.REVIEW} AND due - last_review >= ?) FROM card
                WHERE suspended = 0 AND phase > 0 GROUP BY concept_id""",
                interval,
            )
        )


def _card(row: Sequence[Any]) -> Card:
    memory = Memory(Phase(row[8]), *row[9:])
    return Card(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6]), row[7], memory)


def _review(row: Sequence[Any]) -> Review:
    return Review(row[0], row[1], Rating(row[2]), row[3], row[4], Phase(row[5]), row[6], bool(row[7]), row[8])
