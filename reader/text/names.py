"""Names the lexicon does not list: a surname with a given name, and transliterated foreign names.

A personal name is an edge of the lattice like any word, with the cost of its parts in jieba's tagged names
(−ln P(surname) − ln P(given characters)) on top of a prior for "some name here". So 王小明 costs less than 王/小/明,
while 和平方 stays 和/平方: no list of exceptions is needed.

Transliterations have no head to start from. They show as runs of single characters that the lexicon could not join
(斯/考/尔) and that transliterate; such a run is joined afterwards, and so are the parts around a middle dot.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossary.fold import is_han
from reader.text.lexicon import Lexicon

if TYPE_CHECKING:
    from reader.text.segment import Piece, Span

NAME_PRIOR = 5800
"""−ln of the share of personal names among tokens × 1000: one in 330."""
SINGLE_GIVEN = 2300
"""A given name of one character: about a tenth of all names."""
NICKNAME = 13_500
"""小王, 老张, 阿昌, 小五: a little cheaper than the two characters as words."""
CLEAR_SURNAME = 4000
"""Surnames that are words as well (高 冷 白) cost what they lack to these odds (log × 1000) against the word."""
MIDDLE_DOTS = frozenset("·•・‧∙")
SHORTEST_RUN, LONGEST_RUN = 3, 12
"""Characters that one transliteration may have; longer runs of single characters are something else."""
LONGEST_PART = 6
"""Pieces that may stand on one side of a middle dot."""
EDGE_ODDS = 1000
"""A run starts and ends with characters at least e times likelier in transliterations than elsewhere (× 1000)."""
MEAN_ODDS = 2000
"""And its characters are so on average e² times: 尔 斯 拉 have e⁵, 人 大 多 about 1."""
_NOT_SURNAMES = frozenset("和那向于为从有是在之的并让把给同以还该应能会要来去自又才但而或则一本多少全都明盘")
"""Listed as surnames, but as first characters of what jieba tags a name mostly the function word."""
_NOT_LAST = frozenset("的了和在是与及等也被把就都从到说为对将")
"""Never taken for the end of a name: 李菁和张子品 are two people. (郑和 is in the dictionary.)"""
_NICKNAME_HEADS = frozenset("小老阿")
_RANKS = frozenset("二三四五六七八九")
"""小五, 老三: called after the place among siblings."""
_AFTER_NUMERAL = frozenset("二三四五六七八九十百千万亿个只名位岁年月日号件点分次倍种条家组步")
COMMON_SURNAME = 5200
"""Cost below which a surname makes a nickname: the sixty commonest."""


class NameFinder:
    """Personal names that may start at a place."""

    def __init__(self, words: Lexicon) -> None:
        self._tables = words.names
        self._last = {char: cost for char, cost in words.names.last.items() if char not in _NOT_LAST}
        self._costs = {
            name: cost + max(0, CLEAR_SURNAME - (words.cost(name) or 0) + cost)
            for name, cost in words.names.surname.items()
            if name not in _NOT_SURNAMES
        }
        self.heads = frozenset(name[0] for name in self._costs) | _NICKNAME_HEADS
        """First characters of surnames and of nicknames."""
        longer = frozenset(name[0] for name in self._costs if len(name) > 1) | _NICKNAME_HEADS
        self._simple = {name: NAME_PRIOR + cost for name, cost in self._costs.items() if name[0] not in longer}
        """Surnames of one character that no longer one and no nickname begins with: nearly all."""
        self.simple_heads = frozenset(self._simple)
        """First characters of which ``may_follow`` knows what can stand behind them."""

    def worth(self, line: str, at: int, steps: Sequence[int], gains: Sequence[float]) -> Sequence[tuple[int, int]]:
        """The same, but for names that are dearer than their characters one by one, whatever the borders in them.

        ``steps``: what each character of the line costs alone, ``gains``: what a border at each place takes off.
        """
        prior = self._simple.get(line[at])
        if prior is None:
            found = list(self.starting(line, at))
        else:
            # Most characters that could be a surname are not, and this says so in the least time.
            first = line[at + 1 : at + 2]
            single = self._last.get(first)
            found = [] if single is None else [(at + 2, prior + single + SINGLE_GIVEN)]
            middle = self._tables.middle.get(first)
            if middle is not None and (last := self._last.get(line[at + 2 : at + 3])) is not None:
                found.append((at + 3, prior + middle + last))
        return [
            (end, cost)
            for end, cost in found
            if cost + sum(gain for gain in gains[at + 1 : end] if gain < 0) <= sum(steps[at:end])
        ]

    def may_follow(self, word: str) -> bool:
        """Whether a given name may be this word, or begin with it, after a simple head."""
        if len(word) == 1:
            return word in self._last or word in self._tables.middle
        return len(word) == 2 and word[0] in self._tables.middle and word[1] in self._last

    def made_of(self, words: Sequence[str], at: int, end: int, prices: Mapping[str, int]) -> int:
        """How many of the words from ``at`` the name has that begins there and ends before ``end``; 0 where there is
        none that is likelier than the words. ``prices``: what each word costs."""
        prior = self._simple.get(words[at])
        if prior is None:
            return self._made_of_any(words[at : min(end, at + 4)], prices)
        # As ``starting`` has it, in the least time.
        first = words[at + 1] if at + 1 < end else ""
        size = len(first)
        if not 0 < size < 3:
            return 0
        middle = self._tables.middle.get(first[0])
        if size == 2:
            last = self._last.get(first[1])
            if middle is None or last is None:
                return 0
            return 2 if prices[words[at]] + prices[first] > prior + middle + last else 0
        gain, count = 0, 0
        if (single := self._last.get(first)) is not None:
            worth = prices[words[at]] + prices[first] - prior - single - SINGLE_GIVEN
            if worth > 0:
                gain, count = worth, 2
        second = words[at + 2] if at + 2 < end else ""
        if middle is not None and (last := self._last.get(second)) is not None:
            worth = prices[words[at]] + prices[first] + prices[second] - prior - middle - last
            if worth > gain:
                count = 3
        return count

    def _made_of_any(self, words: Sequence[str], prices: Mapping[str, int]) -> int:
        best, gain = 0, 0
        for end, cost in self.starting("".join(words), 0):
            size, stop = 0, 0
            while size < end and stop < len(words):
                size += len(words[stop])
                stop += 1
            if size == end and (worth := sum(map(prices.__getitem__, words[:stop])) - cost) > gain:
                best, gain = stop, worth
        return best

    def starting(self, line: str, at: int) -> Iterator[tuple[int, int]]:
        """(end, cost) of each name that may start at ``at``: surname of 1 or 2 + given name of 1 or 2."""
        if line[at] in _NICKNAME_HEADS:
            yield from self._nickname(line, at)
        tables = self._tables
        last_costs = self._last
        for length in (2, 1):
            head = line[at : at + length]
            surname = self._costs.get(head)
            if surname is None or len(head) < length:
                continue
            prior = NAME_PRIOR + surname
            first, second = line[at + length : at + length + 1], line[at + length + 1 : at + length + 2]
            middle, last = tables.middle.get(first), last_costs.get(second)
            # jieba tags too few names of two characters to learn from; the last character of three serves.
            if (single := last_costs.get(first)) is not None:
                yield at + length + 1, prior + single + SINGLE_GIVEN
            if middle is not None and last is not None:
                yield at + length + 2, prior + middle + last

    def _nickname(self, line: str, at: int) -> Iterator[tuple[int, int]]:
        called = line[at + 1 : at + 2]
        if called in _RANKS:
            if line[at + 2 : at + 3] not in _AFTER_NUMERAL:
                yield at + 2, NICKNAME
        elif line[at] != "阿" and self._costs.get(called, COMMON_SURNAME) < COMMON_SURNAME:
            yield at + 2, NICKNAME


class TransliterationJoiner:
    """Joins what the lattice left in single characters: 斯/考/尔, and the parts around a middle dot."""

    def __init__(self, words: Lexicon) -> None:
        self.odds = {char: (words.cost(char) or 0) - cost for char, cost in words.names.foreign.items() if is_han(char)}
        """How many times likelier a character is in a transliteration than in ordinary text (log × 1000)."""
        self._lexicon = words

    def join(self, text: str, pieces: "Sequence[Piece]", fixed: "frozenset[Span]") -> "list[Piece]":
        """The pieces with each such run as one name; pieces at ``fixed`` spans are never touched."""
        odds = self.odds
        out: list[Piece] = []
        run: list[Piece] = []
        dotted = False
        for piece in pieces:
            start = piece.start
            if piece.end - start == 1:
                char = text[start]
                if char in odds and piece.kind == "word" and (start, piece.end) not in fixed:
                    run.append(piece)
                    continue
                dotted = dotted or char in MIDDLE_DOTS
            if run:
                out += run if len(run) < SHORTEST_RUN else self._joined(text, run)
                run = []
            out.append(piece)
        out += self._joined(text, run)
        return self.join_dotted(text, out, fixed) if dotted else out

    def _joined(self, text: str, run: "list[Piece]") -> "list[Piece]":
        span = self.name_in([text[piece.start] for piece in run])
        if span is None:
            return run
        first, last = span
        name = replace(run[first], end=run[last - 1].end, kind="name")
        return [*run[:first], name, *run[last:]]

    def name_in(self, run: Sequence[str]) -> "Span | None":
        """First and last character (exclusive) of the name in a run of single characters that have odds."""
        odds = [self.odds[char] for char in run]
        first, last = 0, len(odds)
        while first < last and odds[first] < EDGE_ODDS:
            first += 1
        while last > first and odds[last - 1] < EDGE_ODDS:
            last -= 1
        length = last - first
        if not SHORTEST_RUN <= length <= LONGEST_RUN or sum(odds[first:last]) < MEAN_ODDS * length:
            return None
        return first, last

    def join_dotted(self, text: str, pieces: "list[Piece]", fixed: "frozenset[Span]") -> "list[Piece]":
        out: list[Piece] = []
        i = 0
        while i < len(pieces):
            piece = pieces[i]
            dot = text[piece.start] in MIDDLE_DOTS and piece.end - piece.start == 1
            if not dot or (piece.start, piece.end) in fixed:
                out.append(piece)
                i += 1
                continue
            stop = i + 1
            while stop < len(pieces) and stop <= i + LONGEST_PART and self._part(text, pieces[stop], fixed):
                stop += 1
            start = len(out)
            while start > 0 and len(out) - start < LONGEST_PART and self._part(text, out[start - 1], fixed):
                start -= 1
            if start == len(out) or stop == i + 1:
                out.append(piece)
                i += 1
                continue
            out[start:] = [replace(out[start], end=pieces[stop - 1].end, kind="name")]
            i = stop
        return out

    def _part(self, text: str, piece: "Piece", fixed: "frozenset[Span]") -> bool:
        """Whether a piece may belong to a dotted name: a name, or made of transliterating characters."""
        if (piece.start, piece.end) in fixed:
            return False
        part = text[piece.start : piece.end]
        if piece.kind == "name" or all(self.odds.get(char, 0) >= EDGE_ODDS for char in part):
            return True
        if len(part) == 1 or not is_han(part[0]):
            return False
        readings = self._lexicon.readings(part)
        return bool(readings) and readings[0].proper
