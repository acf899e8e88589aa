"""PDF: its text in the order in which it is read, and one sentence for what cannot be read."""

import time
from pathlib import Path

import pytest

from tests.texts.importers.pdfs import Text, lines, pdf, write
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.pdf_lines import plain

pytest.importorskip("pypdfium2")
from texts.importers import pdf as module
from texts.importers.pdf import read_pdf

FIRST = "直播电商的自然流量是平台分配给直播间的免费流量主播不必为它付钱但要靠内容把人留住这就是店播的难处。"
SECOND = "第二段从这里开始它也要有足够多的字才能排满好几行这样才看得出段落是怎样接起来的又是在哪里断开的。"
THIRD = "第三段比前面两段都要短一些。"


def read(path: Path) -> tuple[Incoming, list[tuple[str, str]]]:
    incoming = read_pdf(path, path.name)
    return incoming, [(p.text, p.kind) for p in incoming.paragraphs]


def bodies(path: Path) -> list[str]:
    return [text for text, _ in read(path)[1]]


def fault(path: Path) -> str:
    with pytest.raises(ImportFaultError) as error:
        read(path)
    assert path.name in str(error.value)
    return str(error.value)


def column(left: float, top: float, *texts: str, breadth: int = 20, size: float = 10.0, indent: int = 2) -> list[Text]:
    found: list[Text] = []
    for text in texts:
        found += lines(text, left, top - 16 * len(found), size, breadth, indent=indent)
    return found


@pytest.mark.parametrize(
    ("cmap", "text"),
    [
        ("UniGB-UTF16-H", "直播电商 MCN 机构"), ("UniGB-UCS2-H", "直播电商，“店播”"), ("GBK-EUC-H", "直播电商，“店播”"),
        ("GB-EUC-H", "直播电商的流量"), ("GBpc-EUC-H", "直播电商的流量"), ("ETen-B5-H", "直播電商，「店播」"),
        ("B5pc-H", "直播電商的流量"), ("UniCNS-UCS2-H", "直播電商，「店播」"), ("UniCNS-UTF16-H", "直播電商的流量"),
    ],
)  # fmt: skip
def test_fonts_that_no_file_carries(tmp_path: Path, cmap: str, text: str) -> None:
    assert bodies(pdf(tmp_path / "a.pdf", [[(72, 700, 12, text)]], cmap=cmap)) == [text]


def test_lines_are_joined_into_paragraphs(tmp_path: Path) -> None:
    page = column(72, 700, FIRST, SECOND, THIRD)
    assert bodies(pdf(tmp_path / "a.pdf", [page])) == [FIRST, SECOND, THIRD]


def test_paragraphs_without_indent_stand_apart_or_end_short(tmp_path: Path) -> None:
    apart = [
        t for n, text in enumerate((FIRST, SECOND, THIRD)) for t in lines(text, 72, 700 - 100 * n, 10, 20, indent=0)
    ]
    assert bodies(pdf(tmp_path / "a.pdf", [apart])) == [FIRST, SECOND, THIRD]
    assert bodies(pdf(tmp_path / "b.pdf", [column(72, 700, FIRST, SECOND, THIRD, indent=0)])) == [FIRST, SECOND, THIRD]


def test_a_paragraph_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    whole = lines(FIRST + SECOND + FIRST, 72, 700, 10, 20)
    left, right = whole[:4], [(320 + x - 72, y + 64, s, t) for x, y, s, t in whole[4:]]
    title = [(180.0, 760.0, 20.0, "直播电商的自然流量")]
    first = title + left + right
    second = [(x, y, s, t) for x, y, s, t in column(72, 700, SECOND, THIRD)]
    assert read(pdf(tmp_path / "a.pdf", [first, second]))[1] == [
        ("直播电商的自然流量", "heading"), (FIRST + SECOND + FIRST, "body"), (SECOND, "body"), (THIRD, "body"),
    ]  # fmt: skip


def test_running_titles_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    def page(number: int) -> list[Text]:
        top: list[Text] = [(240, 810, 9, "电商周刊"), (290, 30, 9, f"— {number} —")]
        return [*top, (72, 760, 16, f"第{number}章"), *column(72, 700, FIRST)]

    _, found = read(pdf(tmp_path / "a.pdf", [page(n) for n in range(1, 5)]))
    assert found == [part for n in range(1, 5) for part in ((f"第{n}章", "heading"), (FIRST, "body"))]
    alone = [
        (72.0, 815.0, 8.0, "2026/11/27 08:30"),
        (72.0, 20.0, 8.0, "https://example.org/a"),
        *column(72, 700, FIRST),
    ]
    assert bodies(pdf(tmp_path / "b.pdf", [alone])) == [FIRST]


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    rows = [("年份", "场次", "金额"), ("2023", "471.36万", "12.5亿元"), ("2024", "520万", "15亿元")]
    table = [(72.0 + 120 * c, 500.0 - 20 * r, 10.0, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    found = bodies(pdf(tmp_path / "a.pdf", [column(72, 700, FIRST) + table]))
    assert found == [FIRST, "年份 | 场次 | 金额", "2023 | 471.36万 | 12.5亿元", "2024 | 520万 | 15亿元"]


def test_readings_marks_of_notes_and_powers(tmp_path: Path) -> None:
    page: list[Text] = [
        (72, 700, 12, "直播带货"), (73, 711, 6, "zhibo"), (120, 704, 7, "[3]"), (131, 700, 12, "有"),
        (143, 700, 12, "10"), (155, 704, 7, "8"), (159, 700, 12, "次。"),
    ]  # fmt: skip
    incoming, found = read(pdf(tmp_path / "a.pdf", [page]))
    assert found == [("直播带货有10⁸次。", "body")]
    assert list(incoming.notes) == ["1 reading over words left out", "1 mark of a note left out"]


def test_notes_at_the_foot_do_not_part_what_goes_on(tmp_path: Path) -> None:
    whole = lines(FIRST + SECOND + FIRST, 72, 700, 10, 20)
    notes: list[Text] = [(72, 90, 8, "① 见平台去年的年报第三页。"), (72, 78, 8, "② 同上。")]
    rest = [(x, y + 16 * 4, s, t) for x, y, s, t in whole[4:]]
    incoming, found = read(pdf(tmp_path / "a.pdf", [whole[:4] + notes, rest]))
    assert found == [(FIRST + SECOND + FIRST, "body")]
    assert list(incoming.notes) == ["2 footnotes left out"]


def test_a_table_of_contents_is_left_out(tmp_path: Path) -> None:
    contents = [(72.0, 700.0 - 20 * n, 10.0, f"第{n}章 题目 ........................ {n}") for n in range(1, 6)]
    assert bodies(pdf(tmp_path / "a.pdf", [[(72, 740, 10, "目录"), *contents], column(72, 700, FIRST)])) == [FIRST]


def test_outline_and_properties(tmp_path: Path) -> None:
    outline = [
        "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        f"<< /Title <feff{'小题'.encode('utf-16-be').hex()}> /Parent 6 0 R /Dest [8 0 R /Fit] >>",
    ]
    info = f"/Title <feff{'自然流量'.encode('utf-16-be').hex()}> /CreationDate (D:20240301080000Z)"
    page = [(72.0, 740.0, 10.0, "小题"), *column(72, 724, FIRST)]
    incoming, found = read(pdf(tmp_path / "a.pdf", [page], extra=outline, root="/Outlines 6 0 R", info=info))
    assert (incoming.meta.title_zh, incoming.meta.date) == ("自然流量", "2024-03-01")
    assert found == [("小题", "heading"), (FIRST, "body")]


def test_english_words_are_put_together_again(tmp_path: Path) -> None:
    page: list[Text] = [(72, 700, 10, "the transfor-"), (72, 684, 10, "mation of"), (72, 668, 10, "commerce")]
    assert bodies(pdf(tmp_path / "a.pdf", [page])) == ["the transformation of commerce"]


def test_glyphs_that_stand_for_other_characters() -> None:
    assert plain("⼀⽉⻓⺠ﬁ豈") == "一月长民fi豈"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned(tmp_path: Path, turn: int) -> None:
    assert bodies(pdf(tmp_path / "a.pdf", [column(72, 700, FIRST, SECOND)], turn=turn)) == [FIRST, SECOND]


def test_lines_that_run_downwards(tmp_path: Path) -> None:
    def vertical(text: str, number: int) -> list[Text]:
        return [(500 - 20.0 * (number + n // 20), 700 - 10.0 * (n % 20), 10, char) for n, char in enumerate(text)]

    page = vertical("　　" + FIRST, 0) + vertical("　　" + SECOND, 4)
    assert bodies(pdf(tmp_path / "a.pdf", [page])) == [FIRST, SECOND]


def test_text_beneath_a_scan_counts_and_a_scan_without_is_told(tmp_path: Path) -> None:
    hidden = pdf(tmp_path / "a.pdf", [column(72, 700, FIRST)], mode="3 Tr")
    assert bodies(hidden) == [FIRST]
    assert "is a scan" in fault(pdf(tmp_path / "b.pdf", [[], []]))


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    sound = pdf(tmp_path / "a.pdf", [column(72, 700, FIRST)])
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    assert "damaged" in fault(path)
    path.write_bytes(sound.read_bytes()[:300])
    assert "damaged" in fault(path)
    key = "00" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{key}> <{key}>]"
    assert "password" in fault(pdf(path, [column(72, 700, FIRST)], trailer=lock))


def test_a_file_whose_table_is_lost_is_read_all_the_same(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [column(72, 700, FIRST)])
    path.write_bytes(path.read_bytes().replace(b"startxref", b"startxxxx"))
    assert bodies(path) == [FIRST]


@pytest.mark.parametrize(
    "pages",
    [
        b"<< /Type /Pages /Count 100000 /Kids [2 0 R 2 0 R] >>",
        b"<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>",
        b"<< /Type /Pages /Count 1 /Kids [2 0 R] /Parent 2 0 R >>",
    ],
)
def test_page_trees_made_to_harm(tmp_path: Path, pages: bytes) -> None:
    start = time.monotonic()
    path = write(tmp_path / "a.pdf", [b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< /Type /Page /Parent 2 0 R >>"])
    assert fault(path)
    assert time.monotonic() - start < 60


def test_a_page_that_takes_too_much_memory_or_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    data = zlib.compress(b" " * (1 << 26), 9)
    stream = f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [{'4 0 R ' * 20}] >>".encode()
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    start = time.monotonic()
    bomb = write(tmp_path / "bomb.pdf", [b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, stream])
    assert "memory" in fault(bomb)
    assert time.monotonic() - start < 60
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    assert "too long" in fault(pdf(tmp_path / "a.pdf", [column(72, 700, FIRST)]))


def test_without_the_package_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert 'pip install "duban[pdf]"' in fault(pdf(tmp_path / "a.pdf", [column(72, 700, FIRST)]))


def test_who_stops_halfway_leaves_no_process(tmp_path: Path) -> None:
    incoming = read_pdf(pdf(tmp_path / "a.pdf", [column(72, 700, FIRST, SECOND)] * 40), "a.pdf")
    next(incoming.paragraphs)
    incoming.paragraphs.close()  # type: ignore[attr-defined]
