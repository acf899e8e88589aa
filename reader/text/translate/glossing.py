"""A sentence word for word: each word's likeliest sense, where nobody has translated it. Plainly no translation.

The sense is chosen by what stands around the word. What a dictionary says first counts most; a verb's sense (“to …”) is
favoured where grammar wants a verb and held back where it wants a noun, senses of other times and places come last, and
those of trade, of computers and of what the terms of the paragraph are about come sooner.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final, Literal

from msgspec import Struct

from reader.text.align.stems import stem, words

_NOTE = re.compile(r"\s*(?:\([^()]*\)|\[[^\]]*\])")
_LONGEST = 28
"""Characters of a gloss in the line."""
_VERB = re.compile(r"(?:\([^)]*\) ?)*to (?!be\b)")
_OF_OLD = re.compile(
    r"\((?:[^)]*\b)?(?:classical|archaic|old|literary|dialect|Tw|HK|chess|slang|vulgar|nautical|zoology|botany|religion"
    r"|Buddhism|mahjong|dated|onom|Cantonese|Japanese)\b[^)]*\)|^(?:old )?variant of|^surname|^used in|^abbr\. for"
)
_OF_TRADE = re.compile(
    r"\((?:[^)]*\b)?(?:business|commerce|economics|finance|computing|Internet|advertising|marketing|media|coll)\b[^)]*\)"
)
_CLASSIFIER = re.compile(r"classifier|measure word")
_LATER, _LABELLED, _TRADE, _SPEECH, _AKIN = 0.4, 2.5, 0.6, 1.0, 0.8
"""What a place further down, a label of another time, one of the trade, the right part of speech, and kinship with the
terms of the paragraph are worth. With these, the sense has a word in common with the translation at 67 of 100
words of several senses in the bundled article; the dictionary's first sense at 62."""

Speech = Literal["verb", "noun", ""]


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(text: str) -> dict[str, str]:
    return dict(row.split(maxsplit=1) for row in text.replace("\n", " ").split(" / "))


_VERB_BEFORE: Final = _listed("""
不 没 没有 会 能 能够 可以 要 想 将 将要 已经 正在 应该 应 必须 去 来 开始 继续 需要 希望 可能 曾 曾经 未 才 再
又 就 也 都 便 地 让 使 令 一起
""")
_VERB_AFTER: Final = _listed("""
了 着 过 到 出 成 起来 下去 下来 一下 得
""")
_NOUN_BEFORE: Final = _listed("""
的 这 那 这个 那个 这些 那些 其 各 每 把 对 在 从 于 与 和 以 为 个 该 此 本 某 一些 许多 大量 之 跟 向 由
""")
_POINTING: Final = frozenset("这那每各几哪某此")
_FIXED: Final = _table("""
的 ’s / 地 -ly / 得 so that / 了 (done) / 着 -ing / 过 (ever) / 们 -s / 吗 ? / 呢 ? / 吧 (surely) / 啊 ! /
把 (object:) / 被 by / 是 is / 在 at / 和 and / 与 with / 及 and / 也 also / 都 all / 就 then / 还 still /
又 again / 才 only then / 不 not / 没 not / 没有 not have / 有 have / 之 ’s / 而 and yet / 但 but / 并 and /
或 or / 如果 if / 因为 because / 所以 so / 这 this / 那 that / 个 (item) / 从 from / 到 to / 向 towards /
对 towards / 为 for / 以 by / 于 in / 由 by / 将 will / 会 will / 能 can / 要 want / 让 let / 给 give / 上 on /
下 under / 中 in / 里 in / 内 within / 外 outside / 后 after / 前 before / 时 when / 年 year / 月 month / 日 day /
他 he / 她 she / 它 it / 我 I / 你 you / 我们 we / 他们 they / 其 its / 自己 oneself / 很 very / 更 more /
最 most / 已 already / 再 again / 只 only / 等 etc. / 所 what / 则 whereas
""")  # fmt: skip
"""Words that a dictionary defines by their grammar, or first as what they seldom are."""


_COUNTED: Final = _table("""
元 yuan / 块 yuan / 美元 dollars / 岁 years old / 次 times / 倍 times / 种 kinds / 天 days / 点 o’clock / 号 th /
成 tenths / 小时 hours / 分钟 minutes / 秒 seconds / 周 weeks / 米 metres / 公里 kilometres / 吨 tonnes / 斤 jin /
公斤 kilograms / 代 generations / 步 steps
""")  # fmt: skip
"""What stands after a number, where it is a unit."""
_ITEM = "(item)"
"""A measure word that English has nothing for."""


class Sense(Struct, frozen=True):
    """One gloss of an entry, as the dictionary has it."""

    text: str
    place: int
    """Which it is among the senses of the word."""


class GlossToken(Struct, frozen=True):
    """A token of the sentence with all that can be said of it."""

    text: str
    """Simplified."""
    kind: Literal["word", "term", "name", "mark", "other"]
    tag: str = ""
    """Coarse word class of the lexicon."""
    rendering: str = ""
    """Of a term or a figure, or how a name is read."""
    senses: tuple[Sense, ...] = ()


class GlossWord(Struct, frozen=True):
    """A word of the line."""

    text: str
    gloss: str
    source: Literal["term", "dictionary", "name", "none"]


Tokens = Sequence[GlossToken]


def gloss_words(tokens: Tokens, akin: Collection[str] = ()) -> list[GlossWord]:
    """Every word with its gloss; marks are left out. ``akin``: stems of what the paragraph's terms mean."""
    found = []
    for at, token in enumerate(tokens):
        if token.kind == "mark":
            continue
        if token.kind == "term" and token.rendering:
            found.append(GlossWord(token.text, token.rendering, "term"))
        elif token.kind == "name" and token.rendering:
            found.append(GlossWord(token.text, token.rendering, "name"))
        elif token.kind == "other":
            found.append(GlossWord(token.text, token.rendering or token.text, "none"))
        else:
            counted = _COUNTED.get(token.text) if _follows_number(tokens, at) else None
            gloss = counted or _FIXED.get(token.text) or best_gloss(tokens, at, akin)
            found.append(GlossWord(token.text, gloss or token.text, "dictionary" if gloss else "none"))
    return found


def gloss_line(tokens: Tokens, akin: Collection[str] = ()) -> str:
    """The glosses of a sentence on one line, words apart by ``·``, marks where they stood."""
    out, marked = "", False
    pending = iter(gloss_words(tokens, akin))
    for token in tokens:
        if token.kind == "mark":
            out += _MARKS.get(token.text, "")
            marked = True
            continue
        gloss = next(pending).gloss
        apart = "" if not out or (marked and out[-1] in "“(") else " " if marked else " · "
        marked = False
        out += apart + gloss
    return out.strip()


_MARKS: Final = {
    **dict(zip("，。！？：；、”）」』》,.!?:;)", ",.!?:;,”)”””,.!?:;)", strict=True)),
    **dict.fromkeys("“「『《", " “"),
    **dict.fromkeys(("（", "("), " ("),
    **dict.fromkeys(("…", "……"), " …"),
    **dict.fromkeys(("—", "——"), " –"),
}  # fmt: skip


def best_gloss(tokens: Tokens, at: int, akin: Collection[str] = ()) -> str:
    """The likeliest gloss of a word, short enough for the line; "" if the dictionary has none."""
    token = tokens[at]
    wanted = expected(tokens, at)
    counted = _is_counted(tokens, at)
    if counted and (token.tag == "q" or any(_CLASSIFIER.search(sense.text) for sense in token.senses)):
        return _ITEM
    best, most = "", float("-inf")
    for sense in token.senses:
        shown = shortened(sense.text)
        if not shown:
            continue
        worth = -_LATER * sense.place**0.8
        is_verb = bool(_VERB.match(sense.text))
        if wanted:
            worth += _SPEECH if is_verb == (wanted == "verb") else 0.0
        elif token.tag in ("v", "n"):
            worth += _SPEECH / 2 if is_verb == (token.tag == "v") else 0.0
        if _OF_OLD.search(sense.text):
            worth -= _LABELLED
        if _CLASSIFIER.search(sense.text):
            worth -= 2 * _LABELLED
        if _OF_TRADE.search(sense.text):
            worth += _TRADE
        if akin and any(stem(word) in akin for word in words(shown)):
            worth += _AKIN
        if worth > most:
            best, most = shown, worth
    return best


def expected(tokens: Tokens, at: int) -> Speech:
    """What part of speech grammar wants at a place, as far as its neighbours tell."""
    before = _neighbour(tokens, at, -1)
    after = _neighbour(tokens, at, 1)
    if after is not None and after.text in _VERB_AFTER:
        return "verb"
    if before is not None:
        if before.text in _NOUN_BEFORE or before.tag == "q":
            return "noun"
        if before.text in _VERB_BEFORE:
            return "verb"
    return ""


def _neighbour(tokens: Tokens, at: int, step: int) -> GlossToken | None:
    """The token beside; None where a mark or an end stands there."""
    place = at + step
    if 0 <= place < len(tokens) and tokens[place].kind != "mark":
        return tokens[place]
    return None


def _follows_number(tokens: Tokens, at: int) -> bool:
    """Whether a figure or a number stands before the word."""
    before = _neighbour(tokens, at, -1)
    return before is not None and (before.tag == "m" or before.text[-1:].isdigit())


def _is_counted(tokens: Tokens, at: int) -> bool:
    """Whether the word stands between a number or a demonstrative and what is counted, as measure words do."""
    before, after = _neighbour(tokens, at, -1), _neighbour(tokens, at, 1)
    if before is None or len(tokens[at].text) > 1:
        return False
    counting = _follows_number(tokens, at) or before.text in _POINTING
    return counting and (after is None or after.text not in _VERB_AFTER)


def shortened(gloss: str) -> str:
    """A gloss for the line: no notes, no “to”, no more than a few words."""
    text = _NOTE.sub("", gloss).strip()
    text = re.sub(r"^(?:to|an?|the) (?=.)", "", text)
    text = re.sub(r"[^\x00-\u024f’‘“”–—]+\S*", "", text).strip(" ,;:|")
    if len(text) <= _LONGEST:
        return text
    first = text.split(",")[0].strip()
    if len(first) <= _LONGEST:
        return first
    cut = first[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    return cut + "…"
