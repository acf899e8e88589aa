"""The place in a text where the sentence of a flashcard stands."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from glossary.model import Concept
from reader.occurrences import occurrences, occurrences_in
from reader.reading import Reading, readable
from reader.text.script import fold
from texts.errors import TextsError
from texts.model import Paragraph, TextMeta

if TYPE_CHECKING:
    from reader.session import Session


class TextPlace(Struct, frozen=True):
    """A place to go to."""

    text_id: str
    paragraph: int
    """From 0, as the reader counts."""
    offset: int


def place_of(
    session: "Session", concept: Concept, sentence: str, open_text: Reading | None, cancelled: Callable[[], bool]
) -> TextPlace | None:
    """Where a sentence stands: in the text that is open, else in the library's; if it stands in none, the first place
    of the concept. None if there is no such place either."""
    wanted = fold(sentence)
    if wanted:
        for meta, paragraphs in _texts(session, open_text):
            for number, paragraph in enumerate(paragraphs):
                if cancelled():
                    return None
                start = fold(paragraph.text).find(wanted)
                if start >= 0:
                    return TextPlace(meta.id, number, start + _offset(sentence, concept))
    return _first_use(session, concept, open_text, cancelled)


def _texts(session: "Session", open_text: Reading | None) -> Iterator[tuple[TextMeta, Sequence[Paragraph]]]:
    if open_text is not None:
        yield open_text.meta, open_text.paragraphs
    for text_id in session.library.ids():
        try:
            source = session.library.load(text_id)
        except TextsError:
            continue
        yield source.meta, list(readable(source.paragraphs))


def _offset(sentence: str, concept: Concept) -> int:
    """Where the sentence has the concept's name."""
    folded = fold(sentence)
    places = (folded.find(fold(term.hans)) for term in concept.terms)
    return min((place for place in places if place >= 0), default=0)


def _first_use(
    session: "Session", concept: Concept, open_text: Reading | None, cancelled: Callable[[], bool]
) -> TextPlace | None:
    if concept.id not in session.termbase:
        return None
    if open_text is not None:
        for found in occurrences_in(session, open_text.meta, open_text.paragraphs, concept.id, cancelled):
            return TextPlace(open_text.id, found.paragraph, found.start)
    for found in occurrences(session, concept.id, cancelled, lambda _fault: None):
        return TextPlace(found.text_id, found.paragraph, found.start)
    return None
