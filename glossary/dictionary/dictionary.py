"""Look-up in a dictionary: by either script, by pinyin in any spelling, by English, with wildcards."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary.dictionary.cedict import LINE
from glossary.dictionary.entry import Entry
from glossary.dictionary.index import index_for
from glossary.dictionary.keys import gloss_key
from glossary.dictionary.meaning import BRIEF, ranked, resolve, same_reading, senses_said
from glossary.dictionary.ranking import Cost, english_rank, reading_rank
from glossary.dictionary.source import Source
from glossary.dictionary.stored import entry_of
from glossary.errors import DictionaryError
from glossary.fold import fold
from glossary.pinyin import parse_query, pattern_of

Reading = tuple[str | None, ...]
_LIMIT = 50
_FITTING = 5000
"""Headwords that fit a pattern, of which the commonest are wanted."""
_CANDIDATES = 600
"""Entries with the English words somewhere, of which the best are wanted."""
_LONGEST = 20
"""Code points; three headwords in CC-CEDICT are longer."""
_SPECIAL = re.compile(r"([\[\]])")
_AT_ONCE = 500
"""Parameters of one query; older SQLite takes 999."""


class Dictionary:
    """An opened dictionary. Any thread may ask; each has a connection of its own, all read-only."""

    def __init__(self, path: Path, cost: Cost | None = None, name: str = "") -> None:
        """``cost`` says how rare a simplified word is (lower: more frequent, −ln × 1000); it ranks answers to English
        and pinyin. Without it shorter words come first. ``name`` is that of a dictionary of the user's."""
        self._path = path
        self.name = name
        self._cost = cost or (lambda word: len(word))
        # immutable: nobody ever writes to a finished index, and a read-only folder needs no lock file.
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self.gloss = lru_cache(maxsize=32768)(self._gloss)
        """A word's first meaning in a few words (``reading`` chooses among homographs), None if it has no entry."""

    @classmethod
    def open(
        cls,
        folder: Path,
        cancelled: Callable[[], bool] = lambda: False,
        cost: Cost | None = None,
        source: Source | None = None,
    ) -> "Dictionary":
        """Open the dictionary of a source (the bundled one); the index in ``folder`` is built first where it is
        missing."""
        name = source.name if source else ""
        path = index_for(folder, cancelled, source)
        dictionary = cls(path, cost, name)
        try:
            dictionary.by_word("中国")
        except DictionaryError:
            # The index is damaged; nothing in it is anybody's, so make it anew.
            dictionary.close()
            path.unlink(missing_ok=True)
            dictionary = cls(index_for(folder, cancelled, source), cost, name)
        return dictionary

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    # By Chinese

    def by_word(self, word: str) -> list[Entry]:
        """All homographs of a word in either script, names and mere pointers last."""
        return ranked(self._entries("SELECT entry FROM word WHERE form = ?", word))

    def resolved(self, word: str) -> list[Entry]:
        """As ``by_word``; an entry that only points elsewhere brings the meanings it points to."""
        return [self.resolve(entry) for entry in self.by_word(word)]

    def resolve(self, entry: Entry) -> Entry:
        """The entry with the meanings it points to, if it only points elsewhere."""
        return resolve(entry, self.by_word)

    def beginning_at(self, text: str, offset: int) -> list[Entry]:
        """Entries of the words that begin at a place of a text, the longest first."""
        stretch = text[offset : offset + _LONGEST]
        forms = [stretch[:length] for length in range(len(stretch), 0, -1)]
        marks = ", ".join("?" * len(forms))
        rows = self._rows(f"SELECT form, entry FROM word WHERE form IN ({marks})", *forms)
        rows.sort(key=lambda row: -len(row[0]))
        return self._by_ids(entry for _, entry in rows)

    def characters(self, word: str) -> list[tuple[str, list[Entry]]]:
        """The entries of each character of a word, each character once."""
        return [(c, self.resolved(c)) for c in dict.fromkeys(word) if "\u3400" <= c <= "\u9fff" or c >= "\U00020000"]

    def matching(self, pattern: str, limit: int = _LIMIT) -> list[Entry]:
        """Headwords that fit a pattern: ``*`` stands for anything, ``?`` for one character. Shortest first, and of
        those of one length the commonest."""
        glob = _SPECIAL.sub(r"[\1]", pattern)
        rows = self._rows(
            "SELECT entry, form FROM word WHERE form GLOB ? ORDER BY length(form), form LIMIT ?", glob, _FITTING
        )
        ranked = sorted(rows, key=lambda row: (len(row[1]), self._cost(row[1])))
        return self._by_ids(dict.fromkeys(row[0] for row in ranked[: 2 * limit]))[:limit]

    def words_with(self, character: str, limit: int = 8) -> list[Entry]:
        """The commonest words of two to four characters with this character in it."""
        rows = self._rows("SELECT words FROM within WHERE character = ?", fold(character))
        words = sorted(rows[0][0].split(" "), key=self._cost) if rows else []
        found: dict[str, Entry] = {}
        for word in words[: 2 * limit]:
            for entry in self.by_word(word)[:1]:
                if entry.senses and not entry.proper and len(found) < limit:
                    found[word] = entry
        return list(found.values())

    # By pinyin and English

    def by_pinyin(self, typed: str, limit: int = _LIMIT) -> list[Entry]:
        """Entries read as typed, in any spelling; tones that were not typed match any. ``*`` stands for anything and
        ``?`` for one letter."""
        if "*" in typed or "?" in typed:
            return self._by_pinyin_pattern(typed, limit)
        spelling = parse_query(typed)
        if spelling is None:
            return []
        found = self._entries("SELECT entry FROM reading WHERE key = ?", spelling.key)
        fitting = [e for e in found if spelling.matches(tuple(s for s in e.reading if s))]
        return sorted(fitting, key=lambda entry: reading_rank(entry, self._cost))[:limit]

    def _by_pinyin_pattern(self, typed: str, limit: int) -> list[Entry]:
        pattern = pattern_of(typed)
        if pattern is None:
            return []
        rows = self._rows(
            "SELECT entry FROM reading WHERE key GLOB ? ORDER BY length(key), key LIMIT ?", pattern.glob, _FITTING
        )
        # Of thousands only the commonest are parsed.
        lines = sorted(self._lines(row[0] for row in rows), key=self._line_cost)
        found: list[Entry] = []
        for line in lines:
            entry = entry_of(line)
            if entry is not None and pattern.matches([s for s in entry.reading if s]):
                found.append(entry)
                if len(found) >= 2 * limit:
                    break
        return sorted(found, key=lambda entry: reading_rank(entry, self._cost))[:limit]

    def _line_cost(self, line: str) -> int:
        return self._cost(line.split('"', 2)[1] if line.startswith('["') else line.split(" ", 2)[1])

    def by_english(self, words: str, limit: int = _LIMIT) -> list[Entry]:
        """Entries with these words in a gloss; those come first that mean just that, and of those the commonest. ``*``
        after a word stands for any ending."""
        terms = re.findall(r"\w+\*?", words.lower())
        if not terms:
            return []
        whole = self._rows("SELECT entry FROM meaning WHERE gloss IN (?, ?)", gloss_key(words), gloss_key(words) + "s")
        query = " ".join(f'"{term.rstrip("*")}"' + "*" * term.endswith("*") for term in terms)
        within = self._rows("SELECT rowid FROM english WHERE english MATCH ? ORDER BY rank LIMIT ?", query, _CANDIDATES)
        lines = self._lines(row[0] for row in (*whole, *within))
        ranked = sorted(lines, key=lambda line: english_rank(line, words, self._cost))[:limit]
        return [entry for line in ranked if (entry := entry_of(line)) is not None]

    # For a token of a text

    def _gloss(self, word: str, reading: Reading | None = None) -> str | None:
        meant = self._meant([word]).get(word)
        if meant is None:
            return None
        if "\t" not in meant or reading is None:
            return meant.partition("\n")[0].partition("; ")[0]
        entries = self.resolved(word)
        entries = [e for e in entries if same_reading(e.reading, reading)] or entries
        return next((sense.glosses[0] for entry in entries for sense in entry.senses), None)

    def senses(self, words: Iterable[tuple[str, Reading]], count: int = BRIEF) -> dict[tuple[str, Reading], list[str]]:
        """The first senses of each word, in one go, three at most: of its entry that is read so, else of its first one;
        empty for a word without an entry. A page's 8,000 words take 0.03 s."""
        asked = list(dict.fromkeys(words))
        meant = self._meant(dict.fromkeys([word for word, _ in asked]))
        return {
            (word, reading): senses_said(meant[word], reading)[:count] if word in meant else []
            for word, reading in asked
        }

    def glosses(self, words: Iterable[str]) -> dict[str, list[str]]:
        """All senses of all entries of each word, as published; words without an entry are left out. 10,000 words take
        0.1 s."""
        found = {}
        for word, lines in self._lines_of(words).items():
            found[word] = [match["senses"] for line in lines if (match := LINE.match(line)) is not None]
        return found

    def _lines_of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """The lines of each word's entries; a word without one is not among them."""
        found: dict[str, list[str]] = {}
        query = (
            "SELECT form, line FROM word JOIN entry ON entry.id = word.entry WHERE form IN ({}) ORDER BY form, entry"
        )
        for form, line in self._of_words(query, words):
            found.setdefault(form, []).append(line)
        return found

    def _meant(self, words: Iterable[str]) -> dict[str, str]:
        """What each word means, packed (``meaning``); a word without a meaning is not among them."""
        return dict(self._of_words("SELECT form, senses FROM meant WHERE form IN ({})", words))

    def _of_words(self, query: str, words: Iterable[str]) -> Iterator[Any]:
        order = sorted(words)  # as they lie on the disk: in half the time
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            yield from self._rows(query.format(", ".join("?" * len(some))), *some)

    @property
    def about(self) -> dict[str, str]:
        """What the source says of itself: date, entries, publisher, licence."""
        return dict(self._rows("SELECT name, value FROM source"))

    # The one door to SQL

    def _entries(self, statement: str, *values: object) -> list[Entry]:
        return self._by_ids(row[0] for row in self._rows(statement, *values))

    def _by_ids(self, ids: Iterable[int]) -> list[Entry]:
        return [entry for line in self._lines(ids) if (entry := entry_of(line)) is not None]

    def _lines(self, ids: Iterable[int]) -> list[str]:
        """The entries' lines, each once, in the order given."""
        order = list(dict.fromkeys(ids))
        found: dict[int, str] = {}
        for first in range(0, len(order), _AT_ONCE):
            some = order[first : first + _AT_ONCE]
            found.update(self._rows(f"SELECT id, line FROM entry WHERE id IN ({', '.join('?' * len(some))})", *some))
        return [found[number] for number in order]

    def _rows(self, statement: str, *values: object) -> list[Any]:
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            raise DictionaryError(
                f"The dictionary's index was damaged ({error}); duban makes a new one the next time it starts."
            ) from error

    def _connection(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            self._local.connection = connection
            self._connections.append(connection)
        return connection
