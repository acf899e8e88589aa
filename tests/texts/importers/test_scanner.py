"""The scanner: the same tags however the text comes in parts, nothing expanded, time in proportion to the size."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.importers.scanner import Tag, tokens
from texts.importers.walker import Block, Walker

PIECES = st.sampled_from([
    "<p>", "</p>", "<a href='x'>", '<b class="a>b">', "<br/>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<script>", "</script>", "&amp;", "&nbsp;", "&a;", "&", "<", ">", '"', "'", "=",
    "字", "的 x", "\n", "<?xml?>", "<w:p w:val=1>",
])  # fmt: skip


def shown(parts: list[str], html: bool) -> list[str]:
    found = [""]
    for token in tokens(parts, html):
        if isinstance(token, Tag):
            found += [f"{token.closing}{token.name}{token.empty}{token.attributes}", ""]
        else:
            found[-1] += token
    return found


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(1, 7), st.booleans())
def test_the_parts_in_which_text_comes_do_not_matter(text: str, size: int, html: bool) -> None:
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert shown(parts, html) == shown([text], html)


def test_no_entity_of_a_document_is_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "好好好"><!ENTITY b "&a;&a;&a;">]><x>&b;&lt;&#x597d;</x>'
    assert shown([bomb], False) == ["", "FalsexFalse{}", "&b;<好", "TruexFalse{}", ""]


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<!--", '<a "', '<a b="', "<![CDATA[", "&", "<", "<div>", "<!DOCTYPE [", "<a b='>", '<a b="x>"', "<sup>",
     "<a href=#>", "<table><tr><td>", "<ruby><rt>", "<ol><li>", "<b lang=en class=en>", "<nav>"],
)  # fmt: skip
def test_markup_made_to_be_slow_is_read_at_an_even_pace(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        list(Walker().walk(tokens((text[at : at + 65536] for at in range(0, len(text), 65536)), html=True)))
        return time.process_time() - start

    # Eight times the text: 8 if the pace is even, 64 if not. The best of three, for the machine has other work too.
    short, long = (min(seconds(size) for _ in range(3)) for size in (10_000, 80_000))
    assert long < 24 * max(short, 0.005)


def blocks(html: str, *anchors: str) -> list[Block]:
    return list(Walker(frozenset(anchors)).walk(tokens([html], html=True)))


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>　　两\n字</p>\n<p>a\nb</p>", ["两字", "a b"]),
        ("裸<div>甲<p>乙</div>丙", ["裸", "甲", "乙", "丙"]),
        ("<p>一<br>二</p>", ["一", "二"]),
        ("<h1>第一章<br/>开头</h1>", ["第一章 开头"]),
        ("<ol><li>甲<li><p>乙</p></ol><ul><li>丙</ul>", ["1. 甲", "2. 乙", "• 丙"]),
        ("<ol start=3><li>甲</li><li value=9>乙</ol><ol type=a><li>丙", ["3. 甲", "9. 乙", "• 丙"]),
        ("<table><tr><th>年<th>额<tr><td>2023</td><td><p>12亿</p></td></tr></table>", ["年 | 额", "2023 | 12亿"]),
        ("<table><tr><td><p>整页<p>都在表里</td></tr></table>", ["整页", "都在表里"]),
        ("<p>直播<ruby>电商<rp>(</rp><rt>diàn shāng</rt><rp>)</rp></ruby>好", ["直播电商好"]),
        ("<ruby>直<rt>zhí<rb>播<rt>bō</ruby>的<ruby>电<rtc><rt>d</rtc></ruby>", ["直播的电"]),
        (
            "<p>事<a href='#n1'><sup>[1]</sup></a>，10<sup>8</sup>个<sup>②</sup><a epub:type='noteref'>3</a>",
            ["事，10⁸个"],
        ),
        (
            "<p><a href='#r'>[1]</a> 注文<p>见<a href='#t'>第3章</a><h2><a href='t#c'>三</a></h2>",
            ["注文", "见第3章", "三"],
        ),
        ("<p>前<span epub:type='pagebreak'>12</span>后<span class=pagenum>13</span>", ["前后"]),
        ("<p>前<span epub:type='pagebreak'/>后", ["前后"]),
        ("<aside epub:type='footnote'><aside>x</aside><p>注</p></aside><p>文", ["文"]),
        ("<p>文<nav><ol><li>目</ol></nav>文", ["文", "文"]),
        ("<p>字<img alt='𠮷'>字<img alt='照片'>", ["字𠮷字"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ("<p hidden>x</p><p style='display: none'>y</p>z", ["z"]),
    ],
)
def test_blocks_of_a_page(html: str, texts: list[str]) -> None:
    assert [block.text for block in blocks(html)] == texts


def test_kinds_of_blocks() -> None:
    figure = "<figure><img/><figcaption>图<p>一</p></figcaption></figure>"
    page = f"<h2>题</h2>文{figure}<p class='cap'>照</p><h1><div>大</div></h1>尾"
    assert [(b.text, b.kind, b.level) for b in blocks(page)] == [
        ("题", "heading", 2), ("文", "body", 1), ("图", "caption", 1), ("一", "caption", 1), ("照", "caption", 1),
        ("大", "heading", 1), ("尾", "body", 1),
    ]  # fmt: skip


def test_an_end_tag_that_is_missing_costs_little() -> None:
    assert [b.text for b in blocks("<h1>题<p>文<p>一<span class=pagenum>2<p>三<ruby>四<rt>sì<p>五")] == [
        "题", "文", "一", "三四", "五",
    ]  # fmt: skip
