"""Markdown with ruby, which Markdown leaves to inline HTML; English as quotations, the glossary as a list."""

import re
from typing import BinaryIO

from reader.export.escape import escape
from reader.export.model import Block, Manuscript
from reader.export.options import ExportOptions
from reader.export.ruby import Piece, pieces
from reader.export.terms import TermUse
from reader.text.styles import write

_SIGNS = re.compile(r"([\\`*_\[\]|~])")
_AT_START = re.compile(r"^(\s*)([#>+=-]|\d+(?=[.)]))")
_AFTER_NUMBER = re.compile(r"^(\s*\d+)([.)])")


def quoted(text: str) -> str:
    """Text that Markdown and the HTML in it show as text."""
    return _SIGNS.sub(r"\\\1", escape(text))


def line(text: str) -> str:
    """A line whose beginning makes no heading, list or quotation of it. ``text`` is quoted already."""
    text = text.strip().replace("\n", " ")
    return _AFTER_NUMBER.sub(r"\1\\\2", text) if text[:1].isdigit() else _AT_START.sub(r"\1\\\2", text)


def _piece(piece: Piece) -> str:
    if not piece.reading:
        return quoted(piece.text)
    return f"<ruby>{quoted(piece.text)}<rp>(</rp><rt>{quoted(piece.reading)}</rt><rp>)</rp></ruby>"


def write_markdown(manuscript: Manuscript, options: ExportOptions, file: BinaryIO) -> None:
    """Write a text as one Markdown file."""
    del options  # nothing in it can be switched
    meta, knowledge, terms = manuscript.meta, manuscript.knowledge, TermUse(manuscript.knowledge)

    def chinese(block: Block) -> str:
        parts: list[str] = []
        for shown in block.shown.tokens:
            parts += map(_piece, pieces(shown, knowledge.name_kind))
            if shown.token.term is not None:
                terms.note(shown.token.term, block.number)
        return line("".join(parts))

    def put(*lines: str) -> None:
        file.write(("\n\n".join(lines) + "\n\n").encode())

    put(f"# {chinese(manuscript.title())}")
    if meta.title_en:
        put(f"*{quoted(meta.title_en.strip())}*")
    facts = [fact for fact in (meta.outlet, meta.topic, meta.place, meta.date) if fact]
    if facts:
        put(line(quoted(" · ".join(facts))))
    for block in manuscript.blocks():
        if block.is_blank:
            continue
        put(("## " if block.kind == "heading" else "") + chinese(block))
        if block.translation:
            put("> " + line(quoted(block.translation)))
    used = terms.used()
    if used:
        put("## Glossary")
        for each in used:
            name = each.concept.preferred
            forms = dict.fromkeys((name.hans, name.hant) if manuscript.script == "hans" else (name.hant, name.hans))
            reading = write(name.readings)
            places = ", ".join(str(p) for p in dict.fromkeys(paragraph for paragraph, _ in each.places) if p)
            head = f"**{quoted(' / '.join(forms))}** {quoted(reading)}: {quoted(each.concept.rendering)}"
            put(f"- {head}. {quoted(each.concept.definition_en)} (¶ {places})" if places else f"- {head}")
    for fact in (meta.origin, meta.licence):
        if fact:
            put(line(quoted(fact)))
