"""Which code points are Han characters, and the few runs that segmentation keeps whole."""

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Character class (without brackets): unified ideographs, their extensions, compatibility forms and 〇."""

_HAN_CHAR = re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Whether one code point is a Han character, that is, something a reader may want a reading for."""
    return _HAN_CHAR.match(char) is not None
