"""Checking the termbase, or glossary files, with all that a session knows: dictionary, scripts, translated texts."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossary.checking.check import check_concepts, worst_first
from glossary.checking.files import WHOLE, Placed, read_concepts, without_doubles
from glossary.checking.model import Finding, Knowledge, Reading
from glossary.checking.translation import Use
from glossary.dictionary.entry import Entry
from glossary.matcher import TermIndex
from reader.reading import readable
from reader.text.lexicon import lexicon
from reader.text.pipeline import Analyser
from reader.text.script import opencc_converter, to_simplified
from reader.text.sentences import sentence_around
from texts.errors import TextsError
from texts.model import Paragraph, SourceText

if TYPE_CHECKING:
    from reader.aligning import WordKnowledge
    from reader.session import Session

_STANDARDS = ("s2tw", "s2t", "s2hk")


def check_termbase(
    session: "Session", texts: Sequence[str] | None = None, fault: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """Check the bundled and the user's concepts together.

    ``texts``: ids or paths of the translated texts that they are checked against; None: all of the library.
    ``fault`` is told of texts of the library that cannot be read, and of those named that have no English.
    """
    concepts = list(session.termbase.concepts())
    sources = _sources(session, texts, fault)
    uses = (use for source in sources for use in uses_in(source, session.analyser(source.meta.id)))
    return check_concepts(concepts, knowledge_of(session), uses)


def check_files(
    session: "Session",
    files: Sequence[Path],
    texts: Sequence[str] | None = None,
    fault: Callable[[str], None] = lambda _: None,
) -> list[Finding]:
    """Check glossary files by themselves, as one glossary; they may name concepts of the termbase. Besides TOML and
    JSON, files of every format that can be imported, each as it would be in an empty glossary."""
    placed: list[Placed] = []
    findings: list[Finding] = []
    for file in files:
        found, faults = read_concepts(file) if file.suffix in WHOLE else _imported(session, file)
        placed += found
        findings += faults
    kept, doubles = without_doubles(placed)
    concepts = [concept for _, concept in kept.values()]
    index = TermIndex.of(concepts)
    sources = _sources(session, texts, fault)
    uses = (use for source in sources for use in uses_in(source, Analyser(matcher=index)))
    known = {concept.id for concept in session.termbase.concepts()}
    # A concept that cannot be read is named as such already, and not by whatever names it.
    known.update(concept_id for finding in findings for concept_id in finding.concepts)
    for finding in check_concepts(concepts, knowledge_of(session), uses, known):
        place = finding.place or kept[finding.concepts[0]][0]
        findings.append(replace(finding, place=place))
    return worst_first([*doubles, *findings])


def _imported(session: "Session", file: Path) -> tuple[list[Placed], list[Finding]]:
    from glossary.termbase import Termbase
    from reader.exchange import GlossaryFile, plan_import

    planned = plan_import(session, GlossaryFile(str(file)), Termbase(()))
    faults = [Finding("error", "invalid", (), fault.problem, f"{file.name}, {fault.where}") for fault in planned.faults]
    return [(f"{file.name}, {change.where}", change.after) for change in planned.changes], faults


def _sources(session: "Session", names: Sequence[str] | None, fault: Callable[[str], None]) -> Iterator[SourceText]:
    for name in session.library.ids() if names is None else names:
        try:
            source = session.library.load(name)
            if names is not None and not any(paragraph.translation for paragraph in source.paragraphs):
                fault(f"{name} has no English to check terms against.")
            yield source
        except TextsError as error:
            if names is not None:
                raise
            fault(str(error))


def uses_in(source: SourceText, analyser: Analyser) -> Iterator[Use]:
    """The terms of the paragraphs of a text that a person has translated."""
    for index, paragraph in enumerate(readable(source.paragraphs)):
        if not paragraph.translated_by:
            yield from uses_of(paragraph, source.meta.id, index, analyser)


def uses_of(
    paragraph: Paragraph, text_id: str, index: int, analyser: Analyser, knowledge: "WordKnowledge | None" = None
) -> Iterator[Use]:
    """The terms of a translated paragraph; none of one that has no English."""
    english = paragraph.translation
    if english:
        for match in analyser.terms(index, paragraph):
            name = paragraph.text[match.start : match.end]
            sentence = sentence_around(paragraph.text, english, match.start, knowledge)[1]
            yield Use(match.concept_id, name, text_id, index + 1, sentence, english)


def knowledge_of(session: "Session") -> Knowledge:
    """Dictionary and scripts as a check wants them; opens the dictionary when first asked."""

    @cache
    def entries(word: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in session.dictionary.by_word(word) if word == entry.hans)

    def readings(word: str) -> set[Reading]:
        return {entry.reading for entry in entries(word)}

    def written(word: str) -> set[str]:
        return {entry.hant for entry in entries(word)}

    @cache
    def to_hant(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(opencc_converter(standard)(name) for standard in _STANDARDS))

    def forms(char: str) -> str:
        return lexicon().several.get(char, "") + "".join(to_hant(char))

    return Knowledge(readings, written, to_simplified, to_hant, forms)
