"""Intervals are FSRS's own, and what is remembered hangs on the reviews alone."""

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.study.model import DAY_MS, Memory, Phase, Rating
from glossary.study.scheduling import Scheduling, StudySettings, interval_words

START = round(datetime(2026, 1, 2, 12, tzinfo=UTC).timestamp() * 1000)
ANSWERS = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 90 * DAY_MS)), max_size=30)


def played(scheduling: Scheduling, answers: list[tuple[Rating, int]], card: int = 7) -> Memory:
    at = START
    times = []
    for rating, later in answers:
        at += later
        times.append((rating, at))
    return scheduling.replayed(times, card)


@given(ANSWERS)
def test_without_fuzz_it_is_what_fsrs_says(answers: list[tuple[Rating, int]]) -> None:
    scheduler, card = fsrs.Scheduler(enable_fuzzing=False), fsrs.Card(card_id=7)
    moment = datetime.fromtimestamp(START / 1000, UTC)
    for rating, later in answers:
        moment += timedelta(milliseconds=later)
        card, _ = scheduler.review_card(card, fsrs.Rating(int(rating)), moment)
    memory = played(Scheduling(StudySettings(fuzz=False)), answers)
    if answers:
        assert (memory.stability, memory.difficulty, memory.step) == (card.stability, card.difficulty, card.step)
        assert memory.due == round(card.due.timestamp() * 1000)
        assert int(memory.phase) == int(card.state)
    assert memory.reviews == len(answers)


@given(ANSWERS)
def test_fuzz_moves_the_due_day_a_little_and_always_alike(answers: list[tuple[Rating, int]]) -> None:
    plain = played(Scheduling(StudySettings(fuzz=False)), answers)
    fuzzed = played(Scheduling(StudySettings()), answers)
    assert fuzzed == played(Scheduling(StudySettings()), answers)
    assert (fuzzed.stability, fuzzed.lapses) == (plain.stability, plain.lapses)
    days, moved = plain.interval / DAY_MS, fuzzed.interval / DAY_MS
    if plain.phase is Phase.REVIEW and days >= 2.5:
        assert abs(moved - days) <= 1.5 + 0.15 * 4.5 + 0.1 * 13 + 0.05 * max(0, days - 20)
        assert moved >= 2
    else:
        assert moved == days


def test_previews_grow_with_the_rating_and_are_what_then_happens() -> None:
    scheduling = Scheduling(StudySettings())
    memory = played(scheduling, [(Rating.GOOD, 0), (Rating.GOOD, 600_000), (Rating.GOOD, 3 * DAY_MS)])
    at = (memory.due or 0) + DAY_MS
    previews = scheduling.previews(memory, at, 7)
    assert [previews[rating] for rating in Rating] == sorted(previews.values())
    assert all(scheduling.answered(memory, r, at, 7).interval == previews[r] for r in Rating)


def test_recall_falls_from_one_and_is_nine_tenths_after_the_stability() -> None:
    scheduling = Scheduling(StudySettings())
    memory = Memory(Phase.REVIEW, None, 10.0, 5.0, START + 10 * DAY_MS, START, 3)
    assert scheduling.recall(memory, START) == 1.0
    assert scheduling.recall(memory, START + 10 * DAY_MS) == pytest.approx(0.9)
    assert scheduling.recall(Memory(), START) is None


def test_a_clock_that_went_back_does_no_harm() -> None:
    scheduling = Scheduling(StudySettings())
    memory = played(scheduling, [(Rating.GOOD, 0), (Rating.GOOD, 600_000)])
    after = scheduling.answered(memory, Rating.GOOD, START - DAY_MS, 7)
    assert after.last_review == memory.last_review


def test_a_leech_is_named_at_eight_lapses_and_every_four() -> None:
    scheduling = Scheduling(StudySettings())
    found = [n for n in range(1, 20) if scheduling.is_leech(Memory(lapses=n - 1), Memory(lapses=n))]
    assert found == [8, 12, 16]
    assert not Scheduling(StudySettings(leech_after=0)).is_leech(Memory(lapses=7), Memory(lapses=8))


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (0, "<1 min"), (60_000, "1 min"), (600_000, "10 min"), (5_400_000, "2 h"), (DAY_MS, "1 d"),
        (30 * DAY_MS, "30 d"),
        (45 * DAY_MS, "1.5 mo"), (364 * DAY_MS, "1.0 y"), (1000 * DAY_MS, "2.7 y"),
    ],
)  # fmt: skip
def test_intervals_in_words(milliseconds: int, words: str) -> None:
    assert interval_words(milliseconds) == words
