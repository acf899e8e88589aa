"""CSV and TSV with a header row: for spreadsheets, and read from those of memoQ, Phrase, Lute and the like.

Written are as many rows as a concept has names, renderings or examples, one of each a row, the concept's id on all
of them and what is said of the whole concept on the first. Read are rows of one id as one concept; rows without an id
as one where they have the same name and no other definition, domain or source; in one cell, several values split by
``;`` or ``|`` (``\\;``, ``\\|`` stand for the signs themselves).

A cell that a spreadsheet would run as a formula gets an apostrophe before it, which is taken away when it is read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, BinaryIO

from glossary.exchange.attribution import ATTRIBUTION
from glossary.exchange.columns import IGNORED, OWN, Columns, check_mapping, columns
from glossary.exchange.entry import LINKS, TEXTS, Contents
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.rows import RowCollector
from glossary.exchange.spelling import reading_text
from glossary.exchange.text import ExchangeError, decode, encode
from glossary.model import Concept

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for a formula, and the same with our apostrophe before it. Full-width signs count for
Excel in East Asian settings."""
_SPLIT = re.compile(r"\\([;|；\\])|([;|；])")
_LONGEST_CELL = 10_000_000


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """What stood in a cell before it was neutralised."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def one(value: str) -> str:
    """A value in a cell that may hold several."""
    return re.sub(r"([;|；\\])", r"\\\1", value)


def several(cell: str) -> list[str]:
    """The values in a cell."""
    values = [""]
    last = 0
    for sign in _SPLIT.finditer(cell):
        values[-1] += cell[last : sign.start()] + (sign[1] or "")
        if sign[2]:
            values.append("")
        last = sign.end()
    values[-1] += cell[last:]
    return [value for value in map(str.strip, values) if value]


def write_csv(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    _write(concepts, out, options, ",")


def write_tsv(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    _write(concepts, out, options, "\t")


def _write(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions, delimiter: str) -> None:
    if options.bom:
        out.write(b"\xef\xbb\xbf")
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(OWN)
    attribution = ATTRIBUTION
    for concept in concepts:
        for row in _rows(concept):
            writer.writerow([neutral(cell) for cell in (*row, attribution)])
            attribution = ""
        out.write(encode(text.getvalue()))
        text.seek(0)
        text.truncate()
    out.write(encode(text.getvalue()))


def _rows(concept: Concept) -> Iterator[list[str]]:
    whole = {name: getattr(concept, name) for name in TEXTS}
    whole |= {name: ";".join(map(one, getattr(concept, name))) for name in LINKS}
    parts = zip_longest(concept.terms, concept.renderings, concept.examples)
    for term, rendering, example in parts:
        cells = {"concept_id": concept.id, **whole}
        if term is not None:
            names = {"simplified": one(term.hans), "traditional": one(term.hant), "pinyin": one(reading_text(term))}
            cells |= {**names, "term_status": term.status, "term_kind": term.kind}
        if rendering is not None:
            cells |= {"english": one(rendering.text), "english_status": rendering.status}
            cells["english_note"] = one(rendering.note)
        if example is not None:
            cells |= {"example": example.zh, "example_en": example.en, "example_source": example.source}
        yield [cells.get(name, "") for name in OWN[:-1]]
        whole = {}


def read_csv(data: bytes, name: str, options: ReadOptions) -> Contents:
    """Split by comma, semicolon or tab, whichever gives a header row that means most."""
    return _read(data, name, options, ",;\t")


def read_tsv(data: bytes, name: str, options: ReadOptions) -> Contents:
    return _read(data, name, options, "\t")


def _read(data: bytes, name: str, options: ReadOptions, delimiters: str) -> Contents:
    text = decode(data, name)
    if re.match(r"sep=[,;\t]\r?\n", text):  # Excel's own first line
        delimiters, text = text[4], "\n" + text.split("\n", 1)[1]
    delimiter = max(delimiters, key=lambda sign: _meaning(text, sign, options).known)
    contents = Contents()
    try:
        _collect(name, options, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), contents)
    except csv.Error as error:
        if delimiter != "\t":
            raise ExchangeError(f"{name}, {error.args[0]}") from error
        # Tab-separated files of other tools quote nothing; a quotation mark there is one.
        contents = Contents()
        plain = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        _collect(name, options, plain, contents)
    return contents


def _meaning(text: str, delimiter: str, options: ReadOptions) -> Columns:
    try:
        header = _first_row(csv.reader(io.StringIO(text[:_LONGEST_CELL], newline=""), delimiter=delimiter))
    except csv.Error:
        header = []
    return columns(header, options.columns)


def _first_row(rows: Iterator[list[str]]) -> list[str]:
    return next((row for row in rows if any(cell.strip() for cell in row)), [])


def _collect(name: str, options: ReadOptions, rows: Any, contents: Contents) -> None:
    """``rows`` is a reader of ``csv``."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        headings = [restored(cell).strip() for cell in _first_row(rows)]
        meaning = columns(headings, options.columns)
        check_header(headings, meaning, name, options)
        if meaning.unused:
            contents.notices.append(f"Columns that are not used: {', '.join(meaning.unused)}.")
        collector = RowCollector(contents, options.script, lute="parent" in map(str.lower, headings))
        start = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                _add(collector, meaning, row, start, contents)
            start = rows.line_num + 1
    except csv.Error as error:
        where = f"line {rows.line_num}"
        problem = "a quotation mark is not closed" if "end of data" in str(error) else f"{error}"
        raise csv.Error(f"{where}: {problem}; see that “ in a cell stands doubled.".replace("“", '"')) from error
    finally:
        csv.field_size_limit(limit)


def check_header(headings: Sequence[str], meaning: Columns, name: str, options: ReadOptions) -> None:
    """Raises ExchangeError for a header row from which no name can be taken."""
    if not headings:
        raise ExchangeError(f"{name} is empty; its first row must name the columns.")
    check_mapping(options.columns, headings, name)
    names = {"concept_id", "simplified", "traditional", "chinese"}
    if not names & set(meaning.fields):
        shown = ", ".join(filter(None, headings))[:200]
        raise ExchangeError(
            f"The first row of {name} names no column with Chinese terms (it has: {shown}). Say which it is: "
            f'--map "{next(filter(None, headings), "COLUMN")}=chinese"'
        )


def _add(collector: RowCollector, meaning: Columns, row: list[str], line: int, contents: Contents) -> None:
    if len(row) > len(meaning.fields) and any(cell.strip() for cell in row[len(meaning.fields) :]):
        contents.fault(f"line {line}", f"has {len(row)} cells under {len(meaning.fields)} headings.")
        return
    cells: dict[str, list[str]] = {}
    for field, cell in zip(meaning.fields, row, strict=False):
        if field != IGNORED and cell.strip():
            cells.setdefault(field, []).append(restored(cell))
    collector.add(line, {field: _values(field, found) for field, found in cells.items()})


_MANY = frozenset(
    (
        *("simplified", "traditional", "chinese", "pinyin", "term_status", "term_kind"),
        *("english", "english_status", "english_note", *LINKS),
    )
)


def _values(field: str, cells: Sequence[str]) -> list[str]:
    if field in _MANY:
        return [value for cell in cells for value in several(cell)]
    return [value if field.startswith("example") or field in TEXTS else value.strip() for value in cells]
