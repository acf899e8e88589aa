"""Cutting text into words, written as the words with spaces between."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.script import fold
from reader.text.segment import LatticeSegmenter, Piece, Span

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
    """Counted in look-ups rather than seconds: twice the text asks the trie at most about twice as much."""
    text = unit * 2000
    assert covers(SEGMENTER.segment(text), len(text))
    asked = [_asked(unit * n) for n in (500, 1000)]
    assert asked[1] <= 2.1 * asked[0] + 50


def _asked(text: str) -> int:
    class Counting:
        def __init__(self) -> None:
            self.characters = 0

        def iter_prefixes_with_ids(self, part: str):  # type: ignore[no-untyped-def]
            self.characters += len(part)
            return trie.iter_prefixes_with_ids(part)

        def get(self, key: str) -> int | None:
            return trie.get(key)

        def __contains__(self, key: str) -> bool:
            return key in trie

    segmenter = LatticeSegmenter()
    words = segmenter._lexicon
    trie = words.trie
    counting = Counting()
    try:
        words.trie = counting
        segmenter.segment(text)
    finally:
        words.trie = trie
    return counting.characters
