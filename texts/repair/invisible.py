"""Characters that nobody sees: zero-width and direction marks, control characters, soft hyphens, private use.

They stay where they say something: joiners inside emoji and scripts that join, direction marks beside right-to-left
text. Of the private use area only what has a meaning elsewhere, or stands apart as icons of a page do, is changed.
"""

import re
from collections.abc import Iterator

from texts.repair.draft import Edit

_LINE = re.compile("[^\n\r\x0b\x0c\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\u2028\u2029])|[^\n\r\x0b\x0c\u2028\u2029]+$")
_NO_ENDS = re.compile("[\x1c-\x1e\x85]")
"""Line ends to Python, but bytes of a misread text, or typed by accident, in texts."""
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_SEPARATORS = re.compile("[\x0b\x0c\u2028\u2029]+")
_JOINERS = ("\u200c", "\u200d")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN = re.compile("[\x20-\u024f\u2010-\u2027\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uffee]")
"""Letters, Chinese, Japanese and Korean: a joiner beside them does nothing."""
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_WINDOWS = {n: bytes((n,)).decode("cp1252") for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}

ASSIGNED = {
    0xE5E5: 0x3000, 0xE7C7: 0x1E3F, 0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087,
    0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
}  # fmt: skip
"""What GB 18030-2000 had in the private use area until Unicode took it in: the editions of 2005 and 2022 say so."""


def lines(text: str) -> list[str]:
    """The text at its line, page and paragraph ends, which are kept."""
    return _LINE.findall(text) if _NO_ENDS.search(text) else text.splitlines(keepends=True)


def find(text: str) -> list[Edit]:
    """What hides in a paragraph and should not."""
    edits = [edit for run in _HIDDEN.finditer(text) for edit in _hidden(text, run)]
    edits += [Edit(m.start(), m.end(), "invisible", _space(text, m), 0.95) for m in _SEPARATORS.finditer(text)]
    edits += [edit for run in _PRIVATE.finditer(text) for edit in _private(text, run)]
    return sorted(edits, key=lambda e: e.start)


def _space(text: str, found: re.Match[str]) -> str:
    """What a line end inside a paragraph becomes: a space between words that need one."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def _hidden(text: str, run: re.Match[str]) -> Iterator[Edit]:
    around = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
    bytes_of_a_misreading = any("\xa1" <= char <= "\xff" and char not in "·×" for char in around)
    directed = bool(_DIRECTIONS & set(run[0]) and _RIGHT_TO_LEFT.search(text))
    joins = not (_plain(text[max(0, run.start() - 1) : run.start()]) or _plain(text[run.end() : run.end() + 1]))
    start = run.start()
    for at in range(run.start(), run.end() + 1):
        char = text[at] if at < run.end() else ""
        stays = bytes_of_a_misreading and "\x7f" < char <= "\xad"
        stays = stays or (char in _JOINERS and joins) or (char in _DIRECTIONS and directed)
        meant = _WINDOWS.get(ord(char)) if char and not stays else None
        if not char or stays or meant:
            if start < at:
                yield Edit(start, at, "invisible", "", 0.97)
            if meant:
                yield Edit(at, at + 1, "encoding", meant, 0.85, "Windows-1252 read as Latin-1")
            start = at + 1


def _plain(char: str) -> bool:
    return not char or bool(_PLAIN.match(char))


def _private(text: str, run: re.Match[str]) -> Iterator[Edit]:
    if any(ord(char) in ASSIGNED for char in run[0]):
        for at, char in enumerate(run[0], start=run.start()):
            if meant := ASSIGNED.get(ord(char)):
                yield Edit(at, at + 1, "invisible", chr(meant), 0.95, "a private code that GB 18030 gave up")
        return
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    apart = (not before or before.isspace()) and (not after or after.isspace())
    if apart or (not before and after.isspace()) or (not after and before.isspace()):
        yield Edit(run.start(), run.end(), "invisible", "", 0.85, "an icon of the page's own font")
