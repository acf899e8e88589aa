"""A paragraph in pieces that a translation service takes, cut where a reader would pause."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from reader.text.sentences import chinese_sentences

_CLAUSE = re.compile(r"(?<=[，、；：,;:])")
_SAFE = ""


class Limit(Struct, frozen=True):
    """What one call takes at most."""

    characters: int
    """Code points."""
    encoded: int = 0
    """Bytes as they stand in an address, where a Chinese character has nine (``%E4%BD%A0``). 0: the text does not
    travel in one."""
    utf8: int = 0
    """Bytes in UTF-8, three for a Chinese character. 0: not counted."""

    @property
    def chinese(self) -> int:
        """Chinese characters that fit."""
        return min(self.characters, self.encoded // 9 or self.characters, self.utf8 // 3 or self.characters)

    def fits(self, text: str) -> bool:
        """Whether a text may be sent in one call."""
        return (
            len(text) <= self.characters
            and (not self.encoded or len(quote(text, safe=_SAFE, errors="replace")) <= self.encoded)
            and (not self.utf8 or len(text.encode("utf-8", "replace")) <= self.utf8)
        )


def chunks(text: str, limit: Limit) -> list[str]:
    """The text in as few pieces as fit, joined again by ``"".join``: cut after sentences, within a sentence that is too
    long after clauses, and anywhere only in what has no clause."""
    found: list[str] = []
    for piece in _fitting(text, limit):
        if found and limit.fits(found[-1] + piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _fitting(text: str, limit: Limit) -> Iterator[str]:
    if limit.fits(text):
        if text:
            yield text
        return
    for sentence in _sentences(text):
        if limit.fits(sentence):
            yield sentence
            continue
        for clause in _CLAUSE.split(sentence):
            yield from [clause] if limit.fits(clause) else _broken(clause, limit)


def _sentences(text: str) -> Iterator[str]:
    """The sentences, each with the space before the next one."""
    ends = [sentence.start for sentence in chinese_sentences(text)[1:]]
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        yield text[start:end]


def _broken(text: str, limit: Limit) -> Iterator[str]:
    """A text without a place to cut, in pieces all the same; a Latin word or a figure stays whole if it can."""
    while text:
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if limit.fits(text[:middle]) else (low, middle - 1)
        cut = low
        if cut < len(text):
            while cut > 1 and _is_latin(text[cut - 1]) and _is_latin(text[cut]):
                cut -= 1
        cut = cut if cut > 1 else low
        yield text[:cut]
        text = text[cut:]


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")
