"""Which rows of the text are on the screen, and how the screen moves over them."""

from reader.text.layout import Line
from reader.tui.view_rows import Row, Rows, Spot

TOP = Spot(0, 0, -1)
"""The start: one blank row, then the text. So the first word stays where it is when annotations come and go."""


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
        """Move down (up if negative)."""
        top = self.rows.move(self.top, rows, 1)
        self._set_top(top)
        short = self.height // 3 + 1 - len(self.screen)
        if rows > 0 and short > 0:
            self._set_top(self.rows.move(top, -min(short, rows), 1))

    def reveal(self, spot: Spot, context: int) -> None:
        """Scroll as little as brings ``spot`` into sight with ``context`` rows before and after it."""
        context = min(context, (self.height - 1) // 3)
        lowest = self.height - 1 - context
        y = self.y_of(spot)
        if y is None:
            distance = self.rows.distance(self.top, spot, 2 * self.height)
            y = self.height // 3 if distance is None else context if distance < 0 else lowest
            self.put(spot, y)
        elif y < context:
            self.scroll(y - context)
        elif y > lowest:
            self.scroll(y - lowest)
