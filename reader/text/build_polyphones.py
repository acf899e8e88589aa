"""Train the table that reads frequent polyphones from their neighbours.

    python -m reader.text.build_polyphones TRAIN.sent TRAIN.lb

Training data: g2pL's train set (whzikaros/g2pL, Apache-2.0): 34,200 sentences, one polyphone each between ``▁``, its
reading a line in the other file. An averaged perceptron (Collins 2002) per character over the features of
``polyphones.features``; the weights are pruned and rounded to eight bits. Deterministic; about two minutes.
"""

import json
import random
import sys
from array import array
from collections import Counter, defaultdict
from pathlib import Path

import marisa_trie  # type: ignore[import-not-found]

from glossary.pinyin import normalize
from reader.text.lexicon import DATA
from reader.text.polyphones import CLASSES, context_of, features
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter

EPOCHS = 8
RARE = 2
"""Features seen fewer times with a character are left out."""
SMALLEST = 3
"""Weights below this after rounding to −127…127 are left out; halves the table."""

Example = tuple[str, str, tuple[str, ...]]
"""(character, reading, features)"""


def read_examples(sentences: Path, labels: Path) -> list[Example]:
    """One example a line; a label that is no reading of its character's first four is left out."""
    segmenter = LatticeSegmenter()
    examples = []
    lines = zip(
        sentences.read_text(encoding="utf-8").splitlines(),
        labels.read_text(encoding="utf-8").splitlines(),
        strict=True,
    )
    for line, label in lines:
        before, char, after = line.split("▁")
        reading = normalize(label)
        if reading is None:
            continue
        text = fold(before + char + after)
        pieces = [(piece.start, piece.end) for piece in segmenter.segment(text)]
        examples.append((text[len(before)], reading, features(context_of(text, pieces, len(before)))))
    return examples


def train(examples: list[Example]) -> tuple[dict[str, list[str]], dict[str, dict[str, list[float]]]]:
    """Per character its classes (most frequent first) and averaged weights by feature."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for char, reading, active in examples:
        counts[char][reading] += 1
        seen[char].update(active)
    classes = {char: [r for r, _ in counter.most_common(CLASSES)] for char, counter in sorted(counts.items())}
    by_char: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for char, reading, active in examples:
        if reading in classes[char]:
            kept = tuple(f for f in active if seen[char][f] >= RARE)
            by_char[char].append((classes[char].index(reading), kept))
    return classes, {char: _perceptron(rows, len(classes[char])) for char, rows in sorted(by_char.items())}


def _perceptron(rows: list[tuple[int, tuple[str, ...]]], width: int) -> dict[str, list[float]]:
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * width)
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0] * width)
    order = random.Random(7)
    step = 1
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for gold, active in rows:
            scores = [sum(weights[f][k] for f in active) for k in range(width)]
            # A margin: the neighbours seen once or twice get a say too.
            rival = max((k for k in range(width) if k != gold), key=lambda k: scores[k], default=gold)
            if rival != gold and scores[gold] - scores[rival] < 1.0:
                for f in active:
                    weights[f][gold] += 1.0
                    weights[f][rival] -= 1.0
                    totals[f][gold] += step
                    totals[f][rival] -= step
            step += 1
    return {f: [w - t / step for w, t in zip(weights[f], totals[f], strict=True)] for f in weights}


def save(classes: dict[str, list[str]], weights: dict[str, dict[str, list[float]]], out: Path = DATA) -> int:
    """Write ``polyphones.marisa`` (feature → id), ``.bin`` (int8 weights by id) and ``.json``; the feature count."""
    packed: dict[str, list[int]] = {}
    for char, table in weights.items():
        scale = 127 / max(abs(w) for row in table.values() for w in row)
        for feature, row in table.items():
            rounded = [round(w * scale) for w in row]
            if max(map(abs, rounded)) >= SMALLEST:
                packed[char + feature] = rounded + [0] * (CLASSES - len(rounded))
    trie = marisa_trie.Trie(sorted(packed))
    table_bytes = array("b", bytes(CLASSES * len(packed)))
    for key, rounded in packed.items():
        at = trie.key_id(key) * CLASSES
        table_bytes[at : at + CLASSES] = array("b", rounded)
    trie.save(str(out / "polyphones.marisa"))
    (out / "polyphones.bin").write_bytes(table_bytes.tobytes())
    (out / "polyphones.json").write_text(
        json.dumps({"classes": classes}, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        encoding="utf-8",
    )
    return len(packed)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m reader.text.build_polyphones TRAIN.sent TRAIN.lb")
    trained = train(read_examples(Path(sys.argv[1]), Path(sys.argv[2])))
    print(save(*trained), "features", file=sys.stderr)
