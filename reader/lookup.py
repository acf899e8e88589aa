"""Looking a word up: everything that is known of it, in the order a reader wants it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from glossary.dictionary.entry import Quoted
from glossary.model import Concept
from reader.text.figures.model import Figure
from reader.text.styles import write


class Convert(Protocol):
    """Puts a simplified word into the script that is read; ``hant`` is its traditional form where that is known."""

    def __call__(self, word: str, hant: str = "") -> str: ...


class Write(Protocol):
    """Spells readings in the style that is read."""

    def __call__(self, readings: Sequence[str | None], /) -> str: ...


def as_simplified(word: str, hant: str = "") -> str:
    """The ``Convert`` of the command line."""
    del hant
    return word


class Link(Struct, frozen=True):
    """A Chinese word inside a meaning: simplified, and as it is shown there, its reading with it."""

    hans: str
    shown: str


class Mention(Struct, frozen=True):
    """A word or readings that an entry names beside its senses."""

    how: str = ""
    """"in Taiwan", "variant of" and the like; nothing for a measure word."""
    hans: str = ""
    readings: tuple[tuple[str | None, ...], ...] = ()
    hant: str = ""

    def text(self, convert: Convert = as_simplified, write: Write = write) -> str:
        """In the script that ``convert`` gives a simplified word, and the style in which ``write`` puts readings."""
        readings = ", ".join(map(write, self.readings))
        return " ".join(filter(None, (self.how, self.hans and convert(self.hans, self.hant), readings)))


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
    quoted: tuple[tuple[Quoted, ...], ...] = ()
    """The Chinese inside each of ``senses``."""
    dictionary: str = ""
    """The name of the user's dictionary that it is from; empty for CC-CEDICT."""
    level: str = ""
    """HSK level with the list's name, or that it has none; where it was asked for."""
    band: int | None = None
    """It is among so many commonest words."""

    def word(self, convert: Convert = as_simplified) -> str:
        """The headword in the script that is read. Other dictionaries write it in one form and do not say which."""
        told = not self.dictionary or self.hant != self.hans
        return convert(self.hans, self.hant if told else "")

    def sense(self, number: int, convert: Convert, write: Write) -> Iterator[str | Link]:
        """One of ``senses`` in the script and the style that are read: its text, and the Chinese words in it."""
        text, at = self.senses[number], 0
        for word in self.quoted[number] if number < len(self.quoted) else ():
            if word.start > at:
                yield text[at : word.start]
            reading = write(word.reading)
            if word.proper:
                reading = reading[:1].upper() + reading[1:]
            shown = convert(word.hans, word.hant)
            yield Link(word.hans, f"{shown} ({reading})" if reading else shown)
            at = word.end
        if at < len(text):
            yield text[at:]


class ShownFigure(Struct, frozen=True):
    """A figure as it stands in the text, and what it means in English."""

    text: str
    figure: Figure
    reading: str = ""
    """As it is read out, in the present style."""


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
    words: tuple[EntryCard, ...] = ()
    """Of a single character: the commonest words with it."""
    level: str | None = None
    band: int | None = None
    """The word is among so many commonest ones."""
    status: str | None = None
    occurrences: tuple[int, ...] = ()
    """Paragraphs of this text (from 1) that hold the term."""
    message: str = ""
    """Said in place of entries, for instance while the dictionary is being prepared."""
    sentence: str = ""
    """English of the sentence, where English is hidden."""
    alternatives: tuple[str, ...] = ()
    """Other readings, where duban is not sure of the one shown."""
    figure: ShownFigure | None = None
    """The figure that the word is a part of."""

    damage: tuple[str, ...] = ()
    """What stood here when the text arrived, where the repair is in doubt, each as a line."""

    @property
    def is_empty(self) -> bool:
        return not (self.concept or self.entries or any(entries for _, entries in self.characters))


class Found(Struct, frozen=True):
    """Answers to a word typed on the command line."""

    concepts: tuple[Concept, ...]
    entries: tuple[EntryCard, ...]
    figures: tuple[ShownFigure, ...] = ()


def shown_figures(text: str) -> tuple[ShownFigure, ...]:
    """The figures of what was typed or selected."""
    if not any(char.isnumeric() or char in "两几数" for char in text):
        return ()
    from reader.text.figures.find import figures
    from reader.text.orthography import read_out

    return tuple(
        ShownFigure(said, figure, read_out(said, text[figure.end : figure.end + 2]))
        for figure in figures(text)
        if (said := text[figure.start : figure.end])
    )


def band_label(band: int | None) -> str:
    """``"commonest 5,000"``; nothing for a word that is in no band."""
    return "" if band is None else f"commonest {band:,}"
