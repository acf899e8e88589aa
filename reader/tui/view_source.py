"""What the text view asks of whoever holds the text, and the names for places in it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from reader.text.layout import English
from reader.text.model import ShownParagraph, ShownToken
from texts.model import Kind

Voice = Literal["person", "machine", "gloss"]
"""Who speaks English: what only looks like a translation must not be taken for one."""


class TokenAt(NamedTuple):
    """A token by its place: paragraph, and index among the paragraph's shown tokens."""

    paragraph: int
    token: int


class TokenMark(Struct, frozen=True):
    """What is known about one token that its looks depend on."""

    tones: tuple[int, ...] = ()
    """One per code point of the shown text: 1 to 5, 0 where there is no reading; empty: none has one."""
    syllables: tuple[tuple[int, int, int], ...] = ()
    """Stretches of the annotation that have a tone: start, end (code points), tone."""
    term: bool = False
    unknown: bool = False
    learning: bool = False
    doubtful: bool = False
    damaged: bool = False
    """Arrived damaged, and its repair is in doubt."""
    bookmarked: bool = False
    hit: bool = False
    """Part of what was searched for."""


class Source(Protocol):
    """The text as the view wants it: paragraph by paragraph, only those that are looked at.

    All of this is called while drawing, so it must answer at once (from memory, or by analysing one
    paragraph); whoever implements it keeps the answers and calls ``TextView.reload`` when they change.
    """

    @property
    def count(self) -> int:
        """Number of paragraphs."""

    def kind(self, index: int) -> Kind: ...

    def length(self, index: int) -> int:
        """Characters of the paragraph's source."""

    def shown(self, index: int) -> ShownParagraph: ...

    def annotations(self, index: int) -> Sequence[str]:
        """What stands above each token of ``shown(index)``; "" for nothing."""

    def marks(self, index: int) -> Sequence[TokenMark]:
        """One for each token of ``shown(index)``."""

    def english(self, index: int) -> English | None:
        """The translation by sentences (or as one stretch), with spans in the source; None: there is none
        yet."""

    def voice(self, index: int) -> Voice:
        """Who made what ``english`` gives."""


_SELECTABLE = frozenset({"word", "term", "name", "number", "latin"})


def is_selectable(token: ShownToken) -> bool:
    """Whether the cursor stops here: at words, not at punctuation."""
    return token.token.kind in _SELECTABLE or token.token.is_han
