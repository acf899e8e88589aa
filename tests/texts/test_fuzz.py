"""Damaged files of every format give a text or one sentence; the whole run is ``python -m tests.texts.fuzz``."""

import random
import time
from pathlib import Path

import pytest

from tests.texts.fuzz import KINDS, SLOWEST, run
from texts.importers.pdf_columns import lines_of
from texts.importers.pdf_edges import Sheet, without_edges
from texts.importers.pdf_habits import Habits
from texts.importers.pdf_join import Joiner
from texts.importers.pdf_lines import Raised, pieces_of, rows_of
from texts.importers.pdf_records import Page, Span
from texts.model import Paragraph

_COUNTS = {"pdf": 12, "page": 25, "html": 120}
"""A process for each PDF, and a whole page, take longer than the others."""


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_do_no_harm(tmp_path: Path, kind: str) -> None:
    if kind == "pdf":
        pytest.importorskip("pypdfium2")
    for _, seconds, finding in run(kind, _COUNTS.get(kind, 200), 7, tmp_path):
        assert finding is None, f"{finding.kind} {finding.number}: {finding.why}"
        assert seconds < SLOWEST


def laid_out(pages: list[Page]) -> list[Paragraph]:
    habits = Habits()
    joiner = Joiner(habits, {1: {"字": 1}})
    found: list[Paragraph] = []
    for sheet in without_edges(Sheet(n, page.width, page.height, rows_of(page)) for n, page in enumerate(pages)):
        lines = lines_of(pieces_of(sheet.rows, Raised()))
        habits.learn(lines)
        found += joiner.join(lines, sheet.number)
    return found + list(joiner.end())


@pytest.mark.parametrize("seed", range(60))
def test_characters_anywhere_on_a_page_are_lines(seed: int) -> None:
    rng = random.Random(seed)
    texts = [
        "直播电商的自然流。",
        "字",
        "a word",
        "1",
        "[3]",
        "— 4 —",
        "第一章",
        "zhí",
        "....... 5",
        "\ufffd",
        " ",
        "图1 说明",
    ]

    def span() -> Span:
        size = rng.choice((0.01, 6, 10, 10, 10, 14, 900))
        left, base = (
            rng.choice((rng.uniform(0, 600), 72.0)),
            rng.choice((rng.uniform(-5, 850), 700 - 16 * rng.randrange(40))),
        )
        text = rng.choice(texts) * rng.choice((1, 1, 3))
        return Span(text, left, base, left + rng.choice((0.0, len(text) * size, 1e6)), size, rng.random() < 0.2)

    pages = [Page(595, 842, [span() for _ in range(rng.choice((0, 1, 5, 200)))]) for _ in range(6)]
    found = laid_out(pages)
    assert all(paragraph.text.strip() for paragraph in found)


def test_pages_of_very_many_pieces_take_no_more_than_their_share_of_time() -> None:
    rng = random.Random(1)
    count = 8_000
    rows = [Span("字1", 13.0 * n, 700 - 7.0 * (n % 2), 13.0 * n + 9, (10.0, 5.0)[n % 2], False) for n in range(count)]
    grid = [
        Span("字", 30.0 * (n % 200), 800.0 - 3 * (n // 200), 30.0 * (n % 200) + 9, 10.0, False) for n in range(count)
    ]
    anywhere = [Span("a", rng.uniform(0, 1e4), rng.uniform(0, 1e4), 1e4, 10.0, False) for n in range(count)]
    for spans in (rows, grid, anywhere):
        start = time.process_time()
        laid_out([Page(595, 842, spans)])
        assert time.process_time() - start < 8
