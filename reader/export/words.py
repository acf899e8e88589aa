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
        self._meant: dict[str, str] = {}
        self._over: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        self._syllables: dict[str, str] = {}

    def add(self, word: str, over: str, syllables: tuple[str, ...], token: Token | None) -> None:
        """Note a word and what is written over it. ``token`` is None for a part of a word or term, which is only
        pronounced. The first reading of a word is kept under the word, any other under ``word/reading``."""
        key = word if self._over.setdefault(word, over) == over else f"{word}/{over}"
        if key not in self._spoken:
            self._spoken[key] = "".join(syllables)
            for syllable in syllables:
                if syllable not in self._syllables:
                    self._syllables[syllable] = to_zhuyin(syllable)
        if token is not None and key not in self._meant:
            senses = printable(self._knowledge.senses(token)).replace("|", "/")
            level = self._knowledge.level(token)
            number = "" if level is None else str(self._levels.setdefault(level, len(self._levels)))
            self._meant[key] = f"|{senses}|{number}".rstrip("|")

    def to_data(self) -> dict[str, Any]:
        """``{"words": {"直播": "zhi2bo1|live broadcast|2"}, "levels": ["HSK 3 …"], "zhuyin": {"zhi2": "ㄓˊ"}}``:
        of each word its syllables, its meaning and the place of its level in the list, the end left out where empty."""
        words = {key: spoken + self._meant.get(key, "") for key, spoken in self._spoken.items()}
        return {"words": words, "levels": list(self._levels), "zhuyin": self._syllables}
