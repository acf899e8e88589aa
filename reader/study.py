"""Flashcards as the screens and the command line use them: making cards, asking, answering."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from glossary.model import Concept, Term
from glossary.store.study import NewCard, StudyStore, Wanted
from glossary.study.deck import Deck
from glossary.study.model import Card, Direction, Phase
from glossary.study.scheduling import Scheduling
from glossary.study.statistics import Statistics, statistics
from reader import paths
from reader.dictionaries import rarity
from reader.study_settings import Chosen, study_settings

if TYPE_CHECKING:
    from reader.faces import Dress
    from reader.session import Session
    from reader.text.styles import StyleName
    from texts.model import Script

_NEIGHBOURS = 40
"""Concepts of a field that wrong choices are taken from."""

Order = Literal["text", "frequency", "random"]


def now() -> int:
    """This moment in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Added(Struct, frozen=True):
    """What became of a wish for cards."""

    cards: int
    """How many were made."""
    there: int
    """How many were there already."""
    ids: tuple[int, ...] = ()
    """Of those that were made."""


class Study:
    """The deck of one user, with the termbase that its cards are about."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self.clock: Callable[[], int] = now
        """This moment in milliseconds since 1970."""

    @cached_property
    def chosen(self) -> Chosen:
        """The learner's settings. Raises SettingsError if they are wrong."""
        return study_settings(self._session.settings.study, paths.settings_file())

    @cached_property
    def store(self) -> StudyStore:
        """The cards as they are kept; needs no setting to be right."""
        return StudyStore(self._session.record)

    @cached_property
    def deck(self) -> Deck:
        return Deck(self.store, Scheduling(self.chosen.study), self.chosen.calendar)

    def concept(self, card: Card) -> Concept | None:
        """What a card is about; None if the concept has been taken away since."""
        return self.concept_named(card.concept_id)

    def concept_named(self, concept_id: str) -> Concept | None:
        return self._session.terms.peek(concept_id)

    def dress(self, script: "Script", style: "StyleName") -> "Dress":
        """How Chinese is written on the cards, in a script and style of the reader's."""
        from reader.faces import Dress
        from reader.text.script import fold
        from reader.text.styles import write

        session = self._session

        def in_script(text: str) -> str:
            # What is traditional already stays as it was written.
            simple = fold(text)
            if script == "hans" or (simple != text and script != "hk"):
                return simple if script == "hans" else text
            return session.in_script(text, script)

        def name(term: Term) -> str:
            return term.hans if script == "hans" else in_script(term.hans) if script == "hk" else term.hant

        def reads(concept: Concept, term: Term) -> str:
            return session.reading_of_term(concept, term, style)

        return Dress(in_script, lambda term: write(term.readings, style), name, reads)

    def neighbours(self, concept: Concept) -> list[Concept]:
        """Other concepts of the same field, whose renderings may be mistaken for this one's."""
        near = [c for i in (*concept.related, *concept.broader, *concept.narrower) if (c := self.concept_named(i))]
        field = (c for c in self._session.terms.some() if c.domain == concept.domain and c.id != concept.id)
        return list(dict.fromkeys((*near, *islice(field, _NEIGHBOURS))))

    def changed(self) -> None:
        """What is known of words follows from the cards: look anew."""
        self._session.renew_vocabulary()

    def queue(self, wanted: Wanted, limit: int) -> list[Card]:
        """What is due today in order, within the day's limits."""
        at = self.clock()
        left = self.deck.counts(at, wanted)
        rooms = {Phase.NEW: left.new, Phase.REVIEW: left.due}
        taken: set[str] = set()
        found = []
        siblings = self.chosen.study.bury_siblings
        for card in self.deck.store.queue(wanted, self.deck.moment(at), siblings):
            if card.memory.phase in rooms:
                if rooms[card.memory.phase] <= 0 or (siblings and card.concept_id in taken):
                    continue
                rooms[card.memory.phase] -= 1
            taken.add(card.concept_id)
            found.append(card)
        return found[:limit]

    def statistics(self, wanted: Wanted | None = None) -> Statistics:
        """Figures of all cards, or of those of some concepts."""
        store = self.deck.store
        among = None if wanted is None else wanted.concepts
        cards = [card for card in store.cards() if among is None or card.concept_id in among]
        reviews = [review for review in store.reviews() if among is None or review.concept_id in among]
        return statistics(cards, reviews, self.clock(), self.chosen.calendar)

    # Which cards

    def wanted(self, text: str | None = None, domain: str | None = None, terms: Sequence[str] = ()) -> Wanted:
        """The cards of concepts that occur in a text, belong to a domain, or are named; without any, all cards whose
        concept is still there."""
        return Wanted(frozenset(concept.id for concept in self.concepts(text, domain, terms)))

    def concepts(self, text: str | None = None, domain: str | None = None, terms: Sequence[str] = ()) -> list[Concept]:
        """The concepts that occur in a text, belong to a domain, or go by a name or id; without any, all."""
        termbase = self._session.termbase
        if terms:
            found: Iterable[Concept] = (c for term in terms for c in self._session.concepts_named(term))
        elif text is not None:
            found = self.concepts_in(text)
        else:
            found = termbase.concepts()
        once = {concept.id: concept for concept in found}.values()
        return [c for c in once if domain is None or domain in (c.domain, c.subdomain)]

    def concepts_in(self, text: str) -> list[Concept]:
        """The concepts that occur in a library text or file, in the order in which they first do."""
        from reader.occurrences import concepts_in

        termbase = self._session.termbase
        found = concepts_in(self._session, text)
        return [concept for one in found if (concept := termbase.concept(one)) is not None]

    # Making cards

    def add(
        self,
        concepts: Sequence[Concept],
        directions: Sequence[Direction] = (),
        order: Order = "text",
        sentences: Callable[[Concept], str] | None = None,
    ) -> Added:
        """Make the cards that these concepts lack; ``directions`` left out are those of the settings.

        ``order``: of the new cards; "text" is the order given, "frequency" the commonest words first. ``sentences``
        gives the Chinese sentence of a cloze card, without it the concept's first example that holds the term.
        """
        wanted = [
            card
            for concept in self._in_order(concepts, order)
            for card in self.wished(concept, directions or self.chosen.directions, sentences or example_with_term)
        ]
        made = self.deck.store.add(wanted, self.clock())
        self.changed()
        return Added(len(made), len(wanted) - len(made), tuple(made))

    def take_away(self, card_ids: Sequence[int]) -> None:
        """Take back the making of cards; what was answered since stays."""
        self.deck.store.take_away(card_ids)
        self.changed()

    def _in_order(self, concepts: Sequence[Concept], order: Order) -> Sequence[Concept]:
        if order == "random":
            from random import Random

            return Random(self.clock()).sample(list(concepts), len(concepts))
        if order == "frequency":
            return sorted(concepts, key=lambda concept: rarity(concept.preferred.hans))
        return concepts

    @staticmethod
    def wished(
        concept: Concept, directions: Sequence[Direction], sentence: Callable[[Concept], str]
    ) -> Iterator[NewCard]:
        """The cards of a concept in these directions that can be asked."""
        for direction in directions:
            detail = sentence(concept) if direction == "cloze" else ""
            if direction == "cloze" and not detail:
                continue  # no sentence to make a gap in
            if direction in ("produce", "choice") and not concept.rendering:
                continue  # nothing to ask from, or to choose
            if direction == "reading" and not any(concept.preferred.readings):
                continue
            yield NewCard(concept.id, direction, detail)


def example_with_term(concept: Concept) -> str:
    """The first of a concept's examples that holds one of its names, in either script; empty if none does."""
    names = [name for term in concept.terms for name in (term.hans, term.hant)]
    return next((example.zh for example in concept.examples if any(name in example.zh for name in names)), "")
