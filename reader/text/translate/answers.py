"""Whether what came back is a translation at all: only then it may be kept."""

import re

from glossary.fold import is_han

_PAGE = re.compile(r"<\s*(?:!doctype|html|head|body|script|title|div|span|p|br|h1)\b", re.IGNORECASE)
_NOTICE = re.compile(
    r"MYMEMORY WARNING|QUERY LENGTH LIMIT|INVALID (?:LANGUAGE PAIR|EMAIL)|PLEASE SELECT TWO DISTINCT LANGUAGES"
    r"|NO QUERY SPECIFIED|IS AN INVALID (?:SOURCE|TARGET) LANGUAGE",
)
"""What MyMemory says, with status 200, in the place of a translation."""
_MOST_HAN = 0.5
"""Of the letters of a translation; an English sentence may quote a name."""
_LONGEST_TIMES, _LONGEST_MORE = 20, 400
"""English has three to five characters for a Chinese one; what is far longer is something else."""


def fault_of(source: str, answer: object) -> str | None:
    """What is wrong with an answer, to be read after the service's name; None if it may be a translation."""
    if not isinstance(answer, str):
        return "answered with no text"
    text = answer.strip()
    if not text:
        return "answered with nothing"
    if _PAGE.search(text) and not _PAGE.search(source):
        return "answered with a web page"
    if _NOTICE.search(text):
        return f"refused: {' '.join(text.split())[:120]}"
    if needs_translation(source):
        letters = [char for char in text if char.isalpha()]
        if _plain(text) == _plain(source) or sum(map(is_han, letters)) > _MOST_HAN * len(letters):
            return "sent the text back untranslated"
    if not any(map(str.isalnum, text)) and any(map(str.isalnum, source)):
        return "answered with no word"
    if len(text) > _LONGEST_TIMES * len(source) + _LONGEST_MORE:
        return "answered with far more than the text"
    return None


def needs_translation(text: str) -> bool:
    """Whether there is any Chinese in it; what has none is its own English."""
    return any(map(is_han, text))


def tidied(answer: str) -> str:
    """An answer on one line, without what stands around it: a paragraph is one line wherever it is kept."""
    return " ".join(answer.split())


def with_english_marks(text: str) -> str:
    """Chinese marks as English has them, for a text in which nothing else is Chinese."""
    return tidied(text.translate(_MARKS)).rstrip()


_MARKS = str.maketrans(
    {"、": ", ", "。": ". ", "（": " (", "）": ") ", **{chr(ord(mark) + 0xFEE0): f"{mark} " for mark in ",;:!?"}}
)


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
