"""What is kept of the library between runs, in the cache folder: one file with a line on each text, and a file with the
words of each. All of it can be thrown away; what cannot be read or written is done without.
"""

import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from reader.figures import Words
from reader.text.levels import HskList
from texts.listing import Listed, Stamp
from texts.model import TextMeta

FORM: Final = 1
"""Goes up when what is kept, or how words are counted, changes."""
_SPARE = 200
"""Files of words that may lie about without a text before they are swept away."""


class KeptFigures(Struct, frozen=True, array_like=True):
    """The figures of a text, and the key of all that they hang on."""

    key: str
    known: float | None
    terms: int
    unknown_terms: int
    list: HskList
    counts: tuple[int, ...]
    outside: int


class Kept(Struct, frozen=True, array_like=True):
    """What a text said of itself when its files had this stamp."""

    stamp: Stamp
    meta: TextMeta
    fault: str = ""
    paragraphs: int = 0
    characters: int = 0
    step: int = 1
    """Paragraphs from one of the marks to the next."""
    marks: list[int] = []
    """Code points before every so many paragraphs."""
    last_length: int = 0
    """Code points of the last paragraph."""
    content: str = ""
    """Key of what is read."""
    figures: KeptFigures | None = None


class KeptWords(Struct, frozen=True, array_like=True):
    """The words of a text, with the keys of what they hang on besides the text."""

    form: int
    cuts: str
    terms_key: str
    matches: str
    words: Words


class _File(Struct, frozen=True, array_like=True):
    form: int
    kept: dict[str, Kept]
    """By the text's folder."""


class OverviewCache:
    """The cache in ``folder``, read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Kept] | None = None
        self._changed = False

    def get(self, listed: Listed, *, any_stamp: bool = False) -> Kept | None:
        """What is known of a text as it lies on the disk now; ``any_stamp``: or as it lay there once."""
        kept = self._kept().get(str(listed.folder))
        return kept if kept is not None and (any_stamp or kept.stamp == listed.stamp) else None

    def put(self, listed: Listed, kept: Kept) -> None:
        self._kept()[str(listed.folder)] = kept
        self._changed = True

    def words(self, content: str) -> KeptWords | None:
        """The words that were counted in a text of this content."""
        try:
            packed = zlib.decompress(self._words_file(content).read_bytes())
            kept = msgspec.msgpack.decode(packed, type=KeptWords)
        except (OSError, zlib.error, msgspec.DecodeError):
            return None
        return kept if kept.form == FORM else None

    def put_words(self, content: str, words: KeptWords) -> None:
        with suppress(UnicodeEncodeError):
            _write(self._words_file(content), zlib.compress(msgspec.msgpack.encode(words), 1))

    def keep(self) -> None:
        """Write down what has changed."""
        if not self._changed:
            return
        self._changed = False
        # A folder's name that is not UTF-8 cannot be packed, and has a fault that is found again at once.
        kept = {folder: one for folder, one in list(self._kept().items()) if folder.isprintable()}
        kept = {folder: one for folder, one in kept.items() if not one.fault and Path(folder).exists()}
        _write(self._folder / "texts.bin", msgspec.msgpack.encode(_File(FORM, kept)))
        self._sweep({one.content for one in kept.values()})

    def _kept(self) -> dict[str, Kept]:
        if self._found is None:
            self._found = {}
            with suppress(OSError, msgspec.DecodeError):
                file = msgspec.msgpack.decode((self._folder / "texts.bin").read_bytes(), type=_File)
                if file.form == FORM:
                    self._found = file.kept
        return self._found

    def _words_file(self, content: str) -> Path:
        return self._folder / "words" / f"{content}.bin"

    def _sweep(self, wanted: set[str]) -> None:
        with suppress(OSError):
            files = list((self._folder / "words").glob("*.bin"))
            if len(files) > len(wanted) + _SPARE:
                for file in files:
                    if file.stem not in wanted:
                        file.unlink()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all. Not forced to the disk: what a power cut takes is worked out again."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
