"""Single characters in the other script, and what tells the scripts apart (OpenCC, loaded late)."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


@cache
def converter(config: str) -> "OpenCC":
    """OpenCC's converter of that name; each is made once (up to 0.15 s)."""
    from opencc import OpenCC

    return OpenCC(config)


@cache
def simplified(char: str) -> str:
    """The simplified form of one character, itself if it has none."""
    return str(converter("t2s").convert(char))


@cache
def traditional(char: str) -> str:
    """The usual traditional form (Taiwan's standard) of one character, itself if it is written so."""
    return str(converter("s2tw").convert(char))


@cache
def only_traditional(char: str) -> bool:
    """Whether a simplified text would never contain it."""
    return "㐀" <= char <= "鿿" and simplified(char) != char


@cache
def simplified_only() -> re.Pattern[str]:
    """The characters for which ``only_simplified`` holds, as a pattern: lines are searched a hundred times sooner."""
    pairs = bytes(
        byte
        for lead in range(0x81, 0xFF)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
        for byte in (lead, trail)
    )
    big5 = set(pairs.decode("cp950", "ignore"))
    found = [char for char in map(chr, range(0x3400, 0xA000)) if char not in big5 and char not in "着温"]
    for config, changes in (("t2s", False), ("s2tw", True), ("s2hk", True)):
        converted = str(converter(config).convert("\n".join(found))).split("\n")
        found = [char for char, other in zip(found, converted, strict=True) if (char != other) is changes]
    return re.compile(f"[{''.join(found)}]")


@cache
def only_simplified(char: str) -> bool:
    """Whether no traditional text of Taiwan or Hong Kong would contain it.

    Simplified, with another traditional form, and not in Big5: 吃 (喫), 群 (羣), 台 (臺) are in Big5 and are
    variants, 间 and 对 are not. 着, 説 and the like, which Hong Kong writes, are themselves traditional.
    """
    if not "㐀" <= char <= "鿿" or simplified(char) != char or traditional(char) == char or char in "着温":
        return False
    try:
        char.encode("cp950")
    except UnicodeEncodeError:
        return str(converter("s2hk").convert(char)) != char
    return False
