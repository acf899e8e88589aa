"""The lines of text of a page or a part of one, each with what it is and how much of it is links."""

import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

from texts.importers.tree import BLOCKS, Node, words
from texts.model import Kind, Paragraph

NO_TEXT = words(
    "script style noscript template svg iframe object embed audio video canvas map button input select option "
    "textarea datalist rt rp rtc head title applet frame frameset noframes link meta area param"
)
"""Elements whose content is no text to read."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong"})
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0\u2002-\u200a]+")
_INVISIBLE = re.compile("[\u200b\ufeff\u2060\xad]")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:img|image|pic|photo|figure)s?[_-]?(?:des\w*|info|intro|note|text|title|caption|alt)|\w*caption\w*)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"^(?:资料图|資料圖|图为|圖為|▲|△|▼)|(?:[ 　/／]|记者|記者)\S{0,6}[摄攝][）)]?$|(?:供图|供圖|图源\S{0,8})[）)]?$"
)
"""What the caption of a picture begins or ends with."""
_LONGEST_CAPTION = 80
_MAKERS = re.compile(
    r"^(?:责编|责任编辑|編輯|编辑|作者|来源|來源|撰文|记者|記者|[文图圖][/／|])|记者\s\S|20\d\d年\d{1,2}月\d{1,2}日$"
)
"""What stands in bold and is no heading: who made the text, and when."""
_SENTENCE = re.compile(r"[，。；！？：,;]$")
_LONGEST_HEADING = 40
_SHORT_CELL = 120


class Block(Struct):
    """A line of text."""

    text: str
    node: Node
    """The nearest element that begins a line."""
    kind: Kind = "body"
    level: int = 1
    linked: int = 0
    """Characters of it that are links."""
    item: bool = False
    """Whether it is an item of a list."""
    row: bool = False
    """Whether it is a row of a table."""

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.text, self.kind, level=self.level)


class Blocks:
    """Collects the lines of an element."""

    def __init__(self, left_out: Callable[[Node], bool] = lambda _: False) -> None:
        """``left_out`` says which elements are passed over with all that is in them."""
        self._left_out = left_out
        self.found: list[Block] = []
        self.rubies = 0
        """Readings in ruby that were left out."""
        self._parts: list[str] = []
        self._linked = self._bold = 0
        self._kind: Kind = "body"
        self._level = 1
        self._marker = ""
        self._item = False
        self._plain = 0
        """Depth within ``pre``."""
        self._numbers: dict[Node, int] = {}
        """Items so far of each numbered list."""

    def take(self, root: Node) -> "list[Block]":
        """The lines of an element, in order."""
        self._walk(root, root, 0, 0)
        self._flush(root)
        return self.found

    def _walk(self, node: Node, block: Node, link: int, bold: int) -> None:
        for child in node.children:
            if isinstance(child, str):
                if node.tag in ("ruby", "rb") and not child.strip():
                    continue
                self._parts.append(child if self._plain else _SPACES.sub(_space, child))
                size = len("".join(child.split()))
                self._linked += size if link else 0
                self._bold += size if bold else 0
            elif child.tag in NO_TEXT:
                self.rubies += child.tag == "rt"
            elif self._left_out(child):
                continue
            elif child.tag in ("br", "hr"):
                self._flush(block)
            elif child.tag not in BLOCKS:
                caption = self._kind == "body" and bool(_CAPTION.search(child.get("class")))
                if caption:
                    self._flush(block)
                    self._kind = "caption"
                self._walk(child, block, link + (child.tag == "a"), bold + _is_bold(child))
                if caption:
                    self._flush(block)
                    self._kind = "body"
            else:
                self._block(child, block, link, bold)

    def _block(self, child: Node, block: Node, link: int, bold: int) -> None:
        self._flush(block)
        if child.tag == "table" and (rows := _data_rows(child)):
            self._rows(rows, child, link)
            return
        kept = self._kind, self._level, self._marker, self._item
        if child.tag in _HEADINGS:
            self._kind, self._level = "heading", 1 if child.tag == "h1" else 2
        elif child.tag in ("figcaption", "caption") or (
            self._kind == "body" and _CAPTION.search(child.get("class")) and not _has_many(child)
        ):
            self._kind = "caption"
        elif child.tag == "li":
            self._marker, self._item = self._next_marker(child), True
        elif child.tag in ("ul", "ol", "dl"):
            self._marker = ""
        self._plain += child.tag == "pre"
        self._walk(child, child, link + (child.tag == "a"), bold + _is_bold(child))
        self._flush(child)
        self._plain -= child.tag == "pre"
        self._kind, self._level, self._marker, self._item = kept

    def _next_marker(self, item: Node) -> str:
        """What stands before an item: its number, or a point."""
        if item.parent is None or item.parent.tag != "ol":
            return "• "
        self._numbers[item.parent] = number = self._numbers.get(item.parent, 0) + 1
        return f"{number}. "

    def _rows(self, rows: list[list[Node]], table: Node, link: int) -> None:
        """A table: its caption, then a line for each row."""
        for node in table.children:
            if isinstance(node, Node) and node.tag == "caption":
                self._block(node, table, link, 0)
        for row in rows:
            cells = []
            linked = 0
            for cell in row:
                inner = Blocks(self._left_out)
                lines = inner.take(cell)
                cells.append(" ".join(line.text for line in lines))
                linked += sum(line.linked for line in lines)
                self.rubies += inner.rubies
            if any(cells):
                self.found.append(Block(" | ".join(cells), table, linked=linked, row=True))

    def _flush(self, node: Node) -> None:
        """End a line, and begin another."""
        if not self._parts:
            return
        raw, linked, bold = "".join(self._parts), self._linked, self._bold
        self._parts, self._linked, self._bold = [], 0, 0
        for line in raw.split("\n") if self._plain else [raw]:
            text = _evened(line)
            if not text:
                continue
            kind, level = self._kind, self._level
            size = len("".join(text.split()))
            if kind == "body" and not self._item and bold >= size > 1 and _may_be_heading(text) and not linked:
                kind, level = "heading", 2
            marker, self._marker = self._marker, ""
            if self._item and kind == "heading":
                kind, level = "body", 1
            if kind != "caption" and len(text) <= _LONGEST_CAPTION and _PICTURED.search(text):
                kind, level = "caption", 1
            self.found.append(Block(marker + text, node, kind, level, linked, self._item))


def _is_bold(node: Node) -> bool:
    return node.tag in _BOLD or bool("style" in node.attributes and _HEAVY.search(node.get("style")))


def _may_be_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or _SENTENCE.search(text) or _MAKERS.search(text):
        return False
    return any("㐀" <= c <= "鿿" for c in text)


def _has_many(node: Node) -> bool:
    """Whether an element is too long to be a caption."""
    return sum(len(child.text()) if isinstance(child, Node) else len(child) for child in node.children) > 200


def _data_rows(table: Node) -> list[list[Node]]:
    """The cells of a table that holds data, row by row; nothing for one that only lays out a page."""
    rows: list[list[Node]] = []
    waiting: list[Node] = [table]
    while waiting:
        node = waiting.pop()
        for child in reversed(node.children):
            if not isinstance(child, Node):
                continue
            if child.tag in ("table",):
                return []
            if child.tag in ("tr", "tbody", "thead", "tfoot"):
                waiting.append(child)
        if node.tag == "tr":
            rows.append([c for c in node.children if isinstance(c, Node) and c.tag in ("td", "th")])
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return []
    cells = [cell for row in rows for cell in row]
    if any(node.tag in ("table", "h1", "article", "ul") for cell in cells for node in cell.nodes()):
        return []
    lengths = sorted(len(cell.text()) for cell in cells)
    return rows if lengths[int(len(lengths) * 0.9)] <= _SHORT_CELL else []


def _space(match: re.Match[str]) -> str:
    """White space between words; a line end is kept as such until it is known what stands beside it."""
    return "\n" if "\n" in match[0] and "\xa0" not in match[0] else " "


def _evened(raw: str) -> str:
    """A line's text: a line end in the page's source is a space between words, and nothing between Chinese characters
    (CSS Text 4, segment break transformation rules)."""
    text = _INVISIBLE.sub("", raw)
    if "\n" in text:
        pieces = [piece for piece in re.split(r" *\n\s*", text) if piece]
        if not pieces:
            return ""
        text = pieces[0]
        for piece in pieces[1:]:
            text += ("" if _touch(text[-1:], piece[:1]) else " ") + piece
    return " ".join(text.split(" ")).strip(" \t\n　") if "  " not in text else re.sub(" +", " ", text).strip(" \t\n　")


def _touch(left: str, right: str) -> bool:
    """Whether no space belongs between two characters: both are Chinese, or one is a Chinese mark."""
    wide = [unicodedata.east_asian_width(c) in "WF" for c in (left, right)]
    return all(wide) or any(w and unicodedata.category(c)[0] in "PS" for w, c in zip(wide, (left, right), strict=True))
