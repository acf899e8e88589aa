"""What a whole text shows, so that a single place can be judged by its company."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from texts.repair import glyphs, marks, misread, odd, remains, script
from texts.repair.arrival import Arrival, arrival
from texts.repair.draft import Edit
from texts.repair.forms import only_simplified, only_traditional
from texts.repair.gaps import Hand
from texts.repair.glosses import GlossSurvey
from texts.repair.odd import DRESSED, ODD
from texts.repair.readings import GROUP
from texts.repair.spaces import SpaceSurvey
from texts.repair.typed import TypedSurvey, known

ROUNDS = 5
"""Times that a misreading may have happened over another."""
SAMPLE = 20_000
"""Han characters looked at to tell the script; more say nothing new."""
TRADITIONAL = 7
"""Characters of traditional text for each of simplified text that make a text traditional, its slips included: the
article has 15, a simplified text that quotes a few traditional words 6 or fewer."""
SIMPLIFIED = 10
"""Characters of simplified text for each of traditional text that make the latter remains of a conversion; a sound
simplified text has 1,000, a text about both scripts fewer than 5."""
LEAST = 20
"""Characters of simplified text that a text must have at all to say so."""
REMAINS, RARELY = 3, 5000
"""Traditional characters that a simplified text must have at all, and in so many characters one, to doubt those too
that some write by intent; Wikipedia in simplified characters has one in 16,000."""
HALF_WIDTH = 10
"""Latin words and figures in ASCII for each full-width one that make the latter strays."""
_FENCE = ("```", "~~~")
COMMAS = 3
"""ASCII commas between Chinese, and not one full-width comma, that show that a converter made them so."""


@dataclass(slots=True)
class Survey:
    glosses: GlossSurvey = field(default_factory=GlossSurvey)
    arrival: Arrival = field(default_factory=Arrival)
    spaces: SpaceSurvey = field(default_factory=SpaceSurvey)
    typed: TypedSurvey = field(default_factory=TypedSurvey)
    traditional: bool = False
    simplified: bool = False
    left_over: bool = False
    """Has traditional characters that a conversion to simplified left."""
    half_width: bool = False
    """Writes Latin words and figures in ASCII."""
    damaged: bool = False
    """Misread bytes, inserted pinyin or left-over tags: ASCII marks are then damage too."""
    strange: bool = False
    """Some paragraph has a character that sound text seldom has."""
    about_code: bool = False
    """Has blocks of code, in which tags are at home."""
    ascii_marks: bool = False
    careless: bool = False
    """Its conversion to traditional slipped often enough to doubt what no word settles."""
    hong_kong: bool = False
    """Writes 裏 where Taiwan writes 裡."""

    @property
    def everywhere(self) -> bool:
        """Whether passes have to look at every paragraph."""
        return self.ascii_marks or self.typed.strays or self.traditional or self.arrival.doubled

    @property
    def touched(self) -> re.Pattern[str]:
        """What a paragraph has that any other pass may change."""
        return odd.touched(remains.suspects() if self.simplified else "")

    @property
    def hand(self) -> Hand:
        return "hant" if self.traditional else "hans" if self.simplified else "either"


def survey(paragraphs: Iterable[str], breathe: Callable[[], object] = lambda: None) -> Survey:
    """Look through a text (or its first part) once; ``breathe`` is called after each paragraph."""
    seen = Survey()
    restored = []
    for paragraph in paragraphs:
        arrived = _arrived(paragraph, seen)
        restored.append(_restored(arrived, seen))
        breathe()
    paragraphs = restored
    hans = hant = kana = looked = commas = narrow = wide = 0
    debris = width = False
    for paragraph in paragraphs:
        if "(" in paragraph:
            seen.glosses.add(paragraph)
        if looked < SAMPLE:
            looked += len(paragraph)
            hans += sum(map(only_simplified, paragraph))
            hant += sum(map(only_traditional, paragraph))
            kana += sum("ぁ" <= c <= "ヺ" for c in paragraph)
            narrow += len(re.findall("[A-Za-z0-9]{2,}", paragraph))
            wide += len(re.findall("[Ａ-Ｚａ-ｚ０-９]{2,}", paragraph)) if ODD.search(paragraph) else 0
        if " " in paragraph or "\xa0" in paragraph:
            seen.spaces.add(paragraph)
        seen.typed.add(paragraph)
        if "," in paragraph or ":" in paragraph:
            commas += len(re.findall(marks.ASCII_COMMA, paragraph))
        seen.about_code = seen.about_code or paragraph.lstrip().startswith(_FENCE)
        debris = debris or ("<" in paragraph and bool(re.search(marks.DEBRIS, paragraph)))
        width = width or (wide > 0 and glyphs.about_width(paragraph))
        breathe()
    seen.damaged = seen.damaged or (debris and not seen.about_code)
    seen.spaces.lines = len(paragraphs)
    seen.typed.judge(paragraphs)
    for paragraph in paragraphs:
        seen.glosses.count(paragraph)
    inserted = any(seen.glosses.certainty(c, s) for p in paragraphs if "(" in p for c, s in _groups(p))
    seen.damaged = seen.damaged or inserted
    japanese = kana * 20 > looked
    seen.ascii_marks = not japanese and (
        seen.damaged
        or (commas >= COMMAS and not known("，", paragraphs) and bool(seen.typed.stops or known("。", paragraphs)))
    )
    seen.traditional = hant > 0 and hant >= TRADITIONAL * hans and not japanese
    seen.simplified = hans >= LEAST and hans >= SIMPLIFIED * hant and not japanese
    seen.half_width = not width and narrow >= HALF_WIDTH and narrow >= HALF_WIDTH * wide
    seen.left_over = seen.simplified and hant > 0 and _left_over(paragraphs)
    if seen.traditional:
        seen.hong_kong = sum(p.count("裏") - p.count("裡") for p in paragraphs) > 0
        seen.careless = _careless(paragraphs)
    return seen


def _arrived(paragraph: str, survey: Survey) -> str:
    """The paragraph as it was before its last misreading."""
    seen = survey.arrival
    strange = ODD.search(paragraph) is not None
    survey.strange = survey.strange or strange
    if not strange and not seen.doubled and "&" not in paragraph:
        return paragraph
    undone = _Undone(paragraph.rstrip("\r\n"))
    for _ in range(ROUNDS):
        before = undone.text
        for edits in arrival(undone, seen, odd=strange):
            undone.apply(edits)
            seen.doubled = seen.doubled or any(
                e.kind == "encoding" and e.note.startswith("UTF-8 read as GBK") for e in edits
            )
            seen.careless = seen.careless or any(e.kind == "markup" for e in edits)
        if strange and DRESSED.search(undone.text):
            undone.apply(glyphs.find(undone.text))
        if undone.text == before:
            break
    return undone.text


@dataclass(slots=True)
class _Undone:
    text: str

    def apply(self, edits: Sequence[Edit]) -> None:
        parts: list[str] = []
        at = 0
        for edit in edits:
            parts += (self.text[at : edit.start], edit.after)
            at = edit.end
        self.text = "".join((*parts, self.text[at:]))


def _restored(paragraph: str, seen: Survey) -> str:
    """The paragraph with its misread runs restored: pinyin and slips inside them count too."""
    if not (("?" in paragraph or "？" in paragraph) and misread.TRIGGER.search(paragraph)):
        return paragraph
    runs = misread.find(paragraph.rstrip())
    seen.damaged = seen.glosses.misread = seen.damaged or bool(runs)
    for run in reversed(runs):
        paragraph = paragraph[: run.start] + run.text + paragraph[run.end :]
    return paragraph


def _left_over(paragraphs: list[str]) -> bool:
    found = sum(len(remains.find(paragraph, evident=True)) for paragraph in paragraphs)
    return found >= max(REMAINS, sum(map(len, paragraphs)) // RARELY)


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
