"""Where to look: sentences that rare words tie together, and the band of the table that lies about them.

Every Chinese sentence votes for the English ones that have what it leads one to expect, rare items only; the heaviest
chain of votes that runs forward on both sides is the middle of the band. It need not be right everywhere: the search
looks some sentences to each side, and everywhere where a stretch is short on one side.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.text.align.items import Links

_RARE = 24
"""An English item in more sentences than this votes for none."""
_KEPT = 3
"""Votes kept of a sentence: its strongest."""
_LEAST = 2.0
_MARGIN = 5
"""Sentences to each side of the chain that are looked at."""
_SHORT = 60
"""A stretch between two anchors that is no longer than this on one side is looked at whole."""


_WIDEST = 200
"""… and one that is longer on both, so many sentences from its diagonal at most: what repeats itself for a whole book
(forms, refrains) takes time by its length, not by the square of it."""


class Anchor(NamedTuple):
    """Two sentences that seem to belong together."""

    zh: int
    en: int
    strength: float


def anchors(expected: Iterable[Links], english: Sequence[Sequence[int]], gain: Sequence[float]) -> list[Anchor]:
    """The heaviest chain, in order; of no two do the lines cross, but several may end in one sentence."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for j, items in enumerate(english):
        for item in items:
            places[item].append(j)
    votes: list[Anchor] = []
    for i, links in enumerate(expected):
        found: Counter[int] = Counter()
        for item, by in links.items():
            here = places.get(item, ())
            if len(here) <= _RARE:
                say = math.log1p(gain[item] * by / max(len(links), 12))
                for j in here:
                    found[j] += say  # type: ignore[assignment]
        votes += (Anchor(i, j, say - _LEAST) for j, say in found.most_common(_KEPT) if say > _LEAST)
    return _chain(votes, len(english))


def _chain(votes: Sequence[Anchor], count: int) -> list[Anchor]:
    """The votes of greatest sum with rising Chinese and English sentences."""
    best = [0.0] * (count + 1)
    holder = [-1] * (count + 1)
    before = [-1] * len(votes)
    # A Fenwick tree of maxima; within a row from right to left, so that a sentence is used once.
    order = sorted(range(len(votes)), key=lambda n: (votes[n].zh, -votes[n].en))
    for n in order:
        vote = votes[n]
        total, last, at = 0.0, -1, vote.en
        while at > 0:
            if best[at] > total:
                total, last = best[at], holder[at]
            at &= at - 1
        before[n] = last
        total += vote.strength
        at = vote.en + 1
        while at <= count:
            if total > best[at]:
                best[at], holder[at] = total, n
            at += at & -at
    total, last, at = 0.0, -1, count
    while at > 0:
        if best[at] > total:
            total, last = best[at], holder[at]
        at &= at - 1
    chain: list[Anchor] = []
    while last >= 0:
        chain.append(votes[last])
        last = before[last]
    return chain[::-1]


class Band:
    """For each number of Chinese sentences passed (0 to all), which numbers of English ones are looked at."""

    def __init__(self, zh: int, en: int, chain: Sequence[Anchor]) -> None:
        self.low = [en] * (zh + 1)
        self.high = [0] * (zh + 1)
        """Inclusive."""
        corners = [(0, 0), *((a.zh, a.en) for a in chain), (zh, en)]
        for (i, j), (k, m) in pairwise(corners):
            self._open(i, j, k, m, en)
        self.low[0], self.high[zh] = 0, en
        for row in range(zh - 1, -1, -1):  # never back
            self.low[row] = min(self.low[row], self.low[row + 1])
        for row in range(1, zh + 1):
            self.high[row] = max(self.high[row], self.high[row - 1])

    def _open(self, i: int, j: int, k: int, m: int, en: int) -> None:
        rows, columns = k - i, m - j
        whole = min(rows, columns) <= _SHORT
        width = _MARGIN if whole else min(max(_SHORT, (rows + columns) // 40), _WIDEST)
        last = len(self.low) - 1
        for row in range(max(0, i - _MARGIN), min(last, k + _MARGIN) + 1):
            if whole:
                low, high = j, m
                if row < i:
                    low, high = j - (i - row) - width, j
                elif row > k:
                    low, high = m, m + (row - k) + width
            else:
                low = high = j + round((row - i) * columns / max(rows, 1))
            self.low[row] = max(0, min(self.low[row], low - width))
            self.high[row] = min(en, max(self.high[row], high + width))

    @property
    def cells(self) -> int:
        return sum(high - low + 1 for low, high in zip(self.low, self.high, strict=True))


def usual_proportion(chain: Sequence[Anchor], zh: Sequence[int], en: Sequence[int], otherwise: float) -> float:
    """English letters for a Chinese character, as the anchors have it: their median, and ``otherwise`` for a few."""
    seen = sorted(math.log((en[a.en] + 3) / (zh[a.zh] + 1)) for a in chain if a.strength > 2)
    if not seen:
        return otherwise
    middle = seen[len(seen) // 2]
    return math.exp((middle * len(seen) + math.log(otherwise) * 20) / (len(seen) + 20))
