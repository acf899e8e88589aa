"""What a figure is once it has been understood."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "number", "money", "percent", "points", "multiple", "discount", "fraction", "measure", "count", "span", "date",
    "time", "ordinal", "magnitude",
]  # fmt: skip
Relation = Literal[
    "exact", "about", "nearly", "over", "under", "at least", "at most", "as much as", "or more", "or less", "within",
    "several", "upwards of",
]  # fmt: skip


class Figure(Struct, frozen=True):
    """A stretch of a text that is a figure: ``text[start:end]``, with all that belongs to it (about, up, a unit)."""

    start: int
    end: int
    english: str
    """As an English text has it."""
    kind: Kind
    low: Decimal | None = None
    """The value, in ``unit``; None for dates and times of day."""
    high: Decimal | None = None
    """The upper end of a range; None for a single value."""
    unit: str = ""
    """"CNY", "%", "mu", "sessions" …"""
    relation: Relation = "exact"
    notes: tuple[str, ...] = ()
    """What one has to know about it, each a sentence."""


class Number(Struct, frozen=True):
    """A number as it is written, without a unit. Of 数十万 the value is that of 十万."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    """The same as ``low`` but for 三五百 and 两三千."""
    relation: Relation = "exact"
    """"several" for 数 and 几 before a unit, "over" for 多, 余 and 几 behind one, "about" for 来."""
    arabic: bool = False
    scaled: bool = False
    """十, 百, 千, 万 or 亿 is in it."""
    bare: bool = False
    """A unit alone: 百, 千万, 亿."""
    single: bool = False
    """One of 一 to 九, 两 or 十."""
    scale: Decimal = Decimal(1)
    """Of an Arabic number: what stands behind it (万, 千万), which the lower end of a range may share."""

    @property
    def is_range(self) -> bool:
        return self.high != self.low
