"""Tenths, discounts and small change: 三成五 is 35%, 八五折 15% off, 9块9 CNY 9.90."""

import re
from decimal import Decimal
from typing import Final

from reader.text.figures.counters import Unit
from reader.text.figures.english import plain
from reader.text.figures.model import Number
from reader.text.figures.numerals import DIGITS
from reader.text.figures.phrases import Quantity

PERCENT: Final = Unit("%", "percent", "%")
YUAN: Final = Unit("元", "money", "CNY")
_TENTHS_NOT: Final = re.compile(
    "[为了本立功就果熟都年分品套百千双吨规效型形像绩因语心对事团婚群片堆风荫家色亲真人]|员(?!工)|长|交(?!易)"
)
_GOES_ON: Final = re.compile("[零〇一二两三四五六七八九十百千万亿个家种条名位件]")
_OFF_NOT: Final = re.compile("[叠屏线射算扣腾磨合旧返断页戟刀子中]")
_DIGIT = "[1-9一二两三四五六七八九]"
_COIN: Final = re.compile(
    rf"(?:块|元)(?P<jiao>{_DIGIT})[毛角](?:(?P<fen>{_DIGIT})分)?(?:钱)?"
    r"|块(?P<after>\d{1,2}(?![\d.]|[个只件条张斤袋瓶双盒本串根份万千百亿%]|包(?!邮))"
    r"|[一二三四五六七八九](?![一二三四五六七八九十百千万亿个只件条张斤袋]))"
)
_SMALL_COIN: Final = re.compile(
    rf"[毛角](?:(?P<fen>{_DIGIT})(?:分钱?|(?![\d个只件条张一二三四五六七八九十百千万]))|钱)"
)
_TWO_DIGITS = re.compile("([一二三四五六七八九])([一二三四五六七八九])折")


def tenths(text: str, at: int, number: Number, low: Decimal, high: Decimal) -> Quantity | None:
    """三成 is 30%, 三成五 35%, 七八成 70–80%."""
    end = number.end
    if not text.startswith("成", end) or high > 10 or number.relation != "exact":
        return None
    end += 1
    low, high = low * 10, high * 10
    if text[end : end + 1] == "半":
        return Quantity(at, end + 1, low + 5, high + 5, "percent", PERCENT)
    digit = DIGITS.get(text[end : end + 1], 0)
    exact = digit and not number.arabic and low == high
    if exact and not _GOES_ON.match(text, end + 1):
        return Quantity(at, end + 1, low + digit, high + digit, "percent", PERCENT)
    if text[end : end + 1] == "多" and not re.compile("多[人数元样]").match(text, end):
        return Quantity(at, end + 1, low, high, "percent", PERCENT, "over")
    if _TENTHS_NOT.match(text, end):
        return None
    return Quantity(at, end, low, high, "percent", PERCENT)


def discount(text: str, at: int, number: Number, low: Decimal, high: Decimal) -> Quantity | None:
    """八折 is 20% off, 85折 15%. 七八折 may be 22% off or between 20 and 30: nothing is said."""
    end = number.end
    if not text.startswith("折", end) or number.relation != "exact" or _OFF_NOT.match(text, end + 1):
        return None
    if (
        number.is_range
        or (not number.arabic and number.scaled)
        or (at == number.start and text[at - 1 : at] in ("百", "波"))
    ):
        return None
    parts = []
    for value in (low, high):
        share = value / 10 if value < 10 else value / 100
        if not 0 < share < 1 or value >= 100:
            return None
        parts.append((1 - share) * 100)
    most, least = parts
    if low == high:
        words = f"{plain(most)}% off"
        words += " (half price)" if most == 50 else f" ({plain(100 - most)}% of the price)"
    else:
        words = f"{plain(least)}–{plain(most)}% off"
    end += 1
    if text[end : end + 1] == "起":
        words, end = f"from {plain(most)}% off", end + 1
    return Quantity(at, end, least, most, "discount", PERCENT, words=words)


def two_digit_discount(text: str, at: int) -> Quantity | None:
    """八五折 is 15% off."""
    match = _TWO_DIGITS.match(text, at)
    if match is None or _OFF_NOT.match(text, match.end()):
        return None
    first, second = DIGITS[match[1]], DIGITS[match[2]]
    if second == first + 1:
        return None
    off = Decimal(100 - 10 * first - second)
    return Quantity(
        at, match.end(), off, off, "discount", PERCENT, words=f"{plain(off)}% off ({plain(100 - off)}% of the price)"
    )


def coins(text: str, number: Number) -> Quantity | None:
    """9块9, 三块五毛, 五毛钱, 5分钱."""
    if number.is_range or number.relation != "exact":
        return None
    coin = _COIN.match(text, number.end)
    value = None
    if coin is not None:
        after = coin["after"]
        if after and after.isascii() == number.arabic:
            cents = int(after) * (10 if len(after) == 1 else 1) if after.isascii() else DIGITS[after] * 10
            value = number.low + Decimal(cents) / 100
        elif not after:
            value = number.low + Decimal(_digit(coin["jiao"])) / 10 + Decimal(_digit(coin["fen"])) / 100
    elif number.low < 100 and not number.scaled:
        coin = _SMALL_COIN.match(text, number.end)
        if coin is not None:
            value = number.low / 10 + Decimal(_digit(coin["fen"])) / 100
        elif text.startswith("分钱", number.end):
            end = number.end + 2
            return Quantity(number.start, end, number.low / 100, number.low / 100, "money", YUAN, unit_name="CNY")
    if coin is None or value is None:
        return None
    return Quantity(number.start, coin.end(), value, value, "money", YUAN, unit_name="CNY")


def _digit(written: str | None) -> int:
    return 0 if not written else DIGITS[written] if written in DIGITS else int(written)
