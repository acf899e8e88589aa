"""Lines of Chinese: nothing lost, nothing overlapping, nothing over the edge, no forbidden line ends."""

from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.layout import LayoutOptions, Line, cell_width, lay_tokens
from tests.reader.text.layout_cases import paragraph

OPENING, CLOSING = "（《“「『", "，。、；：！？”』」）》…—"

han = st.text("直播電商的杭州样本一個自然流", min_size=1, max_size=6)
latin = st.text("GMVabc", min_size=1, max_size=6)
number = st.sampled_from(["2025", "9", "12.5", "34.7"])
core = st.tuples(st.one_of(han, han, han, latin, number), st.sampled_from(["", "zhí", "zìránliú", "zhuāngxiū?"]))
unit = st.tuples(
    st.lists(st.sampled_from(OPENING), max_size=2),
    core,
    st.lists(st.sampled_from([*CLOSING, "……", " "]), max_size=3),
)


def flatten(units: list[tuple[list[str], tuple[str, str], list[str]]]) -> tuple[list[str], list[str]]:
    words, annotations = [], []
    for before, (word, annotation), after in units:
        words += [*before, word, *after]
        annotations += [*("" for _ in before), annotation if word[0] >= "一" else "", *("" for _ in after)]
    return words, annotations


texts = st.lists(unit, max_size=30).map(flatten)
ambiguous_widths: st.SearchStrategy[Literal[1, 2]] = st.sampled_from([1, 2])


def lay(words: list[str], annotations: list[str], options: LayoutOptions) -> tuple[Line, ...]:
    return lay_tokens(paragraph(words).tokens, annotations, options)


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(10, 90), st.booleans(), ambiguous_widths)
def test_every_token_stands_once_in_order_within_the_width(
    text: tuple[list[str], list[str]], width: int, ruby: bool, ambiguous: Literal[1, 2]
) -> None:
    words, annotations = text
    lines = lay(words, annotations, LayoutOptions(width, ruby=ruby, ambiguous=ambiguous))
    pieces: dict[int, str] = {}
    order = [(cell.token, cell.start) for line in lines for cell in line.cells]
    assert order == sorted(set(order))
    for line in lines:
        assert line.cells
        assert line.width <= width
        for cell in line.cells:
            assert cell.width == cell_width(cell.text, ambiguous)
            pieces[cell.token] = pieces.get(cell.token, "") + cell.text
        for left, right in pairwise(line.cells):
            assert left.x + left.width <= right.x
        annotated = [cell for cell in line.cells if cell.annotation]
        for left, right in pairwise(annotated):
            assert left.x + left.annotation_width < right.x, "annotations touch"
    assert sorted(pieces) == list(range(len(words)))
    for index, word in enumerate(words):
        assert pieces[index] == word or word == " "


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(24, 90), st.booleans(), ambiguous_widths)
def test_no_closing_mark_first_and_no_opening_mark_last(
    text: tuple[list[str], list[str]], width: int, ruby: bool, ambiguous: Literal[1, 2]
) -> None:
    words, annotations = text
    lines = lay(words, annotations, LayoutOptions(width, ruby=ruby, ambiguous=ambiguous))
    shown = ["".join(cell.text for cell in line.cells).strip() for line in lines]
    for line, following in pairwise(shown):
        assert line[-1] not in OPENING
        assert following[0] not in CLOSING


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(26, 60), st.booleans())
def test_words_are_broken_only_in_groups_longer_than_a_line(
    text: tuple[list[str], list[str]], width: int, ruby: bool
) -> None:
    # The longest group here: two opening marks, six characters, three closing marks of two cells each (22 cells).
    words, annotations = text
    lines = lay(words, annotations, LayoutOptions(width, ruby=ruby))
    assert all(cell.start == 0 for line in lines for cell in line.cells)


def text_of(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(cell.text for cell in line.cells) for line in lines]


def test_without_annotations_text_is_continuous() -> None:
    words = ["她", "把", "一個", "“", "自然流", "”", "直播間", "做成", "GMV", "。"]
    (line,) = lay(words, [""] * len(words), LayoutOptions(60))
    assert line.rows == 1
    at = 0
    for cell in line.cells:
        assert cell.x == at
        at += cell.width


def test_annotated_words_stand_apart_and_punctuation_hugs_them() -> None:
    words = ["装修", "，", "“", "对", "”", "2020", "年"]
    annotations = ["zhuāngxiū", "", "", "duì", "", "", "nián"]
    (line,) = lay(words, annotations, LayoutOptions(60))
    assert line.rows == 2
    assert [cell.x for cell in line.cells] == [0, 4, 9, 10, 12, 13, 18]


def test_an_annotation_wider_than_the_line_is_cut() -> None:
    (line, *_) = lay(["直播带货"], ["zhíbōdàihuò"], LayoutOptions(10))
    assert line.cells[0].annotation == "zhíbōdàih…"


def test_a_long_word_breaks_between_characters_before_a_mark_is_lost() -> None:
    lines = lay(["一二三四五", "。”"], ["", ""], LayoutOptions(11))
    assert text_of(lines) == ["一二三四", "五。”"]


def test_a_long_latin_word_breaks_only_when_longer_than_the_line() -> None:
    assert text_of(lay(["看", "livestreaming"], ["", ""], LayoutOptions(13))) == ["看", "livestreaming"]
    assert text_of(lay(["看", "livestreaming"], ["", ""], LayoutOptions(12))) == ["看", "livestreamin", "g"]


def test_trailing_spaces_hang_over_the_edge() -> None:
    lines = lay(["一二三四五", "　", "六", " "], [""] * 4, LayoutOptions(10))
    assert text_of(lines) == ["一二三四五", "六 "]
    assert [line.width for line in lines] == [10, 2]


@pytest.mark.parametrize("mark", ["“", "”", "…", "—", "·"])
def test_ambiguous_marks_take_one_cell_or_two(mark: str) -> None:
    assert (cell_width(mark, 1), cell_width(mark, 2)) == (1, 2)


def test_pinyin_vowels_are_ambiguous_too_and_box_lines_are_not() -> None:
    assert cell_width("zhíbō", 2) == 7
    assert cell_width("│█", 2) == 2


def test_the_first_line_may_be_indented() -> None:
    first, second, *_ = lay(["一二", "三四", "五六", "七八"], [""] * 4, LayoutOptions(10, indent=4))
    assert (first.cells[0].x, second.cells[0].x) == (4, 0)


def test_a_column_finds_its_word() -> None:
    (line,) = lay(["装修", "，", "对"], ["zhuāngxiū", "", "duì"], LayoutOptions(60))
    tokens = [cell.token if (cell := line.at(x)) else None for x in range(13)]
    assert tokens == [0, 0, 0, 0, 1, 1, 0, 0, 0, None, 2, 2, 2]
    nearest = line.nearest(40)
    assert nearest is not None
    assert nearest.token == 2


def test_impossible_options_are_refused() -> None:
    with pytest.raises(ValueError, match="width=1"):
        LayoutOptions(1)
