"""The page as a file: what is in it, whatever the text, and what the user's own template may change."""

import re
import tracemalloc
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.export import template
from reader.export.escape import web_link
from reader.export.options import ExportOptions
from reader.export.template import Template, TemplateError
from reader.session import Session
from tests.reader.export.conftest import write
from tests.reader.export.test_readback import ANY, HOSTILE
from texts.model import Paragraph, SourceText, TextMeta

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

_FACTS = ("outlet", "place", "date", "topic", "licence", "origin")


class _Tags(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.one_of(HOSTILE, ANY), min_size=9, max_size=9), by_sentence=st.booleans())
def test_no_text_becomes_markup(session: Session, tmp_path: Path, words: list[str], by_sentence: bool) -> None:
    words = [re.sub(r"[\r\n]", " ", word) or "直" for word in words]
    facts: dict[str, Any] = dict(zip(_FACTS, words[2:], strict=False))
    meta = TextMeta("x", words[0], words[1], "hans", **facts)
    source = SourceText(meta, (Paragraph(words[8], "heading", words[7]), Paragraph(words[0], "caption", words[1])))
    options = ExportOptions(english_by="sentence" if by_sentence else "paragraph")
    html = write(session, source, tmp_path / "page.html", options).read_text(encoding="utf-8")
    assert _FORBIDDEN.search(html) is None
    tags = _Tags(html).found
    assert [attributes.get("id") for tag, attributes in tags if tag == "script"] == ["duban-terms", "duban-data", None]
    for tag, attributes in tags:
        assert tag not in {"img", "iframe", "object", "embed", "link", "base", "svg", "math", "video", "audio"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "action", "formaction"}
            if name == "href":
                assert re.match(r"#|https?://", value or "")


def test_the_policy_names_our_style_and_script_alone(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert re.fullmatch(
        r"default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39;; script-src &#39;sha256-\S+&#39;; "
        r"base-uri &#39;none&#39;; form-action &#39;none&#39;",
        policy[1],
    )


def test_only_plain_web_addresses_are_links() -> None:
    assert web_link("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for other in (
        "javascript:alert(1)",
        "https://a b",
        "//example.org",
        "https://x\"onclick='",
        "see https://a.org",
        "",
    ):
        assert web_link(other) is None


def test_every_place_of_a_term_is_linked_both_ways(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    places = dict(re.findall(r"<a id=(o\d+) href=#(g\d+)>", html))
    back = {
        place: entry
        for entry, body in re.findall(r'<li id="(g\d+)">(.*?)</li>', html, re.DOTALL)
        for place in re.findall(r'href="#(o\d+)"', body)
    }
    assert len(places) > 200
    assert places == back


def test_a_block_of_the_template_can_be_replaced(session: Session, article: SourceText, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '{% extends "duban/page.html" %}{% block footer %}<footer>Ours: {{ meta.title_en }} & co</footer>{% endblock %}'
    )
    (tmp_path / "extra.css").write_text("rt { color: teal }\r\n")
    html = write(session, article, tmp_path / "out.html", ExportOptions(template=tmp_path)).read_text(encoding="utf-8")
    assert "<footer>Ours: Selling by livestream: the Hangzhou model & co</footer>" in html
    assert "rt { color: teal }</style>" in html
    assert "CC BY-SA" not in html.split("</main>")[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", "{% if %}", "page.html, line 1"),
        ("page.html", "{{ nothing }}", "nothing"),
        ("page.html", '{% extends "../../etc/passwd" %}', "wrong"),
        ("page.css", "p{}</style><script>", "must not contain"),
        ("page.js", "let a = '</script>'", "must not contain"),
    ],
)
def test_a_wrong_template_gets_one_sentence(
    session: Session, article: SourceText, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(TemplateError, match=said):
        write(session, article, tmp_path / "out", ExportOptions(template=tmp_path))


def test_a_template_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no folder"):
        Template(tmp_path / "missing")


def test_nothing_of_a_paragraph_is_kept(session: Session, tmp_path: Path) -> None:
    """Eight times the text takes less than half as much memory again. (Places of terms are kept; here are none.)"""
    peaks = []
    for count in (40, 320):
        lines = tuple(Paragraph("今天的天气很好，我们一起去公园里走走吧。" * 3) for _ in range(count))
        tracemalloc.start()
        write(session, SourceText(TextMeta("x", "长", script="hans"), lines), tmp_path / "page.html")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_our_style_and_script_lose_nothing_but_white_space_and_comments() -> None:
    assets = Path(template.__file__).parent / "assets"
    style, script = ((assets / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    # What the slimming relies on.
    assert all(line.count("`") % 2 == 0 and not line.endswith("\\") for line in script.split("\n"))
    assert "'" not in re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    slim, whole = template.slim_style(style), re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert re.sub(r"[\s;]", "", slim) == re.sub(r"[\s;]", "", whole)
    assert re.findall('"[^"]*"', slim) == re.findall('"[^"]*"', whole)
    code = [line.strip() for line in script.split("\n")]
    assert template.slim_script(script).split("\n") == [line for line in code if line and not line.startswith("//")]
    assert len(slim) < 0.9 * len(style)
