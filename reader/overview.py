"""What the library screen and ``duban texts`` say of every text: title, length, how far one has come, how much of it is
known, its level.

Listing looks at the disk and reads nothing (a thousand texts: 30 ms); what a text says of itself is read once, what it
takes an analysis to know is worked out once, and both are kept in the cache folder until the text, the glossary or what
the reader knows has changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from glossary.store.record import Place
from reader import paths
from reader.figures import Levels, Words, count_words, known_share, levels_of
from reader.overview_cache import FORM, Kept, KeptFigures, KeptWords, OverviewCache
from reader.reading import readable
from reader.text.lexicon import DATA
from reader.text.pipeline import script_of
from texts.errors import TextsError
from texts.library import load_listed
from texts.listing import Listed
from texts.model import Paragraph, SourceText, TextMeta

if TYPE_CHECKING:
    from glossary.termbase import Termbase
    from reader.session import Session
    from reader.vocabulary import Vocabulary

Origin = Literal["own", "copy", "bundled"]
"""The user's own; theirs in place of a bundled one; bundled."""
_MARKS = 256
"""Places of a text whose share is kept: enough to say how far one has come to the per cent."""
_LAST_WORDS = 12
"""Code points before the end at which a text counts as read."""


class Figures(Struct, frozen=True):
    """What a reader will meet in a text."""

    known: float | None
    """Of its running Chinese words, the share that is known or ignored; None where it has none."""
    terms: int
    """Concepts of the glossary that occur in it."""
    unknown_terms: int
    """Those that have no flashcard yet."""
    levels: Levels


class Row(Struct, frozen=True):
    """A text as far as it is known now."""

    listed: Listed
    meta: TextMeta
    """Of a text that was not or cannot be read, no more than its id."""
    is_read: bool = False
    """Whether what it says of itself is known, or why it cannot be read."""
    fault: str = ""
    """Why it cannot be read; empty if it can."""
    paragraphs: int = 0
    characters: int = 0
    """Code points of what is read, blank lines left out."""
    progress: float | None = None
    """Where the reader is, 0 to 1; None if it was never opened."""
    last_read: str = ""
    """When, as ISO 8601 in UTC; empty if never."""
    figures: Figures | None = None
    """None until they are known."""

    @property
    def id(self) -> str:
        return self.listed.id

    @property
    def origin(self) -> Origin:
        return "bundled" if not self.listed.own else "copy" if self.listed.bundled else "own"


class Learner(Struct, frozen=True):
    """What figures hang on besides the text, as it is at one moment."""

    vocabulary: "Vocabulary"
    carded: frozenset[str]
    """Concepts that have a flashcard."""
    termbase: "Termbase"
    key: str
    """Changes with any of it."""


class Overview:
    """Knows what is known of the texts. ``rows`` and ``learner`` belong to one thread each; the rest may be called
    from another one than those."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._cache = OverviewCache(paths.cache_folder() / "library")
        self._termbase: Termbase | None = None
        self._terms_key = ""

    def rows(self, listed: Iterable[Listed] | None = None) -> list[Row]:
        """Every text of the library, as ``listed`` if that was done already, with what is known without reading it.
        Raises TextsError if the library's folder cannot be read."""
        places = {place.text_id: place for place in self._session.record.places()}
        return [self._row(one, places) for one in (self._session.library.listed() if listed is None else listed)]

    def read(self, row: Row) -> Row:
        """The row once its text has been read, or it is known why it cannot be."""
        if not row.is_read:
            self._text(row.listed)
        return self._row(row.listed, self._place(row.id))

    def read_again(self, row: Row) -> Row:
        """The row read anew, though its files have not changed: what is wrong with it may lie elsewhere."""
        self._text(row.listed)
        return self._row(row.listed, self._place(row.id))

    def learner(self) -> Learner:
        """What is known at this moment."""
        session = self._session
        vocabulary, termbase = session.vocabulary, session.termbase
        carded = frozenset(session.study.store.concepts_with_cards()) if session.record.has_cards() else frozenset()
        if termbase is not self._termbase:
            self._termbase = termbase
            names = ((concept_id, term.hans, term.hant) for concept_id, term in termbase.index.names)
            self._terms_key = _key(list(names))
        knows = (sorted(vocabulary.statuses.items()), vocabulary.known_level, sorted(vocabulary.terms.items()))
        lexicon = (DATA / "lexicon.bin").stat().st_size
        key = _key([FORM, lexicon, vocabulary.level_list, self._terms_key, knows, sorted(carded)])
        return Learner(vocabulary, carded, termbase, key)

    def is_filled(self, row: Row, learner: Learner) -> bool:
        """Whether the figures of a row hold still, or there can be none."""
        kept = self._cache.get(row.listed)
        if kept is None:
            return False
        return bool(kept.fault) or (kept.figures is not None and kept.figures.key == self._figures_key(row.id, learner))

    def fill(self, row: Row, learner: Learner, cancelled: Callable[[], bool] = lambda: False) -> Row | None:
        """The row with its figures, worked out if they are not known; None if it was cancelled."""
        row = self.read(row)
        kept = self._cache.get(row.listed)
        if kept is None or kept.fault:
            return row
        if not self.is_filled(row, learner):
            words = self._words(row.listed, kept, learner, cancelled)
            if words is None:
                return None
            made = figures_of(words, learner)
            self._cache.put(row.listed, replace(kept, figures=_as_kept(made, self._figures_key(row.id, learner))))
        return self._row(row.listed, self._place(row.id))

    def figures(
        self, source: SourceText, learner: Learner, cancelled: Callable[[], bool] = lambda: False
    ) -> Figures | None:
        """Those of a text that need not be in the library. None if it was cancelled."""
        paragraphs = readable(source.paragraphs)
        _, terms = _matches(paragraphs, learner.termbase)
        words = self._counted(source, paragraphs, terms, cancelled)
        return None if words is None else figures_of(words, learner)

    def keep(self) -> None:
        """Write down what was found out, for the next run."""
        self._cache.keep()

    # Rows

    def _row(self, listed: Listed, places: Mapping[str, Place]) -> Row:
        kept = self._cache.get(listed)
        place = places.get(listed.id)
        last_read = place.at.isoformat() if place is not None else ""
        if kept is None:
            return Row(listed, TextMeta(listed.id, listed.id), last_read=last_read)
        return Row(
            listed,
            kept.meta,
            True,
            kept.fault,
            kept.paragraphs,
            kept.characters,
            None if place is None or kept.fault else _progress(kept, place),
            last_read,
            None if kept.figures is None else _from_kept(kept.figures),
        )

    def _place(self, text_id: str) -> Mapping[str, Place]:
        try:
            place = self._session.record.place(text_id)
        except UnicodeEncodeError:  # the name of a folder that is no text
            place = None
        return {} if place is None else {text_id: place}

    def _text(self, listed: Listed) -> SourceText | None:
        """Read a text and keep what it says; None if it cannot be read."""
        try:
            source = load_listed(listed)
        except TextsError as error:
            self._cache.put(listed, Kept(listed.stamp, TextMeta(listed.id, listed.id), str(error)))
            return None
        paragraphs = readable(source.paragraphs)
        content = _key([paragraph.text for paragraph in paragraphs])
        before = self._cache.get(listed, any_stamp=True)
        figures = before.figures if before is not None and before.content == content else None
        if not paragraphs:
            fault = f"{listed.folder / 'zh.txt'} holds no text; there is nothing to read."
            self._cache.put(listed, Kept(listed.stamp, source.meta, fault))
            return None
        lengths = [len(paragraph.text) for paragraph in paragraphs]
        step = -(-len(lengths) // _MARKS)
        ends = [0, *accumulate(lengths)]
        self._cache.put(
            listed,
            Kept(
                listed.stamp,
                source.meta,
                "",
                len(lengths),
                ends[-1],
                step,
                ends[:-1:step],
                lengths[-1],
                content,
                figures,
            ),
        )
        return source

    # Figures

    def _figures_key(self, text_id: str, learner: Learner) -> str:
        return f"{learner.key}{self._cuts_key(text_id)}"

    def _cuts_key(self, text_id: str) -> str:
        """Changes with the user's corrections that change where words end."""
        fixes = self._session.record.cut_fixes(text_id)
        return _key([(fix.surface, fix.lengths) for fix in fixes]) if fixes else ""

    def _words(self, listed: Listed, kept: Kept, learner: Learner, cancelled: Callable[[], bool]) -> Words | None:
        """The words of a text: those that were counted, if they stand as they stood then."""
        cuts = self._cuts_key(listed.id)
        counted = self._cache.words(kept.content)
        if counted is not None and counted.cuts == cuts and counted.terms_key == self._terms_key:
            return counted.words
        try:
            source = load_listed(listed)
        except TextsError:
            return None  # it has changed since it was listed, and is read anew
        paragraphs = readable(source.paragraphs)
        # A term that came to the glossary changes the words of those texts that have it, and of no others.
        matches, terms = _matches(paragraphs, learner.termbase)
        if counted is not None and counted.cuts == cuts and counted.matches == matches:
            words: Words | None = counted.words
        else:
            words = self._counted(source, paragraphs, terms, cancelled)
        if words is not None:
            self._cache.put_words(kept.content, KeptWords(FORM, cuts, self._terms_key, matches, words))
        return words

    def _counted(
        self, source: SourceText, paragraphs: Sequence[Paragraph], terms: Sequence[str], cancelled: Callable[[], bool]
    ) -> Words | None:
        analyser = self._session.analyser(source.meta.id, fast=True)
        return count_words(paragraphs, terms, analyser, script_of(source), cancelled)


def figures_of(words: Words, learner: Learner) -> Figures:
    """What a reader will meet in these words."""
    return Figures(
        known_share(words, learner.vocabulary),
        len(words.terms),
        sum(term not in learner.carded for term in words.terms),
        levels_of(words, learner.vocabulary.level_list),
    )


def _matches(paragraphs: Sequence[Paragraph], termbase: "Termbase") -> tuple[str, Sequence[str]]:
    """A key of all places of terms, and the concepts that occur, in order."""
    found = [[match[:3] for match in termbase.index.find(paragraph.text)] for paragraph in paragraphs]
    return _key(found), list(dict.fromkeys(concept for places in found for _, _, concept in places))


def _progress(kept: Kept, place: Place) -> float:
    number = min(place.paragraph, kept.paragraphs - 1)
    if number == kept.paragraphs - 1 and kept.last_length - place.offset <= _LAST_WORDS:
        return 1.0
    at, rest = divmod(number, kept.step)
    start = kept.marks[at]
    if kept.step > 1:  # between two marks as if all paragraphs there were alike
        end = kept.marks[at + 1] if at + 1 < len(kept.marks) else kept.characters
        return (start + (end - start) * rest / kept.step) / kept.characters
    return min(1.0, (start + place.offset) / kept.characters)


def _key(value: object) -> str:
    """A short key of plain values; a lone surrogate in a text must not stop it."""
    try:
        encoded = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        encoded = repr(value).encode("utf-8", "surrogatepass")
    return blake2b(encoded, digest_size=12).hexdigest()


def _as_kept(figures: Figures, key: str) -> KeptFigures:
    levels = figures.levels
    return KeptFigures(
        key, figures.known, figures.terms, figures.unknown_terms, levels.of, levels.counts, levels.outside
    )


def _from_kept(kept: KeptFigures) -> Figures:
    return Figures(kept.known, kept.terms, kept.unknown_terms, Levels(kept.list, kept.counts, kept.outside))
