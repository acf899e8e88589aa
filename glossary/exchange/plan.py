"""What an import would change, worked out before anything is: the rule by which entries meet concepts.

1. An entry with the id of a concept, and a name or rendering in common with it, is that concept (an entry with neither
   names nor renderings too). Without anything in common the id is a coincidence (files of other tools number their
   entries), and the entry goes on as one without an id.
2. Else a concept with the same preferred name, the same reading where the file gives one, and a rendering in common
   (or none on one side) is meant; of several the first. Entries of one file with ids of their own stay apart.
3. Else the entry is a new concept: under its own id where that is free, else under one made from its English or pinyin.

A bundled concept gets a copy of the user's. What becomes of a concept that is met is in ``merge``. Links follow ids
that had to be changed; a link to a concept that is neither in the file nor in the glossary is left out and said.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from glossary.editing import free_concept_id, linked_back
from glossary.errors import GlossaryError
from glossary.exchange.entry import LINKS, Contents, Entry, Fault, GivenTerm
from glossary.exchange.merge import created, match_terms, updated
from glossary.exchange.spelling import read_reading, same_letters, toneless
from glossary.fold import fold, is_han, same_name
from glossary.model import Concept, Rendering, Term
from glossary.serialise import concept_from_dict, concept_to_dict
from glossary.termbase import Termbase


class Completer(Protocol):
    """Fills in what a file leaves out; handed in, since it takes conversion and pronunciation."""

    def forms(self, given: GivenTerm) -> tuple[str, str]:
        """The simplified and the traditional form of a name of which one or the other is known. Raises GlossaryError
        where it can be no name."""

    def reading(self, hans: str, hant: str) -> tuple[tuple[str | None, ...], bool]:
        """How a name is read, one item per character of ``hans``, and whether that is in doubt."""


class Change(Struct, frozen=True):
    """One concept, before and after."""

    where: str
    before: Concept | None
    """As it is now; None for a new one."""
    after: Concept
    notes: tuple[str, ...] = ()
    """What was filled in or left out, in words."""

    @property
    def kind(self) -> str:
        if self.before is None:
            return "new"
        return "unchanged" if replace(self.before, origin=self.after.origin) == self.after else "changed"


class Plan(Struct, frozen=True):
    """All that an import would do."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    notices: tuple[str, ...]

    @property
    def concepts(self) -> list[Concept]:
        """Those that are new or changed, as they will be."""
        return [change.after for change in self.changes if change.kind != "unchanged"]

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)


def plan(contents: Contents, base: Termbase, complete: Completer) -> Plan:
    """Check every entry and work out what the sound ones would change. Nothing is written."""
    planner = _Planner(contents, base, complete)
    return planner.plan()


class _Taken:
    """Ids that no new concept can have."""

    def __init__(self, base: Termbase, found: dict[str, Concept], reserved: set[str]) -> None:
        self._base, self._found, self._reserved = base, found, reserved

    def __contains__(self, identity: object) -> bool:
        if identity in self._found or identity in self._reserved or identity in self._base:
            return True
        return isinstance(identity, str) and self._base.is_bundled(identity)


class _Planner:
    def __init__(self, contents: Contents, base: Termbase, complete: Completer) -> None:
        self._contents = contents
        self._base = base
        self._complete = complete
        self._found: dict[str, Concept] = {}
        """What concepts will be, by id."""
        self._named: dict[str, list[str]] = {}
        """Ids of the concepts of this file, by preferred name."""
        self._ids: dict[str, str] = {}
        """Id in the file → id in the glossary."""
        self._claimed: set[str] = set()
        """Ids of concepts that an entry with an id has met or made: no other entry with an id is the same."""
        self._reserved = {entry.id for entry in contents.entries if entry.id}
        self._taken = _Taken(base, self._found, self._reserved)
        self._numbers: dict[str, int] = {}
        self._where: dict[str, str] = {}
        self._notes: dict[str, list[str]] = {}

    def plan(self) -> Plan:
        self._check_ids()
        for entry in self._contents.entries:
            self._take(entry)
        for identity in list(self._found):
            self._link(identity)
        changes = tuple(self._changes())
        return Plan(changes, tuple(self._contents.all_faults()), tuple(self._contents.notices))

    def _check_ids(self) -> None:
        seen: dict[str, str] = {}
        for entry in self._contents.entries:
            if entry.id and (before := seen.setdefault(entry.id, entry.where)) != entry.where:
                entry.fault(f"the id “{entry.id}” is used twice; it stands at {before} too.")

    def _take(self, entry: Entry) -> None:
        known = self._same_id(entry)
        terms, notes = self._terms(entry, known.terms if known else ())
        if terms and known is None:
            known = self._same_name(entry, terms)
            if known is not None:
                terms, notes = self._terms(entry, known.terms)
        if known is None and not entry.terms and not entry.faults:
            entry.fault("names no Chinese term, and there is no concept of this id to go with it.")
        if terms is None or entry.faults:
            return
        concept = updated(known, entry, terms) if known else created(self._new_id(entry, terms), entry, terms)
        concept = replace(concept, origin="user")
        try:
            concept_from_dict(concept_to_dict(concept))
        except GlossaryError as error:
            entry.fault(str(error).removeprefix(f"concept ({concept.id}): "))
            return
        self._found[concept.id] = concept
        self._named.setdefault(fold(concept.preferred.hans), []).append(concept.id)
        self._where.setdefault(concept.id, entry.where)
        if known is None and entry.id not in ("", concept.id):
            notes = [f"its id {entry.id} is that of another concept, so it becomes {concept.id}", *notes]
        self._notes.setdefault(concept.id, []).extend(notes)
        if entry.id:
            self._ids[entry.id] = concept.id
            self._claimed.add(concept.id)

    def _concept(self, identity: str) -> Concept | None:
        return self._found.get(identity) or self._base.concept(identity)

    def _same_id(self, entry: Entry) -> Concept | None:
        known = self._concept(entry.id) if entry.id else None
        if known is None or not (entry.terms or entry.renderings):
            return known
        alike = any(place is not None for place in match_terms(entry.terms, known.terms))
        return known if alike or _share_english(entry, known.renderings) else None

    def _same_name(self, entry: Entry, terms: Sequence[Term]) -> Concept | None:
        head = next((n for n, given in enumerate(entry.terms) if given.status == "preferred"), 0)
        name = terms[head]
        here = (self._found[i] for i in self._named.get(fold(name.hans), ()))
        for concept in (*here, *self._base.named(name.hans)):
            concept = self._found.get(concept.id, concept)
            preferred = concept.preferred
            if fold(preferred.hans) != fold(name.hans) or (entry.id and self._is_another(concept.id)):
                continue
            if entry.terms[head].reading is not None and preferred.readings != name.readings:
                continue
            if not entry.renderings or not concept.renderings or _share_english(entry, concept.renderings):
                return concept
        return None

    def _is_another(self, identity: str) -> bool:
        """Whether an entry with an id of its own is this concept."""
        return identity in self._claimed or identity in self._reserved

    def _new_id(self, entry: Entry, terms: Sequence[Term]) -> str:
        if entry.id and entry.id not in self._found and entry.id not in self._base:
            return entry.id
        return free_concept_id(
            [Rendering(given.text) for given in entry.renderings], terms[0], self._taken, self._numbers
        )

    def _terms(self, entry: Entry, known: Sequence[Term]) -> tuple[list[Term] | None, list[str]]:
        """The entry's names, complete; None where one cannot be. Faults go to the entry."""
        terms: list[Term] = []
        notes: list[str] = []
        whole = not entry.faults
        for given, place in zip(entry.terms, match_terms(entry.terms, known), strict=True):
            try:
                terms.append(self._term(given, known[place] if place is not None else None, notes))
            except GlossaryError as error:
                if all(fault.problem != str(error) for fault in entry.faults):
                    entry.fault(str(error))
                whole = False
        return (terms if whole else None), notes

    def _term(self, given: GivenTerm, known: Term | None, notes: list[str]) -> Term:
        hans, hant = given.hans, given.hant
        if known is not None and not (hans and hant):
            same = given.surface in (known.hans, known.hant)
            hans, hant = (known.hans, known.hant) if same else self._complete.forms(given)
        elif not (hans and hant):
            hans, hant = self._complete.forms(given)
            if hans != hant:
                notes.append(f"filled in: {hant if hans == given.surface else hans} for {given.surface}")
        if not same_name(hans, hant):
            raise GlossaryError(f"“{hant}” is not “{hans}” in traditional characters.")
        kind = given.kind or (known.kind if known else "full")
        readings = self._readings(given, hans, hant, known, notes)
        return Term(hans, hant, readings, given.status or "preferred", kind)

    def _readings(
        self, given: GivenTerm, hans: str, hant: str, known: Term | None, notes: list[str]
    ) -> tuple[str | None, ...]:
        if isinstance(given.reading, tuple):
            return given.reading
        stated = given.reading
        if stated is not None and not toneless(stated):
            readings = read_reading(hans, stated)
            if readings is None:
                raise GlossaryError(f"the reading “{stated}” does not fit “{hans}”.")
            return readings
        if known is not None and len(known.readings) == len(hans) and self._agrees(known.readings, hans, stated):
            return known.readings
        if not any(map(is_han, hans)):
            return (None,) * len(hans)
        if stated is not None and read_reading(hans, stated) is None:
            raise GlossaryError(f"“{stated}” is no reading of “{hans}”; write it with tones, as in zhí bō or zhi2 bo1.")
        readings, doubtful = self._complete.reading(hans, hant)
        shown = " ".join(reading or "-" for reading in readings)
        if not self._agrees(readings, hans, stated):
            raise GlossaryError(f"the reading “{stated}” of “{hans}” has no tones, and duban would read it {shown}.")
        notes.append(f"filled in: {hans} is read {shown}{', which is in doubt' if doubtful else ''}")
        return readings

    @staticmethod
    def _agrees(readings: Sequence[str | None], hans: str, stated: str | None) -> bool:
        """Whether pinyin without tones, if any is stated, may be this reading."""
        return stated is None or same_letters(readings, read_reading(hans, stated) or ())

    def _link(self, identity: str) -> None:
        """Have links name concepts by the ids that they have in the glossary."""
        concept = self._found[identity]
        links: dict[str, tuple[str, ...]] = {}
        for name in LINKS:
            targets = [self._ids.get(target, target) for target in getattr(concept, name)]
            kept = [target for target in dict.fromkeys(targets) if target != identity and self._concept(target)]
            for target in targets:
                if target != identity and target not in kept:
                    self._notes[identity].append(f"left out: the link to {target}, which is not there")
            links[name] = tuple(kept)
        self._found[identity] = replace(concept, **links)

    def _changes(self) -> Iterator[Change]:
        for concept in list(self._found.values()):
            for other in linked_back(concept, self._concept):
                self._found[other.id] = replace(other, origin="user")
        for identity, concept in self._found.items():
            where = self._where.get(identity, "by a link from it")
            yield Change(where, self._base.concept(identity), concept, tuple(self._notes.get(identity, ())))


def _share_english(entry: Entry, renderings: Sequence[Rendering]) -> bool:
    ours = {rendering.text.strip().casefold() for rendering in renderings}
    return any(given.text.strip().casefold() in ours for given in entry.renderings)
