"""Identity of notes, and answers as Anki numbers them."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.anki.model import DECK, DECK_ID, FIELDS, AnkiNote, deck_id, note_key, sentence_mark, split_key
from glossary.anki.schedule import card_state, entries, numbered
from glossary.study.days import Day
from glossary.study.model import DAY_MS, Card, Memory, Phase, Rating, Review

TODAY = Day(0, 20_000 * DAY_MS, 20_001 * DAY_MS)


def test_the_identity_of_a_note_never_changes() -> None:
    """Anki finds notes of earlier exports by these; with others, every learner's notes would be doubled."""
    note = AnkiNote({"TermId": note_key("mcn-agency")}, ())
    assert note.guid == "PBxlR4|(KA"
    assert AnkiNote({"TermId": note_key("mcn-agency", "MCN機構")}, (), cloze=True).guid != note.guid
    assert (deck_id(DECK), DECK_ID) == (1_549_327_422, 1_549_327_422)
    assert deck_id("Chinese::trade") == deck_id("Chinese::trade") != DECK_ID
    assert 1 << 30 <= deck_id("x") < 1 << 31
    assert len(FIELDS) == len(set(FIELDS)) == 26


@given(st.text(min_size=1), st.text())
def test_keys_are_taken_apart_again(concept_id: str, sentence: str) -> None:
    key = note_key(concept_id, sentence)
    if sentence:
        assert split_key(key) == (concept_id, sentence_mark(sentence))
    else:
        assert concept_id in (split_key(key)[0], key)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12)), max_size=30))
def test_every_answer_has_a_number_of_its_own_and_keeps_it(answers: list[tuple[int, int]]) -> None:
    reviews = [Review(card, "c", Rating.GOOD, at, 0, Phase.NEW, None, id=n) for n, (card, at) in enumerate(answers)]
    found = numbered(reviews)
    numbers = [number for some in found.values() for number, _ in some]
    assert len(set(numbers)) == len(numbers) == len(reviews)
    assert all(number >= review.at for some in found.values() for number, review in some)
    assert found == numbered(reversed(reviews))
    if len({at for _, at in answers}) == len(answers):
        assert all(number == review.at for some in found.values() for number, review in some)


def test_the_log_has_intervals_as_anki_writes_them() -> None:
    times = [0, 60_000, 2 * DAY_MS, 12 * DAY_MS]
    phases = [Phase.NEW, Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING]
    reviews = [Review(1, "c", Rating.GOOD, at, 9_000_000, phase, None) for at, phase in zip(times, phases, strict=True)]
    log = entries([(review.at, review) for review in reviews], interval=30 * DAY_MS)
    assert [(e.ivl, e.last_ivl, e.type) for e in log] == [(-60, 0, 0), (2, -60, 0), (10, 2, 1), (30, 10, 2)]
    assert {entry.time for entry in log} == {600_000}


def test_a_card_as_anki_has_it() -> None:
    now = TODAY.start
    due = Memory(Phase.REVIEW, None, 12.34567, 5.5, now + 9 * DAY_MS + 1, now - 3 * DAY_MS, 7, 2)
    state = card_state(Card(1, "c", "recognise", memory=due), TODAY, 0.9)
    assert state is not None
    assert state[:7] == (2, 2, 9, 12, 2500, 7, 2)
    assert state.data.startswith('{"s":12.3457,"d":5.5,"dr":0.9')
    overdue = Memory(Phase.REVIEW, None, 1.0, 5.0, now - 2 * DAY_MS, now - 3 * DAY_MS, 1)
    state = card_state(Card(1, "c", "recognise", suspended=True, memory=overdue), TODAY, 0.9)
    assert state is not None
    assert (state.due, state.queue) == (-2, -1)
    assert card_state(Card(1, "c", "recognise"), TODAY, 0.9) is None
