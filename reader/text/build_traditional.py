"""Train the table that settles which traditional character a simplified one stands for.

    python -m reader.text.build_traditional FILE…

``FILE`` are texts written in Taiwan's characters, told apart by their names: ``.json`` in the form of SQuAD (DRCD),
``.txt`` with a sentence a line, ``.occ`` with a word and a number a line. Headwords of CC-CEDICT come to them. Each is
turned into simplified characters and back by OpenCC; from what stood there the table learns when OpenCC is right. One
multinomial logistic regression (AdaGrad, Duchi et al. 2011) over hashed features. Deterministic; about a minute.

How one word may be written is learned from the first kind alone, for the second writes as offices do and the words
have every form that anybody uses; which word it is, from all.

The bundled table: DRCD (dev, test), MozTW's CC0 sentences (zh-TW), McBopomofo's ``phrase.occ`` (see NOTICE).
"""

import json
import math
import random
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from glossary.fold import is_han
from reader.text.build_lexicon import read_cedict
from reader.text.lexicon import DATA, lexicon
from reader.text.script import opencc_converter, to_simplified
from reader.text.traditional import (
    BITS,
    LONGEST,
    REACH,
    UNIT,
    Standard,
    Tables,
    Traditional,
    Vote,
    features,
    number,
    vote_numbers,
)

EPOCHS = 3
RATE = 0.1
DECAY = 0.05
LEARNED = 0.02
"""A form whose probability is this near to the truth is left alone."""
SEEN, IN_WORDS, SHARE = 2, 3, 0.02
"""A form counts if text has it so often, and not only once in fifty; or if so many words do."""
HABIT, HABIT_WORDS = 0.35, 3
"""Share of the rarer form's words that are also written with the other, from which on both are one word's forms; and
how many words they must be."""
ENOUGH = 30
"""Times that a character must stand in text for its habits to be learned there alone."""
LONGEST_HEADWORD = 8
ADDRESSES = (
    "姓{}",
    "姓{}的",
    "{}先生",
    "{}女士",
    "{}小姐",
    "{}太太",
    "{}教授",
    "{}老師",
    "{}醫生",
    "{}總",
    "{}氏",
    "{}某",
    "老{}",
    "小{}",
)
_BATCH = 2000

Pair = frozenset[str]


class Line(NamedTuple):
    """One line three times, in equal length."""

    full: str
    """As Taiwan writes it."""
    simple: str
    made: str
    """What OpenCC makes of ``simple``."""


class Example(NamedTuple):
    char: str
    right: frozenset[int]
    """Numbers of the form that stands there and of those that would be as right."""
    features: tuple[int, ...]
    vote: Vote | None


def taiwan(text: str) -> str:
    """Characters in Taiwan's standard, the common 台 for 臺 throughout (see ``convert``)."""
    return opencc_converter("t2tw")(text).replace("臺", "台").replace("汙", "污")


def aligned(texts: Sequence[str]) -> list[Line]:
    """The lines whose conversions keep the length: nearly all."""
    lines: list[Line] = []
    for start in range(0, len(texts), _BATCH):
        full = taiwan("\n".join(texts[start : start + _BATCH]))
        simple = to_simplified(full)
        made = taiwan(opencc_converter("s2tw")(simple))
        if len(full) == len(simple) == len(made):
            rows = zip(full.split("\n"), simple.split("\n"), made.split("\n"), strict=True)
            lines += [Line(*row) for row in rows if len(set(map(len, row))) == 1]
        elif len(texts) > 1:
            lines += [line for text in texts[start : start + _BATCH] for line in aligned([text])]
    return lines


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a file in the form of SQuAD, each once."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    texts = (line.strip() for article in articles for p in article["paragraphs"] for line in p["context"].splitlines())
    return list(dict.fromkeys(filter(None, texts)))


def sentences(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def phrases(path: Path) -> list[str]:
    words = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return [word[0] for word in words if len(word) == 2 and len(word[0]) > 1 and all(map(is_han, word[0]))]


def read_texts(path: Path) -> list[str]:
    """A file's paragraphs, sentences or words, by what its name ends in."""
    match path.suffix:
        case ".json":
            return paragraphs(path)
        case ".occ":
            return phrases(path)
        case _:
            return sentences(path)


def headwords() -> list[str]:
    """CC-CEDICT's words in traditional characters, and its surnames as people are addressed by them."""
    entries = list(read_cedict())
    words = {e.traditional for e in entries if 1 < len(e.traditional) == len(e.simplified) <= LONGEST_HEADWORD}
    surnames = {
        e.traditional
        for e in entries
        # Not the second forms 於 and 餘, which the dictionary lists as their own simplified ones.
        if to_simplified(e.traditional) == e.simplified and any(sense.startswith("surname ") for sense in e.senses)
    }
    return sorted(words | {address.format(surname) for surname in surnames for address in ADDRESSES})


class Corpus:
    """What the table is learned from, and what follows from it before any learning."""

    def __init__(self, running: Sequence[Line], other: Sequence[Line], words: Sequence[Line]) -> None:
        self.running, self.other, self.words = running, other, words
        self._in_text = _count([*running, *other])
        self._in_words = _count(words)
        self._ways: dict[str, set[str]] = defaultdict(set)
        """The words' traditional forms by the simplified one."""
        for line in words:
            self._ways[line.simple].add(line.full)
        self.forms = {
            char: forms
            for char in sorted(self._in_text.keys() | self._in_words.keys())
            if is_han(char) and len(forms := self._forms_of(char)) > 1
        }
        """Simplified character → its forms, the commonest first."""
        self.habits = self._habits()
        self.tables = Tables(self._columns(), self._pairs(), {})
        self.tables = Tables(self.tables.forms, self.tables.habits, dict(self._exceptions()))
        self._dictionary = Traditional(self.tables, ())

    def _forms_of(self, char: str) -> str:
        text, words = self._in_text[char], self._in_words[char]
        total = text.total()
        return "".join(
            form
            for form, _ in (text + words).most_common()
            if words[form] >= IN_WORDS or (text[form] >= SEEN and text[form] >= SHARE * total)
        )

    def _habits(self) -> dict[str, set[Pair]]:
        """For each character the pairs of its forms that are two ways to write one word."""
        words: Counter[tuple[str, str]] = Counter()
        both: Counter[tuple[str, Pair]] = Counter()
        for simple, ways in self._ways.items():
            for at, char in enumerate(simple):
                if char in self.forms:
                    forms = sorted({way[at] for way in ways})
                    words.update((char, form) for form in forms)
                    both.update((char, frozenset(pair)) for pair in combinations(forms, 2))
        found: dict[str, set[Pair]] = defaultdict(set)
        for (char, pair), times in both.items():
            rarer = min(words[char, form] for form in pair)
            if times >= max(HABIT_WORDS, HABIT * rarer) and pair <= set(self.forms[char]):
                found[char].add(pair)
        return found

    def _pairs(self) -> list[str]:
        return sorted({"".join(sorted(pair)) for pairs in self.habits.values() for pair in pairs})

    def _columns(self) -> dict[str, dict[Standard, str]]:
        """The forms in each standard."""
        columns: dict[str, dict[Standard, str]] = {}
        for char, tw in self.forms.items():
            full = "".join("臺" if form == "台" else opencc_converter("tw2t")(form) for form in tw)
            columns[char] = {"tw": tw, "hant": full, "hk": "".join(map(opencc_converter("t2hk"), full))}
        return columns

    def _exceptions(self) -> Iterator[tuple[str, str]]:
        """Words with one traditional form that is not OpenCC's, and is not only another habit."""
        for line in self.words:
            if len(line.simple) <= LONGEST and len(self._ways[line.simple]) == 1 and line.simple in lexicon():
                changed = [
                    (char, frozenset((full, made)))
                    for full, char, made in zip(*line, strict=True)
                    if full != made and {full, made} <= set(self.forms.get(char, ""))
                ]
                if any(pair not in self.habits[char] for char, pair in changed):
                    yield line.simple, line.full

    def examples(self) -> list[Example]:
        """From running text how to write; from the rest what tells words apart."""
        found = list(self._from(self.running, 9, exact=True))
        for lines, reach in ((self.other, 9), (self.words, 0), (self.words, 9)):
            found += [e for e in self._from(lines, reach, exact=False) if len(e.right) < len(self.forms[e.char])]
        return found

    def _from(self, lines: Iterable[Line], beyond: int, exact: bool) -> Iterator[Example]:
        """One example a character that has several forms; only features that reach no further than ``beyond`` past
        the ends of the line."""
        for full, simple, made in lines:
            for at, char in enumerate(simple):
                forms = self.forms.get(char, "")
                if full[at] in forms and made[at] in forms:
                    left, right = at + beyond, len(simple) - 1 - at + beyond
                    seen = features(simple, at, made[at])
                    kept = tuple(
                        f for f, (a, b) in zip(seen, REACH, strict=True) if beyond or (a <= left and b <= right)
                    )
                    # Part of a word, it would always vote for itself; how far to trust the dictionary, text must tell.
                    vote = self._dictionary.vote(simple, at) if beyond else None
                    other = set() if exact else {way[at] for way in self._ways.get(simple, ())}
                    yield Example(char, self._right(char, full[at], other, exact), kept, vote)

    def _right(self, char: str, form: str, other: set[str], exact: bool) -> frozenset[int]:
        """The numbers of a form and of the others that are as right."""
        alike = {form, *other}
        if not exact and self._in_text[char].total() >= ENOUGH:
            alike.update(*(pair for pair in self.habits[char] if form in pair))
        return frozenset(self.forms[char].index(one) for one in alike if one in self.forms[char])


def _count(lines: Iterable[Line]) -> dict[str, Counter[str]]:
    """How often each simplified character stands for which."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for char, full in zip(line.simple, line.full, strict=True):
            counts[char][full] += 1
    return counts


def _numbers(example: Example, at: int, form: str) -> Iterator[int]:
    """Numbers of the weights that make up a form's score."""
    yield from (number(feature, form) for feature in example.features)
    if example.vote is not None and example.vote.form == at:
        yield from vote_numbers(example.char, example.vote.length)


def train(examples: Sequence[Example], forms: dict[str, str]) -> "array[float]":
    """The weights by number, as natural logarithms."""
    rows = [(e.right, [list(_numbers(e, n, form)) for n, form in enumerate(forms[e.char])]) for e in examples]
    weights, squares = array("f", bytes(4 << BITS)), array("f", [0.01]) * (1 << BITS)
    order = random.Random(1)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for right, numbers in rows:
            scores = [sum([weights[n] for n in own]) for own in numbers]
            highest = max(scores)
            powers = [math.exp(score - highest) for score in scores]
            total, of_right = sum(powers), sum(powers[form] for form in right)
            for form, (power, own) in enumerate(zip(powers, numbers, strict=True)):
                slope = power / total - (power / of_right if form in right else 0)
                if abs(slope) < LEARNED:
                    continue
                for n in own:
                    change = slope + DECAY * weights[n]
                    squares[n] += change * change
                    weights[n] -= RATE * change / math.sqrt(squares[n])
    return weights


def save(weights: "array[float]", tables: Tables, out: Path = DATA) -> None:
    """Write ``traditional.bin`` (a signed byte a weight) and ``.json``."""
    rounded = (max(-127, min(127, round(weight * UNIT))) for weight in weights)
    (out / "traditional.bin").write_bytes(array("b", rounded).tobytes())
    (out / "traditional.json").write_bytes(msgspec.json.encode(tables, order="sorted"))


def build(names: Iterable[str], out: Path = DATA) -> int:
    """Learn from these files; returns the number of examples."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for path in map(Path, names):
        kind = path.suffix if path.suffix in (".json", ".occ") else ".txt"
        lines[kind] += aligned(read_texts(path))
    corpus = Corpus(lines[".json"], lines[".txt"], aligned(headwords()) + lines[".occ"])
    examples = corpus.examples()
    save(train(examples, corpus.forms), corpus.tables, out)
    return len(examples)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m reader.text.build_traditional FILE…")
    print(build(sys.argv[1:]), "examples", file=sys.stderr)
