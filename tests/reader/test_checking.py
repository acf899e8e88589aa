"""Checking with dictionary, scripts and texts: the bundled glossary is clean, and a fault put into it is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary.checking.model import Finding
from glossary.checking.names import check_readings, check_scripts
from glossary.model import Concept, Rendering, Term
from glossary.termbase import Termbase
from glossary.termfile import BUNDLED
from reader.checking import check_files, check_termbase, knowledge_of
from reader.session import Session
from tests.reader.test_occurrences import add_text


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:
    assert used_home.is_dir()
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]


def test_the_bundled_glossary_has_no_error(session: Session) -> None:
    assert serious(check_termbase(session)) == []
    assert serious(check_files(session, sorted(BUNDLED.glob("*.toml")))) == []


NAMED = [(concept, n) for concept in Termbase.open().concepts() for n in range(len(concept.terms))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMED), st.data())
def test_a_tone_or_a_script_that_goes_wrong_is_found(
    session: Session, named: tuple[Concept, int], data: st.DataObject
) -> None:
    concept, n = named
    term = concept.terms[n]
    toned = [place for place, reading in enumerate(term.readings) if reading and reading[-1] != "5"]
    if toned:
        place = data.draw(st.sampled_from(toned))
        syllable = str(term.readings[place])
        other = data.draw(st.sampled_from([tone for tone in "1234" if tone != syllable[-1]]))
        readings = (*term.readings[:place], syllable[:-1] + other, *term.readings[place + 1 :])
        wrong = replace(concept, id="wrong", terms=(replace(term, readings=readings),))
        found = check_readings([concept, wrong], knowledge_of(session))
        assert any(set(finding.concepts) == {concept.id, "wrong"} for finding in found)
    # Hong Kong writes 平台 as the mainland does.
    known = knowledge_of(session)
    if term.hans != term.hant and term.hans not in (*known.to_hant(term.hans), *known.written(term.hans)):
        wrong = replace(concept, terms=(replace(term, hant=term.hans),))
        assert [f.severity for f in check_scripts([wrong], knowledge_of(session))] == ["warning"]


def test_what_the_user_breaks_is_found(session: Session) -> None:
    before = set(check_termbase(session, texts=[]))
    traffic = session.terms.concept("organic-traffic")
    wrong = (
        replace(traffic.preferred, readings=("zi4", "ran2", "liu4")),
        Term("流量币", "流量币", ("liu2", "liang4", "bi4"), "admitted"),
    )
    changed = replace(traffic, terms=wrong, renderings=(Rendering("MCN agency"),), definition_zh="")
    session.terms.save([changed], "a test")
    new = set(check_termbase(session, texts=[])) - before
    assert {finding.kind for finding in new} >= {"script", "rendering", "no-definition"}
    assert all("organic-traffic" in finding.concepts for finding in new)


def test_terms_are_held_against_the_translations_of_the_library(session: Session, home: Path) -> None:
    add_text(home, "mine", "2026-01", "", "\n自然流很好。主播也是。\n", "\nGood growth. So is the host.\n")
    found = [f for f in check_termbase(session, ["mine"]) if f.kind == "translation"]
    assert [(f.severity, f.concepts, f.place) for f in found] == [
        ("warning", ("organic-traffic",), "mine, ¶1"),
        ("note", ("livestream-host",), "mine, ¶1"),
    ]
    assert "Good growth." in found[0].sentence
    everywhere = check_termbase(session)
    assert set(found) <= set(everywhere)
    said: list[str] = []
    (home / "texts" / "mine" / "meta.toml").write_text("title_zh = 3", encoding="utf-8")
    check_termbase(session, fault=said.append)
    assert len(said) == 1


def test_files_stand_alone_but_may_name_bundled_concepts(session: Session, tmp_path: Path) -> None:
    text = """
    [[concept]]
    id = "{id}"
    related = ["livestream", "nothing"]
    definition_en = "A."
    definition_zh = "甲。"
    terms = [{{ hans = "{hans}", hant = "{hans}", reading = "{reading}" }}]
    renderings = [{{ text = "{id}" }}]
    """
    files = [tmp_path / "a.toml", tmp_path / "b.toml"]
    files[0].write_text(text.format(id="a", hans="甲", reading="jia3"), encoding="utf-8")
    files[1].write_text(text.format(id="a", hans="乙", reading="yi3") + text.format(id="b", hans="甲", reading="jia4"))
    found = [(f.severity, f.kind, f.concepts) for f in check_files(session, files, texts=[])]
    assert ("error", "duplicate-id", ("a",)) in found
    assert ("error", "broken-link", ("b",)) in found
    assert ("warning", "same-name", ("a", "b")) in found
    assert ("warning", "reading", ("a", "b")) in found
    assert sum(kind == "broken-link" for _, kind, _ in found) == 2
    places = {f.place for f in check_files(session, files, texts=[]) if f.concepts == ("b",)}
    assert places == {"b.toml: concept 2"}


def test_files_of_other_tools_are_checked_as_they_would_be_taken_in(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("hans,english\n甲乙,ab\n丙丁,AB\n戊己,\n", encoding="utf-8")
    found = [(f.severity, f.kind, f.place) for f in check_files(session, [file], texts=[])]
    assert ("warning", "rendering", "terms.csv, line 2") in found
    assert ("warning", "no-rendering", "terms.csv, line 4") in found
    file.write_text("hans,english\n甲乙,ab\n丙丁,cd,ef\n", encoding="utf-8")
    assert [f.place for f in serious(check_files(session, [file], texts=[]))] == ["terms.csv, line 3"]


def test_a_concept_of_the_users_that_doubles_a_bundled_one_is_an_error(session: Session) -> None:
    bundled = session.terms.concept("organic-traffic")
    double: Concept = replace(bundled, id="mine", related=(), broader=(), narrower=())
    session.terms.save([double], "a test")
    (error,) = serious(check_termbase(session, texts=[]))
    assert (error.kind, set(error.concepts)) == ("same-concept", {"mine", "organic-traffic"})
