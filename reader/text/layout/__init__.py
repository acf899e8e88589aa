"""Layout for the terminal: where each word, its annotation and its translation stand, in cells. Knows no
terminal."""

from reader.text.layout.lazy import BLOCK, English, EnglishPlacement, LazyLayout
from reader.text.layout.lines import lay_tokens, wrap_english, wrap_spans
from reader.text.layout.model import EnglishLine, LayoutOptions, Line, Placed, PlacedLine
from reader.text.layout.width import AmbiguousWidth, cell_width, clip, is_ambiguous

__all__ = [
    "BLOCK",
    "AmbiguousWidth",
    "English",
    "EnglishLine",
    "EnglishPlacement",
    "LayoutOptions",
    "LazyLayout",
    "Line",
    "Placed",
    "PlacedLine",
    "cell_width",
    "clip",
    "is_ambiguous",
    "lay_tokens",
    "wrap_english",
    "wrap_spans",
]
