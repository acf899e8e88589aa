"""Where the drafts stand in the text: counts, paragraphs, neighbours, and which stand only inside longer ones."""

from collections import defaultdict

from reader.text.discovery.drafts import Draft
from reader.text.discovery.units import Units

WINDOW = 8
"""Words on each side that are a word's company."""
_NEIGHBOURS = 64
"""Different neighbours that are told apart on each side; more say nothing more."""

Found = tuple[int, int, Draft]


def locate(units: Units, drafts: dict[str, Draft], keys: set[int]) -> None:
    """Fill in every draft's places."""
    owners = {sequence: draft for draft in drafts.values() for sequence in draft.sequences}
    lengths: dict[int, set[int]] = defaultdict(set)
    """By the number of a first word: how long the sequences are that begin with it."""
    for sequence in owners:
        lengths[sequence[0]].add(len(sequence))
    ids = units.ids
    for index, first, last in units.paragraphs():
        found: list[Found] = []
        for i in range(first, last):
            for length in lengths.get(ids[i], ()):
                draft = owners.get(tuple(ids[i : i + length]))
                if draft is not None:
                    found.append((i, i + length, draft))
        near = [0]
        for i in range(first, last):
            near.append(near[-1] + (ids[i] in keys))
        for start, end, draft in found:
            _count(units, index, start, end, draft)
            left, right = max(first, start - WINDOW), min(last, end + WINDOW)
            draft.company += near[right - first] - near[end - first] + near[start - first] - near[left - first]
        _nest(found)


def _count(units: Units, paragraph: int, first: int, last: int, draft: Draft) -> None:
    if not draft.count:
        draft.first = (first, last)
    draft.count += 1
    if not draft.paragraphs or draft.paragraphs[-1] != paragraph:
        draft.paragraphs.append(paragraph)
    for counter, neighbour in ((draft.before, units.ids[first - 1]), (draft.after, units.ids[last])):
        if neighbour in counter or len(counter) < _NEIGHBOURS:
            counter[neighbour] += 1


def _nest(found: list[Found]) -> None:
    """Count where a place lies inside a longer one. ``found`` is in order of the first unit."""
    ordered = sorted(found, key=lambda place: (place[0], -place[1]))
    open_: list[Found] = []
    for first, last, draft in ordered:
        open_ = [place for place in open_ if place[1] > first]
        around = [place for place in open_ if place[1] >= last and (place[0], place[1]) != (first, last)]
        if around:
            draft.covered += 1
            for place in around:
                draft.covers[place[2].key] += 1
        open_.append((first, last, draft))
