"""Terms that go out as codes and come back as renderings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.translate.english import indefinite, plural
from reader.text.translate.protecting import Sent, Span, protect, restore


def sent(text: str, **renderings: str) -> Sent:
    """The text with every one of these words protected."""
    spans = [
        Span(match.start(), match.end(), word, rendering)
        for word, rendering in renderings.items()
        for match in re.finditer(word, text)
    ]
    return protect(text, spans)


def test_terms_go_out_as_codes() -> None:
    out = sent("店播的自然流比达播高", 店播="store livestreaming", 自然流="organic traffic", 达播="celebrity sales")
    assert out.text == "ZQ1的ZQ2比ZQ3高"
    assert [slot.surface for slot in out.slots] == ["店播", "自然流", "达播"]


def test_figures_and_letters_do_not_run_into_a_code() -> None:
    assert sent("3店播GMV达", 店播="store livestreaming").text == "3 ZQ1 GMV达"
    assert sent("店播自然流", 店播="a", 自然流="b").text == "ZQ1 ZQ2"


def test_a_text_that_has_the_code_s_letters_gets_others() -> None:
    assert sent("ZQ3的店播", 店播="store livestreaming").text == "ZQ3的QX1"


@pytest.mark.parametrize(
    ("answer", "rendering", "restored"),
    [
        ("The ZQ1 is rising.", "organic traffic", "The organic traffic is rising."),
        ("ZQ1 is rising.", "organic traffic", "Organic traffic is rising."),
        ("It fell. zq1 rose.", "organic traffic", "It fell. Organic traffic rose."),
        ("He said: “ZQ1 rose.”", "organic traffic", "He said: “Organic traffic rose.”"),
        ("Two ZQ1s signed.", "MCN agency", "Two MCN agencies signed."),
        ("All ZQ1s sell.", "livestream host", "All livestream hosts sell."),
        ("the ZQ1's income", "livestream host", "the livestream host's income"),
        ("the ZQ1’s price", "sales", "the sales’ price"),
        ("A ZQ1 came.", "influencer", "An influencer came."),
        ("an ZQ1", "livestream host", "a livestream host"),
        ("sign a ZQ1", "MCN agency", "sign an MCN agency"),
        ("a ZQ1 of ten", "sales", "Sales of ten"),
        ("know the ZQ1", "the ropes", "know the ropes"),
        ("He lives in the ZQ1.", "Hangzhou", "He lives in Hangzhou."),
        ("The ZQ1 has grown", "Taobao", "Taobao has grown"),
        ("It is the ZQ1's rule", "Taobao", "It is Taobao's rule"),
        ("the ZQ1 market", "Hangzhou", "the Hangzhou market"),
        ("of the ZQ1.", "Ministry of Commerce", "of the Ministry of Commerce."),
        ("theZQ1 is", "traffic", "the traffic is"),
        ("ZQ 1 grew", "traffic", "Traffic grew"),
        ("ZQ1 2025", "Double 11", "Double 11 2025"),
        ("via ZQ1", "Taobao (the marketplace)", "via Taobao"),
        ("on the ZQ1,", "livestream room", "on the livestream room,"),
    ],
)
def test_a_code_comes_back_as_english(answer: str, rendering: str, restored: str) -> None:
    assert restore(answer, sent("店播", 店播=rendering), {}).text == restored


def test_wherever_the_codes_have_gone_each_is_its_own_term() -> None:
    out = sent("店播的自然流", 店播="store livestreaming", 自然流="organic traffic")
    assert restore("ZQ2 of ZQ1", out, {}).text == "Organic traffic of store livestreaming"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [("Only ZQ1.", "dropped"), ("ZQ1, ZQ2 and ZQ1 again", "doubled"), ("ZQ1 ZQ2 ZQ7", "made up")],
)
def test_nothing_is_restored_where_a_code_is_missing_doubled_or_strange(answer: str, fault: str) -> None:
    out = sent("店播的自然流", 店播="store livestreaming", 自然流="organic traffic")
    restored = restore(answer, out, {})
    assert restored.text == ""
    assert fault in restored.fault


def test_the_glossary_of_today_has_the_word() -> None:
    out = sent("店播", 店播="shop broadcast")
    assert restore("ZQ1 grew", out, {"店播": "store livestreaming"}).text == "Store livestreaming grew"


@given(st.lists(st.sampled_from(["店播", "自然流", "的", "高", "3", "GMV", "，", " "]), max_size=25))
def test_an_engine_that_copies_codes_loses_no_term(words: list[str]) -> None:
    text = "".join(words)
    out = sent(text, 店播="store livestreaming", 自然流="organic traffic")
    restored = restore(out.text, out, {})
    assert not restored.fault
    assert restored.text.lower().count("store livestreaming") == words.count("店播")
    assert restored.text.lower().count("organic traffic") == words.count("自然流")


@given(st.text(st.sampled_from("ZQ123 s'’.a the“"), max_size=40))
def test_whatever_an_engine_answers_is_restored_whole_or_not_at_all(answer: str) -> None:
    out = sent("店播的自然流", 店播="store livestreaming", 自然流="organic traffic")
    restored = restore(answer, out, {})
    assert bool(restored.fault) != bool(restored.text)
    if restored.text:
        assert restored.text.lower().count("store livestreaming") == 1
        assert restored.text.lower().count("organic traffic") == 1


def test_number_and_article() -> None:
    words = ["host", "agency", "box", "fee", "traffic", "SKU", "livestreaming", "sales", "business", "market stall"]
    assert list(map(plural, words)) == [
        *("hosts", "agencies", "boxes", "fees", "traffic"),
        *("SKUs", "livestreaming", "sales", "businesses", "market stalls"),
    ]
    assert [indefinite(word) for word in ("MCN", "UI", "hour", "user", "uncle", "IP", "e-commerce", "one-off")] == [
        *("an", "a", "an", "a", "an", "an", "an", "a"),
    ]
