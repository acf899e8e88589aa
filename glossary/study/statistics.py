"""Figures about a deck, from its cards and reviews. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, to_builtins

from glossary.study.days import Calendar
from glossary.study.model import DAY_MS, MATURE_MS, Card, Phase, Rating, Review

FORECAST_DAYS = 30
_HARDEST = 10
_STATES = ("new", "learning", "young", "mature", "suspended")


class Statistics(Struct, frozen=True):
    """What ``duban cards stats`` says."""

    cards: dict[str, int]
    """By state: new, learning, young (an interval below 21 days), mature, suspended."""
    reviews: int
    today: int
    """Answers on this study day."""
    by_day: dict[str, int]
    """Answers by study day (ISO date), days without any left out."""
    streak: int
    """Days in a row with an answer, up to today or yesterday."""
    forecast: list[int]
    """Learnt cards that come due: today with all that are overdue, tomorrow, …"""
    retention: float | None
    """Share of answers on learnt cards that were not "again"; None without any."""
    predicted: float | None
    """Mean probability with which those cards should have been known."""
    judged: int
    """How many answers both rest on."""
    retention_by_day: dict[str, tuple[float, float]]
    """By study day: true and predicted."""
    intervals: dict[int, int]
    """Days to the next review → learnt cards."""
    ratings: dict[str, int]
    seconds: float
    """Measured time of all answers."""
    hardest: list[tuple[str, int]]
    """(concept id, lapses), the most often forgotten first."""

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        plain: dict[str, Any] = to_builtins(self, str_keys=True)
        return plain


def statistics(cards: Sequence[Card], reviews: Sequence[Review], now: int, calendar: Calendar) -> Statistics:
    """Count. ``reviews`` are those of these cards, the oldest first."""
    today = calendar.day_at(now)
    days = _Days(calendar)
    judged = [r for r in reviews if r.phase is Phase.REVIEW and r.recall is not None]
    by_day = Counter(days.of(r.at) for r in reviews)
    lapses = Counter({c.concept_id: 0 for c in cards})
    for card in cards:
        lapses[card.concept_id] += card.memory.lapses
    learnt = [c.memory for c in cards if c.memory.phase is Phase.REVIEW and not c.suspended]
    forecast = [0] * FORECAST_DAYS
    for memory in learnt:
        ahead = max(0, days.of(memory.due or 0) - today.ordinal)
        if ahead < FORECAST_DAYS:
            forecast[ahead] += 1
    return Statistics(
        cards=_states(cards),
        reviews=len(reviews),
        today=by_day[today.ordinal],
        by_day={_iso(day): by_day[day] for day in sorted(by_day)},
        streak=_streak(by_day, today.ordinal),
        forecast=forecast,
        retention=_share(judged),
        predicted=_mean(judged),
        judged=len(judged),
        retention_by_day=_retention_by_day(judged, days),
        intervals=dict(sorted(Counter(max(1, memory.interval // DAY_MS) for memory in learnt).items())),
        ratings={rating.name.lower(): sum(r.rating is rating for r in reviews) for rating in Rating},
        seconds=sum(r.took for r in reviews) / 1000,
        hardest=[(concept, count) for concept, count in lapses.most_common(_HARDEST) if count],
    )


class _Days:
    """Ordinals of study days, each day's bounds found once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._day = calendar.day_at(0)
        self._known = {self._day.start // DAY_MS: self._day}

    def of(self, at: int) -> int:
        if not self._day.start <= at < self._day.end:
            day = self._known.get(at // DAY_MS)
            if day is None or not day.start <= at < day.end:
                day = self._known[at // DAY_MS] = self._calendar.day_at(at)
            self._day = day
        return self._day.ordinal


def _states(cards: Sequence[Card]) -> dict[str, int]:
    counted = Counter(_state(card) for card in cards)
    return {name: counted[name] for name in _STATES}


def _state(card: Card) -> str:
    if card.suspended:
        return "suspended"
    if card.memory.phase is Phase.NEW:
        return "new"
    if card.memory.phase is not Phase.REVIEW:
        return "learning"
    return "mature" if card.memory.interval >= MATURE_MS else "young"


def _streak(by_day: Counter[int], today: int) -> int:
    day = today if by_day[today] else today - 1
    length = 0
    while by_day[day]:
        day, length = day - 1, length + 1
    return length


def _share(reviews: Sequence[Review]) -> float | None:
    return sum(r.rating is not Rating.AGAIN for r in reviews) / len(reviews) if reviews else None


def _mean(reviews: Sequence[Review]) -> float | None:
    return sum(r.recall or 0.0 for r in reviews) / len(reviews) if reviews else None


def _retention_by_day(reviews: Sequence[Review], days: _Days) -> dict[str, tuple[float, float]]:
    found: dict[int, list[Review]] = {}
    for review in reviews:
        found.setdefault(days.of(review.at), []).append(review)
    return {_iso(day): (_share(some) or 0.0, _mean(some) or 0.0) for day, some in sorted(found.items())}


def _iso(ordinal: int) -> str:
    from datetime import date

    return date.fromordinal(ordinal).isoformat()
