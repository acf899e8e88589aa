"""What a word means in a few words, worked out when the index is made: parsing entries takes 30 µs each, and following
those that only point elsewhere several times as long, where a page asks for the meanings of 10,000 words."""

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from glossary.dictionary.entry import Entry
from glossary.dictionary.ranking import homograph_rank

BRIEF = 3
"""Senses that are kept."""
_NEXT = "\t"
"""Before another reading's meanings."""


def resolve(entry: Entry, by_word: Callable[[str], Sequence[Entry]]) -> Entry:
    """The entry with the meanings it points to, if it only points elsewhere. ``by_word``: all entries of a word, in
    order."""
    return _resolve(entry, by_word, {(entry.hant, entry.hans)})


def _resolve(entry: Entry, by_word: Callable[[str], Sequence[Entry]], seen: set[tuple[str, str]]) -> Entry:
    if entry.senses:
        return entry
    for reference in entry.references:
        name = (reference.hant, reference.hans)
        if name in seen:
            continue
        seen.add(name)
        targets = [t for t in by_word(reference.hans) if t.hant == reference.hant or t.hans == reference.hans]
        agreeing = [t for t in targets if not reference.reading or same_reading(t.reading, reference.reading)]
        for target in agreeing or targets:
            found = _resolve(target, by_word, seen)
            if found.senses:
                classifiers = entry.classifiers or found.classifiers
                return replace(entry, senses=found.senses, classifiers=classifiers)
    return entry


def same_reading(a: Sequence[str | None], b: Sequence[str | None]) -> bool:
    """Equal readings; a neutral tone equals any, since dictionaries differ about them."""
    left, right = [s for s in a if s], [s for s in b if s]
    return len(left) == len(right) and all(
        x == y or (x[:-1] == y[:-1] and "5" in (x[-1], y[-1])) for x, y in zip(left, right, strict=True)
    )


def ranked(entries: Iterable[Entry]) -> list[Entry]:
    """Homographs, names and mere pointers last."""
    return sorted(entries, key=homograph_rank)


def pack_meanings(entries: Iterable[Entry]) -> str:
    """The first senses of a word's entry that comes first, one a line; then, each after a tab, the readings of its
    other entries with their senses. Empty where none has any.

    ``entries``: ranked and resolved.
    """
    packed: dict[str, str] = {}
    for entry in entries:
        said = "".join(syllable for syllable in entry.reading if syllable)
        if entry.senses and said not in packed:
            packed[said] = "\n".join(" ".join(sense.text.split()) for sense in entry.senses[:BRIEF])
    if not packed:
        return ""
    (_, first), *others = packed.items()
    return _NEXT.join([first, *(f"{said}\n{senses}" for said, senses in others)])


def senses_said(packed: str, reading: Iterable[str | None]) -> list[str]:
    """The first senses of the entry that is read so, else of the first one."""
    first = packed
    if _NEXT in packed:
        first, *others = packed.split(_NEXT)
        said = "".join(syllable for syllable in reading if syllable)
        for other in others:
            key, *senses = other.split("\n")
            if key == said:
                return senses
    return first.split("\n")
