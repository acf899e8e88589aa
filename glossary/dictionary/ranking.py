"""Which answers come first.

For English a number is made of three things: how well the best gloss fits, how rare the word is, and what speaks
against it (a name, a label such as “classical”). Costs are −ln of a frequency × 1000, so 700 is “twice as rare”.
"""

import re
from collections.abc import Callable, Sequence

from glossary.dictionary.cedict import LINE
from glossary.dictionary.entry import Entry
from glossary.dictionary.keys import gloss_key
from glossary.dictionary.stored import from_line, is_stored
from glossary.fold import fold

Cost = Callable[[str], int]

_SURNAME = re.compile(r"surname [A-Z]")
_CORNER = re.compile(
    r"\((?:classical|archaic|old|literary|dialect|Tw|HK|chess|slang|vulgar|coll\.|nautical|geography|zoology|religion)\)"
)
"""How the first gloss of a word begins that few texts mean."""
_BOUND = re.compile(r"\(bound form\)")
_VERB = re.compile(r"(?:\([^)]*\) ?)*to ")

_PLURAL_IN_ENTRY, _PLURAL_TYPED, _BEGINS, _HOLDS, _STEM = 400, 2500, 3000, 5000, 7000
_FURTHER_WORD, _FURTHER_WORDS = 300, 8
_OTHER_PART_OF_SPEECH = 1500
_VERB_FOR_A_BARE_WORD = 700
_LATER_SENSE, _LATER_SENSES = 300, 6
_NAME, _LABELLED, _BOUND_FORM = 3000, 2500, 1200


def homograph_rank(entry: Entry) -> tuple[bool, bool, bool, bool, int]:
    """Lower is better: ordinary words before names, names before surnames, and what only points elsewhere last.

    Among homographs a word of one corner of the language comes late, and of the rest the one with more glosses is
    nearly always the more frequent: 后 is 後 "back" before "empress", 面 is "face" before 麵 "flour".
    """
    first = entry.senses[0].glosses[0] if entry.senses else ""
    surname = bool(_SURNAME.match(first))
    breadth = sum(len(sense.glosses) for sense in entry.senses)
    return not entry.senses, surname, entry.proper, bool(_CORNER.match(first)), -breadth


def reading_rank(entry: Entry, cost: Cost) -> tuple[bool, bool, bool, int, int]:
    """As ``homograph_rank`` for entries of different words: there the more frequent word comes first."""
    pointer, surname, proper, corner, breadth = homograph_rank(entry)
    return pointer, surname or proper, corner, cost(entry.hans), breadth


def english_rank(line: str, typed: str, cost: Cost) -> int:
    """How far down the entry of a line comes among the answers to English words. Works on the raw line: parsing 600
    entries takes 20 ms."""
    hans, proper, senses = _outline(line)
    wanted, verb = gloss_key(typed), bool(_VERB.match(typed.strip().lower()))
    best = 20_000
    for number, sense in enumerate(senses):
        against = min(number, _LATER_SENSES) * _LATER_SENSE
        against += _LABELLED * bool(_CORNER.match(sense)) + _BOUND_FORM * bool(_BOUND.match(sense))
        for gloss in sense.split(";"):
            best = min(best, _fit(gloss.strip().lower(), wanted, verb) + against)
    return best + cost(hans) + _NAME * proper


def _outline(line: str) -> tuple[str, bool, Sequence[str]]:
    """Simplified headword, whether it is a name, senses."""
    if is_stored(line) and (stored := from_line(line)) is not None:
        return fold(stored.word), False, stored.senses
    match = LINE.match(line)
    if match is None:
        return "", False, ()
    return match["hans"], match["pinyin"][:1].isupper(), match["senses"].split("/")


def _fit(gloss: str, wanted: str, verb: bool) -> int:
    plain = gloss_key(gloss)
    if plain == wanted or plain in _plurals(wanted):
        said = bool(_VERB.match(gloss))
        speech = 0 if said == verb else _OTHER_PART_OF_SPEECH if verb else _VERB_FOR_A_BARE_WORD
        return speech + (0 if plain == wanted else _PLURAL_IN_ENTRY)
    if wanted in _plurals(plain):
        return _PLURAL_TYPED
    further = _FURTHER_WORD * min(max(0, plain.count(" ") - wanted.count(" ")), _FURTHER_WORDS)
    if plain.startswith((wanted + " ", wanted + ",")):
        return _BEGINS + further
    return further + (_HOLDS if f" {wanted} " in f" {plain} ".replace(",", " ") else _STEM)


def _plurals(word: str) -> tuple[str, ...]:
    return word + "s", word + "es", word[:-1] + "ies" if word.endswith("y") else ""
