"""Paragraphs of any length, and their English."""

from collections.abc import Sequence
from itertools import pairwise
from typing import overload

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.layout import BLOCK, EnglishLine, LayoutOptions, LazyLayout, Line, cell_width, wrap_english
from reader.text.model import Sentence, ShownToken
from tests.reader.text.layout_cases import paragraph


def test_a_short_paragraph_is_one_block() -> None:
    layout = LazyLayout(paragraph(["直播", "。"]).tokens, ["", ""], LayoutOptions(20))
    assert layout.blocks == 1
    assert next(line for line in layout.block(0) if isinstance(line, Line)).cells[0].text == "直播"


def test_an_empty_paragraph_has_one_empty_block() -> None:
    layout = LazyLayout((), (), LayoutOptions(20), [(Sentence(0, 0), "Nothing.")], "paragraph")
    assert layout.blocks == 1
    assert layout.block(0) == (EnglishLine("Nothing.", 8),)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 4 * BLOCK), st.integers(2, 400))
def test_blocks_cover_the_tokens_and_end_with_sentences(count: int, sentence: int) -> None:
    words = ["。" if index % sentence == sentence - 1 else "直播" for index in range(count)]
    layout = LazyLayout(paragraph(words).tokens, [""] * count, LayoutOptions(40))
    spans = [layout.span(block) for block in range(layout.blocks)]
    assert spans[0][0] == 0
    assert spans[-1][1] == count
    for (_, end), (start, _) in pairwise(spans):
        assert end == start
        if sentence < 100:
            assert words[end - 1] == "。"
    assert len(spans) == 1 or min(end - start for start, end in spans) > BLOCK // 4, "no stray last line"
    for token in range(0, count, 7):
        first, last = spans[layout.block_of(token)]
        assert first <= token < last
    seen = [c.token for b in range(layout.blocks) for x in layout.block(b) if isinstance(x, Line) for c in x.cells]
    assert seen == list(range(count))


class Counted(Sequence[ShownToken]):
    """Tokens that count how often they are looked at."""

    def __init__(self, tokens: Sequence[ShownToken]) -> None:
        self._tokens = tokens
        self.looks = 0

    def __len__(self) -> int:
        return len(self._tokens)

    @overload
    def __getitem__(self, at: int) -> ShownToken: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ShownToken]: ...
    def __getitem__(self, at: int | slice) -> ShownToken | Sequence[ShownToken]:
        found = self._tokens[at]
        self.looks += 1 if isinstance(at, int) else len(self._tokens[at])
        return found


def test_a_paragraph_of_a_million_characters_opens_anywhere_at_once() -> None:
    """Bounded work: whatever the place, no more is looked at than a few blocks hold."""
    plain = paragraph(["直播", "电商", "杭州", "样本"] * 15 + ["。"]).tokens * 8300
    assert sum(len(token.text) for token in plain) > 1_000_000
    tokens = Counted(plain)
    layout = LazyLayout(tokens, ["zhíbō"] * len(plain), LayoutOptions(80))
    for token in range(0, len(plain), len(plain) // 50):
        tokens.looks = 0
        lines = layout.block(layout.block_of(token))
        assert 0 < tokens.looks < 20 * BLOCK
        assert any(cell.token == token for line in lines if isinstance(line, Line) for cell in line.cells)


WORDS = ["她", "来", "了", "。", "我", "走", "了", "。"]
ENGLISH = [(Sentence(0, 4), "She came."), (Sentence(4, 8), "I left.")]


def shape(layout: LazyLayout) -> list[str]:
    return [
        line.text if isinstance(line, EnglishLine) else "".join(cell.text for cell in line.cells)
        for line in layout.block(0)
    ]


def test_english_stands_where_it_is_asked_for() -> None:
    tokens, none = paragraph(WORDS).tokens, [""] * 8
    options = LayoutOptions(40)
    assert shape(LazyLayout(tokens, none, options, ENGLISH)) == ["她来了。我走了。"]
    sentence = LazyLayout(tokens, none, options, ENGLISH, "sentence")
    assert shape(sentence) == ["她来了。", "She came.", "我走了。", "I left."]
    whole = LazyLayout(tokens, none, options, ENGLISH, "paragraph")
    assert shape(whole) == ["她来了。我走了。", "She came. I left."]
    beside = LazyLayout(tokens, none, options, ENGLISH, "beside", english_width=10)
    assert shape(beside) == ["她来了。我走了。"]
    column = [(token, [line.text for line in lines]) for token, lines in beside.beside(0)]
    assert column == [(0, ["She came."]), (4, ["I left."])]


def test_a_translation_of_the_whole_paragraph_ends_it_in_every_placement() -> None:
    tokens, none = paragraph(WORDS).tokens, [""] * 8
    whole = [(Sentence(0, 8), "She came, I left.")]
    for placement in ("sentence", "paragraph"):
        layout = LazyLayout(tokens, none, LayoutOptions(40), whole, placement)
        assert shape(layout) == ["她来了。我走了。", "She came, I left."]


def test_the_english_of_a_long_paragraph_is_spread_over_its_blocks() -> None:
    words = ["好", "。"] * (BLOCK + 300)
    english = [(Sentence(at, at + 2), f"S{at}.") for at in range(0, len(words), 2)]
    layout = LazyLayout(paragraph(words).tokens, [""] * len(words), LayoutOptions(60), english, "paragraph")
    text = " ".join(x.text for n in range(layout.blocks) for x in layout.block(n) if isinstance(x, EnglishLine))
    assert text.split() == [text for _, text in english]


@settings(max_examples=200, deadline=None)
@given(st.text("ab cd,. “”—-电商", max_size=120), st.integers(10, 60))
def test_english_keeps_its_words_and_the_width(text: str, width: int) -> None:
    lines = wrap_english(text, width)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert all(line.width == cell_width(line.text) <= width for line in lines)


def test_english_breaks_at_spaces_after_dashes_and_between_characters() -> None:
    lines = wrap_english("A “hundred hair ties” for 9.9 yuan—nothing more in 电商直播带货", 16)
    assert [line.text for line in lines] == [
        "A “hundred hair",
        "ties” for 9.9",
        "yuan—nothing",
        "more in 电商直播",
        "带货",
    ]
