"""What of a page is no text to be read: readings over words, page numbers, marks of notes and the notes, navigation."""

import re

from texts.importers.scanner import Tag

_HIDDEN = frozenset({
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "math", "nav", "noscript", "object", "rp", "rt",
    "rtc", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
_READINGS = frozenset({"rt", "rp", "rtc"})
_TYPES = frozenset({
    "pagebreak", "noteref", "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "toc", "landmarks",
    "page-list", "cover", "titlepage", "index", "backlink",
})  # fmt: skip
"""Of epub:type, and with ``doc-`` before them of role, as the EPUB Structural Semantics Vocabulary names them."""
_CLASSES = frozenset({"pagenum", "pageno", "page-number", "pagebreak", "noteref"})
_NOTES = frozenset({"footnote", "endnote", "rearnote"})
_DUOKAN = "duokan-footnote"
"""Books made for Duokan's reading app mark notes and their signs by classes that begin so."""
_DUOKAN_NOTE = "duokan-footnote-item"
_MARKER = re.compile(
    r"[\[［(（〔【〖{]\s*(?:注|註|译注|校)?\s*(?:[\d０-９]{1,4}|[一二三四五六七八九十百零〇]{1,4}|[a-zA-Z]|\*+)\s*[\]］)）〕】〗}]"
    r"|[①-⓿❶-➓]|[*※†‡]{1,3}|[↑↩⤴^]\ufe0e?|注\s*\d{1,4}"
)
_POWER = re.compile(r"[-−+]?\d{1,3}")
_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_BARE = re.compile(r"[\d０-９]{1,4}|[注註]")


def is_marker(text: str, bare: bool) -> bool:
    """Whether a link or a raised piece of text only points to a note; ``bare``: a number alone does."""
    text = text.strip()
    return not text or (len(text) <= 12 and bool(_MARKER.fullmatch(text) or (bare and _BARE.fullmatch(text))))


def as_power(text: str) -> str:
    """A raised number as it is written without markup, 10⁸ rather than 108; empty for anything else."""
    text = text.strip()
    return text.translate(_RAISED) if _POWER.fullmatch(text) else ""


class Hidden:
    """Knows whether what comes stands within something that is left out, whose end tag may be missing."""

    def __init__(self) -> None:
        self._name = ""
        self._depth = 0
        self._inline = False
        self.readings = 0
        """Readings over words so far."""
        self.notes = 0
        """Footnotes so far."""

    @property
    def now(self) -> bool:
        """Whether text that comes now is left out."""
        return bool(self._name)

    def start(self, tag: Tag, void: bool, block: bool) -> bool:
        """Take a start tag; whether it and what is in it are left out."""
        name = tag.local
        if self._name:
            if name == "body" or (self._inline and block):
                self._name = ""  # its end tag has been forgotten
            elif self._name in _READINGS and name in ("rt", "rp", "rb", "rtc", "ruby"):
                self._name = ""
            else:
                self._depth += name == self._name and not tag.empty and not void
                return True
        if not self._is_left_out(tag, name):
            return False
        if not tag.empty and not void:
            self._name, self._depth, self._inline = name, 1, not block and name not in _HIDDEN - _READINGS
        return True

    def end(self, name: str, block: bool) -> bool:
        """Take an end tag; whether it belongs to what is left out."""
        if not self._name:
            return False
        if name == self._name:
            self._depth -= 1
            if self._depth == 0:
                self._name = ""
            return True
        if self._inline and (block or (name == "ruby" and self._name in _READINGS)):
            self._name = ""
            return False
        return True

    def _is_left_out(self, tag: Tag, name: str) -> bool:
        if name in _HIDDEN:
            self.readings += name == "rt"
            return True
        values = tag.attributes
        if not values or name in ("html", "body"):
            return False
        if "hidden" in values or "display:none" in values.get("style", "").replace(" ", "").lower():
            return True
        kinds = set(values.get("epub:type", "").lower().split())
        kinds.update(role.removeprefix("doc-") for role in values.get("role", "").lower().split())
        classes = values.get("class", "").lower().split()
        self.notes += bool(kinds & _NOTES) or _DUOKAN_NOTE in classes
        return bool(kinds & _TYPES) or any(word in _CLASSES or word.startswith(_DUOKAN) for word in classes)
