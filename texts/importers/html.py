"""A page of the web: its text proper as paragraphs, and what it says of itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from texts.importers.article import find_proper
from texts.importers.encoding import Encoding, decoded, detect, named
from texts.importers.facts import facts_of, site_of
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.plain import lost_note, rubies_note, stem
from texts.importers.tree import MOST, TooManyError, parse
from texts.model import Paragraph, TextMeta

_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def read_html(path: Path, name: str, encoding: str | None = None, declared: str = "", address: str = "") -> Incoming:
    """``declared``: the encoding that the server named; ``address``: where the page is from."""
    return read_page(path.read_bytes(), name, encoding, declared, address)


def read_page(data: bytes, name: str, encoding: str | None, declared: str, address: str) -> Incoming:
    """The same for a page that is at hand."""
    found = _encoding(data, name, encoding, declared)
    html, lost = _decoded(data, found)
    try:
        page = parse(html)
    except TooManyError as error:
        raise ImportFaultError(f"{name} has more than {MOST:,} elements; it is no page that can be read.") from error
    proper = find_proper(page)
    facts = facts_of(page, proper.head, proper.blocks)
    if not proper.blocks:
        raise ImportFaultError(
            f"{name} holds no text that duban can find; if scripts build the page, save it in a browser first."
        )
    notes = [found.note]
    if proper.rubies:
        notes.append(rubies_note(proper.rubies))
    if lost:
        notes.append(lost_note(lost))
    meta = TextMeta(
        "",
        facts.title or stem(name),
        script=facts.script,
        outlet=facts.outlet or site_of(address),
        date=facts.date,
        origin=address,
        encoding=found.label,
    )
    return Incoming(meta, _paragraphs(facts.title, [block.paragraph for block in proper.blocks]), notes)


def _paragraphs(title: str, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """The title first, if it does not stand there already."""
    if not paragraphs:
        return
    same = [number for number, paragraph in enumerate(paragraphs[:3]) if _is_title(paragraph.text, title)]
    if title:
        yield Paragraph(title, "heading")
    for number, paragraph in enumerate(paragraphs):
        if number not in same:
            yield paragraph


def _is_title(text: str, title: str) -> bool:
    """Whether a line is the title, or most of it."""
    text, title = "".join(text.split()), "".join(title.split())
    return bool(text) and text in title and len(text) * 10 >= 6 * len(title)


def _encoding(data: bytes, name: str, told: str | None, declared: str) -> Encoding:
    if told:
        return named(told)
    if not declared and (match := _CHARSET.search(data[:8192])):
        declared = match[1].decode("ascii")
    start = _first_wide(data)
    return detect(data[:3] + data[start:] if start else data, name, declared, whole=False)


def _first_wide(data: bytes) -> int:
    """Where what is not ASCII begins: pages have long heads."""
    match = re.search(rb"[\x80-\xff]", data)
    return match.start() if match and b"\0" not in data[:1024] else 0


def _decoded(data: bytes, found: Encoding) -> tuple[str, int]:
    text = decoded(data, found)
    if "\0" in text:
        raise ImportFaultError("The page is a binary file, not a text.")
    return text, text.count("\ufffd")
