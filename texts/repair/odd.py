"""One look at a line for characters that sound Chinese text seldom has, so that the passes which they concern cost
nothing where there are none."""

import re
from functools import cache

from texts.repair.doubled import TELLING

_ODD = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xb6\xb8-\xff\u0152-\u0192\u0300-\u0345\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2e80-\u2fdf\u3099\u309a\ue000-\ufaff\ufb00-\ufb06\ufeff\uff10-\uff19\uff20-\uff3a\uff41-\uff5a"
    f"\uff61-\uff9f\ufffd\U0002f800-\U0002fa1f€{TELLING}"
)
ODD = re.compile(f"[{_ODD}]")
"""Control, Latin beyond ASCII (but · in names), combining, invisible, radicals, private, compatible, full-width Latin,
half-width kana, U+FFFD, and what UTF-8 becomes as GBK."""


@cache
def touched(suspects: str) -> re.Pattern[str]:
    """That, the ASCII marks that other passes look at, and what a text of this script should not have."""
    return re.compile(f"[?？(<& {_ODD}{suspects}]")


HIGH = re.compile("[\x80-\xff]")
TOLD = re.compile(f"[{TELLING}]")
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff]"
)
"""What ``invisible`` deals with."""
DRESSED = re.compile(
    "[\u0300-\u0345\u3099\u309a\u2e80-\u2fdf\uf900-\ufb06\uff10-\uff19\uff20-\uff3a\uff41-\uff5a\uff61-\uff9f\U0002f800-\U0002fa1f]"
)
"""What ``glyphs`` deals with."""
