"""Figures of a text by their value, however they are written: 12.5亿 and 1.25 billion, 三百 and three hundred.

A figure is a key such as ``#300``, or ``month 12`` for 十二月 and December. One and its like are left out: 一个 is as
often “a” as “one”.
"""

import re
from collections.abc import Iterator


def _listed(words: str) -> list[str]:
    return words.split()


_DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_UNITS = _SMALL | _LARGE
_WRITTEN = re.compile(
    r"(?P<figure>\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)(?: ?(?P<unit>[十百千万亿兆]{1,3}))?(?P<month>月(?!份?[内来]))?"
    r"|(?:百分之)?(?P<words>(?!百分之)[〇零一二三四五六七八九两十百千万亿兆]{1,24}(?:点(?P<part>[〇零一二三四五六七八九]{1,9}))?)"
    r"(?P<tenths>成(?![为了本立功就员果]))?(?P<in_month>月(?!亮|光|饼))?"
)
"""In folded text: simplified, half width."""

_EN_DIGITS = re.compile(
    r"(?P<figure>\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)(?:st|nd|rd|th|s)?\b"
    r"(?:[ -](?P<unit>hundred|thousand|million|billion|trillion)s?\b|(?P<short>bn|m|k)\b)?"
)
_EN_UNITS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_SHORT = {"bn": 10**9, "m": 10**6, "k": 1000}
_ONES = _listed("""zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""")
_ORDINALS = _listed("""
zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""")
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_VALUES = (
    {word: value for names in (_ONES, _ORDINALS) for value, word in enumerate(names)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {word[:-1] + "ieth": 10 * number for number, word in enumerate(_TENS, 2)}
    | {"dozen": 12}
)
_EN_WORD = re.compile(r"[a-z]+")
_MONTHS = _listed("""january february march april may june july august september october november december""")
_MONTH = re.compile(rf"\b({'|'.join(m[:3].title() for m in _MONTHS)})(?:[a-z]{{0,6}}\b|\.)")
_FIRST_LETTERS = {month[:3].title(): number for number, month in enumerate(_MONTHS, 1)}


def chinese_numbers(folded: str) -> Iterator[str]:
    """The figures in a Chinese text that has been folded."""
    for match in _WRITTEN.finditer(folded):
        if match["figure"]:
            value = float(match["figure"].replace(",", ""))
            for unit in match["unit"] or "":
                value *= _UNITS[unit]
        else:
            value = _value(match["words"].partition("点")[0])
            if match["part"]:
                value += float("0." + "".join(str(_DIGITS[char]) for char in match["part"]))
            if match["tenths"]:
                value *= 10
        yield from _key(value, bool(match["month"] or match["in_month"]))


def _value(numeral: str) -> float:
    """三百五十 → 350, 二〇二五 → 2025, 两万三 → 23000 (what comes after a unit without one of its own is the next)."""
    if not any(char in _UNITS for char in numeral):
        return float("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    last = 1
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
            last = 1 if digit == 0 else last
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, last = 0, _SMALL[char]
        else:
            total = (total + section + digit or 1) * _LARGE[char]
            section = digit = 0
            last = _LARGE[char]
    return total + section + digit * (last // 10 if last > 10 and numeral[-1] in _DIGITS else 1)


def english_numbers(text: str) -> Iterator[str]:
    """The figures in an English text."""
    for match in _EN_DIGITS.finditer(text):
        value = float(match["figure"].replace(",", ""))
        yield from _key(value * _EN_UNITS.get(match["unit"], 1) * _EN_SHORT.get(match["short"], 1))
    for match in _MONTH.finditer(text):
        if match.group() != "May" or _beside_figure(text, match.start(), match.end()):
            yield f"month {_FIRST_LETTERS[match[1]]}"
    yield from _worded(text.lower())


def _beside_figure(text: str, start: int, end: int) -> bool:
    return any(map(str.isdigit, text[max(0, start - 5) : end + 5])) or text[max(0, start - 3) : start] == "in "


def _worded(text: str) -> Iterator[str]:
    """three hundred and fifty, twenty-five, two million."""
    total = section = 0.0
    last_end, running = -9, False
    for match in _EN_WORD.finditer(text):
        word = match.group()
        if word == "and" and running:
            continue
        beside = match.start() - last_end <= 5
        value = _VALUES.get(word)
        unit = _EN_UNITS.get(word.removesuffix("s"))
        if running and not (beside and (value is not None or unit)):
            yield from _key(total + section)
            total, section, running = 0.0, 0.0, False
        if value is not None:
            if running and section and not (section % 100 == 0 or (section % 10 == 0 and value < 10)):
                yield from _key(total + section)
                total, section = 0.0, 0.0
            section += value
            running, last_end = True, match.end()
        elif unit and (running or text[max(0, match.start() - 2) : match.start()] in ("a ", "A ")):
            section = (section or 1) * unit
            if unit > 100:
                total, section = total + section, 0.0
            running, last_end = True, match.end()
    if running:
        yield from _key(total + section)


def _key(value: float, month: bool = False) -> Iterator[str]:
    if month and value in range(1, 13):
        yield f"month {value:.0f}"
    elif value >= 2:
        yield f"#{value:.12g}"
