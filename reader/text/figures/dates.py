"""Dates: 2025年12月5日, 1—10月, 上世纪90年代, 三季度, 95后."""

import re
from typing import Final

from reader.text.figures.clock import clock
from reader.text.figures.english import ordinal
from reader.text.figures.model import Figure
from reader.text.figures.numerals import digits_value

_MONTHS: Final = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SMALL = (
    r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?"
    r"|[一二三四五六七八九](?![一二三四五六七八九十]))"
)
"""1 to 39; 三四月 is two months."""
REIGNS: Final = {
    "洪武": (1367, "Hongwu"), "永乐": (1402, "Yongle"), "宣德": (1425, "Xuande"), "成化": (1464, "Chenghua"),
    "弘治": (1487, "Hongzhi"), "正德": (1505, "Zhengde"), "嘉靖": (1521, "Jiajing"),
    "隆庆": (1566, "Longqing"), "万历": (1572, "Wanli"), "天启": (1620, "Tianqi"),
    "崇祯": (1627, "Chongzhen"), "顺治": (1643, "Shunzhi"), "康熙": (1661, "Kangxi"),
    "雍正": (1722, "Yongzheng"), "乾隆": (1735, "Qianlong"), "嘉庆": (1795, "Jiaqing"),
    "道光": (1820, "Daoguang"), "咸丰": (1850, "Xianfeng"), "同治": (1861, "Tongzhi"),
    "光绪": (1874, "Guangxu"), "宣统": (1908, "Xuantong"), "明治": (1867, "Meiji"), "大正": (1911, "Taisho"),
    "昭和": (1925, "Showa"), "平成": (1988, "Heisei"), "令和": (2018, "Reiwa"),
    "民国": (1911, "the Republic"),
}  # fmt: skip
"""The year before the first of each, and how English writes it."""
_ERA = "|".join(REIGNS)
_YEAR = (
    rf"(?:(?:(?P<era>{_ERA}|公元前|公元)(?P<year_of>\d{{1,4}}|[元一二三四五六七八九十百零〇○]{{1,6}})"
    r"|(?P<year>\d{2,4}|[〇零○一二三四五六七八九]{4}))年"
    r"|(?P<relative>今年|去年|明年|后年|当年|同年|上年|次年|翌年))"
)
_RELATIVE: Final = {
    "今年": "this year", "去年": "last year", "明年": "next year", "后年": "the year after next", "当年": "that year",
    "同年": "the same year", "上年": "the year before", "次年": "the following year", "翌年": "the following year",
}  # fmt: skip
_DASH = r" ?(?:[—–\-~]{1,2}|至|到) ?"
_DATE: Final = re.compile(
    rf"(?P<lunar>农历|阴历|旧历)?(?:{_YEAR}的?)?(?P<lunar_in>农历|阴历)?(?P<month>{_SMALL}|正|腊)(?:月?(?P<dash>{_DASH})(?P<month2>{_SMALL}))?月"
    rf"(?:份|(?P<part>上旬|中旬|下旬|初(?![一二三四五六七八九十])|底|末|中(?=[，。、旬]))"
    rf"|(?P<new_moon>初)?(?P<day>{_SMALL})(?:[日号]?{_DASH}(?:(?P<month3>{_SMALL})月)?(?P<day2>{_SMALL}))?(?P<sign>[日号](?!线|机|楼|店|院|车|令))?)?"
)
_NOT_MONTH: Final = re.compile("月(?:亮|光|饼|薪|天(?!气)|稻田|半|老|嫂|子|牙|球)|月$(?!)")
_PARTS: Final = {
    "上旬": "early {} (1st–10th)", "中旬": "mid-{} (11th–20th)", "下旬": "late {} (21st to the end)",
    "初": "early {}", "底": "the end of {}", "末": "the end of {}", "中": "mid-{}",
}  # fmt: skip
_YEARS: Final = re.compile(
    rf"(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}})年?{_DASH}(?P<year2>\d{{4}}|\d{{2}}(?=年)|[〇零○一二三四五六七八九]{{4}})年(?P<end>底|初|末)?"
)
_FINANCIAL: Final = re.compile(r"(?P<year>20\d\d)(?:财年|财政年度)")
_YEAR_PART: Final = re.compile(
    rf"{_YEAR}(?:(?P<part>底|末|初|中(?=[，。、])|上半年|下半年)|全年|度)?(?:的?第?(?P<quarter>[一二三四1-4])季度?|的?(?:前(?P<quarters>[二两三23])(?:个)?季度))?"
)
_QUARTER: Final = re.compile(
    r"第?(?P<quarter>[一二三四1-4])季度|Q(?P<latin>[1-4])(?![A-Za-z0-9])|前(?P<quarters>[二两三23])个?季度"
)
_QUARTERS: Final = ("", "first", "second", "third", "fourth")
_DECADE: Final = re.compile(
    rf"(?:(?P<last>上世纪|上个世纪|本世纪)|(?P<century>{_SMALL})世纪)?(?:(?P<first>[1-9]0|[二三四五六七八九]十)(?P<join>{_DASH}|、))?(?P<decade>(?:1\d|20)?[1-9]0|(?:1\d|20)00|[二三四五六七八九]十|一九[二三四五六七八九]〇|二〇[一二]〇)年代(?P<part>初期?|中期|末期?|后期|早期|中后期)?"
)
_CENTURY: Final = re.compile(rf"(?P<bc>公元前)?(?P<century>{_SMALL})世纪(?P<part>初期?|中叶|中期|末期?|上半叶|下半叶)?")
_BORN: Final = re.compile(r"(?P<decade>[0-9][05]|[零〇○五六七八九][零〇○五])后(?![台面来期卫天续者方勤门排悔代果备])")


_FIRST_MONTHS: Final = re.compile(rf"前(?P<count>{_SMALL})(?P<counter>个)?月(?!份?[前后内])")


def _first_months(text: str, at: int) -> Figure | None:
    """前10月, 前十个月 of a year. 前三个月 may as well be the three before this."""
    match = _FIRST_MONTHS.match(text, at)
    if match is None:
        return None
    count, before = digits_value(match["count"]), text[at - 1 : at]
    fewest = 4 if match["counter"] and before != "年" else 2
    if not fewest <= count <= 11 or before in ("月", "以", "之", "从", "目", "提"):
        return None
    return Figure(at, match.end(), f"the first {count} months (January–{_MONTHS[count]})", "date")


def date(text: str, at: int) -> Figure | None:
    """The date, quarter, decade or year that begins at a place; None where none does, or just 2025年 stands there."""
    for read in (_first_months, _years, _month, _decade, _year, _quarter, _born, clock):
        found = read(text, at)
        if found is not None:
            return found
    return None


def _named(match: "re.Match[str]") -> str | None:
    """The year as English has it; empty where none stands there, None where it cannot be."""
    groups = match.groupdict()
    if groups.get("relative"):
        return _RELATIVE[groups["relative"]]
    written = groups.get("year") or groups.get("year_of")
    if not written:
        return ""
    value = 1 if written == "元" else digits_value(written)
    if groups.get("era") in REIGNS:
        before, name = REIGNS[groups["era"]]
        return f"{before + value} (year {value} of {name})" if 0 < value < 200 else None
    if groups.get("era") == "公元前":
        return f"{value} BC"
    if groups.get("era") == "公元":
        return f"AD {value}"
    return str(value) if 1000 <= value < 2200 else None


def _month(text: str, at: int) -> Figure | None:
    match = _DATE.match(text, at)
    if match is None:
        return None
    if _NOT_MONTH.match(text, match.end() - 1) and not match["day"]:
        return None
    year = _named(match)
    month = {"正": 1, "腊": 12}.get(match["month"]) or digits_value(match["month"])
    if year is None or not 1 <= month <= 12:
        return None
    lunar = bool(match["lunar"] or match["lunar_in"] or match["month"] in "正腊" or match["new_moon"])
    end = match.end()
    day, sign = match["day"], match["sign"]
    if day and not sign and not lunar:
        end, day = match.start("day"), None
    if lunar:
        return _lunar(match, month, year, end)
    if match["month2"]:
        second = digits_value(match["month2"])
        if not 1 <= second <= 12 or day:
            return None
        return _dated(at, end, f"{_MONTHS[month]}–{_MONTHS[second]}", year)
    name = _MONTHS[month]
    if day:
        first = digits_value(day)
        if not 1 <= first <= 31:
            return None
        if match["day2"]:
            last = digits_value(match["day2"])
            if not 1 <= last <= 31:
                return None
            if match["month3"] and digits_value(match["month3"]) != month:
                later = digits_value(match["month3"])
                if not 1 <= later <= 12:
                    return None
                return _dated(at, end, f"{first} {name} – {last} {_MONTHS[later]}", year)
            return _dated(at, end, f"{first}–{last} {name}", year)
        return _dated(at, end, f"{first} {name}", year)
    if match["part"]:
        return _dated(at, end, _PARTS[match["part"]].format(f"{name} {year}".rstrip()), "")
    return _dated(at, end, name, year)


def _dated(start: int, end: int, said: str, year: str) -> Figure:
    return Figure(start, end, f"{said} {year}".rstrip(), "date")


def _lunar(match: "re.Match[str]", month: int, year: str, end: int) -> Figure | None:
    said = f"the {ordinal(month)} lunar month"
    if match["day"]:
        said = f"the {ordinal(digits_value(match['day']))} of {said}"
    if year:
        said += f", {year}"
    return Figure(
        match.start(), end, said, "date", notes=("By the traditional calendar, which begins in January or February.",)
    )


def _years(text: str, at: int) -> Figure | None:
    match = _YEARS.match(text, at)
    if match is None:
        return None
    first, second = digits_value(match["year"]), digits_value(match["year2"])
    if second < 100:
        second += first // 100 * 100
    if not 1000 <= first < second < 2200:
        return None
    said = f"{first}–{second}"
    return Figure(at, match.end(), said, "date")


def _year(text: str, at: int) -> Figure | None:
    financial = _FINANCIAL.match(text, at)
    if financial is not None:
        return Figure(at, financial.end(), f"the financial year {financial['year']}", "date")
    match = _YEAR_PART.match(text, at)
    if match is None:
        return None
    year = _named(match)
    if not year:
        return None
    quarter = match["quarter"] or match["quarters"]
    part = match["part"]
    if quarter:
        return Figure(at, match.end(), f"{_quarter_words(match)} {_of(year)}", "date")
    if part in ("上半年", "下半年"):
        return Figure(at, match.end(), f"the {'first' if part[0] == '上' else 'second'} half {_of(year)}", "date")
    if part:
        said = {"底": "the end {}", "末": "the end {}", "初": "early {}", "中": "mid-{}"}[part]
        shown = _of(year) if "end" in said else year
        return Figure(at, match.end(), said.format(shown), "date") if not match["relative"] else None
    written = match["year"] or match["year_of"]
    if written and (match["era"] or not written.isascii()):
        return Figure(at, match.end("year" if match["year"] else "year_of") + 1, year, "date")
    return None


def _of(year: str) -> str:
    return f"of {year}"


def _quarter_words(match: "re.Match[str]") -> str:
    groups = match.groupdict()
    if groups.get("quarters"):
        count = digits_value(groups["quarters"])
        return (
            f"the first {'two' if count == 2 else 'three'} quarters (January–{'June' if count == 2 else 'September'})"
        )
    number = digits_value(groups.get("quarter") or groups["latin"])
    return f"the {_QUARTERS[number]} quarter"


def _quarter(text: str, at: int) -> Figure | None:
    match = _QUARTER.match(text, at)
    if match is None or (match["latin"] and text[at - 1 : at].isascii() and text[at - 1 : at].isalnum()):
        return None
    if match["quarter"] and text[at - 1 : at] in ("个", "十", "两"):
        return None
    return Figure(at, match.end(), _quarter_words(match), "date")


_DECADE_PARTS: Final = {
    "初": "the early {}",
    "早": "the early {}",
    "中": "the mid-{}",
    "末": "the late {}",
    "后": "the late {}",
}


def _decade(text: str, at: int) -> Figure | None:
    match = _DECADE.match(text, at)
    if match is not None:
        decade = digits_value(match["decade"])
        century = digits_value(match["century"]) if match["century"] else 20
        if match["last"] == "本世纪":
            century = 21
        if decade >= 1000:
            century = 1
        if not 1 <= century <= 22:
            return None
        name = f"{(century - 1) * 100 + decade}s"
        if match["first"]:
            join = "and" if match["join"] == "、" else "to"
            name = f"{(century - 1) * 100 + digits_value(match['first'])}s {join} {name}"
        if (century - 1) * 100 + decade > 2100:
            return None
        part = _DECADE_PARTS["后" if match["part"] == "中后期" else match["part"][0]] if match["part"] else "the {}"
        return Figure(at, match.end(), part.format(name), "date")
    match = _CENTURY.match(text, at)
    if match is not None and text[at - 1 : at] not in ("个", "半") and 1 <= digits_value(match["century"]) <= 22:
        said = f"the {ordinal(digits_value(match['century']))} century{' BC' if match['bc'] else ''}"
        if match["part"]:
            said = {"初": "the early {}", "中": "the mid-{}", "末": "the late {}", "上": "the first half of the {}",
                    "下": "the second half of the {}"}[match["part"][0]].format(said.removeprefix("the "))  # fmt: skip
        return Figure(at, match.end(), said, "date")
    return None


def _born(text: str, at: int) -> Figure | None:
    match = _BORN.match(text, at)
    if match is None or text[at - 1 : at].isdigit() or text[at - 1 : at] in (".", "年"):
        return None
    decade = digits_value(match["decade"])
    year = (2000 if decade < 50 else 1900) + decade
    said = f"born in the {year}s" if decade % 10 == 0 else f"born {year}–{year + 4}"
    return Figure(at, match.end(), said, "date")
