"""The library: bundled and own texts, single files, and one clear sentence for whatever is wrong with them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts import library
from texts.errors import ManifestError, TextNotFoundError, TextsError, UnreadableTextError
from texts.library import FIRST_TEXT, Library, load_listed, split_lines

Write = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "texts"


@pytest.fixture
def write(own: Path) -> Write:
    """Write a text folder: ``write("a", zh="甲\\n乙\\n")``."""

    def make(
        name: str, zh: str | None = "甲。\n乙。\n", en: str | None = None, meta: str = 'title_zh = "题"\n'
    ) -> Path:
        folder = own / name
        folder.mkdir(parents=True)
        (folder / "meta.toml").write_text(meta, encoding="utf-8")
        for file, text in (("zh.txt", zh), ("en.txt", en)):
            if text is not None:
                (folder / file).write_text(text, encoding="utf-8")
        return folder

    return make


def texts(opened: Library, name: str) -> list[str]:
    return [paragraph.text for paragraph in opened.load(name).paragraphs]


def refused(opened: Library, name: str, kind: type[TextsError]) -> str:
    """What is said instead of loading: one sentence."""
    with pytest.raises(kind) as error:
        opened.load(name)
    said = str(error.value)
    assert "\n" not in said
    assert said.endswith((".", ")."))
    return said


# What there is


def test_a_newcomer_has_the_bundled_article(own: Path) -> None:
    opened = Library(own)
    assert opened.ids() == [FIRST_TEXT]
    assert opened.ids() == [FIRST_TEXT]
    assert len(opened.load(FIRST_TEXT).paragraphs) == 44
    assert not own.exists()


def test_own_texts_come_first_each_once(own: Path, write: Write) -> None:
    write("b")
    write("a")
    write(FIRST_TEXT)
    (own / "no-text").mkdir()
    (own / "stray.txt").write_text("甲", encoding="utf-8")
    assert Library(own).ids() == ["a", "b", FIRST_TEXT]
    assert texts(Library(own), FIRST_TEXT) == ["甲。", "乙。"]


def test_an_own_text_with_translation(own: Path, write: Write) -> None:
    write("a", "题\n\n甲。\n乙。\n", "Title\n\nA.\n\n", 'title_zh = "题"\n[paragraphs]\nheadings = [0]\n')
    found = [(p.text, p.kind, p.translation) for p in Library(own).load("a").paragraphs]
    assert found == [
        ("题", "heading", "Title"),
        ("", "body", None),
        ("甲。", "body", "A."),
        ("乙。", "body", None),
    ]


def test_a_folder_anywhere_can_be_named(write: Write, tmp_path: Path) -> None:
    folder = write("a")
    elsewhere = Library(tmp_path / "nothing")
    assert texts(elsewhere, str(folder)) == ["甲。", "乙。"]
    assert elsewhere.load(str(folder)).meta.id == "a"


# Single files


def test_a_file_is_one_paragraph_a_line_blank_lines_too(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "某篇.txt"
    path.write_text("甲。\n\n 乙。\n", encoding="utf-8")
    source = Library(own).load(str(path))
    assert [p.text for p in source.paragraphs] == ["甲。", "", " 乙。"]
    assert (source.meta.id, source.meta.title_zh) == (str(path), "某篇")


def test_a_file_is_the_same_text_by_whatever_path(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place and bookmarks hang on the id."""
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ids = {Library(own).load(name).meta.id for name in ("a.txt", "./a.txt", "../" + tmp_path.name + "/a.txt")}
    assert ids == {str(tmp_path / "a.txt")}


def test_a_text_of_the_library_wins_over_a_file_of_its_name(
    own: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").write_text("丙", encoding="utf-8")
    assert texts(Library(own), "a") == ["甲。", "乙。"]
    assert texts(Library(own), "./a") == ["丙"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with mark", "utf-16-be with mark"], ids=str
)
def test_encodings_that_are_read(own: Path, tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if "mark" in encoding else ""
    path = tmp_path / "a.txt"
    path.write_bytes((mark + "甲。\r\n乙。").encode(encoding.split(" ")[0]))
    assert texts(Library(own), str(path)) == ["甲。", "乙。"]


def test_standard_input(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO("甲。\n乙。\n".encode())

    monkeypatch.setattr("sys.stdin", Stream())
    source = Library(own).load("-")
    assert [p.text for p in source.paragraphs] == ["甲。", "乙。"]
    assert source.meta.id == "-"


def test_an_empty_file_is_an_empty_text(own: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert texts(Library(own), str(tmp_path / "a.txt")) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("甲\n乙", ["甲", "乙"]),
        ("甲\n乙\n", ["甲", "乙"]),
        ("甲\r\n乙\r", ["甲", "乙"]),
        ("\n甲\n\n", ["", "甲", ""]),
        ("甲\u2028乙\x0c丙\x1c丁\x85戊", ["甲\u2028乙\x0c丙\x1c丁\x85戊"]),
        ("", []),
        ("\n", [""]),
    ],
)
def test_only_line_ends_end_lines(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))))
def test_lines_come_back(lines: list[str]) -> None:
    assert split_lines("".join(f"{line}\n" for line in lines)) == lines


# What is wrong is said


@pytest.mark.parametrize("name", ["nothing", "nothing.txt", "a/b/c", "", "\0", "~"])
def test_a_name_that_names_nothing(own: Path, name: str) -> None:
    assert f"The library has: {FIRST_TEXT}" in refused(Library(own), name, TextNotFoundError)


@pytest.mark.parametrize("name", ["x" * 300, "/" + "x" * 5_000])
def test_a_name_too_long_for_the_system(own: Path, name: str) -> None:
    assert "cannot be read: File name too long" in refused(Library(own), name, UnreadableTextError)


def test_a_folder_that_is_no_text(own: Path, tmp_path: Path) -> None:
    assert "without meta.toml" in refused(Library(own), str(tmp_path), TextNotFoundError)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a\x00\x01", "binary file"),
        ("甲".encode() + "直播".encode("big5"), "is not UTF-8 (byte 3). Save it as UTF-8"),
        ("店铺直播".encode() + b"\xff", "is not UTF-8 (byte 12)."),
        (b"\xff\xfe\x00", "is not UTF-8"),
    ],
)
def test_bytes_that_are_no_text(own: Path, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    sentence = refused(Library(own), str(path), UnreadableTextError)
    assert said in sentence
    assert str(path) in sentence


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-16-le", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read_where_nothing_is_lost(own: Path, tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("直播电商的样本\n杭州\n".encode(codec))
    assert [p.text for p in Library(own).load(str(path)).paragraphs] == ["直播电商的样本", "杭州"]


def test_a_file_that_is_far_too_long(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "LARGEST", 10)
    path = tmp_path / "a.txt"
    path.write_text("甲" * 4, encoding="utf-8")
    assert "the limit is" in refused(Library(own), str(path), UnreadableTextError)


def test_a_file_that_may_not_be_read(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")

    def denied(_path: Path, *_: Any) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused(Library(own), str(path), UnreadableTextError).endswith("cannot be read: Permission denied.")


def test_a_folder_that_may_not_be_searched(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", denied)
    assert "Permission denied" in refused(Library(own), "a", UnreadableTextError)


def test_a_text_folder_without_its_text(own: Path, write: Write) -> None:
    write("a", zh=None)
    assert "zh.txt cannot be read" in refused(Library(own), "a", UnreadableTextError)


@pytest.mark.parametrize("en", ["A.\n", "A.\nB.\nC.\n", ""])
def test_a_translation_that_is_out_of_step(own: Path, write: Write, en: str) -> None:
    write("a", en=en)
    sentence = refused(Library(own), "a", ManifestError)
    assert "zh.txt has 2 lines and en.txt" in sentence


def test_kinds_of_paragraphs_that_do_not_exist(own: Path, write: Write) -> None:
    write("a", meta='title_zh = "题"\n[paragraphs]\nheadings = [0, 2]\n')
    assert "names 2, but the last is 1" in refused(Library(own), "a", ManifestError)


def test_one_bad_text_is_named(own: Path, write: Write) -> None:
    write("good")
    write("bad", meta="title_zh = 5\n")
    listed = {one.id: one for one in Library(own).listed()}
    assert set(listed) == {"good", "bad", FIRST_TEXT}
    with pytest.raises(ManifestError, match=r"bad.meta\.toml: title_zh must be"):
        load_listed(listed["bad"])
    assert load_listed(listed["good"]).meta.id == "good"
    assert texts(Library(own), "good") == ["甲。", "乙。"]


def test_a_folder_named_like_a_manifest_is_no_text(own: Path) -> None:
    (own / "odd" / "meta.toml").mkdir(parents=True)
    assert Library(own).ids() == [FIRST_TEXT]


@pytest.mark.parametrize(
    ("text_id", "loose"), [("-", True), ("/home/me/a.txt", True), (FIRST_TEXT, False), ("a", False)]
)
def test_what_comes_from_outside_the_library(text_id: str, loose: bool) -> None:
    assert Library.is_loose(text_id) == loose
