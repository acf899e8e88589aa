"""``duban dictionary`` as scripts see it."""

import gzip
import json
from pathlib import Path

import pytest

from glossary.dictionary.source import bundled_source
from tests.glossary.dictionary.foreign_files import CEDICT, yomitan
from tests.reader.test_cli import duban, fails
from tests.reader.test_fetch import Server, ok

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled release with another date, one entry more and one fewer, and a line that is none."""
    lines = gzip.decompress(bundled_source().path.read_bytes()).decode().splitlines()
    entries = [number for number, line in enumerate(lines) if not line.startswith("#")]
    del lines[entries[-1]]
    lines += ["坑位 坑位 [[keng1wei4]] /slot in a livestream/", "this is no entry"]
    path = tmp_path_factory.mktemp("newer") / "cedict.txt.gz"
    path.write_bytes(gzip.compress("\r\n".join(lines).replace("date=2023", "date=2026").encode(), 1))
    return path


def test_an_update_from_a_server_and_back(newer: Path) -> None:
    server = Server()
    try:
        server.answers["/cedict.txt.gz"] = ok(newer.read_bytes())
        assert "--allow-local" in fails("dictionary", "update", f"{server.url}/cedict.txt.gz")
        done = duban("dictionary", "update", f"{server.url}/cedict.txt.gz", "--allow-local")
    finally:
        server.close()
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (0, b"")
    assert "CC-CEDICT of 2026-11-07: 122,143 entries, 1 of them new; 1 are gone." in said
    assert "Line 122,1" in said
    assert " is no entry and left out." in said
    assert "Building the index" in said
    looked_up = duban("lookup", "坑位")
    assert "slot in a livestream" in looked_up.stdout.decode()
    assert looked_up.stderr == b""
    (listed,) = json.loads(duban("dictionary", "list", "--json").stdout)
    assert (listed["origin"], listed["date"], listed["entries"]) == ("updated", "2026-11-07", 122_143)
    assert "by-sa" in listed["license"]
    assert duban("dictionary", "reset").returncode == 0
    (listed,) = json.loads(duban("dictionary", "list", "--json").stdout)
    assert (listed["origin"], listed["path"]) == ("bundled", "")


def test_what_is_no_release_changes_nothing(newer: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gz"
    cut.write_bytes(newer.read_bytes()[:100_000])
    page = tmp_path / "page.u8"
    page.write_text("<!DOCTYPE html><html>", encoding="utf-8")
    small = tmp_path / "small.u8"
    small.write_text(CEDICT, encoding="utf-8")
    assert "cut short" in fails("dictionary", "update", str(cut))
    assert "web page" in fails("dictionary", "update", str(page))
    assert "duban dictionary add" in fails("dictionary", "update", str(small))
    assert "No such file" in fails("dictionary", "update", str(tmp_path / "missing"))
    assert "local network" in fails("dictionary", "update", "http://127.0.0.1:9/")
    (listed,) = json.loads(duban("dictionary", "list", "--json").stdout)
    assert listed["origin"] == "bundled"


def test_dictionaries_are_added_used_and_removed(tmp_path: Path) -> None:
    packed = tmp_path / "trade.zip"
    packed.write_bytes(yomitan([["坑位", "kēng wèi", "", "", 0, ["slot"], 0, ""]]))
    added = duban("dictionary", "add", str(packed), "--name", "Trade")
    assert (added.returncode, added.stdout) == (0, b"Trade\n")
    from_stdin = duban("dictionary", "add", "-", "--name", "Second", stdin=CEDICT.encode())
    assert from_stdin.stdout == b"Second\n"
    one = duban("dictionary", "add", "-", "--name", "One", stdin="坑產 坑产 [keng1 chan3] /sales per slot/\n".encode())
    assert one.stderr.decode().endswith("1 entry, CC-CEDICT.\n")
    assert duban("dictionary", "remove", "One").returncode == 0
    assert "already" in fails("dictionary", "add", str(packed), "--name", "trade")
    entries = json.loads(duban("lookup", "坑位", "--json").stdout)["entries"]
    assert [(entry["dictionary"], entry["senses"], entry["reading"]) for entry in entries] == [
        ("Trade", ["slot"], ["keng1", "wei4"])
    ]
    assert "[Trade]" in duban("lookup", "坑位").stdout.decode()
    rows = [line.split("\t") for line in duban("dictionary", "list").stdout.decode().splitlines()]
    assert [row[:3] for row in rows] == [
        ["CC-CEDICT", "CC-CEDICT", "bundled"],
        ["Trade", "Yomitan", "added"],
        ["Second", "CC-CEDICT", "added"],
    ]
    assert duban("dictionary", "remove", "Trade").returncode == 0
    assert "Nothing found" in fails("lookup", "坑位")
    assert "no dictionary “Trade”; those you added: Second" in fails("dictionary", "remove", "Trade")


@pytest.mark.parametrize("typed", ["", "   ", "直" * 10_000, "%", "*", "***", "a\x07b", "\udcff\udcfe"])
def test_nonsense_gets_one_sentence(typed: str) -> None:
    assert fails("lookup", typed).startswith("duban: ")
