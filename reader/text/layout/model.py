"""What a layout is made of: words with their places in a line, all in terminal cells, all immutable."""

from msgspec import Struct

from reader.text.layout.width import AmbiguousWidth


class LayoutOptions(Struct, frozen=True):
    """Everything a layout depends on besides the text; usable as part of a cache key."""

    width: int
    """Cells in a line, at least 2 (one Chinese character)."""
    ruby: bool = True
    """Whether annotations are drawn above the words."""
    indent: int = 0
    """Cells left free at the start of a paragraph's first line."""
    ambiguous: AmbiguousWidth = 1
    gap: int = 1
    """Cells between two words where one of them is annotated."""

    def __post_init__(self) -> None:
        if self.width < 2 or not 0 <= self.indent <= self.width - 2 or self.gap < 0:
            raise ValueError(f"no text can be laid out with {self}")


class Placed(Struct, frozen=True):
    """A word, or a piece of one that had to be broken, in its place."""

    token: int
    """Index into the paragraph's tokens."""
    start: int
    """Code-point offset of this piece in the token's text: 0 unless the token was broken."""
    text: str
    x: int
    width: int
    """Cells of ``text``."""
    annotation: str
    """What stands above; empty on all but the first piece of a token."""
    annotation_width: int

    @property
    def end(self) -> int:
        """The column after text and annotation; both begin at ``x``."""
        return self.x + max(self.width, self.annotation_width)


class Line(Struct, frozen=True):
    """A line of the text, left to right."""

    cells: tuple[Placed, ...]
    rows: int
    """Rows of the screen: 2 with a row of annotations above the characters, else 1."""

    @property
    def width(self) -> int:
        """Cells up to the last character or annotation, trailing spaces left out."""
        return max((cell.end for cell in self.cells if not cell.text.isspace()), default=0)

    def at(self, x: int) -> Placed | None:
        """The word whose characters or annotation cover column ``x``. An annotation may reach over the
        punctuation after its word: there the character wins."""
        over: Placed | None = None
        for cell in self.cells:
            if cell.x <= x < cell.x + cell.width:
                return cell
            if cell.x <= x < cell.end:
                over = cell
        return over

    def nearest(self, x: int) -> Placed | None:
        """The word at column ``x``, or the one closest to it."""
        return min(
            (cell for cell in self.cells if cell.width),
            key=lambda cell: max(cell.x - x, x - (cell.x + cell.width - 1), 0),
            default=None,
        )


class EnglishLine(Struct, frozen=True):
    """A line of the translation."""

    text: str
    width: int


PlacedLine = Line | EnglishLine
