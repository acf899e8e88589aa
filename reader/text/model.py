"""Values that the pipeline passes on: spans into the source, never copies that could drift from it."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from texts.model import Kind, Paragraph, Script

TokenKind = Literal["word", "term", "name", "number", "latin", "punctuation", "space", "other"]
Source = Literal["correction", "term", "dictionary", "model", "statistics"]
"""Who decided a token's readings, strongest first (the order of knowledge in the design)."""


class Token(Struct, frozen=True, gc=False):
    """A stretch of a paragraph. ``paragraph.text[start:end] == text`` for every token of every paragraph."""

    text: str
    start: int
    """Code-point offset into the paragraph's text."""
    end: int
    kind: TokenKind
    readings: tuple[str | None, ...] = ()
    """One per code point of ``text``: numbered pinyin in citation tone (``"lü4"``, ``"de5"``, ``"r5"``);
    None where the code point is not a Han character."""
    term: str | None = None
    """Id of the concept in the termbase."""
    source: Source = "statistics"
    doubtful: bool = False
    """The reading is one of several and nothing in the context settled it."""

    @property
    def is_han(self) -> bool:
        """Whether a reader may want to look it up: it has at least one reading."""
        return self.readings.count(None) < len(self.readings)


class Sentence(Struct, frozen=True, gc=False):
    """A sentence's span in the paragraph, closing quotes included."""

    start: int
    end: int


class AnnotatedParagraph(Struct, frozen=True):
    """A paragraph cut into tokens that cover it without gap or overlap, in order."""

    index: int
    """Zero-based place in the text."""
    source: Paragraph
    script: Script
    """The script the text is written in."""
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    @property
    def kind(self) -> Kind:
        return self.source.kind

    @property
    def text(self) -> str:
        return self.source.text


class ShownToken(Struct, frozen=True, gc=False):
    """A token as it looks in the script asked for. ``start``/``end`` are offsets into the shown text."""

    token: Token
    """The token of the source that this one shows; lookups and places use it."""
    text: str
    start: int
    end: int
    readings: tuple[str | None, ...]
    """One per code point of ``text``."""
    ambiguous: bool = False
    """Conversion had several candidates for a character and no context settled it."""


class ShownParagraph(Struct, frozen=True):
    """A view of a paragraph in one script: ``"".join(t.text for t in tokens) == text``."""

    paragraph: AnnotatedParagraph
    script: Script
    text: str
    tokens: tuple[ShownToken, ...]


TokenKey = tuple[int, int]
"""(paragraph index, start in the source): names a token for cursor, clicks, corrections and places."""

Tokens = Sequence[Token]
