"""Pleco's flashcard text: headword, pinyin and definition between tabs, ``//`` lines for categories.

Held are names in both scripts (``简体[繁體]``) with reading, the texts of the renderings that may be used, the English
definition after a line break (Pleco's own sign for one, U+EAB1), and the domain as category. A card is one name; cards
that follow each other with the same definition are names of one concept.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from glossary.exchange.attribution import ATTRIBUTION
from glossary.exchange.entry import Contents, Entry, GivenTerm, given_term
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.spelling import reading_text
from glossary.exchange.table import one, several
from glossary.exchange.text import decode, encode, flat, numbered_lines
from glossary.model import Concept

LINE_BREAK = "\ueab1"
_HEADWORD = re.compile(r"(.+?)\[([^\[\]]+)\]")
_RENDERINGS = 80
"""Characters up to which a definition on one line is taken for renderings; a longer one explains."""


def write_pleco(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:  # noqa: ARG001
    out.write(encode(f"// {ATTRIBUTION}\n"))
    for domain, group in groupby(concepts, lambda concept: flat(concept.domain)):
        out.write(encode(f"//{domain}\n"))
        for concept in group:
            english = "; ".join(one(flat(r.text)) for r in concept.renderings if r.status != "deprecated")
            explained = flat(concept.definition_en)
            definition = english + (LINE_BREAK + explained if explained else "")
            for term in concept.terms:
                head = term.hans if term.hans == term.hant else f"{term.hans}[{term.hant}]"
                line = "\t".join((flat(head), flat(reading_text(term)), definition))
                # A name that begins with // is moved by a space, so that the line is no category.
                out.write(encode(f"{' ' * line.startswith('//')}{line}\n"))


def read_pleco(data: bytes, name: str, options: ReadOptions) -> Contents:
    contents = Contents()
    domain = ""
    before: tuple[str, str] | None = None
    for number, line in numbered_lines(decode(data, name)):
        if line.startswith("//"):
            domain = "" if line[2:].strip() == ATTRIBUTION else line[2:].strip()
            continue
        if not line.strip():
            continue
        head, reading, definition = (*(cell.strip() for cell in line.split("\t")), "", "")[:3]
        if not (definition and before == (domain, definition)):
            entry = Entry(f"line {number}")
            contents.entries.append(entry)
            entry.add_text("domain", domain)
            _explain(entry, definition)
            before = (domain, definition)
        if head:
            both = _HEADWORD.fullmatch(head)
            term = GivenTerm(both[1], both[2]) if both else given_term(head, options.script)
            term.reading = reading or None
            entry.add_term(term)
        else:
            entry.fault("has no headword before its first tab.", f"line {number}")
    return contents


def _explain(entry: Entry, definition: str) -> None:
    """Renderings, and after a line break the definition."""
    english, broken, rest = definition.partition(LINE_BREAK)
    if broken or len(english) <= _RENDERINGS:
        for text in several(english):
            entry.add_rendering(text)
        entry.add_text("definition_en", rest.replace(LINE_BREAK, "\n").strip())
    else:
        entry.add_text("definition_en", english)
