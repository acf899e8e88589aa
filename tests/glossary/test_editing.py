"""Changing concepts: what is merged, deprecated or taken away leaves a sound glossary behind."""

import pytest
from msgspec.structs import replace

from glossary.editing import (
    deprecated,
    difference,
    free_concept_id,
    linked_back,
    merged,
    pointing_elsewhere,
    unlinked,
    with_status,
)
from glossary.errors import TermbaseError
from glossary.model import Concept, Example, Rendering, Term, TermStatus
from glossary.serialise import concept_to_dict

STORE = Concept(
    "store-livestreaming",
    (Term("店播", "店播", ("dian4", "bo1")),),
    (Rendering("store livestreaming"),),
    definition_en="A brand's own shows.",
    examples=(Example("做店播。"),),
    related=("host",),
)
BRAND = Concept(
    "brand-livestreaming",
    (
        Term("品牌自播", "品牌自播", ("pin3", "pai2", "zi4", "bo1")),
        Term("店播", "店播", ("dian4", "bo1"), "admitted"),
    ),
    (Rendering("brand livestreaming"), Rendering("Store livestreaming")),
    definition_en="Another definition.",
    definition_zh="品牌自己做的直播。",
    examples=(Example("做店播。"), Example("品牌自播。")),
    related=("store-livestreaming", "mcn"),
)


@pytest.mark.parametrize(
    ("renderings", "term", "taken", "identity"),
    [
        (["organic traffic"], Term("自然流", "自然流", ()), set(), "organic-traffic"),
        (["organic traffic"], Term("自然流", "自然流", ()), {"organic-traffic"}, "organic-traffic-2"),
        (["Host’s fée (“gross”)"], Term("x", "x", (None,)), set(), "hosts-fee-gross"),
        ([], Term("MCN机构", "MCN機構", (None, None, None, "ji1", "gou4")), set(), "m-c-n-ji-gou"),
        (["。"], Term("。", "。", (None,)), {"term"}, "term-2"),
    ],
)
def test_a_new_id(renderings: list[str], term: Term, taken: set[str], identity: str) -> None:
    assert free_concept_id([Rendering(text) for text in renderings], term, taken) == identity


def test_merging_keeps_what_stands_and_takes_the_rest_over() -> None:
    one = merged(STORE, BRAND)
    assert one.id == STORE.id
    assert [(term.hans, term.status) for term in one.terms] == [("店播", "preferred"), ("品牌自播", "admitted")]
    assert [(r.text, r.status) for r in one.renderings] == [
        ("store livestreaming", "preferred"),
        ("brand livestreaming", "admitted"),
    ]
    assert (one.definition_en, one.definition_zh) == (STORE.definition_en, BRAND.definition_zh)
    assert [example.zh for example in one.examples] == ["做店播。", "品牌自播。"]
    assert one.related == ("host", "mcn")
    assert merged(replace(STORE, renderings=()), BRAND).renderings == BRAND.renderings


def test_links_follow_a_concept_or_go_with_it() -> None:
    concepts = [STORE, BRAND, replace(STORE, id="x", related=("brand-livestreaming", "store-livestreaming"))]
    assert [(c.id, c.related) for c in pointing_elsewhere(concepts, "store-livestreaming", "brand-livestreaming")] == [
        ("brand-livestreaming", ("mcn",)),
        ("x", ("brand-livestreaming",)),
    ]
    assert [(c.id, c.related) for c in pointing_elsewhere(concepts, "mcn", None)] == [
        ("brand-livestreaming", ("store-livestreaming",))
    ]


def test_relations_hold_both_ways() -> None:
    base = {"host": Concept("host", STORE.terms, ()), "mcn": Concept("mcn", STORE.terms, (), related=("a",))}
    concept = replace(STORE, id="a", related=("host", "mcn", "nothing"), broader=("host",))
    (host,) = linked_back(concept, base.get)
    assert (host.related, host.narrower) == (("a",), ("a",))


def test_deprecating_leaves_one_that_is_preferred() -> None:
    one = merged(STORE, BRAND)
    assert [t.status for t in deprecated(one, "店播").terms] == ["deprecated", "preferred"]
    assert [r.status for r in deprecated(one, "Store Livestreaming").renderings] == ["deprecated", "preferred"]
    with pytest.raises(TermbaseError, match="only name"):
        deprecated(STORE, "店播")
    with pytest.raises(TermbaseError, match="no name and no rendering"):
        deprecated(STORE, "带货")


@pytest.mark.parametrize(
    ("name", "status", "statuses"),
    [
        ("店播", "preferred", ["preferred", "admitted", "deprecated"]),
        ("品牌自播", "preferred", ["admitted", "preferred", "deprecated"]),
        ("店播", "admitted", ["admitted", "preferred", "deprecated"]),
        ("店播", "deprecated", ["deprecated", "preferred", "deprecated"]),
        ("自播", "admitted", ["preferred", "admitted", "admitted"]),
    ],
)
def test_one_name_stays_preferred(name: str, status: TermStatus, statuses: list[str]) -> None:
    three = replace(
        merged(STORE, BRAND), terms=(*merged(STORE, BRAND).terms, Term("自播", "自播", ("zi4", "bo1"), "deprecated"))
    )
    assert [term.status for term in with_status(three, name, status).terms] == statuses
    assert with_status(STORE, "店播", "admitted") == STORE
    with pytest.raises(TermbaseError, match="no name"):
        with_status(three, "带货", status if status != "deprecated" else "admitted")


def test_a_difference_is_told_field_by_field() -> None:
    before, after = concept_to_dict(STORE), concept_to_dict(replace(STORE, platform="抖音", related=(), origin="user"))
    assert difference(before, after) == ["platform: nothing → 抖音", "related: host → nothing"]
    assert difference(None, after) == ["new"]
    assert difference(before, None) == ["gone"]


def test_a_link_that_is_dropped_is_dropped_on_both_sides() -> None:
    host = Concept("host", STORE.terms, (), related=("store-livestreaming", "x"), narrower=("store-livestreaming",))
    after = replace(STORE, related=(), broader=("host",))
    (changed,) = unlinked(STORE, after, {"host": host}.get)
    assert (changed.related, changed.narrower) == (("x",), ("store-livestreaming",))
    assert unlinked(None, after, {"host": host}.get) == []


def test_a_difference_in_details_is_told_in_full() -> None:
    before, after = (
        concept_to_dict(replace(STORE, terms=(Term("店播", "店播", ("dian4", tone)),))) for tone in ("bo1", "bo4")
    )
    assert difference(before, after) == [
        "terms: 店播, 店播, dian4 bo1, preferred, full → 店播, 店播, dian4 bo4, preferred, full"
    ]
