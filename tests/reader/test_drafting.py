"""A new concept comes prefilled with what is known of the word, from wherever it was met."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.model import Concept, Example, Rendering
from glossary.serialise import concept_from_dict, concept_to_dict
from reader.drafting import draft_concept, example_at, source_at
from reader.errors import ReaderError
from reader.session import Session


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:
    assert used_home.is_dir()
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("word", "hans", "hant", "readings"),
    [
        ("后台", "后台", "後台", "hou4 tai2"),
        ("後臺", "后台", "後臺", "hou4 tai2"),
        ("理髮店", "理发店", "理髮店", "li3 fa4 dian4"),
        ("  銀行裏 ", "银行里", "銀行裡", "yin2 hang2 li3"),
        ("独立IP", "独立IP", "獨立IP", "du2 li4 - -"),
        ("一件代发", "一件代发", "一件代發", "yi1 jian4 dai4 fa1"),
    ],
)
def test_both_scripts_and_the_reading(session: Session, word: str, hans: str, hant: str, readings: str) -> None:
    term = draft_concept(session, word).preferred
    assert (term.hans, term.hant) == (hans, hant)
    assert " ".join(r or "-" for r in term.readings) == readings


def test_english_is_the_first_sense_of_the_word_as_it_is_read(session: Session) -> None:
    concept = draft_concept(session, "流量")
    assert concept.renderings[0] == Rendering("flow rate")
    assert {r.status for r in concept.renderings[1:]} == {"admitted"}
    assert draft_concept(session, "点赞").renderings == (Rendering("like"), Rendering("upvote", "admitted"))
    reads = [draft_concept(session, "行", readings=[syllable]).rendering for syllable in ("hang2", "xing2")]
    assert reads[0] != reads[1]
    given = draft_concept(session, "流量", english=["traffic", " ", "traffic", "visits"])
    assert given.renderings == (Rendering("traffic"), Rendering("visits", "admitted"))
    assert draft_concept(session, "品效销合一").renderings == ()


def test_given_readings_win_however_they_are_counted(session: Session) -> None:
    for readings in ([None, None, "ji1", "gou4"], ["ji1", "gou4"]):
        term = draft_concept(session, "AB机构", readings=readings).preferred
        assert term.readings == (None, None, "ji1", "gou4")
    with pytest.raises(ReaderError, match="2 characters"):
        draft_concept(session, "AB机构", readings=["ji1"])


@pytest.mark.parametrize(
    ("word", "kind"),
    [("GMV", "abbreviation"), ("B2C", "abbreviation"), ("MCN机构", "full"), ("Temu", "full"), ("店播", "full")],
)
def test_capitals_are_an_abbreviation(session: Session, word: str, kind: str) -> None:
    assert draft_concept(session, word).preferred.kind == kind


def test_an_id_that_nothing_else_has_or_had(session: Session) -> None:
    removed = next(session.termbase.concepts())
    session.terms.remove(removed.id)
    assert draft_concept(session, "新词", english=[removed.id]).id == f"{removed.id}-2"
    session.terms.save([draft_concept(session, "新词", english=["new word"])], "adding 新词")
    assert draft_concept(session, "新语", english=["New word"]).id == "new-word-2"


def test_the_sentence_it_came_from(session: Session) -> None:
    reading = session.open_text(None)
    paragraph = reading.annotated(2)
    sentence = paragraph.sentences[1]
    token = next(token for token in paragraph.tokens if token.start >= sentence.start and token.is_han)
    example = example_at(reading, 2, token)
    assert example.zh == paragraph.text[sentence.start : sentence.end]
    assert example.source == "hangzhou-live-commerce, ¶3"
    assert example.en
    assert example.en in (paragraph.source.translation or "")
    assert example.en != paragraph.source.translation
    assert source_at(reading, 2) == f"hangzhou-live-commerce, ¶3, {reading.meta.date}"
    concept = draft_concept(session, token.text, example=example)
    assert (concept.examples, concept.source) == ((example,), example.source)
    assert draft_concept(session, token.text, example=Example("x"), source="trade usage").source == "trade usage"


@pytest.mark.parametrize("word", ["", " ", "，", "一\n二", "很" * 41])
def test_what_cannot_be_a_term_is_said_so(session: Session, word: str) -> None:
    with pytest.raises(ReaderError):
        draft_concept(session, word)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("播播后後髮发台臺裏里着著MCN9块  ・·aé〇", min_size=1, max_size=8))
def test_every_draft_can_be_saved(session: Session, word: str) -> None:
    try:
        concept: Concept = draft_concept(session, word)
    except ReaderError:
        assert not any(map(str.isalnum, word))
    else:
        assert concept_from_dict(concept_to_dict(concept)) == concept
