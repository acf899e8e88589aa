"""Renderings, definitions, statuses and examples: what contradicts itself, and what is missing. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from glossary.checking.english import is_rendered
from glossary.checking.model import Finding, label
from glossary.fold import fold
from glossary.model import Concept


def check_renderings(concepts: Sequence[Concept]) -> Iterator[Finding]:
    """English that two concepts claim, or that one prefers and another deprecates."""
    preferred: dict[str, list[Concept]] = defaultdict(list)
    deprecated: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        yield from _own_renderings(concept)
        for rendering in concept.renderings:
            by_text = {"preferred": preferred, "deprecated": deprecated}.get(rendering.status)
            if by_text is not None and concept not in by_text[rendering.text.lower()]:
                by_text[rendering.text.lower()].append(concept)
    for text, owners in preferred.items():
        if len(owners) > 1:
            ids = tuple(concept.id for concept in owners)
            names = " and ".join(map(label, owners))
            said = f"“{text}” is the preferred rendering of {names}; a reader of the English cannot tell them apart."
            yield Finding("warning", "rendering", ids, said)
        for other in deprecated.get(text, ()):
            if other not in owners:
                said = f"“{text}” is preferred for {label(owners[0])}, but deprecated for {label(other)}."
                # Right for one concept and wrong for another is the very reason to deprecate it; not so between
                # concepts that a reader may confuse.
                near = other.id in _linked(owners[0]) or owners[0].id in _linked(other)
                yield Finding("note" if near else "warning", "rendering", (owners[0].id, other.id), said)


def _linked(concept: Concept) -> tuple[str, ...]:
    return (*concept.related, *concept.broader, *concept.narrower)


def _own_renderings(concept: Concept) -> Iterator[Finding]:
    statuses: dict[str, set[str]] = defaultdict(set)
    for rendering in concept.renderings:
        text = rendering.text.lower()
        if rendering.status in statuses[text]:
            yield Finding("warning", "rendering", (concept.id,), f"{label(concept)} has “{rendering.text}” twice.")
        statuses[text].add(rendering.status)
        if rendering.status == "deprecated" and not rendering.note.strip():
            said = f"{label(concept)} deprecates “{rendering.text}” without saying why."
            yield Finding("note", "no-reason", (concept.id,), said)
    for text, given in statuses.items():
        if "deprecated" in given and len(given) > 1:
            said = f"{label(concept)} both uses and deprecates “{text}”."
            yield Finding("error", "rendering", (concept.id,), said)


def check_statuses(concepts: Sequence[Concept]) -> Iterator[Finding]:
    """Concepts with nothing to be used, or with more than one thing preferred."""
    for concept in concepts:
        for what, items in (("name", concept.terms), ("rendering", concept.renderings)):
            given = [item.status for item in items]
            if not given:
                continue
            if all(status == "deprecated" for status in given):
                said = f"{label(concept)} has only deprecated {what}s; add the one to be used, or remove it."
                yield Finding("warning", "status", (concept.id,), said)
            elif given.count("preferred") != 1:
                many = "no" if "preferred" not in given else f"{given.count('preferred')} preferred"
                said = f"{label(concept)} has {many} {what}{'s' if many[0].isdigit() else ' that is preferred'}."
                yield Finding("warning", "status", (concept.id,), said)


def check_wholeness(concepts: Sequence[Concept]) -> Iterator[Finding]:
    """Concepts without English or without definitions."""
    for concept in concepts:
        if not concept.renderings:
            yield Finding("warning", "no-rendering", (concept.id,), f"{label(concept)} has no English rendering.")
        definitions = {"English": concept.definition_en, "Chinese": concept.definition_zh}
        missing = [language for language, text in definitions.items() if not text.strip()]
        if missing:
            said = f"{label(concept)} has no {' and no '.join(missing)} definition."
            yield Finding("note", "no-definition", (concept.id,), said)


def check_examples(concepts: Sequence[Concept]) -> Iterator[Finding]:
    """Examples without the term in the Chinese, or without a rendering in use in the English."""
    for concept in concepts:
        names = [fold(term.hans) for term in concept.terms]
        used = [rendering.text for rendering in concept.renderings if rendering.status != "deprecated"]
        for example in concept.examples:
            if not any(name in fold(example.zh) for name in names):
                said = f"{label(concept)}: no name of it is in the example “{example.zh}”."
                yield Finding("note", "example", (concept.id,), said)
            if example.en and used and not any(is_rendered(text, example.en) for text in used):
                said = f"{label(concept)}: no rendering in use is in the English of the example, “{example.en}”."
                yield Finding("note", "example", (concept.id,), said)
