"""Writing a text as a folder of the library: ``meta.toml``, ``zh.txt`` and what else there is to say of it.

``en.txt`` stands beside ``zh.txt`` line for line if there is a translation; ``raw.txt`` holds the paragraphs as they
arrived and ``repairs.jsonl`` what was done to them, where repair changed anything.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from texts.errors import UnreadableTextError
from texts.library import LARGEST, fingerprint
from texts.manifest import manifest, standing_name
from texts.model import BOILERPLATE, Paragraph, SourceText, TextMeta
from texts.repairs import FILE as REPAIRS
from texts.repairs import stored

_DRAFT = ".import-"
_LEFT_SECONDS = 86_400
"""After which a draft is one that nobody will finish."""
_BREAKS = re.compile(r"[\r\n\x00]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_ID = re.compile(r"[^\w.-]+")


class FolderDraft:
    """A text folder in the making, beside the place that it will take; a paragraph at a time, none of them held."""

    def __init__(self, folder: Path) -> None:
        """``folder``: where the draft lies; it is there and empty."""
        self._folder = folder
        self._files: dict[str, BinaryIO] = {}
        self._standings: dict[str, list[int]] = {}
        self._arrived, self._read = hashlib.sha256(), hashlib.sha256()
        self._size = 0
        self.count = 0
        """Paragraphs so far."""
        self.blank = True
        """Whether nothing but blank paragraphs has come."""
        self.mended = self.doubtful = 0
        """Repairs so far, and those of them that a person should look at."""
        self.dropped = self.offered = 0
        """Stretches that a page added, taken out and left to be decided."""
        self._changed = False

    def add(self, paragraph: Paragraph, arrived: str | None = None) -> None:
        """One more paragraph; ``arrived``: as it was before repair, if it has been through repair."""
        line = _line(paragraph.text)
        raw = line if arrived is None else _line(arrived)
        self._write("zh.txt", line)
        if arrived is not None:
            self._write("raw.txt", raw)
        if paragraph.translation and "en.txt" not in self._files:
            self._write("en.txt", "\n" * self.count)
        if "en.txt" in self._files:
            self._write("en.txt", _line(paragraph.translation or ""))
        for one in stored(self.count, paragraph):
            self._file(REPAIRS).write(one)
        made = [mend for mend in paragraph.mends if mend.state != "undone"]
        self._changed = self._changed or bool(paragraph.mends)
        self.dropped += sum(mend.kind == BOILERPLATE for mend in made)
        self.offered += sum(mend.is_offer for mend in paragraph.mends)
        self.mended += sum(mend.kind != BOILERPLATE for mend in made)
        self.doubtful += sum(mend.doubtful for mend in paragraph.mends)
        if name := standing_name(paragraph.kind, paragraph.level):
            self._standings.setdefault(name, []).append(self.count)
        for digest, text in ((self._arrived, raw), (self._read, line)):
            digest.update("".join(text.split()).encode())
        self.blank = self.blank and not line.strip()
        self.count += 1

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What the text is known again by, whatever its white space and line ends: as it arrived, and as repaired."""
        return tuple(dict.fromkeys(map(fingerprint, (self._arrived, self._read))))

    def finish(self, meta: TextMeta) -> None:
        """Write what is known only now, and have all of it on the disk."""
        if "zh.txt" not in self._files:
            self._write("zh.txt", "")
        if not self._changed and "raw.txt" in self._files:
            self._files.pop("raw.txt").close()
            (self._folder / "raw.txt").unlink()
        self._write("meta.toml", manifest(meta, self._standings))
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        self.close()

    def close(self) -> None:
        """Close the files."""
        while self._files:
            self._files.popitem()[1].close()

    def _file(self, name: str) -> BinaryIO:
        if name not in self._files:
            self._files[name] = (self._folder / name).open("wb")
        return self._files[name]

    def _write(self, name: str, text: str) -> None:
        data = text.encode()
        if name == "zh.txt":
            self._size += len(data)
            if self._size > LARGEST:
                raise UnreadableTextError(
                    f"The text is longer than {LARGEST / 1e6:.0f} MB, more than can be read; import it in parts."
                )
        self._file(name).write(data)


@contextmanager
def drafted(parent: Path) -> Iterator[tuple[FolderDraft, Path]]:
    """A draft and the folder that it is in, which is gone after the block unless it was renamed into its place."""
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f"{_DRAFT}*"):
        # Of an import that was killed; what is younger may be under way.
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=_DRAFT))
    draft = FolderDraft(folder)
    try:
        folder.chmod(0o755)
        yield draft, folder
    finally:
        draft.close()
        shutil.rmtree(folder, ignore_errors=True)


def write_folder(folder: Path, source: SourceText) -> None:
    """Make a folder that ``load_folder`` reads back; it is there whole or not at all. ``folder`` must not exist.

    What a line of a text cannot hold (line ends, NUL) becomes a space, a lone surrogate U+FFFD.
    """
    with drafted(folder.parent) as (draft, place):
        for paragraph in source.paragraphs:
            draft.add(paragraph)
        draft.finish(source.meta)
        place.rename(folder)


def free_id(wanted: str, taken: list[str]) -> str:
    """An id for a new text, made of what was wished for: letters, digits, ``-``, ``_`` and ``.``; numbered if taken."""
    stem = _NOT_IN_ID.sub("-", wanted).strip("-._")[:80] or "text"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _line(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _BREAKS.sub(" ", text)) + "\n"
