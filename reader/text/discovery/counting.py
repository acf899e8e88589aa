"""Which sequences of words a text repeats, counted length by length in bounded memory.

A sequence can only be frequent if both sequences one word shorter are (Agrawal and Srikant's *a priori*), so each
length is counted among few. A counter that grows too large drops what it has met once so far (as in Manku and
Motwani's lossy counting): in a text of tens of millions of characters something rare may be missed.
"""

from collections import Counter
from collections.abc import Sequence as Sequence_

from reader.text.discovery.units import Units

LONGEST = 5
"""Words of a repeated sequence."""
_ROOM = 600_000
"""Sequences of one length in memory at a time, 60 MB."""

Sequence = tuple[int, ...]


def repeated(units: Units, least: int, inside: Sequence_[bool]) -> list[Sequence]:
    """Sequences of two to ``LONGEST`` words that stand at least ``least`` times, in the order of their first places.
    ``inside``: by a word's number, whether it may be part of one."""
    found: list[Sequence] = []
    frequent: set[Sequence] | None = None
    for length in range(2, LONGEST + 1):
        counts = _count(units, length, inside, frequent)
        chosen = [sequence for sequence, count in counts.items() if count >= least]
        if not chosen:
            break
        found += chosen
        frequent = set(chosen)
    return found


def _count(units: Units, length: int, inside: Sequence_[bool], frequent: set[Sequence] | None) -> "Counter[Sequence]":
    """Sequences of one length with how often they stand; of those whose two shorter ones are ``frequent``."""
    ids = units.ids
    counts: Counter[Sequence] = Counter()
    run = 0
    for i, number in enumerate(ids):
        run = run + 1 if inside[number] else 0
        if run < length:
            continue
        sequence = tuple(ids[i - length + 1 : i + 1])
        if frequent is not None and not (sequence[:-1] in frequent and sequence[1:] in frequent):
            continue
        counts[sequence] += 1
        if len(counts) > _ROOM:
            counts = Counter({s: n for s, n in counts.items() if n > 1})
    return counts
