"""With the real Anki: our cards there, answers back, nothing doubled and nothing lost, schedules kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from glossary.study.model import DAY_MS, Card, Phase, Rating
from reader.anki import exporting
from reader.session import Session
from reader.study import now
from tests.reader.anki.peer import Anki, running
from tests.reader.commands.running import duban, json_of

TERMS = ("livestream", "mcn-agency", "organic-traffic")
NOW = now()


@pytest.fixture(autouse=True)
def ready(used_home: Path) -> Path:
    return used_home


def add(*directions: str, terms: tuple[str, ...] = TERMS) -> None:
    named = [word for term in terms for word in ("--term", term)]
    duban("cards", "add", *named, *(word for one in directions for word in ("--direction", one)))


def export(file: Path, *options: str) -> Path:
    duban("cards", "export", str(file), *options)
    return file


def reviews() -> list[tuple[int, int]]:
    """Time and rating of every answer kept."""
    session = Session.open(print)
    try:
        return [(review.at, int(review.rating)) for review in session.study.deck.store.reviews()]
    finally:
        session.close()


def cards() -> list[Card]:
    session = Session.open(print)
    try:
        return session.study.deck.store.cards()
    finally:
        session.close()


def later(monkeypatch: pytest.MonkeyPatch, seconds: int = 10) -> None:
    """Anki dates notes in seconds; the next export is made some later."""
    at = now() + seconds * 1000
    monkeypatch.setattr(exporting, "now", lambda: at)


def study(anki: Anki) -> None:
    """Some answers, to cards of every kind."""
    for ease in (3, 3, 1, 3):
        anki.answer(anki.card("livestream", "Recognise"), ease)
    anki.answer(anki.card("mcn-agency", "Produce"), 4)
    anki.answer(anki.card("mcn-agency", "Reading"), 2)
    anki.answer(anki.card("organic-traffic", "Choose"), 1)
    for note in anki.notes("note:duban*cloze")[:2]:
        anki.answer(note.cards()[0], 3)


@pytest.mark.parametrize(
    ("name", "legacy"), [("a.apkg", False), ("a.apkg", True), ("a.colpkg", False), ("a.colpkg", True)]
)
def test_answers_come_back_once_from_every_kind_of_package(name: str, legacy: bool, tmp_path: Path) -> None:
    add("recognise", "produce", "reading", "choice", "cloze")
    ours = export(tmp_path / "ours.apkg")
    with running(tmp_path / "anki") as anki:
        assert anki.take(ours) == {"new": 6}
        assert len(anki.cards()) == 15 == len(cards())
        assert anki.take(ours) == {"duplicate": 6}
        assert len(anki.cards()) == 15
        study(anki)
        given = [(at, ease) for at, _, ease in anki.log()]
        theirs = anki.give(tmp_path / name, legacy)
    assert len(given) == 9
    before = cards()
    dry = json_of("cards", "import", str(theirs), "--dry-run", "--json")
    assert sum(row["count"] for row in dry["changes"]) == 9
    assert reviews() == []
    duban("cards", "import", str(theirs))
    assert sorted(reviews()) == given
    after = cards()
    assert [(c.id, c.concept_id, c.direction, c.detail) for c in after] == [
        (c.id, c.concept_id, c.direction, c.detail) for c in before
    ]
    by_key = {(c.concept_id, c.direction): c.memory for c in after}
    assert by_key["livestream", "recognise"].reviews == 4
    assert by_key["livestream", "recognise"].lapses == 1
    assert by_key["mcn-agency", "produce"].phase is Phase.REVIEW
    again = duban("cards", "import", str(theirs))
    assert "Took in 0 answers" in again.stderr
    assert "9 answers known already" in again.stderr
    assert sorted(reviews()) == given
    assert cards() == after


def test_what_a_card_remembers_follows_from_answers_of_both_in_the_order_of_time(tmp_path: Path) -> None:
    add("recognise", terms=("livestream",))
    (card,) = cards()
    with running(tmp_path / "anki") as anki:
        anki.take(export(tmp_path / "ours.apkg"))
        anki.answer(anki.card("livestream", "Recognise"), 3)
        theirs = anki.give(tmp_path / "theirs.apkg")
        (there,) = anki.log()
    session = Session.open(print)
    deck = session.study.deck
    for at, rating in ((there[0] - 3 * DAY_MS, Rating.EASY), (there[0] + 60_000, Rating.AGAIN)):
        deck.answer(card.id, rating, at, took=1500)
    duban("cards", "import", str(theirs))
    kept = deck.store.reviews()
    assert [int(review.rating) for review in kept] == [4, 3, 1]
    assert kept[1].phase is Phase.REVIEW
    assert kept[1].recall is not None
    (after,) = deck.store.cards()
    assert after.memory == deck.scheduling.replayed([(r.rating, r.at) for r in kept], card.id)
    session.close()


def test_cards_come_into_being_for_answers_given_in_anki_alone(tmp_path: Path) -> None:
    with running(tmp_path / "anki") as anki:
        assert anki.take(export(tmp_path / "all.apkg", "--every-term", "--domain", "live commerce"))["new"] > 10
        anki.answer(anki.card("livestream", "Recognise"), 3)
        theirs = anki.give(tmp_path / "theirs.apkg")
    assert cards() == []
    assert "1 of them new" in duban("cards", "import", str(theirs)).stderr
    (made,) = cards()
    assert (made.concept_id, made.direction, made.memory.reviews) == ("livestream", "recognise", 1)


def test_a_changed_gloss_arrives_and_the_schedule_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add("recognise", "produce", "reading", "cloze")
    add("choice", terms=("organic-traffic",))
    with running(tmp_path / "anki") as anki:
        anki.take(export(tmp_path / "ours.apkg"))
        study(anki)
        sound = anki.note("mcn-agency")
        sound["Sound"] = "[sound:mcn.mp3]"
        anki.col.update_note(sound)
        before = [(c.id, c.nid, c.due, c.ivl, c.queue, c.reps) for c in anki.cards()]
        log = anki.log()
        duban("glossary", "edit", "livestream", "--english", "live sales show", "--example", "看直播", "Watch it")
        later(monkeypatch)
        done = anki.take(export(tmp_path / "ours.apkg"))
        assert done["updated"] >= 2  # of the term and of its sentence
        assert "new" not in done
        assert anki.note("livestream")["English"] == "live sales show"
        assert "看<b>直播</b>" in anki.note("livestream")["Sentence"]
        assert [(c.id, c.nid, c.due, c.ivl, c.queue, c.reps) for c in anki.cards()] == before
        assert anki.log() == log
        # What did not change here stays as the learner has it there.
        assert anki.note("mcn-agency")["Sound"] == "[sound:mcn.mp3]"


def test_a_new_direction_becomes_a_card_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add("recognise")
    with running(tmp_path / "anki") as anki:
        anki.take(export(tmp_path / "ours.apkg"))
        anki.answer(anki.card("livestream", "Recognise"), 4)
        due = anki.card("livestream", "Recognise").due
        add("produce", terms=("livestream",))
        later(monkeypatch)
        anki.take(export(tmp_path / "ours.apkg"))
        assert len(anki.cards()) == 4
        assert anki.card("livestream", "Produce").reps == 0
        assert anki.card("livestream", "Recognise").due == due
        assert anki.col.fix_integrity()[1]


def test_anki_makes_no_card_that_nobody_wants(tmp_path: Path) -> None:
    add("recognise", terms=("livestream",))
    with running(tmp_path / "anki") as anki:
        anki.take(export(tmp_path / "ours.apkg"))
        note = anki.note("livestream")
        note["Notes"] = "mine"
        anki.col.update_note(note)  # Anki makes the cards of a note anew when it is edited
        assert [card.template()["name"] for card in anki.cards()] == ["Recognise"]
        assert not anki.col.get_empty_cards().notes


def test_how_a_learner_changes_the_looks_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add("recognise", terms=("livestream",))
    with running(tmp_path / "anki") as anki:
        anki.take(export(tmp_path / "ours.apkg"))
        kind: Any = anki.note("livestream").note_type()
        kind["css"] += "\n.word { color: teal }"
        anki.col.models.update_dict(kind)
        duban("glossary", "edit", "livestream", "--english", "show")
        later(monkeypatch, 3600)
        anki.take(export(tmp_path / "ours.apkg"))
        note = anki.note("livestream")
        assert note["English"] == "show"
        kept: Any = note.note_type()
        assert "teal" in kept["css"]


def test_scheduling_is_carried_over_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add("recognise", "produce", "cloze")
    session = Session.open(print)
    deck = session.study.deck
    made = deck.store.cards()
    start = NOW - 60 * DAY_MS
    for n, card in enumerate(made[:8]):
        # All at the same moments: Anki keeps answers by their milliseconds alone.
        for at in range(0, 50 * DAY_MS, (5 + 3 * n) * DAY_MS):
            deck.answer(card.id, Rating.GOOD if at % 3 else Rating.EASY, start + at, took=2000)
    deck.answer(made[0].id, Rating.AGAIN, NOW - 120_000)  # being learnt again
    deck.store.mark(made[1].id, suspended=True)
    kept = deck.store.reviews()
    by_key = {(card.concept_id, str(card.direction)): card for card in deck.store.cards()}
    today = session.study.chosen.calendar.day_at(now())
    session.close()
    plain, carried = export(tmp_path / "plain.apkg"), export(tmp_path / "carried.apkg", "--with-scheduling")
    with running(tmp_path / "plain") as anki:
        anki.take(plain)
        assert {card.type for card in anki.cards()} == {0}
        assert anki.log() == []
    with running(tmp_path / "anki") as anki:
        anki.col.set_config("fsrs", True)
        anki.take(carried)
        assert len(anki.log()) == len(kept)
        assert sorted(at // 1000 for at, *_ in anki.log()) == sorted(review.at // 1000 for review in kept)
        for there in anki.cards():
            concept = there.note()["TermId"].split("#")[0]
            template = str(there.template()["name"]).lower()
            ours = by_key[concept, template]
            memory = ours.memory
            assert there.reps == memory.reviews
            assert there.lapses == memory.lapses
            assert there.type == int(memory.phase)
            assert (there.queue == -1) == ours.suspended
            if memory.stability is None or memory.difficulty is None or memory.due is None:
                continue
            assert there.memory_state is not None
            assert there.memory_state.stability == pytest.approx(memory.stability, rel=1e-3)
            assert there.memory_state.difficulty == pytest.approx(memory.difficulty, rel=1e-3)
            if memory.phase is Phase.REVIEW:
                assert there.due - anki.col.sched.today == (memory.due - today.start) // DAY_MS
                assert there.ivl == max(1, round(memory.interval / DAY_MS))
            else:
                assert there.due == memory.due // 1000
        assert anki.col.fix_integrity()[1]
        # Anki goes on from there: what it makes of the next answer is near what we would.
        learnt = anki.card("mcn-agency", "Recognise")
        anki.answer(learnt, 3)
        assert learnt.ivl >= 1
        theirs = anki.give(tmp_path / "theirs.apkg")
    assert "Took in 1 answer to 1 card" in duban("cards", "import", str(theirs)).stderr
    assert len(reviews()) == len(kept) + 1
    # Taken in again, nothing happens to what Anki has already.
    with running(tmp_path / "anki") as anki:
        before = [(c.id, c.due, c.ivl, c.reps) for c in anki.cards()]
        later(monkeypatch)
        anki.take(export(tmp_path / "carried.apkg", "--with-scheduling"))
        assert [(c.id, c.due, c.ivl, c.reps) for c in anki.cards()] == before
        assert len(anki.log()) == len(kept) + 1


def test_ankis_text_import_adds_and_updates(tmp_path: Path) -> None:
    add("recognise", "cloze")
    with running(tmp_path / "anki") as anki:
        assert anki.take_text(export(tmp_path / "ours.txt"))["missing_notetype"] == 6  # and so the help says
        anki.take(export(tmp_path / "types.apkg", "--term", "mcn-agency"))
        assert anki.take_text(export(tmp_path / "ours.txt", "--deck", "Chinese::trade")) == {"new": 4, "duplicate": 2}
        assert len(anki.cards()) == 6
        assert anki.note("livestream").tags == ["domain::live_commerce::format", "duban"]
        anki.answer(anki.card("livestream", "Recognise"), 4)
        due = anki.card("livestream", "Recognise").due
        duban("glossary", "edit", "livestream", "--english", 'a "live" show <b>& more')
        assert anki.take_text(export(tmp_path / "ours.txt"))["updated"] == 2
        assert anki.note("livestream")["English"] == "a &#34;live&#34; show &lt;b&gt;&amp; more"
        assert anki.card("livestream", "Recognise").due == due
        assert len(anki.notes()) == 6


def test_decks_scripts_and_tags(tmp_path: Path) -> None:
    add("recognise")
    with running(tmp_path / "anki") as anki:
        anki.take(
            export(
                tmp_path / "a.apkg", "--deck", "Chinese::trade", "--script", "tw", "--text", "hangzhou-live-commerce"
            )
        )
        assert "Chinese::trade" in [deck.name for deck in anki.col.decks.all_names_and_ids()]
        note = anki.note("mcn-agency")
        assert (note["Hanzi"], note["Simplified"], note["Lang"]) == ("MCN機構", "MCN机构", "zh-Hant-TW")
        assert "text::hangzhou-live-commerce" in note.tags
        assert "CC-CEDICT" in json.dumps(anki.col.decks.by_name("Chinese::trade"))
