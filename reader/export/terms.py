"""The terms of a page: which concepts occur, and where."""

from dataclasses import dataclass, field

from glossary.model import Concept
from reader.export.model import Knowledge


@dataclass(slots=True)
class Used:
    """A concept that occurs in the text."""

    number: int
    """In order of first appearance, from 1; its entry is ``#g1``."""
    concept: Concept
    places: list[tuple[int, int]] = field(default_factory=list)
    """Number of the paragraph and of the occurrence (``#o1``) of each place."""


class TermUse:
    """Collects the terms of a text as it is walked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._used: dict[str, Used | None] = {}
        self.occurrences = 0
        """How many have been noted."""

    def note(self, concept_id: str, paragraph: int) -> tuple[int, int] | None:
        """Numbers of the concept and of this occurrence; None for a concept that is no longer there."""
        used = self._find(concept_id)
        if used is None:
            return None
        self.occurrences += 1
        used.places.append((paragraph, self.occurrences))
        return used.number, self.occurrences

    def _find(self, concept_id: str) -> Used | None:
        if concept_id not in self._used:
            concept = self._knowledge.concept(concept_id)
            number = 1 + sum(used is not None for used in self._used.values())
            self._used[concept_id] = None if concept is None else Used(number, concept)
        return self._used[concept_id]

    def used(self) -> list[Used]:
        """Every concept that occurs, in the order of first appearance, as end notes are."""
        return [used for used in self._used.values() if used is not None]

    def number_of(self, concept_id: str) -> int | None:
        """The number of a concept that occurs; None for any other."""
        used = self._used.get(concept_id)
        return None if used is None else used.number
