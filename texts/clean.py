"""From a text as it arrived to one fit to be read: every paragraph repaired, with a note of what was done where."""

from dataclasses import replace

from texts.model import Mend, Paragraph, SourceText
from texts.repair import repair
from texts.repair.model import CERTAIN, Repair


def clean(source: SourceText) -> SourceText:
    """The text without the damage of the web; the very same object if there is none.

    For texts that come from outside, without translation or kinds: paragraphs that were nothing but damage are gone.
    """
    repaired = repair("".join(f"{paragraph.text}\n" for paragraph in source.paragraphs))
    if not repaired.repairs:
        return source
    mends: list[list[Mend]] = [[] for _ in repaired.paragraphs]
    for made in repaired.repairs:
        if made.paragraph < len(mends):
            mends[made.paragraph].append(_mend(made))
    paragraphs = tuple(
        Paragraph(text, mends=tuple(found)) for text, found in zip(repaired.paragraphs, mends, strict=True)
    )
    return replace(source, paragraphs=paragraphs)


def _mend(made: Repair) -> Mend:
    return Mend(made.start, made.end, made.before, made.certainty, made.certainty >= CERTAIN)
