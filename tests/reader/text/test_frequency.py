"""Bands of frequency say what they mean."""

import pytest

from reader.text.frequency import BANDS, band
from reader.text.lexicon import lexicon


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("的", 1000), ("我们", 1000), ("我們", 1000), ("直播", 5000), ("流量", 5000), ("仓库", 10_000), ("倉庫", 10_000),
     ("没有这个词", None), ("带货", None), ("", None), ("MCN", None)],
)  # fmt: skip
def test_bands(word: str, wanted: int | None) -> None:
    assert band(word) == wanted


def test_a_band_holds_about_as_many_words_as_it_says() -> None:
    words = lexicon()
    costs = sorted(words.costs)
    for size in BANDS:
        held = sum(cost <= costs[size - 1] for cost in costs)
        assert size <= held <= 1.15 * size
