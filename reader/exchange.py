"""Glossary files taken in and given out: bytes from a file or a pipe, the plan, and one step in the record."""

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from glossary.exchange.entry import FileScript
from glossary.exchange.formats import format_of, read, write
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.plan import Plan, plan
from glossary.exchange.text import LARGEST
from glossary.model import Concept
from glossary.termbase import Termbase
from reader.completion import SessionCompleter
from reader.errors import ReaderError
from reader.export.writing import replacing
from reader.session import Session

STANDARD = "-"
"""Standard input or output in place of a file."""


class GlossaryFile(Struct, frozen=True):
    """A glossary file to be read."""

    path: str
    form: str | None = None
    """Its format, where the name does not say it."""
    columns: Mapping[str, str] = {}
    script: FileScript | None = None

    @property
    def name(self) -> str:
        return "standard input" if self.path == STANDARD else Path(self.path).name


def plan_import(session: Session, file: GlossaryFile, base: Termbase | None = None) -> Plan:
    """What the import of a file would change in the session's termbase, or in another one; nothing is written.

    Raises ExchangeError where nothing of the file can be read; faults of single entries are in the plan.
    """
    form = format_of(file.name, file.form)
    contents = read(_bytes(file), file.name, form, ReadOptions(file.columns, file.script))
    return plan(contents, session.termbase if base is None else base, SessionCompleter(session))


def carry_out(session: Session, file: GlossaryFile, planned: Plan) -> None:
    """Have the sound part of a plan so: one step, which undo takes back."""
    session.terms.save(planned.concepts, f"the import of {file.name}")


def _bytes(file: GlossaryFile) -> bytes:
    """The file's content, or one byte more than a glossary may have."""
    if file.path == STANDARD:
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(file.path)
    if path.is_dir():
        raise ReaderError(f"{path} is a folder; name a glossary file.")
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise ReaderError(f"There is no file {path}.") from error
    except OSError as error:
        raise ReaderError(f"{path} cannot be read: {error.strerror}.") from error


def export_glossary(
    session: Session, concepts: Iterable[Concept], out: str, said: str | None = None, script: FileScript | None = None
) -> None:
    """Write concepts to a file in the format of its suffix, or in the one that is said; ``-`` is standard output.

    The old file stays until the new one is whole. Raises ExchangeError or ReaderError.
    """
    form = format_of(out, said)
    now = datetime.now(UTC)
    options = WriteOptions(now, script, bom=out != STANDARD, find=session.termbase.concept)
    if out == STANDARD:
        write(concepts, sys.stdout.buffer, form, options)
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    if path.is_dir():
        raise ReaderError(f"{path} is a folder; give the file a name.")
    if not path.parent.is_dir():
        raise ReaderError(f"There is no folder {path.parent} to put {path.name} in.")
    with replacing(path) as file:
        write(concepts, file, form, options)
