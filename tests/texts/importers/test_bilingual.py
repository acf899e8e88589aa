"""Sources that hold their own translation are told from those that quote English."""

import pytest

from tests.reader.text.align.variants import written
from texts.importers.bilingual import Bilingual, language_of, parted
from texts.model import Paragraph

PAIRS = written()[:20]
ZH, EN = [zh for zh, _ in PAIRS], [en for _, en in PAIRS]


def taken(*texts: str) -> tuple[Bilingual, list[Paragraph]]:
    found = Bilingual(map(Paragraph, texts))
    return found, list(found)


def test_languages_by_turns() -> None:
    found, paragraphs = taken(*(text for pair in PAIRS for text in pair))
    assert [(one.text, one.translation) for one in paragraphs] == PAIRS
    assert found.paired == 20
    assert "20 paragraphs" in found.notes[0]
    assert not found.english


def test_english_first_by_turns() -> None:
    _, paragraphs = taken(*(text for zh, en in PAIRS for text in (en, zh)))
    assert [(one.text, one.translation) for one in paragraphs] == PAIRS


def test_by_turns_with_a_gap_a_doubled_paragraph_and_figures_between() -> None:
    texts = [text for pair in PAIRS for text in pair]
    del texts[5]
    texts.insert(9, "It goes on.")
    texts.insert(14, "1")
    _, paragraphs = taken(*texts)
    beside = {one.text: one.translation for one in paragraphs}
    assert beside[ZH[2]] is None
    assert beside[ZH[3]] == EN[3]
    assert beside[ZH[4]] == f"{EN[4]} It goes on." or beside[ZH[4]] == f"It goes on. {EN[4]}"
    assert "1" in beside
    assert [one.text for one in paragraphs if one.text in ZH] == ZH


@pytest.mark.parametrize("first", [(ZH, EN), (EN, ZH)])
def test_two_halves(first: tuple[list[str], list[str]]) -> None:
    found, paragraphs = taken(*first[0], "", *first[1])
    assert [one.text for one in paragraphs if one.text] == ZH
    assert found.english == EN
    assert all(one.translation is None for one in paragraphs)


def test_english_in_a_chinese_text_stays_where_it_is() -> None:
    quoting = [*ZH[:8], "All happy families are alike.", *ZH[8:], "Contact: Anna Lee, editor@example.org"]
    for texts in (quoting, ZH, EN, [], [ZH[0]], [ZH[0], EN[0]], [*EN[:4], *ZH, *ZH, *ZH, *ZH, *EN[:2]]):
        found, paragraphs = taken(*texts)
        assert [one.text for one in paragraphs] == texts
        assert not found.english
        assert not found.notes


def test_what_has_its_translation_already_is_left_alone() -> None:
    given = [Paragraph(zh, translation=en) for zh, en in PAIRS]
    assert list(Bilingual(given)) == given


def test_languages() -> None:
    assert [language_of(text) for text in ("直播", "GMV突破10亿", "He said 你好 and went.", "2025-12-05", "")] == [
        "zh", "zh", "en", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("between", [" | ", "\t", "", " "])
def test_both_in_one_paragraph(between: str) -> None:
    found, paragraphs = taken("双语", *(f"{zh}{between}{en}" for zh, en in PAIRS))
    assert [(one.text, one.translation) for one in paragraphs] == [("双语", None), *PAIRS]
    assert found.paired == 20
    _, paragraphs = taken(*(f"{en}{between}{zh}" for zh, en in PAIRS))
    assert [(one.text, one.translation) for one in paragraphs] == PAIRS


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("他用了MCN。He used an MCN.", ("他用了MCN。", "He used an MCN.")),
        ("“走吧。”“Let us go.”", ("“走吧。”", "“Let us go.”")),
        ("Let us go. “走吧。”", ("“走吧。”", "Let us go.")),
        ("直播间 Live room", ("直播间", "Live room")),
        ("GMV突破10亿", None),
        ("他说Hello World就走了。", None),
        ("直播电商平台有限公司 Live Commerce Platform Ltd.", ("直播电商平台有限公司", "Live Commerce Platform Ltd.")),
    ],
)
def test_where_one_language_ends(text: str, parts: tuple[str, str] | None) -> None:
    assert parted(text) == parts
