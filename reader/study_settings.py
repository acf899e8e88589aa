"""The table ``[study]`` of ``settings.toml``, checked (``reader.settings`` shows it with every setting)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from glossary.study.days import Calendar
from glossary.study.model import DIRECTIONS, Direction
from glossary.study.scheduling import StudySettings, misfit
from reader.errors import SettingsError


class Chosen(NamedTuple):
    """What the table says."""

    study: StudySettings
    calendar: Calendar
    directions: tuple[Direction, ...]


def study_settings(table: Mapping[str, Any], path: Path) -> Chosen:
    """Check the table [study] of the settings at ``path``. Raises SettingsError, which names the setting."""
    for name, value in table.items():
        rule = _STUDY.get(name)
        if rule is None:
            raise SettingsError(f"{path}: there is no setting “study.{name}”; there are {', '.join(_STUDY)}.")
        if not rule.fits(value):
            raise SettingsError(f"{path}: study.{name} must be {rule.words}.")
    if table.get("weights") and (wrong := misfit(table["weights"])) is not None:
        number, least, most = wrong
        raise SettingsError(f"{path}: number {number} of study.weights must be from {least:g} to {most:g}.")
    given: dict[str, Any] = {
        "desired_retention" if name == "retention" else name: tuple(value) if isinstance(value, list) else value
        for name, value in table.items()
        if name not in ("day_starts_at", "timezone", "directions")
    }
    zone = ZoneInfo(table["timezone"]) if table.get("timezone") else None
    return Chosen(
        StudySettings(**given),
        Calendar(table.get("day_starts_at", 4), zone),
        tuple(table.get("directions", ("recognise", "produce"))),
    )


class _Rule(NamedTuple):
    words: str
    fits: Callable[[Any], bool]


def _whole(least: int, most: int) -> _Rule:
    return _Rule(
        f"a whole number from {least} to {most}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_zone(value: object) -> bool:
    try:
        return isinstance(value, str) and (not value or ZoneInfo(value) is not None)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


_STEPS = _Rule(
    "a list of minutes such as [1, 10]",
    lambda value: isinstance(value, list) and all(_is_number(step) and 0 < step <= 10_080 for step in value),
)
_STUDY = {
    "retention": _Rule("a number from 0.7 to 0.99", lambda value: _is_number(value) and 0.7 <= value <= 0.99),
    "new_a_day": _whole(0, 9999),
    "reviews_a_day": _whole(0, 99_999),
    "day_starts_at": _whole(0, 23),
    "timezone": _Rule('the name of a zone such as "Asia/Shanghai"', _is_zone),
    "learning_steps": _STEPS,
    "relearning_steps": _STEPS,
    "maximum_interval": _whole(1, 36_500),
    "leech_after": _whole(0, 999),
    "bury_siblings": _Rule("true or false", lambda value: isinstance(value, bool)),
    "weights": _Rule(
        "the 21 weights of FSRS-6, or empty",
        lambda value: isinstance(value, list) and len(value) in (0, 21) and all(map(_is_number, value)),
    ),
    "directions": _Rule(
        f"a list of {', '.join(DIRECTIONS)}",
        lambda value: isinstance(value, list) and bool(value) and all(one in DIRECTIONS for one in value),
    ),
}
