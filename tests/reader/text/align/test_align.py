"""Sentences of two texts that belong together."""

from collections.abc import Mapping, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.align.aligner import align
from reader.text.align.model import COMPLETE, USUAL, Evidence, Pair, Side
from reader.text.align.numbers import chinese_numbers, english_numbers
from reader.text.align.stems import stem
from tests.reader.text.align.variants import SEEDS, Words, clean, f1, noisy, written

PAIRS = written()


def shown(pairs: Sequence[Pair]) -> str:
    return " ".join(f"{''.join(map(str, p.zh_indices))}-{''.join(map(str, p.en_indices))}" for p in pairs)


def test_lengths_alone_tell_two_for_one() -> None:
    zh = Side(["他来了。", "雨下了整整一夜，屋顶的瓦片都被冲走了，没有人敢出门。"])
    en = Side(
        ["He came.", "It rained the whole night through.", "Tiles were washed off the roof, and nobody dared go out."]
    )
    assert shown(align(zh, en)) == "0-0 1-12"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("营业收入为12.5亿元。", "It took 1.25 billion."),
        ("一共有三百五十人。", "They were three hundred and fifty."),
        ("记者林依轮报道。", "Lin Yilun reports here."),
        ("他在NBA打球。", "He plays in the NBA."),
        ("这是十二月的事。", "That was December then."),
        ("你为什么走？", "Why did you go?"),
        ("我要买苹果。", "Apples I shall buy."),
        ("这是自然流啊。", "Organic traffic it is."),
    ],
)
def test_each_kind_of_evidence_finds_its_sentence_among_others(zh: str, en: str) -> None:
    """It tells whether a sentence goes with the one before it or the one after it."""
    words = Words(苹果="apple")
    english = Side(["He went there slowly.", en, "We sat down together."])
    for at, sentences in enumerate(([zh, "谁都在这里坐下来了。"], ["有人慢慢地走过去了。", zh])):
        (holder,) = [pair for pair in align(Side(sentences), english, words) if 1 in pair.en_indices]
        assert list(holder.zh_indices) == [at]


def test_paragraphs_help_where_they_agree_and_do_no_harm_where_not() -> None:
    zh = [f"第{'甲乙丙丁戊己'[n]}句话在这里说。" for n in range(6)]
    en = [f"Sentence {'abcdef'[n]} is said just here." for n in range(6)]
    del en[2]
    starts = frozenset({0, 3})
    assert shown(align(Side(zh, starts), Side(en, frozenset({0, 2})))[-3:]) == "3-2 4-3 5-4"
    case = clean("written", PAIRS, 1)
    askew = Side(case.en.sentences, frozenset({0, 9, 11, 30, 31, 32, 50}))
    assert f1(align(case.zh, askew), case.gold) > 0.9


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_that_were_written_for_it(seed: int) -> None:
    """Without any dictionary: that is measured by ``python -m tests.bench alignment``."""
    assert f1(align(clean("", PAIRS, seed).zh, clean("", PAIRS, seed).en), clean("", PAIRS, seed).gold) == 1.0
    case = noisy("", PAIRS, seed)
    assert f1(align(case.zh, case.en), case.gold) > 0.85


def test_a_missing_chapter_costs_only_itself() -> None:
    case = clean("", PAIRS, 1)
    short = Side([*case.en.sentences[:18], *case.en.sentences[40:]], frozenset({0, 18}))
    found = align(case.zh, short)
    wanted = {((n,), (n if n < 18 else n - 22,)) for n in range(len(PAIRS)) if not 18 <= n < 40}
    made = {(tuple(pair.zh_indices), tuple(pair.en_indices)) for pair in found}
    assert len(wanted & made) >= len(wanted) - 6, wanted - made


SENTENCES = st.lists(
    st.text(st.sampled_from("他来去了12百万。！？“”Aa b.,\0\ud800"), min_size=1, max_size=30), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, SENTENCES, st.sampled_from([USUAL, COMPLETE]))
def test_every_sentence_once_and_in_order(zh: list[str], en: list[str], prior: Mapping[tuple[int, int], float]) -> None:
    found = align(Side(zh), Side(en), Words(他="he"), prior=prior)
    assert list(chain.from_iterable(pair.zh_indices for pair in found)) == list(range(len(zh)))
    assert list(chain.from_iterable(pair.en_indices for pair in found)) == list(range(len(en)))
    assert all(0 <= pair.score <= 1 for pair in found)
    assert all(pair.zh_indices or pair.en_indices for pair in found)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([text for pair in PAIRS for text in pair]), min_size=1, max_size=40))
def test_a_text_and_itself_go_one_to_one(text: list[str]) -> None:
    assert all(pair.zh == pair.en for pair in align(Side(text), Side(text)))


def test_sides_without_text() -> None:
    assert align(Side([]), Side([])) == []
    assert shown(align(Side(["甲。", "乙。"]), Side([]))) == "0- 1-"
    assert shown(align(Side([]), Side(["A."]))) == "-0"


def test_long_texts_are_searched_in_windows() -> None:
    """The border of two windows is no border of the text, with or without anything to hold on to."""
    numbered = [
        (f"这是{n}号的话，{'长' * (n * 7 % 23)}。", f"Number {n} speaks, {'long ' * (n * 7 % 23)}indeed.")
        for n in range(2, 700)
    ]
    zh, en = Side([a for a, _ in numbered]), Side([b for _, b in numbered])
    assert all(pair.zh == pair.en for pair in align(zh, en))
    found = align(zh, en, evidence=Evidence(numbers=False, learned=False))
    assert sum(pair.zh == pair.en and len(pair.zh_indices) == 1 for pair in found) > 680


def test_it_can_be_cancelled() -> None:
    case = clean("", PAIRS, 1)
    assert align(case.zh, case.en, cancelled=lambda: True) == []


@pytest.mark.parametrize(
    ("zh", "en", "keys"),
    [
        ("12.5亿元", "1.25 billion yuan", "#1250000000"),
        ("三百五十", "three hundred and fifty", "#350"),
        ("两万三", "23,000", "#23000"),
        ("二〇二五年", "in 2025", "#2025"),
        ("十二月", "December", "month 12"),
        ("5月", "in May", "month 5"),
        ("12月5日", "on Dec. 5th", "#5 month 12"),
        ("百分之十五", "fifteen percent", "#15"),
        ("471.36万场", "4.7136 million sessions", "#4713600"),
        ("三成", "30%", "#30"),
        ("一百零三万五千", "1.035 million", "#1035000"),
        ("二十一世纪", "the twenty-first century", "#21"),
        ("两三个", "two or three", ""),  # 23, by itself
        ("一个", "a, one", ""),
    ],
)
def test_figures(zh: str, en: str, keys: str) -> None:
    found = set(chinese_numbers(zh)) & set(english_numbers(en))
    assert " ".join(sorted(found)) == keys


def test_stems_meet() -> None:
    for some in ("sell sold selling sells", "develop development developing developers", "organise organization"):
        assert len({stem(word) for word in some.split()}) == 1, some
    assert stem("colour") == stem("colors")
    assert stem("children") == stem("child")
