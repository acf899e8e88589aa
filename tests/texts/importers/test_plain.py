"""Plain text: paragraphs, hard-wrapped lines, headings, titles."""

from pathlib import Path

import pytest

from tests.texts.importers.pages import AFTER, BODY
from texts.importers.headings import heading_level
from texts.importers.plain import read_plain
from texts.importers.wrapped import width
from texts.model import Paragraph

PROSE = [*BODY, *AFTER, *BODY[::-1], *AFTER[::-1]]


def taken(tmp_path: Path, text: str) -> tuple[str, list[Paragraph], list[str]]:
    file = tmp_path / "my text.txt"
    file.write_text(text, encoding="utf-8")
    incoming = read_plain(file, file.name)
    return incoming.meta.title_zh, list(incoming.paragraphs), list(incoming.notes)


def wrapped(text: str, columns: int, indent: str = "") -> str:
    lines, line = [], indent
    for character in text:
        # Marks hang at the end of a line, as editors have them.
        if width(line + character) > columns and character not in "，。、”；":
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


@pytest.mark.parametrize("columns", [38, 60, 72, 78])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n"), ("    ", "\n\n")])
def test_hard_wrapped_lines_are_joined(tmp_path: Path, columns: int, indent: str, between: str) -> None:
    text = between.join(wrapped(paragraph, columns, indent) for paragraph in PROSE)
    _, found, notes = taken(tmp_path, text + "\n")
    assert [paragraph.text for paragraph in found] == PROSE
    assert "hard-wrapped lines joined" in notes


def test_a_line_that_ends_with_its_sentence_ends_a_paragraph_where_nothing_else_does(tmp_path: Path) -> None:
    _, found, _ = taken(tmp_path, "\n".join(wrapped(paragraph, 60) for paragraph in PROSE))
    assert "".join(p.text for p in found) == "".join(PROSE)
    assert len(PROSE) <= len(found) <= 2 * len(PROSE)
    assert all(p.text.endswith(("。", "”")) for p in found)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PROSE),
        "\n\n".join(PROSE),
        "\n".join("床前明月光，疑是地上霜。" for _ in range(40)),
        "\n".join(f"条目{n}：直播间里的第{n}件商品，售价{n}元" for n in range(60)),
        "\n".join(f"{name}\t{name}\t12.5\t亿元" for name in ["抖音", "快手", "淘宝"] * 10),
    ],
    ids=["paragraphs", "blank lines", "verse", "items", "table"],
)
def test_what_is_not_wrapped_stays_line_by_line(tmp_path: Path, text: str) -> None:
    _, found, notes = taken(tmp_path, text)
    assert [p.text for p in found] == [line for line in text.split("\n") if line]
    assert notes == ["UTF-8, detected"]


def test_english_words_keep_their_spaces(tmp_path: Path) -> None:
    english = "MCN agencies in Hangzhou have begun to train\n" * 6 + "their hosts."
    text = "\n\n".join([english, *(wrapped(paragraph, 46) for paragraph in PROSE)])
    _, found, _ = taken(tmp_path, text)
    assert found[0].text.startswith("MCN agencies in Hangzhou have begun to train MCN agencies")


def test_headings_of_a_novel(tmp_path: Path) -> None:
    text = f"第一卷 风起\n第一章 进城\n{BODY[0]}\n第二章　开播！\n{BODY[1]}\n尾声\n{BODY[2]}\n"
    _, found, _ = taken(tmp_path, text)
    assert [p.kind for p in found] == ["heading", "heading", "body", "heading", "body", "heading", "body"]


def test_a_list_of_contents_is_no_row_of_headings(tmp_path: Path) -> None:
    chapters = [f"第{n}章 某事" for n in "一二三四五六"]
    text = "\n".join(["目录", *chapters, *(f"{chapter}\n{BODY[0]}" for chapter in chapters)])
    _, found, _ = taken(tmp_path, text)
    assert [p.text for p in found if p.kind == "heading"] == chapters


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一章", 1),
        ("第十二回 孙悟空大闹天宫", 1),
        ("第3节 流量的秘密", 1),
        ("正文 第一百零五章 归来", 1),
        ("序", 1),
        ("后记", 1),
        ("附录三", 1),
        ("Chapter 12", 1),
        ("一、行业背景", 2),
        ("（二）平台规则", 2),
        ("第一章讲的是杭州的历史，第二章讲直播。", 0),
        ("第一次进城", 0),
        ("第三节课，老师没有来。", 0),
        ("一、二、三，开始！", 0),
        ("序列号是多少", 0),
        ("前言不搭后语", 0),
        ("Part of the deal", 0),
        ("十一月的一个早晨", 0),
    ],
)
def test_what_is_a_heading(line: str, level: int) -> None:
    assert heading_level(line) == level


def test_the_first_line_is_the_title_where_it_looks_like_one(tmp_path: Path) -> None:
    title, found, _ = taken(tmp_path, f"皮革城的直播间\n\n{BODY[0]}\n")
    assert (title, found[0].kind) == ("皮革城的直播间", "heading")
    title, found, _ = taken(tmp_path, f"{BODY[0]}\n{BODY[1]}\n")
    assert (title, found[0].kind) == ("my text", "body")
    assert taken(tmp_path, "")[0] == "my text"
