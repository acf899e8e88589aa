"""General Chinese, to compare a text with: how often a string is to be expected, and which characters make words.

Frequencies of words are the lexicon's; what strings of several words cost is told by the character model of
``texts.repair``, learnt from encyclopaedic and general sentences.
"""

import math
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from reader.text.discovery.words import Role, Word
from reader.text.lexicon import lexicon
from texts.repair.likelihood import model

DEAREST = 18.5
"""Nats: beyond this a string's cost says only that it is long."""
LATIN_COST = 13.0
"""Nats for any Latin word: the character model takes all letters for one."""
_CHARACTERS_A_WORD = 0.4
"""ln of the characters that a word has on average: costs by word become costs by character."""
_PRODUCTIVE, _SEEN = 8, 3
"""Words of three characters in the lexicon that begin or end with a character and have a word in the rest."""


def word_cost(word: Word) -> float:
    """−ln of a word's share of the characters of general Chinese, by whichever source knows it better."""
    if word.role is Role.LATIN:
        return LATIN_COST
    return min(word.cost + _CHARACTERS_A_WORD, string_cost(word.text)) if word.listed else string_cost(word.text)


@lru_cache(maxsize=65536)
def string_cost(text: str) -> float:
    """−ln of the chance that general Chinese has this string at a place; at most ``DEAREST``."""
    return min(model().total(text), DEAREST)


def surprise(count: int, cost: float, characters: int) -> float:
    """Log-likelihood ratio (Dunning 1993) of ``count`` occurrences in a text of so many characters against the chance
    exp(−cost); 0 where it stands no more often than expected."""
    expected = characters * math.exp(-cost)
    if count <= expected:
        return 0.0
    return 2 * (count * math.log(count / expected) - (count - expected))


class Affixes(Struct, frozen=True):
    """How productive characters and words are in the words of the lexicon."""

    heads: dict[str, int]
    """Character → words of three characters that it begins, where the other two are a word: 超市场, 净收入."""
    tails: dict[str, int]
    """Character → such words that it ends: 直播间, 成交额."""
    rare_tails: set[str]
    """Characters that end a few: 端, 侧."""
    first: dict[str, int]
    """Word of two characters → words of four that it begins, where the other half is a word too: 产业革命."""
    last: dict[str, int]
    """Word of two characters → such words that it ends: 市场经济."""


@lru_cache(maxsize=1)
def affixes() -> Affixes:
    """Only productive characters. Reads all 151,000 words, 0.2 s."""
    listed = set(lexicon().words())
    heads: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in listed:
        if len(word) == 3:
            if word[1:] in listed:
                heads[word[0]] += 1
            if word[:2] in listed:
                tails[word[2]] += 1
        elif len(word) == 4 and word[:2] in listed and word[2:] in listed:
            first[word[:2]] += 1
            last[word[2:]] += 1
    return Affixes(
        {c: n for c, n in heads.items() if n >= _PRODUCTIVE},
        {c: n for c, n in tails.items() if n >= _PRODUCTIVE},
        {c for c, n in tails.items() if n >= _SEEN},
        dict(first),
        dict(last),
    )


def character_keys(words: "Counter[str]", characters: int) -> dict[str, float]:
    """How much oftener than in general Chinese a text uses each character, ln; of those that it uses three times in
    two words and more."""
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for text, count in words.items():
        for character in set(text):
            kinds[character] += 1
            counts[character] += count
    found = {}
    for character, count in counts.items():
        if count >= 3 and kinds[character] >= 2:
            ratio = math.log(count / characters) + model().cost("", "", character)
            if ratio > 0:
                found[character] = ratio
    return found
