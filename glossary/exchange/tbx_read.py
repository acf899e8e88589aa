"""TBX read: ISO 30042:2019 in DCA and DCT style, and the older martif, of any dialect; other languages passed over.

Names in zh-Hans (zh-CN, zh-SG) and zh-Hant (zh-TW, zh-HK) that are one name in both scripts become one; plain ``zh``
says no script. What our own notes say (see ``tbx_write``) is understood.
"""

import re
from collections.abc import Iterator

from glossary.exchange.entry import LINKS, Contents, Entry, FileScript, GivenTerm
from glossary.exchange.options import ReadOptions
from glossary.exchange.text import ExchangeError
from glossary.exchange.utx import script_of
from glossary.exchange.words import kind_word, status_word
from glossary.exchange.xmltree import Node, parse
from glossary.model import Example

_ENTRIES = frozenset({"conceptEntry", "termEntry"})
_LANGUAGES = frozenset({"langSec", "langSet", "langGroup"})
_TERMS = frozenset({"termSec", "tig", "ntig", "termGroup"})
_ROOTS = frozenset({"tbx", "martif", "TBX"})
_NOTE = re.compile(r"(pinyin|usage|translation|subdomain|platform|related|broader|narrower): (.*)", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
_STATUSES = frozenset({"administrativeStatus", "normativeAuthorization"})
_PINYIN = frozenset({"pronunciation", "transcription", "transliteratedForm", "romanizedForm"})


def read_tbx(data: bytes, name: str, options: ReadOptions) -> Contents:
    """Raises ExchangeError where the XML cannot be read or is no TBX."""
    contents = Contents()
    skipped: set[str] = set()

    def take(node: Node) -> None:
        contents.entries.append(_entry(node, len(contents.entries) + 1, options, skipped))

    root = parse(data, name, _ENTRIES, take)
    if root.name not in _ROOTS:
        raise ExchangeError(f"{name} is no TBX file: its outermost element is <{root.name}>, not <tbx> or <martif>.")
    if skipped:
        contents.notices.append(
            f"Languages that are neither Chinese nor English are left out: {', '.join(sorted(skipped))}."
        )
    return contents


def _entry(node: Node, number: int, options: ReadOptions, skipped: set[str]) -> Entry:
    identity = id_from_xml(node.attributes.get("id", ""))
    entry = Entry(f"line {node.line}, entry {number}" + (f" ({identity})" if identity else ""), identity)
    for part in _outside(node, _LANGUAGES):
        _about_concept(entry, part)
    for section in node.children:
        if section.name in _LANGUAGES:
            language = section.attributes.get("lang", "").lower()
            if language.startswith(("zh", "cmn")):
                _chinese(entry, section, script_of(language) or options.script)
            elif language.startswith("en"):
                _english(entry, section)
            else:
                skipped.add(language or "(none)")
    return entry


def id_from_xml(name: str) -> str:
    """The id that ``xml_id`` made fit for XML."""
    return _ESCAPED.sub(lambda code: _sign(int(code[1], 16)) or code[0], name).strip()


def _sign(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _outside(node: Node, levels: frozenset[str]) -> Iterator[Node]:
    """The data of one level: every element in it that is not on a level further in; groups are opened."""
    for child in node.children:
        if child.name not in levels:
            yield child
            if child.name.endswith("Grp"):
                yield from _outside(child, levels)


def _about_concept(entry: Entry, part: Node) -> None:
    if part.kind == "subjectField":
        if part.text and entry.texts.setdefault("domain", part.text) != part.text:
            entry.texts.setdefault("subdomain", part.text)
    elif part.kind == "source":
        if part.text:
            entry.texts.setdefault("source", part.text)
    elif part.kind == "definition":
        _first(entry, "definition_en", part.text)
    elif part.kind == "crossReference" and part.attributes.get("target"):
        relation = part.text.partition(":")[0]
        entry.add_link(relation if relation in LINKS else "related", id_from_xml(part.attributes["target"]))
    elif part.name == "note" and (said := _NOTE.fullmatch(part.text)):
        if said[1] in LINKS:
            entry.add_link(said[1], said[2])
        elif said[1] in ("subdomain", "platform"):
            entry.texts[said[1]] = said[2]


def _first(entry: Entry, name: str, text: str) -> None:
    """Give a field its text, unless it has one: TBX has room for several definitions."""
    if text:
        entry.texts.setdefault(name, text)


def _chinese(entry: Entry, section: Node, script: FileScript | None) -> None:
    for part in _outside(section, _TERMS):
        if part.kind == "definition":
            _first(entry, "definition_zh", part.text)
    for node in _terms(section):
        name = _name(entry, node)
        if not name:
            continue
        term = entry.add_form(name, script)
        for part in node.inside():
            if part.name == "descripGrp":
                _context(entry, part)
            elif part.kind == "context":
                if all(part.text != example.zh for example in entry.examples):
                    entry.examples.append(Example(part.text))
            else:
                _about_name(term, part)


def _about_name(term: GivenTerm, part: Node) -> None:
    if part.kind in _STATUSES:
        term.status = status_word(part.text) or term.status
    elif part.kind == "termType":
        term.kind = kind_word(part.text) or term.kind
    elif part.kind in _PINYIN:
        term.reading = part.text or term.reading
    elif part.name == "note" and (said := _NOTE.fullmatch(part.text)) and said[1] == "pinyin":
        term.reading = said[2]


def _context(entry: Entry, group: Node) -> None:
    """A sentence with its source and translation."""
    found = {part.kind: part.text for part in group.children}
    notes = {said[1]: said[2] for p in group.children if p.name == "note" and (said := _NOTE.fullmatch(p.text))}
    if found.get("context"):
        example = Example(found["context"], notes.get("translation", ""), found.get("source", ""))
        if example not in entry.examples:
            entry.examples.append(example)


def _english(entry: Entry, section: Node) -> None:
    for part in _outside(section, _TERMS):
        if part.kind == "definition":
            _first(entry, "definition_en", part.text)
    for node in _terms(section):
        name = _name(entry, node)
        status = next((status_word(part.text) for part in node.inside() if part.kind in _STATUSES), None)
        notes = (_NOTE.fullmatch(part.text) for part in node.inside() if part.name == "note")
        usage = next((said[2] for said in notes if said and said[1] == "usage"), "")
        entry.add_rendering(name, status, usage)


def _terms(section: Node) -> Iterator[Node]:
    return (node for node in section.children if node.name in _TERMS)


def _name(entry: Entry, node: Node) -> str:
    name = next((part.text for part in node.inside() if part.name == "term"), "")
    if not name:
        entry.fault("a term is empty.", f"line {node.line}")
    return name
