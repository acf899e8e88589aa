"""Word documents: paragraphs, headings, lists, tables, changes, and what is said of those that cannot be read."""

from pathlib import Path

import pytest

from tests.texts.importers.books import docx, pack, paragraph
from texts.importers.docx import read_docx
from texts.importers.docx_styles import written
from texts.importers.model import ImportFaultError
from texts.model import Paragraph

TEXT = "<w:r><w:t>{}</w:t></w:r>"


def read(path: Path) -> list[Paragraph]:
    return list(read_docx(path, path.name).paragraphs)


def texts(folder: Path, body: str) -> list[str]:
    return [p.text for p in read(docx(folder, body))]


def fault(path: Path) -> str:
    with pytest.raises(ImportFaultError) as error:
        read(path)
    assert path.name in str(error.value)
    return str(error.value)


def test_headings_by_style_or_outline_and_captions(tmp_path: Path) -> None:
    body = (
        paragraph("总则", '<w:pStyle w:val="1"/>') + paragraph("细则", '<w:pStyle w:val="2"/>')
        + paragraph("小题", '<w:pStyle w:val="mine"/>') + paragraph("题", '<w:outlineLvl w:val="0"/>')
        + paragraph("目录 1", '<w:pStyle w:val="toc1"/>') + paragraph("图一", '<w:pStyle w:val="cap"/>')
        + paragraph("文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    found = [(p.text, p.kind, p.level) for p in read(docx(tmp_path, body))]
    assert found == [
        ("总则", "heading", 1), ("细则", "heading", 2), ("小题", "heading", 2), ("题", "heading", 1),
        ("图一", "caption", 1), ("文", "body", 1),
    ]  # fmt: skip


def test_lists_are_numbered_as_word_shows_them(tmp_path: Path) -> None:
    def item(text: str, depth: int, number: int = 5) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')

    body = item("甲", 0) + item("子", 1) + item("丑", 1) + item("乙", 0) + item("寅", 1) + item("点", 0, 6)
    assert texts(tmp_path, body) == ["第一条甲", "1. 子", "2. 丑", "第二条乙", "1. 寅", "• 点"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"), (105, "chineseCountingThousand", "一百〇五"),
        (21, "chineseLegalSimplified", "贰拾壹"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"),
        (3, "decimalEnclosedCircle", "③"), (2, "ideographTraditional", "乙"), (7, "decimal", "7"), (5, "unknown", "5"),
    ],
)  # fmt: skip
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_a_row_of_a_table_is_a_paragraph(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    rows = row(paragraph("年"), paragraph("额")) + row(paragraph("2023"), paragraph("12") + paragraph("亿"))
    table = f"<w:tbl>{rows}</w:tbl>"
    layout = f"<w:tbl>{row(paragraph('一') + paragraph('二'))}</w:tbl>"
    nested = f"<w:tbl>{row(paragraph('外'), table)}</w:tbl>"
    assert texts(tmp_path, table) == ["年 | 额", "2023 | 12 亿"]
    assert texts(tmp_path, layout) == ["一", "二"]
    assert texts(tmp_path, nested) == ["外 | 年 | 额 2023 | 12 亿"]


def test_changes_count_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p>甲" + TEXT.format("留")
        + "<w:ins w:id='1'>" + TEXT.format("新") + "</w:ins>"
        + "<w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del>"
        + "<w:moveFrom>" + TEXT.format("走") + "</w:moveFrom><w:moveTo>" + TEXT.format("来") + "</w:moveTo></w:p>"
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr><w:pPrChange><w:pPr><w:pStyle w:val='1'/></w:pPr></w:pPrChange></w:pPr>"
        + TEXT.format("前半") + "</w:p>" + paragraph("后半")
    )  # fmt: skip
    incoming = read_docx(path := docx(tmp_path, body), path.name)
    assert [(p.text, p.kind) for p in incoming.paragraphs] == [("留新来", "body"), ("前半后半", "body")]
    assert list(incoming.notes) == ["tracked changes taken as accepted"]


def test_ruby_notes_breaks_hidden_text_and_boxes(tmp_path: Path) -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt>"
        + TEXT.format("zhí")
        + "</w:rt><w:rubyBase>"
        + TEXT.format("直")
        + "</w:rubyBase></w:ruby></w:r>"
    )
    note = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + paragraph("框")
        + "</w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + paragraph("框") + "</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    lines = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type='page'/><w:tab/><w:t>三</w:t></w:r>"
    field = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    body = f"<w:p>{ruby}{TEXT.format('播')}{note}{hidden}{field}</w:p><w:p>{lines}</w:p>"
    body += f"<w:p>{box}{TEXT.format('旁')}</w:p>"
    incoming = read_docx(path := docx(tmp_path, body), path.name)
    assert [p.text for p in incoming.paragraphs] == ["直播", "一", "二 三", "旁", "框"]
    assert list(incoming.notes) == ["1 reading in ruby left out", "1 footnote left out"]


def test_properties_and_titles(tmp_path: Path) -> None:
    core = (
        "<cp:coreProperties><dc:title>季度 报告</dc:title><dc:creator>王五</dc:creator>"
        "<dcterms:created>2024-03-01T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    meta = read_docx(docx(tmp_path, paragraph("文"), {"docProps/core.xml": core}), "x.docx").meta
    assert (meta.title_zh, meta.outlet, meta.date) == ("季度 报告", "王五", "2024-03-01")
    head = paragraph("大标题", '<w:pStyle w:val="1"/>')
    assert read_docx(docx(tmp_path, paragraph("x") + head), "x.docx").meta.title_zh == "大标题"
    junk = {"docProps/core.xml": "<p><dc:title>Microsoft Word - 文档1</dc:title></p>"}
    assert read_docx(docx(tmp_path, paragraph("文"), junk), "甲.docx").meta.title_zh == "甲"


def test_other_prefixes_and_places_of_the_parts(tmp_path: Path) -> None:
    body = "<ns0:document><ns0:body><ns0:p><ns0:r><ns0:t>文</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>"
    rels = "<Relationships><Relationship Target='/doc/main.xml' Type='x/officeDocument'/></Relationships>"
    path = pack(tmp_path / "a.docx", {"_rels/.rels": rels, "doc/main.xml": body})
    assert [p.text for p in read(path)] == ["文"]


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "save it as .docx" in fault(path)
    path.write_text("text")
    assert "not a DOCX" in fault(path)
    assert "not a Word document" in fault(pack(path, {"x.xml": "<x/>"}))
    whole = docx(tmp_path, paragraph("文"))
    path.write_bytes(whole.read_bytes()[:-30])
    assert "cut short" in fault(path)
    cut = {"word/document.xml": "<w:document><w:body><w:p><w:r><w:t>半"}
    assert "cut short" in fault(docx(tmp_path, "", cut))
    assert "no text in it" in fault(docx(tmp_path, "<w:p/>"))
    assert "far more text" in fault(docx(tmp_path, paragraph("字" * (8 << 20))))


def test_tables_without_end_within_tables(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 50_000 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 50_000
    assert texts(tmp_path, deep) == ["底"]


def test_web_pages_within_a_document(tmp_path: Path) -> None:
    page = "<html><head><meta charset='utf-8'></head><body><h1>题</h1><p>文=字</p></body></html>"
    mht = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        f"{page.replace('=', '=3D')}\n--b--\n"
    )
    relations = (
        "<Relationships><Relationship Id='a' Target='/word/one.mht'/><Relationship Id='b' Target='two.html'/>"
        "<Relationship Id='c' Target='../../etc/passwd'/></Relationships>"
    )
    files = {"word/_rels/document.xml.rels": relations, "word/one.mht": mht, "word/two.html": page}
    body = paragraph("前") + "".join(f"<w:altChunk r:id='{name}'/>" for name in "abcd")
    found = [(p.text, p.kind) for p in read(docx(tmp_path, body, files))]
    assert found == [("前", "body"), *[("题", "heading"), ("文=字", "body")] * 2]


def test_chapters_without_styles_and_printed_contents(tmp_path: Path) -> None:
    titles = ["第一章 总则", "第二章 罚则"]
    body = "".join(map(paragraph, ["办法", "目 录", *titles, "第一章　总则", "甲", "第二章　罚则", "乙"]))
    found = [(p.text, p.kind) for p in read(docx(tmp_path, body))]
    assert found == [
        ("办法", "body"), ("第一章　总则", "heading"), ("甲", "body"), ("第二章　罚则", "heading"), ("乙", "body"),
    ]  # fmt: skip
    assert texts(tmp_path, "".join(map(paragraph, ["目录", "第一章 总则", "只有这些"]))) == [
        "目录",
        "第一章 总则",
        "只有这些",
    ]
