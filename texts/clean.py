"""From a text as it arrived to one fit to be read: every paragraph repaired, with a note of what was done where."""

from collections.abc import Callable

from msgspec.structs import replace

from texts.model import Mend, Paragraph, SourceText
from texts.repair import repair_lines
from texts.repair.model import CERTAIN, Repair


def clean(source: SourceText, cancelled: Callable[[], bool] = lambda: False) -> SourceText:
    """The text without the damage of the web; the very same object if there is none, or if it was ``cancelled``, which
    is asked at each paragraph.

    For texts that come from outside, without translation or kinds: paragraphs that were nothing but damage are gone.
    """
    paragraphs = []
    damaged = False
    for text, made in repair_lines((f"{paragraph.text}\n" for paragraph in source.paragraphs), cancelled):
        if cancelled():
            return source
        damaged = damaged or bool(made)
        paragraphs.append(Paragraph(text, mends=tuple(map(_mend, made))))
    return replace(source, paragraphs=tuple(paragraphs)) if damaged else source


def _mend(made: Repair) -> Mend:
    return Mend(made.start, made.end, made.before, made.certainty, made.certainty >= CERTAIN)
