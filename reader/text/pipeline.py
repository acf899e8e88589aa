"""From a paragraph to its tokens, and from tokens to a view in a script.

    paragraph ─ fold ─ cuts of the user ─ terms ─ segment ─ pronounce ─ readings of terms and user ─▶ tokens

Everything works on the folded copy, which has the source's offsets; the source is never changed. The first that knows
wins: the user's correction, the term, the dictionary, statistics.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from glossary.fold import is_han
from glossary.model import Term
from reader.text.convert import Converter, pinned
from reader.text.model import AnnotatedParagraph, ShownParagraph, ShownToken, Token, TokenKey, TokenKind
from reader.text.pronounce import Pronounced, Pronouncer, default_pronouncer
from reader.text.script import detect_script, fold
from reader.text.segment import LatticeSegmenter, Piece, Segmenter
from reader.text.sentences import chinese_sentences
from texts.model import Paragraph, Script, SourceText

if TYPE_CHECKING:
    from reader.text.quick_analysis import QuickAnalyser

Span = tuple[int, int]
SHORT = 3
"""Code points of a term that can arise by accident where two words meet."""
_WORD = 3
"""Code points of a word that outweighs such a term."""


class TermMatch(Protocol):
    """A term found in a text (``glossary.matcher.Match``)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def concept_id(self) -> str: ...
    @property
    def term(self) -> Term: ...


class _Moved(Struct, frozen=True):
    """A match in a part of the text, with its place in the whole."""

    start: int
    end: int
    concept_id: str
    term: Term


def _moved(match: TermMatch, by: int) -> TermMatch:
    return _Moved(match.start + by, match.end + by, match.concept_id, match.term)


class Matcher(Protocol):
    def find(self, text: str) -> Sequence[TermMatch]:
        """Terms in the text in either script: in order, without overlap, longest first."""


class ReadingFix(Struct, frozen=True):
    """The user's own reading of a word, everywhere or at one place."""

    surface: str
    """The word in either script; it applies to tokens of exactly this text."""
    readings: tuple[str | None, ...]
    """One per code point."""
    place: TokenKey | None = None
    """(paragraph index, start in the source); None: everywhere."""


class CutFix(Struct, frozen=True):
    """The user's own cut of a stretch of text: wherever it stands, or at one place."""

    surface: str
    lengths: tuple[int, ...]
    """Code points of its parts; their sum is the surface's length."""
    place: TokenKey | None = None


class Corrections(Struct, frozen=True):
    """What the user has put right, the later fix over the earlier one. Misfitting fixes are passed over."""

    readings: Sequence[ReadingFix] = ()
    cuts: Sequence[CutFix] = ()


class Analyser:
    """Annotates paragraphs. Holds no paragraph; its memory of words makes a second pass faster."""

    def __init__(
        self,
        segmenter: Segmenter | None = None,
        pronouncer: Pronouncer | None = None,
        matcher: Matcher | None = None,
        corrections: Corrections | None = None,
        pins: Mapping[str, str] | None = None,
    ) -> None:
        """``pins``: how terms are to be written in traditional characters, by their simplified form (see ``show``)."""
        self.pins: Mapping[str, str] = pins or {}
        self._segmenter = segmenter or LatticeSegmenter()
        self._pronouncer = pronouncer or default_pronouncer()
        self._matcher = matcher
        fixes = corrections or Corrections()
        self._cuts = [
            (fold(fix.surface), fix.lengths, fix.place)
            for fix in reversed(fixes.cuts)
            if fix.surface and sum(fix.lengths) == len(fix.surface) and min(fix.lengths) > 0
        ]
        self._everywhere: dict[str, tuple[str | None, ...]] = {}
        self._at_place: dict[tuple[TokenKey, str], tuple[str | None, ...]] = {}
        for fix in fixes.readings:
            if len(fix.readings) != len(fix.surface):
                continue
            if fix.place is None:
                self._everywhere[fold(fix.surface)] = fix.readings
            else:
                self._at_place[fix.place, fold(fix.surface)] = fix.readings

    @property
    def quick(self) -> "QuickAnalyser | None":
        """Itself if it is the first tier, and can take many paragraphs in one go."""
        return None

    def annotate(self, index: int, paragraph: Paragraph, script: Script) -> AnnotatedParagraph:
        """The paragraph's tokens, which cover its text exactly, and its sentences."""
        text = paragraph.text
        folded = fold(text)
        cuts, terms, pieces = self._cut(index, text, folded)
        heard = self._pronouncer.pronounce(folded, pieces, text)
        tokens = self._tokens(index, text, folded, pieces, heard, cuts, terms)
        return AnnotatedParagraph(index, paragraph, script, tokens, chinese_sentences(text))

    def annotate_all(self, first: int, paragraphs: Iterable[Paragraph], script: Script) -> Iterator[AnnotatedParagraph]:
        """Paragraphs that follow each other, each only when it is asked for; ``first``: the first one's place in its
        text."""
        for index, paragraph in enumerate(paragraphs, first):
            yield self.annotate(index, paragraph, script)

    def terms(self, index: int, paragraph: Paragraph) -> list[TermMatch]:
        """The terms of a paragraph, in order, as :meth:`annotate` has them; several times as fast."""
        folded = fold(paragraph.text)
        found = self._terms(paragraph.text, folded, self._forced_cuts(index, folded))
        return [found[span] for span in sorted(found)]

    def cut(self, index: int, text: str) -> tuple[str, list[Piece]]:
        """The folded paragraph and its pieces, as ``annotate`` cuts it, but without readings: three times as fast."""
        folded = fold(text)
        _, terms, pieces = self._cut(index, text, folded)
        if terms:
            pieces = [Piece(p.start, p.end, "term") if (p.start, p.end) in terms else p for p in pieces]
        return folded, pieces

    def _cut(self, index: int, text: str, folded: str) -> tuple[list[Span], dict[Span, TermMatch], list[Piece]]:
        """The user's cuts, the terms, and the pieces that leave both whole."""
        cuts = self._forced_cuts(index, folded)
        terms = self._terms(text, folded, cuts)
        return cuts, terms, self._segmenter.segment(folded, sorted([*cuts, *terms]))

    def _forced_cuts(self, index: int, folded: str) -> list[Span]:
        spans: list[Span] = []
        taken: set[int] = set()
        for surface, lengths, place in self._cuts:
            for at in _occurrences(surface, folded) if place is None else _placed(surface, folded, index, place):
                if taken.isdisjoint(range(at, at + len(surface))):
                    taken.update(range(at, at + len(surface)))
                    for length in lengths:
                        spans.append((at, at + length))
                        at += length
        return sorted(spans)

    def _terms(self, text: str, folded: str, cuts: Sequence[Span]) -> dict[Span, TermMatch]:
        if self._matcher is None:
            return {}
        claimed = {offset for start, end in cuts for offset in range(start, end)}
        found = {}
        for match in self._matcher.find(text):
            span = (match.start, match.end)
            # A cut of exactly the term leaves it a term; any other cut in it wins.
            if claimed.isdisjoint(range(*span)) or span in cuts:
                found[span] = match
        if any(end - start <= SHORT for start, end in found):
            plain = self._segmenter.segment(folded, cuts)
            accidents = [span for span in found if accidental(span, plain)]
            for span in accidents:
                del found[span]
            for span in accidents:
                found |= self._inside(text, span, plain)
        return found

    def _inside(self, text: str, span: Span, plain: Sequence[Piece]) -> dict[Span, TermMatch]:
        """The shorter term that an accident hid: 创业 where 创业路 stands in 创业|路上."""
        assert self._matcher is not None
        start, end = span
        for at, stop in ((start, end - 1), (start + 1, end)):
            hidden = [_moved(match, at) for match in self._matcher.find(text[at:stop])]
            found = {(m.start, m.end): m for m in hidden if all(map(is_han, text[m.start : m.end]))}
            if sound := {inner: match for inner, match in found.items() if not accidental(inner, plain)}:
                return sound
        return {}

    def _tokens(
        self,
        index: int,
        text: str,
        folded: str,
        pieces: Sequence[Piece],
        heard: Sequence[Pronounced],
        cuts: Sequence[Span],
        terms: Mapping[Span, TermMatch],
    ) -> tuple[Token, ...]:
        own = {*cuts, *terms}
        fixes = bool(self._everywhere or self._at_place)
        tokens = []
        for piece, said in zip(pieces, heard, strict=True):
            start, end, kind = piece.start, piece.end, piece.kind
            if fixes or (own and (start, end) in own):
                token = self._token(index, text, folded, piece, said, terms.get((start, end)), own)
            else:
                if kind == "word" and said.proper:
                    kind = "name"
                token = Token(text[start:end], start, end, kind, said.readings, None, said.source, said.doubtful)
            tokens.append(token)
        return tuple(tokens)

    def _token(
        self,
        index: int,
        text: str,
        folded: str,
        piece: Piece,
        said: Pronounced,
        match: TermMatch | None,
        own: set[Span],
    ) -> Token:
        start, end = piece.start, piece.end
        readings, source, doubtful = said.readings, said.source, said.doubtful
        if match is not None and _fits(match.term, folded[start:end]):
            readings, source, doubtful = match.term.readings, "term", False
        fixed = self._fixed(index, start, folded[start:end])
        if fixed is not None:
            readings, source, doubtful = fixed, "correction", False
        kind = _kind(piece, said, match, folded, (start, end) in own)
        term = None if match is None else match.concept_id
        return Token(text[start:end], start, end, kind, readings, term, source, doubtful)

    def _fixed(self, index: int, start: int, word: str) -> tuple[str | None, ...] | None:
        if not self._everywhere and not self._at_place:
            return None
        return self._at_place.get(((index, start), word), self._everywhere.get(word))


def accidental(span: Span, plain: Sequence[Piece]) -> bool:
    """Whether a short term only arises where words meet: 品类 in 产品|类型, 成交 in 完成|交易, 产业带 in 产业|带来.

    Judged on the cut that knows no terms. A term that cuts words at both ends is an accident. One that cuts a word at
    one end is if it has two characters and that word at least three (线上 in 生产线|上), or if all the words it touches
    have two or more: single characters (坑|位|费用) are what is left where the lexicon knows no better. A term inside
    one word is none: 直播 in 现场直播 is still 直播. Longer terms are no accidents; statistics must not break them up.
    """
    start, end = span
    if end - start > SHORT:
        return False
    first = bisect_right(plain, start, key=lambda piece: piece.start) - 1
    last = bisect_right(plain, end - 1, key=lambda piece: piece.start) - 1
    if first == last:
        return False
    touched = [piece.end - piece.start for piece in plain[first : last + 1]]
    cut_before, cut_after = plain[first].start < start, end < plain[last].end
    if cut_before and cut_after:
        return True
    if not (cut_before or cut_after):
        return False
    outweighed = end - start < _WORD <= (touched[0] if cut_before else touched[-1])
    return outweighed or min(touched) > 1


def _occurrences(surface: str, text: str) -> Iterator[int]:
    at = text.find(surface)
    while at >= 0:
        yield at
        at = text.find(surface, at + len(surface))


def _placed(surface: str, text: str, index: int, place: TokenKey) -> Iterator[int]:
    paragraph, start = place
    if paragraph == index and text.startswith(surface, start):
        yield start


def _fits(term: Term, folded: str) -> bool:
    """Whether the term's readings belong to this text, one per code point and none missing."""
    return len(term.readings) == len(folded) and all(
        is_han(char) == (reading is not None) for char, reading in zip(folded, term.readings, strict=True)
    )


def _kind(piece: Piece, said: Pronounced, match: TermMatch | None, folded: str, own: bool) -> TokenKind:
    if match is not None:
        return "term"
    if piece.kind != "word":
        return piece.kind
    if own and not any(map(is_han, folded[piece.start : piece.end])):
        return "latin" if folded[piece.start : piece.end].isalnum() else "other"
    return "name" if said.proper else "word"


def analyse(
    paragraphs: Iterable[Paragraph], script: Script, analyser: Analyser, first: int = 0
) -> Iterator[AnnotatedParagraph]:
    """Annotate paragraphs one by one, each only when it is asked for; ``first``: the place of the first in its text."""
    return analyser.annotate_all(first, paragraphs, script)


def script_of(source: SourceText) -> Script:
    """The script that a text is written in."""
    return source.meta.script or detect_script(_sample(source.paragraphs))


def _sample(paragraphs: Iterable[Paragraph], enough: int = 20_000) -> str:
    parts: list[str] = []
    size = 0
    for paragraph in paragraphs:
        parts.append(paragraph.text)
        size += len(paragraph.text)
        if size >= enough:
            break
    return "\n".join(parts)


def show(
    paragraph: AnnotatedParagraph,
    script: Script,
    converter: Converter,
    phrases: bool = False,
    pins: Mapping[str, str] | None = None,
) -> ShownParagraph:
    """The paragraph as it looks in ``script``; untouched where that is its own.

    ``phrases`` swaps regional vocabulary, never inside terms. ``pins`` maps terms' simplified forms to their
    traditional ones, which then stand whatever the conversion makes of them.
    """
    tokens = paragraph.tokens
    if script == paragraph.script:
        shown = tuple(ShownToken(token, token.text, token.start, token.end, token.readings) for token in tokens)
        return ShownParagraph(paragraph, script, paragraph.text, shown)
    spans = [(token.start, token.end) for token in tokens]
    plain = converter.convert(paragraph.text, paragraph.script, script)
    swapped = converter.convert(paragraph.text, paragraph.script, script, True, spans) if phrases else plain
    doubts = frozenset(plain.doubts)
    out: list[ShownToken] = []
    at = 0
    for token in tokens:
        view = plain if token.term is not None else swapped
        text = view.text[view.place(token.start) : view.place(token.end)]
        readings = token.readings
        if token.term is not None and pins:
            text = pinned(fold(token.text), script, pins) or text
        if len(text) != len(readings) or (phrases and fold(text) != fold(token.text)):
            readings = _read(text)
        ambiguous = token.term is None and not doubts.isdisjoint(range(token.start, token.end))
        out.append(ShownToken(token, text, at, at + len(text), readings, ambiguous))
        at += len(text)
    return ShownParagraph(paragraph, script, "".join(token.text for token in out), tuple(out))


def _read(text: str) -> tuple[str | None, ...]:
    """Readings of a word that conversion put in place of another (视频 → 影片)."""
    folded = fold(text)
    kind: TokenKind = "word" if any(map(is_han, folded)) else "other"
    return default_pronouncer().pronounce(folded, [Piece(0, len(folded), kind)])[0].readings
