"""Pinyin as it is written: words apart, names with capitals."""

import pytest

from glossary.termbase import Termbase
from reader.text.model import ShownToken, Token
from reader.text.orthography import NameKind, read_out, write_term, write_token
from reader.text.styles import StyleName


@pytest.mark.parametrize(
    ("word", "readings", "written"),
    [
        ("自然流", "zi4 ran2 liu2", "zìránliú"),
        ("直播电商", "zhi2 bo1 dian4 shang1", "zhíbō diànshāng"),
        ("高质量发展", "gao1 zhi4 liang4 fa1 zhan3", "gāozhìliàng fāzhǎn"),
        ("新杭州人", "xin1 hang2 zhou1 ren2", "xīn Hángzhōurén"),
        ("店铺带货", "dian4 pu4 dai4 huo4", "diànpù dàihuò"),
        ("精耕细作", "jing1 geng1 xi4 zuo4", "jīnggēngxìzuò"),
    ],
)
def test_a_term_is_written_word_by_word(word: str, readings: str, written: str) -> None:
    assert write_term(word, readings.split()) == written


@pytest.mark.parametrize(("style", "written"), [("marks", "jīgòu"), ("zhuyin", "ㄐㄧ ㄍㄡˋ"), ("numbers", "ji1gou4")])
def test_latin_in_a_term_has_no_reading(style: StyleName, written: str) -> None:
    assert write_term("MCN机构", (None, None, None, "ji1", "gou4"), style) == written


def test_every_word_of_a_proper_name_has_a_capital() -> None:
    assert write_term("淘宝直播", ("tao2", "bao3", "zhi2", "bo1"), name="other") == "Táobǎo Zhíbō"


@pytest.mark.parametrize(
    ("word", "readings", "written"),
    [
        ("林依轮", "lin2 yi1 lun2", "Lín Yīlún"),
        ("曹颖", "cao2 ying3", "Cáo Yǐng"),
        ("蛋蛋", "dan4 dan4", "Dàndàn"),
        ("小小玉米Corn", "xiao3 xiao3 yu4 mi3 - - - -", "Xiǎoxiǎo Yùmǐ"),
    ],
)
def test_a_surname_stands_apart(word: str, readings: str, written: str) -> None:
    syllables = [None if reading == "-" else reading for reading in readings.split()]
    assert write_term(word, syllables, name="person") == written


@pytest.mark.parametrize("style", ["marks", "zhuyin", "numbers", "plain"])
def test_no_syllable_of_any_bundled_term_is_lost(style: StyleName) -> None:
    for concept in Termbase.open([]).concepts():
        for term in concept.terms:
            apart = write_term(term.hans, term.readings, style).replace(" ", "").replace("'", "").lower()
            singly = "".join(write_term("一", (r,), style) for r in term.readings if r)
            assert apart == singly.replace(" ", "").lower(), term.hans


@pytest.mark.parametrize(
    ("word", "readings", "kind", "term", "name", "written"),
    [
        ("王建国", "wang2 jian4 guo2", "name", None, None, "Wáng Jiànguó"),
        ("欧阳娜", "ou1 yang2 na4", "name", None, None, "Ōuyáng Nà"),
        ("杭州", "hang2 zhou1", "name", None, None, "Hángzhōu"),
        ("林依轮", "lin2 yi1 lun2", "term", "lin-yilun", "person", "Lín Yīlún"),
        ("遥望科技", "yao2 wang4 ke1 ji4", "term", "yaowang", "other", "Yáowàng Kējì"),
        ("直播", "zhi2 bo1", "word", None, None, "zhíbō"),
    ],
)
def test_names(word: str, readings: str, kind: str, term: str | None, name: NameKind | None, written: str) -> None:
    syllables = tuple(readings.split())
    token = Token(word, 0, len(word), kind, syllables, term)  # type: ignore[arg-type]
    shown = ShownToken(token, word, 0, len(word), syllables)
    assert write_token(shown, syllables, name=name) == written


@pytest.mark.parametrize(
    ("text", "after", "said"),
    [
        ("2027", "年", "èr líng èr qī"),
        ("3640.06亿", "", "sānqiān liùbǎi sìshí diǎn líng liùyì"),
        ("12.5%", "", "bǎifēnzhī shí'èr diǎn wǔ"),
        ("9块9", "", "jiǔ kuài jiǔ"),
        ("1—10月", "", "yī zhì shí yuè"),
    ],
)
def test_figures_are_read_out(text: str, after: str, said: str) -> None:
    assert read_out(text, after) == said
