"""Throws damaged files at import: only a text or one clear sentence may come of any, within bounded time.

    python -m tests.texts.fuzz --count 10000 [--format epub] [--seed 1]

Real files are damaged in every way that transport and malice know: bits, bytes and chunks flipped, cut, repeated and
mixed between files; of archives the entries are damaged and packed again, so that their sums are right. A file that
does harm is kept in the folder that the run names.
"""

import argparse
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from reader.errors import USER_ERRORS
from texts.importers import pdf_worker
from texts.importers.detect import kind_of
from texts.importers.formats import read
from texts.importers.model import Incoming

SAMPLES = Path(__file__).parent / "samples"
SLOWEST = 10.0
"""Seconds that a file may take, of the processor's time; a PDF's process has its own limit."""
_LARGEST = 120_000
"""Bytes of a sample that are used, so that a run is quick."""
_ARCHIVES = frozenset({"epub", "docx"})
_SPECIAL = (
    b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"<!DOCTYPE x [",
    b"\r\n", b"</", b'"', b"'", b"&#x110000;", b"&#xd800;", b"-->", b"00:00:01,000 --> 00:00:02,000\n",
    b"99:99:99,999 --> 0:0", b"%PDF-1.7", b"endobj", b"stream\n", b"/Kids [2 0 R]", b"/Length 99999999999",
    b"\x1f\x8b\x08", b"PK\x03\x04", b"#", b"```\n", b"---\n", b"|", b"1" * 40, b"\xed\xa0\x80", b"\x80" * 9,
    "字".encode(), "字".encode("gb18030"), b"<rt>", b"</p>",
)  # fmt: skip


class Finding(Struct):
    """A file that did what none may do."""

    kind: str
    number: int
    why: str
    data: bytes


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """The sound files of a format."""
    if kind == "page":
        return (_page(),)
    found = []
    for path in sorted(SAMPLES.iterdir()):
        if path.is_file() and path.name != "README.md" and path.suffix != ".py" and kind_of(path, path.name) == kind:
            data = path.read_bytes()
            found.append(data if kind in (*_ARCHIVES, "pdf") else data[:_LARGEST])
    if kind == "subtitles":
        found += [_SRT.encode(), _SRT.encode("gb18030"), _VTT.encode(), _SRT.encode("utf-16")]
    if kind == "text":
        found += [found[0][:20_000], found[-1].decode("utf-8", "replace")[:9_000].encode("utf-16")]
    if kind == "pdf":
        found = [data for data in found if len(data) < _LARGEST] * 3 + found
    return tuple(found)


_SRT = "1\n00:00:01,000 --> 00:00:03,000\n我们今天谈谈<i>直播</i>。\nToday we talk.\n\n" * 3
_VTT = "WEBVTT\n\nNOTE x\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v 王五>你好&amp;<c.red>再见</c></v>\n\n" * 3


def _page() -> bytes:
    """A page that duban exports."""
    from click.testing import CliRunner

    from reader.cli import main

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("直播电商的自然流。\n主播在直播间里。\n", encoding="utf-8")
        out = Path(folder) / "page.html"
        run = CliRunner().invoke(main, ["export", str(Path(folder) / "a.txt"), "-o", str(out), "--fast"])
        assert run.exit_code == 0, run.output
        return out.read_bytes()


def _chunk(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(rng.paretovariate(0.6)))


def _flip(rng: random.Random, data: bytes, _: bytes) -> bytes:
    out = bytearray(data)
    for _number in range(rng.randint(1, 30)):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _put(rng: random.Random, data: bytes, _: bytes) -> bytes:
    for _number in range(rng.randint(1, 6)):
        start, end = _chunk(rng, data)
        data = data[:start] + rng.choice(_SPECIAL) * rng.choice((1, 1, 2, 50)) + data[rng.choice((start, end)) :]
    return data


def _cut(rng: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.7 else data[rng.randrange(len(data) + 1) :]


def _drop(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _chunk(rng, data)
    return data[:start] + data[end:]


def _repeat(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _chunk(rng, data)
    times = rng.choice((2, 3, 20, 300))
    return data[:start] + data[start:end] * min(times, 1 + 2_000_000 // max(1, end - start)) + data[end:]


def _splice(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _chunk(rng, other)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start : max(end, start + 400)] + data[at if rng.random() < 0.5 else at + end - start :]


def _join(rng: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


def _noise(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _chunk(rng, data)
    return data[:start] + rng.randbytes(min(end - start, 5_000)) + data[end:]


MUTATORS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _flip, _put, _put, _cut, _drop, _repeat, _splice, _join, _noise,
)  # fmt: skip


def mutated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """A file with one to four damages."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(MUTATORS)(rng, data, other)[:4_000_000]
    return data


def repacked(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """An archive whose entries are damaged, renamed, lost or doubled, and packed as if nothing were."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    texts = [n for n, (name, content) in enumerate(entries) if content and not name.endswith((".jpg", ".png"))]
    for _ in range(rng.choice((1, 1, 2, 5))):
        number = rng.choice(texts)
        name, content = entries[number]
        match rng.randrange(12):
            case 0:
                name = rng.choice(
                    ("../" + name, "/" + name, name.upper(), name + "\0", "x" * 300, name.replace("/", "\\"))
                )
            case 1:
                entries.append((name, mutated(rng, content, content)))
            case 2:
                content = rng.choice(entries)[1]
            case _:
                content = mutated(rng, content, rng.choice(entries)[1] if rng.random() < 0.5 else other)
        entries[number] = (name, content)
    out = io.BytesIO()
    import warnings

    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive,
    ):
        warnings.simplefilter("ignore")  # names that stand there twice
        for name, content in entries:
            archive.writestr(name or "x", content)
    return out.getvalue()


def damaged(kind: str, rng: random.Random) -> bytes:
    """A damaged file of a format."""
    pool = seeds(kind)
    data, other = rng.choice(pool), rng.choice(pool)
    if kind in _ARCHIVES and rng.random() < 0.75:
        data = repacked(rng, data, other)
        return data if rng.random() < 0.9 else mutated(rng, data, other)
    return mutated(rng, data, other)


def opened(path: Path, kind: str, by_content: bool) -> str:
    """Open a file and take all of it; what came of it in a word. Raises what nobody may raise."""
    try:
        if kind == "page":
            from reader.export.incoming import page_of

            incoming: Incoming = page_of(path)[0]
        else:
            name = f"file.{kind}"
            incoming = read(path, name, kind_of(path, name) if by_content else kind)
        count = 0
        for paragraph in incoming.paragraphs:
            count += 1
            assert isinstance(paragraph.text, str)
            assert paragraph.level >= 1
            assert paragraph.translation is None or isinstance(paragraph.translation, str)
        assert incoming.meta.title_zh.strip()
        assert all(isinstance(note, str) for note in incoming.notes)
    except USER_ERRORS as error:
        sentence = str(error)
        assert sentence.strip().endswith((".", "!", "”", ")")), sentence
        assert "\n" not in sentence, sentence
        return "refused"
    return "read" if count else "empty"


def run(kind: str, count: int, seed: int, folder: Path, first: int = 0) -> Iterator[tuple[str, float, Finding | None]]:
    """Try so many damaged files; what came of each, the seconds it took, and what is wrong with that."""
    path = folder / f"fuzz.{kind}"
    for number in range(first, first + count):
        rng = random.Random(f"{kind} {seed} {number}")
        data = damaged(kind, rng)
        path.write_bytes(data)
        start = time.process_time()
        why = ""
        what = "harm"
        try:
            what = opened(path, kind, by_content=rng.random() < 0.2)
        except Exception:
            why = traceback.format_exc()
        seconds = time.process_time() - start
        if not why and seconds > SLOWEST:
            why = f"it took {seconds:.0f} s"
        yield what, seconds, Finding(kind, number, why, data) if why else None


class Forked:
    """A PDF's process, forked from this one with all it needs: the same work under the same limits, and a tenth of the
    time to begin."""

    def __init__(self, command: list[str], **_: object) -> None:
        read_end, write_end = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                os.dup2(write_end, 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                sys.argv = ["pdf_worker", command[-1]]
                code = pdf_worker.main()
                sys.stdout.flush()
            finally:
                os._exit(code)
        os.close(write_end)
        self.stdout = os.fdopen(read_end, "rb")
        self._code: int | None = None

    def kill(self) -> None:
        """End it."""
        if self._code is None:
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code; negative for the signal that ended it."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return self._code


KINDS = ("text", "markdown", "html", "page", "epub", "docx", "pdf", "subtitles")


def main() -> int:
    """The whole run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--format", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file, to go on or to try one again")
    parser.add_argument("--start", action="store_true", help="start a process for each PDF, as duban does, not fork it")
    options = parser.parse_args()
    if not options.start and hasattr(os, "fork"):
        import pypdfium2  # noqa: F401

        subprocess.Popen = Forked  # type: ignore[misc,assignment]
    kept = Path(tempfile.mkdtemp(prefix="duban-fuzz-"))
    harmful = 0
    for kind in options.format or KINDS:
        outcomes: Counter[str] = Counter()
        slowest = (0.0, 0)
        start = time.monotonic()
        for number, (what, seconds, finding) in enumerate(run(kind, options.count, options.seed, kept, options.first)):
            outcomes[what] += 1
            if number % 500 == 499:
                print(f"{kind}: {number + 1}", file=sys.stderr, flush=True)
            slowest = max(slowest, (seconds, options.first + number))
            if finding is not None:
                harmful += 1
                place = kept / f"{kind}-{finding.number}"
                place.write_bytes(finding.data)
                print(f"{place}:\n{finding.why}", flush=True)
        spent = time.monotonic() - start
        print(f"{kind}: {dict(outcomes)}, slowest {slowest[0]:.2f} s (no. {slowest[1]}), {spent:.0f} s", flush=True)
    if not harmful:
        shutil.rmtree(kept)
    print(f"{harmful} did harm" + (f", kept in {kept}" if harmful else ""))
    return 1 if harmful else 0


if __name__ == "__main__":
    sys.exit(main())
