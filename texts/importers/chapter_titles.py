"""The titles that a book's contents give its chapters, found in the text or put there, as headings."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from texts.importers.epub_package import Target
from texts.importers.walker import Block

_AHEAD = 4
"""Blocks after the beginning of a chapter among which its title is looked for."""
_SQUEEZED = re.compile(r"[\s·．.、,，:：\-—–《》「」“”]+")


def titled(blocks: Iterable[Block], targets: Sequence[Target], book: str) -> Iterator[Block]:
    """A chapter's blocks; a title of the contents that stands there already becomes a heading, one that does not is put
    before. Headings are of the level that the contents give them, others of the second."""
    source = iter(blocks)
    ahead: deque[Block] = deque()
    first = True
    level = 2
    while True:
        while len(ahead) < _AHEAD and (block := next(source, None)) is not None:
            ahead.append(block)
        if not ahead:
            return
        block = ahead[0]
        due = [t for t in targets if (first and not t.anchor) or t.anchor in block.anchors]
        first = False
        if due:
            level = due[-1].depth
            inserted, made = _headings(list(ahead), due, book)
            yield from inserted
            for number in range(made):
                ahead[number] = replace(ahead[number], kind="heading")
        block = ahead.popleft()
        if block.kind == "heading":
            yield replace(block, level=level)
        else:
            level = 2
            yield block


def _headings(ahead: list[Block], due: list[Target], book: str) -> tuple[list[Block], int]:
    """Titles to be put before a chapter, and how many of its first blocks are its title."""
    run: list[str] = []
    for block in ahead:
        if block.kind != "heading":
            break
        run.append(_squeezed(block.text))
    *outer, last = due
    known = {*run, _squeezed(book)}
    inserted = [Block(t.title, "heading", t.depth) for t in outer if _squeezed(t.title) not in known]
    title = _squeezed(last.title)
    if run or title in known or any(b.kind == "heading" and _squeezed(b.text) == title for b in ahead):
        return inserted, 0
    said = ""
    for number, block in enumerate(ahead):
        said += _squeezed(block.text)
        if said == title:
            return inserted, number + 1
        if not title.startswith(said):
            break
    return [*inserted, Block(last.title, "heading", last.depth)], 0


def _squeezed(title: str) -> str:
    return _SQUEEZED.sub("", title).casefold()
