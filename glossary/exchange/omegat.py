"""OmegaT's glossary: UTF-8 lines of source, target and comment between tabs; a line that begins with # is a comment.

Held are names, renderings with their status, the English definition and the concept's id: a line for each name (in
both scripts, unless one is asked for) and each rendering. The comment reads
``[deprecated: why] The definition. {duban:the-id}``; OmegaT shows it to the translator, and by the id the lines of
one concept are put together again. In files of other origin, lines with the same source and no other comment are one
concept, and the comment is its English definition.
"""

import re
from collections.abc import Iterable
from typing import BinaryIO

from glossary.exchange.attribution import ATTRIBUTION
from glossary.exchange.entry import Contents, Entry, FileScript
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.text import decode, encode, flat, numbered_lines
from glossary.exchange.words import status_word
from glossary.fold import fold
from glossary.model import Concept, Rendering, Term

_MARK = re.compile(r"\[(preferred|admitted|deprecated)(?:: ([^\]]*))?\] ?")
_ID = "{duban:"


def write_omegat(concepts: Iterable[Concept], out: BinaryIO, options: WriteOptions) -> None:
    out.write(encode(f"# -*- coding: utf-8 -*-\n# {ATTRIBUTION}\n"))
    for concept in concepts:
        for term in concept.terms:
            for form in forms(term, options.script):
                for rendering in concept.renderings:
                    cells = (form, rendering.text, _comment(concept, rendering))
                    line = "\t".join(map(flat, cells))
                    # A name that begins with # is moved by a space, so that the line is no comment.
                    out.write(encode(f"{' ' * line.startswith('#')}{line}\n"))


def forms(term: Term, script: FileScript | None) -> tuple[str, ...]:
    """A name in the script asked for, or in both."""
    if script is not None:
        return (getattr(term, script),)
    return (term.hans,) if term.hans == term.hant else (term.hans, term.hant)


def _comment(concept: Concept, rendering: Rendering) -> str:
    note = flat(rendering.note).replace("]", ")")
    definition = flat(concept.definition_en)
    mark = ""
    if rendering.status != "preferred" or note or definition.startswith("["):
        mark = f"[{rendering.status}{f': {note}' if note else ''}]"
    return " ".join(filter(None, (mark, definition, f"{_ID}{flat(concept.id)}}}")))


def read_omegat(data: bytes, name: str, options: ReadOptions) -> Contents:
    contents = Contents()
    by_id: dict[str, Entry] = {}
    by_name: dict[tuple[str, str], Entry] = {}
    for number, line in numbered_lines(decode(data, name)):
        if line.startswith("#") or not line.strip():
            continue
        where = f"line {number}"
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            contents.fault(where, "has no source and target with a tab between them.")
            continue
        status, note, definition, identity = _read_comment(cells[2] if len(cells) > 2 else "")
        known = by_id.get(identity) if identity else by_name.get((fold(cells[0]), definition))
        entry = known or Entry(where, identity)
        if known is None:
            contents.entries.append(entry)
            by_id[identity] = by_name[fold(cells[0]), definition] = entry
        entry.add_form(cells[0], options.script)
        entry.add_rendering(cells[1], status_word(status) if status else None, note)
        entry.add_text("definition_en", definition, where)
    return contents


def _read_comment(comment: str) -> tuple[str, str, str, str]:
    """Status, note, definition and id, each empty where the comment does not have it."""
    identity = ""
    if comment.endswith("}") and _ID in comment:
        comment, _, identity = comment[:-1].rpartition(_ID)
    mark = _MARK.match(comment)
    status, note = (mark[1], mark[2] or "") if mark else ("preferred" if identity else "", "")
    return status, note.strip(), comment[mark.end() if mark else 0 :].strip(), identity.strip()
