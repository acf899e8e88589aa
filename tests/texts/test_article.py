"""The bundled article: whole, undamaged, in one script; translated sentence by sentence, every figure right."""

import calendar
import re
import tomllib
from pathlib import Path
from typing import Any

import opencc
import pytest

FOLDER = Path(__file__).parents[2] / "texts" / "articles" / "hangzhou-live-commerce"
ZH = (FOLDER / "zh.txt").read_text(encoding="utf-8").splitlines()
EN = (FOLDER / "en.txt").read_text(encoding="utf-8").splitlines()
PARAGRAPHS = pytest.mark.parametrize("number", range(44))

CHINESE_SENTENCE = re.compile(r".*?(?:[。！？]|……)[”’）》]*|.+$")
ENGLISH_SENTENCE = re.compile(r".*?[.!?][”’)]*(?=\s+[“‘A-Z0-9]|$)|.+$")

# Traditional spellings on which OpenCC's Taiwan standard and this text differ, each looked at in its place.
# All are current in traditional text (想象/想像, 局限/侷限, 扎根/紮根, 布局/佈局, 反復/反覆, 借助/藉助,
# 周期/週期, 蒙眼/矇眼), so the scraped form stays; 選擇並成就 is "and", which OpenCC takes for 併, "merge".
LOOKED_AT = {"想象", "蒙眼", "局限", "扎根", "擇並", "布局", "反復", "借助", "周期"}

MAGNITUDES = {"": 1, "萬": 10**4, "億": 10**8}
SCALES = {"": 1, "million": 10**6, "billion": 10**9}
MONTHS = calendar.month_name[1:]
# Numbers in Chinese characters or in a form of their own: paragraph, the Chinese, the English.
WORDED_FIGURES = [
    (2, "6點半", "6:30"),
    (2, "千萬級別", "tens of millions’ worth"),
    (7, "千千萬萬", "thousands upon thousands"),
    (8, "9塊9", "9.9 yuan"),
    (8, "一百根", "a hundred"),
    (8, "萬人在線", "ten thousand people"),
    (11, "億元級", "RMB 100 million league"),
    (16, "兩千萬元", "RMB 20 million"),
    (32, "億萬粉絲", "nine figures"),
    (32, "兩家公司", "two companies"),
    (36, "三年行動計劃", "Three-Year Action Plan"),
]


def sentences(text: str, pattern: re.Pattern[str]) -> list[str]:
    return [found.strip() for found in pattern.findall(text) if found.strip()]


def chinese_figures(text: str) -> set[float]:
    """Every figure in digits, with 萬 and 億 multiplied out; months and clock times are tested as words."""
    text = re.sub(r"\d+—(?=\d+月)|\d+月|\d+點半|\d+塊\d+|296X", "", text)
    found = re.findall(r"(\d+(?:\.\d+)?)([萬億]?)", text)
    return {round(float(digits) * MAGNITUDES[unit], 2) for digits, unit in found}


def english_figures(text: str) -> set[float]:
    text = re.sub(r"\d+:\d\d|9\.9 yuan|296X|RMB 100 million league", "", text)
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?: (million|billion))?", text)
    return {round(float(digits.replace(",", "")) * SCALES[unit], 2) for digits, unit in found}


def test_the_scrape_its_repair_and_the_translation_have_the_same_paragraphs() -> None:
    raw = [line for line in (FOLDER / "raw.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(raw) == len(ZH) == len(EN) == 44
    assert all(line == line.strip() and line for line in ZH + EN)


def test_kinds_of_paragraph() -> None:
    meta: dict[str, Any] = tomllib.loads((FOLDER / "meta.toml").read_text(encoding="utf-8"))
    headings, captions = meta["paragraphs"]["headings"], meta["paragraphs"]["captions"]
    assert (len(headings), len(captions)) == (6, 2)
    assert not set(headings) & set(captions)
    # A heading carries no full stop; a caption and a body paragraph always end a sentence.
    unstopped = [number for number, line in enumerate(ZH) if not re.search(r"[。！？][”’]?$", line)]
    assert unstopped == headings
    assert [number for number, line in enumerate(EN) if not re.search(r"[.!?][”’]?$", line)] == headings
    assert meta["script"] == "hant"
    assert meta["date"] == "2025-12"


@PARAGRAPHS
def test_as_many_english_sentences_as_chinese(number: int) -> None:
    chinese = sentences(ZH[number], CHINESE_SENTENCE)
    english = sentences(EN[number], ENGLISH_SENTENCE)
    assert len(english) == len(chinese), (chinese, english)


@PARAGRAPHS
def test_every_figure_is_the_same_in_both_languages(number: int) -> None:
    chinese, english = chinese_figures(ZH[number]), english_figures(EN[number])
    if number == 16:
        english.discard(2e7)  # 兩千萬 is written in characters; WORDED_FIGURES has it
    assert english == chinese


@pytest.mark.parametrize(("number", "chinese", "english"), WORDED_FIGURES)
def test_figures_written_in_words(number: int, chinese: str, english: str) -> None:
    assert chinese in ZH[number]
    assert english in EN[number]


@PARAGRAPHS
def test_months(number: int) -> None:
    chinese = {MONTHS[int(month) - 1] for month in re.findall(r"(\d+)(?:月|—(?=\d+月))", ZH[number])}
    assert {month for month in MONTHS if re.search(rf"\b{month}\b", EN[number])} == chinese


@pytest.mark.parametrize("line", ZH)
def test_no_sign_of_the_damage_is_left(line: str) -> None:
    assert not re.search(r"[?!<>();,:\ufffd\ue000-\uf8ff]", line)
    assert not re.search(r"[A-Za-z]", re.sub(r"NN Limited|Corn|CEO|IP|MCN|296X", "", line))
    assert not re.search(r"[\u3105-\u312f\u0370-\u04ffāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", line)
    for opening, closing in ("“”", "‘’", "（）", "《》"):
        assert line.count(opening) == line.count(closing)


def test_only_traditional_characters_save_those_looked_at() -> None:
    to_hans, to_tw = opencc.OpenCC("t2s"), opencc.OpenCC("s2tw")
    differing = set()
    for line in ZH:
        standard = to_tw.convert(to_hans.convert(line))
        assert len(standard) == len(line)
        for place, (ours, theirs) in enumerate(zip(line, standard, strict=True)):
            if ours != theirs:
                around = {line[place - 1 : place + 1], line[place : place + 2]} & LOOKED_AT
                assert around, f"{ours} for {theirs} in {line[max(0, place - 5) : place + 6]}"
                differing |= around
    assert differing == LOOKED_AT


@pytest.mark.parametrize(
    ("restored", "number"),
    [
        ("每一個人。”小五坦言，“我甚至", 12),
        ("就很好。”在行業從", 12),
        ("高品質。”2019年", 14),
        ("第一選擇。”說這話時", 16),
        ("翻上幾番。”", 18),
        ("好品牌。”他認為，", 19),
        ("天花板的城市。”遙望科技", 21),
        ("就在身邊。”", 27),
        ("源頭去。”成了團隊", 29),
        ("起點上。《杭州市大力提振消費打造“賽會之城·購物天堂”", 36),
        ("“共同富裕”屬性的生動體現", 42),
    ],
)
def test_places_where_the_scrape_was_read_one_byte_off(restored: str, number: int) -> None:
    assert restored in ZH[number]


def test_the_genuine_parentheses_are_kept() -> None:
    inside = re.findall(r"（([^）]*)）", "".join(ZH))
    assert inside == [
        "中",
        "左一",
        "電商中非付費的流量獲取方式，依賴內容質量優化",
        "楊潤心",
        "2025—2027年",
    ]


@PARAGRAPHS
def test_english_typography(number: int) -> None:
    assert not re.search(r"[\"'`\u3000-\u9fff\uff00-\uffef]|  | [,.;:!?]", EN[number])
    assert EN[number].count("“") == EN[number].count("”")
