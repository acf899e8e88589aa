"""The words of a page, each once: readings, meaning and level, which pop-ups, zhuyin and tone colours are made from."""

import base64
import json
import re
import zlib

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

    def to_data(self) -> str:
        """``{"words": {"直播": "zhi2bo1|live broadcast|2"}, "levels": ["HSK 3 …"], "zhuyin": {"zhi2": "ㄓˊ"}}``:
        of each word its syllables, its meaning and the place of its level in the list, the end left out where empty.

        As JSON in DEFLATE in base64, half as long: of a short text's page the meanings are the larger part."""
        words = self._spoken.copy()
        levels: dict[str, int] = {}
        tokens = list(self._tokens.values())
        known = zip(self._tokens, self._knowledge.senses(tokens), self._knowledge.levels(tokens), strict=True)
        for key, senses, level in known:
            meaning = printable(senses).replace("|", "/")
            number = "" if level is None else levels.setdefault(level, len(levels))
            words[key] += f"|{meaning}|{number}".rstrip("|")
        zhuyin = {syllable: to_zhuyin(syllable) for syllable in self._syllables}
        data = {"words": words, "levels": list(levels), "zhuyin": zhuyin}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        deflate = zlib.compressobj(6, wbits=-zlib.MAX_WBITS)
        # Half characters, which come from words that hold one, are left as they are: JSON can say them, UTF-8 cannot.
        packed = deflate.compress(_HALF.sub(_escaped, text).encode()) + deflate.flush()
        return base64.b64encode(packed).decode()


_HALF = re.compile("[\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
