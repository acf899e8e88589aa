"""The first tier of the analysis: every word once, then nothing but looking it up.

The same steps as in ``pipeline`` with other means: words by ``quick``, and of each word its first reading in the
dictionary, whatever stands around it. The terms, what the user has put right and the kinds of tokens are the same.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from reader.text.model import AnnotatedParagraph, Token, TokenKind
from reader.text.pipeline import SHORT, Analyser, Corrections, Matcher, Span, TermMatch, accidental
from reader.text.pronounce import HANGING, Pronounced, first_reading_pronouncer
from reader.text.quick import quick_segmenter
from reader.text.quick_words import Known, known_of, quick_words
from reader.text.script import fold
from reader.text.segment import Piece
from reader.text.sentences import chinese_sentences
from texts.model import Paragraph, Script

_APART = "\n"
_PORTION = 4_000
"""Code points that are cut in one go: 3 ms."""


class Portion(Struct, frozen=True):
    """Paragraphs that were cut in one go, joined by line breaks; only a single one has any of its own."""

    first: int
    """The first paragraph's place in the text."""
    paragraphs: list[Paragraph]
    text: str
    folded: str
    words: list[str]
    """Of the folded text, a line break between paragraphs."""
    told: dict[int, Known]
    """By number, what is known of the words that are not what they are alone."""
    matches: list[TermMatch]
    """The terms, by their place in ``text``; no word is cut by them yet."""
    ends: Sequence[int]
    """Where each word ends; empty where there are no terms."""


class QuickAnalyser(Analyser):
    """Annotates paragraphs as ``pipeline.Analyser`` does, ten times as fast; several in one go where no correction of
    the user's asks for a paragraph's place."""

    def __init__(
        self,
        matcher: Matcher | None = None,
        corrections: Corrections | None = None,
        pins: Mapping[str, str] | None = None,
    ) -> None:
        self._quick = quick_segmenter()
        self._reader = first_reading_pronouncer()
        super().__init__(self._quick, self._reader, matcher, corrections, pins)
        self._words = quick_words()

    def annotate(self, index: int, paragraph: Paragraph, script: Script) -> AnnotatedParagraph:
        text = paragraph.text
        folded = fold(text)
        if not self.is_plain:
            cuts = self._forced_cuts(index, folded)
            terms = self._terms(text, folded, cuts)
            words, kinds = self._quick.words(folded, sorted([*cuts, *terms]))
            tokens = self._tokens_of(text, folded, words, self._known(words, self._told(words, kinds)))
            self._put_right(index, text, folded, tokens, cuts, terms)
            return AnnotatedParagraph(index, paragraph, script, tuple(tokens), chinese_sentences(text))
        return next(self.annotated(self._portion(index, [paragraph], text, folded), script))

    def annotate_all(self, first: int, paragraphs: Iterable[Paragraph], script: Script) -> Iterator[AnnotatedParagraph]:
        if not self.is_plain:
            yield from super().annotate_all(first, paragraphs, script)
            return
        for portion in self.portions(first, paragraphs):
            yield from self.annotated(portion, script)

    @property
    def quick(self) -> "QuickAnalyser | None":
        return self if self.is_plain else None

    @property
    def is_plain(self) -> bool:
        """Whether no correction of the user's asks for a paragraph's place."""
        return not (self._cuts or self._everywhere or self._at_place)

    def portions(self, first: int, paragraphs: Iterable[Paragraph], most: int = _PORTION) -> Iterator[Portion]:
        """Paragraphs that follow each other, ``most`` code points or little more in one go. Only where ``is_plain``."""
        portion: list[Paragraph] = []
        size, after = 0, first
        for index, paragraph in enumerate(paragraphs, first):
            text = paragraph.text
            plain = text and _APART not in text and not text[0].isspace() and not text[-1].isspace()
            if portion and (not plain or size > most):
                yield self._joined(index - len(portion), portion)
                portion, size = [], 0
            if plain:
                portion.append(paragraph)
                size += len(text)
            else:
                yield self._portion(index, [paragraph], text, fold(text))
            after = index + 1
        if portion:
            yield self._joined(after - len(portion), portion)

    def _joined(self, first: int, paragraphs: list[Paragraph]) -> Portion:
        """Paragraphs that begin and end with no white space, as one text."""
        text = _APART.join([paragraph.text for paragraph in paragraphs])
        return self._portion(first, paragraphs, text, fold(text))

    def _portion(self, first: int, paragraphs: list[Paragraph], text: str, folded: str) -> Portion:
        words, kinds = self._quick.words(folded)
        matches = self._matcher.find(text) if self._matcher is not None else ()
        ends = list(accumulate(map(len, words))) if matches else []
        sound = self._sound(text, words, ends, matches)
        return Portion(first, paragraphs, text, folded, words, self._told(words, kinds), sound, ends)

    def annotated(self, portion: Portion, script: Script) -> Iterator[AnnotatedParagraph]:
        """The paragraphs of a portion as tokens."""
        folded, words, matches = portion.folded, portion.words, portion.matches
        known = self._known(words, portion.told)
        at = number = done = 0
        for index, paragraph in enumerate(portion.paragraphs, portion.first):
            own, size = paragraph.text, len(paragraph.text)
            stop = len(words) if len(portion.paragraphs) == 1 else _index(words, _APART, number)
            terms: dict[Span, TermMatch] = {}
            while done < len(matches) and matches[done].start < at + size:
                match = matches[done]
                terms[match.start - at, match.end - at] = match
                done += 1
            simple = folded[at : at + size]
            if terms:
                tokens = self._with_terms(index, own, simple, words[number:stop], known[number:stop], terms)
            else:
                tokens = self._tokens_of(own, simple, words[number:stop], known[number:stop])
            yield AnnotatedParagraph(index, paragraph, script, tuple(tokens), chinese_sentences(own))
            at += size + 1
            number = stop + 1

    def _sound(self, text: str, words: list[str], ends: Sequence[int], found: Sequence[TermMatch]) -> list[TermMatch]:
        """The terms that were found in a text, without those that arise where words meet."""
        if not any(match.end - match.start <= SHORT for match in found):
            return list(found)
        sound = []
        for match in found:
            if match.end - match.start <= SHORT:
                first = bisect_right(ends, match.start)
                last = bisect_left(ends, match.end)
                touched = zip(words[first : last + 1], ends[first : last + 1], strict=True)
                plain = [Piece(end - len(word), end, "word") for word, end in touched]
                span = (match.start, match.end)
                if accidental(span, plain):
                    inside = self._inside(text, span, plain)
                    sound += [inside[inner] for inner in sorted(inside)]
                    continue
            sound.append(match)
        return sound

    def _with_terms(
        self,
        index: int,
        text: str,
        folded: str,
        words: list[str],
        known: list[Known],
        terms: dict[Span, TermMatch],
    ) -> list[Token]:
        """A paragraph's tokens, where it has terms. What stands between two borders is cut alike whatever is beyond
        them, so that only a term that cuts words has the paragraph cut anew."""
        places = dict(zip(accumulate(map(len, words), initial=0), range(len(words) + 1), strict=True))
        if all(start in places and end in places for start, end in terms):
            words, known = words[:], known[:]
            for start, end in sorted(terms, reverse=True):
                first, last = places[start], places[end]
                words[first:last] = [folded[start:end]]
                known[first:last] = [("term", (), "term", False)]
        else:
            return self.cut_anew(index, text, folded, terms)
        tokens = self._tokens_of(text, folded, words, known)
        self._put_right(index, text, folded, tokens, (), terms)
        return tokens

    def cut_anew(self, index: int, text: str, folded: str, terms: Mapping[Span, TermMatch]) -> list[Token]:
        """A paragraph's tokens, where it has terms that cut words."""
        words, kinds = self._quick.words(folded, sorted(terms))
        tokens = self._tokens_of(text, folded, words, self._known(words, self._told(words, kinds)))
        self._put_right(index, text, folded, tokens, (), terms)
        return tokens

    def token_of(self, word: str, folded: str, known: Known | None = None, match: TermMatch | None = None) -> Token:
        """A word by itself as a token, its place not told. ``known``: what is known of it, where that is not what it is
        alone; ``match``: the term that it is."""
        span = (0, len(word))
        if match is not None:
            plain = Token(word, *span, "term")
            return self._decided(0, word, folded, plain, match, {span})
        kind, readings, source, doubtful = self._as_written(word, folded, known or self._words[folded])
        return Token(word, *span, kind, readings, None, source, doubtful)

    def _told(self, words: list[str], kinds: dict[int, TokenKind]) -> dict[int, Known]:
        """By number, what is known of the words that are not what they are alone."""
        known = self._words
        marks = "".join(map(known.marks.__getitem__, words))
        told = {
            found.start(): known_of("word", self._reader.beside(words, found.start()))
            for found in HANGING.finditer(marks)
        }
        for number, kind in kinds.items():
            told[number] = known.of_kind(words[number], kind)
        return told

    def _known(self, words: list[str], told: Mapping[int, Known]) -> list[Known]:
        """What is known of each of the words, beside each other."""
        found = list(map(self._words.__getitem__, words))
        for number, known in told.items():
            found[number] = known
        return found

    def _tokens_of(self, text: str, folded: str, words: list[str], known: list[Known]) -> list[Token]:
        ends = list(accumulate(map(len, words)))
        starts = [0, *ends]
        if text != folded:
            words = [text[start:end] for start, end in zip(starts, ends, strict=False)]
            for number, word in enumerate(words):
                known[number] = self._as_written(word, folded[starts[number] : ends[number]], known[number])
        return [
            Token(word, start, end, kind, readings, None, source, doubtful)
            for word, start, end, (kind, readings, source, doubtful) in zip(words, starts, ends, known, strict=False)
        ]

    def _as_written(self, word: str, folded: str, known: Known) -> Known:
        """What is known of a word, where traditional characters tell more than their simplified forms."""
        kind, readings, source, doubtful = known
        if word == folded or (len(word) > 1 and None not in readings):
            return known
        said = self._reader.written(word, Pronounced(readings, source, doubtful))
        return kind, said.readings, said.source, said.doubtful

    def _put_right(
        self,
        index: int,
        text: str,
        folded: str,
        tokens: list[Token],
        cuts: Sequence[Span],
        terms: Mapping[Span, TermMatch],
    ) -> None:
        """Put the terms and what the user has decided in place of what the dictionary says."""
        own = {*cuts, *terms}
        fixes = bool(self._everywhere or self._at_place)
        for number, token in enumerate(tokens):
            span = (token.start, token.end)
            if fixes or span in own:
                tokens[number] = self._decided(index, text, folded, token, terms.get(span), own)

    def _decided(
        self, index: int, text: str, folded: str, token: Token, match: TermMatch | None, own: set[Span]
    ) -> Token:
        word = folded[token.start : token.end]
        kind = token.kind
        said = Pronounced(token.readings, token.source, token.doubtful, kind == "name")
        if (token.start, token.end) in own:
            kind = "word"
            said = self._reader.alone(word, kind)[0]
        return self._token(index, text, folded, Piece(token.start, token.end, kind), said, match, own)


def _index(words: list[str], word: str, start: int) -> int:
    """Where a word is next; behind the last where it is not."""
    try:
        return words.index(word, start)
    except ValueError:
        return len(words)
