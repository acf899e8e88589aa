"""Every term of the bundled article opens its card, in either script."""

import pytest

from glossary.fold import fold
from reader.options import ReadingOptions
from reader.session import Session
from reader.tui.reading_source import ReadingSource
from texts.library import FIRST_TEXT
from texts.model import Script

ACCIDENTS = {"產業帶來", "創業路上"}
"""Where a name stands by accident: 产业|带来 holds no 产业带, and what 创业|路上 holds is 创业."""


@pytest.mark.usefixtures("used_home")
@pytest.mark.parametrize("script", ["hans", "hant"])
def test_every_term_of_the_article_opens_its_card(script: Script) -> None:
    session = Session.open(lambda _: None)
    reading = session.open_text(FIRST_TEXT)
    options = ReadingOptions(script=script)
    source = ReadingSource(reading, options, session.vocabulary, session.name_kind)
    opened = set()
    for number, paragraph in enumerate(reading.paragraphs):
        found = {(m.start, m.end): m for m in session.termbase.index.find(paragraph.text)}
        for at, shown in enumerate(source.shown(number).tokens):
            token = shown.token
            if token.term is None:
                continue
            found.pop((token.start, token.end), None)
            card = session.card(reading, source, (number, at), options)
            assert card.concept is not None
            assert card.concept.id == token.term
            assert card.word == shown.text
            term = card.concept.used(token.text)
            assert fold(card.word) == fold(term.hans)
            assert script == "hant" or card.word == term.hans
            assert card.reading == session.reading_of_term(card.concept, term)
            assert number + 1 in card.occurrences
            opened.add(token.term)
        assert {paragraph.text[match.start : match.end + 1] for match in found.values()} <= ACCIDENTS
    assert {"starting-a-business", "lin-yilun", "mcn-agency", "independent-personal-brand"} <= opened
    assert len(opened) > 200
    session.close()
