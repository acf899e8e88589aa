"""Files aligned sentence by sentence with all that a session knows of words: the dictionary's meanings and the
termbase's renderings."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from glossary.errors import DictionaryError
from glossary.fold import is_han
from reader.errors import ReaderError
from reader.text.align.aligner import align
from reader.text.align.fitting import cut
from reader.text.align.model import COMPLETE, USUAL, Knowledge, Pair, Shares, Side
from reader.text.model import Sentence
from reader.text.sentences import chinese_sentences, english_sentences
from texts.library import split_lines

if TYPE_CHECKING:
    from glossary.dictionary.dictionary import Dictionary
    from glossary.termbase import Termbase
    from reader.session import Session
    from texts.model import Paragraph


_Splitter = Callable[[str], Sequence[Sentence]]
_FEW_LINES = 20
"""Fewer show no habit; there a line is a paragraph."""


class AlignError(ReaderError):
    """Two texts cannot be aligned; the sentence says what to do."""


class WordKnowledge:
    """Implements ``reader.text.align.model.Knowledge``."""

    def __init__(self, termbase: "Termbase", dictionary: "Dictionary | None") -> None:
        self._termbase = termbase
        self._dictionary = dictionary
        self._renderings: dict[str, Sequence[str]] = {}

    def meanings(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        try:
            return self._dictionary.glosses(words) if self._dictionary else {}
        except DictionaryError:
            # A damaged index is said by whoever shows entries; a paragraph is painted with less evidence meanwhile.
            return {}

    def renderings(self, text: str) -> Sequence[Sequence[str]]:
        return [self._of_concept(match.concept_id) for match in self._termbase.index.find(text)]

    def _of_concept(self, concept_id: str) -> Sequence[str]:
        known = self._renderings.get(concept_id)
        if known is None:
            concept = self._termbase.concept(concept_id)
            known = [rendering.text for rendering in concept.renderings] if concept else []
            self._renderings[concept_id] = known
        return known


class Aligned(Struct, frozen=True):
    """A pair of sentences as it is printed."""

    pair: Pair
    zh_text: str
    en_text: str

    def record(self) -> dict[str, object]:
        """The command line's contract."""
        return {
            "zh": list(self.pair.zh_indices),
            "en": list(self.pair.en_indices),
            "zh_text": self.zh_text,
            "en_text": self.en_text,
            "score": self.pair.score,
        }


def sides_of(zh: str, en: str, names: tuple[str, str], *, by_line: bool | None = None) -> tuple[Side, Side]:
    """Two files' texts as sentences. ``by_line``: whether a line is a sentence, and blank lines are between paragraphs;
    or a paragraph, and blank lines count for nothing. None: whichever each file looks like (``has_sentence_lines``), or
    paragraphs whose lines were broken to fit a width.

    Raises AlignError where the languages are the wrong way round.
    """
    if zh.strip() and en.strip() and not _is_chinese(zh) and _is_chinese(en):
        raise AlignError(f"{names[0]} holds no Chinese and {names[1]} does: name the Chinese text first.")
    return _side(zh, chinese_sentences, by_line), _side(en, english_sentences, by_line)


def _side(text: str, split: _Splitter, by_line: bool | None) -> Side:
    written = split_lines(text)
    lines = [line.strip() for line in written]
    kept = [line for line in lines if line]
    if by_line is None and (paragraphs := _unwrapped(written)) is not None:
        return cut(paragraphs, split).side
    if by_line or (by_line is None and has_sentence_lines(kept, split)):
        return _lines(lines)
    return cut(kept, split).side


def _unwrapped(lines: Sequence[str]) -> list[str] | None:
    """The paragraphs of a hard-wrapped text; None where lines were not broken to fit a width."""
    from texts.importers.headings import is_heading
    from texts.importers.wrapped import unwrapped

    wrapped: list[bool] = []
    paragraphs = list(unwrapped(lines, is_heading, lambda: wrapped.append(True)))
    return paragraphs if wrapped else None


def has_sentence_lines(lines: Sequence[str], split: _Splitter) -> bool:
    """Whether lines that are not blank are sentences already: four in five hold just one. A line with more is one that
    somebody has put together on purpose."""
    single = sum(len(split(line)) <= 1 for line in lines)
    return len(lines) >= _FEW_LINES and single >= 0.8 * len(lines)


def _is_chinese(text: str) -> bool:
    """Whether more than a few characters are Chinese: an English text may quote some."""
    some = text[:20_000]
    return sum(map(is_han, some)) > 0.2 * sum(map(str.isalpha, some))


def _lines(lines: Sequence[str]) -> Side:
    sentences: list[str] = []
    starts: set[int] = set()
    blank = True
    for line in lines:
        if line:
            if blank:
                starts.add(len(sentences))
            sentences.append(line)
        blank = not line
    return Side(sentences, frozenset(starts))


def aligned(zh: Side, en: Side, knowledge: Knowledge | None, prior: Shares = USUAL) -> list[Aligned]:
    """The pairs of two texts, each with its sentences joined."""
    return [
        Aligned(
            pair,
            _joined([zh.sentences[i] for i in pair.zh_indices], ""),
            _joined([en.sentences[j] for j in pair.en_indices], " "),
        )
        for pair in align(zh, en, knowledge, prior=prior)
    ]


def aligned_paragraphs(paragraphs: "Sequence[Paragraph]", knowledge: Knowledge | None) -> list[Aligned]:
    """The pairs of a text whose translation stands beside its paragraphs; sentences are counted over all of it."""
    found: list[Aligned] = []
    zh_before = en_before = 0
    for paragraph in paragraphs:
        zh = cut([paragraph.text], chinese_sentences).side
        en = cut([paragraph.translation or ""], english_sentences).side
        for one in aligned(zh, en, knowledge, COMPLETE):
            pair = one.pair
            moved = Pair(
                (pair.zh[0] + zh_before, pair.zh[1] + zh_before),
                (pair.en[0] + en_before, pair.en[1] + en_before),
                pair.score,
            )
            found.append(Aligned(moved, one.zh_text, one.en_text))
        zh_before += len(zh.sentences)
        en_before += len(en.sentences)
    return found


def _joined(sentences: Sequence[str], space: str) -> str:
    joined = ""
    for sentence in sentences:
        # 说。 “好 needs none, OK Go does.
        apart = space or (" " if joined[-1:].isascii() and joined[-1:].isalnum() and sentence[:1].isascii() else "")
        joined += apart * bool(joined) + sentence
    return joined


def word_knowledge(session: "Session", *, open_dictionary: bool = False) -> WordKnowledge | None:
    """What a session knows of words; None while its dictionary is not open, unless it is to be opened now (which takes
    seconds the first time). The same object as long as dictionary and termbase are the same."""
    dictionaries = session.dictionaries
    if not open_dictionary and not dictionaries.is_open:
        return None
    return _knowledge(session.termbase, dictionaries.main)


@lru_cache(maxsize=1)
def _knowledge(termbase: "Termbase", dictionary: "Dictionary") -> WordKnowledge:
    return WordKnowledge(termbase, dictionary)
