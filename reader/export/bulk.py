"""The first tier's text as HTML, thousands of characters at a time: words are looked up and joined, and no token made.

``markup`` writes any analysis token by token, and this writes the same. A word that is what it is anywhere is made once
and found again; only what hangs on its place (terms, joined names and numbers) is made where it stands.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from reader.export.markup import LONGEST, BlockWriter, Made, TokenWriter
from reader.export.model import Manuscript
from reader.export.options import RubyBy
from reader.export.words import Spoken, WordBook
from reader.text.model import ShownToken, Token
from reader.text.pipeline import TermMatch
from reader.text.quick_analysis import Portion, QuickAnalyser
from reader.text.quick_words import Known

_PORTION = 32_000
"""Code points in one go, 40 ms: each step finds its tables at hand, which takes a seventh less time than with 8,000."""
_MANY = 50_000
"""Words kept; a novel has 20,000."""
_Forms = tuple[str, str, str]
"""A word folded, as the source has it, and as it is shown."""
_Word = str | _Forms
"""A word by the one form that it has in all three places, or by its three forms."""


class _Edit(Struct):
    """What stands in the place of some words."""

    first: int
    after: int
    """The number of the word after the last."""
    made: list[tuple[Made, str | None]]
    """What is written, with the term that it is a link to."""
    paragraph: int = 0


class _Memory(dict[_Word, Made]):
    """What is written of words by themselves, those of terms apart."""

    def __init__(self, by: RubyBy) -> None:
        self._writer = TokenWriter(by, lambda _: None)
        self._analyser = QuickAnalyser()
        self._told: dict[tuple[_Word, Known], Made] = {}

    def __missing__(self, word: _Word) -> Made:
        if len(self) > _MANY:
            self.clear()
        made = self[word] = self._make(word)
        return made

    def told(self, word: _Word, known: Known) -> Made:
        """What is written of a word of which something else is known than it is by itself."""
        made = self._told.get((word, known))
        if made is None:
            if len(self._told) > _MANY:
                self._told.clear()
            made = self._told[word, known] = self._make(word, known)
        return made

    def _make(self, word: _Word, known: Known | None = None) -> Made:
        folded, text, shown = _three(word)
        return self._writer.make(_shown(self._analyser.token_of(text, folded, known), shown))


class _Page(dict[_Word, str]):
    """What is written of each word of this page by itself."""

    def __init__(self, memory: _Memory, book: WordBook) -> None:
        self._memory, self._book = memory, book
        self._new: list[Spoken] = []

    def __missing__(self, word: _Word) -> str:
        made = self._memory[word]
        self._new += made.spoken
        html = self[word] = made.html
        return html

    def note(self) -> None:
        """Have the words that are new noted."""
        if self._new:
            self._book.add(self._new)
            self._new = []


def _three(word: _Word) -> _Forms:
    return (word, word, word) if isinstance(word, str) else word


@lru_cache(maxsize=2)
def _memory(by: RubyBy) -> _Memory:
    """What this process has written already: words are the same on every page."""
    return _Memory(by)


def _shown(token: Token, text: str) -> ShownToken:
    return ShownToken(token, text, 0, len(text), token.readings)


def _number(ends: Sequence[int], place: int) -> int | None:
    """The number of the word that begins at a place; None where none does. ``ends``: where each ends."""
    before = bisect_left(ends, place)
    if place == 0:
        return 0
    return before + 1 if before < len(ends) and ends[before] == place else None


class BulkWriter:
    """Writes a text's blocks."""

    def __init__(self, manuscript: Manuscript, analyser: QuickAnalyser, blocks: BlockWriter, by: RubyBy) -> None:
        """``analyser``: one that is plain."""
        self._text, self._analyser, self._blocks = manuscript, analyser, blocks
        self._memory = _memory(by)
        assert blocks.words is not None
        self._book = blocks.words
        self._html = _Page(self._memory, self._book)
        self._terms: dict[tuple[_Forms, str], Made] = {}
        self._tokens: dict[tuple[str, tuple[str | None, ...], str], Made] = {}
        """Tokens of paragraphs that terms have cut anew."""

    def write(self) -> Iterator[tuple[Iterable[str], int]]:
        """Every block in pieces, and how many code points it shows."""
        for portion in self._analyser.portions(0, self._text.paragraphs, _PORTION):
            yield from self._portion(portion)

    def _portion(self, portion: Portion) -> Iterator[tuple[Iterable[str], int]]:
        shown = self._simple(portion)
        if shown is None:
            for annotated in self._analyser.annotated(portion, self._text.source_script):
                block = self._text.block(annotated)
                yield (self._blocks.block(block),), len(block.shown.text)
                self._text.done(block.number)
            return
        inside = self._inside(portion, "\n".join(shown))
        inside.append("\n")
        at = 0
        for number, (paragraph, text) in enumerate(zip(portion.paragraphs, shown, strict=True), portion.first + 1):
            self._blocks.note_raw(number, paragraph)
            self._blocks.learn(f"p{number}", text, paragraph.text, self._text.source_script)
            end = inside.index("\n", at)
            yield self._blocks.framed(number, paragraph, [inside[at:end]], paragraph.translation), len(text)
            self._text.done(number)
            at = end + 1

    def _simple(self, portion: Portion) -> list[str] | None:
        """The paragraphs in the script of the page; None where they are to be written token by token: blank or with
        line breaks, cut in parts, with English by sentence, with terms of the user's, of another length there."""
        texts = [paragraph.text for paragraph in portion.paragraphs]
        if portion.text.count("\n") >= len(texts) or max(map(len, texts)) > LONGEST or not portion.text.strip():
            return None
        if not self._blocks.are_whole(portion.paragraphs):
            return None
        if self._analyser.pins and portion.matches:
            return None  # a term may have to be written as the user does
        if self._text.script == self._text.source_script:
            return texts
        shown = self._text.converter.convert_all(texts, self._text.source_script, self._text.script)
        return shown if list(map(len, shown)) == list(map(len, texts)) else None

    def _inside(self, portion: Portion, shown: str) -> list[str]:
        """The portion's words as markup, a line break between paragraphs."""
        same = portion.folded == portion.text == shown
        ends = portion.ends if same or portion.ends else list(accumulate(map(len, portion.words)))
        words = portion.words if same else self._in_forms(portion, shown, ends)
        html = self._html
        parts: list[str] = []
        done = 0
        for edit in self._edits(portion, shown, words, ends):
            parts += map(html.__getitem__, words[done : edit.first])
            parts += self._in_place(edit)
            done = edit.after
        parts += map(html.__getitem__, words[done:] if done else words)
        html.note()
        return parts

    @staticmethod
    def _in_forms(portion: Portion, shown: str, ends: Sequence[int]) -> list[_Word]:
        """The words, in three forms in the paragraphs where these differ."""
        found: list[_Word] = []
        at = 0
        for paragraph in portion.paragraphs:
            stop = at + len(paragraph.text) + 1
            first, after = _number(ends, at), _number(ends, min(stop, len(shown)))
            assert first is not None
            assert after is not None
            words = portion.words[first:after]
            if portion.folded[at:stop] == portion.text[at:stop] == shown[at:stop]:
                found += words
            else:
                found += [
                    (word, portion.text[end - len(word) : end], shown[end - len(word) : end])
                    for word, end in zip(words, ends[first:after], strict=True)
                ]
            at = stop
        return found

    def _in_place(self, edit: _Edit) -> Iterator[str]:
        """What an edit has made, its terms as links."""
        self._html.note()
        for made, term in edit.made:
            self._book.add(made.spoken)
            yield made.html if term is None else self._blocks.linked(made.html, term, edit.paragraph)

    def _edits(self, portion: Portion, shown: str, words: Sequence[_Word], ends: Sequence[int]) -> list[_Edit]:
        """What is not what its words are by themselves, in order."""
        edits = list(self._term_edits(portion, shown, ends)) if portion.matches else []
        taken = {number for edit in edits for number in range(edit.first, edit.after)}
        for number, known in portion.told.items():
            if number not in taken:
                edits.append(_Edit(number, number + 1, [(self._memory.told(words[number], known), None)]))
        return sorted(edits, key=lambda edit: edit.first)

    def _term_edits(self, portion: Portion, shown: str, ends: Sequence[int]) -> Iterator[_Edit]:
        """The terms; of a paragraph where one cuts words, all of it."""
        matches = iter([*portion.matches, None])
        match = next(matches)
        at = 0
        for index, paragraph in enumerate(portion.paragraphs, portion.first):
            stop = at + len(paragraph.text)
            found: list[TermMatch] = []
            while match is not None and match.start < stop:
                found.append(match)
                match = next(matches)
            edits = []
            for own in found:
                first, after = _number(ends, own.start), _number(ends, own.end)
                if first is None or after is None:
                    break
                place = slice(own.start, own.end)
                forms = (portion.folded[place], portion.text[place], shown[place])
                edits.append(_Edit(first, after, [(self._term(forms, own), own.concept_id)], index + 1))
            if len(edits) == len(found):
                yield from edits
            else:
                terms = {(own.start - at, own.end - at): own for own in found}
                tokens = self._analyser.cut_anew(index, paragraph.text, portion.folded[at:stop], terms)
                made = [
                    (self._made(_shown(token, shown[at + token.start : at + token.end])), token.term)
                    for token in tokens
                ]
                first, after = _number(ends, at), _number(ends, stop)
                assert first is not None
                assert after is not None
                yield _Edit(first, after, made, index + 1)
            at = stop + 1

    def _term(self, forms: _Forms, match: TermMatch) -> Made:
        key = (forms, match.concept_id)
        made = self._terms.get(key)
        if made is None:
            token = self._analyser.token_of(forms[1], forms[0], match=match)
            made = self._terms[key] = self._made(_shown(token, forms[2]))
        return made

    def _made(self, shown: ShownToken) -> Made:
        key = (shown.text, shown.readings, shown.token.term or shown.token.kind)
        made = self._tokens.get(key)
        if made is None:
            made = self._tokens[key] = self._blocks.make(shown)
        return made
