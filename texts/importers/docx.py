"""DOCX, Word's and other programs' files in Office Open XML: text, headings, lists, tables; no comments, no notes."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from msgspec.structs import replace

from texts.importers.archive import Archive, folder_of
from texts.importers.docx_body import Body
from texts.importers.docx_chunk import Chunks
from texts.importers.docx_styles import Numbers, Styles
from texts.importers.epub_package import iso_date, script_of, xml_text
from texts.importers.headings import heading_level
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.plain import stem
from texts.importers.printed_contents import without_contents
from texts.importers.scanner import Tag, tokens
from texts.model import Paragraph, TextMeta

_LARGEST = 16 << 20
"""Bytes of what says something of the document: styles, lists, properties."""
_RUBY = re.compile(rb"<(?:\w+:)?ruby[\s>]")
_NOTE = re.compile(rb"<(?:\w+:)?(?:foot|end)noteReference[\s/>]")
_CHANGE = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo)\s")
_TITLE_AMONG = 5
"""First paragraphs among which a heading gives the title, where the properties give none."""
_NO_TITLE = re.compile(
    r"(?:Microsoft (?:Office )?Word|Word (?:Document|文档)|PowerPoint|无标题|未命名|untitled).*|(?:Document|文档)\d*",
    re.I,
)
"""What programs write where nobody has given a title."""
_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(path: Path, name: str) -> Incoming:
    """Open a Word document. Raises ImportFaultError."""
    _refuse_old(path, name)
    archive = Archive(path, name, "DOCX")
    try:
        return _read(archive, stem(name))
    except BaseException:
        archive.close()
        raise


def _refuse_old(path: Path, name: str) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise ImportFaultError(f"{name} cannot be read: {error.strerror or error}.") from error
    if head == _OLE:
        raise ImportFaultError(
            f"{name} is a Word document of the old kind (.doc) or locked with a password; save it as .docx, unlocked."
        )


def _read(archive: Archive, stem: str) -> Incoming:
    entry = _main_entry(archive)
    base = folder_of(entry)
    relations = f"_rels/{entry.rpartition('/')[2]}.rels"
    body = Body(
        Styles(_tags(archive, base, "styles.xml")),
        Numbers(_tags(archive, base, "numbering.xml")),
        Chunks(archive, entry, _tags(archive, base, relations)).read,
    )
    notes = tuple(_survey(archive, entry))
    meta = _properties(archive)
    paragraphs = without_contents(_paragraphs(archive, entry, body))
    first = list(islice(paragraphs, _TITLE_AMONG))
    if not meta.title_zh:
        title = next((paragraph.text for paragraph in first if paragraph.kind == "heading"), "")
        meta = replace(meta, title_zh=title or stem)
    return Incoming(meta, chain(first, paragraphs), notes)


def _main_entry(archive: Archive) -> str:
    """The document's part, by the package's relations, as they need not call it word/document.xml."""
    relations = archive.find("_rels/.rels")
    if relations is not None:
        for tag in tokens([xml_text(archive.read(relations, _LARGEST))]):
            if isinstance(tag, Tag) and tag.local == "relationship" and tag.get("type").endswith("/officeDocument"):
                found = archive.find(tag.get("target"))
                if found is not None:
                    return _checked(archive, found)
    found = archive.find("word/document.xml")
    if found is None:
        raise ImportFaultError(f"{archive.name} is not a Word document: it holds no text of one.")
    return found


def _checked(archive: Archive, entry: str) -> str:
    if entry.lower().startswith(("xl/", "ppt/")):
        raise ImportFaultError(f"{archive.name} is a spreadsheet or slides; save its text as plain text first.")
    return entry


def _tags(archive: Archive, base: str, name: str) -> Iterator[Tag | str]:
    entry = archive.find(name, base)
    return tokens([xml_text(archive.read(entry, _LARGEST))]) if entry is not None else iter(())


def _survey(archive: Archive, entry: str) -> Iterator[str]:
    """Look through the text without taking it apart: is all of it there, and what is in it that is left out?"""
    counts = [0, 0, 0]
    tail = b""
    for part in archive.parts(entry):
        for number, pattern in enumerate((_RUBY, _NOTE, _CHANGE)):
            # What was cut in two is found with the end of the part before; what stood there whole is not counted twice.
            counts[number] += len(pattern.findall(tail + part)) - len(pattern.findall(tail))
        tail = part[-40:]
    readings, footnotes, changes = counts
    if readings:
        yield f"{readings:,} readings in ruby left out" if readings > 1 else "1 reading in ruby left out"
    if footnotes:
        yield f"{footnotes:,} footnotes left out" if footnotes > 1 else "1 footnote left out"
    if changes:
        yield "tracked changes taken as accepted"


def _paragraphs(archive: Archive, entry: str, body: Body) -> Iterator[Paragraph]:
    found = False
    try:
        for paragraph in body.read(tokens(_decoded(archive, entry))):
            found = True
            chapter = paragraph.kind == "body" and heading_level(paragraph.text) == 1
            yield replace(paragraph, kind="heading") if chapter else paragraph
    finally:
        archive.close()
    if not body.whole:
        raise archive.broken()
    if not found:
        raise ImportFaultError(f"{archive.name} has no text in it; if its pages are pictures, duban cannot read them.")


def _decoded(archive: Archive, entry: str) -> Iterator[str]:
    """XML is UTF-8, or UTF-16 with a mark."""
    decoder: codecs.IncrementalDecoder | None = None
    for part in archive.parts(entry):
        if decoder is None:
            wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
            decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("replace")
        yield decoder.decode(part)
    if decoder is not None:
        yield decoder.decode(b"", True)


def _properties(archive: Archive) -> TextMeta:
    facts: dict[str, str] = {}
    entry = archive.find("docProps/core.xml")
    name = ""
    for token in tokens([xml_text(archive.read(entry, _LARGEST))] if entry is not None else []):
        if isinstance(token, Tag):
            name = "" if token.closing or token.empty else token.local
        elif name:
            facts[name] = facts.get(name, "") + token
    facts = {key: " ".join(value.split())[:500] for key, value in facts.items()}
    title = facts.get("title", "")
    return TextMeta(
        id="",
        title_zh="" if _NO_TITLE.fullmatch(title) else title,
        script=script_of(facts.get("language", "")),
        outlet=facts.get("creator", ""),
        date=iso_date(facts.get("created", "")),
        topic=facts.get("subject", ""),
    )
