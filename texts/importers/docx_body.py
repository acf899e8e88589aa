"""The body of a Word document as paragraphs: tags in, paragraphs out, one at a time.

What is marked as inserted counts, what is marked as deleted does not. Of ruby the base is read. A row of a table is a
paragraph, a text box stands after the paragraph that it is fastened to.
"""

from collections.abc import Callable, Iterable, Iterator

from texts.importers.docx_styles import CAPTION, CONTENTS, HEADING, TITLE, Numbers, Styles, whole
from texts.importers.scanner import Tag
from texts.importers.walker import LONGEST, tidy
from texts.model import Kind, Paragraph

_PASSED = frozenset({
    "del", "movefrom", "rt", "fallback", "ppchange", "pprchange", "rprchange", "sectprchange", "tblprchange",
    "instrtext", "deltext", "delinstrtext", "sectpr", "rubypr",
})  # fmt: skip
"""What was there before a change, readings over words, and what is for programs that know less."""
_DEEPEST = 20
"""Tables within tables, and text boxes within text boxes; deeper ones are read as if they stood one level up."""
_LONG_CELL = 3
_SOFT = frozenset({"", "textwrapping"})


class _Open:
    """A paragraph that is being read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.style = ""
        self.level: int | None = None
        self.number: str | None = None
        self.depth: int | None = None
        self.goes_on = False
        """Its mark is deleted: the next one is the rest of it."""
        self.boxed: list[Paragraph] = []


class _Row:
    """A row of a table."""

    def __init__(self) -> None:
        self.cells: list[list[Paragraph]] = []


class Body:
    """Reads a document's body; ``whole`` says afterwards whether its end was there."""

    def __init__(self, styles: Styles, numbers: Numbers, chunk: Callable[[str], Iterable[Paragraph]]) -> None:
        """``chunk`` gives the paragraphs of a piece of another format, by the id of its relation."""
        self.whole = False
        self._chunk = chunk
        self._styles, self._numbers = styles, numbers
        self._open: list[_Open] = []
        self._rows: list[_Row] = []
        self._passed, self._depth = "", 0
        self._text = self._properties = self._hidden = False
        self._held: _Open | None = None
        self._ready: list[Paragraph] = []

    def read(self, tokens: Iterable[Tag | str]) -> Iterator[Paragraph]:
        """The paragraphs, each as soon as it is whole."""
        for token in tokens:
            if isinstance(token, str):
                if self._text and not self._passed and self._open:
                    self._add(token)
            elif self._passed:
                self._pass(token)
            elif token.closing:
                self._end(token.local)
            else:
                self._start(token)
            if self._ready:
                yield from self._ready
                self._ready.clear()
        while self._open:
            self._end("p")
        if self._held is not None:
            self._finish(self._held)
        while self._rows:
            self._end("tr")
        yield from self._ready

    def _pass(self, tag: Tag) -> None:
        if tag.local == self._passed and not tag.empty:
            self._depth += -1 if tag.closing else 1
            if self._depth == 0:
                self._passed = ""

    def _add(self, text: str) -> None:
        if not self._hidden:
            now = self._open[-1]
            now.parts.append(text)
            now.size += len(text)
            if now.size > LONGEST:
                self._end("p")
                self._open.append(_Open())

    def _start(self, tag: Tag) -> None:
        name = tag.local
        now = self._open[-1] if self._open else None
        if self._properties and now is not None:
            self._property(tag, now)
            if name not in _PASSED or name in ("del", "movefrom"):
                return
        if name in _PASSED:
            if not tag.empty:
                self._passed, self._depth = name, 1
            return
        match name:
            case "p" if not tag.empty and len(self._open) < _DEEPEST:
                self._open.append(self._held or _Open())
                self._held, self._text = None, False
            case "ppr" if not tag.empty:
                self._properties = True
            case "r":
                self._hidden = False
            case "vanish" if tag.get("val") not in ("0", "false", "off"):
                self._hidden = True
            case "t":
                self._text = not tag.empty
            case "tab" | "ptab" | "br" | "cr" | "nobreakhyphen" if now is not None:
                self._sign(name, tag, now)
            case "altchunk":
                self._give(list(self._chunk(tag.get("id"))))
            case "tr" if not tag.empty and len(self._rows) < _DEEPEST:
                self._rows.append(_Row())
            case "tc" if self._rows and not tag.empty:
                self._rows[-1].cells.append([])
            case _:
                pass

    @staticmethod
    def _sign(name: str, tag: Tag, now: _Open) -> None:
        if name in ("br", "cr"):
            if tag.get("type").lower() in _SOFT:
                now.parts.append("\n")
        else:
            now.parts.append("-" if name == "nobreakhyphen" else " ")

    @staticmethod
    def _property(tag: Tag, now: _Open) -> None:
        match tag.local:
            case "pstyle":
                now.style = tag.get("val")
            case "outlinelvl":
                now.level = whole(tag.get("val"))
            case "numid":
                now.number = tag.get("val")
            case "ilvl":
                now.depth = whole(tag.get("val"))
            case "del" | "movefrom":
                now.goes_on = True
            case _:
                pass

    def _end(self, name: str) -> None:
        match name:
            case "p" if self._open:
                self._finish(self._open.pop())
            case "ppr":
                self._properties = False
            case "t":
                self._text = False
            case "r":
                self._hidden = False
            case "tr" if self._rows:
                self._give(_as_paragraphs(self._rows.pop()))
            case "body":
                self.whole = True
            case _:
                pass

    def _finish(self, done: _Open) -> None:
        self._properties = self._text = self._hidden = False
        if done.goes_on:
            done.goes_on = False
            self._held = done
            return
        self._held = None
        found = list(self._paragraphs(done)) + done.boxed
        if self._open:  # it stands in a text box within another paragraph
            self._open[-1].boxed += found
        else:
            self._give(found)

    def _paragraphs(self, done: _Open) -> Iterator[Paragraph]:
        kind, level = self._kind(done)
        if kind is None:
            return
        lines = ["".join(done.parts)]
        lines = [lines[0].replace("\n", " ")] if kind == "heading" else lines[0].split("\n")
        texts = [text for text in map(tidy, lines) if text]
        if texts:
            texts[0] = self._number(done) + texts[0]
        for text in texts:
            yield Paragraph(text, kind, level=level)

    def _kind(self, done: _Open) -> tuple[Kind | None, int]:
        """What a paragraph is, and its level as a heading; no kind for a line of a table of contents."""
        styled, level = self._styles.kind(done.style)
        if styled == CONTENTS:
            return None, 1
        if styled == CAPTION:
            return "caption", 1
        is_heading = styled in (HEADING, TITLE)
        if done.level is not None:
            is_heading, level = done.level < 9, done.level + 1
        return ("heading", min(level, 2)) if is_heading else ("body", 1)

    def _number(self, done: _Open) -> str:
        number, depth = self._styles.numbering(done.style)
        if done.number is not None:
            number = done.number
        return self._numbers.next(number, depth if done.depth is None else done.depth)

    def _give(self, found: list[Paragraph]) -> None:
        if self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1] += found
        else:
            self._ready += found


def _as_paragraphs(row: _Row) -> list[Paragraph]:
    """A row as one paragraph; the paragraphs themselves where the table only lays out a page."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) < 2 or any(len(cell) > _LONG_CELL for cell in cells):
        return [paragraph for cell in cells for paragraph in cell]
    return [Paragraph(" | ".join(" ".join(p.text for p in cell) for cell in cells))]
