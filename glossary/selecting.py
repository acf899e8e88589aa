"""Choosing among concepts: what was typed (characters in either script, pinyin, English) and filters. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from glossary.fold import fold, is_han
from glossary.model import Concept, TermStatus
from glossary.pinyin import Spelling, key, parse_query

_BEGINS, _HOLDS = 1, 2
_IN_DEFINITION = 9
TYPED = str.maketrans("’‘", "''")
"""Signs of printed English, and what keyboards have for them."""


class Selection(Struct, frozen=True, dict=True):
    """Which concepts are wanted; an empty field wants all."""

    query: str = ""
    domain: str = ""
    """A domain or sub-domain, in any case."""
    status: TermStatus | None = None
    """Some name or rendering has it."""
    own: bool = False
    """Only the user's."""
    within: Collection[str] | None = None
    """Only these ids."""

    def admits(self, concept: Concept) -> bool:
        """Whether a concept fits every field but the query."""
        domains = (concept.domain.lower(), concept.subdomain.lower())
        return (
            (not self.own or concept.origin == "user")
            and (self.within is None or concept.id in self.within)
            and (not self.domain or self.domain.strip().lower() in domains)
            and (self.status is None or self.status in _statuses(concept))
        )

    def rank(self, concept: Concept) -> int | None:
        """How well a concept answers the query, 0 best; None: not at all."""
        return 0 if not self._typed else min(self._ranks(concept), default=None)

    @cached_property
    def _typed(self) -> str:
        return " ".join(fold(self.query).translate(TYPED).split())

    @cached_property
    def _spelling(self) -> Spelling | None:
        return None if any(map(is_han, self._typed)) else parse_query(self._typed)

    @cached_property
    def _sizes(self) -> frozenset[int]:
        return frozenset(len(way) for way in self._spelling.splits()) if self._spelling else frozenset()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        """The query as English: whole words, the last of which may still be being typed."""
        return re.compile(r"\b" + r"\W+".join(map(re.escape, self._typed.split())))

    def _ranks(self, concept: Concept) -> Iterator[int]:
        for term in concept.terms:
            if (rank := _rank(fold(term.hans), self._typed)) is not None:
                yield rank
            if (rank := self._in_reading(tuple(r for r in term.readings if r))) is not None:
                yield rank + 1
        if concept.id == self.query.strip():
            yield 0
        for rendering in concept.renderings:
            text = fold(rendering.text).translate(TYPED)
            if match := self._words.search(text):
                rank = 0 if len(match.group()) == len(text) else _HOLDS if match.start() else _BEGINS
                yield rank + (_HOLDS + 1 if rendering.status == "deprecated" else 0)
        if self._words.search(fold(concept.definition_en)) or self._typed in fold(concept.definition_zh):
            yield _IN_DEFINITION

    def _in_reading(self, syllables: tuple[str, ...]) -> int | None:
        """The query as pinyin, or as the beginning of it, from the start of some syllable."""
        if self._spelling is None or self._spelling.key not in key(syllables):
            return None
        for start in range(len(syllables)):
            for size in self._sizes:
                if self._spelling.matches(syllables[start : start + size]):
                    return _HOLDS if start else 0 if size == len(syllables) else _BEGINS
        letters_alone = not (self._spelling.digits or self._spelling.marks or self._spelling.borders)
        begun = (key(syllables[start:]).startswith(self._spelling.key) for start in range(len(syllables)))
        return _HOLDS + 1 if letters_alone and any(begun) else None


def _statuses(concept: Concept) -> set[TermStatus]:
    return {term.status for term in concept.terms} | {rendering.status for rendering in concept.renderings}


def _rank(text: str, wanted: str) -> int | None:
    if wanted not in text:
        return None
    return 0 if text == wanted else _BEGINS if text.startswith(wanted) else _HOLDS


def select(concepts: Iterable[Concept], wanted: Selection) -> list[Concept]:
    """The concepts that are wanted: the best answers to the query first, in their own order among equals."""
    ranked = [(rank, c) for c in concepts if wanted.admits(c) and (rank := wanted.rank(c)) is not None]
    return [concept for _, concept in sorted(ranked, key=lambda pair: pair[0])]
