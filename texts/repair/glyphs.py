"""The right character in the wrong clothes: ⽤ for 用, ｶﾅ for カナ, Ｗindows for Windows, e and an accent for é."""

import re
import unicodedata

from texts.repair.draft import Edit

_HAN = "㐀-鿿〇"
_DECOMPOSED = re.compile("[A-Za-z\u00c0-\u024f\u0391-\u03c9\u1e00-\u1eff][\u0300-\u0345]+|[か-ホ][\u3099\u309a]")
_COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICAL = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]+")
_ABOUT_RADICALS = re.compile("(?i)部首|偏旁|康熙字典|unicode|字根|radical")
_HALF_KANA = re.compile("[\uff66-\uff9f]+")
_HALF_MARK = re.compile(
    rf"(?<=[{_HAN}ぁ-ヿ\uff66-\uff9f”’》）」』…％%])[｡｢｣､･]+|[｡｢｣､･]+(?=[{_HAN}ぁ-ヿ\uff66-\uff9f])"
)
_ABOUT_WIDTH = re.compile("半角|半形|全角|全形|半宽|半寬|full-?width|half-?width")
_WIDE_WORD = re.compile("[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]*[Ａ-Ｚａ-ｚ０-９]+[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]*")
_WIDE_ADDRESS = re.compile("[Ａ-Ｚａ-ｚ０-９A-Za-z0-9：／．＠＿－？＝＆:/.@_?=&-]{8,300}")
_LIGATURE = re.compile("(?<=[A-Za-z])[ﬀ-ﬆ]|[ﬀ-ﬆ](?=[A-Za-z])")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

SIMPLIFIED_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻭⻰⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Shapes of the Radicals Supplement that are whole characters too. The Kangxi radicals are in Unicode's own table."""


def about_width(text: str) -> bool:
    """Whether the paragraph speaks of full-width and half-width characters, and shows them."""
    return bool(_ABOUT_WIDTH.search(text))


def find(text: str, *, half_width: bool = False) -> list[Edit]:
    """Characters of a paragraph that stand for others; ``half_width``: the text writes its Latin words so."""
    edits = [
        Edit(m.start(), m.end(), "form", after, 0.96)
        for pattern in (_DECOMPOSED, _COMPATIBLE)
        for m in pattern.finditer(text)
        if (after := unicodedata.normalize("NFC", m[0])) != m[0]
    ]
    if not _ABOUT_RADICALS.search(text):
        edits += _radicals(text)
    edits += [
        Edit(m.start(), m.end(), "form", unicodedata.normalize("NFKC", m[0]), 0.95) for m in _LIGATURE.finditer(text)
    ]
    if not about_width(text):
        edits += _half(text) + _wide(text, half_width=half_width)
    return sorted(edits, key=lambda e: e.start)


def _radicals(text: str) -> list[Edit]:
    """Radicals of a paragraph that has some inside Chinese words; one alone is meant as a radical."""
    edits = []
    inside = False
    for m in _RADICAL.finditer(text):
        beside = re.match(f"[{_HAN}]", text[max(0, m.start() - 1) : m.start()]) or re.match(
            f"[{_HAN}]", text[m.end() : m.end() + 1]
        )
        after = "".join(SIMPLIFIED_RADICALS.get(c) or unicodedata.normalize("NFKC", c) for c in m[0])
        inside = inside or bool(beside)
        if after != m[0]:
            edits.append(Edit(m.start(), m.end(), "form", after, 0.95 if beside else 0.88))
    return edits if inside or sum(e.end - e.start for e in edits) > 2 else []


def _half(text: str) -> list[Edit]:
    """Half-width kana in words (not the one or two of a face, ヽ(ﾟ∀ﾟ)ﾉ) and half-width marks beside Chinese."""
    edits = []
    for m in _HALF_KANA.finditer(text):
        if sum("\uff66" <= c <= "\uff9d" for c in m[0]) >= 2:
            edits.append(Edit(m.start(), m.end(), "form", unicodedata.normalize("NFKC", m[0]), 0.9))
    edits += [
        Edit(m.start(), m.end(), "form", unicodedata.normalize("NFKC", m[0]), 0.93) for m in _HALF_MARK.finditer(text)
    ]
    return edits


def _wide(text: str, *, half_width: bool) -> list[Edit]:
    """Full-width Latin where it cannot be meant: in an address, in a word that is half-width in part, or, in a text
    that writes its Latin half-width, in a word of two letters and more (Ａ股 stays)."""
    edits: list[Edit] = []
    for m in _WIDE_ADDRESS.finditer(text):
        after = m[0].translate(_TO_ASCII)
        if after != m[0] and re.search(r"https?://\w|www\.\w+\.|\w@\w+\.\w", after):
            edits.append(Edit(m.start(), m.end(), "form", after, 0.93))
    done = {at for e in edits for at in range(e.start, e.end)}
    for m in _WIDE_WORD.finditer(text):
        after = m[0].translate(_TO_ASCII)
        mixed = any(c.isascii() for c in m[0])
        if m.start() not in done and (mixed or (half_width and len(m[0]) > 1)):
            edits.append(Edit(m.start(), m.end(), "form", after, 0.9 if mixed else 0.82))
    return edits
