"""Answers given in Anki, joined with those given here: each once, in the order of their times."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from glossary.anki.collection import Answer
from glossary.anki.intake import Reviewed
from glossary.anki.schedule import numbered, rating_of
from glossary.store.study import NewCard
from glossary.study.deck import Deck
from glossary.study.model import Card, Direction, Memory, Rating, Review

_AHEAD = 5 * 60_000
"""Milliseconds by which two clocks may differ."""
_Key = tuple[str, Direction, str]


class History(Struct, frozen=True):
    """The answers that a card lacks."""

    asked: NewCard
    there: bool
    """Whether the card is; else it is made."""
    answers: tuple[Answer, ...]


class Histories(Struct, frozen=True):
    """All that cards lack."""

    lacking: tuple[History, ...]
    known: int
    """Answers that are there already."""
    early: int
    """Answers dated after now, which are left out."""

    @property
    def answers(self) -> int:
        return sum(len(history.answers) for history in self.lacking)

    @property
    def new_cards(self) -> int:
        return sum(not history.there for history in self.lacking)


def lacking(deck: Deck, reviewed: Iterable[Reviewed], now: int) -> Histories:
    """What of Anki's answers the deck does not have. An answer is named by its card and its time."""
    cards = {_key(card): card for card in deck.store.cards()}
    there = numbered(deck.store.reviews())
    found: list[History] = []
    known = early = 0
    for one in reviewed:
        card = cards.get((one.concept_id, one.direction, one.detail))
        times = _times(there.get(card.id, ()) if card is not None else ())
        answers = []
        for answer in one.answers:
            if answer.at in times:
                known += 1
            elif not 0 < answer.at <= now + _AHEAD:
                early += 1
            else:
                times.add(answer.at)
                answers.append(answer)
        if answers:
            asked = NewCard(one.concept_id, one.direction, one.detail)
            found.append(History(asked, card is not None, tuple(answers)))
    return Histories(tuple(found), known, early)


def _key(card: Card) -> _Key:
    return card.concept_id, card.direction, card.detail


def _times(reviews: Sequence[tuple[int, Review]]) -> set[int]:
    """As given here, and as numbered in an export."""
    return {time for number, review in reviews for time in (number, review.at)}


def take_in(deck: Deck, histories: Histories, now: int) -> None:
    """Keep the answers, and derive anew what the cards remember. Call it within a transaction of the record."""
    deck.store.add((history.asked for history in histories.lacking if not history.there), now)
    cards = {_key(card): card for card in deck.store.cards()}
    there: dict[int, list[Review]] = {}
    for review in deck.store.reviews():
        there.setdefault(review.card_id, []).append(review)
    fresh: list[Review] = []
    memories: list[tuple[int, Memory]] = []
    for history in histories.lacking:
        asked = history.asked
        card = cards[asked.concept_id, asked.direction, asked.detail]
        reviews, memory = _replayed(deck, card, there.get(card.id, ()), history.answers)
        fresh += reviews
        memories.append((card.id, memory))
    deck.store.take_in(sorted(fresh, key=lambda review: review.at), memories)


def _replayed(
    deck: Deck, card: Card, there: Sequence[Review], answers: Sequence[Answer]
) -> tuple[list[Review], Memory]:
    """The answers as reviews, with where the card stood before each, and what all of them leave."""
    events: list[tuple[int, Rating, Answer | None]] = [(review.at, review.rating, None) for review in there]
    events += [(answer.at, rating, answer) for answer in answers if (rating := rating_of(answer.ease)) is not None]
    memory = Memory()
    fresh = []
    for at, rating, answer in sorted(events, key=lambda event: event[0]):
        if answer is not None:
            recall = deck.scheduling.recall(memory, at)
            fresh.append(Review(card.id, card.concept_id, rating, at, answer.took, memory.phase, recall))
        memory = deck.scheduling.answered(memory, rating, at, card.id)
    return fresh, memory
