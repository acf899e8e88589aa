"""Script conversion that remembers where everything went.

Characters are converted in context and keep their places (measured on 47,111 phrases: t2s, s2t, s2tw and s2hk keep
the length). What OpenCC's tables leave open or get wrong on the way from simplified is settled by ``traditional``.
Vocabulary swaps (视频 → 影片, U盘 → 隨身碟) change lengths, so they are applied token by token, and only when asked
for. Terms can be pinned to their own traditional form.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from reader.text.quotes import corner_quotes, curly_quotes
from reader.text.script import opencc_converter, to_simplified
from reader.text.traditional import Standard, Traditional, traditional
from texts.model import Script

Span = tuple[int, int]

_CHUNK = re.compile(r"[^，。！？；：、\n]{1,400}[，。！？；：、\n]*|[，。！？；：、\n]+")
"""Where no token is given, phrases are swapped and aligned clause by clause: none crosses punctuation."""

_CHARACTERS: dict[tuple[Script, Script], tuple[str, ...]] = {
    ("hans", "hant"): ("s2t",),
    ("hans", "tw"): ("s2tw",),
    ("hans", "hk"): ("s2hk",),
    ("hant", "tw"): ("t2tw",),
    ("hant", "hk"): ("t2hk",),
    ("tw", "hant"): ("tw2t",),
    ("tw", "hk"): ("tw2t", "t2hk"),
    ("hk", "hant"): ("hk2t",),
    ("hk", "tw"): ("hk2t", "t2tw"),
}
_VOCABULARY: dict[tuple[Script, Script], tuple[str, ...]] = {
    ("hans", "tw"): ("s2twp",),
    ("hans", "hk"): ("s2hkp",),
    ("hant", "tw"): ("t2s", "s2twp"),
    ("hant", "hk"): ("t2s", "s2hkp"),
    ("hk", "tw"): ("hk2sp", "s2twp"),
    ("tw", "hk"): ("tw2sp", "s2hkp"),
    ("tw", "hans"): ("tw2sp",),
    ("hk", "hans"): ("hk2sp",),
}
TABLES = ("t2s", "s2t", "s2tw", "s2hk", "t2tw", "t2hk", "tw2t", "hk2t")
"""Every table of characters; the first three are what a card is written with."""
_KEPT: dict[bool, dict[tuple[Script, Script], dict[str, str]]] = {True: {}, False: {}}
"""What characters have been converted to by themselves, with context and without: at most all there are."""
_NEIGHBOURS = 3
"""Characters to each side that may decide what OpenCC makes of one."""
_COMMON_TAI = re.compile("(?<!魚)臺")
"""Taiwan writes 平台, 電台 and, as often as not, 台灣; its offices write 臺灣. The word lists of its input methods have
台灣 four times in five (McBopomofo), Wikipedia one or the other by article. 釣魚臺 keeps its name."""


def _as_taiwan_writes(text: str) -> str:
    return _COMMON_TAI.sub("台", text).replace("汙", "污")


class Converted(Struct, frozen=True):
    """Converted text and where its stretches come from."""

    text: str
    spans: tuple[tuple[int, int, int, int], ...]
    """(start, end, shown start, shown end), in order and without gap on both sides. A stretch of equal length maps
    code point by code point, one of unequal length only as a whole."""
    doubts: tuple[int, ...] = ()
    """Code points of the source that may stand for another character than the one shown, in order."""

    def place(self, offset: int) -> int:
        """Where the code point at ``offset`` of the source begins in ``text``."""
        at = bisect_right(self.spans, offset, key=lambda span: span[0]) - 1
        if at < 0:
            return 0
        start, end, shown, shown_end = self.spans[at]
        if end - start == shown_end - shown:
            return shown + min(offset, end) - start
        return shown if offset < end else shown_end


class Converter(Protocol):
    def convert(
        self, text: str, source: Script, target: Script, phrases: bool = False, tokens: Sequence[Span] = ()
    ) -> Converted:
        """``text`` in ``target``; unchanged where both scripts are one. ``phrases`` also swaps regional
        vocabulary, token by token where ``tokens`` (spans that cover the text) are given."""

    def convert_all(self, texts: Sequence[str], source: Script, target: Script) -> list[str]:
        """Each of the texts as ``convert`` has it alone."""

    def convert_character(self, char: str, source: Script, target: Script) -> str:
        """What a character is by itself."""


class OpenCCConverter:
    """OpenCC's tables, corrected by context (``traditional``, and 著 in ``script``), and quotation marks."""

    def __init__(self, table: Traditional | None = None, context: bool = True) -> None:
        """``context=False``: OpenCC's tables alone, at ten times the speed; ``table`` stands in for the bundled one."""
        self._table = table
        self._context = context
        self._kept: dict[tuple[Script, Script], dict[str, str]] = {} if table else _KEPT[context]

    def convert(
        self, text: str, source: Script, target: Script, phrases: bool = False, tokens: Sequence[Span] = ()
    ) -> Converted:
        if source == target or not text:
            return Converted(text, ((0, len(text), 0, len(text)),) if text else ())
        plain, doubts = self._characters(text, source, target)
        aligned = len(plain) == len(text)
        swap = phrases and (source, target) in _VOCABULARY
        if aligned and not swap:
            return Converted(plain, ((0, len(text), 0, len(text)),), doubts)
        chunks = list(tokens) if phrases and tokens else [match.span() for match in _CHUNK.finditer(text)]
        parts: list[str] = []
        spans: list[tuple[int, int, int, int]] = []
        shown = 0
        for start, end in chunks:
            part = plain[start:end] if aligned else self._characters(text[start:end], source, target)[0]
            if swap:
                part = _swapped(text[start:end], source, target) or part
            parts.append(part)
            spans.append((start, end, shown, shown + len(part)))
            shown += len(part)
        return Converted("".join(parts), tuple(spans), doubts)

    def convert_all(self, texts: Sequence[str], source: Script, target: Script) -> list[str]:
        # Many short texts in one go take a fifth of the time. No word of OpenCC's tables has a line break; only what
        # settles by context would look beyond it.
        if source != target and len(texts) > 1 and not (self._context and source == "hans"):
            whole = "\n".join(texts)
            made = self._by_tables(whole, source, target)
            lines = made.split("\n")
            if len(made) == len(whole) and len(lines) == len(texts):
                return [self._quoted(line, target) for line in lines]
        return [self.convert(text, source, target).text for text in texts]

    def convert_character(self, char: str, source: Script, target: Script) -> str:
        known = self._kept.setdefault((source, target), {})
        found = known.get(char)
        if found is None:
            found = known[char] = self.convert(char, source, target).text
        return found

    def _characters(self, text: str, source: Script, target: Script) -> tuple[str, tuple[int, ...]]:
        """The text character by character, and the places of doubt."""
        made = self._by_tables(text, source, target)
        doubts: tuple[int, ...] = ()
        if target != "hans" and self._context and source == "hans" and len(made) == len(text):
            made, doubts = _settled(self._table or traditional(), text, made, target)
        return self._quoted(made, target), doubts

    @staticmethod
    def _by_tables(text: str, source: Script, target: Script) -> str:
        if target == "hans":
            return to_simplified(text)
        for config in _CHARACTERS[source, target]:
            text = opencc_converter(config)(text)
        return _as_taiwan_writes(text) if target == "tw" else text

    @staticmethod
    def _quoted(text: str, target: Script) -> str:
        """The text with the quotation marks that are usual in the script."""
        if target == "hant":
            return text
        return curly_quotes(text) if target == "hans" else corner_quotes(text)


def _settled(table: Traditional, text: str, made: str, target: Standard) -> tuple[str, tuple[int, ...]]:
    """What context says against the tables, as far as it leads back to the same simplified text."""
    settled = table.settle(text, made, target)
    if settled.text == made:
        return made, settled.doubts
    back = to_simplified(settled.text)
    if back == text:
        return settled.text, settled.doubts
    if len(back) != len(text):
        return made, settled.doubts
    # 藉 becomes 借 unless it stands beside another 藉: the change that spoils the way back may be a neighbour's.
    safe = list(settled.text)
    for at, (simple, was) in enumerate(zip(back, text, strict=True)):
        if simple != was:
            near = slice(max(0, at - _NEIGHBOURS), at + _NEIGHBOURS + 1)
            safe[near] = made[near]
    return "".join(safe), settled.doubts


@lru_cache(maxsize=65536)
def _swapped(chunk: str, source: Script, target: Script) -> str | None:
    """The chunk in the other region's vocabulary; None where that has nothing to change.

    Compared by way of the same detour without vocabulary, so that the detour itself changes nothing.
    """
    swapped = plain = chunk
    for config in _VOCABULARY[source, target]:
        swapped = opencc_converter(config)(swapped)
        plain = opencc_converter(config.removesuffix("p"))(plain)
    return None if swapped == plain else swapped


def pinned(term: str, target: Script, pins: Mapping[str, str]) -> str | None:
    """A term's own form in ``target``; ``pins`` maps its simplified form to its traditional one.

    None where nothing is pinned. Regional variants of characters still apply (裏 → 裡).
    """
    full = pins.get(term)
    if full is None:
        return None
    if target == "hans":
        return term
    return full if target == "hant" else opencc_converter("t2tw" if target == "tw" else "t2hk")(full)
