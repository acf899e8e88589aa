"""Search inside a text: characters in either script, pinyin with or without tones, English. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from glossary.fold import fold, is_han
from glossary.pinyin import Spelling, key, parse_query
from reader.text.model import AnnotatedParagraph
from reader.text.sentences import pair_sentences
from reader.text.sounds import Sounds
from texts.model import Paragraph

_TYPED = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ")
"""Signs of printed English, and what keyboards have for them."""


def plain(text: str) -> str:
    """For comparing: simplified, variants (裡, 裏, 著), capitals and full-width letters as one, keyboard signs; offsets
    hold. Character by character: a conversion that looks at context folds 著 in 显著 and a typed 著 differently.
    """
    return fold(text).translate(_TYPED)


class Query(Struct, frozen=True, dict=True):
    """What somebody typed, understood once."""

    typed: str

    @cached_property
    def plain(self) -> str:
        return plain(self.typed)

    @cached_property
    def has_han(self) -> bool:
        return any(is_han(character) for character in self.typed)

    @cached_property
    def spelling(self) -> Spelling | None:
        """The query as pinyin; None if it cannot be that."""
        spelling = None if self.has_han else parse_query(self.typed)
        return spelling if spelling and spelling.splits() else None

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many syllables the query can be, each once."""
        return tuple(sorted({len(way) for way in self.spelling.splits()})) if self.spelling else ()


class Hit(Struct, frozen=True):
    """A stretch of a paragraph that answers a query."""

    paragraph: int
    start: int
    end: int


class Sieve:
    """Tells without analysing a text whether it can have hits; ``sounds`` knows how characters may be read."""

    def __init__(self, query: Query, sounds: Callable[[], Sounds]) -> None:
        """``sounds`` is asked only where the query may be pinyin."""
        self._query = query
        self._pattern = None if query.spelling is None else sounds().pattern(query.spelling)

    def stands(self, text: str) -> bool:
        """Whether the query itself stands in a text or translation, which is ``plain``."""
        return bool(self._query.plain) and self._query.plain in text

    def sounds(self, text: str) -> bool:
        """Whether something in a text may be read as the query; only the analysis can tell whether it is."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def answers(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph may have hits."""
        text = plain(paragraph.text)
        if self.stands(text) or self.sounds(text):
            return True
        return not self._query.has_han and self.stands(plain(paragraph.translation or ""))


def hits_as_written(index: int, paragraph: Paragraph, query: Query) -> list[Hit]:
    """The hits that need no analysis: in the text itself and in its English."""
    spans = set(_in_text(plain(paragraph.text), query.plain))
    if not query.has_han:
        spans.update(_in_english(paragraph, query.plain))
    return [Hit(index, start, end) for start, end in sorted(spans)]


def hits(paragraph: AnnotatedParagraph, query: Query) -> list[Hit]:
    """All hits of a query in one paragraph, in order, none twice."""
    spans = {(hit.start, hit.end) for hit in hits_as_written(paragraph.index, paragraph.source, query)}
    spans.update(_in_readings(paragraph, query))
    return [Hit(paragraph.index, start, end) for start, end in sorted(spans)]


def _in_text(text: str, wanted: str) -> list[tuple[int, int]]:
    found = []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    return found


def _in_readings(paragraph: AnnotatedParagraph, query: Query) -> list[tuple[int, int]]:
    """Runs of characters read as the query. A syllable typed without tone matches every tone."""
    if query.spelling is None:
        return []
    found = []
    for first, syllables in _runs(paragraph):
        if query.spelling.key not in key(syllables):
            continue
        for size in query.sizes:
            for at in range(len(syllables) - size + 1):
                if query.spelling.matches(tuple(syllables[at : at + size])):
                    found.append((first + at, first + at + size))
    return found


def _runs(paragraph: AnnotatedParagraph) -> Iterator[tuple[int, list[str]]]:
    """Stretches of characters that all have a reading, each with the offset of its first character."""
    run: list[str] = []
    end = 0
    for token in paragraph.tokens:
        for place, reading in enumerate(token.readings, token.start):
            if reading is None:
                continue
            if run and place != end:
                yield end - len(run), run
                run = []
            run.append(reading)
            end = place + 1
    if run:
        yield end - len(run), run


def _in_english(paragraph: Paragraph, wanted: str) -> list[tuple[int, int]]:
    """The Chinese sentences whose English holds the query or a part of it."""
    english = paragraph.translation
    found = _in_text(plain(english), wanted) if english else []
    if not english or not found:
        return []
    return [
        (_first_word(paragraph.text, pair.zh.start, pair.zh.end), pair.zh.end)
        for pair in pair_sentences(paragraph.text, english)
        if any(start < pair.en.end and pair.en.start < end for start, end in found)
    ]


def _first_word(text: str, start: int, end: int) -> int:
    """Where the first word of a sentence is: the cursor cannot stand on the “ before it."""
    return next((place for place in range(start, end) if text[place].isalnum()), start)


def nearest(found: Sequence[Hit], place: tuple[int, int], step: int) -> int | None:
    """Index of the next (``step`` 1) or previous (-1) hit from a place, going round at the ends."""
    if not found:
        return None
    keys = [(hit.paragraph, hit.start) for hit in found]
    if step > 0:
        return bisect_right(keys, place) % len(found)
    return (next((n for n, key in enumerate(keys) if key >= place), len(keys)) - 1) % len(found)
