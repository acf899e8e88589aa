"""Sentences: where they end in Chinese and English, and which of them belong together."""

import re
from collections.abc import Sequence

from msgspec import Struct

from reader.text.model import Sentence

_ZH_END = re.compile(r"(?:[。！？!?｡]|…+|\.{3,}|;$|；$)+[”’」』）》〉】\)\]\"'〕]*")
_ZH_GOES_ON = frozenset("，、；：,;:")
"""After these the quoted sentence was only part of one: “好吗？”，他问。"""
_ZH_LINE = re.compile(r"\n+")
_SPOKEN_BY = re.compile("[^，。！？；：“”「」\\s]{0,6}[说說问問道喊叫答]")
"""A quoted question or exclamation runs on into whoever utters it: “好！”她说。"""
_CLOSE = "”’」』）》〉】)"
_AFRESH = frozenset("“「『\n这這那他她它我你您")
"""How a sentence after …… starts: a quotation, a line, or somebody or something pointed at."""

_EN_END = re.compile(r"(?<![.!?])(?:[.!?]++|…)[\"'”’)\]]*(?=\s+|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Co|Corp|Inc|Ltd|No|Nos|vs|etc|approx|dept|est|Fig|fig|Vol|vol|pp|ca|cf|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Gov|Sen|Rep|Rev)\.|\b(?:[A-Za-z]\.){1,}|\b[ei]\.[eg]\.|\bU\.S\.)$"
)


def chinese_sentences(text: str) -> tuple[Sentence, ...]:
    """Spans that cover ``text`` but for white space between them. Closing quotes and brackets belong to the sentence.

    A mark inside a quotation ends a sentence too (“五年。我想。” has two), unless a comma follows the closing quote.
    """
    cuts: list[int] = []
    for match in _ZH_END.finditer(text):
        end = match.end()
        following = text[end : end + 1]
        if following in _ZH_GOES_ON and following:
            continue
        mark = match.group()
        # An ellipsis trails off inside a sentence as often as it ends one; what follows decides.
        if mark[0] in "…." and mark[-1] not in _CLOSE and following and following not in _AFRESH:
            continue
        if mark[0] in "！？!?" and mark[-1] in "”’」』" and _SPOKEN_BY.match(text, end):
            continue
        if mark[0] in "!?" and following.isascii() and following.isalnum():
            continue
        cuts.append(end)
    cuts += [match.end() for match in _ZH_LINE.finditer(text)]
    return _spans(text, sorted(set(cuts)))


def english_sentences(text: str) -> tuple[Sentence, ...]:
    """Spans that cover ``text`` but for white space. Abbreviations, initials and decimals do not end a sentence, nor
    does a mark before a lower-case letter (“Really?” she asked)."""
    cuts: list[int] = []
    for match in _EN_END.finditer(text):
        following = text[match.end() :].lstrip()[:1] if match.end() < len(text) else ""
        if following and (following.islower() or following in ",;:"):
            continue
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start() + 1):
            continue
        cuts.append(match.end())
    return _spans(text, cuts)


def _spans(text: str, cuts: Sequence[int]) -> tuple[Sentence, ...]:
    spans: list[Sentence] = []
    start = 0
    for end in [*cuts, len(text)]:
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            spans.append(Sentence(first, last))
        start = max(start, end)
    return tuple(spans)


class SentencePair(Struct, frozen=True):
    """A stretch of Chinese and the English that translates it."""

    zh: Sentence
    en: Sentence


def pair_sentences(zh: str, en: str) -> tuple[SentencePair, ...]:
    """Sentences of a paragraph and of its translation, one to one if their numbers agree, else both as a whole.

    Empty if either side is empty.
    """
    left, right = chinese_sentences(zh), english_sentences(en)
    if not left or not right:
        return ()
    if len(left) == len(right):
        return tuple(SentencePair(a, b) for a, b in zip(left, right, strict=True))
    return (SentencePair(Sentence(left[0].start, left[-1].end), Sentence(right[0].start, right[-1].end)),)


def sentence_around(zh: str, en: str, offset: int) -> tuple[str, str]:
    """The sentence of ``zh`` that holds the code point at ``offset``, and its English ("" where there is none); all of
    both where their sentences cannot be paired one to one."""
    pairs = pair_sentences(zh, en)
    for pair in pairs:
        if pair.zh.start <= offset < pair.zh.end:
            return zh[pair.zh.start : pair.zh.end], en[pair.en.start : pair.en.end]
    sentence = next((s for s in chinese_sentences(zh) if s.start <= offset < s.end), Sentence(0, len(zh)))
    return zh[sentence.start : sentence.end], ""
