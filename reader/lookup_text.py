"""Answers of look-ups as text and as JSON, for the command line."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import to_builtins

from glossary.model import Concept
from glossary.serialise import concept_to_dict
from reader.lookup import EntryCard, Found, ShownFigure, band_label
from reader.text.styles import write

MAIN: Final = "CC-CEDICT"
_FIGURE_FIELDS: Final = ("english", "kind", "low", "high", "unit", "relation", "notes", "start", "end")


def as_json(word: str, found: Found) -> dict[str, Any]:
    """``{"word", "concepts": [whole concepts], "entries": [{"hans", "hant", "reading", "senses", …,
    "dictionary", "level", "band"}], "figures": [{"text", "reading", "english", "kind", "low", "high", "unit",
    "relation", "notes", "start", "end"}]}``; ``band`` is a number of words, null for a word that is in none."""
    return {
        "word": word,
        "concepts": [concept_to_dict(concept) for concept in found.concepts],
        "entries": [_entry_to_dict(entry) for entry in found.entries],
        "figures": [figure_to_dict(shown) for shown in found.figures],
    }


def figure_to_dict(shown: ShownFigure) -> dict[str, Any]:
    """Values as numbers of JSON: whole ones without a point."""
    fields: dict[str, Any] = {
        "text": shown.text,
        "reading": shown.reading,
        **{name: getattr(shown.figure, name) for name in _FIGURE_FIELDS},
    }
    for name in ("low", "high"):
        value = fields[name]
        if value is not None:
            fields[name] = int(value) if value == int(value) else float(value)
    return {**fields, "notes": list(shown.figure.notes)}


def _entry_to_dict(entry: EntryCard) -> dict[str, Any]:
    """Measure words and notes each as one string: “个 gè”, “in Taiwan lèsè”."""
    said = {name: [mention.text() for mention in getattr(entry, name)] for name in ("classifiers", "notes")}
    fields: dict[str, Any] = to_builtins(entry)
    del fields["quoted"]  # for those who write the senses anew; the text has it already
    return {**fields, **said, "dictionary": entry.dictionary or MAIN}


def as_text(found: Found) -> Iterator[str]:
    """What figures mean, terms, then dictionary entries, blocks apart by a blank line."""
    blocks = [list(_figure_lines(shown)) for shown in found.figures]
    blocks += [list(concept_lines(c)) for c in found.concepts] + [list(_entry_lines(e)) for e in found.entries]
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from block


def concept_lines(concept: Concept) -> Iterator[str]:
    """A concept for reading: names, renderings, definitions, relations."""
    term = concept.preferred
    yield f"{_forms(term.hans, term.hant)}  {write(term.readings)}  [{concept.id}]"
    for rendering in concept.renderings:
        sign = {"preferred": "=", "admitted": "also", "deprecated": "not"}[rendering.status]
        yield f"  {sign} {rendering.text}" + (f" ({rendering.note})" if rendering.note else "")
    for text in (concept.definition_en, concept.definition_zh):
        if text:
            yield f"  {text}"
    others = [f"{_forms(t.hans, t.hant)} ({t.kind})" for t in concept.terms if t is not term]
    if others:
        yield "  also called " + "、".join(others)
    for label, ids in (("broader", concept.broader), ("narrower", concept.narrower), ("related", concept.related)):
        if ids:
            yield f"  {label}: {', '.join(ids)}"
    for example in concept.examples:
        yield f"  “{example.zh}” {example.en}"
    where = " › ".join(filter(None, (concept.domain, concept.subdomain, concept.platform)))
    if where:
        yield f"  {where}"


def _entry_lines(entry: EntryCard) -> Iterator[str]:
    head = (_forms(entry.hans, entry.hant), write(entry.reading))
    about = (entry.level, band_label(entry.band), entry.dictionary and f"[{entry.dictionary}]")
    yield "  ".join(filter(None, (*head, " · ".join(filter(None, about)))))
    for number, sense in enumerate(entry.senses, 1):
        yield f"  {number} {sense}" if len(entry.senses) > 1 else f"  {sense}"
    if entry.classifiers:
        yield "  measure word: " + ", ".join(mention.text() for mention in entry.classifiers)
    for note in entry.notes:
        yield f"  {note.text()}"


def _figure_lines(shown: ShownFigure) -> Iterator[str]:
    yield f"{shown.text}  {shown.figure.english}"
    if shown.reading:
        yield f"  {shown.reading}"
    for note in shown.figure.notes:
        yield f"  {note}"


def _forms(hans: str, hant: str) -> str:
    return hans if hans == hant else f"{hans} {hant}"
