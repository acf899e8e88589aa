"""Cutting text into words, written as the words with spaces between."""

import sys
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.borders import borders
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter, Piece, Span
from tests.reader.text.plain_lattice import plain_gains, plain_runs
from texts.library import FIRST_TEXT, Library

if TYPE_CHECKING:
    from _typeshed import TraceFunction

SEGMENTER = LatticeSegmenter()
ODD = st.text(
    st.sampled_from("的一王小斯·银行后A9.,-'%万 \t\n\0\u0301\ufe0f\u200d👩👧𠮷㐀〇々かア한…—“”。，Ωé"), max_size=40
)


def cut(text: str, *forced: str) -> list[str]:
    spans: list[Span] = sorted((text.index(part), text.index(part) + len(part)) for part in forced)
    return [text[p.start : p.end] for p in SEGMENTER.segment(fold(text), spans)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.kind) for p in SEGMENTER.segment(fold(text))]


@pytest.mark.parametrize(
    "words",
    [
        "他 在 银行 工作 ， 生活 很 有 规律 。",
        "电商 中 非 付费 的 流量",
        "中非 签署 了 协议",
        "產業鏈 和 供應鏈 正在 發展 。",
        "实现 成交 额 3640.06亿 元 ， 增长 12.5% ， 共 1,500 场",
        "用 U盘 拷 给 他 的 iPhone15 和 MCN 机构",
        "“ 296X ” 先进 制造业 集群",
        "共 四百五十万 人 ， 三十多 家",
        "实实在在 的 数字",
        "南京市 长江 大桥",
    ],
)
def test_words(words: str) -> None:
    assert cut(words.replace(" ", "")) == words.split()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("演员郑惠玉担纲主演", "郑惠玉"),
        ("董事長謝如棟說", "謝如棟"),
        ("来自河北的李菁和张子品夫妇", "李菁"),
        ("作家欧阳小华来了", "欧阳小华"),
        ("11岁的叶甫根尼·普鲁申科", "叶甫根尼·普鲁申科"),
        ("小五坦言", "小五"),
    ],
)
def test_names_are_one_token(text: str, name: str) -> None:
    assert (name, "name") in kinds(text)


@pytest.mark.parametrize("text", ["和平方案", "从冷库果蔬", "小三峡", "他有五百元", "于是向前走", "购物·天堂"])
def test_ordinary_words_are_not_names(text: str) -> None:
    assert "name" not in [kind for _, kind in kinds(text)]


def test_forced_spans_are_never_cut_nor_crossed() -> None:
    assert cut("优质自然流量很贵", "自然流") == ["优质", "自然流", "量", "很", "贵"]
    assert cut("自然流量", "自", "然流量") == ["自", "然流量"]


def test_kinds() -> None:
    assert kinds("MCN 有3家。😀") == [
        ("MCN", "latin"),
        (" ", "space"),
        ("有", "word"),
        ("3", "number"),
        ("家", "word"),
        ("。", "punctuation"),
        ("😀", "other"),
    ]


def covers(pieces: list[Piece], length: int) -> bool:
    ends = [0, *(p.end for p in pieces)]
    return all(a == p.start < p.end for a, p in zip(ends, pieces, strict=False)) and ends[-1] == length


@given(st.text() | ODD)
@settings(max_examples=300, deadline=None)
def test_pieces_cover_any_text(text: str) -> None:
    assert covers(SEGMENTER.segment(fold(text)), len(text))


_ARTICLE = fold("".join(paragraph.text for paragraph in Library(Path("none")).load(FIRST_TEXT).paragraphs))
SHREDS = st.lists(
    st.integers(0, len(_ARTICLE)).flatmap(
        lambda at: st.integers(1, 12).map(lambda length: _ARTICLE[at : at + length]),
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    | st.sampled_from(["高高兴兴", "王小明", "三百二十", "小五", "卡拉OK", "U盘", "第3名", "3亿多元", "斯考尔"]),
    max_size=10,
).map("".join)
"""Pieces of an article put together anew, among other signs: more ways to be cut than ordinary text has."""


@given(SHREDS | ODD)
@settings(max_examples=300, deadline=None)
def test_shortcuts_change_no_cut(text: str) -> None:
    text = fold(text)
    whole = [piece for piece in SEGMENTER.cuts(text) if piece.kind in {"word", "name", "number", "latin"}]
    assert whole == plain_runs(text)


@given(st.text() | ODD | SHREDS)
@settings(max_examples=300, deadline=None)
def test_weights_of_all_borders_at_once(text: str) -> None:
    assert borders().gains(text) == plain_gains(text)


@given(ODD, st.data())
@settings(max_examples=150, deadline=None)
def test_forced_spans_come_back_whole(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    forced = list(pairwise(places))[::2]
    pieces = SEGMENTER.segment(fold(text), forced)
    assert covers(pieces, len(text))
    assert {(p.start, p.end) for p in pieces} >= set(forced)


@pytest.mark.parametrize("unit", ["一", "王小", "斯·", "1.", "千克", "a1", "👩‍👩‍👧"])
def test_a_long_line_takes_linear_time(unit: str) -> None:
    """Counted in lines of code rather than seconds: twice the text executes about twice as many."""
    text = unit * 2000
    assert covers(SEGMENTER.segment(text), len(text))
    worked = [_lines_executed(unit * n) for n in (500, 1000)]
    assert worked[1] <= 2.1 * worked[0] + 50


def _lines_executed(text: str) -> int:
    segmenter = LatticeSegmenter()
    count = 0

    def count_lines(_: FrameType, event: str, __: object) -> "TraceFunction":
        nonlocal count
        count += event == "line"
        return count_lines

    before = sys.gettrace()
    sys.settrace(count_lines)
    try:
        segmenter.segment(text)
    finally:
        sys.settrace(before)
    return count
