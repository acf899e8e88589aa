"""What is exported comes back: text, translation, kinds, facts and terms."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.export.options import ExportOptions
from reader.export.packing import pack, unpack
from reader.export.readback import PageError, read_page
from reader.session import Session
from tests.reader.export.conftest import write
from texts.folder import free_id, write_folder
from texts.library import load_folder
from texts.model import Paragraph, SourceText, TextMeta

OPTIONS = [
    ExportOptions(),
    ExportOptions(script="hans"),
    ExportOptions(script="tw", scripts=("hk",)),
    ExportOptions(by="character"),
    ExportOptions(english_by="sentence", ruby="terms", english="ask"),
]


@pytest.mark.parametrize("options", OPTIONS)
def test_the_article_comes_back_whole(
    session: Session, article: SourceText, tmp_path: Path, options: ExportOptions
) -> None:
    content = read_page(write(session, article, tmp_path / "page.html", options).read_text(encoding="utf-8"))
    assert content.source == article
    assert len(content.concepts) > 100
    for concept in content.concepts:
        assert replace(concept, origin="bundled") == session.termbase.concept(concept.id)


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)  # no file can hold a lone surrogate
CHINESE = st.text(
    st.sampled_from("直播间后發里裏皇后面著头发MCN机构U盘 ，。“”！1２\u200b\u202e\u0301𠮷\U000e0001"), max_size=40
)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</p></article><script>alert(1)</script>",
        "</script><!--",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;b&gt;&amp;",
        "\u202e直播\u2066",
        "直播\x00间\x0b\x7f\ufffe",
        "<ruby>直<rt>zhi</rt></ruby>",
    ]
)
LINE = st.one_of(CHINESE, HOSTILE, ANY).map(lambda text: text.replace("\n", "").replace("\r", ""))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.tuples(LINE, st.one_of(st.none(), LINE.filter(bool)))),
    title=LINE.filter(lambda text: bool(text.strip())),
    options=st.sampled_from(OPTIONS),
)
def test_any_text_comes_back_whole(
    session: Session,
    tmp_path: Path,
    lines: list[tuple[str, str | None]],
    title: str,
    options: ExportOptions,
) -> None:
    paragraphs = tuple(Paragraph(text, "body", english) for text, english in lines)
    source = SourceText(TextMeta("text", title, title, "hans"), paragraphs)
    found = read_page(write(session, source, tmp_path / "p.html", options).read_text(encoding="utf-8")).source
    assert found.paragraphs == paragraphs
    assert found.meta == source.meta


def test_headings_keep_their_levels(session: Session, tmp_path: Path) -> None:
    kinds = (("第一章", 1), ("一、背景", 2), ("二、规则", 2))
    paragraphs = (*(Paragraph(text, "heading", level=level) for text, level in kinds), Paragraph("图", "caption"))
    source = SourceText(TextMeta("text", "题", script="hans"), paragraphs)
    html = write(session, source, tmp_path / "p.html").read_text(encoding="utf-8")
    assert read_page(html).source.paragraphs == paragraphs
    assert html.count("第一章　一、背景") == 0


def test_a_very_long_paragraph_stays_one(session: Session, tmp_path: Path) -> None:
    text = "直播间里，灯光亮如白昼。" * 700 + "没有句号的" * 900
    source = SourceText(TextMeta("long", "长", script="hans"), (Paragraph(text),))
    html = write(session, source, tmp_path / "page.html").read_text(encoding="utf-8")
    assert 5 <= html.count('class="more"') <= 12
    assert read_page(html).source.paragraphs == source.paragraphs


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>hello</p>", "not a page made by duban"),
        ('<script id="duban-data">{', "damaged"),
        ('<script id="duban-data">[]</script>', "damaged"),
        ('<script id="duban-data">{"duban": 99}</script>', "newer duban"),
        ('<script id="duban-data">{"duban": 1, "paragraphs": -1}</script>', "damaged"),
        ('<script id="duban-data">' + "[" * 100_000 + "</script>", "damaged"),
    ],
    ids=["another page", "cut off", "a list", "newer", "counts", "nested"],
)
def test_what_is_no_page_gets_one_sentence(html: str, said: str) -> None:
    with pytest.raises(PageError, match=said):
        read_page(html)


def test_the_data_is_what_its_description_says(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    data = json.loads(html.split('id="duban-data">')[1].split("</script>")[0])
    lexicon = unpack(data["lexicon"])
    place = lexicon["words"].split("\n").index("鏡子")
    assert "mirror" in lexicon["meanings"].split("\n")[place]
    level = lexicon["level"][place]
    assert level == "-" or lexicon["levels"][int(level)].startswith("HSK")
    assert set(data["scripts"]) == {"hans", "tw", "hk"}


def test_a_folder_of_the_library_reads_back(tmp_path: Path, article: SourceText) -> None:
    write_folder(tmp_path / "copy", article)
    copy = load_folder(tmp_path / "copy")
    assert copy.paragraphs == article.paragraphs
    assert replace(copy.meta, id=article.meta.id) == article.meta


@settings(max_examples=60, deadline=None)
@given(title=ANY, topic=ANY, lines=st.lists(st.tuples(ANY, ANY)), date=st.sampled_from(["", "2025", "yesterday"]))
def test_a_folder_of_anything_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, title: str, topic: str, lines: list[tuple[str, str]], date: str
) -> None:
    folder = tmp_path_factory.mktemp("folder") / "text"
    paragraphs = tuple(Paragraph(text, "caption", english) for text, english in lines)
    write_folder(folder, SourceText(TextMeta("text", title, topic=topic, date=date), paragraphs))
    assert len(load_folder(folder).paragraphs) == len(lines)


def test_ids_are_fit_for_folders_and_free() -> None:
    assert free_id("../../etc/passwd", []) == "etc-passwd"
    assert free_id("直播 带货", ["直播-带货"]) == "直播-带货-2"
    assert free_id("///", []) == "text"


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_what_is_packed_comes_back(value: object) -> None:
    packed = pack(value)
    assert packed.isascii()
    assert not set(packed) & set("<>&\"'")
    assert unpack(packed) == value


@pytest.mark.parametrize("text", ["é", "AAAA", "eJ", "7dE=", pack([1])[:-6], "!"])
def test_what_was_not_packed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unpack(text)
