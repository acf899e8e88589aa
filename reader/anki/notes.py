"""Concepts as Anki's notes. What each side of a card says is ``reader.faces``'s to decide; here it becomes fields.

Whatever comes from outside passes ``_html``: nothing in a term is markup, a template, a sound or a formula to Anki.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec.structs import replace

from glossary.anki.model import AnkiCard, AnkiNote, note_key
from glossary.fold import fold
from glossary.model import Concept, Example, Term
from glossary.study.model import Card, Memory
from reader.anki.sentences import SentencePinyin
from reader.cards import Cards
from reader.export.escape import escape, printable, web_link
from reader.export.options import LANGUAGE
from reader.export.ruby import Piece, RubyWriter
from reader.faces import GAP, Dress, Line, Question, question
from reader.text.styles import write
from texts.errors import TextsError
from texts.model import Script

if TYPE_CHECKING:
    from reader.session import Session

_SPECIAL = re.compile(r"[{}\[\]\\]")
_NO_TAG = re.compile(r"[\s\x00-\x1f\x7f\"“”*]+")
_PLACE = re.compile(r", ¶\d+$")


class NoteMaker:
    """Makes notes in one script."""

    def __init__(self, session: "Session", script: Script, texts: Sequence[tuple[str, frozenset[str]]] = ()) -> None:
        """``texts``: for each text that is to be a tag, its id and the concepts in it."""
        self._session = session
        self._script = script
        self._texts = texts
        self._ruby = RubyWriter("character", full=True)
        self._pinyin = SentencePinyin(session)
        self._urls: dict[str, str] = {}
        self.dress = Dress(self._in_script, lambda term: write(term.readings))

    def notes(self, concept: Concept, cards: Sequence[Card]) -> Iterator[AnkiNote]:
        """The note of a concept with a card for each of ``cards``, and one for each sentence with a gap."""
        plain = [card for card in cards if card.direction != "cloze"]
        if plain:
            yield self._term_note(concept, plain)
        for card in cards:
            if card.direction == "cloze" and (note := self._cloze_note(concept, card)) is not None:
                yield note

    def _term_note(self, concept: Concept, cards: Sequence[Card]) -> AnkiNote:
        fields = self._fields(concept, replace(cards[0], direction="recognise"))
        fields["TermId"] = _html(note_key(concept.id))
        for card in cards:
            match card.direction:
                case "recognise":
                    fields["AskRecognise"] = "y"
                case "produce":
                    fields["AskProduce"] = "y"
                case "reading":
                    fields["AskReading"] = "y"
                case "choice":
                    fields["Choices"] = _list(self._question(concept, card).choices)
        asked = sorted((AnkiCard(card.direction, card) for card in cards), key=lambda one: one.ordinal)
        return AnkiNote(fields, tuple(asked), self._tags(concept))

    def _cloze_note(self, concept: Concept, card: Card) -> AnkiNote | None:
        """None if the sentence no longer holds any of the concept's names."""
        front = self._question(concept, card).front[0]
        shown = self._session.in_script(card.detail, self._script)
        start, end = front.lit
        if start == end:
            return None
        gap = f"{{{{c1::{_html(shown[start:end])}::{GAP * (end - start)}}}}}"
        # The sentence of the card stands where a note of a term has the concept's first.
        concept = replace(concept, examples=(_example(concept, card.detail),))
        fields = self._fields(concept, card)
        fields["TermId"] = _html(note_key(concept.id, card.detail))
        fields["Cloze"] = _html(shown[:start]) + gap + _html(shown[end:])
        return AnkiNote(fields, (AnkiCard("cloze", card),), self._tags(concept), cloze=True)

    def _question(self, concept: Concept, card: Card) -> Question:
        # As if never asked: the order of choices must not change from one export to the next.
        others = self._session.study.neighbours(concept) if card.direction == "choice" else ()
        return question(replace(card, memory=Memory()), concept, self.dress, others)

    # Fields

    def _fields(self, concept: Concept, card: Card) -> dict[str, str]:
        asked = self._question(concept, replace(card, direction="recognise"))
        prompt = self._question(concept, replace(card, direction="produce")).front
        term = concept.preferred
        name = asked.front[0].text
        english = next((line for line in asked.back if line.part == "english"), None)
        example = next(iter(concept.examples), None)
        source = example.source if example is not None else ""
        return {
            "Hanzi": _html(name),
            "Simplified": _html(term.hans),
            "Traditional": _html(term.hant),
            "Pinyin": _html(self._session.reading_of_term(concept, term)),
            "Bopomofo": _html(write(term.readings, "zhuyin")),
            "English": _html(concept.rendering if english is None else english.text),
            "Classifier": _html(self._classifier(term)),
            "Ruby": self._coloured(name, term, ruby=True),
            "Color": self._coloured(name, term, ruby=False),
            "Sentence": _lit(next((line for line in asked.back if line.part == "sentence"), None)),
            "SentencePinyin": _html(self._pinyin.write(example.zh)) if example is not None else "",
            "SentenceTranslation": _html(example.en) if example is not None else "",
            "Source": _html(source),
            "Url": _html(self._url(source)),
            "Domain": _html(" › ".join(filter(None, (concept.domain, concept.subdomain)))),
            "Status": self._status(concept),
            "Notes": _lines(line for line in asked.back if line is not english and line.part in _NOTED),
            "Hint": _lines(prompt[1:]),
            "Lang": LANGUAGE[self._script],
        }

    def _coloured(self, name: str, term: Term, ruby: bool) -> str:
        """Each character in the colour of its tone, with its reading over it or without."""
        if len(name) != len(term.readings):
            return _html(name)
        found = ""
        for char, reading in zip(name, term.readings, strict=True):
            if reading is None:
                found += _html(char)
            else:
                piece = Piece(char, write((reading,)), (reading,))
                inside = self._ruby.piece(piece) if ruby else _html(char)
                found += f'<span class="tone{reading[-1]}">{inside}</span>'
        return found

    def _classifier(self, term: Term) -> str:
        """Measure words by CC-CEDICT, whose makers every file names, for a name that it has with this reading."""
        entries = Cards(self._session.termbase, self._session.dictionary).entries(term.hans, term.readings)
        said = [reading for reading in term.readings if reading]
        words = {
            mention.text(self._in_script): None
            for entry in entries
            if [reading for reading in entry.reading if reading] == said
            for mention in entry.classifiers
        }
        return ", ".join(words)

    def _in_script(self, word: str, hant: str = "") -> str:
        return self._session.in_script(word, self._script, hant)

    def _status(self, concept: Concept) -> str:
        vocabulary = self._session.vocabulary
        return vocabulary.statuses.get(fold(concept.preferred.hans)) or vocabulary.terms.get(concept.id) or "new"

    def _url(self, source: str) -> str:
        """The address of the library text that a sentence is from, if it has one."""
        text_id = _PLACE.sub("", source)
        if text_id not in self._urls:
            try:
                there = text_id in self._session.library.ids()
                origin = self._session.library.load(text_id).meta.origin if there else ""
            except TextsError:
                origin = ""
            self._urls[text_id] = web_link(origin) or web_link(text_id) or ""
        return self._urls[text_id]

    def _tags(self, concept: Concept) -> tuple[str, ...]:
        domain = [tag_part(part) for part in (concept.domain, concept.subdomain) if part]
        tags = ["duban"]
        tags += ["::".join(("domain", *domain))] if domain else []
        tags += [f"text::{tag_part(text_id)}" for text_id, concepts in self._texts if concept.id in concepts]
        return tuple(tags)


_NOTED = ("english", "hint", "definition", "note")


def _example(concept: Concept, sentence: str) -> Example:
    return next((example for example in concept.examples if example.zh == sentence), Example(sentence))


def tag_part(text: str) -> str:
    """A text as one level of a tag: no spaces, no “::”.

    >>> tag_part("live commerce")
    'live_commerce'
    """
    return _NO_TAG.sub("_", printable(text).replace("::", "_")).strip("_:") or "_"


def _html(text: str) -> str:
    """Text as HTML in which Anki finds no template, cloze, sound or formula; line breaks become spaces. Composed (NFC),
    as Anki keeps it, so that a field can be compared with what Anki has."""
    escaped = str(escape(normalize("NFC", " ".join(re.split(r"[\r\n\t]+", text)))))
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", escaped)


def _lit(line: Line | None) -> str:
    if line is None:
        return ""
    start, end = line.lit
    if start == end:
        return _html(line.text)
    return f"{_html(line.text[:start])}<b>{_html(line.text[start:end])}</b>{_html(line.text[end:])}"


def _lines(lines: Iterable[Line]) -> str:
    return "".join(f'<div class="{line.part}">{_html(line.text)}</div>' for line in lines)


def _list(choices: Sequence[str]) -> str:
    return "<ol>" + "".join(f"<li>{_html(choice)}</li>" for choice in choices) + "</ol>"
