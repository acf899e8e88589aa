"""Plain text: one paragraph a line, or hard-wrapped; in any Chinese encoding."""

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from texts.importers.encoding import Lines, encoding_of
from texts.importers.headings import heading_level, is_heading, title_in
from texts.importers.model import Incoming
from texts.importers.wrapped import unwrapped
from texts.model import Paragraph, TextMeta

_MOST_HEADINGS = 3


def stem(name: str) -> str:
    """What a file is called without its suffix."""
    return PurePosixPath(name.replace("\\", "/")).stem or name


def read_plain(path: Path, name: str, encoding: str | None = None) -> Incoming:
    """A text file. Its title is its first line where that looks like one, else the file's name."""
    found = encoding_of(path, name, encoding)
    lines = Lines(path, found, name)
    notes = [found.note]
    written = unwrapped(lines, is_heading, lambda: notes.append("hard-wrapped lines joined"))
    first = list(islice(written, 2))
    title = title_in(*first) if len(first) == 2 else ""
    meta = TextMeta("", title or stem(name), encoding=found.label)
    return Incoming(meta, _paragraphs(chain(first, written), bool(title), lines, notes), notes)


def _paragraphs(written: Iterator[str], titled: bool, lines: Lines, notes: list[str]) -> Iterator[Paragraph]:
    if titled:
        yield Paragraph(next(written), "heading")
    waiting: list[Paragraph] = []
    for text in written:
        if level := heading_level(text):
            waiting.append(Paragraph(text, "heading", level=level))
            continue
        yield from _headings(waiting)
        waiting = []
        yield Paragraph(text)
    yield from _headings(waiting)
    if lines.lost:
        notes.append(lost_note(lines.lost))


def _headings(found: list[Paragraph]) -> list[Paragraph]:
    """Headings that follow each other: more than a part, a chapter and its sections are a list of contents."""
    if len(found) <= _MOST_HEADINGS:
        return found
    # What the list ends with may be the first chapter itself.
    names = {paragraph.text for paragraph in found[:-_MOST_HEADINGS]}
    own = [paragraph for paragraph in found[-_MOST_HEADINGS:] if paragraph.text in names]
    return [Paragraph(paragraph.text) for paragraph in found[: len(found) - len(own)]] + own


def rubies_note(rubies: int) -> str:
    """Words for readings in ruby."""
    return f"{rubies:,} reading{'s' if rubies > 1 else ''} in ruby left out"


def lost_note(lost: int) -> str:
    """Words for characters that could not be read."""
    return f"{lost} character{'s' if lost > 1 else ''} could not be read and stand{'' if lost > 1 else 's'} as �"
