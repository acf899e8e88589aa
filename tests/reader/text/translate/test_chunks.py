"""Cutting a text into what a service takes."""

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from reader.engines.catalogue import PROVIDERS
from reader.text.translate.chunks import Limit, chunks

SENTENCE = "直播电商的下半场，拼的是供应链、内容和服务；谁慢，谁就出局。"


@given(
    st.text(st.sampled_from("直播，。；！“”a1 \n？的"), max_size=300),
    st.integers(1, 40),
    st.sampled_from([0, 30, 90]),
    st.sampled_from([0, 12, 60]),
)
def test_the_pieces_are_the_text_and_each_fits(text: str, characters: int, encoded: int, utf8: int) -> None:
    limit = Limit(characters, encoded, utf8)
    pieces = chunks(text, limit)
    assert "".join(pieces) == text
    assert all(pieces)
    assert all(limit.fits(piece) or len(piece) == 1 for piece in pieces)


def test_it_is_cut_after_sentences_and_into_as_few_pieces_as_fit() -> None:
    pieces = chunks(SENTENCE * 10, Limit(100))
    assert pieces == [SENTENCE * 3, SENTENCE * 3, SENTENCE * 3, SENTENCE]


def test_a_sentence_that_is_too_long_is_cut_after_a_clause() -> None:
    assert chunks(SENTENCE, Limit(20)) == ["直播电商的下半场，拼的是供应链、", "内容和服务；谁慢，谁就出局。"]


def test_a_figure_stays_whole_where_there_is_no_clause() -> None:
    assert chunks("收入达到3640.06亿元人民币", Limit(8)) == ["收入达到", "3640.06亿", "元人民币"]


def test_google_s_true_limit_is_what_stands_in_the_address() -> None:
    text = SENTENCE * 200
    for piece in chunks(text, PROVIDERS["google"].limit):
        assert len(piece) < 1_800
        assert len(quote(piece)) < 16_000


def test_mymemory_takes_500_bytes() -> None:
    assert all(len(piece.encode()) <= 500 for piece in chunks(SENTENCE * 20, PROVIDERS["mymemory"].limit))
