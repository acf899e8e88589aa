"""Ways to write a reading: one function per style, all from numbered pinyin.

>>> write(("qi3", "e2"), "marks")
"qǐ'é"
>>> write(("qi3", "e2"), "zhuyin")
'ㄑㄧˇ ㄜˊ'
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from glossary.pinyin import join_marks, strip_tone, to_marks, tone

StyleName = Literal["marks", "numbers", "zhuyin", "plain"]

_INITIALS = {
    "b": "ㄅ", "p": "ㄆ", "m": "ㄇ", "f": "ㄈ", "d": "ㄉ", "t": "ㄊ", "n": "ㄋ", "l": "ㄌ", "g": "ㄍ", "k": "ㄎ",
    "h": "ㄏ", "j": "ㄐ", "q": "ㄑ", "x": "ㄒ", "zh": "ㄓ", "ch": "ㄔ", "sh": "ㄕ", "r": "ㄖ", "z": "ㄗ", "c": "ㄘ",
    "s": "ㄙ",
}  # fmt: skip
_FINALS = {
    "a": "ㄚ", "o": "ㄛ", "e": "ㄜ", "ê": "ㄝ", "ai": "ㄞ", "ei": "ㄟ", "ao": "ㄠ", "ou": "ㄡ", "an": "ㄢ",
    "en": "ㄣ", "ang": "ㄤ", "eng": "ㄥ", "er": "ㄦ", "i": "ㄧ", "ia": "ㄧㄚ", "io": "ㄧㄛ", "ie": "ㄧㄝ",
    "iai": "ㄧㄞ", "iao": "ㄧㄠ", "iu": "ㄧㄡ", "iou": "ㄧㄡ", "ian": "ㄧㄢ", "in": "ㄧㄣ", "iang": "ㄧㄤ",
    "ing": "ㄧㄥ", "iong": "ㄩㄥ", "u": "ㄨ", "ua": "ㄨㄚ", "uo": "ㄨㄛ", "uai": "ㄨㄞ", "ui": "ㄨㄟ", "uei": "ㄨㄟ",
    "uan": "ㄨㄢ", "un": "ㄨㄣ", "uen": "ㄨㄣ", "uang": "ㄨㄤ", "ong": "ㄨㄥ", "ueng": "ㄨㄥ", "ü": "ㄩ", "üe": "ㄩㄝ",
    "üan": "ㄩㄢ", "ün": "ㄩㄣ",
}  # fmt: skip
_TONES = {1: "", 2: "ˊ", 3: "ˇ", 4: "ˋ", 5: "˙"}
_WHOLE = {"m": "ㄇ", "n": "ㄋ", "ng": "ㄫ", "hm": "ㄏㄇ", "hng": "ㄏㄫ", "r": "ㄦ"}
_RIMELESS = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})


@lru_cache(maxsize=4096)
def to_zhuyin(syllable: str) -> str:
    """``"zhong1"`` → ``"ㄓㄨㄥ"``: the first tone unmarked, the neutral dot before, the others after.

    A syllable that zhuyin cannot spell comes back as marked pinyin.
    """
    letters = strip_tone(syllable)
    body = _WHOLE.get(letters) or _spell(letters)
    if body is None:
        return to_marks(syllable)
    mark = _TONES[tone(syllable)]
    if letters == "r":
        return body
    return mark + body if mark == "˙" else body + mark


def _spell(letters: str) -> str | None:
    if letters[:1] == "y":
        rest = letters[1:]
        # yu-, yi-, and y- for i-: yue is üe, yin is in, yao is iao; yong is iong.
        final = "ü" + rest[1:] if rest[:1] == "u" else rest if rest[:1] == "i" else "i" + rest
        return _FINALS.get(final)
    if letters[:1] == "w":
        rest = letters[1:]
        return _FINALS.get(rest if rest[:1] == "u" else "u" + rest)
    initial = letters[:2] if letters[:2] in _INITIALS else letters[:1]
    if initial not in _INITIALS:
        return _FINALS.get(letters)
    final = letters[len(initial) :]
    if initial in _RIMELESS and final == "i":
        return _INITIALS[initial]
    if initial in {"j", "q", "x"} and final[:1] == "u":
        final = "ü" + final[1:]
    spelt = _FINALS.get(final)
    return None if spelt is None else _INITIALS[initial] + spelt


def _marks(syllables: Sequence[str]) -> str:
    return join_marks(tuple(syllables))


def _numbers(syllables: Sequence[str]) -> str:
    return "".join(syllables)


def _zhuyin(syllables: Sequence[str]) -> str:
    return " ".join(map(to_zhuyin, syllables))


def _plain(syllables: Sequence[str]) -> str:
    return "".join(map(strip_tone, syllables))


STYLES: dict[StyleName, Callable[[Sequence[str]], str]] = {
    "marks": _marks,
    "numbers": _numbers,
    "zhuyin": _zhuyin,
    "plain": _plain,
}
"""Style → how the syllables of one word are written together."""

SYLLABLE_STYLES: dict[StyleName, Callable[[str], str]] = {
    "marks": to_marks,
    "numbers": str,
    "zhuyin": to_zhuyin,
    "plain": strip_tone,
}
"""Style → how one syllable is written over one character."""


def write(readings: Sequence[str | None], style: StyleName = "marks", capital: bool = False) -> str:
    """A word's readings in a style; code points without a reading are skipped. Empty if there is none.

    ``capital``: a proper noun, which pinyin writes with a capital (zhuyin and the plain form for search have none).
    """
    written = STYLES[style]([syllable for syllable in readings if syllable])
    return written[:1].upper() + written[1:] if capital and style in {"marks", "numbers"} else written


def write_name(readings: Sequence[str | None], surname: int, style: StyleName = "marks") -> str:
    """A personal name as two words, its surname the first ``surname`` syllables: ``"Wáng Jiànguó"`` (GB/T 16159)."""
    parts = (write(readings[:surname], style, capital=True), write(readings[surname:], style, capital=True))
    return " ".join(part for part in parts if part)
