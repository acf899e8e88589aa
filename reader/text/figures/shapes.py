"""Figures with a form of their own: 第十三届, 500强, 六位数, 千万级, 数以万计, 过去三年."""

import re
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from reader.text.figures.english import CURRENCY_WORDS, magnitude, number, ordinal_word
from reader.text.figures.model import Figure
from reader.text.figures.numerals import DIGITS, NUMERALS, read_number
from reader.text.figures.phrases import Quantity, english

_ORDINAL_NOUNS: Final = {
    "届": "the {} (edition, session)", "名": "{} place", "位": "{}", "次": "{} time", "条": "Article {n}",
    "章": "Chapter {n}", "节": "Section {n}", "款": "Paragraph {n}", "期": "issue {n}", "季": "Season {n}",
    "集": "Episode {n}", "批": "{} batch", "轮": "{} round", "代": "{} generation", "页": "page {n}",
    "卷": "Volume {n}", "版": "{} edition", "大": "{} largest", "天": "{} day", "年": "{} year", "周": "{} week",
    "个": "{}", "家": "{}", "只": "{}", "产业": "{} sector", "部分": "Part {n}", "号": "No. {n}",
    "类": "Category {n}", "张": "{}", "场": "{}", "阶段": "{} stage", "梯队": "{} tier", "步": "{} step",
    "回": "{} time", "遍": "{} time", "例": "{} case", "辑": "series {n}", "枚": "{}", "块": "{}", "套": "{}",
    "位数": "{} digit",
}  # fmt: skip
_NOT_ORDINAL: Final = re.compile("[方者线手把刻春财世]|时间|生产力|国际|范式|城市(?!群)|职业|天性|声|感|印象|批发")
_TOP: Final = re.compile(
    r"(?:前)?(?P<number>\d{1,4}|[一二三四五六七八九十百]{1,4})强(?![大烈劲调度制国化者化加于势盛项力硬悍壮音])"
)
_TOPS: Final = frozenset({4, 8, 10, 12, 16, 20, 30, 32, 50, 64, 100, 150, 200, 300, 400, 500, 1000, 2000})
_FIGURES: Final = re.compile(r"(?P<number>\d{1,2}|[一二三四五六七八九十两]{1,3})位数(?![字组据量码目])")
_CLASS: Final = re.compile("(?P<unit>[十百千]?万亿|[十百千]?[万亿])(?P<money>美元|港元|欧元|日元|元)?级别?(?![市县])")
_MINUTES: Final = re.compile(
    r"(?P<minutes>\d{1,3}|[一二三四五六七八九十两]{1,3})分钟?(?P<seconds>\d{1,2}|[一二三四五六七八九十]{1,3})秒"
)
_BY: Final = re.compile("数以(?P<unit>[十百千]?[万亿]|[百千])计")
_YEAR: Final = re.compile("(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})年")
_PAST: Final[dict[str, str]] = {
    "过去": "the past {}", "最近": "the last {}", "未来": "the next {}", "今后": "the next {}",
    "此后": "the following {}", "其后": "the following {}", "随后": "the following {}", "头": "the first {}",
    "连续": "{} running", "连着": "{} running", "历时": "lasting {}", "长达": "as long as {}", "为期": "for {}",
    "持续": "for {}", "每隔": "every {}", "每": "every {}", "耗时": "taking {}", "用时": "taking {}",
    "历经": "over {}", "时隔": "after {}", "接下来": "the next {}", "满": "a full {}", "整整": "a full {}",
}  # fmt: skip
_LATER: Final[tuple[tuple[str, str], ...]] = (
    ("以来", "for the last {}"), ("来", "over the last {}"), ("之内", "within {}"), ("以内", "within {}"),
    ("内", "within {}"), ("之前", "{} ago"), ("以前", "{} ago"), ("前", "{} ago"), ("之后", "{} later"),
    ("以后", "{} later"), ("后", "{} later"), ("间", "over {}"), ("期间", "over {}"), ("里", "in {}"),
)  # fmt: skip
_NOT_LATER: Final = re.compile(
    "来[自到源了不电访看说年往历回]|前[后往所列台景端沿途者任来三十几两五]|后[台来续者卫面]|内[部容外地需卷存在幕]|间[隔接断]|里[面程头]"
)


def _numeral(written: str) -> int:
    found = read_number(written, 0)
    return int(found.low) if found is not None and found.end == len(written) and not found.is_range else 0


def shape(text: str, at: int) -> Figure | None:
    """The figure of one of these forms that begins at a place; None where none does."""
    return (
        _minutes(text, at)
        or _ordinal(text, at)
        or _top(text, at)
        or _places(text, at)
        or _class(text, at)
        or _by(text, at)
    )


def _minutes(text: str, at: int) -> Figure | None:
    """两分四十秒."""
    match = _MINUTES.match(text, at)
    if (
        match is None
        or text[at - 1 : at].isdigit()
        or text[at - 1 : at] in NUMERALS
        or text[at - 1 : at] in ("点", "时")
    ):
        return None
    minutes, seconds = _numeral(match["minutes"].replace("两", "二")), Decimal(_numeral(match["seconds"]))
    if not minutes or not 0 < seconds < 60:
        return None
    said = f"{minutes} minute{'s' * (minutes > 1)} {seconds} second{'s' * (seconds > 1)}"
    return Figure(at, match.end(), said, "span", minutes * 60 + seconds, unit="seconds")


def _ordinal(text: str, at: int) -> Figure | None:
    start = at + 1
    if not text.startswith("第", at) or start >= len(text):
        return None
    if not (text[start] in NUMERALS or text[start].isdigit()):
        return None
    found = read_number(text, start)
    if found is None or found.is_range or found.relation != "exact" or found.low != int(found.low) or found.low == 0:
        return None
    if _NOT_ORDINAL.match(text, found.end):
        return None
    value = int(found.low)
    for length in (2, 1):
        noun = text[found.end : found.end + length]
        said = _ORDINAL_NOUNS.get(noun) if len(noun) == length else None
        if said is not None:
            written = said.format(ordinal_word(value), n=value)
            return Figure(at, found.end + length, written, "ordinal", found.low)
    if found.single and not found.arabic and value == 1:
        return None
    return Figure(at, found.end, ordinal_word(value), "ordinal", found.low)


def _top(text: str, at: int) -> Figure | None:
    match = _TOP.match(text, at)
    if match is None or text[at - 1 : at].isdigit() or text[at - 1 : at] in NUMERALS:
        return None
    value = 100 if match["number"] == "百" else _numeral(match["number"])
    if value not in _TOPS:
        return None
    return Figure(at, match.end(), f"the top {value:,}", "ordinal", Decimal(value))


def _places(text: str, at: int) -> Figure | None:
    match = _FIGURES.match(text, at)
    if match is None or text[at - 1 : at].isdigit():
        return None
    value = _numeral(match["number"]) if match["number"] != "两" else 2
    if not 1 < value <= 13:
        return None
    low = Decimal(10) ** (value - 1)
    said = f"{value} figures ({number(low)} or more, less than {number(low * 10)})"
    return Figure(at, match.end(), said, "magnitude", low, low * 10 - 1)


def _scale(unit: str) -> Decimal:
    found = read_number(unit, 0)
    return found.low if found is not None else Decimal(0)


def _class(text: str, at: int) -> Figure | None:
    match = _CLASS.match(text, at)
    if match is None or text[at - 1 : at] in NUMERALS or text[at - 1 : at].isdigit():
        return None
    if text[at - 1 : at] in ("几", "数", "多", "余"):
        return None
    unit = _scale(match["unit"])
    money = match["money"]
    if not unit:
        return None
    currency = {"元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "日元": "JPY"}.get(money or "", "")
    said = magnitude(unit) + (f" of {CURRENCY_WORDS[currency]}" if currency else "")
    return Figure(at, match.end(), f"in the {said}", "magnitude", unit, unit=currency)


def _by(text: str, at: int) -> Figure | None:
    match = _BY.match(text, at)
    if match is None:
        return None
    unit = _scale(match["unit"])
    return Figure(at, match.end(), magnitude(unit), "magnitude", unit) if unit else None


def span(text: str, found: Quantity) -> Figure | None:
    """A stretch of time with what stands around it: 过去三年, 近30天, 三年前. None where it is not worth saying, or
    where 25年 may be the year."""
    start, end = found.start, found.end
    unit = found.unit
    assert unit is not None
    near = found.relation == "nearly" and text.startswith("近", start)
    if unit.zh in ("年", "年间") and (_is_year(text, found) or text[end : end + 1] in tuple("春夏秋冬")):
        return None
    bare = replace(found, relation="exact") if near else found
    said, notes = english(bare), found.notes
    before = ""
    for word in sorted(_PAST, key=len, reverse=True):
        if (
            start >= len(word)
            and text.startswith(word, start - len(word))
            and not (word == "每" and text[start - 2 : start - 1] in ("每",))
        ):
            before = word
            break
    if before == "头" and text[start - 2 : start - 1] not in ("", "，", "。", "的", "在"):
        before = ""
    if near and before in ("历时", "长达", "为期", "持续", "耗时", "用时", "历经"):
        return _span(text, found, start - len(before), end, _PAST[before].format(english(found)), notes)
    if near:
        singular = found.low == found.high == 1
        said = f"the last {said.removeprefix('1 ') if singular else said}"
        if not text.startswith("来", end):
            notes = (*notes, f"Or “{english(found)}”, of how long something lasted.")
        else:
            end += 1
        return _span(text, found, start, end, said, notes)
    if before:
        words = said.removeprefix("1 ") if found.low == found.high == 1 else said
        form = _PAST[before]
        said = form.format(words if "the " in form or "a full" in form or "every" in form else said)
        return _span(text, found, start - len(before), end, said, notes)
    for word, form in _LATER:
        if text.startswith(word, end) and not _NOT_LATER.match(text, end) and found.relation != "within":
            if found.relation == "over" and form.startswith("over"):
                form = "for {}"
            return _span(text, found, start, end + len(word), form.format(said), notes)
    if found.single or (unit.zh == "年" and _may_be_year(text, found)):
        return None
    return _span(text, found, start, end, said, notes)


def _is_year(text: str, found: Quantity) -> bool:
    """1992年以来: the year, not so many years."""
    if found.relation not in ("exact", "or more", "about") or not 1000 <= found.low < 2200:
        return False
    return _YEAR.search(text, found.start, found.end) is not None


def _may_be_year(text: str, found: Quantity) -> bool:
    """25年, 在649年."""
    written = text[found.start : found.end - 1]
    if not written.isdigit():
        return all(char in DIGITS for char in written)
    return len(written) == 2 or (len(written) > 2 and text[found.end : found.end + 1] not in ("的", "历"))


def _span(text: str, found: Quantity, start: int, end: int, said: str, notes: tuple[str, ...]) -> Figure | None:
    del text
    unit = found.unit
    assert unit is not None
    return Figure(
        start, end, said, "span", found.low, found.high if found.high != found.low else None, unit=unit.many,
        relation="several" if found.several else found.relation, notes=notes,
    )  # fmt: skip
