"""``duban glossary check`` for CI: what it prints, and with which exit code it ends."""

from pathlib import Path

import pytest

from tests.reader.commands.running import duban, json_of

pytestmark = pytest.mark.usefixtures("used_home")
ROW = """[[concept]]
id = "a"
definition_en = "A."
definition_zh = "甲。"
terms = [{ hans = "甲", hant = "甲", reading = "jia3" }]
"""


def test_the_bundled_glossary_passes() -> None:
    done = duban("glossary", "check")
    assert "0 errors" in done.stderr
    assert all(line.split("\t")[0] == "warning" for line in done.stdout.splitlines())


def test_exit_codes_follow_the_severity(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(ROW, encoding="utf-8")
    done = duban("glossary", "check", str(file))
    assert [line.split("\t")[:4] for line in done.stdout.splitlines()] == [
        ["warning", "no-rendering", "a", "mine.toml: concept 1"]
    ]
    assert json_of("glossary", "check", str(file), "--strict", "--json", code=1)[0]["kind"] == "no-rendering"
    file.write_text(ROW + 'renderings = [{ text = "a" }]\nrelated = ["nothing"]\n', encoding="utf-8")
    (finding,) = json_of("glossary", "check", str(file), "--json", code=1)
    assert finding == {
        "severity": "error",
        "kind": "broken-link",
        "concepts": ["a"],
        "sentence": "甲 (a) names “nothing” as related, and there is no such concept.",
        "place": "mine.toml: concept 1",
    }
    file.write_text(ROW.replace("甲。", "") + 'renderings = [{ text = "a" }]\n', encoding="utf-8")
    assert duban("glossary", "check", str(file), "--strict").stdout == ""
    assert duban("glossary", "check", str(file), "--notes").stdout.startswith("note\tno-definition\ta\t")


def test_only_the_texts_that_are_named_are_looked_at(tmp_path: Path) -> None:
    text = tmp_path / "plain.txt"
    text.write_text("主播。", encoding="utf-8")
    rows = json_of("glossary", "check", "--text", str(text), "--json")
    assert all(row["kind"] != "translation" for row in rows)
    everything = json_of("glossary", "check", "--json")
    assert any(row["kind"] == "translation" for row in everything)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["no-such.toml"], "cannot be read"), (["x.doc"], "no format"), (["--text", "no-such-text"], "no text or file")],
)
def test_what_is_not_there_gets_one_sentence(arguments: list[str], said: str) -> None:
    assert said in duban("glossary", "check", *arguments, code=1).stderr
