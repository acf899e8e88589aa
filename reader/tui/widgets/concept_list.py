"""The glossary as a list, a concept a line."""

from collections.abc import Sequence

from textual.reactive import reactive

from glossary.catalogue import Entry
from reader.tui.concept_words import ConceptWords
from reader.tui.widgets.line_list import Cell, LineList, cell

DOTS = {"own": "●", "edited": "◐", "bundled": "·"}
_DOMAIN_FROM = 76
"""Cells from which the domain has room, and the reading."""
_READING_FROM = 46
_DOMAIN_CELLS = 22


class ConceptList(LineList[Entry]):
    """Shows entries of the catalogue."""

    marked: reactive[str | None] = reactive(None)
    """Id of the concept that is to be merged."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words: ConceptWords | None = None

    def show(self, entries: Sequence[Entry], words: ConceptWords, at: str | None, empty: str) -> None:
        """Show other entries, the cursor on the concept with the id ``at`` if it is among them, else on the first."""
        self._words = words
        self.put(entries, next((n for n, entry in enumerate(entries) if entry.concept.id == at), 0), empty)

    def to_concept(self, concept_id: str) -> bool:
        """Bring the cursor to a concept; whether it is in the list."""
        number = next((n for n, entry in enumerate(self.items) if entry.concept.id == concept_id), None)
        if number is not None:
            self.cursor = number
        return number is not None

    @property
    def neighbour(self) -> str | None:
        """Id of the concept below the one under the cursor, else above it: where the cursor goes when this one goes."""
        around = [n for n in (self.cursor + 1, self.cursor - 1) if 0 <= n < len(self)]
        return self.items[around[0]].concept.id if around else None

    def watch_marked(self) -> None:
        self.refresh()

    def cells(self, entry: Entry, width: int) -> list[Cell]:
        words = self._words
        if words is None:
            return []
        concept, term = entry.concept, entry.concept.preferred
        marked = concept.id == self.marked
        name = words.name(term)
        head = 16 if width >= _DOMAIN_FROM else 14 if width >= _READING_FROM else 12
        reading = min(20, width // 4 + 2) if width >= _READING_FROM else 0
        domain = _DOMAIN_CELLS if width >= _DOMAIN_FROM else 0
        english = max(0, width - 3 - head - reading - domain)
        return [
            (f"{DOTS[entry.origin]} ", "dim" if entry.origin == "bundled" else "own"),
            (cell(f"→ {name}" if marked else name, head), "marked" if marked else "head"),
            (cell(words.reading(concept, term) if reading else "", reading), "reading"),
            (cell(concept.rendering, english), "english"),
            (cell(concept.domain if domain else "", domain), "dim"),
        ]
