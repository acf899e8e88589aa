"""The library: bundled articles and the user's own texts, one shape on disk, and single files beside it.

A text is a folder with ``meta.toml``, ``zh.txt`` and, if there is a translation, ``en.txt``; line n of one belongs
to line n of the other. Where an import repaired it, ``raw.txt`` is the text as it arrived, ``repairs.jsonl`` what was
done; where English was fitted to it, ``alignment.jsonl`` says how surely. A bare text file is one paragraph a line,
blank lines included, so that whoever works on it line by line keeps step.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from texts.errors import ManifestError, TextNotFoundError, TextsError, UnreadableTextError
from texts.listing import Listed, folders, stamp_of
from texts.manifest import Standing, read_manifest
from texts.model import Fit, Mend, Paragraph, SourceText, TextMeta

if TYPE_CHECKING:
    import hashlib

BUNDLED = Path(__file__).parent / "articles"
FIRST_TEXT = "hangzhou-live-commerce"
"""What a newcomer sees."""

LARGEST = 100_000_000
"""Bytes. The longest novels have 10 MB and collected works 50; beyond this somebody has named the wrong file."""


class Library:
    """The texts of one user: ``folder`` holds their own and need not exist; theirs win over bundled ones."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder, BUNDLED)

    def ids(self) -> list[str]:
        """Every text's id, the user's first, each once."""
        return [listed.id for listed in self.listed() if listed.stamp[0] is not None and _is_id(listed.id)]

    def listed(self) -> list[Listed]:
        """Every text's folder, the user's first, each id once; also those that have a fault, like one without
        ``meta.toml`` or a link that leads nowhere. A thousand take 20 ms."""
        bundled = set(folders(BUNDLED))
        found: dict[str, Listed] = {}
        for folder in self._folders:
            own = folder is not BUNDLED
            for name in sorted(bundled if not own else folders(folder)):
                path = folder / name
                stamp = stamp_of(path)
                is_text = stamp[0] is not None or stamp[1] is not None or (path.is_symlink() and not path.exists())
                if is_text and (own or name not in found):
                    found[name] = Listed(name, path, stamp, name in bundled, own)
        return list(found.values())

    def where(self, text_id: str) -> Path | None:
        """The folder or file that a text is read from; None if it is not there."""
        for folder in self._folders:
            if _is_id(text_id) and (folder / text_id / "meta.toml").is_file():
                return folder / text_id
        return Path(text_id) if self.is_loose(text_id) and text_id != "-" and Path(text_id).exists() else None

    @staticmethod
    def is_loose(text_id: str) -> bool:
        """Whether an id names a file or standard input, not a text of the library: as it came, and perhaps damaged."""
        return text_id == "-" or not _is_id(text_id)

    def own_folder(self, text_id: str) -> Path | None:
        """The folder of one of the user's own texts; None for a bundled text, a file and what is not there."""
        folder = self._folders[0] / text_id
        return folder if _is_id(text_id) and (folder / "meta.toml").is_file() else None

    def load_arrived(self, text_id: str) -> SourceText | None:
        """A text of the library as it arrived, before repair; None where repair has changed nothing."""
        folder = self.own_folder(text_id)
        return load_arrived(folder) if folder is not None and self.was_repaired(text_id) else None

    def was_repaired(self, text_id: str) -> bool:
        """Whether repair has changed one of the user's own texts when it came in."""
        folder = self.own_folder(text_id)
        return folder is not None and ((folder / "raw.txt").is_file() or (folder / "repairs.jsonl").is_file())

    def same_text(self, fingerprints: Sequence[str]) -> str | None:
        """The id of the text of the library that is the same, as it arrived or as repaired, if there is one."""
        wanted = set(fingerprints)
        for text_id in self.ids():
            folder = next(f / text_id for f in self._folders if (f / text_id / "meta.toml").is_file())
            try:
                known = read_manifest(folder / "meta.toml")[0].fingerprints or _fingerprints(folder)
            except TextsError:
                continue  # a damaged folder is no reason not to import
            if wanted.intersection(known):
                return text_id
        return None

    def load(self, name: str) -> SourceText:
        """Load a text by id, or the file at the path ``name``, or standard input for ``-``."""
        if name == "-":
            return _from_lines("-", "standard input", decode_any(sys.stdin.buffer.read(), "standard input"))
        try:
            return self._load(name)
        except OSError as error:  # a name too long for the system, a folder that may not be searched
            raise UnreadableTextError(f"{name} cannot be read: {error.strerror}.") from error

    def _load(self, name: str) -> SourceText:
        for folder in self._folders:
            if _is_id(name) and (folder / name / "meta.toml").is_file():
                return load_folder(folder / name)
        path = Path(name)
        if name and (path / "meta.toml").is_file():
            return load_folder(path)
        if name and path.is_dir():
            raise TextNotFoundError(f"{name} is a folder without meta.toml; name a text or a file.")
        if not name or not path.exists():
            known = ", ".join(self.ids())
            raise TextNotFoundError(f"There is no text or file “{name}”. The library has: {known}.")
        return _from_lines(str(path.resolve()), path.stem, read_text(path, decode_any))


def load_listed(listed: Listed) -> SourceText:
    """Load a text that was listed, or say in one sentence why it cannot be read."""
    folder, name = listed.folder, listed.id
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UnreadableTextError(f"The folder {name!a} has a name that is not UTF-8; rename it.") from error
    if not _is_id(name) or not name.isprintable():
        raise UnreadableTextError(f"The folder {name!a} has a name with signs that no text can have; rename it.")
    try:
        if folder.is_symlink() and not folder.exists():
            raise UnreadableTextError(f"{folder} is a link to {folder.readlink()}, which is not there.")
        if not (folder / "meta.toml").is_file():
            raise ManifestError(f'{folder} has no meta.toml; give it one with a line title_zh = "…".')
        return load_folder(folder)
    except OSError as error:
        raise UnreadableTextError(f"{folder} cannot be read: {error.strerror}.") from error


_BODY: Standing = ("body", 1)


def load_folder(folder: Path) -> SourceText:
    """Load a text folder; the translation must have as many lines as the text."""
    meta, kinds = read_manifest(folder / "meta.toml")
    lines = split_lines(read_text(folder / "zh.txt"))
    translations: list[str] = []
    if (folder / "en.txt").is_file():
        translations = split_lines(read_text(folder / "en.txt"))
        if len(translations) != len(lines):
            raise ManifestError(
                f"{folder}: zh.txt has {len(lines)} lines and en.txt {len(translations)}; they must agree line by line."
            )
    if kinds and max(kinds) >= len(lines):
        raise ManifestError(
            f"{folder / 'meta.toml'}: [paragraphs] names {max(kinds)}, but the last is {len(lines) - 1}."
        )
    mends = _mends(folder, lines)
    machine = _machine_made(folder, translations)
    fits = _fits(folder, lines, translations)
    paragraphs = (
        Paragraph(
            line,
            kind,
            (translations[n] or None) if translations else None,
            mends.get(n, ()) if mends else (),
            level,
            machine.get(n, ""),
            fits.get(n),
        )
        for n, line in enumerate(lines)
        for kind, level in (kinds.get(n, _BODY),)
    )
    return SourceText(meta, tuple(paragraphs))


def _fits(folder: Path, lines: Sequence[str], translations: Sequence[str]) -> dict[int, Fit]:
    """How surely the translation belongs to each paragraph that it was fitted to."""
    if not translations or not (folder / "alignment.jsonl").is_file():
        return {}
    from texts.alignment import FILE, read_fits

    return read_fits(folder / FILE, lines, translations)


def _machine_made(folder: Path, translations: Sequence[str]) -> dict[int, str]:
    """The lines of the English that a machine wrote and nobody has changed, each with the service."""
    if not translations or not (folder / "machine.jsonl").is_file():
        return {}
    from texts.machine import read_machine

    marks = read_machine(folder).items()
    return {n: mark.by for n, mark in marks if n < len(translations) and translations[n] == mark.english}


def load_arrived(folder: Path) -> SourceText:
    """A text folder's text before repair, from ``raw.txt``, else by undoing what is known; its paragraphs are what they
    are in ``zh.txt`` where both have as many lines."""
    read = load_folder(folder)
    if not (folder / "raw.txt").is_file():
        from texts.repairs import undone

        return SourceText(read.meta, tuple(map(undone, read.paragraphs)))
    lines = split_lines(read_text(folder / "raw.txt"))
    if len(lines) != len(read.paragraphs):
        return SourceText(read.meta, tuple(map(Paragraph, lines)))
    paragraphs = zip(lines, read.paragraphs, strict=True)
    return SourceText(read.meta, tuple(Paragraph(line, p.kind, p.translation, level=p.level) for line, p in paragraphs))


def fingerprint(digest: "hashlib._Hash") -> str:
    """How the digest of a text's characters, white space left out, is written."""
    return digest.hexdigest()[:32]


def _fingerprints(folder: Path) -> list[str]:
    """Of a text folder that somebody wrote by hand."""
    import hashlib

    files = [file for file in (folder / "zh.txt", folder / "raw.txt") if file.is_file()]
    return [fingerprint(hashlib.sha256("".join(read_text(file).split()).encode())) for file in files]


def _mends(folder: Path, lines: list[str]) -> dict[int, tuple[Mend, ...]]:
    """The repairs that still stand, by paragraph."""
    file = folder / "repairs.jsonl"
    if not file.is_file():
        return {}
    from texts.repairs import read_repairs, standing

    found = read_repairs(file).items()
    return {n: tuple(mend for _, mend in standing(lines[n], some)) for n, some in found if 0 <= n < len(lines)}


def read_text(path: Path, decoder: Callable[[bytes, str], str] | None = None) -> str:
    """Return a file's text, or say in one sentence why it cannot be had. ``decoder``: ``decode``, or ``decode_any`` for
    a file that may come from anywhere."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableTextError(
                f"{path} has {size / 1e6:.0f} MB; the limit is {LARGEST / 1e6:.0f} MB. Split it and open a part."
            )
        return (decoder or decode)(path.read_bytes(), str(path))
    except OSError as error:
        raise UnreadableTextError(f"{path} cannot be read: {error.strerror}.") from error


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without a byte order mark) or UTF-16 with one."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\0" in data[:8192]:
            raise UnreadableTextError(
                f"{name} is a binary file, no plain text. If it is a book or a document, duban import takes it."
            )
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            f"{name} is not UTF-8 (byte {error.start}). Save it as UTF-8; or duban import it, which takes other "
            "encodings and texts with a few broken characters."
        ) from error


def decode_any(data: bytes, name: str) -> str:
    """The same for a text that may come from anywhere: GBK, Big5 and their like too, told by how likely they are as
    Chinese. Only where nothing is lost: what is shown must be the text as it stands."""
    try:
        return decode(data, name)
    except UnreadableTextError as error:
        from texts.importers.encoding import decoded, detect

        try:
            found = detect(data, name)
        except TextsError:
            raise error from None
        text = decoded(data, found)
        if not found.sure or "\ufffd" in text:
            raise error from None
        return text


def split_lines(text: str) -> list[str]:
    """Split at line ends only. ``str.splitlines`` would also cut at U+2028, form feeds and the like."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def _from_lines(text_id: str, title: str, text: str) -> SourceText:
    return SourceText(TextMeta(text_id, title), tuple(Paragraph(line) for line in split_lines(text)))


def _is_id(name: str) -> bool:
    return "/" not in name and "\\" not in name and name not in (".", "..", "", "-")
