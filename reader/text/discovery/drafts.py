"""Candidates in the making: which strings of a text may be terms, and what speaks for each so far."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from glossary.fold import fold
from reader.text.discovery.background import affixes, surprise, word_cost
from reader.text.discovery.counting import Sequence, repeated
from reader.text.discovery.marked import Claim
from reader.text.discovery.model import EvidenceKind
from reader.text.discovery.units import Units
from reader.text.discovery.words import Role, Word

SUBSTANCE: Final = frozenset({Role.NOUN, Role.VERB, Role.ADJECTIVE, Role.NAME, Role.LATIN})
"""What terms are made of."""
SHORT_TEXT = 40_000
"""Characters up to which a compound, a new word or a rare word counts though it stands only once."""
_MORE_EVERY = 300_000
"""Characters that ask for one repetition more."""
_KEY_SURPRISE, _LEAST_SURPRISE = 12.0, 5.0
"""Log-likelihood ratios from which a word that stands twice or more is a key word of the text, and worth a look."""
_KEY_COST = 8.3
"""Nats: what is commoner in general Chinese (发展, 中国) makes no compound a term."""
_RARE, _RARE_VERB = 10.8, 11.3
"""Nats: a word of the dictionary that stands once is worth a look if it is rarer than this."""
_LONGEST = 14
"""Characters of a term."""
_MOST_SINGLES = 4
_MARKED_PLACES = 3
"""Places remembered of what the text marks; of anything else the first shows it."""
_CAPITALS = re.compile(r"(?=[A-Za-z0-9+.&/-]*[A-Z][A-Za-z0-9+.&/-]*[A-Z0-9])[A-Z0-9][A-Za-z0-9+.&/-]{1,11}|[0-9][A-Z]")


class Draft:
    """One string, however it is cut and written."""

    __slots__ = (
        *("after", "alone", "before", "claims", "company", "count", "covered", "covers", "first", "key", "kinds"),
        *("paragraphs", "sequences"),
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.sequences: set[Sequence] = set()
        """How it is cut into words, by their numbers."""
        self.kinds: dict[EvidenceKind, list[tuple[int, int]]] = {}
        """Kind → units at which it shows; none where any place will do."""
        self.claims = 0
        """Times that the text marks it: in quotation marks, by a definition."""
        self.alone = False
        """Whether it makes up a whole run of words at one of its places."""
        self.count = 0
        self.paragraphs: list[int] = []
        self.before: Counter[int] = Counter()
        self.after: Counter[int] = Counter()
        self.first = (0, 0)
        """Units of the first place."""
        self.company = 0
        """Key words within a few words of it, over all its places."""
        self.covered = 0
        """Times that it stands inside a longer draft."""
        self.covers: Counter[str] = Counter()
        """Keys of the longer drafts that it stands in, with how often."""

    @property
    def cut(self) -> Sequence:
        """Its cut into fewest words."""
        return min(self.sequences, key=lambda sequence: (len(sequence), sequence))

    def note(self, kind: EvidenceKind, place: tuple[int, int] | None = None) -> None:
        places = self.kinds.setdefault(kind, [])
        if place is not None and len(places) < (_MARKED_PLACES if kind in ("definition", "quoted") else 1):
            places.append(place)


class Drafts:
    """All strings that may be terms of one text."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.all: dict[str, Draft] = {}
        self.counts: Counter[int] = Counter()
        """How often each word stands in the text, by its number."""
        self.keys: set[int] = set()
        """Numbers of the text's key words."""

    def claim(self, claims: Iterable[Claim]) -> None:
        """Take in what the text marks."""
        for claim in claims:
            draft = self._draft(tuple(self.units.ids[claim.first : claim.last]))
            draft.note(claim.kind, (claim.first, claim.last))
            draft.claims += 1

    def count(self) -> None:
        """Take in single words and what is repeated, once all paragraphs are in."""
        units = self.units
        self.counts = Counter(units.ids)
        self._single_words()
        inside = [word.role in SUBSTANCE for word in units.words]
        for sequence in repeated(units, 2 + units.characters // _MORE_EVERY, inside):
            if self._whole(sequence):
                self._draft(sequence).note("repeated")

    def note(self, kind: EvidenceKind, first: int, last: int, alone: bool = False) -> None:
        """Take in the units ``first`` … ``last - 1``, unless they can be no term; ``alone``: they fill their run."""
        sequence = tuple(self.units.ids[first:last])
        if kind in ("mixed", "organisation") or self._whole(sequence):
            draft = self._draft(sequence)
            draft.note(kind, (first, last))
            draft.alone = draft.alone or alone

    def _draft(self, sequence: Sequence) -> Draft:
        key = fold("".join(self.units.words[number].text for number in sequence))
        draft = self.all.get(key)
        if draft is None:
            draft = self.all[key] = Draft(key)
        draft.sequences.add(sequence)
        return draft

    def _single_words(self) -> None:
        size = self.units.characters
        for number, count in self.counts.items():
            word = self.units.words[number]
            if word.role is Role.LATIN:
                if is_abbreviation(word):
                    self._draft((number,)).note("abbreviation")
                elif word.size > 1 and word.text[0].isalpha():
                    self._draft((number,)).note("name")
                continue
            if word.role not in SUBSTANCE or word.size < 2:
                continue
            if word.role is Role.NAME:
                self._draft((number,)).note("name")
                continue
            cost = word_cost(word)
            strength = surprise(count, cost, size)
            if count > 1 and strength >= _KEY_SURPRISE and cost >= _KEY_COST:
                self.keys.add(number)
            rare = word.role is not Role.ADJECTIVE and cost >= (_RARE_VERB if word.role is Role.VERB else _RARE)
            if number in self.units.joined:
                self._draft((number,)).note("repeated")
            elif (count > 1 and strength >= _LEAST_SURPRISE) or (rare and size <= SHORT_TEXT):
                self._draft((number,)).note("unusual")

    def _whole(self, sequence: Sequence) -> bool:
        """Whether a sequence may be a term by its form alone."""
        words = [self.units.words[number] for number in sequence]
        singles = all(word.single for word in words)
        if sum(word.size for word in words) > _LONGEST or all(word.role is Role.NAME for word in words):
            return False
        if singles:
            return len(words) <= _MOST_SINGLES
        head, tail = words[0], words[-1]
        if tail.role is Role.VERB and tail.single:
            return tail.text in affixes().tails
        return not (head.role is Role.VERB and head.single and not words[1].single) or head.text in affixes().heads


def is_abbreviation(word: Word) -> bool:
    """GMV, 3C, NewCo, GLP-1: Latin with two capitals, or one and a digit."""
    return word.role is Role.LATIN and _CAPITALS.fullmatch(word.text) is not None


def may_end(word: Word) -> bool:
    """Whether a word may be the last of a compound."""
    return word.role is Role.NOUN or (word.role is Role.VERB and word.size > 1)
