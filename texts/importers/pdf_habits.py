"""How a PDF sets its text: size, distance of lines, indents, flush or ragged; learnt page by page, as it is read."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from texts.importers.pdf_columns import Line

_BORDER = re.compile(r"[\u4e00-\u9fff] ?[A-Za-z0-9](?=\S)|[A-Za-z0-9] ?[\u4e00-\u9fff]")
_OPENING = "“‘（([《〈「『【〔—…"
_CLUSTER = re.compile(rf"[!-~À-ɏ]+|[{re.escape(_OPENING)}]*.[，。、；：！？”’）)\]》〉」』】〕…—]*")
"""What no line is broken within: a word, or a character with its marks."""
LARGER = 1.12
"""Times the size of the text from which a line is a heading."""
_TITLE = 2
"""Lines that a document's title has at most."""
_SHORT = 0.7
"""Sizes of a character that a last line is short by, beside what the next line's first word would have needed."""
_RAGGED = 0.7
"""What is added where lines are not flush on the right."""
_FLUSH = 0.6
"""Share of lines that are flush in a document set so."""
_GAP = 1.3
"""Times the distance of lines from which they are of two paragraphs."""
_SPACED, _INDENTED = 0.06, 0.06
"""Share of lines that stand apart, or further in, from which this is how the document begins paragraphs."""
_INDENT, _MOST_INDENT = 0.8, 6.0
"""Sizes of a character by which a first line is indented; what stands further in is set in the middle."""
_VERY_SHORT = 0.4
"""Share of the column that a last line lacks, where only that can tell."""


class Habits:
    """What is usual in a document, so far."""

    def __init__(self) -> None:
        self._sizes: Counter[float] = Counter()
        self._counts: Counter[float] = Counter()
        """Lines of each size."""
        self._strong: Counter[bool] = Counter()
        self._pitches: Counter[float] = Counter()
        self._borders: Counter[bool] = Counter()
        self._flush: Counter[bool] = Counter()
        self._lines = self._indents = 0

    def learn(self, lines: Iterable[Line]) -> None:
        """Take a page's lines into account."""
        above: Line | None = None
        for line in lines:
            self._sizes[round(line.size * 2) / 2] += len(line.text)
            self._counts[round(line.size * 2) / 2] += 1
            self._strong[line.strong] += len(line.text)
            for match in _BORDER.finditer(line.text):
                self._borders[" " in match[0]] += 1
            if above is not None and above.column == line.column and abs(above.size - line.size) < 0.1:
                self._flush[line.column[1] - line.right < 0.3 * line.size] += 1
                self._pitches[round((above.base - line.base) / line.size, 1)] += 1
                self._lines += 1
                self._indents += self.is_indented(line) and line.left > above.left + _INDENT * line.size
            above = line
        for name in ("body", "chief", "pitch", "is_spaced", "is_indented_throughout"):
            self.__dict__.pop(name, None)

    @cached_property
    def body(self) -> float:
        """The size of the text."""
        return max(self._sizes, key=lambda size: self._sizes[size], default=10.0)

    @cached_property
    def chief(self) -> float:
        """The size from which headings are of the first level: the largest, or the next below it if that is the title's
        alone and there are others."""
        large = sorted((size for size in self._counts if size >= LARGER * self.body), reverse=True)
        if len(large) > 2 and self._counts[large[0]] <= _TITLE:
            return large[1]
        return large[0] if large else 0.0

    @cached_property
    def pitch(self) -> float:
        """The distance of lines in sizes of a character."""
        usual = [pitch for pitch in self._pitches if 0.9 <= pitch <= 3.2]
        return max(usual, key=lambda pitch: self._pitches[pitch], default=1.6)

    @cached_property
    def is_spaced(self) -> bool:
        """Whether paragraphs stand apart."""
        far = sum(n for pitch, n in self._pitches.items() if self.is_far(pitch) and pitch < 3 * self.pitch)
        return far > _SPACED * self._lines

    @cached_property
    def is_indented_throughout(self) -> bool:
        """Whether paragraphs begin further in."""
        return self._indents > _INDENTED * self._lines

    @property
    def has_bold_words(self) -> bool:
        """Whether bold type is the exception."""
        return self._strong[False] > self._strong[True]

    @property
    def sets_scripts_apart(self) -> bool:
        """Whether spaces stand between Chinese and Latin words."""
        return self._borders[True] > self._borders[False]

    def is_far(self, pitch: float) -> bool:
        """Whether two lines at this distance are of two paragraphs."""
        return not 0 < pitch <= _GAP * self.pitch

    @staticmethod
    def is_indented(line: Line) -> bool:
        """Whether a line begins further in than its column, but not in the middle."""
        return _INDENT < (line.left - line.column[0]) / line.size < _MOST_INDENT

    def is_short(self, last: Line, line: Line) -> bool:
        """Whether a line ends before the first word of the next would have made it too long."""
        room = last.column[1] - last.right
        if self.is_spaced and not self.is_indented_throughout and not self._is_flush:
            return room > _VERY_SHORT * (last.column[1] - last.column[0])
        cluster = _CLUSTER.match(line.text)
        word = cluster[0] if cluster else ""
        needed = sum(1.0 if char >= "\u2e80" or char in _OPENING else 0.55 for char in word) if len(word) > 1 else 0.0
        return room > (_SHORT + needed + (0 if self._is_flush else _RAGGED)) * last.size

    @property
    def _is_flush(self) -> bool:
        return self._flush[True] >= _FLUSH * self._flush.total()
