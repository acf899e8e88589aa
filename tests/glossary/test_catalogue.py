"""The list that filters while one types answers as the command line does, however many concepts there are."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from glossary.catalogue import EVERYTHING, Catalogue, Entry, Filters
from glossary.model import Concept, Rendering, Term
from glossary.selecting import Selection, select
from glossary.termbase import Termbase

BASE = Termbase.open()


def catalogue(*own: Concept) -> Catalogue:
    base = BASE.with_user(own)
    return Catalogue.of(base.concepts(), base.is_bundled)


def ids(found: Sequence[Entry]) -> list[str]:
    return [entry.concept.id for entry in found]


HAN = ("直播", "帶貨", "裡", "mcn机构")
PINYIN = ("zhibo", "zhi2bo1", "zhíbō", "zhi bo", "zhib", "liu", "lü", "v", "zhōu")
ENGLISH = ("live", "organic traffic", "natural fl", "MCN", "traffic", "mcn-agency", "won't", "a b", "½", " ")


@pytest.mark.parametrize("typed", [*HAN, *PINYIN, *ENGLISH])
def test_it_answers_as_select_does(typed: str) -> None:
    known = catalogue()
    ordered = [entry.concept for entry in known.entries]
    assert ids(known.find(typed)) == [concept.id for concept in select(ordered, Selection(typed))]


def test_everything_is_in_the_order_of_its_pinyin() -> None:
    found = [entry.concept.preferred for entry in catalogue().find()]
    assert len(found) == len(BASE)
    heads = [term.readings[0] for term in found if term.readings[0]]
    assert [head.rstrip("12345") for head in heads] == sorted(head.rstrip("12345") for head in heads)


def test_filters_narrow_and_are_counted() -> None:
    bundled = next(BASE.concepts())
    added = Concept(
        "pit", (Term("坑位", "坑位", ("keng1", "wei4")),), (Rendering("slot"),), domain="live commerce", origin="user"
    )
    old = replace(bundled.terms[0], status="deprecated")
    edited = replace(bundled, terms=(*bundled.terms, replace(old, hans="老播", hant="老播")), origin="user")
    known = catalogue(added, edited)
    assert ids(known.find(filters=Filters(standing="own"))) == ["pit"]
    assert ids(known.find(filters=Filters(standing="edited"))) == [bundled.id]
    assert bundled.id in ids(known.find(filters=Filters(standing="deprecated")))
    assert len(known.find(filters=Filters(standing="bundled"))) == len(BASE) - 1
    assert known.standings == {
        "own": 1,
        "edited": 1,
        "bundled": len(BASE) - 1,
        "deprecated": 1 + catalogue().standings["deprecated"],
    }
    assert sum(known.domains.values()) == len(BASE) + 1
    for domain, count in known.domains.items():
        assert len(known.find(filters=Filters(domain=domain))) == count
    both = Filters(domain="live commerce", ids=frozenset({"pit", "organic-traffic", "nothing"}))
    assert ids(known.find(filters=both)) == ["pit"]
    assert ids(known.find("slot", Filters(standing="own"))) == ["pit"]
    assert known.find("slot", Filters(standing="edited")) == []


def test_what_has_not_changed_is_taken_over() -> None:
    before = catalogue()
    changed = replace(next(BASE.concepts()), definition_en="pomegranates of Zurich", origin="user")
    base = BASE.with_user([changed])
    after = Catalogue.of(base.concepts(), base.is_bundled, before)
    for entry in after.entries:
        assert (entry is before.entry(entry.concept.id)) == (entry.concept.id != changed.id)
    assert [entry.origin for entry in after.find("pomegranates of Zurich")] == ["edited"]
    assert ids(after.find("pomegranates of Zurich")) == [changed.id]


def test_a_thousandfold_glossary_gives_whole_names_first_and_forgets_none() -> None:
    concepts = [
        Concept(f"c{n}", (Term("直播" if n == 1499 else f"直播{n}", "直播" if n == 1499 else f"直播{n}",
                               ("zhi2", "bo1") + (None,) * (0 if n == 1499 else len(str(n)))),), ())
        for n in range(1500)
    ]  # fmt: skip
    known = Catalogue.of(concepts, lambda _: False)
    for typed in ("直播", "zhibo"):
        found = known.find(typed)
        assert len(found) == 1500
        assert found[0].concept.id == "c1499"
    assert len(known.find("直播7")) == sum(str(n).startswith("7") for n in range(1499))


def test_it_stops_when_nobody_waits_for_it() -> None:
    looked = iter([False, True])
    base = list(BASE.concepts())
    assert len(Catalogue.of(base, BASE.is_bundled, cancelled=lambda: next(looked))) == 64
    assert Catalogue().find("直播", EVERYTHING) == []
