"""Plots of a deck's figures."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary.study.statistics import Statistics
from reader.plots import SHADES, Line, bar, calendar, columns, forecast, intervals, page, retention, states
from reader.text.layout import cell_width

TODAY = date(2026, 3, 4)  # a Wednesday
EMPTY = Statistics(
    {"new": 0, "learning": 0, "young": 0, "mature": 0, "suspended": 0},
    0, 0, {}, 0, [0] * 30, None, None, 0, {}, {}, {}, 0.0, [],
)  # fmt: skip
FULL = Statistics(
    cards={"new": 500, "learning": 3, "young": 60, "mature": 30, "suspended": 1},
    reviews=1234,
    today=12,
    by_day={"2026-03-04": 12, "2026-03-02": 3, "2025-12-31": 40},
    streak=1,
    forecast=[20, 5, 0, 1] + [0] * 25 + [2],
    retention=0.912,
    predicted=0.9,
    judged=800,
    retention_by_day={"2026-03-02": (0.8, 0.9), "2026-03-04": (1.0, 0.9)},
    intervals={1: 4, 5: 8, 40: 2, 800: 1},
    ratings={},
    seconds=9872.0,
    hardest=[("organic-traffic", 9), ("mcn", 2)],
)


def plain(lines: Sequence[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_bars_grow_by_eighths_and_something_is_never_nothing() -> None:
    assert [bar(share, 2) for share in (0, 0.0001, 1 / 16, 0.5, 0.97, 1, 2)] == ["", "▏", "▏", "█", "██", "██", "██"]


@given(st.lists(st.integers(0, 10_000), max_size=40), st.integers(1, 8))
def test_columns_show_what_is_highest_and_what_is_there(values: list[int], height: int) -> None:
    rows = columns(values, height)
    assert len(rows) == height
    assert all(len(row) == len(values) for row in rows)
    for number, value in enumerate(values):
        assert (rows[-1][number] == " ") == (value == 0)
        if value and value == max(values):
            assert rows[0][number] == "█"


def test_states_fill_the_line_and_each_has_a_cell() -> None:
    lines = plain(states(FULL.cards, 40))
    assert len(lines[0]) == 40
    assert all(mark in lines[0] for mark in "░▒▓█·")
    assert "500 new" in lines[1]
    assert all(len(line) <= 40 for line in lines)


def test_what_is_coming() -> None:
    lines = plain(forecast(FULL.forecast, 70))
    assert lines[0].startswith("   20 █")
    assert lines[-2].split() == ["today", "+7", "d", "+14", "d", "+21", "d", "+28", "d"]
    assert lines[-1] == "20 today, 26 within a week, 28 within 30 days"


def test_the_calendar_has_today_in_the_last_column() -> None:
    lines = plain(calendar(FULL.by_day, TODAY, 60))
    assert len(lines) == 8
    monday, wednesday, thursday = lines[1], lines[3], lines[4]
    assert monday[5:].split(" ")[-2] != SHADES[0]
    assert wednesday.rstrip()[-1] in SHADES[1:]
    assert len(thursday.rstrip()) < len(wednesday.rstrip())  # tomorrow is not yet
    assert "Jan" in lines[0]
    assert plain(calendar({}, TODAY, 60)) == ["No answer yet."]


def test_retention_by_week_beside_what_was_predicted() -> None:
    lines = plain(retention(FULL, 80))
    assert lines[0] == "91.2% known, 90.0% predicted, of 800 answers on learnt cards"
    assert lines[1].split() == ["50%", "100%"]
    assert lines[2].startswith("02 Mar")
    assert "●" in lines[2][:50]
    assert lines[2].endswith("90%  │ 90% predicted")


def test_intervals_up_to_the_longest() -> None:
    lines = plain(intervals({1: 4, 5: 8, 40: 2}, 60))
    assert [line.split()[-1] for line in lines] == ["4", "0", "8", "0", "0", "2"]


@pytest.mark.parametrize("figures", [EMPTY, FULL, replace(FULL, hardest=[], intervals={})])
@pytest.mark.parametrize("width", [30, 54, 74, 100])
def test_no_line_is_too_wide(figures: Statistics, width: int) -> None:
    lines = page(figures, TODAY, lambda _: "直播电商供应链基地服务商", width)
    for line in plain(lines):
        assert sum(map(cell_width, line)) <= max(width, 62), line
    headings = [line[0][0] for line in lines if line and line[0][1] == "heading"]
    assert headings == ["Cards", "What is coming", "Answers a day", "Known when asked again", "Intervals", "Hardest"]
