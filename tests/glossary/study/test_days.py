"""Study days hold every moment once, whatever the clock does."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.study.days import Calendar

ZONES = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]


def at(text: str, zone: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", "2026-01-02T03:59:59", "2026-01-01"),
        ("Asia/Shanghai", "2026-01-02T04:00:00", "2026-01-02"),
        ("Europe/Berlin", "2026-03-29T03:30:00", "2026-03-28"),  # the night in which 2:00 is 3:00
        ("Europe/Berlin", "2026-03-29T04:00:00", "2026-03-29"),
        ("America/New_York", "2026-11-01T03:59:00", "2026-10-31"),
    ],
)
def test_a_day_begins_at_four(zone: str, moment: str, day: str) -> None:
    calendar = Calendar(4, ZoneInfo(zone))
    assert date.fromordinal(calendar.day_at(at(moment, zone)).ordinal).isoformat() == day


def test_a_day_with_a_change_of_the_clock_has_23_or_25_hours() -> None:
    calendar = Calendar(1, ZoneInfo("Europe/Berlin"))
    lengths = [(day.end - day.start) / 3_600_000 for day in map(calendar.day, (date(2026, 3, 29), date(2026, 10, 25)))]
    assert lengths == [23, 25]


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, round(datetime(2050, 1, 1, tzinfo=UTC).timestamp() * 1000)),
)
def test_every_moment_is_in_one_day(zone: str, hour: int, moment: int) -> None:
    calendar = Calendar(hour, ZoneInfo(zone))
    day = calendar.day_at(moment)
    assert day.start <= moment < day.end
    after = calendar.day(date.fromordinal(day.ordinal) + timedelta(days=1))
    assert day.end == after.start


def test_without_a_zone_it_is_the_systems() -> None:
    day = Calendar().day_at(1_700_000_000_000)
    assert datetime.fromtimestamp(day.start / 1000).hour == 4
