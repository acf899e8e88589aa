"""Exporting, side by side: speed, bytes and memory against pinyin-pro and epub-pinyin, and how fast a browser opens it.

    python -m tests.bench export TEXT [NODE_MODULES]

``TEXT``: a long text, one paragraph a line; its beginning is used in several lengths. ``NODE_MODULES``: a folder with
pinyin-pro (npm), which needs node. What is missing (node, epub-pinyin, Playwright, chromium) is said and left out.
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
from typing import Any

LENGTHS = (5_000, 50_000, 300_000)
ROUNDS = 3
OPENED = 5

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
start, wall = time.process_time(), time.perf_counter()
export(session, session.library.load(sys.argv[1]), Path(sys.argv[2]), ExportOptions())
seconds = time.process_time() - start
print(json.dumps([seconds, time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_ANALYSE = """
import json, sys, time
from reader.session import Session
session = Session.open(lambda words: None)
start = time.process_time()
for shown in session.annotated(sys.argv[1], None):
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
        for size, part, page in _pages(text, folder):
            runs = [_run(sys.executable, "-c", _EXPORT, part, page) for _ in range(ROUNDS)]
            seconds, memory = min(run[0] for run in runs), max(run[2] for run in runs)
            analysis = min(_run(sys.executable, "-c", _ANALYSE, part) for _ in range(ROUNDS))
            bytes_each = page.stat().st_size / size
            print(
                f"duban          {size:7} chars {size / seconds:8,.0f} c/s, analysis alone {size / analysis:8,.0f} c/s,"
                f" {bytes_each:5.1f} B/char, peak {memory:4.0f} MiB"
            )
            pages.append((size, page))
            _beside("pinyin-pro", partial(_pinyin_pro, modules, part), size / seconds, bytes_each)
            if size < 2 * LENGTHS[0]:
                _beside("epub-pinyin", partial(_epub_pinyin, part, size), size / seconds, bytes_each)
        _browser(pages)


def _beside(name: str, measure: Callable[[], tuple[float, float]], speed: float, bytes_each: float) -> None:
    try:
        their_speed, their_bytes = measure()
    except (ImportError, FileNotFoundError, subprocess.CalledProcessError) as error:
        print(f"{name}: left out ({error})")
        return
    print(
        f"  {name:12} {their_speed:8,.0f} c/s, {their_bytes:5.1f} B/char: "
        f"duban {speed / their_speed:.2f} x the speed, {bytes_each / their_bytes:.2f} x the bytes"
    )


def _pinyin_pro(modules: Path | None, part: Path) -> tuple[float, float]:
    if modules is None:
        raise FileNotFoundError("no node_modules given")
    found = _run("node", "-e", _NODE, modules, part, ROUNDS)
    return max(found["whole"], found["lines"]), found["bytes"]


def _epub_pinyin(part: Path, size: int) -> tuple[float, float]:
    from epub_pinyin.text_processor import process_html_content

    source = "".join(f"<p>{line}</p>" for line in part.read_text(encoding="utf-8").splitlines())
    process_html_content("<p>直播</p>")
    started = time.process_time()
    out = process_html_content(source)
    return size / (time.process_time() - started), len(str(out).encode()) / size


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
        ratios = ", ".join(f"{a / b:.2f}" for a, b in zip(found, first, strict=True))
        print(
            f"Chromium {size:7} chars: load and two frames {found[0]:.2f} s, with its start {found[1]:.2f} s, "
            f"first paint {found[2]:.0f} ms (x {ratios})"
        )
