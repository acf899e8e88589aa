"""A translation laid over paragraphs that are not its own."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.align.fitting import fit_translation
from reader.text.sentences import pair_sentences, sentence_around
from tests.reader.text.align.variants import Words, written

PAIRS = written()
ZH = ["".join(zh for zh, _ in PAIRS[n : n + 4]) for n in range(0, 40, 4)]


def test_other_paragraphs_find_their_places() -> None:
    english = [" ".join(en for _, en in PAIRS[n : n + 5]) for n in range(0, 40, 5)]
    fitted = fit_translation(ZH, english)
    right = [" ".join(en for _, en in PAIRS[n : n + 4]) for n in range(0, 40, 4)]
    assert [one.english for one in fitted] == right
    for zh, one in zip(ZH, fitted, strict=True):
        assert [zh[p.zh.start : p.zh.end] for p in one.pairs] == [
            zh for zh, en in PAIRS if en in one.english and zh in ZH[fitted.index(one)]
        ]
        assert 0.5 < one.score <= 1


def test_one_line_of_english_and_none() -> None:
    fitted = fit_translation(ZH, [" ".join(en for _, en in PAIRS[:40])])
    assert fitted[3].english == " ".join(en for _, en in PAIRS[12:16])
    assert [(one.english, one.pairs, one.score) for one in fit_translation(["甲。", ""], [])] == [("", (), 0.0)] * 2
    assert fit_translation([], ["A."]) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([zh for zh, _ in PAIRS]), max_size=3).map("".join), min_size=1, max_size=5),
    st.lists(st.lists(st.sampled_from([en for _, en in PAIRS]), max_size=3).map(" ".join), max_size=5),
)
def test_no_english_is_lost(zh: list[str], en: list[str]) -> None:
    fitted = fit_translation(zh, en)
    assert len(fitted) == len(zh)
    if any(zh):
        assert sorted(" ".join(one.english for one in fitted).split()) == sorted(" ".join(en).split())
    for text, one in zip(zh, fitted, strict=True):
        places = [(pair.zh, pair.en) for pair in one.pairs]
        assert all(left.end <= len(text) and right.end <= len(one.english) for left, right in places)
        assert places == sorted(places, key=lambda place: place[0].start)
        assert places == sorted(places, key=lambda place: place[1].start)


def test_sentences_of_a_paragraph_where_numbers_differ() -> None:
    zh = "他来了。她走了。我们三个人都很高兴，因为天气终于好起来了。"
    en = "He came and she left. The three of us were all very glad, because the weather was fine at last."
    words = Words(来="to come; to arrive", 走="to walk; to go; to leave", 高兴="happy; glad", 天气="weather")
    first, second = pair_sentences(zh, en, words)
    assert (zh[: first.zh.end], en[: first.en.end]) == ("他来了。她走了。", "He came and she left.")
    assert (zh[second.zh.start :], en[second.en.start :]) == (zh[8:], en[22:])
    assert sentence_around(zh, en, 5, words) == ("他来了。她走了。", "He came and she left.")
    assert sentence_around(zh, en, 12, words)[1].startswith("The three")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([zh for zh, _ in PAIRS]), min_size=1, max_size=6).map("".join),
    st.lists(st.sampled_from([en for _, en in PAIRS]), min_size=1, max_size=6).map(" ".join),
)
def test_a_paragraphs_pairs_hold_all_of_its_english(zh: str, en: str) -> None:
    pairs = pair_sentences(zh, en)
    assert (pairs[0].en.start, pairs[-1].en.end) == (0, len(en))
    for before, after in pairwise(pairs):
        assert before.zh.end <= after.zh.start
        assert not en[before.en.end : after.en.start].strip()
