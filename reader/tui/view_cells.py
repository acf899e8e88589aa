"""Telling Rich, and so Textual, that the terminal draws ambiguous characters two cells wide.

Textual composes the screen by Rich's widths, where every ambiguous character (“ ” … — á ü) is one cell. In a
terminal set to "wide" all that stands to the right of one would be drawn a cell too far. Rich has no switch
for it, so this replaces the table it looks widths up in, for the whole process, and so also in the parts of
the screen that are not ours.
"""

from functools import cache

import rich.cells
import rich.segment
from rich._unicode_data import load as _load_narrow

from reader.text.layout import AmbiguousWidth, is_ambiguous

_single_narrow = rich.cells._is_single_cell_widths
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))
_LAST = 0x33FF
"""No ambiguous character of a script or symbol block lies above, but for U+FFFD and the private areas."""


@cache
def _load_wide(unicode_version: str = "auto") -> rich.cells.CellTable:
    table = _load_narrow(unicode_version)
    widths = {code: 2 for code in [*range(0xA0, _LAST + 1), 0xFFFD] if is_ambiguous(chr(code))}
    rest = [
        (code, code, width)
        for start, end, width in table.widths
        if start <= _LAST
        for code in range(start, min(end, _LAST) + 1)
        if code not in widths
    ]
    beyond = [(max(start, _LAST + 1), end, width) for start, end, width in table.widths if end > _LAST]
    low = [(code, code, width) for code, width in widths.items()]
    return rich.cells.CellTable(table.unicode_version, sorted(rest + beyond + low), table.narrow_to_wide)


def set_ambiguous_width(width: AmbiguousWidth) -> None:
    """Measure ambiguous characters as one cell (as Rich does by itself) or two, from now on; call it before
    anything is drawn, since strips remember their length."""
    wide = width == 2
    single = _ASCII.issuperset if wide else _single_narrow
    for module, name, value in (
        (rich.cells, "load_cell_table", _load_wide if wide else _load_narrow),
        (rich.cells, "_is_single_cell_widths", single),
        (rich.segment, "_is_single_cell_widths", single),  # it holds a copy of the name
    ):
        setattr(module, name, value)
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
