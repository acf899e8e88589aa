"""EPUB 2 and 3: chapters in the order of the spine, with the titles that the contents give them as headings.

A chapter is read with the same tolerant scanner whether it is sound XHTML or not. Readings in ruby are left out, so
that what is shown over a word is duban's own, once; so are marks of notes, page numbers, cover and contents.
"""

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from texts.importers.archive import Archive
from texts.importers.blocks import Block, Walker
from texts.importers.encoding import Encoding, detect
from texts.importers.epub_package import Package, Target, read_package
from texts.importers.markup import tokens
from texts.importers.model import ImportFaultError, Incoming
from texts.model import Paragraph

_SAMPLE = 1 << 16
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)"""
)
_READING = re.compile(rb"<rt[\s>]")
_NOTE = re.compile(
    rb"""(?:epub:type|role)\s*=\s*["'](?:doc-)?(?:foot|end|rear)note["']|class\s*=\s*["']duokan-footnote-item"""
)
_LINK = re.compile(rb"""<a\s[^>]{0,500}?href\s*=\s*["'][^"'>]{1,300}["'][^>]{0,300}>(.{0,300}?)</a>""", re.DOTALL)
_TAG = re.compile(rb"<[^<>]*>")
_SPACES = re.compile(rb"\s+|&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_CONTENTS_LINKS = 5
_CONTENTS_SHARE = 0.7
"""From so many links, and of its bytes in links, a page is the book's own table of contents."""
_CONTENTS_SIZE = 1 << 18
_AHEAD = 4
"""Blocks after the beginning of a chapter among which its title is looked for."""
_SQUEEZED = re.compile(r"[\s\u3000·．.、,，:：\-—–《》「」“”]+")


class _Chapter(Struct, frozen=True):
    entry: str
    encoding: Encoding


def read_epub(path: Path, name: str) -> Incoming:
    """Open a book. All of it is looked over first, so that what is damaged anywhere is known before anything is
    taken; the paragraphs then come chapter by chapter. Raises ImportFaultError."""
    archive = Archive(path, name, "EPUB")
    try:
        package = read_package(archive)
        survey = _Survey(archive, package)
    except BaseException:
        archive.close()
        raise
    return Incoming(package.meta, _paragraphs(archive, package, survey.chapters), tuple(survey.notes()))


class _Survey:
    """What a book is made of, found without taking its markup apart."""

    def __init__(self, archive: Archive, package: Package) -> None:
        self.chapters: list[_Chapter] = []
        self._missing = package.missing
        self._readings = self._footnotes = self._contents = 0
        self._labels: dict[str, None] = {}
        for entry in package.chapters:
            if package.generator == "duban" and entry.endswith("/glossary.xhtml"):
                continue
            self._look(archive, entry)
        if not self.chapters:
            raise ImportFaultError(f"{archive.name} has no chapters but a table of contents.")

    def _look(self, archive: Archive, entry: str) -> None:
        head, tail, size = b"", b"", 0
        readings = footnotes = 0
        for part in archive.parts(entry):
            size += len(part)
            if len(head) < _CONTENTS_SIZE:
                head += part
            # The end of the part before is looked at again: what is sought may have been cut in two.
            readings += len(_READING.findall(tail[-3:] + part))
            footnotes += len(_NOTE.findall(tail[-40:] + part)) - len(_NOTE.findall(tail[-40:]))
            tail = part
        if size <= _CONTENTS_SIZE and _is_contents(head):
            self._contents += 1
            return
        self._readings += readings
        self._footnotes += footnotes
        match = _DECLARED.search(head[:2048])
        declared = (match[1] or match[2]).decode("ascii", "replace") if match else ""
        encoding = detect(head[:_SAMPLE], f"{archive.name}, {entry},", declared, whole=size <= _SAMPLE)
        self.chapters.append(_Chapter(entry, encoding))
        if encoding.codec not in ("utf-8", "ascii"):
            self._labels[encoding.note] = None

    def notes(self) -> Iterator[str]:
        """What was found, for the user."""
        yield from self._labels
        if self._missing:
            yield f"{_count(self._missing, 'chapter')} missing in the file"
        if self._readings:
            yield f"{_count(self._readings, 'reading')} in ruby left out"
        if self._footnotes:
            yield f"{_count(self._footnotes, 'footnote')} left out"
        if self._contents:
            yield f"{_count(self._contents, 'page')} of contents left out"


def _count(number: int, what: str) -> str:
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


def _paragraphs(archive: Archive, package: Package, chapters: list[_Chapter]) -> Iterator[Paragraph]:
    """All paragraphs of the book; English that stands with a paragraph as its translation goes with it."""
    targets: dict[str, list[Target]] = {}
    for target in package.contents:
        targets.setdefault(target.entry, []).append(target)
    held: Paragraph | None = None
    try:
        for chapter in chapters:
            found = targets.get(chapter.entry, [])
            walker = Walker(frozenset(target.anchor for target in found if target.anchor))
            blocks = walker.walk(tokens(_decoded(archive, chapter), html=True))
            for block in _titled(blocks, found, package.meta.title_zh):
                if held is not None and (not block.text or block.goes_on):
                    held = _joined(held, block)
                    continue
                if held is not None:
                    yield held
                if block.text:
                    held = Paragraph(block.text, block.kind, block.english or None)
    finally:
        archive.close()
    if held is None:
        raise ImportFaultError(f"{archive.name} has no text in it; if its pages are pictures, duban cannot read them.")
    yield held


def _decoded(archive: Archive, chapter: _Chapter) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(chapter.encoding.codec)("replace")
    for part in archive.parts(chapter.entry):
        yield decoder.decode(part)
    yield decoder.decode(b"", True)


def _joined(held: Paragraph, block: Block) -> Paragraph:
    """A paragraph with what belongs to it: its translation, or its rest."""
    english = " ".join(part for part in (held.translation, block.english) if part)
    return replace(held, text=held.text + block.text, translation=english or None)


def _titled(blocks: Iterable[Block], targets: list[Target], book: str) -> Iterator[Block]:
    """A chapter's blocks with the titles that the contents name as headings: what stands there already becomes one,
    what does not is put before."""
    source = iter(blocks)
    ahead: deque[Block] = deque()
    first = True
    while True:
        while len(ahead) < _AHEAD and (block := next(source, None)) is not None:
            ahead.append(block)
        if not ahead:
            return
        block = ahead[0]
        due = [t for t in targets if (first and not t.anchor) or t.anchor in block.anchors]
        first = False
        if due:
            inserted, made = _headings(list(ahead), due, book)
            yield from inserted
            for number in range(made):
                ahead[number] = replace(ahead[number], kind="heading")
        yield ahead.popleft()


def _headings(ahead: list[Block], due: list[Target], book: str) -> tuple[list[Block], int]:
    """Titles to be put before a chapter, and how many of its first blocks are its title."""
    run: list[str] = []
    for block in ahead:
        if block.kind != "heading":
            break
        run.append(_squeezed(block.text))
    *outer, last = due
    known = {*run, _squeezed(book)}
    inserted = [Block(t.title, "heading") for t in outer if _squeezed(t.title) not in known]
    title = _squeezed(last.title)
    if run or title in known or any(b.kind == "heading" and _squeezed(b.text) == title for b in ahead):
        return inserted, 0
    said = ""
    for number, block in enumerate(ahead):
        said += _squeezed(block.text)
        if said == title:
            return inserted, number + 1
        if not title.startswith(said):
            break
    return [*inserted, Block(last.title, "heading")], 0


def _squeezed(title: str) -> str:
    return _SQUEEZED.sub("", title).casefold()
