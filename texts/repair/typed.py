"""Quotation marks, dots and dashes typed in ASCII: "…" for “…”, ... for ……, -- for ——, a full stop for 。.

Each is put right only in a text that has it more than twice and its Chinese counterpart nowhere: who writes “ once
knows how to, and a straight quote beside it may be meant. Code, English and figures stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from texts.repair.draft import Edit

_HAN = "㐀-鿿〇"
_WIDE = f"{_HAN}“”‘’《》〈〉「」『』（）【】，。、；：！？…—·"
_DOUBLE = re.compile(r'"([^"\n]{1,300})"')
_SINGLE = re.compile(r"(?<![A-Za-z0-9])'([^'\n]{1,200})'(?![A-Za-z0-9])")
_DOTS = re.compile(rf"(?<=[{_HAN}”’》），,])(?:\.{{3,12}}|。{{3,12}})|\.{{3,12}}(?=[{_HAN}])")
_DASH = re.compile(rf"(?<=[{_WIDE}])-{{2,6}}(?=[{_WIDE}])")
_STOP = re.compile(rf"(?<=[{_HAN}”’》）%])\.(?=\d{{4}}年|[{_HAN}“”‘’《「\"']|\s+[{_HAN}“‘《「\"']|\s*$)")
_CODE = re.compile(r"[{}<>;=\\`\[\]|]|\"\s*:|^\s*(?:#|//|--|\d+\t)")
_INCHES = re.compile(r"\d[\"']")
SELDOM = 2000
"""Characters for each mark of a kind above which it is the exception."""
FEW = 3
"""Marks of a kind that show how the text is typed."""


@dataclass(slots=True)
class TypedSurvey:
    """What the text types in ASCII, and whether it knows the right marks."""

    quotes: int = 0
    dots: int = 0
    dashes: int = 0
    stops: int = 0
    strays: bool = False
    """Some kind of mark is typed in ASCII throughout."""

    def add(self, paragraph: str) -> None:
        if '"' in paragraph:
            self.quotes += len(_quoted(paragraph))
        if ".." in paragraph or "。。" in paragraph:
            self.dots += len(_DOTS.findall(paragraph))
        if "--" in paragraph:
            self.dashes += len(_DASH.findall(paragraph))
        if "." in paragraph:
            self.stops += len(_STOP.findall(paragraph))

    def judge(self, paragraphs: Sequence[str]) -> None:
        """Once all paragraphs are added: what is seldom, or beside its right form, may be meant."""
        least = max(FEW, sum(map(len, paragraphs)) // SELDOM)
        self.quotes *= self.quotes >= least and not known("“”「」", paragraphs)
        self.dots *= self.dots >= least and not known("…⋯", paragraphs)
        self.dashes *= self.dashes >= least and not known("—─", paragraphs)
        self.stops *= self.stops >= least and not known("。", paragraphs)
        self.strays = bool(self.quotes or self.dots or self.dashes or self.stops)


def known(marks: str, paragraphs: Sequence[str]) -> bool:
    """Whether the text has any of the marks."""
    return any(mark in paragraph for paragraph in paragraphs for mark in marks)


def find(text: str, seen: TypedSurvey, *, traditional: bool) -> list[Edit]:
    """The marks of a paragraph that are typed in ASCII where the text knows no others."""
    edits: list[Edit] = []
    if _CODE.search(text):
        return edits
    if '"' in text and seen.quotes:
        outer, inner = ("「」", "『』") if traditional else ("“”", "‘’")
        edits += _pairs(_quoted(text), outer)
        if "'" in text:
            edits += _pairs([m for m in _SINGLE.finditer(text) if _speaks(text, m)], inner)
    if seen.dots:
        edits += [Edit(m.start(), m.end(), "punctuation", "……", 0.9) for m in _DOTS.finditer(text)]
    if seen.dashes:
        edits += [Edit(m.start(), m.end(), "punctuation", "——", 0.9) for m in _DASH.finditer(text)]
    if seen.stops:
        edits += [Edit(m.start(), m.end(), "punctuation", "。", 0.92) for m in _STOP.finditer(text)]
    return sorted({e.start: e for e in edits}.values(), key=lambda e: e.start)


def _quoted(text: str) -> list[re.Match[str]]:
    """Pairs of straight quotes in Chinese; none where their number is odd: nobody can tell which is left over."""
    if text.count('"') % 2 or _CODE.search(text) or _INCHES.search(text):
        return []
    return [m for m in _DOUBLE.finditer(text) if _speaks(text, m)]


def _speaks(text: str, pair: re.Match[str]) -> bool:
    beside = text[max(0, pair.start() - 1) : pair.start()] + text[pair.end() : pair.end() + 1]
    return bool(re.search(f"[{_WIDE}]", pair[1] + beside))


def _pairs(found: list[re.Match[str]], marks: str) -> list[Edit]:
    edits = []
    for m in found:
        edits.append(Edit(m.start(), m.start() + 1, "punctuation", marks[0], 0.88))
        edits.append(Edit(m.end() - 1, m.end(), "punctuation", marks[1], 0.88))
    return edits
