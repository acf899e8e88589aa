"""English renderings in running text: inflected, hyphenated or not, American or British. Pure."""

import re
from functools import lru_cache

_WORD = re.compile(r"[\w’]+")
_NOTE = re.compile(r"\s*\([^()]*\)")
_LEADING = re.compile(r"^(?:to|an?|the) (?=.)", re.IGNORECASE)
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|(?<!s)s|e)$")
_ENDINGS = r"(?:e|ed|ing|er)?(?:s|es|’s|s’)?"
_DOUBLED = re.compile(r"(?<![aeiou])[aeiou][bdgklmnprt]$")
"""shop(ping), plan(ned), travel(led)."""
_BETWEEN = r"[^\w“”]*"
_PARTICLES = frozenset(
    {"across", "away", "down", "in", "into", "off", "on", "out", "over", "to", "under", "up", "with"}
)
_OBJECT = r"(?:[ -][\w’]+){0,3}?"
"""Up to three words."""
_IRREGULAR = """
be am is are was were been being/ bear bore borne/ beat beaten/ become became/ begin began begun/ bid/ bind bound/
bring brought/ build built/ buy bought/ catch caught/ choose chose chosen/ come came/ cost/ cut/ deal dealt/ do does did
done/ draw drew drawn/ drive drove driven/ eat ate eaten/ fall fell fallen/ feed fed/ feel felt/ fight fought/ find
found/ fly flew flown/ get got gotten/ give gave given/ go went gone/ grow grew grown/ have has had/ hear heard/ hide
hid hidden/ hit/ hold held/ keep kept/ know knew known/ lay laid/ lead led/ leave left/ let/ lose lost/ make made/ man
men/ mean meant/ meet met/ pay paid/ put/ read/ ride rode ridden/ ring rang rung/ rise rose risen/ run ran/ say said/
see saw seen/ seek sought/ sell sold/ send sent/ set/ shake shook shaken/ shoot shot/ show shown/ shut/ sing sang sung/
sink sank sunk/ sit sat/ speak spoke spoken/ spend spent/ spin spun/ spread/ stand stood/ steal stole stolen/ stick
stuck/ strike struck/ swim swam/ take took taken/ teach taught/ tell told/ think thought/ throw threw thrown/ wear wore
worn/ win won/ write wrote written/ woman women/ child children/ person people/ shelf shelves/ life lives/ half halves
"""
IRREGULAR: dict[str, str] = {
    form: row.split()[0] for row in _IRREGULAR.replace("\n", " ").split("/") for form in row.split()[1:]
}
"""An irregular form to the word it is of: sold, sell."""
_FORMS: dict[str, str] = {
    row.split()[0]: "|".join(row.split()[1:]) for row in _IRREGULAR.replace("\n", " ").split("/") if row.split()[1:]
}


def inflected(word: str) -> str:
    """A pattern for an English word in small letters and its endings: sale(s), seed(ing), shift(ed), host(’s),
    entit(ies), sold for sell."""
    if len(word) > 2 and word[-1] == "y" and word[-2] not in "aeiou":
        return re.escape(word[:-1]) + r"(?:y|ies|ied|ying|y’s)"
    stem = _ENDING.sub("", word)
    doubled = f"{stem[-1]}?" if _DOUBLED.search(stem) and len(stem) > 2 else ""
    forms = _british(re.escape(stem)) + doubled + _ENDINGS
    others = _FORMS.get(word) or _FORMS.get(stem)
    return f"(?:{forms}|{others})" if others else forms


def _british(stem: str) -> str:
    """organis- or organiz-, colour or color."""
    stem = re.sub(r"(?<=\w{3})ou?r$", "ou?r", stem)
    return re.sub(r"(?<=\w{3})i[sz](?=$|ation)", "i[sz]", stem)


@lru_cache(maxsize=4096)
def spelt_like(rendering: str) -> re.Pattern[str]:
    """A pattern for a rendering with its words inflected, to be searched in text in which every ' is ’ (``typeset``).

    A note in brackets and a leading “to” or article are no part of it; between its words may stand a hyphen, other
    signs or nothing (co-host, cohost), but no quotation mark. An object may stand within: put a plan into practice.
    """
    plain = _LEADING.sub("", typeset(_NOTE.sub("", rendering)).strip(), count=1)
    words = _WORD.findall(plain.lower())
    if not words:
        return re.compile(r"(?!)")
    parts = [inflected(words[0])]
    for number, word in enumerate(words[1:], 1):
        parts += [_OBJECT if number == 1 and word in _PARTICLES else "", _BETWEEN, inflected(word)]
    return re.compile(rf"\b{''.join(parts)}(?!\w)", re.IGNORECASE)


def typeset(text: str) -> str:
    """Apostrophes as print has them, so that a typed one is the same."""
    return text.replace("'", "’")


def is_rendered(rendering: str, text: str) -> bool:
    """Whether an English text has a rendering, in whatever inflection."""
    return spelt_like(rendering).search(typeset(text)) is not None
