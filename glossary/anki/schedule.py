"""What is remembered of a card, and its answers, in the columns of Anki's database. Pure."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from glossary.study.days import Day
from glossary.study.model import DAY_MS, Card, Phase, Rating, Review

_SUSPENDED: Final = -1
_LEARNING: Final = 1
_REVIEW: Final = 2
_EASE: Final = 2500
"""Per mille; FSRS has no ease, and Anki keeps this beside it for who goes back to SM-2."""
_LEFT: Final = 1001
"""One learning step is left, and it can be done today."""
_MOST_DAYS: Final = 36_500
_MOST_TAKEN: Final = 600_000


class CardState(NamedTuple):
    """Columns of Anki's table ``cards``."""

    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    data: str


class Entry(NamedTuple):
    """Columns of Anki's table ``revlog``, less the card."""

    id: int
    """Milliseconds since 1970, one only for each answer."""
    ease: int
    ivl: int
    """Days until the next review; below zero, seconds."""
    last_ivl: int
    factor: int
    time: int
    type: int


def card_state(card: Card, today: Day, retention: float) -> CardState | None:
    """A card as Anki would have it, in a collection whose first day is ``today``; None for one that was never asked."""
    memory = card.memory
    if memory.phase is Phase.NEW or memory.due is None or memory.last_review is None:
        return None
    learnt = memory.phase is Phase.REVIEW
    due = (memory.due - today.start) // DAY_MS if learnt else memory.due // 1000
    queue = _SUSPENDED if card.suspended else _REVIEW if learnt else _LEARNING
    data = {} if memory.stability is None or memory.difficulty is None else {
        "s": round(memory.stability, 4), "d": round(memory.difficulty, 3), "dr": round(retention, 2),
        "lrt": memory.last_review // 1000,
    }  # fmt: skip
    return CardState(
        type=int(memory.phase),
        queue=queue,
        due=due,
        ivl=_days(memory.interval) if learnt else 0,
        factor=_EASE,
        reps=memory.reviews,
        lapses=memory.lapses,
        left=0 if learnt else _LEFT,
        data=json.dumps(data, separators=(",", ":")) if data else "",
    )


def _days(interval: int) -> int:
    return max(1, min(round(interval / DAY_MS), _MOST_DAYS))


def numbered(reviews: Iterable[Review]) -> dict[int, list[tuple[int, Review]]]:
    """By card, every answer with its number in Anki: its time, or the next free millisecond where another answer has
    the same. Always of all answers, so that an answer keeps its number and is known again when it comes back."""
    found: dict[int, list[tuple[int, Review]]] = {}
    last = 0
    for review in sorted(reviews, key=lambda review: (review.at, review.id)):
        last = max(review.at, last + 1)
        found.setdefault(review.card_id, []).append((last, review))
    return found


def entries(reviews: Sequence[tuple[int, Review]], interval: int = 0) -> list[Entry]:
    """The answers to one card as Anki's log has them. ``interval``: milliseconds for which the last one put the card
    off; of those before, it is the time that really passed."""
    found = []
    before = 0
    for n, (number, review) in enumerate(reviews):
        after = reviews[n + 1][1].at if n + 1 < len(reviews) else None
        put_off = _log_interval(interval if after is None else after - review.at)
        kind = {Phase.NEW: 0, Phase.LEARNING: 0, Phase.REVIEW: 1, Phase.RELEARNING: 2}[review.phase]
        found.append(Entry(number, int(review.rating), put_off, before, _EASE, min(review.took, _MOST_TAKEN), kind))
        before = put_off
    return found


def _log_interval(milliseconds: int) -> int:
    return round(milliseconds / DAY_MS) if milliseconds >= DAY_MS else -max(1, milliseconds // 1000)


def rating_of(ease: int) -> Rating | None:
    """A button of Anki's as a rating; None for what was no answer."""
    return Rating(ease) if 1 <= ease <= 4 else None
