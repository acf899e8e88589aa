"""Readings in citation tones: dictionary first, then the context of a polyphone, then the likeliest.

Works on the folded text and the segmenter's pieces. What a user or a term says stands above all this and is applied
by the pipeline. 一 and 不 are always ``yi1`` and ``bu4``, neutral tones are those of CC-CEDICT; sandhi is a view
(``tones``).
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from glossary.fold import is_han
from reader.text.grammar import REACH, Words, may_be_parted
from reader.text.lexicon import MAX_WORD, Lexicon, Reading, lexicon
from reader.text.model import Source, TokenKind
from reader.text.polyphones import Polyphones, context_in, polyphones
from reader.text.segment import Piece

DOUBTFUL_MARGIN = 1.0
"""Below this margin a reading is in doubt."""

RARE_CHARACTER = 9500
"""Cost from which a character with two readings and no context model is worth a doubt; below it stand 与 和 场 远,
whose default is right nearly always."""

_SETTLED = {"之都": "du1"}
"""Readings that the character before settles, which the table has not seen often enough."""

_SETTLED_LAST = frozenset(pair[-1] for pair in _SETTLED)
_SIGNS = frozenset[TokenKind]({"punctuation", "space", "other", "latin"})
_MANY = 50_000
"""Words kept; a novel has 20,000."""

_MODALS = frozenset("能会要想可将应该需肯敢愿")
_POTENTIAL = frozenset({"得到", "得出", "得起"})
"""After a verb of one character, 得 in these is the particle of the potential: 找得到 zhao3 de5 dao4."""

_TITLES = frozenset(
    (
        *("先生", "女士", "小姐", "太太", "夫人", "老师", "教授", "博士", "医生", "总", "总裁", "经理", "董事长"),
        *("部长", "局长", "市长", "院长", "校长", "队长", "主任", "书记", "主席", "总统", "某", "某某", "氏", "家"),
        *("律师", "记者", "教练", "导演", "师傅", "同学", "同志", "工"),
    )
)
"""Words after which a single surname is read as one: 单先生 Shan4, 任总 Ren2."""


HANGING = re.compile("[aA]|[sS](?=[tAS])")
"""Words of which ``LexiconPronouncer.beside`` knows more: single surnames only before a title."""


class Pronounced(Struct, frozen=True, gc=False):
    """A piece's readings, one per code point (None for what is not Han)."""

    readings: tuple[str | None, ...]
    source: Source
    doubtful: bool = False
    proper: bool = False
    """The dictionary writes this reading with a capital."""


_NEW: Final = Pronounced((), "statistics")
"""Stands for a word that has not been met."""


class Pronouncer(Protocol):
    def pronounce(self, text: str, pieces: Sequence[Piece], written: str = "") -> list[Pronounced]:
        """Readings of every piece of the folded ``text``, in order.

        ``written``: the text as it stands in the source, of equal length. Traditional characters tell apart what
        the fold has merged (幹 gan4, 乾 gan1).
        """


class LexiconPronouncer:
    """The bundled pronouncer. ``context=False``: dictionary alone, a polyphone takes its likeliest reading; ``table``
    stands in for the bundled one."""

    def __init__(self, words: Lexicon | None = None, context: bool = True, table: Polyphones | None = None) -> None:
        self._lexicon = words or lexicon()
        self._table: Polyphones | None = (table or polyphones()) if context else None
        self._known: dict[tuple[str, bool], tuple[tuple[Reading, ...], Source]] = {}
        self._settled: dict[TokenKind, dict[str, Pronounced | None]] = {kind: {} for kind in get_args(TokenKind)}
        """By kind, how words are read that read the same wherever they stand, most of a text; None for the others."""

    def pronounce(self, text: str, pieces: Sequence[Piece], written: str = "") -> list[Pronounced]:
        spans = [(piece.start, piece.end) for piece in pieces]
        heard: list[Pronounced] = []
        settled = self._settled
        for index, piece in enumerate(pieces):
            word = text[piece.start : piece.end]
            known = settled[piece.kind]
            said = known.get(word, _NEW)
            if said is _NEW:
                if len(known) > _MANY:
                    known.clear()
                said = known[word] = self._alone(word, piece.kind)
            heard.append(self._beside(text, piece.kind, spans, index) if said is None else said)
        if written and written != text:
            for i, (start, end) in enumerate(spans):
                if written[start:end] != text[start:end]:
                    heard[i] = self.written(written[start:end], heard[i])
        return heard

    def alone(self, word: str, kind: TokenKind) -> tuple[Pronounced, bool]:
        """How a word is read by itself, and whether the words beside it may change that (``beside``)."""
        found = self._alone(word, kind)
        if found is not None:
            return found, False
        return self._beside(word, kind, [(0, len(word))], 0), True

    def settled(self, word: str) -> Reading | None:
        """The reading of a word of several characters that has only one, wherever it stands."""
        found = self._lexicon.readings(word)
        if len(found) != 1 or word in _POTENTIAL or "一" in word or "不" in word:
            return None
        return found[0]

    def mark(self, word: str, hanging: bool) -> str:
        """What a word is to its neighbours, as one character: a text of these is searched with ``HANGING``.
        ``hanging``: whether they may change how it is read (``alone``)."""
        title = word in _TITLES
        if not hanging:
            return "t" if title else "-"
        if len(word) > 1 or word in _SETTLED_LAST:
            return "A" if title else "a"
        return "S" if title else "s"

    def beside(self, words: Sequence[str], number: int) -> Pronounced:
        """How a word is read beside its neighbours, without the table."""
        word, after = words[number], words[number + 1] if number + 1 < len(words) else ""
        before = words[number - 1] if number else ""
        start, end = len(before), len(before) + len(word)
        spans = [(0, start), (start, end), (end, end + len(after))]
        return self._beside(before + word + after, "word", spans if number else spans[1:], min(number, 1))

    def written(self, word: str, heard: Pronounced) -> Pronounced:
        """The reading of a word of traditional characters, where they tell more than their simplified forms."""
        if len(word) == 1 and (told := self._lexicon.traditional.get(word)):
            return self._told(heard, told)
        return _as_written(heard, word) if None in heard.readings else heard

    def _told(self, heard: Pronounced, told: tuple[str, ...]) -> Pronounced:
        """What the traditional character leaves possible."""
        if heard.readings[0] in told:
            return replace(heard, doubtful=heard.doubtful and len(told) > 1)
        return Pronounced((told[0],), "dictionary", len(told) > 1)

    def _alone(self, word: str, kind: TokenKind) -> Pronounced | None:
        """How a word is read wherever it stands; None where that hangs on what stands beside it."""
        if kind in _SIGNS and not any(map(is_han, word)):
            return Pronounced((None,) * len(word), "dictionary")
        alternatives, source = self._alternatives(word, kind == "name")
        first = alternatives[0]
        if len(word) == 1:
            if word in self._lexicon.surnames or word in _SETTLED_LAST or self._judges(word):
                return None
            return self._usual(word, alternatives, source)
        if word in _POTENTIAL or (len(alternatives) > 1 and self._judges(word)):
            return None
        if len(alternatives) > 1:
            return self._likeliest(word, alternatives)
        if source == "statistics" and word not in self._lexicon:
            return None if self._judges(word) else Pronounced(first.syllables, "statistics", False, first.proper)
        return Pronounced(self._as_said(word, first), source, proper=first.proper)

    def _judges(self, word: str) -> bool:
        """Whether the table reads a character of the word."""
        return self._table is not None and not self._table.classes.keys().isdisjoint(word)

    def _beside(self, text: str, kind: TokenKind, spans: list[tuple[int, int]], index: int) -> Pronounced:
        """How a word is read beside these others."""
        start, end = spans[index]
        word = text[start:end]
        alternatives, source = self._alternatives(word, kind == "name")
        first = alternatives[0]
        if end - start == 1:
            if (surname := self._before_title(text, spans, index, word)) is not None:
                return Pronounced(surname, "dictionary", proper=True)
            return self._single(text, spans, index, alternatives, source)
        if word in _POTENTIAL and self._after_verb(text, spans, index):
            return Pronounced(("de5", *first.syllables[1:]), source)
        if len(alternatives) > 1:
            return self._homograph(text, spans, index, alternatives)
        if source == "statistics" and word not in self._lexicon:
            return self._unknown_word(text, spans, index, first)
        return Pronounced(self._as_said(word, first), source, proper=first.proper)

    def _as_said(self, word: str, listed: Reading) -> tuple[str | None, ...]:
        """The dictionary's reading, except where people are known to read the word otherwise."""
        said = self._table.words.get(word) if self._table else None
        if said is None:
            return listed.syllables
        return tuple(said.get(place, syllable) for place, syllable in enumerate(listed.syllables))

    def _unknown_word(self, text: str, spans: list[tuple[int, int]], index: int, first: Reading) -> Pronounced:
        """A name or other word that no dictionary reads: character by character, a surname's reading kept."""
        start, end = spans[index]
        word = text[start:end]
        syllables = list(first.syllables)
        doubtful = False
        surname = len(self._surname(word)) if first.proper else 0
        for place in range(end - start):
            if self._table is not None and word[place] in self._table:
                verdict = self._table.judge(word[place], context_in(text, spans, index, start + place), "name")
                if verdict is not None and (place >= surname or self._is_surname(word[place], verdict.reading)):
                    syllables[place] = verdict.reading
                    doubtful = doubtful or verdict.margin < DOUBTFUL_MARGIN
        return Pronounced(tuple(syllables), "statistics", doubtful, first.proper)

    def _single(
        self,
        text: str,
        spans: list[tuple[int, int]],
        index: int,
        alternatives: tuple[Reading, ...],
        source: Source,
    ) -> Pronounced:
        start = spans[index][0]
        if (settled := _SETTLED.get(text[max(0, start - 1) : start + 1])) is not None:
            return Pronounced((settled,), "dictionary")
        if self._table is not None and text[start] in self._table:
            if (settled := self._by_grammar(text, spans, index)) is not None:
                return Pronounced((settled,), "dictionary")
            verdict = self._table.judge(text[start], context_in(text, spans, index, start), "single")
            if verdict is not None:
                return Pronounced((verdict.reading,), "statistics", verdict.margin < DOUBTFUL_MARGIN)
        return self._usual(text[start], alternatives, source)

    def _by_grammar(self, text: str, spans: list[tuple[int, int]], index: int) -> str | None:
        """What the words around a single character settle."""
        start, end = spans[index]
        if text[start] == "地" and index and _is_doubled(text[slice(*spans[index - 1])]):
            return "de5"  # 高高兴兴地回家
        if text[start] != "为" and not may_be_parted(text, start, end):
            return None
        first = max(0, index - REACH)
        words = Words([text[low:high] for low, high in spans[first : index + REACH]], self._lexicon)
        if words.texts[index - first] == "为":
            return "wei4" if words.does_for(index - first) else None
        return words.parted(index - first)

    def _usual(self, char: str, alternatives: tuple[Reading, ...], source: Source) -> Pronounced:
        """A character that nothing around it tells of."""
        first = alternatives[0]
        proper = first.proper and len(alternatives) == 1
        doubtful = char in self._lexicon.torn and (self._lexicon.cost(char) or 0) > RARE_CHARACTER
        return Pronounced(first.syllables, source, doubtful, proper)

    def _homograph(
        self, text: str, spans: list[tuple[int, int]], index: int, alternatives: tuple[Reading, ...]
    ) -> Pronounced:
        """A word with several readings (朝阳, 东西): the first character that differs and that the table knows
        decides; else the likeliest, in doubt only between full syllables of common words."""
        start, end = spans[index]
        for place in range(end - start):
            among = [reading.syllables[place] for reading in alternatives]
            options = [syllable for syllable in dict.fromkeys(among) if syllable]
            char = text[start + place]
            if self._table is None or len(options) < 2 or char not in self._table:
                continue
            verdict = self._table.judge(char, context_in(text, spans, index, start + place), "homograph", options)
            if verdict is not None and verdict.margin != float("inf"):
                chosen = alternatives[among.index(verdict.reading)]
                doubtful = verdict.margin < DOUBTFUL_MARGIN
                return Pronounced(chosen.syllables, "statistics", doubtful, chosen.proper)
        return self._likeliest(text[start:end], alternatives)

    def _likeliest(self, word: str, alternatives: tuple[Reading, ...]) -> Pronounced:
        first = alternatives[0]
        rivals = [reading for reading in alternatives[1:] if reading.proper == first.proper]
        doubtful = any(_letters(reading) != _letters(first) for reading in rivals)
        said = self._as_said(word, first)
        return Pronounced(said, "dictionary", doubtful and said == first.syllables, first.proper)

    def _after_verb(self, text: str, spans: list[tuple[int, int]], index: int) -> bool:
        if index == 0:
            return False
        start, end = spans[index - 1]
        before = text[start:end]
        return end - start == 1 and before not in _MODALS and self._lexicon.tag(before) == "v"

    def _before_title(self, text: str, spans: list[tuple[int, int]], index: int, char: str) -> tuple[str, ...] | None:
        surname = self._lexicon.surnames.get(char)
        if surname is None or index + 1 >= len(spans):
            return None
        start, end = spans[index + 1]
        return surname if text[start:end] in _TITLES and char in self._lexicon.names.surname else None

    def _alternatives(self, word: str, name: bool) -> tuple[tuple[Reading, ...], Source]:
        """Every reading of a word out of context; at least one. Memoised: most tokens of a text repeat."""
        known = self._known.get((word, name))
        if known is None:
            if len(self._known) > _MANY:
                self._known.clear()
            known = self._known[word, name] = self._look_up(word, name)
        return known

    def _look_up(self, word: str, name: bool) -> tuple[tuple[Reading, ...], Source]:
        found = self._lexicon.readings(word)
        if found:
            return tuple(Reading(_citation(word, r.syllables), r.proper) for r in found), "dictionary"
        if _is_doubled(word) and (plain := self._lexicon.readings(word[0] + word[2])):
            first, second = _citation(word[0] + word[2], plain[0].syllables)
            if second and second.endswith("5"):  # piao4liang5, but piao4piao4liang4liang4
                second = self._full_tone(word[2], second)
            return (Reading((first, first, second, second), False),), "dictionary"
        syllables: list[str | None] = []
        rest = word
        if name and (surname := self._surname(word)):
            syllables += self._lexicon.surnames[surname]
            rest = word[len(surname) :]
        while rest:
            part = self._longest(rest)
            readings = self._lexicon.readings(part)
            if readings:
                syllables += _citation(part, readings[0].syllables)
            else:
                syllables += [fallback(char) for char in part]
            rest = rest[len(part) :]
        return (Reading(tuple(syllables), name),), "statistics"

    def _full_tone(self, char: str, neutral: str) -> str:
        """The reading of a character that has this syllable with a tone of its own."""
        letters = neutral.rstrip("5")
        said = (reading.syllables[0] for reading in self._lexicon.readings(char))
        return next((s for s in said if s and s[:-1] == letters and s != neutral), neutral)

    def _surname(self, name: str) -> str:
        """The surname that a name begins with, if any: a transliteration may start with such a character too, but not
        with its special reading, and is longer."""
        for length in (2, 1):
            if name[:length] in self._lexicon.surnames and length < len(name) <= length + 2:
                return name[:length]
        return ""

    def _is_surname(self, char: str, syllable: str) -> bool:
        """Whether a character has this reading as a name too: 翟 Zhai2 beside Di2, but 盖 only Ge3."""
        return any(reading.proper and reading.syllables == (syllable,) for reading in self._lexicon.readings(char))

    def _longest(self, text: str) -> str:
        prefixes = self._lexicon.list.prefixes(text[:MAX_WORD])
        return prefixes[-1] if prefixes else text[:1]


def _is_doubled(word: str) -> bool:
    """AABB: 高高兴兴."""
    return len(word) == 4 and word[0] == word[1] != word[2] == word[3] and is_han(word[0])


def _as_written(heard: Pronounced, written: str) -> Pronounced:
    """Simplified characters that no source reads, read as the traditional ones they are written with: 璝 gui1, which
    the fold makes the rare 𫞥."""
    readings = tuple(said or fallback(char) for said, char in zip(heard.readings, written, strict=True))
    return replace(heard, readings=readings)


def _letters(reading: Reading) -> tuple[str, ...]:
    """Syllables without tone: 东西 dong1 xi1 and dong1 xi5 are one to a reader in doubt."""
    return tuple((syllable or "").rstrip("12345") for syllable in reading.syllables)


def _citation(word: str, syllables: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Sandhi taken back where a source has it: 一 yi2, yi4 → yi1; 不 bu2 → bu4 (neutral stays neutral)."""
    if "一" not in word and "不" not in word:
        return syllables
    citation = {("一", "yi2"): "yi1", ("一", "yi4"): "yi1", ("不", "bu2"): "bu4"}
    return tuple(citation.get((char, s), s) if s else s for char, s in zip(word, syllables, strict=True))


@lru_cache(maxsize=4096)
def fallback(char: str) -> str | None:
    """The installed pypinyin's reading of a character that the lexicon lacks; None if it has none either."""
    if not is_han(char):
        return None
    from glossary.pinyin import normalize

    marked = readings_of_characters().get(str(ord(char)))
    return normalize(marked.split(",")[0]) if marked else None


@lru_cache(maxsize=1)
def readings_of_characters() -> dict[str, str]:
    """pypinyin's readings, by code point. Of the package only this table is read: 15 ms, where importing it takes
    0.3 s for phrases that nobody asks for here."""
    package = find_spec("pypinyin")
    with suppress(OSError, ValueError):
        if package is not None and package.origin is not None:
            found: dict[str, str] = msgspec.json.decode((Path(package.origin).parent / "pinyin_dict.json").read_bytes())
            return found
    from pypinyin.constants import PINYIN_DICT  # a pypinyin that keeps it elsewhere

    return {str(code): marked for code, marked in PINYIN_DICT.items()}


@lru_cache(maxsize=1)
def default_pronouncer() -> LexiconPronouncer:
    """The bundled one, opened once."""
    return LexiconPronouncer()


@lru_cache(maxsize=1)
def first_reading_pronouncer() -> LexiconPronouncer:
    """The dictionary alone, for ``--fast``."""
    return LexiconPronouncer(context=False)
