"""All figures of a text, in order."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from reader.text.figures.changes import average, change, doublings, plain_figure, several_doublings
from reader.text.figures.dates import REIGNS, date
from reader.text.figures.model import Figure
from reader.text.figures.numerals import NUMERALS, normal, read_number
from reader.text.figures.phrases import Quantity
from reader.text.figures.prices import two_digit_discount
from reader.text.figures.quantities import quantity
from reader.text.figures.shapes import shape, span
from reader.text.figures.silent import NO_FIGURE, OLD_REIGNS, is_no_figure

_STARTS: Final = re.compile(
    "[0-9零〇○一二两三四五六七八九十百千万亿兆廿卅几数第前翻正腊Q¥$￥€£]|RMB|CNY|USD|US\\$|HK\\$|NT\\$|HKD|EUR|GBP|JPY|人民币|新台币|美元|港币|港元|欧元|日元"
    "|今年|去年|明年|后年|当年|同年|上年|次年|翌年|公元|农历|阴历|旧历|上世纪|上个世纪|本世纪"
    f"|{'|'.join((*REIGNS, *OLD_REIGNS))}"
    "|凌晨|清晨|早上|早晨|上午|中午|午后|午间|正午|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜|午夜|当晚|今晚|昨晚|明晚|晚|早"
)
_RUN: Final = re.compile(f"[{''.join(sorted(NUMERALS))}]+")
_ARABIC_RUN: Final = re.compile(r"[\d.,:/\-]*\d")
_LONGEST: Final = 100_000
"""Characters looked at; a paragraph has some hundreds."""


def figures(text: str) -> list[Figure]:
    """The figures of a text in either script, in order and apart. Nothing is said of what may be none, or may mean
    two things that differ."""
    return list(_figures(text[:_LONGEST]))


def figure_at(text: str, start: int, end: int) -> Figure | None:
    """The figure that a stretch of the text touches."""
    return next((figure for figure in _remembered(text) if figure.start < end and start < figure.end), None)


@lru_cache(maxsize=32)
def _remembered(text: str) -> tuple[Figure, ...]:
    return tuple(figures(text))


def _figures(original: str) -> Iterator[Figure]:
    text = normal(original)
    if len(text) != len(original):
        return
    taken = at = 0
    while (match := _STARTS.search(text, at)) is not None:
        start = match.start()
        blocked = NO_FIGURE.match(text, start)
        if blocked is not None:
            at = blocked.end()
            continue
        found = _at(original, text, start, taken)
        if found is not None:
            yield found
            taken = at = found.end
        else:
            at = _past(text, start)


def _past(text: str, start: int) -> int:
    """Behind what is no figure: the whole of a number, for its end is none either."""
    if text[start].isdigit() and text[start].isascii():
        run = _ARABIC_RUN.match(text, start)
        return run.end() if run is not None else start + 1
    if text[start] in NUMERALS:
        run = _RUN.match(text, start)
        assert run is not None
        return run.end()
    return start + 1


def _at(original: str, text: str, start: int, taken: int) -> Figure | None:
    if not _may_start(text, start):
        return None
    found = date(text, start) or shape(text, start) or several_doublings(text, start, taken)
    if found is not None:
        return found
    if text[start] in NUMERALS or text[start].isdigit():
        number = read_number(text, start)
        if number is not None and (turned := doublings(text, start, number, taken)) is not None:
            return turned
    read = two_digit_discount(text, start) or quantity(text, start)
    if read is None or read.start < taken or is_no_figure(original, text, read):
        return None
    return _said(text, read, taken)


def _may_start(text: str, start: int) -> bool:
    """Not within a word of Latin letters and figures, a version, a telephone number, a score."""
    before = text[start - 1 : start]
    if not text[start].isascii() or not text[start].isdigit():
        return True
    if (before and before in "./_#@") or (before == ":" and text[start - 2 : start - 1].isdigit()):
        return False
    return not (before == "-" and (start < 2 or text[start - 2].isascii()))


def _said(text: str, read: Quantity, taken: int) -> Figure | None:
    changed = change(text, read, taken)
    if changed is not None:
        return changed
    if read.kind == "span":
        return span(text, read)
    if read.kind == "multiple" or read.trivial:
        return None
    if read.kind == "percent" and read.relation == "exact" and text[read.end - 1] in "%‰" and read.low == read.high:
        return None
    figure = plain_figure(text, read)
    start, per = average(text, figure.start)
    if per and start >= taken:
        figure = replace(figure, start=start, english=f"{figure.english} {per}")
    return figure
