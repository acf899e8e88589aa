"""What has become more or less, by how much and against what: 同比增长12.5%, 环比下降三成, 增至2.5倍, 翻两番."""

import re
from decimal import Decimal
from typing import Final

from reader.text.figures.english import between, fold_of, plain, several
from reader.text.figures.model import Figure, Number
from reader.text.figures.phrases import Quantity, english, related

_BASIS: Final = (
    (r"同比|按年|(?:较|比|与)?(?:去年|上年)同期(?:相比)?", "year on year"),
    (r"环比", "on the previous period"),
    (r"按月|(?:较|比)上个?月", "month on month"),
    (r"按季|(?:较|比)上(?:个?季度|季)", "quarter on quarter"),
    (r"(?:较|比)(?:去年|上年|上一年|前一年)", "on the year before"),
    (r"(?:较|比)(?P<year>(?:19|20)\d\d)年(?:同期)?", "on {}"),
    (r"年均复合|年复合|复合年均", "a year, compounded"),
    (r"年均", "a year on average"),
    (r"月均", "a month on average"),
)
_UP: Final = (
    "增长|增加|多增|提升|提高|上升|上涨|上扬|上调|上浮|攀升|扩大|高出|多出|大增|大涨|猛增|激增|暴涨|飙升"
    "|增|涨|升|多|高|快"
)
_DOWN: Final = (
    "下降|减少|少增|下滑|下跌|降低|回落|缩减|缩小|收窄|下调|萎缩|下挫|大跌|大降|锐减|骤降|暴跌|降|跌|减|少|低"
)
_GROWTH: Final = "增长率|增长速度|增速|增幅|涨幅|升幅"
_LOSS: Final = "降幅|跌幅|减幅"
_TO: Final = "增长|增加|提升|提高|上升|上涨|攀升|扩大|增|升|涨"
_DOWN_TO: Final = "下降|减少|下滑|下跌|降低|回落|缩减|缩小|收窄|降|跌|减"
_LEFT: Final = re.compile(
    rf"(?:(?P<to>{_TO})了?(?:到|至|为)|(?P<downto>{_DOWN_TO})了?(?:到|至|为)"
    rf"|(?P<growth>{_GROWTH})(?:约?为|达到|达|是|高达|仅|只有|在)?|(?P<loss>{_LOSS})(?:约?为|达到|达|是|高达|仅|只有|在)?"
    rf"|(?P<up>{_UP})(?:了|幅度?达?到?|达到|达)?|(?P<down>{_DOWN})(?:了|幅度?达?到?|达到|达)?)(?:原来的?)?$"
)
_COMPARED: Final = {
    "高": "higher",
    "高出": "higher",
    "低": "lower",
    "快": "faster",
    "多": "more",
    "多出": "more",
    "少": "less",
}
"""What is said of two things at one time, not of one at two times."""
_BARE_VERB: Final = frozenset("增涨升多高快降跌减少低")
_NOT_VERB: Final = re.compile("(?:最|至|不|越|更|很|较为|许|众|极|新|过)(?:[多高快少低])了?$|(?:年|新)增$|[比坡]降$")
_BEFORE: Final = re.compile(
    "(?:"
    + "|".join(f"(?:{pattern})" for pattern, _ in _BASIS)
    + ")(?:又|再|仍|均|都|分别|大幅|小幅|略|微|共|累计|实现|继续|净|的|，)*$"
)
_BESIDE: Final = re.compile(f"(?:{_BASIS[0][0]}|{_BASIS[1][0]})[、和及与]?$")
"""A basis before the one that was found: 同比、环比分别增长20%和3%."""
_PLAIN_PERCENT: Final = frozenset({"percent", "points", "multiple", "fraction"})
_MARGIN = 24
"""Characters before a figure in which the words that it goes with are looked for."""
_TURNED: Final = re.compile("(?:翻|番)了?(?:近|约|超|超过)?$")
_IS_TIMES: Final = re.compile(r"(?:的|是|为|达|达到|相当于|等于)[近约超]?(?:过)?$")


def change(text: str, found: Quantity, after: int) -> Figure | None:
    """The quantity with the rise or fall that is said of it; None where nothing is. ``after``: nothing before this
    place is looked at."""
    left = text[max(after, found.start - _MARGIN) : found.start]
    match = _LEFT.search(left)
    verb = next((name for name, value in match.groupdict().items() if value), "") if match else ""
    if match is not None and not _is_verb(left, match, found):
        match, verb = None, ""
    start = found.start - (len(left) - match.start()) if match else found.start
    basis, start = _basis(text, start, after)
    if found.kind == "multiple":
        return _multiple(text, found, verb, basis, start)
    if not verb or (verb in ("growth", "loss") and found.kind not in _PLAIN_PERCENT):
        return None
    said = english(found)
    if verb in ("to", "downto"):
        said = f"{'risen' if verb == 'to' else 'fallen'} to {said}"
    elif verb == "growth":
        said = f"growth of {said}"
    elif verb == "loss":
        said = f"a fall of {said}"
    elif not basis and match is not None and (compared := _COMPARED.get(match["up"] or match["down"])) is not None:
        said = f"{said} {compared}"
    else:
        direction = "up" if verb == "up" else "down"
        by = "" if found.kind in ("percent", "points", "fraction") else "by "
        said = f"{direction} {by}{said}"
    return _figure(found, start, f"{said} {basis}".rstrip())


def _is_verb(left: str, match: "re.Match[str]", found: Quantity) -> bool:
    """涨12% and 同比多3万家, but not 最高12% or 很多3."""
    verb = match["up"] or match["down"] or ""
    if _NOT_VERB.search(left):
        return False
    if verb in _BARE_VERB and found.kind not in _PLAIN_PERCENT and not _BEFORE.search(left[: match.start()]):
        return False
    return not (verb in ("少", "多") and found.kind == "percent" and not _BEFORE.search(left[: match.start()]))


def _basis(text: str, start: int, after: int) -> tuple[str, int]:
    left = text[max(after, start - _MARGIN) : start]
    match = _BEFORE.search(left)
    if match is None:
        return "", start
    both = _BESIDE.search(left[: match.start()])
    if both is not None:
        if "分别" not in match.group():
            return "", start  # the same of both
        match = both
    start -= len(left) - match.start()
    for pattern, said in _BASIS:
        found = re.compile(pattern).match(match.group())
        if found is not None:
            return said.format(found["year"]) if "{}" in said else said, start
    return "", start


def _figure(found: Quantity, start: int, said: str, notes: tuple[str, ...] = ()) -> Figure:
    return Figure(
        start, found.end, said, found.kind, found.low, found.high if found.high != found.low else None,
        unit=found.unit.one if found.unit is not None and found.unit.one else found.unit.zh if found.unit else "",
        relation="several" if found.several else found.relation, notes=found.notes + notes,
    )  # fmt: skip


def _multiple(text: str, found: Quantity, verb: str, basis: str, start: int) -> Figure | None:
    """增长3倍 is up 300%; 是去年的3倍 and 增至3倍 are three times as much."""
    left = text[max(0, found.start - 8) : found.start]
    if _TURNED.search(left):
        return _turned(found, left, basis, start)
    if found.several:
        said = "several times" if found.low == 1 else f"{several(found.low)} times"
        said += " over" if verb == "up" else ""
        return (
            _figure(found, start, f"up {said} {basis}".rstrip() if verb == "up" else said) if verb != "down" else None
        )
    end = found.end
    if text.startswith("于", end):
        if found.high == 1:
            return None
        return _figure(found, found.start, f"{_times(found)} as much as")
    if verb in ("up", "growth"):
        match = _LEFT.search(text[max(0, found.start - _MARGIN) : found.start])
        return _increase(found, basis, start, _COMPARED.get(match["up"] or "") if match is not None else None)
    if verb in ("down", "loss", "downto"):
        return None  # 减少3倍 cannot be; what is meant is the writer's secret
    if verb == "to":
        said = f"risen to {_times(found)} what it was"
        return _figure(found, start, f"{said} {basis}".rstrip())
    if _IS_TIMES.search(left) or not found.single or found.high != found.low or found.low > 1:
        if found.low == found.high == 1:
            return None
        return _figure(found, found.start, _times(found))
    return None


def _times(found: Quantity) -> str:
    return related(found.relation, f"{between(found.low, found.high)} times")


def _increase(found: Quantity, basis: str, start: int, compared: str | None) -> Figure:
    percent = related(found.relation, f"{between(found.low * 100, found.high * 100)}%")
    now = fold_of(found.low + 1)
    if found.high != found.low:
        now = f"{plain(found.low + 1)} to {plain(found.high + 1)} times as much"
    elif found.low == 1:
        now = "doubled"
    now = related(found.relation, now)
    note = (
        ()
        if found.low == found.high == 1
        else ("增长 N 倍 is N times more, N + 1 times in all; some writers mean N times in all.",)
    )
    said = f"{percent} {compared}" if compared and not basis else f"up {percent} {basis}".rstrip()
    return _figure(found, start, f"{said} ({now})", note)


def _turned(found: Quantity, left: str, basis: str, start: int) -> Figure | None:
    match = _TURNED.search(left)
    assert match is not None
    start = min(start, found.start - len(match.group()))
    if found.several:
        return _figure(found, start, f"multiplied several times over {basis}".rstrip())
    if found.low == found.high == 1:
        return _figure(found, start, f"doubled {basis}".rstrip())
    if found.low != found.high or found.low != int(found.low):
        return None
    said = f"multiplied: {plain(found.low)} or {plain(found.low + 1)} times as much"
    return _figure(found, start, f"{said} {basis}".rstrip(), ("翻 N 倍 is used for N times and for N + 1 times.",))


_FAN: Final = re.compile("翻(?:上|了)?(?P<about>近|约)?")


def doublings(text: str, at: int, number: Number, after: int) -> Figure | None:
    """翻一番 is doubled, 翻两番 four times as much: each 番 doubles what the one before has made."""
    if not text.startswith("番", number.end) or number.is_range:
        return None
    left = text[max(after, at - 4) : at]
    match = next((m for m in _FAN.finditer(left) if m.end() == len(left)), None)
    if match is None:
        return None
    start = at - len(match.group())
    basis, start = _basis(text, start, after)
    value = Decimal(2) ** int(number.low)
    said = "doubled" if value == 2 else "quadrupled" if value == 4 else f"{plain(value)} times as much"
    if match["about"]:
        said = f"{'nearly' if match['about'] == '近' else 'about'} {said}"
    note = () if value == 2 else ("Each 番 is a doubling.",)
    return Figure(start, number.end + 1, f"{said} {basis}".rstrip(), "multiple", value, unit="times", notes=note)


def several_doublings(text: str, at: int, after: int) -> Figure | None:
    """翻几番, 翻上数番."""
    match = re.compile("翻(?:上|了)?[几数]番").match(text, at)
    if match is None:
        return None
    basis, start = _basis(text, at, after)
    return Figure(
        start, match.end(), f"doubled several times over {basis}".rstrip(), "multiple", unit="times", relation="several"
    )  # fmt: skip


def plain_figure(text: str, found: Quantity) -> Figure:
    """A quantity of which no change is said."""
    del text
    return _figure(found, found.start, english(found))


def average(text: str, start: int) -> tuple[int, str]:
    """日均, 人均 before a figure: where it begins then, and what English says behind it."""
    for zh, said in (
        ("日均", "a day on average"), ("月均", "a month on average"), ("年均", "a year on average"),
        ("周均", "a week on average"), ("人均", "per head"), ("户均", "per household"), ("单均", "per order"),
        ("场均", "per session on average"), ("每日", "a day"), ("每天", "a day"), ("每月", "a month"),
        ("每年", "a year"), ("每周", "a week"), ("每小时", "an hour"), ("每人", "per person"),
    ):  # fmt: skip
        if start >= len(zh) and text.startswith(zh, start - len(zh)):
            return start - len(zh), said
    return start, ""
