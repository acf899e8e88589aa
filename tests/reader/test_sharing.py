"""A text analysed by several processes."""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from glossary.model import Term
from glossary.termbase import Termbase
from reader import sharing
from reader.sharing import Recipe, annotated
from reader.text.model import AnnotatedParagraph
from reader.text.pipeline import Corrections, CutFix, ReadingFix
from texts.library import FIRST_TEXT, Library
from texts.model import Paragraph

ARTICLE = Library(Path("none")).load(FIRST_TEXT).paragraphs
TEXT = [*ARTICLE, Paragraph("一"), Paragraph(""), Paragraph("得\ud800\0"), *ARTICLE, *ARTICLE]
OWN = Term(hans="直播间里", hant="直播間裡", readings=("zhi2", "bo1", "jian1", "li3"))
FIXES = Corrections(
    [ReadingFix("杭州", ("hang2", "zhou4")), ReadingFix("直播", ("zhi4", "bo4"), (len(ARTICLE) + 8, 10))],
    [CutFix("电商", (1, 1)), CutFix("主播", (1, 1), (len(ARTICLE) + 9, 0))],
)


def recipe(fast: bool = False) -> Recipe:
    return Recipe([("own", OWN), *Termbase.open().index.names], FIXES, fast)


def analysed(jobs: int, fast: bool = False, text: Sequence[Paragraph] = TEXT) -> list[AnnotatedParagraph]:
    return list(annotated(text, "hant", recipe(fast), recipe(fast).analyser(), jobs))


@pytest.mark.parametrize(("forks", "fast"), [(True, False), (True, True), (False, False)])
def test_shared_work_is_the_same_work(monkeypatch: pytest.MonkeyPatch, forks: bool, fast: bool) -> None:
    """By processes that take over this one's memory, and by fresh ones, to which everything is handed."""
    monkeypatch.setattr(sharing, "_may_fork", lambda: forks and sharing.CAN_FORK)
    alone = analysed(1, fast)
    assert analysed(2, fast) == alone
    tokens = [token for paragraph in alone for token in paragraph.tokens]
    assert {"own"} < {token.term for token in tokens}
    assert any(token.readings == ("hang2", "zhou4") for token in tokens)
    assert not multiprocessing.active_children()


def test_what_nobody_wants_any_more_is_stopped() -> None:
    stream = annotated(TEXT, "hant", recipe(), recipe().analyser(), 2)
    assert next(stream).index == 0
    assert multiprocessing.active_children()
    stream.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_processes_that_die_lose_nothing() -> None:
    long = TEXT * 4
    found: list[AnnotatedParagraph] = []
    for paragraph in annotated(long, "hant", recipe(), recipe().analyser(), 2):
        if not found:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
        found.append(paragraph)
    assert found == analysed(1, text=long)


def test_the_first_tier_is_shared_only_if_somebody_says_so() -> None:
    stream = annotated(TEXT * 4, "hant", recipe(True), recipe(True).analyser(), None)
    next(stream)
    assert not multiprocessing.active_children()


def test_a_short_text_starts_no_process() -> None:
    assert len(list(annotated(ARTICLE, "hant", recipe(), recipe().analyser(), None))) == len(ARTICLE)
    stream = annotated(ARTICLE[:2], "hant", recipe(), recipe().analyser(), 2)
    next(stream)
    assert not multiprocessing.active_children()
