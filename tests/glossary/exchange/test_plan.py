"""The rule by which a file's entries meet the concepts that are there, and what becomes of them."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from glossary.exchange.report import change_lines, change_records, summary
from glossary.fold import fold
from glossary.model import Concept, Example, Rendering, Term
from glossary.termbase import Termbase
from tests.glossary.exchange.samples import imported, planned

SLOT = Concept(
    "slot",
    (
        Term("坑位", "坑位", ("keng1", "wei4")),
        Term("坑", "坑", ("keng1",), "admitted", "abbreviation"),
    ),
    (Rendering("slot"), Rendering("listing", "admitted", "rare")),
    definition_en="A place in a show.",
    domain="live commerce",
    examples=(Example("买一个坑位。", "Buy a slot.", "a page"),),
    related=("fee",),
    origin="user",
)
FEE = Concept(
    "fee",
    (Term("坑位费", "坑位費", ("keng1", "wei4", "fei4")),),
    (Rendering("slot fee"),),
    related=("slot",),
    origin="user",
)
BASE = [SLOT, FEE]


def row(**fields: Any) -> str:
    return json.dumps([fields])


def one(text: str, base: list[Concept] = BASE) -> Concept:
    (change,) = [c for c in planned(text, "json", base).changes if c.kind != "unchanged"]
    return change.after


def test_the_same_id_is_the_same_concept_and_what_the_file_does_not_say_stays() -> None:
    said = row(id="slot", renderings=[{"text": "Slot", "note": "usual"}], platform="抖音")
    assert one(said) == replace(
        SLOT, renderings=(Rendering("Slot", "preferred", "usual"), SLOT.renderings[1]), platform="抖音"
    )


def test_a_new_preferred_name_takes_the_place_of_the_one_before() -> None:
    after = one(row(id="slot", terms=[{"hans": "坑位位", "status": "preferred"}], renderings=[{"text": "slot"}]))
    assert [(t.hans, t.status) for t in after.terms] == [
        ("坑位", "admitted"), ("坑", "admitted"), ("坑位位", "preferred"),
    ]  # fmt: skip
    further = one(row(id="slot", terms=[{"hans": "坑位位"}], renderings=[{"text": "slot"}]))
    assert [t.status for t in further.terms] == ["preferred", "admitted", "admitted"]


def test_the_order_of_a_file_that_lists_all_is_taken_over() -> None:
    after = one(row(id="slot", terms=[{"hans": "坑"}, {"hans": "坑位"}]))
    assert [t.hans for t in after.terms] == ["坑", "坑位"]


def test_an_id_that_is_a_coincidence_is_no_meeting() -> None:
    made = planned(row(id="slot", terms=[{"hans": "直播"}], renderings=[{"text": "show"}]), "json", BASE)
    (change,) = made.changes
    assert (change.after.id, change.after.preferred.hans) == ("show", "直播")
    assert change.notes[0] == "its id slot is that of another concept, so it becomes show"


@pytest.mark.parametrize(
    ("fields", "meets"),
    [
        ({"reading": "keng1 wei4", "english": "SLOT"}, True),
        ({"reading": None, "english": "slot"}, True),
        ({"reading": None, "english": None}, True),
        ({"reading": "keng4 wei4", "english": "slot"}, False),
        ({"reading": "keng1 wei4", "english": "hole"}, False),
    ],
)
@pytest.mark.parametrize("identity", [None, "c17"])
def test_without_a_known_id_name_reading_and_english_decide(
    fields: dict[str, Any], meets: bool, identity: str | None
) -> None:
    renderings = [{"text": fields["english"]}] if fields["english"] else []
    terms = [{"hans": "坑位", "reading": fields["reading"]}]
    text = row(id=identity, terms=terms, renderings=renderings, platform="抖音")
    after = one(text)
    assert (after.id == "slot") is meets
    assert after.platform == "抖音"


def test_a_name_that_is_not_the_preferred_one_is_no_meeting() -> None:
    assert one(row(terms=[{"hans": "坑"}], renderings=[{"text": "slot"}])).id == "slot-2"


def test_entries_of_one_file_with_ids_of_their_own_stay_apart() -> None:
    rows = [{"id": i, "terms": [{"hans": "行", "reading": "hang2"}], "renderings": [{"text": "trade"}]} for i in "ab"]
    assert [c.id for c in imported(json.dumps(rows), "json")] == ["a", "b"]
    without = [{key: value for key, value in r.items() if key != "id"} for r in rows]
    assert [c.id for c in imported(json.dumps(without), "json")] == ["trade"]


def test_links_follow_ids_that_had_to_change_and_hold_both_ways() -> None:
    rows = [
        {"id": "slot", "terms": [{"hans": "直播"}], "renderings": [{"text": "show"}], "narrower": ["2", "gone"]},
        {"id": "2", "terms": [{"hans": "店播"}], "renderings": [{"text": "store show"}], "related": ["fee"]},
    ]
    made = planned(json.dumps(rows), "json", BASE)
    after = {change.after.id: change.after for change in made.changes}
    assert after["show"].narrower == ("2",)
    assert after["2"].broader == ("show",)
    assert after["fee"].related == ("slot", "2")
    assert made.changes[0].notes[-1] == "left out: the link to gone, which is not there"


def test_a_bundled_concept_gets_a_copy_of_the_users() -> None:
    from glossary.exchange.plan import plan
    from tests.glossary.exchange.samples import PlainCompleter, contents

    base = Termbase.open()
    mine = next(iter(base.concepts()))
    text = row(id=mine.id, renderings=[{"text": mine.rendering}], platform="抖音")
    (change,) = plan(contents(text, "json"), base, PlainCompleter()).changes
    assert change.before == mine
    assert change.after == replace(mine, platform="抖音", origin="user")


def test_an_unknown_id_alone_is_a_fault() -> None:
    assert [str(f) for f in planned(row(id="x", domain="y"), "json", BASE).faults] == [
        "entry 1 (x): names no Chinese term, and there is no concept of this id to go with it."
    ]


def test_a_plan_is_told_in_words_and_as_json() -> None:
    rows = [
        {"id": "slot", "renderings": [{"text": "slot"}], "definition_en": "Another."},
        {"terms": [{"hans": "直播"}], "renderings": [{"text": "show"}]},
        {"id": "fee"},
    ]
    made = planned(json.dumps(rows), "json", BASE)
    assert list(change_lines(made)) == [
        "changed\tslot\tdefinition_en: A place in a show. → Another.",
        "new\tshow\t直播\tshow",
        "note\tshow\tfilled in: 直播 is read a1 a1",
    ]
    records = change_records(made)
    assert [record["change"] for record in records] == ["changed", "new", "unchanged"]
    assert records[0]["fields"] == [{"field": "definition_en", "before": "A place in a show.", "after": "Another."}]
    assert summary(made) == "1 new, 1 changed, 1 unchanged."


def test_thousands_of_alike_entries_are_done_in_time() -> None:
    """A column of categories taken for ids, and one English for everything: no time squared."""
    rows = "".join(f"trade,{chr(0x4E00 + n % 9000)}{chr(0x4E00 + n // 9)},to be done\n" for n in range(8_000))
    made = planned("id,zh,en\n" + rows, "csv")
    assert [str(fault) for fault in made.faults] == ["line 2 (trade): has more than 1000 names; is this one concept?"]
    made = planned("group,zh,en\n" + rows, "csv")
    assert made.count("new") == len({fold(row.split(",")[1]) for row in rows.split("\n")[:-1]})
