"""What the text view draws: an opened text under the present options, marks and search."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.options import ReadingOptions
from reader.reading import Reading
from reader.stand_in import GLOSS_MARK, StandIn, label_of, labelled
from reader.text.layout import English
from reader.text.model import ShownParagraph, ShownToken, Token
from reader.text.orthography import NameKind, write_token
from reader.text.sentences import pair_sentences
from reader.text.styles import SYLLABLE_STYLES, StyleName
from reader.text.tones import spoken
from reader.tui.view_source import TokenMark, Voice
from reader.vocabulary import Vocabulary
from texts.model import Kind, Script

if TYPE_CHECKING:
    from reader.search import Hit
    from reader.text.align.model import Knowledge


DOUBT = "? "
"""Before English that may belong to another paragraph."""


class ReadingSource:
    """Implements ``view_source.Source``. Made anew when options, vocabulary or hits change; the costly part, the
    analysis, is remembered by ``Reading``."""

    def __init__(
        self,
        reading: Reading,
        options: ReadingOptions,
        vocabulary: Vocabulary,
        name_kind: Callable[[str], NameKind | None] = lambda _: None,
        hits: "Sequence[Hit]" = (),
        bookmarks: Collection[int] = (),
        words: "Callable[[], Knowledge | None]" = lambda: None,
        stand_in: "StandIn | None" = None,
    ) -> None:
        """``name_kind`` tells of a concept's id whether it names a "person", something "other", or nothing (None);
        ``words`` what is known of words by now, to tell which sentence is translated by which; ``stand_in`` what there
        is of paragraphs that nobody has translated."""
        self._reading = reading
        self._options = options
        self._vocabulary = vocabulary
        self._name_kind = name_kind
        self._hits: dict[int, list[Hit]] = {}
        for hit in hits:
            self._hits.setdefault(hit.paragraph, []).append(hit)
        self._bookmarks = bookmarks
        self._words = words
        self._stand_in = stand_in
        self._annotations: dict[int, list[str]] = {}
        self._marks: dict[int, list[TokenMark]] = {}

    @property
    def count(self) -> int:
        return self._reading.count

    @property
    def script(self) -> Script:
        """The script now shown."""
        choice = self._options.script
        return self._reading.script if choice == "source" else choice

    @property
    def style(self) -> StyleName:
        return "marks" if self._options.style == "pinyin" else "zhuyin"

    def kind(self, index: int) -> Kind:
        return self._reading.paragraphs[index].kind

    def length(self, index: int) -> int:
        return len(self._reading.paragraphs[index].text)

    def shown(self, index: int) -> ShownParagraph:
        return self._reading.shown(index, self.script, self._options.vocabulary == "regional")

    def annotations(self, index: int) -> Sequence[str]:
        if index not in self._annotations:
            self._prepare(index)
        return self._annotations[index]

    def marks(self, index: int) -> Sequence[TokenMark]:
        if index not in self._marks:
            self._prepare(index)
        return self._marks[index]

    def english(self, index: int) -> English | None:
        paragraph = self._reading.paragraphs[index]
        english = paragraph.translation
        if english and not paragraph.translated_by:
            pairs = pair_sentences(paragraph.text, english, self._words())
            doubt = DOUBT if paragraph.fit is not None and paragraph.fit.doubtful else ""
            return [
                (pair.zh, ("" if number else doubt) + english[pair.en.start : pair.en.end])
                for number, pair in enumerate(pairs)
            ]
        if english:
            return labelled(paragraph.text, english, label_of(paragraph.translated_by), self._words())
        stand_in = self._stand_in
        if stand_in is None:
            return None
        if (made := stand_in.machine(index)) is not None:
            return labelled(paragraph.text, made.english, made.label, self._words())
        if self._options.missing == "gloss":
            return [(sentence, GLOSS_MARK + line) for sentence, line in stand_in.gloss(index)] or None
        return None

    def voice(self, index: int) -> Voice:
        paragraph = self._reading.paragraphs[index]
        if paragraph.translation:
            return "machine" if paragraph.translated_by else "person"
        made = self._stand_in is not None and self._stand_in.machine(index) is not None
        return "machine" if made else "gloss"

    def _prepare(self, index: int) -> None:
        tokens = self.shown(index).tokens
        doubts = [mend for mend in self._reading.paragraphs[index].mends if mend.doubtful]
        said = spoken([shown.token for shown in tokens]) if self._options.tones == "spoken" else None
        annotations, marks = [], []
        for number, shown in enumerate(tokens):
            readings = shown.readings
            if said is not None and len(said[number]) == len(readings):
                readings = said[number]
            annotation = self.reading_of(shown, readings) if self._wants_ruby(shown.token) else ""
            annotations.append(annotation + "?" if annotation and shown.token.doubtful else annotation)
            mark = self._mark(index, shown, readings, annotation)
            if any(mend.touches(shown.token.start, shown.token.end) for mend in doubts):
                mark = replace(mark, damaged=True)
            marks.append(mark)
        self._annotations[index], self._marks[index] = annotations, marks
        if len(self._marks) > 400:
            self._marks.pop(next(iter(self._marks)))
            self._annotations.pop(next(iter(self._annotations)))

    def _wants_ruby(self, token: Token) -> bool:
        match self._options.ruby:
            case "off":
                return False
            case "terms":
                return token.term is not None
            case "unknown":
                return self._vocabulary.is_unknown(token)
            case "all":
                return True

    def reading_of(self, shown: ShownToken, readings: Sequence[str | None]) -> str:
        """A word's readings as they are written, names with capitals."""
        term = shown.token.term
        return write_token(shown, readings, self.style, None if term is None else self._name_kind(term))

    def _mark(self, index: int, shown: ShownToken, readings: Sequence[str | None], annotation: str) -> TokenMark:
        token = shown.token
        return TokenMark(
            tones=tuple(int(reading[-1]) if reading else 0 for reading in readings),
            syllables=self._syllables(readings, annotation) if annotation else (),
            term=token.term is not None,
            # A page on which every word is marked says nothing.
            unknown=self._vocabulary.says_anything and self._vocabulary.is_unknown(token),
            learning=self._vocabulary.status(token) == "learning",
            doubtful=token.doubtful,
            bookmarked=index in self._bookmarks,
            hit=any(hit.start < token.end and token.start < hit.end for hit in self._hits.get(index, ())),
        )

    def _syllables(self, readings: Sequence[str | None], annotation: str) -> tuple[tuple[int, int, int], ...]:
        """Where each syllable stands in the annotation."""
        found = []
        at = 0
        lower = annotation.lower()
        for reading in readings:
            if reading:
                written = SYLLABLE_STYLES[self.style](reading)
                start = lower.find(written, at)
                if start >= 0:
                    at = start + len(written)
                    found.append((start, at, int(reading[-1])))
        return tuple(found)
