"""Pinyin of a whole sentence: words apart, a capital first, Western punctuation (GB/T 16159—2012)."""

from typing import TYPE_CHECKING, Final

from reader.text.convert import OpenCCConverter
from reader.text.orthography import write_token
from reader.text.pipeline import show
from reader.text.script import detect_script
from texts.model import Paragraph

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.pipeline import Analyser

_AFTER: Final = {
    "，": ",", "、": ",", "。": ".", "．": ".", "；": ";", "：": ":", "！": "!", "？": "?", "」": "”", "』": "’",
    "）": ")", "》": "”", "〉": "’", "】": "]", "”": "”", "’": "’", "…": "…", "％": "%",
}  # fmt: skip
"""Signs that stand close to the word before them."""
_BEFORE: Final = {"「": "“", "『": "‘", "（": "(", "《": "“", "〈": "‘", "【": "[", "“": "“", "‘": "‘"}
_BETWEEN: Final = {"—": "—", "–": "–", "·": "·", "・": "·"}
_ENDING: Final = frozenset(".!?…")


class SentencePinyin:
    """Writes sentences as the analysis reads them."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._analyser: Analyser | None = None

    def write(self, sentence: str) -> str:
        if self._analyser is None:
            self._analyser = self._session.analyser("")
        annotated = self._analyser.annotate(0, Paragraph(sentence), detect_script(sentence))
        pieces: list[str] = []
        close = True
        for shown in show(annotated, annotated.script, OpenCCConverter()).tokens:
            term = shown.token.term
            kind = None if term is None else self._session.name_kind(term)
            said = write_token(shown, shown.readings, "marks", kind)
            for text in [said] if said and all(shown.readings) else _signs(shown.text, said):
                if text in _AFTER or all(char in _AFTER or char in ".,;:!?)%" for char in text):
                    pieces.append("".join(_AFTER.get(char, char) for char in text))
                    close = False
                elif text in _BEFORE:
                    pieces.append(("" if close else " ") + _BEFORE[text])
                    close = True
                elif text in _BETWEEN:
                    pieces.append(_BETWEEN[text])
                    close = True
                elif text.strip():
                    pieces.append(("" if close else " ") + _capital(text, pieces))
                    close = False
        return "".join(pieces)


def _signs(text: str, said: str) -> list[str]:
    """A token of signs, digits or letters as it stands; one of letters and characters (MCN机构) with its reading."""
    if not said:
        return list(text) if not text.isalnum() else [text]
    latin = "".join(char for char in text if char.isascii())
    return [f"{latin} {said}" if text.startswith(latin) else f"{said} {latin}"] if latin else [said]


def _capital(text: str, before: list[str]) -> str:
    written = "".join(before)
    last = written.rstrip(" “‘([")
    begins = not last or last[-1] in _ENDING or written.endswith((": “", ": ‘"))
    return text[:1].upper() + text[1:] if begins else text
