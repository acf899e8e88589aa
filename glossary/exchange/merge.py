"""One concept out of what there is and what a file says of it.

What the file gives is right; what it does not say stays. Nothing is ever taken away: a name, rendering, example or
link that the file does not list is kept, after those that it lists where it lists all that there were. Where the file
says which name (or rendering) is preferred, those preferred before that it does not list become admitted.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from glossary.exchange.entry import LINKS, TEXTS, Entry, GivenRendering, GivenTerm
from glossary.fold import fold
from glossary.model import Concept, Example, Rendering, Term, TermStatus

_Given = TypeVar("_Given")
_Known = TypeVar("_Known", bound=Term | Rendering | Example)


def matched(
    given: Sequence[_Given], known: Sequence[_Known], *same: Callable[[_Given, _Known], bool]
) -> list[int | None]:
    """For each given item the number of the known one that it is, by the first rule of ``same`` that finds one; no
    known item is taken twice."""
    found: list[int | None] = [None] * len(given)
    left = dict.fromkeys(range(len(known)))
    for rule in same:
        for place, item in enumerate(given):
            if found[place] is None:
                number = next((n for n in left if rule(item, known[n])), None)
                if number is not None:
                    found[place] = number
                    del left[number]
    return found


def match_terms(given: Sequence[GivenTerm], known: Sequence[Term]) -> list[int | None]:
    """Which of the known names each given one is: in either script, any width and case."""
    return matched(
        given,
        known,
        lambda g, k: g.surface in (k.hans, k.hant) and g.hans in ("", k.hans) and g.hant in ("", k.hant),
        lambda g, k: fold(g.surface) in (fold(k.hans), fold(k.hant)),
    )


def same_rendering(given: GivenRendering, known: Rendering) -> bool:
    return given.text.casefold() == known.text.casefold()


def updated(known: Concept, entry: Entry, terms: Sequence[Term]) -> Concept:
    """``known`` with what ``entry`` says; ``terms`` are the entry's names, complete, where it left something unsaid
    filled from ``known``."""
    places = match_terms(entry.terms, known.terms)
    statuses = [given.status for given in entry.terms]
    named = [_placed(t, p, s, known.terms) for t, p, s in zip(terms, places, statuses, strict=True)]
    fields: dict[str, Any] = {name: entry.texts.get(name) or getattr(known, name) for name in TEXTS}
    for name in LINKS:
        fields[name] = tuple(dict.fromkeys(_ordered(getattr(known, name), entry.links.get(name, ()))))
    return replace(
        known,
        terms=_united(known.terms, named, places, statuses),
        renderings=_renderings(known.renderings, entry.renderings),
        examples=_examples(known.examples, entry.examples),
        **fields,
    )


def _renderings(known: Sequence[Rendering], given: Sequence[GivenRendering]) -> tuple[Rendering, ...]:
    places = matched(given, known, lambda g, k: g.text == k.text, same_rendering)
    made = [_rendering(item, place, known) for item, place in zip(given, places, strict=True)]
    return _united(known, made, places, [item.status for item in given])


def _examples(known: Sequence[Example], given: Sequence[Example]) -> tuple[Example, ...]:
    places = matched(given, known, lambda g, k: g == k, lambda g, k: g.zh == k.zh)
    made = [_example(item, place, known) for item, place in zip(given, places, strict=True)]
    return _united(known, made, places, ())


def created(identity: str, entry: Entry, terms: Sequence[Term]) -> Concept:
    """A new concept. Where no status is said, the first name and rendering are preferred, further ones admitted."""
    some: list[TermStatus] = []
    made = []
    for given, term in zip(entry.terms, terms, strict=True):
        made.append(replace(term, status=_status(given.status, some)))
    some = []
    renderings = tuple(Rendering(g.text, _status(g.status, some), g.note) for g in entry.renderings)
    fields: dict[str, Any] = {**entry.texts, **{name: tuple(targets) for name, targets in entry.links.items()}}
    return Concept(identity, tuple(made), renderings, examples=tuple(entry.examples), origin="user", **fields)


def _status(said: TermStatus | None, before: list[TermStatus]) -> TermStatus:
    """What is said; else preferred unless one before it is."""
    status: TermStatus = said or ("admitted" if "preferred" in before else "preferred")
    before.append(status)
    return status


def _placed(term: Term, place: int | None, said: TermStatus | None, known: Sequence[Term]) -> Term:
    """A name with its status: as said, as it was, or for one more name admitted."""
    status = said or (known[place].status if place is not None else _further(known))
    return replace(term, status=status)


def _further(known: Sequence[Term] | Sequence[Rendering]) -> TermStatus:
    return "admitted" if any(item.status == "preferred" for item in known) else "preferred"


def _rendering(given: GivenRendering, place: int | None, known: Sequence[Rendering]) -> Rendering:
    if place is None:
        return Rendering(given.text, given.status or _further(known), given.note)
    return Rendering(given.text, given.status or known[place].status, given.note or known[place].note)


def _example(given: Example, place: int | None, known: Sequence[Example]) -> Example:
    if place is None:
        return given
    return Example(given.zh, given.en or known[place].en, given.source or known[place].source)


def _united(
    known: Sequence[_Known],
    given: Sequence[_Known],
    places: Sequence[int | None],
    said: Sequence[TermStatus | None],
) -> tuple[_Known, ...]:
    """Known and given items as one list: in the order of the given where they are all of the known, else in that of
    the known with the new ones after them."""
    taken = {place: item for place, item in zip(places, given, strict=True) if place is not None}
    if len(taken) == len(known):
        return tuple(given)
    demoted = "preferred" in said
    kept: list[_Known] = [taken.get(n) or (_admitted(item) if demoted else item) for n, item in enumerate(known)]
    return (*kept, *(item for place, item in zip(places, given, strict=True) if place is None))


def _admitted(item: _Known) -> _Known:
    if isinstance(item, Example) or item.status != "preferred":
        return item
    return replace(item, status="admitted")


def _ordered(known: Sequence[str], given: Sequence[str]) -> Sequence[str]:
    return given if set(known) <= set(given) else (*known, *given)
