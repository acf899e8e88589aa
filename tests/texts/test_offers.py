"""Boilerplate offered for removal, taken out, and brought back."""

from texts.clean import clean, cleaned
from texts.model import Paragraph, SourceText, TextMeta
from texts.offers import offered
from texts.repairs import with_state

LINES = ["来源：新华网", "直播间里的灯光亮如白昼。", "她走向镜头。（责任编辑：张三）", "阅读原文"]


def paragraphs(lines: list[str]) -> list[Paragraph]:
    return [Paragraph(line) for line in lines]


def test_an_offer_changes_nothing_until_it_is_accepted() -> None:
    found = list(offered(paragraphs(LINES)))
    assert [p.text for p in found] == LINES
    assert [[m.is_offer for m in p.mends] for p in found] == [[True], [], [True], [True]]
    accepted = with_state(found[2], 0, "accepted")
    assert accepted.text == "她走向镜头。"
    assert with_state(accepted, 0, "undone").text == LINES[2]


def test_taken_out_at_once_it_can_be_had_back() -> None:
    found = list(offered(paragraphs(LINES), drop=True))
    assert [p.text for p in found] == ["", LINES[1], "她走向镜头。", ""]
    assert [with_state(p, 0, "undone").text if p.mends else p.text for p in found] == LINES


def test_what_is_offered_stands_as_it_arrived_and_other_repairs_stay() -> None:
    lines = ["经(jīng)济与产(chǎn)业都很好。（编辑：经(jīng)理）", *LINES[1:2], "来源：产(chǎn)业报"]
    found = [after for _, after in cleaned(paragraphs(lines))]
    assert [p.text for p in found] == ["经济与产业都很好。（编辑：经(jīng)理）", LINES[1], "来源：产(chǎn)业报"]
    assert [m.kind for m in found[0].mends] == ["pinyin", "pinyin", "boilerplate"]
    dropped = [after for _, after in cleaned(paragraphs(lines), drop=True)]
    assert [p.text for p in dropped] == ["经济与产业都很好。", LINES[1], ""]
    for paragraph, line in zip(dropped, lines, strict=True):
        for number in reversed(range(len(paragraph.mends))):
            paragraph = with_state(paragraph, number, "undone")
        assert paragraph.text == line


def test_a_sound_text_without_any_is_the_very_same() -> None:
    source = SourceText(TextMeta("x", "题"), tuple(paragraphs(LINES[1:2])))
    assert clean(source) is source
