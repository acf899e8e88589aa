"""A page taken into the library: its text as a folder of the user's, its terms into the termbase."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader import paths
from reader.export.readback import read_page
from reader.session import Session
from texts.folder import free_id, write_folder
from texts.library import read_text


class Taken(Struct, frozen=True):
    """What became of a page."""

    text_id: str
    added: int
    """Terms that were new."""
    kept: int
    """Terms that the user has otherwise, which stay as the user has them."""


def take_page(session: Session, file: Path, text_id: str | None = None, title: str | None = None) -> Taken:
    """Add a page's text and terms. Raises PageError or another of USER_ERRORS; then nothing has been added."""
    content = read_page(read_text(file))
    source = content.source
    identity = free_id(text_id or source.meta.id or file.stem, session.library.ids())
    source = replace(source, meta=replace(source.meta, id=identity, title_zh=title or source.meta.title_zh))
    write_folder(paths.texts_folder() / identity, source)
    new = []
    kept = 0
    for concept in content.concepts:
        mine = session.termbase.concept(concept.id)
        if mine is None:
            new.append(concept)
        elif replace(mine, origin="user") != replace(concept, origin="user"):
            kept += 1
    session.terms.save(new, f"the import of {file.name}")
    return Taken(identity, len(new), kept)
