"""All concepts as a list that is searched while one types: by characters, pinyin or English, best answers first. Pure.

Answers are those of :mod:`glossary.selecting`, which takes 2 s for 100,000 concepts; here strings made once are looked
through first, in 0.1 s.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from glossary.fold import fold, is_han
from glossary.model import Concept, Term
from glossary.pinyin import parse_query, strip_tone
from glossary.selecting import TYPED, Selection, select

Origin = Literal["own", "edited", "bundled"]
"""Added by the user, bundled and changed by the user, bundled as it came."""
Standing = Literal["own", "edited", "bundled", "deprecated"]
"""What the list can be narrowed to: an origin, or concepts with names that are no longer used."""
STANDINGS: Final[tuple[Standing, ...]] = ("own", "edited", "bundled", "deprecated")

_LOOKED_AT_EVERY = 64
"""Concepts between two looks at whether the work is still wanted."""
_SEARCHED_AT_ONCE = 5000
_WORST = 3
_READ = 1000
"""Answers beyond which nobody looks at all of them: those by definition are left out, and ranking is rough."""


class Entry(Struct, frozen=True):
    """A concept as it is searched. Strings that hold several things have a line feed around each."""

    concept: Concept
    origin: Origin
    order: tuple[str, str]
    """By which the list is sorted: pinyin without tones, then the headword."""
    names: str
    """Every name, folded, and the id."""
    pinyin: str
    """For every name its reading without tones from the first syllable on, from the second on, …, each with a space
    before it: so 直播 is found by ``zhibo``, ``zhib`` and ``bo``, but not by ``hib``."""
    english: str
    definitions: str

    @property
    def has_deprecated_names(self) -> bool:
        return any(term.status == "deprecated" for term in self.concept.terms)


class Filters(Struct, frozen=True):
    """What the list is narrowed to; None for everything."""

    domain: str | None = None
    standing: Standing | None = None
    ids: frozenset[str] | None = None
    """Only these concepts: those that a text has."""
    without: frozenset[str] | None = None
    """All but these: those that have a flashcard."""


EVERYTHING: Final = Filters()


class Catalogue:
    """The concepts in the order of their pinyin. Never changes; any thread may search it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: Sequence[Entry] = sorted(entries, key=lambda entry: entry.order)
        self._names = [entry.names for entry in self.entries]
        self._pinyin = [entry.pinyin for entry in self.entries]
        self._english = [entry.english for entry in self.entries]
        self._definitions = [entry.definitions for entry in self.entries]

    @classmethod
    def of(
        cls,
        concepts: Iterable[Concept],
        is_bundled: Callable[[str], bool],
        before: "Catalogue | None" = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> "Catalogue":
        """``is_bundled``: whether the bundled glossary has an id; ``before``: an earlier catalogue, whose entries are
        taken over for what has not changed. What is made is incomplete if ``cancelled``."""
        known = before._by_id if before is not None else {}
        made = []
        for number, concept in enumerate(concepts):
            if number % _LOOKED_AT_EVERY == 0 and cancelled():
                break
            bundled = is_bundled(concept.id)
            origin: Origin = "bundled" if concept.origin == "bundled" else "edited" if bundled else "own"
            earlier = known.get(concept.id)
            same = earlier is not None and earlier.origin == origin and earlier.concept == concept
            made.append(earlier if earlier is not None and same else _entry(concept, origin))
        return cls(made)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.concept.id: entry for entry in self.entries}

    def entry(self, concept_id: str) -> Entry | None:
        return self._by_id.get(concept_id)

    @cached_property
    def domains(self) -> dict[str, int]:
        """Every domain with its number of concepts, in alphabetical order."""
        counted = Counter(entry.concept.domain for entry in self.entries if entry.concept.domain)
        return dict(sorted(counted.items()))

    @cached_property
    def standings(self) -> dict[Standing, int]:
        """How many concepts there are of each standing."""
        counted: dict[Standing, int] = dict.fromkeys(STANDINGS, 0)
        for entry in self.entries:
            counted[entry.origin] += 1
            counted["deprecated"] += entry.has_deprecated_names
        return counted

    def find(
        self, typed: str = "", filters: Filters = EVERYTHING, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Entry]:
        """The entries that pass the filters and answer to what was typed, best first as :func:`select` has it. Of
        more answers than anybody reads, whole names and renderings come first, then those that begin so.
        ``cancelled`` is asked every few thousand entries; what is found then is not complete."""
        wanted = " ".join(fold(typed).translate(TYPED).split())
        if not wanted:
            return self._passing(range(len(self.entries)), filters)
        ranks = self._ranks(wanted, typed, cancelled)
        found = self._passing(sorted(ranks, key=lambda number: (ranks[number], number)), filters)
        if len(found) > _READ:
            return found
        by_id = {entry.concept.id: entry for entry in sorted(found, key=lambda entry: entry.order)}
        chosen = select((entry.concept for entry in by_id.values()), Selection(typed))
        return [by_id[concept.id] for concept in chosen]

    def _passing(self, numbers: Iterable[int], filters: Filters) -> list[Entry]:
        entries = [self.entries[number] for number in numbers]
        if filters.ids is not None:
            ids: Collection[str] = filters.ids
            entries = [entry for entry in entries if entry.concept.id in ids]
        if filters.without is not None:
            without: Collection[str] = filters.without
            entries = [entry for entry in entries if entry.concept.id not in without]
        if filters.domain is not None:
            entries = [entry for entry in entries if entry.concept.domain == filters.domain]
        if filters.standing == "deprecated":
            entries = [entry for entry in entries if entry.has_deprecated_names]
        elif filters.standing is not None:
            entries = [entry for entry in entries if entry.origin == filters.standing]
        return entries

    def _ranks(self, wanted: str, typed: str, cancelled: Callable[[], bool]) -> dict[int, int]:
        """The number of each entry that may answer, with how well: 0 whole, 1 begins so, 2 holds it. Tones are left
        to ``select``."""
        found: dict[int, int] = {}
        _rank(found, cancelled, self._names, wanted, f"\n{wanted}\n", f"\n{wanted}")
        if not any(map(is_han, wanted)):
            spelling = parse_query(typed)
            if spelling is not None:
                letters = spelling.key
                _rank(found, cancelled, self._pinyin, f" {letters}", f"\n {letters}\t", f"\n {letters}")
            _rank(found, cancelled, self._english, wanted, f"\n{wanted}\n", f"\n{wanted}")
        if len(found) <= _READ:
            _rank(found, cancelled, self._definitions, wanted)
        return found


def _rank(
    found: dict[int, int],
    cancelled: Callable[[], bool],
    texts: Sequence[str],
    wanted: str,
    whole: str = "",
    beginning: str = "",
) -> None:
    for first in range(0, len(texts), _SEARCHED_AT_ONCE):
        if cancelled():
            return
        for number, text in enumerate(texts[first : first + _SEARCHED_AT_ONCE], first):
            if wanted in text:
                rank = 0 if whole and whole in text else 1 if beginning and beginning in text else 2
                if rank < found.get(number, _WORST):
                    found[number] = rank


def _entry(concept: Concept, origin: Origin) -> Entry:
    head = concept.preferred
    letters = " ".join(strip_tone(r) if r else c.lower() for c, r in zip(head.hans, head.readings, strict=False))
    names = dict.fromkeys([*(fold(term.hans) for term in concept.terms), concept.id])
    return Entry(
        concept,
        origin,
        (letters.replace("ü", "uz"), head.hans),
        "\n" + "\n".join(names) + "\n",
        "\n" + "\n".join(dict.fromkeys(_spoken(term) for term in concept.terms)) + "\n",
        "\n" + "\n".join(fold(r.text).translate(TYPED) for r in concept.renderings) + "\n",
        fold(f"{concept.definition_en}\n{concept.definition_zh}"),
    )


def _spoken(term: Term) -> str:
    """`` zhibo<tab> bo`` for 直播; what is not read in Chinese is left out."""
    syllables = [strip_tone(reading).replace("ü", "u") for reading in term.readings if reading]
    first, *rest = ("".join(syllables[n:]) for n in range(len(syllables) or 1))
    return f" {first}\t" + "".join(f" {later}" for later in rest)
