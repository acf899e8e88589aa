"""Markup, dots and ASCII punctuation: what is debris and what belongs."""

import pytest

from texts.repair import repair

COMPANY = "經(jīng)濟,發(fā)展,產(chǎn)業(yè)鏈。"
"""Damage of another kind in the same text: ASCII marks are damage then."""


def in_company(line: str) -> str:
    return repair(f"{COMPANY}\n{line}").paragraphs[1]


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("小五(左一)在直播。", "小五（左一）在直播。"),
        ("他說:好,真的!", "他說：好，真的！"),
        ("3,000人在10:30到場,等了2:1。", "3,000人在10:30到場，等了2:1。"),
        ("品牌“NN Limited”來自(2025—2027年)規劃。", "品牌“NN Limited”來自（2025—2027年）規劃。"),
        ("過往獨立IP,向店播轉移;見https://a.cn/b?c:d。", "過往獨立IP，向店播轉移；見https://a.cn/b?c:d。"),
        ("哈利?波特與約翰?史密斯。", "哈利·波特與約翰·史密斯。"),
        ("打造“賽會之城?購物天堂”行動。", "打造“賽會之城·購物天堂”行動。"),
        ("是誰?他不知道。", "是誰？他不知道。"),
        ("第一段結束。</p>", "第一段結束。"),
        ("<p>第一段<br>", "第一段<br>"),
        ("第一句。<br/>第二句。", "第一句。第二句。"),
        ("好&nbsp;的&ldquo;詞&rdquo;。", "好的“詞”。"),
    ],
)
def test_damage_in_a_damaged_text(damaged: str, sound: str) -> None:
    assert in_company(damaged) == sound


def test_ascii_commas_throughout_are_the_converters() -> None:
    damaged = "今天,我們去了北京,他說:天氣很好,大家都高興。"
    assert repair(damaged).text == "今天，我們去了北京，他說：天氣很好，大家都高興。\n"


def test_a_stray_ascii_comma_in_a_sound_text_stays() -> None:
    text = "今天，我們去了北京,他很高興。"
    assert repair(text).repairs == ()
