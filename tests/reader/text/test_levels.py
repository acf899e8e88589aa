import pytest

from reader.text.levels import HskList, level_label


@pytest.mark.parametrize(
    ("word", "of", "label"),
    [
        ("经济", "3.0-2021", "HSK 3 (3.0-2021)"),
        ("經濟", "2.0", "HSK 4 (2.0)"),
        ("直播", "3.0-2025", "HSK 5 (3.0-2025)"),
        ("一舉一動", "3.0-2021", "HSK 7–9 (3.0-2021)"),
        ("自然流", "3.0-2021", None),
        ("家中", "3.0-2021", "HSK 1 (3.0-2021)"),
    ],
)
def test_labels_name_their_list(word: str, of: HskList, label: str | None) -> None:
    assert level_label(word, of) == label
