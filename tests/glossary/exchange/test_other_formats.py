"""OmegaT, UTX, Pleco, JSON and readings: files of other origin, and what is wrong in them."""

import json

import pytest

from glossary.exchange.jsonfile import FIELDS
from glossary.exchange.spelling import read_reading
from glossary.exchange.text import ExchangeError
from glossary.model import Rendering, Term
from tests.glossary.exchange.samples import contents, imported, planned, problems, written


def test_an_omegat_glossary_of_other_origin() -> None:
    text = "# a comment\n机构\tagency\tno comment\n机构\torganisation\tno comment\n直播\tshow\n機構\tbody\n"
    agency, show, body = imported(text, "omegat")
    assert [r.text for r in agency.renderings] == ["agency", "organisation"]
    assert agency.definition_en == "no comment"
    assert show.rendering == "show"
    assert body.preferred.hans == "機構"  # the stub converts nothing
    assert problems("机构 agency\n\t\n直播\tshow\n\tx", "omegat") == [
        "line 1: has no source and target with a tab between them.",
        "line 4: has no source and target with a tab between them.",
    ]


def test_omegat_lines_in_one_script_or_both() -> None:
    concepts = imported("id,hans,hant,pinyin,en\na,机构,機構,jī gòu,agency\n", "csv")
    lines = {
        script: [line.split("\t")[0] for line in written(concepts, "omegat", script=script).decode().split("\n")[2:-1]]
        for script in (None, "hans", "hant")
    }
    assert lines == {None: ["机构", "機構"], "hans": ["机构"], "hant": ["機構"]}
    assert written(concepts, "omegat").startswith(b"# -*- coding: utf-8 -*-\n# ")


UTX = (
    "#UTX 1.11; {pair}; 2013-12-20T17:00:45; copyright: X; license: CC-by 3.0;\n#description: a sample;\n"
    "#src\ttgt\tsrc:pos\tterm status\tcustomer\tconcept ID\n"
)


def test_utx_of_other_origin() -> None:
    rows = (
        "机构\tagency\tnoun\tapproved\t-\t12\n单位\tagency\tnoun\tprovisional\t-\t12\n直播\tshow\t-\tforbidden\t-\t-\n"
    )
    made = planned(UTX.format(pair="zh-CN/en") + rows, "utx")
    agency, show = made.concepts
    assert [t.hans for t in agency.terms] == ["机构", "单位"]
    assert show.renderings == (Rendering("show", "deprecated"),)
    assert made.notices == ("Columns that are not used: customer.",)
    (turned,) = imported(UTX.format(pair="en-US/zh-TW") + "agency\t機構\t-\n", "utx")
    assert (turned.preferred.hant, turned.rendering) == ("機構", "agency")
    two = (
        "#UTX 1.2; zh-Hans/en; bidirectional;\n##description:\tx\n#term:zh-Hans\tterm:en\tconcept ID\n"
        "##\ta comment\n机构\tagency\t5\n"
    )
    (named,) = imported(two, "utx")
    assert (named.id, named.preferred.hans, named.rendering) == ("5", "机构", "agency")
    assert problems(UTX.format(pair="zh/en") + "a\tb\tc\td\te\tf\tg\n-\tx\t-\tmaybe\n", "utx") == [
        "line 4: has 7 cells under 6 columns.",
        "line 5: english_status is “maybe”, which is none that duban knows.",
    ]
    for text in ("机构\tagency\n", "#UTX 1.11; zh/en\n#a\tb\n"):
        with pytest.raises(ExchangeError):
            contents(text, "utx")


def test_pleco_cards_of_other_origin() -> None:
    text = "//Trade\n机构[機構]\tji1gou4\tagency; organisation\n直播\tzhi2bo1\t" + "long " * 30 + "\n\tx\ty\n店播\n"
    made = planned(text, "pleco")
    agency, show, store = made.concepts
    assert agency.terms == (Term("机构", "機構", ("ji1", "gou4")),)
    assert [r.text for r in agency.renderings] == ["agency", "organisation"]
    assert (show.renderings, show.domain) == ((), "Trade")
    assert show.definition_en == ("long " * 30).strip()
    assert store.preferred.hans == "店播"
    assert [str(fault) for fault in made.faults] == ["line 4: has no headword before its first tab."]


def test_every_fault_of_a_json_file_is_reported() -> None:
    rows = [
        {"id": "a", "terms": [{"hans": "机构", "hant": "機構", "reading": "ji1 gou4"}], "renderings": [{"text": "x"}]},
        {"id": "b", "terms": [{"hans": "直播", "status": "loved"}, {}], "colour": "red", "domain": 3},
        {"id": "a", "terms": [{"hans": "直播"}]},
        {"renderings": [{"text": ""}], "examples": [{"en": "x"}], "related": "a"},
        {"id": "c", "terms": [{"hans": "直播", "readings": ["zhi2", "bo9"]}]},
        7,
    ]
    assert problems(json.dumps(rows), "json") == [
        "entry 2 (b): there is no field “colour”; the fields are " + ", ".join(sorted(FIELDS)) + ".",
        "entry 2 (b): domain must be a text.",
        "entry 2 (b): terms[0]: status is “loved”, which is none that duban knows.",
        "entry 2 (b): terms[1]: hans and hant are missing or empty.",
        "entry 3 (a): the id “a” is used twice; it stands at entry 1 (a) too.",
        "entry 4: related must be a list of concept ids.",
        "entry 4: renderings[0]: text is missing or empty.",
        "entry 4: examples[0]: zh is missing or empty.",
        "entry 5 (c): terms[0]: reading of “直播”: “bo9” is not a numbered syllable such as lü4.",
        "entry 6: a concept must be an object.",
    ]


@pytest.mark.parametrize("text", ["{", "{}", "3", "[" * 100_000, "\ufeff"])
def test_what_is_no_json_glossary_gets_one_sentence(text: str) -> None:
    with pytest.raises(ExchangeError):
        contents(text, "json")


@pytest.mark.parametrize(
    ("hans", "text", "expected"),
    [
        ("直播", "zhí bō", ("zhi2", "bo1")),
        ("直播", "zhíbō", ("zhi2", "bo1")),
        ("直播", "Zhi2bo1", ("zhi2", "bo1")),
        ("MCN机构", "- - - ji1 gou4", (None, None, None, "ji1", "gou4")),
        ("MCN机构", "MCN jī gòu", (None, None, None, "ji1", "gou4")),
        ("MCN 机构", "mcn jīgòu", (None, None, None, None, "ji1", "gou4")),
        ("9块9", "9 kuài 9", (None, "kuai4", None)),
        ("A级", "A jí", (None, "ji2")),
        ("A级", "jí", (None, "ji2")),
        ("花儿", "huār", ("hua1", "r5")),
        ("东西", "dōng xi", ("dong1", "xi5")),
        ("直播", "zhi2", None),
        ("直播", "x y z", None),
        ("MCN", "", (None, None, None)),
    ],
)
def test_readings_in_any_spelling(hans: str, text: str, expected: tuple[str | None, ...] | None) -> None:
    assert read_reading(hans, text) == expected


def test_pinyin_without_tones_is_not_taken_for_neutral() -> None:
    """It may confirm what is known (the stub reads everything a1), and never becomes a reading itself."""
    (concept,) = imported("zh,pinyin\n阿啊,a a\n", "csv")
    assert concept.preferred.readings == ("a1", "a1")
    assert problems("zh,pinyin\n直播,zhibo\n", "csv") == [
        "line 2: the reading “zhibo” of “直播” has no tones, and duban would read it a1 a1."
    ]
    assert problems("zh,pinyin\n直播,zzz9\n", "csv") == [
        "line 2: “zzz9” is no reading of “直播”; write it with tones, as in zhí bō or zhi2 bo1."
    ]
