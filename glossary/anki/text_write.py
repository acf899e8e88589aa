"""Anki's text format: our notes on a line each, found again by their GUIDs. Anki must have the note types already."""

from collections.abc import Sequence
from typing import BinaryIO

from glossary.anki.model import DECK, FIELDS, AnkiNote
from glossary.anki.package_write import CREDITS


def write_text(notes: Sequence[AnkiNote], out: BinaryIO, deck: str = DECK) -> None:
    """Write notes for Anki's text import (2.1.54 and later)."""
    columns = ("GUID", "Type", *FIELDS, "Tags")
    headers = (
        "#separator:Tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        f"#tags column:{len(columns)}",
        f"#deck:{' '.join(deck.split())}",
        "#columns:" + "\t".join(columns),
        f"# {CREDITS}",
    )
    for line in headers:
        out.write(line.encode("utf-8", "replace") + b"\n")
    for note in notes:
        cells = (note.guid, note.type_name, *note.values, " ".join(note.tags))
        out.write("\t".join(map(_cell, cells)).encode("utf-8", "replace") + b"\n")


def _cell(text: str) -> str:
    """In quotes, since a GUID may begin with “#”, which would make the line a comment, and a field have quotes."""
    return '"' + text.replace('"', '""') + '"'
