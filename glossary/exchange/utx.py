"""UTX 1.20 of AAMT: a tab-separated table with header lines that begin with #, comments with ##; - is no value.

A row is one name with one rendering. Held are names in both scripts with reading, kind and status, renderings with
status and note, definitions, domain, sub-domain, platform, source and the concept's id; rows of one id are one concept.
The three columns that UTX demands come first, then those that it knows, then ours; a reader of UTX passes over what it
does not know. Read are older versions too, and tables whose columns are named by language (``term:zh-Hans``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from glossary.exchange.attribution import ATTRIBUTION, COPYRIGHT, LICENCE, TITLE
from glossary.exchange.columns import IGNORED, Columns, columns, plain
from glossary.exchange.entry import TEXTS, Contents, FileScript
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.rows import RowCollector
from glossary.exchange.spelling import reading_text
from glossary.exchange.text import ExchangeError, decode, encode, flat, numbered_lines
from glossary.model import Concept, Rendering, Term, TermStatus

_COLUMNS: Final = (
    *("src", "tgt", "src:pos", "term status", "tgt:comment", "concept ID", "src:term status", "src:term type"),
    *("src:traditional", "src:reading", "definition", "src:definition", "domain", "subdomain", "platform", "source"),
)
_FIELDS: Final = {
    "src": "chinese",
    "tgt": "english",
    "src:pos": IGNORED,
    "term status": "english_status",
    "src:term status": "term_status",
    "src:traditional": "traditional",
    "tgt:pos": IGNORED,
    "comment": "english_note",
}
_STATUS: Final[dict[TermStatus, str]] = {"preferred": "approved", "admitted": "provisional", "deprecated": "forbidden"}
_PAIR = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*/\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")
_EMPTY = "-"


def write_utx(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    out.write(encode(_header(options)))
    for concept in concepts:
        for cells in _rows(concept):
            row = "\t".join(flat(cell) or _EMPTY for cell in cells)
            out.write(encode(f"{' ' * row.startswith('#')}{row}\r\n"))


def _header(options: WriteOptions) -> str:
    """Version, languages, time, properties; a comment; the columns. Each property is one name and one value."""
    first = ["UTX 1.20", "zh-Hans/en", options.now.isoformat(timespec="seconds")]
    first += [f"copyright: {_property(COPYRIGHT)}", f"license: {_property(LICENCE)}", f"Dictionary ID: {TITLE}"]
    columns = "\t".join(_COLUMNS)
    return f"#{'; '.join(first)}\r\n##description: {_property(ATTRIBUTION)}\r\n#{columns}\r\n"


def _property(text: str) -> str:
    """A text without the signs that part properties from each other and names from values."""
    return text.replace("https://", "").replace(";", ",").replace(":", ",")


def _rows(concept: Concept) -> Iterator[Sequence[str]]:
    renderings: Sequence[Rendering | None] = concept.renderings or (None,)
    whole = (concept.definition_en, concept.definition_zh, *(getattr(concept, name) for name in TEXTS[2:]))
    for term in concept.terms:
        for rendering in renderings:
            yield (*_pair(term, rendering, concept.id), *whole)


def _pair(term: Term, rendering: Rendering | None, identity: str) -> tuple[str, ...]:
    english = (rendering.text, _STATUS[rendering.status], rendering.note) if rendering else ("", "", "")
    name = (_STATUS[term.status], term.kind, term.hant, reading_text(term))
    return (term.hans, english[0], "", english[1], english[2], identity, *name)


def read_utx(data: bytes, name: str, options: ReadOptions) -> Contents:
    header, rows = _parts(decode(data, name))
    if not header:
        raise ExchangeError(f"{name} is no UTX file: it has no header line that begins with #.")
    script, english_first = _languages(header)
    headings = [heading.strip().lstrip("#") for heading in header[-1][1:].split("\t")]
    meaning = _meaning(headings, options, english_first)
    if not {"chinese", "simplified", "traditional"} & set(meaning.fields):
        raise ExchangeError(f"{name}, line {len(header)}: the column line of a UTX file names src, tgt and src:pos.")
    contents = Contents()
    if meaning.unused:
        contents.notices.append(f"Columns that are not used: {', '.join(meaning.unused)}.")
    collector = RowCollector(contents, options.script or script)
    for number, line in rows:
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(meaning.fields) and any(cells[len(meaning.fields) :]):
            contents.fault(f"line {number}", f"has {len(cells)} cells under {len(meaning.fields)} columns.")
            continue
        pairs = zip(meaning.fields, cells, strict=False)
        collector.add(number, {field: [cell] for field, cell in pairs if field != IGNORED and cell not in ("", _EMPTY)})
    return contents


def _parts(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The header's lines, of which the last names the columns, and the rest."""
    lines = numbered_lines(text)
    end = next((i for i, (_, line) in enumerate(lines) if not line.startswith("#")), len(lines))
    header = [line for _, line in lines[:end]]
    while len(header) > 1 and ("\t" not in header[-1] or header[-1].startswith("##")):
        header.pop()
    return header, lines[len(header) :]


def _languages(header: Sequence[str]) -> tuple[FileScript | None, bool]:
    """The script of the Chinese by the header's pair of languages, and whether English is its source."""
    pair = next((found for line in header[:-1] if (found := _PAIR.search(line))), None)
    if pair is None:
        return None, False
    source, target = pair[1].lower(), pair[2].lower()
    english_first = source.startswith("en") and not target.startswith("en")
    return script_of(target if english_first else source), english_first


def script_of(tag: str) -> FileScript | None:
    """The script that a language tag means: ``zh-Hans``, ``zh-CN``; None for ``zh`` alone."""
    parts = tag.lower().replace("_", "-").split("-")
    if "hans" in parts or "cn" in parts or "sg" in parts:
        return "hans"
    return "hant" if {"hant", "tw", "hk", "mo"} & set(parts) else None


def _meaning(headings: Sequence[str], options: ReadOptions, english_first: bool) -> Columns:
    swapped = {"src": "tgt", "tgt": "src"} if english_first else {}
    said = {}
    for heading in headings:
        key = heading.lower()
        for old, new in swapped.items():
            if key == old or key.startswith(f"{old}:"):
                key = new + key[len(old) :]
                break
        kind, _, tag = key.partition(":")
        if kind == "term" and tag:
            said[heading] = (
                "english"
                if tag.startswith("en")
                else {"hans": "simplified", "hant": "traditional"}.get(script_of(tag) or "", "chinese")
            )
        elif key in _FIELDS:
            said[heading] = _FIELDS[key]
        elif plain(key) != plain(heading):
            said[heading] = columns([key], {}).fields[0]
    return columns(headings, {**said, **options.columns})
