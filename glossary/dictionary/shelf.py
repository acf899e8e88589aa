"""The dictionaries that a user has: CC-CEDICT, bundled or newer, and others beside it, each one file in a folder.

``cc-cedict.gz`` is a newer release; every ``*.dict.gz`` is another dictionary. Files take each other's place whole.
What reads the formats of others is imported when one is brought in: each start of the app only asks what is here.
"""

import gzip
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from glossary.dictionary import source as sources
from glossary.dictionary.source import Source
from glossary.errors import DictionaryError

if TYPE_CHECKING:
    from glossary.dictionary.incoming.foreign import Foreign
    from glossary.dictionary.incoming.release import Release

MAIN = "CC-CEDICT"
_RELEASE = "cc-cedict.gz"
_SUFFIX = ".dict.gz"
_DRAFT = ".new-"
_STALE_SECONDS = 3600
_LONGEST_NAME = 40
_NOT_IN_NAME = re.compile(r"[^\w .()+&,'’·-]+")
_NOT_IN_FILE = re.compile(r"[^\w-]+")

Origin = Literal["bundled", "updated", "added"]


class Installed(Struct, frozen=True):
    """What is told of a dictionary."""

    name: str
    format: str
    origin: Origin
    entries: int
    date: str = ""
    license: str = ""
    publisher: str = ""
    title: str = ""
    path: str = ""
    """Of its file among the user's; empty for the bundled one."""
    faults: tuple[int, ...] = ()
    """Lines of the file it came in that are no entry, when it was added."""


class Update(Struct, frozen=True):
    """What a newer release brings."""

    date: str
    before: str
    """The date of the one it replaces."""
    entries: int
    new: int
    gone: int
    faults: tuple[int, ...]


class Shelf:
    """The dictionaries of a folder, which need not be there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def main(self) -> Source:
        """CC-CEDICT: the release brought in last, else the bundled one."""
        own = self.folder / _RELEASE
        return Source(own) if own.is_file() else sources.bundled_source()

    def others(self) -> list[Source]:
        """The user's dictionaries, by the time they were added. What lies there and is none is passed over."""
        files = [path for path in self.folder.glob(f"*{_SUFFIX}") if path.is_file()]
        found = []
        for path in sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name)):
            name = Source(path).about().get("name", "")
            found.append(Source(path, name or path.name.removesuffix(_SUFFIX)))
        return found

    def listed(self) -> list[Installed]:
        main = self.main
        own = main.path.parent == self.folder
        return [
            _installed(main, "updated" if own else "bundled"),
            *(_installed(source, "added") for source in self.others()),
        ]

    # CC-CEDICT

    def update(self, data: bytes, name: str, ready: Callable[[Source], None]) -> Update:
        """Take a newer release in place of the present one. ``ready`` is called with the new file before it takes the
        old one's place: until then everything is as it was. ``name`` is that of the file, for what is said of it."""
        from glossary.dictionary.incoming.release import read_release

        release = read_release(data, name)
        now = self._present()
        about = {**release.about, "entries": str(release.count)}
        body = (line for line in release.lines if not line.startswith("#! "))
        with self._draft(_RELEASE, about, body) as staged:
            ready(Source(staged))
            staged.replace(self.folder / _RELEASE)
        return Update(
            release.date,
            now.date,
            release.count,
            len(release.entries - now.entries),
            len(now.entries - release.entries),
            release.faults,
        )

    def _present(self) -> "Release":
        from glossary.dictionary.incoming.archive import read_file
        from glossary.dictionary.incoming.release import Release, read_cedict

        try:
            return read_cedict(read_file(self.main.path), self.main.path.name)
        except DictionaryError:  # it is damaged, and about to be replaced
            return Release([], {}, frozenset(), 0, ())

    def reset(self) -> bool:
        """Back to the bundled CC-CEDICT; False if that is what is in use."""
        try:
            (self.folder / _RELEASE).unlink()
        except FileNotFoundError:
            return False
        return True

    # Others

    def add(self, entries: "Foreign | Release", file: str, name: str | None) -> Installed:
        """Keep a dictionary beside CC-CEDICT, under ``name`` or its own title. ``file`` is what it came in."""
        from glossary.dictionary.incoming.foreign import Foreign, counted
        from glossary.dictionary.incoming.markup import one_line
        from glossary.dictionary.incoming.release import Release, title_of
        from glossary.dictionary.stored import to_line

        name = self._free_name(name, title_of(file) if isinstance(entries, Release) else entries.title)
        if isinstance(entries, Release):
            about, form, count = entries.about, "CC-CEDICT", entries.count
            lines: Iterable[str] = [line for line in entries.lines if not line.startswith("#! ")]
        else:
            about, form = entries.about, entries.format
            made = [to_line(entry) for entry in counted(entries.entries, file)]
            lines, count = made, len(made)
            if not count:
                raise DictionaryError(f"{file} holds no entry that can be shown.")
        title = entries.title if isinstance(entries, Foreign) else ""
        about = {**about, "name": name, "format": form, "entries": str(count), "title": one_line(title)}
        stem = _NOT_IN_FILE.sub("-", name).strip("-") or "dictionary"
        target = f"{stem[:24]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}{_SUFFIX}"
        with self._draft(target, about, lines) as staged:
            staged.replace(self.folder / target)
        faults = entries.faults if isinstance(entries, Release) else ()
        return replace(_installed(Source(self.folder / target, name), "added"), faults=faults)

    def remove(self, name: str) -> Source:
        """Delete a dictionary of the user's."""
        for source in self.others():
            if source.name.casefold() == name.strip().casefold():
                source.path.unlink()
                return source
        if name.strip().casefold() == MAIN.casefold():
            raise DictionaryError("CC-CEDICT stays; `duban dictionary reset` goes back to the bundled release.")
        names = ", ".join(source.name for source in self.others()) or "none"
        raise DictionaryError(f"There is no dictionary “{name[:60]}”; those you added: {names}.")

    def _free_name(self, wanted: str | None, title: str) -> str:
        from glossary.dictionary.incoming.markup import one_line

        cleaned = " ".join(_NOT_IN_NAME.sub(" ", one_line(wanted if wanted is not None else title)).split())
        if wanted is not None and (cleaned != wanted.strip() or len(cleaned) > _LONGEST_NAME):
            raise DictionaryError(f"A name has up to {_LONGEST_NAME} letters, digits and spaces; choose another.")
        name = cleaned[:_LONGEST_NAME].strip() or "dictionary"
        taken = {MAIN.casefold(), *(source.name.casefold() for source in self.others())}
        if name.casefold() in taken:
            raise DictionaryError(
                f"There is a dictionary “{name}” already; give this one another name with --name, or remove that."
            )
        return name

    @contextmanager
    def _draft(self, name: str, about: dict[str, str], lines: Iterable[str]) -> Iterator[Path]:
        """A file of this name in a folder of its own beside its place, whole and on the disk; gone in the end."""
        from glossary.dictionary.incoming.markup import one_line

        draft: Path | None = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            draft = Path(tempfile.mkdtemp(dir=self.folder, prefix=_DRAFT))
            with (draft / name).open("wb") as raw:
                with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0, filename="") as packed:
                    for key, value in about.items():
                        packed.write(f"#! {key}={one_line(value)}\n".encode("utf-8", "replace"))
                    for line in lines:
                        packed.write(line.encode("utf-8", "replace") + b"\n")
                raw.flush()
                os.fsync(raw.fileno())
            yield draft / name
        except OSError as error:
            raise DictionaryError(f"{self.folder} cannot be written to: {error.strerror}.") from error
        finally:
            if draft is not None:
                shutil.rmtree(draft, ignore_errors=True)

    def _sweep(self) -> None:
        """Take away what a run that was killed left behind."""
        for draft in self.folder.glob(f"{_DRAFT}*"):
            if time.time() - draft.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(draft, ignore_errors=True)


def _installed(source: Source, origin: Origin) -> Installed:
    about = source.about()
    count = about.get("entries", "")
    return Installed(
        source.name or MAIN,
        about.get("format", "CC-CEDICT") if source.name else "CC-CEDICT",
        origin,
        int(count) if count.isdigit() else 0,
        about.get("date", "")[:10] if not source.name else about.get("date", ""),
        about.get("license", ""),
        about.get("publisher", ""),
        about.get("title", ""),
        "" if origin == "bundled" else str(source.path),
    )
