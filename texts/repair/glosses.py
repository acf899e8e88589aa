"""Pinyin that a converter inserted, told from pinyin that a teacher wrote.

The converter put the usual reading, in ASCII parentheses, after every occurrence of some characters, all of
them characters whose two scripts differ (經, 產, 業), and all of them common. A teacher glosses a rare character
or an unusual reading, mostly once, mostly whole words, or every character of a line.
"""

from collections import Counter
from dataclasses import dataclass, field

from texts.repair.draft import Edit
from texts.repair.forms import simplified, traditional
from texts.repair.likelihood import model
from texts.repair.readings import GROUP, readings, reads_as

COMMON = 3000
"""Rank up to which a character needs no gloss in a text for native readers."""
ALWAYS = 0.6
"""Share of its occurrences at which a character must carry its pinyin (a restored misread run may hide some)."""
BOTH_SCRIPTS_DIFFER = 0.9
"""Share of the groups that must stand at characters which the scripts write differently."""


@dataclass(slots=True)
class GlossSurvey:
    """Groups counted over the whole text: after which characters, and how often these stand there at all."""

    glossed: Counter[str] = field(default_factory=Counter)
    present: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    """Groups with a Han character right after them: inside a word or phrase, where nobody would gloss."""
    misread: bool = False
    """The text has misread bytes: it came through the same kind of converter."""

    def add(self, paragraph: str) -> None:
        for group in GROUP.finditer(paragraph):
            char = paragraph[group.start() - 1 : group.start()]
            if char and reads_as(char, group[1]):
                self.glossed[char] += 1
                self.inside += "㐀" <= paragraph[group.end() : group.end() + 1] <= "鿿"

    def count(self, paragraph: str) -> None:
        """Count occurrences (a second look, once it is known which characters matter)."""
        for char in self.glossed:
            self.present[char] += paragraph.count(char)

    def certainty(self, char: str, syllable: str) -> float:
        """How certain it is that pinyin after ``char`` was inserted; 0: it stays."""
        total = self.glossed.total()
        if not reads_as(char, syllable) or not total:
            return 0.0
        differing = sum(n for c, n in self.glossed.items() if _differs(c))
        common = sum(n for c, n in self.glossed.items() if 0 < model().rank(c) <= COMMON)
        steady = sum(self.glossed.values()) / max(1, sum(self.present[c] for c in self.glossed))
        systematic = (
            differing >= BOTH_SCRIPTS_DIFFER * total
            and common >= BOTH_SCRIPTS_DIFFER * total
            and steady >= ALWAYS
            and (3 * self.inside >= total or self.misread or max(self.glossed.values()) > 1)
        )
        if not systematic:
            return 0.0
        if total == 1 and self.misread:
            return 0.75 if readings(char)[0] == syllable else 0.0
        if total == 1:
            # One group in the whole text: only where a teacher has no reason, at a common and only reading.
            alone = model().rank(char) <= COMMON / 2 and len(readings(char)) == 1
            return 0.75 if alone else 0.0
        return 0.99 if total > 4 else 0.9


def _differs(char: str) -> bool:
    return simplified(char) != char or traditional(char) != char


def find(text: str, survey: GlossSurvey) -> list[Edit]:
    """The groups of a paragraph that were inserted."""
    edits = []
    for group in GROUP.finditer(text):
        char = text[group.start() - 1 : group.start()]
        certainty = survey.certainty(char, group[1]) if char else 0.0
        if certainty:
            edits.append(Edit(group.start(), group.end(), "pinyin", "", certainty))
    return edits
