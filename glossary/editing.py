"""Changing concepts: new ids, putting two together, taking one away, names that are no longer used. Pure.

Nothing here writes: each function returns the concepts as they should be, and whoever keeps them does so in one step.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from glossary.errors import TermbaseError
from glossary.fold import fold
from glossary.model import Concept, Example, Rendering, Term, TermStatus
from glossary.pinyin import strip_tone

_LINKS = ("related", "broader", "narrower")
INVERSE = {"related": "related", "broader": "narrower", "narrower": "broader"}
"""The fields with links, each with the field in which the other concept answers."""
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60

_Item = TypeVar("_Item", Term, Rendering)


def free_concept_id(
    renderings: Sequence[Rendering], term: Term, taken: Container[str], numbers: dict[str, int] | None = None
) -> str:
    """An id for a new concept: from its English, else from its pinyin, with a number where that is taken.
    ``numbers`` remembers the last number tried of each stem, for whoever makes thousands.

    >>> free_concept_id([Rendering("organic traffic")], Term("自然流", "自然流", ()), {"organic-traffic"})
    'organic-traffic-2'
    """
    english = renderings[0].text if renderings else ""
    pinyin = "-".join(strip_tone(r) if r else c for c, r in zip(term.hans, term.readings, strict=False))
    stem = _slug(english) or _slug(pinyin) or "term"
    numbers = {} if numbers is None else numbers
    number = numbers.get(stem, 1)
    while (identity := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    numbers[stem] = number
    return identity


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("-", plain).strip("-")[:_LONGEST_ID].strip("-")


def merged(kept: Concept, other: Concept) -> Concept:
    """One concept out of two. Where both say something ``kept`` is right; a preferred name or rendering of ``other``
    becomes an admitted one, and a text that ``kept`` lacks is taken over."""
    names = {fold(term.hans) for term in kept.terms}
    terms = (*kept.terms, *(_admitted(t) for t in other.terms if fold(t.hans) not in names))
    english = {rendering.text.lower() for rendering in kept.renderings}
    further = [r for r in other.renderings if r.text.lower() not in english]
    renderings = (*kept.renderings, *(map(_admitted, further) if kept.renderings else further))
    said: set[str] = {example.zh for example in kept.examples}
    examples: tuple[Example, ...] = (*kept.examples, *(e for e in other.examples if e.zh not in said))
    texts = ("definition_en", "definition_zh", "domain", "subdomain", "platform", "source")
    filled = {name: getattr(kept, name) or getattr(other, name) for name in texts}
    own = {kept.id, other.id}
    links = {
        name: tuple(i for i in dict.fromkeys((*getattr(kept, name), *getattr(other, name))) if i not in own)
        for name in _LINKS
    }
    return replace(kept, terms=terms, renderings=renderings, examples=examples, **filled, **links)


def _admitted(item: _Item) -> _Item:
    return replace(item, status="admitted") if item.status == "preferred" else item


def pointing_elsewhere(concepts: Iterable[Concept], old: str, new: str | None) -> list[Concept]:
    """The concepts that name ``old``, changed so that they name ``new`` instead, or nothing where that is None."""
    changed = []
    for concept in concepts:
        links = {name: _without(getattr(concept, name), old, new, concept.id) for name in _LINKS}
        if concept.id != old and any(links[name] != getattr(concept, name) for name in _LINKS):
            changed.append(replace(concept, **links))
    return changed


def _without(ids: Sequence[str], old: str, new: str | None, own: str) -> tuple[str, ...]:
    moved = (new if i == old else i for i in ids)
    return tuple(i for i in dict.fromkeys(moved) if i is not None and i != own)


def linked_back(concept: Concept, find: Callable[[str], Concept | None]) -> list[Concept]:
    """The concepts that ``concept`` names and that do not name it, with that link added: relations hold both ways."""
    found: dict[str, Concept] = {}
    for name, inverse in INVERSE.items():
        for target_id in getattr(concept, name):
            target = found.get(target_id) or find(target_id)
            if target is not None and concept.id not in getattr(target, inverse):
                found[target_id] = replace(target, **{inverse: (*getattr(target, inverse), concept.id)})
    return list(found.values())


def unlinked(before: Concept | None, concept: Concept, find: Callable[[str], Concept | None]) -> list[Concept]:
    """The concepts that ``concept`` named before and names no more, without their link to it."""
    found: dict[str, Concept] = {}
    for name, inverse in INVERSE.items():
        dropped = set(getattr(before, name)) - set(getattr(concept, name)) if before is not None else set()
        for target_id in sorted(dropped):
            target = found.get(target_id) or find(target_id)
            if target is not None and concept.id in getattr(target, inverse):
                kept = tuple(i for i in getattr(target, inverse) if i != concept.id)
                found[target_id] = replace(target, **{inverse: kept})
    return list(found.values())


def with_status(concept: Concept, name: str, status: TermStatus) -> Concept:
    """The concept with one of its names (in either script) in this status. One name stays preferred: the one before
    gives way, or the next one takes its place.

    Raises TermbaseError if it has none of that name, or nothing else to be used in its place.
    """
    surface = fold(name)
    if status == "deprecated":
        return deprecated(concept, name)
    chosen = [fold(term.hans) == surface for term in concept.terms]
    if not any(chosen):
        raise TermbaseError(f"{concept.id} has no name “{name}”.")
    if status == "preferred":
        both = zip(concept.terms, chosen, strict=True)
        return replace(concept, terms=tuple(replace(t, status=status) if it else _admitted(t) for t, it in both))
    rest = _with_one_preferred(tuple(t for t, it in zip(concept.terms, chosen, strict=True) if not it))
    if all(term.status == "deprecated" for term in rest):
        return concept
    others = iter(rest)
    terms = (replace(t, status=status) if it else next(others) for t, it in zip(concept.terms, chosen, strict=True))
    return replace(concept, terms=tuple(terms))


def deprecated(concept: Concept, name: str) -> Concept:
    """The concept with one of its names (in either script) or renderings marked as no longer to be used.

    Raises TermbaseError if it has none of that name, or nothing else to be used in its place.
    """
    surface = fold(name)
    terms = tuple(replace(t, status="deprecated") if fold(t.hans) == surface else t for t in concept.terms)
    wanted = name.strip().lower()
    renderings = tuple(replace(r, status="deprecated") if r.text.lower() == wanted else r for r in concept.renderings)
    if (terms, renderings) == (concept.terms, concept.renderings):
        raise TermbaseError(f"{concept.id} has no name and no rendering “{name}” to deprecate.")
    if all(term.status == "deprecated" for term in terms):
        raise TermbaseError(f"“{name}” is the only name of {concept.id}; give it another one first, or remove it.")
    return replace(concept, terms=_with_one_preferred(terms), renderings=_with_one_preferred(renderings))


def _with_one_preferred(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """If the preferred one has gone, the first that is still in use takes its place."""
    if any(item.status == "preferred" for item in items):
        return items
    first = next((n for n, item in enumerate(items) if item.status == "admitted"), None)
    return tuple(replace(item, status="preferred") if n == first else item for n, item in enumerate(items))


def difference(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> list[str]:
    """What differs between two concepts (as :func:`glossary.serialise.concept_to_dict` gives them), a line a field.
    None stands for a concept that is not there."""
    if before is None or after is None:
        return ["new"] if before is None else ["gone"]
    return [
        f"{name}: {_told(before.get(name), after.get(name))}"
        for name in dict.fromkeys((*before, *after))
        if name != "origin" and before.get(name) != after.get(name)
    ]


def _told(before: object, after: object) -> str:
    old, new = _short(before), _short(after)
    return f"{old} → {new}" if old != new else f"{_whole(before)} → {_whole(after)}"


def _whole(value: object) -> str:
    """Every detail, where the short form is the same before and after."""
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(_whole, value.values())))
    if isinstance(value, list | tuple):
        flat = all(item is None or isinstance(item, str) for item in value)
        return (" " if flat else "; ").join(map(_whole, value))
    return str(value) if value else ""


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("hans") or value.get("text") or value.get("zh") or value)
    if isinstance(value, list | tuple):
        return "; ".join(map(_short, value)) or "nothing"
    return str(value) if value else "nothing"
