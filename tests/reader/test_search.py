"""Search inside a text: what somebody types finds what stands there, in whatever script, spelling or language."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.pinyin import key, to_marks
from reader.search import Hit, Query, Sieve, hits, nearest
from reader.text.model import AnnotatedParagraph
from reader.text.pipeline import Analyser
from reader.text.sounds import Sounds
from texts.library import BUNDLED, FIRST_TEXT
from texts.model import Paragraph

ANALYSER = Analyser()
FOLDER = BUNDLED / FIRST_TEXT


def annotated(text: str, english: str | None = None) -> AnnotatedParagraph:
    return ANALYSER.annotate(0, Paragraph(text, translation=english), "hans")


def found(text: str, typed: str, english: str | None = None) -> list[str]:
    """The stretches of a text that answer a query."""
    return [text[hit.start : hit.end] for hit in hits(annotated(text, english), Query(typed))]


@pytest.mark.parametrize("typed", ["直播間", "直播间"])
@pytest.mark.parametrize("text", ["他的直播間很大。", "他的直播间很大。"])
def test_either_script_finds_either(text: str, typed: str) -> None:
    assert len(found(text, typed)) == 1


@pytest.mark.parametrize("typed", ["裡", "裏", "里"])
def test_variants_are_one(typed: str) -> None:
    assert found("在裡面，在裏面，在里面", typed) == ["裡", "裏", "里"]


@pytest.mark.parametrize("typed", ["后", "後"])
def test_what_simplified_writing_merged_is_found_both_ways(typed: str) -> None:
    assert found("皇后站在後面", typed) == ["后", "後"]


@pytest.mark.parametrize(
    ("text", "typed", "stretch"),
    [
        ("顯著提高", "著", "著"),
        ("显著提高", "着", "著"),
        ("懷揣著夢想", "着", "著"),
        ("乾隆皇帝", "乾", "乾"),
        ("乾隆皇帝", "干隆", "乾隆"),
        ("乾淨", "干净", "乾淨"),
    ],
)
def test_a_character_is_found_in_words_that_keep_it_and_in_words_that_do_not(
    text: str, typed: str, stretch: str
) -> None:
    """A script conversion looks at the word, so it would fold 著 in 显著 and a 著 typed alone differently."""
    assert found(text, typed) == [stretch]


@pytest.mark.parametrize("typed", ["mcn机构", "MCN機構", "ＭＣＮ机构"])
def test_case_and_width_do_not_matter(typed: str) -> None:
    assert found("做ＭＣＮ機構或MCN机构", typed) == ["ＭＣＮ機構", "MCN机构"]


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert "İ".lower() != "i"
    assert found("İİ的直播", "直播") == ["直播"]


@pytest.mark.parametrize("typed", ["zhibojian", "zhi bo jian", "zhi'bo'jian", "zhi2bo1jian1", "zhíbōjiān", "ZHIBOJIAN"])
def test_pinyin_with_and_without_tones(typed: str) -> None:
    assert found("他的直播間很大。", typed) == ["直播間"]


def test_tones_that_are_typed_count() -> None:
    assert found("买和卖", "mai") == ["买", "卖"]
    assert found("买和卖", "mai4") == ["卖"]
    assert found("买和卖", "mài") == ["卖"]
    assert found("直播", "zhi1bo1") == []


def test_pinyin_goes_on_over_words_but_not_over_marks() -> None:
    words = [token.text for token in annotated("浙江农产品").tokens]
    assert len(words) > 1
    assert found("浙江农产品", "jiangnong") == ["江农"]
    assert found("浙江，农产品", "jiangnong") == []
    assert found("浙江MCN农产品", "jiangnong") == []


@pytest.mark.parametrize("typed", ["nvren", "nüren", "nu:ren", "nv3ren2", "nǚrén"])
def test_every_spelling_of_u_umlaut(typed: str) -> None:
    assert found("女人和奴人", typed) == ["女人"]


@pytest.mark.parametrize("typed", ["celve", "celue", "celüe", "ce4lve4"])
def test_lue_is_found_with_and_without_dots(typed: str) -> None:
    assert found("营销策略", typed) == ["策略"]


def test_a_plain_u_is_not_u_umlaut() -> None:
    assert found("女人和努力", "nu") == ["努"]
    assert found("女人和努力", "nü") == ["女"]


def test_an_apostrophe_says_where_a_syllable_ends() -> None:
    assert found("西安和先生", "xian") == ["西安", "先"]
    assert found("西安和先生", "xi'an") == ["西安"]
    assert found("方案和反感", "fan'gan") == ["反感"]


def test_erhua_is_part_of_the_word() -> None:
    assert found("去玩儿吧", "wanr") == ["玩儿"]


def test_readings_are_those_of_the_place() -> None:
    assert found("银行的行长", "yinhang") == ["银行"]
    assert found("银行的行长", "hangzhang") == ["行长"]
    assert found("银行的行长", "xing") == []


ENGLISH = "They are good. She sells crates of fruit in Hangzhou. Nobody else does."
CHINESE = "它们很好。她在杭州卖水果。没有别人。"


def test_english_finds_the_sentence_it_translates() -> None:
    assert found(CHINESE, "crates of fruit", ENGLISH) == ["她在杭州卖水果。"]
    assert found(CHINESE, "CRATES", ENGLISH) == ["她在杭州卖水果。"]
    assert found(CHINESE, "pears", ENGLISH) == []
    assert found(CHINESE, "crates of fruit") == []


@pytest.mark.parametrize("typed", ["they're", "They’re", '"they\'re good,"'])
def test_printed_english_is_found_with_the_signs_of_a_keyboard(typed: str) -> None:
    assert found("它们很好。没有别人。", typed, "“They’re good,” he said. Nobody else does.") == ["它们很好。"]


def test_english_that_runs_over_two_sentences_finds_both() -> None:
    english = "She sells fruit. Nobody else does."
    assert found("她卖水果。没有别人。", "fruit. Nobody", english) == ["她卖水果。", "没有别人。"]


def test_english_does_not_answer_characters() -> None:
    assert found("她卖水果。", "水果", "She sells 水果.") == ["水果"]


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_finds_nothing(typed: str) -> None:
    assert found("没有 空格。", typed.strip(), "No gaps.") == []


def test_hits_come_in_order_and_once() -> None:
    def spans(text: str, typed: str, english: str | None = None) -> list[tuple[int, int]]:
        return [(hit.start, hit.end) for hit in hits(annotated(text, english), Query(typed))]

    assert spans("MCN和mcn，直播直播", "mcn") == [(0, 3), (4, 7)]
    assert spans("MCN和mcn，直播直播", "直播") == [(8, 10), (10, 12)]
    assert spans("he和喝", "he", "He and he.") == [(0, 2), (0, 4), (2, 3), (3, 4)]


def test_a_sentence_found_by_its_english_begins_at_its_first_word() -> None:
    """The cursor cannot stand on a quotation mark; a hit that began there would be found again going back."""
    assert found("“它们很好。”", "good", "“They are good.”") == ["它们很好。”"]


@given(st.text("直播間间裡里著后AaＡİ，。 \u2019", max_size=30), st.text("直播间里着後aＡ'", min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_hit_folds_to_what_was_typed(text: str, typed: str) -> None:
    query = Query(typed)
    for hit in hits(annotated(text), query) if query.has_han else []:
        assert Query(text[hit.start : hit.end]).plain == query.plain


def places(*pairs: tuple[int, int]) -> Sequence[Hit]:
    return [Hit(paragraph, start, start + 2) for paragraph, start in pairs]


THREE = places((0, 4), (2, 0), (2, 8))


@pytest.mark.parametrize(
    ("here", "after", "before"),
    [
        ((0, 0), 0, 2),
        ((0, 4), 1, 2),
        ((1, 0), 1, 0),
        ((2, 0), 2, 0),
        ((2, 8), 0, 1),
        ((9, 0), 0, 2),
    ],
)
def test_next_and_previous_go_round(here: tuple[int, int], after: int, before: int) -> None:
    assert nearest(THREE, here, 1) == after
    assert nearest(THREE, here, -1) == before


def test_where_nothing_was_found_there_is_nowhere_to_go() -> None:
    assert nearest([], (0, 0), 1) is None
    assert nearest([], (0, 0), -1) is None


def test_one_hit_is_its_own_neighbour() -> None:
    only = places((3, 3))
    assert nearest(only, (3, 3), 1) == nearest(only, (3, 3), -1) == 0


def test_the_sieve_lets_through_whatever_has_hits() -> None:
    """Every word of the article, typed as it is read, with tones and without, and cut off after its third syllable."""
    sounds = Sounds()
    for line in (FOLDER / "zh.txt").read_text(encoding="utf-8").split("\n")[:12]:
        paragraph = annotated(line)
        for token in paragraph.tokens:
            if not token.is_han or None in token.readings:
                continue
            said = [reading for reading in token.readings if reading]
            for typed in ("".join(said), " ".join(to_marks(one) for one in said), key(said), token.text):
                query = Query(typed)
                assert hits(paragraph, query), typed
                assert Sieve(query, lambda: sounds).answers(paragraph.source), typed


def test_the_sieve_knows_what_a_paragraph_cannot_be_read_as() -> None:
    sounds = Sounds([("行", "hang2")])

    def answers(text: str, typed: str, english: str | None = None) -> bool:
        return Sieve(Query(typed), lambda: sounds).answers(Paragraph(text, translation=english))

    assert answers("他去银行。", "yinhang")
    assert not answers("他去银行。", "zhibo")
    assert answers("他走。", "zhibo", "He likes zhibo.")
    assert not answers("直，播", "zhibo")
    assert answers("花兒", "huar")
    assert answers("婦女", "nv") == answers("妇女", "nü") == answers("妇女", "nu") is True
    assert Sieve(Query("的"), lambda: Sounds([("的", "xyz1")])).answers(Paragraph("的"))
