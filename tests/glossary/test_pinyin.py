import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import pinyin
from glossary.pinyin import SYLLABLES, Spelling, parse_query, parse_readings

PLAIN = sorted(SYLLABLES - {"r", "m", "n", "ng", "hm", "hng", "ê"})
numbered = st.builds(lambda s, t: f"{s}{t}", st.sampled_from(PLAIN), st.integers(1, 5))


def query(text: str) -> Spelling:
    spelling = parse_query(text)
    assert spelling is not None
    return spelling


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        ("lu:4", "lü4"), ("Lu:4", "lü4"), ("lv4", "lü4"), ("LÜ4", "lü4"), ("lǜ", "lü4"), ("Zhong1", "zhong1"),
        ("de", "de5"), ("de0", "de5"), ("de5", "de5"), ("r5", "r5"), ("lue4", "lüe4"),
        ("lu:e4", "lüe4"),
        ("jü1", "ju1"), ("ê2", "ê2"), ("m2", "m2"),
        ("xx5", None), ("C", None), ("·", None), ("中", None), ("", None),
        ("zhongwen", None), ("zho4ng", None),
    ],
)  # fmt: skip
def test_one_syllable(typed: str, syllable: str | None) -> None:
    assert pinyin.normalize(typed) == syllable
    assert pinyin.normalize(unicodedata.normalize("NFD", typed)) == syllable


@pytest.mark.parametrize(
    ("syllable", "marked"),
    [
        ("lü4", "lǜ"), ("Zhong1", "Zhōng"), ("de5", "de"), ("r5", "r"), ("gui4", "guì"), ("liu2", "liú"),
        ("dou4", "dòu"), ("xiong2", "xióng"), ("hao3", "hǎo"), ("xue2", "xué"), ("nüe4", "nüè"), ("m2", "ḿ"),
        ("ng2", "ńg"), ("Er4", "Èr"),
    ],
)  # fmt: skip
def test_tone_marks(syllable: str, marked: str) -> None:
    assert pinyin.to_marks(syllable) == marked


def test_apostrophe_inside_a_word() -> None:
    assert pinyin.join_marks(["nü3", "er2"]) == "nǚ'ér"
    assert pinyin.join_marks(("zhong1", "wen2")) == "zhōngwén"


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("Zhong1 wen2", ("zhong1", "wen2")),
        ("Zhong1wen2", ("zhong1", "wen2")),
        ("Ya4 dang1 · Si1 mi4", ("ya4", "dang1", None, "si1", "mi4")),
        ("ka3 la1 O K", ("ka3", "la1", None, None)),
        ("Wang2 Jian4guo2", ("wang2", "jian4", "guo2")),
        ("yi1 , r5 xx5", ("yi1", None, "r5", None)),
        ("yi1dianr3", ("yi1", "dian3", "r5")),
        ("shi1-sheng1", ("shi1", "sheng1")),
        ("nu:3'er2", ("nü3", "er2")),
        ("Xguang1", (None, "guang1")),
    ],
)
def test_cedict_spellings(written: str, items: tuple[str | None, ...]) -> None:
    assert pinyin.parse_cedict(written) == items


@pytest.mark.parametrize(
    "typed",
    ["zhongwen", "zhong1wen2", "zhōngwén", "zhong wen", "zhong'wen", "ZHŌNG-wén", "zhong1 wen", "zhongwen2"],
)
def test_spellings_of_one_word(typed: str) -> None:
    for form in ("NFC", "NFD"):
        spelling = query(unicodedata.normalize(form, typed))
        assert spelling.key == pinyin.key(("zhong1", "wen2")) == "zhongwen"
        assert spelling.matches(("zhong1", "wen2"))
        assert not spelling.matches(("zhong1", "wan2"))


@pytest.mark.parametrize(
    ("typed", "syllables", "fits"),
    [
        ("xian", ("xian1",), True), ("xian", ("xi1", "an1"), True), ("xi'an", ("xian1",), False),
        ("xi an", ("xi1", "an1"), True), ("xian1", ("xi1", "an1"), True), ("xian4", ("xi1", "an1"), False),
        ("zhōngwén", ("zhong4", "wen2"), False),
        ("zhong4wen2", ("zhong1", "wen2"), False),
        ("lu e", ("lu4", "e2"), True), ("lue", ("lu4", "e2"), True), ("lu e", ("lüe4",), False),
        ("lv", ("lü4",), True), ("lu", ("lü4",), False), ("lu", ("lu4",), True), ("lü", ("lu4",), False),
        ("lue", ("lüe4",), True), ("nuer", ("nü3", "er2"), False), ("nver", ("nü3", "er2"), True),
        ("jüzi", ("ju4", "zi5"), True), ("xī'ān", ("xi1", "an1"), True), ("xīān", ("xi1", "an1"), True),
    ],
)  # fmt: skip
def test_what_a_spelling_matches(typed: str, syllables: tuple[str, ...], fits: bool) -> None:
    assert query(typed).matches(syllables) is fits


@pytest.mark.parametrize("typed", ["", " ", "中文", "a中", "zhong6", "99", "C++", "zhong11"])
def test_not_pinyin(typed: str) -> None:
    assert parse_query(typed) is None


def test_splits() -> None:
    assert pinyin.split("xian") == [("xian",), ("xi", "an")]
    assert pinyin.split("fangan") == [("fan", "gan"), ("fang", "an")]
    assert pinyin.split("wanr") == [("wan", "r")]
    assert pinyin.split("xi'an") == [("xi", "an")]
    assert pinyin.split("zhq") == []
    assert len(pinyin.split("xian" * 12)) == 64


def test_typed_readings() -> None:
    assert parse_readings("zhōngwén") == ("zhong1", "wen2")
    assert parse_readings("xian", 2) == ("xi5", "an5")
    assert parse_readings("wánr", 2) == ("wan2", "r5")
    assert parse_readings("lu e2") == ("lu5", "e2")
    assert parse_readings("xian", 3) is None
    assert parse_readings("行") is None


@given(st.lists(numbered, min_size=1, max_size=6))
def test_a_spelling_with_separators_reads_back(syllables: list[str]) -> None:
    known = tuple(syllables)
    for text in (" ".join(known), "'".join(map(pinyin.to_marks, known)), "".join(known)):
        assert query(text).matches(known)
    assert parse_readings(" ".join(known), len(known)) == known
    assert pinyin.parse_cedict("".join(known)) == known


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4))
def test_splits_hold_the_word_they_came_from(parts: list[str]) -> None:
    letters = "".join(parts)
    found = pinyin.split(letters)
    assert len(found) == 64 or tuple(parts) in found
    for cut in found:
        assert pinyin.key(cut) == pinyin.key(parts)


@given(st.text(max_size=12))
def test_any_text_is_taken(text: str) -> None:
    pinyin.parse_cedict(text)
    pinyin.split(text)
    pinyin.normalize(text)
