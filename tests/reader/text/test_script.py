"""Scripts: detection, folding and conversion with offsets."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import texts
from reader.text.convert import OpenCCConverter, pinned
from reader.text.quotes import curly_quotes
from reader.text.script import detect_script, fold
from texts.model import Script

CONVERTER = OpenCCConverter()
ARTICLE = Path(texts.__file__).parent / "articles/hangzhou-live-commerce/zh.txt"
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "tw", "hk")
MIXED = st.text(st.sampled_from("後髮乾著着裡裏台视频U盘软件信息网络著名显著 A\0👩𠮷，。\n"), max_size=60)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("这是简体中文。", "hans"),
        ("這是繁體中文。", "hant"),
        ("他說「在這裡等著」，一群人吃著飯。", "tw"),
        ("他説「在這裏等着」，説完便鋭意向前。", "hk"),
        ("“在這裡等著”，他說。", "hant"),
        ("中文 123", "hans"),
        ("", "hans"),
    ],
)
def test_detection(text: str, script: Script) -> None:
    assert detect_script(text) == script


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("銀行的音樂重複，頭髮乾淨", "银行的音乐重复，头发干净"),
        ("懷揣著好奇，對著燈光，摸得著門", "怀揣着好奇，对着灯光，摸得着门"),
        ("著名作家的顯著成就和土著、原著", "著名作家的显著成就和土著、原著"),
        ("乾隆皇帝在瞭望台上瞭解", "乾隆皇帝在瞭望台上了解"),
        ("麼么什麼", "么么什么"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@given(st.text() | MIXED | st.text(st.characters(codec=None, categories=["Cs", "Lo"])))
@settings(max_examples=300, deadline=None)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "source", "target", "phrases", "wanted"),
    [
        ("头发里的后来", "hans", "hant", False, "頭髮裏的後來"),
        ("头发里的后来", "hans", "tw", False, "頭髮裡的後來"),
        ("平台为了群众说着", "hans", "hk", False, "平台為了羣眾説着"),
        ("视频软件", "hans", "tw", False, "視頻軟件"),
        ("视频软件", "hans", "tw", True, "影片軟體"),
        ("U盘和视频", "hans", "tw", True, "隨身碟和影片"),
        ("這裡說著", "tw", "hk", False, "這裏説着"),
        ("這裏説着", "hk", "tw", False, "這裡說著"),
        ("對著著名的網絡", "hant", "hans", False, "对着著名的网络"),
        ("任何文字", "hant", "hant", True, "任何文字"),
    ],
)
def test_conversion(text: str, source: Script, target: Script, phrases: bool, wanted: str) -> None:
    assert CONVERTER.convert(text, source, target, phrases).text == wanted


def test_offsets_survive_a_longer_word() -> None:
    text = "把U盘里的视频放着"
    tokens = [(0, 1), (1, 3), (3, 4), (4, 5), (5, 7), (7, 8), (8, 9)]
    shown = CONVERTER.convert(text, "hans", "tw", True, tokens)
    assert [shown.text[shown.place(a) : shown.place(b)] for a, b in tokens] == [
        "把",
        "隨身碟",
        "裡",
        "的",
        "影片",
        "放",
        "著",
    ]


@given(st.text() | MIXED, st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), st.booleans())
@settings(max_examples=200, deadline=None)
def test_spans_cover_both_sides(text: str, source: Script, target: Script, phrases: bool) -> None:
    converted = CONVERTER.convert(text, source, target, phrases)
    at = shown = 0
    for start, end, first, last in converted.spans:
        assert (start, first) == (at, shown)
        assert end > start
        at, shown = end, last
    assert (at, shown) == (len(text), len(converted.text))
    places = [converted.place(i) for i in range(len(text) + 1)]
    assert places == sorted(places)
    assert not text or places[-1] == len(converted.text)


def test_the_article_comes_back_from_simplified() -> None:
    """All but six characters, where the article's usage (想象, 反復, 周期) differs from Taiwan's."""
    article = ARTICLE.read_text(encoding="utf-8")
    back = CONVERTER.convert(CONVERTER.convert(article, "hant", "hans").text, "hans", "tw").text
    pairs = zip(article.replace("臺", "台"), curly_quotes(back), strict=True)  # the article has 平臺 and “ ”
    changed = [(a, b) for a, b in pairs if a != b]
    assert len(changed) <= 6
    assert {a for a, _ in changed} <= set("象裡復借周")


def test_pins() -> None:
    pins = {"视频号": "視頻號", "里程碑": "里程碑"}
    assert pinned("视频号", "tw", pins) == "視頻號"
    assert pinned("视频号", "hans", pins) == "视频号"
    assert pinned("别的", "tw", pins) is None


@pytest.mark.parametrize(
    ("simplified", "taiwan"),
    [
        ("平台宣布，在台湾和台北的电台播出", "平台宣布，在台灣和台北的電台播出"),
        ("台风过后，看台和舞台都被污染了", "颱風過後，看台和舞台都被污染了"),
        ("钓鱼台", "釣魚臺"),
    ],
)
def test_taiwan_is_written_as_taiwan_writes(simplified: str, taiwan: str) -> None:
    assert OpenCCConverter().convert(simplified, "hans", "tw").text == taiwan


@pytest.mark.parametrize(
    "written",
    [
        # OpenCC alone: 坂裡村, 伊克蘇佩裡, 負責判斷髮球, 新聞自由在 … 歷 / 曆, 范 / 範 in names of other languages
        "三里外的村裡，里長在家裡等著",
        "他負責判斷發球是否出界",
        "已有百年歷史，使用農曆",
        "兩隻貓和一隻狗，只有一隻在家",
        "他的後面站著皇后，後來都走了",
        "乾淨的頭髮，幹部乾杯，不干涉樹幹",
        "麵條的表面，方面不同，麵包和麵粉",
        "征服者的特徵，長征的象徵",
        "關係到系統，聯繫起來",
        "一齣戲演出了三次",
        "鐘錶表示的時間",
        "姓余的來了，余先生和范女士也來了",
        "醜聞裡的小丑，皇后的後宮",
    ],
)
def test_context_settles_what_the_tables_leave_open(written: str) -> None:
    assert CONVERTER.convert(fold(written), "hans", "tw").text == written


@given(
    st.text(
        st.sampled_from("里后发只干面布周制表云松斗谷余征系冲准困板丑志向注凶克回卷岳的一了在山马王，。 A"),
        max_size=40,
    )
)
@settings(max_examples=200, deadline=None)
def test_there_and_back_loses_nothing(text: str) -> None:
    for target in ("hant", "tw", "hk"):
        assert fold(CONVERTER.convert(text, "hans", target).text) == fold(text)


@pytest.mark.parametrize(
    ("mainland", "taiwan"),
    [
        ("他说：“你看过‘三国’吗？”", "他說：「你看過『三國』嗎？」"),
        ("“OK”他说", "「OK」他說"),
        ("“这一段没有完，", "「這一段沒有完，"),
        ("It’s “fine”, 5” wide", "It’s “fine”, 5” wide"),
    ],
)
def test_quotation_marks_follow_the_region(mainland: str, taiwan: str) -> None:
    assert CONVERTER.convert(mainland, "hans", "tw").text == taiwan
    assert CONVERTER.convert(taiwan, "tw", "hans").text == mainland
    assert CONVERTER.convert(taiwan, "tw", "hk").text[0] == taiwan[0]


def test_every_table_of_characters_is_loaded_ahead() -> None:
    from reader.text.convert import _CHARACTERS, TABLES

    assert {"t2s", *chain.from_iterable(_CHARACTERS.values())} == set(TABLES)
