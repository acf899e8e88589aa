"""Study days: from one hour of the night to the next, where the learner lives, across changes of the clock."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from msgspec import Struct


class Day(NamedTuple):
    """A study day: milliseconds since 1970, ``end`` exclusive."""

    ordinal: int
    """``date.toordinal`` of the calendar day on which it begins."""
    start: int
    end: int


class Calendar(Struct, frozen=True):
    """Where study days begin."""

    start_hour: int = 4
    """0 to 23; who studies after midnight is still in yesterday."""
    zone: tzinfo | None = None
    """None: the zone of the system, with its changes of the clock."""

    def day_at(self, at: int) -> Day:
        """The study day that holds a moment."""
        local = datetime.fromtimestamp(at / 1000, self.zone)
        today = local.date() if local.hour >= self.start_hour else local.date() - timedelta(days=1)
        # An hour that the clock passes over or passes twice may put the moment just outside what its wall time says.
        for day in (today, today - timedelta(days=1), today + timedelta(days=1)):
            found = self.day(day)
            if found.start <= at < found.end:
                return found
        raise AssertionError(f"no study day holds {at}")

    def day(self, day: date) -> Day:
        """The study day that begins on a calendar day."""
        return Day(day.toordinal(), self._begin(day), self._begin(day + timedelta(days=1)))

    def _begin(self, day: date) -> int:
        # Without a zone, timestamp() reads the wall time by the rules of the system's zone on that very day.
        return round(datetime.combine(day, time(self.start_hour), self.zone).timestamp() * 1000)
