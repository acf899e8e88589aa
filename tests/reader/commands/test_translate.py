"""``duban translate`` against servers on this computer."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reader.cli import main
from reader.filling import NumbersError, parse_numbers
from tests.reader.commands.running import duban
from tests.reader.engines import loopback
from tests.reader.engines.loopback import Server
from texts.folder import write_folder
from texts.library import load_folder
from texts.model import Paragraph, SourceText, TextMeta

pytestmark = pytest.mark.usefixtures("used_home")

LINES = ["店播的自然流很高。", "", "今天下雨。", "MCN 2025"]


@pytest.fixture
def server() -> Iterator[Server]:
    with loopback.serving() as server:
        yield server


@pytest.fixture
def text(home: Path) -> Path:
    """A text of the user's, whose third paragraph a person has translated."""
    paragraphs = [Paragraph(line, translation="It rains today." if "雨" in line else None) for line in LINES]
    folder = home / "texts" / "mine"
    write_folder(folder, SourceText(TextMeta("mine", "雨"), paragraphs))
    return folder


def run(server: Server, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["translate", *arguments, "--url", server.url], prog_name="duban")


def told(server: Server, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(server, "mine", "--json", *arguments).stdout)
    return found


def test_it_fills_in_what_is_missing_line_for_line(server: Server, text: Path) -> None:
    done = run(server, "mine")
    assert done.exit_code == 0, done.stderr
    english = "Store livestreaming some words organic traffic some words."
    assert done.stdout == f"{english}\n\nIt rains today.\nMCN 2025\n"
    assert f"to LibreTranslate (127.0.0.1:{server.server_port})" in done.stderr
    assert "9 characters in 1 call" in done.stderr
    assert (text / "en.txt").read_text().splitlines()[0] == "", "nothing is written unasked"
    again = run(server, "mine")
    assert again.stdout == done.stdout
    assert again.stderr == "", "nothing is sent"
    assert len(server.asked) == 1


@pytest.mark.usefixtures("text")
def test_json_tells_who_made_it_and_what_became_of_the_terms(server: Server) -> None:
    first, blank, human, latin = told(server)
    assert (first["by"], first["provider"], first["cached"], first["fault"]) == ("machine", "libre", False, None)
    assert [(term["name"], term["verdict"]) for term in first["terms"]] == [("店播", "kept"), ("自然流", "kept")]
    assert blank["english"] is None
    assert (human["by"], human["english"]) == ("person", "It rains today.")
    assert (latin["english"], latin["provider"]) == ("MCN 2025", None)


@pytest.mark.usefixtures("text")
def test_some_paragraphs_and_all_of_them(server: Server) -> None:
    assert run(server, "mine", "--paragraphs", "2").stdout == "It rains today.\n"
    assert run(server, "mine", "--paragraphs", "2-3", "--all").stdout == "some words.\nMCN 2025\n"
    assert server.texts == ["今天下雨。"]


def test_written_english_is_marked_and_never_taken_for_a_person_s(server: Server, text: Path) -> None:
    done = run(server, "mine", "--write", "--all")
    assert done.exit_code == 0, done.stderr
    assert "1 paragraph written" in done.stderr
    assert (text / "en.txt").read_text().splitlines()[2] == "It rains today."
    paragraphs = load_folder(text).paragraphs
    assert [p.translated_by for p in paragraphs] == ["libre", "", "", ""]
    assert told(server)[0]["by"] == "machine"
    corrected = (text / "en.txt").read_text().replace("some words", "is").splitlines()
    (text / "en.txt").write_text("\n".join(corrected) + "\n")
    assert load_folder(text).paragraphs[0].translated_by == "", "who corrects it has made it their own"
    assert told(server)[0]["by"] == "person"


def test_machine_english_is_marked_wherever_it_goes_and_judged_nowhere(server: Server, text: Path) -> None:
    server.translate = lambda _: "They sell."
    run(server, "mine", "--write", "--no-protect")
    assert load_folder(text).paragraphs[0].by_person is None
    duban("export", "mine", "-o", str(text / "out.txt"))
    assert "[LibreTranslate] They sell." in (text / "out.txt").read_text()
    assert "They sell" not in duban("glossary", "check", "--text", "mine", "--notes").stdout
    assert "They sell" not in duban("glossary", "occurrences", "自然流").stdout


def test_ctrl_c_during_a_call_that_hangs_ends_it_at_once_and_keeps_what_came(
    used_home: Path, server: Server, text: Path
) -> None:
    (text / "zh.txt").write_text("今天下雨。\n明天下雨。\n")
    (text / "en.txt").unlink()
    server.script += [lambda handler: handler.json({"translatedText": "It rains."}), loopback.hang]
    environment = {**os.environ, "DUBAN_HOME": str(used_home), "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    command = [sys.executable, "-m", "reader", "translate", "mine", "--write", "--url", server.url]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    loopback.wait_until(lambda: len(server.asked) == 2, 30)
    begun = time.monotonic()
    running.send_signal(signal.SIGINT)
    said = running.communicate(timeout=10)[1]
    assert time.monotonic() - begun < 1.0
    assert running.returncode == 1
    assert "Traceback" not in said
    assert (text / "en.txt").read_text() == "It rains.\n\n"
    assert load_folder(text).paragraphs[0].translated_by == "libre"


def test_only_texts_of_one_s_own_can_be_written(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("下雨。\n")
    for name in ("hangzhou-live-commerce", str(tmp_path / "a.txt")):
        done = run(server, name, "--write")
        assert done.exit_code == 1
        assert "import it first" in done.stderr
    assert not server.asked


@pytest.mark.usefixtures("text")
def test_offline_asks_nobody_and_says_what_is_no_translation(server: Server) -> None:
    done = duban("translate", "mine", "--offline")
    first = done.stdout.splitlines()[0]
    assert first.startswith("≈ store livestreaming · ’s · organic traffic")
    assert done.stdout.splitlines()[2:] == ["It rains today.", "MCN 2025"]
    run(server, "mine")
    assert "≈" not in duban("translate", "mine", "--offline").stdout, "what was fetched before is there"
    assert json.loads(duban("translate", "mine", "--offline", "--json").stdout)[0]["cached"] is True
    assert not duban("translate", "mine", "--offline", "--write", code=2).stdout


@pytest.mark.usefixtures("text")
def test_offline_in_the_settings_holds_until_a_provider_is_named(home: Path, server: Server) -> None:
    (home / "settings.toml").write_text("[translate]\noffline = true\n")
    assert duban("translate", "mine").stdout.startswith("≈ ")
    assert run(server, "mine").stdout.startswith("Store livestreaming")


@pytest.mark.usefixtures("text")
def test_settings_and_environment_say_whom_to_ask(home: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.keys = {"right"}
    (home / "settings.toml").write_text(
        f'[translate]\nproviders = ["libre", "google"]\n[translate.libre]\nurl = "{server.url}"\n'
    )
    monkeypatch.setenv("LIBRE_API_KEY", "right")
    done = duban("translate", "mine")
    assert done.stdout.startswith("Store livestreaming")
    assert "where that fails, to Google (translate.google.com)" in done.stderr
    monkeypatch.setenv("DUBAN_TRANSLATE", "deepl")
    done = duban("translate", "mine", "--again", code=1)
    assert "DeepL needs key" in done.stderr


@pytest.mark.usefixtures("text")
def test_what_fails_is_said_and_leaves_its_line_empty(server: Server) -> None:
    server.keys = {"right"}
    done = run(server, "mine")
    assert done.exit_code == 1
    assert done.stdout == "\n\nIt rains today.\nMCN 2025\n"
    assert "1 of 2 paragraphs are not translated" in done.stderr
    assert "Invalid API key" in done.stderr
    assert json.loads(run(server, "mine", "--json").stdout)[0]["fault"].startswith("No translation: LibreTranslate")


@pytest.mark.usefixtures("text")
def test_an_estimate_sends_nothing(server: Server) -> None:
    assert run(server, "mine", "--estimate").stdout == "9 characters in 1 call, less than a minute.\n"
    assert not server.asked


def test_the_services_are_listed_with_what_they_lack() -> None:
    rows = {row.split("\t")[1]: row for row in duban("translate", "--providers").stdout.splitlines()}
    assert rows["google"].startswith("1\tgoogle\ttranslate.google.com\tready\t1,555 Chinese characters a call")
    assert "166 Chinese characters" in rows["mymemory"]
    assert "needs url" in rows["libre"]
    assert "500,000 characters a month" in rows["deepl"]


def test_wrong_use(server: Server) -> None:
    assert "no provider “bing”" in duban("translate", "x", "--provider", "bing", code=2).stderr
    assert "begins with http" in duban("translate", "x", "--url", "localhost", code=2).stderr
    assert run(server, "nowhere").exit_code == 1


def test_settings_that_are_wrong_name_the_field(home: Path) -> None:
    home.mkdir(exist_ok=True)
    for line, said in [
        ('providers = ["bing"]', "translate.providers must be a list of google"),
        ("automatic = 1", "translate.automatic must be true or false"),
        ("deadline = 0", "translate.deadline must be seconds"),
        ("unheard = 1", "there is no setting “translate.unheard”"),
        ('libre = {port = "1"}', "there is no setting “translate.libre.port”"),
        ('libre = {url = "localhost"}', "translate.libre.url must begin with http"),
    ]:
        (home / "settings.toml").write_text(f"[translate]\n{line}\n")
        assert said in duban("translate", "hangzhou-live-commerce", code=1).stderr


def test_numbers_of_paragraphs() -> None:
    assert parse_numbers("0, 2-3", 5) == {0, 2, 3}
    for wrong in ("a", "", "3-1", "9", "1-9", "-1"):
        with pytest.raises(NumbersError):
            parse_numbers(wrong, 5)
