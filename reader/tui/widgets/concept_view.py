"""A concept in full: every name and rendering, what it means, what it is near to, and where it is used."""

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content

from glossary.catalogue import Origin
from glossary.model import Concept, Term
from reader.tui.concept_words import ConceptWords
from reader.tui.widgets.link_view import Lines, LinkView, Part

CONCEPT_LINK = "concept "
"""Before the id of the concept that a link leads to."""
USE_LINK = "use "
"""Before the number of the use that a link leads to."""
ALL_USES = "all uses"
"""The link that shows those that were left out."""
_SAID_OF = {"own": "your own", "edited": "edited by you", "bundled": ""}


class Use(Struct, frozen=True):
    """A sentence in which a concept is used."""

    where: str
    """Which paragraph, as it is shown."""
    text: str
    names: Sequence[tuple[int, int]]
    """Where its names begin and end in the sentence."""


class UseGroup(Struct, frozen=True):
    """The uses in one text, under its name."""

    heading: str
    uses: Sequence[Use]
    further: int = 0
    """How many sentences more there are than are shown."""


class Sheet(Struct, frozen=True):
    """All that is shown of one concept."""

    concept: Concept
    origin: Origin
    related: Sequence[tuple[str, Concept]] = ()
    """Related concepts, each with how: "↔" related, "⊂" broader, "⊃" narrower."""
    uses: Sequence[UseGroup] = ()
    """In the order of the links to them."""
    timeline: Sequence[str] = ()
    note: str = ""
    """What goes on with the uses right now."""


class ConceptView(LinkView):
    """Shows a ``Sheet``."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: Sheet | None = None
        self._words: ConceptWords | None = None

    def show(self, sheet: Sheet | None, words: ConceptWords) -> None:
        """Show a concept, or nothing; the same one again stays where it was scrolled to."""
        same = self._sheet is not None and sheet is not None and self._sheet.concept.id == sheet.concept.id
        self._sheet, self._words = sheet, words
        if same:
            self.draw()
        else:
            self.first_link()

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    def lines(self) -> list[Content]:
        if self._sheet is None or self._words is None:
            return []
        lines = _ConceptLines(self, self._words)
        lines.sheet(self._sheet)
        return lines.lines


class _ConceptLines(Lines):
    def __init__(self, view: ConceptView, words: ConceptWords) -> None:
        super().__init__(view)
        self._concept_view = view
        self._words = words

    def sheet(self, sheet: Sheet) -> None:
        concept, words = sheet.concept, self._words
        term = concept.preferred
        said = _SAID_OF[sheet.origin]
        self.wrapped((words.name(term), "head"), "  ", (words.reading(concept, term), "reading"))
        marks = " · ".join(filter(None, (words.other(term), _kind(term), said)))
        if marks:
            self.wrapped((marks, "dim"))
        self._english(concept)
        self._meaning(concept)
        self._names(concept)
        if sheet.related:
            self.gap()
            for how, other in sheet.related:
                name = words.name(other.preferred)
                self.add((f"{how} ", "dim"), self.link(CONCEPT_LINK + other.id, name), f" {other.rendering}")
        for example in concept.examples:
            self.gap()
            self.wrapped(words.sentence(example.zh))
            self.wrapped((example.en, "dim"))
            self.wrapped((example.source, "dim"))
        self.gap()
        self.wrapped((" › ".join(filter(None, (concept.domain, concept.subdomain, concept.platform))), "dim"))
        self.wrapped((concept.source, "dim"))
        self._uses(sheet)

    def _english(self, concept: Concept) -> None:
        good = [r for r in concept.renderings if r.status != "deprecated"]
        for number, rendering in enumerate(good):
            note = f"  {rendering.note}" if rendering.note else ""
            if number == 0:
                self.wrapped((rendering.text, "term"), (note, "dim"))
            elif number == 1 and not any(r.note for r in good[1:]):
                self.wrapped(", ".join(r.text for r in good[1:]), lead=self.made(("also ", "dim")))
            elif any(r.note for r in good[1:]):
                self.wrapped(rendering.text, (note, "dim"), lead=self.made(("also ", "dim")))

    def _meaning(self, concept: Concept) -> None:
        self.gap()
        self.wrapped(concept.definition_en)
        self.wrapped((self._words.sentence(concept.definition_zh), "dim"))
        self.gap()
        for rendering in concept.renderings:
            if rendering.status == "deprecated":
                note = f": {rendering.note}" if rendering.note else ""
                self.wrapped((rendering.text, "wrong"), (note, "dim"), lead=self.made(("not ", "wrong")))

    def _names(self, concept: Concept) -> None:
        words = self._words
        self.gap()
        for term in concept.terms:
            if term is concept.preferred:
                continue
            gone = term.status == "deprecated"
            other = words.other(term)
            self.wrapped(
                (words.name(term), "dim" if gone else "text"),
                (f"  {other}" if other else "", "dim"),
                "  ",
                (words.reading(concept, term), "reading"),
                (f"  {_kind(term)}" if _kind(term) else "", "dim"),
                lead=self.made(("no longer " if gone else "also called ", "dim")),
            )

    def _uses(self, sheet: Sheet) -> None:
        number = 0
        for group in sheet.uses:
            self.gap()
            self.add((group.heading, "label"))
            for use in group.uses:
                self._use(use, number)
                number += 1
            if group.further:
                self.add("      ", self.link(ALL_USES, f"and {group.further} more", "dim"))
        if sheet.timeline:
            self.gap()
            for line in sheet.timeline:
                self.wrapped((line, "dim"))
        if sheet.note:
            self.gap()
            self.add((sheet.note, "dim"))

    def _use(self, use: Use, number: int) -> None:
        parts: list[Part] = []
        at = 0
        for start, end in use.names:
            parts += [use.text[at:start], (use.text[start:end], "term")]
            at = end
        self.wrapped(*parts, use.text[at:], lead=self.place(f"{USE_LINK}{number}", use.where))


def _kind(term: Term) -> str:
    return "" if term.kind == "full" else term.kind
