"""Readings as files have them: ``MCN jī gòu`` for people, and any spelling read back, sign by sign."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from glossary.fold import is_han
from glossary.model import Term
from glossary.pinyin import normalize, parse_readings, strip_tone, to_marks


def reading_text(term: Term) -> str:
    """The reading in marks, a space between syllables, other signs as they are: ``MCN jī gòu``.

    Empty for a name without a character to be read. Where every syllable is neutral the numbers stand (``de5``), so
    that it is not taken for pinyin without tones.
    """
    syllables = [reading for reading in term.readings if reading is not None]
    if not syllables:
        return ""
    write = str if all(syllable.endswith("5") for syllable in syllables) else to_marks
    pieces: list[str] = []
    readings = iter(term.readings)
    for read, run in groupby(term.hans, is_han):
        signs = list(run)
        values = [next(readings, None) for _ in signs]
        if read:
            pieces += [write(value or "?") for value in values]
        else:
            pieces.append("".join("".join(signs).split()))
    return " ".join(filter(None, pieces))


def toneless(text: str) -> bool:
    """Whether a spelling says nothing of tones, which is not to say that all are neutral."""
    return text.isascii() and not any(digit in text for digit in "012345")


def read_reading(hans: str, text: str) -> tuple[str | None, ...] | None:
    """A reading in any spelling, one item for each character of ``hans``; None where it does not fit.

    Read are ``- ji1 gou4``, ``MCN jī gòu``, ``MCN jīgòu``, ``jīgòu``.
    """
    tokens = text.split()
    plain = _item_by_item(hans, tokens)
    if plain is not None:
        return plain
    aligned = _aligned(hans, tokens)
    if aligned is not None:
        return aligned
    count = sum(map(is_han, hans))
    if not count:
        return None if tokens else (None,) * len(hans)
    others = _others(hans)
    rest = [token for token in tokens if token.casefold() not in others]
    for spelling in (" ".join(rest), text):
        # With tones, only as few syllables as can be: dào is no reading of two characters, though da and o are.
        syllables = parse_readings(spelling, count if toneless(spelling) else None)
        if syllables is not None and len(syllables) == count:
            following = iter(syllables)
            return tuple(next(following) if is_han(char) else None for char in hans)
    return None


def same_letters(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    """Whether two readings differ in tones alone."""
    return [strip_tone(r) for r in one if r] == [strip_tone(r) for r in other if r]


def _item_by_item(hans: str, tokens: Sequence[str]) -> tuple[str | None, ...] | None:
    if len(tokens) != len(hans) or "-" not in tokens:
        return None
    found: list[str | None] = []
    for char, token in zip(hans, tokens, strict=True):
        syllable = normalize(token) if is_han(char) else None
        if (token == "-") == is_han(char) or (is_han(char) and syllable is None):
            return None
        found.append(syllable)
    return tuple(found)


def _aligned(hans: str, tokens: Sequence[str]) -> tuple[str | None, ...] | None:
    """Each character takes a syllable, each stretch of other signs the words that spell it."""
    found: list[str | None] = []
    rest = iter(tokens)
    for read, run in groupby(hans, is_han):
        signs = "".join(run)
        if read:
            for _ in signs:
                syllable = normalize(next(rest, ""))
                if syllable is None:
                    return None
                found.append(syllable)
        else:
            found += [None] * len(signs)
            if not _spells("".join(signs.split()), rest):
                return None
    return tuple(found) if next(rest, None) is None else None


def _spells(signs: str, tokens: Iterator[str]) -> bool:
    """Whether the next words, run together, are these signs; they are used up."""
    so_far = ""
    while len(so_far) < len(signs):
        token = next(tokens, None)
        if token is None:
            return False
        so_far += token
    return so_far.casefold() == signs.casefold()


def _others(hans: str) -> set[str]:
    others = ("".join(run) for read, run in groupby(hans, is_han) if not read)
    return {token.casefold() for run in others for token in run.split()}
