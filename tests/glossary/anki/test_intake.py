"""What a note of somebody else's is about."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.anki.collection import Card, Note, NoteType
from glossary.anki.intake import Finder, Word, plain, roles_of, sort_notes
from glossary.anki.model import AnkiError

NOBODY = Finder(lambda _: None, lambda _: ())


def note(fields: dict[str, str], *cards: Card) -> Note:
    return Note(NoteType("x", tuple(fields), ("Card 1",), False), fields, cards)


def learnt(interval: int, suspended: bool = False, asked: bool = True) -> Card:
    return Card(0, interval, suspended, asked)


def word(fields: dict[str, str], *cards: Card, **roles: str) -> Word | None:
    return next(iter(sort_notes([note(fields, *cards)], NOBODY, roles_of(roles)).words), None)


@pytest.mark.parametrize(
    "fields",
    [
        {"Hanzi": "店播", "Pinyin": "diànbō", "English": "store livestreaming"},
        {"Simplified": "店播", "Traditional": "店播", "Meaning": "store livestreaming", "Reading": "diànbō"},
        {"汉字": "店播", "拼音": "diànbō", "英文": "store livestreaming"},
        {"Front": "店播 (diànbō)", "Back": "store livestreaming"},
        {
            "Chinese": '<span class="tone4">店</span><span class="tone1">播</span>',
            "Definition": "<div>store livestreaming</div>",
        },
        {"Expression": "店[dian4]播[bo1]", "Meaning": "store livestreaming"},
        {"Word": "<ruby>店<rt>diàn</rt>播<rt>bō</rt></ruby>[sound:x.mp3]", "Translation": "store livestreaming"},
        {"Simplified Characters": "&nbsp;店 播 ", "Gloss": "store livestreaming;"},
    ],
)
def test_words_by_the_names_that_fields_usually_have(fields: dict[str, str]) -> None:
    found = word(fields)
    assert found is not None
    assert found.surface == "店播"
    assert found.english == ("store livestreaming",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "今天天气很好。",
        "今天，我们走",
        "店播？",
        "a" * 50,
        "很" * 13,
        "べんきょうの勉強",
        "학교 學校",
        "<img src='店'>",
    ],
)
def test_what_is_no_word(text: str) -> None:
    assert word({"Hanzi": text}) is None


def test_status_by_all_cards_that_were_asked() -> None:
    for cards, status in (
        ((learnt(21),), "known"),
        ((learnt(20),), "learning"),
        ((learnt(30), learnt(3)), "learning"),
        ((learnt(30), learnt(0, asked=False)), "known"),
        ((learnt(30), learnt(3, suspended=True)), "known"),
        ((learnt(30, suspended=True),), "ignored"),
        ((learnt(0),), "learning"),
        ((learnt(0, asked=False),), None),
        ((), None),
    ):
        found = word({"Hanzi": "店播"}, *cards)
        assert found is not None
        assert found.status == status
    two = sort_notes(
        [note({"Hanzi": "店播"}, learnt(3)), note({"Word": "店播", "English": "x"}, learnt(30))], NOBODY, {}
    )
    assert [(w.status, w.english) for w in two.words] == [("known", ("x",))]


def test_what_is_said_of_a_field_comes_before_what_is_usual() -> None:
    fields = {"Hanzi": "错", "Vorderseite": "对", "English": "wrong"}
    found = word(fields, Vorderseite="hanzi", English="-")
    assert found is not None
    assert (found.surface, found.english) == ("对", ())
    with pytest.raises(AnkiError, match="there are English, Hanzi, Vorderseite"):
        word(fields, Nothing="hanzi")
    with pytest.raises(AnkiError, match="simplified"):
        word(fields, Hanzi="glyph")


def test_notes_of_ours_whose_term_is_gone_are_counted() -> None:
    from glossary.anki.collection import Answer

    asked = Card(0, 3, False, True, (Answer(5, 3, 0),))
    found = sort_notes([note({"TermId": "x", "Hanzi": "店播"}, asked), note({"TermId": "y"}, learnt(3))], NOBODY, {})
    assert (found.gone, found.words, found.reviewed) == (1, (), ())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_escaped_text_comes_back(text: str) -> None:
    if "[sound:" not in text and "[anki:" not in text and "{{c" not in text:
        assert plain(html.escape(text)) == text.replace("\xa0", " ").strip()


@given(st.text(alphabet="<>&[]{}:/c1店rubytp br\n;#x\"'=-!", max_size=60))
def test_no_markup_breaks_it(text: str) -> None:
    plain(text)
