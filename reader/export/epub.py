"""EPUB 3 with ruby: a chapter for each heading, a glossary with links both ways, written file by file."""

import hashlib
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from reader.export.escape import escape
from reader.export.glossary import GlossaryWriter
from reader.export.markup import BlockWriter
from reader.export.model import Manuscript
from reader.export.options import LANGUAGE, ExportOptions
from texts.manifest import ISO_DATE

_CHAPTER = 30_000
"""Code points after which a text without headings begins a new file; reading systems load a file as a whole."""
_WHEN = (1980, 1, 1, 0, 0, 0)
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """body { line-break: strict; overflow-wrap: break-word; }
p { line-height: 2.2; margin: 0 0 .6em; }
h1, h2 { line-height: 1.9; font-weight: bold; }
rt { font-size: .5em; font-family: sans-serif; -webkit-user-select: none; user-select: none; }
a { color: inherit; text-decoration: underline dotted; }
.en { line-height: 1.5; font-size: .9em; opacity: .8; margin: 0 0 1.2em; }
.s + .en { display: block; }
.cap { font-size: .9em; font-style: italic; }
.glossary ol { padding: 0 0 0 1.6em; } .glossary p { line-height: 1.5; margin: 0 0 .2em; }
.deprecated i { text-decoration: line-through; }
"""


class _Book:
    """The archive, and what has been put into it."""

    def __init__(self, file: BinaryIO, language: str) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._language = language
        self.documents: list[tuple[str, str]] = []
        """File and title, in reading order."""

    def put(self, name: str, text: str, compress: int = zipfile.ZIP_DEFLATED) -> None:
        # A fixed date: the same text gives the same file.
        self._zip.writestr(zipfile.ZipInfo(name, _WHEN), text.encode(), compress)

    def document(self, name: str, title: str, body: str, kind: str = "bodymatter") -> None:
        """A page of the book; ``title`` is escaped already."""
        self.documents.append((name, title))
        self.put(f"OEBPS/{name}", self.xhtml(title, f'<section epub:type="{kind}">\n{body}</section>\n'))

    def xhtml(self, title: str, body: str) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
            f'lang="{self._language}" xml:lang="{self._language}">\n'
            f'<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>\n'
            f"<body>\n{body}</body>\n</html>\n"
        )

    def close(self) -> None:
        self._zip.close()


class _Chapters:
    """The text as chapters, and which occurrence of a term is in which."""

    def __init__(self, manuscript: Manuscript, writer: BlockWriter) -> None:
        self._text, self._writer = manuscript, writer
        self._firsts: list[tuple[int, str]] = [(0, "c0.xhtml")]

    def walk(self) -> Iterator[tuple[str, str, str]]:
        """(file, title, body) of each chapter."""
        starts = {group[0] for group in self._text.headings()}
        number, size, body = 1, 0, ""
        title = plain = str(escape(self._text.converted(self._text.meta.title_zh)))
        for block in self._text.blocks():
            if body and (block.number in starts or size > _CHAPTER):
                yield f"c{number}.xhtml", title, body
                number, size, body = number + 1, 0, ""
                self._firsts.append((self._writer.terms.occurrences, f"c{number}.xhtml"))
                title = str(escape(block.shown.text)) if block.number in starts else f"{plain} ({number})"
            elif not body:
                self._firsts.append((self._writer.terms.occurrences, f"c{number}.xhtml"))
                title = str(escape(block.shown.text)) if block.number in starts else title
            body += self._writer.block(block)
            size += len(block.shown.text)
        if body:
            yield f"c{number}.xhtml", title, body

    def file_of(self, occurrence: int) -> str:
        """The file of an occurrence, counted from 1."""
        return next(file for before, file in reversed(self._firsts) if before < occurrence)


def write_epub(manuscript: Manuscript, options: ExportOptions, file: BinaryIO) -> None:
    """Write a text as a book."""
    language = LANGUAGE[manuscript.script]
    book = _Book(file, language)
    book.put("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
    book.put("META-INF/container.xml", _CONTAINER)
    book.put("OEBPS/style.css", _STYLE)
    writer = BlockWriter(manuscript.knowledge, options.by, options.english_by, {}, glossary="glossary.xhtml")
    meta = manuscript.meta
    title = escape(manuscript.converted(meta.title_zh))
    english = f'<p class="en" lang="en">{escape(meta.title_en)}</p>\n' if meta.title_en else ""
    facts = "".join(f'<p lang="en">{escape(fact)}</p>\n' for fact in _facts(manuscript))
    book.document("c0.xhtml", title, f"<h1>{writer.title(manuscript.title())}</h1>\n{english}{facts}", "titlepage")
    chapters = _Chapters(manuscript, writer)
    for name, heading, body in chapters.walk():
        book.document(name, heading, body)
    glossary = GlossaryWriter(writer.terms, manuscript.knowledge, manuscript.script, {}, chapters.file_of)
    entries = "".join(glossary.entries())
    if entries:
        body = f'<div class="glossary">\n<h2 lang="en">Glossary</h2>\n<ol>\n{entries}</ol>\n</div>\n'
        book.document("glossary.xhtml", "Glossary", body, "backmatter")
    items = "".join(f'<li><a href="{name}">{label}</a></li>\n' for name, label in book.documents)
    book.put("OEBPS/nav.xhtml", book.xhtml(title, f'<nav epub:type="toc" id="toc"><ol>\n{items}</ol></nav>\n'))
    book.put("OEBPS/content.opf", _package(manuscript, [name for name, _ in book.documents]))
    book.close()


def _facts(manuscript: Manuscript) -> list[str]:
    meta = manuscript.meta
    where = " · ".join(fact for fact in (meta.outlet, meta.topic, meta.place, meta.date) if fact)
    return [fact for fact in (where, meta.origin, meta.licence) if fact]


def _package(manuscript: Manuscript, names: list[str]) -> str:
    meta = manuscript.meta
    digest = hashlib.sha256("\n".join(paragraph.text for paragraph in manuscript.paragraphs).encode(errors="replace"))
    identity = uuid.UUID(bytes=digest.digest()[:16])
    creator = f"<dc:publisher>{escape(meta.outlet)}</dc:publisher>" if meta.outlet else ""
    rights = f"<dc:rights>{escape(meta.licence)}</dc:rights>" if meta.licence else ""
    date = f"<dc:date>{escape(meta.date)}</dc:date>" if ISO_DATE.fullmatch(meta.date) else ""
    english = f'<dc:title id="en" xml:lang="en">{escape(meta.title_en)}</dc:title>' if meta.title_en else ""
    manifest = "".join(f'<item id="{n.split(".")[0]}" href="{n}" media-type="application/xhtml+xml"/>\n' for n in names)
    spine = "".join(f'<itemref idref="{name.split(".")[0]}"/>\n' for name in names)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{escape(manuscript.converted(meta.title_zh))}</dc:title>{english}
<dc:language>{LANGUAGE[manuscript.script]}</dc:language><dc:language>en</dc:language>{creator}{rights}{date}
<meta name="generator" content="duban"/>
<meta property="dcterms:modified">{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{manifest}</manifest>
<spine>
{spine}</spine>
</package>
"""
