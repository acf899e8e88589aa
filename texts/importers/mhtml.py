"""A page that a browser saved with everything in one file (MHTML, RFC 2557): the page in it."""

from email.parser import BytesParser
from pathlib import Path

from texts.importers.html import read_page
from texts.importers.model import ImportFaultError, Incoming


def read_mhtml(path: Path, name: str, encoding: str | None = None) -> Incoming:
    """The first page in the file, which is the one that was saved."""
    with path.open("rb") as file:
        message = BytesParser().parse(file)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            address = part.get("Content-Location", "") or message.get("Snapshot-Content-Location", "")
            address = address if address.startswith(("http://", "https://")) else ""
            try:
                declared = part.get_content_charset() or ""
            except (LookupError, ValueError):  # a charset in no charset that there is
                declared = ""
            return read_page(data, name, encoding, declared, address)
    raise ImportFaultError(f"{name} is a saved page without the page in it; save it again.")
