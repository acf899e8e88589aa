"""Reads a PDF's characters with PDFium, in a process of its own with limits: what is made to harm ends there.

Run as ``python -m texts.importers.pdf_worker FILE``. Writes records to standard output, each as msgpack after its
length (4 bytes, big-endian): first a Head, then a Page for each page, then nothing. Exit codes say what failed.
"""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import msgpack

from texts.importers.pdf_chars import Reader
from texts.importers.pdf_records import Entry, Head, Page

if TYPE_CHECKING:
    import pypdfium2

LOCKED, BROKEN, TOO_LONG = 3, 4, 5
"""Exit codes."""
MEMORY: Final = 1 << 30
"""Bytes of address space, of which the program itself takes a third. Pictures are not drawn; fonts are unpacked."""
SECONDS: Final = 600
"""Of processor time: a thousand pages take ten."""
MOST_PAGES: Final = 20_000
_MOST_ENTRIES = 5_000


def main() -> int:
    """Read the file that is named."""
    _limit()
    # Imported here: within the limits.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(Path(sys.argv[1]))
    except pypdfium2.PdfiumError as error:
        return LOCKED if "password" in str(error).lower() else BROKEN
    count = len(document)
    if count > MOST_PAGES:
        return TOO_LONG
    _write(_head(document, count))
    for number in range(count):
        _write(_page(document, number))
    return 0


def _limit() -> None:
    """What the system can be told to allow; Windows cannot, there the time alone is bounded, by who started this."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _write(record: Head | Page) -> None:
    data = msgpack.encode(record)
    sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)
    sys.stdout.buffer.flush()


def _head(document: "pypdfium2.PdfDocument", count: int) -> Head:
    def said(key: str) -> str:
        try:
            return str(document.get_metadata_value(key))[:500]
        except Exception:
            return ""

    return Head(count, said("Title"), said("Author"), said("CreationDate"), list(_outline(document)))


def _outline(document: "pypdfium2.PdfDocument") -> Iterator[Entry]:
    with contextlib.suppress(Exception):
        for number, bookmark in enumerate(document.get_toc(max_depth=6)):
            if number == _MOST_ENTRIES:
                return
            target = bookmark.get_dest()
            page = target.get_index() if target is not None else None
            if page is not None:
                yield Entry(str(bookmark.get_title())[:300], page, bookmark.level + 1)


def _page(document: "pypdfium2.PdfDocument", number: int) -> Page:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:  # a page that is missing or damaged: the others may be sound
        return Page(0, 0, [])
    try:
        return Reader(text.raw).read(page.get_bbox())
    finally:
        text.close()
        page.close()


if __name__ == "__main__":
    sys.exit(main())
