"""Sound text comes back as it is: written examples here, large corpora where a checkout has them."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from texts.repair import repair

SOUND = [
    "皇后與太后在后宮；天后的演唱會，影后也來了。",
    "三公里外，英里與海里，鄰里之間，里約的故里。",
    "制度與體制、限制與控制、法制。",
    "干涉、干擾、若干、干預、干戈、天干地支。",
    "演員有余文樂、于和偉、范冰冰，還有姜文和沈先生。",
    "這只是開始，只有他，一只能算零頭。",
    "台灣與臺灣，着與著，羣與群，裏與裡，「引文」與『書名』。",
    "旅游、布局、周期、占領、注意、批准、長征、系統、子系、關係。",
    "饕餮(tāotiè)是傳說中的獸。",
    "他姓葉(yè)，不姓業。",
    "這個字是「龘」(dá)，讀音少見。",
    "重(chóng)慶與重(zhòng)量，字同音不同。",
    "經濟（jīngjì）一詞，業（yè）字從木。",
    "我(wǒ)是(shì)中(zhōng)國(guó)人(rén)，經(jīng)常(cháng)來(lái)。",
    "什么?!真的吗?他说不是。",
    "真的?!?你说啥??我不知道。",
    "他问:“几点了?”现在是10:30,还是3,000米外?",
    "段落的标签是<p>，换行用<br>，空格写作&nbsp;。",
    "见 https://example.com/a?b=c,d:e;f!g (archived)。",
    "f(x)与g(y)的值域。",
    "他說:「好!」",
    "简体文中也有乾隆、後漢書與傅斯年「史學」。",
    "東京で開催された国際会議には学生も参加した。何?!本当?そうですか!",
    "안녕하세요?! 정말(참말)이에요? 네, 그래요.",
    "# 标题\n\n- 列表: `a?b:c`\n- **粗体**(注)\n\n```python\nx = y if a > b else f(c)?!\n```",
    "if (a ? b : c) { return x?.y ?? z; } // 注释",
    "床前明月光，疑是地上霜。\n舉頭望明月，低頭思故鄉。",
    "“你去吗？”“去！”“真的？！”",
    "「你去嗎？」「去！」「真的？！」",
    "她把一個“自然流(zì rán liú)”的直播間做成了萬人在線的直播間。",
    "诺曼·白求恩与《红楼梦·葬花》。",
    "见 https://example.com/?!a?!b 与 https://a.cn/?;x",
    "????",
    "?!?!?!",
    "",
    "\n\n",
    "。",
    "?!",
    "(",
    "Latin text only, with commas; and (parentheses)!",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    repaired = repair(text)
    assert repaired.repairs == ()
    assert repaired.text == "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def test_white_space_around_paragraphs_is_layout() -> None:
    repaired = repair("　　第一段。 \r\n\r\n\t第二段。")
    assert repaired.paragraphs == ("第一段。", "第二段。")
    assert repaired.repairs == ()


CORPUS = os.environ.get("DUBAN_CORPUS")
DAMAGED_AT_THE_SOURCE = {"恢複": "恢復"}
"""A slip that the corpus itself carries (gsd-dev.hant, 1978年後恢複發展): no standard writes it so."""


@pytest.mark.skipif(not CORPUS, reason="DUBAN_CORPUS names no folder with the CPP, g2pL and GSD sentences")
@pytest.mark.parametrize("name", ["cpp-dev.sent", "g2pl-dev.sent", "gsd-dev.hans.txt", "gsd-dev.hant.txt"])
def test_repair_is_the_identity_on_a_corpus(name: str) -> None:
    text = Path(CORPUS or "", name).read_text("utf-8").replace("▁", "")
    for wrong, right in DAMAGED_AT_THE_SOURCE.items():
        text = text.replace(wrong, right)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert list(repair(text).paragraphs) == lines
    assert [line for line in lines if repair(line).paragraphs != (line,)] == []


PIECES = st.sampled_from(
    [*"經濟產業農后里于干只余麼?!,:;()·。”“《》？！", "(jīng)", "(yè)", "</p>", "&nbsp;", "?!", "?,", "毙∥逄寡",
     "直播間", "最后", "對于", "2019年", "019年", "Ab", " ", "\n", "說", "的", "了"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repair(text)
    assert repair(once.text).text == once.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_places_hold_on_any_text(text: str) -> None:
    repaired = repair(text)
    for r in repaired.repairs:
        assert text[r.raw_start : r.raw_end] == r.before
        assert repaired.paragraphs[r.paragraph][r.start : r.end] == r.after
