"""English words reduced so that what a dictionary says meets what a translator wrote: development → develop.

Rough on purpose: two words that fall together by mistake do little harm, for words that are common count for little.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from glossary.checking.english import IRREGULAR

_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?")
_PLURALS = (("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "z"), ("ies", "y"))
_ENDINGS = (
    *("ization", "isation", "ational", "fulness", "iveness", "ousness", "ability", "ibility"),
    *("ations", "ation", "ition", "ingly", "edly", "ement", "ments", "ment", "ness", "ance", "ence", "able", "ible"),
    *("ical", "ious", "eous", "tion", "sion", "ally", "ship", "hood", "less"),
    *("ful", "ous", "ive", "ity", "ism", "ist", "ize", "ise", "ant", "ent", "ary", "ery", "ory", "ial", "ing", "ion"),
    *("ly", "al", "er", "or", "ed", "ic", "en", "y", "e"),
)
_SHORTEST = 4
"""Letters that must be left, three where only -ing, -ed or a last vowel goes."""
_LITTLE = frozenset({"ing", "ed", "e", "y"})
_SAY_LITTLE = """
a about all also am an and any are as at be because been being but by can could did do does doing done for from get
got had has have having if in into is it its just let like may might more most much must no nor not of on one ones
or other our out over own s same shall should so some such t than that the their them then there these this those
through thus to too up upon us very was were what when where which while will with would sb sth etc eg ie used
abbr variant erhua old see pr cl bound form literary coll fig lit idiom classifier particle tw dialect
"""
STOP = frozenset(_SAY_LITTLE.split())
"""Words that say too little, and those that a dictionary says of words."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word in small letters without its endings.

    >>> [stem(w) for w in ("sold", "selling", "sells", "developments", "developing", "cities")]
    ['sell', 'sell', 'sell', 'develop', 'develop', 'cit']
    """
    word = word.replace("’", "'").removesuffix("'s").removesuffix("s'")
    word = IRREGULAR.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        for ending, instead in _PLURALS:
            if word.endswith(ending):
                word = word.removesuffix(ending) + instead
                break
        else:
            word = word[:-1]
    word = IRREGULAR.get(word, word)
    word = word.replace("our", "or") if len(word) > 4 else word
    shortened = True
    while shortened:
        shortened = False
        for ending in _ENDINGS:
            left = len(word) - len(ending)
            if left >= (3 if ending in _LITTLE else _SHORTEST) and word.endswith(ending):
                word = word[:left]
                if ending in ("ing", "ed", "er") and word[-1] == word[-2] and word[-1] not in "ls":
                    word = word[:-1]
                shortened = left > _SHORTEST
                break
    return word[:-1] if len(word) > 3 and word[-1] == "i" else word


def words(text: str) -> Iterator[str]:
    """The words of an English text in small letters, those that say too little left out."""
    return (word for word in _WORD.findall(text.lower()) if word not in STOP)
