"""Sort characters by what stands beside them, for the table of readings.

    python -m reader.text.build_clusters TEXT…

``TEXT`` are files of running Chinese. Characters that have the same neighbours (numerals, parts of the body, syllables
of foreign names) come into one cluster: positive pointwise mutual information with the commonest characters before and
behind, 64 dimensions of a randomised singular value decomposition (Halko et al. 2011), k-means on the sphere from the
commonest characters. Needs numpy, which duban itself does not. Deterministic on one machine; half a minute.

The bundled clusters are of the texts named in ``build_borders``.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from reader.text.lexicon import DATA
from reader.text.script import fold

CHARACTERS, NEIGHBOURS = 5000, 2500
DIMENSIONS = 64
COARSE, FINE = 64, 256
SMOOTHING = 0.75
"""Exponent of the neighbours' counts: rare ones would count too much (Levy et al. 2015)."""
ROUNDS = 25


def vectors(lines: Sequence[str], chars: Sequence[str], beside: Sequence[str]) -> Any:
    """A unit vector for each character."""
    import numpy as np

    rows, columns = {c: n for n, c in enumerate(chars)}, {c: n for n, c in enumerate(beside)}
    counts = np.zeros((len(rows), 2 * len(columns)), np.float32)
    for line in lines:
        for a, b in pairwise(f"\0{line}\1"):
            if a in rows and b in columns:
                counts[rows[a], len(columns) + columns[b]] += 1
            if b in rows and a in columns:
                counts[rows[b], columns[a]] += 1
    smooth = counts.sum(0) ** SMOOTHING
    expected = counts.sum(1, keepdims=True) * (smooth / smooth.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.nan_to_num(np.maximum(0, np.log(counts / expected)), posinf=0)
    basis = told @ np.random.default_rng(1).standard_normal((told.shape[1], DIMENSIONS + 10)).astype(np.float32)
    for _ in range(2):
        basis = told @ (told.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    left, size, _ = np.linalg.svd(basis.T @ told, full_matrices=False)
    found = (basis @ left)[:, :DIMENSIONS] * np.sqrt(size[:DIMENSIONS])
    return found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def clustered(found: Any, count: int) -> list[int]:
    """The number of each vector's cluster; the first vectors, of the commonest characters, are the first centres."""
    import numpy as np

    centres = found[:count].copy()
    nearest = (found @ centres.T).argmax(1)
    for _ in range(ROUNDS):
        for number in range(count):
            members = found[nearest == number]
            if len(members):
                mean = members.mean(0)
                centres[number] = mean / (np.linalg.norm(mean) + 1e-9)
        nearest = (found @ centres.T).argmax(1)
    return [int(number) for number in nearest]


def main(paths: Sequence[str]) -> None:
    lines = [fold(line.strip()) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    counted = Counter(char for line in lines for char in line)
    ordered = [char for char, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    chars = ordered[:CHARACTERS]
    found = vectors(lines, chars, ordered[:NEIGHBOURS])
    tables = {"chars": "".join(chars), "coarse": clustered(found, COARSE), "fine": clustered(found, FINE)}
    (DATA / "clusters.json").write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m reader.text.build_clusters TEXT…")
    main(sys.argv[1:])
