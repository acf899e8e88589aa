"""Quantities where they stand: number, range, unit, and what makes them more or less exact."""

import re
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from reader.text.figures.counters import Unit
from reader.text.figures.english import fraction
from reader.text.figures.model import Kind, Number, Relation
from reader.text.figures.numerals import COUNTED, DIGITS, NUMERALS, read_number
from reader.text.figures.phrases import Quantity
from reader.text.figures.prices import PERCENT, YUAN, coins, discount, tenths
from reader.text.figures.units import SIGNS, unit_at

_JOIN: Final = re.compile(r" ?(?:[—–\-~－]{1,2}|至|到) ?")
_SIGN: Final = re.compile("|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)))
_MIDDLE: Final = re.compile("个(?P<what>多|半)(?P<unit>月|小时|钟头|星期|礼拜|季度)")
_AFTER: Final[tuple[tuple[str, Relation], ...]] = (
    ("左右", "about"), ("上下", "about"), ("及以上", "or more"), ("或以上", "or more"), ("以上", "or more"),
    ("及以下", "or less"), ("以下", "or less"), ("以内", "within"), ("之内", "within"), ("开外", "over"),
    ("出头", "over"), ("有余", "over"), ("之多", "as much as"), ("+", "or more"),
)  # fmt: skip
_BEFORE: Final[tuple[tuple[str, Relation], ...]] = (
    ("不超过", "at most"), ("不少于", "at least"), ("不低于", "at least"), ("不高于", "at most"),
    ("不多于", "at most"), ("差不多", "about"), ("至少", "at least"), ("最少", "at least"), ("起码", "at least"),
    ("最多", "at most"), ("至多", "at most"), ("将近", "nearly"), ("接近", "nearly"), ("逼近", "nearly"),
    ("约合", "about"), ("大约", "about"), ("大概", "about"), ("约莫", "about"), ("大致", "about"), ("约为", "about"),
    ("超过", "over"), ("超出", "over"), ("突破", "over"), ("高于", "over"), ("大于", "over"), ("多于", "over"),
    ("不止", "over"), ("不只", "over"), ("超越", "over"), ("不到", "under"), ("不足", "under"), ("低于", "under"),
    ("少于", "under"), ("小于", "under"), ("未满", "under"), ("不满", "under"), ("未到", "under"),
    ("多达", "as much as"), ("高达", "as much as"), ("近", "nearly"), ("约", "about"), ("超", "over"), ("逾", "over"),
    ("破", "over"), ("过", "over"), ("上", "upwards of"),
)  # fmt: skip
_NOT_ALONE: Final = {
    "近": "附最临邻靠远亲", "约": "合契节条预履签特纽制稿", "超": "赶反英中西德商直港", "破": "打爆击识说书读",
    "过": "不通经透越跳绕错度见去做看用吃买卖来", "上": "", "逾": "",
}  # fmt: skip
"""What makes another word of them."""


_UPON: Final = "网线以晚早路市身马天地手世史场台村楼桌船车街岛会表墙山海江河湖书报脸头心身赶追跟登"
"""上 behind these is where something is."""


def quantity(text: str, at: int) -> Quantity | None:
    """What can be said of the number, share, fraction or amount that begins at a place of a normal text."""
    found = _share(text, at) or _priced(text, at) or _counted(text, at)
    return None if found is None else _less_exact(text, found)


def _share(text: str, at: int) -> Quantity | None:
    """百分之三十, 千分之五, 三分之二."""
    for below, unit in (("百分之", "%"), ("千分之", "‰"), ("万分之", "")):
        if text.startswith(below, at):
            start = at + len(below)
            if start >= len(text):
                return None
            if text[start] == "百":
                return Quantity(at, start + 1, Decimal(100), Decimal(100), "percent", PERCENT)
            number = _number(text, start)
            if number is None:
                return None
            low, high, end = number.low, number.high, number.end
            join = _JOIN.match(text, end)
            second = _number(text, join.end() + (3 if text.startswith(below, join.end()) else 0)) if join else None
            if second is not None and second.low > low:
                high, end = second.high, second.end
            if not unit:
                low, high, unit = low / 100, high / 100, "%"
            measure = PERCENT if unit == "%" else Unit("‰", "percent", "‰")
            return Quantity(at, end, low, high, "percent", measure)
    number = _number(text, at)
    if number is None or not text.startswith("分之", number.end) or number.is_range or number.relation != "exact":
        return None
    above = _number(text, number.end + 2)
    if above is None or above.is_range or not 0 < above.low < number.low or int(number.low) != number.low:
        return None
    if text.startswith("决赛", above.end):
        return None
    words = fraction(int(above.low), int(number.low))
    value = above.low / number.low
    return Quantity(at, above.end, value, value, "fraction", words=words)


def _number(text: str, at: int) -> Number | None:
    if at >= len(text) or not (
        text[at] in NUMERALS or text[at] in "几数" or (text[at].isascii() and text[at].isdigit())
    ):
        return None
    return read_number(text, at)


def _priced(text: str, at: int) -> Quantity | None:
    """¥12.5亿, 人民币5000万元, US$3亿."""
    sign = _SIGN.match(text, at)
    if sign is None or (
        text[at].isalpha() and text[at].isascii() and at and text[at - 1].isascii() and (text[at - 1].isalpha())
    ):
        return None
    start = sign.end()
    relation: Relation = "exact"
    while start < len(text) and text[start] == " ":
        start += 1
    for word, how in _BEFORE:
        if text.startswith(word, start):
            relation, start = how, start + len(word)
            break
    found = _counted(text, start) if start < len(text) and _number(text, start) is not None else None
    if found is None:
        return None
    if found.kind not in ("money", "number", "count") or (found.kind == "count" and found.unit_name):
        return None
    named = found.unit is not None and found.kind == "money" and found.unit.zh[0] not in "元圆块"
    unit = found.unit if named else Unit("", "money", SIGNS[sign.group()])
    if relation == "exact":
        relation = found.relation
    end = found.end
    if found.kind == "count":
        return None
    return replace(found, start=at, end=end, kind="money", unit=unit, relation=relation, trivial=False)


_TAIWAN: Final = Unit("元", "money", "TWD", note="兆元 is written in Taiwan, where 元 is the New Taiwan dollar.")
_MORE: Final = ("money", "measure", "span", "multiple")
_HALVED: Final = ("span", "multiple", "measure")
_AND_MORE: Final = re.compile("多(?![云样元的少为数次种长大久个])|余(?![额杭姚])")
_AND_HALF: Final = re.compile("半(?![年个天价径路导])")
_PIECE_OF_MONEY: Final = re.compile("$|[，。、；！？”’）」左以的多就都还而吧了]")
"""Behind 块, where it is the yuan."""
_SOME_TIMES: Final = re.compile("[数几]倍")


def _counted(text: str, at: int) -> Quantity | None:
    if _SOME_TIMES.match(text, at) and not COUNTED.match(text, at - 1 if at else 0):
        return Quantity(at, at + 2, Decimal(1), Decimal(1), "multiple", unit_at(text, at + 1), several=True)
    first = _number(text, at)
    if first is None:
        return None
    coin = coins(text, first)
    if coin is not None:
        return coin
    unit = _unit_behind(text, first.end)
    end = first.end if unit is None else unit[1]
    join = _JOIN.match(text, end)
    if join is not None and first.relation == "exact":
        second = _number(text, join.end())
        if second is not None and second.relation in ("exact", "over") and second.arabic == first.arabic:
            joined = _range(text, first, second, unit)
            if joined is not None:
                return joined
            if join.group().strip() not in ("至", "到"):
                return None
    return _with_unit(text, at, first, first.low, first.high)


def _range(text: str, first: Number, second: Number, between: tuple[Unit, int] | None) -> Quantity | None:
    """30%—50%, 3—5万元, 三到五年. Of what has neither unit nor 万 behind it (7-11, 3-2) nothing is said."""
    if re.compile(r"[—–\-~:/.]\d").match(text, second.end):
        return None
    low = first.low
    if not first.scaled and between is None:
        low *= second.scale if second.arabic else _shared(text, second)
    ended = _with_unit(text, first.start, second, low, second.high)
    if ended is None or not low < second.low or (ended.trivial and ended.unit is None):
        return None
    if between is not None and (ended.unit is None or between[0].zh not in (ended.unit.zh, "个", "元", "块")):
        return None
    said_from = text[max(0, first.start - 1) : first.start] in ("从", "由")
    relation = second.relation if second.relation != "exact" else ended.relation
    return replace(ended, relation=relation, trivial=False, single=False, from_to=said_from, bare=False)


def _shared(text: str, second: Number) -> Decimal:
    """Of 五万 in 三到五万: 10,000."""
    digit = DIGITS.get(text[second.start], 0)
    return second.low / digit if digit and second.scaled and text[second.start + 1] not in DIGITS else Decimal(1)


def _unit_behind(text: str, at: int) -> tuple[Unit, int] | None:
    place = at + (text[at : at + 1] == " ")
    if text.startswith(("成", "折"), place):
        return Unit(text[place], "percent"), place + 1
    unit = unit_at(text, place)
    if unit is None or (place > at and unit.sort in ("count", "span")):
        return None
    return unit, place + len(unit.zh)


def _with_unit(text: str, at: int, number: Number, low: Decimal, high: Decimal) -> Quantity | None:
    """``number`` is the last one of a range, ``low`` of the first."""
    end = number.end
    several = number.relation == "several"
    relation: Relation = "exact" if several else number.relation
    if text.startswith(("成", "折"), end):
        return tenths(text, at, number, low, high) or discount(text, at, number, low, high)
    middle = _MIDDLE.match(text, end)
    if middle is not None and not several:
        unit = unit_at("个" + middle["unit"], 0)
        if middle["what"] == "半":
            low, high = low + Decimal("0.5"), high + Decimal("0.5")
        return Quantity(at, middle.end(), low, high, "span", unit, "over" if middle["what"] == "多" else relation)
    behind = _unit_behind(text, end)
    if behind is None:
        trivial = number.arabic and not number.scaled and relation == "exact" and not several
        return Quantity(
            at, end, low, high, "number", None, relation, several, False, trivial, number.bare, number.single
        )
    unit, end = behind
    if unit.zh == "块" and high >= 10 and _PIECE_OF_MONEY.match(text, end):
        unit = YUAN
    kind: Kind = {
        "money": "money", "percent": "percent", "points": "points", "measure": "measure", "count": "count",
        "span": "span", "multiple": "multiple",
    }[unit.sort]  # type: ignore[assignment]  # fmt: skip
    if unit.zh == "里" and text[end - 1] != "里":
        return None
    if relation == "exact" and unit.sort in _MORE and _AND_MORE.match(text, end):
        relation, end = "over", end + 1
    if relation == "exact" and unit.sort in _HALVED and _AND_HALF.match(text, end):
        low, high, end = low + Decimal("0.5"), high + Decimal("0.5"), end + 1
        number = replace(number, single=False)
    trivial = number.arabic and not number.scaled and not unit.one and relation == "exact"
    if unit.zh == "元" and "兆" in text[at:end]:
        unit = _TAIWAN
    notes = (unit.note,) if unit.note else ()
    return Quantity(
        at, end, low, high, kind, unit, relation, several, False, trivial, number.bare, number.single,
        notes=notes, unit_name=unit.one,
    )  # fmt: skip


def _less_exact(text: str, found: Quantity) -> Quantity:
    """With what stands before and behind it: 近, 超过, 左右, 以上."""
    start, end, relation = found.start, found.end, found.relation
    if found.kind == "money" and text.startswith("人民币", end):
        end += 3
    per = ""
    if text[end : end + 1] == "/" and (below := unit_at(text, end + 1)) is not None:
        name = {"场": "session", "股": "share", "个": "piece", "天": "day"}.get(below.zh, below.one)
        if name and below.sort in ("measure", "count", "span"):
            per, end = f" per {name}", end + 1 + len(below.zh)
    if relation == "exact":
        for word, how in _AFTER:
            if text.startswith(word, end):
                relation, end = how, end + len(word)
                break
    if relation in ("exact", "or more", "over", "about"):
        for word, how in _BEFORE:
            if (
                start >= len(word)
                and text.startswith(word, start - len(word))
                and _stands_alone(text, start, word, found)
            ):
                relation, start = (how if relation == "exact" or how != "about" else relation), start - len(word)
                break
    return replace(
        found, start=start, end=end, relation=relation, per=per, trivial=found.trivial and relation == "exact"
    )


def _stands_alone(text: str, start: int, word: str, found: Quantity) -> bool:
    if len(word) > 1:
        return True
    if word == "上":
        return found.bare and text[start - 2 : start - 1] not in tuple(_UPON)
    if word in ("过", "破") and not (found.bare or found.low >= 10_000):
        return False
    return text[start - 2 : start - 1] not in _NOT_ALONE[word] or start < 2
