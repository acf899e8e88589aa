"""The first tier: the same contract as the whole analysis, and nearly the same cuts."""

import re
import subprocess
import sys
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.fold import is_han
from glossary.termbase import Termbase
from reader.text.lexicon import lexicon
from reader.text.model import AnnotatedParagraph, Token
from reader.text.names import NameFinder
from reader.text.pipeline import Corrections, CutFix, ReadingFix
from reader.text.pronounce import first_reading_pronouncer
from reader.text.quick import quick_segmenter
from reader.text.quick_analysis import QuickAnalyser
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter, Steps
from tests.reader.text.test_pipeline import FLOW, PAVE, Terms, words
from texts.library import FIRST_TEXT, Library
from texts.model import Paragraph

QUICK = quick_segmenter()
LATTICE = LatticeSegmenter(context=False)
TERMS = Termbase.open().index
ANALYSER = QuickAnalyser(TERMS)
ARTICLE = Library(Path("none")).load(FIRST_TEXT).paragraphs
SIGNS = "的一十王小斯尔·银行后著第A9.,-'%万多个 \t\n\r\0\u0301\ufe0f\u200d\ud800👩👧𠮷㐀〇々かア한…—“”。，Ωé"
ODD = st.text(st.sampled_from(SIGNS), max_size=40)
WORDS = "直播间 自然流 王小明 三百二十 卡拉OK U盘 第3名 3亿多元 斯考尔·李 單于 後來 ， 。 “ 的 了 一"
SHREDS = st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]), max_size=12).map("".join)


def contract(found: AnnotatedParagraph) -> None:
    """What every token of every tier promises."""
    at = 0
    for token in found.tokens:
        assert token.start == at < token.end
        assert token.text == found.text[token.start : token.end]
        assert len(token.readings) == len(token.text)
        assert (token.term is not None) == (token.kind == "term")
        if token.kind in ("punctuation", "space", "latin", "other"):
            assert not token.is_han
        if token.kind in ("word", "name"):
            assert any(map(is_han, fold(token.text)))
        at = token.end
    assert at == len(found.text)


@given(st.text() | ODD | SHREDS)
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_the_contract(text: str) -> None:
    contract(ANALYSER.annotate(0, Paragraph(text), "hans"))


@given(st.lists(st.text(max_size=20) | ODD | SHREDS, max_size=8))
@settings(max_examples=200, deadline=None)
def test_paragraphs_in_one_go_are_what_they_are_one_by_one(texts: list[str]) -> None:
    paragraphs = [Paragraph(text) for text in texts]
    assert list(ANALYSER.annotate_all(3, paragraphs, "hant")) == [
        ANALYSER.annotate(index, paragraph, "hant") for index, paragraph in enumerate(paragraphs, 3)
    ]


def test_long_texts_are_cut_in_portions_and_none_is_lost() -> None:
    paragraphs = [*ARTICLE, Paragraph(""), Paragraph(" 直播 "), *ARTICLE, *ARTICLE]
    found = list(ANALYSER.annotate_all(0, paragraphs, "hans"))
    assert [one.source for one in found] == paragraphs
    assert [one.index for one in found] == list(range(len(paragraphs)))
    for one in found:
        contract(one)


@given(ODD | SHREDS, st.data())
@settings(max_examples=200, deadline=None)
def test_forced_spans_come_back_whole(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    places = sorted(data.draw(st.sets(st.integers(0, len(folded)), max_size=6)))
    forced = list(pairwise(places))[::2]
    pieces = QUICK.segment(folded, forced)
    assert [piece.end for piece in pieces] == list(accumulate(piece.end - piece.start for piece in pieces))
    assert sum(piece.end - piece.start for piece in pieces) == len(folded)
    assert {(piece.start, piece.end) for piece in pieces} >= set(forced)


@given(ODD | SHREDS)
@settings(max_examples=200, deadline=None)
def test_what_is_no_han_is_cut_as_the_whole_analysis_cuts_it(text: str) -> None:
    """Numbers, Latin and signs; but for those that a word with Han in it has taken."""
    folded = fold(text)
    both = [QUICK.segment(folded), LATTICE.segment(folded)]
    taken = {
        place
        for pieces in both
        for piece in pieces
        if any(map(is_han, folded[piece.start : piece.end]))
        for place in range(piece.start, piece.end)
    }
    quick, lattice = ([p for p in pieces if taken.isdisjoint(range(p.start, p.end))] for pieces in both)
    assert quick == lattice


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("他在银行工作，生活很有规律。", "他/在/银行/工作/，/生活/很/有/规律/。"),
        ("王小明说", "王小明:name/说"),
        ("第3名得了3.5亿多元", "第3:number/名/得/了/3.5亿多:number/元"),
        ("共四百五十六万人", "共/四百五十六万:number/人"),
        ("U盘和卡拉OK，abc-d", "U盘/和/卡拉OK/，/abc-d:latin"),
        ("卡尔·马克思说", "卡尔·马克思:name/说"),
        ("MCN123，１２％", "MCN123:latin/，/１２％:number"),
    ],
)
def test_words_and_kinds(text: str, wanted: str) -> None:
    kinds = ("word", "punctuation")
    pieces = QUICK.segment(fold(text))
    found = [text[p.start : p.end] + (f":{p.kind}" if p.kind not in kinds else "") for p in pieces]
    assert "/".join(found) == wanted


def test_nearly_every_word_of_the_article_is_the_lattices() -> None:
    right = total = 0
    for paragraph in ARTICLE:
        folded = fold(paragraph.text)
        spans = [{(p.start, p.end) for p in tier.segment(folded)} for tier in (QUICK, LATTICE)]
        right += 2 * len(spans[0] & spans[1])
        total += len(spans[0]) + len(spans[1])
    assert right / total > 0.985


def test_readings_are_the_dictionarys_first() -> None:
    tokens = [token for one in ANALYSER.annotate_all(0, ARTICLE, "hans") for token in one.tokens]
    reader = first_reading_pronouncer()
    for token in tokens:
        if token.kind == "word" and len(token.text) > 1 and not token.doubtful:
            said, hanging = reader.alone(fold(token.text), "word")
            assert hanging or token.readings == said.readings
    assert {token.source for token in tokens} <= {"term", "dictionary", "statistics"}


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("單于", "chan2 yu2"),
        ("單先生", "shan4 xian1 sheng5"),
        ("樹幹幹了", "shu4 gan4 gan4 le5"),
        ("找得到", "zhao3 de5 dao4"),
        ("一不", "yi1 bu4"),
    ],
)
def test_neighbours_and_traditional_characters_tell(text: str, readings: str) -> None:
    found = QuickAnalyser().annotate(0, Paragraph(text), "hant")
    assert " ".join(said or "-" for token in found.tokens for said in token.readings) == readings


def test_terms_and_corrections_stand_above_the_dictionary() -> None:
    fixes = Corrections(
        [ReadingFix("占比", ("zhan1", "bi4")), ReadingFix("的", ("di4",), (0, 5))], [CutFix("银行", (1, 1), (0, 8))]
    )
    paragraph = Paragraph("自然流占比的鋪貨银行")
    for analyser in (QuickAnalyser(Terms(FLOW, PAVE), fixes), QuickAnalyser(Terms(FLOW, PAVE))):
        found = analyser.annotate(0, paragraph, "hant")
        contract(found)
        by_text: dict[str, Token] = {token.text: token for token in found.tokens}
        assert (by_text["自然流"].term, by_text["自然流"].readings) == ("id-自然流", FLOW.readings)
        assert by_text["鋪貨"].readings == ("pu1", "huo4")
    assert words(found).startswith("自然流/占/比")
    fixed = QuickAnalyser(Terms(FLOW, PAVE), fixes).annotate(0, paragraph, "hant")
    assert words(fixed).endswith("的/鋪貨/银/行")
    (particle,) = [token for token in fixed.tokens if token.text == "的"]
    assert (particle.readings, particle.source) == (("di4",), "correction")


@pytest.mark.parametrize("text", ["完成交易", "生产线上的人", "产业带来希望"])
def test_a_short_term_across_two_words_is_no_term(text: str) -> None:
    assert not [token for token in ANALYSER.annotate(0, Paragraph(text), "hans").tokens if token.kind == "term"]


def test_only_the_compiled_part_of_the_cutter_is_loaded() -> None:
    """rjieba's package reads a dictionary of its own when it is imported; nobody else is kept from doing that."""
    code = (
        "import sys; from reader.text.quick import quick_segmenter as made; q = made(); print('rjieba' in sys.modules);"
        "import rjieba; print('|'.join(rjieba.cut('我们的直播间')), '|'.join(q.words('我们的直播间')[0]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[3])
    assert re.fullmatch(r"False\n\S*直播\|?间 我们\|的\|直播间\n", done.stdout.decode())


NAME_PARTS = "王 张 李 小 老 阿 欧 阳 欧阳 司 马 和 明 建国 建 国 海 志强 菁 的 了 子品 三 公司 一二三 "
NAMES = NameFinder(lexicon())
PRICES = Steps(lexicon())


@given(st.lists(st.sampled_from(NAME_PARTS.split()), min_size=1, max_size=6))
@settings(max_examples=400, deadline=None)
def test_a_name_is_found_the_short_way_as_it_is_the_long_way(parts: list[str]) -> None:
    def likeliest(words: list[str]) -> int:
        best, gain = 0, 0
        for end, cost in NAMES.starting("".join(words), 0):
            stop = next((n for n in range(1, len(words) + 1) if len("".join(words[:n])) == end), 0)
            if stop and (worth := sum(PRICES[word] for word in words[:stop]) - cost) > gain:
                best, gain = stop, worth
        return best

    if len(parts[0]) == 1 and parts[0] in NAMES.heads:
        found = NAMES.made_of(parts, 0, len(parts), PRICES)
        assert found == likeliest(parts[:4])
        assert not found or parts[0] not in NAMES.simple_heads or NAMES.may_follow(parts[1])
