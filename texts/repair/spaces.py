"""Spaces between Han characters that a page, a PDF or a word cutter put there: 我 国 经 济, 经 济发展, 中国 经济 快速.

People set apart what belongs apart: names in a list, lines of a verse, columns, 前　言. There the two sides hardly ever
make a word, while every third place inside a sentence is inside a word. So the model is asked how much likelier the
next two characters are for what stands before the space, and the places of a line, and of a text, are judged together.
"""

import re
from dataclasses import dataclass

from texts.repair.draft import Edit
from texts.repair.likelihood import model

_HAN = "㐀-鿿〇"
_BLANK = "[ \xa0\u2002-\u200a\u202f]"
GAP = re.compile(rf"(?<=[{_HAN}]){_BLANK}{{1,3}}(?=[{_HAN}])")
_AT_MARK = re.compile(
    rf"(?<=[{_HAN}\w，。、；：！？…”’》）」』]){_BLANK}+(?=[，。、；：！？…—”’》）」』])|(?<=[，。、；：！？…“‘《（「『”’》）」』]){_BLANK}+(?=[{_HAN}“‘《（「『\w，。！？])"
    rf"|(?<=[{_HAN}]){_BLANK}+(?=[“‘《（「『])"
)
_DIGITS = re.compile(rf"(?<![\d.])\d(?:{_BLANK}\d)+(?![\d.])")
_NOT_IN_LATIN = re.compile(rf"(?<![A-Za-z0-9 \xa0]){_BLANK}+(?=\S)|(?<=\S){_BLANK}+(?![A-Za-z0-9 \xa0])")
_LABEL = re.compile(rf"[{_HAN}]{{1,5}}[：:]")
"""来源：新华网 作者：张三"""
_SENTENCE = re.compile("[，。；：！？]")
_COLUMNS = re.compile(rf"{_BLANK}{{4,}}|\t|[|｜]")
_STOPS = frozenset("的了在是和有不我他她这這也就都与與而")

TOGETHER = 1.0
"""Nats that the places of a line must gain on average: meant ones lose 1.5, places at random gain 2.3."""
FEW = 4
"""Places that say something together."""
ALONE = 7.0
"""Nats at which a single place is inside a word: every second real one is below, of 70 meant ones in sound sentences
all are."""
EVERYWHERE = 3
"""In so many lines one must have such spaces where they are to be damage all over the text."""
DENSE = 0.3
"""Share of the borders between Han characters with a space that a word cutter leaves; people leave one in a hundred."""


@dataclass(slots=True)
class SpaceSurvey:
    """The places in sentences of the text."""

    gaps: int = 0
    gain: float = 0.0
    borders: int = 0
    spaced: int = 0
    """Lines that are set in single characters."""
    gapped: int = 0
    """Sentences' lines that have any."""
    lines: int = 0
    """All lines."""

    def add(self, paragraph: str) -> None:
        found = list(GAP.finditer(paragraph))
        if not found or not _SENTENCE.search(paragraph) or _COLUMNS.search(paragraph):
            return
        self.gapped += 1
        self.gaps += len(found)
        self.gain += sum(_gain(paragraph, m) for m in found[:500]) * len(found) / min(500, len(found))
        self.borders += _borders(paragraph)
        self.spaced += _in_characters(paragraph)

    @property
    def strewn(self) -> bool:
        """Whether the spaces of the whole text are damage."""
        if self.gaps <= FEW or self.gapped * EVERYWHERE < self.lines:
            return False
        return self.gain >= TOGETHER * self.gaps or self.gaps >= DENSE * self.borders


def find(text: str, seen: SpaceSurvey) -> list[Edit]:
    """The spaces of a paragraph that are damage."""
    gaps = list(GAP.finditer(text))
    if not gaps or _COLUMNS.search(text):
        return []
    certainty = _together(text, gaps, seen)
    if certainty:
        dense = len(gaps) >= DENSE * _borders(text)
        edits = [
            Edit(m.start(), m.end(), "space", "", certainty)
            for m in gaps
            if dense or not (_LABEL.match(text) and _LABEL.match(text, m.end()))
        ]
        edits += [Edit(m.start(), m.end(), "space", "", certainty) for m in _AT_MARK.finditer(text)]
        if _in_characters(text):
            edits += [
                Edit(m.start() + at, m.start() + at + 1, "space", "", certainty)
                for m in _DIGITS.finditer(text)
                for at, char in enumerate(m[0])
                if char.isspace()
            ]
            edits += [Edit(m.start(), m.end(), "space", "", certainty) for m in _NOT_IN_LATIN.finditer(text)]
        return _as_one(text, sorted({e.start: e for e in edits}.values(), key=lambda e: e.start))
    if not _SENTENCE.search(text):
        return []
    return [
        Edit(m.start(), m.end(), "space", "", 0.85)
        for m in gaps
        if len(m[0]) == 1 and not _set_apart(text, m) and _gain(text, m) >= ALONE
    ]


def _as_one(text: str, edits: list[Edit]) -> list[Edit]:
    """Many spaces as one repair, which a person can take in."""
    if len(edits) < FEW:
        return edits
    start, end = max(0, edits[0].start - 1), min(len(text), edits[-1].end + 1)
    parts = []
    at = start
    for edit in edits:
        parts.append(text[at : edit.start])
        at = max(at, edit.end)
    return [Edit(start, end, "space", "".join((*parts, text[at:end])), edits[0].certainty)]


def _together(text: str, gaps: list[re.Match[str]], seen: SpaceSurvey) -> float:
    """How certain it is that all the spaces of the paragraph are damage; 0: they are not."""
    if not _SENTENCE.search(text):
        # A heading: set in single characters it may be meant, unless the whole text is.
        return 0.85 if seen.strewn and 2 * seen.spaced > seen.lines and _in_characters(text) else 0.0
    if seen.strewn:
        return 0.93
    if len(gaps) < FEW:
        return 0.0
    if len(gaps) >= DENSE * _borders(text) and _cut_into_words(text):
        return 0.93
    mean = sum(_gain(text, m) for m in gaps[:500]) / min(500, len(gaps))
    return 0.9 if mean >= TOGETHER and not _all_set_apart(text, gaps) else 0.0


def _gain(text: str, gap: re.Match[str]) -> float:
    """Nats by which what follows is likelier after what stands before than after nothing."""
    cost = model().cost
    second, first = ("", *text[max(0, gap.start() - 2) : gap.start()])[-2:]
    one, two = (*text[gap.end() : gap.end() + 2], "")[:2]
    second = second if re.match(f"[{_HAN}]", second) else ""
    gain = cost("", "", one) - cost(second, first, one)
    return gain + (cost("", one, two) - cost(first, one, two) if re.match(f"[{_HAN}]", two) else 0.0)


def _borders(text: str) -> int:
    """Places where two Han characters meet, with a space between them or not."""
    return len(re.findall(rf"[{_HAN}](?={_BLANK}{{0,3}}[{_HAN}])", text))


def _in_characters(text: str) -> bool:
    """Whether nearly every Han character stands alone."""
    parts = re.findall(f"[{_HAN}]+", text)
    return len(parts) > FEW and sum(map(len, parts)) <= 1.2 * len(parts)


def _cut_into_words(text: str) -> bool:
    """Whether the parts are words of a sentence, not names or items: particles among them, and no one length."""
    parts = re.findall(f"[{_HAN}]+", text)
    particles = sum(part in _STOPS for part in parts)
    return _in_characters(text) or (len({len(part) for part in parts}) > 1 and 12 * particles >= len(parts))


def _set_apart(text: str, gap: re.Match[str]) -> bool:
    """Whether single characters stand on both sides: 张 三."""
    before = text[max(0, gap.start() - 2) : gap.start() - 1]
    after = text[gap.end() + 1 : gap.end() + 2]
    return not re.match(f"[{_HAN}]", before) and not re.match(f"[{_HAN}]", after)


def _all_set_apart(text: str, gaps: list[re.Match[str]]) -> bool:
    return not _in_characters(text) and 2 * sum(_set_apart(text, m) for m in gaps) > len(gaps)
