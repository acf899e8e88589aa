"""Train the table that reads polyphones from their neighbours.

    python -m reader.text.build_polyphones [WORDS.json] NAME…

Each ``NAME`` stands for two files, ``NAME.sent`` with one polyphone between ``▁`` a sentence and ``NAME.lb`` with its
reading a line. The bundled table: g2pL train and dev (whzikaros/g2pL, Apache-2.0) and CPP dev (kakaobrain/g2pM,
Apache-2.0), 55,500 sentences. To them come up to 200 words a character from CC-CEDICT and pypinyin's phrases and 100
from ``WORDS.json`` (``json/complete.json`` of the npm package @pinyin-pro/data 1.3.1, ISC), which teach its direct
neighbours, and from the sentences themselves words whose reading is known, which teach what each reading is about. One
multinomial logistic regression per character (AdaGrad, Duchi et al. 2011), the mean of several descents; weights are
pruned and rounded to eight bits. Deterministic; about three minutes.
"""

import json
import math
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from glossary.fold import is_han
from glossary.pinyin import normalize
from reader.text.build_lexicon import read_cedict
from reader.text.lexicon import DATA, lexicon
from reader.text.polyphones import (
    BIAS,
    CLASSES,
    CLUSTER_FEATURES,
    REACH,
    UNIT,
    Context,
    alone,
    context_in,
    features,
    kind_of,
    neighbours,
    words_after,
    words_before,
)
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter

EPOCHS = 8
LAST = 4
"""Passes whose weights are averaged …"""
SEEDS = (7, 8, 9, 10)
"""… and those of as many orders of the examples: 0.2 % more of CPP are right than with one."""
RATE = 0.3
DECAY = 1e-3
"""L2 regularisation; anything from 1e-3 to 1e-2 does."""
LEARNED = 0.02
"""A sentence whose reading already has all but this probability is passed over: three times as fast."""
WORDS = 200
"""Dictionary words a character; 30 bring half of what 200 bring, and 800 no more."""
MORE_WORDS = 100
"""Words a character of a further list (CPP +0.13 %); 600 do no better."""
TOPICS, TOPICS_A_WORD = 50, 10
"""Places of words that teach a reading's subject, and those of one word; four times as many do no better."""
FEW = 100
"""Marked sentences from which on a character needs no such help: to the 114 of g2pL it did harm (−0.3 %)."""
TOPIC_LENGTH = 4
"""Longer words are idioms and names, whose characters lend their subject to no other."""
_TOPIC = "\0"
"""Feature of such a place: it takes up that words are read otherwise than single characters, and is not kept."""
HEARD, HEARD_NEUTRAL, AGREED = 3, 8, 0.8
"""Sentences that must read a word otherwise than the dictionary does, and the share of all that must, to overrule it.
More where it has a neutral tone, which many labellers write out even where nobody says it (头发, 商量)."""
SMALLEST = 3
"""Weights below this, in ``UNIT``ths, are left out; two thirds of the table."""

Example = tuple[str, str, tuple[str, ...]]
"""(character, reading, features)"""
Table = tuple[list[str], dict[str, list[float]]]
"""Readings of a character, the commonest first, and a weight for each by feature."""


_GROUND_AFTER = frozenset({"上", "下", "里", "的", "面", "处", "区", "势", "形"})

Heard = dict[tuple[str, int], Counter[str]]
"""How often a character of a word, by word and place, was read how."""


def read_sentences(name: str, segmenter: LatticeSegmenter, heard: Heard) -> Iterator[Example]:
    """One example a line, words counted in ``heard``; a label that is no reading is left out."""
    sentences = Path(f"{name}.sent").read_text(encoding="utf-8").splitlines()
    labels = Path(f"{name}.lb").read_text(encoding="utf-8").splitlines()
    for line, label in zip(sentences, labels, strict=True):
        before, char, after = line.split("▁")
        reading = normalize(label)
        if reading is None:
            continue
        text, at = fold(before + char + after), len(before)
        pieces = segmenter.segment(text)
        index = next(i for i, piece in enumerate(pieces) if piece.start <= at < piece.end)
        spans = [(piece.start, piece.end) for piece in pieces]
        word, place = text[slice(*spans[index])], at - spans[index][0]
        kind = kind_of(word, place)
        if kind in ("word", "homograph"):
            heard[word, place][reading] += 1
        yield text[at], reading, features(context_in(text, spans, index, at), kind)
        for number, (start, end) in enumerate(spans):
            if text[start:end] == "地" and start != at:
                context = context_in(text, spans, number, start)
                if (sure := _adverbial(context)) is not None:
                    yield "地", sure, features(context, "single")


def read_topics(names: Iterable[str], polyphones: Iterable[str], segmenter: LatticeSegmenter) -> list[Example]:
    """What stands around words whose reading the dictionary knows: 西藏 and 可汗 tell the subjects of zang4 and han2.

    Only the characters further off are learned, which a single character has around it as well. The places are drawn at
    random from the same sentences, their labels aside.
    """
    wanted = frozenset(polyphones)
    places: list[tuple[str, str, str, tuple[str, ...]]] = []
    for name in names:
        for line in Path(f"{name}.sent").read_text(encoding="utf-8").splitlines():
            text = fold(line.replace("▁", ""))
            for piece in segmenter.segment(text):
                word = text[piece.start : piece.end]
                if not 2 <= len(word) <= TOPIC_LENGTH or wanted.isdisjoint(word):
                    continue
                before = filter(is_han, text[max(0, piece.start - REACH) : piece.start])
                after = filter(is_han, text[piece.end : piece.end + REACH])
                around = (_TOPIC, *sorted({"B" + c for c in before} | {"F" + c for c in after}))
                for at, char in enumerate(word):
                    said = {reading.syllables[at] for reading in lexicon().readings(word)} if char in wanted else set()
                    reading = said.pop() if len(said) == 1 else None
                    if reading and not reading.endswith("5"):
                        places.append((char, reading, word, around))
    random.Random(5).shuffle(places)
    of_reading: Counter[tuple[str, str]] = Counter()
    of_word: Counter[tuple[str, str, str]] = Counter()
    found: list[Example] = []
    for char, reading, word, around in places:
        if of_reading[char, reading] < TOPICS and of_word[char, reading, word] < TOPICS_A_WORD:
            of_reading[char, reading] += 1
            of_word[char, reading, word] += 1
            found.append((char, reading, around))
    return found


def _adverbial(context: Context) -> str | None:
    """地 after an adverb or the like and before a verb is the particle, after a measure word or at the end of a clause
    it is the ground; None where neither is plain. The marked sentences have only 107 of them alone."""
    before, after = context.before, context.after
    doubled = len(before) > 1 and (before[-1] == before[-2] or before[: len(before) // 2] == before[len(before) // 2 :])
    verb = lexicon().tag(after) == "v" and len(after) > 0
    if len(before) > 1 and verb and (doubled or lexicon().tag(before) in {"d", "z", "i", "l"}):
        return "de5"
    if not is_han(after[:1] or " ") or after in _GROUND_AFTER or lexicon().tag(before) in {"q", "m", "r"}:
        return "di4"
    return None


Words = dict[tuple[str, tuple[str | None, ...]], None]
"""Words with their syllables, in an order that stays."""


def dictionary_words() -> Words:
    """Those of pypinyin's phrases and CC-CEDICT."""
    from pypinyin.phrases_dict import phrases_dict

    words: Words = {}
    for phrase, readings in phrases_dict.items():
        words[fold(phrase), tuple(normalize(reading[0]) for reading in readings)] = None
    for entry in read_cedict():
        words[entry.simplified, entry.readings] = None
    return words


def further_words(path: Path, known: Words) -> Words:
    """The words of a list in the form of pinyin-pro's data, ``{word: [pinyin, …]}``, that are not known."""
    listed = {word for word, _ in known}
    words: Words = {}
    for written, (pinyin, *_) in json.loads(path.read_text(encoding="utf-8")).items():
        syllables = tuple(map(normalize, pinyin.split()))
        if (word := fold(written)) not in listed and all(syllables):
            words[word, syllables] = None
    return words


def read_words(words: Words, polyphones: Iterable[str], most: int) -> list[Example]:
    """Words that hold one of these characters, at most so many a character, drawn at random."""
    wanted = frozenset(polyphones)
    by_char: dict[str, list[Example]] = defaultdict(list)
    for word, syllables in words:
        if not 2 <= len(word) == len(syllables) <= 6:
            continue
        for at, (char, syllable) in enumerate(zip(word, syllables, strict=True)):
            # Neutral tones belong to these words alone.
            if char in wanted and is_han(char) and syllable and not syllable.endswith("5"):
                around = word[max(0, at - 3) : at].rjust(3) + word[at : at + 4].ljust(4)
                inside = [feature for feature in neighbours(around) if " " not in feature]
                by_char[char].append((char, syllable, (*inside, *_beside(word, at))))
    draw = random.Random(1)
    drawn = (draw.sample(found, min(most, len(found))) for _, found in sorted(by_char.items()))
    return [example for examples in drawn for example in examples]


def _beside(word: str, at: int) -> tuple[str, ...]:
    """A compound's first or last character as if it stood alone beside the rest: 死亡|率 teaches what 自杀|率 needs."""
    before, after = word[:at], word[at + 1 :]
    if len(before) > 1 and not after and before in lexicon():
        return (*alone(), *words_before(before))
    if len(after) > 1 and not before and after in lexicon():
        return (*alone(), *words_after(after))
    return ()


def without_clusters(active: tuple[str, ...]) -> tuple[str, ...]:
    """The features but for the clusters of the characters beside: where there are sentences enough they only say what
    kind of text those were (更专业 geng1, 超长 zhang3)."""
    return tuple(feature for feature in active if feature[0] not in CLUSTER_FEATURES)


def train(examples: Iterable[Example]) -> dict[str, Table]:
    """A table for each character."""
    by_char: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for char, reading, active in examples:
        by_char[char].append((reading, active))
    return {char: _regression(char, by_char[char]) for char in sorted(by_char)}


def _regression(char: str, examples: list[tuple[str, tuple[str, ...]]]) -> Table:
    listed = [syllable for reading in lexicon().readings(char) if (syllable := reading.syllables[0])]
    counted = [reading for reading, _ in Counter(reading for reading, _ in examples).most_common()]
    classes = list(dict.fromkeys([*counted, *listed]))[:CLASSES]
    width = len(classes)
    rows = [(classes.index(reading), active) for reading, active in examples if reading in classes]
    first = classes.index(listed[0]) if listed and listed[0] in classes else None
    total: dict[str, list[float]] = defaultdict(lambda: [0.0] * width)
    for seed in SEEDS:
        for weights in _descended(rows, width, first, random.Random(seed)):
            for feature, row in weights.items():
                summed = total[feature]
                for k in range(width):
                    summed[k] += row[k]
    count = len(SEEDS) * LAST
    total.pop(_TOPIC, None)
    return classes, {feature: [value / count for value in row] for feature, row in total.items()}


def _descended(
    rows: list[tuple[int, tuple[str, ...]]], width: int, first: int | None, order: random.Random
) -> Iterator[dict[str, list[float]]]:
    """The weights as they are after each of the last passes, one object."""
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * width)
    squares: dict[str, list[float]] = defaultdict(lambda: [0.01] * width)
    if first is not None:
        weights["_"][first] = 1.0
    rows = rows[:]
    for number in range(EPOCHS):
        order.shuffle(rows)
        for gold, active in rows:
            own = [weights[feature] for feature in active]
            scores = [sum(row[k] for row in own) for k in range(width)]
            highest = max(scores)
            powers = [math.exp(score - highest) for score in scores]
            total = sum(powers)
            slope = [power / total - (k == gold) for k, power in enumerate(powers)]
            if max(map(abs, slope)) < LEARNED:
                continue
            for feature, row in zip(active, own, strict=True):
                square = squares[feature]
                for k in range(width):
                    change = slope[k] + DECAY * row[k]
                    square[k] += change * change
                    row[k] -= RATE * change / math.sqrt(square[k])
        if number >= EPOCHS - LAST:
            yield weights


def overruled(heard: Heard) -> dict[str, dict[int, str]]:
    """Words read otherwise than the dictionary's first reading, by place of the character. Where pypinyin's phrases
    side with the dictionary (黄陂 pi2), the sentences stand alone and are not believed."""
    from pypinyin.phrases_dict import phrases_dict

    found: dict[str, dict[int, str]] = defaultdict(dict)
    for (word, place), counter in sorted(heard.items()):
        listed = lexicon().readings(word)[0].syllables[place] or ""
        reading, count = counter.most_common(1)[0]
        enough = HEARD_NEUTRAL if listed.endswith("5") else HEARD
        phrase = phrases_dict.get(word)
        if phrase is not None and normalize(phrase[place][0]) == listed:
            continue
        if reading != listed and count >= enough and count >= AGREED * counter.total():
            found[word][place] = reading
    return dict(found)


def save(tables: dict[str, Table], words: dict[str, dict[int, str]], out: Path = DATA) -> int:
    """Write ``polyphones.bin`` and ``.json`` (see ``polyphones``); the feature count."""
    total, ends, blocks = 0, [], bytearray()
    ordered = {char: tables[char] for char in sorted(tables)}
    for _, weights in ordered.values():
        packed: dict[str, list[int]] = {}
        for feature, row in sorted(weights.items()):
            rounded = [max(-127, min(127, round(weight * UNIT))) for weight in row]
            if max(map(abs, rounded)) >= SMALLEST and "\n" not in feature:
                packed[feature] = [BIAS + value for value in rounded] + [BIAS] * (CLASSES - len(rounded))
        planes = (bytes(row[n] for row in packed.values()) for n in range(CLASSES))
        text = "\n".join(packed).encode()
        blocks += zlib.compress(b"".join((text, b"\n\n", *planes)), 9)
        ends.append(len(blocks))
        total += len(packed)
    (out / "polyphones.bin").write_bytes(blocks)
    (out / "polyphones.json").write_text(
        json.dumps(
            {"classes": {char: classes for char, (classes, _) in ordered.items()}, "ends": ends, "words": words},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        ),
        encoding="utf-8",
    )
    return total


def build(names: Sequence[str], out: Path = DATA, more: Path | None = None) -> int:
    """Learn from marked sentences, dictionary words and words in the sentences; returns the number of features.

    ``more``: a further list of words.
    """
    segmenter = LatticeSegmenter()
    heard: Heard = defaultdict(Counter)
    marked = [example for name in names for example in read_sentences(name, segmenter, heard)]
    times = Counter(char for char, _, _ in marked)
    rare = [char for char, count in times.items() if count < FEW]
    known = dictionary_words()
    unmarked = read_words(known, times, WORDS) + read_topics(names, rare, segmenter)
    if more is not None:
        unmarked += read_words(further_words(more, known), rare, MORE_WORDS)
    helped = frozenset(rare)
    examples = ((c, r, f if c in helped else without_clusters(f)) for c, r, f in marked + unmarked)
    return save(train(examples), overruled(heard), out)


if __name__ == "__main__":
    lists = [Path(name) for name in sys.argv[1:] if name.endswith(".json")]
    names = [name for name in sys.argv[1:] if not name.endswith(".json")]
    if not names or len(lists) > 1:
        sys.exit("usage: python -m reader.text.build_polyphones [WORDS.json] NAME…")
    print(build(names, more=lists[0] if lists else None), "features", file=sys.stderr)
