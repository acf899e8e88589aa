"""Numbers as an English text has them: 1.25 billion, 30,000–50,000, tens of millions."""

from decimal import Decimal
from typing import Final

_SCALES: Final = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_PARTS: Final = 4
"""Decimals of 4.7136 million; a number that has more is written out."""
CURRENCY_WORDS: Final = {
    "CNY": "yuan", "USD": "US dollars", "HKD": "Hong Kong dollars", "EUR": "euros", "JPY": "yen", "GBP": "pounds",
    "KRW": "won", "TWD": "New Taiwan dollars", "AUD": "Australian dollars", "CAD": "Canadian dollars",
    "SGD": "Singapore dollars", "RUB": "roubles", "CHF": "Swiss francs", "THB": "baht", "INR": "rupees",
    "VND": "dong", "MOP": "patacas", "MYR": "ringgit", "IDR": "rupiah", "PHP": "Philippine pesos",
}  # fmt: skip


def plain(value: Decimal) -> str:
    """1234567.50 → 1,234,567.5."""
    written = f"{value:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _scaled(value: Decimal) -> tuple[str, str]:
    """The number and the word behind it."""
    for scale, word in _SCALES:
        if value >= scale:
            part = (value / scale).normalize()
            exponent = part.as_tuple().exponent
            if isinstance(exponent, int) and -exponent > _PARTS:
                return plain(value), ""
            return plain(part), word
    return plain(value), ""


def number(value: Decimal) -> str:
    """471.36万 is 4.7136 million, 1.5万 is 15,000, 1亿2345万6789 is 123,456,789."""
    return " ".join(filter(None, _scaled(value)))


def between(low: Decimal, high: Decimal, dash: str = "–") -> str:
    """30,000–50,000; 20–30 million; 800 million–1.2 billion."""
    if low == high:
        return number(low)
    (first, first_word), (second, second_word) = _scaled(low), _scaled(high)
    if first_word == second_word:
        return f"{first}{dash}{second} {second_word}".rstrip()
    return f"{first} {first_word}".rstrip() + dash + f"{second} {second_word}".rstrip()


def several(unit: Decimal) -> str:
    """数百万 is several million, 数千万 tens of millions of …, 数亿 several hundred million; ends so that a noun can
    follow."""
    power = len(str(int(unit))) - 1
    if power == 1:
        return "dozens of"
    group, place = divmod(power, 3)
    word = ("", "thousand", "million", "billion", "trillion", "quadrillion")[min(group, 5)]
    if place == 0:
        return f"several {word}"
    if place == 2:
        return f"several hundred {word}".rstrip()
    return f"tens of {word}s of"


def magnitude(unit: Decimal) -> str:
    """千万 as an order of magnitude: tens of millions."""
    power = len(str(int(unit))) - 1
    group, place = divmod(power, 3)
    word = ("", "thousands", "millions", "billions", "trillions", "quadrillions")[min(group, 5)]
    if not word:
        return ("ones", "tens", "hundreds")[place]
    return ("", "tens of ", "hundreds of ")[place] + word


def ordinal(value: int) -> str:
    """1st, 12th, 23rd."""
    if value % 100 in (11, 12, 13):
        return f"{value:,}th"
    return f"{value:,}" + {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


_ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal_word(value: int) -> str:
    """third, and 13th."""
    return _ORDINALS[value] if value < len(_ORDINALS) else ordinal(value)


def rounded(value: Decimal) -> str:
    """Three figures of what was converted: 20.0 mu are 1.33 hectares."""
    if value == 0:
        return "0"
    digits = 3 - 1 - value.adjusted()
    return number(round(value, digits) if digits > 0 else Decimal(int(value.quantize(Decimal(1).scaleb(-digits)))))


_FOLD: Final = ("", "", "twofold", "threefold", "fourfold", "fivefold", "sixfold", "sevenfold", "eightfold", "ninefold",
                "tenfold")  # fmt: skip


def fold_of(value: Decimal) -> str:
    """4 → fourfold, 2.5 → 2.5 times as much."""
    if value == int(value) and 2 <= value < len(_FOLD):
        return _FOLD[int(value)]
    return f"{plain(value)} times as much"


_NAMES: Final = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
                 10: "tenth"}  # fmt: skip
WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def fraction(above: int, below: int) -> str:
    """three quarters; 7/12 where there is no handy name."""
    name = _NAMES.get(below)
    if name is None or above > 10:
        return f"{above}/{below}"
    if below == 2:
        return "half" if above == 1 else f"{above}/2"
    return f"{WORDS[above]} {name}{'s' if above > 1 else ''}"
