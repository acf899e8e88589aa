"""How right words and readings are, beside other tools, on data that is not part of the project.

    python -m tests.bench accuracy DATA_DIR
    python -m tests.bench scripts HELD_OUT FILE…

``DATA_DIR`` holds ``gsd-dev.{hans,hant}.seg`` (UD Chinese GSD, words separated by spaces), ``gsd-dev.{hans,hant}.txt``
(the same sentences line by line in both scripts) and ``{g2pl-train,g2pl-dev,cpp-dev}.{sent,lb}`` (one polyphone between
``▁`` a sentence, its reading a line). Prints one table with 95 % intervals (Wilson 1927).

The bundled table of readings has seen these sentences, so it is not what is measured: one is trained for each fold of
CPP from the rest of CPP and g2pL's train set, by the project's own script; g2pL's dev set is read by one that has never
seen it. The table of traditional characters has seen nothing of GSD. Peers are measured where they are installed:
jieba, rjieba, wapic, pypinyin, g2pM.

The second form takes the files that ``reader.text.build_traditional`` does: what Taiwan wrote in the first, folded to
simplified characters, is brought back by a table that was taught by the others.
"""

import importlib
import math
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from glossary.fold import is_han
from glossary.pinyin import normalize, strip_tone
from reader.text.build_polyphones import build
from reader.text.build_traditional import build as build_traditional
from reader.text.build_traditional import read_texts
from reader.text.convert import OpenCCConverter
from reader.text.lexicon import lexicon
from reader.text.polyphones import Polyphones
from reader.text.pronounce import LexiconPronouncer, first_reading_pronouncer
from reader.text.quick import quick_segmenter
from reader.text.script import fold, opencc_converter, to_simplified
from reader.text.segment import LatticeSegmenter, Segmenter
from reader.text.traditional import Traditional

FOLDS = 5

Cut = Callable[[str], Sequence[str]]
"""A sentence to its words."""
Read = Callable[[str, int], str | None]
"""The reading of the character at a place of a sentence (numbered pinyin)."""


class Marked(NamedTuple):
    """A sentence with one marked polyphone."""

    text: str
    at: int
    reading: str


class Share(NamedTuple):
    """So many of so many, with the interval in which the true share lies (95 %)."""

    right: float
    total: int

    def __str__(self) -> str:
        if not self.total:
            return "-"
        p, n, z = self.right / self.total, self.total, 1.96
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return f"{100 * p:6.2f} ({100 * (middle - half):.2f}-{100 * (middle + half):.2f})"


# Words


def ours(context: bool) -> Cut:
    segmenter = LatticeSegmenter(context=context)
    return lambda text: [text[piece.start : piece.end] for piece in segmenter.segment(fold(text))]


def first_tier() -> Cut:
    segmenter = quick_segmenter()
    return lambda text: segmenter.words(fold(text))[0]


def word_f1(path: Path, cut: Cut) -> Share:
    """F1 over words: a word is right if both its borders are. The interval takes found + wanted words as trials."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        wanted = line.split()
        gold, found = _spans(wanted), _spans(cut("".join(wanted)))
        right += 2 * len(gold & found)
        total += len(gold) + len(found)
    return Share(right, total)


def segmentation(path: Path) -> float:
    """F1 of the bundled segmenter."""
    share = word_f1(path, ours(context=True))
    return share.right / share.total


def _spans(words: Sequence[str]) -> set[tuple[int, int]]:
    spans, at = set(), 0
    for word in words:
        spans.add((at, at + len(word)))
        at += len(word)
    return spans


def with_entry(lines: Sequence[str], segmenter: Segmenter | None = None, cut: Cut | None = None) -> Share:
    """Words that hold Han characters and have an entry in CC-CEDICT or are recognised as a name or number; of ``cut``,
    which tells no kinds, those with an entry."""
    found = total = 0
    for line in lines:
        folded = fold(line)
        if cut is not None:
            words = [(word, False) for word in cut(folded)]
        else:
            pieces = (segmenter or LatticeSegmenter()).segment(folded)
            words = [(folded[p.start : p.end], p.kind in ("name", "number")) for p in pieces]
        for word, recognised in words:
            if any(map(is_han, word)):
                total += 1
                found += recognised or word in lexicon()
    return Share(found, total)


def word_peers() -> Iterator[tuple[str, Cut]]:
    """Other segmenters, those that are installed; ``+ t2s``: on the simplified copy."""
    with suppress(ImportError):
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel(60)
        yield "jieba", jieba.lcut
    with suppress(ImportError):
        rjieba = importlib.import_module("rjieba")
        yield "rjieba + t2s", lambda text: rjieba.cut(fold(text))
    with suppress(ImportError):
        wapic = importlib.import_module("wapic").Segmenter()
        yield "wapic + t2s", lambda text: wapic.segment(fold(text))


# Readings


def read_marked(folder: Path, name: str) -> list[Marked]:
    lines = zip(
        (folder / f"{name}.sent").read_text(encoding="utf-8").splitlines(),
        (folder / f"{name}.lb").read_text(encoding="utf-8").splitlines(),
        strict=True,
    )
    found = []
    for line, label in lines:
        before, char, after = line.split("▁")
        reading = normalize(label)
        if reading is not None:
            found.append(Marked(before + char + after, len(before), reading))
    return found


def write_marked(path: Path, sentences: Sequence[Marked]) -> None:
    text = (f"{s.text[: s.at]}▁{s.text[s.at]}▁{s.text[s.at + 1 :]}" for s in sentences)
    path.with_suffix(".sent").write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    path.with_suffix(".lb").write_text("".join(f"{s.reading}\n" for s in sentences), encoding="utf-8")


def pronounced(pronouncer: LexiconPronouncer, segmenter: Segmenter | None = None) -> Read:
    segmenter = segmenter or LatticeSegmenter()

    def read(text: str, at: int) -> str | None:
        folded = fold(text)
        pieces = segmenter.segment(folded)
        heard = pronouncer.pronounce(folded, pieces, text)
        return next(h.readings[at - p.start] for p, h in zip(pieces, heard, strict=True) if p.start <= at < p.end)

    return read


def readings(sentences: Sequence[Marked], read: Read) -> tuple[int, int]:
    """How many are right, and how many if a neutral tone for a full one (and the reverse) is forgiven."""
    right = forgiven = 0
    for sentence in sentences:
        said = read(sentence.text, sentence.at)
        right += said == sentence.reading
        forgiven += said is not None and _alike(said, sentence.reading)
    return right, forgiven


def _alike(one: str, other: str) -> bool:
    return one == other or (strip_tone(one) == strip_tone(other) and "5" in (one[-1], other[-1]))


def reading_peers() -> Iterator[tuple[str, Read]]:
    """Other readers, those that are installed."""
    pypinyin = importlib.import_module("pypinyin")

    def by_line(text: str, at: int) -> str | None:
        folded = fold(text)
        said = pypinyin.lazy_pinyin(folded, style=pypinyin.Style.TONE3, neutral_tone_with_five=True, errors=list)
        return normalize(said[at])

    yield "pypinyin by line", by_line
    with suppress(ImportError):
        rjieba = importlib.import_module("rjieba")

        def by_word(text: str, at: int) -> str | None:
            start = 0
            for word in rjieba.cut(fold(text)):
                if start <= at < start + len(word):
                    return by_line(word, at - start)
                start += len(word)
            return None

        yield "pypinyin by rjieba word", by_word
    with suppress(ImportError):
        model: Any = importlib.import_module("g2pM").G2pM()
        yield "g2pM", lambda text, at: normalize(model(fold(text), char_split=True, tone=True)[at])


def held_out(folder: Path, cpp: list[Marked], g2pl: list[Marked], rows: list[tuple[str, ...]]) -> None:
    """Our readings from tables that have not seen the sentence, added to ``rows``."""
    right = forgiven = 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        order = cpp[:]
        random.Random(3).shuffle(order)
        for fold_number in range(FOLDS):
            write_marked(place / "rest", [s for n, s in enumerate(order) if n % FOLDS != fold_number])
            more = folder / "pinyin-pro.json"
            build([str(folder / "g2pl-train"), str(place / "rest")], place, more if more.exists() else None)
            read = pronounced(LexiconPronouncer(table=Polyphones(place)))
            good, near = readings(order[fold_number::FOLDS], read)
            right, forgiven = right + good, forgiven + near
        unseen = readings(g2pl, read)
    for what, good, near in (("", right, unseen[0]), (", neutral tone forgiven", forgiven, unseen[1])):
        rows.append((f"duban{what}", str(Share(good, len(cpp))), str(Share(near, len(g2pl)))))


# Scripts


def script_converters(table: Traditional | None = None) -> list[tuple[str, Callable[[str], str]]]:
    """Ways from simplified to Taiwan's characters, ours first."""
    ours = OpenCCConverter(table)
    return [
        ("duban", lambda text: ours.convert(text, "hans", "tw").text),
        ("OpenCC s2tw", opencc_converter("s2tw")),
        ("OpenCC s2t", opencc_converter("s2t")),
    ]


CHARACTERS = ("all characters", "Han characters", "Han, 臺 read as 台", "most often wrong (made for wanted)")


def character_row(convert: Callable[[str], str], pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """How many characters of the traditional texts come back from the simplified ones, place by place. A line that
    comes back in another length is wrong as a whole (none does)."""
    total: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for simple, wanted in pairs:
        made = convert(simple)
        total.update(wanted)
        wrong.update((a, b) for a, b in zip(made.ljust(len(wanted), "?"), wanted, strict=False) if a != b)
    han = sum(count for char, count in total.items() if is_han(char))
    faults = [(pair, count) for pair, count in wrong.most_common() if is_han(pair[1])]
    han_wrong = sum(count for _, count in faults)
    habits = sum(count for pair, count in faults if set(pair) == {"臺", "台"})
    shares = (
        Share(total.total() - wrong.total(), total.total()),
        Share(han - han_wrong, han),
        Share(han - han_wrong + habits, han),
    )
    return (*map(str, shares), " ".join(f"{a}→{b} {count}" for (a, b), count in wrong.most_common(8)))


def gsd_pairs(folder: Path) -> list[tuple[str, str]]:
    """Sentences of UD Chinese GSD: simplified, traditional. The traditional side is the original, Wikipedia by many
    hands: it has 台灣 twice as often as 臺灣, 綫 beside 線, 爲 beside 為, 恢複 and 批複."""
    sides = ((folder / f"gsd-dev.{script}.txt").read_text(encoding="utf-8").splitlines() for script in ("hans", "hant"))
    return list(zip(*sides, strict=True))


def round_trip(held_out: Path, *taught: Path) -> None:
    """Text written in Taiwan, folded and brought back by a table that has learned from other files alone."""
    with tempfile.TemporaryDirectory() as name:
        build_traditional(map(str, taught), Path(name))
        table = Traditional.open(Path(name))
        pairs = [(to_simplified(text), text) for text in read_texts(held_out)]
        pairs = [(simple, text) for simple, text in pairs if len(simple) == len(text)]
        rows = [(name, *character_row(convert, pairs)) for name, convert in script_converters(table)]
        _print((held_out.name, *CHARACTERS), rows)


def _print(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print()


def main(folder: Path) -> None:
    cutters = [
        ("duban", ours(context=True)),
        ("duban, first tier", first_tier()),
        ("duban, lattice without context", ours(context=False)),
        *word_peers(),
    ]
    sets = ("gsd-dev.hans", "gsd-dev.hant")
    _print(
        ("word F1", *sets), [(name, *(str(word_f1(folder / f"{s}.seg", cut)) for s in sets)) for name, cut in cutters]
    )
    cpp, g2pl = read_marked(folder, "cpp-dev"), read_marked(folder, "g2pl-dev")
    texts = {"GSD dev": [simple for simple, _ in gsd_pairs(folder)], "g2pL dev": [s.text for s in g2pl[:3000]]}
    covered = [("duban", *(str(with_entry(lines, LatticeSegmenter())) for lines in texts.values()))]
    covered += [(name, *(str(with_entry(lines, cut=cut)) for lines in texts.values())) for name, cut in word_peers()]
    _print(("words with an entry, or a name or number", *texts), covered)
    rows: list[tuple[str, ...]] = []
    held_out(folder, cpp, g2pl, rows)
    first = first_reading_pronouncer()
    readers = [
        ("duban, first tier", pronounced(first, quick_segmenter())),
        ("duban, lattice without context", pronounced(first, LatticeSegmenter(context=False))),
        *reading_peers(),
    ]
    for name, read in readers:
        rows.append((name, *(str(Share(readings(s, read)[0], len(s))) for s in (cpp, g2pl))))
    _print(("readings of marked polyphones", "CPP dev", "g2pL dev"), rows)
    pairs = gsd_pairs(folder)
    rows = [(name, *character_row(convert, pairs)) for name, convert in script_converters()]
    _print(("simplified → Taiwan, GSD dev", *CHARACTERS), rows)
