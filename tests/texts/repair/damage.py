"""Does to sound text what the scrapers did, byte by byte, so that recovery can be measured.

The order is the one that the article shows: pinyin inserted after the bytes of some characters, wherever these
bytes stand; the bytes of full-width marks replaced by ASCII ones, wherever they stand; then decoding as GBK,
in which a lead byte before another byte below 0x40 swallows it (but not a mark that was put in), a pair in the
user-defined areas vanishes and an unassigned one becomes ``?``.
"""

from texts.repair.gbk import decode, user_defined

PINYIN = {
    "經": "jīng", "發": "fā", "產": "chǎn", "業": "yè", "數": "shù", "優": "yōu", "戰": "zhàn", "農": "nóng",
    "現": "xiàn", "創": "chuàng", "續": "xù", "環": "huán", "態": "tài", "據": "jù", "監": "jiān", "穩": "wěn",
    "網": "wǎng", "統": "tǒng", "規": "guī", "節": "jié", "聯": "lián", "當": "dāng", "區": "qū", "員": "yuán",
}  # fmt: skip
_MARKS = {"！": "!", "，": ",", "：": ":", "；": ";", "？": "?"}


def insert_pinyin(data: bytes, pinyin: dict[str, str]) -> bytes:
    for char, syllable in pinyin.items():
        key = char.encode("gb18030")
        data = data.replace(key, key + f"({syllable})".encode("gb18030"))
    return data


def replace_marks(data: bytes, marks: str) -> bytes:
    """A NUL stands before each ASCII mark: it is what a lead byte swallows, and is dropped otherwise."""
    for mark in marks:
        data = data.replace(mark.encode("gb18030"), b"\0" + _MARKS[mark].encode())
    return data


def read_gbk(data: bytes) -> str:
    out = []
    at = 0
    while at < len(data):
        lead = data[at]
        if lead < 0x80:
            out.append(chr(lead) if lead else "")
            at += 1
            continue
        trail = data[at + 1] if at + 1 < len(data) else 0
        if not user_defined(lead, trail):
            out.append(decode(lead, trail) or "?")
        at += 2
    return "".join(out)


def misread(text: str, marks: str = "！", pinyin: dict[str, str] | None = None) -> str:
    """``text`` (all of it in GBK) after the whole sequence. Ends in a line feed so that a last lead byte is lost."""
    data = insert_pinyin(text.encode("gb18030"), pinyin or {})
    return read_gbk(replace_marks(data, marks))
