"""A typed answer is judged as a kind teacher would."""

import pytest

from glossary.model import Concept, Rendering, Term
from glossary.study.answers import judge, near_renderings

FLOW = Concept(
    "organic-traffic",
    (
        Term("自然流", "自然流", ("zi4", "ran2", "liu2")),
        Term("自然流量", "自然流量", ("zi4", "ran2", "liu2", "liang4"), "admitted"),
        Term("天然流", "天然流", ("tian1", "ran2", "liu2"), "deprecated"),
    ),
    (Rendering("organic traffic"), Rendering("natural flow", "deprecated", "word for word")),
    domain="traffic",
    related=("paid-traffic",),
)
MCN = Concept("mcn", (Term("MCN机构", "MCN機構", (None, None, None, "ji1", "gou4")),), (Rendering("MCN agency"),))
GREEN = Concept("green", (Term("绿色", "綠色", ("lü4", "se4")),), (Rendering("green"),))


@pytest.mark.parametrize(
    ("concept", "typed", "verdict"),
    [
        (FLOW, "自然流", "right"),
        (FLOW, "ｚｉｒａｎ　ｌｉｕ．", "right"),  # an input method left in full width
        (FLOW, " 自 然 流。", "right"),
        (FLOW, "ziranliu", "right"),
        (FLOW, "Zìrán liú", "right"),
        (FLOW, "zi4ran2liu2", "right"),
        (FLOW, "自然流量", "other name"),
        (FLOW, "zì rán liú liàng", "other name"),
        (FLOW, "天然流", "deprecated"),
        (FLOW, "zì rǎn liú", "tone"),
        (FLOW, "zi4ran2liu4", "tone"),
        (FLOW, "付费流", "wrong"),
        (FLOW, "fufeiliu", "wrong"),
        (FLOW, "natural", "wrong"),
        (FLOW, "  ", "empty"),
        (MCN, "mcn機構", "right"),
        (MCN, "MCN jīgòu", "right"),
        (MCN, "MCN jigou", "right"),
        (MCN, "MCN jǐgòu", "tone"),
        (MCN, "jigou", "wrong"),
        (GREEN, "lv4se4", "right"),
        (GREEN, "lǜsè", "right"),
        (GREEN, "lu:4 se4", "right"),
        (GREEN, "綠色", "right"),
    ],
)
def test_verdicts(concept: Concept, typed: str, verdict: str) -> None:
    assert judge(typed, concept).verdict == verdict


def test_a_slip_of_the_tone_says_where() -> None:
    judged = judge("zì rǎn liú", FLOW)
    assert (judged.slips, judged.accepted) == ((1,), False)
    assert judged.term == FLOW.terms[0]


def test_distractors_are_rejected_and_related_ones_first() -> None:
    others = [
        Concept("far", MCN.terms, (Rendering("warehouse"),), domain="supply"),
        Concept("same-field", MCN.terms, (Rendering("views"),), domain="traffic"),
        Concept("paid-traffic", MCN.terms, (Rendering("paid traffic"),), domain="traffic"),
        Concept("twin", MCN.terms, (Rendering("Organic traffic"),), domain="traffic"),
    ]
    assert near_renderings(FLOW, others) == ["natural flow", "paid traffic", "views"]
    assert near_renderings(FLOW, others, 9) == ["natural flow", "paid traffic", "views", "warehouse"]
