"""What Anki knows taken in: answers to our cards, which words are known and, if wished, terms and cards of others'
notes. All of it is worked out first; then it becomes so in one transaction, or not at all."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from glossary.anki.collection import read_notes
from glossary.anki.histories import Histories, lacking, take_in
from glossary.anki.intake import Finder, Sorted, Status, Word, roles_of, sort_notes
from glossary.anki.model import AnkiError
from glossary.anki.package_read import LARGEST, opened
from glossary.exchange.entry import Contents, Entry, Fault, GivenTerm
from glossary.exchange.plan import plan
from glossary.exchange.spelling import read_reading
from glossary.fold import fold
from glossary.model import Concept
from reader.completion import SessionCompleter
from reader.study import Added, now

if TYPE_CHECKING:
    from reader.session import Session

STANDARD: Final = "-"


class Wish(Struct, frozen=True):
    """A package, and what is to be done with it."""

    path: str
    fields: Mapping[str, str] = {}
    """What fields of others' notes hold: name → a role of ``intake``."""
    add_terms: bool = False
    add_cards: bool = False
    """Of the new terms, those that are neither known nor ignored."""

    @property
    def name(self) -> str:
        return "standard input" if self.path == STANDARD else Path(self.path).name


class Taken(Struct, frozen=True):
    """What an import would change."""

    found: Sorted
    histories: Histories
    statuses: dict[str, Status]
    """Words (simplified) whose status changes."""
    kept: int
    """Words whose status here says as much or more already."""
    terms: tuple[Concept, ...]
    """New ones."""
    faults: tuple[Fault, ...]
    """Notes that cannot become terms, and why."""

    @property
    def changes_anything(self) -> bool:
        return bool(self.histories.lacking or self.statuses or self.terms)

    def learnt(self, status: Status) -> int:
        return sum(one == status for one in self.statuses.values())


def work_out(session: "Session", wish: Wish) -> Taken:
    """Read a package and see what it would change; nothing is written. Raises AnkiError."""
    roles = roles_of(wish.fields)
    with _file(wish) as path, opened(path, wish.name) as connection:
        notes = read_notes(connection, wish.name)
    store = session.study.deck.store
    sentences: dict[str, list[str]] = {}
    for card in store.cards():
        if card.direction == "cloze":
            sentences.setdefault(card.concept_id, []).append(card.detail)
    found = sort_notes(notes, Finder(session.termbase.concept, lambda i: sentences.get(i, ())), roles)
    histories = lacking(session.study.deck, found.reviewed, now())
    statuses, kept = _statuses(session, found)
    terms, faults = _terms(session, found) if wish.add_terms else ((), ())
    return Taken(found, histories, statuses, kept, terms, faults)


def carry_out(session: "Session", wish: Wish, taken: Taken) -> Added:
    """Have it so, all in one transaction. Returns what became of the wish for cards of new terms."""
    at = datetime.now(UTC)
    added = Added(0, 0)
    with session.record.transaction():
        if taken.terms:
            session.terms.save(taken.terms, f"the import of {wish.name}")
        take_in(session.study.deck, taken.histories, now())
        for word, status in taken.statuses.items():
            session.record.set_status(word, status, at)
        if wish.add_cards:
            done = {fold(word.surface) for word in taken.found.words if word.status in ("known", "ignored")}
            added = session.study.add([c for c in taken.terms if fold(c.preferred.hans) not in done])
    session.study.changed()
    return added


def changes(session: "Session", taken: Taken) -> list[dict[str, Any]]:
    """Each change as plain values, for people and scripts."""
    rows: list[dict[str, Any]] = []
    for history in taken.histories.lacking:
        concept = session.termbase.concept(history.asked.concept_id)
        rows.append({
            "kind": "answers", "word": concept.preferred.hans if concept else history.asked.concept_id,
            "concept": history.asked.concept_id, "direction": history.asked.direction,
            "new_card": not history.there, "count": len(history.answers),
        })  # fmt: skip
    rows += [{"kind": "status", "word": word, "status": status} for word, status in taken.statuses.items()]
    rows += [
        {"kind": "term", "word": concept.preferred.hans, "concept": concept.id, "english": concept.rendering}
        for concept in taken.terms
    ]
    return rows


@contextmanager
def _file(wish: Wish) -> Iterator[Path]:
    if wish.path != STANDARD:
        path = Path(wish.path)
        if path.is_dir():
            raise AnkiError(f"{path} is a folder; name a package of Anki’s (.apkg or .colpkg).")
        if not path.exists():
            raise AnkiError(f"There is no file {path}.")
        yield path
        return
    # A zip archive is read from its end.
    with tempfile.NamedTemporaryFile(prefix="duban-anki-") as copy:
        source, left = sys.stdin.buffer, 4 * LARGEST
        while chunk := source.read(min(1 << 20, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise AnkiError(f"Standard input has more than {4 * LARGEST // 2**30} GB; name a file instead.")
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _statuses(session: "Session", found: Sorted) -> tuple[dict[str, Status], int]:
    """What to mark: a word without a mark, and one that is known by now. A mark is never made less, and what the
    learner ignores stays ignored."""
    there = session.record.statuses()
    statuses: dict[str, Status] = {}
    kept = 0
    for word in found.words:
        name = fold(word.surface)
        before = there.get(name)
        if word.status is None:
            continue
        if before is None or (before == "learning" and word.status == "known"):
            statuses[name] = word.status
        else:
            kept += 1
    return statuses, kept


def _terms(session: "Session", found: Sorted) -> tuple[tuple[Concept, ...], tuple[Fault, ...]]:
    """Concepts of the words that the glossary does not have, with the script and reading that notes lack filled in."""
    contents = Contents()
    for word in found.words:
        if not session.termbase.named(word.surface):
            contents.entries.append(_entry(word))
    planned = plan(contents, session.termbase, SessionCompleter(session))
    return tuple(change.after for change in planned.changes if change.before is None), planned.faults


def _entry(word: Word) -> Entry:
    entry = Entry(f"note “{word.surface}”")
    hans, hant = word.hans, word.hant
    if hans and hant and (len(hans) != len(hant) or fold(hans) != fold(hant)):
        hant = ""  # another word than the simplified one
    written = "" if hans or hant else word.written
    reading = word.pinyin if word.pinyin and read_reading(word.surface, word.pinyin) is not None else None
    entry.terms.append(GivenTerm(hans, hant, written, reading))
    for english in word.english:
        entry.add_rendering(english)
    return entry
