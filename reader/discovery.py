"""Finding the terms of a text that the glossary lacks, and what is done with one that was found."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossary.fold import fold
from glossary.model import Concept, Example
from reader.drafting import draft_concept, draft_term
from reader.text.discovery.model import Candidate, CutParagraph, Evidence
from reader.text.pipeline import script_of
from reader.text.sentences import sentence_around
from texts.model import SourceText

if TYPE_CHECKING:
    from reader.session import Session


def find_candidates(
    session: "Session",
    source: SourceText,
    *,
    ignore_known: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Candidate]:
    """Candidate terms of a text, best first, without those that the termbase knows and those that were rejected.

    ``ignore_known``: as if the termbase were empty. Paragraphs count from 0, blank ones too. 880,000 characters take
    ten seconds of a core; ``cancelled`` is asked at each paragraph, and then nothing is found.
    """
    # Imported late: the character model takes 0.3 s to load.
    from reader.text.discovery.discover import discover

    rejected = {fold(surface) for surface in session.record.rejected_terms()}
    index = None if ignore_known else session.termbase.index
    analyser = session.analyser(source.meta.id, terms=not ignore_known)

    def cut() -> Iterator[CutParagraph]:
        for number, paragraph in enumerate(source.paragraphs):
            if cancelled():
                return
            folded, pieces = analyser.cut(number, paragraph.text)
            yield CutParagraph(number, paragraph.text, folded, pieces)

    def unwanted(key: str) -> bool:
        return key in rejected or (index is not None and bool(index.named(key)))

    found = discover(cut(), unwanted)
    return [] if cancelled() else found


def both_scripts(session: "Session", candidate: Candidate) -> tuple[str, str]:
    """A candidate in simplified and in traditional characters."""
    hans = session.in_script(candidate.term, "hans")
    return hans, session.in_script(hans, "hant") if candidate.term == hans else candidate.term


def concept_of(session: "Session", source: SourceText, candidate: Candidate) -> Concept:
    """A new concept for a candidate, as far as the text tells: both scripts, the reading that it has there, and as
    example the sentence that defines it, else the one that shows it best, with its English. Nothing is saved.

    Raises ReaderError if it cannot be a term.
    """
    shown = next((e for e in candidate.evidence if e.kind == "definition"), candidate.evidence[0])
    place = _place(source, shown)
    return draft_concept(
        session,
        candidate.term,
        readings=_readings(session, source, shown),
        example=_example(session, source, shown, place),
        source=", ".join(filter(None, (place, source.meta.date))),
    )


def accept(session: "Session", source: SourceText, candidate: Candidate, concept: Concept | None = None) -> Concept:
    """Put a candidate into the glossary as the concept that it was made into, else as ``concept_of`` makes it; returns
    what was saved. ``session.terms.undo`` takes it back."""
    made = concept or concept_of(session, source, candidate)
    session.terms.save([made], f"adding {made.preferred.hans}")
    return made


def merge(session: "Session", source: SourceText, candidate: Candidate, concept_id: str) -> Concept:
    """Make a candidate a further name of a concept that is there, its sentence a further example; returns the concept.

    Raises TermbaseError if there is none of that id. ``session.terms.undo`` takes it back.
    """
    concept = session.terms.concept(concept_id)
    shown = candidate.evidence[0]
    name = replace(draft_term(session, candidate.term, _readings(session, source, shown)), status="admitted")
    if all(fold(term.hans) != fold(name.hans) for term in concept.terms):
        if name.kind == "full":
            name = replace(name, kind="variant")
        example = _example(session, source, shown, _place(source, shown))
        more = replace(concept, terms=(*concept.terms, name), examples=(*concept.examples, example))
        session.terms.save([more], f"adding {name.hans} to {concept.preferred.hans}")
    return session.terms.concept(concept_id)


def reject(session: "Session", candidate: Candidate) -> None:
    """Never offer a candidate again, in any text and either script."""
    session.record.reject_term(candidate.key, datetime.now(UTC))


def take_back_rejection(session: "Session", candidate: Candidate) -> None:
    """Offer a candidate again."""
    session.record.unreject_term(candidate.key)


def _place(source: SourceText, evidence: Evidence) -> str:
    """“TEXT-ID, ¶N” as the reader counts: from 1, without blank paragraphs."""
    before = source.paragraphs[: evidence.paragraph + 1]
    return f"{source.meta.id}, ¶{sum(1 for paragraph in before if paragraph.text.strip())}"


def _example(session: "Session", source: SourceText, evidence: Evidence, place: str) -> Example:
    paragraph = source.paragraphs[evidence.paragraph]
    zh, en = sentence_around(paragraph.text, paragraph.by_person or "", evidence.start, session.words)
    return Example(zh, en, place)


def _readings(session: "Session", source: SourceText, evidence: Evidence) -> list[str | None]:
    """As the analysis reads the candidate in its sentence, one per code point."""
    paragraph = source.paragraphs[evidence.paragraph]
    analyser = session.analyser(source.meta.id)
    tokens = analyser.annotate(evidence.paragraph, paragraph, script_of(source)).tokens
    readings = [reading for token in tokens for reading in token.readings]
    return readings[evidence.start : evidence.end]
