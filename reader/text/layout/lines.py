"""From a paragraph, or a stretch of one, to placed lines: Chinese with its annotations, and the English
beside it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from reader.text.layout.breaking import Atom, fill
from reader.text.layout.model import EnglishLine, LayoutOptions, Line
from reader.text.layout.width import AmbiguousWidth, cell_width, clip
from reader.text.model import ShownToken

_ENGLISH_PIECE = re.compile(r"\s+|[^\s—]+—*|—+")
"""Spaces and words; a dash between two words stays with the first."""
_FIRST_WIDE = "\u2e80"


@cache
def _mixed_piece() -> re.Pattern[str]:
    """Spaces, single Chinese characters, words. Rarely wanted, and 4 ms to compile."""
    wide = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
    return re.compile(rf"\s+|[{wide}]|[^\s{wide}—]+—*|—+")


def lay_tokens(
    tokens: Sequence[ShownToken],
    annotations: Sequence[str],
    options: LayoutOptions,
    *,
    first: int = 0,
    last: int | None = None,
) -> tuple[Line, ...]:
    """Lines for ``tokens[first:last]``, ``annotations`` being one string a token of the whole paragraph (""
    for none).

    Only what is asked for is looked at. The lines have two rows if one of these tokens is annotated.
    """
    last = len(tokens) if last is None else last
    atoms = list(_atoms(tokens, annotations, options, first, last))
    rows = 2 if any(atom.annotation for atom in atoms) else 1
    return fill(atoms, options, rows, indent=options.indent if first == 0 else 0)


def _atoms(
    tokens: Sequence[ShownToken], annotations: Sequence[str], options: LayoutOptions, first: int, last: int
) -> Iterator[Atom]:
    ambiguous = options.ambiguous
    for index in range(first, last):
        token = tokens[index]
        width = cell_width(token.text, ambiguous)
        annotation = annotations[index] if options.ruby else ""
        above = cell_width(annotation, ambiguous) if annotation else 0
        if above > options.width:
            annotation = clip(annotation, options.width, ambiguous)
            above = cell_width(annotation, ambiguous)
        latin = token.token.kind in ("latin", "number")
        yield Atom(index, 0, token.text, width, annotation, above, latin)


def wrap_english(text: str, width: int, ambiguous: AmbiguousWidth = 1) -> tuple[EnglishLine, ...]:
    """``text`` in lines of at most ``width`` cells, broken at spaces, after dashes and between Chinese
    characters."""
    text = " ".join(text.split())
    pieces = (_ENGLISH_PIECE if not text or max(text) < _FIRST_WIDE else _mixed_piece()).findall(text)
    atoms = [Atom(index, 0, piece, cell_width(piece, ambiguous), latin=True) for index, piece in enumerate(pieces)]
    lines = fill(atoms, LayoutOptions(width, ruby=False, ambiguous=ambiguous), 1, spaced=True)
    wrapped = ("".join(cell.text for cell in line.cells).strip() for line in lines)
    return tuple(EnglishLine(line, cell_width(line, ambiguous)) for line in wrapped if line)


def wrap_spans(text: str, width: int, ambiguous: AmbiguousWidth = 1) -> list[tuple[int, int]]:
    """Where the lines of ``text`` begin and end that :func:`wrap_english` would make, for text whose stretches have
    styles of their own; its spaces stay as they are."""
    pieces = (_ENGLISH_PIECE if not text or max(text) < _FIRST_WIDE else _mixed_piece()).findall(text)
    starts = [0, *accumulate(map(len, pieces))]
    atoms = [Atom(index, 0, piece, cell_width(piece, ambiguous), latin=True) for index, piece in enumerate(pieces)]
    spans = []
    for line in fill(atoms, LayoutOptions(width, ruby=False, ambiguous=ambiguous), 1, spaced=True):
        cells = [cell for cell in line.cells if not cell.text.isspace()]
        if cells:
            first, last = cells[0], cells[-1]
            spans.append((starts[first.token] + first.start, starts[last.token] + last.start + len(last.text)))
    return spans
