"""Which code points are Han characters."""

HAN = "[\u4e00-\u9fff\u3400-\u4dbf]|[\U00020000-\U0003ffff]|[\uf900-\ufaff\u3007]"
"""Pattern of one character: unified ideographs, their extensions, compatibility forms and 〇. A single class of five
ranges would take 3 ms to compile, at every start."""


def is_han(char: str) -> bool:
    """Whether one code point is a Han character, that is, something a reader may want a reading for."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or "\uf900" <= char <= "\ufaff"
        or char == "\u3007"
    )
