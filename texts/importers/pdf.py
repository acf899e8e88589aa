"""PDF with a text layer: its characters by PDFium in a process of its own, their order and paragraphs by duban."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from threading import Timer
from typing import IO, TypeVar

from msgspec import MsgspecError, msgpack
from msgspec.structs import replace

from texts.importers.model import ImportFaultError, Incoming
from texts.importers.pdf_columns import lines_of
from texts.importers.pdf_edges import Sheet, without_edges
from texts.importers.pdf_habits import Habits
from texts.importers.pdf_join import Joiner, squeezed
from texts.importers.pdf_lines import Raised, pieces_of, plain, rows_of
from texts.importers.pdf_notes import without_notes
from texts.importers.pdf_records import Head, Page
from texts.importers.plain import stem
from texts.importers.printed_contents import without_contents
from texts.model import Paragraph, TextMeta

_PATIENCE = 30.0
"""Seconds that a page may take; a newspaper's takes one."""
_LARGEST_RECORD = 64 << 20
_AHEAD = 8
"""Pages from which is learnt what is usual in a document before its first paragraph is given out."""
_LOCKED, _BROKEN, _TOO_LONG = 3, 4, 5
"""Exit codes of the process."""
_DATE = re.compile(r"(?:D:)?([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_NO_TITLE = re.compile(
    r"(?:Microsoft (?:Office )?Word|untitled|无标题|未命名|about:blank).*|.*\.(?:docx?|wps|pdf|html?|tex|dvi|indd)|\W*",
    re.IGNORECASE,
)
"""What programs write where nobody has given a title."""
_FIRST = 5
"""Paragraphs in which a title is looked for."""
_LOST = 0.3
"""Share of characters that nothing is known of from which a text cannot be read."""
_Record = TypeVar("_Record", Head, Page)


def read_pdf(path: Path, name: str) -> Incoming:
    """Open a PDF. Raises ImportFaultError."""
    if find_spec("pypdfium2") is None:
        raise ImportFaultError(f'{name} is a PDF; to open those duban needs another package: pip install "duban[pdf]".')
    reading = _Reading(path, name)
    try:
        head = reading.head()
    except BaseException:
        reading.stop()
        raise
    notes: list[str] = []
    title = plain(head.title).strip()
    date = _DATE.match(head.date)
    meta = TextMeta(
        id="",
        title_zh="" if _NO_TITLE.fullmatch(title) else title,
        outlet=head.author.strip() if head.author.strip().lower() not in ("anonymous", "unknown") else "",
        date="-".join(date.groups()) if date else "",
    )
    paragraphs = without_contents(_paragraphs(reading, head, notes))
    return _titled(meta, paragraphs, name, notes)


def _titled(meta: TextMeta, paragraphs: Iterator[Paragraph], name: str, notes: list[str]) -> Incoming:
    """Called as the document says, if its first lines say so too, for many a program puts its own name there; else as
    its first heading does, else like its file."""
    first = list(islice(paragraphs, _FIRST))
    said = squeezed(meta.title_zh)
    heading = next((p.text for p in first if p.kind == "heading" and p.level == 1), "")
    if not said or (heading and not any(said in squeezed(p.text) or squeezed(p.text) in said for p in first)):
        meta = replace(meta, title_zh=heading or stem(name))
    return Incoming(meta, _again(first, paragraphs), notes)


def _again(first: list[Paragraph], rest: Iterator[Paragraph]) -> Iterator[Paragraph]:
    yield from first
    yield from rest


def _paragraphs(reading: "_Reading", head: Head, notes: list[str]) -> Iterator[Paragraph]:
    outline: dict[int, dict[str, int]] = {}
    for entry in head.outline:
        outline.setdefault(entry.page, {})[squeezed(plain(entry.title))] = entry.level
    habits = Habits()
    joiner = Joiner(habits, outline)
    raised = Raised()
    found = lost = blank = chars = 0
    try:
        sheets = without_edges(reading.sheets(head.pages))
        ahead = []
        for sheet in chain(sheets, [None]):
            if sheet is not None:
                lost += sheet.lost
                lines = lines_of(pieces_of(sheet.rows, raised))
                blank += not lines
                chars += sum(len(line.text) for line in lines)
                habits.learn(lines)
                lines, below = without_notes(lines, habits.body)
                raised.notes_below += below
                ahead.append((lines, sheet.number))
                if len(ahead) < _AHEAD:
                    continue
            # Later pages are given out one by one, always some behind.
            while ahead and (sheet is None or len(ahead) >= _AHEAD):
                for paragraph in joiner.join(*ahead.pop(0)):
                    found += 1
                    yield paragraph
        for paragraph in joiner.end():
            found += 1
            yield paragraph
    finally:
        reading.stop()
    if lost > _LOST * (chars + lost):
        raise ImportFaultError(
            f"{reading.name} does not say which characters it shows; recognise its text (OCR) and import that."
        )
    if not found:
        raise ImportFaultError(
            f"{reading.name} is a scan, pictures without text; recognise its text (OCR, with OCRmyPDF for one) first."
        )
    if blank:
        notes.append(f"{blank:,} of {head.pages:,} pages without text")
    if raised.readings:
        notes.append(f"{raised.readings:,} reading{'s' if raised.readings > 1 else ''} over words left out")
    if raised.notes_below:
        notes.append(f"{raised.notes_below:,} footnote{'s' if raised.notes_below > 1 else ''} left out")
    if raised.notes:
        notes.append(f"{raised.notes:,} mark{'s of notes' if raised.notes > 1 else ' of a note'} left out")


class _Reading:
    """The process that reads, and its records."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        # It finds the same packages as this process, wherever they are from.
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "texts.importers.pdf_worker", str(path.resolve())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except OSError as error:
            raise ImportFaultError(f"{name} cannot be opened: no process can be started for it.") from error
        self._late = False

    def head(self) -> Head:
        """What the document says of itself."""
        head = self._record(Head)
        if head is None:
            raise self._fault()
        return head

    def sheets(self, count: int) -> Iterator[Sheet]:
        """The rows of each page."""
        for number in range(count):
            page = self._record(Page)
            if page is None:
                raise self._fault()
            yield Sheet(number, page.width, page.height, rows_of(page), page.lost)

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            self.stop()  # opened, and never read

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def _record(self, kind: type[_Record]) -> _Record | None:
        """The next record; None if the process has ended without one."""
        stream = self._process.stdout
        assert stream is not None
        clock = Timer(_PATIENCE, self._expire)
        clock.daemon = True
        clock.start()
        try:
            size = int.from_bytes(_exactly(stream, 4), "big")
            data = _exactly(stream, size) if 0 < size <= _LARGEST_RECORD else b""
            return msgpack.decode(data, type=kind)
        except (EOFError, MsgspecError):
            return None
        finally:
            clock.cancel()

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _fault(self) -> ImportFaultError:
        self._process.kill()
        code = self._process.wait()
        if self._late:
            return ImportFaultError(f"{self.name} takes too long to read: a page is not done in {_PATIENCE:.0f} s.")
        if code == _LOCKED:
            return ImportFaultError(f"{self.name} is locked with a password; save it without one first.")
        if code == _TOO_LONG:
            return ImportFaultError(f"{self.name} has more than 20,000 pages; split it and import a part.")
        if code == _BROKEN:
            return ImportFaultError(
                f"{self.name} is damaged or cut short: it is no PDF that can be read. Get it again."
            )
        return ImportFaultError(f"{self.name} is damaged: reading it failed, or took more memory than any text does.")


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes. Raises EOFError if there are fewer."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
