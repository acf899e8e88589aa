"""Candidates: words of the text that the glossary may want, with what speaks for each; taken in, merged or rejected."""

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from glossary.catalogue import Catalogue
from glossary.model import Concept
from reader.discovery import accept, both_scripts, concept_of, find_candidates, merge, reject, take_back_rejection
from reader.errors import USER_ERRORS
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.text.discovery.model import Candidate, Evidence, EvidenceKind
from reader.tui.keys import CANDIDATES, CANDIDATES_BELOW, GLOSSARY_GROUPS
from reader.tui.screens.shelf import Jump, ShelfScreen
from reader.tui.undo import UndoList
from reader.tui.widgets.candidate_view import (
    PLACE_LINK,
    CandidateLine,
    CandidateList,
    CandidateSheet,
    CandidateView,
    Shown,
)
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.line_list import ListMoved

SAID_EVERY_SECONDS = 0.2


class _Done(Struct, frozen=True):
    """A candidate that was dealt with, and what takes that back."""

    number: int
    what: str
    undo: Callable[[], object]
    is_term: bool


class CandidatesScreen(ShelfScreen):
    """Shows the candidates of one text."""

    BINDINGS: ClassVar[list[BindingType]] = list(CANDIDATES)
    KEYS = CANDIDATES
    KEY_GROUPS = GLOSSARY_GROUPS
    KEYS_BELOW = CANDIDATES_BELOW

    def __init__(self, session: Session, reading: Reading, options: ReadingOptions, undo: UndoList) -> None:
        super().__init__(session, reading, options, undo)
        self._found: list[Candidate] = []
        self._gone: list[_Done] = []
        """What was dealt with here, the last one last."""
        self._looking: Worker[None] | None = None
        self._progress = ""

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Static("Terms that the glossary may want", id="heading", markup=False)
            yield Static(id="shown", markup=False)
        with Horizontal(id="shelf"):
            yield CandidateList(id="list")
            yield CandidateView(id="concept")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.arrange_both()
        self.call_after_refresh(self.show_keys)
        self._progress = f"looking … {self.key_of('close')} stops it"
        self.say_shown()
        self._looking = self._look()

    @property
    def lines(self) -> CandidateList:
        return self.query_one(CandidateList)

    @property
    def view(self) -> CandidateView:
        return self.query_one(CandidateView)

    @property
    def is_looking(self) -> bool:
        """Whether the text is still being looked through."""
        return self._looking is not None and self._looking.state in (WorkerState.PENDING, WorkerState.RUNNING)

    # Finding

    @work(thread=True, exclusive=True, group="candidates")
    def _look(self) -> None:
        worker = get_current_worker()
        breathe = self.breather(worker)
        source = self._reading.source
        done, said = 0, time.monotonic()

        def cancelled() -> bool:
            nonlocal done, said
            done += 1
            if time.monotonic() - said > SAID_EVERY_SECONDS and not worker.is_cancelled:
                said = time.monotonic()
                share = min(1.0, done / max(1, len(source.paragraphs)))
                self.app.call_from_thread(self._say, f"looking … {share:.0%}   {self.key_of('close')} stops it")
            return breathe()

        found = find_candidates(self._session, source, cancelled=cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_found, found)

    def _say(self, words: str) -> None:
        self._progress = words
        self.say_shown()

    def _show_found(self, found: list[Candidate]) -> None:
        self._found = found
        self._progress = ""
        self._show(0)

    def _show(self, at: int) -> None:
        """List the candidates that are left, the cursor on the line ``at``."""
        gone = {done.number for done in self._gone}
        left = [self._line(number, c) for number, c in enumerate(self._found) if number not in gone]
        looked = "All are dealt with." if self._found else "Nothing in this text looks like a term that is missing."
        self.lines.put(left, at, looked)
        self.say_shown()

    def _line(self, number: int, candidate: Candidate) -> CandidateLine:
        kinds = tuple(dict.fromkeys(evidence.kind for evidence in candidate.evidence))
        return CandidateLine(number, self.words.sentence(candidate.term), candidate.count, kinds)

    def say_shown(self) -> None:
        dealt = f"{len(self._gone)} dealt with · " if self._gone else ""
        left = len(self._found) - len(self._gone)
        self.query_one("#shown", Static).update(self._progress or f"{dealt}{left} candidate{'' if left == 1 else 's'}")

    # One of them

    @property
    def candidate(self) -> Candidate | None:
        line = self.lines.item
        return None if line is None else self._found[line.number]

    @on(ListMoved)
    def _moved(self) -> None:
        candidate = self.candidate
        self.view.show(None if candidate is None else self._sheet(candidate))

    def _sheet(self, candidate: Candidate) -> CandidateSheet:
        term = self.words.sentence(candidate.term)
        other = next((form for form in both_scripts(self._session, candidate) if form != term), "")
        shown = [self._shown([e.kind for e in same], same[0]) for same in _by_place(candidate)]
        return CandidateSheet(term, other, candidate.count, shown)

    def _shown(self, kinds: Sequence[EvidenceKind], evidence: Evidence) -> Shown:
        name = self._reading.source.paragraphs[evidence.paragraph].text[evidence.start : evidence.end]
        start = max(0, evidence.sentence.find(name))
        sentence = self.words.sentence(evidence.sentence)
        if len(sentence) != len(evidence.sentence):  # rare phrases that one script writes longer
            sentence = evidence.sentence
        paragraph, _ = self._reading.place_of(evidence.paragraph, evidence.start)
        return Shown(kinds, f"¶{paragraph + 1}", sentence, start, start + len(name))

    @on(CandidateView.Followed)
    def _follow(self, event: CandidateView.Followed) -> None:
        candidate = self.candidate
        if candidate is not None and event.target.startswith(PLACE_LINK):
            evidence = _by_place(candidate)[int(event.target.removeprefix(PLACE_LINK))][0]
            self.dismiss(Jump(self._reading.id, *self._reading.place_of(evidence.paragraph, evidence.start)))

    @on(CandidateView.Back)
    def _back(self) -> None:
        self.back_to_list()

    # Dealing with it

    def action_accept(self) -> None:
        from reader.concept_form import ConceptForm
        from reader.tui.dialogs.concept import ConceptDialog

        candidate = self.candidate
        if candidate is None:
            return
        try:
            drafted = concept_of(self._session, self._reading.source, candidate)
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", markup=False)
            return

        def save(concept: Concept | None) -> None:
            if concept is not None:
                self._accept(candidate, concept)

        self.app.push_screen(ConceptDialog(ConceptForm(self._session, drafted)), save)

    def action_accept_at_once(self) -> None:
        if self.candidate is not None:
            self._accept(self.candidate, None)

    def _accept(self, candidate: Candidate, concept: Concept | None) -> None:
        source = self._reading.source
        self._deal(
            lambda: accept(self._session, source, candidate, concept),
            f"adding {candidate.term}",
            f"Added {self.words.sentence(candidate.term)}.",
            self._session.terms.undo,
            is_term=True,
        )

    def action_reject(self) -> None:
        candidate = self.candidate
        if candidate is not None:
            self._deal(
                lambda: reject(self._session, candidate),
                f"rejecting {candidate.term}",
                f"{self.words.sentence(candidate.term)} is not offered again.",
                lambda: take_back_rejection(self._session, candidate),
                is_term=False,
            )

    def action_merge(self) -> None:
        from reader.tui.dialogs.concept_pick import ConceptPick

        candidate = self.candidate
        if candidate is None:
            return
        base, words = self._session.termbase, self.words
        catalogue = Catalogue.of(base.concepts(), base.is_bundled)

        def into(concept_id: str | None) -> None:
            if concept_id is None:
                return
            name = words.name(self._session.terms.concept(concept_id).preferred)
            self._deal(
                lambda: merge(self._session, self._reading.source, candidate, concept_id),
                f"adding {candidate.term} to {name}",
                f"{words.sentence(candidate.term)} is a name of {name} now.",
                self._session.terms.undo,
                is_term=True,
            )

        pick = ConceptPick(
            f"{words.sentence(candidate.term)} is another name of …",
            catalogue.find,
            lambda entry: f"{words.name(entry.concept.preferred)}  {entry.concept.rendering}",
        )
        self.app.push_screen(pick, into)

    def _deal(
        self, make: Callable[[], object], what: str, said: str, undo: Callable[[], object], *, is_term: bool
    ) -> None:
        """Do something with the candidate under the cursor, take it off the list, and say what was done."""
        line = self.lines.item
        if line is None:
            return
        try:
            make()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        self._gone.append(_Done(line.number, what, undo, is_term))
        if is_term:
            self._undo.add(what, undo, is_term=True)
        self._show(self.lines.cursor)
        self.back_to_list()
        self.notify(f"{said} {self.key_of('undo')} takes it back.", markup=False)

    def action_undo(self) -> None:
        if not self._gone:
            self.notify("Nothing was done here yet.")
            return
        done = self._gone.pop()
        if not self.keep(done.undo):
            self._gone.append(done)
            return
        if done.is_term:
            self._undo.drop_term()
        self._show(0)
        self.lines.cursor = next(n for n, line in enumerate(self.lines.items) if line.number == done.number)
        self.notify(f"Took back {done.what}.", markup=False)

    # Other keys

    def action_script(self) -> None:
        self.turn_script()
        self._show(self.lines.cursor)

    def action_close(self) -> None:
        """What is going on, or the screen."""
        if self._looking is not None and self.is_looking:
            self._looking.cancel()
            self._say("stopped")
        else:
            self.action_leave()


def _by_place(candidate: Candidate) -> list[list[Evidence]]:
    """What speaks for a candidate, place by place, the strongest first."""
    places: dict[tuple[int, int], list[Evidence]] = {}
    for evidence in candidate.evidence:
        places.setdefault((evidence.paragraph, evidence.start), []).append(evidence)
    return list(places.values())
