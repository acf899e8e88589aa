"""Sentences: where they end in Chinese and English, and which of them belong together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.text.model import Sentence

if TYPE_CHECKING:
    from reader.text.align.model import Knowledge

_ZH_END = re.compile(r"(?:[。！？!?｡]|…+|\.{3,}|;$|；$)+(?:[”’」』）》〉】\)\]\"'〕]| (?=[”’」』）》〉】〕]))*")
_ZH_GOES_ON = frozenset("，、；：,;:")
"""After these the quoted sentence was only part of one: “好吗？”，他问。"""
_ZH_LINE = re.compile(r"\n+")
_SPOKEN_BY = re.compile("[^，。！？；：“”「」\\s]{0,6}[说說问問道喊叫答]")
"""A quoted question or exclamation runs on into whoever utters it: “好！”她说。"""
_CLOSE = "”’」』）》〉】)"
_AFRESH = frozenset("“「『\n这這那他她它我你您")
"""How a sentence after …… starts: a quotation, a line, or somebody or something pointed at."""
_LONGEST_TITLE = 60

_EN_END = re.compile(r"(?<![.!?])(?:[.!?]++|…)(?:[\"'”’)\]]| (?=[”)\]](?:\s|$)))*(?=\s+|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Co|Corp|Inc|Ltd|No|Nos|vs|etc|approx|dept|est|Fig|fig|Vol|vol|pp|ca|cf|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Gov|Sen|Rep|Rev|Hon|Sgt|Capt|Lt|Col|Maj|Cmdr|Adm|Mt|Ft|Messrs)\.|\b(?:[A-Za-z]\.){1,}|\b[ei]\.[eg]\.|\bU\.S\.)$"
)
_EN_NEXT = re.compile(r"\s*(\S?)")
_EN_NUMBERED = re.compile(r"[\[(]?(?:\d{1,3}|[ivx]{1,4}|[IVX]{1,4})[\])]?$")
"""All that stands before the full stop: the number of an item, no sentence."""
_SAYS_NOTHING = re.compile(r"\W*")
_EN_REACH = 24
_KEPT = 1024
"""Paragraphs whose pairs are remembered."""


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
        if _in_title(text, match.start(), end):
            continue
        cuts.append(end)
    cuts += [match.end() for match in _ZH_LINE.finditer(text)]
    return _spans(text, sorted(set(cuts)))


def english_sentences(text: str) -> tuple[Sentence, ...]:
    """Spans that cover ``text`` but for white space. Abbreviations, initials and decimals do not end a sentence, nor
    does a mark before a lower-case letter (“Really?” she asked)."""
    cuts: list[int] = []
    before = 0
    for match in _EN_END.finditer(text):
        next_sign = _EN_NEXT.match(text, match.end())
        following = next_sign[1] if next_sign else ""
        if following and (following.islower() or following in ",;:"):
            continue
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start() + 1):
            continue
        if match.start() - before < _EN_REACH and _EN_NUMBERED.match(text[before : match.start()].lstrip()):
            continue
        cuts.append(match.end())
        before = match.end()
    return _spans(text, cuts)


def _in_title(text: str, start: int, end: int) -> bool:
    """Whether a mark stands inside 《》: 《快看！新来的人》."""
    opened = text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    if opened < 0 or "》" in text[opened:end]:
        return False
    closed = text.find("》", end, end + _LONGEST_TITLE)
    return closed >= 0 and "《" not in text[end:closed]


def _spans(text: str, cuts: Sequence[int]) -> tuple[Sentence, ...]:
    spans: list[Sentence] = []
    start = 0
    for end in [*cuts, len(text)]:
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last and spans and _SAYS_NOTHING.fullmatch(text, first, last):
            # A mark or a closing quote that has got away from its sentence.
            spans[-1] = Sentence(spans[-1].start, last)
        elif first < last:
            spans.append(Sentence(first, last))
        start = max(start, end)
    return tuple(spans)


class SentencePair(Struct, frozen=True):
    """A stretch of Chinese and the English that translates it."""

    zh: Sentence
    en: Sentence


def pair_sentences(zh: str, en: str, knowledge: "Knowledge | None" = None) -> tuple[SentencePair, ...]:
    """Sentences of a paragraph and of its translation, in order: one to one if their numbers agree, else as they are
    aligned (:mod:`reader.text.align`), with what is known of words or, without, by lengths, figures and names.

    All of the English is in some pair; a Chinese sentence without English is in none. Empty if either side is empty.
    """
    return _paired(zh, en, knowledge)


@lru_cache(maxsize=_KEPT)
def _paired(zh: str, en: str, knowledge: "Knowledge | None") -> tuple[SentencePair, ...]:
    left, right = chinese_sentences(zh), english_sentences(en)
    if not left or not right:
        return ()
    if len(left) == len(right):
        return tuple(SentencePair(a, b) for a, b in zip(left, right, strict=True))
    whole = SentencePair(Sentence(left[0].start, left[-1].end), Sentence(right[0].start, right[-1].end))
    if len(left) == 1 or len(right) == 1:
        return (whole,)
    # Imported late: most paragraphs have equal numbers.
    from reader.text.align.aligner import align
    from reader.text.align.model import COMPLETE, Side

    sides = Side([zh[s.start : s.end] for s in left]), Side([en[s.start : s.end] for s in right])
    return tuple(_joined(left, right, ((p.zh, p.en) for p in align(*sides, knowledge, prior=COMPLETE)))) or (whole,)


def _joined(
    left: Sequence[Sentence], right: Sequence[Sentence], pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[SentencePair]:
    """Ranges of sentences as spans. English without Chinese goes with what stands before it, or after."""
    held: SentencePair | None = None
    start: int | None = None
    for (i, k), (j, m) in pairs:
        if i == k and held is not None:
            held = SentencePair(held.zh, Sentence(held.en.start, right[m - 1].end))
        elif i == k:
            start = right[j].start if start is None else start
        elif j != m:
            if held is not None:
                yield held
            first = right[j].start if start is None else start
            held = SentencePair(Sentence(left[i].start, left[k - 1].end), Sentence(first, right[m - 1].end))
            start = None
    if held is not None:
        yield held


def sentence_around(zh: str, en: str, offset: int, knowledge: "Knowledge | None" = None) -> tuple[str, str]:
    """The sentence of ``zh`` that holds the code point at ``offset``, with those that are translated together with it,
    and their English ("" where there is none)."""
    for pair in pair_sentences(zh, en, knowledge):
        if pair.zh.start <= offset < pair.zh.end:
            return zh[pair.zh.start : pair.zh.end], en[pair.en.start : pair.en.end]
    sentence = next((s for s in chinese_sentences(zh) if s.start <= offset < s.end), Sentence(0, len(zh)))
    return zh[sentence.start : sentence.end], ""
