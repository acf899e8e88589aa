"""From the text to the flashcards: making them of its words, and studying before one reads."""

from typing import TYPE_CHECKING

from msgspec import Struct
from textual import work
from textual.worker import get_current_worker

from glossary.model import Concept
from reader.errors import USER_ERRORS
from reader.tui.screens.terming import OpenText, Terming

if TYPE_CHECKING:
    from glossary.study.model import Card
    from reader.places import TextPlace
    from reader.reviewing import Sitting

FEW = 5
"""Cards before one reads."""


class _Wish(Struct, frozen=True):
    """A way to study."""

    label: str
    of_text: bool = False
    due_only: bool = False
    cram: bool = False
    at_most: int | None = None
    title: str = ""


_WISHES = {
    "before": _Wish("Five cards of this text, before you read it", of_text=True, at_most=FEW, title="before reading"),
    "text": _Wish("What is due of this text", of_text=True, title="this text"),
    "due": _Wish("What is due, nothing new", due_only=True),
    "cram text": _Wish("Cram the cards of this text; nothing is scheduled", of_text=True, cram=True, title="cram"),
    "cram": _Wish("Cram all cards; nothing is scheduled", cram=True, title="cram"),
}


_FIGURES = "figures"
_SUSPENDED = "suspended"
_ALL = "all"


class Studying(Terming):
    """The keys that lead to the flashcards."""

    # Making cards

    def action_make_card(self) -> None:
        """Cards of the word under the cursor, or of what is selected; what is no term yet is looked over first."""
        from reader.concept_form import ConceptForm
        from reader.tui.dialogs.concept import ConceptDialog

        at = self.view.cursor
        try:
            drafted = self._drafted()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if drafted is None or at is None:
            return
        sentence = self._sentence_here()
        if drafted.id in self._session.termbase:
            self._make_cards([drafted], self._shown_word(drafted.preferred.hans), sentence)
            return

        def save(concept: Concept | None) -> None:
            if concept is not None and self._save_term(concept):
                self._make_cards([concept], self._shown_word(concept.preferred.hans), sentence)

        self.app.push_screen(ConceptDialog(ConceptForm(self._session, drafted)), save)

    def _sentence_here(self) -> str:
        """The sentence that holds the word under the cursor."""
        from reader.drafting import example_at

        at = self.view.cursor
        if at is None:
            return ""
        return example_at(self._reading, at.paragraph, self.source.shown(at.paragraph).tokens[at.token].token).zh

    def _make_cards(self, concepts: list[Concept], name: str, sentence: str = "") -> None:
        from reader.study import example_with_term
        from reader.tui.making_cards import make_cards

        def sentence_of(concept: Concept) -> str:
            names = (form for term in concept.terms for form in (term.hans, term.hant))
            return sentence if any(form in sentence for form in names) else example_with_term(concept)

        said: list[str] = []
        if self.keep(lambda: said.append(make_cards(self._session, self._undo, concepts, name, sentence_of))):
            made = said[0].startswith("Made")
            self.notify(said[0] + (f" {self.key_of('undo')} takes it back." if made else ""), markup=False)

    @work(thread=True, exclusive=True, group="cards")
    def action_make_cards(self) -> None:
        """Cards of every term of this text."""
        concepts = self._concepts_here()
        if concepts is None:
            return
        if concepts:
            self.app.call_from_thread(self._make_cards, concepts, "of this text")
        else:
            self.app.call_from_thread(self.notify, "This text has no terms of the glossary.")

    def _concepts_here(self) -> list[Concept] | None:
        """The concepts of this text in its order, found in a thread; None if that was cancelled."""
        cancelled = self.breather(get_current_worker())
        termbase = self._session.termbase
        ids: dict[str, None] = {}
        for paragraph in self._reading.paragraphs:
            if cancelled():
                return None
            ids.update(dict.fromkeys(match.concept_id for match in termbase.index.find(paragraph.text)))
        return [concept for concept_id in ids if (concept := termbase.concept(concept_id)) is not None]

    # Studying

    def action_review(self) -> None:
        from reader.reviewing import Sitting

        self._sit(Sitting())

    def action_review_some(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        choices = [Choice(name, wish.label) for name, wish in _WISHES.items()]
        choices.append(Choice(_SUSPENDED, "Suspended cards: bring one back"))
        choices.append(Choice(_FIGURES, "Figures: what is coming, how much stays, answers a day"))

        def choose(answer: str | None) -> None:
            if answer == _FIGURES:
                self._show_figures()
            elif answer == _SUSPENDED:
                self._show_suspended()
            elif answer is not None:
                self._wish(_WISHES[answer])

        self.app.push_screen(ChoiceDialog("Flashcards", choices, ""), choose)

    def _show_figures(self) -> None:
        from reader.tui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self._session))

    def _show_suspended(self) -> None:
        """The cards that come no more, to bring one or all of them back."""
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        cards = {str(card.id): card for card in self._session.study.store.suspended()}
        choices = [Choice(answer, self._card_in_words(card)) for answer, card in cards.items()]
        if len(cards) > 1:
            choices.append(Choice(_ALL, f"All {len(cards)} of them"))

        def choose(answer: str | None) -> None:
            if answer == _ALL:
                self._bring_back(list(cards.values()))
            elif answer is not None:
                self._bring_back([cards[answer]])

        self.app.push_screen(ChoiceDialog("Bring back a suspended card", choices, "No card is suspended."), choose)

    def _card_in_words(self, card: "Card") -> str:
        """A card's term, what it asks, and how often it was forgotten."""
        from reader.tui.making_cards import KINDS

        concept = self._session.study.concept(card)
        name = card.concept_id if concept is None else self._shown_word(concept.preferred.hans)
        forgotten = f" · forgotten {card.memory.lapses} times" if card.memory.lapses > 1 else ""
        return f"{name} · {KINDS[card.direction]}{forgotten}"

    def _bring_back(self, cards: "list[Card]") -> None:
        study = self._session.study
        ids = [card.id for card in cards]
        what = self._card_in_words(cards[0]) if len(cards) == 1 else f"{len(cards)} cards"

        def suspend(suspended: bool) -> None:
            study.store.suspend(ids, suspended)
            study.changed()

        if self.keep(lambda: suspend(False)):
            self._undo.add(f"bringing back {what}", lambda: suspend(True))
            self._redraw()
            self.notify(f"Brought back {what}. {self.key_of('undo')} suspends again.", markup=False)

    def _wish(self, wish: _Wish) -> None:
        from reader.reviewing import Sitting

        if wish.of_text:
            self._wish_of_text(wish)
        else:
            self._sit(Sitting(due_only=wish.due_only, cram=wish.cram, title=wish.title))

    @work(thread=True, exclusive=True, group="cards")
    def _wish_of_text(self, wish: _Wish) -> None:
        from glossary.store.study import Wanted
        from reader.reviewing import Sitting

        concepts = self._concepts_here()
        if concepts is not None:
            wanted = Wanted(frozenset(concept.id for concept in concepts))
            sitting = Sitting(wanted, wish.due_only, wish.cram, wish.at_most, wish.title)
            self.app.call_from_thread(self._sit, sitting)

    def _sit(self, sitting: "Sitting") -> None:
        """Study, and come back to the text as it is then."""
        from reader.tui.screens.review import ReviewScreen

        termbase, vocabulary = self._session.termbase, self._session.vocabulary

        def back(place: "TextPlace | None") -> None:
            if self._session.termbase is not termbase:
                self.use_terms()
            if screen.options != self._options:
                self.set_options(screen.options)
            if self._session.vocabulary is not vocabulary:
                self._redraw()
            if place is not None and place.text_id == self._reading.id:
                self.view.go_to(place.paragraph, place.offset)
            elif place is not None:
                self.app.post_message(OpenText(place.text_id, (place.paragraph, place.offset)))

        try:
            screen = ReviewScreen(self._session, sitting, self._options, self._reading)
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        self.app.push_screen(screen, back)
