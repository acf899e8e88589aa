"""The real Anki, without its windows: a collection in a folder, as a learner would handle it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.notes import Note


class Anki:
    """One collection. Times are Anki's own: the clock of this machine."""

    def __init__(self, path: Path) -> None:
        from anki.collection import Collection

        self.col = Collection(str(path))

    def take(self, package: Path, scheduling: bool = True) -> dict[str, int]:
        """Import a package as Anki's dialog does; how many notes were new, updated and so on."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        options = ImportAnkiPackageOptions(with_scheduling=scheduling)
        done = self.col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
        return self._counts(done.log)

    def take_text(self, file: Path) -> dict[str, int]:
        from anki.collection import ImportCsvRequest

        metadata = self.col.get_csv_metadata(path=str(file), delimiter=None)
        done = self.col.import_csv(ImportCsvRequest(path=str(file), metadata=metadata))
        return self._counts(done.log)

    @staticmethod
    def _counts(log: Any) -> dict[str, int]:
        names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "empty_first_field")
        return {name: len(getattr(log, name)) for name in names if len(getattr(log, name))}

    def give(self, package: Path, legacy: bool = False) -> Path:
        """Export all as .apkg or .colpkg."""
        if package.suffix == ".colpkg":
            self.col.export_collection_package(str(package), include_media=False, legacy=legacy)
            self.col.reopen(after_full_sync=False)
        else:
            from anki.collection import ExportAnkiPackageOptions

            options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
            self.col.export_anki_package(out_path=str(package), options=options, limit=None)
        return package

    def notes(self, search: str = "note:duban*") -> "list[Note]":
        return [self.col.get_note(identity) for identity in self.col.find_notes(search)]

    def note(self, term_id: str) -> "Note":
        return next(note for note in self.notes() if note["TermId"] == term_id)

    def cards(self, search: str = "note:duban*") -> "list[Card]":
        return [self.col.get_card(identity) for identity in self.col.find_cards(search)]

    def card(self, term_id: str, template: str) -> "Card":
        return next(card for card in self.note(term_id).cards() if card.template()["name"] == template)

    def answer(self, card: "Card", ease: int) -> None:
        """Answer a card with one of Anki's four buttons, whenever it is due."""
        from anki.scheduler.v3 import CardAnswer

        scheduler: Any = self.col.sched
        card.load()
        card.start_timer()
        states = self.col._backend.get_scheduling_states(card.id)
        rating = (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY)[ease - 1]
        scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=rating))
        card.load()

    def log(self) -> list[tuple[int, ...]]:
        """Every answer: time, card, button."""
        database: Any = self.col.db
        return [tuple(row) for row in database.all("SELECT id, cid, ease FROM revlog ORDER BY id")]

    def add_note_type(self, name: str, fields: tuple[str, ...], cloze: bool = False) -> None:
        models = self.col.models
        made: Any = models.new(name)
        if cloze:
            made["type"] = 1
        for field in fields:
            models.add_field(made, models.new_field(field))
        template: Any = models.new_template("Card 1")
        template["qfmt"], template["afmt"] = f"{{{{{fields[0]}}}}}", f"{{{{{fields[-1]}}}}}"
        models.add_template(made, template)
        models.add(made)

    def add(self, note_type: str, fields: Mapping[str, str], interval: int = 0, suspended: bool = False) -> None:
        """A note whose cards have been learnt up to an interval in days."""
        from anki.decks import DeckId

        kind = self.col.models.by_name(note_type)
        assert kind is not None
        note = self.col.new_note(kind)
        for name, value in fields.items():
            note[name] = value
        self.col.add_note(note, DeckId(1))
        ids = [card.id for card in note.cards()]
        if interval:
            self.col.sched.set_due_date(ids, f"{interval}!")
        if suspended:
            self.col.sched.suspend_cards(ids)


@contextmanager
def running(folder: Path) -> Iterator[Anki]:
    """Skips the test where Anki's package is not installed."""
    pytest.importorskip("anki", reason="needs the package anki")
    folder.mkdir(parents=True, exist_ok=True)
    anki = Anki(folder / "collection.anki2")
    try:
        yield anki
    finally:
        anki.col.close()
