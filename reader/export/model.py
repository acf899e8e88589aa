"""What every format is written from: the text's blocks in order, and what is known about words and terms."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from msgspec import Struct

from glossary.model import Concept
from reader.text.convert import Converter, OpenCCConverter
from reader.text.model import AnnotatedParagraph, ShownParagraph, Token
from reader.text.orthography import NameKind
from reader.text.pipeline import Analyser, analyse, show
from reader.text.script import detect_script
from texts.model import Kind, Paragraph, Script, SourceText, TextMeta

Analysed = Callable[[Sequence[Paragraph], Script], Iterator[AnnotatedParagraph]]

_SAMPLE = 200
"""Paragraphs looked at to tell the script."""


class Knowledge(Protocol):
    """What an export asks about words: the session's glossary, dictionary and levels."""

    def concept(self, concept_id: str) -> Concept | None: ...
    def name_kind(self, concept_id: str) -> NameKind | None: ...
    def meanings(self, words: Sequence[Token]) -> list[tuple[str, str | None]]:
        """The dictionary's meanings of each word in one short line, empty where there is no entry; and its level."""

    def in_script(self, word: str, script: Script) -> str: ...


class Block(Struct, frozen=True):
    """A paragraph as it is written out."""

    number: int
    """Counted from 1 over all paragraphs, blank ones too."""
    shown: ShownParagraph

    @property
    def kind(self) -> Kind:
        return self.shown.paragraph.kind

    @property
    def translation(self) -> str | None:
        return self.shown.paragraph.source.translation

    @property
    def is_blank(self) -> bool:
        return not self.shown.text.strip()


class Manuscript:
    """A text on its way out. Paragraphs are analysed one by one as ``blocks`` is walked, and none is kept."""

    def __init__(
        self,
        source: SourceText,
        analyser: Analyser,
        knowledge: Knowledge,
        script: Script | None = None,
        progress: Callable[[int, int], None] | None = None,
        analysed: Analysed | None = None,
        converter: Converter | None = None,
    ) -> None:
        """``progress`` is told after each paragraph how many are done, and of how many. ``analysed``: what analyses
        the whole text where that is not to be done paragraph by paragraph. ``converter``: one that knows context unless
        another is given."""
        self.meta: TextMeta = source.meta
        self.paragraphs: Sequence[Paragraph] = source.paragraphs
        self.source_script: Script = source.meta.script or detect_script(
            "".join(paragraph.text for paragraph in source.paragraphs[:_SAMPLE])
        )
        self.script: Script = script or self.source_script
        self.knowledge = knowledge
        self.converter: Converter = converter or OpenCCConverter()
        self._analyser = analyser
        self._progress = progress
        self._analysed = analysed or partial(analyse, analyser=analyser)

    @property
    def analyser(self) -> Analyser:
        """What analyses the text, where that is done paragraph by paragraph."""
        return self._analyser

    def block(self, annotated: AnnotatedParagraph) -> Block:
        """An analysed paragraph in the script of the page."""
        return Block(annotated.index + 1, show(annotated, self.script, self.converter, pins=self._analyser.pins))

    def blocks(self) -> Iterator[Block]:
        """Every paragraph in order, blank ones too."""
        for number, annotated in enumerate(self._analysed(self.paragraphs, self.source_script), 1):
            yield self.block(annotated)
            self.done(number)

    def done(self, number: int) -> None:
        """Tell that so many paragraphs are done."""
        if self._progress is not None:
            self._progress(number, len(self.paragraphs))

    def title(self) -> Block:
        """The Chinese title as a block of its own."""
        title = Paragraph(self.meta.title_zh, "heading", self.meta.title_en or None)
        return self.block(self._analyser.annotate(-1, title, self.source_script))

    def converted(self, text: str) -> str:
        """A stretch of the source in the script of the page."""
        return self.converter.convert(text, self.source_script, self.script).text

    def headings(self) -> list[list[int]]:
        """The contents: numbers of heading paragraphs, those of one level that follow each other taken together."""
        found: list[list[int]] = []
        before = -1
        for number, paragraph in enumerate(self.paragraphs, 1):
            if not paragraph.text.strip():
                continue
            if paragraph.kind == "heading":
                follows = bool(found) and found[-1][-1] == before
                if follows and self.paragraphs[before - 1].level == paragraph.level:
                    found[-1].append(number)
                else:
                    found.append([number])
            before = number
        return found
