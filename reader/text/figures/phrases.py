"""A value with its unit and how exact it is, put into English."""

from decimal import Decimal

from msgspec import Struct

from reader.text.figures.counters import Unit
from reader.text.figures.english import CURRENCY_WORDS, between, rounded, several
from reader.text.figures.model import Kind, Relation


class Quantity(Struct, frozen=True):
    """A number with its unit, as far as it has been read."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    kind: Kind = "number"
    unit: Unit | None = None
    relation: Relation = "exact"
    several: bool = False
    """``low`` is the unit of which there are several."""
    from_to: bool = False
    """A range that is said as “from … to …”."""
    trivial: bool = False
    """Its English is what stands there."""
    bare: bool = False
    """Of units alone (百万), without a digit."""
    single: bool = False
    words: str = ""
    """The English, where it does not follow from value and unit (a third, 20% off)."""
    notes: tuple[str, ...] = ()
    unit_name: str = ""
    per: str = ""
    """" per square kilometre"."""


_SAID: dict[Relation, str] = {
    "about": "about {}", "nearly": "nearly {}", "over": "over {}", "under": "less than {}", "at least": "at least {}",
    "at most": "at most {}", "as much as": "as much as {}", "or more": "{} or more", "or less": "{} or less",
    "within": "within {}", "upwards of": "upwards of {}", "exact": "{}", "several": "{}",
}  # fmt: skip


def related(relation: Relation, said: str) -> str:
    """``about {}`` and the like."""
    return _SAID[relation].format(said)


def amount(quantity: Quantity) -> str:
    """Value and unit, without what makes it less exact."""
    if quantity.words:
        return quantity.words
    low, high, unit = quantity.low, quantity.high, quantity.unit
    if quantity.several:
        return _several(low, unit)
    dash = " to " if quantity.from_to else "–"
    if unit is None:
        return between(low, high, dash)
    if unit.sort == "money":
        return f"{unit.one} {_cents(between(low, high, dash), low, high)}"
    if unit.sort == "percent":
        return f"{between(low, high, dash)}{unit.one}"
    said = between(low, high, dash)
    name = unit.name(high)
    if not name:
        return said
    if unit.zh == "次" and low == high and high in (1, 2):
        return "once" if high == 1 else "twice"
    said = f"{said} {name}"
    if unit.factor:
        converted = rounded(low * unit.factor)
        if high != low:
            converted += f"–{rounded(high * unit.factor)}"
        said += f" ({converted} {unit.metric})"
    return said


def _cents(said: str, low: Decimal, high: Decimal) -> str:
    """CNY 9.90, and not 9.9: small amounts are prices."""
    if low == high and low < 1000 and low != int(low) and round(low, 2) == low:
        return f"{low:.2f}"
    return said


def _several(scale: Decimal, unit: Unit | None) -> str:
    words = several(scale)
    if unit is not None and unit.many == "years" and scale == 10:
        return "several decades"
    name = ""
    if unit is not None:
        name = CURRENCY_WORDS[unit.one] if unit.sort == "money" else unit.many or unit.one
    if name:
        return f"{words} {name}"
    return words.removesuffix(" of") or "several"


def english(quantity: Quantity) -> str:
    """Value, unit, and how exact."""
    said = related(quantity.relation, amount(quantity)) + quantity.per
    if quantity.kind == "count" and said.startswith("as much as"):
        return said.replace("as much as", "as many as", 1)
    return said.replace("over once", "more than once").replace("over twice", "more than twice")
