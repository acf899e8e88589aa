"""Characters that a conversion left behind or got wrong, and variants that must stay."""

import pytest

from texts.repair import repair
from texts.repair.forms import only_simplified, simplified_only


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("他最后檢查了對于制造業的關系。", "他最後檢查了對於製造業的關係。"),
        ("這間屋里有一只貓，燈光很亮。", "這間屋裡有一隻貓，燈光很亮。"),
        ("頭發與理發，發現與發展。", "頭髮與理髮，發現與發展。"),
        ("現在开始討論這個問題。", "現在開始討論這個問題。"),
        ("最后，對于皇后與公里，制度與制造。", "最後，對於皇后與公里，制度與製造。"),
        ("在直播間里，這裏那裏都有人，聲音很大。", "在直播間裏，這裏那裏都有人，聲音很大。"),
        ("離岸三海裡，走了十公裡，住過裡約、馬德裡和鄰裡。", "離岸三海里，走了十公里，住過里約、馬德里和鄰里。"),
        ("1978年後恢複發展。", "1978年後恢復發展。"),
    ],
)
def test_slips(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound + "\n"
    assert {r.kind for r in repaired.repairs} == {"script"}
    assert repair(repaired.text).repairs == ()


def test_outside_known_words_only_a_careless_text_is_changed() -> None:
    alone = "她天生干直播，觀眾很喜歡。"
    assert repair(alone).repairs == ()
    careless = f"最后，對于這個問題，他負責制造。\n{alone}"
    assert repair(careless).paragraphs[1] == "她天生幹直播，觀眾很喜歡。"
    assert [r.after for r in repair(careless).uncertain] == ["幹"]


def test_simplified_text_is_not_touched() -> None:
    text = "皇后最后对于制造的关系，干杯后在里面发现头发。"
    assert repair(text).repairs == ()


def test_the_pattern_of_simplified_characters_is_what_is_said_of_each() -> None:
    found = simplified_only()
    for char in map(chr, range(0x4E00, 0x9FA6, 5)):
        assert bool(found.match(char)) == only_simplified(char)
