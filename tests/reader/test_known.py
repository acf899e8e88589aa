"""What is known of a text before it is opened."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.known import SAMPLE, sample
from reader.session import Session
from texts.model import Paragraph, SourceText, TextMeta

pytestmark = pytest.mark.usefixtures("used_home")
ARTICLE = "hangzhou-live-commerce"


@pytest.fixture
def session() -> Iterator[Session]:
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def text(*paragraphs: str) -> SourceText:
    return SourceText(TextMeta("one", "一", script="hans"), tuple(map(Paragraph, paragraphs)))


def test_the_share_follows_marks_and_cards(session: Session) -> None:
    source = text("我们直播，我们带货。")
    shares = session.known_shares
    known = shares.known(source, set())
    assert known is not None
    assert (known.share, known.terms, known.unknown_terms) == (0.0, 2, 2)
    session.set_status("我们", "known")
    known = shares.known(source, {"livestream"})
    assert known is not None
    assert known.share == 0.5
    assert known.unknown_terms == 1
    session.set_status("直播", "ignored")
    session.set_status("带货", "learning")
    known = shares.known(source, set())
    assert known is not None
    assert known.share == 0.75


def test_terms_that_come_and_go_count_at_once(session: Session) -> None:
    source = text("我们直播，我们带货。")
    before = session.known_shares.known(source, set())
    assert before is not None
    session.terms.remove("livestream")
    after = session.known_shares.known(source, set())
    assert after is not None
    assert after.terms == before.terms - 1


def test_the_article_and_a_text_without_words(session: Session) -> None:
    session.set_known_level("HSK 4")
    known = session.known_shares.known(session.library.load(ARTICLE), set())
    assert known is not None
    assert known.share is not None
    assert 0.3 < known.share < 0.9
    assert known.terms == known.unknown_terms > 100
    empty = session.known_shares.known(text("123", ""), set())
    assert empty is not None
    assert (empty.share, empty.terms) == (None, 0)


def test_a_sample_says_nearly_what_the_whole_text_says(session: Session) -> None:
    """Twenty articles one after the other, as one long text, against the article alone."""
    session.set_known_level("HSK 3")
    article = session.library.load(ARTICLE)
    long = SourceText(TextMeta("long", "长", script=article.meta.script), tuple(article.paragraphs) * 20)
    whole, sampled = (session.known_shares.known(source, set()) for source in (article, long))
    assert whole is not None
    assert sampled is not None
    assert whole.share is not None
    assert sampled.share == pytest.approx(whole.share, abs=0.03)
    assert sampled.terms == whole.terms


@given(st.lists(st.integers(0, 4000), max_size=400))
def test_samples_are_small_and_from_all_over(lengths: Sequence[int]) -> None:
    paragraphs = [Paragraph("字" * length) for length in lengths]
    taken = list(sample(paragraphs))
    numbers = [number for number, _ in taken]
    assert numbers == sorted(set(numbers))
    assert all(paragraphs[number].text.startswith(paragraph.text) for number, paragraph in taken)
    size = sum(lengths)
    if size <= 2 * SAMPLE:
        assert [paragraph for _, paragraph in taken] == paragraphs
    else:
        assert sum(len(paragraph.text) for _, paragraph in taken) <= 3 * SAMPLE
        assert numbers[-1] >= len(paragraphs) * 23 // 24


def test_cancelling(session: Session) -> None:
    assert session.known_shares.known(text("我们直播。"), set(), lambda: True) is None
