"""One opened text: its paragraphs analysed as they are looked at, each once."""

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

from msgspec.structs import replace

from reader.text.convert import Converter, OpenCCConverter
from reader.text.model import AnnotatedParagraph, ShownParagraph
from reader.text.pipeline import Analyser, show
from reader.text.script import detect_script
from reader.text.sentences import chinese_sentences, pair_sentences
from texts.model import Fit, Mend, Paragraph, Script, SourceText

_LONGEST = 2_000
"""Code points of a paragraph on the screen. A file of one long line is read in pieces of whole sentences."""
_KEPT = 400
"""Paragraphs remembered: a few hundred screens of moving to and fro."""

LABEL = 24
"""Characters of a paragraph's beginning by which a bookmark knows it again."""

_Value = TypeVar("_Value")


class _Memory(OrderedDict[tuple[object, ...], _Value]):
    """The last ``_KEPT`` answers."""

    def remember(self, key: tuple[object, ...], make: Callable[[], _Value]) -> _Value:
        if key in self:
            self.move_to_end(key)
            return self[key]
        value = self[key] = make()
        if len(self) > _KEPT:
            self.popitem(last=False)
        return value


class Reading:
    """A text as it is read: blank lines left out, very long paragraphs in pieces. Safe to use from two threads
    (the screen and a search), which take turns paragraph by paragraph."""

    def __init__(
        self, source: SourceText, analyser: Analyser, arrived: Callable[[], SourceText | None] | None = None
    ) -> None:
        """``arrived``: of a text that was repaired when it came into the library, where to get it as it was before."""
        self.meta = source.meta
        self.on_disk = source
        """The text as its files have it."""
        self._sources = [source]
        """The text as it arrived and, once it has been through repair, what came out."""
        self._load_arrived = arrived
        self.as_arrived = arrived is None
        """Whether the paragraphs are those that arrived, damage and all."""
        self.paragraphs = readable(source.paragraphs)
        sample = "".join(paragraph.text for paragraph in self.paragraphs[:200])
        self.script: Script = source.meta.script or detect_script(sample)
        self._analyser = analyser
        self._converter: Converter = OpenCCConverter()
        self._lock = threading.RLock()
        self._annotated: _Memory[AnnotatedParagraph] = _Memory()
        self._shown: _Memory[ShownParagraph] = _Memory()
        self._lengths: list[int] = []
        self._starts: list[int] = []
        """By paragraph of the source: how many paragraphs that are read stand before it."""

    @property
    def id(self) -> str:
        return self.meta.id

    @property
    def count(self) -> int:
        return len(self.paragraphs)

    @property
    def size(self) -> int:
        """Code points of the whole text."""
        return self._ends()[-1]

    @property
    def arrived(self) -> SourceText:
        """The text as it arrived. Raises TextsError if a text of the library has lost it."""
        if self._load_arrived is not None:
            arrived = self._load_arrived()
            self._sources[:0] = [arrived] if arrived is not None else []
            self._load_arrived = None
        return self._sources[0]

    @property
    def source(self) -> SourceText:
        """The version that is being read: the repaired one, or the text as it arrived."""
        return self.arrived if self.as_arrived else self._sources[-1]

    @property
    def was_repaired(self) -> bool:
        """Whether the text has been through repair."""
        return self._load_arrived is not None or len(self._sources) > 1

    @property
    def was_damaged(self) -> bool:
        """Whether repair has found anything."""
        return self._load_arrived is not None or self._sources[-1] is not self._sources[0]

    def add_repaired(self, source: SourceText) -> None:
        """Read a repaired text from now on instead of the one that arrived."""
        self._sources[1:] = [source]
        if self.was_damaged:
            self.show_as_arrived(False)

    def show_as_arrived(self, as_arrived: bool) -> None:
        """Read the text as it arrived, or the repaired one."""
        with self._lock:
            self.as_arrived = as_arrived
            self.paragraphs = readable(self.source.paragraphs)
            self._lengths, self._starts = [], []
            self._annotated.clear()
            self._shown.clear()

    def renew(self, source: SourceText, arrived: Callable[[], SourceText | None] | None = None) -> Callable[[int], int]:
        """Read the text as its files are now; ``arrived`` as when it was opened. Returns what says of a paragraph's
        number where that paragraph is: the one that is the same, else as far behind one that is the same as it was."""
        with self._lock:
            before = self.paragraphs
            self.meta, self.on_disk = source.meta, source
            self._sources, self._load_arrived = [source], arrived
            self.show_as_arrived(arrived is None)
            self.script = source.meta.script or detect_script("".join(p.text for p in self.paragraphs[:200]))
            now = self.paragraphs

        def where(number: int) -> int:
            for back in range(min(number, len(before) - 1), -1, -1):
                same = [n for n, paragraph in enumerate(now) if paragraph.text == before[back].text]
                if same:
                    found = min(same, key=lambda n: abs(n - back)) + number - back
                    return min(found, len(now) - 1)
            return min(number, len(now) - 1)

        return where

    def mends(self) -> list[tuple[int, int, Mend]]:
        """Every repair of the version that is being read: paragraph of the source, which one in it, and itself."""
        return [
            (index, number, mend)
            for index, paragraph in enumerate(self.source.paragraphs)
            for number, mend in enumerate(paragraph.mends)
        ]

    def replace_paragraph(self, index: int, paragraph: Paragraph) -> None:
        """Read another paragraph in the repaired text instead of the one that stands there."""
        source = self._sources[-1]
        paragraphs = list(source.paragraphs)
        paragraphs[index] = paragraph
        self._sources[-1] = replace(source, paragraphs=tuple(paragraphs))
        if self.on_disk is source:
            self.on_disk = self._sources[-1]
        self.show_as_arrived(self.as_arrived)

    def line_of(self, index: int) -> int:
        """The paragraph of the source that one is read from: blank ones count there, a very long one is several
        here."""
        return bisect_right(self._first_read(), index) - 1

    def retranslate(self, changed: Mapping[int, tuple[str | None, Fit | None]]) -> None:
        """Read other English beside paragraphs of the source, with what is to be said of it."""
        for place, source in enumerate(self._sources):
            paragraphs = list(source.paragraphs)
            for n, (english, fit) in changed.items():
                if n < len(paragraphs):
                    paragraphs[n] = replace(paragraphs[n], translation=english, fit=fit, translated_by="")
            self._sources[place] = replace(source, paragraphs=tuple(paragraphs))
            if self.on_disk is source:
                self.on_disk = self._sources[place]
        self.show_as_arrived(self.as_arrived)

    def use(self, analyser: Analyser) -> None:
        """Analyse anew from now on: a correction or a term has changed what is known."""
        with self._lock:
            self._analyser = analyser
            self._annotated.clear()
            self._shown.clear()

    def annotated(self, index: int) -> AnnotatedParagraph:
        with self._lock:
            return self._annotated.remember(
                (index,), lambda: self._analyser.annotate(index, self.paragraphs[index], self.script)
            )

    def shown(self, index: int, script: Script | None = None, phrases: bool = False) -> ShownParagraph:
        """The paragraph in a script; None: as it was written."""
        target = script or self.script
        with self._lock:
            pins = self._analyser.pins
            return self._shown.remember(
                (index, target, phrases), lambda: show(self.annotated(index), target, self._converter, phrases, pins)
            )

    def convert(self, text: str, script: Script) -> str:
        """A word or title of this text in another script."""
        return self._converter.convert(text, self.script, script).text

    def find_paragraph(self, number: int, beginning: str) -> int:
        """Where a paragraph is now that stood at ``number`` and began so when it was marked: the nearest that begins
        so; if none does, the place itself, or the end of a text that has become shorter."""
        if number < self.count and self.paragraphs[number].text.startswith(beginning):
            return number
        alike = [n for n, paragraph in enumerate(self.paragraphs) if paragraph.text[:LABEL] == beginning]
        return min(alike, key=lambda n: abs(n - number), default=min(number, self.count - 1))

    def place_of(self, index: int, offset: int) -> tuple[int, int]:
        """Where a place of the source is read, whose blank paragraphs count there and not here, and whose very long
        ones are read in pieces: paragraph and offset."""
        before = self._first_read()[index]
        for number, piece in enumerate(readable(self.source.paragraphs[index : index + 1])):
            if offset < len(piece.text):
                return before + number, offset
            offset -= len(piece.text)
        return max(0, min(before, self.count - 1)), 0

    def _first_read(self) -> list[int]:
        if not self._starts:
            counts = (len(readable([paragraph])) for paragraph in self.source.paragraphs)
            self._starts = [0, *accumulate(counts)]
        return self._starts

    def share_before(self, index: int, offset: int) -> float:
        """How much of the text stands before a place, 0 to 1, by characters."""
        ends = self._ends()
        before = ends[index - 1] if index else 0
        return (before + offset) / ends[-1] if ends and ends[-1] else 0.0

    def _ends(self) -> list[int]:
        if not self._lengths:
            self._lengths = list(accumulate(len(paragraph.text) for paragraph in self.paragraphs)) or [0]
        return self._lengths

    def headings(self) -> list[tuple[int, str]]:
        """The contents: paragraph and title, headings of one level that follow each other taken together."""
        found: list[tuple[int, str]] = []
        before = -2
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.kind != "heading":
                continue
            if index == before + 1 and paragraph.level == self.paragraphs[before].level:
                start, title = found[-1]
                found[-1] = (start, f"{title}　{paragraph.text}")
            else:
                found.append((index, paragraph.text))
            before = index
        return found


def readable(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs worth a place on the screen: no blank ones, none longer than ``_LONGEST``."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        found += [paragraph] if len(paragraph.text) <= _LONGEST else _pieces(paragraph)
    return [paragraph for paragraph in found if paragraph.text.strip()]


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A long paragraph in parts, each with its repairs and with the English of the sentences that end in it."""
    english = paragraph.translation or ""
    pairs = pair_sentences(paragraph.text, english)
    start = 0
    for end in _cuts(paragraph.text):
        translated = [pair.en for pair in pairs if start < pair.zh.end <= end]
        mends = tuple(
            replace(mend, start=max(mend.start, start) - start, end=min(mend.end, end) - start)
            for mend in paragraph.mends
            if mend.start < end and start <= mend.end
        )
        translation = english[translated[0].start : translated[-1].end] if translated else None
        yield replace(paragraph, text=paragraph.text[start:end], translation=translation, mends=mends)
        start = end


def _cuts(text: str) -> Iterator[int]:
    """Where to cut so that no part is longer than ``_LONGEST``: after a sentence if one ends in reach."""
    start = before = 0
    for end in [*(sentence.end for sentence in chinese_sentences(text)), len(text)]:
        if end - start > _LONGEST and before > start:
            yield before
            start = before
        while end - start > _LONGEST:
            start += _LONGEST
            yield start
        before = end
    if start < len(text):
        yield len(text)
