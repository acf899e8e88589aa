"""An opened text: paragraphs fit for a screen, analysed once, shown in any script, with its contents and places."""

import threading
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary.termbase import Termbase
from reader.reading import Reading, readable
from reader.text.model import AnnotatedParagraph
from reader.text.pipeline import Analyser, Corrections, ReadingFix
from reader.text.sentences import pair_sentences
from texts.model import Kind, Paragraph, Script, SourceText, TextMeta

LONGEST = 2_000


class Counting(Analyser):
    """Notes which paragraphs it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def annotate(self, index: int, paragraph: Paragraph, script: Script) -> AnnotatedParagraph:
        self.asked.append(index)
        return super().annotate(index, paragraph, script)


def reading(*paragraphs: str | Paragraph, script: Script | None = None, analyser: Analyser | None = None) -> Reading:
    made = tuple(p if isinstance(p, Paragraph) else Paragraph(p) for p in paragraphs)
    return Reading(SourceText(TextMeta("a", "题", script=script), made), analyser or Analyser())


def texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def test_blank_lines_are_no_paragraphs() -> None:
    opened = reading("", "甲。", "  \u3000\t", "乙。", "\n")
    assert texts(opened.paragraphs) == ["甲。", "乙。"]
    assert (opened.count, opened.size) == (2, 4)


def test_a_text_without_words_is_empty() -> None:
    opened = reading("", " ")
    assert (opened.count, opened.size, opened.headings()) == (0, 0, [])
    assert opened.share_before(0, 0) == 0.0


def test_a_long_paragraph_is_read_in_pieces_of_whole_sentences() -> None:
    sentence = "直播带货的杭州样本" * 10 + "。"
    text = sentence * 60
    pieces = texts(readable([Paragraph(text, "caption")]))
    assert "".join(pieces) == text
    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST and piece.endswith("。") for piece in pieces)
    assert all(len(piece) + len(sentence) > LONGEST for piece in pieces[:-1])
    assert {paragraph.kind for paragraph in readable([Paragraph(text, "caption")])} == {"caption"}


def test_a_sentence_that_never_ends_is_cut_all_the_same() -> None:
    text = "啊" * (3 * LONGEST + 7)
    assert [len(piece) for piece in texts(readable([Paragraph(text)]))] == [LONGEST] * 3 + [7]


@given(st.lists(st.text("甲乙。！？”“ \n", max_size=900), max_size=9).map("".join))
@example("。" * 4_001)
@example("甲" * 1_999 + "。乙")
@example(" " * 5_000 + "甲")
@settings(max_examples=40, deadline=None)
def test_no_character_is_lost_where_a_paragraph_is_cut(text: str) -> None:
    pieces = texts(readable([Paragraph(text)]))
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece.strip() for piece in pieces)
    assert all(len(piece) <= LONGEST for piece in pieces)


def test_a_paragraph_is_analysed_when_it_is_first_looked_at_and_only_then() -> None:
    analyser = Counting()
    opened = reading("甲。", "乙。", "丙。", analyser=analyser)
    assert analyser.asked == []
    for _ in range(2):
        opened.annotated(1)
        opened.shown(1)
        opened.shown(1, "tw")
    assert analyser.asked == [1]


def test_paragraphs_of_long_ago_are_analysed_again_alike() -> None:
    opened = reading(*(f"第{number}段。" for number in range(900)))
    first = opened.shown(0, "hant")
    for index in range(900):
        opened.shown(index, "hant")
    assert opened.shown(0, "hant") == first


def test_a_new_analyser_holds_at_once() -> None:
    opened = reading("银行", "银行")
    opened.shown(0)
    opened.use(Analyser(corrections=Corrections((ReadingFix("银行", ("yin2", "xing2")),))))
    assert [opened.shown(index).tokens[0].readings for index in (0, 1)] == [("yin2", "xing2")] * 2


def test_screen_and_search_may_ask_at_the_same_time() -> None:
    opened = reading(*(f"第{number}段在直播。" for number in range(60)))
    faults: list[BaseException] = []

    def look(order: Sequence[int]) -> None:
        try:
            for index in order:
                assert opened.shown(index, "tw").paragraph.index == index
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=look, args=(order,)) for order in (range(60), range(59, -1, -1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.parametrize(
    ("script", "text"),
    [(None, "在直播間裡說"), ("hans", "在直播间里说"), ("hant", "在直播間裡說"), ("tw", "在直播間裡說")],
)
def test_a_text_is_shown_in_any_script(script: Script | None, text: str) -> None:
    opened = reading("在直播間裡說", script="tw")
    if script != "hant":
        assert opened.shown(0, script).text == text
    assert opened.shown(0).text == opened.paragraphs[0].text == "在直播間裡說"
    assert opened.convert("直播間裡", "hans") == "直播间里"


def test_wording_is_swapped_only_when_asked() -> None:
    opened = reading("看视频", script="hans")
    assert opened.shown(0, "tw").text == "看視頻"
    assert opened.shown(0, "tw", phrases=True).text == "看影片"
    assert opened.shown(0, "tw").text == "看視頻"


@pytest.mark.parametrize(
    ("stated", "text", "script"),
    [
        (None, "在直播间里说", "hans"),
        (None, "在直播間說話", "hant"),
        ("hk", "在直播间里说", "hk"),
        (None, "ABC 123", "hans"),
    ],
)
def test_the_script_is_what_was_stated_or_what_the_text_shows(stated: Script | None, text: str, script: Script) -> None:
    assert reading(text, script=stated).script == script


def test_progress_goes_by_characters() -> None:
    opened = reading("一二三四", "五六", "七八九十")
    assert [opened.share_before(*place) for place in ((0, 0), (0, 2), (1, 0), (2, 0), (2, 4))] == [0, 0.2, 0.4, 0.6, 1]


def kinds(*kinds_of: Kind) -> Reading:
    return reading(*(Paragraph(f"第{n}行", kind) for n, kind in enumerate(kinds_of)))


def test_contents_are_the_headings() -> None:
    assert kinds("body", "heading", "body", "caption", "heading").headings() == [(1, "第1行"), (4, "第4行")]
    assert kinds("body", "caption").headings() == []


def test_headings_that_follow_each_other_are_one_entry() -> None:
    found = kinds("heading", "heading", "body", "heading", "heading", "heading").headings()
    assert found == [(0, "第0行\u3000第1行"), (3, "第3行\u3000第4行\u3000第5行")]


def test_a_subheading_has_a_line_of_its_own() -> None:
    chapter, section = Paragraph("第一章", "heading"), Paragraph("一、背景", "heading", level=2)
    assert reading("", chapter, section, "甲", section).headings() == [(0, "第一章"), (1, "一、背景"), (3, "一、背景")]


def test_contents_count_the_paragraphs_of_the_screen() -> None:
    opened = reading("", Paragraph("甲"), "  ", Paragraph("题", "heading"))
    assert opened.headings() == [(1, "题")]
    assert opened.paragraphs[1].text == "题"


def test_terms_are_found_in_the_text_as_it_was_written() -> None:
    termbase = Termbase.open([])
    opened = reading("五小的直播間", script="hant", analyser=Analyser(matcher=termbase.index))
    terms = [token.text for token in opened.annotated(0).tokens if token.term]
    assert terms == ["直播間"]
    assert [t.text for t in opened.shown(0, "hans").tokens if t.token.term] == ["直播间"]


def test_english_goes_with_the_piece_whose_sentences_it_translates() -> None:
    count = 50
    chinese = "".join("直播" * 25 + f"{n}。" for n in range(count))
    english = " ".join(f"Sentence number {n} is here." for n in range(count))
    pieces = readable([Paragraph(chinese, translation=english)])
    assert len(pieces) > 1
    for piece in pieces:
        assert piece.translation
        pairs = pair_sentences(piece.text, piece.translation)
        for pair in pairs:
            number = piece.text[pair.zh.start : pair.zh.end].strip("直播。")
            assert f"number {number} is" in piece.translation[pair.en.start : pair.en.end]
    assert " ".join(piece.translation or "" for piece in pieces) == english
