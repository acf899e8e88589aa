"""The words of a text by number, each with the part it may play in a term, and the text as a row of those numbers.

A paragraph becomes units: its words without white space between Latin and Han (MCN 机构), Latin words of one name
joined (NN Limited), and a break, number 0, for everything that no term reaches across.
"""

from array import array
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct

from glossary.fold import fold as fold_key
from glossary.fold import is_han
from reader.text.discovery.function_words import FUNCTION_WORDS
from reader.text.discovery.model import CutParagraph
from reader.text.lexicon import COST_SCALE, Lexicon, lexicon
from reader.text.segment import Piece

BREAK = 0


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
_DETERMINERS = frozenset("这那哪每几各某两半整数多该本")
_MEASURES = frozenset("个名位家人年岁天月日号时点分秒周次倍种条件块元角米里斤克吨度层届期场部门只张本台辆间股份成折番")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿兆几数多余")
_RARE = {"d": 10.5, "m": 9.0, "t": 10.0}
_RARE_FUNCTION, _RARE_PLACE = 9.5, 8.0
_MISTAGGED = 13.0
"""Nats: what the lexicon has as a rarer adverb, numeral or time is as often something else, or may at least stand
before a noun (积分, 一级, 次日); what it has as a still rarer one always is (二次元). Single characters that it has as
rarer function words or places make words (靶点, 底商)."""
UNLISTED = 18.0
"""Cost, in nats, of a word that the lexicon lacks."""
_JOINABLE = " "


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


class Units:
    """The whole text as numbers of words: 8 bytes a word, whatever its length."""

    def __init__(self, words: Lexicon | None = None) -> None:
        self._lexicon = words or lexicon()
        self.words: list[Word] = [Word("", Role.BREAK, "", 0.0, True)]
        self._numbers: dict[tuple[str, str], int] = {}
        self.ids = array("I", [BREAK])
        """Begins and ends with a break, and has one between paragraphs."""
        self.starts = array("I", [0])
        """Where each unit starts in its paragraph."""
        self.bounds: list[tuple[int, int]] = []
        """(index of the paragraph, its first unit), in order."""
        self.joined: set[int] = set()
        """Numbers of words that ``join`` made."""
        self.characters = 0

    def add(self, paragraph: CutParagraph) -> tuple[int, int]:
        """Append a paragraph; the range of its units, without the break after it."""
        first = len(self.ids)
        self.bounds.append((paragraph.index, first))
        self.characters += len(paragraph.text)
        after_number = False
        for start, text, kind in _joined(paragraph):
            number = self._number(text, kind) if kind != "punctuation" else BREAK
            word = self.words[number]
            # A measure word counts; elsewhere the same character is a noun (门类, 建盏).
            if after_number and word.single and word.measures:
                number = self._number(text, "measure")
            self.ids.append(number)
            self.starts.append(start)
            numeral = word.tag == "m" and not _NUMERALS.isdisjoint(text)
            after_number = word.role is Role.NUMBER or numeral or text in _DETERMINERS
        last = len(self.ids)
        self.ids.append(BREAK)
        self.starts.append(len(paragraph.text))
        return first, last

    def end(self, unit: int) -> int:
        """Where a unit ends in its paragraph."""
        return self.starts[unit] + len(self.words[self.ids[unit]].text)

    def key(self, first: int, last: int) -> str:
        """The string of the units ``first`` … ``last - 1``, folded: what makes two cuts and scripts one candidate."""
        return fold_key("".join(self.words[self.ids[i]].text for i in range(first, last)))

    def paragraphs(self) -> Iterator[tuple[int, int, int]]:
        """(index of the paragraph, first unit, unit after the last)."""
        ends = [first - 1 for _, first in self.bounds[1:]] + [len(self.ids) - 1]
        for (index, first), last in zip(self.bounds, ends, strict=False):
            yield index, first, last

    def join(self, pairs: set[tuple[int, int]]) -> None:
        """Make one word of each of these pairs of words wherever they stand side by side."""
        ids, starts = self.ids, self.starts
        self.ids, self.starts = array("I"), array("I")
        firsts = {first: number for number, (_, first) in enumerate(self.bounds)}
        i = 0
        while i < len(ids):
            if i in firsts:
                index, _ = self.bounds[firsts[i]]
                self.bounds[firsts[i]] = (index, len(self.ids))
            self.starts.append(starts[i])
            if i + 1 < len(ids) and (ids[i], ids[i + 1]) in pairs:
                self.ids.append(self._joined_number(ids[i], ids[i + 1]))
                i += 2
            else:
                self.ids.append(ids[i])
                i += 1

    def _joined_number(self, first: int, second: int) -> int:
        text = self.words[first].text + self.words[second].text
        number = self._number(text, "joined")
        self.joined.add(number)
        return number

    def _number(self, text: str, kind: str) -> int:
        key = (text, kind if kind in ("name", "measure", "term", "joined") else "")
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.words)
            self.words.append(self._word(text, kind))
        return known

    def _word(self, text: str, kind: str) -> Word:
        cost = self._lexicon.cost(text)
        tag = self._lexicon.tag(text)
        nats = UNLISTED if cost is None else cost / COST_SCALE
        role = self._role(text, kind, tag, nats)
        return Word(text, role, tag, nats, cost is not None)

    def _role(self, text: str, kind: str, tag: str, cost: float) -> Role:
        if kind == "number":
            return Role.NUMBER
        if kind == "measure":
            return Role.SOFT
        if not any(map(is_han, text)):
            return Role.LATIN if text[:1].isalnum() else Role.BREAK
        if kind in ("term", "joined"):
            return Role.NOUN
        if text in FUNCTION_WORDS or (len(text) == 1 and tag == "d" and cost < 8):
            return Role.HARD
        if kind == "name":
            return Role.NAME
        if tag in _HARD_TAGS and cost < (_RARE_FUNCTION if len(text) == 1 else 11):
            return Role.HARD
        if tag in _SOFT_TAGS:
            if len(text) == 1:
                # 款 as a numeral, 清 as a dynasty: such characters make words as nouns do. 上, 中, 一 do not.
                if tag == "d":
                    return Role.ADJECTIVE
                return Role.SOFT if text in _NUMERALS or (tag == "f" and cost < _RARE_PLACE) else Role.NOUN
            if tag == "q" and cost > 10:
                return Role.NOUN
            if cost > (_RARE["t"] if tag == "t" else _MISTAGGED) and not _NUMERALS.issuperset(text):
                return Role.NOUN
            return Role.ADJECTIVE if cost > _RARE.get(tag, 99) and not _NUMERALS.issuperset(text) else Role.SOFT
        if tag == "i" or (len(text) >= 4 and tag in {"l", "z"}):
            return Role.IDIOM
        if self._proper(text):
            return Role.NAME
        if tag == "v":
            return Role.VERB
        return Role.ADJECTIVE if tag == "a" else Role.NOUN

    def _proper(self, text: str) -> bool:
        readings = self._lexicon.readings(text)
        return len(text) > 1 and bool(readings) and readings[0].proper


def _joined(paragraph: CutParagraph) -> Iterator[tuple[int, str, str]]:
    """(start, folded text, kind) of each unit."""
    held: tuple[int, str, str] | None = None
    pieces = [*paragraph.pieces, Piece(len(paragraph.text), len(paragraph.text), "punctuation")]
    folded = paragraph.folded
    for piece, following in pairwise(pieces):
        text = folded[piece.start : piece.end]
        kind: str = piece.kind
        if kind == "space":
            before = held[2] if held else "punctuation"
            if text == _JOINABLE and "latin" in (before, following.kind) and following.kind != "punctuation":
                if before == following.kind == "latin" and held is not None:
                    held = (held[0], held[1] + text, "latin")
                continue
            kind = "punctuation"
        if held is not None and held[2] == kind == "latin" and held[1].endswith(" "):
            held = (held[0], held[1] + text, "latin")
            continue
        if held is not None:
            yield held
        held = (piece.start, text, "punctuation" if kind == "other" else kind)
    if held is not None:
        yield held
