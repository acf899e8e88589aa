"""Folding for comparison: both scripts, variants, width and Latin case become one, offsets kept.

``fold("ＭＣＮ機構") == "mcn机构"``. Every character becomes exactly one, so an offset in the folded text is
an offset in the raw one. Never for showing: it merges what simplified writing merges (後/后, 著/着).
"""

from functools import cache

from glossary.variants import TABLE


@cache
def _table() -> dict[int, int]:
    """5,900 characters; 0.8 ms, once."""
    source, target, _ = TABLE.read_text(encoding="utf-8").split("\n")
    return str.maketrans(source, target)


def fold(text: str) -> str:
    """The text in its folded form; ``len(fold(text)) == len(text)``."""
    return text.translate(_table())


def is_han(char: str) -> bool:
    """Whether one code point is a character that has a reading: an ideograph, or 〇. Never for an empty text."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or "\uf900" <= char <= "\ufaff"
        or char == "\u3007"
    )


def is_latin(char: str) -> bool:
    """Whether a folded character is a letter or digit of a script that sets words apart by spaces."""
    return char < "\u0530" and char.isalnum()
