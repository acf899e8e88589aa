"""Time to first paint, to the annotated screen, and of a toggle, in a pty, against a bare Textual app.

    python -m tests.bench paint [--rounds 7] [--command "duban"]

Rounds are interleaved, so that a slow spell of the machine hits all alike. The first row starts in an empty home, the
others in a copy of one in which duban has run before. Limits are those the project set itself; the table only prints,
nothing fails by the clock. Run it on an installed duban (``--command duban``) or with bytecode written.
"""

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""
COLUMNS, ROWS = 120, 40
LONG_CHARACTERS = 880_000


def long_text(folder: Path) -> Path:
    """A text of 880,000 characters: the bundled article's paragraphs over and over, each numbered anew."""
    article = Path(__file__).parents[2] / "texts/articles/hangzhou-live-commerce/zh.txt"
    lines = article.read_text(encoding="utf-8").split("\n")
    size = number = 0
    path = folder / "long.txt"
    with path.open("w", encoding="utf-8") as out:
        while size < LONG_CHARACTERS:
            for line in filter(None, lines):
                number += 1
                numbered = f"{line}（{number}）" if number > 1 else line
                out.write(numbered + "\n")
                size += len(numbered)
    return path


@dataclass
class Runs:
    """Seconds of every round by what was measured."""

    first: list[float]
    annotated: list[float]
    toggles: list[float]
    memory: list[float]


def _plain(character: str) -> Callable[[str], bool]:
    return lambda screen: character in screen


def measure(command: Sequence[str], home: Path, first: str, annotated: str, keys: Sequence[tuple[str, str]]) -> Runs:
    """One start: first paint of ``first``, then ``annotated``, then each key until its word stands in the status."""
    terminal = Terminal(command, COLUMNS, ROWS, {"DUBAN_HOME": str(home)})
    try:
        terminal.wait_for(_plain(first))
        painted = time.perf_counter() - terminal.started
        terminal.wait_for(_plain(annotated))
        ready = time.perf_counter() - terminal.started
        toggles = []
        for key, word in keys:
            terminal.wait_quiet()
            terminal.type(key)
            toggles.append(terminal.wait_for(_plain(word)))
        return Runs([painted], [ready], toggles, [terminal.memory()])
    finally:
        terminal.close()


TOGGLES = (("s", "simplified"), ("p", "no readings"), ("p", "on terms"), ("z", "zhuyin"), ("e", "English beside"))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench paint")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--command", default=f"{shlex.quote(sys.executable)} -m reader")
    options = parser.parse_args(arguments)
    duban = shlex.split(options.command)
    with tempfile.TemporaryDirectory() as folder:
        long = long_text(Path(folder))
        bare: list[float] = []
        names = ("article, first run", "article", "880,000 chars")
        rows: dict[str, Runs] = {name: Runs([], [], [], []) for name in names}
        used = Path(folder) / "used"
        _use_once(duban, used)
        for round_number in range(options.rounds):
            run = measure([sys.executable, "-c", BARE], Path(folder), "READY", "READY", ())
            bare += run.first
            for number, (name, command) in enumerate(
                zip(
                    names, (duban, [*duban, "read", "hangzhou-live-commerce"], [*duban, "read", str(long)]), strict=True
                )
            ):
                home = Path(folder) / f"home-{round_number}-{number}"
                if number:
                    shutil.copytree(used, home)
                run = measure(command, home, "林", "Lín", TOGGLES)
                into = rows[name]
                into.first += run.first
                into.annotated += run.annotated
                into.toggles += run.toggles
                into.memory += run.memory
    _print(bare, rows)


def _use_once(duban: Sequence[str], home: Path) -> None:
    """A home in which duban has been used: the dictionary's index is built."""
    environment = {**os.environ, "DUBAN_HOME": str(home)}
    subprocess.run([*duban, "lookup", "直播"], env=environment, check=True, capture_output=True)


def _print(bare: list[float], rows: dict[str, Runs]) -> None:
    base = statistics.median(bare)
    print(f"{COLUMNS}×{ROWS} pty, median of {len(bare)} interleaved rounds; bare Textual app {base * 1000:.0f} ms")
    print(f"{'':22}{'first paint':>14}{'× bare':>8}{'annotated':>12}{'× bare':>8}{'toggle':>9}{'worst':>8}{'MiB':>6}")
    for name, runs in rows.items():
        first, ready = statistics.median(runs.first), statistics.median(runs.annotated)
        toggle, worst = statistics.median(runs.toggles), max(runs.toggles)
        print(
            f"{name:22}{first * 1000:11.0f} ms{first / base:8.2f}{ready * 1000:9.0f} ms{ready / base:8.2f}"
            f"{toggle * 1000:6.0f} ms{worst * 1000:5.0f} ms{statistics.median(runs.memory):6.0f}"
        )
    article, long = (statistics.median(rows[name].first) for name in ("article", "880,000 chars"))
    print(f"long text against article: {long / article:.2f}")
    print("limits: first paint 1.6 × bare, annotated 3 × bare, long text 1.5 × article, toggle 50 ms")
