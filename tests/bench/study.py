"""Times the flashcards' screen in a pty with ten cards and with a hundred thousand: ``python -m tests.bench study``.

The first front after the start, and from a rating to the next front. Half of the cards are learnt, some of those due;
every four are of one concept of the user's.
"""

import argparse
import shlex
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from glossary.model import Concept, Rendering, Term
from glossary.serialise import concept_to_dict
from glossary.store.record import Record
from glossary.store.study import NewCard, StudyStore
from glossary.study.model import DAY_MS, DIRECTIONS, Memory, Phase
from tests.bench.paint import BARE
from tests.bench.terminal import Terminal

SIZES = (10, 100_000)
COLUMNS, ROWS = 80, 24
ANSWERS = 20
FRONT, BACK = "Space shows the answer", "1 Again"
_SIGNS = "直播电商流量主机构平台货品供应链基地服务"


def fill(path: Path, cards: int) -> None:
    """A record with so many cards."""
    now = round(time.time() * 1000)
    record = Record(path)
    concepts = [_concept(number) for number in range(max(1, cards // 4))]
    record.change_concepts(
        "cards to be timed", {c.id: {**concept_to_dict(c), "origin": "user"} for c in concepts}, datetime.now(UTC)
    )
    store = StudyStore(record)
    ids = store.add((NewCard(c.id, "recognise", "") for c in concepts), now)
    others = [d for d in DIRECTIONS if d not in ("recognise", "cloze")]
    ids += store.add((NewCard(c.id, d, "") for d in others for c in concepts), now)
    learnt = ids[::2][: cards // 2]
    store.remember(
        (card, Memory(Phase.REVIEW, None, 30.0, 5.0, now + (number % 10) * 3 * DAY_MS - DAY_MS, now - 30 * DAY_MS, 3))
        for number, card in enumerate(learnt)
    )
    record.close()


def _concept(number: int) -> Concept:
    signs = "".join(_SIGNS[number // len(_SIGNS) ** place % len(_SIGNS)] for place in range(4))
    return Concept(f"timed-{number}", (Term(signs, signs, ("zhi2",) * 4),), (Rendering(f"thing {number}"),))


def measure(command: Sequence[str], home: Path) -> tuple[float, list[float]]:
    """Seconds to the first front, and from each rating to the next front."""
    terminal = Terminal([*command, "review"], COLUMNS, ROWS, {"DUBAN_HOME": str(home)})
    try:
        terminal.wait_for(FRONT)
        first = time.perf_counter() - terminal.started
        answers = []
        for _ in range(ANSWERS):
            terminal.wait_quiet()
            if FRONT not in terminal.text():
                break
            terminal.type(" ")
            terminal.wait_for(BACK)
            terminal.wait_quiet()
            terminal.type("4")
            answers.append(terminal.wait_for(lambda text: BACK not in text))
        return first, answers
    finally:
        terminal.close()


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench study")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--command", default=f"{shlex.quote(sys.executable)} -m reader")
    options = parser.parse_args(arguments)
    command = shlex.split(options.command)
    firsts: dict[int, list[float]] = {size: [] for size in SIZES}
    answers: dict[int, list[float]] = {size: [] for size in SIZES}
    bare = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            fill(Path(folder) / f"{size}.db", size)
        for number in range(options.rounds):
            terminal = Terminal([sys.executable, "-c", BARE], COLUMNS, ROWS)
            terminal.wait_for("READY")
            bare.append(time.perf_counter() - terminal.started)
            terminal.close()
            for size in SIZES:
                home = Path(folder) / f"home-{number}-{size}"
                home.mkdir()
                shutil.copy(Path(folder) / f"{size}.db", home / "library.db")
                first, took = measure(command, home)
                firsts[size].append(first)
                answers[size] += took
    base = statistics.median(bare)
    print(f"{COLUMNS}×{ROWS} pty, median of {len(bare)} interleaved rounds; bare Textual app {base * 1000:.0f} ms")
    print(f"{'cards':>10}{'first front':>14}{'× bare':>8}{'answer to front':>18}{'worst':>9}")
    for size in SIZES:
        first, took = statistics.median(firsts[size]), answers[size]
        print(
            f"{size:>10,}{first * 1000:11.0f} ms{first / base:8.2f}{statistics.median(took) * 1000:15.0f} ms"
            f"{max(took) * 1000:6.0f} ms"
        )
    ratio = statistics.median(firsts[SIZES[1]]) / statistics.median(firsts[SIZES[0]])
    print(f"many against few: {ratio:.2f}")
    print("limits: many against few 1.2, answer to front 50 ms")
