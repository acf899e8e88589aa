"""Left-over markup, ``?`` for ``·``, and ASCII punctuation in Chinese text."""

import re

from texts.repair.draft import Edit
from texts.repair.likelihood import fold
from texts.repair.readings import GROUP

# Patterns are compiled when they are first used, as in ``script``.
HAN = "㐀-鿿〇"
_WIDE = rf"{HAN}“”‘’《》〈〉「」『』（）【】，。、；：！？…—·"
_TAG = r"</?(?:p|br|div|span|strong|b|i|em|a|font|section|img|h[1-6]|li|ul|td|tr|table)\b[^<>]{0,200}>"
DEBRIS = (
    rf"(?:(?<=[。！？”’》；…」』>])|^)\s*(?:{_TAG}\s*){{1,20}}$|^\s*(?:{_TAG}\s*){{1,20}}(?=[{_WIDE}])"
    rf"|(?<=[。！？”’》；…」』])(?:{_TAG}){{1,20}}(?=[{_WIDE}])"
)
MARKS = dict(zip(",:;!?", "，：；！？", strict=True))
ASCII_MARK = rf"(?<=[{_WIDE}])[,:;!?]|(?<=[A-Za-z0-9%)])[,:;!?](?=[{_WIDE}])"
ASCII_COMMA = rf"(?<=[{HAN}”’》])[,:](?=[{HAN}“‘《\d\"])"
_QUESTION = frozenset("吗呢什么谁哪怎几何否吧嘛岂孰多")
_NAMES = frozenset(
    "阿艾奥巴贝本比博布查达德迪多恩尔法菲费弗夫盖格戈哈赫霍基吉加杰卡凯科克库拉莱兰勒雷里利林罗洛卢伦马玛麦曼梅米莫姆纳内尼"
    "诺帕佩皮普奇乔瑞萨塞沙史斯苏索塔泰特提托瓦威维温沃伍西希夏谢辛休修亚雅扬耶伊因尤约赞泽扎詹朱兹茨森顿翰娜莎丽琳蒂妮金肯波柯丹登埃安戴邓杜福汉亨华吉考鲁迈蒙摩默欧潘彭珀琼瑟舒坦汤图韦翁肖欣逊叶佐甘乌罕"
)
LONGEST_CLAUSE = 60
_CLAUSE = rf"[{HAN}]*"
_DOT = rf"(?<=[{HAN}])\?(?=[{HAN}])"


def markup(text: str) -> list[Edit]:
    """Tags at a paragraph's edge or after the end of a sentence: nobody writes those."""
    return [Edit(m.start(), m.end(), "markup", "", 0.95) for m in re.finditer(DEBRIS, text)]


def about_markup(text: str) -> bool:
    """Whether tags stand inside sentences: the text is about markup."""
    edges = sum(len(re.findall(_TAG, m[0])) for m in re.finditer(DEBRIS, text))
    return len(re.findall(_TAG, text)) > edges


def dots(text: str) -> list[Edit]:
    """``?`` between two Han characters that asks nothing: between parts of a foreign name or of a short title."""
    edits = []
    for m in re.finditer(_DOT, text):
        before = "".join(map(fold, _clause_before(text, m.start())))
        right = re.match(_CLAUSE, text[m.end() : m.end() + LONGEST_CLAUSE])
        after = "".join(map(fold, right[0] if right else ""))
        if _is_name(before[-3:]) and _is_name(after[:3]):
            edits.append(Edit(m.start(), m.end(), "dot", "·", 0.9))
            continue
        opened = text[m.start() - len(before) - 1 : m.start() - len(before)]
        closed = text[m.end() + len(after) : m.end() + len(after) + 1]
        asks = _QUESTION & {*before, *after}
        if opened and closed and opened + closed in ("“”", "《》", "「」", "‘’", "『』", "〈〉") and not asks:
            # A title of two parts: “賽會之城?購物天堂”. Parts of one length are the rule.
            even = len(before) == len(after)
            if even or (opened in "《〈" and len(before) + len(after) <= 16):
                edits.append(Edit(m.start(), m.end(), "dot", "·", 0.85 if even else 0.7))
    return edits


def _is_name(part: str) -> bool:
    return len(part) >= 2 and sum(char in _NAMES for char in part[-3:]) >= min(len(part), 3) - (len(part) > 2)


def punctuation(text: str) -> list[Edit]:
    """ASCII marks and parentheses that belong to Chinese words; numbers, times and Latin are left alone."""
    edits = [
        Edit(m.start(), m.end(), "punctuation", MARKS[m[0]], 0.98)
        for m in re.finditer(ASCII_MARK, text)
        if not _asks_nothing(text, m.start())
    ]
    opened: list[int] = []
    last = -1
    for at, char in enumerate(text):
        if char > "〇" and _is_han(char):
            last = at
        elif char == "(":
            opened.append(at)
        elif char == ")" and opened:
            start = opened.pop()
            if GROUP.fullmatch(text, start, at + 1):
                continue  # pinyin that stays keeps its parentheses, or it would look like a gloss that was meant
            left = text[start - 1 : start]
            if left != "]" and (last > start or re.match(rf"[{_WIDE}]", left)):
                edits.append(Edit(start, start + 1, "punctuation", "（", 0.98))
                edits.append(Edit(at, at + 1, "punctuation", "）", 0.98))
    return sorted(edits, key=lambda e: e.start)


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿" or char == "〇"


def _asks_nothing(text: str, at: int) -> bool:
    """Whether ``?`` inside a clause without a question word may be any lost character: it stays as it is."""
    if text[at] != "?" or not re.match(rf"[{HAN}\d》]", text[at + 1 : at + 2]):
        return False
    return not _QUESTION & {fold(c) for c in _clause_before(text, at)}


def _clause_before(text: str, at: int) -> str:
    """The Han characters right before a place."""
    start = at
    while start and at - start < LONGEST_CLAUSE and _is_han(text[start - 1]):
        start -= 1
    return text[start:at]
