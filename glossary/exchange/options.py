"""What a reader and a writer may be told, beyond the bytes and the concepts."""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from glossary.exchange.entry import FileScript
from glossary.model import Concept


class ReadOptions(Struct, frozen=True):
    columns: Mapping[str, str] = {}
    """For tables: the name of a column → the field that it holds, beside the well-known names."""
    script: FileScript | None = None
    """The script of names where the file does not say it."""


class WriteOptions(Struct, frozen=True):
    now: datetime
    """The time that a header names."""
    script: FileScript | None = None
    """For formats with one Chinese form a line (OmegaT): the one that is written; both where None."""
    bom: bool = False
    """Whether a table begins with a byte order mark, by which Excel knows UTF-8."""
    find: Callable[[str], Concept | None] = lambda _: None
    """The concept of an id, for the names of related ones."""
