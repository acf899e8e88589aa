"""GBK read one byte off: the article's own cases, what one byte can and cannot tell, and recovery at large."""

import pytest

from tests.texts.repair.damage import PINYIN, misread
from texts.repair import CERTAIN, repair
from texts.repair.misread import find


def restored(text: str) -> str:
    for run in reversed(find(text)):
        text = text[: run.start] + run.text + text[run.end :]
    return text


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("“服務好每一個人?!毙∥逄寡?,“我覺得", "“服務好每一個人。”小五坦言,“我覺得"),
        ("“都做到高品質?!?019年,懷著追求", "“都做到高品質。”2019年,懷著追求"),
        ("“希望翻上幾番?!?/p>", "“希望翻上幾番。”</p>"),
        ("“做成好品牌?!彼J為,正是因為", "“做成好品牌。”他認為,正是因為"),
        ("站在新的歷史起點上?!逗贾菔写罅μ嵴裣M打造", "站在新的歷史起點上。《杭州市大力提振消費打造"),
        ("平臺經濟“共同富?!睂傩缘纳鷦芋w現", "平臺經濟“共同富裕”屬性的生動體現"),
        ("“就很好?!痹谛袠I(yè)從", "“就很好。”在行業(yè)從"),
        ("帶動當(dāng)?shù)匦袠I(yè)發展", "帶動當(dāng)地行業(yè)發展"),
    ],
)
def test_cases_of_the_article(damaged: str, sound: str) -> None:
    assert restored(damaged) == sound


def test_the_simulator_does_what_the_scrapers_did() -> None:
    assert misread("每一個人。”小五坦言，“我", "！，") == "每一個人?!毙∥逄寡?,“我"
    assert misread("共同富裕”屬性的生動體現。") == "共同富?!睂傩缘纳鷦芋w現。"
    assert misread("帶動當地行業", "！", PINYIN) == "帶動當(dāng)?shù)匦袠I(yè)"


def test_other_marks_across_a_border() -> None:
    sound = "“生活水平不斷提高。現在，大家都很滿意。”他說。"
    damaged = misread(sound, "，", {"現": "xiàn"})
    assert "?,F(xiàn)" in damaged
    assert repair(damaged).text.strip() == sound


def test_an_unknown_swallowed_character_stays_visible_and_doubtful() -> None:
    # ”5: the byte of the digit is gone for good.
    damaged = misread("他說：“這樣很好。”5萬人參加了活動。")
    (run,) = [r for r in repair(damaged).repairs if r.kind == "misread"]
    assert run.after == "。”?"
    assert run.certainty < CERTAIN
    assert "cannot be known" in run.note


NEWS = [
    "他表示：“公司今年的銷售額比去年增長了一倍。”這位負責人說，市場還有很大的空間。",
    "“我們希望把產品賣到全國。”李明說，“現在只是開始。”他認為質量最重要。",
    "會議在北京召開。《城市發展報告》也在會上發布，引起廣泛關注。",
    "“這裡的環境很好。”記者看到，不少人正在公園裡散步，孩子們跑來跑去。",
    "消費者說：“價格便宜，服務也不錯。”許多商家因此得到了更多的訂單。",
    "這是所謂的“共同富裕”目標，也是大家努力的方向。",
    "“希望明年更好。”2019年，她離開家鄉，來到上海工作。",
]


@pytest.mark.parametrize("sound", NEWS)
def test_whole_way_of_damage_and_back(sound: str) -> None:
    damaged = misread(sound, "！", PINYIN)
    assert damaged != sound
    repaired = repair(damaged)
    assert repaired.text.strip() == sound
    assert repair(repaired.text).repairs == ()


def test_simplified_pages_too() -> None:
    sound = "“我们希望每个人都能参加。”他说,大家都很高兴。"
    assert restored(misread(sound)) == sound


def test_a_text_of_nothing_but_marks_is_left_alone() -> None:
    """It would be searched for minutes and cannot be anything."""
    hostile = "?!毙" * 2000
    assert repair(hostile).text == f"{hostile}\n"
