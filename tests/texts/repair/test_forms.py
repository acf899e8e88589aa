"""Radicals, widths, combining marks, spaces, typed marks, remains of the other script, and what is lost."""

import pytest

from texts.repair import repair


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("他在11⽉15⽇使⽤⻓⽅形的⾦属。", "他在11月15日使用长方形的金属。"),
        ("黃金\uf90a與不\uf967同。", "黃金金與不不同。"),
        ("产品有ｶﾞﾗｽ和ﾌﾟﾗｽﾁｯｸ｡都很好｡", "产品有ガラス和プラスチック。都很好。"),
        ("他用Ｗindows９8写信。", "他用Windows98写信。"),
        ("见ｈｔｔｐ：／／ｗｗｗ．ａ．ｃｎ的网页。", "见http://www.a.cn的网页。"),
        ("cafe\u0301和か\u3099き、ﬁnance。", "café和がき、ﬁnance。".replace("ﬁ", "fi")),
    ],
)
def test_characters_in_the_wrong_form(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound + "\n"
    assert {r.kind for r in repaired.repairs} == {"form"}


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("我 们 在 北 京 看 到 ， 经 济 发 展 很 快 。", "我们在北京看到，经济发展很快。"),
        ("中国 的 经济 在 快速 发展 ， 他 说 这 是 好事 。", "中国的经济在快速发展，他说这是好事。"),
        ("国家统计局表示，全国经 济增长很快。", "国家统计局表示，全国经济增长很快。"),
        (
            "我国经 济发展很快，人民生 活不断改善，环 境保护也取 得进步。",
            "我国经济发展很快，人民生活不断改善，环境保护也取得进步。",
        ),
    ],
)
def test_spaces_between_characters(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound + "\n"
    assert {r.kind for r in repaired.repairs} == {"space"}


def test_a_spaced_heading_is_meant_unless_the_whole_text_is_spaced() -> None:
    heading, body = "中 华 人 民 共 和 国", "我 们 在 北 京 看 到 ， 经 济 发 展 很 快 。"
    assert repair(f"{heading}\n我们在北京看到，经济发展很快。").repairs == ()
    assert repair(f"{heading}\n{body}\n{body}").paragraphs[0] == "中华人民共和国"


def test_marks_typed_in_ascii_throughout() -> None:
    damaged = '他说:"今天很好,我们走吧."然后...他走了.\n她说:"好的."\n大家都说:"再见!"雨停了.'
    sound = "他说：“今天很好，我们走吧。”然后...他走了。\n她说：“好的。”\n大家都说：“再见！”雨停了。\n"
    assert repair(damaged).text == sound


def test_straight_quotes_follow_the_script() -> None:
    hant = '他說"好"，她說"不"，我們說"走"。這是臺灣的書，還有許多學生。'
    assert (
        repair(hant).text == hant.replace('"好"', "「好」").replace('"不"', "「不」").replace('"走"', "「走」") + "\n"
    )
    assert repair(hant + "「引文」").repairs == ()


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("我们讨论了经濟发展的问题，也说到环境。", "我们讨论了经济发展的问题，也说到环境。"),
        ("这是“我们的學校”，对孩子们很重要。", "这是“我们的学校”，对孩子们很重要。"),
    ],
)
def test_traditional_remains_in_simplified_text(damaged: str, sound: str) -> None:
    around = "\n我们说过这个问题，现在还没有办法；他们从这边过来，对这里的东西都很满意，让我们给他们拍几张照片。"
    assert repair(damaged + around).paragraphs[0] == sound


@pytest.mark.parametrize(
    "text",
    [
        "这里引用了《後漢書》和「繁體字」，都按原样。",
        "“国”的繁体是國，国（國）两种写法都有。",
        "毕昇、陈堃、赵孟頫、魏徵、樊於期、乾隆，都是人名。",
    ],
)
def test_what_is_written_in_the_other_script_by_intent(text: str) -> None:
    around = "\n我们说过这个问题，现在还没有办法；他们从这边过来，对这里的东西都很满意，让我们给他们拍几张照片。"
    assert repair(text + around).repairs == ()


def test_a_simplified_character_that_a_traditional_text_speaks_of_stays() -> None:
    assert repair("「国」是簡體字，正體字是「國」；体（體）與双（雙）兩形並列，學者對此說法不一。").repairs == ()


def test_lost_characters_are_said_and_filled_in_only_where_sure() -> None:
    repaired = repair(
        "我们在会议上讨论了政治�济发展的问题，他来自一个叫�城的小地方，名字叫????王，今天没有来参加讨论。"
    )
    assert "政治经济发展" in repaired.text
    assert [(p.text, p.paragraph) for p in repaired.lost] == [("�", 0), ("????", 0)]
    for place in repaired.lost:
        assert repaired.paragraphs[place.paragraph][place.start : place.end] == place.text
    assert [r.certainty < 0.8 for r in repaired.repairs] == [True]
    assert repaired.report()["lost"][0]["text"] == "�"
