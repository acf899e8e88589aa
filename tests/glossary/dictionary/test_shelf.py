"""What a user has on the shelf: a newer CC-CEDICT in place of the old one or not at all, others beside it."""

import gzip
import os
from pathlib import Path

import pytest

from glossary.dictionary import shelf as shelves
from glossary.dictionary import source as sources
from glossary.dictionary.dictionary import Dictionary
from glossary.dictionary.incoming import release
from glossary.dictionary.incoming.reading import read_dictionary
from glossary.dictionary.shelf import Shelf
from glossary.dictionary.source import Source
from glossary.errors import DictionaryError
from tests.glossary.dictionary.foreign_files import CEDICT, stardict, yomitan, zipped

OLD = "#! date=2023-11-07T00:00:00Z\n#! license=CC\n中國 中国 [Zhong1 guo2] /China/\n舊 旧 [jiu4] /old/\n"
NEW = "#! date=2026-02-03T00:00:00Z\n#! license=CC\n中國 中国 [[Zhong1guo2]] /China/\n新 新 [[xin1]] /new/\n"


@pytest.fixture(autouse=True)
def _small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = tmp_path / "bundled.gz"
    bundled.write_bytes(gzip.compress(OLD.encode()))
    monkeypatch.setattr(sources, "bundled_source", lambda: Source(bundled))
    monkeypatch.setattr(release, "_ENOUGH", 2)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "dictionaries")


def look_up(shelf: Shelf, tmp_path: Path, word: str) -> list[str]:
    """Senses in CC-CEDICT, then in the others."""
    found = []
    for source in (shelf.main, *shelf.others()):
        opened = Dictionary.open(tmp_path / "cache", source=source)
        found += [sense.text for entry in opened.by_word(word) for sense in entry.senses]
        opened.close()
    return found


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_empty_shelf_has_the_bundled_dictionary(shelf: Shelf) -> None:
    (only,) = shelf.listed()
    assert (only.name, only.origin, only.date, only.license) == ("CC-CEDICT", "bundled", "2023-11-07", "CC")
    assert not shelf.folder.exists()
    assert not shelf.reset()


def test_an_update_takes_the_place_of_the_old_one_and_says_what_is_new(shelf: Shelf, tmp_path: Path) -> None:
    staged: list[Source] = []
    came = shelf.update((NEW + "nonsense here\n").encode(), "cedict.u8", staged.append)
    assert (came.date, came.before, came.entries, came.new, came.gone) == ("2026-02-03", "2023-11-07", 2, 1, 1)
    assert came.faults == (5,)
    assert len(staged) == 1
    (only,) = shelf.listed()
    assert (only.origin, only.entries, only.date, only.license) == ("updated", 2, "2026-02-03", "CC")
    assert look_up(shelf, tmp_path, "新") == ["new"]
    assert look_up(shelf, tmp_path, "旧") == []
    assert shelf.reset()
    assert look_up(shelf, tmp_path, "旧") == ["old"]
    assert list(shelf.folder.iterdir()) == []


def test_the_index_made_before_is_the_one_used_after(shelf: Shelf, tmp_path: Path) -> None:
    from glossary.dictionary.index import index_for, index_path, is_whole

    shelf.update(NEW.encode(), "cedict.u8", lambda staged: (index_for(tmp_path / "cache", source=staged), None)[1])
    assert is_whole(index_path(tmp_path / "cache", shelf.main))


def test_what_fails_leaves_everything_as_it_was(shelf: Shelf) -> None:
    shelf.update(NEW.encode(), "cedict.u8", lambda _: None)
    before = everything(shelf.folder)

    def fails(_: Source) -> None:
        raise DictionaryError("The disk is full.")

    with pytest.raises(DictionaryError, match="disk is full"):
        shelf.update(OLD.encode(), "cedict.u8", fails)
    for data in (b"", b"\0", b"<html>", OLD.encode()[:80], gzip.compress(OLD.encode())[:-9]):
        with pytest.raises(DictionaryError):
            shelf.update(data, "cedict.u8", lambda _: None)
    assert everything(shelf.folder) == before
    assert [path.name for path in shelf.folder.iterdir()] == ["cc-cedict.gz"]


def test_a_damaged_update_is_said_and_a_new_one_mends_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.update(NEW.encode(), "cedict.u8", lambda _: None)
    (shelf.folder / "cc-cedict.gz").write_bytes(b"nothing")
    with pytest.raises(DictionaryError, match="duban dictionary reset"):
        look_up(shelf, tmp_path, "新")
    assert shelf.update(NEW.encode(), "cedict.u8", lambda _: None).new == 2
    assert look_up(shelf, tmp_path, "新") == ["new"]


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.add(read_dictionary(CEDICT.encode(), "trade.u8"), "trade.u8", None)
    files = {f"d{suffix}": data for suffix, data in stardict([("坑", b"hole")]).items()}
    shelf.add(read_dictionary(zipped(files), "d.zip"), "d.zip", "Star")
    shelf.add(read_dictionary(yomitan([["坑", "kēng", "", "", 0, ["dip"], 0, ""]]), "y.zip"), "y.zip", None)
    for number, source in enumerate(
        sorted(shelf.others(), key=lambda s: ["trade", "Star", "Trade words"].index(s.name))
    ):
        os.utime(source.path, ns=(number, number))
    return shelf


def test_others_stand_beside_in_the_order_they_came(filled: Shelf, tmp_path: Path) -> None:
    told = [(one.name, one.format, one.origin, one.entries) for one in filled.listed()[1:]]
    assert told == [
        ("trade", "CC-CEDICT", "added", 2),
        ("Star", "StarDict", "added", 1),
        ("Trade words", "Yomitan", "added", 1),
    ]
    assert filled.listed()[3].license == "CC0"
    assert look_up(filled, tmp_path, "坑") == ["pit; slot", "hole", "dip"]


def test_an_index_that_is_gone_or_spoilt_is_made_anew(filled: Shelf, tmp_path: Path) -> None:
    wanted = look_up(filled, tmp_path, "坑")
    for number, index in enumerate(sorted((tmp_path / "cache").glob("*.db"))):
        if number % 2:
            index.unlink()
        else:
            index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])
    assert look_up(filled, tmp_path, "坑") == wanted


def test_removing_takes_one_away(filled: Shelf, tmp_path: Path) -> None:
    filled.remove("star")
    assert look_up(filled, tmp_path, "坑") == ["pit; slot", "dip"]
    with pytest.raises(DictionaryError, match="those you added: trade, Trade words"):
        filled.remove("star")
    with pytest.raises(DictionaryError, match="duban dictionary reset"):
        filled.remove("CC-CEDICT")


@pytest.mark.parametrize("name", ["", "a/b", "x" * 41, "\x1b[31m", "../../etc", "cc-cedict", "trade", "TRADE"])
def test_a_name_is_plain_and_free(filled: Shelf, name: str) -> None:
    before = everything(filled.folder)
    if not name:
        assert filled.add(read_dictionary(CEDICT.encode(), "x"), "x", name).name == "dictionary"
        return
    with pytest.raises(DictionaryError):
        filled.add(read_dictionary(CEDICT.encode(), "x"), "x", name)
    assert everything(filled.folder) == before


@pytest.mark.parametrize("name", ["行业词典", "a.b", "..", "Ｗ", "é" * 40])
def test_a_name_in_any_letters_makes_a_file_in_the_folder(shelf: Shelf, name: str) -> None:
    added = shelf.add(read_dictionary(CEDICT.encode(), "x"), "x", name)
    assert added.name == name
    assert Path(added.path).parent == shelf.folder
    assert [one.name for one in shelf.others()] == [name]


def test_what_lies_in_the_folder_and_is_no_dictionary_does_no_harm(filled: Shelf, tmp_path: Path) -> None:
    (filled.folder / "notes.txt").write_text("mine")
    (filled.folder / "old.dict.gz").write_bytes(b"spoilt")
    with pytest.raises(DictionaryError, match="duban dictionary remove “old”"):
        look_up(filled, tmp_path, "坑")
    filled.remove("old")
    assert (filled.folder / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_said(shelf: Shelf) -> None:
    shelf.folder.parent.mkdir(exist_ok=True)
    shelf.folder.write_text("a file in the way")
    with pytest.raises(DictionaryError, match="cannot be written to"):
        shelf.add(read_dictionary(CEDICT.encode(), "x"), "x", "name")


def test_what_a_killed_run_left_is_swept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    left = shelf.folder / ".new-abc"
    left.mkdir(parents=True)
    (left / "half").write_bytes(b"half")
    shelf.add(read_dictionary(CEDICT.encode(), "x"), "x", "one")
    assert left.exists()  # somebody may be at it
    monkeypatch.setattr(shelves, "_STALE_SECONDS", -1)
    shelf.add(read_dictionary(CEDICT.encode(), "x"), "x", "two")
    assert not left.exists()
