"""Packages of strangers: whatever is wrong with one is one sentence, and nothing leaves the archive."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.anki import package_read
from glossary.anki.collection import Note, read_notes
from glossary.anki.model import AnkiError
from glossary.anki.package_read import opened
from tests.glossary.anki.packages import compressed, database, package


def notes(path: Path) -> list[Note]:
    with opened(path, path.name) as connection:
        return read_notes(connection, path.name)


def refused(path: Path) -> str:
    with pytest.raises(AnkiError) as caught:
        notes(path)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_the_newest_database_counts(tmp_path: Path) -> None:
    old = database("UPDATE notes SET flds = 'Please update' || char(31)")
    for files in (
        {"collection.anki2": database()},
        {"collection.anki2": old, "collection.anki21": database()},
        {"meta": b"\x08\x03", "collection.anki2": old, "collection.anki21b": compressed(database())},
    ):
        (note,) = notes(package(tmp_path / "a.apkg", files))
        assert note.fields == {"Hanzi": "经济", "English": "economy"}
        assert (note.cards[0].interval, note.cards[0].asked, note.template(note.cards[0])) == (30, True, "Card 1")


def test_answers_are_those_that_were_given(tmp_path: Path) -> None:
    log = """INSERT INTO revlog (id, cid, ease, factor, time, type) VALUES
        (5, 1, 3, 2500, 1000, 0), (4, 1, 1, 2500, 2000, 1), (6, 1, 0, 0, 0, 4), (7, 1, 3, 0, 0, 3),
        (8, 1, 2, 2500, -5, 3), (9, 1, 0, 2500, 0, 5), (10, 2, 3, 2500, 0, 1), (11, 1, 'x', 2500, 0, 1),
        (12, 1, 9, 2500, 0, 1);"""
    (note,) = notes(package(tmp_path / "a.apkg", {"collection.anki2": database(log)}))
    assert [(answer.at, answer.ease, answer.took) for answer in note.cards[0].answers] == [
        (4, 1, 2000), (5, 3, 1000), (8, 2, 0)
    ]  # fmt: skip


def test_names_in_an_archive_are_never_paths(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    tricks = {"../evil": b"x", "/tmp/duban-evil": b"x", "..\\evil": b"x", "collection.anki2": database()}
    assert len(notes(package(folder / "a.apkg", tricks))) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["inside"]
    assert [file.name for file in folder.iterdir()] == ["a.apkg"]
    assert not Path("/tmp/duban-evil").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no collection"),
        ({"media": b"{}"}, "no collection"),
        ({"meta": b"\x08\x04", "collection.anki21b": b""}, "newer Anki (version 4)"),
        ({"meta": b"x" * 2000, "collection.anki2": b""}, "too long"),
        ({"collection.anki2": b""}, "no collection"),
        ({"collection.anki2": b"not a database" * 100}, "no collection that can be read"),
        ({"collection.anki2": database()[:5000]}, "no collection"),
        ({"collection.anki21b": b"not zstd"}, "compressed data"),
        ({"collection.anki21b": compressed(database())[:60]}, "damaged"),
        ({"collection.anki2": database(version=99)}, "newer Anki (schema 99"),
        ({"collection.anki2": database(version="x")}, "no collection of Anki"),
        ({"collection.anki2": database("DELETE FROM col")}, "no collection of Anki"),
        ({"collection.anki2": database("DROP TABLE revlog")}, "no collection of Anki"),
        ({"collection.anki2": database("DROP TABLE cards; CREATE VIEW cards AS SELECT 1")}, "no collection of Anki"),
        ({"collection.anki2": database("UPDATE col SET models = '[]'")}, "note types cannot be read"),
        ({"collection.anki2": database("UPDATE col SET models = '{'")}, "note types cannot be read"),
        ({"collection.anki2": database("UPDATE col SET models = '{\"1\": {}}'")}, "note types cannot be read"),
        ({"collection.anki2": database("UPDATE col SET models = NULL")}, "note types cannot be read"),
        ({"collection.anki2": database("ALTER TABLE cards RENAME COLUMN ivl TO x")}, "no such column"),
    ],
)
def test_what_is_no_package_is_said(files: dict[str, bytes], said: str, tmp_path: Path) -> None:
    assert said in refused(package(tmp_path / "a.apkg", files))


def test_files_that_are_no_archives(tmp_path: Path) -> None:
    file = tmp_path / "a.apkg"
    file.write_bytes(b"")
    assert "no package of Anki" in refused(file)
    whole = package(tmp_path / "b.apkg", {"collection.anki2": database()}).read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refused(file)
    assert "cannot be read" in refused(tmp_path / "none.apkg")


def test_bombs_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_read, "LARGEST", 5_000_000)
    for files in ({"collection.anki2": bytes(20_000_000)}, {"collection.anki21b": compressed(bytes(20_000_000))}):
        assert "unpacks to more than" in refused(package(tmp_path / "a.apkg", files))
    monkeypatch.setattr(package_read, "_FILES", 3)
    assert "files" in refused(package(tmp_path / "a.apkg", {str(n): b"" for n in range(4)}))


def test_an_encrypted_archive(tmp_path: Path) -> None:
    file = package(tmp_path / "a.apkg", {"collection.anki2": database()})
    data = bytearray(file.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    file.write_bytes(data)
    assert "encrypted" in refused(file)


_SOUND = database("INSERT INTO revlog (id, cid, ease, factor, time, type) VALUES (5, 1, 3, 2500, 1000, 0)")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=40), st.integers(0, len(_SOUND))
)
def test_damaged_databases_are_read_or_refused(tmp_path: Path, bytes_at: list[tuple[int, int]], length: int) -> None:
    data = bytearray(_SOUND)
    for at, value in bytes_at:
        data[at] = value
    for damaged in (bytes(data), bytes(data[:length])):
        file = package(tmp_path / "a.apkg", {"collection.anki2": damaged})
        with contextlib.suppress(AnkiError):  # anything else is a bug
            notes(file)
