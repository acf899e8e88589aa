"""Renaming, tagging, deleting and bringing back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths
from reader.shelving import bring_back, delete, edit, trash
from texts.errors import TextsError
from texts.library import FIRST_TEXT, Library, load_listed
from texts.listing import Listed

META = """\
# Mine, with a comment.
title_zh = '旧题'   # the paper's own
tags = [
  "one",  # the first
]
unknown = 1979-05-27

[paragraphs]
headings = [0]
"""


@pytest.fixture
def folder(home: Path) -> Path:
    made = home / "texts" / "a"
    made.mkdir(parents=True)
    (made / "zh.txt").write_text("题\n文\n", encoding="utf-8")
    (made / "meta.toml").write_text(META, encoding="utf-8")
    return made


def listed(text_id: str = "a") -> Listed:
    return next(one for one in Library(paths.texts_folder()).listed() if one.id == text_id)


def test_a_change_leaves_the_rest_as_it_was_written(folder: Path) -> None:
    undo = edit(listed(), {"title_zh": "新“题”\\", "outlet": "日报", "title_en": ""})
    written = (folder / "meta.toml").read_text(encoding="utf-8")
    assert "# Mine, with a comment." in written
    assert "# the paper's own" in written
    assert "unknown = 1979-05-27" in written
    meta = load_listed(listed()).meta
    assert (meta.title_zh, meta.outlet, meta.tags) == ("新“题”\\", "日报", ("one",))
    undo()
    assert (folder / "meta.toml").read_text(encoding="utf-8") == META


def test_undo_leaves_alone_what_somebody_edited_since(folder: Path) -> None:
    undo = edit(listed(), {"title_zh": "新题", "outlet": "日报"})
    path = folder / "meta.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"one"', '"two"'), encoding="utf-8")
    undo()
    meta = load_listed(listed()).meta
    assert (meta.title_zh, meta.outlet, meta.tags) == ("旧题", "", ("two",))


@pytest.mark.parametrize("lines", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(folder: Path, lines: str, sign: str) -> None:
    path = folder / "meta.toml"
    path.write_bytes((sign + META.replace("\n", lines)).encode())
    edit(listed(), {"tags": ("x", "y")})
    written = path.read_bytes().decode()
    assert written.startswith(sign + "# Mine")
    assert written.count(lines) == written.count("\n") > 5
    assert load_listed(listed()).meta.tags == ("x", "y")


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"title_zh": ""}, "title_zh is missing"), ({"date": "yesterday"}, "date must look like")],
)
def test_a_wrong_change_changes_nothing(folder: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(TextsError, match=said):
        edit(listed(), changes)
    assert (folder / "meta.toml").read_text(encoding="utf-8") == META
    with pytest.raises(TextsError, match=said):
        edit(listed(FIRST_TEXT), changes)
    assert not listed(FIRST_TEXT).own


def test_a_bundled_text_is_copied_when_it_is_edited() -> None:
    before = load_listed(listed(FIRST_TEXT))
    undo = edit(listed(FIRST_TEXT), {"tags": ("mine",)})
    copy = listed(FIRST_TEXT)
    assert (copy.own, copy.bundled) == (True, True)
    source = load_listed(copy)
    assert source.meta.tags == ("mine",)
    assert source.paragraphs == before.paragraphs
    undo()
    assert not listed(FIRST_TEXT).own


def test_deleted_and_back_also_after_a_restart(folder: Path, home: Path) -> None:
    delete(listed())
    assert not folder.exists()
    thrown = trash().last()
    assert thrown is not None
    assert thrown.folder.is_relative_to(home / "trash")
    bring_back(thrown)
    assert (folder / "meta.toml").read_text(encoding="utf-8") == META
    assert trash().last() is None


def test_the_last_deleted_comes_back_first(folder: Path) -> None:
    delete(listed())
    folder.mkdir()
    (folder / "meta.toml").write_text('title_zh = "第二"', encoding="utf-8")
    (folder / "zh.txt").write_text("二\n", encoding="utf-8")
    delete(listed())
    second = trash().last()
    assert second is not None
    bring_back(second)
    assert load_listed(listed()).meta.title_zh == "第二"
    first = trash().last()
    assert first is not None
    with pytest.raises(TextsError, match="another text “a” by now"):
        bring_back(first)


def test_a_link_is_deleted_and_not_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    folder.rename(real)
    folder.symlink_to(real)
    delete(listed())
    assert not folder.is_symlink()
    assert (real / "zh.txt").is_file()
    thrown = trash().last()
    assert thrown is not None
    bring_back(thrown)
    assert folder.is_symlink()


def test_a_bundled_text_cannot_be_deleted() -> None:
    with pytest.raises(TextsError, match="comes with duban and cannot be deleted"):
        delete(listed(FIRST_TEXT))


def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    changes: list[Callable[[], object]] = [lambda: delete(listed()), lambda: edit(listed(), {"title_zh": "新"})]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        patched.setattr("tempfile.mkstemp", refuse)
        for change in changes:
            with pytest.raises(TextsError, match="Permission denied"):
                change()
    assert folder.is_dir()
    assert trash().last() is None
