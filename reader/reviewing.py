"""One sitting with flashcards: what is asked, answered, put aside and taken back. The screen only shows it."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from glossary.store.study import Wanted
from glossary.study.deck import Counts
from glossary.study.model import Card, Rating
from reader.faces import Dress, Question, question
from reader.study import Study, now

_SECONDS_EACH = 8.0
"""Assumed until answers have been measured."""


class Sitting(Struct, frozen=True):
    """What a sitting is about."""

    wanted: Wanted = Wanted()
    due_only: bool = False
    cram: bool = False
    """Go through the cards without touching the schedule."""
    at_most: int | None = None
    """Cards, then it is over: “five cards before reading this”."""
    title: str = ""


class Clock(Protocol):
    def __call__(self) -> int:
        """Milliseconds since 1970."""


class Reviewing:
    """A sitting. Every answer is on the disk when ``answer`` returns."""

    def __init__(self, study: Study, sitting: Sitting, dress: Dress, clock: Clock = now) -> None:
        self._study = study
        self.sitting = sitting
        self.dress = dress
        self._clock = clock
        self._undo: list[tuple[Literal["answer", "mark"], str, Callable[[], object]]] = []
        self._cram: deque[Card] = deque(self._crammed()) if sitting.cram else deque()
        self.done = 0
        """Answers given in this sitting and not taken back."""
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
    def progress(self) -> float:
        """0 to 1: how much of the sitting is done."""
        left = self.counts.total
        return self.done / (self.done + left) if self.done + left else 1.0

    @property
    def seconds_left(self) -> float:
        """How long what is left will take, at the pace of late."""
        return self.counts.total * (self._study.deck.store.seconds_each() or _SECONDS_EACH)

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
        card = self.current.card
        if self.sitting.cram:
            before = deque(self._cram)
            self._cram.popleft()
            if rating is Rating.AGAIN:
                self._cram.append(card)
            self._undo.append(("answer", "the answer", lambda: setattr(self, "_cram", before)))
        else:
            self._study.deck.answer(card.id, rating, self._clock(), took)
            self._study.changed()
            self._undo.append(("answer", "the answer", self._study.deck.undo))
        self.done += 1
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
                self.done -= 1
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
