"""What somebody types or pastes to be imported."""

from pathlib import Path

import pytest

from reader.sources import Sources, SourcesError, sources_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "my texts"
    made.mkdir()
    for name in ("a.txt", "b.txt", "文.md"):
        (made / name).write_text("文", encoding="utf-8")
    (made / ".hidden").touch()
    monkeypatch.chdir(made)
    monkeypatch.setenv("HOME", str(tmp_path))
    return made


def test_paths_as_people_and_terminals_write_them(folder: Path) -> None:
    one = str(folder / "a.txt")
    for typed in (
        one, f"'{one}'", f'"{one}"', one.replace(" ", "\\ "), f"file://{one.replace(' ', '%20')}", "~/my texts/a.txt",
        f"  {one}\n\n",
    ):  # fmt: skip
        assert sources_in(typed) == Sources((one,)), typed
    assert sources_in("a.txt\n文.md\na.txt") == Sources(("a.txt", "文.md"))
    spaced = one.replace(" ", "\\ ")
    for typed in (f"{spaced} 文.md", f"'{one}' 文.md", f'"{one}" "文.md"'):
        assert sources_in(typed) == Sources((one, "文.md")), typed
    assert sources_in("a.txt https://example.com") == Sources(("a.txt", "https://example.com"))


def test_folders_patterns_and_addresses(folder: Path) -> None:
    assert [Path(name).name for name in sources_in(str(folder)).names] == ["a.txt", "b.txt", "文.md"]
    assert sources_in("*.txt").names == ("a.txt", "b.txt")
    assert sources_in("https://example.com/文章\nwww.example.com").names == (
        "https://example.com/文章",
        "https://www.example.com",
    )


@pytest.mark.parametrize("typed", ["直播带货。\n第二段。", "标题\nhttps://example.com", "从a.txt来，到b.txt"])
def test_a_text(folder: Path, typed: str) -> None:
    assert folder.exists()
    assert sources_in(typed) == Sources(pasted=typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" \n", "Type a path"),
        ("/nowhere/at all", "There is no file /nowhere/at all"),
        ("没有.txt", "There is no file 没有.txt"),
        ("*.pdf", "There is no file"),
        ("hello there", "no file, no address and no Chinese"),
        ("~nobody-at-all/x", "There is no file"),
        ("/" + "x" * 999, "There is no file"),
        ("a\0b.txt", "There is no file"),
    ],
)
def test_what_names_nothing(folder: Path, typed: str, said: str) -> None:
    assert folder.exists()
    with pytest.raises(SourcesError, match=said):
        sources_in(typed)


def test_a_folder_that_is_a_text_or_empty(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(SourcesError, match="no files in"):
        sources_in("./empty")
    (folder / "meta.toml").touch()
    with pytest.raises(SourcesError, match="copy the folder into"):
        sources_in(str(folder))
