"""Single characters in the other script, and what tells the scripts apart (OpenCC, loaded late)."""

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
