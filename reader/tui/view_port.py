"""Which rows of the text are on the screen, and how the screen moves over them."""

from textual.geometry import Region

from reader.text.layout import Line
from reader.tui.view_rows import Row, Rows, Spot
from reader.tui.view_source import TokenAt, is_selectable

TOP = Spot(0, 0, -1)
"""The start: a blank row, then the text. So the first word stays where it is when annotations come and go."""

_NEAR = 8
"""Rows out of sight that count as the next line: moving there scrolls by lines, not by a screen."""


class Viewport:
    """A window of ``height`` rows. All work is bounded by the height, wherever in the text it is."""

    def __init__(self, rows: Rows, height: int, top: Spot = TOP) -> None:
        self.rows = rows
        self.height = height
        self.top = top
        self._screen: list[tuple[Spot, Row]] | None = None

    @property
    def screen(self) -> list[tuple[Spot, Row]]:
        """The rows in sight, top to bottom; fewer than ``height`` at the end of the text."""
        if self._screen is None:
            self._screen = []
            spot: Spot | None = self.top if self.rows.source.count else None
            while spot is not None and len(self._screen) < self.height:
                self._screen.append((spot, self.rows.row(spot)))
                spot = self.rows.down(spot)
        return self._screen

    def _set_top(self, top: Spot) -> None:
        self.top = top
        self._screen = None

    def y_of(self, spot: Spot) -> int | None:
        """The row of the screen that shows ``spot``."""
        return next((y for y, (shown, _) in enumerate(self.screen) if shown == spot), None)

    def comfortable(self, context: int) -> tuple[int, int]:
        """First and last row of the screen that have ``context`` rows before and after them, or an end of the
        text."""
        context = min(context, (self.height - 1) // 3)
        low = 0 if self.top.row < 0 else context
        return low, self.height - 1 - (context if len(self.screen) == self.height else 0)

    def line_at(self, y: int) -> tuple[Spot, Line] | None:
        """The line of Chinese at a row of the screen."""
        if not 0 <= y < len(self.screen):
            return None
        spot, row = self.screen[y]
        return (spot, row.line) if row.line is not None else None

    def put(self, spot: Spot, y: int, above: int = 1) -> None:
        """Bring ``spot`` to row ``y``, as far as the text's ends allow: at most ``above`` blank rows stand
        before it, and a third of the screen at its end is never blank."""
        self._set_top(self.rows.move(spot, -y, above))
        if len(self.screen) <= min(self.height // 3, y):
            self._set_top(self.rows.move(self.top, len(self.screen) - self.height // 3 - 1, above))

    def scroll(self, rows: int) -> None:
        """Move down (up if negative), down no further than to the text's last row at the bottom of the
        screen."""
        had = len(self.screen)
        self._set_top(self.rows.move(self.top, rows, 1))
        lost = had - len(self.screen)
        if rows > 0 and lost > 0:
            self._set_top(self.rows.move(self.top, -min(lost, rows), self.height))

    def reveal(self, spot: Spot, context: int) -> None:
        """Scroll as little as brings ``spot`` into sight with ``context`` rows before and after it; a place
        further off is shown in the upper third, with what follows it."""
        context = min(context, (self.height - 1) // 3)
        lowest = self.height - 1 - context
        y = self.y_of(spot)
        if y is None:
            distance = self.rows.distance(self.top, spot, self.height + _NEAR)
            if distance is None or distance < -_NEAR:
                self.put(spot, self.height // 3)
            else:
                self.put(spot, context if distance < 0 else lowest)
        elif y < context:
            self.scroll(y - context)
        elif y > lowest:
            self.scroll(y - lowest)

    def word_in(self, spot: Spot, row: Row, column: int) -> TokenAt | None:
        """The word nearest to a column in a row of characters; None in other rows, and where there are no
        words."""
        if row.part != "text" or row.line is None:
            return None
        tokens = self.rows.source.shown(spot.paragraph).tokens
        words = [cell for cell in row.line.cells if cell.width and is_selectable(tokens[cell.token])]
        if not words:
            return None
        nearest = min(words, key=lambda c: max(c.x - column, column - (c.x + c.width - 1), 0))
        return TokenAt(spot.paragraph, nearest.token)

    def word_near(self, y: int, column: int) -> TokenAt | None:
        """The word in sight nearest to a row of the screen, and there to a column."""
        for near in sorted(range(len(self.screen)), key=lambda row: abs(row - y)):
            found = self.word_in(*self.screen[near], column)
            if found is not None:
                return found
        return None

    def column_of(self, at: TokenAt) -> int:
        """The column where a word begins."""
        line = self.rows.row(self.rows.spot_of(at)).line
        return next((cell.x for cell in line.cells if cell.token == at.token), 0) if line is not None else 0

    def token_at(self, x: int, y: int) -> TokenAt | None:
        """The word at a cell of the screen: either half of a character, or its annotation."""
        found = self.line_at(y)
        if found is None:
            return None
        spot, line = found
        x -= self.rows.shape.left
        ruby = self.screen[y][1].part == "ruby"
        for cell in line.cells:
            if cell.x <= x < cell.x + (cell.annotation_width if ruby else cell.width):
                token = self.rows.source.shown(spot.paragraph).tokens[cell.token]
                return TokenAt(spot.paragraph, cell.token) if is_selectable(token) else None
        return None

    def region_of(self, at: TokenAt) -> Region | None:
        """Where a word stands on the screen, its annotation included; None while it is out of sight."""
        y = self.y_of(self.rows.spot_of(at))
        line = self.screen[y][1].line if y is not None else None
        if y is None or line is None:
            return None
        above = line.rows - 1 if y else 0
        cell = next(cell for cell in line.cells if cell.token == at.token)
        return Region(self.rows.shape.left + cell.x, y - above, cell.end - cell.x, above + 1)
