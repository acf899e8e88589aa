"""``duban align``: what it prints for files of every shape."""

import json
from pathlib import Path

import pytest

from reader.tmx import read_tmx
from tests.reader.commands.running import duban
from tests.reader.text.align.variants import written

pytestmark = pytest.mark.usefixtures("used_home")
PAIRS = written()[:12]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "a.zh", tmp_path / "a.en"


def put(files: tuple[Path, Path], zh: str, en: str) -> tuple[str, str]:
    files[0].write_text(zh, encoding="utf-8")
    files[1].write_text(en, encoding="utf-8")
    return str(files[0]), str(files[1])


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("\n", "\n"), ("", " "), ("\n\n", " "), ("", "\r\n")],
    ids=["lines", "one", "mixed", "crlf"],
)
def test_lines_paragraphs_or_one_long_line(files: tuple[Path, Path], chinese: str, english: str) -> None:
    names = put(files, chinese.join(zh for zh, _ in PAIRS), english.join(en for _, en in PAIRS))
    found = records(duban("align", *names).stdout)
    assert [(one["zh"], one["en"]) for one in found] == [([n], [n]) for n in range(12)]
    assert [(one["zh_text"], one["en_text"]) for one in found] == PAIRS
    assert list(found[0]) == ["zh", "en", "zh_text", "en_text", "score"]


def test_by_line_a_line_is_a_sentence_whatever_is_in_it(files: tuple[Path, Path]) -> None:
    names = put(
        files, "他来了。她走了\n\n我们三个人都很高兴。\n", "He came. She left\nThe three of us were very glad.\n"
    )
    found = records(duban("align", *names, "--by-line").stdout)
    assert [(one["zh"], one["en"]) for one in found] == [([0], [0]), ([1], [1])]
    assert found[0]["zh_text"] == "他来了。她走了"


def test_a_file_of_sentences_is_counted_by_line(files: tuple[Path, Path]) -> None:
    """So that a line which was put together of two keeps its number, and those after it theirs."""
    pairs = written()[:40]
    zh = [zh for zh, _ in pairs]
    zh[4:6] = [zh[4] + zh[5]]
    names = put(files, "\n".join(zh) + "\n", "\n".join(en for _, en in pairs) + "\n")
    wanted = [([n], [n]) for n in range(4)] + [([4], [4, 5])] + [([n], [n + 1]) for n in range(5, 39)]
    assert [(one["zh"], one["en"]) for one in records(duban("align", *names).stdout)] == wanted
    found = records(duban("align", *names, "--by-sentence").stdout)
    assert [(one["zh"], one["en"]) for one in found] == [([n], [n]) for n in range(40)]


def test_tmx(files: tuple[Path, Path]) -> None:
    names = put(files, "這是電視。\n她走了！\n", "This is a television. She left!\n")
    done = duban("align", *names, "--format", "tmx")
    units = read_tmx(done.stdout.encode(), "out")
    assert [(unit.zh, unit.en) for unit in units] == [
        ("這是電視。", "This is a television."),
        ("她走了！", "She left!"),
    ]
    assert 'xml:lang="zh-Hant"' in done.stdout


def test_empty_and_one_sided_files(files: tuple[Path, Path]) -> None:
    done = duban("align", *put(files, "", "\n \n"))
    assert done.stdout == ""
    assert done.stderr.count("holds no text") == 2
    done = duban("align", *put(files, "甲。乙。", ""))
    assert [(one["zh"], one["en"], one["en_text"]) for one in records(done.stdout)] == [([0], [], ""), ([1], [], "")]
    done = duban("align", *put(files, "", "A went. B came."))
    assert [(one["zh"], one["en"]) for one in records(done.stdout)] == [([], [0]), ([], [1])]


def test_what_cannot_be_aligned_is_said(files: tuple[Path, Path]) -> None:
    zh, en = put(files, "他来了。", "He came.")
    assert "name the Chinese text first" in duban("align", en, zh, code=1).stderr
    assert "No such file" in duban("align", zh, en + "x", code=1).stderr
    files[1].write_bytes(b"\x7fELF\0\0\1")
    assert "binary" in duban("align", zh, en, code=1).stderr
    files[1].write_bytes(b"He came.\xff")
    assert "is not UTF-8" in duban("align", zh, en, code=1).stderr
    duban("align", "-", "-", code=2)


def test_standard_input(files: tuple[Path, Path]) -> None:
    _, en = put(files, "", "He came.")
    assert records(duban("align", "-", en, stdin="他来了。").stdout)[0]["zh_text"] == "他来了。"


def test_a_line_of_a_megabyte(files: tuple[Path, Path]) -> None:
    names = put(files, "很" * 350_000 + "。他来了。", "very " * 200_000 + ". He came.")
    found = records(duban("align", *names).stdout)
    assert [(one["zh"], one["en"]) for one in found] == [([0], [0]), ([1], [1])]
