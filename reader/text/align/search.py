"""The likeliest path through the table of Chinese sentences against English ones, and how sure each step of it is.

The table is gone through in windows of some hundred rows and only within the band, so that a book of any length takes
no more memory than its sentences do. In each window the best path is found first, then the probability of its steps
among all paths that lie close to it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from reader.text.align.anchors import Band
from reader.text.align.items import Links
from reader.text.align.model import Pair, Shares
from reader.text.align.strength import Found, Lengths, gained, joined, matches

_FAR: Final = -1e18
_ROWS = 256
_HELD_BACK = 64
"""Rows at the end of a window that the next one decides."""
_BESIDE = 6
"""Sentences to each side of the best path that probabilities take in."""
_COOL = 0.6
"""The evidence is less independent than adding it up takes it to be."""
_Step = tuple[int, int]
_Steps = Sequence[tuple[int, int, float]]


class Layout(NamedTuple):
    """What paragraph breaks say: at a border of two pairs that is one on both sides, on one; inside a pair."""

    both: float = 0.0
    one: float = 0.0
    inside: float = 0.0


class Expectations(Protocol):
    """By sentence, the items that it leads one to expect on the other side."""

    def __getitem__(self, n: int) -> Links: ...


class Sentences(NamedTuple):
    """One side, as the search wants it."""

    items: Sequence[Sequence[int]]
    expected: Expectations
    gain: Sequence[float]
    """By item of this side."""
    loss: Sequence[float]
    """By sentence: what it says if nothing of it is explained."""
    starts: Sequence[bool]


class _Row(NamedTuple):
    """A Chinese sentence against the English ones from ``first`` on."""

    first: int
    zh: list[Found]
    """Items of the Chinese sentence that an English one explains."""
    en: list[Found]
    """Items of each English sentence that the Chinese one explains."""
    zh_by: list[list[float]]
    """What the Chinese sentence gains by one, two, three English sentences from there on."""
    en_by: list[list[float]]
    """What an English sentence gains by one, two, three Chinese ones from this on."""


class Search:
    def __init__(
        self,
        zh: Sentences,
        en: Sentences,
        lengths: Lengths,
        band: Band,
        layout: Layout,
        prior: Shares,
    ) -> None:
        self._zh, self._en, self._lengths, self._band, self._layout = zh, en, lengths, band, layout
        self._prior = {shape: math.log(share) for shape, share in prior.items()}
        self._zh_sets = [frozenset(items) for items in zh.items]
        self._en_sets = [frozenset(items) for items in en.items]
        self._plain: dict[int, tuple[int, list[Found], list[Found]]] = {}
        self._rows: dict[int, _Row] = {}

    def pairs(self, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Pair]:
        """Every pair in order; stops early if it is cancelled."""
        i = j = 0
        count = len(self._zh.items)
        while i < count and not cancelled():
            end = min(count, i + _ROWS)
            window = _Window(self, i, j, end)
            for pair in window.pairs(len(self._en.items) if end == count else None):
                if end < count and pair.zh[1] > end - _HELD_BACK and pair.zh[0] > i:
                    break
                yield pair
                i, j = pair.zh[1], pair.en[1]
            for row in [row for row in self._plain if row < i]:
                del self._plain[row]
                self._rows.pop(row, None)
        if i == count:
            for place in range(j, len(self._en.items)):
                yield Pair((count, count), (place, place + 1), 0.5)

    # What a step is worth

    def span(self, row: int) -> tuple[int, int]:
        return self._band.low[row], self._band.high[row]

    def steps(self, i: int, j: int) -> _Steps:
        """Steps from a border (``i`` Chinese and ``j`` English sentences passed) and what each is worth."""
        zh, en, prior = self._zh, self._en, self._prior
        left_zh, left_en = len(zh.items) - i, len(en.items) - j
        found: list[tuple[int, int, float]] = []
        # Where a paragraph's first sentence is missing here, its break is there before one more sentence: no wonder.
        if left_zh:
            found.append((1, 0, prior[1, 0] + max(0.0, self._border(i + 1, j))))
        if left_en:
            found.append((0, 1, prior[0, 1] + max(0.0, self._border(i, j + 1))))
        if not left_zh or not left_en:
            return found
        row = self._row(i)
        at = j - row.first
        zh1, zh2, zh3 = row.zh_by
        en1, en2, en3 = row.en_by
        loss_zh, loss_en = zh.loss, en.loss
        zh_loss, en_loss = loss_zh[i], loss_en[j]
        found.append(self._step(i, j, 1, 1, zh1[at] + en1[at] + zh_loss + en_loss))
        if left_en > 1:
            two = en_loss + loss_en[j + 1]
            found.append(self._step(i, j, 1, 2, zh2[at] + en1[at] + en1[at + 1] + zh_loss + two))
            if left_en > 2:
                gains = zh3[at] + en1[at] + en1[at + 1] + en1[at + 2]
                found.append(self._step(i, j, 1, 3, gains + zh_loss + two + loss_en[j + 2]))
        if left_zh > 1:
            below = self._row(i + 1)
            under = j - below.first
            two = zh_loss + loss_zh[i + 1]
            gains = zh1[at] + below.zh_by[0][under]
            found.append(self._step(i, j, 2, 1, gains + en2[at] + two + en_loss))
            if left_en > 1:
                gains = zh2[at] + below.zh_by[1][under] + en2[at] + en2[at + 1]
                found.append(self._step(i, j, 2, 2, gains + two + en_loss + loss_en[j + 1]))
            if left_zh > 2:
                third = self._row(i + 2)
                gains = zh1[at] + below.zh_by[0][under] + third.zh_by[0][j - third.first] + en3[at]
                found.append(self._step(i, j, 3, 1, gains + two + loss_zh[i + 2] + en_loss))
        return found

    def _step(self, i: int, j: int, a: int, b: int, items: float) -> tuple[int, int, float]:
        worth = items + self._prior[a, b] + self._lengths.strength(i, a, j, b) + self._border(i + a, j + b)
        if a + b > 2 and self._layout.inside:
            inside = any(self._zh.starts[i + 1 : i + a]) + any(self._en.starts[j + 1 : j + b])
            worth += inside * self._layout.inside
        return a, b, worth

    def _border(self, i: int, j: int) -> float:
        zh, en = self._zh.starts[i], self._en.starts[j]
        if zh and en:
            return self._layout.both
        return self._layout.one if zh or en else 0.0

    # Rows of the table

    def _row(self, i: int) -> _Row:
        row = self._rows.get(i)
        if row is None:
            row = self._rows[i] = self._made(i)
        return row

    def _found(self, i: int) -> tuple[int, list[Found], list[Found]]:
        """Where the row begins, and what each pair of sentences explains of each other."""
        known = self._plain.get(i)
        if known is None:
            low, high = self._band.low[max(0, i - 3)], self._band.high[min(i + 3, len(self._zh.items))]
            high = min(high + 4, len(self._en.items))
            expected, present = self._zh.expected[i], self._zh_sets[i]
            en = [matches(expected, items) for items in self._en_sets[low:high]]
            back = self._en.expected
            zh = [matches(back[j], present) for j in range(low, high)]
            known = self._plain[i] = (low, zh, en)
        return known

    def _made(self, i: int) -> _Row:
        first, zh, en = self._found(i)
        gain = self._zh.gain
        lengths = [len(items) or 1 for items in self._en.items[first : first + len(zh)]] + [0, 0]
        zh_by = [[gained(found, gain, lengths[n]) for n, found in enumerate(zh)]]
        two = [joined(a, b) for a, b in zip(zh, [*zh[1:], {}], strict=True)]
        zh_by.append([gained(found, gain, lengths[n] + lengths[n + 1]) for n, found in enumerate(two)])
        three = [joined(a, b) for a, b in zip(two, [*zh[2:], {}, {}][: len(two)], strict=True)]
        zh_by.append([gained(found, gain, sum(lengths[n : n + 3])) for n, found in enumerate(three)])
        gain = self._en.gain
        length = len(self._zh.items[i]) or 1
        en_by = [[gained(found, gain, length) for found in en]]
        together = en
        for below in (i + 1, i + 2):
            if below < len(self._zh.items):
                start, _, more = self._found(below)
                shift = start - first
                together = [
                    joined(found, more[n - shift]) if 0 <= n - shift < len(more) else found
                    for n, found in enumerate(together)
                ]
                length += len(self._zh.items[below])
            en_by.append([gained(found, gain, length) for found in together])
        return _Row(first, zh, en, zh_by, en_by)


class _Window:
    """The rows of the table from a border on, up to row ``end``."""

    def __init__(self, search: Search, i: int, j: int, end: int) -> None:
        self._search, self._i, self._j, self._end = search, i, j, end
        self._low = [max(j, search.span(row)[0]) for row in range(i, end + 1)]
        self._high = [max(j, search.span(row)[1]) for row in range(i, end + 1)]
        self._steps: list[list[_Steps]] = []

    def pairs(self, last: int | None) -> list[Pair]:
        """The best path, to the English sentence ``last`` or to whichever the end of the window fits best."""
        path = self._best(last)
        return list(self._with_scores(path))

    def _inside(self, row: int, j: int) -> bool:
        return row <= self._end - self._i and self._low[row] <= j <= self._high[row]

    def _best(self, last: int | None) -> list[tuple[int, int, int, int]]:
        """Steps of the best path: row of the window, English sentence, and how many of each."""
        widths = [high - low + 1 for low, high in zip(self._low, self._high, strict=True)]
        best = [[_FAR] * width for width in widths]
        came: list[list[_Step]] = [[(0, 0)] * width for width in widths]
        best[0][self._j - self._low[0]] = 0.0
        for row, width in enumerate(widths):
            here, low = best[row], self._low[row]
            kept: list[_Steps] = []
            for n in range(width):
                total = here[n]
                if total <= _FAR:
                    kept.append(())
                    continue
                steps = self._search.steps(self._i + row, low + n)
                kept.append(steps)
                for a, b, worth in steps:
                    to, j = row + a, low + n + b
                    if to < len(widths) and 0 <= (m := j - self._low[to]) < widths[to] and total + worth > best[to][m]:
                        best[to][m], came[to][m] = total + worth, (a, b)
            self._steps.append(kept)
        row = len(widths) - 1
        n = last - self._low[row] if last is not None else max(range(widths[row]), key=best[row].__getitem__)
        path = []
        j = self._low[row] + n
        while (row, j) != (0, self._j):
            a, b = came[row][j - self._low[row]]
            row, j = row - a, j - b
            path.append((row, j, a, b))
        return path[::-1]

    def _with_scores(self, path: Sequence[tuple[int, int, int, int]]) -> Iterator[Pair]:
        near = self._near(path)
        forward: list[dict[int, float]] = [{} for _ in near]
        forward[0][self._j] = 0.0
        backward: list[dict[int, float]] = [{} for _ in near]
        for row, span in enumerate(near):
            here = forward[row]
            for j in span:
                if j in here:
                    for a, b, worth in self._steps[row][j - self._low[row]]:
                        if row + a < len(near) and j + b in near[row + a]:
                            into = forward[row + a]
                            into[j + b] = _plus(into.get(j + b, _FAR), here[j] + _COOL * worth)
        end_row, end_j = (path[-1][0] + path[-1][2], path[-1][1] + path[-1][3]) if path else (0, self._j)
        backward[end_row][end_j] = 0.0
        none_zh = [0.0] * len(near)
        none_en: dict[int, float] = {}
        total = forward[end_row].get(end_j, 0.0)
        sure: dict[tuple[int, int, int, int], float] = {}
        for row in range(len(near) - 1, -1, -1):
            for j in reversed(near[row]):
                start = forward[row].get(j)
                if start is None:
                    continue
                sum_ = backward[row].get(j, _FAR)
                for a, b, worth in self._steps[row][j - self._low[row]]:
                    after = backward[row + a].get(j + b) if row + a < len(near) else None
                    if after is None:
                        continue
                    value = _COOL * worth + after
                    sum_ = _plus(sum_, value)
                    share = math.exp(min(0.0, start + value - total))
                    sure[row, j, a, b] = share
                    if not b:
                        none_zh[row] += share
                    elif not a:
                        none_en[j] = none_en.get(j, 0.0) + share
                if sum_ > _FAR:
                    backward[row][j] = sum_
        for row, j, a, b in path:
            # Whether what is missing here comes before or after what is missing there is no question.
            share = none_zh[row] if not b else none_en.get(j, 0.0) if not a else sure.get((row, j, a, b), 0.0)
            i = self._i + row
            yield Pair((i, i + a), (j, j + b), round(min(share, 1.0), 3))

    def _near(self, path: Sequence[tuple[int, int, int, int]]) -> list[range]:
        rows = len(self._low)
        first, last = [1 << 60] * rows, [-1] * rows
        for row, j, a, b in path:
            for step in range(a + 1):
                first[row + step] = min(first[row + step], j)
                last[row + step] = max(last[row + step], j + b)
        if not path:
            first[0] = last[0] = self._j
        return [
            range(max(low, f - _BESIDE), min(high, e + _BESIDE) + 1)
            for low, high, f, e in zip(self._low, self._high, first, last, strict=True)
        ]


def _plus(a: float, b: float) -> float:
    """Logarithm of the sum of what two logarithms stand for."""
    if a < b:
        a, b = b, a
    return a if a - b > 40 else a + math.log1p(math.exp(b - a))
