"""What repair cannot do yet: cases that a reader would expect, each failing today. Strict, so that whoever mends one
must take it off this list. Out of the article's context the model has too little to judge such short places by."""

import pytest

KNOWN_SHORTFALLS = (
    ("test_damage_in_a_damaged_text", "哈利?波特"),
    ("test_cases_of_the_article", "?!?019年"),
    ("test_cases_of_the_article", "?!?/p>"),
    ("test_cases_of_the_article", "?!彼J"),
    ("test_an_unknown_swallowed_character_stays_visible_and_doubtful", ""),
    ("test_whole_way_of_damage_and_back", "把產品賣到全國"),
    ("test_whole_way_of_damage_and_back", "希望明年更好"),
    ("test_simplified_pages_too", ""),
    ("test_slips", "開始討論"),
    ("test_slips", "开始討論"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        given = " ".join(map(str, item.callspec.params.values())) if hasattr(item, "callspec") else ""
        if any(item.originalname == name and part in given for name, part in KNOWN_SHORTFALLS):
            item.add_marker(pytest.mark.xfail(strict=True, reason="not yet repaired"))
