"""What may be kept as a translation, and what never."""

import pytest

from reader.text.translate.answers import fault_of, needs_translation, tidied

TEXT = "杭州的直播电商很热闹。"


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        " \n",
        ["The city"],
        TEXT,
        "杭州的直播电商很热闹",
        "杭州的直播電商很熱鬧。",
        "<!DOCTYPE html><html></html>",
        "Error <div>404</div>",
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY",
        "...",
        "word " * 400,
    ],
)
def test_no_translation(answer: object) -> None:
    assert fault_of(TEXT, answer) is not None


@pytest.mark.parametrize("answer", ["Hangzhou is lively.", "Hangzhou (杭州) is lively.", "a < b, and c > d"])
def test_a_translation(answer: str) -> None:
    assert fault_of(TEXT, answer) is None


def test_what_has_no_chinese_needs_none() -> None:
    assert not needs_translation("MCN 2025")
    assert fault_of("MCN 2025", "MCN 2025") is None


def test_a_paragraph_is_one_line() -> None:
    assert tidied(" One\nline \u2028here ") == "One line here"
