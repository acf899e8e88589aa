"""Exporting, side by side: speed, bytes and memory against pinyin-pro and epub-pinyin, and how fast a browser opens it.

    python -m tests.bench export TEXT [NODE_MODULES]

``TEXT``: a long text, one paragraph a line; its beginning is used in several lengths. ``NODE_MODULES``: a folder with
pinyin-pro (npm), which needs node; the faster of ``html(text)`` and ``html(line)`` for each line is taken, in wall time
on its one thread. Both tiers of the analysis are measured. What is missing (node, epub-pinyin, Playwright, chromium) is
said and left out.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

LENGTHS = (5_000, 50_000, 300_000)
ROUNDS = 3
OPENED = 5
WARM = 2_000
"""Characters that each program has written before it is measured."""
FASTER, SMALLER, SLOWER = 2, 0.25, 2.5
"""What is wanted: times pinyin-pro's speed, its bytes a character, and how long the shortest page takes to open."""

_NODE = """
const { html } = require(process.argv[1] + "/pinyin-pro");
const text = require("fs").readFileSync(process.argv[2], "utf8");
html(text.slice(0, 2000));
const best = { whole: 0, lines: 0 };
let bytes = 0;
for (let i = 0; i < Number(process.argv[3]); i++) {
  const ways = { whole: () => html(text), lines: () => text.split("\\n").map((line) => html(line)).join("\\n") };
  for (const [name, run] of Object.entries(ways)) {
    const start = performance.now();
    const out = run();
    best[name] = Math.max(best[name], text.length / (performance.now() - start) * 1000);
    bytes = Buffer.byteLength(out) / text.length;
  }
}
console.log(JSON.stringify({ ...best, bytes }));
"""
_EXPORT = """
import json, resource, sys, time
from pathlib import Path
from reader.export.formats import export
from reader.export.options import ExportOptions
from reader.session import Session
session = Session.open(lambda words: None)
session.dictionary
source, jobs, fast = session.library.load(sys.argv[1]), int(sys.argv[3]) or None, sys.argv[5] == "fast"
export(session, session.library.load(sys.argv[4]), Path(sys.argv[2]), ExportOptions(), fast=fast)
def spent():
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses), time.perf_counter(), [use.ru_maxrss / 1024 for use in uses]
begun = spent()
export(session, source, Path(sys.argv[2]), ExportOptions(), jobs=jobs, fast=fast)
ended = spent()
print(json.dumps([ended[0] - begun[0], ended[1] - begun[1], *ended[2]]))
"""
_ANALYSE = """
import json, sys, time
from reader.session import Session
session = Session.open(lambda words: None)
session.analyser("warm", fast=sys.argv[2] == "fast")
start = time.process_time()
for shown in session.annotated(sys.argv[1], None, fast=sys.argv[2] == "fast"):
    pass
print(json.dumps(time.process_time() - start))
"""
_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def _run(*command: object) -> Any:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _cut(text: Path, length: int, to: Path) -> int:
    """The first paragraphs of a text, about this many characters; returns how many."""
    size = 0
    with text.open(encoding="utf-8") as lines, to.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(line)
            size += len(line) - 1
            if size >= length:
                break
    return size


def _pages(text: Path, folder: Path) -> Iterator[tuple[int, Path, Path]]:
    for length in LENGTHS:
        part, page = folder / f"{length}.txt", folder / f"{length}.html"
        yield _cut(text, length, part), part, page


def _opened(page: Path) -> tuple[float, float, float]:
    """Seconds until two frames after load, the same with the browser's own start, and milliseconds to first paint."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = time.perf_counter()
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
        window = browser.new_page(viewport={"width": 1200, "height": 900})
        begun = time.perf_counter()
        window.goto(page.as_uri())
        window.evaluate(_FRAMES)
        ended = time.perf_counter()
        paint = window.evaluate(_PAINT)
        browser.close()
    return ended - begun, ended - started, paint


def main(arguments: list[str]) -> None:
    text, modules = Path(arguments[0]), Path(arguments[1]).resolve() if len(arguments) > 1 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages: list[tuple[int, Path]] = []
        warm = folder / "warm.txt"
        _cut(text, WARM, warm)
        for size, part, page in _pages(text, folder):
            tiers = {tier: _exported(size, part, page, warm, tier) for tier in ("fast", "whole")}
            pages.append((size, page))
            _beside("pinyin-pro", partial(_pinyin_pro, modules, part), tiers)
            if size < 2 * LENGTHS[0]:
                _beside("epub-pinyin", partial(_epub_pinyin, part, size), tiers)
        _browser(pages)


class _Exported(NamedTuple):
    """Characters a second of wall time, in one process and in as many as pay, and bytes a character."""

    alone: float
    shared: float
    bytes: float


def _exported(size: int, part: Path, page: Path, warm: Path, tier: str) -> _Exported:
    """Both are warmed up, as pinyin-pro is: what a program that is there already takes for one more text. ``tier``:
    "fast" or "whole"; the page of the last one stays."""
    runs: dict[int, list[list[float]]] = {1: [], 0: []}
    for _ in range(ROUNDS):
        for jobs, found in runs.items():
            found.append(_run(sys.executable, "-c", _EXPORT, part, page, jobs, warm, tier))
    processor, alone, shared = min(r[0] for r in runs[1]), min(r[1] for r in runs[1]), min(r[1] for r in runs[0])
    analysis = min(_run(sys.executable, "-c", _ANALYSE, part, tier) for _ in range(ROUNDS))
    bytes_each = page.stat().st_size / size
    print(
        f"duban {tier:5} {size:7} chars: "
        f"one process {size / alone:8,.0f} c/s ({size / processor:8,.0f} of processor time), "
        f"shared {size / shared:8,.0f} c/s, analysis alone {size / analysis:8,.0f} c/s, {bytes_each:5.1f} B/char, "
        f"peak {max(r[2] for r in runs[1]):4.0f} MiB, shared {max(r[2] for r in runs[0]):4.0f} MiB"
        f" and {max(r[3] for r in runs[0]):4.0f} MiB each"
    )
    return _Exported(size / alone, size / shared, bytes_each)


def _beside(name: str, measure: Callable[[], tuple[str, float, float]], tiers: dict[str, _Exported]) -> None:
    try:
        how, speed, bytes_each = measure()
    except (ImportError, FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"  {name}: left out ({error})")
        return
    print(f"  {name} {how} {speed:8,.0f} c/s, {bytes_each:5.1f} B/char")
    for tier, ours in tiers.items():
        alone, shared = (_against(ours_speed / speed, FASTER) for ours_speed in (ours.alone, ours.shared))
        size = _against(ours.bytes / bytes_each, -SMALLER)
        print(f"    duban {tier:5}: speed x {alone}, shared x {shared}, bytes x {size}")


def _against(ratio: float, limit: float) -> str:
    """A ratio beside its limit: at least, or at most where the limit is negative."""
    held = ratio >= limit if limit > 0 else ratio <= -limit
    return f"{ratio:.2f} ({'≥' if limit > 0 else '≤'} {abs(limit):g} wanted: {'held' if held else 'missed'})"


def _pinyin_pro(modules: Path | None, part: Path) -> tuple[str, float, float]:
    if modules is None:
        raise FileNotFoundError("no node_modules given")
    found = _run("node", "-e", _NODE, modules, part, ROUNDS)
    way = "whole" if found["whole"] > found["lines"] else "lines"
    return "html(text)" if way == "whole" else "html(line) for each line", found[way], found["bytes"]


def _epub_pinyin(part: Path, size: int) -> tuple[str, float, float]:
    from epub_pinyin.text_processor import process_html_content

    source = "".join(f"<p>{line}</p>" for line in part.read_text(encoding="utf-8").splitlines())
    process_html_content("<p>直播</p>")
    started = time.process_time()
    out = process_html_content(source)
    return "process_html_content", size / (time.process_time() - started), len(str(out).encode()) / size


def _browser(pages: list[tuple[int, Path]]) -> None:
    try:
        import playwright  # noqa: F401
    except ImportError as error:
        print(f"Chromium: left out ({error})")
        return
    if shutil.which("chromium") is None:
        print("Chromium: left out (not installed)")
        return
    # Interleaved, so that a busy machine is busy for all of them.
    rounds = [[_opened(page) for _, page in pages] for _ in range(OPENED)]
    first: tuple[float, ...] = ()
    for number, (size, _) in enumerate(pages):
        found = tuple(statistics.median(r[number][which] for r in rounds) for which in range(3))
        first = first or found
        ratios = ", ".join(f"{a / b:.2f}" for a, b in zip(found[1:], first[1:], strict=True))
        print(
            f"Chromium {size:7} chars: load and two frames {found[0]:.2f} s, with its start {found[1]:.2f} s, "
            f"first paint {found[2]:.0f} ms (x {_against(found[0] / first[0], -SLOWER)}, {ratios})"
        )
