"""Makes the card of a word from glossary, dictionary and text."""

from collections.abc import Sequence

from glossary.dictionary.dictionary import Dictionary
from glossary.dictionary.entry import Entry
from glossary.fold import is_han
from glossary.model import Concept
from glossary.termbase import Termbase
from reader.lookup import Card, EntryCard, Mention
from reader.text.script import fold

_RELATIONS = (("broader", "⊂"), ("narrower", "⊃"), ("related", "↔"))
_MANY = 8
_POINTERS = {
    "see": "see",
    "variant": "variant of",
    "old variant": "old variant of",
    "abbreviation": "short for",
    "also written": "also written",
    "same as": "same as",
    "used in": "used in",
}

Reading = tuple[str | None, ...]


class Cards:
    """Looks words up. ``dictionary`` may be None while it is being prepared."""

    def __init__(self, termbase: Termbase, dictionary: Dictionary | None, others: Sequence[Dictionary] = ()) -> None:
        """``others`` are those of the user's, whose entries come after."""
        self._termbase = termbase
        self._dictionary = dictionary
        self._others = others

    def card(
        self,
        word: str,
        term: str | None = None,
        readings: Reading | None = None,
        context: tuple[str, int] | None = None,
        parts: Sequence[str] = (),
    ) -> Card:
        """The card of a word in either script.

        ``term`` is the id of its concept, if it is known to be one; ``readings`` put the entry that is read so first;
        ``context`` is the simplified text around the word and the word's place in it, for longer matches; ``parts``
        are the words that a stretch is made of, explained in place of its characters.
        """
        hans = fold(word)
        concept = self._termbase.concept(term) if term else next(iter(self._termbase.named(word)), None)
        related = related_concepts(self._termbase, concept) if concept else ()
        if self._dictionary is None:
            return Card(word, concept=concept, related=related, message="The dictionary is being prepared …")
        entries = self.entries(word, readings)
        longer: list[EntryCard] = []
        if context is not None:
            text, start = context
            found = [e for e in self._dictionary.beginning_at(text, start) if len(e.hans) > len(hans)]
            longer = [entry_card(entry) for entry in found[:_MANY]]
        inside = [part for part in dict.fromkeys(map(fold, parts or hans)) if any(map(is_han, part))]
        words = self._dictionary.words_with(hans) if len(hans) == 1 and is_han(hans) else []
        told = {} if parts else _told(hans, concept, entries)
        characters = (
            [(part, self._brief(part, *told.get(part, ()))) for part in inside[:_MANY]] if len(hans) > 1 else []
        )
        return Card(
            word,
            concept=concept,
            related=related,
            entries=tuple(entries),
            longer=tuple(longer),
            characters=tuple(characters),
            words=tuple(map(entry_card, words)),
        )

    def entries(self, word: str, readings: Reading | None = None) -> list[EntryCard]:
        """Dictionary entries of a word in either script, the one with these readings first."""
        cards: list[EntryCard] = []
        wanted = [r for r in readings or () if r]
        for dictionary in (*([self._dictionary] if self._dictionary else ()), *self._others):
            found = dictionary.resolved(word) or dictionary.resolved(fold(word))
            exact = [entry for entry in found if word in (entry.hant, entry.hans)]
            ranked = sorted(exact or found, key=lambda e: bool(wanted) and [r for r in e.reading if r] != wanted)
            cards += [entry_card(entry, dictionary.name) for entry in ranked]
        return cards

    def _brief(self, character: str, hant: str = "", reading: str = "") -> list[EntryCard]:
        """A character's entries as a part of a word: not those that only say it is a surname, nor those of another
        traditional character or reading than the word has there (发 in 头发 is 髮 fa4, never 發)."""
        found = [entry for entry in self.entries(character) if entry.senses]
        found = [entry for entry in found if not entry.dictionary] or found
        found = [entry for entry in found if entry.hant == hant] or found
        found = [entry for entry in found if _read_so(entry.reading, reading)] or found
        return [entry for entry in found if "surname " not in entry.senses[0]][:3] or found[:1]


def _told(hans: str, concept: Concept | None, entries: Sequence[EntryCard]) -> dict[str, tuple[str, str]]:
    """Each character's traditional form and reading in a word, from the concept or the first entry that is it."""
    forms = [(term.hans, term.hant, term.readings) for term in concept.terms] if concept is not None else []
    forms += [(entry.hans, entry.hant, entry.reading) for entry in entries]
    for simple, hant, readings in forms:
        if simple == hans and len(hant) == len(readings) == len(hans):
            return {
                char: (form, said or "") for char, form, said in reversed([*zip(hans, hant, readings, strict=True)])
            }
    return {}


def _read_so(reading: Reading, wanted: str) -> bool:
    """Whether a character's entry is read as it is in a word; a neutral tone there tells nothing of its own."""
    said = reading[0] if len(reading) == 1 else None
    return said is not None and (said == wanted or (wanted[-1:] == "5" and said[:-1] == wanted[:-1]))


def related_concepts(termbase: Termbase, concept: Concept) -> tuple[tuple[str, Concept], ...]:
    """The concepts that one names, each with how: "⊂" broader, "⊃" narrower, "↔" related."""
    found = []
    for field, sign in _RELATIONS:
        for other in getattr(concept, field):
            target = termbase.concept(other)
            if target is not None:
                found.append((sign, target))
    return tuple(found)


def entry_card(entry: Entry, dictionary: str = "") -> EntryCard:
    """An entry as the card shows it: what it refers to as notes and links."""
    notes = [Mention(f"read {entry.said}")] if entry.said else []
    if entry.taiwan:
        notes.append(Mention("in Taiwan", readings=entry.taiwan))
    if entry.also_read:
        notes.append(Mention("also read", readings=entry.also_read))
    links = []
    for reference in entry.references:
        notes.append(Mention(_POINTERS[reference.kind], reference.hans, hant=reference.hant))
        links.append(reference.hans)
    return EntryCard(
        entry.hans,
        entry.hant,
        entry.reading,
        tuple(sense.text for sense in entry.senses),
        tuple(Mention(hans=c.hans, readings=(c.reading,), hant=c.hant) for c in entry.classifiers),
        tuple(notes),
        tuple(dict.fromkeys(links)),
        tuple(sense.quoted for sense in entry.senses),
        dictionary,
    )
