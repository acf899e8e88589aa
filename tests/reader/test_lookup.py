"""Answers of ``duban lookup``: everything that was found, for people and for programs."""

import json

import pytest

from glossary.model import Concept, Example, Rendering, Term
from reader.lookup import Card, EntryCard, Found, Mention, shown_figures
from reader.lookup_text import as_json, as_text, concept_lines

ROOM = Concept(
    "room",
    (
        Term("直播间", "直播間", ("zhi2", "bo1", "jian1")),
        Term("播间", "播間", ("bo1", "jian1"), "admitted", "abbreviation"),
    ),
    (
        Rendering("live-stream", "admitted"),
        Rendering("livestream room"),
        Rendering("broadcast room", "deprecated", "a room in a building"),
    ),
    definition_en="Where a show is held.",
    definition_zh="直播的地方。",
    domain="live commerce",
    platform="Douyin",
    examples=(Example("他的直播间很大。", "His room is large."),),
    related=("host",),
    broader=("trade",),
)
BANK = EntryCard(
    "银行",
    "銀行",
    ("yin2", "hang2"),
    ("bank", "shop"),
    (Mention(hans="家", readings=(("jia1",),)), Mention(hans="个", readings=(("ge4",),))),
    (Mention("in Taiwan", readings=(("xing2",),)), Mention("variant of", "票号")),
)
WOMAN = EntryCard("女儿", "女兒", ("nü3", "er2"), ("daughter",))
COFFEE = EntryCard("卡拉OK", "卡拉OK", ("ka3", "la1", None, None), ("karaoke",))


def lines(*found: EntryCard | Concept) -> list[str]:
    concepts = tuple(one for one in found if isinstance(one, Concept))
    return list(as_text(Found(concepts, tuple(one for one in found if isinstance(one, EntryCard)))))


def test_an_entry_for_people() -> None:
    assert lines(BANK) == [
        "银行 銀行  yínháng",
        "  1 bank",
        "  2 shop",
        "  measure word: 家 jiā, 个 gè",
        "  in Taiwan xíng",
        "  variant of 票号",
    ]
    assert lines(WOMAN) == ["女儿 女兒  nǚ'ér", "  daughter"]
    assert lines(COFFEE)[0] == "卡拉OK  kǎlā"


def test_a_concept_for_people_says_everything() -> None:
    assert list(concept_lines(ROOM)) == [
        "直播间 直播間  zhíbōjiān  [room]",
        "  also live-stream",
        "  = livestream room",
        "  not broadcast room (a room in a building)",
        "  Where a show is held.",
        "  直播的地方。",
        "  also called 播间 播間 (abbreviation)",
        "  broader: trade",
        "  related: host",
        "  “他的直播间很大。” His room is large.",
        "  live commerce › Douyin",
    ]


def test_a_bare_concept_has_no_empty_lines() -> None:
    bare = Concept("a", (Term("店播", "店播", ("dian4", "bo1")),), ())
    assert list(concept_lines(bare)) == ["店播  diànbō  [a]"]


def test_terms_come_first_and_blocks_stand_apart() -> None:
    shown = lines(ROOM, BANK, WOMAN)
    assert shown[0].endswith("[room]")
    assert [number for number, line in enumerate(shown) if not line] == [11, 18]
    assert shown[12].startswith("银行")
    assert lines() == []


def test_for_programs_it_is_json_with_everything() -> None:
    answer = json.loads(json.dumps(as_json("zhibo", Found((ROOM,), (COFFEE,)))))
    assert list(answer) == ["word", "concepts", "entries", "figures"]
    assert answer["word"] == "zhibo"
    assert answer["concepts"][0]["id"] == "room"
    assert answer["entries"] == [
        {
            "hans": "卡拉OK",
            "hant": "卡拉OK",
            "reading": ["ka3", "la1", None, None],
            "senses": ["karaoke"],
            "classifiers": [],
            "notes": [],
            "links": [],
            "dictionary": "CC-CEDICT",
            "level": "",
            "band": None,
        }
    ]


@pytest.mark.parametrize(
    ("card", "empty"),
    [
        (Card("甲"), True),
        (Card("甲", longer=(BANK,)), True),
        (Card("甲乙", characters=(("甲", ()), ("乙", ()))), True),
        (Card("甲乙", characters=(("甲", ()), ("乙", (BANK,)))), False),
        (Card("甲", concept=ROOM), False),
        (Card("甲", entries=(BANK,)), False),
    ],
)
def test_a_card_is_empty_when_it_explains_nothing(card: Card, empty: bool) -> None:
    assert card.is_empty == empty


def test_figures_come_first_and_programs_get_their_values() -> None:
    found = Found((), (WOMAN,), shown_figures("近5000万元"))
    assert next(iter(as_text(found))) == "近5000万元  nearly CNY 50 million"
    (figure,) = as_json("近5000万元", found)["figures"]
    assert (figure["low"], figure["high"], figure["unit"], figure["relation"]) == (50_000_000, None, "CNY", "nearly")
    json.dumps(figure)
    assert shown_figures("zhongwen") == shown_figures("千万别") == ()
