"""HTML, XHTML and XML taken apart into tags and text, in one pass of linear time and bounded memory.

Tolerant as browsers are: nothing is an error, a tag that is not closed is simply never closed. No DTD is read, so
there are no entities but HTML's and numbers; ``<!ENTITY …>`` defines nothing. Nesting costs nothing, because no tree
is made. One scanner serves chapters of books, their packages and office files.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

_NAME = re.compile(r"/?([A-Za-z_][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LONGEST_TAG = 1 << 16
"""Characters. What has no ``>`` for as long is no tag (images within attributes do not concern us)."""
_CLOSINGS = 8
"""How often ``>`` may stand in the quoted values of one tag."""
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext", "textarea"})
"""Elements of HTML whose content is no markup; none of it is text to be read."""


class Tag:
    """A start or end tag; an element written ``<x/>`` is one tag that is ``empty``."""

    __slots__ = ("_raw", "_values", "closing", "empty", "name")

    def __init__(self, name: str, closing: bool, empty: bool, raw: str) -> None:
        self.name = name
        """In lower case, as written: with its prefix, if it has one."""
        self.closing = closing
        self.empty = empty
        self._raw = raw
        self._values: dict[str, str] | None = None

    @property
    def local(self) -> str:
        """The name without its prefix, which each producer of XML chooses as it likes."""
        return self.name.rpartition(":")[2]

    @property
    def attributes(self) -> dict[str, str]:
        """By name in lower case, as written; the first of a name counts."""
        if self._values is None:
            self._values = {}
            for match in _ATTRIBUTE.finditer(self._raw[:_LONGEST_TAG]):
                value = match[2] or match[3] or match[4] or ""
                self._values.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
        return self._values

    def get(self, local: str) -> str:
        """An attribute's value by its name, with any prefix or none; empty if it is not there."""
        values = self.attributes
        if local in values:
            return values[local]
        return next((value for name, value in values.items() if name.rpartition(":")[2] == local), "")


def tokens(parts: Iterable[str], html: bool = False) -> Iterator[Tag | str]:
    """Tags and text in order; text comes in pieces of any size, its entities as characters.

    ``html``: scripts, styles and the like hold no markup and are passed over.
    """
    rest = ""
    hidden = ""
    for part in _with_end(parts):
        rest += part or ""
        found, rest, hidden = _scan(rest, hidden, html, last=part is None)
        yield from found


def _with_end(parts: Iterable[str]) -> Iterator[str | None]:
    yield from parts
    yield None


def _scan(data: str, hidden: str, html: bool, last: bool) -> tuple[list[Tag | str], str, str]:
    """What is complete in ``data``, what is left of it, and by what a comment or script that is open will end."""
    found: list[Tag | str] = []
    at, length = 0, len(data)
    while at < length:
        if hidden:
            end = _find(data, hidden, at)
            if end < 0:
                # Of what is passed over only so much is kept that its end is seen when it comes in two parts.
                return found, data[max(at, length - len(hidden)) :] if not last else "", hidden
            at, hidden = end + (0 if hidden.startswith("</") else len(hidden)), ""
            continue
        start = data.find("<", at)
        if start < 0:
            start = length
        if start > at:
            cut = start if start < length or last else _safe_end(data, at)
            if cut > at:
                text = data[at:cut]
                found.append(unescape(text) if "&" in text else text)
            if cut < start:
                return found, data[cut:], ""
            at = start
            continue
        if not last and length - at < 12:  # is it a comment, CDATA, a tag? More has to come
            return found, data[at:], ""
        at, hidden, token, more = _markup(data, at, html, last)
        if token is not None:
            found.append(token)
        if more:
            return found, data[at:], ""
    return found, "", hidden


def _markup(data: str, at: int, html: bool, last: bool) -> tuple[int, str, Tag | str | None, bool]:
    """What begins with ``<`` at ``at``: where it ends, what hides from there on, its token, whether more must come."""
    if data.startswith("<!--", at):
        return at + 4, "-->", None, False
    if data.startswith("<![CDATA[", at):
        end = data.find("]]>", at)
        if end < 0:
            end = len(data) if last or len(data) - at > _LONGEST_TAG else -1
            return (at, "", None, True) if end < 0 else (end, "", data[at + 9 : end], False)
        return end + 3, "", data[at + 9 : end], False
    if data.startswith("<!", at) or data.startswith("<?", at):
        if data[at + 2 : at + 9].upper() == "DOCTYPE":
            return _doctype(data, at, last)
        return at + 2, ">", None, False
    name = _NAME.match(data, at + 1)
    if name is None:
        return at + 1, "", "<", False
    end = _tag_end(data, at, last)
    if end < 0:
        if not last and len(data) - at <= _LONGEST_TAG:
            return at, "", None, True
        # A file that ends within a tag; a "<" with no ">" near is a sign of the text.
        return (len(data), "", None, False) if last and len(data) - at <= _LONGEST_TAG else (at + 1, "", "<", False)
    raw = data[name.end() : end]
    word = name[1].lower()
    closing = data[at + 1] == "/"
    empty = not closing and raw.endswith("/")
    hides = f"</{word}" if html and word in RAW and not closing and not empty else ""
    return end + 1, hides, Tag(word, closing, empty, raw), False


def _doctype(data: str, at: int, last: bool) -> tuple[int, str, Tag | str | None, bool]:
    """A document type, with all that it declares, passed over."""
    gt, bracket = data.find(">", at), data.find("[", at)
    if gt < 0:
        return (len(data), "", None, False) if last or len(data) - at > _LONGEST_TAG else (at, "", None, True)
    if 0 <= bracket < gt:
        return bracket + 1, "]>", None, False
    return gt + 1, "", None, False


def _tag_end(data: str, at: int, last: bool) -> int:
    """Where a tag's ``>`` is, -1 if it has not come; one in quotes is none, unless they are not closed soon."""
    first = end = data.find(">", at, at + _LONGEST_TAG)
    for _ in range(_CLOSINGS):
        if end < 0:
            return first if last or len(data) - at > _LONGEST_TAG else -1
        if not _is_quoted(data[at:end]):
            return end
        end = data.find(">", end + 1, at + _LONGEST_TAG)
    return first


_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_OPEN = re.compile(r"""=\s*["']""")


def _is_quoted(tag: str) -> bool:
    """Whether the tag's end so far stands within a value in quotes."""
    return "=" in tag and _OPEN.search(_VALUE.sub("", tag)) is not None


def _find(data: str, wanted: str, at: int) -> int:
    """Where a comment or script ends; names of elements are in any case."""
    if not wanted.startswith("</"):
        return data.find(wanted, at)
    match = re.compile(re.escape(wanted), re.IGNORECASE).search(data, at)
    return match.start() if match else -1


def _safe_end(data: str, at: int) -> int:
    """Up to where text can be given out before the next part: an entity is not cut in two."""
    amp = data.rfind("&", max(at, len(data) - 40))
    return len(data) if amp < 0 or ";" in data[amp:] else amp
