"""Quotation marks by region: “ ” and ‘ ’ on the mainland, 「 」 and 『 』 in Taiwan and Hong Kong, one for one."""

import re

from glossary.fold import is_han

_PAIR = re.compile("“([^“”]*)”")
_INNER = re.compile("‘([^‘’]*)’")
_LEFT_OPEN = re.compile("“(?=(.))", re.DOTALL)
"""What is quoted over several paragraphs opens each of them and closes only the last."""
_CHINESE_MARKS = frozenset("，。！？；：、…—《》（）【】「」『』")
_TO_CURLY = str.maketrans("「」『』", "“”‘’")


def curly_quotes(text: str) -> str:
    return text.translate(_TO_CURLY)


def corner_quotes(text: str) -> str:
    """Corner brackets for the quotation marks of Chinese text; those of English passages, inches and apostrophes stay.

    >>> corner_quotes("他说：“我看过‘OK’。” It is “fine”, 5” wide.")
    '他说：「我看过『OK』。」 It is “fine”, 5” wide.'
    """
    if "“" in text:
        text = _PAIR.sub(lambda m: f"「{m[1]}」" if _chinese(m) else m[0], text)
        text = _LEFT_OPEN.sub(lambda m: "「" if _is_chinese(m[1]) else m[0], text)
    if "‘" in text:
        text = _INNER.sub(lambda m: f"『{m[1]}』" if _chinese(m) else m[0], text)
    return text


def _chinese(match: re.Match[str]) -> bool:
    """Whether Chinese is quoted or stands right beside the quotation."""
    text, (start, end) = match.string, match.span()
    return any(map(_is_chinese, match[1])) or any(
        map(_is_chinese, text[max(0, start - 1) : start] + text[end : end + 1])
    )


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in _CHINESE_MARKS
