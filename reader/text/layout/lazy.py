"""The layout of one paragraph, computed block by block as it is looked at.

A paragraph is one block unless it is half as long again as ``BLOCK`` tokens; then it is cut at fixed
distances, each time at the next end of a sentence, and every block begins on a new line. Where the cuts fall
depends on the text alone, so a paragraph of a million characters opens in its middle as fast as at its start,
and scrolling up finds the lines that scrolling down left.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from reader.text.layout.lines import lay_tokens, wrap_english
from reader.text.layout.model import EnglishLine, LayoutOptions, Line, PlacedLine
from reader.text.model import Sentence, ShownToken

BLOCK = 600
"""Tokens; about 1,000 characters. The longest paragraph of the bundled article has under 250."""
_REACH = 120
"""Tokens looked at beyond a cut for the end of a sentence."""
_ENDS = tuple("。！？…”』」!?")

EnglishPlacement = Literal["hidden", "sentence", "paragraph", "beside"]
English = Sequence[tuple[Sentence, str]]
"""Translations with the spans, in the source, of what they translate; in order."""


class LazyLayout:
    """Lines of one paragraph. Work per call is bounded by the size of a block, memory by the blocks looked at
    last."""

    def __init__(
        self,
        tokens: Sequence[ShownToken],
        annotations: Sequence[str],
        options: LayoutOptions,
        english: English | None = None,
        placement: EnglishPlacement = "hidden",
        english_width: int | None = None,
    ) -> None:
        self._tokens = tokens
        self._annotations = annotations
        self._options = options
        self._english: English = english or ()
        self._placement = placement
        self._english_width = options.width if english_width is None else english_width
        self._ends = [span.end for span, _ in self._english]
        self.block = lru_cache(16)(self._block)
        """Block number -> its lines, Chinese and (under sentence or paragraph) English, top to bottom."""
        self.beside = lru_cache(16)(self._beside)
        """Block number -> English for a column of its own: first token of each stretch, and its translation's
        lines."""

    @property
    def blocks(self) -> int:
        """How many there are: at least 1, even for an empty paragraph."""
        return max(1, (len(self._tokens) + BLOCK // 2) // BLOCK)  # none shorter than half a block

    def span(self, block: int) -> tuple[int, int]:
        """First token of a block, and the one after its last."""
        return self._cut(block), self._cut(block + 1)

    def block_of(self, token: int) -> int:
        """The block that holds a token."""
        block = min(token // BLOCK, self.blocks - 1)
        return block - 1 if token < self._cut(block) else block

    def _cut(self, block: int) -> int:
        if block <= 0:
            return 0
        if block >= self.blocks:
            return len(self._tokens)
        cut = block * BLOCK
        for token in range(cut, min(cut + _REACH, len(self._tokens) - 1)):
            if self._tokens[token].text.endswith(_ENDS) and not self._tokens[token + 1].text.startswith(_ENDS):
                return token + 1
        return cut

    def _block(self, block: int) -> tuple[PlacedLine, ...]:
        first, last = self.span(block)
        if self._placement == "sentence":
            return tuple(self._interleaved(first, last))
        lines = self._lay(first, last)
        return lines + self._wrapped(first, last) if self._placement == "paragraph" else lines

    def _beside(self, block: int) -> tuple[tuple[int, tuple[EnglishLine, ...]], ...]:
        first, last = self.span(block)
        return tuple(
            (self._token_from(span.start, first, last), self._wrap(text)) for span, text in self._ending_in(first, last)
        )

    def _lay(self, first: int, last: int) -> tuple[Line, ...]:
        return lay_tokens(self._tokens, self._annotations, self._options, first=first, last=last)

    def _wrapped(self, first: int, last: int) -> tuple[EnglishLine, ...]:
        chosen = [text for _, text in self._ending_in(first, last)]
        return self._wrap(" ".join(chosen))

    def _wrap(self, text: str) -> tuple[EnglishLine, ...]:
        return wrap_english(text, self._english_width, self._options.ambiguous)

    def _token_from(self, offset: int, first: int, last: int) -> int:
        """The first of these tokens that begins at an offset of the source or after it."""
        return bisect_left(self._tokens, offset, first, last, key=lambda token: token.token.start)

    def _ending_in(self, first: int, last: int) -> English:
        """The translations of what ends within these tokens."""
        if not self._english or first >= last:
            return self._english if not self._tokens else ()
        start, end = self._source_end(first - 1), self._source_end(last - 1)
        low = bisect_right(self._ends, start)
        high = len(self._ends) if last == len(self._tokens) else bisect_right(self._ends, end)
        return self._english[low:high]

    def _source_end(self, token: int) -> int:
        return self._tokens[token].token.end if token >= 0 else -1

    def _interleaved(self, first: int, last: int) -> list[PlacedLine]:
        """Each sentence on lines of its own, its translation under it."""
        lines: list[PlacedLine] = []
        at = first
        for span, text in self._ending_in(first, last):
            end = self._token_from(span.end, at, last)
            lines += self._lay(at, end)
            lines += self._wrap(text)
            at = end
        return [*lines, *self._lay(at, last)]
