"""The library: bundled articles and the user's own texts, one shape on disk, and single files beside it.

A text is a folder with ``meta.toml``, ``zh.txt`` and, if there is a translation, ``en.txt``; line n of one belongs
to line n of the other. A bare text file is one paragraph a line, blank lines included, so that whoever works on it
line by line keeps step.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from texts.errors import ManifestError, TextNotFoundError, TextsError, UnreadableTextError
from texts.manifest import read_manifest
from texts.model import Paragraph, SourceText, TextMeta

BUNDLED = Path(__file__).parent / "articles"
FIRST_TEXT = "hangzhou-live-commerce"
"""What a newcomer sees."""

LARGEST = 64 * 1024 * 1024
"""Bytes. The longest novels have 10 MB; beyond this somebody has named the wrong file."""


class Library:
    """The texts of one user: ``folder`` holds their own and need not exist; theirs win over bundled ones."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder, BUNDLED)

    def ids(self) -> list[str]:
        """Every text's id, the user's first, each once."""
        found: dict[str, None] = {}
        for folder in self._folders:
            if folder.is_dir():
                names = sorted(entry.parent.name for entry in folder.glob("*/meta.toml") if entry.is_file())
                found.update(dict.fromkeys(names))
        return list(found)

    def list_texts(self, fault: Callable[[str], None] | None = None) -> Iterator[tuple[TextMeta, int]]:
        """Yield each text's meta data and its number of paragraphs. ``fault`` is told what is wrong with a text that
        cannot be read, and the others are listed; without it such a text raises."""
        for text_id in self.ids():
            try:
                text = self.load(text_id)
            except TextsError as error:
                if fault is None:
                    raise
                fault(str(error))
            else:
                yield text.meta, len(text.paragraphs)

    @staticmethod
    def is_loose(text_id: str) -> bool:
        """Whether an id names a file or standard input, not a text of the library: as it came, and perhaps damaged."""
        return text_id == "-" or not _is_id(text_id)

    def load(self, name: str) -> SourceText:
        """Load a text by id, or the file at the path ``name``, or standard input for ``-``."""
        if name == "-":
            return _from_lines("-", "standard input", decode(sys.stdin.buffer.read(), "standard input"))
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
        return _from_lines(str(path.resolve()), path.stem, read_text(path))


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
    paragraphs = (
        Paragraph(line, kinds.get(n, "body"), (translations[n] or None) if translations else None)
        for n, line in enumerate(lines)
    )
    return SourceText(meta, tuple(paragraphs))


def read_text(path: Path) -> str:
    """Return a file's text, or say in one sentence why it cannot be had."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableTextError(
                f"{path} has {size / 1e6:.0f} MB; the limit is {LARGEST / 1e6:.0f} MB. Split it and open a part."
            )
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise UnreadableTextError(f"{path} cannot be read: {error.strerror}.") from error


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without a byte order mark) or UTF-16 with one."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\0" in data[:8192]:
            raise UnreadableTextError(f"{name} is a binary file, not a text.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            f"{name} is not UTF-8 (byte {error.start}). If it is GBK or Big5, convert it first: "
            f"iconv -f GB18030 -t UTF-8 (or -f BIG5)."
        ) from error


def split_lines(text: str) -> list[str]:
    """Split at line ends only. ``str.splitlines`` would also cut at U+2028, form feeds and the like."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def _from_lines(text_id: str, title: str, text: str) -> SourceText:
    return SourceText(TextMeta(text_id, title), tuple(Paragraph(line) for line in split_lines(text)))


def _is_id(name: str) -> bool:
    return "/" not in name and "\\" not in name and name not in (".", "..", "")
