"""Books: what is read of them and in what order, and what is said of those that cannot be read."""

import zipfile
from pathlib import Path

import pytest

from tests.texts.importers.books import CONTAINER, epub, pack, package
from texts.importers.epub import read_epub
from texts.importers.model import ImportFaultError
from texts.model import Paragraph, TextMeta


def read(path: Path) -> tuple[TextMeta, list[Paragraph], list[str]]:
    incoming = read_epub(path, path.name)
    paragraphs = list(incoming.paragraphs)
    return incoming.meta, paragraphs, list(incoming.notes)


def texts(path: Path) -> list[str]:
    return [p.text for p in read(path)[1]]


def headings(path: Path) -> list[tuple[str, int]]:
    return [(p.text, p.level) for p in read(path)[1] if p.kind == "heading"]


def fault(path: Path) -> str:
    with pytest.raises(ImportFaultError) as error:
        read(path)
    sentence = str(error.value)
    assert sentence.endswith(".")
    assert path.name in sentence
    return sentence


def test_what_the_package_says_of_the_book(tmp_path: Path) -> None:
    meta = (
        "<dc:title>红楼梦</dc:title><dc:title xml:lang='en'>Dream of the Red Chamber</dc:title>"
        "<dc:creator>曹雪芹</dc:creator><dc:publisher>某社</dc:publisher><dc:date>2008-12-01T00:00:00+00:00</dc:date>"
        "<dc:language>zh-TW</dc:language><dc:source>https://example.org</dc:source><dc:rights>Public domain &amp; free"
        "</dc:rights><dc:subject>小说</dc:subject>"
    )
    said, _, _ = read(epub(tmp_path, ["<p>文</p>"], metadata=meta))
    assert (said.title_zh, said.title_en) == ("红楼梦", "Dream of the Red Chamber")
    assert (said.outlet, said.date, said.script) == ("曹雪芹 · 某社", "2008-12-01", "tw")
    assert (said.origin, said.licence, said.tags) == ("https://example.org", "Public domain & free", ("小说",))


def test_a_book_that_says_nothing_is_called_like_its_file(tmp_path: Path) -> None:
    said, _, _ = read(
        epub(tmp_path, ["<p>文</p>"], metadata="<dc:date>0101-01-01</dc:date><dc:language>zh</dc:language>")
    )
    assert (said.title_zh, said.date, said.script) == ("book", "", None)


def test_titles_of_the_contents_are_headings(tmp_path: Path) -> None:
    nav = (
        "<li><a href='c0.xhtml'>上卷</a><ol><li><a href='c0.xhtml#one'>第一回 开头</a></li>"
        "<li><a href='c1.xhtml'>第二回</a></li></ol></li><li><a href='c2.xhtml'>第三回 尾声</a></li>"
        "<li><a href='c3.xhtml'>后记</a></li>"
    )
    bodies = [
        "<p>卷首语</p><p id='one'>第一回</p><p>开头</p><p>甲</p>",
        "<p>乙</p><h3>小节</h3>",
        "<h2>第三回</h2><h3>尾声</h3><p>丙</p>",
        "<h1>跋</h1><p>丁</p>",
    ]
    path = epub(tmp_path, bodies, nav=nav)
    assert headings(path) == [
        ("上卷", 1), ("第一回", 2), ("开头", 2), ("第二回", 2), ("小节", 2), ("第三回", 1), ("尾声", 1), ("跋", 1),
    ]  # fmt: skip
    assert texts(path)[:5] == ["上卷", "卷首语", "第一回", "开头", "甲"]


def test_contents_of_epub_2(tmp_path: Path) -> None:
    ncx = (
        "<navPoint><navLabel><text>第一章</text></navLabel><content src='c0.xhtml'/></navPoint>"
        "<navPoint><navLabel><text>第二章</text></navLabel><content src='./c%31.xhtml#x'/></navPoint>"
    )
    path = epub(tmp_path, ["<p>甲</p>", "<p>乙<a id='x'/></p>"], ncx=ncx)
    assert texts(path) == ["第一章", "甲", "第二章", "乙"]


def test_the_book_itself_in_its_contents_is_no_level(tmp_path: Path) -> None:
    chapters = "<li><a href='c0.xhtml#a'>甲</a></li><li><a href='c1.xhtml'>乙</a></li>"
    nav = f"<li><a href='c0.xhtml'>书</a><ol>{chapters}</ol></li>"
    assert headings(epub(tmp_path, ["<p>序</p><p id='a'>文</p>", "<p>文</p>"], nav=nav)) == [("甲", 1), ("乙", 1)]
    wrong = "</ol></ol></li><li><a href='c0.xhtml'>甲</a></li>"
    assert headings(epub(tmp_path, ["<p>文</p>"], nav=wrong)) == [("甲", 1)]


def test_readings_and_notes_are_left_out_and_counted(tmp_path: Path) -> None:
    body = (
        "<p><ruby>直播<rt>zhíbō</rt></ruby>和<ruby>电<rt>diàn</rt>商<rt>shāng</rt></ruby>"
        "<a epub:type='noteref' href='#f'>1</a></p><aside epub:type='footnote' id='f'>注</aside>"
        "<figure><img/><figcaption>图一</figcaption></figure>"
    )
    _, paragraphs, notes = read(epub(tmp_path, [body]))
    assert [(p.text, p.kind) for p in paragraphs] == [("直播和电商", "body"), ("图一", "caption")]
    assert notes == ["3 readings in ruby left out", "1 footnote left out"]


def test_the_books_own_page_of_contents_is_left_out(tmp_path: Path) -> None:
    links = "".join(f"<p><a href='c1.xhtml#{n}'>第{n}章 从前有一座山</a></p>" for n in range(9))
    path = epub(tmp_path, [f"<h1>目录</h1>{links}", "<p>文</p>"])
    _, paragraphs, notes = read(path)
    assert [p.text for p in paragraphs] == ["文"]
    assert notes == ["1 page of contents left out"]


def test_pages_that_are_not_of_the_text_are_left_out(tmp_path: Path) -> None:
    opf = package(
        ["cover.xhtml", "c.xhtml", "n.xhtml"],
        extra='<item id="p" href="p.jpg" media-type="image/jpeg"/><item id="c2" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/>',
    ).replace("</package>", "<guide><reference type='cover' href='cover.xhtml'/></guide></package>")
    opf = opf.replace('idref="c2"/>', 'idref="c2" linear="no"/>')
    page = "<html><body><p>{}</p></body></html>"
    files: dict[str, str | bytes] = {f"OEBPS/{n}.xhtml": page.format(n) for n in ("cover", "c", "n", "nav")}
    files["OEBPS/content.opf"] = opf
    assert texts(epub(tmp_path, [], files=files)) == ["c"]


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", [True, False])
def test_chapters_in_any_chinese_encoding(tmp_path: Path, codec: str, declared: bool) -> None:
    text = "這是一段足夠長的文字，今天天氣很好，我們去公園散步。" * 5
    head = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig")}"?>' if declared else ""
    page = f"{head}<html><body><p>{text}</p></body></html>".encode(codec)
    assert texts(epub(tmp_path, ["x"], files={"OEBPS/c0.xhtml": page})) == [text]


def test_translations_come_with_their_paragraphs(tmp_path: Path) -> None:
    body = "<p>一句。</p><p class='en' lang='en'>A sentence.</p><p>二句。</p>"
    _, paragraphs, _ = read(epub(tmp_path, [body]))
    assert [(p.text, p.translation) for p in paragraphs] == [("一句。", "A sentence."), ("二句。", None)]


def test_broken_pages_and_packages_are_read_all_the_same(tmp_path: Path) -> None:
    files = {"OEBPS/c0.xhtml": "<p>甲<b>乙<p>丙 & 丁 &nbsp;&hellip;</div></html><p>戊"}
    assert texts(epub(tmp_path, ["x"], files=files)) == ["甲乙", "丙 & 丁 …", "戊"]
    files = {"OEBPS/content.opf": package(["c0.xhtml"], "<dc:title>甲 & 乙</dc:title>").removesuffix("</package>")}
    said, paragraphs, _ = read(epub(tmp_path, ["<p>文</p>"], files=files))
    assert (said.title_zh, paragraphs[0].text) == ("甲 & 乙", "文")


def test_a_book_without_its_container_or_with_files_missing(tmp_path: Path) -> None:
    page = "<html><body><p>文</p></body></html>"
    opf = package(["a.xhtml", "gone.xhtml", "../../etc/passwd", "/OPS/A.xhtml", "a.xhtml"])
    path = pack(tmp_path / "b.epub", {"OPS/book.opf": opf, "OPS/a.xhtml": page})
    _, paragraphs, notes = read(path)
    assert [p.text for p in paragraphs] == ["文"]
    assert notes == ["2 chapters missing in the file"]


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_text("text")
    assert "not an EPUB" in fault(path)
    assert "not an EPUB" in fault(pack(path, {"x.txt": "x"}))
    assert "names no chapters" in fault(pack(path, {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": "<x>"}))
    assert "missing" in fault(pack(path, {"x.opf": package(["gone.xhtml"])}))
    assert "no text in it" in fault(epub(tmp_path, ["<p><img src='x.png'/></p>"]))
    path.write_bytes(epub(tmp_path, ["<p>文</p>"]).read_bytes()[:-40])
    assert "cut short" in fault(path)
    assert "cannot be read" in fault(tmp_path / "none.epub")


def test_damage_anywhere_is_known_before_anything_is_taken(tmp_path: Path) -> None:
    path = epub(tmp_path, ["<p>文</p>", "<p>" + "字词句段篇章" * 300 + "</p>"])
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("OEBPS/c1.xhtml").header_offset
    data = bytearray(path.read_bytes())
    data[at + 60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ImportFaultError, match="damaged"):
        read_epub(path, path.name)


def lock(algorithm: str, entry: str) -> str:
    return (
        f"<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm='{algorithm}'/><enc:CipherData>"
        f"<enc:CipherReference URI='{entry}'/></enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_a_locked_book_is_told_from_one_with_hidden_fonts(tmp_path: Path) -> None:
    aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    locked = {"META-INF/encryption.xml": lock(aes, "OEBPS/c0.xhtml")}
    assert "locked by its shop" in fault(epub(tmp_path, ["<p>文</p>"], files=locked))
    fonts = {"META-INF/encryption.xml": lock("http://www.idpf.org/2008/embedding", "OEBPS/c0.xhtml")}
    assert texts(epub(tmp_path, ["<p>文</p>"], files=fonts)) == ["文"]
    pictures = {"META-INF/encryption.xml": lock(aes, "OEBPS/a.jpg"), "OEBPS/a.jpg": "x"}
    assert texts(epub(tmp_path, ["<p>文</p>"], files=pictures)) == ["文"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    body = "<p>" + "字" * (8 << 20) + "</p>"
    assert "far more text" in fault(epub(tmp_path, [body]))
    many = {f"OEBPS/{n}.html": "" for n in range(50_001)}
    assert "files, which no EPUB does" in fault(epub(tmp_path, ["<p>文</p>"], files=many))


def test_a_long_book_is_not_held_whole(tmp_path: Path) -> None:
    import tracemalloc

    chapter = "".join(f"<p>{n}直播电商的自然流量是平台分配给直播间的免费流量。</p>" for n in range(1_000))
    path = epub(tmp_path, [f"{chapter}<p>{n}</p>" for n in range(12)])
    incoming = read_epub(path, path.name)
    tracemalloc.start()
    count = sum(1 for _ in incoming.paragraphs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 12 * 1_001
    assert peak < 2_000_000
