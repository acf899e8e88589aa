"""Sentence spans, written with | between sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import chinese_sentences, english_sentences, pair_sentences


@pytest.mark.parametrize(
    "text",
    [
        "他来了。|她走了！|真的？！|好。",
        "“我的想法變了。|現在更好。”|小五坦言，“我覺得很好。”|在行業中。",
        "“好吗？”，他问。|“好！”她说。",
        "他说（很好。）|然后走了。",
        "龍泉小鎮裡的窯火……|這些風物成了供應鏈。",
        "我……不知道。|“算了……”|他说。",
        "增长3.5%。|共1.5万家",
        "今天《你好！》，明天。",
        "没有句号",
        "他在《快看！新来的人》里说。|好。",
        "《半个书名！|没有完。",
        "这是第一次 。 ”|后来好了。",
    ],
)
def test_chinese(text: str) -> None:
    plain = text.replace("|", "")
    assert "|".join(plain[s.start : s.end] for s in chinese_sentences(plain)) == text


@pytest.mark.parametrize(
    "text",
    [
        "He came. |She left! |Really?",
        "Sales rose 3.5 percent to CNY 1.5 billion. |Mr. Lin and Dr. Wu agreed.",
        "“Can she?” he asked. |“Yes.” |She could.",
        "Goods from the U.S. market, e.g. apples, sold. |J. K. Rowling wrote.",
        "Then… nothing. |The end…",
        "3. Take part in it. |[4]. Heavy products. |It was 3. |So be it.",
        "They climbed Mt. Fuji with Sgt. Li. ” |It was cold.",
    ],
)
def test_english(text: str) -> None:
    plain = text.replace("|", "")
    assert [plain[s.start : s.end] for s in english_sentences(plain)] == [p.strip() for p in text.split("|")]


def test_pairs() -> None:
    pairs = pair_sentences("他来了。她走了。", "He came. She left.")
    assert [(p.zh.start, p.zh.end, p.en.start, p.en.end) for p in pairs] == [(0, 4, 0, 8), (4, 8, 9, 18)]
    whole = pair_sentences("他来了。她走了。", "He came and she left.")
    assert [(p.zh.start, p.zh.end, p.en.start, p.en.end) for p in whole] == [(0, 8, 0, 21)]
    assert pair_sentences("他来了。", " ") == ()


@given(st.text(st.sampled_from("他。！？…“”，.!?a A\n ()（）\0")) | st.text())
def test_spans_leave_out_only_white_space(text: str) -> None:
    for spans in (chinese_sentences(text), english_sentences(text)):
        at = 0
        for span in spans:
            assert at <= span.start < span.end
            assert not text[at : span.start].strip()
            at = span.end
        assert not text[at:].strip()
