"""The learner's record: nothing finished is ever lost, and nothing of somebody else's is touched."""

import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from glossary.errors import NewerStoreError, StoreError
from glossary.store.record import Bookmark, CutFix, Place, ReadingFix, Record
from glossary.store.schema import STEPS, VERSION

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.db"


def test_everything_comes_back_after_reopening(path: Path) -> None:
    record = Record(path)
    place = Place("a", 3, 14, NOW)
    mark = Bookmark("a", 5, 0, "种草—成交", NOW)
    record.save_place(place)
    record.save_bookmark(mark)
    record.save_reading_fix(ReadingFix("长尾", ("chang2", "wei3"), None), NOW)
    record.save_cut_fix(CutFix("向外冒", (2, 1), "a"), NOW)
    record.set_status("直播", "known", NOW)
    record.change_concepts("a term", {"own": {"id": "own", "terms": ["店播"]}, "mcn": "hidden"}, NOW)
    record.reject_term("这样", NOW)
    record.save_preference("reading", {"script": "tw"})
    record.close()

    again = Record(path)
    assert again.place("a") == again.last_place() == place
    assert again.bookmarks("a") == [mark]
    assert again.reading_fixes("any") == [ReadingFix("长尾", ("chang2", "wei3"), None)]
    assert again.cut_fixes("a") == [CutFix("向外冒", (2, 1), "a")]
    assert again.cut_fixes("b") == []
    assert again.statuses() == {"直播": "known"}
    assert again.concepts() == [{"id": "own", "terms": ["店播"]}]
    assert again.hidden_concepts() == {"mcn"}
    assert again.rejected_terms() == {"这样"}
    assert again.preference("reading") == {"script": "tw"}
    assert again.preference("nothing") is None
    again.close()


def test_what_is_removed_is_gone(path: Path) -> None:
    record = Record(path)
    record.save_bookmark(Bookmark("a", 5, 0, "", NOW))
    record.save_reading_fix(ReadingFix("行", ("hang2",), "a"), NOW)
    record.save_cut_fix(CutFix("外冒", (2,), None), NOW)
    record.set_status("行", "ignored", NOW)
    record.remove_bookmark("a", 5)
    record.remove_reading_fix("行", "a")
    record.remove_cut_fix("外冒", None)
    record.set_status("行", None, NOW)
    record.reject_term("这样", NOW)
    record.unreject_term("这样")
    assert record.rejected_terms() == set()
    assert (record.bookmarks("a"), record.reading_fixes("a"), record.cut_fixes("a"), record.statuses()) == (
        [],
        [],
        [],
        {},
    )
    record.close()


def test_changes_of_concepts_are_taken_back_one_after_the_other(path: Path) -> None:
    record = Record(path)
    first, second = {"id": "a", "n": 1}, {"id": "a", "n": 2}
    record.change_concepts("adding a", {"a": first}, NOW)
    record.change_concepts("nothing", {"a": first, "c": None}, NOW)
    record.change_concepts("an import", {"a": second, "b": {"id": "b"}, "mcn": "hidden"}, NOW)
    record.change_concepts("the removal of b", {"b": None}, NOW)
    record.close()

    again = Record(path)
    assert again.last_change() == "the removal of b"
    assert again.undo_concepts(NOW) == "the removal of b"
    assert again.concepts() == [second, {"id": "b"}]
    assert again.undo_concepts(NOW) == "an import"
    assert (again.concepts(), again.hidden_concepts()) == ([first], set())
    assert again.undo_concepts(NOW) == "adding a"
    assert (again.concepts(), again.undo_concepts(NOW), again.last_change()) == ([], None, None)
    again.close()


def test_a_record_of_the_first_version_keeps_its_concepts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as old:
        old.setattr("glossary.store.db.STEPS", STEPS[:1])
        old.setattr("glossary.store.db.VERSION", 1)
        record = Record(path)
        record.connection.execute("INSERT INTO concept VALUES ('own', '{\"id\": \"own\"}', '2026-01-02')")
        record.close()
    again = Record(path)
    assert again.concepts() == [{"id": "own"}]
    again.change_concepts("the removal of own", {"own": None}, NOW)
    assert again.undo_concepts(NOW) == "the removal of own"
    assert again.concepts() == [{"id": "own"}]
    again.close()


def test_the_fix_for_one_text_comes_after_the_general_one(path: Path) -> None:
    record = Record(path)
    record.save_reading_fix(ReadingFix("行", ("hang2",), "a"), NOW)
    record.save_reading_fix(ReadingFix("行", ("xing2",), None), NOW + timedelta(days=1))
    assert [fix.text_id for fix in record.reading_fixes("a")] == [None, "a"]
    record.close()


def test_times_are_compared_in_utc(path: Path) -> None:
    record = Record(path)
    record.save_place(Place("early", 0, 0, datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=8)))))
    record.save_place(Place("late", 0, 0, datetime(2026, 1, 1, 2, tzinfo=UTC)))
    last = record.last_place()
    assert last is not None
    assert last.text_id == "late"
    with pytest.raises(ValueError, match="zone"):
        record.save_place(Place("a", 0, 0, datetime(2026, 1, 1)))
    record.close()


def test_a_cut_that_does_not_fit_is_refused(path: Path) -> None:
    record = Record(path)
    with pytest.raises(ValueError, match="do not cut"):
        record.save_cut_fix(CutFix("向外冒", (2, 2), None), NOW)
    record.close()


def test_a_newer_record_is_refused_and_untouched(path: Path) -> None:
    Record(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError, match="newer duban"):
        Record(path)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Record(path)
    assert path.read_bytes() == before


def test_a_damaged_file_gets_one_sentence(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(StoreError, match="damaged"):
        Record(path)


def test_a_locked_record_says_who_is_in_the_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.store.db.BUSY_SECONDS", 0.05)
    record = Record(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use"):
        record.set_status("直播", "known", NOW)
    other.execute("ROLLBACK")
    record.set_status("直播", "known", NOW)
    assert record.statuses() == {"直播": "known"}
    other.close()
    record.close()


def test_a_record_is_read_at_once_while_another_program_writes(path: Path) -> None:
    record = Record(path)
    record.set_status("直播", "known", NOW)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    again = Record(path)
    assert again.statuses() == {"直播": "known"}
    assert time.monotonic() - began < 1
    other.execute("ROLLBACK")
    again.set_status("主播", "known", NOW)
    assert record.statuses() == {"直播": "known", "主播": "known"}
    for connection in (other, record, again):
        connection.close()


def test_a_screen_waits_less_for_whoever_is_in_the_way(path: Path) -> None:
    record = Record(path)
    record.wait_at_most(0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use"):
        record.set_status("直播", "known", NOW)
    assert record.connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
    other.close()
    record.close()


def test_a_full_disk_loses_nothing(path: Path) -> None:
    record = Record(path)
    record.set_status("直播", "known", NOW)
    pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
    record.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        record.save_preference("much", "x" * 100_000)
    assert record.statuses() == {"直播": "known"}
    record.close()


def test_without_permission_reading_still_works(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    record = Record(in_the_way / "library.db")
    assert not record.writable
    record.set_status("直播", "known", NOW)
    assert record.statuses() == {"直播": "known"}
    record.close()


def test_a_read_only_record_is_read_and_what_is_written_holds_until_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Record(path)
    record.set_status("直播", "known", NOW)
    record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    record.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    again = Record(path)
    assert not again.writable
    again.set_status("主播", "known", NOW)
    assert again.statuses() == {"直播": "known", "主播": "known"}
    again.close()
    monkeypatch.undo()
    once_more = Record(path)
    assert once_more.statuses() == {"直播": "known"}
    once_more.close()


def test_a_step_backs_the_file_up_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(path)
    record.set_status("直播", "known", NOW)
    record.close()
    monkeypatch.setattr("glossary.store.db.STEPS", (*STEPS, ("CREATE TABLE more (x)",)))
    monkeypatch.setattr("glossary.store.db.VERSION", VERSION + 1)
    again = Record(path)
    assert again.statuses() == {"直播": "known"}
    again.close()
    backup = sqlite3.connect(path.with_name(f"library.db.bak-{VERSION}"))
    assert backup.execute("SELECT word FROM word_status").fetchall() == [("直播",)]
    backup.close()


def test_a_step_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Record(path).close()
    monkeypatch.setattr("glossary.store.db.STEPS", (*STEPS, ("CREATE TABLE more (x)", "CREATE nonsense")))
    monkeypatch.setattr("glossary.store.db.VERSION", VERSION + 1)
    with pytest.raises(StoreError):
        Record(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'more'").fetchone()
    connection.close()


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from glossary.store.record import Record
record = Record(Path(sys.argv[1]))
for number in range(100000):
    record.set_status(f"w{number}", "known", datetime.now(UTC))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 20, 75])
def test_kill_loses_no_finished_action(path: Path, after: int) -> None:
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(after)]
        time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    finished = {f"w{line.strip()}" for line in said if line.endswith("\n")}
    record = Record(path)
    assert finished <= set(record.statuses())
    assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    record.close()
