"""How much likelier sentences are to belong together than to have met by chance, by their items and lengths.

Everything is a logarithm of that ratio, so that what different evidence says adds up and two unpaired sentences, which
say nothing of each other, are 0. Items: each of a side is there because something of the other side is rendered by it
(with a probability that its kind has), or by chance, as often as it is in the whole text (IBM's first model, whose
division by length also weighs one sentence against two). Lengths: Chinese characters against English letters,
lognormal about their usual proportion.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reader.text.align.items import Links

Found = Mapping[int, float]
"""Items of a sentence that the other sentence explains → by how much."""
_NOTHING: Final[Found] = {}

_UNSEEN = 200
"""Items that a text is taken to have besides its own, two thousand kinds in equal parts: keeps a short one from taking
every word for common."""
_KINDS = 2000
EXPLAINED: Final = {"word": 0.4, "number": 0.6, "?": 0.85, "!": 0.5, "mark": 0.55}
"""Probability that an item has something on the other side."""
_WEIGHT = 0.5
"""The two directions say much the same."""
_LETTERS = 3.6
"""English letters for a Chinese character, as long as the text has not shown its own proportion."""
_SPREAD, _SPREAD_SHORT = 0.19, 1.2
"""Variance of the logarithm of the proportion: SPREAD² + SPREAD_SHORT / characters."""
_AS_IF = 3
"""Characters that are added to a length, so that the shortest do not differ so much."""


class Probabilities:
    """How common the items of one side are, and what it says of them to be explained or not."""

    def __init__(
        self, sentences: Iterable[Sequence[int]], kinds: Sequence[str], explained_words: float = EXPLAINED["word"]
    ) -> None:
        """``kinds``: by item. ``explained_words``: the share of words that have something on the other side, which is
        smaller in a free translation."""
        counts = Counter(item for sentence in sentences for item in sentence)
        total = sum(counts.values()) + _UNSEEN
        self.gain: list[float] = []
        """By item: what is multiplied with how far it is explained; log1p of that is what it says more than if it were
        not."""
        self.loss: list[float] = []
        """By item: what it says if it is not explained, below 0."""
        for item, kind in enumerate(kinds):
            chance = (counts[item] + _UNSEEN / _KINDS) / total
            explained = explained_words if kind == "word" else EXPLAINED[kind]
            self.gain.append(explained / (1 - explained) / chance)
            self.loss.append(math.log(1 - explained) * _WEIGHT)
        self.counts = counts


def gained(found: Found, gain: Sequence[float], length: int) -> float:
    """What explained items say, the explaining side having ``length`` items."""
    if not found:
        return 0.0
    log1p = math.log1p
    return _WEIGHT * sum([log1p(gain[item] * by / length) for item, by in found.items()])


def joined(first: Found, second: Found) -> Found:
    """What two sentences explain together."""
    if not first:
        return second
    if not second:
        return first
    both = dict(first)
    for item, by in second.items():
        both[item] = both.get(item, 0.0) + by
    return both


def matches(expected: Links, present: frozenset[int]) -> Found:
    """Those of the expected items that are present."""
    common = expected.keys() & present
    return {item: expected[item] for item in common} if common else _NOTHING


class Lengths:
    """Compares lengths. ``proportion``: English letters for a Chinese character."""

    def __init__(self, zh: Sequence[int], en: Sequence[int], proportion: float = _LETTERS) -> None:
        """Lengths of all sentences in code points."""
        shift = math.log(proportion)
        self.zh = [_logarithms(zh, count, shift) for count in (1, 2, 3)]
        self.en = [_logarithms(en, count, 0.0) for count in (1, 2, 3)]
        self._half = [[0.5 / (_SPREAD**2 + _SPREAD_SHORT / (math.exp(x - shift))) for x in row] for row in self.zh]
        """Half the inverse of the variance."""
        self._height = [[0.5 * math.log(2 * half) for half in row] for row in self._half]
        self._chance = [_chances(row) for row in self.en]

    def strength(self, i: int, a: int, j: int, b: int) -> float:
        """``a`` sentences from ``i`` against ``b`` from ``j``, both at least 1."""
        off = self.en[b - 1][j] - self.zh[a - 1][i]
        half = self._half[a - 1][i]
        return self._height[a - 1][i] - off * off * half - self._chance[b - 1][j]


def _logarithms(lengths: Sequence[int], count: int, shift: float) -> list[float]:
    """Logarithm of the length of ``count`` sentences from each on."""
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    return [math.log(sums[min(n + count, len(lengths))] - sums[n] + _AS_IF) + shift for n in range(len(lengths))]


def _chances(row: Sequence[float]) -> list[float]:
    """Logarithm of how likely each length is in this text at all, but for the constant both densities share."""
    mean = sum(row) / len(row) if row else 0.0
    variance = sum((x - mean) ** 2 for x in row) / len(row) if row else 0.0
    # A text of few sentences or of equal ones says little about lengths at large.
    variance = (variance * len(row) + 0.4 * 10) / (len(row) + 10)
    return [-0.5 * (math.log(variance) + (x - mean) ** 2 / variance) for x in row]
