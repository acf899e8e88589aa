"""How well sentences are aligned, on texts whose pairs are known: F1 over pairs, a pair being right if both sets are.

    python -m tests.bench alignment              the bundled article, and pairs written for the tests
    python -m tests.bench alignment FOLDER       also every NAME.zh with NAME.en of a folder, line for line; or, with a
                                                 NAME.gold (a pair a line: zh numbers, a space, en numbers, from 0), any
    python -m tests.bench alignment --without    each evidence switched off in turn as well
    python -m tests.bench alignment --errors     what is wrong, pair by pair
    python -m tests.bench alignment --only WORD  cases with this word in their name

Line by line corpora are made into paragraphs of some sentences, "clean", and "noisy" with a tenth of the sentences
merged, split or missing, with fixed seeds. Beside it the method of Gale and Church (1993), which has lengths alone.
"""

import argparse
import math
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import fields, replace

from reader.text.align.aligner import align
from reader.text.align.model import Evidence, Knowledge, Pair, Side
from tests.reader.text.align.variants import Case, Gold, article, f1, variants, written


def gale_church(zh: Side, en: Side) -> list[Pair]:
    """The plain method, over characters: for comparison."""
    lengths = [[len(text) for text in side.sentences] for side in (zh, en)]
    c = sum(lengths[1]) / max(1, sum(lengths[0]))
    prior = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
    rows, columns = len(lengths[0]), len(lengths[1])
    best: list[dict[int, float]] = [{} for _ in range(rows + 1)]
    came: list[dict[int, tuple[int, int]]] = [{} for _ in range(rows + 1)]
    best[0][0] = 0.0
    width = max(60, abs(rows - columns) + 60)
    for i in range(rows + 1):
        middle = i * columns // max(1, rows)
        for j in range(max(0, middle - width), min(columns, middle + width) + 1):
            if j not in best[i]:
                continue
            for (a, b), share in prior.items():
                if i + a > rows or j + b > columns:
                    continue
                x, y = sum(lengths[0][i : i + a]) * c, sum(lengths[1][j : j + b])
                mean = (x + y) / 2 or 1.0
                delta = abs(y - x) / math.sqrt(mean * 6.8)
                cost = best[i][j] - math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12)) - math.log(share)
                if cost < best[i + a].get(j + b, math.inf):
                    best[i + a][j + b], came[i + a][j + b] = cost, (a, b)
    pairs = []
    i, j = rows, columns
    while i or j:
        a, b = came[i].get(j, (min(i, 1), min(j, 1)))
        pairs.append(Pair((i - a, i), (j - b, j), 0.5))
        i, j = i - a, j - b
    return pairs[::-1]


def read_pairs(zh: Path, en: Path) -> list[tuple[str, str]]:
    lines = zip(zh.read_text("utf-8").splitlines(), en.read_text("utf-8").splitlines(), strict=True)
    return [(a.strip(), b.strip()) for a, b in lines if a.strip() and b.strip()]


def cases(folder: Path) -> Iterator[Case]:
    for zh in sorted(folder.glob("*.zh")):
        en, gold = zh.with_suffix(".en"), zh.with_suffix(".gold")
        if gold.exists():
            pairs: Gold = []
            for line in gold.read_text().splitlines():
                first, _, second = line.partition(" ")
                pairs.append((_numbers(first), _numbers(second)))
            left, right = (Side(path.read_text("utf-8").splitlines(), frozenset()) for path in (zh, en))
            yield Case(zh.stem, left, right, pairs)
        else:
            yield from variants(zh.stem, read_pairs(zh, en))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


def knowledge() -> Knowledge:
    from reader.aligning import WordKnowledge
    from reader.session import Session

    session = Session.open(print)
    return WordKnowledge(session.termbase, session.dictionary)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--without", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    known = knowledge()
    every = [
        *variants("article", article()),
        *variants("written", written()),
        *(cases(options.folder) if options.folder else ()),
    ]
    every = [case for case in every if options.only in case.name]
    settings = [("all", Evidence())]
    if options.without:
        settings += [(f"no {field.name}", replace(Evidence(), **{field.name: False})) for field in fields(Evidence)]
        settings += [("no words known", replace(Evidence(), dictionary=False, glossary=False))]
    for case in every:
        shares = []
        for name, evidence in settings:
            start = time.perf_counter()
            found = align(case.zh, case.en, known, evidence)
            took = time.perf_counter() - start
            shares.append(f"{name} {f1(found, case.gold):.4f} ({took:.1f} s)")
            if options.errors:
                _print_errors(case, found)
        shares.append(f"Gale–Church {f1(gale_church(case.zh, case.en), case.gold):.4f}")
        print(f"{case.name:24}{len(case.zh.sentences):6}{len(case.en.sentences):6}  " + "  ".join(shares), flush=True)


def _print_errors(case: Case, found: Sequence[Pair]) -> None:
    wanted = set(case.gold)
    for pair in found:
        key = (tuple(pair.zh_indices), tuple(pair.en_indices))
        if key not in wanted:
            left, right = [case.zh.sentences[i] for i in key[0]], [case.en.sentences[j] for j in key[1]]
            print("   ", pair.score, *key, left, right)
