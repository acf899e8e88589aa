"""How likely a draft is a term: surprise against general Chinese, what the text marks, how well its words bind.

Scores are sums. The first part is the logarithm of a log-likelihood ratio, 4 to 9; the others are weights in the same
unit, set by hand on the bundled article and looked after elsewhere (``tests.bench discovery``).
"""

import math
from collections import Counter
from itertools import pairwise

from reader.text.discovery.background import affixes, character_keys, string_cost, surprise, word_cost
from reader.text.discovery.drafts import SUBSTANCE, Draft
from reader.text.discovery.model import EvidenceKind
from reader.text.discovery.places import WINDOW
from reader.text.discovery.units import BREAK, Units
from reader.text.discovery.words import Role, Word

_WEIGHTS: dict[EvidenceKind, float] = {
    "definition": 2.5,
    "quoted": 2.0,
    "abbreviation": 2.0,
    "mixed": 1.5,
    "organisation": 0.5,
    "name": -1.0,
    "repeated": 0.0,
    "new word": 0.0,
    "compound": 0.0,
    "unusual": 0.0,
}
_LISTED = 0.4
"""What marking a word that the dictionary has is worth of marking one that it has not."""
_MARKED_AGAIN, _MANY_MARKS = 0.15, 4
"""A further mark's worth of the first one, and how many further ones count."""
_MARKED_SHARE = 4
"""A word that stands unmarked a hundred times is not made a term by one pair of quotation marks: marks weigh less where
they are fewer than one in so many."""
_KNOWN_NAME = 0.5
"""What is left for a place or person that the dictionary has: however often it is named, it is no news."""
_RARITY, _ORDINARY, _RARITY_RANGE = 0.6, 10.5, (-2.5, 1.5)
"""For each nat by which a word is rarer in general Chinese than ordinary words are."""
_CLASS = {Role.VERB: -0.8, Role.ADJECTIVE: -1.5}
"""Verbs and adjectives of the dictionary are seldom terms."""
_FLAVOUR = 1.6
"""For characters that the text's key words are made of."""
_COMPANY = 0.8
"""For standing among key words."""
_ONCE = -0.8
"""For what nothing marks and stands once."""
_JOINED = 0.9
"""For a word that the whole text holds together."""

_SUFFIX, _PLAIN_SUFFIXES = 0.4, frozenset("人家时")
"""For a productive suffix, unless it is said of anything."""
_VERB_FIRST, _ADJECTIVE_FIRST, _NAME_FIRST = -1.6, -0.8, -1.2
_VERB_LAST, _ADJECTIVE_LAST, _NAME_LAST = -0.5, -1.0, -2.5
_PREDICATE = -0.7
"""Further, for a verb at the end of what stands once: 平台自营, 老板出钱."""
_PLAIN, _PLAIN_BELOW, _PLAIN_RANGE = 0.3, 9.5, -2.0
"""For each nat by which its commonest word is commoner than this."""
_PRODUCTIVE, _MOST_PRODUCTIVE = 0.15, 5.0
"""For each doubling of the number of compounds that its first word begins, or its last one ends, in the lexicon."""
_KEY = 0.6
"""For a key word in it."""
_BINDING, _LOOSE, _BOUND, _MOST_BOUND = 1.5, 1.5, 0.15, 8.0
"""Pointwise mutual information, in nats, below which words of a repeated sequence merely meet; what each nat below it
takes off, and what each nat in all gives otherwise."""
_FREEDOM, _MOST_FREE = 0.4, 2.5
"""For each bit of entropy of its neighbours."""
_CUT_OFF = -1.5
"""For a repeated string that is always followed or preceded by the same word."""
_ALONE = 0.3
"""For words that make up a whole stretch between function words and marks; taken off where they do not."""
_THIRD_WORD, _SINGLES = -0.5, -0.6
"""For each word beyond two, and for single characters only, in what stands once."""


class Scorer:
    """Scores the located drafts of one text."""

    def __init__(self, units: Units, counts: "Counter[int]", keys: set[int]) -> None:
        self._units = units
        self._counts = counts
        self._key_words = {units.words[number].text for number in keys}
        self._total = sum(counts.values()) - counts[BREAK]
        self._density = sum(counts[number] for number in keys) / max(1, self._total)
        content: Counter[str] = Counter()
        for number, count in counts.items():
            word = units.words[number]
            if number in keys or (word.role in (Role.NOUN, Role.VERB) and word.cost > _PLAIN_BELOW):
                content[word.text] += count
        self._characters = character_keys(content, units.characters)

    def score(self, draft: Draft) -> float:
        """The higher the likelier."""
        words = [self._units.words[number] for number in draft.cut]
        alone = words[0] if len(words) == 1 else None
        value = self._surprise(draft, alone) + self._marks(draft, alone)
        if alone is None:
            value += self._form(draft, words) + self._statistics(draft, words)
        elif alone.listed:
            value += self._word(draft, alone)
        elif draft.cut[0] in self._units.joined:
            value += _JOINED + self._freedom(draft)
        value += _FLAVOUR * self._flavour(draft.key) + _COMPANY * self._company(draft)
        return value + (_ONCE if draft.count == 1 and not draft.claims else 0.0)

    def _surprise(self, draft: Draft, alone: Word | None) -> float:
        known = alone is not None and (alone.listed or alone.role is Role.LATIN)
        cost = word_cost(alone) if alone is not None and known else string_cost(draft.key)
        value = math.log2(1 + surprise(draft.count, cost, self._units.characters))
        name = alone is not None and alone.listed and alone.role is Role.NAME and not draft.claims
        return value * _KNOWN_NAME if name else value

    @staticmethod
    def _marks(draft: Draft, alone: Word | None) -> float:
        marked = 1 + _MARKED_AGAIN * min(draft.claims - 1, _MANY_MARKS)
        marked *= min(1.0, _MARKED_SHARE * draft.claims / draft.count)
        if alone is not None and alone.listed:
            marked *= _LISTED
        return sum(_WEIGHTS[kind] * (marked if kind in ("quoted", "definition") else 1) for kind in draft.kinds)

    @staticmethod
    def _word(draft: Draft, word: Word) -> float:
        low, high = _RARITY_RANGE
        value = _RARITY * max(low, min(high, word_cost(word) - _ORDINARY))
        return value + _CLASS.get(word.role, 0.0) * (0.5 if draft.claims else 1.0)

    def _form(self, draft: Draft, words: list[Word]) -> float:
        """By its words: what they are, where they stand in it, how ordinary they are."""
        head, tail = words[0], words[-1]
        value = _KEY if any(word.text in self._key_words for word in words) else 0.0
        suffixed = tail.single and tail.text in affixes().tails
        if suffixed and tail.text not in _PLAIN_SUFFIXES:
            value += _SUFFIX
        if _is_marked(draft) or (suffixed and (len(words) == 2 or all(word.single for word in words))):
            return value
        if head.role is Role.VERB and head.size > 1 and head.text not in self._key_words:
            value += _VERB_FIRST
        elif head.role is Role.ADJECTIVE and head.single:
            value += _ADJECTIVE_FIRST
        if tail.role is Role.NAME:
            value += _NAME_LAST
        elif head.role is Role.NAME:
            value += _NAME_FIRST
        if tail.role is Role.ADJECTIVE:
            value += _ADJECTIVE_LAST
        elif tail.role is Role.VERB and tail.text not in self._key_words:
            value += _VERB_LAST + (_PREDICATE if draft.count == 1 else 0.0)
        plainest = min((word.cost for word in words if not word.single), default=_ORDINARY)
        value += _PLAIN * max(_PLAIN_RANGE, min(0.0, plainest - _PLAIN_BELOW))
        compounds = (affixes().first.get(head.text, 0), affixes().last.get(tail.text, 0))
        return value + _PRODUCTIVE * sum(min(_MOST_PRODUCTIVE, math.log2(1 + n)) for n in compounds)

    def _statistics(self, draft: Draft, words: list[Word]) -> float:
        """By how it stands in the text."""
        marked = _is_marked(draft)
        if draft.count == 1:
            if marked:
                return 0.0
            value = (_ALONE if draft.alone else -_ALONE) + _THIRD_WORD * (len(words) - 2)
            return value + (_SINGLES if all(word.single for word in words) else 0.0)
        binding = self._binding(draft)
        loose = binding < _BINDING and not marked
        value = -_LOOSE * (_BINDING - binding) if loose else _BOUND * min(binding, _MOST_BOUND)
        value += self._freedom(draft)
        if not marked and (self._always_beside_one(draft.before) or self._always_beside_one(draft.after)):
            value += _CUT_OFF
        return value

    def _binding(self, draft: Draft) -> float:
        """The weakest joint's pointwise mutual information, judged on the words beside it."""
        counts = self._counts
        return min(math.log(draft.count * self._total / (counts[a] * counts[b])) for a, b in pairwise(draft.cut))

    def _freedom(self, draft: Draft) -> float:
        """For the entropy of its neighbours on the less varied side."""
        return _FREEDOM * min(_entropy(draft.before), _entropy(draft.after), _MOST_FREE)

    def _always_beside_one(self, neighbours: "Counter[int]") -> bool:
        """Whether it only ever stands beside the same word, of which it is rather a part."""
        numbers = list(neighbours)
        return len(numbers) == 1 and self._units.words[numbers[0]].role in SUBSTANCE

    def _flavour(self, key: str) -> float:
        """0 to 1: how much its characters are those that the text's key words are made of."""
        return sum(min(self._characters.get(char, 0.0), 4.0) for char in key) / (4 * len(key))

    def _company(self, draft: Draft) -> float:
        """−1 to 1: whether it stands where key words are denser than elsewhere in the text."""
        expected = 2 * WINDOW * self._density
        if not expected:
            return 0.0
        ratio = (draft.company / draft.count + 0.5 * expected) / (1.5 * expected)
        return max(-1.0, min(1.0, math.log2(ratio)))


def _is_marked(draft: Draft) -> bool:
    return bool(draft.claims) or not draft.kinds.keys().isdisjoint(("mixed", "organisation"))


def _entropy(neighbours: "Counter[int]") -> float:
    """In bits; marks count as all different."""
    total = sum(neighbours.values())
    value = 0.0
    for number, count in neighbours.items():
        value += count / total * math.log2(total if number == BREAK else total / count)
    return value
