"""Words that a text uses again and again and the lexicon lacks, joined before anything else looks at them.

The segmenter leaves 储能 as 储|能 wherever it stands, and 能 alone is a function word. But where 储 is always followed
by 能, the two are a word. Judged on the whole text: how often the two characters stand together, and how seldom the
rarer one stands without the other.
"""

import math
from collections import Counter
from itertools import pairwise

from reader.text.discovery.units import BREAK, Units
from reader.text.discovery.words import Role, Word

_LEAST, _LEAST_PLAIN = 2, 3
"""Times that a pair must stand, with a function word in it and without."""
_FAITHFUL = 0.75
"""Share of the rarer character's places that the pair must have."""
_BOUND, _MUTUAL = 3.0, 0.5
"""Nats of pointwise mutual information that the pair must have, or its share of the commoner character's places, which
tells more in a short text."""
_RARE = 8.8
"""Nats: the rarer character must be one that does not stand for itself in every text."""
_NEVER = frozenset(
    "的地得了着过们是有在不没也都就还又和与及或而但被把让他她它我你您这那哪谁说去来到"
    "很太更最才只再曾已正等吧吗呢呀嘛哦啊咱其此该每各某另若如因所想肯敢愿看叫称像似占靠指"
)
"""Function words that are no part of a word however faithful another character is to them."""


def join_words(units: Units) -> None:
    """Make one word of each pair of single characters that the text keeps together."""
    pairs = _bound_pairs(units)
    if pairs:
        units.join(pairs)


def _bound_pairs(units: Units) -> set[tuple[int, int]]:
    words = units.words
    counts = Counter(units.ids)
    total = sum(counts.values()) - counts[BREAK]
    together = Counter(
        (a, b)
        for a, b in pairwise(units.ids)
        if words[a].single and words[b].single and _may(words[a]) and _may(words[b])
    )
    found = set()
    for (a, b), count in together.items():
        function = Role.HARD in (words[a].role, words[b].role) or Role.SOFT in (words[a].role, words[b].role)
        if count < (_LEAST if function else _LEAST_PLAIN) or not _has_substance(words[a], words[b]):
            continue
        if count / min(counts[a], counts[b]) < _FAITHFUL:
            continue
        bound = math.log(count * total / (counts[a] * counts[b])) >= _BOUND
        if bound or (count >= _LEAST_PLAIN and count / max(counts[a], counts[b]) >= _MUTUAL):
            found.add((a, b))
    return found


def _may(word: Word) -> bool:
    counts = word.role is Role.SOFT and word.measures
    return word.role not in (Role.BREAK, Role.NUMBER) and word.text not in _NEVER and not counts


def _has_substance(first: Word, second: Word) -> bool:
    rarer = max(first, second, key=lambda word: word.cost)
    return rarer.role in (Role.NOUN, Role.VERB, Role.ADJECTIVE) and rarer.cost >= _RARE
