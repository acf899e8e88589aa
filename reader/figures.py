"""What a text is made of, counted: its words, its terms, and which level of an HSK list it asks for.

Words are looked at in paragraphs taken evenly from all over the text, so that a novel takes no longer than an article;
terms are looked for in all of it, which is a thousand times as fast.

**The level of a text** is the lowest level of a list that covers nine in ten of its running words. Words of the
glossary are left out, being the trade's and not the language's (they are counted apart), and so are names and numbers,
which explain themselves. Where even the whole list covers less, the text is outside it. Nine in ten, and not the 95 to
98 in a hundred that are asked for in reading without help (Laufer 1989; Hu & Nation 2000): a list has 电视 and not
every 这种, 一下 and 走向 that a segmenter makes of it, so that one word in twenty is outside the list anywhere.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from reader.text.levels import HskList, level
from texts.model import Paragraph, Script

if TYPE_CHECKING:
    from reader.text.model import AnnotatedParagraph
    from reader.vocabulary import Vocabulary

SAMPLE = 6000
"""Code points whose words are looked at; what is up to twice as long is looked at as a whole."""
_PIECES = 24
"""Places from which a sample is taken."""
COVERED: Final = 0.9
"""Share of the running words that the level of a text covers."""
_FEWEST = 30
"""Running words below which a text is too short for a level."""
_HIGHEST = 7
"""Stands for the levels 7–9 of HSK 3.0; HSK 2.0 has six."""

CountedWord = tuple[str, str, str | None, int]
"""A word as it is written, its kind, the concept it belongs to, and the number of its places in the sample."""


class Words(Struct, frozen=True):
    """The Chinese words of a text that can be new to a reader, and the concepts of the glossary that it has."""

    counted: tuple[CountedWord, ...]
    terms: tuple[str, ...]

    @property
    def running(self) -> int:
        """How many words that is, each time one stands there."""
        return sum(count for *_, count in self.counted)


class Levels(Struct, frozen=True):
    """How the running words of a text spread over the levels of a list."""

    of: HskList
    counts: tuple[int, ...]
    """At level 1, 2, … of the list."""
    outside: int
    """Words that the list does not have."""

    @property
    def running(self) -> int:
        return sum(self.counts) + self.outside

    @property
    def number(self) -> int | None:
        """The level of the text; None where it is outside the list, or too short to tell."""
        wanted, had = COVERED * self.running, 0
        if self.running >= _FEWEST:
            for number, count in enumerate(self.counts, 1):
                had += count
                if had >= wanted:
                    return number
        return None

    @property
    def difficulty(self) -> tuple[int, float] | None:
        """By which texts are sorted from the easy to the hard: the level, then the share outside the list; None for a
        text too short to tell."""
        if self.running < _FEWEST:
            return None
        return self.number or len(self.counts) + 1, self.outside / self.running

    @property
    def label(self) -> str:
        """``"HSK 5"``, ``"HSK 7–9"``, ``"outside HSK"``; nothing for a text too short to tell."""
        if self.running < _FEWEST:
            return ""
        return "outside HSK" if self.number is None else f"HSK {level_name(self.number, self.of)}"

    @property
    def full_label(self) -> str:
        """The same with the list's name: ``"HSK 5 (3.0-2021)"``."""
        return f"{self.label} ({self.of})" if self.label else ""

    @property
    def shares(self) -> Mapping[str, float]:
        """Of the running words, the share of each level, and of those outside the list; empty without words."""
        if not self.running:
            return {}
        found = {level_name(number, self.of): count / self.running for number, count in enumerate(self.counts, 1)}
        return {**found, "outside": self.outside / self.running}


def level_name(number: int, of: HskList) -> str:
    """``"5"``, or ``"7–9"`` for the band that HSK 3.0 does not divide."""
    return "7–9" if number == _HIGHEST and of != "2.0" else str(number)


class Annotates(Protocol):
    def annotate(self, index: int, paragraph: Paragraph, script: Script) -> "AnnotatedParagraph": ...


def count_words(
    paragraphs: Sequence[Paragraph],
    terms: Sequence[str],
    analyser: Annotates,
    script: Script,
    cancelled: Callable[[], bool] = lambda: False,
) -> Words | None:
    """The words of a text, whose paragraphs are given as the reader counts them, with the concepts it has. None if it
    was cancelled."""
    counted: Counter[tuple[str, str, str | None]] = Counter()
    for index, paragraph in sample(paragraphs):
        if cancelled():
            return None
        for token in analyser.annotate(index, paragraph, script).tokens:
            if token.is_han and token.kind in ("word", "term"):
                counted[token.text, token.kind, token.term] += 1
    return Words(tuple((*word, count) for word, count in counted.items()), tuple(terms))


def known_share(words: Words, vocabulary: "Vocabulary") -> float | None:
    """Of the running words, those that are known or ignored; None where there are none."""
    known = total = 0
    for text, kind, term, count in words.counted:
        total += count
        if vocabulary.status_of(text, kind, term) in ("known", "ignored"):
            known += count
    return known / total if total else None


def levels_of(words: Words, of: HskList) -> Levels:
    """How the running words spread over the levels of a list; those of the glossary are left out."""
    counts = [0] * (6 if of == "2.0" else _HIGHEST)
    outside = 0
    for text, kind, _, count in words.counted:
        if kind == "word":
            number = level(text, of)
            if number is None:
                outside += count
            else:
                counts[number - 1] += count
    return Levels(of, tuple(counts), outside)


def sample(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    """Paragraphs with their numbers: all of a short text, ``SAMPLE`` code points from evenly all over a long one."""
    size = sum(len(paragraph.text) for paragraph in paragraphs)
    if size <= 2 * SAMPLE:
        yield from enumerate(paragraphs)
        return
    each, taken = SAMPLE // _PIECES, -1
    for piece in range(_PIECES):
        index = max(taken + 1, len(paragraphs) * piece // _PIECES)
        got = 0
        while got < each and index < len(paragraphs):
            paragraph = paragraphs[index]
            # Of a paragraph as long as a chapter its beginning does.
            text = paragraph.text[: 2 * each]
            yield index, paragraph if text == paragraph.text else Paragraph(text)
            got += len(text)
            taken = index
            index += 1
