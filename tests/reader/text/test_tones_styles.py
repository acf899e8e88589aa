"""Sandhi and the ways to write a reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.style import convert

from glossary.pinyin import SYLLABLES, normalize, to_marks
from reader.text.model import Token
from reader.text.styles import STYLES, to_zhuyin, write, write_name
from reader.text.tones import spoken

NUMBERED = st.builds(lambda s, t: s + t, st.sampled_from(sorted(SYLLABLES - {"r"})), st.sampled_from("12345"))


def tokens(text: str) -> list[Token]:
    """``"一/yi1 个/ge4"`` or ``"你好/ni3.hao3"`` as tokens."""
    made, at = [], 0
    for part in text.split():
        word, readings = part.split("/")
        made.append(Token(word, at, at + len(word), "word", tuple(readings.split("."))))
        at += len(word)
    return made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一/yi1 天/tian1", "yi4 tian1"),
        ("一/yi1 次/ci4", "yi2 ci4"),
        ("一/yi1 个/ge5", "yi2 ge5"),
        ("一直/yi1.zhi2", "yi4 zhi2"),
        ("第一/di4.yi1 次/ci4", "di4 yi1 ci4"),
        ("统一/tong3.yi1 的/de5", "tong3 yi1 de5"),
        ("十/shi2 一/yi1 月/yue4", "shi2 yi1 yue4"),
        ("一/yi1 百/bai3", "yi4 bai3"),
        ("看/kan4 一/yi1 看/kan4", "kan4 yi5 kan4"),
        ("不/bu4 是/shi4", "bu2 shi4"),
        ("不/bu4 好/hao3", "bu4 hao3"),
        ("好/hao3 不/bu4 好/hao3", "hao3 bu5 hao3"),
        ("你好/ni3.hao3", "ni2 hao3"),
        ("你/ni3 好/hao3", "ni3 hao3"),
        ("展览馆/zhan3.lan3.guan3", "zhan2 lan2 guan3"),
    ],
)
def test_sandhi(text: str, said: str) -> None:
    assert " ".join(s for readings in spoken(tokens(text)) for s in readings if s) == said


def test_sandhi_leaves_what_has_no_reading() -> None:
    token = Token("3年", 0, 2, "word", (None, "nian2"))
    assert spoken([token]) == [(None, "nian2")]


@pytest.mark.parametrize(
    ("readings", "style", "written"),
    [
        (("qi3", "e2"), "marks", "qǐ'é"),
        (("xi1", "an1"), "marks", "xī'ān"),
        (("nü3", "er2"), "marks", "nǚ'ér"),
        (("lü4", "se4"), "numbers", "lü4se4"),
        (("zhi2", "bo1"), "zhuyin", "ㄓˊ ㄅㄛ"),
        (("de5",), "zhuyin", "˙ㄉㄜ"),
        (("lüe4",), "zhuyin", "ㄌㄩㄝˋ"),
        (("xiong2",), "zhuyin", "ㄒㄩㄥˊ"),
        (("nü3", "ren2"), "plain", "nüren"),
        ((None, "pan2"), "marks", "pán"),
        ((None,), "marks", ""),
    ],
)
def test_styles(readings: tuple[str | None, ...], style: str, written: str) -> None:
    assert style in STYLES
    assert write(readings, style) == written


def test_proper_nouns() -> None:
    assert write(("ou1", "zhou1"), capital=True) == "Ōuzhōu"
    assert write_name(("wang2", "jian4", "guo2"), 1) == "Wáng Jiànguó"


def test_zhuyin_agrees_with_pypinyin_on_every_syllable() -> None:
    """But for the neutral dot, which pypinyin puts last, and the vowelless ones, which it spells in parts."""
    for syllable in SYLLABLES - {"m", "n", "ng", "hm", "hng", "r"}:
        for tone in "1234":
            assert to_zhuyin(syllable + tone) == convert(to_marks(syllable + tone), Style.BOPOMOFO, strict=True)
        theirs = convert(to_marks(syllable + "5"), Style.BOPOMOFO, strict=True)
        assert to_zhuyin(syllable + "5") == "˙" + theirs.rstrip("˙")


@given(NUMBERED)
def test_numbers_to_marks_and_back(syllable: str) -> None:
    assert normalize(to_marks(syllable)) == syllable
