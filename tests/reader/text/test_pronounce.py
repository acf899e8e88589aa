"""Readings in context."""

from pathlib import Path

import pytest

from glossary.fold import is_han
from reader.text.model import TokenKind
from reader.text.polyphones import Polyphones
from reader.text.pronounce import (
    LexiconPronouncer,
    Pronounced,
    default_pronouncer,
    fallback,
    first_reading_pronouncer,
)
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter
from texts.library import FIRST_TEXT, Library

SEGMENTER = LatticeSegmenter()


def read(text: str) -> str:
    """Readings of the Han characters of ``text``, separated by spaces."""
    folded = fold(text)
    heard = default_pronouncer().pronounce(folded, SEGMENTER.segment(folded), text)
    return " ".join(s for said in heard for s in said.readings if s)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("悄悄地调了频", "qiao1 qiao1 de5 tiao2 le5 pin2"),
        ("他去理了个发", "ta1 qu4 li3 le5 ge4 fa4"),
        ("露个脸就走", "lou4 ge4 lian3 jiu4 zou3"),
        ("淘宝为商家打通了一条路", "tao2 bao3 wei4 shang1 jia1 da3 tong1 le5 yi1 tiao2 lu4"),
        ("民主改革为西藏的发展开辟了道路", "min2 zhu3 gai3 ge2 wei4 xi1 zang4 de5 fa1 zhan3 kai1 pi4 le5 dao4 lu4"),
        ("她每天读书，为自己充电。", "ta1 mei3 tian1 du2 shu1 wei4 zi4 ji3 chong1 dian4"),
        ("上海在东部，为中国最大城市。", "shang4 hai3 zai4 dong1 bu4 wei2 zhong1 guo2 zui4 da4 cheng2 shi4"),
        ("他被选为代表参加了大会", "ta1 bei4 xuan3 wei2 dai4 biao3 can1 jia1 le5 da4 hui4"),
        ("以质量为核心推动了发展", "yi3 zhi4 liang4 wei2 he2 xin1 tui1 dong4 le5 fa1 zhan3"),
        ("慕璝", "mu4 gui1"),
        ("銀行行長", "yin2 hang2 hang2 zhang3"),
        ("音樂很快樂", "yin1 yue4 hen3 kuai4 le4"),
        ("乾淨的頭髮", "gan1 jing4 de5 tou2 fa5"),
        ("不是一个", "bu4 shi4 yi1 ge4"),
        ("一直不对", "yi1 zhi2 bu4 dui4"),
        ("绿色的旅行", "lü4 se4 de5 lü3 xing2"),
        ("玩意儿和女儿", "wan2 yi4 r5 he2 nü3 er2"),
        ("跑得很快", "pao3 de5 hen3 kuai4"),
        ("我得走了", "wo3 dei3 zou3 le5"),
        ("慢慢地走", "man4 man4 de5 zou3"),
        ("土地和田地", "tu3 di4 he2 tian2 di4"),
        ("买东西", "mai3 dong1 xi5"),
        ("电商之都杭州", "dian4 shang1 zhi1 du1 hang2 zhou1"),
        ("都能找得到人", "dou1 neng2 zhao3 de5 dao4 ren2"),
        ("1500萬元", "wan4 yuan2"),
        ("單先生和任總", "shan4 xian1 sheng5 he2 ren2 zong3"),
    ],
)
def test_readings(text: str, readings: str) -> None:
    assert read(text) == readings


@pytest.mark.parametrize(
    ("text", "reading"),
    [("朴志洙来了", "piao2"), ("尉迟小明来了", "yu4"), ("查志强说", "zha1"), ("仇小明说", "qiu2"), ("盖小军说", "ge3")],
)
def test_surnames_have_their_own_readings(text: str, reading: str) -> None:
    assert read(text).split()[0] == reading


@pytest.mark.parametrize(("text", "reading"), [("天生幹直播", "gan4"), ("一隻杯子", "zhi1")])
def test_the_traditional_character_tells(text: str, reading: str) -> None:
    assert reading in read(text).split()


def test_doubt_is_rare_and_names_are_proper() -> None:
    text = fold("杭州這座城市正悄然完成一場直播電商產業的價值重估")
    heard = default_pronouncer().pronounce(text, SEGMENTER.segment(text))
    assert heard[0].proper
    assert not any(said.doubtful for said in heard)


def test_fallback_knows_what_is_no_character() -> None:
    assert fallback("A") is None
    assert fallback("㐀") == "qiu1"


def test_the_fast_one_takes_the_likeliest_reading() -> None:
    text = "我得走了，银行"
    heard = first_reading_pronouncer().pronounce(text, SEGMENTER.segment(text))
    assert [s for said in heard for s in said.readings if s] == ["wo3", "de2", "zou3", "le5", "yin2", "hang2"]


class _EachTime(LexiconPronouncer):
    """Keeps nothing of a word: reads it from its surroundings wherever it stands."""

    def _alone(self, word: str, kind: TokenKind) -> Pronounced | None:
        return None if any(map(is_han, word)) or kind in {"word", "name", "number"} else super()._alone(word, kind)


@pytest.mark.parametrize("context", [True, False])
def test_what_is_kept_of_a_word_is_what_its_surroundings_say(context: bool) -> None:
    """And a table that has been asked often, which then has a character's features all at hand, says the same."""
    used = LexiconPronouncer(context=context, table=Polyphones() if context else None)
    text = Library(Path("none")).load(FIRST_TEXT)
    for times in range(2):
        for paragraph in text.paragraphs:
            folded = fold(paragraph.text)
            pieces = SEGMENTER.segment(folded)
            said = used.pronounce(folded, pieces, paragraph.text)
            if times:
                anew = _EachTime(context=context, table=Polyphones() if context else None)
                assert said == anew.pronounce(folded, pieces, paragraph.text)


@pytest.mark.parametrize("odd", ["\ud800", "\0", "得\0", "\udfff得"])
def test_half_characters_and_nul_beside_a_polyphone(odd: str) -> None:
    text = f"{odd}得{odd}了很行{odd}"
    for _ in range(30):
        heard = default_pronouncer().pronounce(text, SEGMENTER.segment(text))
        assert sum(len(said.readings) for said in heard) == len(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("高高兴兴地回家", "gao1 gao1 xing4 xing4 de5 hui2 jia1"),
        ("穿得漂漂亮亮", "chuan1 de5 piao4 piao4 liang4 liang4"),
    ],
)
def test_a_doubled_word_has_its_tones_and_adverbs_their_particle(text: str, said: str) -> None:
    heard = LexiconPronouncer().pronounce(text, SEGMENTER.segment(text))
    assert " ".join(syllable or "" for one in heard for syllable in one.readings) == said
