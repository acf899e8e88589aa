"""When a card comes again: FSRS-6 by the ``fsrs`` package, the only place that knows it.

Everything is derived: the same reviews and settings always give the same memory. So the small random shift that keeps
cards learnt together from coming together for ever ("fuzz") hangs on the card and on how often it was reviewed, not on
a global random number as in ``fsrs``; its ranges are those of FSRS (fsrs.scheduler.FUZZ_RANGES).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from glossary.study.model import DAY_MS, Memory, Phase, Rating

if TYPE_CHECKING:
    from fsrs import Scheduler

_FUZZ: Final = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
_UNFUZZED: Final = 2.5
"""Days up to which an interval stands as it is."""
_MINUTE: Final = 60_000


class StudySettings(Struct, frozen=True):
    """What the learner chose. Minutes for steps, days for the longest interval."""

    desired_retention: float = 0.9
    learning_steps: tuple[float, ...] = (1, 10)
    relearning_steps: tuple[float, ...] = (10,)
    maximum_interval: int = 36_500
    weights: tuple[float, ...] = ()
    """The 21 weights of FSRS-6; empty for the usual ones."""
    fuzz: bool = True
    new_a_day: int = 20
    reviews_a_day: int = 200
    leech_after: int = 8
    """Lapses after which a card is suspended; 0 for never."""
    bury_siblings: bool = True
    """Two cards of one concept do not come on one day."""


def misfit(weights: Sequence[float]) -> tuple[int, float, float] | None:
    """The first weight (counted from 1) that FSRS-6 cannot take, with the least and the most it may be."""
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

    bounds = zip(weights, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return next(((n, low, high) for n, (w, low, high) in enumerate(bounds, 1) if not low <= w <= high), None)


class Scheduling:
    """FSRS-6 with one learner's settings."""

    def __init__(self, settings: StudySettings) -> None:
        self.settings = settings

    @cached_property
    def _fsrs(self) -> "Scheduler":
        from fsrs import Scheduler
        from fsrs.scheduler import DEFAULT_PARAMETERS

        chosen = self.settings
        return Scheduler(
            parameters=chosen.weights or DEFAULT_PARAMETERS,
            desired_retention=chosen.desired_retention,
            learning_steps=[timedelta(minutes=m) for m in chosen.learning_steps],
            relearning_steps=[timedelta(minutes=m) for m in chosen.relearning_steps],
            maximum_interval=chosen.maximum_interval,
            enable_fuzzing=False,
        )

    def answered(self, memory: Memory, rating: Rating, at: int, card_id: int) -> Memory:
        """What is remembered after an answer. An answer dated before the last one counts as given with it."""
        from fsrs import Card as FsrsCard
        from fsrs import Rating as FsrsRating
        from fsrs import State

        if memory.last_review is not None:
            at = max(at, memory.last_review)
        card = FsrsCard(
            card_id=card_id,
            state=State(memory.phase or Phase.LEARNING),
            step=memory.step,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=_moment(at),
            last_review=None if memory.last_review is None else _moment(memory.last_review),
        )
        after, _ = self._fsrs.review_card(card, FsrsRating(int(rating)), _moment(at))
        phase = Phase(int(after.state))
        interval = round((after.due - _moment(at)) / timedelta(milliseconds=1))
        if phase is Phase.REVIEW and self.settings.fuzz:
            interval = self._fuzzed(interval, card_id, memory.reviews)
        return Memory(
            phase=phase,
            step=after.step,
            stability=after.stability,
            difficulty=after.difficulty,
            due=at + interval,
            last_review=at,
            reviews=memory.reviews + 1,
            lapses=memory.lapses + (memory.phase is Phase.REVIEW and rating is Rating.AGAIN),
        )

    def _fuzzed(self, interval: int, card_id: int, number: int) -> int:
        from random import Random

        days = interval // DAY_MS
        if days < _UNFUZZED:
            return interval
        delta = 1.0 + sum(factor * max(0.0, min(days, end) - start) for start, end, factor in _FUZZ)
        most = min(round(days + delta), self.settings.maximum_interval)
        least = min(max(2, round(days - delta)), most)
        return Random(f"{card_id}/{number}").randint(least, most) * DAY_MS

    def previews(self, memory: Memory, at: int, card_id: int) -> dict[Rating, int]:
        """Milliseconds to the next review for each answer that may be given."""
        return {rating: self.answered(memory, rating, at, card_id).interval for rating in Rating}

    def recall(self, memory: Memory, at: int) -> float | None:
        """The probability that a card is known at a moment; None while it is being learnt for the first time."""
        if memory.stability is None or memory.last_review is None or memory.phase is Phase.LEARNING:
            return None
        decay = -(self.settings.weights or self._fsrs.parameters)[20]
        factor = 0.9 ** (1 / decay) - 1
        days = max(0, at - memory.last_review) // DAY_MS
        return float((1 + factor * days / memory.stability) ** decay)

    def replayed(self, reviews: Iterable[tuple[Rating, int]], card_id: int) -> Memory:
        """The memory that these answers (rating, time), the oldest first, leave."""
        memory = Memory()
        for rating, at in reviews:
            memory = self.answered(memory, rating, at, card_id)
        return memory

    def is_leech(self, before: Memory, after: Memory) -> bool:
        """Whether an answer makes the card one that costs more than it brings: at the set number of lapses, and again
        at each half as many more, as Anki counts."""
        limit = self.settings.leech_after
        if not limit or after.lapses == before.lapses or after.lapses < limit:
            return False
        return (after.lapses - limit) % max(1, limit // 2) == 0


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def interval_words(milliseconds: int) -> str:
    """An interval for people: ``"10 min"``, ``"3 d"``, ``"2.4 mo"``, ``"1.1 y"``.

    >>> interval_words(600_000), interval_words(3 * 86_400_000), interval_words(400 * 86_400_000)
    ('10 min', '3 d', '1.1 y')
    """
    minutes = milliseconds / _MINUTE
    if minutes < 1:
        return "<1 min"
    units: Sequence[tuple[str, float, float]] = (
        ("min", 1, 60),
        ("h", 60, 24),
        ("d", 24 * 60, 31),
        ("mo", 30.4 * 24 * 60, 12),
    )
    for name, size, enough in units:
        value = minutes / size
        if value < enough - 0.5:
            return f"{value:.1f} {name}" if name == "mo" and value < 10 else f"{value:.0f} {name}"
    return f"{minutes / (365.25 * 24 * 60):.1f} y"


_SPELT = {"min": "minute", "h": "hour", "d": "day", "mo": "month", "y": "year"}


def spelt_out(milliseconds: int) -> str:
    """The same within a sentence.

    >>> spelt_out(86_400_000), spelt_out(9 * 86_400_000), spelt_out(0)
    ('1 day', '9 days', 'less than a minute')
    """
    number, _, unit = interval_words(milliseconds).partition(" ")
    if number.startswith("<"):
        return "less than a minute"
    return f"{number} {_SPELT[unit]}{'' if number == '1' else 's'}"
