"""Texts with known pairs made of sentences that belong together one to one: clean, or with some of them changed."""

import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.text.align.model import Pair, Side

Gold = list[tuple[tuple[int, ...], tuple[int, ...]]]
PAIRS = 1000
SEEDS = (1, 2, 3)
_ZH_END = re.compile("[。！？!?.；;…]+([”’」』）]*)$")
_EN_END = re.compile("[.!?…]+([\"'”’)]*)$")


class Words:
    """A dictionary of a few words."""

    def __init__(self, **words: str) -> None:
        self._words = words

    def meanings(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        return {word: [self._words[word]] for word in words if word in self._words}

    def renderings(self, text: str) -> Sequence[Sequence[str]]:
        return [["organic traffic"]] if "自然流" in text else []


class Case(NamedTuple):
    """Two texts and which sentences belong together."""

    name: str
    zh: Side
    en: Side
    gold: Gold


def paragraphs(count: int, chance: random.Random) -> frozenset[int]:
    """Where paragraphs of two to seven sentences begin."""
    starts = []
    at = 0
    while at < count:
        starts.append(at)
        at += chance.randint(2, 7)
    return frozenset(starts)


def clean(name: str, pairs: Sequence[tuple[str, str]], seed: int) -> Case:
    starts = paragraphs(len(pairs), random.Random(seed))
    gold: Gold = [((n,), (n,)) for n in range(len(pairs))]
    return Case(name, Side([zh for zh, _ in pairs], starts), Side([en for _, en in pairs], starts), gold)


def noisy(name: str, pairs: Sequence[tuple[str, str]], seed: int, share: float = 0.1) -> Case:
    """A tenth of the pairs changed: two sentences of one side made one, one made two, one taken away."""
    chance = random.Random(seed)
    breaks = paragraphs(len(pairs), chance)
    sides: tuple[list[str], list[str]] = ([], [])
    starts: tuple[set[int], set[int]] = (set(), set())
    gold: Gold = []
    n = 0
    fresh = True
    while n < len(pairs):
        fresh = fresh or n in breaks
        if fresh:
            starts[0].add(len(sides[0]))
            starts[1].add(len(sides[1]))
        texts = ([pairs[n][0]], [pairs[n][1]])
        step = 1
        if chance.random() < share:
            side = chance.randrange(2)
            what = chance.choice(("merged", "split", "missing"))
            if what == "merged" and n + 1 < len(pairs):
                step = 2
                texts[1 - side].append(pairs[n + 1][1 - side])
                texts[side][0] = _merged(texts[side][0], pairs[n + 1][side], side)
            elif what == "split" and (halves := _halves(texts[side][0], side)):
                texts[side][:] = halves
            elif what == "missing":
                texts[side].clear()
        first = tuple(range(len(sides[0]), len(sides[0]) + len(texts[0])))
        second = tuple(range(len(sides[1]), len(sides[1]) + len(texts[1])))
        gold.append((first, second))
        sides[0].extend(texts[0])
        sides[1].extend(texts[1])
        fresh = any(n + k in breaks for k in range(1, step))
        n += step
    return Case(
        name,
        Side(sides[0], frozenset(s for s in starts[0] if s < len(sides[0]))),
        Side(sides[1], frozenset(s for s in starts[1] if s < len(sides[1]))),
        gold,
    )


def _merged(first: str, second: str, side: int) -> str:
    if side == 0:
        return _ZH_END.sub(r"\1，", first) + second
    return _EN_END.sub(r"\1, and ", first) + second


def _halves(text: str, side: int) -> list[str] | None:
    """A sentence cut at the comma nearest to its middle; None if it has none."""
    commas = [match.end() for match in re.finditer("[，,；;]" if side == 0 else "[,;] ", text)]
    commas = [at for at in commas if 3 <= at <= len(text) - 3]
    if not commas:
        return None
    at = min(commas, key=lambda place: abs(place - len(text) / 2))
    return [text[:at].rstrip("，,；; ") + ("。" if side == 0 else "."), text[at:].strip()]


def f1(found: Sequence[Pair], gold: Gold) -> float:
    """Over pairs with both sides; whatever is alone on one side counts as a pair too."""
    wanted = set(gold)
    made = {(tuple(pair.zh_indices), tuple(pair.en_indices)) for pair in found}
    wanted, made = _singles(wanted), _singles(made)
    right = len(wanted & made)
    return 2 * right / (len(wanted) + len(made)) if wanted or made else 1.0


def _singles(pairs: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Missing sentences one by one, so that two in a row are not one pair in one list and two in the other."""
    found = set()
    for zh, en in pairs:
        if zh and en:
            found.add((zh, en))
        else:
            found.update(((i,), ()) for i in zh)
            found.update(((), (j,)) for j in en)
    return found


def variants(name: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Case]:
    some = list(pairs[:PAIRS])
    yield clean(f"{name}, clean", some, SEEDS[0])
    for seed in SEEDS:
        yield noisy(f"{name}, noisy {seed}", some, seed)


def written() -> list[tuple[str, str]]:
    """The pairs that were written for these tests."""
    rows = (Path(__file__).parent / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    return [(zh, en) for row in rows if row and row[0] != "#" for zh, en in [row.split("\t")]]


def article() -> list[tuple[str, str]]:
    """The bundled article's sentences; its paragraphs have as many in English as in Chinese."""
    from reader.text.sentences import chinese_sentences, english_sentences
    from texts.library import FIRST_TEXT, Library

    pairs = []
    for paragraph in Library(Path("none")).load(FIRST_TEXT).paragraphs:
        english = paragraph.translation or ""
        sides = zip(chinese_sentences(paragraph.text), english_sentences(english), strict=True)
        pairs += [(paragraph.text[a.start : a.end], english[b.start : b.end]) for a, b in sides]
    return pairs
