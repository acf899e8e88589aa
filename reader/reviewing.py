"""One sitting with flashcards: what is asked, answered, put aside and taken back. The screen only shows it."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from glossary.model import Concept
from glossary.store.study import Wanted
from glossary.study.deck import Counts
from glossary.study.model import Card, Rating
from reader.faces import Dress, Question, question
from reader.study import Study

_SECONDS_EACH = 8.0
"""Assumed until answers have been measured."""
_LONGEST_MS = 60_000
"""Whoever takes longer has gone to make tea."""


class Sitting(Struct, frozen=True):
    """What a sitting is about."""

    wanted: Wanted = Wanted()
    due_only: bool = False
    cram: bool = False
    """Go through the cards without touching the schedule."""
    at_most: int | None = None
    """Cards, then it is over: “five cards before reading this”."""
    title: str = ""


class Left(Struct, frozen=True):
    """What is left of a sitting."""

    counts: Counts
    progress: float
    """0 to 1: how much of it is done."""
    seconds: float
    """How long it will take, at the pace of late."""


class Summary(Struct, frozen=True):
    """What there is to say when a sitting is over."""

    answers: int
    right: int
    """Answers that were not "again"."""
    seconds: float
    next_in: int | None
    """Milliseconds until there is something to ask again; None for never."""
    any_cards: bool
    """Whether there is any card of the kind that was wanted."""


class Clock(Protocol):
    def __call__(self) -> int:
        """Milliseconds since 1970."""


class Reviewing:
    """A sitting. Every answer is on the disk when ``answer`` returns."""

    def __init__(self, study: Study, sitting: Sitting, dress: Dress, clock: Clock | None = None) -> None:
        self._study = study
        self.sitting = sitting
        self.dress = dress
        self._clock: Clock = clock or study.clock
        self._undo: list[tuple[Literal["answer", "mark"], str, Callable[[], object]]] = []
        self._cram: deque[Card] = deque(self._crammed()) if sitting.cram else deque()
        self._given: list[tuple[Rating, int]] = []
        """Answers given in this sitting and not taken back, with the milliseconds they took."""
        self.leech: Concept | None = None
        """What the answer given last was about, if it has been forgotten so often that the card is suspended now."""
        self.current: Question | None = None
        self.next()

    def _crammed(self) -> Sequence[Card]:
        from random import Random

        among = self.sitting.wanted.concepts
        cards = [
            card
            for card in self._study.deck.store.cards()
            if not card.suspended and (among is None or card.concept_id in among)
        ]
        chosen = Random(self._clock()).sample(cards, len(cards))
        return chosen if self.sitting.at_most is None else chosen[: self.sitting.at_most]

    # What is asked

    def next(self) -> Question | None:
        """Go on to the next card; None when the sitting is over."""
        self.current = None
        while (card := self._next_card()) is not None:
            concept = self._study.concept(card)
            if concept is not None:
                self.current = self._asked(card)
                break
            # The concept was taken away since the card was made.
            self._put_aside(card)
        return self.current

    def _asked(self, card: Card) -> Question | None:
        concept = self._study.concept(card)
        if concept is None:
            return None
        others = self._study.neighbours(concept) if card.direction == "choice" else ()
        return question(card, concept, self.dress, others)

    def _next_card(self) -> Card | None:
        if self.sitting.cram:
            return self._cram[0] if self._cram else None
        if self.sitting.at_most is not None and self.done >= self.sitting.at_most:
            return None
        return self._study.deck.next_card(self._clock(), self.sitting.wanted, due_only=self.sitting.due_only)

    def _put_aside(self, card: Card) -> None:
        if self.sitting.cram:
            self._cram.popleft()
        else:
            self._study.deck.bury(card.id, self._clock())

    def redress(self, dress: Dress) -> None:
        """Show the present card in another script or style, or after its concept was edited."""
        self.dress = dress
        if self.current is not None:
            self.current = self._asked(self.current.card)

    # What is left

    @property
    def counts(self) -> Counts:
        """What is left; while cramming all of it counts as due."""
        if self.sitting.cram:
            return Counts(0, 0, len(self._cram))
        counts = self._study.deck.counts(self._clock(), self.sitting.wanted, due_only=self.sitting.due_only)
        if self.sitting.at_most is None:
            return counts
        left = max(0, self.sitting.at_most - self.done)
        learning = min(counts.learning, left)
        due = min(counts.due, left - learning)
        return Counts(min(counts.new, left - learning - due), learning, due)

    @property
    def done(self) -> int:
        """Answers given in this sitting and not taken back."""
        return len(self._given)

    def left(self) -> Left:
        """All that is to be said of what is left, counted once."""
        counts = self.counts
        total = counts.total
        progress = self.done / (self.done + total) if self.done + total else 1.0
        return Left(counts, progress, total * (self._study.deck.store.seconds_each() or _SECONDS_EACH))

    def summary(self) -> Summary:
        """For the end: what was done, and when the next card comes."""
        store, wanted, at = self._study.deck.store, self.sitting.wanted, self._clock()
        next_at = self._study.deck.next_time(at, wanted, due_only=self.sitting.due_only)
        return Summary(
            answers=self.done,
            right=sum(rating is not Rating.AGAIN for rating, _ in self._given),
            seconds=sum(took for _, took in self._given) / 1000,
            next_in=None if next_at is None else max(0, next_at - at),
            any_cards=next_at is not None or store.has_any(wanted),
        )

    def previews(self) -> dict[Rating, int]:
        """Milliseconds to the next review for each answer; empty while cramming, which schedules nothing."""
        if self.current is None or self.sitting.cram:
            return {}
        return self._study.deck.previews(self.current.card, self._clock())

    # What is done

    def answer(self, rating: Rating, took: int = 0) -> Question | None:
        """Keep an answer to the present card and go on. ``took``: milliseconds since it was shown."""
        if self.current is None:
            return None
        card, took = self.current.card, min(took, _LONGEST_MS)
        self.leech = None
        if self.sitting.cram:
            before = deque(self._cram)
            self._cram.popleft()
            if rating is Rating.AGAIN:
                self._cram.append(card)
            self._undo.append(("answer", "the answer", lambda: setattr(self, "_cram", before)))
        else:
            if self._study.deck.answer(card.id, rating, self._clock(), took).suspended:
                self.leech = self.current.concept
            self._study.changed()
            self._undo.append(("answer", "the answer", self._study.deck.undo))
        self._given.append((rating, took))
        return self.next()

    def suspend(self) -> None:
        """Have the present card never come again, until it is brought back."""
        self._mark("the suspension", lambda card: self._study.deck.store.mark(card.id, suspended=True))

    def bury(self) -> None:
        """Have the present card come tomorrow."""
        self._mark("the putting off", lambda card: self._study.deck.bury(card.id, self._clock()))

    def flag(self) -> bool:
        """Set or take away the present card's flag; returns whether it has one now."""
        if self.current is None:
            return False
        card = self._study.deck.card(self.current.card.id)
        self._study.deck.store.mark(card.id, flag=not card.flag)
        self._undo.append(("mark", "the flag", lambda: self._study.deck.store.mark(card.id, flag=card.flag)))
        self.current = self._asked(self._study.deck.card(card.id))
        return not card.flag

    def edited(self, dress: Dress, what: str, take_back: Callable[[], object]) -> None:
        """The present card's concept was changed: show it as it is now, and know how to take that back."""
        shown = self.current

        def back() -> None:
            take_back()
            self.current = shown
            self.redress(self.dress)

        self._undo.append(("mark", what, back))
        self.redress(dress)

    def _mark(self, what: str, mark: Callable[[Card], None]) -> None:
        if self.current is None:
            return
        before = self._study.deck.card(self.current.card.id)
        cram = deque(self._cram)
        mark(before)
        if self.sitting.cram:
            self._cram.popleft()

        def take_back() -> None:
            self._study.deck.store.mark(before.id, suspended=before.suspended, buried_until=before.buried_until)
            self._cram = cram

        self._undo.append(("mark", what, take_back))
        self.next()

    def undo(self) -> str | None:
        """Take back the last thing done, in this sitting or, when there is no more of that, the last answer of an
        earlier one. Returns it in words, None if there is nothing to take back. The card it was about is asked again.
        """
        if self._undo:
            kind, what, take_back = self._undo.pop()
            undone = take_back()
            if kind == "answer":
                self._given.pop()
        elif self.sitting.cram:
            return None
        else:
            undone = self._study.deck.undo()
            what = "an answer of an earlier sitting"
            if undone is None:
                return None
        self._study.changed()
        again = self._asked(undone) if isinstance(undone, Card) else None
        self.current = again
        if again is None:
            self.next()
        return what
