"""Concepts are found by what people type of them, the best first, and filters hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Concept, Rendering, Term
from glossary.pinyin import strip_tone, to_marks
from glossary.selecting import Selection, select
from glossary.termbase import Termbase

BUNDLED = list(Termbase.open().concepts())


def ids(query: str) -> list[str]:
    return [concept.id for concept in select(BUNDLED, Selection(query))]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("自然流", "organic-traffic"),
        ("直播間", "livestream-room"),
        ("ｍｃｎ", "mcn-agency"),
        ("ziranliu", "organic-traffic"),
        ("zì rán liú", "organic-traffic"),
        ("Organic  Traffic", "organic-traffic"),
        ("organic-traffic", "organic-traffic"),
        ("liuliang", "traffic"),
        ("zhib", "livestream"),
        ("mcn age", "mcn-agency"),
    ],
)
def test_the_best_answer_comes_first(query: str, first: str) -> None:
    assert ids(query)[0] == first


def test_a_part_is_enough_and_nonsense_finds_nothing() -> None:
    assert {"livestream-room", "livestream-e-commerce"} <= set(ids("直播"))
    assert {"livestream-room", "livestream-e-commerce"} <= set(ids("zhibo"))
    assert "livestream-room" in ids("room")
    assert ids("xyzzy") == ids("zhi4bo4") == ids("龘") == []
    assert ids("") == ids("  ") == [concept.id for concept in BUNDLED]


@given(st.sampled_from([(c.id, t) for c in BUNDLED for t in c.terms if all(t.readings)]), st.booleans())
def test_every_name_is_found_by_each_script_and_its_pinyin(named: tuple[str, Term], marks: bool) -> None:
    concept_id, term = named
    assert concept_id in ids(term.hans)
    assert concept_id in ids(term.hant)
    assert concept_id in ids("".join(to_marks(r) if marks else strip_tone(r) for r in term.readings if r))


def test_filters() -> None:
    own = Concept(
        "x", (Term("坑", "坑", ("keng1",)),), (Rendering("pit", "deprecated", "why"),), domain="Selling", origin="user"
    )
    both = [*BUNDLED, own]
    assert select(both, Selection(own=True)) == [own]
    assert select(both, Selection(domain="selling")) == [own]
    assert own in select(both, Selection(status="deprecated"))
    assert own not in select(both, Selection(status="admitted"))
    assert select(both, Selection(within={"x", "mcn-agency"}, query="pit")) == [own]
    assert all(concept.subdomain == "format" for concept in select(BUNDLED, Selection(domain="format")))
