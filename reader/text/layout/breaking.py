"""Filling lines: words are set one after the other, and a line ends before the first group that does not fit.

A *group* is what must stay on one line: a word with the opening punctuation before it and the closing
punctuation and spaces after it. Only a group wider than a whole line is taken apart, in the order that hurts
least: between Chinese characters, inside Latin words and numbers, at last against 避头尾.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.text.layout.kinsoku import holds_next, hugs_previous
from reader.text.layout.model import LayoutOptions, Line, Placed
from reader.text.layout.width import cell_width, clip, graphemes

_WHOLE, _BY_CHARACTER, _INSIDE_LATIN, _ANYWHERE = range(4)
"""How far a group has been taken apart."""


class Atom(NamedTuple):
    """A piece of text that stays in one piece, measured in cells."""

    token: int
    start: int
    """Code points of the token before this piece."""
    text: str
    width: int
    annotation: str = ""
    annotation_width: int = 0
    latin: bool = False
    """A Latin word or a number: broken only if it is longer than a line."""

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


class _Pen:
    """The line being filled."""

    def __init__(self, options: LayoutOptions, indent: int = 0) -> None:
        self._options = options
        self.indent = indent
        self._x = indent
        """Column after the last character."""
        self._annotated = -1
        """Column after the last annotation."""
        self._last: Atom | None = None
        self.cells: list[Placed] = []

    def set(self, group: Sequence[Atom]) -> bool:
        """Place ``group`` after what is there, and say whether it fitted; if not, nothing has changed."""
        x, annotated, last = self._x, self._annotated, self._last
        width = self._options.width
        placed: list[Placed] = []
        for atom in group:
            if atom.start or (hugs_previous(atom.text) and not atom.annotation):
                at = x  # right after the characters, below an annotation that reaches further
            else:
                at = max(x, annotated) + self._gap(last, atom)
                if atom.annotation and at <= annotated:
                    at = annotated + 1
            text, cells = atom.text, atom.width
            end = at + max(cells, atom.annotation_width)
            if end > width:
                if not atom.is_space:
                    return False
                text = text[: max(width - at, 0)] if text.isascii() else ""
                cells = len(text)
            placed.append(Placed(atom.token, atom.start, text, at, cells, atom.annotation, atom.annotation_width))
            x = at + cells
            if atom.annotation:
                annotated = at + atom.annotation_width
            last = atom
        self._x, self._annotated, self._last = x, annotated, last
        self.cells += placed
        return True

    def _gap(self, last: Atom | None, atom: Atom) -> int:
        if last is None or not (last.annotation or atom.annotation) or last.is_space or atom.is_space:
            return 0
        if holds_next(last.text) or hugs_previous(atom.text):
            return 0
        if hugs_previous(last.text) and last.width > 1:
            return 0  # a full-width mark brings its own space
        return self._options.gap


def fill(
    atoms: Iterable[Atom], options: LayoutOptions, rows: int, *, indent: int = 0, spaced: bool = False
) -> tuple[Line, ...]:
    """Lines no wider than ``options.width`` that hold every atom once, in order.

    ``spaced`` text, as English, may be broken at every space, whatever punctuation stands there.
    """
    lines: list[Line] = []
    pen = _Pen(options, indent)

    def end_line() -> None:
        nonlocal pen
        if pen.cells:
            lines.append(Line(tuple(pen.cells), rows))
        pen = _Pen(options)

    def set_group(group: Sequence[Atom], apart: int) -> None:
        if pen.set(group):
            return
        if pen.cells or pen.indent:
            end_line()
            if pen.set(group):
                return
        for part in _take_apart(group, apart + 1, options):
            set_group(part, apart + 1)

    for group in _groups(atoms, spaced):
        set_group(group, _WHOLE)
    end_line()
    return tuple(lines)


def _groups(atoms: Iterable[Atom], spaced: bool = False) -> Iterator[list[Atom]]:
    group: list[Atom] = []
    held = False
    for atom in atoms:
        if group and not atom.is_space:
            free = not (held or hugs_previous(atom.text))
            if free or (spaced and group[-1].is_space):
                yield group
                group = []
        group.append(atom)
        if not atom.is_space:
            held = holds_next(atom.text)
    if group:
        yield group


def _take_apart(group: Sequence[Atom], apart: int, options: LayoutOptions) -> Iterator[Sequence[Atom]]:
    """The same text in smaller groups."""
    pieces = [piece for atom in group for piece in _pieces(atom, apart, options)]
    if apart == _ANYWHERE:
        for piece in pieces:
            yield (piece,)
        return
    for part in _groups(pieces):
        yield _shorten_annotation(part, options) if apart == _INSIDE_LATIN else part


def _pieces(atom: Atom, apart: int, options: LayoutOptions) -> Iterator[Atom]:
    if atom.is_space or (atom.latin and apart < _INSIDE_LATIN):
        yield atom
        return
    start = atom.start
    for text in graphemes(atom.text):
        width = cell_width(text, options.ambiguous)
        if start == atom.start:
            yield Atom(atom.token, start, text, width, atom.annotation, atom.annotation_width)
        else:
            yield Atom(atom.token, start, text, width)
        start += len(text)


def _shorten_annotation(group: Sequence[Atom], options: LayoutOptions) -> Sequence[Atom]:
    """Cut an annotation that fits on the line by itself, but not with the opening mark before its word."""
    before = 0
    fitted = []
    for atom in group:
        if before and before + atom.annotation_width > options.width:
            text = clip(atom.annotation, options.width - before, options.ambiguous)
            atom = atom._replace(annotation=text, annotation_width=cell_width(text, options.ambiguous))
        fitted.append(atom)
        before += atom.width
    return fitted
