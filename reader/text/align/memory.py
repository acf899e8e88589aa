"""What a translation memory knows of a text: sentences that were translated before, in either script."""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from reader.text.script import fold
from reader.text.sentences import chinese_sentences

_MOST: Final = 4
"""Sentences in a row that a unit may hold."""


class Remembered(Struct, frozen=True):
    """A paragraph's English, as far as it is known."""

    english: str
    score: float
    """Share of its characters that are known."""


class Memory:
    """Units by their Chinese, whatever its script, spaces and marks."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, str] = {}
        for chinese, english in units:
            if key := _key(chinese):
                self._known[key] = english  # the later one is the newer one

    def __len__(self) -> int:
        return len(self._known)

    def of(self, paragraph: str) -> Remembered:
        """All of a paragraph, or sentence by sentence."""
        whole = self._known.get(_key(paragraph))
        if whole is not None:
            return Remembered(whole, 1.0)
        sentences = [paragraph[s.start : s.end] for s in chinese_sentences(paragraph)]
        found: list[str] = []
        known = at = 0
        while at < len(sentences):
            count, english = self._longest(sentences[at : at + _MOST])
            if english is not None:
                found.append(english)
                known += sum(map(len, sentences[at : at + count]))
            at += count
        total = sum(map(len, sentences))
        return Remembered(" ".join(found), known / total if total else 0.0)

    def _longest(self, sentences: Sequence[str]) -> tuple[int, str | None]:
        for count in range(len(sentences), 0, -1):
            english = self._known.get(_key("".join(sentences[:count])))
            if english is not None:
                return count, english
        return 1, None


def _key(chinese: str) -> str:
    return "".join(char for char in fold(chinese).casefold() if char.isalnum())
