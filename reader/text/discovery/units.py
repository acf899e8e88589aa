"""The text as a row of numbers of words.

A paragraph becomes units: its words without white space between Latin and Han (MCN 机构), Latin words of one name
joined (NN Limited), and a break, number 0, for everything that no term reaches across.
"""

from array import array
from collections.abc import Iterator
from itertools import pairwise

from glossary.fold import fold as fold_key
from reader.text.discovery.model import CutParagraph
from reader.text.discovery.words import DETERMINERS, NUMERALS, Role, Word, word_of
from reader.text.lexicon import Lexicon, lexicon
from reader.text.segment import Piece

BREAK = 0
_JOINABLE = " "


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
        for start, text, kind in self._explained(paragraph):
            number = self._number(text, kind) if kind != "punctuation" else BREAK
            word = self.words[number]
            # A measure word counts; elsewhere the same character is a noun (门类, 建盏).
            if after_number and word.single and word.measures:
                number = self._number(text, "measure")
            self.ids.append(number)
            self.starts.append(start)
            numeral = word.tag == "m" and not NUMERALS.isdisjoint(text)
            after_number = word.role is Role.NUMBER or numeral or text in DETERMINERS
        last = len(self.ids)
        self.ids.append(BREAK)
        self.starts.append(len(paragraph.text))
        return first, last

    def _explained(self, paragraph: CutParagraph) -> Iterator[tuple[int, str, str]]:
        """Words that everybody uses and no dictionary explains (家中, 该国) are their characters here: they are no new
        words."""
        for start, text, kind in _joined(paragraph):
            if kind == "word" and text in self._lexicon.common:
                yield from ((start + n, char, kind) for n, char in enumerate(text))
            else:
                yield start, text, kind

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
            self.words.append(word_of(text, kind, self._lexicon))
        return known


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
