"""``duban cards export``, ``push`` and ``import``: what scripts may rely on."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.cli import main
from tests.glossary.anki.ankiconnect import Desk, ankiconnect, closed_port, serving
from tests.glossary.anki.packages import database, package
from tests.reader.commands.running import duban, json_of


@pytest.fixture(autouse=True)
def ready(used_home: Path) -> Path:
    return used_home


def test_pushing_reaches_anki_and_nothing_else_does(tmp_path: Path) -> None:
    duban("cards", "add", "--term", "livestream", "--term", "mcn-agency")
    desk = Desk()
    with serving(ankiconnect(desk)) as url:
        assert "double" not in duban("cards", "export", str(tmp_path / "a.apkg")).stderr
        assert "2 notes added" in duban("cards", "push", "--url", url).stderr
        assert "would double them" in duban("cards", "export", str(tmp_path / "a.apkg")).stderr
        assert "2 as they were" in duban("cards", "push", "--url", url).stderr
        duban("cards", "add", "--term", "mcn-agency", "--direction", "cloze")
        duban("cards", "export", str(tmp_path / "a.apkg"))
        done = duban("cards", "push", "--url", url, "--deck", "a :: b")
        assert "1 note added, 0 brought up to date, 2 as they were" in done.stderr
        assert "a::b" in desk.decks
        desk.refused = {"store-livestreaming"}
        duban("cards", "add", "--term", "店播", "--term", "自然流")
        refused = CliRunner().invoke(main, ["cards", "push", "--url", url])
        assert refused.exit_code == 1
        assert "店播: Anki says of addNote" in refused.stderr
        assert "1 note added" in refused.stderr
    assert len(desk.notes) == 4
    assert "No Anki answers" in duban("cards", "push", "--url", closed_port(), code=1).stderr


def test_standard_output() -> None:
    duban("cards", "add", "--term", "livestream")
    out = duban("cards", "export", "-", "--format", "apkg").stdout_bytes
    assert "collection.anki2" in zipfile.ZipFile(BytesIO(out)).namelist()
    text = duban("cards", "export", "-", "--format", "txt").stdout
    assert text.startswith("#separator:Tab\n#html:true\n#guid column:1\n#notetype column:2\n")
    assert "CC BY-SA" in text


def test_a_package_from_standard_input(tmp_path: Path) -> None:
    import subprocess

    file = package(tmp_path / "a.apkg", {"collection.anki2": database()})
    done = subprocess.run(
        [sys.executable, "-m", "reader", "cards", "import", "-"],
        input=file.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == "known\t经济\n"
    assert json_of("cards", "import", str(file), "--json")["changes"] == []


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duban("cards", "add", "--term", "livestream")
    file = tmp_path / "a.apkg"
    duban("cards", "export", str(file))
    before = file.read_bytes()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("glossary.anki.package_write.add_notes", broken)
    with pytest.raises(RuntimeError):
        duban("cards", "export", str(file))
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.apkg"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "cards.xlsx"), "end the name in .apkg or .txt"),
        (("export", "nowhere/cards.apkg"), "There is no folder"),
        (("export", "."), "a folder"),
        (("export", "cards.apkg"), "`duban cards add`"),
        (("export", "cards.apkg", "--term", "没有"), "The glossary has no “没有”"),
        (("export", "cards.apkg", "--text", "no such text"), "no such text"),
        (("import", "none.apkg"), "There is no file"),
        (("import", "."), "a folder"),
        (("push", "--url", "localhost"), "no address"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if said == "a folder":
        arguments = (*arguments, "--format", "apkg") if arguments[0] == "export" else arguments
    assert said in duban("cards", *arguments, code=1).stderr
    assert not (tmp_path / "cards.apkg").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "-"),
        ("export", "a.txt", "--with-scheduling"),
        ("export", "a.apkg", "--deck", " :: "),
        ("import", "a.apkg", "--map", "x"),
        ("import", "a.apkg", "--add-cards"),
        ("push", "--timeout", "0"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    duban("cards", "add", "--term", "livestream")
    duban("cards", *arguments, code=2)
