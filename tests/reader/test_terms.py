"""What is done with terms holds at once, in the next session too, and can be taken back."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from glossary.errors import TermbaseError
from glossary.model import Concept, Rendering, Term
from glossary.serialise import concept_from_dict
from reader import terms
from reader.session import Session

OWN = Concept("pit", (Term("坑位", "坑位", ("keng1", "wei4")),), (Rendering("slot"),), related=("mcn-agency",))


@pytest.fixture
def session(home: Path) -> Iterator[Session]:
    opened = Session.open(lambda _: None)
    assert not home.exists()
    yield opened
    opened.close()


def again() -> Session:
    return Session.open(lambda _: None)


def bundled(session: Session) -> Concept:
    return next(concept for concept in session.termbase.concepts() if concept.related)


def test_a_saved_term_is_found_at_once_and_later(session: Session) -> None:
    other = bundled(session)
    session.terms.save([replace(OWN, related=(other.id,))], "adding 坑位")
    assert [match.concept_id for match in session.termbase.index.find("一個坑位")] == ["pit"]
    assert "pit" in session.terms.concept(other.id).related
    later = again()
    found = later.termbase.concept("pit")
    assert found is not None
    assert found.origin == "user"
    later.close()
    assert session.terms.undo() == "adding 坑位"
    assert session.termbase.concept("pit") is None
    assert session.terms.concept(other.id) == other


def test_a_bundled_concept_that_was_taken_away_stays_away_until_undone(session: Session) -> None:
    concept = bundled(session)
    neighbour = concept.related[0]
    session.terms.remove(concept.id)
    later = again()
    for base in (session.termbase, later.termbase):
        assert base.concept(concept.id) is None
        assert not base.index.named(concept.preferred.hans) or base.named(concept.preferred.hans)[0].id != concept.id
        left = base.concept(neighbour)
        assert left is not None
        assert concept.id not in left.related
    assert later.terms.undo() == f"the removal of {concept.preferred.hans}"
    later.close()
    last = again()
    assert last.termbase.concept(concept.id) == concept
    last.close()


def test_a_change_reads_only_what_changed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [Term(f"坑位{n}", f"坑位{n}", ("keng1", "wei4", None)) for n in range(9)]
    many = [replace(OWN, id=f"pit-{n}", terms=(name,)) for n, name in enumerate(names)]
    session.terms.save([replace(concept, related=()) for concept in many], "adding nine")
    made: list[str] = []

    def counted(raw: Mapping[str, Any], **where: Any) -> Concept:
        if where:  # what is about to be kept is checked too, and that is no reading
            made.append(raw["id"])
        return concept_from_dict(raw, **where)

    monkeypatch.setattr(terms, "concept_from_dict", counted)
    session.terms.deprecate("pit-3", "slot")
    assert made == ["pit-3"]
    assert session.terms.concept("pit-3").renderings[0].status == "deprecated"
    other = again()  # another program changes one: seen with the next change, as ever
    other.terms.remove("pit-5")
    other.close()
    made.clear()
    session.terms.remove("pit-4")
    assert session.termbase.concept("pit-5") is None
    assert session.terms.undo() == "the removal of 坑位4"
    assert made == ["pit-4"]


def test_merging_moves_names_and_links(session: Session) -> None:
    kept = bundled(session)
    other_id = kept.related[0]
    other = session.terms.concept(other_id)
    one = session.terms.merge(kept.id, other_id)
    assert {t.hans for t in one.terms} >= {t.hans for t in other.terms}
    assert session.termbase.concept(other_id) is None
    assert all(
        other_id not in (*concept.related, *concept.broader, *concept.narrower)
        for concept in session.termbase.concepts()
    )
    for term in other.terms:
        assert session.termbase.named(term.hant)[0].id == kept.id
    session.terms.undo()
    assert session.terms.concept(other_id) == other
    with pytest.raises(TermbaseError, match="itself"):
        session.terms.merge(kept.id, kept.id)
    with pytest.raises(TermbaseError, match="no concept"):
        session.terms.merge(kept.id, "nothing")


def test_nothing_wrong_is_ever_kept(session: Session) -> None:
    wrong = replace(OWN, terms=(Term("坑位", "坑位", ("keng1",)),))
    with pytest.raises(TermbaseError, match="reading"):
        session.terms.save([wrong], "adding 坑位")
    assert session.record.concepts() == []


def test_undo_with_nothing_to_undo(session: Session) -> None:
    assert session.terms.undo() is None
