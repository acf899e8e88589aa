"""Where the concept that is being looked at is used: looked for in a thread, shown as it is found, and jumped to."""

import time
from collections.abc import Iterator, Sequence

from textual import on, work
from textual.timer import Timer
from textual.worker import Worker, get_current_worker

from glossary.catalogue import Entry
from glossary.errors import TermbaseError
from reader.occurrences import Occurrence, Tally, Timeline, occurrences, occurrences_in
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.glossary import GlossaryDesk, GlossaryState
from reader.tui.screens.shelf import Jump
from reader.tui.undo import UndoList
from reader.tui.widgets.concept_view import ALL_USES, USE_LINK, ConceptView, Sheet, Use, UseGroup

SETTLE_SECONDS = 0.15
"""How long a concept is looked at before its uses are looked for."""
SHOWN_EVERY_SECONDS = 0.25
_MANY = 12
"""Sentences of one text that are shown at once; Enter on the line below shows all."""
_MONTHS = 12
_BAR = 12
"""Cells of the longest month."""


class GlossaryUses(GlossaryDesk):
    """The occurrences of a concept in this text and in the library."""

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: GlossaryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, state, undo)
        self._found: list[Occurrence] = []
        self._found_of: str | None = None
        """Id of the concept whose uses those are."""
        self._timeline: Timeline | None = None
        self._looking = False
        self._show_all = False
        self._settling: Timer | None = None
        self._jumps: list[Jump] = []
        """Where the links to uses lead, by number."""
        self._searcher: Worker[None] | None = None

    def show_concept(self) -> None:
        entry = self.entry
        if entry is None or entry.concept.id != self._found_of:
            self._forget_uses()
            if entry is not None:
                self._found_of = entry.concept.id
                self._looking = True
                self._settling = self.set_timer(SETTLE_SECONDS, self._look)
        super().show_concept()

    def _forget_uses(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        if self._searcher is not None:
            self._searcher.cancel()
        self._found, self._found_of, self._timeline = [], None, None
        self._looking = self._show_all = False

    def on_unmount(self) -> None:
        self._forget_uses()

    def _look(self) -> None:
        if self._found_of is not None:
            self._searcher = self._search_uses(self._found_of)

    @work(thread=True, exclusive=True, group="uses")
    def _search_uses(self, concept_id: str) -> None:
        worker = get_current_worker()
        cancelled = self.breather(worker)
        tally = Tally()
        found: list[Occurrence] = []
        shown = time.monotonic()

        def show(looking: bool) -> None:
            if concept_id == self._found_of:
                self._found, self._looking = list(found), looking
                self._timeline = tally.timeline if found else None
                super(GlossaryUses, self).show_concept()

        try:
            for occurrence in self._everywhere(concept_id, worker):
                if cancelled():
                    return
                found.append(occurrence)
                tally.add(occurrence)
                if time.monotonic() - shown > SHOWN_EVERY_SECONDS:
                    shown = time.monotonic()
                    self.app.call_from_thread(show, True)
        except TermbaseError:
            return  # it was taken away meanwhile
        if not worker.is_cancelled:
            self.app.call_from_thread(show, False)

    def _everywhere(self, concept_id: str, worker: Worker[None]) -> Iterator[Occurrence]:
        """Those in the text that is open first, as it is read now, then the library's."""
        cancelled = self.breather(worker)
        reading = self._reading
        yield from occurrences_in(self._session, reading.meta, reading.paragraphs, concept_id, cancelled)
        for occurrence in occurrences(self._session, concept_id, cancelled, lambda _fault: None):
            if occurrence.text_id != reading.id:
                yield occurrence

    def sheet(self, entry: Entry) -> Sheet:
        plain = super().sheet(entry)
        self._jumps = []
        groups = [self._group(text_id, uses) for text_id, uses in _by_text(self._found)]
        note = (
            "looking for it in the library …" if self._looking else "" if self._found else "in no text of the library"
        )
        timeline = _timeline(self._timeline) if self._timeline is not None and not self._looking else []
        return Sheet(plain.concept, plain.origin, plain.related, groups, timeline, note)

    def _group(self, text_id: str, found: Sequence[Occurrence]) -> UseGroup:
        here = text_id == self._reading.id
        first = found[0]
        heading = f"in this text, {len(found)}×" if here else f"{self.words.sentence(first.title)}, {len(found)}×"
        if first.date and not here:
            heading += f"  {first.date}"
        sentences: dict[tuple[int, str], list[Occurrence]] = {}
        for occurrence in found:
            sentences.setdefault((occurrence.paragraph, occurrence.sentence), []).append(occurrence)
        shown = list(sentences.values())[: None if self._show_all else _MANY]
        self._jumps += [Jump(text_id, same[0].paragraph, same[0].start) for same in shown]
        return UseGroup(heading, [self._use(same) for same in shown], len(sentences) - len(shown))

    def _use(self, same: Sequence[Occurrence]) -> Use:
        """A sentence with all that it has of the concept."""
        first = same[0]
        sentence = self.words.sentence(first.sentence)
        if len(sentence) != len(first.sentence):  # rare phrases that one script writes longer
            sentence = first.sentence
        start = first.sentence.find(first.name)
        names = [(start + o.start - first.start, start + o.end - first.start) for o in same]
        return Use(f"¶{first.paragraph + 1}", sentence, names)

    @on(ConceptView.Followed)
    def _follow_use(self, event: ConceptView.Followed) -> None:
        if event.target == ALL_USES:
            self._show_all = True
            super().show_concept()
        elif event.target.startswith(USE_LINK):
            self.dismiss(self._jumps[int(event.target.removeprefix(USE_LINK))])


def _by_text(found: Sequence[Occurrence]) -> list[tuple[str, list[Occurrence]]]:
    groups: dict[str, list[Occurrence]] = {}
    for occurrence in found:
        groups.setdefault(occurrence.text_id, []).append(occurrence)
    return list(groups.items())


def _timeline(timeline: Timeline) -> list[str]:
    """When it was first and last used, and how often in each of the last months with a text."""
    texts = "1 text" if timeline.texts == 1 else f"{timeline.texts} texts"
    if not timeline.first:
        return [f"used {timeline.count}× in {texts}, none of them dated"] if timeline.texts > 1 else []
    if timeline.first == timeline.last:
        return [f"used {timeline.count}× in {texts}, {timeline.first}"]
    lines = [f"used {timeline.count}× in {texts}, first {timeline.first}, last {timeline.last}"]
    months = [(month, count) for month, count in timeline.months.items() if month][-_MONTHS:]
    most = max(count for _, count in months)
    return lines + [f"{month:<7}  {'▇' * max(1, round(count * _BAR / most))} {count}" for month, count in months]
