"""The deck: what comes next, limits, siblings, undo; and a simulated learner of two years."""

import random
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from glossary.store.record import Record
from glossary.store.study import NewCard, StudyStore, Wanted
from glossary.study.days import Calendar
from glossary.study.deck import LEARN_AHEAD, Counts, Deck, DeckError
from glossary.study.model import DAY_MS, DIRECTIONS, Memory, Phase, Rating
from glossary.study.scheduling import Scheduling, StudySettings
from glossary.study.statistics import statistics

START = round(datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp() * 1000)
CALENDAR = Calendar(4, ZoneInfo("Europe/Berlin"))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "library.db")


def deck_of(record: Record, *, fuzz: bool = True, **settings: int) -> Deck:
    return Deck(StudyStore(record), Scheduling(StudySettings(fuzz=fuzz, **settings)), CALENDAR)  # type: ignore[arg-type]


def add(deck: Deck, concepts: int, directions: int = 1) -> None:
    cards = [NewCard(f"c{n}", direction) for n in range(concepts) for direction in DIRECTIONS[:directions]]
    assert len(deck.store.add(cards, START)) == len(cards)


def test_new_cards_come_in_order_up_to_the_days_limit(record: Record) -> None:
    deck = deck_of(record, new_a_day=3)
    add(deck, 5)
    asked = []
    at = START
    while (card := deck.next_card(at)) is not None:
        asked.append(card.concept_id)
        deck.answer(card.id, Rating.EASY, at)
        at += 1000
    assert asked == ["c0", "c1", "c2"]
    assert deck.counts(at) == Counts(0, 0, 0)
    assert deck.counts(at + DAY_MS).new == 2
    record.close()


def test_a_card_being_learnt_comes_back_and_may_come_a_little_early(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 1)
    card = deck.next_card(START)
    assert card is not None
    after = deck.answer(card.id, Rating.AGAIN, START)
    assert after.memory.due == START + 60_000
    early = deck.next_card(START + 1000)
    assert early is not None
    assert early.id == card.id
    after = deck.answer(card.id, Rating.GOOD, START + 2000)
    assert (after.memory.due or 0) - START - 2000 < LEARN_AHEAD
    record.close()


def test_siblings_wait_for_another_day(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 2, directions=3)
    days: dict[int, set[tuple[str, str]]] = {}
    for day in range(8):
        at = START + day * DAY_MS
        while (card := deck.next_card(at)) is not None:
            days.setdefault(day, set()).add((card.concept_id, card.direction))
            deck.answer(card.id, Rating.GOOD, at)
            at += 700_000
    for asked in days.values():
        concepts = [concept for concept, _ in asked]
        assert len(concepts) == len(set(concepts))
    assert len({pair for asked in days.values() for pair in asked}) == 6
    record.close()


def test_only_what_is_wanted(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 3, directions=2)
    only = Wanted(frozenset({"c2"}), frozenset({"produce"}))
    card = deck.next_card(START, only)
    assert card is not None
    assert (card.concept_id, card.direction) == ("c2", "produce")
    assert deck.counts(START, only) == Counts(1, 0, 0)
    assert deck.next_card(START, Wanted(frozenset())) is None
    assert deck.next_card(START, due_only=True) is None
    record.close()


def test_suspended_and_buried_cards_do_not_come(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 2)
    first = deck.next_card(START)
    assert first is not None
    deck.bury(first.id, START)
    second = deck.next_card(START)
    assert second is not None
    assert second.id != first.id
    deck.store.mark(second.id, suspended=True, flag=True)
    assert deck.next_card(START) is None
    again = deck.next_card(START + DAY_MS)
    assert again is not None
    assert again.id == first.id
    assert deck.card(second.id).flag
    with pytest.raises(DeckError, match="no card 99"):
        deck.answer(99, Rating.GOOD, START)
    record.close()


def test_undo_goes_back_as_far_as_wanted_even_after_a_restart(record: Record, tmp_path: Path) -> None:
    deck = deck_of(record)
    add(deck, 3)
    states = []
    at = START
    for step in range(12):
        card = deck.next_card(at + LEARN_AHEAD)
        assert card is not None
        states.append((card.id, card))
        deck.answer(card.id, list(Rating)[step % 4], at, took=1500)
        at += 900_000
    record.close()
    again = Record(tmp_path / "library.db")
    deck = deck_of(again)
    for card_id, before in reversed(states):
        undone = deck.undo()
        assert undone is not None
        assert undone == before
        assert undone.id == card_id
    assert deck.undo() is None
    assert all(card.memory == Memory() for card in deck.store.cards())
    again.close()


def test_a_leech_is_suspended_and_undo_brings_it_back(record: Record) -> None:
    deck = deck_of(record, leech_after=2)
    add(deck, 1)
    at = START
    for rating in (Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.AGAIN):
        at += 30 * DAY_MS
        card = deck.answer(1, rating, at)
    assert card.suspended
    undone = deck.undo()
    assert undone is not None
    assert (undone.suspended, undone.memory.lapses) == (False, 1)
    with pytest.raises(DeckError, match="later time"):
        deck.answer(1, Rating.GOOD, START)
    record.close()


def test_new_settings_derive_all_anew_from_the_reviews(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 4)
    for n in range(1, 5):
        for step in range(4):
            deck.answer(n, Rating.GOOD, START + step * 5 * DAY_MS)
    assert deck.reschedule() == 0
    stricter = Deck(deck.store, Scheduling(StudySettings(desired_retention=0.97)), CALENDAR)
    before = {card.id: card.memory.interval for card in deck.store.cards()}
    assert stricter.reschedule() == 4
    assert all(card.memory.interval < before[card.id] for card in deck.store.cards())
    assert deck.reschedule() == 4
    assert {card.id: card.memory.interval for card in deck.store.cards()} == before
    record.close()


def test_a_hundred_thousand_cards_are_asked_as_quickly_as_ten(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 50_000, directions=2)
    record.connection.execute(
        """UPDATE card SET phase = 2, stability = 10, difficulty = 5, due = ?1 + id * 100000,
        last_review = ?1 - 864000000""",
        (START - DAY_MS,),
    )
    for statement, index in (
        ("SELECT * FROM card WHERE suspended = 0 AND phase = 2 AND due < 5 ORDER BY due LIMIT 1", "card_due"),
        ("SELECT * FROM card WHERE suspended = 0 AND phase = 0 ORDER BY position, id LIMIT 1", "card_new"),
        ("SELECT 1 FROM review WHERE concept_id = 'a' AND at >= 5 AND at < 9", "review_concept"),
        ("SELECT sum(phase = 0) FROM review WHERE at >= 5 AND at < 9", "review_at"),
    ):
        (plan,) = record.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        assert f"INDEX {index}" in plan[3]
        assert plan[3].startswith("SEARCH")
    card = deck.next_card(START)
    assert card is not None
    assert card.id == 1
    record.close()


def test_two_years_of_a_simulated_learner(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    """More than 100,000 reviews over 5,000 cards with a fixed seed. The learner knows a card with the probability that
    FSRS gives it, so the share of right answers must come out near the one that was asked for."""
    record.connection.execute("PRAGMA synchronous = OFF")  # the disk is not what is tested here
    dice = random.Random(20260102)
    deck = deck_of(record, new_a_day=14, reviews_a_day=9999, leech_after=0)
    add(deck, 2500, directions=2)
    given: list[tuple[int, Rating, int]] = []
    for day in range(730):
        at = START + day * DAY_MS + dice.randrange(-3 * 3_600_000, 3 * 3_600_000)
        while (card := deck.next_card(at)) is not None:
            at = max(at, card.memory.due or 0) if card.memory.phase in (Phase.LEARNING, Phase.RELEARNING) else at
            recall = deck.scheduling.recall(card.memory, at)
            chance = {Phase.NEW: 0.6, Phase.LEARNING: 0.85}.get(card.memory.phase, recall)
            known = dice.random() < (chance or 0.0)
            right = dice.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (15, 75, 10))[0]
            rating = right if known else Rating.AGAIN
            deck.answer(card.id, rating, at, took=4000)
            given.append((card.id, rating, at))
            at += dice.randrange(3_000, 12_000)
        if day == 364:
            record.connection.execute("PRAGMA optimize")
    kept = [(review.card_id, review.rating, review.at) for review in deck.store.reviews()]
    assert sorted(kept) == sorted(given)
    figures = statistics(deck.store.cards(), deck.store.reviews(), START + 730 * DAY_MS, CALENDAR)
    with capsys.disabled():
        print(
            f"\n{figures.reviews} reviews of {sum(figures.cards.values())} cards, {figures.cards}: "
            f"retention {figures.retention:.2%}, predicted {figures.predicted:.2%}"
        )
    assert figures.reviews >= 100_000
    assert figures.retention is not None
    assert figures.predicted is not None
    assert abs(figures.retention - 0.9) < 0.02
    assert abs(figures.retention - figures.predicted) < 0.01
    assert deck.reschedule() == 0  # what is kept beside the reviews is what they give
    record.close()


def test_a_card_being_learnt_is_put_off_until_tomorrow(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 1)
    deck.answer(1, Rating.AGAIN, START)
    at = START + 120_000
    assert deck.next_card(at) is not None
    deck.bury(1, at)
    assert deck.next_card(at) is None
    assert deck.counts(at) == Counts(0, 0, 0)
    tomorrow = deck.moment(at).day_end
    assert deck.next_time(at) == tomorrow
    again = deck.next_card(tomorrow)
    assert again is not None
    assert again.id == 1
    record.close()


def test_the_queue_holds_what_is_asked_one_after_the_other(record: Record) -> None:
    deck = deck_of(record)
    add(deck, 3, directions=2)
    deck.answer(1, Rating.EASY, START)
    queue = deck.store.queue(Wanted(), deck.moment(START), siblings=True)
    assert {card.concept_id for card in queue} == {"c1", "c2"}
    assert len(deck.store.queue(Wanted(), deck.moment(START), siblings=False)) == 5
    record.close()
