"""Looking a word up: everything that is known of it, in the order a reader wants it."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from glossary.model import Concept
from reader.text.styles import write


class Mention(Struct, frozen=True):
    """A word or readings that an entry names beside its senses."""

    how: str = ""
    """"in Taiwan", "variant of" and the like; nothing for a measure word."""
    hans: str = ""
    readings: tuple[tuple[str | None, ...], ...] = ()

    def text(self, convert: Callable[[str], str] = str, write: Callable[[Sequence[str | None]], str] = write) -> str:
        """In the script that ``convert`` gives a simplified word, and the style in which ``write`` puts readings."""
        readings = ", ".join(map(write, self.readings))
        return " ".join(filter(None, (self.how, self.hans and convert(self.hans), readings)))


class EntryCard(Struct, frozen=True):
    """A dictionary entry, ready to be shown."""

    hans: str
    hant: str
    reading: tuple[str | None, ...]
    """Numbered syllables, one per character; None where a sign has none."""
    senses: tuple[str, ...]
    classifiers: tuple[Mention, ...] = ()
    notes: tuple[Mention, ...] = ()
    """Taiwan readings, “variant of …” and the like, each a line."""
    links: tuple[str, ...] = ()
    """Words that the entry refers to."""


class Card(Struct, frozen=True):
    """What the panel shows for one word."""

    word: str
    """As it stands in the text or was asked for."""
    reading: str = ""
    """Written in the present style."""
    concept: Concept | None = None
    related: tuple[tuple[str, Concept], ...] = ()
    """Related concepts, each with how: "↔" related, "⊂" broader, "⊃" narrower."""
    entries: tuple[EntryCard, ...] = ()
    longer: tuple[EntryCard, ...] = ()
    """Entries that begin with this word and go on as the text does."""
    characters: tuple[tuple[str, Sequence[EntryCard]], ...] = ()
    level: str | None = None
    status: str | None = None
    occurrences: tuple[int, ...] = ()
    """Paragraphs of this text (from 1) that hold the term."""
    message: str = ""
    """Said in place of entries, for instance while the dictionary is being prepared."""
    sentence: str = ""
    """English of the sentence, where English is hidden."""
    alternatives: tuple[str, ...] = ()
    """Other readings, where duban is not sure of the one shown."""

    damage: tuple[str, ...] = ()
    """What stood here when the text arrived, where the repair is in doubt, each as a line."""

    @property
    def is_empty(self) -> bool:
        return not (self.concept or self.entries or any(entries for _, entries in self.characters))


class Found(Struct, frozen=True):
    """Answers to a word typed on the command line."""

    concepts: tuple[Concept, ...]
    entries: tuple[EntryCard, ...]
