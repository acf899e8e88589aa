"""Figures as they are read out: 2027年 èr líng èr qī nián, 12.5% bǎifēnzhī shí'èr diǎn wǔ, 1—10月 yī zhì shíyuè.

Years, long numbers and those with a leading zero are read digit by digit, everything else as a number. 200 is 二百 and
2,000 两千, as most people say. Pure.
"""

import re
from typing import Final

_DIGITS: Final = "零一二三四五六七八九"
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．，：％", "0123456789.,:%")
_UNITS: Final = ("", "十", "百", "千")
_GROUPS: Final = ("", "万", "亿", "万亿")
_LONGEST: Final = 16
_NUMBER_OF: Final = {"%": "百分之", "‰": "千分之"}
_RANGE: Final = "-–—~～－"

_FIGURE = re.compile(
    r"(?P<time>(?<![\d:])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：]))"
    r"|(?P<ratio>\d+[:：]\d+)"
    r"|(?P<fraction>(?<![\d/])\d{1,4}/\d{1,4}(?![\d/]))"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)*)(?P<mark>[%‰℃]?)"
)
_YEAR = re.compile(r"年(?!前|后|來|来|多|间|間)")
_DASHES = re.compile(rf"(?<=[\d%年月日号時时])[{_RANGE}]+(?=\d)")


def integer(digits: str) -> str:
    """A whole number in words; digit by digit where it has more than sixteen.

    >>> integer("3640"), integer("200000"), integer("10")
    ('三千六百四十', '二十万', '十')
    """
    digits = digits.lstrip("0") or "0"
    if len(digits) > _LONGEST:
        return by_digits(digits)
    if digits == "0":
        return "零"
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)]
    words, gap = "", False
    for power, group in reversed(list(enumerate(groups))):
        said = _group(group, leading=not words)
        if not said:
            gap = bool(words)
            continue
        if words and (gap or group[0] == "0") and not said.startswith("零"):
            words += "零"
        words += ("两" if said == "二" and power else said) + _GROUPS[power]
        gap = False
    return words.removeprefix("一") if words.startswith("一十") else words


def _group(group: str, leading: bool) -> str:
    words, gap = "", False
    for power, digit in zip(range(len(group) - 1, -1, -1), group, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        if gap:
            words += "零"
        words += ("两" if digit == "2" and power == 3 and leading else _DIGITS[int(digit)]) + _UNITS[power]
        gap = False
    return words


def by_digits(digits: str) -> str:
    """Digit by digit, as years and telephone numbers are read."""
    return "".join(_DIGITS[int(digit)] for digit in digits)


def in_words(text: str, after: str = "") -> str:
    """A stretch of text with its figures in words; ``after`` is what follows it.

    >>> in_words("2027年"), in_words("12.5%"), in_words("3640.06亿"), in_words("9块9"), in_words("1—10月")
    ('二零二七年', '百分之十二点五', '三千六百四十点零六亿', '九块九', '一至十月')
    """
    text = text.translate(_FULL_WIDTH)
    following = text + after
    # A dash between figures is "to"; its length counts for nothing afterwards.
    parts: list[str] = []
    done = 0
    for match in _FIGURE.finditer(text):
        between = text[done : match.start()]
        parts.append("至" if between and done and not between.strip(_RANGE) else between)
        parts.append(_said(match, following[match.end() :]))
        done = match.end()
    return "".join((*parts, _with_dashes(text[done:], after)))


def _with_dashes(rest: str, after: str) -> str:
    return "至" if rest and not rest.strip(_RANGE) and after[:1].isdigit() else rest


def _said(match: re.Match[str], after: str) -> str:
    found = match.group()
    match match.lastgroup:
        case "time":
            hour, minute = re.split("[:：]", found)
            return _hour(hour) + (_minute(minute) if int(minute) else "整")
        case "ratio":
            return "比".join(map(integer, re.split("[:：]", found)))
        case "fraction":
            upper, lower = found.split("/")
            return f"{integer(lower)}分之{integer(upper)}"
    number, mark = match["number"], match["mark"]
    whole, *rest = number.replace(",", "").split(".")
    if not rest and not mark and _is_code(whole, "," in number, after):
        return by_digits(whole)
    two = whole == "2" and not rest and not mark and after[:1] in _TWO_OF
    words = "两" if two else integer(whole) if len(rest) < 2 else by_digits(whole)
    said = "点".join((words, *map(by_digits, rest)))
    return _NUMBER_OF.get(mark, "") + said + ("摄氏度" if mark == "℃" else "")


_TWO_OF: Final = frozenset("个個位家件条條只隻张張次年天周週万萬亿億块塊元斤倍种種名人岁歲台所")
"""Before these 2 is 两."""


def _is_code(digits: str, grouped: bool, after: str) -> bool:
    if grouped:
        return False
    if len(digits) == 4 and digits[0] != "0" and _YEAR.match(after):
        return True
    return (len(digits) > 1 and digits[0] == "0") or (
        len(digits) > _CODE and not after[:1].strip("，。；、！？（）, \n")
    )


_CODE: Final = 8
"""Digits from which on a number that nothing is counted by is one of a telephone or an account."""


def _hour(digits: str) -> str:
    return ("两" if int(digits) == 2 else integer(digits)) + "点"


def _minute(digits: str) -> str:
    return by_digits(digits) if digits[0] == "0" else integer(digits)
