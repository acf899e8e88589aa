"""The card of a word: its term, then the entry that is meant here, longer words, characters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary.dictionary.dictionary import Dictionary
from glossary.model import Concept, Rendering, Term
from glossary.termbase import Termbase
from reader.cards import Cards
from reader.lookup import EntryCard


@pytest.fixture(scope="module")
def dictionary(dictionary_folder: Path) -> Iterator[Dictionary]:
    opened = Dictionary.open(dictionary_folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cards(dictionary: Dictionary) -> Cards:
    return Cards(Termbase.open(), dictionary)


def concept(
    name: str, hans: str, broader: tuple[str, ...] = (), narrower: tuple[str, ...] = (), related: tuple[str, ...] = ()
) -> Concept:
    term = Term(hans, hans, tuple("x1" for _ in hans))
    return Concept(name, (term,), (Rendering(name),), broader=broader, narrower=narrower, related=related)


def only(entries: tuple[EntryCard, ...], hant: str) -> EntryCard:
    return next(entry for entry in entries if entry.hant == hant)


@pytest.mark.parametrize("word", ["直播带货", "直播帶貨"])
def test_a_term_is_found_in_either_script_and_its_entry_stands_below(cards: Cards, word: str) -> None:
    card = cards.card(word)
    assert card.concept is not None
    assert card.concept.id == "livestream-selling"
    assert [entry.hans for entry in card.entries] == ["直播带货"]


def test_the_concept_found_in_the_text_is_the_one_shown(dictionary: Dictionary) -> None:
    """Two concepts of one name: what the analysis settled on is not asked again."""
    cards = Cards(Termbase((), [concept("a", "坑位"), concept("b", "坑位")]), dictionary)
    for name in ("a", "b"):
        found = cards.card("坑位", term=name).concept
        assert found is not None
        assert found.id == name


def test_related_concepts_come_with_how_they_are_related(dictionary: Dictionary) -> None:
    own = [
        concept("show", "直播", broader=("trade",), narrower=("big", "gone"), related=("host",)),
        concept("trade", "电商"),
        concept("big", "大直播"),
        concept("host", "主播"),
    ]
    related = Cards(Termbase((), own), dictionary).card("直播").related
    assert [(how, other.id) for how, other in related] == [("⊂", "trade"), ("⊃", "big"), ("↔", "host")]


@pytest.mark.parametrize(("reading", "sense"), [("zhong4", "heavy"), ("chong2", "to repeat")])
def test_the_entry_that_is_read_as_here_comes_first(cards: Cards, reading: str, sense: str) -> None:
    card = cards.card("重", readings=(reading,))
    assert card.entries[0].reading == (reading,)
    assert card.entries[0].senses[0] == sense
    assert len(card.entries) > 1


def test_what_is_written_so_is_meant(cards: Cards) -> None:
    """後 in a traditional text is “back”, 后 the empress; simplified 后 may be either."""
    assert [entry.hant for entry in cards.card("後").entries] == ["後"]
    assert {entry.hant for entry in cards.card("后").entries} == {"後", "后"}


def notes(entry: EntryCard) -> list[str]:
    return [note.text() for note in entry.notes]


@pytest.mark.parametrize("word", ["里面", "裡面", "裏面"])
def test_variants_have_the_entry_of_their_word(cards: Cards, word: str) -> None:
    assert cards.card(word).entries[0].senses[0] == "inside"


def test_what_an_entry_refers_to_is_told_and_can_be_followed(cards: Cards) -> None:
    variant = only(cards.card("台湾").entries, "台灣")
    assert (variant.senses, notes(variant), variant.links) == (("Taiwan",), ["variant of 台湾"], ("台湾",))
    bound = only(cards.card("俩", readings=("liang3",)).entries[:1], "倆")
    assert (notes(bound), bound.links) == (["used in 伎俩"], ("伎俩",))


def test_taiwan_readings_and_measure_words_are_taken_out_of_the_senses(cards: Cards) -> None:
    rubbish, bank = cards.card("垃圾").entries[0], cards.card("银行").entries[0]
    assert notes(rubbish) == ["in Taiwan lèsè"]
    assert [said.text() for said in bank.classifiers] == ["家 jiā", "个 gè"]
    said = bank.classifiers[1].text(lambda word, hant="": f"<{word}|{hant}>", lambda reading: f"/{reading[0]}/")
    assert said == "<个|個> /ge4/"
    for entry in (rubbish, bank, *cards.card("着急").entries, *cards.card("一会儿").entries):
        assert not any("CL:" in sense or "pr. [" in sense or "[" in sense for sense in entry.senses)


def test_longer_words_are_those_that_the_text_goes_on_with(cards: Cards) -> None:
    text = "在中国人民银行"
    found = [entry.hans for entry in cards.card("中国", context=(text, 1)).longer]
    assert found == ["中国人民银行", "中国人"]
    assert cards.card("中国", context=("中国", 0)).longer == ()
    assert cards.card("中国").longer == ()


def test_characters_are_those_of_the_word_each_once(cards: Cards) -> None:
    assert [character for character, _ in cards.card("銀行").characters] == ["银", "行"]
    assert [character for character, _ in cards.card("天天").characters] == ["天"]
    assert [character for character, _ in cards.card("MCN机构").characters] == ["机", "构"]
    assert cards.card("行").characters == ()


def test_a_character_in_a_word_is_no_surname(cards: Cards) -> None:
    _, entries = cards.card("李子").characters[0]
    assert [entry.senses[0] for entry in entries] == ["plum"]


@pytest.mark.parametrize("word", ["𠮟", "MCN机构们都", "，", "", "123"])
def test_a_word_that_nobody_knows_has_an_empty_card(cards: Cards, word: str) -> None:
    card = cards.card(word)
    assert (card.concept, card.entries) == (None, ())


def test_while_the_dictionary_is_prepared_terms_are_shown_already() -> None:
    card = Cards(Termbase.open(), None).card("直播间", context=("直播间", 0))
    assert card.concept is not None
    assert "being prepared" in card.message
    assert (card.entries, card.characters) == ((), ())
    assert not card.is_empty


@pytest.mark.parametrize(
    ("word", "character", "told"),
    [
        ("头发", "发", [("髮", "fa4")]),
        ("發展", "发", [("發", "fa1")]),
        ("银行", "行", [("行", "hang2")]),
        ("晚上", "晚", [("晚", "wan3")]),
        ("遥望科技", "望", [("望", "wang4")]),
    ],
)
def test_characters_are_those_of_the_word(cards: Cards, word: str, character: str, told: list[tuple[str, str]]) -> None:
    """Not another one that is simplified alike, nor another reading of the same one."""
    found = dict(cards.card(word).characters)[character]
    assert [(entry.hant, entry.reading[0]) for entry in found] == told
