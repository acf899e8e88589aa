"""A table of learned weights that says which traditional character a simplified one stands for: 里 for 裡 or 里.

OpenCC's tables know 皇后 and 後來 as words and guess the rest. For 200 characters that have several traditional forms,
every form is scored by the sum of its weights for the characters around, their kinds, what OpenCC made of the place and
what the dictionary has for the word that covers it (multinomial logistic regression). Trained by ``build_traditional``
on text written in Taiwan; 512 KB, one byte a weight, indexed by a hash of the feature and the form. A collision costs a
little accuracy and nothing else.

Two forms may be no more than two habits of writing one word (週期 and 周期). Those are Taiwan's business: they are
settled for Taiwan alone, never change another standard, and are no doubt to show a reader.
"""

import mmap
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from glossary.fold import is_han
from reader.text.lexicon import DATA, lexicon
from reader.text.names import EDGE_ODDS, NameFinder
from reader.text.script import opencc_converter

Standard = Literal["tw", "hant", "hk"]

BITS = 19
"""Weights are numbered 0 … 2¹⁹ − 1; with one bit less there are 3 % more mistakes."""
UNIT = 24
"""Weights are stored as whole 24ths of a natural logarithm, −127 … 127."""
STAY, STAY_HABIT = 1.0, 2.0
"""Logarithm of the odds by which another form must beat OpenCC's; and where it is only another habit of writing."""
DOUBT = 1.0
"""Below this the runner-up may be right."""
NAME_STEP = 1500
"""Costs of a name (−ln P × 1000) that count as one."""
LONGEST = 6
"""Characters of a word that is asked for its form."""
_MASK = 0xFFFFFFFF
_SHIFT = 32 - BITS
# Odd numbers with well-mixed bits, as in ``borders``.
_SELF, _LEFT, _LEFT2, _RIGHT, _RIGHT2, _THIRD = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1, 0x430676A3
_FORM = 0x2545F491
_TEMPLATE = 0x59725AB5
REACH = (
    (0, 0), (1, 0), (0, 1), (1, 0), (0, 1), (2, 0), (0, 2), (1, 1), (2, 1), (1, 2), (3, 0), (0, 3), (2, 0), (0, 2),
    *[(9, 9)] * 9,
)  # fmt: skip
"""Characters that each feature looks at to the left and to the right; the last ones need running text."""
_END = "\0"
_EDGE, _DIGIT, _LATIN, _OTHER, _SPACE = range(5)
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两几数多半")
_NUMERAL, _FOREIGN = 1, 128


@lru_cache(maxsize=16384)
def _code(char: str) -> int:
    """Han characters are themselves; digits, letters, white space, the rest and "no more text" are one class each."""
    if char == _END:
        return _EDGE
    if is_han(char):
        return ord(char)
    if char.isdigit():
        return _DIGIT
    if char.isalpha():
        return _LATIN
    return _SPACE if char.isspace() else _OTHER


@lru_cache(maxsize=16384)
def _kind(char: str) -> int:
    """What a character is likely to be: its word class as a word, or a numeral; and whether it transliterates."""
    if char == _END:
        return 0
    if char in _NUMERALS or char.isdigit():
        return _NUMERAL
    if not is_han(char):
        return 2
    words = lexicon()
    tag, foreign = words.tag(char), words.names.foreign.get(char)
    transliterates = foreign is not None and (words.cost(char) or 0) - foreign >= EDGE_ODDS
    return (3 + ord(tag[0]) - ord("A") if tag else 3) + _FOREIGN * transliterates


@lru_cache(maxsize=1)
def _names() -> NameFinder:
    return NameFinder(lexicon())


def _name(text: str, at: int) -> int:
    """How well a personal name may start here, in steps of ``NAME_STEP``; 0 where none may."""
    if text[at] not in _names().heads:
        return 0
    return min((1 + cost // NAME_STEP for _, cost in _names().starting(text, at)), default=0)


def features(text: str, at: int, base: str) -> tuple[int, ...]:
    """Hashes of what stands around ``at`` in the simplified ``text``, in the order of ``REACH``; ``base`` is OpenCC's
    choice. The form to be scored is not part of them."""
    before, after = text[max(0, at - 3) : at].rjust(3, _END), text[at + 1 : at + 4].ljust(3, _END)
    three, two, one = map(_code, before)
    next_one, next_two, next_three = map(_code, after)
    own = ord(text[at]) * _SELF
    left, left2, right, right2 = one * _LEFT, two * _LEFT2, next_one * _RIGHT, next_two * _RIGHT2
    made = ord(base) * _THIRD
    name = _name(text, at)
    k1, k3 = _kind(before[2]), _kind(after[0])
    f2, f1, f3, f4 = _kind(before[1]) & _FOREIGN, k1 & _FOREIGN, k3 & _FOREIGN, _kind(after[1]) & _FOREIGN
    parts = (
        made,
        left + made,
        right + made,
        left,
        right,
        left + left2,
        right + right2,
        left + right,
        left + left2 + right,
        left + right + right2,
        left + left2 + three * _THIRD,
        right + right2 + next_three * _THIRD,
        left2,
        right2,
        k1 * _LEFT,
        k3 * _RIGHT,
        k1 * _LEFT + k3 * _RIGHT,
        f1 * _LEFT + f3 * _RIGHT,
        f1 * _LEFT + f2 * _LEFT2,
        f3 * _RIGHT + f4 * _RIGHT2,
        f1 * _LEFT + f2 * _LEFT2 + f3 * _RIGHT + f4 * _RIGHT2,
        name * _RIGHT,
        name * _RIGHT + k1 * _LEFT,
    )
    return tuple(own + part + number * _TEMPLATE for number, part in enumerate(parts, 1))


def number(feature: int, form: str) -> int:
    """The weight's number for a feature and a form."""
    return ((feature ^ ord(form) * _FORM) * _SELF & _MASK) >> _SHIFT


class Vote(NamedTuple):
    """What the longest word over a place has there."""

    length: int
    form: int
    """Number of the form."""


def vote_numbers(char: str, length: int) -> tuple[int, int]:
    """The numbers of the weights that a vote adds to the form it is for: one for all characters, one for this."""
    own = length * _LEFT + _TEMPLATE
    return (own * _SELF & _MASK) >> _SHIFT, ((own + ord(char) * _RIGHT) * _SELF & _MASK) >> _SHIFT


class Settled(Struct, frozen=True):
    """A converted text in which the ambiguous characters are settled."""

    text: str
    doubts: tuple[int, ...]
    """Places whose runner-up may be right, in order."""


class Tables(Struct, frozen=True):
    """``traditional.json``."""

    forms: dict[str, dict[Standard, str]]
    habits: list[str]
    words: dict[str, str]


class Traditional:
    """The table."""

    @classmethod
    def open(cls, folder: Path = DATA) -> "Traditional":
        """The table in a folder, its weights mapped into memory."""
        tables = msgspec.json.decode((folder / "traditional.json").read_bytes(), type=Tables)
        with (folder / "traditional.bin").open("rb") as file:
            return cls(tables, memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("b"))

    def __init__(self, tables: Tables, weights: Sequence[int]) -> None:
        self._weights = weights
        self._forms = tables.forms
        """Simplified character → its forms in each standard, in one order."""
        self._habits = frozenset(tables.habits)
        """Pairs of Taiwan's forms that are two habits of writing one word."""
        self._words = tables.words
        """Words that OpenCC converts otherwise than CC-CEDICT, with their traditional form."""

    def settle(self, simple: str, converted: str, standard: Standard) -> Settled:
        """``converted`` is what OpenCC made of the whole of ``simple``, character by character."""
        known = self._forms
        out: list[str] = []
        doubts: list[int] = []
        done = 0
        for at, char in enumerate(simple):
            if char not in known:
                continue
            forms = known[char]
            made = forms[standard].find(converted[at])
            if made < 0:
                continue
            best, doubtful = self._choose(simple, at, forms["tw"], made)
            if best != made and (standard == "tw" or not self._habit(forms["tw"], best, made)):
                out += converted[done:at], forms[standard][best]
                done = at + 1
            if doubtful:
                doubts.append(at)
        return Settled("".join((*out, converted[done:])), tuple(doubts))

    def _choose(self, text: str, at: int, forms: str, made: int) -> tuple[int, bool]:
        """Which form stands at a place, and whether another that is not mere habit comes near it."""
        scores = self.scores(text, at, forms, made)
        best = max(range(len(forms)), key=scores.__getitem__)
        if best != made and scores[best] - scores[made] < (STAY_HABIT if self._habit(forms, best, made) else STAY):
            best = made
        near = scores[best] - DOUBT
        return best, any(
            score > near and other != best and not self._habit(forms, best, other) for other, score in enumerate(scores)
        )

    def scores(self, text: str, at: int, forms: str, made: int) -> list[float]:
        """The score of each form as a natural logarithm, up to a constant."""
        weights = self._weights
        found = features(text, at, forms[made])
        scores = []
        for form in forms:
            own = ord(form) * _FORM
            scores.append(sum([weights[((f ^ own) * _SELF & _MASK) >> _SHIFT] for f in found]) / UNIT)
        if (vote := self.vote(text, at)) is not None:
            scores[vote.form] += sum(weights[n] for n in vote_numbers(text[at], vote.length)) / UNIT
        return scores

    def vote(self, text: str, at: int) -> Vote | None:
        """The form in the longest words of the dictionary over a place; None where there are none or they disagree."""
        starts = _starts()
        longest = 2
        found: list[tuple[str, int]] = []
        for start in range(max(0, at - LONGEST + 1), at + 1):
            listed = starts[text[start : start + 2]]
            if listed is None:
                continue
            # Of the words from here only the longest counts, if it reaches the place.
            lengths, words = listed
            for length in lengths:
                if length < longest or start + length <= at:
                    break
                if (word := text[start : start + length]) in words and len(word) == length:
                    if length > longest:
                        longest = length
                        found.clear()
                    found.append((word, at - start))
                    break
        forms = {self._in_word(word, place, text[at]) for word, place in found}
        if len(forms) != 1 or (form := forms.pop()) < 0:
            return None
        return Vote(longest, form)

    def _in_word(self, word: str, place: int, char: str) -> int:
        """Number of the form that a character has in a word, below 0 if it is none of those known."""
        if word in self._words:
            return self._forms[char]["tw"].find(self._words[word][place])
        full = _by_opencc(word)
        return self._forms[char]["hant"].find(full[place]) if len(full) == len(word) else -1

    def _habit(self, forms: str, one: int, other: int) -> bool:
        return forms[one] + forms[other] in self._habits or forms[other] + forms[one] in self._habits


class _Starts(dict[str, tuple[tuple[int, ...], frozenset[str]] | None]):
    """The words of two to ``LONGEST`` characters that begin with two characters: their lengths, the greatest first, and
    the words; None if there are none. The list takes ten times as long to say that, and does so at most places."""

    def __missing__(self, pair: str) -> tuple[tuple[int, ...], frozenset[str]] | None:
        if len(self) > _MANY:
            self.clear()
        listed = lexicon().list.starting(pair) if len(pair) == 2 else []
        words = frozenset(word for word, _ in listed if len(word) <= LONGEST)
        found = (tuple(sorted(set(map(len, words)), reverse=True)), words) if words else None
        self[pair] = found
        return found


_MANY = 50_000


@lru_cache(maxsize=1)
def _starts() -> _Starts:
    return _Starts()


@lru_cache(maxsize=32768)
def _by_opencc(word: str) -> str:
    return opencc_converter("s2t")(word)


@lru_cache(maxsize=1)
def traditional() -> Traditional:
    """The bundled table, opened once."""
    return Traditional.open()
