"""Cards chosen and handed to Anki: as a package, as Anki's text, or straight into a running Anki."""

import sys
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from msgspec import Struct

from glossary.anki.model import DECK, AnkiError, AnkiNote
from glossary.model import Concept
from glossary.study.model import Card
from reader.anki.notes import NoteMaker
from reader.export.writing import replacing
from reader.options import ReadingOptions
from reader.study import example_with_term, now
from texts.model import Script

if TYPE_CHECKING:
    from glossary.anki.package_write import Schedule
    from reader.session import Session

Form = Literal["apkg", "txt"]
_FORMS: Final[dict[str, Form]] = {".apkg": "apkg", ".txt": "txt"}
STANDARD: Final = "-"


class Choice(Struct, frozen=True):
    """Which cards."""

    text: str | None = None
    domain: str | None = None
    terms: tuple[str, ...] = ()
    every_term: bool = False
    """Terms without a card too, in the directions of the settings."""
    script: Script | None = None
    """None: as the learner reads."""


class Chosen(Struct, frozen=True):
    notes: tuple[AnkiNote, ...]
    left_out: int
    """Cards whose sentence no longer holds the term."""

    @property
    def cards(self) -> int:
        return sum(len(note.cards) for note in self.notes)


def form_of(out: str, said: Form | None) -> Form:
    """The format of a file. Raises AnkiError where its name says none, or it cannot be there."""
    form = said or _FORMS.get(PurePath(out).suffix.lower())
    if form is None:
        raise AnkiError(f"Of “{out}” one cannot tell what to make: end the name in .apkg or .txt, or add --format.")
    if out != STANDARD:
        path = Path(out)
        if path.is_dir():
            raise AnkiError(f"{path} is a folder; give the file a name.")
        if not path.parent.is_dir():
            raise AnkiError(f"There is no folder {path.parent} to put {path.name} in.")
    return form


def chosen(session: "Session", choice: Choice) -> Chosen:
    """The notes that are meant. Raises AnkiError if there is no card."""
    study = session.study
    for term in choice.terms:
        if not study.concepts(terms=(term,)):
            raise AnkiError(f"The glossary has no “{term}”; `duban glossary list` shows ids and names.")
    concepts = study.concepts(choice.text, choice.domain, choice.terms)
    texts = []
    if choice.text is not None:
        within = concepts if not choice.terms else study.concepts_in(choice.text)
        texts = [(session.library.load(choice.text).meta.id, frozenset(c.id for c in within))]
    cards: dict[str, list[Card]] = {}
    for card in study.deck.store.cards():
        cards.setdefault(card.concept_id, []).append(card)
    maker = NoteMaker(session, choice.script or _script(session), texts)
    notes: list[AnkiNote] = []
    wanted = 0
    for concept in concepts:
        found = cards.get(concept.id, []) or (_unmade(session, concept) if choice.every_term else [])
        wanted += len(found)
        notes += maker.notes(concept, found)
    if not notes:
        raise AnkiError(
            "No cards are meant by that: `duban cards add` makes some, or --every-term takes terms that have none."
        )
    return Chosen(tuple(notes), wanted - sum(len(note.cards) for note in notes))


def _unmade(session: "Session", concept: Concept) -> list[Card]:
    """The cards that ``duban cards add`` would make, without making them."""
    return [
        Card(0, concept.id, new.direction, new.detail)
        for new in session.study.wished(concept, session.study.chosen.directions, example_with_term)
    ]


def _script(session: "Session") -> Script:
    script = ReadingOptions.from_record(session.preference("reading")).script
    return "hans" if script == "source" else script


def export_cards(
    session: "Session", notes: Sequence[AnkiNote], out: str, form: Form, deck: str = DECK, with_scheduling: bool = False
) -> None:
    """Write notes to a file, or to standard output. The old file stays until the new one is whole."""
    schedule = _schedule(session) if with_scheduling else None
    at = now()
    changed = _changed(session, notes, at) if form == "apkg" else {}

    def write(file: BinaryIO) -> None:
        if form == "txt":
            from glossary.anki.text_write import write_text

            write_text(notes, file, deck)
        else:
            from glossary.anki.package_write import write_package

            write_package(notes, file, at, deck, schedule, changed)

    if out == STANDARD:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        with replacing(Path(out)) as file:
            write(file)


_PUSHED: Final = "anki_pushed"


def note_pushed(session: "Session") -> None:
    """Remember that notes were added through AnkiConnect, which gives them GUIDs of its own."""
    session.record.save_preference(_PUSHED, True)


def were_pushed(session: "Session") -> bool:
    return session.record.preference(_PUSHED) is True


_KEPT: Final = "anki_notes"
"""The preference that holds of each exported note what it was and since when."""


def _changed(session: "Session", notes: Sequence[AnkiNote], at: int) -> dict[str, int]:
    """By GUID, since when a note is as it is; so that what a learner edits in Anki stays until it changes here."""
    try:
        before = session.record.preference(_KEPT)
        kept = {str(guid): (str(content), int(since)) for guid, (content, since) in dict(before or {}).items()}
    except (TypeError, ValueError):  # damaged: every note counts as changed
        kept = {}
    for note in notes:
        if kept.get(note.guid, ("", 0))[0] != note.content:
            kept[note.guid] = (note.content, at)
    session.record.save_preference(_KEPT, kept)
    return {note.guid: kept[note.guid][1] for note in notes}


def _schedule(session: "Session") -> "Schedule":
    from glossary.anki.package_write import Schedule
    from glossary.anki.schedule import numbered

    study = session.study
    today = study.chosen.calendar.day_at(now())
    return Schedule(today, numbered(study.deck.store.reviews()), study.chosen.study.desired_retention)
