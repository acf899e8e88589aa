"""Marked-up text as its blocks: paragraphs, headings, captions, items of lists, rows of tables, in reading order.

Reads the scanner's tags as they come and keeps one block, however deep the nesting: chapters of books need no tree, a
long one is never held whole, and what they leave out they say (epub:type). Pages of the web, whose text proper has to
be found first, are read as trees elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from texts.importers.leftout import Hidden, as_power, is_marker
from texts.importers.scanner import Tag
from texts.importers.tree import BLOCKS, VOID
from texts.model import Kind

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_CELLS = frozenset({"td", "th"})
_END_HEADING = BLOCKS - frozenset({"div", "hgroup", "header"})
_END_KIND = HEADINGS | _CAPTIONS | {"figure", "table"}
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_BREAK = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n\s*(?={_WIDE})")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BULLETED = re.compile(r"[•·●○■□◆▪※—–-]")
_NUMBERED = re.compile(r"[\d(（①-⓿一二三四五六七八九十第]")
_LONG_CELL = 3
"""Blocks in one cell of a row; where there are more, the table lays out a page and is none."""
LONGEST = 1_000_000
"""Characters of one block; what is longer is given out in pieces."""


class Block(Struct, frozen=True):
    """One block as it stands in the source."""

    text: str
    kind: Kind = "body"
    level: int = 1
    """Of a heading, as its element says: 1 to 6."""
    language: str = ""
    """Of the innermost element that states one, as it does; empty if none does."""
    anchors: tuple[str, ...] = ()
    """Ids that stand at it or before it, after the last block."""
    english: str = ""
    """A translation, marked as one by class and language. In a block without text it is that of the block before."""
    goes_on: bool = False
    """It is the rest of the block before, cut for the sake of browsers."""


def tidy(text: str) -> str:
    """White space as HTML shows it; an end of line between two Han characters is nothing."""
    return _SPACE.sub(" ", _BREAK.sub("", text)).strip(" \u3000\u2002\u2003\ufeff")


class Walker:
    """Turns tags and text into blocks."""

    def __init__(self, anchors: frozenset[str] = frozenset()) -> None:
        """``anchors``: ids that are asked for."""
        self._wanted = anchors
        self.hidden = Hidden()
        self._texts: list[str] = []
        self._english: list[str] = []
        self._size = 0
        self._kind: Kind = "body"
        self._level = 1
        self._raw = False
        self._anchors: list[str] = []
        self._languages: list[tuple[str, int, str]] = []
        self._lists: list[int | None] = []
        self._item = ""
        self._bare = False
        """Whether the items of the list at hand are shown without signs."""
        self._goes_on = False
        self._only_this = False
        """Whether it is the paragraph that is a caption, not what it stands in."""
        self._link: tuple[int, bool] | None = None
        """Where in the block a link began, and whether a number in it would be a note's."""
        self._sup: int | None = None
        self._said = False
        self._aside: str | None = None
        self._row: list[list[Block]] | None = None
        self._cell = False
        self._ready: list[Block] = []

    def walk(self, tokens: Iterable[Tag | str]) -> Iterator[Block]:
        """The blocks of a document, each as soon as it is whole."""
        for token in tokens:
            if isinstance(token, str):
                if not self.hidden.now:
                    self._put(token)
            elif token.closing:
                self._end(token.local)
            else:
                self._start(token)
            if self._ready:
                yield from self._ready
                self._ready.clear()
        self._flush()
        self._end_row()
        yield from self._ready

    def _put(self, text: str) -> None:
        if self._raw and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._texts.append(line)
                self._flush()
        into = self._texts if self._aside is None else self._english
        into.append(text)
        self._said = self._said or not text.isspace()
        self._size += len(text)
        if self._size > LONGEST:
            self._flush()

    def _start(self, tag: Tag) -> None:
        name = tag.local
        if tag.empty and name not in VOID and name not in BLOCKS:
            self._anchor(tag)
            return
        if self.hidden.start(tag, name in VOID, name in BLOCKS):
            if name in BLOCKS:
                self._flush()
            return
        if name in BLOCKS:
            self._block(tag, name)
        self._anchor(tag)
        self._open_language(tag, name)
        if name == "br":
            if self._kind == "body" and not self._cell:
                self._flush()
            else:
                self._texts.append(" ")
        elif name == "img":
            alt = tag.get("alt").strip()
            if len(alt) == 1 and _HAN.match(alt):  # a character that the book's fonts lack
                self._texts.append(alt)
        elif name == "a" and "#" in tag.get("href"):
            bare = self._sup is not None or (self._said and self._kind != "heading")
            self._link = (len(self._texts), bare)
        elif name == "sup":
            self._sup = len(self._texts)
        elif "en" in tag.get("class").split() and tag.get("lang").startswith("en"):
            self._aside = name

    def _block(self, tag: Tag, name: str) -> None:
        self._flush()
        if name in HEADINGS:
            self._kind, self._level = "heading", int(name[1])
        elif name in _CAPTIONS:
            self._kind = "caption"
        elif self._kind == "heading" and name in _END_HEADING:
            self._kind = "body"
        if name in ("figure", "table"):
            self._kind = "body"
        if name == "p":
            self._goes_on = "more" in tag.get("class").split() and bool(tag.get("data-k"))
            classes = tag.get("class").lower()
            self._only_this = self._kind == "body" and ("caption" in classes or "cap" in classes.split())
            if self._only_this:
                self._kind = "caption"
        elif name == "pre":
            self._raw = True
        elif name in ("ol", "ul", "menu"):
            self._lists.append(_first_number(tag) if name == "ol" else None)
            self._bare = _is_bare(tag)
        elif name == "li":
            self._number(tag)
        elif name == "tr":
            self._end_row()
            self._row = []
        elif name in _CELLS and self._row is not None:
            self._row.append([])
            self._cell = True
        if tag.empty:
            self._end(name)

    def _number(self, tag: Tag) -> None:
        self._item = "" if self._bare or _is_bare(tag) else "• "
        if not self._lists or self._lists[-1] is None:
            return
        value = tag.get("value")
        number = int(value) if value.isdecimal() and len(value) < 7 else self._lists[-1]
        self._lists[-1] = number + 1
        self._item = f"{number}. "

    def _end(self, name: str) -> None:
        if self.hidden.end(name, name in BLOCKS):
            return
        if name == "a" and self._link is not None:
            self._drop_marker(*self._link)
            self._link = None
        elif name == "sup" and self._sup is not None:
            self._raise(self._sup)
            self._sup = None
        if name in BLOCKS:
            self._flush()
            if (
                name in HEADINGS
                or name in _CAPTIONS
                or name in ("figure", "table")
                or (name == "p" and self._only_this)
            ):
                self._kind = "body"
            if name == "pre":
                self._raw = False
            elif name in ("ol", "ul", "menu") and self._lists:
                self._lists.pop()
            elif name in _CELLS:
                self._cell = False
            elif name in ("tr", "table"):
                self._end_row()
        if name == self._aside:
            self._aside = None
        self._close_language(name)

    def _drop_marker(self, at: int, bare: bool) -> None:
        """Take out the text since ``at`` if it only points to a note."""
        if is_marker("".join(self._texts[at:]), bare):
            del self._texts[at:]

    def _raise(self, at: int) -> None:
        """A raised number that points to no note is a power: 10⁸, not 108."""
        text = "".join(self._texts[at:]).strip()
        if is_marker(text, bare=False):
            del self._texts[at:]
        elif power := as_power(text):
            self._texts[at:] = [power]

    def _anchor(self, tag: Tag) -> None:
        if self._wanted:
            name = tag.get("id") or (tag.get("name") if tag.local == "a" else "")
            if name in self._wanted:
                self._anchors.append(name)

    def _open_language(self, tag: Tag, name: str) -> None:
        if name in VOID:
            return
        stated = tag.get("lang")
        if stated and len(self._languages) < 100:
            self._languages.append((name, 1, stated))
        elif self._languages and self._languages[-1][0] == name:
            name, depth, stated = self._languages[-1]
            self._languages[-1] = (name, depth + 1, stated)

    def _close_language(self, name: str) -> None:
        if self._languages and self._languages[-1][0] == name:
            name, depth, stated = self._languages.pop()
            if depth > 1:
                self._languages.append((name, depth - 1, stated))

    def _flush(self) -> None:
        """Give out the block that is open, if there is anything in it."""
        if not self._texts and not self._english:
            return
        text, english = tidy("".join(self._texts)), tidy("".join(self._english))
        self._texts.clear()
        self._english.clear()
        self._size, self._link, self._sup, self._said = 0, None, None, False
        if not text and not english:
            return
        if self._item and not (_BULLETED if self._item[0] == "•" else _NUMBERED).match(text):
            text = self._item + text
        self._item = ""
        language = self._languages[-1][2] if self._languages else ""
        level = self._level if self._kind == "heading" else 1
        block = Block(text, self._kind, level, language, tuple(self._anchors), english, self._goes_on)
        self._anchors.clear()
        if self._row and self._cell:
            self._row[-1].append(block)
        else:
            self._ready.append(block)

    def _end_row(self) -> None:
        """Give out a row of a table: its cells as one block, or the blocks of a cell that holds a page."""
        row, self._row, self._cell = self._row, None, False
        cells = [cell for cell in row or () if cell]
        if len(cells) == 1 or any(len(cell) > _LONG_CELL for cell in cells):
            self._ready += [block for cell in cells for block in cell]
        elif cells:
            text = " | ".join(" ".join(block.text for block in cell) for cell in cells)
            anchors = tuple(name for cell in cells for block in cell for name in block.anchors)
            self._ready.append(Block(text, "body", 1, cells[0][0].language, anchors))


def _first_number(tag: Tag) -> int | None:
    """What an ordered list counts from; None if it shows no numbers, or letters."""
    if tag.get("type") not in ("", "1") or _is_bare(tag):
        return None
    start = tag.get("start")
    return int(start) if start.isdecimal() and len(start) < 7 else 1


def _is_bare(tag: Tag) -> bool:
    return bool(re.search(r"list-style[^;]*none", tag.get("style")))
