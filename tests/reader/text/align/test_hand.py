"""Putting a translation right by hand, and what a translation memory knows."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.text.align.hand import Lines, pulled_up, pushed_down
from reader.text.align.memory import Memory
from tests.reader.text.align.variants import written

ZH = ["甲。", "", "乙。", "丙。"]


def changed(english: Sequence[str], lines: Lines | None) -> list[str]:
    assert lines is not None
    return [lines.get(n, text) for n, text in enumerate(english)]


def test_a_sentence_is_pulled_up_and_pushed_down_again() -> None:
    english = ["One.", "", "Two. Mr. Li said “three!” Four.", ""]
    up = changed(english, pulled_up(english, 0))
    assert up == ["One. Two.", "", "Mr. Li said “three!” Four.", ""]
    assert changed(up, pushed_down(ZH, up, 0)) == english
    assert changed(english, pushed_down(ZH, english, 2)) == ["One.", "", "Two. Mr. Li said “three!”", "Four."]


def test_ends_of_the_text() -> None:
    english = ["One.", "", "", ""]
    assert pulled_up(english, 0) is None
    assert pulled_up(english, 3) is None
    assert pushed_down(ZH, english, 2) is None
    assert pushed_down(ZH, ["", "", "", "Last."], 3) is None
    assert changed(english, pushed_down(ZH, english, 0)) == ["", "", "One.", ""]


@given(st.lists(st.sampled_from(["", "One.", "Two. Three.", "Four, “five.” Six?"]), min_size=4, max_size=4), st.data())
def test_no_word_is_lost(english: list[str], data: st.DataObject) -> None:
    english[1] = ""  # as in ZH
    for _ in range(6):
        at = data.draw(st.sampled_from([0, 2, 3]))
        lines = pulled_up(english, at) if data.draw(st.booleans()) else pushed_down(ZH, english, at)
        if lines is not None:
            after = changed(english, lines)
            assert " ".join(after).split() == " ".join(english).split()
            assert not after[1]
            english = after


def test_a_memory_knows_sentences_in_either_script_and_with_other_marks() -> None:
    pairs = written()
    memory = Memory(pairs[:3])
    assert memory.of(pairs[0][0].replace("。", "！") + pairs[1][0]).english == f"{pairs[0][1]} {pairs[1][1]}"
    half = memory.of(pairs[2][0] + "没有人知道的一句。")
    assert half.english == pairs[2][1]
    assert 0.5 < half.score < 1
    assert memory.of("没有人知道的一句。").english == ""
    assert Memory([("直播间里很热闹。", "It is lively.")]).of("直播間裡很熱鬧。").english == "It is lively."
    assert Memory([("甲说好。乙走了。", "Two at once.")]).of("丙来了。甲说好。乙走了。").english == "Two at once."
