"""The card of a word: term first, then the dictionary, then the characters. Chinese words in it can be followed."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from glossary.fold import is_han
from glossary.model import Concept
from reader.lookup import Card, Convert, EntryCard, Link, Write, band_label
from reader.text.script import fold
from reader.tui.widgets.link_view import Lines, LinkView

_BRIEF = 60
"""Letters of meaning beside a word that is only listed."""


class CardView(LinkView):
    """Shows a ``Card``. With the focus on it, Tab and arrows go through its words, Enter looks one up."""

    card: reactive[Card | None] = reactive(None)
    depth: reactive[int] = reactive(0)
    """How many look-ups deep one is."""

    def __init__(self, convert: Convert, write: Write, *, id: str | None = None) -> None:
        """``convert`` puts a simplified word into the script now read; ``write`` spells readings in the style now
        chosen."""
        super().__init__(id=id)
        self._convert = convert
        self._write = write

    def watch_card(self) -> None:
        self.first_link()

    def lines(self) -> list[Content]:
        if self.card is None:
            return []
        lines = _CardLines(self)
        lines.card(self.card)
        return lines.lines

    def convert(self, word: str, hant: str = "") -> str:
        return self._convert(word, hant)

    def write(self, reading: Sequence[str | None]) -> str:
        return self._write(reading)


class _CardLines(Lines):
    """Builds the lines of a card from top to bottom."""

    def __init__(self, view: CardView) -> None:
        super().__init__(view)
        self._card_view = view

    def card(self, card: Card) -> None:
        if card.figure is not None:
            self.add((card.figure.text, "head"), "  ", (card.figure.figure.english, "term"))
            self.add((card.figure.reading, "reading"))
            for note in card.figure.figure.notes:
                self.add((note, "dim"))
            self.gap()
        if card.concept is not None:
            self._concept(card, card.concept)
        elif card.figure is None or any(map(is_han, card.word)):
            self.add((card.word, "head"), "  ", (card.reading, "reading"))
        if card.alternatives:
            self.add(("may also be ", "dim"), (", ".join(card.alternatives), "reading"), ("  r fixes it", "dim"))
        for damage in card.damage:
            self.add((damage, "wrong"))
        marks = " · ".join(filter(None, (card.level, band_label(card.band), card.status)))
        if marks:
            self.add((marks, "dim"))
        if card.sentence:
            self.gap()
            self.add((card.sentence, "dim"))
        if card.message:
            self.gap()
            self.add((card.message, "dim"))
        if card.entries:
            self.gap()
            for number, entry in enumerate(card.entries):
                if number:
                    self.gap()
                if entry.dictionary and (not number or card.entries[number - 1].dictionary != entry.dictionary):
                    self.add((entry.dictionary, "dim"))
                self._entry(entry, headed=card.concept is not None or len(card.entries) > 1 or number > 0)
        if card.longer:
            self.gap()
            self.add(("longer words here", "label"))
            for entry in card.longer:
                self._brief(entry)
        if card.characters:
            self.gap()
            self.add(("words" if any(len(part) > 1 for part, _ in card.characters) else "characters", "label"))
            for character, entries in card.characters:
                if entries:
                    for entry in entries:
                        self._brief(entry)
                else:
                    self.add(self.link(character))
        if card.words:
            self.gap()
            self.add(("words with it", "label"))
            for entry in card.words:
                self._brief(entry)
        if card.is_empty and not card.message and any(map(is_han, card.word)):
            self.gap()
            self.add(("Not in the glossary and not in the dictionary.", "dim"))

    def _concept(self, card: Card, concept: Concept) -> None:
        view = self._card_view
        term = concept.used(card.word)
        head = view.convert(term.hans)
        other = [form for form in (term.hans, term.hant) if form != head]
        self.add((head, "head"), "  ", (card.reading, "reading"), ("  TERM", "term"))
        if other:
            self.add((" / ".join(dict.fromkeys(other)), "dim"))
        good = [r for r in concept.renderings if r.status != "deprecated"]
        if good:
            self.add((good[0].text, "term"))
            if len(good) > 1:
                self.add(("also ", "dim"), ", ".join(r.text for r in good[1:]))
        if concept.definition_en:
            self.gap()
            self.add(concept.definition_en)
        if concept.definition_zh:
            self.wrapped((view.convert(concept.definition_zh), "dim"))
        wrong = [r for r in concept.renderings if r.status == "deprecated"]
        if wrong:
            self.gap()
            for rendering in wrong:
                note = f": {rendering.note}" if rendering.note else ""
                self.add(("not ", "wrong"), (rendering.text, "wrong"), (note, "dim"))
        names = [t for t in concept.terms if t is not term]
        if names:
            self.gap()
            self.add(("also called ", "dim"), *self._joined([(t.hans, view.convert(t.hans)) for t in names]))
        if card.related:
            self.gap()
            for how, other_concept in card.related:
                word = other_concept.preferred.hans
                self.add((f"{how} ", "dim"), self.link(word, view.convert(word)), f" {other_concept.rendering}")
        for example in concept.examples[:2]:
            self.gap()
            # A sentence written in traditional characters is not made from its simplified copy, which knows less.
            self.wrapped(view.convert(example.zh, example.zh if fold(example.zh) != example.zh else ""))
            self.add((example.en, "dim"))
        self.gap()
        where = " › ".join(filter(None, (concept.domain, concept.subdomain, concept.platform)))
        if where:
            self.add((where, "dim"))
        if card.occurrences:
            shown = " ".join(f"¶{n}" for n in card.occurrences[:8]) + (" …" if len(card.occurrences) > 8 else "")
            self.add((f"{shown} in this text", "dim"))

    def _joined(self, words: Sequence[tuple[str, str]]) -> list[Content]:
        parts: list[Content] = []
        for word, shown in words:
            if parts:
                parts.append(Content("、").stylize(self._card_view.style("dim")))
            parts.append(self.link(word, shown))
        return parts

    def _entry(self, entry: EntryCard, headed: bool) -> None:
        view = self._card_view
        if headed:
            self.add((entry.word(view.convert), "label"), "  ", (view.write(entry.reading), "reading"))
        else:
            forms = [form for form in dict.fromkeys((entry.hant, entry.hans)) if form != entry.word(view.convert)]
            if forms:
                self.add((" / ".join(forms), "dim"))
        many = len(entry.senses) > 1
        for number in range(len(entry.senses)):
            parts = [
                self.link(part.hans, part.shown) if isinstance(part, Link) else part
                for part in entry.sense(number, view.convert, view.write)
            ]
            self.add((f"{number + 1} ", "dim") if many else "", *parts)
        if entry.classifiers:
            self.add(
                ("measure word ", "dim"), ", ".join(said.text(view.convert, view.write) for said in entry.classifiers)
            )
        for note in entry.notes:
            self.add((note.text(view.convert, view.write), "dim"))
        if entry.links:
            self.add(("→ ", "dim"), *self._joined([(word, view.convert(word)) for word in entry.links]))

    def _brief(self, entry: EntryCard) -> None:
        view = self._card_view
        sense = "; ".join(
            "".join(part.shown if isinstance(part, Link) else part for part in entry.sense(n, view.convert, view.write))
            for n in range(len(entry.senses[:2]))
        )
        if len(sense) > _BRIEF:
            sense = sense[:_BRIEF].rsplit(" ", 1)[0] + " …"
        self.add(
            self.link(entry.hans, entry.word(view.convert)),
            "  ",
            (view.write(entry.reading), "reading"),
            "  ",
            sense,
        )
