"""What happened to a text last, on its way here: its bytes read wrongly, references left, hidden characters put in.

The survey undoes it before it looks at anything, the passes before anything else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from texts.repair import doubled, entities, invisible, latin
from texts.repair.draft import Edit
from texts.repair.marks import about_markup
from texts.repair.odd import HIDDEN, HIGH, TOLD

TELLING_SHARE = 20
"""Characters for each telling one in UTF-8 read as GBK, at most: it has one in 6."""


TIMES = 3
"""Misreadings as Latin-1 one upon another that are undone before control characters are taken out: they are bytes."""


class Text(Protocol):
    """Something whose text changes as the edits are applied."""

    text: str


@dataclass(slots=True)
class Arrival:
    """What the survey has seen of it."""

    doubled: bool = False
    """Some paragraph was UTF-8 read as GBK: short ones are tried too."""
    careless: bool = False
    """Some paragraph has references left in it."""


def arrival(of: Text, seen: Arrival, *, odd: bool) -> Iterator[Sequence[Edit]]:
    """The edits for a paragraph, pass by pass; each is to be applied before the next is asked for."""
    if odd or seen.doubled:
        if seen.doubled or len(TOLD.findall(of.text)) * TELLING_SHARE >= max(TELLING_SHARE, len(of.text)):
            yield doubled.find(of.text)
        for _ in range(TIMES):
            before = of.text
            if HIGH.search(before):
                yield latin.find(before)
            if of.text == before:
                break
    if "&" in of.text and not about_markup(of.text):
        yield entities.find(of.text, careless=seen.careless)
    if odd and HIDDEN.search(of.text):
        yield invisible.find(of.text)
