"""A learner's deck: what comes next, what an answer does, and taking it back. Time is passed in."""

from msgspec import Struct

from glossary.errors import GlossaryError
from glossary.store.study import Moment, StudyStore, Wanted
from glossary.study.days import Calendar, Day
from glossary.study.model import Card, Memory, Phase, Rating, Review
from glossary.study.scheduling import Scheduling

LEARN_AHEAD = 20 * 60_000
"""Milliseconds: with nothing else to ask, a card being learnt may come this much too early."""


class DeckError(GlossaryError):
    """A card that is not there, or a time that cannot be; the sentence says which."""


class Counts(Struct, frozen=True):
    """What is left for today, the day's limits applied."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        return self.new + self.learning + self.due


class Deck:
    """The cards, the calendar and the scheduler of one learner."""

    def __init__(self, store: StudyStore, scheduling: Scheduling, calendar: Calendar) -> None:
        self.store = store
        self.scheduling = scheduling
        self._calendar = calendar
        self._day: Day | None = None
        """The study day last asked for; finding it takes longer than the queue."""
        self._day_of_all: tuple[int, Wanted] | None = None
        self._all = (0, 0)

    def moment(self, now: int) -> Moment:
        """A time with the study day that it is in."""
        day = self._day
        if day is None or not day.start <= now < day.end:
            day = self._day = self._calendar.day_at(now)
        return Moment(now, day.ordinal, day.start, day.end)

    def next_card(self, now: int, wanted: Wanted | None = None, *, due_only: bool = False) -> Card | None:
        """What to ask now; None if that was all for today.

        First what is being learnt and whose time has come; then learnt cards that are due and new ones, a new one
        after so many learnt ones that both end together; last what is being learnt and nearly due.
        """
        wanted = wanted or Wanted()
        when = self.moment(now)
        learning = self.store.learning_due(wanted, when.day, now)
        if learning is not None:
            return learning
        siblings = self.scheduling.settings.bury_siblings
        new_left, reviews_left = self._left(when)
        review = self.store.review_due(wanted, when, siblings) if reviews_left > 0 else None
        new = self.store.new(wanted, when, siblings) if new_left > 0 and not due_only else None
        if review is not None and new is not None:
            return new if self._new_is_next(wanted, when) else review
        return review or new or self.store.learning_due(wanted, when.day, now + LEARN_AHEAD)

    def _new_is_next(self, wanted: Wanted, when: Moment) -> bool:
        """Whether a new card comes before the next learnt one, so that both kinds end together.

        Counted once a day and session: how many there were in all does not change by asking.
        """
        asked_new, asked_due = self.store.asked(when)
        if self._day_of_all != (when.day, wanted):
            counts = self.counts(when.now, wanted)
            self._day_of_all = when.day, wanted
            self._all = asked_new + counts.new, asked_due + counts.due
        all_new, all_due = self._all
        return asked_new * all_due < asked_due * all_new

    def next_time(self, now: int, wanted: Wanted | None = None, *, due_only: bool = False) -> int | None:
        """When there is something to ask again, once ``next_card`` has nothing; None if that is never.

        What is held back today, by a limit, by a sibling or by the learner, comes when the next study day begins.
        """
        wanted, when = wanted or Wanted(), self.moment(now)
        learning = self.store.next_due(wanted, (Phase.LEARNING, Phase.RELEARNING), when.day)
        put_off = self.store.next_due(wanted, (Phase.LEARNING, Phase.RELEARNING))
        learnt = self.store.next_due(wanted, (Phase.REVIEW,))
        times = [] if learning is None else [max(now, learning - LEARN_AHEAD)]
        if put_off is not None and put_off != learning:
            times.append(max(put_off - LEARN_AHEAD, when.day_end))
        if learnt is not None:
            times.append(self._calendar.day_at(max(learnt, when.day_end)).start)
        if not due_only and self.scheduling.settings.new_a_day > 0 and self.store.has_new(wanted):
            times.append(when.day_end)
        return min(times, default=None)

    def counts(self, now: int, wanted: Wanted | None = None, *, due_only: bool = False) -> Counts:
        """What is left for today."""
        when = self.moment(now)
        new_left, reviews_left = self._left(when)
        siblings = self.scheduling.settings.bury_siblings
        at_most = (0 if due_only else new_left, reviews_left)
        return Counts(*self.store.counts(wanted or Wanted(), when, siblings, at_most))

    def _left(self, when: Moment) -> tuple[int, int]:
        settings = self.scheduling.settings
        introduced, asked = self.store.asked(when)
        return max(0, settings.new_a_day - introduced), max(0, settings.reviews_a_day - asked)

    def card(self, card_id: int) -> Card:
        """Raises DeckError if there is none of this id."""
        card = self.store.card(card_id)
        if card is None:
            raise DeckError(f"There is no card {card_id}; `duban cards due` shows the ids.")
        return card

    def answer(self, card_id: int, rating: Rating, now: int, took: int = 0) -> Card:
        """Keep an answer; returns the card as it is afterwards. On the disk when this returns."""
        card = self.card(card_id)
        before = card.memory
        if before.last_review is not None and now < before.last_review:
            raise DeckError(f"Card {card_id} has an answer of a later time; an answer before it cannot be kept.")
        after = self.scheduling.answered(before, rating, now, card_id)
        leech = self.scheduling.is_leech(before, after)
        review = Review(
            card_id, card.concept_id, rating, now, took, before.phase, self.scheduling.recall(before, now), leech
        )
        self.store.answer(review, after)
        return self.card(card_id)

    def undo(self) -> Card | None:
        """Take back the answer given last, whenever that was; returns its card, None if none was ever given."""
        review = self.store.last_review()
        if review is None:
            return None
        earlier = [(r.rating, r.at) for r in self.store.reviews(card_id=review.card_id) if r.id != review.id]
        self.store.take_back(review, self.scheduling.replayed(earlier, review.card_id))
        return self.card(review.card_id)

    def bury(self, card_id: int, now: int) -> None:
        """Have a card not come again today."""
        self.store.mark(self.card(card_id).id, buried_until=self.moment(now).day + 1)

    def previews(self, card: Card, now: int) -> dict[Rating, int]:
        """Milliseconds to the next review for each answer."""
        return self.scheduling.previews(card.memory, now, card.id)

    def reschedule(self) -> int:
        """Derive what every card remembers anew from its reviews, after a change of settings; returns how many cards
        changed."""
        changed: list[tuple[int, Memory]] = []
        answers: dict[int, list[tuple[Rating, int]]] = {}
        for review in self.store.reviews():
            answers.setdefault(review.card_id, []).append((review.rating, review.at))
        for card in self.store.cards():
            memory = self.scheduling.replayed(answers.get(card.id, ()), card.id)
            if memory != card.memory:
                changed.append((card.id, memory))
        self.store.remember(changed)
        return len(changed)
