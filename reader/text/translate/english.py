"""A rendering put in the place of a word that an engine left alone: number, article, possessive, capital."""

import re

_NOTE = re.compile(r"\s*\([^()]*\)")
_LED_BY = re.compile(r"^(?:an?|the) (?=.)", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(an?|the|this|that|its|their|his|her|our) $", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?][\"'”’)\]]*\s+|^\W+|[“\"]\s*)$")
_PROPER = re.compile(r"[A-Z][a-zà-ÿ’]+(?:[ -][A-Z][a-zà-ÿ’]+)*")
"""A name that takes no article: Hangzhou, Xiao Wu; but the Ministry of Commerce, the GMV."""
_NO_NOUN = re.compile(
    r"\s*(?:[^\w\s]|$|\s(?:is|are|was|were|has|have|had|will|would|can|could|may|must|and|or|but|in|on|at|of|to|for|from|by"
    r"|with|as|than|that|which|who|also|not)\b)"
)
"""What follows a word that stands for itself, and does not describe the next one."""
_SPELT_WITH_VOWEL = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel: an MCN, an SKU; but a UI."""
_SOUNDS_LIKE_CONSONANT = re.compile(r"(?:uni(?!n|m)|us[eai]|eu|one\b|once\b|ut[ie]|ub)", re.IGNORECASE)
_SILENT_H = re.compile(r"(?:hour|hono|heir|honest)", re.IGNORECASE)
_UNCHANGED = frozenset({"sales", "series", "news", "goods", "traffic", "means", "ropes", "operations", "commerce"})
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "person": "people",
    "child": "children",
    "half": "halves",
    "shelf": "shelves",
    "life": "lives",
}


def bare(rendering: str) -> str:
    """A rendering as it stands in a sentence: without the note in brackets."""
    return _NOTE.sub("", rendering).strip() or rendering.strip()


def plural(rendering: str) -> str:
    """The rendering in the plural, by its last word; what looks like one already stays."""
    head, space, last = rendering.rpartition(" ")
    low = last.lower()
    if not last or not last[-1].isalpha() or low in _UNCHANGED or low.endswith(("ing", "ics", "men", "people")):
        return rendering
    if low in _IRREGULAR:
        changed = _IRREGULAR[low]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")):
        changed = last
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        changed = last + "es"
    elif low.endswith("y") and len(low) > 1 and low[-2] not in "aeiou" and last != last.upper():
        changed = last[:-1] + "ies"
    else:
        changed = last + "s"
    return head + space + changed


def looks_plural(rendering: str) -> bool:
    """Whether no “a” goes before it."""
    last = rendering.split(" ")[-1].lower()
    return (last.endswith("s") and not last.endswith(("ss", "us", "is"))) or last in _IRREGULAR.values()


def indefinite(rendering: str) -> str:
    """“a” or “an”, whichever goes before it."""
    word = rendering.split(" ")[0].split("-")[0]
    first = word[:1]
    if word.isupper() and len(word) > 1:
        return "an" if first in _SPELT_WITH_VOWEL else "a"
    if _SILENT_H.match(word):
        return "an"
    return "an" if first.lower() in "aeiou" and first and not _SOUNDS_LIKE_CONSONANT.match(word) else "a"


def set_in(before: str, rendering: str, after: str, ending: str) -> tuple[str, str]:
    """What stands before the place, put right, and the rendering for it. ``ending`` is what the engine hung on the
    word it left alone: a plural's “s”, a possessive's “'s”, or nothing."""
    word = bare(rendering)
    if ending.lower() in ("s", "es"):
        word = plural(word)
    elif ending:
        word += ending[0] if looks_plural(word) else ending
    article = _ARTICLE_BEFORE.search(before)
    if article is not None:
        word = _LED_BY.sub("", word)
        if article[1].lower() == "the" and _PROPER.fullmatch(bare(rendering)) and (ending or _NO_NOUN.match(after)):
            before = before[: article.start(1)]
        elif article[1].lower() in ("a", "an"):
            start = article.start(1)
            said = "" if looks_plural(word) else indefinite(word) + " "
            if article[1][0].isupper():
                said = said.capitalize()
            before = before[:start] + said
    if _SENTENCE_START.search(before) and word[:1].islower():
        word = word[0].upper() + word[1:]
    if before[-1:].isalnum():
        before += " "
    if after[:1].isalnum():
        word += " "
    return before, word
