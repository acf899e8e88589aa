"""Which format a file name asks for, and the export of a text from the session into it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.export.knowledge import SessionKnowledge
from reader.export.model import Manuscript
from reader.export.options import ExportOptions
from reader.export.writing import replacing
from reader.session import Session
from texts.model import SourceText

Progress = Callable[[int, int], None]
"""Told after each paragraph how many are done, and of how many."""


class ExportError(ReaderError):
    """The export cannot be made; the sentence says why."""


def _html(manuscript: Manuscript, options: ExportOptions) -> Iterator[bytes]:
    from reader.export.page import Page

    return (part.encode() for part in Page(manuscript, options).write())


FORMATS: Final[dict[str, Callable[[Manuscript, ExportOptions], Iterator[bytes]]]] = {
    ".html": _html,
    ".htm": _html,
}
"""Suffix → how a manuscript becomes a file of that kind, part by part."""


def export(session: Session, name: str, out: Path, options: ExportOptions, progress: Progress | None = None) -> None:
    """Write a text to ``out`` in the format of its suffix; ``-`` is standard output, as HTML.

    The old file stays until the new one is whole. Raises ExportError or another of USER_ERRORS.
    """
    suffix = ".html" if str(out) == "-" else out.suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise ExportError(f"“{out}” does not say what to make; end it in one of {known}.")
    parts = FORMATS[suffix](manuscript(session, session.library.load(name), options, progress), options)
    if str(out) == "-":
        for part in parts:
            sys.stdout.buffer.write(part)
        return
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder {out.parent} to put {out.name} in.")
    with replacing(out) as file:
        for part in parts:
            file.write(part)


def manuscript(
    session: Session, source: SourceText, options: ExportOptions, progress: Progress | None = None
) -> Manuscript:
    """A text with all the session knows of it."""
    analyser = session.analyser(source.meta.id)
    # A file's id is its path, which is nobody's business but its owner's.
    source = replace(source, meta=replace(source.meta, id=Path(source.meta.id).stem.strip("-") or "text"))
    return Manuscript(source, analyser, SessionKnowledge(session), options.script, progress)
