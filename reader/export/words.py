"""The words of a page, each once: readings, meaning and level, which pop-ups, zhuyin and tone colours are made from."""

from typing import Any

from reader.export.escape import printable
from reader.export.model import Knowledge
from reader.text.model import Token
from reader.text.styles import to_zhuyin


class WordBook:
    """Collects words; memory grows with the vocabulary (20,000 words in a novel), not with the text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._spoken: dict[str, str] = {}
        self._tokens: dict[str, Token] = {}
        """One token of each word that has a meaning to be looked up, all together at the end."""
        self._over: dict[str, str] = {}
        self._syllables: dict[str, None] = {}

    def add(self, word: str, over: str, syllables: tuple[str, ...], token: Token | None) -> None:
        """Note a word and what is written over it. ``token`` is None for a part of a word or term, which is only
        pronounced. The first reading of a word is kept under the word, any other under ``word/reading``."""
        key = word if self._over.setdefault(word, over) == over else f"{word}/{over}"
        if key not in self._spoken:
            self._spoken[key] = "".join(syllables)
            self._syllables.update(dict.fromkeys(syllables))
        if token is not None:
            self._tokens.setdefault(key, token)

    def to_data(self) -> dict[str, Any]:
        """``{"words": [["直播"], ["zhi2bo1"], ["live broadcast"], [2]], "levels": […], "zhuyin": {"zhi2": "ㄓˊ"}}``:
        the words in order, and beside each its syllables, its meaning and the place of its level in the list.

        In columns, for what is alike packs better side by side."""
        levels: dict[str, int] = {}
        tokens = list(self._tokens.values())
        known = zip(self._tokens, self._knowledge.senses(tokens), self._knowledge.levels(tokens), strict=True)
        meant = {
            key: (printable(senses), None if level is None else levels.setdefault(level, len(levels)))
            for key, senses, level in known
        }
        words = sorted(self._spoken)
        found = [meant.get(word, ("", None)) for word in words]
        columns = [words, [self._spoken[word] for word in words], *map(list, zip(*found, strict=True))]
        zhuyin = {syllable: to_zhuyin(syllable) for syllable in sorted(self._syllables)}
        return {"words": columns, "levels": list(levels), "zhuyin": zhuyin}
