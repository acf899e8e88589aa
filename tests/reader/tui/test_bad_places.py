"""Homes that cannot be written, full disks, locked or foreign records: one reads on, or is told why not."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glossary.store.record import Record
from glossary.store.schema import VERSION
from tests.reader.tui.screen_case import Case, opened

ROOT = Path(__file__).parents[3]


def said(case: Case) -> str:
    """What the notifications on the screen say."""
    return "\n".join(notification.message for notification in case.app._notifications)


def newer(home: Path) -> None:
    Record(home / "library.db").close()
    with sqlite3.connect(home / "library.db") as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def foreign(home: Path) -> None:
    with sqlite3.connect(home / "library.db") as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def damaged(home: Path) -> None:
    (home / "library.db").write_bytes(b"not a database, but long enough to be read as one" * 100)


def folder_in_the_way(home: Path) -> None:
    (home / "library.db").mkdir()


def home_is_a_file(home: Path) -> None:
    home.rmdir()
    home.write_text("something of the user's", encoding="utf-8")


def settings_are_a_folder(home: Path) -> None:
    (home / "settings.toml").mkdir()


def contents(home: Path) -> dict[str, bytes]:
    files = [home] if home.is_file() else [path for path in home.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in files if not path.name.endswith(("-wal", "-shm"))}


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (newer, "was written by a newer duban"),
        (foreign, "another program's database; move it away"),
        (damaged, "is damaged. Put back a backup"),
        (folder_in_the_way, "is a folder where duban's record should be"),
        (home_is_a_file, "cannot be read: Not a directory"),
        (settings_are_a_folder, "cannot be read: Is a directory"),
    ],
)
def test_a_home_that_cannot_be_used_is_explained_and_left_alone(
    home: Path, harm: Callable[[Path], None], sentence: str
) -> None:
    home.mkdir()
    harm(home)
    before = contents(home)
    command = [sys.executable, "-c", "from reader.start import main; main()"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("duban: ")
    assert sentence in line
    assert contents(home) == before


async def test_where_nothing_can_be_written_one_reads_all_the_same(
    used_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks and switches hold until the end; the user is told that they will not last."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setattr("reader.paths.record_file", lambda: in_the_way / "library.db")
    async with opened() as case:
        assert "cannot be written" in said(case)
        await case.press("J", "J", "w", "s")
        assert "known" in case.card
        assert "simplified" in case.status
        await case.press("b", "r")
        await case.press(*"wan4shang5", "enter")
        assert case.annotation == "wànshang"
    assert in_the_way.read_text(encoding="utf-8") == ""
    assert not (used_home / "library.db").exists()


async def test_without_room_for_the_dictionary_the_text_is_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setattr("reader.paths.cache_folder", lambda: in_the_way / "cache")
    async with opened() as case:
        await case.press("full_stop", "full_stop")
        assert case.word == "帶貨"
        assert "selling" in case.card


@pytest.mark.usefixtures("used_home")
async def test_a_full_disk_is_said_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as case:
        await case.press("J", "J", "w")
        assert "known" in case.card
        record = case.screen._session.record
        (pages,) = record.connection.execute("PRAGMA page_count").fetchone()
        record.connection.execute(f"PRAGMA max_page_count = {pages}")

        def much(*_: object) -> None:
            record.save_preference("much", "x" * 200_000)

        with monkeypatch.context() as patch:
            patch.setattr(record, "set_status", much)
            await case.press("i")
            assert "The disk is full" in said(case)
            assert "ignored" not in case.card
        await case.press("l", "s", "h")
        assert "simplified" in case.status
        assert "known" in case.card
    async with opened() as again:
        assert again.word == "晚上"
        assert "known" in again.card


@pytest.mark.usefixtures("used_home")
async def test_another_program_that_holds_the_record_is_named_and_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.store.db.BUSY_SECONDS", 0.05)
    async with opened() as case:
        await case.press("J", "J")
        other = sqlite3.connect(case.screen._session.record._path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for key in ("w", "b", "s"):
            case.app.clear_notifications()
            await case.press(key)
            assert "in use by another program" in said(case)
        assert "simplified" in case.status
        assert "known" not in case.card
        other.execute("ROLLBACK")
        await case.press("w")
        assert "known" in case.card
        other.execute("BEGIN IMMEDIATE")
    other.close()
    async with opened() as again:
        await again.press("g", "J", "J")
        assert "known" in again.card
