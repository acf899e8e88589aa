"""What figures mean in English: a table that was written by hand, and what nothing is to be said of."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.figures.find import figure_at, figures
from reader.text.script import opencc_converter

_HERE = Path(__file__).parent
_ROWS = [line.split("\t") for line in (_HERE / "figures.tsv").read_text(encoding="utf-8").splitlines()]
_SILENT = (_HERE / "silent.txt").read_text(encoding="utf-8").splitlines()


def _told(marked: str) -> tuple[str, str]:
    """A text, and the part of it in square brackets: the figure (all of it without brackets)."""
    if "[" not in marked:
        return marked, marked
    return marked.replace("[", "").replace("]", ""), marked[marked.index("[") + 1 : marked.index("]")]


def _said(text: str) -> list[tuple[str, str]]:
    return [(text[figure.start : figure.end], figure.english) for figure in figures(text)]


@pytest.mark.parametrize(("marked", "english"), _ROWS, ids=[row[0] for row in _ROWS])
def test_every_form_of_figure(marked: str, english: str) -> None:
    text, figure = _told(marked)
    assert _said(text) == [(figure, english)]


def test_the_table_is_large_and_has_both_scripts() -> None:
    traditional = [row for row in _ROWS if any(char in "億萬點塊兩幾數個屆條畝長過歲後參貳場環餘" for char in row[0])]
    assert len(_ROWS) >= 250
    assert len(traditional) >= 40
    assert len(_SILENT) >= 80


def test_every_form_in_traditional_characters() -> None:
    to_traditional = opencc_converter("s2t")
    wrong = []
    for marked, english in _ROWS:
        text, figure = _told(to_traditional(marked))
        told = _said(text)
        if [said for _, said in told] != [english] or told[0][0] != figure:
            wrong.append((text, told))
    assert not wrong


@pytest.mark.parametrize("text", _SILENT)
def test_silent_where_unsure(text: str) -> None:
    assert _said(text) == []


def test_silent_in_traditional_characters() -> None:
    to_traditional = opencc_converter("s2t")
    assert [text for text in _SILENT if _said(to_traditional(text))] == []


def test_values_are_for_programs_too() -> None:
    (found,) = figures("近5000万元")
    assert (found.kind, found.low, found.high) == ("money", Decimal(50_000_000), None)
    assert (found.unit, found.relation) == ("CNY", "nearly")
    (found,) = figures("30%—50%")
    assert (found.low, found.high, found.unit) == (Decimal(30), Decimal(50), "%")
    (found,) = figures("同比增长3倍")
    assert found.low == 3
    assert found.notes


def test_any_part_of_a_figure_finds_all_of_it() -> None:
    text = "销售额同比增长12.5%，创新高"
    whole = (3, 12)
    for place in range(len(text)):
        found = figure_at(text, place, place + 1)
        assert (found and (found.start, found.end)) == (whole if whole[0] <= place < whole[1] else None)


_ALPHABET = (
    "0123456789.,%:-—至到〇零一二两三四五六七八九十百千万亿兆几数多余来半点分之成折倍元块毛"
    "角年月日时个家第近约超上强位级翻番同比增长降 a"
)


@given(st.text(alphabet=_ALPHABET, max_size=24))
def test_anything_is_read_without_failing(text: str) -> None:
    last = 0
    for found in figures(text):
        assert last <= found.start < found.end <= len(text)
        assert found.english.strip()
        last = found.end


def test_a_long_text_takes_little_time() -> None:
    text = "同比增长12.5%，近三年销售额超3640.06亿元，一百一，千万别" * 300
    assert len(figures(text)) == 900
    assert figures("九" * 20_000) == figures("1" * 20_000) == []
