"""Terms are found by what the text itself shows, whole, at the places named, and the same in either script."""

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.fold import fold as fold_key
from reader.text.discovery.chunks import likeliest_pairs
from reader.text.discovery.counting import repeated
from reader.text.discovery.discover import discover
from reader.text.discovery.model import Candidate, CutParagraph
from reader.text.discovery.units import Units
from reader.text.pipeline import Analyser
from reader.text.script import fold, opencc_converter
from reader.text.segment import LatticeSegmenter
from tests.bench.discovery import article, candidates, industry, precision, recall

FRAGMENTS = (
    *("直播电商", "店播", "前置仓", "自然流", "MCN机构", "MCN 机构", "NN Limited", "GMV", "9块9", "双11"),
    *("所谓", "是指", "“", "”", "「", "」", "（", "）", "，即", "也就是", "称为", "，", "。", "的", "了", "在"),
    *("三个", "2025年", "品牌", "平臺經濟", "直播間", "騎手", "履約", "杭州市", "公司", "小", "播", "品", "率"),
    *("\n", " ", "\u3000", "\ud800", "𠮷", "é", "A"),
)
prose = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=40).map("".join)


@cache
def segmenter() -> LatticeSegmenter:
    return LatticeSegmenter()


def found_in(texts: Sequence[str]) -> list[Candidate]:
    cut = (CutParagraph(i, text, fold(text), segmenter().segment(fold(text))) for i, text in enumerate(texts))
    return discover(cut)


def kinds(text: str) -> dict[str, set[str]]:
    return {found.term: {evidence.kind for evidence in found.evidence} for found in found_in(text.split("\n"))}


@given(st.lists(prose, max_size=5))
@settings(deadline=None)
def test_every_candidate_stands_where_it_is_said_to(texts: list[str]) -> None:
    found = found_in(texts)
    assert found == found_in(texts)
    assert len({candidate.key for candidate in found}) == len(found)
    for candidate in found:
        assert candidate.count >= len(candidate.paragraphs) > 0
        assert list(candidate.paragraphs) == sorted(set(candidate.paragraphs))
        for index in candidate.paragraphs:
            assert candidate.key in fold_key(texts[index]).replace(" ", "") or " " in candidate.key
        assert candidate.evidence
        assert candidate.term in texts[candidate.paragraphs[0]]
        for evidence in candidate.evidence:
            place = texts[evidence.paragraph][evidence.start : evidence.end]
            assert fold_key(place).replace(" ", "") == candidate.key.replace(" ", "")
            assert evidence.paragraph in candidate.paragraphs
            assert place in evidence.sentence
            assert evidence.sentence in texts[evidence.paragraph]
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)


def test_either_script_has_the_same_candidates() -> None:
    for marked in (article(), *industry()):
        simple = [fold(text) for text in marked.paragraphs]
        full = [opencc_converter("s2tw")(text) for text in simple]
        if [fold(text) for text in full] != simple:  # a character that conversion does not give back
            full = [text if fold(text) == plain else plain for text, plain in zip(full, simple, strict=True)]
        found = [[(c.key, c.score, c.count, c.paragraphs) for c in candidates(texts)] for texts in (simple, full)]
        assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "term", "kind"),
    [
        ("小五是37个品牌店播的“销冠”。", "销冠", "quoted"),
        ("小五是37個品牌店播的「銷冠」。", "銷冠", "quoted"),
        ("他说：“我要的是‘小而美’的直播间。”", "小而美", "quoted"),
        ("构建起“种草—成交—复购”的闭环。", "复购", "quoted"),
        ("所谓前置仓，是指建在社区附近的小型仓库。", "前置仓", "definition"),
        ("坑位费是指商家付给主播的固定费用。", "坑位费", "definition"),
        ("业内把这种做法称为“憋单”。", "憋单", "definition"),
        ("平台的抽成，行话叫扣点。", "扣点", "definition"),
        ("自然流（电商中非付费的流量获取方式）很难得。", "自然流", "definition"),
        ("商品交易总额（GMV）突破千亿。", "GMV", "definition"),
        ("商品交易总额（GMV）突破千亿。", "商品交易总额", "definition"),
        ("要看UE，即单位经济模型，才知道赚不赚钱。", "单位经济模型", "definition"),
        ("ADC即抗体偶联药物，由三部分组成。", "ADC", "definition"),
        ("没有一家MCN机构愿意签他。", "MCN机构", "mixed"),
        ("没有一家MCN 机构愿意签他。", "MCN 机构", "mixed"),
        ("今年的双11格外冷清。", "双11", "mixed"),
        ("他在杭州润星娱乐有限公司上班。", "杭州润星娱乐有限公司", "organisation"),
        ("店播是新的。商家做店播，不靠店播。", "店播", "repeated"),
        ("复购率和点击率，成交额与客单价。", "复购率", "new word"),
        ("杭州是电商之都。", "电商之都", "new word"),
        ("直播很火。主播在直播。直播的场次多。直播平台多。", "直播平台", "compound"),
        ("直播很火。主播在直播。直播的场次多。直播平台多。", "直播", "unusual"),
    ],
)
def test_each_kind_of_evidence(text: str, term: str, kind: str) -> None:
    assert kind in kinds(text)[term]


@pytest.mark.parametrize(
    "text",
    [
        "“我今天不想去了。”他说，“你呢？”",
        "这里的人是在那里等着的，因为他们没有去过。",
        "2025年12月5日，三个人花了37万元。",
        "他有三本书、两支笔和一张桌子。",
    ],
)
def test_plain_speech_and_figures_are_no_terms(text: str) -> None:
    for candidate in found_in([text]):
        assert not any(char in candidate.term for char in "的了着，。“”0123456789")
        assert candidate.evidence[0].kind not in ("quoted", "definition")


def test_what_stands_only_in_a_longer_term_is_told_by_it() -> None:
    text = "\n".join(
        f"{place}的即时零售事业部{verb}。" for place, verb in (("上海", "扩招"), ("北京", "搬家"), ("长沙", "裁员"))
    )
    found = kinds(text)
    assert "即时零售事业部" in found
    assert not {"零售事业", "零售事业部"} & found.keys()


def test_a_word_that_the_text_keeps_together_is_one_even_with_a_function_word_in_it() -> None:
    found = kinds("储能正热。业主要储能。分散的储能不够。储能系统便宜，储能电站贵。")
    assert "repeated" in found["储能"]
    assert "compound" in found["储能系统"]
    assert not {"储", "能系统"} & found.keys()


def test_a_number_with_its_measure_word_is_no_term() -> None:
    found = kinds("三个店，五个店，九个店。两盏灯、三盏灯、四盏灯。建盏很贵，建盏很美。")
    assert not any(term[0] in "三五九两四个盏" for term in found)
    assert "建盏" in found


def test_the_definition_is_harvested() -> None:
    defining = "所谓前置仓，是指建在社区附近的小型仓库。"
    found = found_in(["晚上，前置仓里很忙。", f"骑手来了。{defining}他取了货。"])[0]
    assert (found.term, found.count, found.paragraphs) == ("前置仓", 2, (0, 1))
    assert found.definitions == (defining,)


def test_what_is_not_wanted_is_left_out_and_changes_nothing_else() -> None:
    texts = article().paragraphs
    every = candidates(texts)
    unwanted = {candidate.key for candidate in every[::3]}
    analyser = Analyser()
    cut = (CutParagraph(i, text, *analyser.cut(i, text)) for i, text in enumerate(texts))
    assert discover(cut, unwanted.__contains__) == [c for c in every if c.key not in unwanted]


def test_most_terms_are_found_and_stand_first() -> None:
    for marked, least_recall, least_precision in ((article(), 0.8, 0.7), *((m, 0.78, 0.5) for m in industry())):
        found = candidates(marked.paragraphs)
        assert recall(found, marked.kinds["trade"], len(found)) >= least_recall, marked.name
        assert precision(found, marked, 50) >= least_precision, marked.name


def test_nothing_comes_of_nothing() -> None:
    assert found_in([]) == found_in([""]) == found_in(["", " ", "。……"]) == []


def test_a_paragraph_without_marks_is_quoted_in_part() -> None:
    long = "直播电商平台和店播" * 5_000
    for candidate in found_in([long]):
        assert all(len(evidence.sentence) <= 300 for evidence in candidate.evidence)


@given(st.lists(st.sampled_from(["甲", "乙丙", "丁", "。", "\n"]), max_size=60))
def test_counting_by_length_agrees_with_counting_all(words: list[str]) -> None:
    text = "".join(words)
    units = Units()
    units.add(CutParagraph(0, text, text, segmenter().segment(text)))
    inside = [bool(word.text) for word in units.words]
    ids = list(units.ids)
    naive: dict[tuple[int, ...], int] = {}
    for length in range(2, 6):
        for i in range(len(ids) - length + 1):
            sequence = tuple(ids[i : i + length])
            if all(inside[number] for number in sequence):
                naive[sequence] = naive.get(sequence, 0) + 1
    found = repeated(units, 2, inside)
    assert len(found) == len(set(found))
    assert set(found) == {sequence for sequence, count in naive.items() if count >= 2}


@given(st.text(alphabet="店播网红净流入国风肉鸽", max_size=12))
def test_pairs_cover_their_characters(text: str) -> None:
    cut = likeliest_pairs(list(text))
    assert "".join(text[a:b] for a, b in cut) == text
    assert all(b - a in (1, 2) for a, b in cut)
