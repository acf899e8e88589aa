"""Candidates for the glossary: a line each, and one of them with its evidence, sentence by sentence."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from textual.content import Content

from reader.text.discovery.model import EvidenceKind
from reader.tui.widgets.line_list import Cell, LineList, cell
from reader.tui.widgets.link_view import Lines, LinkView, Part

PLACE_LINK = "place "
"""Before the number of the sentence that a link leads to."""
_KINDS_FROM = 44
"""Cells from which the evidence has room beside the word."""

SAID: Final[dict[EvidenceKind, tuple[str, str]]] = {
    "definition": ("explained", "explained in the text"),
    "quoted": ("quoted", "set in quotation marks"),
    "abbreviation": ("abbreviation", "an abbreviation"),
    "mixed": ("mixed", "Latin letters or digits joined to Chinese"),
    "organisation": ("organisation", "named as an organisation"),
    "name": ("name", "a person’s or a place’s name"),
    "repeated": ("repeated", "words that keep standing together"),
    "new word": ("new word", "a word that the dictionary lacks"),
    "compound": ("compound", "made with a key word of this text"),
    "unusual": ("unusual", "far commoner here than elsewhere"),
}
"""For each kind of evidence a word for the list, and words for beside its sentences."""


class Shown(Struct, frozen=True):
    """A sentence that shows the candidate, which stands in it at ``start`` to ``end``, and what it shows of it."""

    kinds: Sequence[EvidenceKind]
    where: str
    text: str
    start: int
    end: int


class CandidateSheet(Struct, frozen=True):
    """All that is shown of a candidate."""

    term: str
    """In the script that is read."""
    other: str
    """In the other script, if it differs there."""
    count: int
    evidence: Sequence[Shown]
    """In the order of the links to them."""


class CandidateLine(Struct, frozen=True):
    """What the list shows of a candidate."""

    number: int
    """Of the candidate among all that were found."""
    term: str
    count: int
    kinds: Sequence[EvidenceKind]


class CandidateList(LineList[CandidateLine]):
    """The candidates that are left, likeliest first."""

    def cells(self, item: CandidateLine, width: int) -> list[Cell]:
        kinds = " · ".join(SAID[kind][0] for kind in item.kinds)
        head = min(30, max(12, width // 3)) if width >= _KINDS_FROM else max(2, width - 7)
        return [
            (" ", "dim"),
            (cell(item.term, head), "head"),
            (f"{item.count:>4}×  ", "reading"),
            (cell(kinds, max(0, width - head - 8)), "dim"),
        ]


class CandidateView(LinkView):
    """Shows a ``CandidateSheet``."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: CandidateSheet | None = None

    def show(self, sheet: CandidateSheet | None) -> None:
        self._sheet = sheet
        self.first_link()

    def lines(self) -> list[Content]:
        sheet = self._sheet
        if sheet is None:
            return []
        lines = Lines(self)
        lines.wrapped((sheet.term, "head"), f"  {sheet.other}" if sheet.other else "")
        lines.add((f"{sheet.count}× in this text", "dim"))
        kinds: Sequence[EvidenceKind] = ()
        for number, shown in enumerate(sheet.evidence):
            if shown.kinds != kinds:
                kinds = shown.kinds
                lines.gap()
                lines.wrapped((", ".join(SAID[kind][1] for kind in kinds), "label"))
            before, hit, after = shown.text[: shown.start], shown.text[shown.start : shown.end], shown.text[shown.end :]
            parts: list[Part] = [before, (hit, "term"), after]
            lines.wrapped(*parts, lead=lines.place(f"{PLACE_LINK}{number}", shown.where))
        return lines.lines
