"""The tables of an index and the keys that look-up needs."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from glossary.dictionary.cedict import LINE, first_senses, parse_line
from glossary.dictionary.entry import Entry
from glossary.dictionary.keys import gloss_key, reading_key
from glossary.dictionary.meaning import BRIEF, pack_meanings, ranked, resolve
from glossary.dictionary.stored import entry_of, from_line, is_stored
from glossary.fold import fold, is_han
from glossary.pinyin import key, parse_cedict

LAYOUT = 6
"""Raised whenever the tables or keys below change."""

_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE word (form TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (form, entry)) WITHOUT ROWID;
CREATE TABLE meant (form TEXT PRIMARY KEY, senses TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE TABLE meaning (gloss TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (gloss, entry)) WITHOUT ROWID;
CREATE TABLE within (character TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE english USING fts5(gloss, content='', tokenize='porter unicode61', detail='column');
CREATE TABLE source (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_LONGEST_GLOSS = 24
"""Characters of a gloss that somebody may type whole; three in five glosses are that short."""
_LONGEST_WORD = 4
"""Characters of a word that is told for each of its characters."""
_BATCH = 5000
_PARSED = 20_000
"""Entries kept while meanings are worked out: those of all homographs and pointers of CC-CEDICT."""
_NO_ENGLISH = re.compile(r"CL:[^/]*|\[[^\]]*\]|[^\x00-\u024f]+")
"""Measure words, readings and Chinese inside the senses: nothing that one looks for in English."""
_GLOSS_ENDS = re.compile(r"[/;\n]")


class Row(NamedTuple):
    """What an index keeps of one entry."""

    line: str
    hans: str
    forms: set[str]
    reading: str
    senses: str
    brief: str
    """The first senses as they are read, one a line; empty where only the whole entry tells them."""


def fill(
    connection: sqlite3.Connection, text: str, cancelled: Callable[[], bool], progress: Callable[[int], None]
) -> bool:
    """Make and fill the tables from a source's text; ``progress`` is told how many entries are done. False if it was
    cancelled."""
    connection.execute("BEGIN")
    for statement in _TABLES.strip().split("\n"):
        connection.execute(statement)
    words: list[tuple[str, int]] = []
    readings: list[tuple[str, int]] = []
    lines: list[tuple[int, str]] = []
    briefs: list[tuple[str, str]] = []
    english: list[tuple[int, str]] = []
    meanings: list[tuple[str, int]] = []
    within: defaultdict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(_rows(text, connection), 1):
        lines.append((number, row.line))
        briefs.append((row.line, row.brief))
        words += [(form, number) for form in row.forms]
        if row.reading:
            readings.append((row.reading, number))
        english.append((number, _NO_ENGLISH.sub(" ", row.senses)))
        for gloss in _GLOSS_ENDS.split(row.senses):
            if len(gloss) <= _LONGEST_GLOSS and (wanted := gloss_key(gloss)):
                meanings.append((wanted, number))
        if 1 < len(row.hans) <= _LONGEST_WORD:
            for character in set(row.hans):
                within[character].append(row.hans)
        if number % _BATCH == 0:
            if cancelled():
                return False
            progress(number)
            _flush(connection, lines, english)
    _flush(connection, lines, english)
    words.sort()
    # In order of the key: three times as fast as in order of the file.
    connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", words)
    connection.executemany("INSERT INTO meant VALUES (?, ?)", _meant(words, briefs))
    connection.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?)", sorted(readings))
    connection.executemany("INSERT OR IGNORE INTO meaning VALUES (?, ?)", sorted(meanings))
    connection.executemany("INSERT INTO within VALUES (?, ?)", _within(within))
    connection.execute("COMMIT")
    return True


def _rows(text: str, connection: sqlite3.Connection) -> Iterator[Row]:
    for line in text.split("\n"):
        if line.startswith("#! "):
            name, _, value = line[3:].strip().partition("=")
            connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (name, value))
        elif not line.startswith("#"):
            row = _stored(line) if is_stored(line) else _published(line.rstrip())
            if row is not None:
                yield row


def _published(line: str) -> Row | None:
    """A line of CC-CEDICT."""
    match = LINE.match(line)
    if match is None:
        return None
    hant, hans = match["hant"], match["hans"]
    pinyin = match["pinyin"]
    if match["v2"] and not pinyin.islower():
        # The second syntax runs Latin letters into syllables (Xguang1), where only the parser tells them apart.
        reading = key([syllable for syllable in parse_cedict(pinyin) if syllable])
    else:
        reading = reading_key(pinyin)
    return Row(line, hans, {hant, hans, *_folded(hant)}, reading, match["senses"], _brief(line, match["senses"]))


def _stored(line: str) -> Row | None:
    """A line of another dictionary."""
    entry = from_line(line)
    if entry is None:
        return None
    hans = fold(entry.word)
    reading = key([syllable for syllable in entry.reading if syllable])
    return Row(line, hans, {entry.word, hans, *_folded(entry.word)}, reading, "\n".join(entry.senses), "")


def _brief(line: str, senses: str) -> str:
    found = first_senses(senses, BRIEF)
    if found is None:
        entry = parse_line(line)
        return pack_meanings([entry]) if entry is not None else ""
    return "\n".join(found)


def _meant(words: Sequence[tuple[str, int]], briefs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of every form its meanings packed (``meaning``), in order; forms without any are left out. ``words``: forms with
    the numbers of their entries, sorted; ``briefs``: line and first senses by number, less one."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for form, number in words:
        numbers[form].append(number - 1)

    parsed = lru_cache(maxsize=_PARSED)(entry_of)  # a word's two forms have the same entries

    def by_word(form: str) -> list[Entry]:
        lines = (briefs[number][0] for number in numbers.get(form, ()))
        return ranked(entry for line in lines if (entry := parsed(line)) is not None)

    for form, found in numbers.items():
        brief = briefs[found[0]][1]
        if len(found) > 1 or not brief:
            brief = pack_meanings(resolve(entry, by_word) for entry in by_word(form))
        if brief:
            yield form, brief


def _folded(word: str) -> Iterable[str]:
    """Words with Latin letters are found in any case and width (T恤, ｔ恤)."""
    return () if all(map(is_han, word)) else (fold(word),)


def _within(words: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for character in sorted(words):
        if is_han(character):
            yield character, " ".join(dict.fromkeys(words[character]))


def _flush(connection: sqlite3.Connection, lines: list[tuple[int, str]], english: list[tuple[int, str]]) -> None:
    connection.executemany("INSERT INTO entry VALUES (?, ?)", lines)
    connection.executemany("INSERT INTO english (rowid, gloss) VALUES (?, ?)", english)
    lines.clear()
    english.clear()
