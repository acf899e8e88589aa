import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary import termfile
from glossary.errors import TermbaseError
from glossary.model import Concept, Example, Rendering, Term
from glossary.serialise import concept_from_dict, concept_to_dict
from glossary.termbase import Termbase

SMALL = """
[[concept]]
id = "natural-traffic"
domain = "live commerce"
definition_en = "Viewers whom the platform sends unpaid."
related = ["mcn"]
terms = [
  { hans = "自然流", hant = "自然流", reading = "zi4 ran2 liu2" },
  { hans = "自然流量", hant = "自然流量", reading = "zi4 ran2 liu2 liang4", status = "admitted", kind = "variant" },
]
renderings = [{ text = "organic traffic" }, { text = "natural flow", status = "deprecated", note = "word for word" }]
examples = [{ zh = "靠自然流。", en = "It lives on organic traffic.", source = "test" }]

[[concept]]
id = "mcn"
terms = [{ hans = "MCN机构", hant = "MCN機構", reading = "- - - ji1 gou4" }]
renderings = [{ text = "MCN agency" }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def compile_in(folder: Path) -> Path:
    ((target, text),) = termfile.compiled(folder).items()
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def own(concept_id: str, hans: str, *readings: str | None) -> Concept:
    return Concept(concept_id, (Term(hans, hans, readings),), (Rendering("mine"),), origin="user")


@pytest.mark.parametrize("compiled", [False, True])
def test_opening_a_folder(folder: Path, compiled: bool) -> None:
    if compiled:
        compile_in(folder)
    base = Termbase.open(folder=folder)
    assert len(base) == 2
    assert [concept.id for concept in base.concepts()] == ["natural-traffic", "mcn"]
    concept = base.concept("natural-traffic")
    assert concept is not None
    assert concept.preferred == Term("自然流", "自然流", ("zi4", "ran2", "liu2"))
    assert concept.terms[1].kind == "variant"
    assert concept.rendering == "organic traffic"
    assert concept.renderings[1] == Rendering("natural flow", "deprecated", "word for word")
    assert concept.examples == (Example("靠自然流。", "It lives on organic traffic.", "test"),)
    assert (concept.related, concept.origin) == (("mcn",), "bundled")
    assert base.concept("nothing") is None
    assert "mcn" in base
    (match,) = base.index.find("一家mcn 機構")
    assert match.concept_id == "mcn"
    assert base.named("mcn機構") == [base.concept("mcn")]
    assert base.named("机构") == []


@pytest.mark.parametrize("compiled", [False, True])
def test_a_file_may_say_where_a_name_is_no_term(folder: Path, compiled: bool) -> None:
    toml = folder / "small.toml"
    toml.write_text('not_terms = ["大自然流"]\n' + SMALL, encoding="utf-8")
    if compiled:
        compile_in(folder)
    base = Termbase.open(folder=folder)
    assert [match.start for match in base.index.find("大自然流水，自然流。")] == [6]


def test_an_edited_file_is_read_though_the_compiled_one_is_old(folder: Path) -> None:
    compile_in(folder)
    (folder / "small.toml").write_text(SMALL.replace("MCN agency", "creator agency"), encoding="utf-8")
    mcn = Termbase.open(folder=folder).concept("mcn")
    assert mcn is not None
    assert mcn.rendering == "creator agency"


@pytest.mark.parametrize("damage", ["", "{", "{}\n[]", '{"format": 99}\n'])
def test_a_damaged_compiled_file_is_passed_over(folder: Path, damage: str) -> None:
    compile_in(folder).write_text(damage, encoding="utf-8")
    assert len(Termbase.open(folder=folder)) == 2


def test_the_users_concepts_win_by_id_and_by_name(folder: Path) -> None:
    mine = own("mcn", "红人公司", "hong2", "ren2", "gong1", "si1")
    other = own("my-traffic", "自然流", "zi4", "ran2", "liu2")
    base = Termbase.open([mine, other], folder)
    assert base.concept("mcn") == mine
    assert base.named("MCN机构") == []
    assert [concept.id for concept in base.named("自然流")] == ["my-traffic", "natural-traffic"]
    assert [match.concept_id for match in base.index.find("自然流和自然流量")] == ["my-traffic", "natural-traffic"]
    assert next(base.concepts()) == mine
    assert base.with_user([]).concept("mcn") != mine


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('id = "mcn"', 'id = ""'), "small.toml: concept 2: id"),
        (lambda text: text.replace('"natural-traffic"', '"mcn"'), "two concepts have the id “mcn”"),
        (lambda text: text.replace("gou4", "gou"), "concept 2 (mcn): terms[0]: reading of “MCN机构”: “gou”"),
        (lambda text: text.replace("ji1 gou4", "ji1 guo44"), "“guo44” is not a numbered syllable"),
        (lambda text: text.replace("- ji1", "n1 ji1"), "“N” takes “-”"),
        (lambda text: text.replace("ji1 gou4", "ji1 -"), "“构” has no reading"),
        (lambda text: text.replace("- - - ji1", "ji1"), "2 items for the 5 characters"),
        (lambda text: text.replace("MCN機構", "MCN公司"), "terms[0]: hant “MCN公司” is not “MCN机构”"),
        (lambda text: text.replace('"admitted"', '"good"'), "status is “good”, but must be one of preferred"),
        (lambda text: text.replace('"variant"', '"other"'), "terms[1]: kind is “other”"),
        (lambda text: text.replace('["mcn"]', '["mnc"]'), "natural-traffic: related names “mnc”"),
        (lambda text: text.replace('["mcn"]', '"mcn"'), "related must be a list"),
        (lambda text: text.replace("domain =", "domian ="), "there is no field “domian”"),
        (lambda text: text.replace("note =", "nota ="), "renderings[1]: there is no field “nota”"),
        (lambda text: text.replace('"live commerce"', "3"), "domain must be a text"),
        (lambda text: text.replace('zh = "靠自然流。"', 'zh = ""'), "examples[0]: zh is missing or empty"),
        (lambda text: text.replace("[[concept]]", "[[concepts]]"), "holds [[concept]] tables"),
        (lambda text: text + "terms = 3", "is not valid TOML"),
        (lambda text: 'not_terms = "MCN"\n' + text, "not_terms must be a list of texts"),
        (lambda text: 'not_terms = [""]\n' + text, "not_terms must be a list of texts"),
        (lambda text: text.replace("[{ hans", "[] # "), "terms is empty"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(folder: Path, change: Callable[[str], str], said: str) -> None:
    (folder / "small.toml").write_text(change(SMALL), encoding="utf-8")
    with pytest.raises(TermbaseError) as caught:
        Termbase.open(folder=folder)
    assert said in str(caught.value)
    assert "small.toml" in str(caught.value)


SECOND = """
[[concept]]
id = "host"
related = ["mcn"]
terms = [{ hans = "主播", hant = "主播", reading = "zhu3 bo1" }]
"""


def test_a_relation_may_lead_to_another_file(folder: Path) -> None:
    (folder / "second.toml").write_text(SECOND, encoding="utf-8")
    assert [concept.id for concept in Termbase.open(folder=folder).concepts()] == ["host", "natural-traffic", "mcn"]
    for target, text in termfile.compiled(folder).items():
        target.write_text(text, encoding="utf-8", newline="\n")
    # One file edited, the others still compiled: the edited one's relations are checked against all.
    (folder / "second.toml").write_text(SECOND.replace("zhu3 bo1", "zhu3  bo1"), encoding="utf-8")
    assert len(Termbase.open(folder=folder)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SECOND.replace('["mcn"]', '["mnc"]'), "second.toml: concept host: related names “mnc”"),
        (SECOND.replace('["mcn"]', '["host"]'), "second.toml: concept host: related names “host”"),
        (SECOND.replace('"host"', '"mcn"').replace("related", "# "), "a concept “mcn” in second.toml already"),
    ],
)
def test_files_that_do_not_fit_together_are_refused(folder: Path, text: str, said: str) -> None:
    (folder / "second.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TermbaseError, match=said):
        Termbase.open(folder=folder)
    with pytest.raises(TermbaseError, match=said):
        termfile.compiled(folder)


def test_not_utf8(folder: Path) -> None:
    (folder / "small.toml").write_bytes(SMALL.encode("gbk"))
    with pytest.raises(TermbaseError, match=r"small\.toml is not valid TOML"):
        Termbase.open(folder=folder)


def test_the_compiled_glossary_is_in_step_with_its_source() -> None:
    compiled = termfile.compiled(termfile.BUNDLED)
    assert compiled
    for target, text in compiled.items():
        assert target.read_text(encoding="utf-8") == text, "run python -m glossary.compile"
    assert set(compiled) == set(termfile.BUNDLED.glob("*.jsonl"))


def test_the_bundled_glossary_opens_compiled_and_whole() -> None:
    base = Termbase.open()
    for toml in termfile.BUNDLED.glob("*.toml"):
        rows = tomllib.loads(toml.read_text(encoding="utf-8"))["concept"]
        assert [base.concept(row["id"]) for row in rows] == termfile.load_toml(toml)


words = st.text(st.characters(categories=("L", "P", "Zs")), min_size=1, max_size=6).filter(str.strip)


@given(words, words, st.sampled_from(["preferred", "admitted", "deprecated"]))
def test_a_concept_survives_json(text: str, other: str, status: str) -> None:
    rendering = Rendering(text, status, other)  # type: ignore[arg-type]
    concept = own("x", "双A流", "shuang1", None, "liu2")
    concept = replace(concept, renderings=(rendering,), examples=(Example(other, text),))
    record = json.loads(json.dumps(concept_to_dict(concept)))
    assert concept_from_dict(record) == concept
