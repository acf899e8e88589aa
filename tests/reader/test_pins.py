"""A term of the user's is written in traditional characters as they write it, wherever a text is shown so."""

import io
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.matcher import TermIndex
from glossary.model import Term
from reader.export.formats import manuscript
from reader.export.options import ExportOptions
from reader.export.page import write_page
from reader.export.scripts import apply
from reader.session import Session
from reader.text.convert import OpenCCConverter
from reader.text.pipeline import Analyser, show
from reader.text.script import fold
from tests.reader.commands.running import duban
from tests.reader.text.test_pipeline import annotate
from texts.model import Paragraph, Script, SourceText, TextMeta

pytestmark = pytest.mark.usefixtures("used_home")
TEXT = "他在后台发货，后台很忙。"


@pytest.fixture
def session() -> Session:
    duban("glossary", "add", "后台", "--hant", "後臺", "--english", "backstage")
    return Session.open(print)


def test_in_the_reading_screen_in_scripts_and_in_both_tiers(session: Session) -> None:
    source = SourceText(TextMeta("a", "题", script="hans"), (Paragraph(TEXT),))
    for fast in (False, True):
        analyser = session.analyser("a", fast=fast)
        found = analyser.annotate(0, source.paragraphs[0], "hans")
        shown = show(found, "hant", OpenCCConverter(), pins=analyser.pins)
        assert shown.text == "他在後臺發貨，後臺很忙。"
        assert fold(shown.text) == TEXT
    printed = duban("annotate", "-", "--script", "hant", "--format", "jsonl", stdin=TEXT)
    assert json.loads(printed.stdout)["text"] == "他在後臺發貨，後臺很忙。"
    session.close()


@pytest.mark.parametrize("fast", [False, True])
def test_on_a_page_whatever_script_it_is_switched_to(session: Session, fast: bool) -> None:
    source = SourceText(TextMeta("a", "题", script="hans"), (Paragraph(TEXT), Paragraph("没有词")))
    shown: dict[Script, str] = {"hans": TEXT, "hant": "他在後臺發貨，後臺很忙。"}
    for script, seen in shown.items():
        out = io.BytesIO()
        options = ExportOptions(script=script, scripts=("hans", "hant"))
        write_page(manuscript(session, source, options, fast=fast), options, out)
        page = out.getvalue().decode()
        assert seen[2:4] in page
        other = "hant" if script == "hans" else "hans"
        (data,) = re.findall(r'<script[^>]*>\s*(\{"duban".*?)</script>', page, re.DOTALL)
        tables = json.loads(data)["scripts"]
        assert apply(tables[other], "p1", seen) == ("他在後臺發貨，後臺很忙。" if other == "hant" else TEXT)
    session.close()


WORDS = [
    "直播间",
    "自然流",
    "后台",
    "发货",
    "皇后",
    "头发",
    "干部",
    "干净",
    "面条",
    "方面",
    "里面",
    "公里",
    "台湾",
    "了解",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*WORDS, *"，的和在"]), min_size=1, max_size=12), st.sampled_from(["hant", "tw", "hk"]))
def test_there_and_back_nothing_is_lost(parts: list[str], target: Script) -> None:
    terms = (Term("自然流", "自然流", ("zi4", "ran2", "liu2")), Term("后台", "後臺", ("hou4", "tai2")))
    index = TermIndex((f"id-{term.hans}", term) for term in terms)
    text = "".join(parts)
    converter = OpenCCConverter()
    shown = show(annotate(text, analyser=Analyser(matcher=index)), target, converter, pins={"后台": "後臺"})
    back = show(annotate(shown.text, target, Analyser(matcher=index)), "hans", converter)
    assert back.text == text
    assert [t.text for t in back.tokens if t.token.term] == [t.token.text for t in shown.tokens if t.token.term]
