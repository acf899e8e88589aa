"""Exporting, side by side: speed, bytes and memory against pinyin-pro and epub-pinyin, and how fast a browser opens it.

    python -m tests.bench export TEXT [NODE_MODULES]

``TEXT``: a long text, one paragraph a line; its beginning is used in several lengths. ``NODE_MODULES``: a folder with
pinyin-pro (npm), which needs node; the faster of ``html(text)`` and ``html(line)`` for each line is taken. What is
missing (node, epub-pinyin, Playwright, chromium) is said and left out.

How speed is measured: both programs run in a process that is there already, and are warmed up with the stretch of the
text that follows the measured one and is as long; then they take the measured one several times over. "New" is the
first time, where duban has words to look up that it has not met before; "again" the best of the others, where it has
met them all and node's compiler has seen everything. Wall time, and the processor time of all threads, which is what
counts on a busy machine (node collects its rubbish on a second one); the best of several processes, which take turns,
so that a busy machine is busy for all. What duban writes is a whole page, meanings included, in a file that is on the
disk; pinyin-pro's string is thrown away.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

LENGTHS = (5_000, 50_000, 300_000)
ROUNDS = 3
OPENED = 5
TIMES = 4
"""How often each process takes a text."""
FASTER, SMALLER, SLOWER = 2, 0.25, 2.5
"""What is wanted: times pinyin-pro's speed, its bytes a character, and how long the shortest page takes to open."""

_NODE = """
const { html } = require(process.argv[1] + "/pinyin-pro");
const read = (path) => require("fs").readFileSync(path, "utf8");
const [text, other] = [read(process.argv[2]), read(process.argv[3])], way = process.argv[4], times = process.argv[5];
const run = way === "html(text)" ? html : (text) => text.split("\\n").map((line) => html(line)).join("\\n");
run(other);
const took = [], processor = [];
let bytes = 0;
for (let i = 0; i < times; i++) {
  const start = performance.now(), before = process.cpuUsage();
  const out = run(text);
  took.push((performance.now() - start) / 1000);
  const { user, system } = process.cpuUsage(before);
  processor.push((user + system) / 1e6);
  bytes = Buffer.byteLength(out);
}
console.log(JSON.stringify({ took, processor, bytes }));
"""
_EXPORT = """
import json, resource, sys, time
from pathlib import Path
from reader.export.formats import export
from reader.export.options import ExportOptions
from reader.session import Session
text, other, out, jobs, tier, times = sys.argv[1:]
session = Session.open(lambda words: None)
session.dictionary
def run(source):
    export(session, source, Path(out), ExportOptions(), jobs=int(jobs) or None, fast=tier == "fast")
source = session.library.load(text)
run(session.library.load(other))
took, processor = [], []
for _ in range(int(times)):
    begun = time.perf_counter(), time.process_time()
    run(source)
    took.append(time.perf_counter() - begun[0])
    processor.append(time.process_time() - begun[1])
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"took": took, "processor": processor, "peaks": peaks}))
"""
_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def _run(*command: object) -> Any:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _cut(lines: Iterator[str], length: int, to: Path) -> int:
    """The next paragraphs of a text, about this many characters; returns how many."""
    size = 0
    with to.open("w", encoding="utf-8") as out:
        for line in lines:
            out.write(line)
            size += len(line) - 1
            if size >= length:
                break
    return size


class _Part(NamedTuple):
    """A text to be written, how long it is, another one of its length, and the page that it becomes."""

    size: int
    text: Path
    other: Path
    page: Path


def _parts(text: Path, folder: Path) -> Iterator[_Part]:
    for length in LENGTHS:
        part = _Part(0, *(folder / f"{length}{end}" for end in (".txt", "-other.txt", ".html")))
        with text.open(encoding="utf-8") as lines:
            size = _cut(lines, length, part.text)
            if not _cut(lines, length, part.other):
                raise SystemExit(f"{text} is too short: {2 * LENGTHS[-1]:,} characters are wanted.")
        yield part._replace(size=size)


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
        parts = list(_parts(text, Path(name)))
        for part in parts:
            _side_by_side(part, modules)
            if part.size < 2 * LENGTHS[0]:
                _epub_pinyin(part)
        _browser([(part.size, part.page) for part in parts])


_OURS = [("fast", 1), ("whole", 1), ("whole", 0)]
"""Tier, and how many processes share the work; 0: as many as pay. The first tier is never shared."""
_WHEN = ("new", "again")
_THEIRS = ["html(text)", "html(line) for each line"]


def _side_by_side(part: _Part, modules: Path | None) -> None:
    ours: dict[tuple[str, int], list[Any]] = {way: [] for way in _OURS}
    theirs: dict[str, list[Any]] = {way: [] for way in _THEIRS}
    missing = "no folder with it was given" if modules is None else ""
    for _ in range(ROUNDS):
        for tier, jobs in _OURS:
            run = _run(sys.executable, "-c", _EXPORT, part.text, part.other, part.page, jobs, tier, TIMES)
            ours[tier, jobs].append(run | {"bytes": part.page.stat().st_size})
        for way in () if missing else _THEIRS:
            try:
                theirs[way].append(_run("node", "-e", _NODE, modules, part.text, part.other, way, TIMES))
            except (FileNotFoundError, subprocess.CalledProcessError) as error:
                missing = str(error)
    other: list[Any] = []
    if missing:
        print(f"pinyin-pro: left out ({missing})")
    else:
        way = min(theirs, key=lambda way: _best(theirs[way], "took")[1])
        other = theirs[way]
        print(f"pinyin-pro   {_figures(part, other)}, by {way}")
    for (tier, jobs), runs in ours.items():
        own, children = (max(run["peaks"][which] for run in runs) for which in (0, 1))
        peaks = f"peak {own:4.0f} MiB" + ("" if jobs else f" and {children:4.0f} MiB each")
        print(f"duban {tier:5}  {_figures(part, runs)}, {'one process' if jobs else 'shared'}, {peaks}")
        if other:
            size = _against(runs[0]["bytes"] / other[0]["bytes"], -SMALLER)
            wall, processor = (_ratios(other, runs, kind) for kind in ("took", "processor"))
            print(f"    wall time: {wall}; " + (f"processor: {processor}; " if jobs else "") + f"bytes x {size}")


def _best(runs: list[Any], kind: str) -> tuple[float, float]:
    """Seconds for a text that is new, and for one that is not, the best of all processes."""
    return min(run[kind][0] for run in runs), min(min(run[kind][1:]) for run in runs)


def _figures(part: _Part, runs: list[Any]) -> str:
    new, again = (part.size / seconds for seconds in _best(runs, "took"))
    processor = part.size / _best(runs, "processor")[1]
    return (
        f"{part.size:7} chars: new {new:8,.0f} c/s, again {again:8,.0f} c/s ({processor:8,.0f} of processor time), "
        f"{runs[0]['bytes'] / part.size:5.1f} B/char"
    )


def _ratios(theirs: list[Any], ours: list[Any], kind: str) -> str:
    ratios = [a / b for a, b in zip(_best(theirs, kind), _best(ours, kind), strict=True)]
    return ", ".join(
        f"{name} x {_against(ratio, FASTER)}" for name, ratio in zip(("new", "again"), ratios, strict=True)
    )


def _against(ratio: float, limit: float) -> str:
    """A ratio beside its limit: at least, or at most where the limit is negative."""
    held = ratio >= limit if limit > 0 else ratio <= -limit
    return f"{ratio:.2f} ({'≥' if limit > 0 else '≤'} {abs(limit):g} wanted: {'held' if held else 'missed'})"


def _epub_pinyin(part: _Part) -> None:
    try:
        from epub_pinyin.text_processor import process_html_content
    except ImportError as error:
        print(f"epub-pinyin: left out ({error})")
        return
    source = "".join(f"<p>{line}</p>" for line in part.text.read_text(encoding="utf-8").splitlines())
    process_html_content("<p>直播</p>")
    started = time.process_time()
    out = process_html_content(source)
    speed, size = part.size / (time.process_time() - started), len(str(out).encode()) / part.size
    print(f"epub-pinyin  {part.size:7} chars: {speed:8,.0f} c/s, {size:5.1f} B/char")


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
