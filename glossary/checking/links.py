"""Relations between concepts: to nowhere, from one side only, contradicting each other, in a circle. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from glossary.checking.model import Finding, label
from glossary.editing import INVERSE
from glossary.model import Concept


def check_links(concepts: Sequence[Concept], elsewhere: Collection[str] = frozenset()) -> Iterator[Finding]:
    """``elsewhere``: ids of concepts that are not among these but may be named."""
    by_id = {concept.id: concept for concept in concepts}
    for concept in concepts:
        seen: dict[str, str] = {}
        for field, inverse in INVERSE.items():
            for target in dict.fromkeys(getattr(concept, field)):
                named = f"{label(concept)} names “{target}” as {field}"
                if target == concept.id:
                    yield Finding("error", "broken-link", (concept.id,), f"{label(concept)} is {field} to itself.")
                elif target in by_id:
                    if concept.id not in getattr(by_id[target], inverse):
                        said = f"{named}, but is not named as {inverse} there."
                        yield Finding("warning", "one-sided-link", (concept.id, target), said)
                    if target in seen and {field, seen[target]} != {"broader", "narrower"}:
                        said = f"{named}, and as {seen[target]} too."
                        yield Finding("note", "double-link", (concept.id, target), said)
                    seen.setdefault(target, field)
                elif target not in elsewhere:
                    yield Finding("error", "broken-link", (concept.id,), f"{named}, and there is no such concept.")
    for circle in circles(_broader(by_id)):
        said = " → ".join((*circle, circle[0]))
        yield Finding("error", "cycle", circle, f"Each of these is broader than the one before: {said}.")


def _broader(by_id: Mapping[str, Concept]) -> dict[str, dict[str, None]]:
    """What is broader than each concept, whichever side says so."""
    found: dict[str, dict[str, None]] = {concept_id: {} for concept_id in by_id}
    for concept in by_id.values():
        for target in concept.broader:
            found[concept.id][target] = None
        for target in concept.narrower:
            if target in by_id:
                found[target][concept.id] = None
    return {i: {t: None for t in targets if t in by_id and t != i} for i, targets in found.items()}


def circles(broader: Mapping[str, Collection[str]]) -> Iterator[tuple[str, ...]]:
    """A circle for every way back that a walk upwards meets; each concept is walked from once."""
    done: set[str] = set()
    for start in broader:
        path: dict[str, Iterator[str]] = {}
        at: str | None = None if start in done else start
        while at is not None:
            upwards = path.setdefault(at, iter(broader[at]))
            following = next((target for target in upwards if target not in done), None)
            if following is None:
                done.add(at)
                del path[at]
            elif following in path:
                way = list(path)
                yield tuple(way[way.index(following) :])
                continue
            else:
                path[following] = iter(broader[following])
            at = next(reversed(path), None)
