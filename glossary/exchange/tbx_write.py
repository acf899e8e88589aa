"""TBX-Basic written: ISO 30042:2019 in DCA style, or the older martif dialect, which OmegaT and others read.

Held is everything but line breaks and control characters. TBX-Basic has no place of its own for some of it; there
stands a note that begins with its name: ``pinyin: zhí bō`` at a term, ``usage: …`` why a rendering is wrong,
``translation: …`` at a context, ``subdomain: …`` and ``platform: …`` at the entry. A cross-reference begins with
``broader:`` or ``narrower:`` where it is one. Ids are made fit for XML: ``618`` becomes ``_x0036_18``.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from glossary.exchange.attribution import ATTRIBUTION, TITLE
from glossary.exchange.entry import LINKS
from glossary.exchange.options import WriteOptions
from glossary.exchange.spelling import reading_text
from glossary.exchange.text import encode, flat
from glossary.model import Concept, FormKind, Rendering, Term

_FIRST = re.compile(r"[A-Za-z_]")
_NO_NAME = re.compile(r"[^A-Za-z0-9._\-]|_(?=x[0-9A-F]{4,6}_)")
TYPES: Final[dict[FormKind, str]] = {"full": "fullForm", "variant": "variant", "abbreviation": "abbreviation"}


def xml_id(identity: str) -> str:
    """An id as XML allows it, from which the id can be had back."""
    name = _NO_NAME.sub(lambda sign: f"_x{ord(sign[0]):04X}_", identity)
    return name if _FIRST.match(name) else f"_x{ord(name[0]):04X}_{name[1:]}"


def write_tbx(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    """ISO 30042:2019, DCA style."""
    _write(concepts, out, options, _Dialect("conceptEntry", "langSec", "termSec"), _HEAD, "</text></tbx>\n")


def write_martif(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    """ISO 30042:2008, TBX-Basic's martif."""
    _write(concepts, out, options, _Dialect("termEntry", "langSet", "tig"), _MARTIF, "</text></martif>\n")


_DESCRIPTION = f"<p>{escape(TITLE)}</p><p>{escape(ATTRIBUTION)}</p>"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
    f"<tbxHeader><fileDesc><sourceDesc>{_DESCRIPTION}</sourceDesc></fileDesc></tbxHeader>\n<text>"
)
_MARTIF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
    '<martif type="TBX-Basic" xml:lang="en">\n'
    f"<martifHeader><fileDesc><sourceDesc>{_DESCRIPTION}</sourceDesc></fileDesc>"
    '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text>'
)


class _Dialect:
    """The names of the three levels."""

    def __init__(self, entry: str, language: str, term: str) -> None:
        self.entry, self.language, self.term = entry, language, term


def _write(
    concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions, dialect: _Dialect, head: str, tail: str
) -> None:
    every = list(concepts)
    here = {concept.id for concept in every}
    out.write(encode(head + ("<body>\n" if every else "")))  # a body must have an entry
    for concept in every:
        out.write(encode("\n".join(_entry(concept, here, options, dialect)) + "\n"))
    out.write(encode(("</body>" if every else "") + tail))


def _entry(concept: Concept, here: Collection[str], options: WriteOptions, dialect: _Dialect) -> Iterator[str]:
    yield f"<{dialect.entry} id={quoteattr(xml_id(concept.id))}>"
    if flat(concept.domain):
        yield _element("descrip", "subjectField", concept.domain)
    for name in ("subdomain", "platform"):
        if text := flat(getattr(concept, name)):
            yield _note(name, text)
    if not concept.renderings:  # no English section to hold it
        yield from _definition(concept.definition_en)
    if flat(concept.source):
        yield _element("admin", "source", concept.source)
    for name in LINKS:
        for target in getattr(concept, name):
            yield _reference(name, target, here, options)
    for language, script in (("zh-Hans", "hans"), ("zh-Hant", "hant")):
        yield f'<{dialect.language} xml:lang="{language}">'
        if script == "hans":
            yield from _definition(concept.definition_zh)
        for number, term in enumerate(concept.terms):
            yield f"<{dialect.term}><term>{_text(getattr(term, script))}</term>"
            yield from _about_name(term)
            if script == "hans" and not number:
                yield from _contexts(concept)
            yield f"</{dialect.term}>"
        yield f"</{dialect.language}>"
    if concept.renderings:
        yield f'<{dialect.language} xml:lang="en">'
        yield from _definition(concept.definition_en)
        for rendering in concept.renderings:
            yield f"<{dialect.term}><term>{_text(rendering.text)}</term>{_status(rendering)}"
            if note := flat(rendering.note):
                yield _note("usage", note)
            yield f"</{dialect.term}>"
        yield f"</{dialect.language}>"
    yield f"</{dialect.entry}>"


def _definition(text: str) -> Iterator[str]:
    if flat(text):
        yield _element("descrip", "definition", text)


def _about_name(term: Term) -> Iterator[str]:
    yield f'<termNote type="termType">{TYPES[term.kind]}</termNote>{_status(term)}'
    if reading := reading_text(term):
        yield _note("pinyin", flat(reading))


def _contexts(concept: Concept) -> Iterator[str]:
    for example in concept.examples:
        yield f"<descripGrp>{_element('descrip', 'context', example.zh)}"
        if flat(example.source):
            yield _element("admin", "source", example.source)
        if flat(example.en):
            yield _note("translation", flat(example.en))
        yield "</descripGrp>"


def _reference(name: str, target: str, here: Collection[str], options: WriteOptions) -> str:
    """A reference to another entry; to one that is not in the file none can be made, so a note names it."""
    if target not in here:
        return _note(name, flat(target))
    concept = options.find(target)
    shown = f"{name}: {flat(concept.preferred.hans if concept else target)}"
    return f'<ref type="crossReference" target={quoteattr(xml_id(target))}>{_text(shown)}</ref>'


def _status(item: Term | Rendering) -> str:
    return f'<termNote type="administrativeStatus">{item.status}Term-admn-sts</termNote>'


def _element(name: str, kind: str, text: str) -> str:
    return f'<{name} type="{kind}">{_text(text)}</{name}>'


def _note(name: str, text: str) -> str:
    return f"<note>{_text(f'{name}: {text}')}</note>"


def _text(text: str) -> str:
    return escape(flat(text))
