"""Glosses with terms, dictionary, names and figures."""

from collections.abc import Iterator

import pytest

from reader.session import Session
from texts.model import Paragraph

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.fixture
def session() -> Iterator[Session]:
    session = Session.open(lambda _: None)
    yield session
    session.close()


def lines(session: Session, text: str) -> list[str]:
    annotated = session.analyser("-").annotate(0, Paragraph(text), "hans")
    return [line for _, line in session.glossing.lines(annotated)]


def test_a_line_for_each_sentence(session: Session) -> None:
    found = lines(session, "店播的自然流很高。今天下雨。")
    assert found == ["store livestreaming · ’s · organic traffic · very · high.", "today · rain."]


def test_figures_are_told_as_one_and_terms_stand(session: Session) -> None:
    assert lines(session, "双11成交额达3640.06亿元。")[0].endswith("CNY 364.006 billion.")
    assert lines(session, "销量同比增长3成。")[0].endswith("year on year · 30%.")
    assert lines(session, "销量环比增长2.3个百分点。")[0].endswith("month on month · up 2.3 percentage points.")
    assert lines(session, "双11来了。")[0].startswith("Double 11 · ")


def test_names_are_read(session: Session) -> None:
    assert lines(session, "李晓彤说话了。")[0].startswith("Lǐ Xiǎotóng · ")


def test_traditional_text_is_glossed_alike(session: Session) -> None:
    assert lines(session, "店播的自然流很高。") == lines(session, "店播的自然流很高。".replace("高", "高"))
    assert lines(session, "供應鏈很長。") == lines(session, "供应链很长。")


@pytest.mark.parametrize("text", ["", "。。。", "MCN 2025", "\ud800中", "a" * 500, "的的的", "１２３"])
def test_any_text_gets_a_line_or_none(session: Session, text: str) -> None:
    assert isinstance(lines(session, text), list)
