"""How an entry of a dictionary that is not CC-CEDICT is kept: one JSON array a line, ready to be indexed."""

from collections.abc import Sequence

import msgspec

from glossary.dictionary.cedict import parse_line
from glossary.dictionary.entry import Entry, Sense
from glossary.fold import fold, is_han
from glossary.pinyin import parse_readings


class StoredEntry(msgspec.Struct, frozen=True, array_like=True):
    """A headword as its dictionary writes it, how it is read, and its meanings as plain text."""

    word: str
    reading: tuple[str | None, ...]
    """One item per character, empty if it is not known."""
    said: str
    """The reading as written, where it is no pinyin for each character."""
    senses: tuple[str, ...]


_DECODER = msgspec.json.Decoder(StoredEntry)
_ENCODER = msgspec.json.Encoder()


def stored_entry(word: str, reading: str, senses: Sequence[str]) -> StoredEntry:
    """``reading`` in any spelling, or none. What cannot be taken for one syllable a character is kept as it is."""
    reading = " ".join(reading.split())
    han = [is_han(character) for character in word]
    syllables = parse_readings(reading, sum(han)) if reading and any(han) else None
    if syllables is None:
        return StoredEntry(word, (), "" if reading == word else reading, tuple(senses))
    rest = iter(syllables)
    return StoredEntry(word, tuple(next(rest) if one else None for one in han), "", tuple(senses))


def to_line(entry: StoredEntry) -> str:
    return _ENCODER.encode(entry).decode()


def is_stored(line: str) -> bool:
    """Whether a line is one of these, and none of CC-CEDICT's."""
    return line.startswith('["')


def from_line(line: str) -> StoredEntry | None:
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError:
        return None


def entry_of(line: str) -> Entry | None:
    """The entry of a line of either kind; None if it is none."""
    if not is_stored(line):
        return parse_line(line)
    stored = from_line(line)
    if stored is None:
        return None
    senses = tuple(Sense((sense,)) for sense in stored.senses)
    return Entry(stored.word, fold(stored.word), stored.reading, False, senses, said=stored.said)
