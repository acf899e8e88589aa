"""What every reader of another dictionary format gives back."""

from collections.abc import Iterator

from msgspec import Struct

from glossary.dictionary.stored import StoredEntry
from glossary.errors import DictionaryError

MOST_ENTRIES = 2_000_000


class Foreign(Struct, frozen=True):
    """A dictionary as it came: what it says of itself, and its entries, read once."""

    format: str
    title: str
    about: dict[str, str]
    """``date``, ``license``, ``publisher``, ``description``: one line each, what there is."""
    entries: Iterator[StoredEntry]


def counted(entries: Iterator[StoredEntry], name: str) -> Iterator[StoredEntry]:
    for number, entry in enumerate(entries, 1):
        if number > MOST_ENTRIES:
            raise DictionaryError(f"{name} has more than {MOST_ENTRIES:,} entries, which no dictionary has.")
        yield entry
