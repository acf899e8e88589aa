"""What may have stood between two known bytes: one character, or more where pairs of bytes were lost.

A run that was read one byte late shows pairs (second byte, first byte). Between the second byte of one such pair
and the first byte of the next there is one character, unless the pairs between them lie in GBK's user-defined
areas and vanished, or were unassigned and became ``?``. Whatever stands before, so these lists are made once.
"""

from functools import cache
from heapq import nsmallest
from typing import Literal

from msgspec import Struct

from texts.repair.forms import only_simplified, simplified, traditional
from texts.repair.gbk import LEADS, TRAILS, decode, encode, user_defined
from texts.repair.likelihood import foldings, model

Hand = Literal["hans", "hant", "either"]
"""The script that a text is written in, as far as it is known."""

LOST = 0x100
"""Added to a byte: an unassigned pair follows it."""
ANY = 0x200
"""No byte is known here."""

VANISHED = 0.6
"""Cost of a vanished pair: with it as many readings turn out too long as too short."""
WRONG_SCRIPT = 5.0
SLIP = 2.0
"""Costs of a character in the other script, and of a form that the script has but seldom uses."""
KEPT = 40
"""Readings of a gap that are kept: the likeliest by themselves, before their context is known."""
USUAL = 8
EXPECTED = 8.0
"""Where two pairs in a row are lost, the first of three characters is among the ``USUAL`` most frequent that it may
be, and the second no less likely after it than this (nats)."""


@cache
def _vanishing() -> dict[int, frozenset[int]]:
    """First byte → the second bytes with which it is dropped without a trace. Made late, like the next: only damaged
    texts need it."""
    return {lead: frozenset(found) for lead in LEADS if (found := [t for t in TRAILS if user_defined(lead, t)])}


@cache
def _unassigned() -> dict[int, frozenset[int]]:
    """First byte → the bytes that may be a first byte too and with which it means nothing and becomes ``?``."""
    table = {lead: [t for t in LEADS if not decode(lead, t) and not user_defined(lead, t)] for lead in LEADS}
    return {lead: frozenset(found) for lead, found in table.items() if found}


class Filling(Struct, frozen=True):
    """``chars`` for a gap, with what speaks against them whatever stands around."""

    chars: str
    extra: float


@cache
def form_cost(char: str, hand: Hand) -> float:
    """What speaks against ``char`` in a text of that script; 0 for what the script usually writes."""
    if not "㐀" <= char <= "鿿":
        return 0.0
    plain = simplified(char)
    if hand == "hans":
        return 0.0 if plain == char else WRONG_SCRIPT
    if hand == "hant" and only_simplified(char):
        return WRONG_SCRIPT - 1
    usual = traditional(plain) == char
    if hand == "hant":
        return 0.0 if usual else SLIP / 2 if char == plain else SLIP
    return 0.0 if usual or char == plain else SLIP


class Gaps:
    """The readings of gaps in a text of one script. Costs without context are the model's for a character after
    nothing; they only decide what is worth trying."""

    def __init__(self, hand: Hand) -> None:
        self._hand: Hand = hand
        self._model = model()
        known = sorted(
            (
                (self._alone(char), char)
                for char in map(chr, range(0x80, 0xFFF0))
                if encode(char) and self._model.rank(char)
            ),
        )
        self._by_lead: dict[int, list[str]] = {}
        self._by_trail: dict[int, list[str]] = {}
        for _, char in known:
            lead, trail = _bytes(char)
            self._by_lead.setdefault(lead, []).append(char)
            self._by_trail.setdefault(trail, []).append(char)
        self._between: dict[tuple[int, int], tuple[Filling, ...]] = {}
        self._before: dict[int, tuple[Filling, ...]] = {}
        self._followers: dict[str, dict[int, list[str]]] = {}

    def _alone(self, char: str) -> float:
        return self._model.cost("", "", char) + form_cost(char, self._hand)

    def with_trail(self, trail: int) -> list[str]:
        """The characters with this second byte, the most frequent first."""
        return self._by_trail.get(trail, [])

    def _after(self, char: str) -> dict[int, list[str]]:
        """What was seen after ``char``, by second byte."""
        if char not in self._followers:
            grouped: dict[int, list[str]] = {}
            for symbol in self._model.followers(char):
                for form in foldings(symbol):
                    grouped.setdefault(_bytes(form)[1], []).append(form)
            self._followers[char] = grouped
        return self._followers[char]

    def between(self, byte: int, end: int) -> tuple[Filling, ...]:
        """What may stand from ``byte`` (a first byte, or one with ``LOST`` added, or ``ANY``) to ``end``, a second
        byte; the likeliest first."""
        if (byte, end) not in self._between:
            self._between[byte, end] = tuple(self._fill(byte, end))
        return self._between[byte, end]

    def _fill(self, byte: int, end: int) -> list[Filling]:
        if byte == ANY:
            return [self._filling(char, 0.0) for char in self.with_trail(end)[:KEPT]]
        if byte >= LOST:
            return self._best(self._two(byte - LOST, end, _unassigned(), 0.0))
        found = self._best(self._two(byte, end, _vanishing(), VANISHED) + self._three(byte, end))
        one = decode(byte, end)
        return [self._filling(one, 0.0), *found] if one else found

    def _filling(self, chars: str, extra: float) -> Filling:
        return Filling(chars, extra + sum(form_cost(c, self._hand) for c in chars))

    def _two(self, byte: int, end: int, lost: dict[int, frozenset[int]], extra: float) -> list[tuple[float, Filling]]:
        found = []
        for first, seconds in self._lost_after(byte, lost):
            usual = self.with_trail(end)[:4]
            for char in dict.fromkeys([*self._after(first).get(end, ()), *usual]):
                if _bytes(char)[0] in seconds:
                    cost = self._alone(first) + self._model.cost("", first, char)
                    found.append((cost, self._filling(first + char, extra)))
        return found

    def _lost_after(self, byte: int, lost: dict[int, frozenset[int]]) -> list[tuple[str, frozenset[int]]]:
        return [
            (char, trails) for lead, trails in lost.items() if (char := decode(byte, lead)) and self._model.rank(char)
        ]

    def _three(self, byte: int, end: int) -> list[tuple[float, Filling]]:
        found = []
        usual = sorted(self._lost_after(byte, _vanishing()), key=lambda f: self._alone(f[0]))[:USUAL]
        for first, seconds in usual:
            after = self._after(first)
            for trail, thirds in _vanishing().items():
                for second in after.get(trail, ()):
                    if _bytes(second)[0] not in seconds or self._model.cost("", first, second) > EXPECTED:
                        continue
                    for third in self._after(second).get(end, ()):
                        if _bytes(third)[0] in thirds:
                            cost = self._alone(first) + self._model.total(second + third, first)
                            found.append((cost, self._filling(first + second + third, 2 * VANISHED)))
        return nsmallest(KEPT, found, key=lambda f: f[0] + f[1].extra)

    @staticmethod
    def _best(found: list[tuple[float, Filling]], kept: int = KEPT) -> list[Filling]:
        ranked = nsmallest(kept, found, key=lambda f: f[0] / len(f[1].chars) + f[1].extra)
        return [filling for _, filling in ranked]

    def before(self, byte: int) -> tuple[Filling, ...]:
        """What may stand from ``byte`` to the end of the run, whose last second byte is lost."""
        if byte not in self._before:
            ones = [c for c in self._by_lead.get(byte, ()) if _bytes(c)[1] >= 0x80]
            twos = []
            for first, seconds in self._lost_after(byte, _vanishing()):
                for symbol in self._model.followers(first):
                    for char in foldings(symbol):
                        if _bytes(char)[0] in seconds and _bytes(char)[1] >= 0x80:
                            cost = self._alone(first) + self._model.cost("", first, char)
                            twos.append((cost, self._filling(first + char, VANISHED)))
            self._before[byte] = (*(self._filling(c, 0.0) for c in ones), *self._best(twos, 4 * KEPT))
        return self._before[byte]


@cache
def _bytes(char: str) -> tuple[int, int]:
    return encode(char) or (0, 0)


@cache
def gaps(hand: Hand) -> Gaps:
    """The gaps of that script; made once, when a text first needs them."""
    return Gaps(hand)
