"""What a whole text shows, so that a single place can be judged by its company."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from texts.repair import marks, misread, script
from texts.repair.forms import only_simplified, only_traditional
from texts.repair.glosses import GlossSurvey
from texts.repair.readings import GROUP

SAMPLE = 20_000
"""Han characters looked at to tell the script; more say nothing new."""
TRADITIONAL = 7
"""Characters of traditional text for each of simplified text that make a text traditional, its slips included: the
article has 15, a simplified text that quotes a few traditional words 6 or fewer."""
COMMAS = 3
"""ASCII commas between Chinese, and not one full-width comma, that show that a converter made them so."""


@dataclass(slots=True)
class Survey:
    glosses: GlossSurvey = field(default_factory=GlossSurvey)
    traditional: bool = False
    damaged: bool = False
    """Misread bytes, inserted pinyin or left-over tags: ASCII marks are then damage too."""
    ascii_marks: bool = False
    careless: bool = False
    """Its conversion to traditional slipped often enough to doubt what no word settles."""
    hong_kong: bool = False
    """Writes 裏 where Taiwan writes 裡."""


def survey(paragraphs: Iterable[str], breathe: Callable[[], object] = lambda: None) -> Survey:
    """Look through a text (or its first part) once; ``breathe`` is called after each paragraph."""
    seen = Survey()
    restored = []
    for paragraph in paragraphs:
        restored.append(_restored(paragraph, seen))
        breathe()
    paragraphs = restored
    hans = hant = kana = looked = commas = wide_commas = stops = 0
    li: dict[str, int] = {"裡": 0, "裏": 0}
    for paragraph in paragraphs:
        if "(" in paragraph:
            seen.glosses.add(paragraph)
        if looked < SAMPLE:
            looked += len(paragraph)
            hans += sum(map(only_simplified, paragraph))
            hant += sum(map(only_traditional, paragraph))
            kana += sum("ぁ" <= c <= "ヺ" for c in paragraph)
        wide_commas += paragraph.count("，")
        stops += paragraph.count("。")
        if "," in paragraph or ":" in paragraph:
            commas += len(re.findall(marks.ASCII_COMMA, paragraph))
        for char in li:
            li[char] += paragraph.count(char)
        seen.damaged = seen.damaged or ("<" in paragraph and bool(re.search(marks.DEBRIS, paragraph)))
        breathe()
    for paragraph in paragraphs:
        seen.glosses.count(paragraph)
    inserted = any(seen.glosses.certainty(c, s) for p in paragraphs if "(" in p for c, s in _groups(p))
    seen.damaged = seen.damaged or inserted
    seen.ascii_marks = seen.damaged or (commas >= COMMAS and not wide_commas and stops > 0)
    seen.traditional = hant > 0 and hant >= TRADITIONAL * hans and kana * 20 <= looked
    seen.hong_kong = li["裏"] > li["裡"]
    if seen.traditional:
        seen.careless = _careless(paragraphs)
    return seen


def _restored(paragraph: str, seen: Survey) -> str:
    """The paragraph with its misread runs restored: pinyin and slips inside them count too."""
    if not misread.TRIGGER.search(paragraph):
        return paragraph
    runs = misread.find(paragraph.rstrip("\r\n"))
    seen.damaged = seen.glosses.misread = seen.damaged or bool(runs)
    for run in reversed(runs):
        paragraph = paragraph[: run.start] + run.text + paragraph[run.end :]
    return paragraph


def _careless(paragraphs: list[str]) -> bool:
    read = slips = 0
    for paragraph in paragraphs:
        plain = GROUP.sub("", paragraph)
        slips += len(script.settled_by_words(plain)) + len(script.left_simplified(plain))
        read += len(plain)
        if read >= SAMPLE:
            break
    return slips >= max(script.EVIDENCE, read * script.EVIDENCE / 2000)


def _groups(paragraph: str) -> Iterable[tuple[str, str]]:
    return ((paragraph[m.start() - 1], m[1]) for m in GROUP.finditer(paragraph) if m.start())
