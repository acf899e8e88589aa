"""The real thing: the bundled article as it was scraped, against its text as proofread by a person."""

import json
from importlib.resources import files

import pytest

from texts.repair import Repaired, repair

ARTICLE = files("texts").joinpath("articles/hangzhou-live-commerce")
ONLY_A_PERSON_CAN_DECIDE: dict[tuple[int, str], str] = {}
"""(paragraph, what repair makes of it) → what the proofreader decided. None, so far."""


@pytest.fixture(scope="module")
def raw() -> str:
    return ARTICLE.joinpath("raw.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def repaired(raw: str) -> Repaired:
    return repair(raw)


def test_repair_gives_the_proofread_text(repaired: Repaired) -> None:
    proofread = ARTICLE.joinpath("zh.txt").read_text("utf-8").splitlines()
    differing = {
        (number, ours): theirs
        for number, (ours, theirs) in enumerate(zip(repaired.paragraphs, proofread, strict=True))
        if ours != theirs
    }
    assert differing == ONLY_A_PERSON_CAN_DECIDE


def test_repairing_twice_changes_nothing(repaired: Repaired) -> None:
    again = repair(repaired.text)
    assert again.text == repaired.text
    assert again.repairs == ()


def test_every_repair_says_what_stood_where_and_what_stands_there_now(raw: str, repaired: Repaired) -> None:
    assert repaired.repairs
    for r in repaired.repairs:
        assert raw[r.raw_start : r.raw_end] == r.before
        assert repaired.paragraphs[r.paragraph][r.start : r.end] == r.after
        assert 0 < r.certainty <= 1


def test_the_raw_text_can_be_had_back_from_the_repairs(raw: str, repaired: Repaired) -> None:
    lines = []
    for number, paragraph in enumerate(repaired.paragraphs):
        for r in sorted((r for r in repaired.repairs if r.paragraph == number), key=lambda r: -r.start):
            paragraph = paragraph[: r.start] + r.before + paragraph[r.end :]
        lines.append(paragraph)
    assert lines == [line.strip() for line in raw.splitlines() if line.strip()]


def test_the_report_is_json_and_shows_what_is_doubtful(repaired: Repaired) -> None:
    report = json.loads(json.dumps(repaired.report(), ensure_ascii=False))
    assert len(report["repairs"]) == len(repaired.repairs)
    doubtful = [r for r in report["repairs"] if r["uncertain"]]
    assert len(doubtful) == len(repaired.uncertain)
    # 他/她認為: one vanished byte tells them apart, so a person must look.
    assert any(r["after"] == "。”他認" for r in doubtful)
