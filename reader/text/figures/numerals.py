"""Numbers as Chinese writes them: 12.5亿, 1亿2345万, 三千零五十, 两三千万, 十几, 数百万, 贰拾, 廿五, １２．５."""

import re
from decimal import Decimal
from typing import Final

from reader.text.figures.model import Number, Relation
from reader.text.script import fold

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS: Final = {"廿": 20, "卅": 30}
NUMERALS: Final = frozenset(DIGITS) | frozenset(SMALL) | frozenset(LARGE) | frozenset(_TENS)
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
_MARKS = str.maketrans("．％～〜＋－：／＄￥", ".%~~+-:/$¥") | _WIDE
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_CHEQUE = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[拾佰仟万亿][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*(?=[元圆整角])")
_CHEQUE_CHARACTERS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_ARABIC = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,16}(?:\.\d{1,9})?)"
    r"(?: ?(?P<more>[多余来]?)"
    r"(?P<scale>万亿|百亿|千亿|[十百千]万|[万亿百]|千(?![克米瓦卡赫兆])|兆(?![瓦赫字比帕欧焦BbHhW])))?"
)
_LOWER = re.compile(r"(?P<figure>\d{1,4})(?P<scale>千万|百万|万|千|百)")
_THOUSANDS = re.compile(r"(?P<thousands>\d)千(?:(?P<hundreds>\d)百)?(?P<scale>万)?")
"""7千8百万 behind 2亿."""
_REST = re.compile(r"\d{4}(?![\d.,])")
_BEHIND: Final[dict[str, Relation]] = {"多": "over", "余": "over", "来": "about"}
_NOT_BEHIND = re.compile("余[额杭姚下地热震]|来[自到源了不电访看说往]|多[样数云边极媒]")
_MEGA: Final = re.compile("兆[瓦赫字比帕欧焦BbHhW]")
COUNTED = re.compile("[人指系总多少次参位函无半倍岁基整分小奇偶点份名户票字页序个度件量单对复负正代变常计读]数")
"""人数 and its like: a number of, not several."""


def normal(text: str) -> str:
    """Simplified, with half-width figures and cheque characters written plainly; of equal length."""
    plain = _WIDE_COMMA.sub(",", fold(text).translate(_MARKS))
    if any(char in plain for char in "拾佰仟壹贰"):
        plain = _CHEQUE.sub(lambda match: match.group().translate(_CHEQUE_CHARACTERS), plain)
    return plain


def read_number(text: str, at: int) -> Number | None:
    """The number that begins at a place of a normal text; None where none does that is well formed."""
    if text[at].isascii():
        return _arabic(text, at)
    return _chinese(text, at)


def digits_value(written: str) -> int:
    """二〇二五 → 2025, 2025 → 2025, 十二 → 12, 廿五 → 25."""
    if written.isascii():
        return int(written)
    if all(char in DIGITS for char in written):
        return int("".join(str(DIGITS[char]) for char in written))
    number = _chinese(written, 0)
    return int(number.low) if number is not None and number.end == len(written) else 0


def _scale_value(scale: str) -> int:
    value = 1
    for char in scale:
        value *= SMALL.get(char) or LARGE[char]
    return value


def _arabic(text: str, at: int) -> Number | None:
    match = _ARABIC.match(text, at)
    if match is None:
        return None
    value = Decimal(match["figure"].replace(",", ""))
    end, relation = match.end(), _BEHIND.get(match["more"] or "", "exact")
    scale = Decimal(1)
    if match["scale"]:
        scale = Decimal(_scale_value(match["scale"]))
        value *= scale
        below = scale
        if scale >= 10**8 and (thousands := _THOUSANDS.match(text, end)) is not None:
            if not thousands["scale"]:
                return None
            value += (int(thousands["thousands"]) * 1000 + int(thousands["hundreds"] or 0) * 100) * 10**4
            below, end = Decimal(10**4), thousands.end()
        while relation == "exact" and "." not in match["figure"] and (lower := _LOWER.match(text, end)) is not None:
            part = int(lower["figure"]) * _scale_value(lower["scale"])
            if part >= below:
                break
            value, below, end = value + part, Decimal(_scale_value(lower["scale"])), lower.end()
        if end > match.end():
            scale = Decimal(1)
            rest = _REST.match(text, end)
            if rest is not None and below == 10**4:
                value, end = value + int(rest.group()), rest.end()
    round_number = match["scale"] or (value >= 10 and value % 10 == 0)
    more = text[end : end + 1] in ("多", "余") and not _NOT_BEHIND.match(text, end)
    if relation == "exact" and round_number and more:
        relation, end = "over", end + 1
    if relation == "exact" and not match["scale"] and text[end : end + 1] == "几" and value in range(10, 100, 10):
        relation, end = "over", end + 1
    return Number(at, end, value, value, relation, arabic=True, scaled=bool(match["scale"]), scale=scale)


class _Reading:
    """A Chinese number while it is read from left to right."""

    def __init__(self) -> None:
        self.total = [Decimal(0), Decimal(0)]
        self.section = [Decimal(0), Decimal(0)]
        self.pending: tuple[int, int] | None = None
        self.small, self.large = 10**4, 10**16
        """The last units; what comes next must be smaller."""
        self.last = 0
        """The unit right before, 0 after 零."""
        self.relation: Relation = "exact"
        self.bare = False
        self.units = 0

    def unit(self, value: int) -> bool:
        if value >= self.small or (self.pending is None and self.last == 0 and self.units and value != 10):
            return False
        if self.pending is None and self.units and self.section != [0, 0] and value != 10:
            return False
        low, high = self.pending or (1, 1)
        if self.pending is None and not self.units and self.relation != "several":
            self.bare = value > 10
        self.section = [self.section[0] + low * value, self.section[1] + high * value]
        self.pending, self.small, self.last = None, value, value
        self.units += 1
        return True

    def myriad(self, value: int) -> bool:
        if self.pending is not None:
            self.section = [part + more for part, more in zip(self.section, self.pending, strict=True)]
        if self.section == [0, 0]:
            if self.last in LARGE.values() and self.last < value:  # 万亿
                self.total = [part * value for part in self.total]
                self.large, self.last, self.pending = value, value, None
                return True
            if self.units or self.total != [0, 0]:
                return False
            self.bare = self.relation != "several"
            self.section = [Decimal(1), Decimal(1)]
        if value >= self.large:
            return False
        self.total = [part + more * value for part, more in zip(self.total, self.section, strict=True)]
        self.section, self.pending = [Decimal(0), Decimal(0)], None
        self.small, self.large, self.last = 10**4, value, value
        self.units += 1
        return True


def _chinese(text: str, at: int) -> Number | None:
    state, i, single = _Reading(), at, True
    if text[at] in "几数":
        if text[at + 1 : at + 2] not in ("十", "百", "千", "万", "亿") or COUNTED.match(text, at - 1 if at else 0):
            return None
        state.relation, i = "several", at + 1
    while i < len(text):
        char = text[i]
        if char in DIGITS:
            digit = DIGITS[char]
            if digit == 0:
                if state.pending is not None or not state.units:
                    return None
                state.last = 0
            elif state.pending is None:
                if state.units and state.last == 0 and state.relation == "exact":
                    state.last = 1
                state.pending = (digit, digit)
            elif _is_pair(text, i, state.pending, digit):
                state.pending = (state.pending[0], digit)
            else:
                return None
        elif char in _TENS:
            if state.units or state.pending is not None:
                return None
            state.section = [Decimal(_TENS[char])] * 2
            state.units, state.small, state.last = 1, 10, 10
        elif char in SMALL:
            if not state.unit(SMALL[char]):
                return None
        elif char in LARGE and not _MEGA.match(text, i):
            if not state.myriad(LARGE[char]):
                return None
        elif char == "几" and state.last == 10 and state.relation == "exact":
            state.relation = "over"
        elif char in _BEHIND and state.last > 1 and state.pending is None and not _NOT_BEHIND.match(text, i):
            if state.relation != "exact":
                break
            state.relation = _BEHIND[char]
        elif (char == "点" and text[i + 1 : i + 2] in DIGITS and state.pending is not None) or (
            char == "点" and text[i + 1 : i + 2] in DIGITS and state.last == 10
        ):
            return _decimals(text, at, i, state)
        else:
            break
        single = i == at and char not in LARGE and (char == "十" or char in DIGITS)
        i += 1
        if state.relation in ("over", "about") and i < len(text) and text[i] not in LARGE:
            break
    return _closed(text, at, i, state, single)


def _closed(text: str, start: int, end: int, state: _Reading, single: bool) -> Number | None:
    if text[end - 1] in "零〇○":
        return None
    if state.pending is not None:
        low, high = state.pending
        if state.last in (100, 1000, *LARGE.values()) and not single:
            # 两万三 is 23,000. 一百一 is said, but is as often a beginning (一百一路), and 二百五 is a fool.
            if state.last == 100 or low != high or state.relation != "exact":
                return None
            low = high = low * state.last // 10
        state.section = [state.section[0] + low, state.section[1] + high]
    low_value, high_value = (a + b for a, b in zip(state.total, state.section, strict=True))
    if not end > start or low_value == 0:
        return None
    if high_value < low_value:
        return None
    scaled = state.units > 0
    return Number(start, end, low_value, high_value, state.relation, scaled=scaled, bare=state.bare, single=single)


def _is_pair(text: str, at: int, pending: tuple[int, int], digit: int) -> bool:
    """三五百, 七八个, 两三千: two neighbouring digits stand for a range."""
    if pending[0] != pending[1] or text[at + 1 : at + 2] in DIGITS:
        return False
    return digit == pending[0] + 1 or (pending[0], digit) == (3, 5)


def _decimals(text: str, start: int, point: int, state: _Reading) -> Number | None:
    """三点五万: what stands behind the point, and the unit behind that."""
    if state.pending is not None and state.pending[0] != state.pending[1]:
        return None
    end = point + 1
    while end < len(text) and text[end] in DIGITS:
        end += 1
    whole = state.total[0] + state.section[0] + (state.pending[0] if state.pending else 0)
    value = whole + Decimal("0." + "".join(str(DIGITS[char]) for char in text[point + 1 : end]))
    scaled = False
    for length in (2, 1):
        scale = text[end : end + length]
        if scale and len(scale) == length and scale in ("万亿", "千万", "百万", "千亿", "百亿", "万", "亿", "兆"):
            value, end, scaled = value * _scale_value(scale), end + length, True
            break
    return Number(start, end, value, value, scaled=scaled)
