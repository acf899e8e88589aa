"""EPUB 2 and 3: chapters in the order of the spine, with the titles that the contents give them as headings.

A chapter is read with the same tolerant scanner whether it is sound XHTML or not. Readings in ruby are left out, so
that what is shown over a word is duban's own, once; so are marks of notes, page numbers, cover and contents.
"""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from texts.importers.archive import Archive
from texts.importers.chapter_titles import titled
from texts.importers.encoding import Encoding, detect
from texts.importers.epub_package import Package, Target, read_package
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.scanner import tokens
from texts.importers.walker import Block, Walker
from texts.model import Paragraph

_SAMPLE = 1 << 16
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)"""
)
_LINK = re.compile(rb"""<a\s[^>]{0,500}?href\s*=\s*["'][^"'>]{1,300}["'][^>]{0,300}>(.{0,300}?)</a>""", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")
_SPACES = re.compile(rb"\s+|&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_CONTENTS_LINKS = 5
_CONTENTS_SHARE = 0.7
"""From so many links, and of its bytes in links, a page is the book's own table of contents."""
_CONTENTS_SIZE = 1 << 18


class _Chapter(Struct, frozen=True):
    entry: str
    encoding: Encoding


def read_epub(path: Path, name: str) -> Incoming:
    """Open a book. All of it is looked over first, so that what is damaged anywhere is known before anything is
    taken; the paragraphs then come chapter by chapter. Raises ImportFaultError."""
    archive = Archive(path, name, "EPUB")
    notes: list[str] = []
    try:
        package = read_package(archive)
        chapters = list(_survey(archive, package, notes))
    except BaseException:
        archive.close()
        raise
    return Incoming(package.meta, _paragraphs(archive, package, chapters, notes), notes)


def _survey(archive: Archive, package: Package, notes: list[str]) -> Iterator[_Chapter]:
    """The chapters with their encodings, found without taking their markup apart."""
    labels: dict[str, None] = {}
    contents = count = 0
    for entry in package.chapters:
        if package.generator == "duban" and entry.endswith("/glossary.xhtml"):
            continue
        head, size = b"", 0
        for part in archive.parts(entry):
            size += len(part)
            if len(head) < _CONTENTS_SIZE:
                head += part
        if size <= _CONTENTS_SIZE and _is_contents(head):
            contents += 1
            continue
        encoding = _encoding(head, f"{archive.name}, {entry},", whole=size <= _SAMPLE)
        if encoding.codec != "utf-8":
            labels[encoding.note] = None
        count += 1
        yield _Chapter(entry, encoding)
    if not count:
        raise ImportFaultError(f"{archive.name} has no chapters but a table of contents.")
    notes += labels
    if package.missing:
        notes.append(f"{counted(package.missing, 'chapter')} missing in the file")
    if contents:
        notes.append(f"{counted(contents, 'page')} of contents left out")


def _encoding(head: bytes, name: str, whole: bool) -> Encoding:
    match = _DECLARED.search(head[:2048])
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else ""
    return detect(head[:_SAMPLE], name, declared, whole=whole)


def counted(number: int, what: str) -> str:
    """A number of things in words."""
    return f"{number:,} {what}" + ("s" if number != 1 else "")


def _is_contents(page: bytes) -> bool:
    """Whether a page is mostly links into the book."""
    links = [found for found in _LINK.findall(page) if found.strip()]
    if len(links) < _CONTENTS_LINKS:
        return False
    body = page.partition(b"<body")[2] or page
    linked = sum(len(_plain(found)) for found in links)
    return linked >= _CONTENTS_SHARE * len(_plain(body))


def _plain(markup: bytes) -> bytes:
    return _SPACES.sub(b"", _TAG.sub(b"", markup))


def _paragraphs(archive: Archive, package: Package, chapters: list[_Chapter], notes: list[str]) -> Iterator[Paragraph]:
    """All paragraphs of the book; English that stands with a paragraph as its translation goes with it."""
    targets: dict[str, list[Target]] = {}
    for target in package.contents:
        targets.setdefault(target.entry, []).append(target)
    held: Paragraph | None = None
    readings = footnotes = 0
    try:
        for chapter in chapters:
            found = targets.get(chapter.entry, [])
            walker = Walker(frozenset(target.anchor for target in found if target.anchor))
            blocks = walker.walk(tokens(_decoded(archive, chapter), html=True))
            titles = titled(blocks, found, package.meta.title_zh) if package.contents else blocks
            for block in titles:
                if held is not None and (not block.text or block.goes_on):
                    held = _joined(held, block)
                    continue
                if held is not None:
                    yield held
                if block.text:
                    held = Paragraph(block.text, block.kind, block.english or None, level=min(block.level, 2))
            readings += walker.hidden.readings
            footnotes += walker.hidden.notes
    finally:
        archive.close()
    if held is None:
        raise ImportFaultError(f"{archive.name} has no text in it; if its pages are pictures, duban cannot read them.")
    yield held
    if readings:
        notes.append(f"{counted(readings, 'reading')} in ruby left out")
    if footnotes:
        notes.append(f"{counted(footnotes, 'footnote')} left out")


def _decoded(archive: Archive, chapter: _Chapter) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(chapter.encoding.codec)("replace")
    for part in archive.parts(chapter.entry):
        yield decoder.decode(part)
    yield decoder.decode(b"", True)


def _joined(held: Paragraph, block: Block) -> Paragraph:
    """A paragraph with what belongs to it: its translation, or its rest."""
    english = " ".join(part for part in (held.translation, block.english) if part)
    return replace(held, text=held.text + block.text, translation=english or None)
