"""The keys of an index: what a gloss or a reading is found by."""

import re

_OPENING = re.compile(r"^(?:\([^)]*\) ?)+")
_TONED = re.compile(r"([a-zü:]+)[0-5]")


def gloss_key(gloss: str) -> str:
    """A gloss without labels, article and remark: ``(dialect) to eat (a meal)`` → ``eat``."""
    gloss = gloss.strip().lower()
    if gloss.startswith("("):
        gloss = _OPENING.sub("", gloss)
    gloss = gloss.partition(" (")[0]
    for article in ("to ", "a ", "an ", "the "):
        if gloss.startswith(article):
            return gloss[len(article) :]
    return gloss


def reading_key(pinyin: str) -> str:
    """The key of a reading straight from the dictionary's spelling, as ``glossary.pinyin.key`` makes it of syllables:
    parsing every entry fully would make building the index five times as long."""
    return "".join(_TONED.findall(pinyin.lower().replace("xx5", ""))).replace("u:", "u").replace("ü", "u")
