"""Segmentation: the likeliest way to cut a text into words of the lexicon.

A unigram lattice over the folded (simplified) text: every lexicon word, personal name and numeral that starts at a
place is an edge, its cost −ln P; Viterbi's cheapest path is the cut, where a table of learned borders takes off or
adds for each border it passes. Latin words and numbers are single steps of the lattice, so nothing ever breaks inside
them and mixed words (U盘, 卡拉OK) still match.

Spans found elsewhere (terms, the user's own cuts) are forced: they come back whole and no word crosses their ends.
"""

import re
from collections.abc import Iterator, Sequence
from operator import add, eq
from typing import Protocol

from msgspec import Struct

from glossary.fold import is_han
from reader.text.borders import borders
from reader.text.lexicon import MAX_WORD, Lexicon, lexicon
from reader.text.model import TokenKind
from reader.text.names import NameFinder, TransliterationJoiner

Span = tuple[int, int]
Atom = tuple[int, int, str]
"""A step of the lattice that nothing breaks: start, end, kind (han, latin, number)."""


class Piece(Struct, frozen=True, gc=False):
    """A stretch of text that is one token; ``end`` is exclusive, both in code points."""

    start: int
    end: int
    kind: TokenKind


class Segmenter(Protocol):
    def segment(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        """Cut ``text``, already folded to simplified, into pieces that cover it without gap or overlap.

        ``forced``: sorted spans that do not overlap; each becomes one piece of kind "word".
        """


HAN = "[\u4e00-\u9fff\u3400-\u4dbf]|[\U00020000-\U0003ffff]|[\uf900-\ufaff\u3007]"
"""The characters of ``glossary.fold.is_han`` as a pattern. A single class of five ranges would take 3 ms to compile,
at every start."""
_COUNTED = (
    "个名位家人年岁天万亿元公里米吨克斤亩户处所头部台辆场本张座间起例项倍平立千百次种"
    "条件只分秒小月周款口块度支枚美欧英页字集期"
)
"""What follows “500多” and “20几”: measure words and units."""
NUMBER = (
    f"第?[0-9０-９]+(?:[.,:：．][0-9０-９]+)*(?:[%％‰℃]|[百千万亿兆]+[多余]?|[多余几](?=[{_COUNTED}]))?(?![A-Za-z0-9])"
)
ATOMS = re.compile(
    rf"(?P<number>{NUMBER})"
    r"|(?P<latin>[A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ0-9][A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ0-9\u0300-\u036f]*"
    r"(?:[-'’.&+_/@][A-Za-z0-9]+)*\+*)"
    # A run of Han at once, but for 第 before a digit, which is the number's if it can be.
    rf"|(?P<han>(?:(?!第[0-9０-９])(?:{HAN}))+|第)"
    r"|(?P<space>\s+)"
    r"|(?P<other>[\u3041-\u3096\u30a1-\u30fa\u30fc\u3099\u309a]+|[\uac00-\ud7af\u1100-\u11ff]+"
    r"|[\u0370-\u1fff]+)"
    r"|(?P<mark>…+|—+|-{2,}|\.{3,}|[^\w\s](?:[\ufe00-\ufe0f\u200d\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff]"
    r"[\U0001f000-\U0001faff\u2600-\u27bf]?)*|.)",
    re.DOTALL,
)
NUMERAL = re.compile(
    "(?:第|百分之)?[数几]?[〇零一二两三四五六七八九十百千万亿]{1,24}(?:点[〇零一二三四五六七八九]{1,16})?[多余]?"
)
"""Bounded, so that a megabyte of 一 takes no quadratic time."""
_NUMERAL_HEAD = frozenset("第百数几〇零一二两三四五六七八九十千万亿")
_PUNCTUATION = re.compile(r"[^\w\s]")
_SYMBOL = re.compile(r"[\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")

ATOM_COST = 9000
"""A Latin word or number as one step; any constant does, it is only compared with mixed words such as U盘."""
UNKNOWN_COST = 20000
"""A Han character that the lexicon lacks: dearer than its rarest word."""
NUMERAL_COST = 9500
"""A numeral of two or more characters (四百五十万, 三十多), about as likely as one given numeral word."""

_GLUED = "中非"
"""The one word that ends in the prefix 非 and begins with a localizer."""

DOUBLED_COST = 2000
"""What doubling adds to a word's cost: one in seven or so of the adjectives' uses."""


_FAR = 1 << 60


class Steps(dict[str, int]):
    """What a character or word costs as a token of its own."""

    def __init__(self, words: Lexicon) -> None:
        self._cost = words.cost

    def __missing__(self, word: str) -> int:
        if len(self) > _MANY:
            self.clear()
        cost = self._cost(word)
        step = self[word] = UNKNOWN_COST if cost is None else min(cost, UNKNOWN_COST)
        return step


Words = tuple[tuple[int, ...], dict[str, int]]
"""Words that begin with the same two characters: their lengths, and the cost of each."""


class _Beginnings(dict[str, Words | None]):
    """The words that begin with two characters, None if there are none: what is looked up at every place of a text is
    kept, for the list takes ten times as long to say no."""

    def __init__(self, words: Lexicon) -> None:
        self._words, self._costs, self._common = words.list, words.costs, words.common

    def __missing__(self, pair: str) -> Words | None:
        if len(self) > _MANY:
            self.clear()
        costs = self._costs
        found: Words | None = None
        listed = self._words.starting(pair)
        words = {word: costs[key] for word, key in listed if len(word) <= MAX_WORD}
        if pair in self._common:
            words[pair] = self._common[pair]
        if words:
            found = (tuple(sorted(set(map(len, words)))) if len(words) > 1 else (len(next(iter(words))),)), words
        self[pair] = found
        return found


_MANY = 200_000
"""Pairs of characters kept; a novel has 150,000."""


class _Paragraph:
    """What segmenting a text has worked out, for it is cut twice where short terms stand in it."""

    def __init__(self, text: str, gains: list[int]) -> None:
        self.text, self.gains = text, gains
        self.cuts: dict[Span, list[Piece]] = {}
        """Runs of nothing but Han, of which no forced span can change the inside."""


class LatticeSegmenter:
    """Lexicon, numerals, names and learned borders; ``context=False``: without the borders, for speed."""

    def __init__(self, words: Lexicon | None = None, context: bool = True) -> None:
        self._lexicon = words or lexicon()
        self._borders = borders() if context else None
        self._names = NameFinder(self._lexicon)
        self._joiner = TransliterationJoiner(self._lexicon)
        self._steps = Steps(self._lexicon)
        self._beginnings = _Beginnings(self._lexicon)
        self._heads = self._names.heads | _NUMERAL_HEAD
        self._last = _Paragraph("", [0])

    def segment(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        pieces = self.cuts(text, forced)
        if _GLUED in text:
            pieces = self._unglued(text, pieces, frozenset(forced))
        return self._joiner.join(text, pieces, frozenset(forced))

    def _unglued(self, text: str, pieces: list[Piece], forced: frozenset[Span]) -> list[Piece]:
        """中非 taken apart where 中 belongs to the noun before and 非 to the verb or adjective after: 电商|中|非|付费.
        At the beginning of a clause or after a verb it is China and Africa."""
        tag = self._lexicon.tag
        out: list[Piece] = []
        for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
            start, end = piece.start, piece.end
            if (
                before is not None
                and after is not None
                and text[start:end] == _GLUED
                and (start, end) not in forced
                and tag(text[before.start : before.end]) == "n"
                and tag(text[after.start : after.end]) in ("v", "a", "b")
            ):
                out += (Piece(start, start + 1, "word"), Piece(start + 1, end, "word"))
            else:
                out.append(piece)
        return out

    def cuts(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        """The cheapest cut, before transliterations are joined."""
        paragraph = self._last
        if paragraph.text != text:
            gains = self._borders.gains(text) if self._borders else [0] * (len(text) + 1)
            # Put in its place whole: other threads may be at other texts meanwhile.
            paragraph = self._last = _Paragraph(text, gains)
        pieces: list[Piece] = []
        at = 0
        for start, end in forced:
            self._free(paragraph, at, start, pieces)
            pieces.append(Piece(start, end, "word"))
            at = end
        self._free(paragraph, at, len(text), pieces)
        return pieces

    def _free(self, paragraph: _Paragraph, start: int, end: int, out: list[Piece]) -> None:
        """Cut the stretch that no span claims: words inside runs of Han and Latin, single marks between."""
        text = paragraph.text
        atoms: list[Atom] = []
        run = -1
        for match in ATOMS.finditer(text, start, end):
            kind = match.lastgroup
            if kind == "han":
                if run < 0:
                    run = match.start()
                continue
            at, stop = match.span()
            if kind == "number" or kind == "latin":
                if run < 0:
                    run = at
                atoms.append((at, stop, kind))
                continue
            if run >= 0:
                self._cut(paragraph, run, at, atoms, out)
                run, atoms = -1, []
            out.append(Piece(at, stop, mark_kind(kind or "mark", match.group())))
        if run >= 0:
            self._cut(paragraph, run, end, atoms, out)

    def _cut(self, paragraph: _Paragraph, start: int, end: int, atoms: list[Atom], out: list[Piece]) -> None:
        if atoms:
            if atoms[0][:2] == (start, end):
                out.append(Piece(start, end, atom_kind(atoms[0][2])))
                return
            text = paragraph.text
            gains = paragraph.gains[start : end + 1]
            # Beside Latin and digits, of which the lexicon knows more (U盘), the table has no say.
            for at in range(start + 1, end):
                if not (is_han(text[at - 1]) and is_han(text[at])):
                    gains[at - start] = 0
            self._cheapest(text[start:end], start, gains, atoms, out)
            return
        found = paragraph.cuts.get((start, end))
        if found is None:
            found = []
            self._cheapest(paragraph.text[start:end], start, paragraph.gains[start : end + 1], (), found)
            # Kept when it is whole: another thread may be at the same text.
            paragraph.cuts[start, end] = found
        out += found

    def _cheapest(self, line: str, base: int, gains: Sequence[float], atoms: Sequence[Atom], out: list[Piece]) -> None:
        """Append the cheapest path through a run, whose text begins at ``base``. ``gains``: for each place of the run
        what a border there takes off the cost; ``atoms``: its Latin words and numbers.

        Where no edge crosses a place, every path has a border there, so that the two sides are cut apart: mostly there
        is one word and nothing to choose.
        """
        size = len(line)
        steps = list(map(self._steps.__getitem__, line))
        words: list[Words | None] = list(map(self._beginnings.__getitem__, map(add, line, line[1:])))
        words.append(None)
        ends, after = None, None
        if atoms:
            # An edge into the middle of a Latin word or number is no edge.
            ends, after = bytearray(b"\1") * (size + 1), list(range(1, size + 1))
            for start, stop, _ in atoms:
                start, stop = start - base, stop - base
                ends[start + 1 : stop] = bytes(stop - start - 1)
                after[start] = stop
                steps[start] = min(steps[start], ATOM_COST) if stop == start + 1 else ATOM_COST
        heads = self._heads
        doubles = any(map(eq, line, line[1:]))
        kinds: dict[int, TokenKind] = {start - base: atom_kind(kind) for start, _, kind in atoms}
        best: list[float] = []
        back: list[int] = []
        i = 0
        while i < size:
            here, head = words[i], line[i]
            if here is None and head not in heads and not doubles and i not in kinds:
                out.append(Piece(base + i, base + i + 1, "word"))
                i += 1
                continue
            if not best:
                best, back = [_FAR] * (size + 1), [0] * (size + 1)
            labels: dict[int, TokenKind] = {}
            first = reach = i
            best[i] = 0
            while True:
                cost = best[i]
                j = i + 1 if after is None else after[i]
                if j > reach:
                    reach = j
                step = cost + steps[i] - gains[j]
                if step < best[j]:
                    best[j], back[j] = step, i
                    labels.pop(j, None)
                    if i in kinds:
                        labels[j] = kinds[i]
                if here is not None:
                    lengths, costs = here
                    for length in lengths:
                        j = i + length
                        if j > size:
                            break
                        word = costs.get(line[i:j])
                        if word is None or (ends is not None and not ends[j]):
                            continue
                        if j > reach:
                            reach = j
                        step = cost + word - gains[j]
                        if step < best[j]:
                            best[j], back[j] = step, i
                            labels.pop(j, None)
                            if after is not None and j == after[i] and i in kinds:
                                labels[j] = kinds[i]
                if head in heads or (doubles and line[i + 1 : i + 2] == head):
                    for j, edge, kind in self._special(line, i, gains, steps if after is None else None):
                        if ends is not None and not ends[j]:
                            continue
                        if j > reach:
                            reach = j
                        step = cost + edge - gains[j]
                        if step < best[j]:
                            best[j], back[j], labels[j] = step, i, kind
                i = i + 1 if after is None else after[i]
                if i >= reach:
                    break
                here, head = words[i], line[i]
            _trace(back, labels, first, i, base, out)

    def _special(
        self, line: str, at: int, gains: Sequence[float], steps: list[int] | None
    ) -> Sequence[tuple[int, float, TokenKind]]:
        """(end, cost, kind) of what no list of words has: numerals, doubled words, names. ``steps``: the characters'
        own costs, for a run that is all Han."""
        head = line[at]
        found: list[tuple[int, float, TokenKind]] = []
        if head in _NUMERAL_HEAD and (match := NUMERAL.match(line, at)) and match.end() > at + 1:
            found.append((match.end(), NUMERAL_COST, "number"))
        if line[at + 1 : at + 2] == head and (doubled := self._doubled(line, at)) is not None:
            found.append((at + 4, doubled, "word"))
        if head in self._names.heads:
            names = self._names
            for end, cost in names.starting(line, at) if steps is None else names.worth(line, at, steps, gains):
                # Names are weighed by their parts alone: the table has seen few of them.
                found.append((end, cost - sum(gain for gain in gains[at + 1 : end] if gain > 0), "name"))
        return found

    def cheapest(self, text: str, run: list[Atom], end: int, bonus: Sequence[float]) -> list[Piece]:
        """Cheapest path from the first atom's start to ``end``. ``bonus``: for each place of the stretch, what a border
        there takes off the cost."""
        out: list[Piece] = []
        base = run[0][0]
        self._cheapest(text[base:end], base, bonus, [atom for atom in run if atom[2] != "han"], out)
        return out

    def _doubled(self, line: str, at: int) -> int | None:
        """Cost of a word said as AABB (实实在在) that starts at ``at``; None if there is none."""
        a, b = line[at : at + 1], line[at + 2 : at + 3]
        if not b or a == b or line[at + 3 : at + 4] != b:
            return None
        cost = self._lexicon.cost(a + b)
        return None if cost is None else cost + DOUBLED_COST


def atoms(text: str) -> Iterator[list[Atom]]:
    """The runs of Han, Latin and numbers in a text, each cut as a whole: Han by characters."""
    run: list[Atom] = []
    for match in ATOMS.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "han":
            run += ((at, at + 1, kind) for at in range(match.start(), match.end()))
        elif kind in {"latin", "number"}:
            run.append((match.start(), match.end(), kind))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _trace(back: list[int], labels: dict[int, TokenKind], first: int, last: int, base: int, out: list[Piece]) -> None:
    """Append the pieces of the path from ``first`` to ``last``."""
    pieces: list[Piece] = []
    while last > first:
        start = back[last]
        pieces.append(Piece(base + start, base + last, labels.get(last, "word")))
        last = start
    pieces.reverse()
    out += pieces


def atom_kind(kind: str) -> TokenKind:
    return "number" if kind == "number" else "latin"


def mark_kind(kind: str, text: str) -> TokenKind:
    if kind == "space":
        return "space"
    if kind == "mark" and _PUNCTUATION.match(text) and not _SYMBOL.match(text):
        return "punctuation"
    return "other"


def words_of(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces as strings, for tests and measurements."""
    return (text[piece.start : piece.end] for piece in pieces)
