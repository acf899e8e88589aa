"""Paragraphs made by hand for the layout's tests: no segmenter, no dictionary."""

import re

from reader.text.model import AnnotatedParagraph, Sentence, ShownParagraph, ShownToken, Token, TokenKind
from texts.model import Paragraph

_LATIN = re.compile(r"[A-Za-z]+$")
_NUMBER = re.compile(r"[0-9.]+$")


def kind_of(text: str) -> TokenKind:
    if text.isspace():
        return "space"
    if _LATIN.match(text):
        return "latin"
    if _NUMBER.match(text):
        return "number"
    return "word" if "\u4e00" <= text[0] <= "\u9fff" else "punctuation"


def paragraph(words: list[str], index: int = 0) -> ShownParagraph:
    """A paragraph cut as ``words`` says, shown as it is written."""
    tokens = []
    at = 0
    for word in words:
        kind = kind_of(word)
        readings = ("x1",) * len(word) if kind == "word" else (None,) * len(word)
        tokens.append(Token(word, at, at + len(word), kind, readings))
        at += len(word)
    text = "".join(words)
    source = AnnotatedParagraph(index, Paragraph(text), "hans", tuple(tokens), (Sentence(0, len(text)),))
    shown = tuple(ShownToken(token, token.text, token.start, token.end, token.readings) for token in tokens)
    return ShownParagraph(source, "hans", text, shown)
