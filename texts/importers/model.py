"""What a source becomes on its way in, before repair and before it has a place in the library."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from texts.errors import TextsError
from texts.model import Paragraph, TextMeta


class ImportFaultError(TextsError):
    """A source cannot be taken in; the sentence names it, says what is wrong with it and what to do."""


class Incoming(Struct, frozen=True):
    """A source that has been opened: what it says of itself, and its paragraphs as they stand there."""

    meta: TextMeta
    """As much as the source tells; ``id`` is empty, ``title_zh`` at least the file's name."""
    paragraphs: Iterator[Paragraph]
    """Read once, one after another: a long book is never held whole. What is damaged further on raises
    ImportFaultError there; whoever takes the paragraphs must have kept nothing by then."""
    notes: Sequence[str] = ()
    """What was found and decided, each a clause for the user: "GB18030, detected", "12 readings in ruby left out". A
    reader may add to it while the paragraphs are taken: it is looked at after the last."""
