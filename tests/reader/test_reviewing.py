"""A sitting: asked, answered, put aside, taken back, crammed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from glossary.store.study import Wanted
from glossary.study.deck import Counts
from glossary.study.model import Phase, Rating
from reader.faces import Dress
from reader.reviewing import Reviewing, Sitting
from reader.session import Session

pytestmark = pytest.mark.usefixtures("used_home")
START = round(datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp() * 1000)
PLAIN = Dress(lambda word: word, lambda term: term.hans)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> int:
        self.at += 1000
        return self.at


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session.open(lambda _: None)
    concepts = opened.study.concepts_in("hangzhou-live-commerce")[:6]
    opened.study.add(concepts, ("recognise", "choice"))
    yield opened
    opened.close()


def sit(session: Session, sitting: Sitting | None = None) -> Reviewing:
    return Reviewing(session.study, sitting or Sitting(), PLAIN, Clock())


def asked(reviewing: Reviewing) -> str:
    assert reviewing.current is not None
    return reviewing.current.concept.preferred.hans


def test_a_sitting_goes_through_the_new_cards_and_ends(session: Session) -> None:
    reviewing = sit(session)
    assert reviewing.counts == Counts(6, 0, 0)
    seen = []
    while reviewing.current is not None:
        seen.append(asked(reviewing))
        assert set(reviewing.previews()) == set(Rating)
        reviewing.answer(Rating.EASY, took=2000)
    assert len(seen) == len(set(seen)) == 6
    assert (reviewing.done, reviewing.left().progress, reviewing.counts.total) == (6, 1.0, 0)
    assert len(session.study.deck.store.reviews()) == 6


def test_known_words_follow_from_the_cards(session: Session) -> None:
    reviewing = sit(session)
    assert reviewing.current is not None
    concept = reviewing.current.concept.id
    assert concept not in session.vocabulary.terms
    reviewing.answer(Rating.GOOD)
    assert session.vocabulary.terms[concept] == "learning"
    reviewing.undo()
    assert concept not in session.vocabulary.terms


def test_undo_goes_back_to_the_card_and_beyond_the_sitting(session: Session) -> None:
    first = sit(session)
    words = []
    for rating in (Rating.EASY, Rating.AGAIN):
        words.append(asked(first))
        first.answer(rating)
    second = sit(session)
    words.append(asked(second))
    second.answer(Rating.EASY)
    assert second.undo() == "the answer"
    assert (asked(second), second.done) == (words[2], 0)
    assert second.undo() == "an answer of an earlier sitting"
    assert asked(second) == words[1]
    second.undo()
    assert asked(second) == words[0]
    assert second.undo() is None
    assert session.study.deck.store.reviews() == []


def test_suspending_burying_and_flagging_can_be_taken_back(session: Session) -> None:
    reviewing = sit(session)
    first = reviewing.current
    assert first is not None
    assert reviewing.flag()
    reviewing.suspend()
    assert reviewing.current is not None
    assert reviewing.current.card.id != first.card.id
    reviewing.bury()
    assert [reviewing.undo(), reviewing.undo(), reviewing.undo()] == ["the putting off", "the suspension", "the flag"]
    card = session.study.deck.card(first.card.id)
    assert (card.suspended, card.flag, card.buried_until) == (False, False, 0)
    assert asked(reviewing) == first.concept.preferred.hans


def test_five_cards_before_reading(session: Session) -> None:
    reviewing = sit(session, Sitting(at_most=3))
    assert reviewing.counts == Counts(3, 0, 0)
    for _ in range(3):
        assert reviewing.current is not None
        reviewing.answer(Rating.EASY)
    assert reviewing.current is None


def test_cramming_asks_everything_and_changes_nothing(session: Session) -> None:
    before = session.study.deck.store.cards()
    reviewing = sit(session, Sitting(cram=True))
    assert reviewing.counts == Counts(0, 0, 12)
    assert reviewing.previews() == {}
    first = asked(reviewing)
    reviewing.answer(Rating.AGAIN)
    assert reviewing.counts.total == 12
    reviewing.undo()
    assert asked(reviewing) == first
    while reviewing.current is not None:
        reviewing.answer(Rating.GOOD)
    assert reviewing.done == 12
    assert session.study.deck.store.cards() == before
    assert session.study.deck.store.reviews() == []


def test_a_concept_that_was_taken_away_is_not_asked(session: Session) -> None:
    gone = session.study.deck.store.cards()[0].concept_id
    session.terms.remove(gone)
    reviewing = sit(session)
    seen = set()
    while reviewing.current is not None:
        seen.add(reviewing.current.concept.id)
        reviewing.answer(Rating.EASY)
    assert gone not in seen
    assert len(seen) == 5


def test_only_some_concepts(session: Session) -> None:
    some = frozenset(card.concept_id for card in session.study.deck.store.cards()[:2])
    reviewing = sit(session, Sitting(Wanted(some)))
    while reviewing.current is not None:
        assert reviewing.current.concept.id in some
        assert reviewing.current.card.memory.phase in (Phase.NEW, Phase.LEARNING)
        reviewing.answer(Rating.EASY)


def test_the_summary_says_how_it_went_and_when_it_goes_on(session: Session) -> None:
    reviewing = sit(session)
    reviewing.answer(Rating.AGAIN, took=4000)
    while reviewing.current is not None:
        reviewing.answer(Rating.EASY, took=600_000)
    summary = reviewing.summary()
    assert (summary.answers, summary.right) == (7, 6)
    assert summary.seconds == 4 + 6 * 60  # whoever takes ten minutes was not thinking
    assert summary.next_in is not None
    assert 0 < summary.next_in <= 24 * 3_600_000  # what waits for its sibling comes tomorrow
    reviewing.undo()
    assert reviewing.summary().answers == 6


def test_nothing_to_come_and_nothing_there(session: Session) -> None:
    nobody = sit(session, Sitting(Wanted(frozenset({"nobody"}))))
    summary = nobody.summary()
    assert (summary.next_in, summary.any_cards) == (None, False)
    for card in session.study.deck.store.cards():
        session.study.deck.store.mark(card.id, suspended=True)
    summary = sit(session).summary()
    assert (summary.next_in, summary.any_cards) == (None, True)


def test_a_card_being_learnt_says_when_it_may_come(session: Session) -> None:
    one = frozenset({session.study.deck.store.cards()[0].concept_id})
    reviewing = sit(session, Sitting(Wanted(one), due_only=True))
    assert reviewing.current is None
    assert reviewing.summary().next_in is None  # only new ones are there, and none is wanted
    reviewing = sit(session, Sitting(Wanted(one)))
    reviewing.answer(Rating.EASY)
    after = session.study.deck.store.cards()[0].memory
    again = sit(session, Sitting(Wanted(one), due_only=True)).summary().next_in
    assert again is not None
    assert abs(again - (after.interval)) < 24 * 3_600_000


def test_an_edited_concept_is_shown_and_taken_back(session: Session) -> None:
    reviewing = sit(session)
    before = reviewing.current
    assert before is not None
    changed = replace(before.concept, definition_en="Something else.")
    session.terms.save([changed], "editing")
    reviewing.edited(PLAIN, "editing", session.terms.undo)
    assert reviewing.current is not None
    assert any(line.text == "Something else." for line in reviewing.current.back)
    reviewing.answer(Rating.EASY)
    reviewing.undo()
    assert reviewing.undo() == "editing"
    assert reviewing.current == before


def test_cards_that_were_made_can_be_taken_away_unless_they_were_answered(session: Session) -> None:
    concept = session.study.concepts_in("hangzhou-live-commerce")[7]
    made = session.study.add([concept], ("recognise", "choice"))
    assert len(made.ids) == made.cards == 2
    session.study.deck.answer(made.ids[0], Rating.GOOD, START)
    session.study.take_away(made.ids)
    assert [card.id for card in session.study.deck.store.cards(concept.id)] == [made.ids[0]]


def test_a_card_being_learnt_whose_term_is_gone_ends_no_sitting(session: Session) -> None:
    reviewing = sit(session)
    assert reviewing.current is not None
    gone = reviewing.current.concept
    reviewing.answer(Rating.AGAIN)
    store = session.study.deck.store
    (card,) = (card for card in store.cards(gone.id) if card.memory.reviews)
    session.record.connection.execute("UPDATE card SET concept_id = 'nothing' WHERE id = ?", (card.id,))
    session.record.connection.execute("UPDATE review SET concept_id = 'nothing'")
    after = sit(session, Sitting(Wanted(frozenset({"nothing"}))))
    assert after.current is None
    assert after.counts == Counts(0, 0, 0)


def test_bringing_back_suspended_cards(session: Session) -> None:
    reviewing = sit(session)
    assert reviewing.current is not None
    card = reviewing.current.card
    reviewing.suspend()
    store = session.study.store
    assert [found.id for found in store.suspended()] == [card.id]
    store.suspend([card.id], False)
    assert store.suspended() == []
    assert store.card(card.id) == card
