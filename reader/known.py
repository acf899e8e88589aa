"""How much of a text a reader knows, before it is opened: the share of its words, and its terms without a card.

Words are looked at in paragraphs taken evenly from all over the text, so that a novel takes no longer than an article;
terms are looked for in all of it, which is a thousand times as fast.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.reading import readable
from reader.text.model import Token
from reader.text.pipeline import script_of
from texts.model import Paragraph, SourceText

if TYPE_CHECKING:
    from reader.session import Session
    from reader.vocabulary import Vocabulary

SAMPLE = 6000
"""Code points whose words are looked at; what is up to twice as long is looked at as a whole."""
_PIECES = 24
"""Places from which a sample is taken."""


class Known(Struct, frozen=True):
    """What a reader knows of a text."""

    share: float | None
    """Of its running Chinese words, those that are known or ignored; None where it has none."""
    terms: int
    """Concepts of the glossary that occur in it."""
    unknown_terms: int
    """Those that have no flashcard yet."""


class _Words(Struct, frozen=True):
    """What hangs on the text and the glossary alone."""

    tokens: tuple[tuple[Token, int], ...]
    """Words with the number of their places in the sample."""
    terms: frozenset[str]


class KnownShares:
    """Works out what is known of texts; what hangs on a text alone is worked out once a run."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._words: dict[tuple[str, int, int], _Words] = {}

    def known(
        self, source: SourceText, carded: frozenset[str] | set[str], cancelled: Callable[[], bool] = lambda: False
    ) -> Known | None:
        """What is known of a text. ``carded``: ids of the concepts that have a card. None if it was cancelled."""
        words = self._words_of(source, cancelled)
        if words is None:
            return None
        return Known(_share(words, self._session.vocabulary), len(words.terms), len(words.terms - carded))

    def _words_of(self, source: SourceText, cancelled: Callable[[], bool]) -> _Words | None:
        termbase = self._session.termbase
        key = source.meta.id, hash(tuple(paragraph.text for paragraph in source.paragraphs)), id(termbase)
        if key in self._words:
            return self._words[key]
        terms: set[str] = set()
        for paragraph in source.paragraphs:
            if cancelled():
                return None
            terms.update(match.concept_id for match in termbase.index.find(paragraph.text))
        analyser = self._session.analyser(source.meta.id, fast=True)
        script = script_of(source)
        counted: Counter[tuple[str, str, str | None]] = Counter()
        first: dict[tuple[str, str, str | None], Token] = {}
        for index, paragraph in sample(readable(source.paragraphs)):
            if cancelled():
                return None
            for token in analyser.annotate(index, paragraph, script).tokens:
                if token.is_han and token.kind in ("word", "term"):
                    name = token.text, token.kind, token.term
                    counted[name] += 1
                    first.setdefault(name, token)
        found = _Words(tuple((first[name], count) for name, count in counted.items()), frozenset(terms))
        self._words[key] = found
        return found


def _share(words: _Words, vocabulary: "Vocabulary") -> float | None:
    total = sum(count for _, count in words.tokens)
    known = sum(count for token, count in words.tokens if vocabulary.status(token) in ("known", "ignored"))
    return known / total if total else None


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
