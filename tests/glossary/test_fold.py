import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import variants
from glossary.fold import fold, is_han, is_latin, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("直播間裏", "直播间里"), ("直播間裡", "直播间里"), ("臺灣", "台湾"), ("羣眾", "群众"), ("为", "爲"),
        ("綫上", "线上"), ("最後", "最后"), ("什麼", "什么"), ("ＭＣＮ機構", "mcn机构"), ("雙１１", "双11"),
        ("著名", "着名"), ("ＧＭＶ", "gmv"), ("繁體\u3000字", "繁体 字"), ("⾔", "言"),
    ],
)  # fmt: skip
def test_these_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("买", "卖"), ("店播", "达播"), ("千", "干"), ("MCN", "MCM")])
def test_these_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_offsets_are_kept_and_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_the_table_is_the_one_that_the_builder_makes() -> None:
    kept = dict(zip(*variants.TABLE.read_text(encoding="utf-8").split("\n")[:2], strict=True))
    made = dict(zip(*variants.build().split("\n")[:2], strict=True))
    differing = kept.items() ^ made.items()
    assert len(differing) <= 40, "run python -m glossary.compile"  # a newer OpenCC may know a few more


def test_kinds_of_character() -> None:
    assert all(map(is_han, "中〇㐂𠮷"))
    assert not any(map(is_han, "a1，。ㄅあ"))
    assert all(map(is_latin, "a1é"))
    assert not any(map(is_latin, "中 .%"))


@pytest.mark.parametrize(
    ("hans", "hant", "same"),
    [
        ("机构", "機構", True),
        ("了解", "瞭解", True),
        ("项链", "項鍊", True),
        ("坐标", "座標", True),
        ("MCN机构", "ＭＣＮ機構", True),
        ("机构", "鷄構", False),
        ("机构", "機", False),
        ("借口", "口借", False),
    ],
)
def test_forms_of_one_name(hans: str, hant: str, same: bool) -> None:
    assert same_name(hans, hant) is same
