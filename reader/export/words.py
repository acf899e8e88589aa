"""The words of a page, each once: meaning and level, which pop-ups are made from."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from reader.export.escape import printable
from reader.export.model import Knowledge
from reader.text.model import Token


class Spoken(NamedTuple):
    """A word that has something written over it."""

    word: str
    over: str
    """What is written over it."""
    token: Token


class WordBook:
    """Collects words; memory grows with the vocabulary (20,000 words in a novel), not with the text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words: dict[str, Spoken] = {}

    def add(self, spoken: Iterable[Spoken]) -> None:
        """Note words. The first reading of a word is kept under the word, any other under ``word/reading``."""
        words = self._words
        for one in spoken:
            known = words.setdefault(one.word, one)
            if known is not one and known.over != one.over:
                words.setdefault(f"{one.word}/{one.over}", one)

    def to_data(self) -> dict[str, Any]:
        """``{"words": "直播\\n…", "meanings": "live broadcast\\n…", "level": "2…", "levels": ["HSK 4 (2.0)", …]}``: the
        words that have a meaning or a level in order, and beside each its meaning and the place of its level in the
        list, ``-`` for none. In columns, for what is alike packs better side by side.

        How a word is read is not among them: that stands over it."""
        levels: dict[str, str] = {}
        keys, meanings, level = [], [], []
        words = sorted(self._words)
        meant = self._knowledge.meanings([self._words[word].token for word in words])
        for key, (senses, label) in zip(words, meant, strict=True):
            if (senses or label) and "\n" not in key:
                keys.append(key)
                meanings.append(senses)
                level.append("-" if label is None else levels.setdefault(label, str(len(levels))))
        return {
            "words": printable("\n".join(keys)),
            "meanings": "\n".join([printable(senses) for senses in meanings]),
            "level": "".join(level),
            "levels": list(levels),
        }
