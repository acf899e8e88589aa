"""Where a concept occurs in the texts of the library, sentence by sentence, and when it was first and last written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from glossary.errors import TermbaseError
from reader.reading import readable
from reader.text.sentences import sentence_around
from texts.errors import TextsError
from texts.model import Paragraph, TextMeta

if TYPE_CHECKING:
    from reader.session import Session


class Occurrence(Struct, frozen=True):
    """One place of a concept: ``start`` to ``end`` in a paragraph of a text of the library."""

    text_id: str
    title: str
    date: str
    """Of the text, ISO 8601, as much as is known."""
    outlet: str
    paragraph: int
    """From 0, as the reader counts: without blank ones."""
    start: int
    end: int
    name: str
    """As it is written there."""
    sentence: str
    translation: str
    """Of the sentence; "" where the text has none."""


class Timeline(Struct, frozen=True):
    """When and where a concept is used."""

    count: int
    texts: int
    first: str
    """The earliest date of a text with it; "" if none is dated."""
    last: str
    months: dict[str, int]
    """Occurrences by month ("2025-12"; a year where no month is known, "" without a date), in order."""
    outlets: dict[str, int]
    """Occurrences by outlet ("" where none is named), the most first."""


def occurrences(
    session: "Session",
    concept_id: str,
    cancelled: Callable[[], bool] = lambda: False,
    fault: Callable[[str], None] | None = None,
) -> Iterator[Occurrence]:
    """Every occurrence of a concept, text by text in the order of the library, each as soon as it is found.

    One text is held at a time. Places count as in the reader: a longer term that holds the name takes the place, and
    so does a correction of the reader's. ``fault`` is told of a text that cannot be read, which is passed over;
    without it the error is raised. Raises TermbaseError if there is no such concept.
    """
    if concept_id not in session.termbase:
        raise TermbaseError(f"The glossary has no concept “{concept_id}”; `duban glossary list` shows the ids.")
    for text_id in session.library.ids():
        if cancelled():
            return
        try:
            source = session.library.load(text_id)
        except TextsError as error:
            if fault is None:
                raise
            fault(str(error))
            continue
        yield from occurrences_in(session, source.meta, readable(source.paragraphs), concept_id, cancelled)


def occurrences_in(
    session: "Session",
    meta: TextMeta,
    paragraphs: Iterable[Paragraph],
    concept_id: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Occurrence]:
    """The same in one text, whose paragraphs are given as the reader counts them."""
    index, analyser = session.termbase.index, None
    for number, paragraph in enumerate(paragraphs):
        if cancelled():
            return
        # Far quicker than the analysis, and finds whatever that finds.
        if all(match.concept_id != concept_id for match in index.find(paragraph.text)):
            continue
        analyser = analyser or session.analyser(meta.id)
        for match in analyser.terms(number, paragraph):
            if cancelled():
                return
            if match.concept_id == concept_id:
                english = paragraph.by_person or ""
                zh, en = sentence_around(paragraph.text, english, match.start, session.words)
                name = paragraph.text[match.start : match.end]
                yield Occurrence(
                    meta.id, meta.title_zh, meta.date, meta.outlet, number, match.start, match.end, name, zh, en
                )


class Tally:
    """Counts occurrences as they come by."""

    def __init__(self) -> None:
        self._texts: set[str] = set()
        self._dates: set[str] = set()
        self._months: Counter[str] = Counter()
        self._outlets: Counter[str] = Counter()

    def add(self, occurrence: Occurrence) -> None:
        self._texts.add(occurrence.text_id)
        if occurrence.date:
            self._dates.add(occurrence.date)
        self._months[occurrence.date[: len("2025-12")]] += 1
        self._outlets[occurrence.outlet] += 1

    @property
    def timeline(self) -> Timeline:
        """What has been counted until now."""
        return Timeline(
            count=self._months.total(),
            texts=len(self._texts),
            first=min(self._dates, default=""),
            last=max(self._dates, default=""),
            months=dict(sorted(self._months.items())),
            outlets=dict(self._outlets.most_common()),
        )


def concepts_in(session: "Session", name: str, cancelled: Callable[[], bool] = lambda: False) -> list[str]:
    """Ids of the concepts that occur in a text (an id or a path), in the order in which they first do. A loose file is
    repaired first."""
    source = session.load_repaired(name)
    analyser = session.analyser(source.meta.id)
    found: dict[str, None] = {}
    for index, paragraph in enumerate(readable(source.paragraphs)):
        if cancelled():
            break
        found.update(dict.fromkeys(match.concept_id for match in analyser.terms(index, paragraph)))
    return list(found)
