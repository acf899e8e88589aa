"""What can be done with terms: add, edit, merge, take away, undo. Holds the termbase that is in force."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property

from glossary.editing import deprecated, linked_back, merged, pointing_elsewhere, unlinked
from glossary.errors import TermbaseError
from glossary.fold import fold
from glossary.model import Concept
from glossary.serialise import concept_from_dict, concept_to_dict
from glossary.store.record import OwnConcept, Record
from glossary.termbase import Termbase

_MANY = 400
"""Concepts of the user's that are read in 20 ms."""


class Terms:
    """The termbase of one user. Every change is one step in their record, and there for good when a method returns."""

    def __init__(self, record: Callable[[], Record], changed: Callable[[], None] = lambda: None) -> None:
        """``changed`` is called after every change, when the new termbase is in force."""
        self._record = record
        self._changed = changed
        self._termbase: Termbase | None = None
        self._read: dict[str, tuple[str, Concept]] = {}
        """Of each of the user's concepts as it was last read: how it stands in the record, and what it says."""
        self._pins: Mapping[str, str] | None = None

    @property
    def termbase(self) -> Termbase:
        """The bundled glossary and the user's concepts as they are now; a change makes another."""
        if self._termbase is None:
            self._termbase = self._bundled.with_user(self._own(), self._record().hidden_concepts())
        return self._termbase

    @property
    def pins(self) -> Mapping[str, str]:
        """How the user writes their own terms in traditional characters, by their simplified form. Of two terms of one
        simplified form the first concept's counts."""
        if self._pins is None:
            self.termbase  # noqa: B018  what reads the user's concepts
            found: dict[str, str] = {}
            for _, concept in self._read.values():
                for term in concept.terms:
                    found.setdefault(fold(term.hans), term.hant)
            self._pins = found
        return self._pins

    def _own(self) -> list[Concept]:
        """The user's concepts; only those that are not as they were when they were last read are made anew."""
        before, self._read, self._pins = self._read, {}, None
        for concept_id, written in self._record().written_concepts():
            known = before.get(concept_id)
            if known is None or known[0] != written:
                known = (written, concept_from_dict(json.loads(written), where="a concept of yours"))
            self._read[concept_id] = known
        return [concept for _, concept in self._read.values()]

    def peek(self, concept_id: str) -> Concept | None:
        """A concept by its id, None if there is none; all of the user's are not read for the sake of one."""
        if self._termbase is not None:
            return self._termbase.concept(concept_id)
        state = self._record().own_concept(concept_id)
        if state == "hidden":
            return None
        if state is not None:
            return concept_from_dict(state, where="a concept of yours")
        return self._bundled.concept(concept_id)

    def some(self) -> Iterable[Concept]:
        """All concepts, or, where the user has so many that reading them would be felt, some of theirs and all bundled
        ones."""
        if self._termbase is None and self._record().count_concepts() > _MANY:
            for record in self._record().concepts(_MANY):
                yield concept_from_dict(record, where="a concept of yours")
            yield from self._bundled.concepts()
        else:
            yield from self.termbase.concepts()

    @cached_property
    def _bundled(self) -> Termbase:
        return Termbase.open()

    def concept(self, concept_id: str) -> Concept:
        """The concept with this id. Raises TermbaseError if there is none."""
        concept = self.termbase.concept(concept_id)
        if concept is None:
            raise TermbaseError(f"The glossary has no concept “{concept_id}”; `duban glossary list` shows the ids.")
        return concept

    def named(self, name: str) -> Concept:
        """The one concept with this id or, if there is none, this name in either script.

        Raises TermbaseError if there is none, or several go by the name.
        """
        found = [concept] if (concept := self.termbase.concept(name)) is not None else self.termbase.named(name)
        if not found:
            raise TermbaseError(f"The glossary has no “{name}”; `duban glossary list` shows ids and names.")
        if len(found) > 1:
            raise TermbaseError(f"“{name}” names several concepts; give the id: {', '.join(c.id for c in found)}.")
        return found[0]

    def save(self, concepts: Iterable[Concept], what: str) -> None:
        """Add or replace concepts; ``what`` says so in words ("the import of terms.csv"). Concepts that they name
        name them back afterwards, and those that they no longer name do so no longer."""
        found = {concept.id: concept for concept in concepts}
        given = set(found)
        for concept in list(found.values()):
            before = self.termbase.concept(concept.id)
            for other in unlinked(before, concept, lambda i: found.get(i) or self.termbase.concept(i)):
                if other.id not in given:
                    found[other.id] = other
            for other in linked_back(concept, lambda i: found.get(i) or self.termbase.concept(i)):
                found[other.id] = other
        self._change(what, {i: self._as_own(concept) for i, concept in found.items()})

    def remove(self, *concept_ids: str) -> None:
        """Take concepts away in one step, the user's own or bundled ones, and every link to them.

        Raises TermbaseError if there is none of an id.
        """
        gone = {i: self.concept(i) for i in concept_ids}
        relinked: dict[str, Concept] = {}
        for concept_id in gone:
            now = (relinked.get(c.id, c) for c in self.termbase.concepts() if c.id not in gone)
            relinked |= {c.id: c for c in pointing_elsewhere(now, concept_id, None)}
        changes = {c.id: self._as_own(c) for c in relinked.values()}
        changes |= {i: self._gone(i) for i in gone}
        self._change(f"the removal of {', '.join(c.preferred.hans for c in gone.values())}", changes)

    def merge(self, kept_id: str, other_id: str) -> Concept:
        """Put two concepts together under the first one's id (see ``editing.merged``); links to the other follow."""
        if kept_id == other_id:
            raise TermbaseError(f"“{kept_id}” cannot be merged with itself; name another concept.")
        kept, other = self.concept(kept_id), self.concept(other_id)
        one = merged(kept, other)
        changes = self._relinked(other_id, kept_id)
        changes[kept_id] = self._as_own(one)
        changes[other_id] = self._gone(other_id)
        self._change(f"the merging of {other.preferred.hans} into {kept.preferred.hans}", changes)
        return one

    def deprecate(self, concept_id: str, name: str) -> Concept:
        """Mark a name or rendering as no longer to be used."""
        concept = deprecated(self.concept(concept_id), name)
        self._change(f"the deprecation of {name}", {concept_id: self._as_own(concept)})
        return concept

    def undo(self) -> str | None:
        """Take back the last change; returns it in words, None if there is none."""
        what = self._record().undo_concepts(datetime.now(UTC))
        if what is not None:
            self._renew()
        return what

    def _relinked(self, old: str, new: str | None) -> dict[str, OwnConcept]:
        return {c.id: self._as_own(c) for c in pointing_elsewhere(self.termbase.concepts(), old, new)}

    def _gone(self, concept_id: str) -> OwnConcept:
        return "hidden" if self.termbase.is_bundled(concept_id) else None

    @staticmethod
    def _as_own(concept: Concept) -> OwnConcept:
        """The concept as it is kept; checked as a file would be, so that nothing wrong is ever written."""
        plain = {**concept_to_dict(concept), "origin": "user"}
        concept_from_dict(plain)
        return plain

    def _change(self, what: str, changes: dict[str, OwnConcept]) -> None:
        if changes:
            self._record().change_concepts(what, changes, datetime.now(UTC))
            self._renew()

    def _renew(self) -> None:
        self._termbase = self.termbase.with_user(self._own(), self._record().hidden_concepts())
        self._changed()
