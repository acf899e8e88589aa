"""The first tier's words: the dictionary's frequencies alone, cut in Rust, at twenty times the lattice's speed.

jieba's cutter (``rjieba``) is given our own lexicon, and nothing of its own. It sees runs of Han alone: numbers, Latin
and signs are the same pieces as in ``segment``, and so are the words that join Latin to Han (U盘). What no list of
words has is put together from what the cutter left apart: numerals, personal names, transliterations.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp
from typing import Any

from glossary.fold import is_han
from reader.text.lexicon import COST_SCALE, Lexicon, lexicon
from reader.text.model import TokenKind
from reader.text.names import LONGEST_PART, MIDDLE_DOTS, SHORTEST_RUN, NameFinder, TransliterationJoiner
from reader.text.segment import (
    ATOMS,
    HAN,
    NUMBER,
    NUMERAL,
    NUMERAL_COST,
    Piece,
    Span,
    Steps,
    atom_kind,
    mark_kind,
)

Words = tuple[list[str], dict[int, TokenKind]]
"""The words of a text in order; and of those whose kind is not that of ``QuickSegmenter.kind_of``: number → kind."""

_CERTAIN = 18
"""The logarithm of the frequency that stands for certainty; the rarest word's frequency is then 1."""
_HELD = "\1"
"""Stands for what the cutter is not shown; it makes a word of it."""
_PLAIN = "，。、：；？！“”‘’「」『』（）《》\n"
"""Signs that are a word each in any company but that of others; the cutter makes words of them too."""
_ODD = re.compile(f"[^\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff\uf900-\ufaff\u3007{_PLAIN}]|\n(?=\n)")
"""What is neither Han nor such a sign. One class, which takes a tenth of the time of ``(?!HAN)``."""
_OTHER = re.compile(rf"(?:{NUMBER}|(?!{HAN})[\s\S])+")
"""A run of what is no Han, with the Han that belong to a number in digits."""
_ALPHABETIC = re.compile("[A-Za-z0-9]")
_DOTS = re.compile(f"[{''.join(sorted(MIDDLE_DOTS))}]")
_MANY = 50_000
_ALL_HAN = re.compile("[\u4e00-\u9fff]+")
_NUMERALS = frozenset("第百分之数几〇零一二两三四五六七八九十千万亿点多余")
_NUMERAL, _HEAD, _FOREIGN, _GIVEN, _ANY_HEAD = 1, 2, 4, 8, 16
"""What a word is good for, summed up: part of a numeral, beginning of a name that a given name follows, part of a
transliteration, given name, beginning of a name whatever follows."""
_FLAGS = 5
_ROOT = ord("0")
_WHOLE = chr(_ROOT + (1 << _FLAGS))
"""A word that was told, and is joined to no other."""


def _flagged(flag: int) -> str:
    return re.escape("".join(chr(_ROOT + mask) for mask in range(1 << _FLAGS) if mask & flag))


_MAY_JOIN = re.compile(
    f"[{_flagged(_ANY_HEAD)}]|[{_flagged(_HEAD)}](?=[{_flagged(_GIVEN)}])|[{_flagged(_NUMERAL)}](?=[{_flagged(_NUMERAL)}])"
    f"|[{_flagged(_FOREIGN)}](?=[{_flagged(_FOREIGN)}]{{{SHORTEST_RUN - 1}}})"
)
"""One sign each, so that it is found again in what a vain try has looked at."""
_NUMERAL_RUN = re.compile(f"[{_flagged(_NUMERAL)}]+")
_FOREIGN_RUN = re.compile(f"[{_flagged(_FOREIGN)}]+")


class _Flags(dict[str, str]):
    """What a word is good for, as one character."""

    def __init__(self, names: NameFinder, joiner: TransliterationJoiner) -> None:
        self._names, self._foreign = names, joiner.odds

    def __missing__(self, word: str) -> str:
        if len(self) > _MANY:
            self.clear()
        names = self._names
        flags = _NUMERAL if _NUMERALS.issuperset(word) else 0
        if len(word) == 1:
            flags += _FOREIGN * (word in self._foreign)
            if word in names.heads:
                flags += _HEAD if word in names.simple_heads else _ANY_HEAD
        flags += _GIVEN * names.may_follow(word)
        found = self[word] = chr(_ROOT + flags)
        return found


class _Others(dict[str, list[str]]):
    """The pieces of a run of what is no Han. Its last character is what follows the run, which may have a say."""

    def __missing__(self, run: str) -> list[str]:
        if len(self) > _MANY:
            self.clear()
        size = len(run) - 1
        found = self[run] = [
            run[match.start() : min(match.end(), size)] for match in ATOMS.finditer(run) if match.start() < size
        ]
        return found


class QuickSegmenter:
    """A segmenter that can also give what it cuts as words, which takes less time."""

    def __init__(self, words: Lexicon | None = None) -> None:
        self._prices = Steps(words or lexicon())
        self._cut = _cutter(words or lexicon())
        self._names = NameFinder(words or lexicon())
        self._joiner = TransliterationJoiner(words or lexicon())
        self._flags = _Flags(self._names, self._joiner)
        self._others = _Others()
        self._mixed = _mixed(words or lexicon())

    def segment(self, text: str, forced: Sequence[Span] = ()) -> list[Piece]:
        """As ``segment.Segmenter`` has it."""
        words, kinds = self.words(text, forced)
        starts = {start for start, _ in forced}
        pieces = []
        for number, (word, end) in enumerate(zip(words, accumulate(map(len, words)), strict=True)):
            start = end - len(word)
            pieces.append(Piece(start, end, "word" if start in starts else kinds.get(number) or self.kind_of(word)))
        return pieces

    def words(self, text: str, forced: Sequence[Span] = ()) -> Words:
        """The words of a folded text; each of the spans ``forced`` is one."""
        if not text:
            return [], {}
        shown, between, fixed = self._held(text, forced)
        words = self._cut(shown)
        whole: list[int] = []
        if between:
            cut, words, at = words, [], 0
            for number, pieces in enumerate(between):
                stop = cut.index(_HELD, at)
                words += cut[at:stop]
                if number in fixed:
                    whole.append(len(words))
                words += pieces
                at = stop + 1
            words += cut[at:]
        words, kinds, whole = self._joined(words, whole)
        return self._dotted(words, kinds, whole) if _DOTS.search(text) else (words, kinds)

    def kind_of(self, word: str) -> TokenKind:
        """The kind of a word by its text."""
        kind: TokenKind = "word" if _ALL_HAN.fullmatch(word) else _kind_of(word)
        if kind == "word" and len(word) > 1 and _NUMERALS.issuperset(word) and NUMERAL.fullmatch(word):
            return "number" if self._price([word]) > NUMERAL_COST else "word"
        return kind

    def _held(self, text: str, forced: Sequence[Span]) -> tuple[str, list[list[str]], frozenset[int]]:
        """The text as the cutter is shown it; in pieces, what it is not shown; and which of those are whole because
        they were told to be."""
        spans = self._with_mixed(text, forced) if _ALPHABETIC.search(text) else forced
        shown: list[str] = []
        between: list[list[str]] = []
        fixed = []
        at = 0
        for start, end in [*spans, (len(text), len(text))]:
            for run, stop in _others_in(text, at, start):
                shown += text[at:run], _HELD
                between.append(self._others[text[run:stop] + (text[stop : min(stop + 1, start)] or "\0")])
                at = stop
            shown.append(text[at:start])
            if start < end:
                shown.append(_HELD)
                fixed.append(len(between))
                between.append([text[start:end]])
            at = end
        return "".join(shown), between, frozenset(fixed)

    def _with_mixed(self, text: str, forced: Sequence[Span]) -> Sequence[Span]:
        """The spans, and between them the listed words that join Latin or digits to Han."""
        found = []
        for start, end in self._mixed(text):
            # 3D打印 is not in 13D打印, nor 卡拉OK in 卡拉OKs.
            if _touches(text, start) or _touches(text, end):
                continue
            after = bisect_right(forced, start, key=lambda span: span[0])
            if (after and forced[after - 1][1] > start) or (after < len(forced) and forced[after][0] < end):
                continue
            found.append((start, end))
        return sorted([*forced, *found]) if found else forced

    def _joined(self, words: list[str], whole: list[int]) -> tuple[list[str], dict[int, TokenKind], list[int]]:
        """The words with what the cutter left apart put together, and of what kind that is; the words numbered in
        ``whole`` stay as they are, and their new numbers come back."""
        flags = "".join(map(self._flags.__getitem__, words))
        if whole:
            signs = list(flags)
            for number in whole:
                signs[number] = _WHOLE
            flags = "".join(signs)
        joined: list[str] = []
        kinds: dict[int, TokenKind] = {}
        done = gone = 0
        moved = []
        rest = iter([*whole, len(words)])
        told = next(rest)
        for found in _MAY_JOIN.finditer(flags):
            at = found.start()
            if at < done or (join := self._join(words, flags, at)) is None:
                continue
            start, stop, kind = join
            while told < start:
                moved.append(told - gone)
                told = next(rest)
            joined += words[done:start]
            kinds[len(joined)] = kind
            joined.append("".join(words[start:stop]))
            done, gone = stop, gone + stop - start - 1
        if not kinds:
            return words, kinds, whole
        joined += words[done:]
        moved += [number - gone for number in (told, *rest) if number < len(words)]
        return joined, kinds, moved

    def _join(self, words: Sequence[str], flags: str, at: int) -> tuple[int, int, TokenKind] | None:
        """What stands at ``at``, by the flags of the words: first word, the one after the last, kind."""
        flag = ord(flags[at]) - _ROOT
        if flag & _NUMERAL and (run := _NUMERAL_RUN.match(flags, at)) and run.end() > at + 1:
            count = _numeral(words[at : run.end()])
            if count > 1 and self._price(words[at : at + count]) > NUMERAL_COST:
                return at, at + count, "number"
        if flag & (_HEAD | _ANY_HEAD):
            whole = flags.find(_WHOLE, at, at + 4)
            end = len(words) if whole < 0 else whole
            if count := self._names.made_of(words, at, end, self._prices):
                return at, at + count, "name"
        if flag & _FOREIGN and (run := _FOREIGN_RUN.match(flags, at)) and run.end() - at >= SHORTEST_RUN:
            span = self._joiner.name_in(words[at : run.end()])
            if span is not None:
                return at + span[0], at + span[1], "name"
        return None

    def _price(self, words: Sequence[str]) -> int:
        return sum(map(self._prices.__getitem__, words))

    def _dotted(self, words: list[str], kinds: dict[int, TokenKind], whole: Sequence[int]) -> Words:
        """The words with the parts around each middle dot as one name."""
        out: list[str] = []
        named: dict[int, TokenKind] = {}
        done = 0

        def keep(stop: int) -> None:
            named.update((len(out) + n - done, kinds[n]) for n in range(done, stop) if n in kinds)
            out.extend(words[done:stop])

        for first, stop in _around([number for number, word in enumerate(words) if word in MIDDLE_DOTS], len(words)):
            keep(first)
            text = "".join(words[first:stop])
            pieces = []
            fixed = []
            at = 0
            for number in range(first, stop):
                end = at + len(words[number])
                pieces.append(Piece(at, end, kinds.get(number) or self.kind_of(words[number])))
                if number in whole:
                    fixed.append((at, end))
                at = end
            for piece in self._joiner.join_dotted(text, pieces, frozenset(fixed)):
                if piece.kind in ("name", "number"):
                    named[len(out)] = piece.kind
                out.append(text[piece.start : piece.end])
            done = stop
        keep(len(words))
        return out, named


def _around(dots: Sequence[int], count: int) -> list[Span]:
    """Stretches of words that may be joined at these dots: as many as a name may have parts, to both sides."""
    found: list[Span] = []
    for dot in dots:
        first, stop = max(0, dot - LONGEST_PART), min(count, dot + 1 + LONGEST_PART)
        if found and first <= found[-1][1]:
            first = found.pop()[0]
        found.append((first, stop))
    return found


def _others_in(text: str, at: int, end: int) -> Iterator[Span]:
    """Runs of what is no Han, between two places of a text, that are more than plain signs."""
    while (odd := _ODD.search(text, at, end)) is not None:
        start = odd.start()
        if start > at and text[start - 1] == "第" and _OTHER.match(text, start - 1, end):
            start -= 1
        while start > at and text[start - 1] in _PLAIN:
            start -= 1
        run = _OTHER.match(text, start, end)
        assert run is not None
        yield start, run.end()
        at = run.end()


def _touches(text: str, place: int) -> bool:
    """Whether a place is inside a Latin word or number."""
    return 0 < place < len(text) and all(map(_ALPHABETIC.match, text[place - 1 : place + 1]))


def _numeral(words: Sequence[str]) -> int:
    """How many of these words the numeral has that begins with the first."""
    match = NUMERAL.match("".join(words))
    if match is None:
        return 0
    return bisect_right(list(accumulate(map(len, words))), match.end())


def _kind_of(word: str) -> TokenKind:
    """The kind of a piece by its text."""
    match = ATOMS.fullmatch(word)
    if match is None:
        # 3多 is a number before 个 and the like.
        match = ATOMS.match(word + "个")
        if match is None or match.lastgroup != "number" or match.end() != len(word):
            return "word" if any(map(is_han, word)) else "other"
    kind = match.lastgroup or "mark"
    if kind == "han":
        return "word"
    return atom_kind(kind) if kind in ("number", "latin") else mark_kind(kind, word)


def _cutter(words: Lexicon) -> Callable[[str], list[str]]:
    """What cuts a run of Han into words of the lexicon."""
    cutter = _rjieba().empty()
    add = cutter.add_word
    costs = words.costs
    scale = exp(_CERTAIN)
    for word, cost in zip(words.list, costs, strict=True):
        add(word, max(1, round(scale * exp(-cost / COST_SCALE))), None)
    for word, cost in words.common.items():
        add(word, max(1, round(scale * exp(-cost / COST_SCALE))), None)
    cut = cutter.cut
    return lambda text: cut(text, False)


def _rjieba() -> Any:
    """rjieba's class. Only its compiled part is loaded: the package itself would first read jieba's dictionary of
    350,000 words (0.13 s, 60 MB)."""
    name = "rjieba.rjieba"
    if name not in sys.modules:
        from importlib.machinery import PathFinder
        from importlib.util import find_spec, module_from_spec

        package = find_spec("rjieba")
        spec = PathFinder.find_spec(name, package.submodule_search_locations) if package is not None else None
        if spec is None or spec.loader is None:
            raise ImportError("rjieba is not installed")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name].Jieba


def _mixed(words: Lexicon) -> Callable[[str], Sequence[Span]]:
    """Finds the listed words that join Latin or digits to Han, longest first."""
    import ahocorasick_rs

    found = [word for word in words.list if _ALPHABETIC.search(word) and any(map(is_han, word))]
    automaton = ahocorasick_rs.AhoCorasick(found, ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False)

    def find(text: str) -> list[Span]:
        plain = _SURROGATE.sub("\0", text)
        return [(start, end) for _, start, end in automaton.find_matches_as_indexes(plain)]

    return find


_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1)
def quick_segmenter() -> QuickSegmenter:
    """The one with the bundled lexicon, made once: it takes 0.2 s."""
    return QuickSegmenter()
