"""What a search inside all texts has found, a sentence a line."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reader.inside import Found
from reader.text.layout import cell_width, clip
from reader.tui.widgets.line_list import Cell, LineList, cell
from reader.tui.widgets.text_list import tame

_PLACE = 7
_TITLE_FROM = 70
"""Cells from which the title stands beside each sentence."""


class HitLine(Struct, frozen=True):
    """A sentence that was found, and whether it is the first of its text."""

    found: Found
    first: bool


class HitList(LineList[HitLine]):
    """Shows sentences with what was looked for lit."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Callable[[str], str] = lambda text: text

    def show(self, found: Sequence[Found], shown: Callable[[str], str], at: int, empty: str) -> None:
        """Show other sentences, the cursor on number ``at``. ``shown`` writes Chinese in the script that was chosen;
        ``empty`` is said where there are none."""
        self._shown = shown
        self.put(_lines(found), at, empty)

    def more(self, found: Sequence[Found]) -> None:
        """Show these, of which those that are shown already are the first."""
        if self.items:
            self.swap(_lines(found), self.cursor)
        else:
            self.put(_lines(found), 0, "")

    def cells(self, item: HitLine, width: int) -> list[Cell]:
        title = min(30, width // 4) if width >= _TITLE_FROM else min(14, width // 4)
        return [
            (cell(tame(self._shown(item.found.title)) if item.first else "", title), "head"),
            (cell(f"¶{item.found.paragraph + 1}", _PLACE), "dim"),
            *lit(item.found, self._shown, width - title - _PLACE),
        ]


def _lines(found: Sequence[Found]) -> list[HitLine]:
    return [HitLine(one, n == 0 or found[n - 1].text_id != one.text_id) for n, one in enumerate(found)]


def lit(found: Found, shown: Callable[[str], str], room: int) -> list[Cell]:
    """A sentence in so many cells, cut where it is too long, so that the first hit is in sight."""
    text = tame(shown(found.sentence))
    if len(text) != len(found.sentence):  # rare phrases that one script writes longer
        text = tame(found.sentence)
    first, last = found.spans[0]
    begin = 0
    if cell_width(text[:last]) > room * 2 // 3:
        begin = first
        before = min(room // 3, max(0, room - cell_width(text[first:last]) - 2))
        while begin > 0 and cell_width(text[begin - 1 : first]) < before:
            begin -= 1
    cells: list[Cell] = [("…", "dim")] if begin else []
    left = room - len(cells)
    at = begin
    for start, end in [*found.spans, (len(text), len(text))]:
        for piece, style in ((text[at : max(at, start)], "english"), (text[max(at, start) : end], "hit")):
            if piece and left > 0:
                kept = clip(piece, left)
                cells.append((kept, style))
                left -= cell_width(kept) if kept == piece else left
        at = max(at, end)
    return cells
