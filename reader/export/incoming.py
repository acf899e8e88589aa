"""A page that duban made, on its way back into the library: its text, and its terms for the glossary."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from glossary.model import Concept
from reader.export.readback import read_page
from reader.session import Session
from texts.importers.model import Incoming
from texts.library import read_text


def page_of(file: Path) -> tuple[Incoming, tuple[Concept, ...]]:
    """A page's text and terms. Raises PageError or another of USER_ERRORS."""
    content = read_page(read_text(file))
    meta = content.source.meta
    meta = replace(meta, title_zh=meta.title_zh.strip() or file.stem)
    return Incoming(meta, iter(content.source.paragraphs)), content.concepts


def keep_terms(session: Session, concepts: Sequence[Concept], name: str) -> tuple[int, int]:
    """Add the terms that are new; how many that were, and how many the user has otherwise, which stay so."""
    new = []
    kept = 0
    for concept in concepts:
        mine = session.termbase.concept(concept.id)
        if mine is None:
            new.append(concept)
        elif replace(mine, origin="user") != replace(concept, origin="user"):
            kept += 1
    session.terms.save(new, f"the import of {name}")
    return len(new), kept
