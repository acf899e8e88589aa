"""Characters that are gone: U+FFFD, runs of ``?`` where no question is asked, private codes that nobody knows.

They are told, with their places. A single one between Chinese is filled in where one character alone is likely there.
"""

import math
import re
from functools import lru_cache

from texts.repair.draft import Edit
from texts.repair.gaps import Hand, form_cost
from texts.repair.likelihood import foldings, model
from texts.repair.misread import hand_of
from texts.repair.model import Lost

_HAN = "㐀-鿿〇"
_GONE = re.compile(f"\ufffd+|[\ue000-\uf8ff]+|(?<=[{_HAN}]),?\\?{{2,}}(?=[{_HAN}])|(?<![^\\s])\\?{{4,}}(?=[{_HAN}])")
_ASKS = re.compile("[什谁誰哪怎几幾何岂豈孰].{0,8}$|[吗嗎呢么麼否吧嘛多啊呀的了真啥].?$")
_ONE = re.compile(f"(?<=[{_HAN}])\ufffd{{1,3}}(?=[{_HAN}])")
SURE = 0.99
"""Probability among all candidates from which a lost character is filled in: 99 of 100 are then right."""
DOUBT = 0.75
"""Such a repair is shown as doubtful, however likely."""
RARE = 12
"""Characters of text for each lost one from which the rest is trusted to tell what it was."""


def places(text: str, paragraph: int) -> list[Lost]:
    """What is gone in a paragraph."""
    return [
        Lost(paragraph, m.start(), m.end(), m[0], _note(m[0]))
        for m in _GONE.finditer(text)
        if "?" not in m[0] or not _ASKS.search(text[max(0, m.start() - 10) : m.start()])
    ]


def _note(text: str) -> str:
    if "?" in text:
        return "characters that the encoding of the time could not write"
    if "\ufffd" in text:
        return "characters whose bytes were cut or could not be read"
    return "characters of a font of its own"


def find(text: str, hand: Hand) -> list[Edit]:
    """Lost characters of a paragraph that can only have been one."""
    edits: list[Edit] = []
    if text.count("\ufffd") * RARE > len(text):
        return edits
    if hand == "either":
        hand = "hant" if hand_of(text) == "hant" else "hans"
    for m in _ONE.finditer(text):
        before = text[max(0, m.start() - 2) : m.start()]
        found = _likeliest(before, text[m.end() : m.end() + 2], hand)
        if found and found[1] >= SURE:
            edits.append(Edit(m.start(), m.end(), "lost", found[0], DOUBT * found[1], "a character was lost here"))
    return edits


@lru_cache(maxsize=4096)
def _likeliest(before: str, after: str, hand: Hand) -> tuple[str, float] | None:
    known = model()
    best: list[tuple[float, str]] = []
    for symbol in known.followers(before[-1:]):
        forms = [c for c in foldings(symbol) if "㐀" <= c <= "鿿"] or [symbol]
        char = min(forms, key=lambda c: form_cost(c, hand))
        best.append((known.total(char + after, before), char))
    if not best:
        return None
    best.sort()
    odds = sum(math.exp(best[0][0] - cost) for cost, _ in best)
    return best[0][1], 1 / odds
