"""What a text itself marks as a term: quotation marks, definitions, glosses in brackets.

Works on one paragraph: patterns find places in its folded text, and the units there say what a term may be. Nothing
is claimed that does not begin and end with a unit.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from reader.text.discovery import patterns
from reader.text.discovery.model import EvidenceKind
from reader.text.discovery.units import BREAK, Units
from reader.text.discovery.words import Role, Word

LONGEST = 12
"""Characters of a marked term; what is longer in quotation marks is speech."""
_MOST_UNITS = 6
_FREE = 4
"""Characters up to which a quoted coinage may have function words in it: 小而美, 用脚投票."""
_LONGEST_PHRASE = 4
"""Units of a term that only its sentence marks off."""
_COUNTING = (Role.SOFT, Role.NUMBER)

Span = tuple[int, int]
"""Units ``first`` … ``last - 1``."""


class Claim(Struct, frozen=True):
    """Units ``first`` … ``last - 1`` are marked as a term."""

    first: int
    last: int
    kind: EvidenceKind


class Marks:
    """The claims of one paragraph after another."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._text = ""
        self._first = 0
        self._starts: Sequence[int] = ()
        """Where the paragraph's units start."""

    def find(self, folded: str, first: int, last: int) -> Iterator[Claim]:
        """Claims in the paragraph whose units are ``first`` … ``last - 1``; the same place may be claimed twice."""
        self._text, self._first = folded, first
        self._starts = self._units.starts[first:last]
        yield from self._quotations()
        found = chain(self._definitions(), self._brackets())
        yield from (Claim(*span, "definition") for span in found if span is not None)

    def _quotations(self) -> Iterator[Claim]:
        for match in chain.from_iterable(pattern.finditer(self._text) for pattern in patterns.QUOTED):
            for start, end in _parts(self._text, *match.span(1)):
                span = self._exactly(start, end)
                if span is None or not self._may_be_coined(*span):
                    continue
                yield Claim(*span, "quoted")
                if patterns.BEFORE.search(self._text, max(0, match.start() - 8), match.start()):
                    yield Claim(*span, "definition")

    def _definitions(self) -> Iterator[Span | None]:
        for match in patterns.NAMING.finditer(self._text):
            if match["called"] or match["aside"]:
                span = self._forward(match.end())
                yield span if match["called"] or self._ends_clause(span) else None
            elif match["defined"]:
                yield self._backward(match.start())
                if match["defined"].endswith("即"):
                    # UE，即单位经济模型: either may be the term.
                    span = self._forward(match.end())
                    yield span if self._ends_clause(span) else None
            else:
                # 管线即…, 肉鸽即Roguelike: what stands before it alone in its clause.
                span = self._backward(match.start())
                if span is not None and self._units.ids[span[0] - 1] == BREAK:
                    yield span
                    latin = patterns.LATIN_NAME.match(self._text, match.end())
                    yield self._exactly(*latin.span()) if latin else None
                    if self._word(span[1] - 1).role is Role.LATIN:
                        other = self._forward(match.end())
                        yield other if self._ends_clause(other) else None

    def _brackets(self) -> Iterator[Span | None]:
        for match in patterns.BRACKET.finditer(self._text):
            before = self._backward(match.start())
            start, end = match.span(1)
            alias = patterns.SHORT_FOR.match(self._text, start, end)
            at = alias.end() if alias else start
            latin = patterns.LATIN_NAME.match(self._text, at, end)
            if latin and (latin.end() == end or self._text[latin.end()] in patterns.AFTER_LATIN_NAME):
                yield before
                yield self._exactly(*latin.span()) if len(latin[0]) <= LONGEST else None
            elif before is None:
                continue
            elif alias or self._word(before[1] - 1).role is Role.LATIN:
                # NOA（领航辅助驾驶）, 半固态电池（又称…）: another name stands in the bracket.
                stop = patterns.ALIAS_END.search(self._text, at, end)
                other = self._exactly(at, stop.start() if stop else end)
                fits = other is not None and self._may_be_coined(*other)
                yield before if alias or fits else None
                yield other if fits else None
            elif end - start >= patterns.EXPLANATION and patterns.EXPLAINS.search(self._text, start, end):
                yield before

    def _may_be_coined(self, first: int, last: int) -> bool:
        words = [self._word(i) for i in range(first, last)]
        text = "".join(word.text for word in words)
        if last - first > _MOST_UNITS or not 2 <= len(text) <= LONGEST or not patterns.PARTICLES.isdisjoint(text):
            return False
        if all(word.role in (*_COUNTING, Role.HARD) for word in words):
            return False
        if len(text) <= _FREE:
            return True
        year = any(word.role is Role.NUMBER and len(word.text) > _FREE - 1 for word in words)
        return not year and not any(word.role is Role.HARD and word.text != "之" for word in words)

    def _backward(self, end: int) -> Span | None:
        """The phrase that ends at a code point: what stands in quotation marks there, a whole short clause, else the
        nouns."""
        opening = patterns.OPENING.get(self._text[end - 1 : end])
        if opening is not None:
            start = self._text.rfind(opening, max(0, end - LONGEST - 2), end)
            span = self._exactly(start + 1, end - 1) if start >= 0 else None
            return span if span is not None and self._may_be_coined(*span) else None
        last = self._ending(end)
        if last is None:
            return None
        first = last
        while first >= last - _LONGEST_PHRASE and self._word(first - 1).role not in (Role.HARD, Role.BREAK):
            first -= 1
        clause = last - first <= _LONGEST_PHRASE and self._units.ids[first - 1] == BREAK
        if clause:
            while last - first > 2 and self._word(first).role in _COUNTING:
                first += 1
        else:
            while first < last and (
                last - first >= _LONGEST_PHRASE or self._word(first).role in (Role.VERB, *_COUNTING)
            ):
                first += 1
        if self._units.ids[first - 1] != BREAK:
            # A lone character behind something else is half of a word as often as a word: 数|量 列国内机场.
            while first < last and self._word(first).single and self._word(first).role is not Role.ADJECTIVE:
                first += 1
        return (first, last) if first < last and self._whole(first, last) else None

    def _forward(self, start: int) -> Span | None:
        """The phrase that begins at a code point and runs to the next mark or function word."""
        first = self._starting(start)
        if first is None:
            return None
        last = first
        while self._word(last).role not in (Role.HARD, Role.BREAK):
            last += 1
        if not 0 < last - first <= _LONGEST_PHRASE + 1:
            return None
        if self._units.ids[last] != BREAK and self._word(last).text not in ("的", "是", "就", "就是", "是指"):
            return None
        return (first, last) if self._whole(first, last) else None

    def _ends_clause(self, span: Span | None) -> bool:
        return span is not None and self._units.ids[span[1]] == BREAK

    def _whole(self, first: int, last: int) -> bool:
        words = [self._word(i) for i in range(first, last)]
        if not 2 <= sum(word.size for word in words) <= LONGEST:
            return False
        ends = words[-1].role not in _COUNTING and (words[-1].single or words[-1].tag not in ("d", "m", "t", "c"))
        return ends and any(word.role not in (*_COUNTING, Role.HARD) for word in words)

    def _word(self, unit: int) -> Word:
        return self._units.words[self._units.ids[unit]]

    # From code points to units

    def _starting(self, at: int) -> int | None:
        """The unit that starts at a code point."""
        i = bisect_left(self._starts, at)
        return self._first + i if i < len(self._starts) and self._starts[i] == at else None

    def _ending(self, at: int) -> int | None:
        """The unit after the one that ends at a code point."""
        unit = self._first + bisect_left(self._starts, at) - 1
        if unit < self._first or self._units.ids[unit] == BREAK or self._units.end(unit) != at:
            return None
        return unit + 1

    def _exactly(self, start: int, end: int) -> Span | None:
        """The units that fill a stretch, if they do and no break is among them."""
        first, last = self._starting(start), self._ending(end)
        if first is None or last is None or first >= last or BREAK in self._units.ids[first:last]:
            return None
        return first, last


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks, or the parts of a chain; nothing if it is speech."""
    if patterns.SENTENCE_MARKS.search(text, start, end):
        return
    at = start
    for link in patterns.LINKS.finditer(text, start, end):
        yield at, link.start()
        at = link.end()
    yield at, end
