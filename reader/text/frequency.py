"""How common a word is, in bands that say what they mean: “among the commonest 5,000 words”.

From the costs of the lexicon, which are jieba's counts: general Chinese of some years ago, so words of a young trade
(电商, 带货) have no band rather than a wrong one.
"""

from bisect import bisect_left
from functools import lru_cache

from reader.text.lexicon import lexicon
from reader.text.script import fold

BANDS = (1000, 2000, 5000, 10_000, 20_000, 50_000)


def band(word: str) -> int | None:
    """The smallest of ``BANDS`` that holds the word, in either script; None for one that is rarer or not counted."""
    cost = lexicon().cost(fold(word))
    if cost is None:
        return None
    at = bisect_left(_limits(), cost)
    return BANDS[at] if at < len(BANDS) else None


@lru_cache(maxsize=1)
def _limits() -> list[int]:
    """The cost of the last word of each band; 20 ms, once."""
    costs = sorted(lexicon().costs)
    return [costs[size - 1] for size in BANDS]
