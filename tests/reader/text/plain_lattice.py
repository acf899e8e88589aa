"""The segmenter without a shortcut: every edge from every place, every weight looked up where it is needed."""

from itertools import pairwise

from glossary.fold import is_han
from reader.text.borders import BIAS, STEP, borders, keys
from reader.text.lexicon import MAX_WORD, lexicon
from reader.text.model import TokenKind
from reader.text.names import NameFinder
from reader.text.segment import (
    ATOM_COST,
    DOUBLED_COST,
    NUMERAL,
    NUMERAL_COST,
    UNKNOWN_COST,
    Atom,
    Piece,
    atoms,
)

_NAMES = NameFinder(lexicon())


def plain_gains(text: str) -> list[int]:
    """What a border takes off the cost, for each place of a text."""
    table = borders()._weights
    inside = [STEP * sum(table[key] - BIAS for key in numbers) for numbers in keys(text, 0, len(text))]
    return [0, *inside, 0] if len(text) > 1 else [0] * (len(text) + 1)


def plain_runs(text: str) -> list[Piece]:
    """The pieces of every run of Han, Latin and numbers."""
    gains = plain_gains(text)
    return [piece for run in atoms(text) for piece in _cheapest(text, run, gains)]


def _cheapest(text: str, run: list[Atom], gains: list[int]) -> list[Piece]:
    base, end = run[0][0], run[-1][1]
    ends = {stop for _, stop, _ in run}
    best: dict[int, tuple[int, int, TokenKind]] = {base: (0, base, "word")}
    for start, stop, kind in run:
        alone: TokenKind = "word" if kind == "han" else "number" if kind == "number" else "latin"
        edges: list[tuple[int, int, TokenKind]] = [(stop, UNKNOWN_COST if kind == "han" else ATOM_COST, alone)]
        for length in range(1, MAX_WORD + 1):
            word = text[start : start + length]
            cost = lexicon().common.get(word, lexicon().cost(word)) if start + length <= end else None
            if cost is not None:
                edges.append((start + length, cost, "word" if start + length > stop else alone))
        line, at = text[base:end], start - base
        if (match := NUMERAL.match(line, at)) and match.end() > at + 1:
            edges.append((base + match.end(), NUMERAL_COST, "number"))
        a, b = line[at : at + 1], line[at + 2 : at + 3]
        if line[at : at + 4] == a + a + b + b and b and a != b:
            cost = lexicon().cost(a + b)
            if cost is not None:
                edges.append((start + 4, cost + DOUBLED_COST, "word"))
        if line[at] in _NAMES.heads:
            for stop_at, cost in _NAMES.starting(line, at):
                inside = sum(max(0, _gain(text, gains, place)) for place in range(start + 1, base + stop_at))
                edges.append((base + stop_at, cost - inside, "name"))
        for to, cost, what in edges:
            total = best[start][0] + cost - (_gain(text, gains, to) if to < end else 0)
            if to in ends and (to not in best or total < best[to][0]):
                best[to] = (total, start, what)
    path = [end]
    while path[-1] > base:
        path.append(best[path[-1]][1])
    return [Piece(start, stop, best[stop][2]) for start, stop in pairwise(reversed(path))]


def _gain(text: str, gains: list[int], place: int) -> int:
    return gains[place] if is_han(text[place - 1]) and is_han(text[place]) else 0
