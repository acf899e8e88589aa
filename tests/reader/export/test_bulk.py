"""Pages of the first tier, written in bulk, are those that are written token by token."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.export.formats import manuscript
from reader.export.options import ExportOptions
from reader.export.page import write_page
from reader.session import Session
from reader.text.quick_analysis import QuickAnalyser
from texts.model import Kind, Paragraph, Script, SourceText, TextMeta

OPTIONS = [
    ExportOptions(scripts=("hans", "hant", "tw", "hk")),
    ExportOptions(script="tw"),
    ExportOptions(script="hant", by="character"),
    ExportOptions(english_by="sentence"),
]
WORDS = (
    "直播间 自然流 自然流量 头部主播 完成交易 王小明 三百二十 卡拉OK U盘 第3名 MCN机构 斯考尔·李 單于 著 後來 "
    "头发 发展 干 朝阳 了不得 单先生"
)
SHREDS = st.lists(
    st.sampled_from([*WORDS.split(), *"，。“”…—的了行得一不", " ", "\n", "\0", "<b>", "&", "𠮷", "\ud800"]), max_size=14
).map("".join)
PARAGRAPH = st.builds(
    Paragraph, SHREDS | st.text(max_size=8), st.sampled_from(list[Kind](["body", "heading", "caption"])), st.none()
)


class TokenByToken(QuickAnalyser):
    """The first tier without the means to take many paragraphs in one go."""

    quick = None


def pages(session: Session, source: SourceText, options: ExportOptions) -> list[str]:
    found = []
    for bulk in (True, False):
        text = manuscript(session, source, options, fast=True)
        assert isinstance(text.analyser, QuickAnalyser)
        if not bulk:
            text.analyser.__class__ = TokenByToken
        file = io.BytesIO()
        write_page(text, options, file)
        found.append(file.getvalue().decode())
    return found


@pytest.mark.parametrize("options", OPTIONS)
def test_the_article(session: Session, article: SourceText, options: ExportOptions) -> None:
    bulk, one_by_one = pages(session, article, options)
    assert bulk == one_by_one
    assert "<a id=o1 href=#g1>" in bulk


@given(st.lists(PARAGRAPH, max_size=6), st.sampled_from(list[Script](["hans", "hant", "tw"])), st.sampled_from(OPTIONS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(session: Session, paragraphs: list[Paragraph], script: Script, options: ExportOptions) -> None:
    source = SourceText(TextMeta(id="x", title_zh="标题", script=script), tuple(paragraphs))
    bulk, one_by_one = pages(session, source, options)
    assert bulk == one_by_one


def test_a_paragraph_that_is_cut_in_parts(session: Session) -> None:
    source = SourceText(
        TextMeta(id="x", title_zh="标题"), (Paragraph("头发长了。" * 900), Paragraph("后来直播间开了。"))
    )
    bulk, one_by_one = pages(session, source, ExportOptions())
    assert bulk == one_by_one
    assert 'class="more"' in bulk
