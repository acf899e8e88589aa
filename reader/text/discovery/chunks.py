"""New words: single characters joined to what they seem to make, as the lexicon's own words are built.

Where the lexicon lacks a word, the segmenter leaves single characters: 店|播, 成交|额, 净|流入, 洗|脸|巾. Which of
them belong together is told by the affixes that the lexicon's words have and by how likely general Chinese makes the
pairs.
"""

from collections.abc import Sequence

from reader.text.discovery.background import affixes, string_cost
from reader.text.discovery.drafts import SUBSTANCE, Drafts, may_end
from reader.text.discovery.words import Role, Word

Chunk = tuple[int, int]
"""(first, after the last) word of a run."""

_COMMON = 9.0
"""Nats: single characters commoner than this stand for themselves as often as they make words."""
_LIKELY_PAIR, _UNLIKELY_PAIR, _SINGLE = 11.5, 13.5, 4.0
"""Nats: up to what two characters cost that are a common word in general Chinese, and from which they are none; what
is added to one that stays single."""
_LONGEST_KNOWN, _SHORT = 3, 4
"""Words of a repeated string, and characters of a marked one, that are taken for one word."""
_PARTICLES = frozenset("的地得了着过和与及或在是为对从向由把被将让这那每各比也又还却都就")
"""Function words that make no word with what stands beside them."""


class Chunker:
    """Cuts one run of words after another into chunks, and notes the new words."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._units = drafts.units
        self._affixes = affixes()
        self._words: Sequence[Word] = ()
        self._first = 0

    def cut(self, words: Sequence[Word], first: int) -> list[Chunk]:
        """The chunks of a run, in order and without gap. ``first``: its first unit."""
        self._words, self._first = words, first
        chunks: list[Chunk] = []
        i = 0
        while i < len(words):
            if known := self._known(i, len(words)):
                chunks.append((i, i + known))
                i += known
            elif words[i].single and self._takes_suffix(chunks, i):
                start = chunks.pop()[0]
                chunks.append((start, i + 1))
                self._note(start, i + 1)
                if i + 1 < len(words) and words[i + 1].single and words[i + 1].text in self._affixes.tails:
                    self._note(i, i + 2)  # 夸张话|术 or 夸张|话术
                i += 1
            elif words[i].single and self._is_prefix(i):
                chunks.append((i, i + 2))
                self._note(i, i + 2)
                i += 2
            elif (stop := self._singles_end(i)) - i >= 2:
                chunks += self._singles(i, stop)
                i = stop
            else:
                chunks.append((i, i + 1))
                i += 1
        return chunks

    def _note(self, start: int, stop: int) -> None:
        alone = start == 0 and stop == len(self._words)
        self._drafts.note("new word", self._first + start, self._first + stop, alone)

    def _known(self, i: int, stop: int) -> int:
        """Words of the longest repeated or marked string with single characters that begins at ``i``; 0 if there is
        none."""
        unit = self._first + i
        for size in range(min(_LONGEST_KNOWN, stop - i), 1, -1):
            if not any(word.single for word in self._words[i : i + size]):
                continue
            draft = self._drafts.all.get(self._units.key(unit, unit + size))
            if draft is not None and ("repeated" in draft.kinds or (draft.claims and len(draft.key) <= _SHORT)):
                return size
        return 0

    def _takes_suffix(self, chunks: Sequence[Chunk], i: int) -> bool:
        """Whether the single character at ``i`` ends the chunk before it: 成交|额, 反补贴|税."""
        if not chunks:
            return False
        start, stop = chunks[-1]
        stem = self._words[start:stop]
        if not 2 <= sum(word.size for word in stem) <= 4 or any(word.role not in SUBSTANCE for word in stem):
            return False
        if stem[0].role is Role.LATIN or (all(word.single for word in stem) and not self._known(start, stop)):
            return False
        word, after = self._words[i], self._words[i + 1] if i + 1 < len(self._words) else None
        suffix = word.text in self._affixes.tails
        if after is None:
            if suffix:
                return not self._clings(i, i + 1, _LIKELY_PAIR)
            fits = word.role is Role.NOUN or word.text in self._affixes.rare_tails
            return fits and not self._clings(i, i + 1, _UNLIKELY_PAIR)
        if after.single and after.role in SUBSTANCE:
            # 燃油|车|低: 燃油车, for 车低 is no word.
            return suffix and string_cost(word.text + after.text) > _LIKELY_PAIR
        return suffix or (word.role is Role.NOUN and not self._is_prefix(i))

    def _is_prefix(self, i: int) -> bool:
        """Whether the single character at ``i`` begins a word with the one after it: 净|流入."""
        word, after = self._words[i], self._words[i + 1] if i + 1 < len(self._words) else None
        if after is None or after.size != 2 or not may_end(after) or (i == 0 and self._clings(-1, 0, _UNLIKELY_PAIR)):
            return False
        return word.text in self._affixes.heads or (word.role is after.role is Role.NOUN and word.cost > _COMMON)

    def _clings(self, left: int, right: int, likely: float) -> bool:
        """Whether a character of the run and one outside are a word together, 到|店 顾客, 顾客 手|上: whether they cost
        less than ``likely``."""
        one, other = (self._units.words[self._units.ids[self._first + i]] for i in (left, right))
        outside = self._words[0] if left < 0 else self._words[-1]
        beyond = one if outside is other else other
        if beyond.role not in (Role.HARD, Role.SOFT) or not one.size == other.size == 1:
            return False
        return _PARTICLES.isdisjoint((one.text, other.text)) and string_cost(one.text + other.text) < likely

    def _singles_end(self, i: int) -> int:
        """Where the single characters that begin at ``i`` end; the last of three may belong to the word behind it."""
        j = i
        while j < len(self._words) and self._words[j].single and self._words[j].role in SUBSTANCE:
            j += 1
        if j - i > 2 and j < len(self._words) and self._words[j].role is Role.NOUN and self._is_prefix(j - 1):
            return j - 1 if self._words[j - 1].text in self._affixes.heads else j
        return j

    def _singles(self, i: int, j: int) -> list[Chunk]:
        """Single characters side by side: two are a word (店播); of more the likeliest pairs (国风|肉鸽), and three or
        four together perhaps one (洗脸巾, 个护家清). Common verbs before them stay outside."""
        words = self._words
        start = i
        while j - start > 2 and words[start].role is Role.VERB and words[start].cost < _COMMON:
            start += 1
        ends = words[j - 1].role is Role.NOUN or words[j - 1].text in self._affixes.tails
        if j - start in (3, 4) and ends:
            self._note(start, j)
        elif j - i == 3 and ends and i == 0 and j == len(words):
            self._note(i, j)  # 取餐柜: nothing else is there that the verb could belong to
        chunks = [(k, k + 1) for k in range(i, start)]
        for a, b in likeliest_pairs([word.text for word in words[start:j]]):
            chunks.append((start + a, start + b))
            if b - a == 2:
                self._note(start + a, start + b)
        return chunks


def likeliest_pairs(characters: Sequence[str]) -> list[Chunk]:
    """The likeliest cut of characters into pairs and, dearer, single ones."""
    costs = [0.0]
    backs = [0]
    for end in range(1, len(characters) + 1):
        alone = costs[end - 1] + string_cost(characters[end - 1]) + _SINGLE
        joined = costs[end - 2] + string_cost(characters[end - 2] + characters[end - 1]) if end > 1 else alone
        costs.append(min(alone, joined))
        backs.append(end - 2 if end > 1 and joined <= alone else end - 1)
    cut = []
    end = len(characters)
    while end:
        cut.append((backs[end], end))
        end = backs[end]
    return cut[::-1]
