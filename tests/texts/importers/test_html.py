"""The text proper of pages, and pages that are broken or made to do harm."""

import quopri
import time
from pathlib import Path

import pytest

from tests.texts.importers.pages import AFTER, BODY, CAPTION, PAGES, SUBHEAD, Page
from texts.importers.detect import kind_of
from texts.importers.formats import read
from texts.importers.html import read_html
from texts.importers.model import ImportFaultError, Incoming
from texts.model import Paragraph

SENTENCE = "直播带货在杭州兴起，商家纷纷把仓库改成了直播间。"


def opened(tmp_path: Path, html: str | bytes, **options: str) -> tuple[Incoming, list[Paragraph]]:
    file = tmp_path / "page.html"
    file.write_bytes(html.encode() if isinstance(html, str) else html)
    incoming = read_html(file, "page.html", **options)
    return incoming, list(incoming.paragraphs)


def lines(tmp_path: Path, html: str | bytes, **options: str) -> list[str]:
    return [paragraph.text for paragraph in opened(tmp_path, html, **options)[1]]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_text_of_a_page_and_nothing_else(tmp_path: Path, page: Page) -> None:
    incoming, found = opened(tmp_path, page.html.encode(page.encoding))
    expected = [Paragraph(page.title, "heading"), *map(Paragraph, BODY)]
    if page.subhead:
        expected.append(Paragraph(SUBHEAD, "heading", level=2))
    expected += map(Paragraph, AFTER)
    captions = [paragraph for paragraph in found if paragraph.kind == "caption"]
    assert captions == [Paragraph(CAPTION, "caption")] * page.caption
    rest = [p for p in found if p.kind != "caption" and "编" not in p.text[:4] and "该文观点" not in p.text]
    assert rest == expected
    assert (incoming.meta.title_zh, incoming.meta.date) == (page.title, page.date)
    assert incoming.meta.outlet == page.outlet


def test_lists_tables_and_quotations_are_kept(tmp_path: Path) -> None:
    html = f"""<article><h1>题目</h1><p>{SENTENCE}</p><ul><li>第一，货要好。<li>第二，人要真。</ul>
    <ol><li>先选品<li>后开播</ol><blockquote>{SENTENCE}</blockquote>
    <table><caption>各平台</caption><tr><th>平台<th>占比<tr><td>抖音<td>五成</table><p>{SENTENCE}</p></article>"""
    found = opened(tmp_path, html)[1]
    assert [(p.kind, p.text) for p in found] == [
        ("heading", "题目"),
        ("body", SENTENCE),
        ("body", "• 第一，货要好。"),
        ("body", "• 第二，人要真。"),
        ("body", "1. 先选品"),
        ("body", "2. 后开播"),
        ("body", SENTENCE),
        ("caption", "各平台"),
        ("body", "平台 | 占比"),
        ("body", "抖音 | 五成"),
        ("body", SENTENCE),
    ]


def test_readings_in_ruby_are_recognised(tmp_path: Path) -> None:
    html = f"<p><ruby>直播<rp>(</rp><rt>zhíbō</rt><rp>)</rp></ruby>很<ruby>火<rt>huǒ</ruby>。</p><p>{SENTENCE}</p>"
    incoming, found = opened(tmp_path, html)
    assert found[0].text == "直播很火。"
    assert "2 readings in ruby left out" in incoming.notes


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>车间笔记 | 皮革城的直播间</title>", "<h1>车间笔记</h1><h2>皮革城的直播间</h2>", "皮革城的直播间"),
        ("<title>皮革城的直播间_产经_某某网</title>", "", "皮革城的直播间"),
        ("<title>皮革城的直播间</title>", "<h2>另外的标题</h2>", "皮革城的直播间"),
        ("<meta property='og:title' content='皮革城的直播间'><title>某网</title>", "<h1>某网</h1>", "皮革城的直播间"),
        ("", "<h1>皮革城的直播间</h1>", "皮革城的直播间"),
        ("", "", "page"),
    ],
)
def test_titles(tmp_path: Path, head: str, body: str, title: str) -> None:
    html = f"<html><head>{head}</head><body>{body}<p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>"
    assert opened(tmp_path, html)[0].meta.title_zh == title


def test_line_ends_in_the_source_are_no_spaces_between_chinese(tmp_path: Path) -> None:
    html = "<p>直播带货\n   在杭州兴起，\nMCN\nagencies  很多，<b>商家</b>\n入场。</p>"
    assert lines(tmp_path, html) == ["直播带货在杭州兴起，MCN agencies 很多，商家入场。"]


@pytest.mark.parametrize(
    ("declared", "real", "label"),
    [
        ("gb2312", "gb18030", "GB2312"),
        ("big5", "big5hkscs", "BIG5"),
        ("utf-8", "gb18030", "GBK"),
        ("gb2312", "utf-8", "UTF-8"),
        ("iso-8859-1", "utf-8", "UTF-8"),
        ("nonsense", "gb18030", "GBK"),
        ("", "utf-16", "UTF-16"),
    ],
)
def test_encodings_declared_rightly_wrongly_or_not_at_all(tmp_path: Path, declared: str, real: str, label: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>直播間在杭州，商家入場。</p>'
    incoming, found = opened(tmp_path, html.encode(real))
    assert found == [Paragraph("直播間在杭州，商家入場。")]
    assert incoming.meta.encoding == label


def test_what_a_server_or_the_user_says_of_the_encoding(tmp_path: Path) -> None:
    data = "<p>直播間在杭州，商家入場。</p>".encode("big5")
    assert lines(tmp_path, data, declared="big5") == ["直播間在杭州，商家入場。"]
    assert lines(tmp_path, data, encoding="big5") == ["直播間在杭州，商家入場。"]


def test_a_few_broken_bytes_refuse_no_page(tmp_path: Path) -> None:
    data = f"<p>{SENTENCE}</p>".encode() * 20
    incoming, found = opened(tmp_path, data[:40] + b"\xff" + data[41:] + "直".encode()[:2])
    assert len(found) >= 20
    assert any("stand as �" in note for note in incoming.notes)


def test_a_page_whose_frame_ends_before_the_text(tmp_path: Path) -> None:
    assert lines(tmp_path, f"<html><body><div>头部</div></body></html><p>{SENTENCE}</p>") == [SENTENCE]
    assert lines(tmp_path, f"<head><title>题</title><p>{SENTENCE}") == ["题", SENTENCE]


def test_a_page_that_a_browser_saved_in_one_file(tmp_path: Path) -> None:
    page = PAGES["huxiu"]
    quoted = quopri.encodestring(page.html.encode()).replace(b"\n", b"\r\n")
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/article/1\r\nSubject: x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        b"----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/article/1\r\n\r\n"
    ) + quoted
    saved += b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----B--\r\n"
    file = tmp_path / "saved.mhtml"
    file.write_bytes(saved)
    assert kind_of(file, file.name) == "mhtml"
    incoming = read(file, file.name, "mhtml")
    assert (incoming.meta.title_zh, incoming.meta.origin) == (page.title, "https://example.org/article/1")
    assert BODY[0] in [paragraph.text for paragraph in incoming.paragraphs]
    file.write_bytes(saved.replace(b"text/html\r\n", b"text/plain\r\n"))
    with pytest.raises(ImportFaultError, match="without the page in it"):
        read(file, file.name, "mhtml")


def test_more_elements_than_a_page_can_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("texts.importers.tree.MOST", 1000)
    assert opened(tmp_path, f"<p>{SENTENCE}</p>" + "<i>" * 900)[1]
    with pytest.raises(ImportFaultError, match="it is no page that can be read"):
        opened(tmp_path, f"<p>{SENTENCE}</p>" + "<i>" * 1000)


def test_a_page_that_is_made_by_its_scripts(tmp_path: Path) -> None:
    with pytest.raises(ImportFaultError, match="if scripts build the page, save it in a browser first"):
        opened(tmp_path, '<html><body><div id="app"></div><script>render("文")</script></body></html>')


HARM = {
    "nested": "<div>" * 100_000 + SENTENCE + "</div>" * 100_000,
    "crossed": "<b><i>" * 20_000 + SENTENCE + "</b></i>" * 20_000,
    "open tags": f"<p>{SENTENCE}</p>" + "<a " * 50_000,
    "open comments": f"<p>{SENTENCE}</p>" + "<!--" * 50_000,
    "signs": f"<p>{SENTENCE}</p>" + "<" * 50_000,
    "quotes": f"<p>{SENTENCE}</p>" + ('<a href="' * 50_000) + ("<a href='" * 50_000),
    "scripts": f"<p>{SENTENCE}</p>" + "<script>" * 100_000,
    "tables": "<table><tr><td>" * 5_000 + SENTENCE,
    "lists": "<ol><li>" * 5_000 + SENTENCE,
    "dates": "<span class=date>" * 20_000 + SENTENCE,
    "entities": f"<p>{SENTENCE}</p>" + "&#x41" * 100_000 + "&" * 100_000,
    "white space": "<p " + " \n" * 500_000 + f">{SENTENCE}</p>",
    "attributes": "<p " + "a " * 50_000 + f">{SENTENCE}</p>",
}


@pytest.mark.parametrize("html", HARM.values(), ids=HARM)
def test_pages_made_to_do_harm_take_bounded_time(tmp_path: Path, html: str) -> None:
    start = time.process_time()
    assert any(SENTENCE in line for line in lines(tmp_path, html))
    assert time.process_time() - start < 10
