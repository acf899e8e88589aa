"""Rows are drawn whole, so that no half of a wide character is left on the screen.

Where a box opens, moves or goes, Textual draws anew just the cells that it covered. If its edge lies in the middle of a
Chinese character, half of one is drawn, which is a space, and with it the terminal drops the other half: 直播間 was
left as 播間. It takes no longer to draw the whole row.
"""

import textual.screen
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region


class WholeRows(Compositor):
    """Textual's own, but what is dirty is whole rows."""

    def render_partial_update(self) -> ChopsUpdate | None:
        width = self.size.width
        self._dirty_regions = {Region(0, region.y, width, region.height) for region in self._dirty_regions}
        return super().render_partial_update()


def draw_whole_rows() -> None:
    """From now on, on every screen. Textual has no switch for it."""
    setattr(textual.screen, "Compositor", WholeRows)  # noqa: B010  # mypy: the module does not export it
