"""From a text as it arrived to one fit to be read: every paragraph repaired, with a note of what was done where."""

from collections.abc import Callable
from dataclasses import replace

from texts.model import Mend, Paragraph, SourceText
from texts.repair import misread, repair_lines
from texts.repair.model import CERTAIN, Repair


def is_quick_to_clean(source: SourceText, characters: int) -> bool:
    """Whether a text has no more than so many characters and nothing in it that takes a search: 0.1 s at most for
    50,000 characters. Misread bytes take a tenth of a second each."""
    left = characters
    for paragraph in source.paragraphs:
        left -= len(paragraph.text)
        if left < 0 or misread.TRIGGER.search(paragraph.text):
            return False
    return True


def clean(source: SourceText, cancelled: Callable[[], bool] = lambda: False) -> SourceText:
    """The text without the damage of the web; the very same object if there is none, or if it was ``cancelled``, which
    is asked before each paragraph.

    For texts that come from outside, without translation or kinds: paragraphs that were nothing but damage are gone.
    """
    paragraphs = []
    damaged = False
    for text, made in repair_lines(f"{paragraph.text}\n" for paragraph in source.paragraphs):
        if cancelled():
            return source
        damaged = damaged or bool(made)
        paragraphs.append(Paragraph(text, mends=tuple(map(_mend, made))))
    return replace(source, paragraphs=tuple(paragraphs)) if damaged else source


def _mend(made: Repair) -> Mend:
    return Mend(made.start, made.end, made.before, made.certainty, made.certainty >= CERTAIN)
