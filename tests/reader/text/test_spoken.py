"""Figures as people read them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.spoken import by_digits, in_words, integer

DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}


def value(words: str) -> int:
    """What a number in words is worth, worked out the other way round."""
    total = section = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section += (digit or (1 if not section else 0)) * UNITS[char]
            digit = 0
        else:
            power = 10_000 if char == "万" else 100_000_000
            section += digit
            if char == "亿" and total:
                total = (total + section) * power
            else:
                total += section * power
            section = digit = 0
    return total + section + digit


@pytest.mark.parametrize(
    ("text", "after", "said"),
    [
        ("2027", "年", "二零二七"),
        ("2027年", "", "二零二七年"),
        ("１９９８", "年12月", "一九九八"),
        ("10", "年", "十"),
        ("2000", "年前", "两千"),
        ("12.5%", "", "百分之十二点五"),
        ("3640.06亿", "", "三千六百四十点零六亿"),
        ("9块9", "", "九块九"),
        ("1—10月", "", "一至十月"),
        ("20-30%", "", "二十至百分之三十"),
        ("2", "个", "两"),
        ("2", "月", "二"),
        ("第2", "届", "第二"),
        ("200", "人", "二百"),
        ("2,000", "", "两千"),
        ("22,000,000", "", "两千二百万"),
        ("10,010", "", "一万零一十"),
        ("100,000,001", "", "一亿零一"),
        ("007", "", "零零七"),
        ("13800138000", "。", "一三八零零一三八零零零"),
        ("20:30", "", "二十点三十"),
        ("2：05", "", "两点零五"),
        ("3:2", "", "三比二"),
        ("1/3", "", "三分之一"),
        ("36.5℃", "", "三十六点五摄氏度"),
        ("500多", "人", "五百多"),
        ("零售", "", "零售"),
    ],
)
def test_as_people_say(text: str, after: str, said: str) -> None:
    assert in_words(text, after) == said


@given(st.integers(0, 10**12 - 1))
def test_whole_numbers_say_what_they_are(number: int) -> None:
    words = integer(str(number))
    assert value(words) == number
    assert "零零" not in words
    assert not words.endswith("零") or number == 0


@given(st.text("0123456789.,:%/-年月亿 ", max_size=20), st.text("年个。1-", max_size=2))
def test_nothing_is_too_odd_and_no_digit_is_left(text: str, after: str) -> None:
    assert not any(char.isdigit() for char in in_words(text, after))


def test_digits() -> None:
    assert by_digits("2027") == "二零二七"
