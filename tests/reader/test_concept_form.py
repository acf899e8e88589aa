"""The form in which concepts are added and edited: nothing is lost in it, and every fault is named where it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary.model import Example, Rendering, Term
from reader.concept_form import ConceptForm, Fault, Form, FormError, NameRow
from reader.session import Session


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:
    assert used_home.exists()
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def faults(form: ConceptForm, filled: Form) -> tuple[Fault, ...]:
    with pytest.raises(FormError) as raised:
        form.read(filled)
    return raised.value.faults


def test_every_bundled_concept_comes_back_as_it_went_in(session: Session) -> None:
    for concept in session.termbase.concepts():
        form = ConceptForm(session, concept)
        assert form.read(form.form()) == replace(concept, origin="user")


def test_one_name_is_enough(session: Session) -> None:
    for typed in ("石榴計劃", "石榴计划"):
        concept = ConceptForm(session, None).read(Form(names=(NameRow(hans=typed),)))
        assert concept.terms == (Term("石榴计划", "石榴計劃", ("shi2", "liu5", "ji4", "hua4")),)
        assert concept.id == "shi-liu-ji-hua"
        assert concept.origin == "user"


@pytest.mark.parametrize("typed", ["shālòu", "sha1lou4", "sha1 lou4", "shalou", "Shā-lòu"])
def test_a_reading_is_taken_in_any_spelling(session: Session, typed: str) -> None:
    concept = ConceptForm(session, None).read(Form(names=(NameRow("沙漏", "", typed),)))
    assert concept.terms[0].readings == ("sha1", "lou4")


def test_mixed_names_have_readings_for_their_characters_alone(session: Session) -> None:
    form = ConceptForm(session, None)
    mixed = form.read(Form(names=(NameRow("QZX达人", "", "dárén"), NameRow("QZX", status="admitted"))))
    assert [term.readings for term in mixed.terms] == [(None, None, None, "da2", "ren2"), (None,) * 3]
    assert mixed.terms[0].hant == "QZX達人"


@pytest.mark.parametrize(
    ("filled", "field", "row", "words"),
    [
        (Form(), "names", 0, "Type the Chinese name"),
        (Form(names=(NameRow(),), renderings=(Rendering("slot"),)), "names", 0, "Type the Chinese name"),
        (Form(names=(NameRow("沙漏", "", "sha"),)), "names", 0, "not 2 pinyin syllables"),
        (Form(names=(NameRow("沙漏", "", "ping guo"),)), "names", 0, "has no tones"),
        (Form(names=(NameRow("沙漏"), NameRow("沙漏费", "沙漏"))), "names", 1, "not “沙漏费” in traditional"),
        (Form(names=(NameRow("沙漏"), NameRow("沙漏"))), "names", 1, "twice"),
        (Form(names=(NameRow("QZX", "", "kē"),)), "names", 0, "no Chinese reading"),
        (Form(names=(NameRow("，"),)), "names", 0, "no character"),
        (Form(names=(NameRow("沙漏", status="deprecated"),)), "names", 0, "must be in use"),
        (Form(names=(NameRow("沙漏"),), renderings=(Rendering("", note="no"),)), "renderings", 0, "Type the English"),
        (Form(names=(NameRow("沙漏"),), examples=(Example("", "A slot."),)), "examples", 0, "Chinese sentence"),
        (Form(names=(NameRow("沙漏"),), related=("直播", "沒有這個")), "related", 1, "The glossary has no"),
    ],
)
def test_a_fault_is_named_at_its_field(session: Session, filled: Form, field: str, row: int, words: str) -> None:
    found = faults(ConceptForm(session, None), filled)
    assert [(fault.field, fault.row) for fault in found] == [(field, row)]
    assert words in found[0].words


def test_every_fault_is_named_at_once(session: Session) -> None:
    filled = Form(names=(NameRow("沙漏", "", "x"),), related=("沒有這個",))
    assert {fault.field for fault in faults(ConceptForm(session, None), filled)} == {"names", "related"}


def test_a_name_of_another_concept_is_asked_about_once(session: Session) -> None:
    form = ConceptForm(session, None)
    filled = Form(names=(NameRow("流量"),), renderings=(Rendering("flow"),))
    assert "is a name of “traffic” too" in faults(form, filled)[0].words
    assert form.read(filled).preferred.hans == "流量"


def test_links_are_taken_by_name_or_id_and_never_to_itself(session: Session) -> None:
    traffic = session.terms.named("流量")
    form = ConceptForm(session, traffic)
    changed = form.read(replace(form.form(), related=("直播", "mcn-agency", "直播")))
    assert changed.related == (session.terms.named("直播").id, "mcn-agency")
    assert "cannot name itself" in faults(form, replace(form.form(), broader=("流量",)))[0].words


def test_a_name_that_was_changed_is_completed_anew(session: Session) -> None:
    form = ConceptForm(session, None)
    full = NameRow("沙漏", "沙漏", "shā lòu")
    assert form.completed(full) is full
    assert form.completed(NameRow("沙漏")) == full
    longer = form.completed(replace(full, hans="沙漏費"))
    assert longer == NameRow("沙漏费", "沙漏費", "shā lòu fèi")
    mine = replace(full, reading="sha4 lou4")
    assert form.completed(mine) is mine
    for no_name in (NameRow(), NameRow("，"), NameRow("x" * 99)):
        assert form.completed(no_name) == no_name


@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    status=st.sampled_from(["preferred", "admitted", "deprecated"]),
)
def test_whatever_is_typed_is_taken_or_said_to_be_wrong(text: str, status: str) -> None:
    session = Session.open(lambda _: None)
    filled = Form(
        names=(NameRow("沙漏", "沙漏", "shā lòu"),),
        renderings=(Rendering(text, status),),  # type: ignore[arg-type]
        definition_en=text,
        related=(text,),
    )
    try:
        concept = ConceptForm(session, None).read(filled)
        form = ConceptForm(session, concept)
        assert form.read(form.form()) == concept
    except FormError as error:
        said = [fault.words for fault in error.faults]
        assert all(said)
    finally:
        session.close()
