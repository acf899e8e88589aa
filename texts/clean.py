"""From a text as it arrived to one fit to be read: every paragraph repaired, with a note of what was done where."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from texts.model import Mend, Paragraph, SourceText
from texts.offers import offered
from texts.repair import repair_each, repair_lines
from texts.repair.model import CERTAIN, Repair


def cleaned(paragraphs: Iterable[Paragraph], *, drop: bool = False) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Each paragraph of a stream as it arrived and as repaired, in bounded memory. One that was nothing but damage
    comes out blank, so that both sides keep step and every repair can be undone. What a page added is offered, or, to
    ``drop``, taken out."""
    arrived: deque[Paragraph] = deque()

    def repaired() -> Iterator[Paragraph]:
        for before, after in _repaired(paragraphs):
            arrived.append(before)
            yield after

    return ((arrived.popleft(), paragraph) for paragraph in offered(repaired(), drop=drop))


def _repaired(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph]]:
    waiting: deque[Paragraph] = deque()

    def lines() -> Iterator[str]:
        for paragraph in paragraphs:
            waiting.append(paragraph)
            yield f"{paragraph.text}\n"

    for text, made in repair_each(lines()):
        arrived = waiting.popleft()
        yield arrived, replace(arrived, text=text, mends=tuple(map(mend_of, made)))


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
        paragraphs.append(Paragraph(text, mends=tuple(map(mend_of, made))))
    kept = tuple(offered(paragraphs))
    damaged = damaged or any(paragraph.mends for paragraph in kept)
    return replace(source, paragraphs=kept) if damaged else source


def mend_of(made: Repair) -> Mend:
    """A repair as a paragraph carries it."""
    certain = made.certainty >= CERTAIN
    return Mend(made.start, made.end, made.before, made.certainty, certain, made.after, made.kind, made.note)
