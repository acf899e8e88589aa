"""``duban cards``: what scripts may rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reader.test_cli import duban, fails

ARTICLE = "hangzhou-live-commerce"


def lines(*arguments: str) -> list[str]:
    done = duban(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines()


def due(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads("\n".join(lines("cards", "due", "--json", *arguments)))
    return found


def test_from_making_cards_to_figures(home: Path) -> None:
    (made,) = lines("cards", "add", "--text", ARTICLE, "--direction", "recognise")
    assert int(made) > 100
    assert lines("cards", "add", "--text", ARTICLE, "--direction", "recognise") == ["0"]
    assert lines("cards", "add", "--term", "自然流", "--term", "店播", "--direction", "cloze") == ["2"]
    assert len(due()) == 20  # new cards a day
    (home / "settings.toml").write_text("[study]\nnew_a_day = 5\n", encoding="utf-8")
    queue = due()
    assert len(queue) == 5
    assert [row["phase"] for row in queue] == ["new"] * 5
    assert queue[0]["hant"] == "林依輪"  # the article's first term
    first = queue[0]["id"]
    (answer,) = lines("cards", "answer", str(first), "good", "--at", "2026-11-26T18:00:00+08:00")
    assert answer == f"{first}\tlearning\t2026-11-26T10:10:00+00:00"
    assert "learning" in lines("cards", "answer", str(first), "1", "--at", "2026-11-26T10:05:00Z")[0]
    assert "earlier" not in fails("cards", "answer", str(first), "3", "--at", "2020-01-01T00:00:00")
    figures = json.loads("\n".join(lines("cards", "stats", "--json")))
    assert figures["reviews"] == 2
    assert figures["by_day"] == {"2026-11-26": 2}
    assert figures["cards"]["learning"] == 1
    assert lines("cards", "undo") == [str(first)]
    assert json.loads("\n".join(lines("cards", "stats", "--json")))["reviews"] == 1


def test_another_retention_reschedules(home: Path) -> None:
    lines("cards", "add", "--term", "自然流", "--direction", "recognise")
    lines("cards", "answer", "1", "easy", "--at", "2026-01-02T12:00:00Z")
    assert lines("cards", "reschedule") == ["0"]
    before = due()
    (home / "settings.toml").write_text("[study]\nretention = 0.75\n", encoding="utf-8")
    assert lines("cards", "reschedule") == ["1"]
    assert due() != before
    assert lines("cards", "reschedule") == ["0"]


def test_cards_of_a_domain_and_in_an_order() -> None:
    (of_domain,) = lines("cards", "add", "--domain", "live commerce", "--direction", "reading", "--order", "frequency")
    assert int(of_domain) > 10
    assert all(row["direction"] == "reading" for row in due())
    (everything,) = lines("cards", "add", "--all", "--direction", "reading", "--order", "random")
    assert int(everything) > int(of_domain)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("undo",), "No answer"),
        (("answer", "99", "good"), "no card 99"),
        (("add", "--term", "沒有這個詞"), "has no"),
        (("add", "--domain", "nothing"), "No term"),
        (("add", "--text", "no-such-text"), "no text or file"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], said: str) -> None:
    assert said in fails("cards", *arguments)


@pytest.mark.parametrize(
    "arguments", [("add",), ("answer", "1", "5"), ("answer", "1", "3", "--at", "noon"), ("due", "--limit", "0")]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert duban("cards", *arguments).returncode == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("retention = 2", "from 0.7 to 0.99"),
        ("retention = true", "from 0.7 to 0.99"),
        ("new_a_day = 1.5", "whole number"),
        ('timezone = "Mars/Base"', "Asia/Shanghai"),
        ("learning_steps = [0]", "[1, 10]"),
        ("weights = [1]", "21 weights"),
        ('directions = ["up"]', "recognise"),
        ("steps = 1", "there is no setting “study.steps”"),
    ],
)
def test_settings_of_study_are_checked(home: Path, line: str, said: str) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(f"[study]\n{line}\n", encoding="utf-8")
    assert said in fails("cards", "due")
    assert duban("texts").returncode == 0  # reading does without them


def test_what_a_sitting_cannot_be_about() -> None:
    """The app is not opened for what cannot be."""
    assert "no text or file" in fails("review", "--text", "nothing")
    assert "No concept is of the domain" in fails("review", "--domain", "nothing")
    assert duban("review", "--cram", "--due-only").returncode == 2
    assert duban("review", "--cards", "0").returncode == 2


def test_wrong_settings_are_said_before_there_is_a_screen(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("[study]\nretention = 5\n", encoding="utf-8")
    assert "study.retention must be a number from 0.7 to 0.99" in fails("review")
    assert "study.retention" in fails("review", "--cram")
    assert duban("texts", "--json").returncode == 0


def test_suspended_cards_are_listed_and_brought_back() -> None:
    lines("cards", "add", "--term", "自然流", "--term", "店播")
    assert lines("cards", "suspend", "1", "3") == ["2"]
    assert lines("cards", "suspend", "1") == ["0"]
    assert [row.split("\t")[0] for row in lines("cards", "list", "--suspended")] == ["1", "3"]
    assert lines("cards", "list", "--flagged") == []
    rows = json.loads("\n".join(lines("cards", "list", "--json")))
    assert [(row["id"], row["suspended"]) for row in rows] == [(1, True), (2, False), (3, True), (4, False)]
    assert {row["id"] for row in due()} == {2, 4}
    assert "no card 99" in fails("cards", "unsuspend", "1", "99")
    assert lines("cards", "unsuspend", "1", "3") == ["2"]
    assert lines("cards", "list", "--suspended") == []
    assert lines("cards", "list")[0].startswith("1\tnew\trecognise\t自然流\t")


def test_what_is_due_leaves_out_siblings_of_what_was_asked() -> None:
    lines("cards", "add", "--term", "自然流")
    lines("cards", "answer", "1", "easy")
    assert due() == []


def test_weights_out_of_bounds_are_said(home: Path) -> None:
    lines("cards", "add", "--term", "自然流")
    (home / "settings.toml").write_text(f"[study]\nweights = {[1.0] * 7 + [9.0] + [0.5] * 13}\n", encoding="utf-8")
    assert "number 8 of study.weights must be from 0.001 to 0.75" in fails("cards", "answer", "1", "good")
