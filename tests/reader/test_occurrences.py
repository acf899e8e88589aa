"""A term's places in the library are those that the reader marks, with sentence, English and date."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from glossary.errors import TermbaseError
from reader.occurrences import Tally, concepts_in, occurrences
from reader.session import Session
from texts.errors import ManifestError

ARTICLE = "hangzhou-live-commerce"


def add_text(home: Path, name: str, date: str, outlet: str, zh: str, en: str | None = None) -> None:
    folder = home / "texts" / name
    folder.mkdir(parents=True)
    meta = f'title_zh = "{name}"\ndate = "{date}"\noutlet = "{outlet}"\n'
    (folder / "meta.toml").write_text(meta, encoding="utf-8")
    (folder / "zh.txt").write_text(zh, encoding="utf-8")
    if en is not None:
        (folder / "en.txt").write_text(en, encoding="utf-8")


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    add_text(
        home, "early", "2024-03-05", "晚报", "完成交易。\n\n店播来了。做自然流。\n", "Done.\n\nStore shows. Grow.\n"
    )
    add_text(home, "late", "2026-01", "晚报", "自然流量和自然流，自然流。\n")
    add_text(home, "undated", "", "", "自然流\n")
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def test_every_place_with_its_sentence_and_english(session: Session) -> None:
    found = list(occurrences(session, "organic-traffic"))
    mine = [place for place in found if place.text_id != ARTICLE]
    first = mine[0]
    assert (first.text_id, first.date, first.outlet, first.paragraph) == ("early", "2024-03-05", "晚报", 1)
    assert (first.start, first.end, first.name) == (6, 9, "自然流")
    assert (first.sentence, first.translation) == ("做自然流。", "Grow.")
    assert {place.text_id for place in found} == {"early", "late", "undated", ARTICLE}


def test_the_places_are_those_of_the_reader(session: Session) -> None:
    reading = session.open_text(ARTICLE)
    for concept_id in ("livestream", "organic-traffic", "product-category", "mcn-agency"):
        marked = [
            (index, token.start, token.end)
            for index in range(reading.count)
            for token in reading.annotated(index).tokens
            if token.term == concept_id
        ]
        found = [(o.paragraph, o.start, o.end) for o in occurrences(session, concept_id) if o.text_id == ARTICLE]
        assert found == marked


def test_what_only_arises_where_words_meet_is_none(session: Session) -> None:
    """成交 in 完成|交易."""
    from reader.drafting import draft_concept

    session.terms.save([draft_concept(session, "成交", english=["close a deal"])], "adding 成交")
    assert [o for o in occurrences(session, "close-a-deal") if o.text_id == "early"] == []
    assert "close-a-deal" not in concepts_in(session, "early")
    assert "store-livestreaming" in concepts_in(session, "early")
    assert [concept.id for concept in session.study.concepts_in("early")] == concepts_in(session, "early")


def test_the_timeline(session: Session) -> None:
    tally = Tally()
    for place in occurrences(session, "organic-traffic"):
        tally.add(place)
    timeline = tally.timeline
    assert (timeline.first, timeline.last) == ("2024-03-05", "2026-01")
    assert list(timeline.months) == ["", "2024-03", "2025-12", "2026-01"]
    assert timeline.months["2024-03"] == timeline.months[""] == 1
    assert timeline.count == sum(timeline.months.values()) == sum(timeline.outlets.values())
    assert timeline.texts == 4
    assert Tally().timeline.first == ""


def test_it_streams_and_stops_when_told(session: Session, home: Path) -> None:
    add_text(home, "zz", "2026-02", "", "自然流。\n" * 1000)
    stop = False
    found = occurrences(session, "organic-traffic", cancelled=lambda: stop)
    assert len(list(islice(found, 3))) == 3
    stop = True
    assert list(found) == []


def test_a_text_that_cannot_be_read_is_named_and_passed_over(session: Session, home: Path) -> None:
    (home / "texts" / "late" / "meta.toml").write_text("title_zh = 3", encoding="utf-8")
    said: list[str] = []
    found = list(occurrences(session, "organic-traffic", fault=said.append))
    assert {place.text_id for place in found} == {"early", "undated", ARTICLE}
    assert len(said) == 1
    assert "late" in said[0]
    with pytest.raises(ManifestError):
        list(occurrences(session, "organic-traffic"))
    with pytest.raises(TermbaseError, match="no concept"):
        list(occurrences(session, "nothing"))
