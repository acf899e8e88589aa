"""What the process that reads a PDF tells of it. Lengths are in points."""

from msgspec import Struct


class Entry(Struct, array_like=True):
    """An entry of the document's outline."""

    title: str
    page: int
    level: int


class Head(Struct, array_like=True):
    """What a document says of itself."""

    pages: int
    title: str
    author: str
    date: str
    outline: list[Entry]


class Span(Struct, array_like=True):
    """Characters that stand beside each other on one line, in points from the page's lower left corner."""

    text: str
    left: float
    base: float
    right: float
    size: float
    strong: bool
    """Bold, or of a black type such as 黑体."""


class Page(Struct, array_like=True):
    """A page's characters; ``lost`` counts those whose font does not say what they are."""

    width: float
    height: float
    spans: list[Span]
    lost: int = 0
