"""Pieces of other formats within a Word document (altChunk): many converters of web pages wrap HTML so."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError

from texts.importers.archive import Archive, folder_of
from texts.importers.encoding import detect
from texts.importers.scanner import Tag, tokens
from texts.importers.walker import Walker
from texts.model import Paragraph

_LARGEST = 32 << 20
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w.:-]{2,40})""")
_MHT = re.compile(rb"\s*(?:MIME-Version|Content-Type|From|Date|Subject)\s*:", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|p|div|h1)[\s>]", re.IGNORECASE)


class Chunks:
    """The pieces that a document names by their relations."""

    def __init__(self, archive: Archive, document: str, relations: Iterator[Tag | str]) -> None:
        self._archive, self._base = archive, folder_of(document)
        self._targets = {
            tag.get("id"): tag.get("target")
            for tag in relations
            if isinstance(tag, Tag) and tag.local == "relationship"
        }

    def read(self, identity: str) -> Iterator[Paragraph]:
        """The paragraphs of a piece; none if it is not there or of a kind that is not HTML."""
        entry = self._archive.find(self._targets.get(identity, ""), self._base)
        if entry is None:
            return
        data = _page(self._archive.read(entry, _LARGEST))
        if not _HTML.search(data[:4096]):
            return
        match = _CHARSET.search(data[:2048])
        encoding = detect(data, self._archive.name, match[1].decode() if match else "")
        text = data.decode(encoding.codec, "replace")
        parts = (text[at : at + 65536] for at in range(0, len(text), 65536))
        for block in Walker().walk(tokens(parts, html=True)):
            yield Paragraph(block.text, block.kind, level=min(block.level, 2))


def _page(data: bytes) -> bytes:
    """The HTML of a web archive (.mht); anything else as it is."""
    if not _MHT.match(data):
        return data
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                return content if isinstance(content, bytes) else b""
    except (MessageError, ValueError, LookupError, AssertionError, RecursionError):
        return b""
    return b""
