"""Every format that a text may come in, and who reads it. A new one is a line here."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from msgspec import Struct

from texts.importers.model import ImportFaultError, Incoming
from texts.library import LARGEST


class Format(Struct, frozen=True):
    """A format and its reader, which is imported when such a file comes."""

    kind: str
    """As ``detect.kind_of`` names it."""
    reader: str
    """Module of this package and function, ``module.function``: ``read_X(path, name) -> Incoming``."""
    encoded: bool = False
    """Whether it is bytes of text: its reader also takes ``encoding``, what the user says it is in, or None."""
    declared: bool = False
    """Whether its reader also takes ``declared``, the encoding that a server named, and ``address``, its URL."""
    largest: int = LARGEST
    """Bytes of a file."""


FORMATS: Final = (
    Format("text", "plain.read_plain", encoded=True),
    Format("epub", "epub.read_epub", largest=512 << 20),
    Format("pdf", "pdf.read_pdf", largest=512 << 20),
    Format("docx", "docx.read_docx", largest=512 << 20),
    Format("subtitles", "subtitles.read_subtitles", encoded=True, largest=16 << 20),
    Format("markdown", "markdown.read_markdown", encoded=True),
    Format("mhtml", "mhtml.read_mhtml", encoded=True),
    Format("html", "html.read_html", encoded=True, declared=True, largest=16 << 20),
)


def read(
    path: Path, name: str, kind: str, encoding: str | None = None, declared: str = "", address: str = ""
) -> Incoming:
    """Open a file of a kind. Raises ImportFaultError for what cannot be read; what is damaged further on raises it
    while the paragraphs are taken."""
    form = next((form for form in FORMATS if form.kind == kind), None)
    if form is None:
        raise ImportFaultError(f"{name} is of a kind that this duban cannot read ({kind}).")
    size = path.stat().st_size
    if size > form.largest:
        raise ImportFaultError(
            f"{name} has {size / 1e6:,.0f} MB; the limit is {form.largest / 1e6:,.0f} MB. Split it and import a part."
        )
    if encoding and not form.encoded:
        raise ImportFaultError(f"{name} says itself what it is encoded in; import it without --encoding.")
    module, function = form.reader.split(".")
    reader = cast(Callable[..., Incoming], getattr(import_module(f"texts.importers.{module}"), function))
    options: dict[str, str | None] = {"encoding": encoding} if form.encoded else {}
    if form.declared:
        options |= {"declared": declared, "address": address}
    return reader(path, name, **options)
