"""Paragraphs to tokens to views."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.fold import is_han
from glossary.matcher import Match, TermIndex
from glossary.model import Term
from reader.text.convert import OpenCCConverter
from reader.text.model import AnnotatedParagraph
from reader.text.pipeline import Analyser, Corrections, CutFix, ReadingFix, analyse, show
from reader.text.polyphones import Polyphones
from reader.text.pronounce import LexiconPronouncer
from reader.text.segment import LatticeSegmenter
from texts.library import FIRST_TEXT, Library
from texts.model import Paragraph, Script

CONVERTER = OpenCCConverter()
ANALYSER = Analyser()
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "tw", "hk")
ODD = st.text(st.sampled_from("的行一不后著U盘视频软件长王小斯·A9.%\0\u0301\ufe0f👩𠮷㐀〇，。…“”\n"), max_size=40)


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    concept_id: str
    term: Term


class Terms:
    """A matcher that knows a few terms in both scripts."""

    def __init__(self, *terms: Term) -> None:
        self.terms = terms

    def find(self, text: str) -> Sequence[Found]:
        found: list[Found] = []
        for term in self.terms:
            for form in (term.hans, term.hant):
                at = text.find(form)
                if at >= 0 and not any(f.start == at for f in found):
                    found.append(Found(at, at + len(form), f"id-{term.hans}", term))
        return sorted(found, key=lambda f: f.start)


FLOW = Term("自然流", "自然流", ("zi4", "ran2", "liu2"))
PAVE = Term("铺货", "鋪貨", ("pu1", "huo4"))


def words(paragraph: AnnotatedParagraph) -> str:
    return "/".join(t.text for t in paragraph.tokens)


def annotate(text: str, script: Script = "hans", analyser: Analyser = ANALYSER) -> AnnotatedParagraph:
    return analyser.annotate(0, Paragraph(text), script)


def test_terms_come_before_the_segmenter() -> None:
    paragraph = annotate("自然流占比的鋪貨", "hant", Analyser(matcher=Terms(FLOW, PAVE)))
    assert words(paragraph) == "自然流/占/比/的/鋪貨"
    flow, *_, pave = paragraph.tokens
    assert (flow.kind, flow.term, flow.source, flow.readings) == ("term", "id-自然流", "term", FLOW.readings)
    assert pave.readings == ("pu1", "huo4")


def test_a_cut_of_the_users_wins_over_terms_and_dictionary() -> None:
    fixes = Corrections(cuts=[CutFix("自然流量", (2, 2)), CutFix("银行", (1, 1), (0, 5))])
    analyser = Analyser(matcher=Terms(FLOW), corrections=fixes)
    assert words(annotate("自然流量，银行", analyser=analyser)) == "自然/流量/，/银/行"
    assert words(analyser.annotate(1, Paragraph("自然流量，银行"), "hans")) == "自然/流量/，/银行"


def test_a_joining_cut_and_a_cut_in_the_other_script() -> None:
    analyser = Analyser(corrections=Corrections(cuts=[CutFix("直播电商", (4,)), CutFix("头发", (1, 1))]))
    assert words(annotate("直播電商的頭髮", "hant", analyser)) == "直播電商/的/頭/髮"


def test_reading_fixes() -> None:
    fixes = Corrections(
        [ReadingFix("铺货", ("pu4", "huo4")), ReadingFix("得", ("dei3",), (0, 3)), ReadingFix("长", ())]
    )
    paragraph = annotate("铺货跑得快，走得慢", analyser=Analyser(matcher=Terms(PAVE), corrections=fixes))
    got = {t.start: (t.readings, t.source) for t in paragraph.tokens}
    assert got[0] == (("pu4", "huo4"), "correction")
    assert got[3] == (("dei3",), "correction")
    assert got[7][0] == ("de5",)


def test_misfitting_fixes_are_passed_over() -> None:
    fixes = Corrections(
        [ReadingFix("银行", ("yin2",))], [CutFix("银行", (1, 2)), CutFix("银行", (0, 2)), CutFix("", ())]
    )
    assert words(annotate("去银行", analyser=Analyser(corrections=fixes))) == "去/银行"


def test_the_text_streams() -> None:
    def paragraphs() -> list[Paragraph]:
        return [Paragraph("這是第一段。", "heading"), Paragraph("第二段。")]

    stream = analyse(paragraphs(), "hant", ANALYSER)
    first = next(stream)
    assert (first.index, first.script, first.kind) == (0, "hant", "heading")
    assert [p.index for p in stream] == [1]


@given(st.text() | ODD, st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_the_contract(text: str, source: Script, target: Script, phrases: bool) -> None:
    paragraph = annotate(text, source)
    at = 0
    for token in paragraph.tokens:
        assert (token.start, text[token.start : token.end]) == (at, token.text)
        assert len(token.readings) == len(token.text)
        at = token.end
        for char, reading in zip(token.text, token.readings, strict=True):
            assert reading is None or is_han(char)
    assert at == len(text)
    shown = show(paragraph, target, CONVERTER, phrases)
    assert "".join(token.text for token in shown.tokens) == shown.text
    at = 0
    for view in shown.tokens:
        assert (view.start, view.end - view.start) == (at, len(view.text))
        assert len(view.readings) == len(view.text)
        at = view.end


@pytest.mark.parametrize(
    ("text", "target", "phrases", "tokens"),
    [
        ("视频软件", "tw", False, [("視頻", ("shi4", "pin2")), ("軟件", ("ruan3", "jian4"))]),
        ("视频软件", "tw", True, [("影片", ("ying3", "pian4")), ("軟體", ("ruan3", "ti3"))]),
        ("U盘", "tw", True, [("隨身碟", ("sui2", "shen1", "die2"))]),
    ],
)
def test_readings_are_those_of_the_shown_word(
    text: str, target: Script, phrases: bool, tokens: list[tuple[str, tuple[str, ...]]]
) -> None:
    shown = show(annotate(text), target, CONVERTER, phrases)
    assert [(t.text, t.readings) for t in shown.tokens] == tokens


def test_terms_are_kept_from_harm() -> None:
    channel = Term("视频号", "視頻號", ("shi4", "pin2", "hao4"))
    paragraph = annotate("视频号和视频", analyser=Analyser(matcher=Terms(channel)))
    assert show(paragraph, "tw", CONVERTER, phrases=True).text == "視頻號和影片"
    assert show(paragraph, "hant", CONVERTER, pins={"视频号": "視頻号"}).text == "視頻号和視頻"


@pytest.mark.parametrize(
    ("text", "marked"), [("他干，", ["幹"]), ("发了", []), ("我吃面。", []), ("一只猫", []), ("这是发展", [])]
)
def test_a_character_with_several_forms_is_marked_where_nothing_settles_it(text: str, marked: list[str]) -> None:
    assert [t.text for t in show(annotate(text), "hant", CONVERTER).tokens if t.ambiguous] == marked


def test_the_source_script_is_shown_untouched() -> None:
    paragraph = annotate("這裏和這裡", "hant")
    assert show(paragraph, "hant", CONVERTER, True).text == "這裏和這裡"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("不同的产品类型很多", []),
        ("双方完成交易", []),
        ("生产线上的工人", []),
        ("这个品类的成交", ["品类", "成交"]),
        ("线上销售", ["线上"]),
        ("现场直播", ["直播"]),
        ("自然流占比高", ["自然流"]),
        ("为产业带来空间", []),
        ("产业带生态", ["产业带"]),
        ("自然流量", []),
        ("创业路上最兴奋的一刻", ["创业"]),  # and no 创业路
        ("一条创业路", ["创业路"]),
    ],
)
def test_a_short_term_across_two_words_is_no_term(text: str, terms: list[str]) -> None:
    names = ("品类", "成交", "线上", "直播", "自然流", "产业带", "创业", "创业路")
    index = TermIndex((name, Term(name, name, ("a1",) * len(name))) for name in names)
    annotated = Analyser(matcher=index).annotate(0, Paragraph(text), "hans")
    assert [token.text for token in annotated.tokens if token.term] == terms


def test_terms_hidden_by_accidents_take_linear_time() -> None:
    searched: list[int] = []

    class Counting(TermIndex):
        def find(self, text: str) -> list[Match]:
            searched.append(len(text))
            return super().find(text)

    line = "创业路上很难，" * 300
    index = Counting((name, Term(name, name, ("a1",) * len(name))) for name in ("创业路", "创业"))
    annotated = Analyser(matcher=index).annotate(0, Paragraph(line), "hans")
    assert sum(token.term is not None for token in annotated.tokens) == 300
    assert sum(searched) < 3 * len(line)


def test_several_threads_share_an_analyser() -> None:
    """The screen, a search and an export ask the same one, for the same paragraphs, at once."""
    paragraphs = Library(Path("none")).load(FIRST_TEXT).paragraphs
    alone = Analyser(LatticeSegmenter(), LexiconPronouncer(table=Polyphones()))
    wanted = [alone.annotate(0, paragraph, "hant") for paragraph in paragraphs]
    shared = Analyser(LatticeSegmenter(), LexiconPronouncer(table=Polyphones()))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            for each in pool.map(lambda _: [shared.annotate(0, p, "hant") for p in paragraphs], range(4)):
                assert each == wanted
    finally:
        sys.setswitchinterval(before)
