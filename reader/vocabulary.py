"""Which words a reader knows: what they have marked, and everything up to a level they say they have. Pure."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from reader.text.levels import HskList, level
from reader.text.model import Token
from reader.text.script import fold

WordStatus = Literal["learning", "known", "ignored"]
_COUNTED = frozenset({"word", "term"})
"""Kinds of token that can be new to a reader; names, numbers and Latin words explain themselves."""


class Vocabulary(Struct, frozen=True, dict=True):
    statuses: Mapping[str, WordStatus] = field(default_factory=dict)
    """By word, in simplified characters."""
    known_level: int = 0
    """Words of HSK levels up to this one count as known; 0 for none."""
    level_list: HskList = "3.0-2021"
    terms: Mapping[str, WordStatus] = field(default_factory=dict)
    """By concept: what its flashcards say. A mark on the word itself wins."""

    def status(self, token: Token) -> WordStatus | None:
        """What was marked, or what the level implies; None for a word that is new."""
        return self.status_of(token.text, token.kind, token.term)

    def status_of(self, text: str, kind: str, term: str | None) -> WordStatus | None:
        """The same for a word of this kind that belongs to the concept ``term``."""
        return self._of(text, kind) or (None if term is None else self.terms.get(term))

    def is_unknown(self, token: Token) -> bool:
        """Whether the token is a word that the reader has neither marked nor is expected to know."""
        return token.kind in _COUNTED and token.is_han and self.status(token) is None

    @property
    def says_anything(self) -> bool:
        """Whether the reader has said anything of what they know; before that every word would be new."""
        return bool(self.statuses or self.known_level or self.terms)

    @cached_property
    def _memory(self) -> dict[tuple[str, str], WordStatus | None]:
        return {}

    def _of(self, text: str, kind: str) -> WordStatus | None:
        if (text, kind) in self._memory:
            return self._memory[text, kind]
        word = fold(text)
        status = self.statuses.get(word)
        if status is None and self.known_level and kind == "word":
            found = level(word, self.level_list)
            if found is not None and found <= self.known_level:
                status = "known"
        self._memory[text, kind] = status
        return status
