"""Segmentation: the likeliest way to cut a text into words of the lexicon.

A unigram lattice over the folded (simplified) text: every lexicon word, personal name and numeral that starts at a
place is an edge, its cost −ln P; Viterbi's cheapest path is the cut, where a table of learned borders takes off or
adds for each border it passes. Latin words and numbers are single steps of the lattice, so nothing ever breaks inside
them and mixed words (U盘, 卡拉OK) still match.

Spans found elsewhere (terms, the user's own cuts) are forced: they come back whole and no word crosses their ends.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from reader.text.borders import borders
from reader.text.lexicon import MAX_WORD, Lexicon, lexicon
from reader.text.model import TokenKind
from reader.text.names import NameFinder, TransliterationJoiner

Span = tuple[int, int]
Atom = tuple[int, int, str]
"""A step of the lattice that nothing breaks: start, end, kind (han, latin, number)."""


class Piece(Struct, frozen=True):
    """A stretch of text that is one token; ``end`` is exclusive, both in code points."""

    start: int
    end: int
    kind: TokenKind


class Segmenter(Protocol):
    def segment(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        """Cut ``text``, already folded to simplified, into pieces that cover it without gap or overlap.

        ``forced``: sorted spans that do not overlap; each becomes one piece of kind "word".
        """


_HAN = "[\u4e00-\u9fff\u3400-\u4dbf]|[\U00020000-\U0003ffff]|[\uf900-\ufaff\u3007]"
"""The characters of ``glossary.fold.is_han`` as a pattern. A single class of five ranges would take 3 ms to compile,
at every start."""
_ATOMS = re.compile(
    r"(?P<number>第?[0-9０-９]+(?:[.,:：．][0-9０-９]+)*(?:[%％‰℃]|[百千万亿兆]+[多余]?|[多余几](?=[个名位家人年岁天万亿元]))?(?![A-Za-z0-9]))"
    r"|(?P<latin>[A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ0-9][A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ0-9\u0300-\u036f]*"
    r"(?:[-'’.&+_/@][A-Za-z0-9]+)*\+*)"
    rf"|(?P<han>{_HAN})"
    r"|(?P<space>\s+)"
    r"|(?P<other>[\u3041-\u3096\u30a1-\u30fa\u30fc\u3099\u309a]+|[\uac00-\ud7af\u1100-\u11ff]+"
    r"|[\u0370-\u1fff]+)"
    r"|(?P<mark>…+|—+|-{2,}|\.{3,}|[^\w\s](?:[\ufe00-\ufe0f\u200d\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff]"
    r"[\U0001f000-\U0001faff\u2600-\u27bf]?)*|.)",
    re.DOTALL,
)
_NUMERAL = re.compile(
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

DOUBLED_COST = 2000
"""What doubling adds to a word's cost: one in seven or so of the adjectives' uses."""


class LatticeSegmenter:
    """Lexicon, numerals, names and learned borders; ``context=False``: without the borders, for speed."""

    def __init__(self, words: Lexicon | None = None, context: bool = True) -> None:
        self._lexicon = words or lexicon()
        self._borders = borders() if context else None
        self._names = NameFinder(self._lexicon)
        self._joiner = TransliterationJoiner(self._lexicon)

    def segment(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        for start, end in forced:
            self._free(text, at, start, pieces)
            pieces.append(Piece(start, end, "word"))
            at = end
        self._free(text, at, len(text), pieces)
        return self._joiner.join(text, pieces, frozenset(forced))

    def _free(self, text: str, start: int, end: int, out: list[Piece]) -> None:
        """Cut the stretch that no span claims: words inside runs of Han and Latin, single marks between."""
        run: list[Atom] = []
        run_end = -1
        for match in _ATOMS.finditer(text, start, end):
            kind = match.lastgroup or "mark"
            if kind in {"han", "latin", "number"}:
                run.append((match.start(), match.end(), kind))
                run_end = match.end()
                continue
            if run:
                out.extend(self._cut(text, run, run_end))
                run = []
            out.append(Piece(match.start(), match.end(), _mark_kind(kind, match.group())))
        if run:
            out.extend(self._cut(text, run, run_end))

    def _cut(self, text: str, run: list[Atom], end: int) -> Iterable[Piece]:
        start, stop, kind = run[0]
        if len(run) == 1:
            return [Piece(start, stop, "word" if kind == "han" else _atom_kind(kind))]
        bonus = self._borders.bonus(text, start, end) if self._borders else [0] * (end - start + 1)
        return self.cheapest(text, run, end, bonus)

    def cheapest(self, text: str, run: list[Atom], end: int, bonus: Sequence[float]) -> list[Piece]:
        """Cheapest path from the first atom's start to ``end``; offsets inside are relative to the run. ``bonus``: for
        each of them, what a border there takes off the cost."""
        base = run[0][0]
        size = end - base
        line = text[base:end]
        best: list[float] = [1 << 60] * (size + 1)
        back: list[int] = [0] * (size + 1)
        label: list[TokenKind] = ["word"] * (size + 1)
        best[0] = 0
        # Ends of atoms: an edge into the middle of a Latin word or number is no edge.
        ends = bytearray(size + 1)
        for _, stop, _ in run:
            ends[stop - base] = 1
        costs, prefixes = self._lexicon.costs, self._lexicon.trie.iter_prefixes_with_ids
        surnames = self._names.heads
        for atom_start, atom_end, atom_kind in run:
            i = atom_start - base
            here = best[i]
            j = atom_end - base
            alone: TokenKind = "word" if atom_kind == "han" else _atom_kind(atom_kind)
            step = here + (UNKNOWN_COST if atom_kind == "han" else ATOM_COST) - bonus[j]
            if step < best[j]:
                best[j], back[j], label[j] = step, i, alone
            for word, key in prefixes(line[i : i + MAX_WORD]):
                j = i + len(word)
                step = here + costs[key] - bonus[j]
                if step < best[j] and ends[j]:
                    best[j], back[j] = step, i
                    label[j] = "word" if j > atom_end - base else alone
            head = line[i]
            if head in _NUMERAL_HEAD and (match := _NUMERAL.match(line, i)) and match.end() > i + 1:
                j = match.end()
                step = here + NUMERAL_COST - bonus[j]
                if step < best[j] and ends[j]:
                    best[j], back[j], label[j] = step, i, "number"
            if line[i + 1 : i + 2] == head and (cost := self._doubled(line, i)) is not None:
                step = here + cost - bonus[i + 4]
                if step < best[i + 4] and ends[i + 4]:
                    best[i + 4], back[i + 4], label[i + 4] = step, i, "word"
            if head in surnames:
                for j, cost in self._names.starting(line, i):
                    # Names are weighed by their parts alone: the table has seen few of them.
                    inside = sum(value for value in bonus[i + 1 : j] if value > 0)
                    step = here + cost - bonus[j] - inside
                    if step < best[j] and ends[j]:
                        best[j], back[j], label[j] = step, i, "name"
        return _trace(back, label, size, base)

    def _doubled(self, line: str, at: int) -> int | None:
        """Cost of a word said as AABB (实实在在) that starts at ``at``; None if there is none."""
        a, b = line[at : at + 1], line[at + 2 : at + 3]
        if not b or a == b or line[at + 3 : at + 4] != b:
            return None
        cost = self._lexicon.cost(a + b)
        return None if cost is None else cost + DOUBLED_COST


def atoms(text: str) -> Iterator[list[Atom]]:
    """The runs of Han, Latin and numbers in a text, each cut as a whole."""
    run: list[Atom] = []
    for match in _ATOMS.finditer(text):
        kind = match.lastgroup or "mark"
        if kind in {"han", "latin", "number"}:
            run.append((match.start(), match.end(), kind))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _trace(back: list[int], label: list[TokenKind], size: int, base: int) -> list[Piece]:
    pieces: list[Piece] = []
    j = size
    while j > 0:
        i = back[j]
        pieces.append(Piece(base + i, base + j, label[j]))
        j = i
    pieces.reverse()
    return pieces


def _atom_kind(kind: str) -> TokenKind:
    return "number" if kind == "number" else "latin"


def _mark_kind(kind: str, text: str) -> TokenKind:
    if kind == "space":
        return "space"
    if kind == "mark" and _PUNCTUATION.match(text) and not _SYMBOL.match(text):
        return "punctuation"
    return "other"


def words_of(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """The pieces as strings, for tests and measurements."""
    return (text[piece.start : piece.end] for piece in pieces)
