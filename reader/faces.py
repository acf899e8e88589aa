"""The two sides of a flashcard, as lines that each have a part to play. Pure: script and style come in as functions.

What each direction asks, and what the answer shows, is decided here, so that the screen and an export agree.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Literal

from msgspec import Struct

from glossary.model import Concept, Example, Term
from glossary.study.answers import near_renderings
from glossary.study.model import Card

Part = Literal["term", "reading", "english", "sentence", "translation", "definition", "note", "source", "hint"]
Syllables = tuple[str | None, ...]
GAP = "＿"
"""One for each character of a term that a cloze card leaves out."""
CHOICES = 4


class Line(Struct, frozen=True):
    """One line of a side."""

    part: Part
    text: str
    syllables: Syllables = ()
    """Of a term or reading: numbered, one per character of the term, for tone colours."""
    lit: tuple[int, int] = (0, 0)
    """Where the term stands in a sentence."""


class Question(Struct, frozen=True):
    """A card ready to be asked."""

    card: Card
    concept: Concept
    front: tuple[Line, ...]
    back: tuple[Line, ...]
    typed: bool = False
    """Whether an answer is to be typed, which ``glossary.study.answers.judge`` looks at."""
    choices: tuple[str, ...] = ()
    right: int = -1
    """Which of the choices it is."""


class Dress(Struct, frozen=True):
    """How Chinese is written on the cards."""

    in_script: Callable[[str], str]
    """From either script to the one that the reader has chosen."""
    write: Callable[[Term], str]
    """A term's reading in the style that the reader has chosen."""

    names: Callable[[Term], str] | None = None
    """A term's name in that script, where it is known better than by converting it."""
    reads: Callable[[Concept, Term], str] | None = None
    """A term's reading, where it hangs on what the concept is: names have capitals."""

    def name(self, term: Term) -> str:
        return self.in_script(term.hans) if self.names is None else self.names(term)

    def reading(self, concept: Concept, term: Term) -> str:
        return self.write(term) if self.reads is None else self.reads(concept, term)


def question(card: Card, concept: Concept, dress: Dress, others: Sequence[Concept] = ()) -> Question:
    """Both sides of a card. ``others``: concepts whose renderings may be offered as wrong choices."""
    term = concept.preferred
    head = Line("term", dress.name(term), term.readings)
    reading = Line("reading", dress.reading(concept, term), term.readings)
    answer = (reading, *_meaning(concept), *_names(concept, dress), *_sentence(card, concept, dress))
    direction = card.direction
    if not concept.rendering and (direction == "choice" or (direction == "produce" and not concept.definition_en)):
        direction = "recognise"  # the English was taken away since: nothing to ask from, or to choose
    match direction:
        case "recognise":
            return Question(card, concept, (head,), answer)
        case "reading":
            return Question(card, concept, (head,), answer, typed=True)
        case "produce":
            front = (Line("english", concept.rendering), *_hints(concept))
            return Question(card, concept, front, (head, *_without_meaning(answer)), typed=True)
        case "cloze":
            return _cloze(card, concept, dress, (head, *answer))
        case "choice":
            choices, right = _choices(card, concept, others)
            return Question(card, concept, (head,), answer, choices=choices, right=right)


def _meaning(concept: Concept) -> list[Line]:
    """The English, first what to use, then what else does, then what is wrong and why."""
    used = [r.text for r in concept.renderings if r.status != "deprecated"]
    lines = [Line("english", used[0])] if used else []
    lines += [Line("hint", f"also {', '.join(used[1:])}")] if used[1:] else []
    if concept.definition_en:
        lines.append(Line("definition", concept.definition_en))
    lines += [
        Line("note", f"not {r.text}" + (f": {r.note}" if r.note else ""))
        for r in concept.renderings
        if r.status == "deprecated"
    ]
    return lines


def _without_meaning(answer: Sequence[Line]) -> list[Line]:
    """What the front has said already is not said again."""
    return [line for line in answer if line.part not in ("english", "definition")]


def _hints(concept: Concept) -> list[Line]:
    lines = [Line("definition", concept.definition_en)] if concept.definition_en else []
    where = " › ".join(filter(None, (concept.domain, concept.platform)))
    return [*lines, Line("hint", where)] if where else lines


def _names(concept: Concept, dress: Dress) -> list[Line]:
    term = concept.preferred
    others = [dress.name(t) for t in concept.terms if t is not term and t.status != "deprecated"]
    return [Line("hint", f"also {'、'.join(dict.fromkeys(others))}")] if others else []


def _example(card: Card, concept: Concept) -> Example | None:
    """The sentence that the card was made from, else the concept's first."""
    return next((e for e in concept.examples if e.zh == card.detail), next(iter(concept.examples), None))


def _sentence(card: Card, concept: Concept, dress: Dress) -> list[Line]:
    example = _example(card, concept)
    if example is None:
        return []
    lines = [Line("sentence", dress.in_script(example.zh), lit=_place(example.zh, concept))]
    lines += [Line("translation", example.en)] if example.en else []
    return [*lines, Line("source", example.source)] if example.source else lines


def _place(sentence: str, concept: Concept) -> tuple[int, int]:
    """Where a sentence holds one of the concept's names, the longest first; (0, 0) if it holds none."""
    names = {name for term in concept.terms for name in (term.hans, term.hant)}
    for name in sorted(names, key=len, reverse=True):
        if (start := sentence.find(name)) >= 0:
            return start, start + len(name)
    return 0, 0


def _cloze(card: Card, concept: Concept, dress: Dress, answer: tuple[Line, ...]) -> Question:
    # A name that was changed since leaves a sentence without a gap: another has one, or there is none to ask.
    sentences = (card.detail, *(example.zh for example in concept.examples))
    detail = next((zh for zh in sentences if _place(zh, concept) != (0, 0)), None)
    if detail is None:
        front = (Line("english", concept.rendering), *_hints(concept))
        return Question(card, concept, front, (answer[0], *_without_meaning(answer[1:])), typed=True)
    start, end = _place(detail, concept)
    shown = dress.in_script(detail)
    gap = Line("sentence", shown[:start] + GAP * (end - start) + shown[end:], lit=(start, end))
    example = next((e for e in concept.examples if e.zh == detail), None)
    english = [Line("translation", example.en)] if example is not None and example.en else []
    hint = [Line("hint", concept.rendering)] if concept.rendering else []
    if not any(line.part == "sentence" for line in answer):
        answer = (*answer, Line("sentence", shown, lit=(start, end)))
    return Question(card, concept, (gap, *english, *hint), answer, typed=True)


def _choices(card: Card, concept: Concept, others: Sequence[Concept]) -> tuple[tuple[str, ...], int]:
    """The right rendering among near ones, in an order that changes from one review to the next."""
    wrong = near_renderings(concept, [other for other in others if other.id != concept.id], CHOICES - 1)
    choices = [concept.rendering, *wrong]
    Random(f"{card.id}/{card.memory.reviews}").shuffle(choices)
    return tuple(choices), choices.index(concept.rendering)
