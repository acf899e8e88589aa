"""Figures about a deck as plots of characters: bars in eighths of a cell, a calendar in shades. Pure.

A line is a tuple of pieces, each a string with the name of its style. What a colour says is said by a shape or a number
as well.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from glossary.study.statistics import Statistics

Piece = tuple[str, str]
Line = tuple[Piece, ...]

_RISING: Final = " ▁▂▃▄▅▆▇█"
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
SHADES: Final = "·░▒▓█"
"""Of a calendar's day, from none to much."""
_STATES: Final[Mapping[str, str]] = {"new": "░", "learning": "▒", "young": "▓", "mature": "█", "suspended": "·"}
_LABEL: Final = 10
"""Cells of what stands before a bar."""
_HEIGHT: Final = 5
_WEEKS: Final = 8
_LEAST: Final = 0.5
"""Where the line of what is known begins."""
_BINS: Final[Sequence[tuple[int, str]]] = (
    (1, "1 day"),
    (3, "2–3 days"),
    (7, "4–7 days"),
    (14, "1–2 weeks"),
    (30, "2–4 weeks"),
    (60, "1–2 mo"),
    (120, "2–4 mo"),
    (365, "4–12 mo"),
    (10**9, "over 1 y"),
)
"""Longest interval in days, and its name."""


def page(figures: Statistics, today: date, name_of: Callable[[str], str], width: int) -> list[Line]:
    """All plots, one below the other, at most ``width`` cells wide. ``name_of`` gives a concept's name by its id."""
    sections: Sequence[tuple[str, list[Line]]] = (
        ("Cards", states(figures.cards, width)),
        ("What is coming", forecast(figures.forecast, width)),
        ("Answers a day", [*_activity(figures), *calendar(figures.by_day, today, width)]),
        ("Known when asked again", retention(figures, width)),
        ("Intervals", intervals(figures.intervals, width)),
        ("Hardest", hardest(figures.hardest, name_of, width)),
    )
    lines: list[Line] = []
    for heading, body in sections:
        lines += [((heading, "heading"),), *body, ()]
    return lines[:-1]


def bar(share: float, cells: int) -> str:
    """A bar for a share of 0 to 1, in eighths of a cell; what is more than nothing is never quite empty."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def columns(values: Sequence[int], height: int) -> list[str]:
    """Columns of a cell each, from the top row down; what is more than nothing is at least an eighth high."""
    most = max(values, default=0)
    tops = [0 if not v else max(1, round(v / most * height * 8)) for v in values]
    return [
        "".join(_RISING[max(0, min(8, top - 8 * row))] for top in tops) for row in range(height - 1, -1, -1)
    ]  # fmt: skip


def states(cards: Mapping[str, int], width: int) -> list[Line]:
    """How many cards stand where, and a bar of them all."""
    total = sum(cards.values())
    if not total:
        return [(("There are no cards yet.", "dim"),)]
    shown = [(name, count) for name, count in cards.items() if count]
    lengths = _apportioned([count for _, count in shown], width)
    mark: Line = tuple((_STATES[name] * length, name) for (name, _), length in zip(shown, lengths, strict=True))
    lines: list[Line] = [mark]
    row: list[Piece] = []
    used = 0
    for name, count in shown:
        words = f"{_STATES[name]} {count:,} {name}"
        if used and used + len(words) + 3 > width:
            lines.append(tuple(row))
            row, used = [], 0
        row += [("   ", "dim")] if used else []
        row += [(words[0], name), (words[1:], "text")]
        used += len(words) + (3 if used else 0)
    return [*lines, tuple(row)]


def _apportioned(counts: Sequence[int], cells: int) -> list[int]:
    """Cells for each count, none of them empty, together ``cells``."""
    total, taken, lengths = sum(counts), 0, []
    for number in range(len(counts)):
        rest = len(counts) - number - 1
        end = round(sum(counts[: number + 1]) / total * cells)
        length = max(1, min(end - taken, cells - taken - rest))
        lengths.append(length)
        taken += length
    return lengths


def forecast(due: Sequence[int], width: int) -> list[Line]:
    """Learnt cards that come due: today with all that are overdue, then day by day."""
    if not any(due):
        return [(("No learnt card is due within 30 days.", "dim"),)]
    step = 2 if width >= 2 * len(due) + 6 else 1
    most = str(max(due))
    lines: list[Line] = []
    for number, row in enumerate(columns(due, _HEIGHT)):
        label = most if number == 0 else ""
        lines.append(((f"{label:>5} ", "dim"), ((" " * (step - 1)).join(row), "bar")))
    marks = " " * 6
    for day in range(0, len(due), 7):
        marks = marks.ljust(6 + day * step) + ("today" if day == 0 else f"+{day} d")
    soon = f"{due[0]} today, {sum(due[:7])} within a week, {sum(due)} within {len(due)} days"
    return [*lines, ((marks, "dim"),), ((soon, "text"),)]


def _activity(figures: Statistics) -> list[Line]:
    if not figures.reviews:
        return []
    days = "1 day" if figures.streak == 1 else f"{figures.streak} days"
    each = f", {figures.seconds / figures.reviews:.0f} s each" if figures.seconds else ""
    return [((f"{figures.today} today, {figures.reviews:,} in all{each}; {days} in a row", "text"),)]


def calendar(by_day: Mapping[str, int], today: date, width: int) -> list[Line]:
    """A column a week, a row a weekday, the darker the more answers; the newest week on the right."""
    if not by_day:
        return [(("No answer yet.", "dim"),)]
    weeks = max(4, min(53, (width - 5) // 2))
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    steps = _quartiles([count for day, count in by_day.items() if date.fromisoformat(day) >= first])
    months = " " * 5
    for week in range(weeks):
        begins = first + timedelta(weeks=week)
        if begins.day <= 7 and len(months) <= 5 + 2 * week and week <= weeks - 2:
            months = months.ljust(5 + 2 * week) + f"{begins:%b}"
    lines: list[Line] = [((months, "dim"),)]
    for weekday in range(7):
        pieces: list[Piece] = [(("Mon", "", "Wed", "", "Fri", "", "Sun")[weekday].ljust(5), "dim")]
        for week in range(weeks):
            day = first + timedelta(weeks=week, days=weekday)
            count = by_day.get(day.isoformat(), 0)
            level = 0 if not count else 1 + sum(count > step for step in steps)
            pieces.append((" " if day > today else SHADES[level], f"heat{level}"))
            pieces.append((" ", "text"))
        lines.append(tuple(pieces))
    return lines


def _quartiles(counts: Sequence[int]) -> tuple[int, int, int]:
    ranked = sorted(counts) or [0]
    return tuple(ranked[min(len(ranked) - 1, len(ranked) * part // 4)] for part in (1, 2, 3))  # type: ignore[return-value]


def retention(figures: Statistics, width: int) -> list[Line]:
    """The share of learnt cards that were known, beside what was predicted, in all and week by week."""
    if figures.retention is None:
        return [(("No learnt card has been asked again yet.", "dim"),)]
    predicted = "" if figures.predicted is None else f", {figures.predicted:.1%} predicted"
    lines: list[Line] = [
        ((f"{figures.retention:.1%} known{predicted}, of {figures.judged:,} answers on learnt cards", "text"),)
    ]
    weeks: dict[date, list[tuple[float, float]]] = {}
    for day, pair in figures.retention_by_day.items():
        on = date.fromisoformat(day)
        weeks.setdefault(on - timedelta(days=on.weekday()), []).append(pair)
    cells = max(10, min(41, width - _LABEL - 24))
    lines.append(((" " * _LABEL + f"{_LEAST:.0%}".ljust(cells - 4) + "100%", "dim"),))
    for monday, pairs in sorted(weeks.items())[-_WEEKS:]:
        true = sum(pair[0] for pair in pairs) / len(pairs)
        wanted = sum(pair[1] for pair in pairs) / len(pairs)
        lines.append(
            (
                (f"{monday:%d %b}".ljust(_LABEL), "dim"),
                *_dots({_dot(wanted, cells): ("│", "mark"), _dot(true, cells): ("●", "bar")}, cells),
                (f" ● {true:4.0%}", "text"),
                (f"  │ {wanted:.0%} predicted", "dim"),
            )
        )
    return lines


def _dot(share: float, cells: int) -> int:
    """The cell of a share on a line from ``_LEAST`` to 1; what is less stands at its beginning."""
    return round(max(0.0, share - _LEAST) / (1 - _LEAST) * (cells - 1))


def _dots(marks: Mapping[int, Piece], cells: int) -> list[Piece]:
    """A thin line with marks on it."""
    return [marks.get(cell, ("─", "track")) for cell in range(cells)]


def intervals(found: Mapping[int, int], width: int) -> list[Line]:
    """How many learnt cards come again after how long."""
    if not found:
        return [(("No card is learnt yet.", "dim"),)]
    counts = [0] * len(_BINS)
    for days, count in found.items():
        counts[next(number for number, (longest, _) in enumerate(_BINS) if days <= longest)] += count
    most = max(counts)
    there = [number for number, count in enumerate(counts) if count]
    shown = slice(min(there), max(there) + 1)
    return [_row(name, count, most, width) for (_, name), count in zip(_BINS[shown], counts[shown], strict=True)]


def hardest(found: Sequence[tuple[str, int]], name_of: Callable[[str], str], width: int) -> list[Line]:
    """The terms that were forgotten most often."""
    if not found:
        return [(("Nothing that was learnt has been forgotten.", "dim"),)]
    most = found[0][1]
    return [_row(name_of(concept), lapses, most, width, wide=True) for concept, lapses in found]


def _row(name: str, count: int, most: int, width: int, *, wide: bool = False) -> Line:
    from reader.text.layout import cell_width, clip

    room = 2 * _LABEL if wide else _LABEL
    name = clip(name, room - 1)
    cells = max(5, min(40, width - room - 8))
    return (
        (name + " " * (room - sum(map(cell_width, name))), "text" if wide else "dim"),
        (bar(count / most, cells), "bar"),
        (f" {count:,}", "text"),
    )
