"""Pinyin in parentheses, and whether it is a true reading of a character (pypinyin, imported late: 0.2 s)."""

import re
import unicodedata
from functools import cache

SYLLABLE = r"[a-zɡüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6}"
GROUP = re.compile(rf"\(({SYLLABLE})\)")
"""ASCII parentheses only: full-width ones are a gloss that somebody meant."""


@cache
def readings(char: str) -> tuple[str, ...]:
    """Every reading of a Han character with tone marks, the usual one first; empty for anything else."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()


def reads_as(char: str, syllable: str) -> bool:
    """Whether ``syllable`` is one of the readings of ``char``."""
    return unicodedata.normalize("NFC", syllable).replace("ɡ", "g") in readings(char)
