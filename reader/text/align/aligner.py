"""Aligning two texts sentence by sentence: items, anchors, a first path, what it teaches, the final path."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from reader.text.align.anchors import Anchor, Band, anchors, usual_proportion
from reader.text.align.items import Links, Vocabulary
from reader.text.align.model import USUAL, Evidence, Knowledge, Pair, Shares, Side
from reader.text.align.search import Layout, Search, Sentences
from reader.text.align.strength import EXPLAINED, Lengths, Probabilities

_ALL = Evidence()
_AS_IF_SEEN = 60
"""Pairs that the usual shares of shapes count for, beside those of the text."""
_SURE = 0.9
_LEARN_FROM = 5_000
"""Pairs from which words are learned at most."""
_REMEMBERED = 4096
_TOGETHER = 2
_COMMON = 400
"""An item in more pairs than this teaches nothing new."""
_LETTERS = 3.6
_UNKNOWN = 0.05
"""Share of the words taken to be explained where there is no dictionary: those that the text itself teaches."""


def align(
    zh: Side,
    en: Side,
    knowledge: Knowledge | None = None,
    evidence: Evidence = _ALL,
    cancelled: Callable[[], bool] = lambda: False,
    prior: Shares = USUAL,
) -> list[Pair]:
    """Pairs in order that have every sentence of both sides just once. Fewer only if it was cancelled.

    ``prior``: how many pairs have how many sentences, as long as the texts themselves do not show it."""
    if not zh.sentences or not en.sentences:
        return [*_alone(len(zh.sentences), "zh"), *_alone(len(en.sentences), "en")]
    task = _Task(zh, en, knowledge, evidence)
    pairs = task.search({}, prior, cancelled)
    if evidence.learned and len(pairs) > 1 and not cancelled():
        task.judge(pairs)
        pairs = task.search(task.learned(pairs), _shares(pairs, prior), cancelled)
    return pairs


def _alone(count: int, side: str) -> Iterator[Pair]:
    for n in range(count):
        yield Pair((n, n + 1), (0, 0), 1.0) if side == "zh" else Pair((0, 0), (n, n + 1), 1.0)


class _Task:
    def __init__(self, zh: Side, en: Side, knowledge: Knowledge | None, evidence: Evidence) -> None:
        self._zh_side, self._en_side, self._evidence = zh, en, evidence
        vocabulary = Vocabulary(knowledge, evidence)
        self._en_items = [vocabulary.english(text) for text in en.sentences]
        self._zh_items = vocabulary.chinese(zh.sentences)
        self._links: list[Links] = vocabulary.links
        self._kinds = (vocabulary.chinese_kinds, vocabulary.english_kinds)
        self._words_known = knowledge is not None and evidence.dictionary
        explained = EXPLAINED["word"] if self._words_known else _UNKNOWN
        self._of_zh = Probabilities(self._zh_items, self._kinds[0], explained)
        self._of_en = Probabilities(self._en_items, self._kinds[1], explained)
        self._zh_lengths = [len(text) for text in zh.sentences]
        self._en_lengths = [len(text) for text in en.sentences]

    def search(self, more: dict[int, dict[int, float]], prior: Shares, cancelled: Callable[[], bool]) -> list[Pair]:
        links: Sequence[Links] = self._links
        if more:
            links = [{**more.get(item, {}), **known} for item, known in enumerate(links)]
        zh_expected = _Expected(self._zh_items, links)
        en_expected = _Expected(self._en_items, _turned(links, len(self._of_en.gain)))
        chain = anchors(map(zh_expected.__getitem__, range(len(self._zh_items))), self._en_items, self._of_en.gain)
        band = Band(len(self._zh_items), len(self._en_items), chain)
        proportion = usual_proportion(chain, self._zh_lengths, self._en_lengths, self._proportion())
        lengths = Lengths(self._zh_lengths, self._en_lengths, proportion)
        zh_starts, en_starts = _flags(self._zh_side), _flags(self._en_side)
        layout = _layout(chain, zh_starts, en_starts) if self._evidence.paragraphs else Layout()
        zh = Sentences(self._zh_items, zh_expected, self._of_zh.gain, _losses(self._zh_items, self._of_zh), zh_starts)
        en = Sentences(self._en_items, en_expected, self._of_en.gain, _losses(self._en_items, self._of_en), en_starts)
        return list(Search(zh, en, lengths, band, layout, prior).pairs(cancelled))

    def _proportion(self) -> float:
        """English letters for a Chinese character as the whole text has it, drawn some way to the usual."""
        whole = (sum(self._en_lengths) + _LETTERS) / (sum(self._zh_lengths) + 1)
        return float(whole**0.75 * _LETTERS**0.25)

    def judge(self, pairs: Sequence[Pair]) -> None:
        """See from the surest pairs what share of the words has something on the other side."""
        if not self._words_known:
            return
        zh_expected = _Expected(self._zh_items, self._links)
        en_expected = _Expected(self._en_items, _turned(self._links, len(self._of_en.gain)))
        seen = [[0.4 * 200, 200.0], [0.4 * 200, 200.0]]
        for pair in pairs:
            if pair.score < _SURE or len(pair.zh_indices) != 1 or len(pair.en_indices) != 1:
                continue
            i, j = pair.zh[0], pair.en[0]
            met = (self._zh_items[i], en_expected[j]), (self._en_items[j], zh_expected[i])
            for side, (items, expected) in enumerate(met):
                words = [item for item in items if self._kinds[side][item] == "word"]
                seen[side][0] += sum(item in expected for item in words)
                seen[side][1] += len(words)
        shares = [min(max(found / of, 0.2), 0.6) for found, of in seen]
        self._of_zh = Probabilities(self._zh_items, self._kinds[0], shares[0])
        self._of_en = Probabilities(self._en_items, self._kinds[1], shares[1])

    def learned(self, pairs: Sequence[Pair]) -> dict[int, dict[int, float]]:
        """Items that are often in one pair and seldom apart, with the share of one that the other is."""
        sure = [pair for pair in pairs if pair.score >= _SURE and pair.zh_indices and pair.en_indices][:_LEARN_FROM]
        together: Counter[tuple[int, int]] = Counter()
        zh_seen: Counter[int] = Counter()
        en_seen: Counter[int] = Counter()
        inside = [(_all_of(self._zh_items, pair.zh_indices), _all_of(self._en_items, pair.en_indices)) for pair in sure]
        for zh, en in inside:
            zh_seen.update(zh)
            en_seen.update(en)
        for zh, en in inside:
            known = [x for x in zh if _TOGETHER <= zh_seen[x] <= _COMMON]
            wanted = [y for y in en if _TOGETHER <= en_seen[y] <= _COMMON]
            together.update((x, y) for x in known for y in wanted)
        found: dict[int, dict[int, float]] = {}
        for (x, y), count in together.items():
            if count < _TOGETHER:
                continue
            likeness = 2 * count / (zh_seen[x] + en_seen[y])
            # Twice together may be chance; the more often, the surer.
            share = likeness * count / (count + 2)
            if share >= 0.3:
                found.setdefault(x, {})[y] = share
        return found


def _all_of(sentences: Sequence[Sequence[int]], indices: Sequence[int]) -> set[int]:
    return {item for n in indices for item in sentences[n]}


class _Expected:
    """By sentence, what it leads one to expect on the other side: made when it is asked for, and again when it is after
    long, so that a book takes no more memory than its words."""

    def __init__(self, sentences: Sequence[Sequence[int]], links: Sequence[Links]) -> None:
        self._sentences, self._links = sentences, links
        self._made: dict[int, Links] = {}

    def __getitem__(self, n: int) -> Links:
        known = self._made.get(n)
        if known is None:
            if len(self._made) > _REMEMBERED:
                self._made.clear()
            known = self._made[n] = self._of(self._sentences[n])
        return known

    def _of(self, items: Sequence[int]) -> Links:
        found: dict[int, float] = {}
        for item in items:
            for other, share in self._links[item].items():
                found[other] = found.get(other, 0.0) + share
        return found


def _turned(links: Sequence[Links], count: int) -> list[Links]:
    """By English item: the Chinese items that it renders, each with its share of them."""
    turned: list[dict[int, float]] = [{} for _ in range(count)]
    for item, known in enumerate(links):
        for other, share in known.items():
            turned[other][item] = share
    for found in turned:
        total = max(1.0, sum(found.values()))
        for item in found:
            found[item] /= total
    return list(turned)


def _losses(sentences: Sequence[Sequence[int]], of: Probabilities) -> list[float]:
    return [sum(of.loss[item] for item in items) for items in sentences]


def _flags(side: Side) -> list[bool]:
    """For each border whether a paragraph begins there; the end is one."""
    return [n in side.starts for n in range(len(side.sentences))] + [True]


def _layout(chain: Sequence[Anchor], zh: Sequence[bool], en: Sequence[bool]) -> Layout:
    """How far paragraph breaks of one side are those of the other, as the anchors have it."""
    both = one = 0
    for anchor in chain:
        if zh[anchor.zh] or en[anchor.en]:
            both += zh[anchor.zh] and en[anchor.en]
            one += zh[anchor.zh] != en[anchor.en]
    if sum(zh) <= 2 or sum(en) <= 2:  # the beginning and the end alone
        return Layout()
    chance = (sum(zh) / len(zh) + sum(en) / len(en)) / 2
    agree = (both + 4 * max(chance, 0.7)) / (both + one + 4)
    by_chance = chance / (2 - chance)
    """Of the borders that are one on either side, those that are on both if the sides know nothing of each other."""
    if agree <= by_chance:
        return Layout()
    lost = math.log((1 - agree) / (1 - by_chance)) if by_chance < 1 else 0.0
    return Layout(min(math.log(agree / by_chance), 3.0), max(lost, -2.0), max(lost, -2.0))


def _shares(pairs: Sequence[Pair], prior: Shares) -> Shares:
    """How often each shape is in a text."""
    seen = Counter((pair.zh[1] - pair.zh[0], pair.en[1] - pair.en[0]) for pair in pairs)
    total = len(pairs) + _AS_IF_SEEN
    return {shape: (seen[shape] + _AS_IF_SEEN * prior[shape]) / total for shape in prior}
