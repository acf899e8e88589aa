"""Which format a file name asks for, and the export of a text from the session into it."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from reader.errors import ReaderError
from reader.export.knowledge import SessionKnowledge
from reader.export.model import Manuscript
from reader.export.options import ExportOptions
from reader.export.writing import replacing
from reader.session import Session
from reader.stand_in import with_marks
from reader.text.convert import OpenCCConverter
from texts.model import SourceText

Progress = Callable[[int, int], None]
"""Told after each paragraph how many are done, and of how many."""


class ExportError(ReaderError):
    """The export cannot be made; the sentence says why."""


Writer = Callable[[Manuscript, ExportOptions, BinaryIO], None]


def _writer(suffix: str) -> Writer:
    """What writes files of this kind; each is imported when it is needed."""
    match suffix:
        case ".html" | ".htm":
            from reader.export.page import write_page

            return write_page
        case ".epub":
            from reader.export.epub import write_epub

            return write_epub
        case ".md" | ".markdown":
            from reader.export.markdown import write_markdown

            return write_markdown
        case ".txt":
            from reader.export.plain import write_plain

            return write_plain
    raise ExportError(f"“{suffix}” is no kind of file that duban makes; end the name in .html, .epub, .md or .txt.")


def writer_for(out: Path) -> Writer:
    """What writes ``out``; ``-`` is standard output, as HTML. Raises ExportError where nothing can be written."""
    if str(out) == "-":
        return _writer(".html")
    write = _writer(out.suffix.lower())
    if not out.parent.is_dir():
        raise ExportError(f"There is no folder {out.parent} to put {out.name} in.")
    if out.is_dir():
        raise ExportError(f"{out} is a folder; give the file a name.")
    return write


def export(
    session: Session,
    source: SourceText,
    out: Path,
    options: ExportOptions,
    progress: Progress | None = None,
    jobs: int | None = 1,
    fast: bool = False,
) -> None:
    """Write a text to ``out`` in the format of its suffix; ``-`` is standard output, as HTML. ``jobs``: processes that
    share the analysis; None: as many as pay. ``fast``: the first tier of the analysis alone.

    The old file stays until the new one is whole. Raises ExportError or another of USER_ERRORS.
    """
    write = writer_for(out)
    text = manuscript(session, source, options, progress, jobs, fast)
    if str(out) == "-":
        write(text, options, sys.stdout.buffer)
        return
    with replacing(out) as file:
        write(text, options, file)


def public_id(text_id: str) -> str:
    """An id that may leave the house: a file's is its path, which is nobody's business but its owner's."""
    return Path(text_id).stem.strip("-") or "text"


def manuscript(
    session: Session,
    source: SourceText,
    options: ExportOptions,
    progress: Progress | None = None,
    jobs: int | None = 1,
    fast: bool = False,
) -> Manuscript:
    """A text with all the session knows of it."""
    text_id = source.meta.id
    analyser = session.analyser(text_id, fast=fast)
    source = with_marks(replace(source, meta=replace(source.meta, id=public_id(text_id))))
    analysed = partial(session.analysed, text_id, jobs=jobs, fast=fast)
    converter = OpenCCConverter(context=not fast)
    return Manuscript(source, analyser, SessionKnowledge(session), options.script, progress, analysed, converter)
