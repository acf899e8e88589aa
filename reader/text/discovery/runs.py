"""What the words between two marks or function words may make: compounds, mixed terms, names of organisations."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.text.discovery.background import affixes
from reader.text.discovery.chunks import Chunk, Chunker
from reader.text.discovery.drafts import SHORT_TEXT, SUBSTANCE, Drafts, is_abbreviation, may_end
from reader.text.discovery.words import Role, Word

_RARE_VERB = 10.0
"""Nats: a verb that begins a compound says something (观看人次); a commoner one is only the predicate."""
_LONGEST_ORGANISATION = 5
"""Words before the one that says what it is."""
_BEFORE_LATIN = (Role.NOUN, Role.ADJECTIVE, Role.VERB)
_LONGEST_NUMBER = 3
"""Digits of a number that belongs to a name: 双11, 京东618."""
_NOT_AFTER_ZHI = frozenset("一二三间后前中内外上下时初际类余所以多久说为故至最比")
"""之一, 之间, 之际 … are words of their own."""
_ORGANISATIONS = frozenset(
    (
        *("公司", "有限公司", "集团", "协会", "学会", "联盟", "联合会", "商会", "研究院", "研究所", "研究中心"),
        *("委员会", "基金会", "银行", "大学", "学院", "医院", "博物馆", "法院", "检察院", "科技", "传媒", "控股"),
        *("资本", "证券", "基金", "实验室", "总局", "局", "厅", "署", "部", "委"),
    )
)
_OFFICES = frozenset("局厅署部委")
"""One character long: an office only after a name (杭州市…局)."""


def read_runs(drafts: Drafts) -> None:
    """Note what every run of the text may make."""
    units = drafts.units
    reader = _Runs(drafts)
    short = units.characters <= SHORT_TEXT
    for first, last in _runs(drafts):
        reader.read([units.words[units.ids[i]] for i in range(first, last)], first, short)
    if short:
        reader.titles()


def _runs(drafts: Drafts) -> Iterator[tuple[int, int]]:
    """Stretches of words that terms are made of, (first unit, unit after the last)."""
    fits = [word.role in SUBSTANCE or word.role is Role.NUMBER for word in drafts.units.words]
    at = 0
    for inside, group in groupby(drafts.units.ids, key=fits.__getitem__):
        length = sum(1 for _ in group)
        if inside:
            yield at, at + length
        at += length


class _Runs:
    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._chunker = Chunker(drafts)

    def read(self, words: Sequence[Word], first: int, short: bool) -> None:
        self._mixed(words, first)
        self._organisations(words, first)
        if short and len(words) > 1:
            self._compounds(words, first, self._chunker.cut(words, first))

    def _mixed(self, words: Sequence[Word], first: int) -> None:
        """Latin or digits joined to Han: MCN机构, 独立IP, 双11."""
        for i, word in enumerate(words):
            before, after = (words[i - 1] if i else None), (words[i + 1] if i + 1 < len(words) else None)
            if is_abbreviation(word) or (word.role is Role.LATIN and word.text[0].isupper()):
                if after is not None and may_end(after):
                    self._drafts.note("mixed", first + i, first + i + 2)
                elif (
                    before is not None
                    and before.role in _BEFORE_LATIN
                    and (before.size > 1 or before.text in affixes().heads)
                ):
                    self._drafts.note("mixed", first + i - 1, first + i + 1)
            elif word.role is Role.NUMBER and word.text.isdigit() and len(word.text) <= _LONGEST_NUMBER:
                measured = after is not None and after.measures
                if before is not None and before.single and before.role is Role.NOUN and not measured:
                    self._drafts.note("mixed", first + i - 1, first + i + 1)

    def _organisations(self, words: Sequence[Word], first: int) -> None:
        for i, word in enumerate(words):
            if word.text not in _ORGANISATIONS:
                continue
            start = i
            while start and i - start < _LONGEST_ORGANISATION and words[start - 1].role is not Role.NUMBER:
                start -= 1
                if words[start].role is Role.NAME:
                    break
            while i - start > 1 and words[start].role is Role.VERB and words[start].size > 1:
                start += 1
            if start < i and (words[start].role is Role.NAME or word.text not in _OFFICES):
                self._drafts.note("organisation", first + start, first + i + 1)

    def _compounds(self, words: Sequence[Word], first: int, chunks: Sequence[Chunk]) -> None:
        """Two words that make one noun, or three that fill their run."""
        for size in (2, 3):
            for i in range(len(chunks) - size + 1):
                part = chunks[i : i + size]
                if any(b - a == 1 and (words[a].single or words[a].role is Role.NUMBER) for a, b in part):
                    continue
                (start, head_stop), (tail_start, stop) = part[0], part[-1]
                if stop - tail_start == 1 and not may_end(words[tail_start]):
                    continue
                before, after = chunks[:i], chunks[i + size :]
                alone = not after and all(b - a == 1 and words[a].role is Role.NAME for a, b in before)
                plain = all(b - a > 1 or words[a].role in (Role.NOUN, Role.LATIN) for a, b in part)
                if size > 2 and not (alone and plain):
                    continue
                left, key = words[start], any(self._is_key(first + k) for k in range(start, stop))
                predicate = head_stop - start == 1 and left.role is Role.VERB and left.cost < _RARE_VERB
                if predicate and not alone and not self._is_key(first + start):
                    continue
                if key or plain or alone or left.role is not Role.NAME:
                    self._drafts.note("compound", first + start, first + stop, alone)

    def _is_key(self, unit: int) -> bool:
        return self._drafts.units.ids[unit] in self._drafts.keys

    def titles(self) -> None:
        """X之都, X之乡: a word, 之, and one character."""
        units = self._drafts.units
        ids, words = units.ids, units.words
        for i in range(1, len(ids) - 2):
            if words[ids[i]].text != "之" or words[ids[i + 1]].size != 1 or words[ids[i + 1]].text in _NOT_AFTER_ZHI:
                continue
            before, after = words[ids[i - 1]], words[ids[i + 2]]
            if before.role in (Role.NOUN, Role.NAME) and before.size > 1 and after.role is not Role.VERB:
                self._drafts.note("new word", i - 1, i + 2)
