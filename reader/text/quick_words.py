"""What the first tier knows of words: each is looked up once, for all texts of a process."""

from functools import lru_cache

from reader.text.model import Source, TokenKind
from reader.text.pronounce import LexiconPronouncer, Pronounced, first_reading_pronouncer
from reader.text.quick import QuickSegmenter, quick_segmenter

_MANY = 50_000
Known = tuple[TokenKind, tuple[str | None, ...], Source, bool]
"""What a token has apart from text and place: kind, readings, who decided them, doubt."""


class Words(dict[str, Known]):
    """What is known of each word, and which words read differently beside some others."""

    def __init__(self, segmenter: QuickSegmenter, pronouncer: LexiconPronouncer) -> None:
        self._kind, self._pronouncer = segmenter.kind_of, pronouncer
        self.hanging: set[str] = set()
        self.marks = _Marks(self, pronouncer)
        self._of_kind: dict[tuple[str, TokenKind], Known] = {}

    def __missing__(self, word: str) -> Known:
        if len(self) > _MANY:
            self.clear()
        kind = self._kind(word)
        if kind == "word" and len(word) > 1 and (listed := self._pronouncer.settled(word)) is not None:
            # Most words, and the least to do.
            said = Pronounced(listed.syllables, "dictionary", False, listed.proper)
        else:
            said, hanging = self._pronouncer.alone(word, kind)
            if hanging:
                self.hanging.add(word)
        found = self[word] = known_of(kind, said)
        return found

    def of_kind(self, word: str, kind: TokenKind) -> Known:
        """What is known of a word that was put together, by its kind."""
        known = self._of_kind.get((word, kind))
        if known is None:
            if len(self._of_kind) > _MANY:
                self._of_kind.clear()
            known = self._of_kind[word, kind] = known_of(kind, self._pronouncer.alone(word, kind)[0])
        return known


class _Marks(dict[str, str]):
    """What each word is to its neighbours, as one character."""

    def __init__(self, words: Words, pronouncer: LexiconPronouncer) -> None:
        self._words, self._mark = words, pronouncer.mark

    def __missing__(self, word: str) -> str:
        if len(self) > _MANY:
            self.clear()
        words = self._words
        words[word]  # finds out
        found = self[word] = self._mark(word, word in words.hanging)
        return found


def known_of(kind: TokenKind, said: Pronounced) -> Known:
    return "name" if kind == "word" and said.proper else kind, said.readings, said.source, said.doubtful


@lru_cache(maxsize=1)
def quick_words() -> Words:
    """What is known of the words met so far, for all analysers of this process."""
    return Words(quick_segmenter(), first_reading_pronouncer())
