"""The dictionaries of one run: CC-CEDICT and those of the user's, opened when first asked, searched together."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from glossary.fold import fold, is_han
from glossary.pinyin import parse_query
from reader import paths
from reader.errors import ReaderError
from reader.lookup import EntryCard, Found, shown_figures
from reader.text.levels import HskList, level_label
from reader.text.lexicon import lexicon

if TYPE_CHECKING:
    from glossary.dictionary.dictionary import Dictionary
    from glossary.dictionary.entry import Entry
    from glossary.dictionary.shelf import Installed, Shelf, Update
    from glossary.dictionary.source import Source
    from glossary.model import Concept
    from glossary.termbase import Termbase
    from reader.cards import Cards

OUTSIDE: Final = "outside HSK"
_RARE = 30_000
"""Cost of a word outside the lexicon, above its rarest."""
_LONGEST_QUERY = 200
_MOST_WILDCARDS = 6
_LARGEST_RELEASE = 64 * 1024 * 1024
_LARGEST = 256 * 1024 * 1024
"""Bytes that are fetched at most: a release of CC-CEDICT, any other dictionary."""

Progress = Callable[[int], None]


class QueryError(ReaderError):
    """Nothing can be looked up by what was typed."""


class Dictionaries:
    """Opens, searches and changes the dictionaries. Any thread may ask."""

    def __init__(
        self, termbase: Callable[[], "Termbase"], level_list: HskList, announce: Callable[[str], None]
    ) -> None:
        """``announce`` is told, in words for the user, of work that takes a while and of what is passed over."""
        self._termbase = termbase
        self._level_list = level_list
        self._announce = announce
        self._opening = threading.Lock()
        self._main: Dictionary | None = None
        self._others: list[Dictionary] = []

    # Opening

    @property
    def shelf(self) -> "Shelf":
        from glossary.dictionary.shelf import Shelf

        return Shelf(paths.dictionaries_folder())

    @property
    def is_open(self) -> bool:
        return self._main is not None

    def is_built(self) -> bool:
        """Whether every index is there, so that opening takes no time."""
        return not self._missing()

    def _missing(self) -> "list[Source]":
        from glossary.dictionary.index import index_path, is_whole

        shelf, cache = self.shelf, paths.cache_folder()
        return [source for source in (shelf.main, *shelf.others()) if not is_whole(index_path(cache, source))]

    def prepare(self, cancelled: Callable[[], bool]) -> None:
        """Open everything for a screen: a missing index is built by another process meanwhile."""
        from glossary.dictionary.index import build_apart

        for source in self._missing():
            if not cancelled():
                build_apart(paths.cache_folder(), cancelled, source)
        for load in (lambda: self.main, self.cards, lambda: self.standing("的")):
            if not cancelled():
                load()

    @property
    def main(self) -> "Dictionary":
        """CC-CEDICT; opens it and the others, and builds their indexes if this is the first time."""
        with self._opening:
            if self._main is None:
                self._main = self._open()
            return self._main

    def _open(self) -> "Dictionary":
        from glossary.dictionary.dictionary import Dictionary
        from glossary.errors import GlossaryError

        if self._missing():
            self._announce("Preparing the dictionary (only this once) …")
        shelf, cache = self.shelf, paths.cache_folder()
        main = Dictionary.open(cache, cost=rarity, source=shelf.main)
        for source in shelf.others():
            try:
                self._others.append(Dictionary.open(cache, cost=rarity, source=source))
            except GlossaryError as error:
                self._announce(f"{error} It is left out.")
        return main

    def close(self) -> None:
        for dictionary in (*([self._main] if self._main else ()), *self._others):
            dictionary.close()
        self._main, self._others = None, []

    # Asking

    def cards(self) -> "Cards":
        """What makes cards; without dictionaries while they are not open."""
        # Imported late, as the dictionary is: the text is painted before any card.
        from reader.cards import Cards

        return Cards(self._termbase(), self._main, self._others)

    def gloss(self, word: str, readings: tuple[str | None, ...] | None) -> str | None:
        """A word's meaning in a few words, from the first dictionary that has it."""
        # As written first: 後 and 后 are two words, their simplified copy one.
        for dictionary in (self.main, *self._others):
            found = dictionary.gloss(word, readings) or dictionary.gloss(fold(word), readings)
            if found:
                return found
        return None

    def standing(self, word: str) -> tuple[str, int | None]:
        """A word's HSK level with the list's name, or that it has none; and the band of its frequency."""
        from reader.text.frequency import band

        return level_label(word, self._level_list) or OUTSIDE, band(word)

    def search(self, typed: str) -> Found:
        """Terms and entries for a word in either script, pinyin, English, or a pattern with ``*`` and ``?``; the
        entries of CC-CEDICT, then those of each dictionary of the user's; and what figures mean. Raises QueryError."""
        from reader.cards import entry_card

        figures = shown_figures(typed)
        try:
            query = checked_query(typed)
        except QueryError:
            if figures:
                return Found((), (), figures)
            raise
        entries = []
        for dictionary in (self.main, *self._others):
            answers = dict.fromkeys(map(dictionary.resolve, self._answers(dictionary, query)))
            entries += [self._ranked(entry_card(entry, dictionary.name)) for entry in answers]
        return Found(tuple(self._concepts(query)), tuple(entries), figures)

    def _ranked(self, entry: EntryCard) -> EntryCard:
        level, band = self.standing(entry.hans)
        return replace(entry, level=level, band=band)

    @staticmethod
    def _answers(dictionary: "Dictionary", query: str) -> "Iterable[Entry]":
        pattern = "*" in query or "?" in query
        if any(map(is_han, query)):
            if pattern:
                return dictionary.matching(query)
            return _exact(dictionary, query)
        if pattern:
            found = [*dictionary.by_pinyin(query), *dictionary.matching(fold(query))]
            return found or ([] if "?" in query else dictionary.by_english(query))
        return [*_exact(dictionary, query), *dictionary.by_pinyin(query), *dictionary.by_english(query)]

    def _concepts(self, query: str) -> "Iterable[Concept]":
        termbase = self._termbase()
        found = {concept.id: concept for concept in termbase.named(query)}
        spelling = None if any(map(is_han, query)) else parse_query(query)
        if not any(map(is_han, query)):
            for concept in termbase.concepts():
                read_so = spelling is not None and any(
                    spelling.matches(tuple(reading for reading in term.readings if reading))
                    for term in concept.terms
                    if all(term.readings)
                )
                if read_so or any(query.lower() == rendering.text.lower() for rendering in concept.renderings):
                    found[concept.id] = concept
        return found.values()

    # Changing

    def update(self, source: str, *, allow_local: bool, progress: Progress) -> "Update":
        """Bring in a newer release of CC-CEDICT from a file or an address. Until its index is ready everything is as it
        was; ``progress`` is told how many entries are done."""
        from glossary.dictionary.index import build_apart, index_for, index_path, sweep

        data, name = _read(source, _LARGEST_RELEASE, allow_local)
        cache = paths.cache_folder()
        self.close()

        def ready(staged: "Source") -> None:
            build_apart(cache, source=staged, progress=progress)
            index_for(cache, source=staged)  # says what is wrong, if anything was

        update = self.shelf.update(data, name, ready)
        main = self.shelf.main
        sweep(cache, main, index_path(cache, main))
        return update

    def reset(self) -> bool:
        """Back to the bundled CC-CEDICT; False if that is in use already."""
        self.close()
        return self.shelf.reset()

    def add(self, source: str, name: str | None, *, allow_local: bool, progress: Progress) -> "Installed":
        """Add a dictionary of the user's from a file or an address, in CC-CEDICT's, StarDict's or Yomitan's format."""
        from glossary.dictionary.incoming.reading import read_dictionary, read_dictionary_file
        from glossary.dictionary.index import build_apart, index_for

        self.close()
        shelf = self.shelf
        if source == "-" or _is_address(source):
            data, file = _read(source, _LARGEST, allow_local)
            added = shelf.add(read_dictionary(data, file), file, name)
        else:
            path = Path(source)
            added = shelf.add(read_dictionary_file(path), path.name, name)
        kept = next(one for one in shelf.others() if one.name == added.name)
        build_apart(paths.cache_folder(), source=kept, progress=progress)
        index_for(paths.cache_folder(), source=kept)
        return added

    def remove(self, name: str) -> str:
        """Remove a dictionary of the user's; returns its name as it was kept."""
        from glossary.dictionary.index import sweep

        self.close()
        removed = self.shelf.remove(name)
        sweep(paths.cache_folder(), removed)
        return removed.name


def checked_query(typed: str) -> str:
    """What was typed, ready to be looked up. Raises QueryError with what to do."""
    query = " ".join(typed.split()).replace("＊", "*").replace("？", "?")
    if not query:
        raise QueryError("There is nothing to look up; name a word in Chinese, pinyin or English.")
    if len(query) > _LONGEST_QUERY:
        raise QueryError(f"That is too long to look up; a word or phrase has at most {_LONGEST_QUERY} characters.")
    if not query.isprintable():
        raise QueryError(f"{query[:40]!a} holds characters that are no text; name a word.")
    if not any(map(str.isalnum, query)):
        raise QueryError(f"“{query}” has no letter or character to look up; name a word, or a pattern such as *播*.")
    while "**" in query:
        query = query.replace("**", "*")
    if query.count("*") > _MOST_WILDCARDS:
        raise QueryError(f"A pattern may have at most {_MOST_WILDCARDS} *.")
    return query


def _exact(dictionary: "Dictionary", word: str) -> "list[Entry]":
    """Entries of the word as it is written; of its simplified copy in any width and case if there are none."""
    return dictionary.by_word(word) or dictionary.by_word(fold(word))


def rarity(word: str) -> int:
    """How rare a word in simplified characters is: lower is commoner; a word that no list has is rarest."""
    cost = lexicon().cost(word)
    return _RARE if cost is None else cost


def _is_address(source: str) -> bool:
    from reader.fetch import is_address

    return is_address(source)


def _read(source: str, largest: int, allow_local: bool) -> tuple[bytes, str]:
    """What a file, an address or standard input (``-``) holds, and its name."""
    from glossary.dictionary.incoming.archive import read_file

    if source == "-":
        import sys

        data = sys.stdin.buffer.read(largest + 1)
        if len(data) > largest:
            raise ReaderError(f"Standard input holds more than {largest >> 20} MB, which no dictionary does.")
        return data, "standard input"
    if _is_address(source):
        from reader.fetch import fetch

        fetched = fetch(source, largest, allow_local=allow_local)
        return fetched.data, fetched.name
    return read_file(Path(source), largest), Path(source).name
