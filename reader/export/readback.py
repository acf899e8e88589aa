"""A page read back: text, translation and terms as they were before the export.

What stands on the page is taken from it (the paragraphs, the English), what cannot stand there (NUL and the like, blank
paragraphs, the source's own script) from the data in it. A page saved by a browser reads the same; one saved while it
showed another script gives the text in that script.
"""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, cast, get_args

from msgspec import Struct

from glossary.model import Concept
from glossary.serialise import concept_from_dict
from reader.errors import ReaderError
from reader.export.packing import unpack
from reader.export.page import FORMAT
from reader.export.scripts import apply
from texts.model import Kind, Paragraph, Script, SourceText, TextMeta

_BLOCK = re.compile(r"p([1-9]\d*)")
_FACTS = ("title_zh", "title_en", "outlet", "place", "date", "topic", "licence", "origin")
_MANY = 10_000_000


class PageError(ReaderError):
    """The file is no page of duban's, or not one that can be read; the sentence says why."""


class PageContent(Struct, frozen=True):
    """What a page holds."""

    source: SourceText
    concepts: tuple[Concept, ...]


def looks_like_page(html: str) -> bool:
    """Whether a file is worth being read as a page of duban's."""
    return 'id="duban-data"' in html


def read_page(html: str) -> PageContent:
    """Take a page apart. Raises PageError, or TermbaseError for a term that is wrong."""
    if not looks_like_page(html):
        raise PageError("This is not a page made by duban: it has no data of one.")
    parser = _Parser()
    parser.feed(html)
    parser.close()
    data = _json(parser.data.get("duban-data"), dict)
    if not isinstance(data.get("duban"), int) or data["duban"] > FORMAT:
        raise PageError("The page was made by a newer duban; update duban to read it.")
    try:
        source = _source(parser, data)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise PageError("The page's data is damaged.") from error
    concepts = tuple(
        concept_from_dict({k: v for k, v in raw.items() if k != "origin"}, where="the page's terms")
        for raw in _terms(parser.data.get("duban-terms", '""'))
        if isinstance(raw, dict)
    )
    return PageContent(source, concepts)


def _terms(text: str) -> list[Any]:
    """The page's terms: packed, or as a list as someone may have written them."""
    try:
        value = json.loads(text)
        value = unpack(value) if isinstance(value, str) and value else value or []
    except (ValueError, RecursionError) as error:
        raise PageError("The page's data is damaged.") from error
    if not isinstance(value, list):
        raise PageError("The page's data is damaged.")
    return value


def _json(text: str | None, kind: type) -> Any:
    try:
        value = json.loads(text or "")
    except (ValueError, RecursionError) as error:
        raise PageError("The page's data is damaged.") from error
    if not isinstance(value, kind):
        raise PageError("The page's data is damaged.")
    return value


def _source(parser: "_Parser", data: Mapping[str, Any]) -> SourceText:
    written, source = _script(data["script"]), _script(data["source"])
    as_written = parser.script in (None, written)
    table = data["scripts"][source] if as_written and written != source else None
    count = int(data["paragraphs"])
    if not 0 <= count <= _MANY:
        raise ValueError
    raw = data["raw"]
    paragraphs = []
    for number in range(1, count + 1):
        found = parser.blocks.get(number, _Found())
        if str(number) in raw:
            text, english = raw[str(number)]
            text, english = str(text), None if english is None else str(english)
        else:
            parts = found.parts.items()
            text = "".join(apply(table, key, part) if table else part for key, part in parts)
            english = found.english or None
        paragraphs.append(Paragraph(text, found.kind, english, level=found.level))
    facts: dict[str, Any] = {name: str(data["meta"].get(name, "")) for name in _FACTS}
    tags = tuple(str(tag) for tag in data["meta"].get("tags", ()))
    script = source if as_written else _script(parser.script)
    return SourceText(
        TextMeta(id=str(data["meta"].get("id", "")), script=script, tags=tags, **facts), tuple(paragraphs)
    )


def _script(name: object) -> Script:
    if name not in get_args(Script):
        raise ValueError(name)
    return cast(Script, name)


class _Found:
    """A paragraph as it stands on the page."""

    def __init__(self) -> None:
        self.kind: Kind = "body"
        self.level = 1
        self.parts: dict[str, str] = {}
        """Key of the stretch (``p3``, ``p3.1``) → its Chinese."""
        self.english = ""


class _Parser(HTMLParser):
    """Collects paragraphs and data; readings, buttons and everything around the article are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: dict[int, _Found] = {}
        self.data: dict[str, str] = {}
        self.script: str | None = None
        """The script that the page shows."""
        self._article = False
        self._number = 0
        self._key = ""
        self._english: str | None = None
        self._skip = False
        self._data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        identity = attributes.get("id") or ""
        if tag == "html":
            self.script = attributes.get("data-script")
        elif tag == "article":
            self._article = True
        elif tag == "script":
            self._data = identity
        elif tag in ("rt", "rp", "button"):
            self._skip = True
        elif not self._article:
            return
        elif "en" in classes:
            self._english = tag
        elif tag in ("p", "h2"):
            if match := _BLOCK.fullmatch(identity):
                self._number, self._key = int(match[1]), identity
                found = self.blocks.setdefault(self._number, _Found())
                found.level = 2 if tag == "h2" and "sub" in classes else 1
                found.kind = "heading" if tag == "h2" else "caption" if "cap" in classes else "body"
            elif "more" in classes:
                self._key = attributes.get("data-k") or self._key

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rt", "rp", "ruby", "button"):
            self._skip = False
        elif tag == self._english:
            self._english = None
        elif tag in ("p", "h2"):
            self._key = ""
        elif tag == "article":
            self._article = False
        elif tag == "script":
            self._data = ""

    def handle_data(self, data: str) -> None:
        if self._data:
            self.data[self._data] = self.data.get(self._data, "") + data
        elif not self._article or self._skip or not self._number:
            return
        elif self._english is not None:
            self.blocks[self._number].english += data
        elif self._key:
            parts = self.blocks[self._number].parts
            parts[self._key] = parts.get(self._key, "") + data
