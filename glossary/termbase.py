"""The termbase: the bundled glossary and the user's own concepts as one.

The user's come first: a concept of theirs replaces the bundled one of the same id, and a name that both have is
theirs. Opening reads names only; a concept is made when it is first asked for.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from glossary.matcher import TermIndex
from glossary.model import Concept, Term
from glossary.serialise import concept_from_dict
from glossary.termfile import BUNDLED, TermFile, open_folder


class Termbase:
    """All concepts; never changes once open (``with_user`` makes another). Any thread may read it."""

    def __init__(
        self, files: Iterable[TermFile], user: Iterable[Concept] = (), hidden: Collection[str] = frozenset()
    ) -> None:
        """``hidden``: ids of bundled concepts that the user has taken away."""
        self._files = tuple(files)
        own = {concept.id: concept for concept in user}
        left_out = own.keys() | hidden
        self._concepts: dict[str, bytes | Concept] = dict(own)
        self._names: list[tuple[str, Term]] = [(c.id, term) for c in own.values() for term in c.terms]
        for file in self._files:
            self._concepts |= {i: concept for i, concept in file.concepts.items() if i not in left_out}
            self._names += [name for name in file.names if name[0] not in left_out]

    @classmethod
    def open(
        cls, user: Iterable[Concept] = (), folder: Path = BUNDLED, hidden: Collection[str] = frozenset()
    ) -> "Termbase":
        """Read every glossary file of the folder. Raises TermbaseError if one is wrong, or they do not fit together."""
        return cls(open_folder(folder), user, hidden)

    def with_user(self, user: Iterable[Concept], hidden: Collection[str] = frozenset()) -> "Termbase":
        """The same files with other concepts of the user's, and others taken away."""
        return Termbase(self._files, user, hidden)

    def is_bundled(self, concept_id: str) -> bool:
        """Whether the bundled glossary has a concept of this id, also where the user's own stands in its place."""
        return any(concept_id in file.concepts for file in self._files)

    @cached_property
    def index(self) -> TermIndex:
        """What finds the terms in a text; built at the first use (3 ms for 500 names)."""
        return TermIndex(self._names, (text for file in self._files for text in file.not_terms))

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._concepts

    def concept(self, concept_id: str) -> Concept | None:
        """The concept with this id."""
        known = self._concepts.get(concept_id)
        if isinstance(known, bytes):
            known = concept_from_dict(json.loads(known), where="the bundled glossary", origin="bundled")
            self._concepts[concept_id] = known
        return known

    def concepts(self) -> Iterator[Concept]:
        """Every concept, the user's first, then in the order of the files."""
        for concept_id in list(self._concepts):
            concept = self.concept(concept_id)
            if concept is not None:
                yield concept

    def named(self, surface: str) -> list[Concept]:
        """The concepts that go by this name, in either script, any width and case; the user's first."""
        ids = dict.fromkeys(concept_id for concept_id, _ in self.index.named(surface))
        return [concept for concept_id in ids if (concept := self.concept(concept_id)) is not None]
