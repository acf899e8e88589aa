"""What a card asks and what its answer shows."""

import pytest
from msgspec.structs import replace

from glossary.model import Concept, Example, Rendering, Term
from glossary.study.model import Card, Direction, Memory
from reader.faces import GAP, Dress, Question, question
from reader.text.script import opencc_converter
from reader.text.styles import write

FLOW = Concept(
    "organic-traffic",
    (
        Term("自然流", "自然流", ("zi4", "ran2", "liu2")),
        Term("自然流量", "自然流量", ("zi4", "ran2", "liu2", "liang4"), "admitted"),
    ),
    (
        Rendering("organic traffic"),
        Rendering("unpaid traffic", "admitted"),
        Rendering("natural flow", "deprecated", "word for word"),
    ),
    definition_en="Visitors who come without paid promotion.",
    domain="traffic",
    examples=(Example("她把一个“自然流”的直播间做成了。", "She built it on organic traffic.", "article, ¶9"),),
)
PLAIN = Dress(lambda word: word, lambda term: write(term.readings))
TAIWAN = Dress(lambda word: opencc_converter("s2tw")(word), lambda term: write(term.readings, "zhuyin"))


def ask(direction: Direction, concept: Concept = FLOW, dress: Dress = PLAIN, detail: str = "") -> Question:
    return question(Card(7, concept.id, direction, detail), concept, dress, OTHERS)


OTHERS = [
    Concept("paid", FLOW.terms, (Rendering("paid traffic"),), domain="traffic"),
    Concept("views", FLOW.terms, (Rendering("views"),), domain="traffic"),
    FLOW,
]


def said(question: Question) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    front, back = ([(str(line.part), line.text) for line in side] for side in (question.front, question.back))
    return front, back


def test_from_the_term_to_its_meaning() -> None:
    front, back = said(ask("recognise"))
    assert front == [("term", "自然流")]
    assert back == [
        ("reading", "zìránliú"),
        ("english", "organic traffic"),
        ("hint", "also unpaid traffic"),
        ("definition", "Visitors who come without paid promotion."),
        ("note", "not natural flow: word for word"),
        ("hint", "also 自然流量"),
        ("sentence", "她把一个“自然流”的直播间做成了。"),
        ("translation", "She built it on organic traffic."),
        ("source", "article, ¶9"),
    ]


def test_from_english_to_the_term_the_front_does_not_tell() -> None:
    asked = ask("produce")
    front, back = said(asked)
    assert front == [
        ("english", "organic traffic"),
        ("definition", "Visitors who come without paid promotion."),
        ("hint", "traffic"),
    ]
    assert back[:2] == [("term", "自然流"), ("reading", "zìránliú")]
    assert asked.typed
    assert not any("自然" in text for _, text in front)


def test_a_gap_in_the_sentence_it_was_met_in() -> None:
    sentence = FLOW.examples[0].zh
    asked = ask("cloze", dress=TAIWAN, detail=sentence)
    front, back = said(asked)
    assert front[0] == ("sentence", f"她把一個“{GAP * 3}”的直播間做成了。")
    assert front[1:] == [("translation", "She built it on organic traffic."), ("hint", "organic traffic")]
    assert ("reading", "ㄗˋ ㄖㄢˊ ㄌㄧㄡˊ") in back
    (full,) = (line for line in asked.back if line.part == "sentence")
    assert full.text[slice(*full.lit)] == "自然流"


def test_a_sentence_that_the_concept_has_lost_is_still_asked() -> None:
    front, back = said(ask("cloze", replace(FLOW, examples=()), detail="靠自然流活着。"))
    assert front[0] == ("sentence", f"靠{GAP * 3}活着。")
    assert ("sentence", "靠自然流活着。") in back


def test_a_sentence_without_the_name_is_not_shown_without_a_gap() -> None:
    front, _ = said(ask("cloze", detail="这里没有那个词。"))
    assert front[0][0] == "sentence"
    assert GAP * 3 in front[0][1]
    without = replace(FLOW, examples=())
    assert ask("cloze", without, detail="这里没有那个词。").front == ask("produce", without).front


@pytest.mark.parametrize("direction", ["produce", "choice"])
def test_a_concept_that_lost_its_english_is_asked_for_its_meaning(direction: Direction) -> None:
    bare = replace(FLOW, renderings=(), definition_en="")
    front, _ = said(ask(direction, bare))
    assert front == [("term", "自然流")]


def test_choices_hold_the_right_one_once_and_change_places() -> None:
    orders = set()
    for reviews in range(12):
        card = Card(7, FLOW.id, "choice", memory=Memory(reviews=reviews))
        asked = question(card, FLOW, PLAIN, OTHERS)
        assert asked.choices[asked.right] == "organic traffic"
        assert sorted(asked.choices) == ["natural flow", "organic traffic", "paid traffic", "views"]
        orders.add(asked.choices)
        assert question(card, FLOW, PLAIN, OTHERS) == asked
    assert len(orders) > 3


@pytest.mark.parametrize("direction", ["recognise", "produce", "reading", "choice"])
def test_a_bare_concept_makes_a_card_too(direction: Direction) -> None:
    bare = Concept("x", (Term("店播", "店播", ("dian4", "bo1")),), (Rendering("store livestreaming"),))
    asked = ask(direction, bare)
    assert asked.front
    assert asked.back
