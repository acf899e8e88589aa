"""Encodings read wrongly, references left over, characters that nobody sees."""

import pytest

from texts.repair import repair

SOUND = "“中文网页”说：我们在1999年看过《红楼梦》，OK吗？"
WINDOWS = "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in SOUND.encode())


@pytest.mark.parametrize(
    "damaged",
    [
        SOUND.encode().decode("latin-1"),
        WINDOWS,
        SOUND.encode().decode("latin-1").encode().decode("latin-1"),
        "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in WINDOWS.encode()),
        SOUND.encode("gb18030").decode("latin-1"),
    ],
)
def test_a_wrong_encoding_is_undone(damaged: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == SOUND + "\n"
    assert {r.kind for r in repaired.repairs} == {"encoding"}
    assert min(r.certainty for r in repaired.repairs) >= 0.8


def test_utf_8_read_as_gb_18030() -> None:
    sound = "他说我们在北京看过红楼梦，这本书很好。"
    repaired = repair(sound.encode().decode("gb18030", "replace"))
    assert repaired.text == sound + "\n"
    assert {r.kind for r in repaired.repairs} == {"encoding"}


def test_big5_read_as_latin_1() -> None:
    sound = "我們在臺灣看過紅樓夢，那是一本很好的書。"
    assert repair(sound.encode("big5").decode("latin-1")).text == sound + "\n"


def test_bytes_that_gbk_lost_are_filled_in_and_said_to_be_doubtful() -> None:
    sound = "他告诉记者，通过对市场过去几十年的研究，他发现一抹平和。更让孩子们轮流玩。"
    repaired = repair(sound.encode().decode("gbk", "replace").replace("\ufffd", "?"))
    assert repaired.text == sound + "\n"
    assert repaired.uncertain


def test_a_text_about_encodings_keeps_its_examples() -> None:
    text = "UTF-8 的“中文”按 Latin-1 读成 ä¸­æ–‡，按 GBK 读成涓枃，这就是乱码。"
    assert repair(text).repairs == ()


def test_latin_inside_chinese() -> None:
    assert repair("他在cafÃ©里说：“donâ€™t。”").text == "他在café里说：“don’t。”\n"
    assert repair("他在café里说：“à la carte”，«oui», São Paulo。").repairs == ()


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("&ldquo;你好&rdquo;，他说&hellip;&hellip;", "“你好”，他说……"),
        ("&amp;ldquo;你好&amp;rdquo;，他说&amp;hellip;", "“你好”，他说…"),
        ("&#8220;你好&#8221;，&#x4ed6;&#x8bf4;。", "“你好”，他说。"),
        ("&nbsp;&nbsp;今天下雨。&nbsp;他没来。", "今天下雨。他没来。"),
        ("研发部门（R&amp;amp;D）在杭州。", "研发部门（R&D）在杭州。"),
        ("今天&nbsp下雨。", "今天下雨。"),
    ],
)
def test_references(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound + "\n"
    assert {r.kind for r in repaired.repairs} == {"markup"}


@pytest.mark.parametrize(
    "text",
    [
        "空格写作&nbsp;。",
        "HTML 里的引号是&ldquo;和&rdquo;。",
        "见 https://a.cn/?a=1&amp;b=2&copy=3。",
        "AT&T、R&D 与 Q&A。",
    ],
)
def test_references_that_are_meant(text: str) -> None:
    assert repair(text).repairs == ()


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("\ufeff今\u200b天\u00ad下\u200e雨\x0e。", "今天下雨。"),
        ("\x93你好\x94，他说\x85\x85", "“你好”，他说……"),
        ("\ue60f 首页上的文章。", "首页上的文章。"),
        ("\ue78d逗号竖排\ue5e5的写法。", "︐逗号竖排　的写法。"),
    ],
)
def test_hidden_characters(damaged: str, sound: str) -> None:
    assert repair(damaged).text == sound + "\n"


def test_joiners_and_directions_stay_where_they_work() -> None:
    text = "👨‍👩‍👧 一家，क्‍ष 与 می‌خواهم，\u200fשלום\u200f，❤️。"
    assert repair(text).repairs == ()


def test_line_separators_end_paragraphs() -> None:
    assert repair("第一段。\u2028第二段。\r第三段。\x0c第四段。\r\n").paragraphs == (
        "第一段。",
        "第二段。",
        "第三段。",
        "第四段。",
    )
