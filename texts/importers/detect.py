"""What kind of file something is: by what is in it first, by its name where that leaves a choice."""

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from texts.importers.model import ImportFaultError

_HEAD = 8192
_LARGEST_ZIP = 512 << 20
"""Bytes of an archive whose contents are listed."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|title)[\s>/]", re.IGNORECASE)
_SAVED = re.compile(rb"(?:From|MIME-Version|Subject|Snapshot-Content-Location|Date|Content-Type):", re.IGNORECASE)
_CUE = re.compile(rb"^\d+\s*?\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->", re.MULTILINE)
_MARKDOWN_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_SUBTITLE_NAMES = frozenset({".srt", ".vtt", ".ass", ".ssa"})
_SAVE_AS_TEXT = "save it as plain text or .docx first"
_REFUSED: Final = (
    (b"{\\rtf", 0, "an RTF document", _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Office document", _SAVE_AS_TEXT),
    (b"BOOKMOBI", 60, "a Kindle book", "turn it into EPUB first, with Calibre for one"),
    (b"TPZ", 0, "a Kindle book", "turn it into EPUB first, with Calibre for one"),
    (b"Rar!\x1a", 0, "an archive", "unpack it and import what is in it"),
    (b"7z\xbc\xaf\x27\x1c", 0, "an archive", "unpack it and import what is in it"),
    (b"\x1f\x8b", 0, "an archive", "unpack it and import what is in it"),
    (b"BZh", 0, "an archive", "unpack it and import what is in it"),
    (b"\xfd7zXZ", 0, "an archive", "unpack it and import what is in it"),
    (b"(\xb5/\xfd", 0, "an archive", "unpack it and import what is in it"),
    (b"ustar", 257, "an archive", "unpack it and import what is in it"),
    (b"\x89PNG", 0, "a picture", "duban reads text, not pictures of it"),
    (b"\xff\xd8\xff", 0, "a picture", "duban reads text, not pictures of it"),
    (b"GIF8", 0, "a picture", "duban reads text, not pictures of it"),
    (b"WEBP", 8, "a picture", "duban reads text, not pictures of it"),
    (b"\x7fELF", 0, "a program", "name a text"),
    (b"MZ\x90", 0, "a program", "name a text"),
    (b"SQLite format 3", 0, "a database", "name a text"),
    (b"ID3", 0, "a recording", "name a text"),
    (b"ftyp", 4, "a recording", "name a text"),
    (b"OggS", 0, "a recording", "name a text"),
)


def kind_of(path: Path, name: str, content_type: str = "") -> str:
    """The name of a format (``texts.importers.formats``). Raises ImportFaultError for files that are known to be
    something else than a text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for magic, at, what, advice in _REFUSED:
        if head[at : at + len(magic)] == magic:
            raise ImportFaultError(f"{name} is {what}; {advice}.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path, name, head)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    suffix = PurePosixPath(name.lower()).suffix
    text = _as_ascii(head)
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"WEBVTT", b"[Script Info]")) or _CUE.match(start) or suffix in _SUBTITLE_NAMES:
        return "subtitles"
    if _SAVED.match(start) and b"multipart/related" in start[:4096]:
        return "mhtml"
    if content_type in ("text/html", "application/xhtml+xml") or suffix in _HTML_NAMES:
        return "html"
    if suffix in _MARKDOWN_NAMES or content_type == "text/markdown":
        return "markdown"
    if start[:1] == b"<" and _HTML.search(start[:2048]):
        return "html"
    return "text"


def _as_ascii(head: bytes) -> bytes:
    """The ASCII of a text in UTF-16, enough to know its kind."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").encode("ascii", "replace")
    return head


def _in_zip(path: Path, name: str, head: bytes) -> str:
    """EPUB and DOCX are archives."""
    if head[30:58] == b"mimetypeapplication/epub+zip":
        return "epub"
    if (size := path.stat().st_size) > _LARGEST_ZIP:
        raise ImportFaultError(f"{name} has {size / 1e6:,.0f} MB, too much for a book; import it in parts.")
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ImportFaultError(f"{name} is cut short or damaged; fetch or save it again.") from error
    if "META-INF/container.xml" in names:
        return "epub"
    if "word/document.xml" in names or any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith(("xl/", "ppt/")) for n in names):
        raise ImportFaultError(f"{name} is a spreadsheet or slides; save its text as plain text first.")
    raise ImportFaultError(f"{name} is an archive; unpack it and import what is in it.")
