"""Which words count as new: what was marked wins, then the level the reader says they have."""

import pytest

from reader.text.levels import HskList, level
from reader.text.model import Token, TokenKind
from reader.vocabulary import Vocabulary, WordStatus

EASY, HARDER, BEYOND = "朋友", "经济", "带货"
"""HSK 1, HSK 3 and outside the lists, in the list of 2021."""


def token(word: str, kind: TokenKind = "word") -> Token:
    return Token(word, 0, len(word), kind, tuple("x1" for _ in word))


def test_the_words_of_this_test_have_the_levels_it_speaks_of() -> None:
    assert [level(word, "3.0-2021") for word in (EASY, HARDER, BEYOND)] == [1, 3, None]


def test_without_marks_and_level_every_word_is_new() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.is_unknown(token(EASY))
    assert vocabulary.status(token(EASY)) is None


@pytest.mark.parametrize("status", ["learning", "known", "ignored"])
def test_a_marked_word_is_not_new_in_either_script(status: WordStatus) -> None:
    vocabulary = Vocabulary({"带货": status})
    for word in ("带货", "帶貨"):
        assert vocabulary.status(token(word)) == status
        assert not vocabulary.is_unknown(token(word))


@pytest.mark.parametrize(("known", "new"), [(0, [EASY, HARDER, BEYOND]), (1, [HARDER, BEYOND]), (3, [BEYOND])])
def test_words_up_to_a_level_count_as_known(known: int, new: list[str]) -> None:
    vocabulary = Vocabulary(known_level=known)
    assert [word for word in (EASY, HARDER, BEYOND) if vocabulary.is_unknown(token(word))] == new
    assert vocabulary.is_unknown(token("經濟")) == (HARDER in new)


def test_a_mark_wins_over_the_level() -> None:
    vocabulary = Vocabulary({EASY: "learning"}, known_level=6)
    assert vocabulary.status(token(EASY)) == "learning"


def test_the_lists_differ() -> None:
    lists: tuple[HskList, HskList] = ("2.0", "3.0-2021")
    assert level("网上", lists[0]) != level("网上", lists[1])
    by_list = [Vocabulary(known_level=1, level_list=name).is_unknown(token("网上")) for name in lists]
    assert by_list == [True, False]


@pytest.mark.parametrize("kind", ["name", "number", "latin", "punctuation", "space", "other"])
def test_what_is_no_word_is_never_new(kind: TokenKind) -> None:
    assert not Vocabulary().is_unknown(token("杭州", kind))


def test_a_term_stays_new_whatever_the_level_until_it_is_marked() -> None:
    """经济 in everyday speech is HSK 3; as a term of the trade it has a meaning that no list teaches."""
    assert Vocabulary(known_level=6).is_unknown(token(HARDER, "term"))
    assert not Vocabulary({HARDER: "known"}, known_level=6).is_unknown(token(HARDER, "term"))


def test_the_same_word_may_be_a_term_here_and_a_word_there() -> None:
    """What was found out about the one is not remembered for the other, whichever comes first."""
    for kinds in (("word", "term"), ("term", "word")):
        vocabulary = Vocabulary(known_level=6)
        new = {kind: vocabulary.is_unknown(token(HARDER, kind)) for kind in kinds}
        assert new == {"word": False, "term": True}


def test_says_anything() -> None:
    assert not Vocabulary().says_anything
    assert Vocabulary({EASY: "known"}).says_anything
    assert Vocabulary(known_level=1).says_anything
