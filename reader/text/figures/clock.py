"""Times of day: 晚上6点半 is 6:30 p.m."""

import re
from typing import Final

from reader.text.figures.model import Figure
from reader.text.figures.numerals import digits_value

_TIME: Final = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|午后|午间|正午|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜|午夜|当晚|今晚|昨晚|明晚|晚|早)?"
    r"(?P<hour>\d{1,2}|二?十[一二三四]?|[零〇一二两三四五六七八九])(?P<sign>点|时|點)"
    r"(?:(?P<half>半)|(?P<quarter>[一三])刻|过?(?P<minute>\d{1,2}|[零〇○一二三四五六七八九十]{1,4})分(?![钟之秒位布])|(?P<minute_bare>[0-5]\d)(?![\d.%万亿])|(?P<clock>钟|整))?"
)
_MORNING: Final = frozenset({"凌晨", "清晨", "早上", "早晨", "上午", "早"})


def clock(text: str, at: int) -> Figure | None:
    """The time of day that begins at a place: 晚上6点半, 20时30分."""
    match = _TIME.match(text, at)
    if match is None:
        return None
    part = match["part"] or ""
    exact = match["half"] or match["quarter"] or match["minute"] or match["minute_bare"] or match["clock"]
    if not exact and (not part or (part in ("早", "晚") and match["sign"] == "时")):
        return None
    if (match["minute_bare"] and not part) or text[at - 1 : at].isdigit():
        return None
    hour = digits_value(match["hour"])
    minute = 30 if match["half"] else 15 * digits_value(match["quarter"]) if match["quarter"] else 0
    if match["minute"] or match["minute_bare"]:
        minute = digits_value((match["minute"] or match["minute_bare"]).lstrip("零〇○") or "0")
    if hour > 24 or minute > 59:
        return None
    if re.compile("点[钟整]?[评赞击播]").match(text, match.start("sign")):
        return None
    return Figure(at, match.end(), _twelve(hour, minute, part), "time")


def _twelve(hour: int, minute: int, part: str) -> str:
    small = f":{minute:02}" if minute else ""
    if not part and hour <= 12:
        return f"{hour}{small or ' o’clock'}"
    if hour <= 12:
        if part in ("中午", "正午", "午间"):
            hour += 12 if hour < 5 else 0
        elif part not in _MORNING and (hour > 5 or part not in ("夜里", "夜间", "深夜", "半夜", "午夜")):
            hour = 0 if hour == 12 and part not in ("下午", "午后") else hour + 12 if hour < 12 else hour
        elif part in _MORNING and hour == 12:
            hour = 0 if part == "凌晨" else 12
    if hour in (0, 24) and not minute:
        return "midnight"
    if hour == 12 and not minute:
        return "noon"
    half = "a.m." if hour % 24 < 12 else "p.m."
    return f"{(hour - 1) % 12 + 1}{small} {half}"
