"""Notes at the foot of a page or column, which would stand in the middle of a paragraph that goes on over the page."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from texts.importers.pdf_columns import Line

_MARK = re.compile(r"[①-⓿❶-➓*＊†‡]|[\[［〔（(]\s*\d{1,3}\s*[\]］〕）)]|\d{1,3}(?:[\s.、．]|$)|[注註]\s*\d{0,3}[:：]")
_SMALLER = 0.93
"""Times the size of the text that notes have at most."""
_FEWEST = 3
"""Lines of text above them."""


def without_notes(lines: Sequence[Line], body: float) -> tuple[list[Line], int]:
    """The lines without notes below them, and how many notes those are. ``body``: the size of the text."""
    kept: list[Line] = []
    count = 0
    for _, group in groupby(lines, key=lambda line: line.column):
        column = list(group)
        start = _notes_from(column, body)
        count += sum(bool(_MARK.match(line.text)) for line in column[start:])
        kept += column[:start]
    return kept, count


def _notes_from(column: list[Line], body: float) -> int:
    """Where the notes of a column begin: the small lines at its end, of which the first has a mark."""
    start = len(column)
    while start and column[start - 1].size <= _SMALLER * body and not column[start - 1].row:
        start -= 1
    while start < len(column) and not _MARK.match(column[start].text):
        start += 1
    above = column[:start]
    text = sum(line.size > _SMALLER * body for line in above)
    falls = all(a.base > b.base for a, b in pairwise(column[max(0, start - 1) :]))
    return start if text >= _FEWEST and falls else len(column)
