"""Character references that a page left standing: ``&nbsp;``, ``&#8220;``, and ``&amp;ldquo;``, escaped twice.

In a text about markup they are what it speaks of, and stay.
"""

import html
import re
from html.entities import html5

from texts.repair.draft import Edit

_WIDE = "㐀-鿿〇“”‘’《》〈〉「」『』（）【】，。、；：！？…—·"
_REFERENCE = re.compile(r"&((?:amp;)*)(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24})(;?)")
_OFTEN = frozenset(
    ("nbsp", "ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "middot", "quot", "ensp", "emsp")
)
"""References that pages use for the marks of Chinese text."""
_ABOUT = re.compile("(?i)html|xml|实体|實體|转义|轉義|跳脫|标签|標籤|标记语言|標記語言|源码|源代码|原始碼|程式碼|`")
_SPACES = str.maketrans("", "", "\xa0\u2002\u2003\u2009\u200a\u200b\u200c\u200d")
LONGEST_ADDRESS = 300


def find(text: str, *, careless: bool = False) -> list[Edit]:
    """The references of a paragraph that are debris; ``careless``: the text has shown that it is full of them."""
    if _ABOUT.search(text):
        return []
    edits: list[Edit] = []
    length = len(text.rstrip())
    for found in _REFERENCE.finditer(text):
        char = _named(found)
        if char is None or _in_address(text, found.start()):
            continue
        doubled, beside = bool(found[1]), _beside_chinese(text, found, length)
        if found[2] == "nbsp" and not doubled and text[found.end() : found.end() + 1] in tuple("。，；、"):
            continue  # nobody puts a space there: it is what the sentence speaks of
        numbered = found[2].startswith("#")
        if found[3] and (doubled or numbered or beside or (careless and _chinese(text))):
            edits.append(Edit(found.start(), found.end(), "markup", _placed(char, text, found), 0.9 + 0.05 * beside))
        elif not found[3] and beside and found[2] in _OFTEN:
            edits.append(Edit(found.start(), found.end(), "markup", _placed(char, text, found), 0.85))
    return edits


def _named(found: re.Match[str]) -> str | None:
    name = found[2]
    if name in ("lt", "gt"):
        return None  # what follows would become a tag; ``markup`` judges whole ones
    if name.startswith("#"):
        char = html.unescape(f"&{name};")
        return char if char.isprintable() or char.isspace() else "" if len(char) == 1 and char < " " else None
    return html5.get(f"{name};")


def _beside_chinese(text: str, found: re.Match[str], length: int) -> bool:
    """Whether Chinese stands before or behind, other references between them left out."""
    before = re.search(f"[{_WIDE}](?:&[#0-9A-Za-z;]{{1,40}})?$", text[max(0, found.start() - 42) : found.start()])
    after = re.match(f"(?:&[#0-9A-Za-z;]{{1,40}})?[{_WIDE}]", text[found.end() : found.end() + 42])
    if found[2] == "amp" and not found[1]:
        return bool(before)
    return bool(before or after or (found.end() == length and found[2] in _OFTEN))


def _chinese(text: str) -> bool:
    return bool(re.search(f"[{_WIDE}]", text))


def _placed(char: str, text: str, found: re.Match[str]) -> str:
    """Spaces only between words that need one: none beside Chinese."""
    bare = char.translate(_SPACES)
    if bare:
        return bare
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def _in_address(text: str, at: int) -> bool:
    """Whether the place belongs to a URL, where ``&`` is at home."""
    start = max(0, at - LONGEST_ADDRESS)
    head = re.search(r"(?:https?:|www\.)[!-~]*$", text[start:at]) if "/" in text[start:at] else None
    return head is not None
