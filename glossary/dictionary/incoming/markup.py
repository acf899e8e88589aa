"""Meanings with HTML, Pango or XDXF markup as plain lines. Entities are characters only: nothing can be defined."""

import html
import re

_TAG = re.compile(r"<!--|-->|<(?P<end>/?)(?P<name>[A-Za-z][\w:-]*)[^<>]*>|<[!?][^<>]*>")
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul", "def", "deftext", "ex", "k",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "head", "rp", "rt"})
_COMMENT = "--"
_BREAK = re.compile(r"[\r\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

LONGEST = 20_000
"""Characters of one entry that are kept."""
MOST_LINES = 200


def plain(text: str) -> str:
    """The text without its tags, a line for each block. One pass, whatever it is made of."""
    text = text[: 8 * LONGEST]
    if "<" in text:
        text = "".join(_untagged(_BREAK.sub(" ", text)))
    return html.unescape(text) if "&" in text else text


def _untagged(text: str) -> list[str]:
    parts: list[str] = []
    hidden = ""
    at = 0
    for tag in _TAG.finditer(text):
        if not hidden:
            parts.append(text[at : tag.start()])
        at = tag.end()
        name, end = (tag["name"] or "").lower(), bool(tag["end"])
        if tag[0] in ("<!--", "-->"):
            hidden = _COMMENT if tag[0] == "<!--" and not hidden else "" if hidden == _COMMENT else hidden
        elif hidden:
            if end and (name == hidden or (name == "ruby" and hidden != _COMMENT)):
                hidden = ""
        elif name in _HIDDEN and not end:
            hidden = name
        elif name in _BLOCKS:
            parts.append("\n")
        elif name in _CELLS and end:
            parts.append(" ")
    if not hidden:
        parts.append(text[at:])
    return parts


def lines(text: str) -> list[str]:
    """Plain text as the lines that say something, their spaces single; what a terminal would obey is left out."""
    found = []
    for line in _BREAK.split(text[:LONGEST]):
        line = " ".join(_CONTROL.sub(" ", line).split())
        if line:
            found.append(line)
    return found[:MOST_LINES]


def one_line(text: str) -> str:
    """A title or the like: one line, nothing that a terminal would obey."""
    return " ".join(_CONTROL.sub(" ", text[:2000]).split())
