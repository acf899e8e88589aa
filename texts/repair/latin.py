"""Bytes that were read as Latin-1 or Windows-1252: ``ä¸­æ–‡`` was 中文 in UTF-8, ``ÖÐÎÄ`` in GBK, ``¤¤¤å`` in Big5.

UTF-8 proves itself: lead and continuation bytes in the right order, at characters that nobody writes beside each other.
GBK and Big5 do not, so what comes out must be likely Chinese and there must be none beside it. UTF-8 that was misread
twice comes out in two rounds.
"""

import re
from functools import cache

from texts.repair.draft import Edit
from texts.repair.likelihood import model

_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that Windows-1252 leaves free; they are kept as control characters, or lost."""
_EXPECTED = re.compile(
    "[\u00a0-\u017f\u02c6\u02dc\u0391-\u03c9\u2010-\u2026\u2030\u2032\u2033\u2039\u203a\u203b\u20ac\u2103\u2116\u2122"
    "\u2190-\u21ff\u2200-\u22ff\u2460-\u24ff\u2500-\u25ff\u2605\u2606\u200b\ufeff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U0001f300-\U0001faff\U00020000-\U0003ffff]+"
)
"""What people write: a decoding that gives anything else was none."""
ABOUT = re.compile(
    "(?i)乱码|亂碼|编码|編碼|字符集|字元集|文字化け|mojibake|utf-?8|gbk|gb ?2312|big ?5|latin-?1|iso-?8859"
)
"""A text that speaks of encodings shows what it speaks of."""
_HAN = re.compile("[㐀-鿿]")
_BEYOND = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]")
LEAST = 4
"""Characters that GBK or Big5 must give: two are likely Chinese by chance too often."""
LONG = 20
LIKELY, LIKELY_AT_LENGTH = 7.2, 8.5
"""Nats a character up to which what comes out reads like Chinese: sound sentences cost 5.6, noise more than 9. That a
long stretch can be read at all says something too."""


@cache
def _byte(char: str) -> int | None:
    """The byte that was read as ``char``."""
    if char < "\x80" or "\x80" <= char <= "\xff":
        return ord(char)
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


@cache
def _misread_utf8() -> re.Pattern[str]:
    """Characters whose bytes have the form of UTF-8 beyond ASCII."""
    continuation = "".join(sorted({_as(b) for b in range(0x80, 0xC0)} | {chr(b) for b in range(0x80, 0xC0)}))
    one = f"[{re.escape(continuation)}]"
    return re.compile(f"(?:[\xc2-\xdf]{one}|[\xe0-\xef]{one}{{2}}|[\xf0-\xf4]{one}{{3}})+")


def _as(byte: int) -> str:
    return bytes((byte,)).decode("latin-1" if byte in _UNDEFINED else "cp1252")


def find(text: str) -> list[Edit]:
    """The stretches of a paragraph that were misread so."""
    if ABOUT.search(text):
        return []
    if two_bytes := _two_bytes(text):
        return two_bytes
    runs = list(_misread_utf8().finditer(text))
    if 2 * sum(run.end() - run.start() for run in runs) < len(_BEYOND.findall(text.strip())):
        return []  # the bytes of another encoding, with a pair here and there that looks like UTF-8
    return [edit for run in runs if (edit := _utf8(text, run.start(), run.end()))]


def _utf8(text: str, start: int, end: int) -> Edit | None:
    data = bytes(b for char in text[start:end] if (b := _byte(char)) is not None)
    try:
        after = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not _EXPECTED.fullmatch(after):
        # Misread twice: once undone it is Latin letters and control characters still, but of that form.
        if not (_misread_utf8().search(after) and max(after) <= "\u2122"):
            return None
    elif len(after) == 1 and "\xa0" <= after <= "\xbf" and text[end : end + 1].isalpha():
        return None  # Â° may be the end of one word and a mark
    return Edit(start, end, "encoding", after, 0.98 if len(after) > 1 else 0.93, "UTF-8 read as Latin-1")


def _two_bytes(text: str) -> list[Edit]:
    """A paragraph without Han characters that reads like Chinese if its bytes are taken as GBK or Big5."""
    high = sum("\x80" <= char <= "\xff" for char in text)
    if high < 2 * LEAST or 3 * high < len(text.strip()) or _HAN.search(text):
        return []
    data = [_byte(char) for char in text]
    known = bytes(b for b in data if b is not None)
    if len(known) < len(data):
        return []
    readings = []
    for codec, name in (("gb18030", "GBK"), ("big5hkscs", "Big5")):
        try:
            after = known.decode(codec)
        except UnicodeDecodeError:
            continue
        chars = [char for char in after if char > "\x7f"]
        if len(chars) >= LEAST and len(_HAN.findall(after)) * 2 > len(chars):
            readings.append((model().total(after[:2000]) / len(after[:2000]), after, name))
    if not readings:
        return []
    cost, after, name = min(readings)
    if cost > (LIKELY if len(after) < LONG else LIKELY_AT_LENGTH):
        return []
    certainty = 0.97 if len(after) >= 2 * LEAST else 0.85
    return [Edit(0, len(text), "encoding", after, certainty, f"{name} read as Latin-1")]
