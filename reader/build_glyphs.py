"""Makes ``data/glyphs.bin`` from GNU Unifont's hex file: ``python -m reader.build_glyphs unifont.hex``.

The file holds the characters of GB 2312 and Big5, which is what people print; a glyph of 16×16 dots takes 32 bytes.
Layout: the number of glyphs (4 bytes, little-endian), their code points in order (4 bytes each), then the glyphs, row
by row, the leftmost dot in the highest bit.
"""

import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from reader.glyphs import GLYPHS, ROW_BYTES, ROWS

_ASCII = range(0x21, 0x7F)
_HAN = range(0x4E00, 0xA000)
_ALSO = "·"


def wanted() -> list[int]:
    """Code points that get a glyph."""
    return sorted({*_ASCII, *map(ord, _ALSO), *filter(_is_common, _HAN)})


def _is_common(point: int) -> bool:
    for encoding in ("gb2312", "big5"):
        try:
            chr(point).encode(encoding)
            return True
        except UnicodeEncodeError:
            pass
    return False


def build(lines: Iterable[str]) -> bytes:
    """The file's bytes from lines such as ``4E00:0000…``."""
    dots: dict[int, bytes] = {}
    for line in lines:
        point, _, rows = line.strip().partition(":")
        if rows:
            dots[int(point, 16)] = bytes.fromhex(rows)
    chosen = [point for point in wanted() if point in dots]
    glyphs = b"".join(_widened(dots[point]) for point in chosen)
    return struct.pack(f"<I{len(chosen)}I", len(chosen), *chosen) + glyphs


def _widened(rows: bytes) -> bytes:
    """Half-width glyphs, one byte a row, with an empty right half."""
    if len(rows) == ROWS * ROW_BYTES:
        return rows
    return b"".join(bytes((row, 0)) for row in rows)


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="ascii") as source:
        GLYPHS.write_bytes(build(source))
