"""How likely a draft is a term: surprise against general Chinese, what the text marks, how well its words bind."""

import math
from collections import Counter
from itertools import pairwise

from reader.text.discovery.background import affixes, character_keys, string_cost, surprise, word_cost
from reader.text.discovery.drafts import SUBSTANCE, Draft
from reader.text.discovery.model import EvidenceKind
from reader.text.discovery.places import WINDOW
from reader.text.discovery.words import BREAK, Role, Units, Word

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
"""What a quotation or definition of a word that the dictionary has is worth of one that it has not."""
_KNOWN_NAME = 0.5
"""What is left for a place or person that the dictionary has: however often it is named, it is no news."""
_CHARACTERS = 1.6
_COMPANY = 0.8
_RARITY, _ORDINARY = 0.6, 10.5
"""For each nat by which a word is rarer in general Chinese than ordinary words are."""
_CLASS = {Role.VERB: -0.8, Role.ADJECTIVE: -1.5}
"""Verbs and adjectives of the dictionary are seldom terms."""
_ONCE = -0.8
"""For a string that nothing marks and that stands once."""
_PLAIN_SUFFIXES = frozenset("人家时")
"""Said of anything."""
_VERB_FIRST = -1.6
_ALONE = 0.3
"""For words that make up a whole stretch between function words and marks, where nothing else could claim them."""
_CUT_OFF = -1.5
"""For a repeated string that is always followed or preceded by the same word."""
_JOINED = 0.9
"""For a word that the whole text holds together."""
_BINDING = 1.5
"""Pointwise mutual information, in nats, below which words of a repeated sequence merely meet."""


class Scorer:
    """Scores the located drafts of one text."""

    def __init__(self, units: Units, counts: "Counter[int]", keys: set[int]) -> None:
        self._units = units
        self._counts = counts
        self._keys = keys
        self._key_words = {units.words[number].text for number in keys}
        self._total = sum(counts.values()) - counts[BREAK]
        self._density = sum(counts[number] for number in keys) / max(1, self._total)
        content: Counter[str] = Counter()
        for number in keys:
            content[units.words[number].text] += counts[number]
        for number, count in counts.items():
            word = units.words[number]
            if number not in keys and word.role in (Role.NOUN, Role.VERB) and word.cost > 9:
                content[word.text] += count
        self._characters = character_keys(content, units.characters)

    def score(self, draft: Draft) -> float:
        """Below 0: not a candidate."""
        words = self._words(draft)
        single = len(words) == 1 and (words[0].listed or words[0].role is Role.LATIN)
        cost = word_cost(words[0]) if single else string_cost(draft.key)
        value = math.log2(1 + surprise(draft.count, cost, self._units.characters))
        listed = len(words) == 1 and words[0].listed
        for kind in draft.kinds:
            weight = _WEIGHTS[kind]
            if kind in ("quoted", "definition"):
                weight *= (_LISTED if listed else 1.0) * (1 + 0.15 * min(draft.claims - 1, 4))
                # A word that stands unmarked a hundred times is not made a term by one pair of quotation marks.
                weight *= min(1.0, 4 * draft.claims / draft.count)
            value += weight
        if listed:
            value += _RARITY * max(-2.5, min(1.5, cost - _ORDINARY))
            value += _CLASS.get(words[0].role, 0.0) * (0.5 if draft.claims else 1.0)
        if listed and words[0].role is Role.NAME and not draft.claims:
            value *= _KNOWN_NAME
        value += _CHARACTERS * self._flavour(draft.key)
        value += _COMPANY * self._company(draft)
        if len(words) > 1:
            value += self._joined(draft, words)
        elif draft.cut[0] in self._units.joined:
            value += _JOINED + 0.4 * min(self._freedom(draft), 2.5)
        if draft.count == 1 and not draft.claims:
            value += _ONCE
        return value

    def _words(self, draft: Draft) -> list[Word]:
        return [self._units.words[number] for number in draft.cut]

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

    def _joined(self, draft: Draft, words: list[Word]) -> float:
        value = 0.0
        marked = bool(draft.claims) or "mixed" in draft.kinds or "organisation" in draft.kinds
        suffixed = words[-1].single and words[-1].text in affixes().tails
        if suffixed and words[-1].text not in _PLAIN_SUFFIXES:
            value += 0.4
        if not marked and not (suffixed and (len(words) == 2 or all(word.single for word in words))):
            if words[0].role is Role.VERB and words[0].size > 1 and not self._is_key(words[0]):
                value += _VERB_FIRST
            if words[0].role is Role.ADJECTIVE and words[0].single:
                value -= 0.8
            if words[0].role is Role.NAME or words[-1].role is Role.NAME:
                value -= 1.2 if words[-1].role is not Role.NAME else 2.5
            if words[-1].role is Role.ADJECTIVE:
                value -= 1.0
            if words[-1].role is Role.VERB and not self._is_key(words[-1]):
                value -= 1.2 if draft.count == 1 else 0.5
            plainest = min((word.cost for word in words if not word.single), default=_ORDINARY)
            value += 0.3 * max(-2.0, min(0.0, plainest - 9.5)) if not marked else 0.0
            value += 0.15 * (self._productive(words[0], 0) + self._productive(words[-1], 1))
        if any(self._is_key(word) for word in words):
            value += 0.6
        if draft.count > 1:
            binding = self._binding(draft)
            if binding < _BINDING and not marked:
                value -= 1.5 * (_BINDING - binding)
            else:
                value += 0.15 * min(binding, 8)
            value += 0.4 * min(self._freedom(draft), 2.5)
            if not marked and (self._always_beside_one(draft.before) or self._always_beside_one(draft.after)):
                value += _CUT_OFF
        elif not marked:
            value += _ALONE if draft.alone else -_ALONE
            value -= 0.5 * (len(words) - 2)
            if all(word.single for word in words):
                value -= 0.6
        return value

    @staticmethod
    def _productive(word: Word, end: int) -> float:
        table = (affixes().first, affixes().last)[end]
        return min(5.0, math.log2(1 + table.get(word.text, 0)))

    def _is_key(self, word: Word) -> bool:
        return word.text in self._key_words

    def _binding(self, draft: Draft) -> float:
        """The weakest joint's pointwise mutual information, judged on the words beside it."""
        return min(
            math.log(draft.count * self._total / (self._counts[a] * self._counts[b])) for a, b in pairwise(draft.cut)
        )

    def _always_beside_one(self, neighbours: "Counter[int]") -> bool:
        """Whether it only ever stands beside the same word, of which it is rather a part."""
        numbers = list(neighbours)
        return len(numbers) == 1 and self._units.words[numbers[0]].role in SUBSTANCE

    def _freedom(self, draft: Draft) -> float:
        """Entropy, in bits, of its neighbours on the less varied side. Marks count as all different."""
        return min(_entropy(draft.before), _entropy(draft.after))


def _entropy(neighbours: "Counter[int]") -> float:
    total = sum(neighbours.values())
    if not total:
        return 0.0
    value = 0.0
    for number, count in neighbours.items():
        if number == BREAK:
            value += count / total * math.log2(total)
        else:
            value -= count / total * math.log2(count / total)
    return value
