"""The words of a page, each once: readings, meaning and level, which pop-ups, zhuyin and tone colours are made from."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from reader.export.escape import printable
from reader.export.model import Knowledge
from reader.text.model import Token
from reader.text.styles import to_zhuyin


class Spoken(NamedTuple):
    """A word, or a part of one, that has something written over it."""

    word: str
    over: str
    """What is written over it."""
    syllables: tuple[str, ...]
    token: Token | None
    """None for a part of a word or term, which is only pronounced."""


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
            if known is one:
                continue
            key = one.word
            if known.over != one.over:
                key = f"{key}/{one.over}"
                known = words.setdefault(key, one)
            if known.token is None and one.token is not None:
                words[key] = known._replace(token=one.token)

    def to_data(self) -> dict[str, Any]:
        """``{"words": [["直播"], ["zhi2bo1"], ["live broadcast"], [2]], "levels": […], "zhuyin": {"zhi2": "ㄓˊ"}}``:
        the words in order, and beside each its syllables, its meaning and the place of its level in the list.

        In columns, for what is alike packs better side by side."""
        keys = sorted(self._words)
        words = list(map(self._words.__getitem__, keys))
        meant = iter(self._knowledge.meanings([word.token for word in words if word.token is not None]))
        known = [("", None) if word.token is None else next(meant) for word in words]
        levels: dict[str | None, int | None] = {None: None}
        for _, level in known:
            levels.setdefault(level, len(levels) - 1)
        columns = [
            keys,
            ["".join(word.syllables) for word in words],
            [printable(senses) for senses, _ in known],
            [levels[level] for _, level in known],
        ]
        syllables = sorted(set(chain.from_iterable([word.syllables for word in words])))
        zhuyin = {syllable: to_zhuyin(syllable) for syllable in syllables}
        return {"words": columns, "levels": list(levels)[1:], "zhuyin": zhuyin}
