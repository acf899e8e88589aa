"""What is said of a typed answer."""

import pytest

from glossary.model import Concept, Rendering, Term
from glossary.study.model import Card, Direction, Rating
from reader.faces import Dress, Question, question
from reader.judging import judged, proposed, verdict_words
from reader.text.styles import write

FLOW = Concept(
    "organic-traffic",
    (
        Term("自然流", "自然流", ("zi4", "ran2", "liu2")),
        Term("自然流量", "自然流量", ("zi4", "ran2", "liu2", "liang4"), "admitted"),
        Term("自流", "自流", ("zi4", "liu2"), "deprecated"),
    ),
    (Rendering("organic traffic"),),
)
AGENCY = Concept("mcn", (Term("MCN机构", "MCN機構", (None, None, None, "ji1", "gou4")),), (Rendering("MCN"),))
PLAIN = Dress(lambda word: word, lambda term: write(term.readings))
ZHUYIN = Dress(lambda word: word, lambda term: write(term.readings, "zhuyin"), lambda term: term.hant)


def card(direction: Direction, concept: Concept = FLOW) -> Question:
    return question(Card(1, concept.id, direction), concept, PLAIN)


@pytest.mark.parametrize(
    ("direction", "typed", "words", "rating"),
    [
        ("produce", "自然流", "Right.", Rating.GOOD),
        ("produce", "zìránliú", "Right.", Rating.GOOD),
        ("produce", "zi4ran4liu3", "Right word, wrong tone: 然 is rán, 流 is liú.", Rating.HARD),
        ("produce", "自然流量", "Right: 自然流量 is another name. Preferred: 自然流.", Rating.GOOD),
        ("produce", "自流", "自流 is no longer used for this; say 自然流.", Rating.HARD),
        ("produce", "流量", "Not that.", Rating.AGAIN),
        ("produce", "  ", "", Rating.AGAIN),
        ("reading", "zi4ran2liu2", "Right.", Rating.GOOD),
        ("reading", "zìránliú", "Right.", Rating.GOOD),
        ("reading", "ziranliu", "Right; its tones were not typed.", Rating.GOOD),
        ("reading", "zi4ran2liu4", "Right word, wrong tone: 流 is liú.", Rating.HARD),
        ("reading", "自然流", "That is the word itself; its reading was asked.", Rating.AGAIN),
        ("reading", "zi4ran2liu2liang4", "Not that.", Rating.AGAIN),
        ("reading", "流量", "Not that.", Rating.AGAIN),
        ("reading", "", "", Rating.AGAIN),
    ],
)
def test_what_is_said(direction: Direction, typed: str, words: str, rating: Rating) -> None:
    asked = card(direction)
    found = judged(asked, typed)
    assert (verdict_words(found, asked, PLAIN), proposed(found.verdict)) == (words, rating)


def test_slips_are_named_in_the_readers_script_and_style() -> None:
    asked = card("produce", AGENCY)
    assert verdict_words(judged(asked, "mcn ji1 gou1"), asked, ZHUYIN) == "Right word, wrong tone: 構 is ㄍㄡˋ."
