"""The words of a page, each once: readings, meaning and level, which pop-ups, zhuyin and tone colours are made from."""

from typing import Any

from reader.export.model import Knowledge
from reader.export.ruby import Piece
from reader.text.model import Token
from reader.text.styles import to_zhuyin

Entry = list[Any]
"""``["zhi2 bo1", "live broadcast", 2]``: syllables, meaning, place in the list of levels; what is empty at the end is
left out."""


class WordBook:
    """Collects words; memory grows with the vocabulary (20,000 words in a novel), not with the text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._entries: dict[str, Entry] = {}
        self._over: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        self._syllables: dict[str, str] = {}

    def add(self, word: str, over: str, syllables: tuple[str, ...], token: Token | None) -> None:
        """Note a word and what is written over it. ``token`` is None for a part of a word or term, which is only
        pronounced. The first reading of a word is kept under the word, any other under ``word/reading``."""
        key = word if self._over.setdefault(word, over) == over else f"{word}/{over}"
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = [" ".join(syllables)]
            for syllable in syllables:
                if syllable not in self._syllables:
                    self._syllables[syllable] = to_zhuyin(syllable)
        if token is not None and len(entry) == 1:
            entry.append(self._knowledge.senses(token))
            level = self._knowledge.level(token)
            if level is not None:
                entry.append(self._levels.setdefault(level, len(self._levels)))

    def add_piece(self, piece: Piece, over: str, token: Token | None) -> None:
        if piece.reading:
            self.add(piece.text, over, piece.syllables, token)

    def to_data(self) -> dict[str, Any]:
        """``{"words": {…}, "levels": […], "zhuyin": {"zhi2": "ㄓˊ"}}``"""
        words = {key: entry if any(entry[1:2]) or len(entry) > 2 else entry[:1] for key, entry in self._entries.items()}
        return {"words": words, "levels": list(self._levels), "zhuyin": self._syllables}
