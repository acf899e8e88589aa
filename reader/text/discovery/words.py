"""Words and the part that each may play in a term."""

from enum import IntEnum

from msgspec import Struct

from glossary.fold import is_han
from reader.text.discovery.function_words import FUNCTION_WORDS
from reader.text.lexicon import COST_SCALE, Lexicon


class Role(IntEnum):
    """What a word may do in a term."""

    BREAK = 0
    HARD = 1
    """Never part of one, but for coinages in quotation marks: pronouns, particles, prepositions …"""
    SOFT = 2
    """Part of one only where something else speaks for it: adverbs, numerals, places (上, 中), times."""
    NUMBER = 3
    NOUN = 4
    VERB = 5
    ADJECTIVE = 6
    NAME = 7
    LATIN = 8
    IDIOM = 9


_HARD_TAGS = frozenset("rpcuy")
_SOFT_TAGS = frozenset("dmqft")
DETERMINERS = frozenset("这那哪每几各某两半整数多该本")
_MEASURES = frozenset("个名位家人年岁天月日号时点分秒周次倍种条件块元角米里斤克吨度层届期场部门只张本台辆间股份成折番")
NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿兆几数多余")
_RARE = {"d": 10.5, "m": 9.0, "t": 10.0}
_RARE_FUNCTION, _RARE_FUNCTION_WORD, _RARE_PLACE, _RARE_MEASURE = 9.5, 11.0, 8.0, 10.0
_MISTAGGED = 13.0
"""Nats: what the lexicon has as a rarer adverb, numeral or time is as often something else, or may at least stand
before a noun (积分, 一级, 次日); what it has as a still rarer one always is (二次元). Single characters that it has as
rarer function words or places make words (靶点, 底商)."""
_SAYING = 4
_IN_SAYINGS = frozenset("不一之无而得了是如")
"""A listed phrase of so many characters with one of these is a saying: 可遇不可求."""
UNLISTED = 18.0
"""Cost, in nats, of a word that the lexicon lacks."""


class Word(Struct, frozen=True):
    """A word of the text, folded to simplified."""

    text: str
    role: Role
    tag: str
    cost: float
    """−ln of its share of general Chinese."""
    listed: bool

    @property
    def size(self) -> int:
        return len(self.text)

    @property
    def single(self) -> bool:
        """One Han character."""
        return len(self.text) == 1 and self.role is not Role.LATIN

    @property
    def measures(self) -> bool:
        """Whether it counts something after a number."""
        return self.tag in ("q", "m") or self.text in _MEASURES


def word_of(text: str, kind: str, words: Lexicon) -> Word:
    """The word that a stretch of folded text is. ``kind``: the piece's, or "measure" after a number, "joined" for one
    that the text itself keeps together."""
    cost, tag = words.cost(text), words.tag(text)
    nats = UNLISTED if cost is None else cost / COST_SCALE
    return Word(text, _role(text, kind, tag, nats, words), tag, nats, cost is not None)


def _role(text: str, kind: str, tag: str, cost: float, words: Lexicon) -> Role:
    if kind == "number":
        return Role.NUMBER
    if kind == "measure":
        return Role.SOFT
    if not any(map(is_han, text)):
        return Role.LATIN if text[:1].isalnum() else Role.BREAK
    if kind in ("term", "joined"):
        return Role.NOUN
    if text in FUNCTION_WORDS or (len(text) == 1 and tag == "d" and cost < _RARE_PLACE):
        return Role.HARD
    if kind == "name":
        return Role.NAME
    if tag in _HARD_TAGS and cost < (_RARE_FUNCTION if len(text) == 1 else _RARE_FUNCTION_WORD):
        return Role.HARD
    if tag in _SOFT_TAGS:
        return _soft_role_of_one(text, tag, cost) if len(text) == 1 else _soft_role(text, tag, cost)
    if tag == "i" or (len(text) >= _SAYING and (tag in ("l", "z") or not _IN_SAYINGS.isdisjoint(text))):
        return Role.IDIOM
    readings = words.readings(text)
    if len(text) > 1 and readings and readings[0].proper:
        return Role.NAME
    if tag == "v":
        return Role.VERB
    return Role.ADJECTIVE if tag == "a" else Role.NOUN


def _soft_role_of_one(text: str, tag: str, cost: float) -> Role:
    """款 as a numeral, 清 as a dynasty: such characters make words as nouns do. 上, 中, 一 do not."""
    if tag == "d":
        return Role.ADJECTIVE
    return Role.SOFT if text in NUMERALS or (tag == "f" and cost < _RARE_PLACE) else Role.NOUN


def _soft_role(text: str, tag: str, cost: float) -> Role:
    if tag == "q":
        return Role.NOUN if cost > _RARE_MEASURE else Role.SOFT
    if NUMERALS.issuperset(text):
        return Role.SOFT
    if cost > (_RARE["t"] if tag == "t" else _MISTAGGED):
        return Role.NOUN
    return Role.ADJECTIVE if cost > _RARE.get(tag, UNLISTED) else Role.SOFT
