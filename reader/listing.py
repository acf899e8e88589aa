"""The library as a list: in which order, and narrowed to what. Nothing here looks at the disk."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, get_args

from msgspec import Struct

from glossary.fold import is_han
from glossary.pinyin import strip_tone
from reader.overview import Row
from reader.search import Query, Sieve, plain
from reader.text.pronounce import fallback
from reader.text.sounds import Sounds

SortName = Literal["read", "title", "outlet", "date", "length", "progress", "known", "new", "level"]
SORTS: Final[tuple[SortName, ...]] = get_args(SortName)
SORT_WORDS: Final[dict[SortName, str]] = {
    "read": "last read",
    "title": "title",
    "outlet": "outlet",
    "date": "date",
    "length": "length",
    "progress": "progress",
    "known": "known words",
    "new": "new terms",
    "level": "level",
}
_FALLING: Final = frozenset({"read", "date", "length", "progress", "known"})
"""Which begin with the most, the newest; the others with the least."""

FilterKind = Literal["unread", "begun", "finished", "own", "bundled", "faulty", "tag", "outlet"]
FILTER_WORDS: Final[dict[FilterKind, str]] = {
    "unread": "unread",
    "begun": "begun",
    "finished": "read to the end",
    "own": "your own",
    "bundled": "bundled",
    "faulty": "with a fault",
}


class Order(Struct, frozen=True):
    """By what the list is sorted."""

    by: SortName = "read"
    turned: bool = False
    """The other way round than is usual for it."""

    @property
    def falls(self) -> bool:
        """Whether the greatest comes first."""
        return (self.by in _FALLING) != self.turned

    def to_record(self) -> str:
        return f"{'-' if self.turned else ''}{self.by}"

    @classmethod
    def from_record(cls, kept: str) -> "Order":
        by = next((name for name in SORTS if name == kept.lstrip("-")), None)
        return cls() if by is None else cls(by, kept.startswith("-"))


class Only(Struct, frozen=True):
    """What the list is narrowed to."""

    kind: FilterKind
    value: str = ""
    """The tag or the outlet."""

    @property
    def words(self) -> str:
        return f"#{self.value}" if self.kind == "tag" else self.value or FILTER_WORDS.get(self.kind, "no outlet")

    def lets(self, row: Row) -> bool:
        match self.kind:
            case "unread":
                return not row.fault and row.progress is None
            case "begun":
                return row.progress is not None and row.progress < 1
            case "finished":
                return row.progress == 1
            case "own":
                return row.listed.own
            case "bundled":
                return not row.listed.own
            case "faulty":
                return bool(row.fault)
            case "tag":
                return self.value in row.meta.tags
            case "outlet":
                return not row.fault and self.value == row.meta.outlet


def filters(rows: Sequence[Row]) -> list[tuple[Only, int]]:
    """What there is to narrow the list to, each with the number of texts that are left then."""
    found = [(Only(kind), sum(Only(kind).lets(row) for row in rows)) for kind in FILTER_WORDS]
    tags = Counter(tag for row in rows for tag in dict.fromkeys(row.meta.tags))
    outlets = Counter(row.meta.outlet for row in rows if row.meta.outlet)
    found += [(Only("tag", tag), count) for tag, count in sorted(tags.items(), key=_most)]
    found += [(Only("outlet", outlet), count) for outlet, count in sorted(outlets.items(), key=_most)]
    return [(only, count) for only, count in found if count]


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def in_order(rows: Iterable[Row], order: Order) -> list[Row]:
    """The rows sorted; those of which it is not known come last whichever way round, and among equals the last read
    or added."""
    value = _VALUES[order.by]
    known: list[Row] = []
    unknown: list[Row] = []
    for row in sorted(sorted(rows, key=lambda row: spoken(row.meta.title_zh)), key=_recency, reverse=True):
        (unknown if value(row) in (None, "") else known).append(row)
    return sorted(known, key=value, reverse=order.falls) + unknown


def _recency(row: Row) -> str:
    """When a text was last read, else on which day it came."""
    return max(row.last_read, row.meta.added)


@lru_cache(maxsize=8192)
def spoken(text: str) -> str:
    """A title as it is sorted: by pinyin, which is the order of Chinese dictionaries and libraries."""
    return " ".join(_syllable(character) for character in plain(text))


@lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    return strip_tone(fallback(character) or "~") if is_han(character) else character


_VALUES: Final[dict[SortName, Callable[[Row], Any]]] = {
    "read": _recency,
    "title": lambda row: spoken(row.meta.title_zh),
    "outlet": lambda row: spoken(row.meta.outlet),
    "date": lambda row: row.meta.date,
    "length": lambda row: row.characters or None,
    "progress": lambda row: row.progress,
    "known": lambda row: None if row.figures is None else row.figures.known,
    "new": lambda row: None if row.figures is None else row.figures.unknown_terms,
    "level": lambda row: None if row.figures is None else row.figures.levels.difficulty,
}


class Finder:
    """Finds texts by what is typed of their titles, outlets, tags and ids."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Row, str, str]] = {}
        """By id: the row, and what is searched of it, ``plain``: all, and what is Chinese in it."""

    def find(self, rows: Sequence[Row], typed: str, sounds: Sounds | None) -> list[Row]:
        """The rows that have every word that was typed, in their order. ``sounds``: for pinyin, where it is there
        already."""
        wanted = [Query(word) for word in typed.split()]
        if not wanted:
            return list(rows)
        sieves = [Sieve(query, lambda: sounds or Sounds()) for query in wanted] if sounds is not None else []
        found = []
        for row in rows:
            everything, chinese = self._searched(row)
            if all(
                query.plain in everything or (bool(sieves) and sieves[number].sounds(chinese))
                for number, query in enumerate(wanted)
            ):
                found.append(row)
        return found

    def _searched(self, row: Row) -> tuple[str, str]:
        known = self._known.get(row.id)
        if known is None or known[0].meta != row.meta:
            meta = row.meta
            chinese = plain("\n".join((meta.title_zh, meta.outlet, meta.place, meta.topic, *meta.tags)))
            everything = f"{chinese}\n{plain(meta.title_en)}\n{plain(row.id)}\n{meta.date}"
            known = self._known[row.id] = row, everything, chinese
        return known[1], known[2]
