"""Boilerplate of a text as repairs that wait: offered where it stands, or taken out, and either can be changed later.

An offer is a repair of kind ``boilerplate`` in the state "undone": accepting it takes the stretch out. The stretch
itself is left as it arrived, so that the two never mix.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from texts.boilerplate import Boilerplate, each
from texts.model import BOILERPLATE, Mend, Paragraph, State
from texts.repair.model import CERTAIN


def offered(paragraphs: Iterable[Paragraph], *, drop: bool = False) -> Iterator[Paragraph]:
    """The paragraphs with an offer for each stretch that a page added; ``drop``: they are taken out at once. One that
    was nothing else is blank then."""
    waiting: deque[Paragraph] = deque()

    def texts() -> Iterator[str]:
        for paragraph in paragraphs:
            waiting.append(paragraph)
            yield paragraph.text

    for found in each(texts()):
        paragraph = waiting.popleft()
        for stretch in found:
            paragraph = _with_offer(paragraph, stretch, drop)
        yield paragraph


def _with_offer(paragraph: Paragraph, stretch: Boilerplate, drop: bool) -> Paragraph:
    """The paragraph with one offer; as it is where a repair reaches over the stretch's edge."""
    start, end = stretch.start, stretch.end
    inside = [m for m in paragraph.mends if start <= m.start and m.end <= end]
    others = [m for m in paragraph.mends if m not in inside]
    if any(m.start < end and start < m.end for m in others):
        return paragraph
    before, at = "", start
    for mend in inside:
        before += paragraph.text[at : mend.start] + mend.before
        at = mend.end
    before += paragraph.text[at:end]
    now = "" if drop else before
    shift = len(now) - (end - start)
    certain = stretch.certainty >= CERTAIN
    state: State = "made" if drop else "undone"
    offer = Mend(start, start + len(now), before, stretch.certainty, certain, "", BOILERPLATE, stretch.kind, state)
    left = [m for m in others if m.end <= start]
    right = [replace(m, start=m.start + shift, end=m.end + shift) for m in others if m.start >= end]
    text = paragraph.text[:start] + now + paragraph.text[end:]
    return replace(paragraph, text=text, mends=(*left, offer, *right))
