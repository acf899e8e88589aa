"""Flashcards of the concepts that the glossary shows: making them, and studying them."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from glossary.model import Concept
from reader.errors import USER_ERRORS
from reader.tui.screens.glossary_uses import GlossaryUses
from reader.tui.screens.shelf import Jump

if TYPE_CHECKING:
    from reader.places import TextPlace


class GlossaryCards(GlossaryUses):
    """The glossary's keys for flashcards."""

    def action_make_card(self) -> None:
        entry = self.entry
        if entry is not None:
            self._make_cards([entry.concept], self.words.name(entry.concept.preferred))

    def action_make_cards(self) -> None:
        """Cards of all that the list shows."""
        concepts = [entry.concept for entry in self.concepts.items]
        if concepts:
            name = self.words.name(concepts[0].preferred) if len(concepts) == 1 else "of the glossary"
            self._make_cards(concepts, name)

    def _make_cards(self, concepts: list[Concept], name: str) -> None:
        from reader.study import example_with_term
        from reader.tui.making_cards import make_cards

        said: list[str] = []
        if self.keep(lambda: said.append(make_cards(self._session, self._undo, concepts, name, example_with_term))):
            made = said[0].startswith("Made")
            if made:
                self._renew_cards()
            self.notify(said[0] + (f" {self.key_of('undo')} takes it back." if made else ""), markup=False)

    def _renew_cards(self) -> None:
        """Other concepts have cards now: a list of those without any is another."""
        filters = self._state.filters
        if filters.without is not None:
            with_cards = frozenset(self._session.study.store.concepts_with_cards())
            at = self.entry.concept.id if self.entry is not None else None
            self._state.filters = replace(filters, without=with_cards)
            self._state.at = self.concepts.neighbour if at in with_cards else at
            self.search()

    def action_review(self) -> None:
        """What is due of the concepts that the list shows."""
        from glossary.store.study import Wanted
        from reader.reviewing import Sitting
        from reader.tui.screens.review import ReviewScreen

        entries = self.concepts.items
        every = len(entries) == len(self._state.catalogue)
        wanted = Wanted() if every else Wanted(frozenset(entry.concept.id for entry in entries))
        termbase = self._session.termbase

        def back(place: "TextPlace | None") -> None:
            if place is not None:
                self.dismiss(Jump(place.text_id, place.paragraph, place.offset))
                return
            if screen.options != self.options:
                self.options = screen.options
            if self._session.termbase is not termbase:
                self._forget_uses()
                self.make_catalogue()
            else:
                self.search()

        try:
            title = "" if every else f"{len(entries)} concepts"
            screen = ReviewScreen(self._session, Sitting(wanted, title=title), self.options, self._reading)
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        self.app.push_screen(screen, back)
