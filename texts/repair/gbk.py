"""GBK as tables: which pair of bytes is which character, and which pairs mean nothing.

GB 18030's two-byte part is GBK; it maps GBK's user-defined areas (AAA1-AFFE, F8A1-FEFE, A140-A7A0) to the
private use area, which is how they are told from characters here.
"""

from functools import cache

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def decode(lead: int, trail: int) -> str | None:
    """The character of two bytes, or None if the pair is user-defined, unassigned or no pair at all."""
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F):
        return None
    try:
        char = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return None if len(char) != 1 or "\ue000" <= char <= "\uf8ff" else char


@cache
def encode(char: str) -> tuple[int, int] | None:
    """The two bytes of a character, or None if GBK has none (or just one)."""
    try:
        data = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 and decode(data[0], data[1]) else None


def user_defined(lead: int, trail: int) -> bool:
    """Whether the pair lies in a user-defined area: a converter drops it without a trace."""
    if 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE:
        return 0xA1 <= trail <= 0xFE
    return 0xA1 <= lead <= 0xA7 and 0x40 <= trail <= 0xA0 and trail != 0x7F
