"""Train the table of borders between words.

    python -m reader.text.build_borders TEXT…

``TEXT`` are files of running Chinese, a sentence or paragraph a line. They are cut by wapic (PyPI, MIT; a linear-chain
CRF of 50 MB), which is needed here alone. From those cuts a structured perceptron (Collins 2002), averaged, learns
what the lexicon's lattice gets wrong; the costs of words stay as they are. Words of wapic's that no path of the lattice
makes are cut on as the lattice likes, and nothing is learned from that; idioms that it cuts up are put together.
Deterministic; six passes over 3.2 million characters take about eight minutes.

The bundled table was trained on CMRC 2018 (dev, trial), DRCD (dev, test) and the sentences, without their readings, of
g2pL and CPP; see NOTICE.
"""

import random
import sys
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from glossary.fold import is_han
from reader.text.borders import BIAS, BITS, keys
from reader.text.lexicon import DATA, lexicon
from reader.text.segment import Atom, LatticeSegmenter, atoms
from reader.text.teacher import cut_lines

EPOCHS = 6
MARGIN = 2000.0
"""Costs by which the right path must beat any other, for every border that differs: 2000 is one word in seven."""
UNIT = 50
"""Cost units that one unit of a stored weight stands for."""
RATE = 300.0
"""Cost units of one update."""
_IDIOMS = frozenset("il")
"""Word classes of idioms and set phrases."""
_WANTED = 1e7
"""Bonus of a border that the right path has: more than any path costs."""

Keys = list[tuple[int, int, int, int, int]]


class _Run(NamedTuple):
    text: str
    """The whole line: its characters beyond the run count as context."""
    atoms: list[Atom]
    end: int
    gold: bytes
    """For each place of the run whether the right path has a border there."""
    told: bytes
    """… and whether that is wapic's word, so that it is worth learning."""


def read_runs(lines: Iterable[str], segmenter: LatticeSegmenter) -> Iterator[_Run]:
    """The runs of Han and Latin in lines, with the borders that wapic sets, as far as the lexicon can follow them."""
    for text, words in cut_lines(lines):
        cut = bytearray(len(text) + 1)
        at = 0
        for word in words:
            at = text.find(word, at) + len(word)
            cut[at] = 1
        _join_idioms(text, cut)
        for run in atoms(text):
            start, end = run[0][0], run[-1][1]
            if len(run) > 1:
                wanted = [_WANTED if there else 0.0 for there in cut[start : end + 1]]
                gold = bytearray(end - start + 1)
                for piece in segmenter.cheapest(text, run, end, wanted):
                    gold[piece.end - start] = 1
                told = bytes(
                    cut[at] == gold[at - start] and start < at < end and is_han(text[at - 1]) and is_han(text[at])
                    for at in range(start, end + 1)
                )
                yield _Run(text, run, end, bytes(gold), told)


def _join_idioms(text: str, cut: bytearray) -> None:
    """A reader looks an idiom up whole: 不温不火, 一口气."""
    words = lexicon()
    for start in range(len(text)):
        if start == 0 or cut[start]:
            for end in range(start + 3, min(len(text), start + 8) + 1):
                if cut[end] and words.tag(text[start:end]) in _IDIOMS:
                    cut[start + 1 : end] = bytes(end - start - 1)


def train(runs: list[_Run], segmenter: LatticeSegmenter) -> "array[float]":
    """Averaged weights by number, in cost units."""
    weights, totals = array("d", bytes(8 << BITS)), array("d", bytes(8 << BITS))
    order = random.Random(1)
    step = 1
    for _ in range(EPOCHS):
        order.shuffle(runs)
        for run in runs:
            for numbers, change in _mistakes(run, weights, segmenter):
                for number in numbers:
                    weights[number] += change
                    totals[number] += change * step
            step += 1
    return array("d", (w - t / step for w, t in zip(weights, totals, strict=True)))


def _mistakes(
    run: _Run, weights: "array[float]", segmenter: LatticeSegmenter
) -> Iterator[tuple[tuple[int, ...], float]]:
    """The gaps that the present weights decide wrongly, or rightly by less than the margin: what to change, how."""
    start = run.atoms[0][0]
    numbers = keys(run.text, start, run.end)
    bonus = [0.0] * len(run.gold)
    for place, around in enumerate(numbers, 1):
        if run.told[place]:
            bonus[place] = sum(weights[n] for n in around) + (-MARGIN if run.gold[place] else MARGIN)
        elif is_han(run.text[start + place - 1]) and is_han(run.text[start + place]):
            bonus[place] = sum(weights[n] for n in around)
    found = bytearray(len(run.gold))
    for piece in segmenter.cheapest(run.text, run.atoms, run.end, bonus):
        found[piece.end - start] = 1
    for place, around in enumerate(numbers, 1):
        if found[place] != run.gold[place] and run.told[place]:
            yield around, RATE if run.gold[place] else -RATE


def save(weights: "array[float]", path: Path = DATA / "borders.bin") -> None:
    """A byte a weight, in units of ``UNIT``, with ``BIAS`` added."""
    path.write_bytes(bytes(BIAS + max(-127, min(127, round(weight / UNIT))) for weight in weights))


def main(paths: list[str]) -> None:
    segmenter = LatticeSegmenter(context=False)
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    runs = list(read_runs(lines, segmenter))
    print(len(runs), "runs", file=sys.stderr)
    save(train(runs, segmenter))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m reader.text.build_borders TEXT…")
    main(sys.argv[1:])
