"""Where the cursor can go: words before and after a place, found without laying anything out."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from reader.text.model import ShownToken
from reader.tui.view_source import Source, TokenAt, TokenMark, is_selectable

Direction = Literal[1, -1]
Predicate = Callable[[ShownToken, TokenMark], bool]

BUDGET = 20_000
"""Tokens looked at in one step of a search; between two steps the app draws and takes keys."""


class Found(NamedTuple):
    """The outcome of one step of a search."""

    at: TokenAt | None
    """The token found."""
    resume: TokenAt | None
    """Where to search on, when the step's budget was used up before anything was found."""


def offset_of(source: Source, at: TokenAt) -> int:
    """Where a token begins in the source's paragraph: unlike its index this outlasts a change of script or
    cut."""
    return source.shown(at.paragraph).tokens[at.token].token.start


def at_offset(source: Source, paragraph: int, offset: int) -> TokenAt | None:
    """The token that holds an offset of the source's paragraph, or the word nearest to it if none can be
    selected there; None if the paragraph has no words."""
    tokens = source.shown(paragraph).tokens
    index = bisect_right(tokens, offset, key=lambda token: token.token.start) - 1
    for distance in range(len(tokens)):
        for near in (index + distance, index - distance):
            if 0 <= near < len(tokens) and is_selectable(tokens[near]):
                return TokenAt(paragraph, near)
    return None


def step(source: Source, at: TokenAt, direction: Direction) -> TokenAt | None:
    """The next word in a direction; None at the end of the text."""
    return find(source, at, direction, None, budget=None).at


def first_word(source: Source, paragraph: int, direction: Direction = 1) -> TokenAt | None:
    """The first word of a paragraph, or of the first one in ``direction`` that has any."""
    while 0 <= paragraph < source.count:
        for index, token in enumerate(source.shown(paragraph).tokens):
            if is_selectable(token):
                return TokenAt(paragraph, index)
        paragraph += direction
    return None


def last_word(source: Source) -> TokenAt | None:
    """The last word of the text."""
    after = TokenAt(source.count, 0)
    return step(source, after, -1)


def find(
    source: Source,
    at: TokenAt,
    direction: Direction,
    wanted: Predicate | None,
    *,
    budget: int | None = BUDGET,
) -> Found:
    """The next word in a direction, ``at`` itself left out, that the predicate wants.

    Marks are asked for only where a predicate looks at them. Looks at about ``budget`` tokens at most.
    """
    looked = 0
    for paragraph, low, high in _stretches(source, at, direction):
        tokens = source.shown(paragraph).tokens
        marks = source.marks(paragraph) if wanted else ()
        order = range(low, high) if direction == 1 else range(high - 1, low - 1, -1)
        for index in order:
            if is_selectable(tokens[index]) and (wanted is None or wanted(tokens[index], marks[index])):
                return Found(TokenAt(paragraph, index), None)
            looked += 1
            if budget is not None and looked >= budget:
                return Found(None, TokenAt(paragraph, index))
        looked += 1
        if budget is not None and looked >= budget:
            return Found(None, TokenAt(paragraph, len(tokens) if direction == 1 else 0))
    return Found(None, None)


async def breathe() -> None:
    """Let the app draw and take keys between two steps of a search."""
    await asyncio.sleep(0)


def _stretches(source: Source, at: TokenAt, direction: Direction) -> Iterator[tuple[int, int, int]]:
    """Paragraphs with the range of tokens still to be looked at."""
    paragraph = at.paragraph
    if 0 <= paragraph < source.count:
        count = len(source.shown(paragraph).tokens)
        yield (paragraph, min(at.token + 1, count), count) if direction == 1 else (paragraph, 0, at.token)
    paragraph += direction
    while 0 <= paragraph < source.count:
        yield paragraph, 0, len(source.shown(paragraph).tokens)
        paragraph += direction
