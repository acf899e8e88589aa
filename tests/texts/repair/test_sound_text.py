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
    "管理海裡的魚，海裏浪大，鄉裡的幹部；在書裡昂首，衣服裡約有十元，回村裡去。",
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
    "甲文件读成“ä¸­æ–‡”或者“涓枃”，这就是乱码。",
    "他在 café 里说 Ã 是一个葡萄牙字母，São Paulo 的 °C 也常见；à «bon» et été.",
    "Größe, Ärger, Übung: ÄÖÜ sind deutsche Buchstaben.",
    "沙家浜、涓涓细流、浠水县、闂阖。",
    "段落里的&#20013;是 HTML 实体，&amp;ldquo; 也是。",
    "AT&T 与 R&D；见 https://a.cn/?x=1&amp;y=2&copy=3。",
    "👨‍👩‍👧 与 क्‍ष、می‌خواهم，❤️。",
    "ヽ(ﾟ∀ﾟ)ﾉ 今天很开心。",
    "半角カナは「ｱｲｳ」のように書く。",
    "Ａ股与Ｂ股，Ｔ恤，ＱＱ与ＮＢＡ；全角的１０００和半角的1000。",
    "部首有⼀、⼁、⼂、⼃，康熙部首⽤在字典里。",
    "前　言",
    "第 一 章",
    "中 华 人 民 共 和 国",
    "张　三　李　四　王小明",
    "出席的有张 三、李 四和王小明。",
    "床前明月光 疑是地上霜 举头望明月 低头思故乡",
    "团结 紧张 严肃 活泼",
    "地区    人口    面积\n杭州    1,200万    16,850平方公里",
    "第一代：共10人，分别为陆丹蓝 李佳遥 曾惜 李雨晴 唐小雅 张薰元 索菲娅。",
    "今天好累 不想上班 想回家睡觉",
    "两会 聚焦：新华社北京 1月5日 电",
    '他说"好"，她说“好”。',
    "版本 1.2.3 在 v2.0 之前...等等。价格是 3.50 元，时间 10:30，见 a.b.c。",
    'print("你好, 世界")  # 输出 "你好", 再输出 \'再见\'',
    "“國”字简体写作“国”，繁体写作國（国）。",
    "文章引用《後漢書》和「繁體字」，其余都是简体字。",
    "毕昇发明活字印刷，陈堃与赵孟頫、魏徵、樊於期、乾隆、瞭望、慰藉。",
    "「国」是簡體字，「國」是正體字；国（國）兩形並列。",
    "呢句歇後語係取其「高空打鬥」嘅意思，八兩只係半斤。",
    "諗嚇你平時同朋友傾偈會唔會用呢個字，行下先，佢哋吓吓都係咁。",
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
DAMAGED_AT_THE_SOURCE = {"恢複": "恢復", "\u200b": "", "\uf967": "不"}
"""What the corpora themselves carry: a slip (gsd-dev.hant, 1978年後恢複發展) that no standard has, a zero-width space
(cpp-dev) and a compatibility ideograph (g2pl-dev)."""


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
     "&amp;ldquo;", "&#8220;", "ä¸­", "Ã", "涓枃", "锛", "銆?", "\u200b", "\xad", "\x85", "\ue123", "⽤", "ｶﾅ", "｡",
     "Ａ", "e\u0301", "\ufffd", '"', "...", "--", ".", "國", "们", "发展", "这", "\xa0",
     "直播間", "最后", "對于", "2019年", "019年", "Ab", " ", "\n", "說", "的", "了"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
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
