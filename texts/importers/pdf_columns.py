"""The order in which a page's lines are read: columns one after the other, what goes across them in between.

A gutter is a strip that next to no line crosses and on both sides of which lines fill their columns; the cells of a
table do not fill theirs, so a table is read row by row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from texts.importers.pdf_lines import HAN, Piece, size_of

_BIN = 2.0
"""Points in which the breadth of a page is measured."""
_GUTTER = 0.9
"""Sizes of a character that a gutter is wide at least."""
_CROSSING = 0.2
"""Share of the lines beside a gutter that may cross it: titles, pictures' captions."""
_FEWEST = 4
"""Lines in a column at least."""
_MOST, _MOST_CELLS = 8, 60
"""Gutters on a page, and cells in a row of a table; where there are more, they are something else."""
_FILLED, _FULL = 0.5, 0.7
"""Share of a column's lines that fill that share of its breadth."""
_LETTERS = 2
_NEAR = 2
"""Rows above and below that a row of a table is compared with."""


class Line(Struct):
    """A line of text, and the column it stands in."""

    text: str
    left: float
    base: float
    right: float
    size: float
    strong: bool
    column: tuple[float, float]
    """From where to where its column reaches."""
    row: bool = False
    """It is a row of a table, its cells set apart by bars."""
    first: bool = False
    """The first of its column."""


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    pieces = sorted(pieces, key=lambda piece: (-piece.base, piece.left))
    gutters = _gutters(pieces)
    found: list[Line] = []
    band: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    across: list[Piece] = []

    def close() -> None:
        for column in band:
            found.extend(_column(column))
            column.clear()

    for piece in pieces:
        place = _place(piece, gutters)
        if place is None:
            close()
            across.append(piece)
            continue
        if across:
            found.extend(_column(across))
            across.clear()
        band[place].append(piece)
    close()
    found.extend(_column(across))
    return found


def _place(piece: Piece, gutters: list[float]) -> int | None:
    """Which column a piece stands in; none if it goes across."""
    left = sum(piece.left > gutter for gutter in gutters)
    right = sum(piece.right > gutter for gutter in gutters)
    return left if left == right else None


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """The middles of the strips between columns, from left to right."""
    size = size_of(pieces)
    body = [piece for piece in pieces if abs(piece.size - size) <= 0.15 * size]
    if len(body) < 2 * _FEWEST or size <= 0:
        return []
    left, right = min(piece.left for piece in body), max(piece.right for piece in body)
    count = int((right - left) / _BIN) + 1
    if not 10 <= count <= 20_000:
        return []
    changes = [0] * (count + 1)
    for piece in body:
        changes[int((piece.left - left) / _BIN)] += 1
        changes[int((piece.right - left) / _BIN) + 1 - (piece.right >= right)] -= 1
    covered, cover = [], 0
    for change in changes[:count]:
        cover += change
        covered.append(cover)
    limit = _CROSSING * max(covered)
    strips = _strips([value <= limit for value in covered], _GUTTER * size / _BIN)
    gutters = [left + (start + end) / 2 * _BIN for start, end in strips]
    if len(gutters) > _MOST:
        return []
    while gutters:
        poor = _poorest(body, gutters)
        if poor is None:
            return gutters
        gutters.pop(poor)
    return []


def _strips(empty: list[bool], width: float) -> Iterator[tuple[int, int]]:
    """Runs of true values that are wide enough, but for those at the edges."""
    start: int | None = None
    for at, value in enumerate([*empty, False]):
        if value and start is None:
            start = at
        elif not value and start is not None:
            if at - start >= width and start > 0 and at < len(empty):
                yield start, at
            start = None


def _poorest(body: Sequence[Piece], gutters: list[float]) -> int | None:
    """A gutter with something beside it that is no column; None if all are well."""
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in body:
        place = _place(piece, gutters)
        if place is not None:
            columns[place].append(piece)
    worst: tuple[float, int] | None = None
    for number, column in enumerate(columns):
        share = _filled(column)
        if share < _FILLED and (worst is None or share < worst[0]):
            worst = (share, min(number, len(gutters) - 1))
    return None if worst is None else worst[1]


def _filled(column: list[Piece]) -> float:
    """The share of lines that are about as broad as the column; 0 where there are too few."""
    if len(column) < _FEWEST:
        return 0.0
    breadth = max(p.right for p in column) - min(p.left for p in column)
    # Pieces of one row together fill it no more than one of them: a table's cells.
    return sum(p.right - p.left >= _FULL * breadth for p in column) / len(column)


def _column(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines of one column; pieces on the same height are cells or words that stand apart."""
    if not pieces:
        return
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].base - piece.base) <= 0.2 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.left)
    tables = [
        len(row) > 1
        and any(
            _is_table(row, rows[other])
            for other in range(max(0, number - _NEAR), min(len(rows), number + _NEAR + 1))
            if other != number
        )
        for number, row in enumerate(rows)
    ]
    column = _edges([row for row, is_row in zip(rows, tables, strict=True) if not is_row] or rows)
    for number, (row, is_row) in enumerate(zip(rows, tables, strict=True)):
        joint = " | " if is_row else "" if _is_spaced(row) else " "
        yield Line(
            joint.join(piece.text for piece in row),
            row[0].left,
            row[0].base,
            row[-1].right,
            max(piece.size for piece in row),
            all(piece.strong for piece in row),
            column,
            is_row,
            number == 0,
        )


def _edges(rows: Sequence[Sequence[Piece]]) -> tuple[float, float]:
    """From where to where a column reaches: as far as several lines do; one alone may stand out."""
    step = max(0.5 * size_of([piece for row in rows for piece in row]), 1.0)
    fewest = max(2, len(rows) // 10)
    starts, ends = Counter[int](), Counter[int]()
    for row in rows:
        starts[round(row[0].left / step)] += 1
        ends[round(row[-1].right / step)] += 1
    left = min((at for at in starts if starts[at] + starts[at + 1] >= fewest), default=None)
    right = max((at for at in ends if ends[at] + ends[at - 1] >= fewest), default=None)
    lefts = [row[0].left for row in rows if left is None or round(row[0].left / step) >= left]
    rights = [row[-1].right for row in rows if right is None or round(row[-1].right / step) <= right]
    return min(lefts), max(rights)


def _is_table(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether the parts of two rows stand below each other, as cells do and words of justified lines do not."""
    if max(len(row), len(other)) > _MOST_CELLS:
        return False
    near = 0.5 * row[0].size
    starts, ends = [piece.left for piece in other], [piece.right for piece in other]
    middles = [(piece.left + piece.right) / 2 for piece in other]
    shared = sum(
        any(abs(piece.left - at) < near for at in starts)
        or any(abs(piece.right - at) < near for at in ends)
        or any(abs((piece.left + piece.right) / 2 - at) < near for at in middles)
        for piece in row[1:]
    )
    return len(other) > 1 and 2 * shared >= len(row) - 1 and not _is_justified(row)


def _is_justified(row: Sequence[Piece]) -> bool:
    """Whether it is a line of English with few words, all equally far apart so that it is flush."""
    gaps = [right.left - left.right for left, right in pairwise(row)]
    latin = not any(HAN.search(piece.text) for piece in row)
    return latin and len(gaps) > 1 and max(gaps) - min(gaps) < 0.2 * max(gaps)


def _is_spaced(row: Sequence[Piece]) -> bool:
    """Whether it is a title whose characters are set wide apart: 目　录."""
    return all(len(piece.text) <= _LETTERS and HAN.search(piece.text) for piece in row) and len(row) <= 6
