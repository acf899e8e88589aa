"""From the text to the glossary and back: adding the word under the cursor, and the glossary itself."""

from typing import TYPE_CHECKING

from textual.message import Message

from glossary.model import Concept
from reader.errors import USER_ERRORS
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.correcting import Correcting

if TYPE_CHECKING:
    from reader.tui.screens.glossary import GlossaryState
    from reader.tui.screens.shelf import Jump, ListScreen

# Dialogs and the glossary's screen are imported when first asked for, as in ``correcting``.


class OpenText(Message):
    """Another text was chosen."""

    def __init__(self, text_id: str, at: tuple[int, int] | None = None, looked_for: str = "") -> None:
        """``at``: paragraph and offset to go to; None: where the reader was last. ``looked_for``: what was found there;
        the text's search goes on with it."""
        super().__init__()
        self.text_id = text_id
        self.at = at
        self.looked_for = looked_for


class Terming(Correcting):
    """The keys that lead to the glossary."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self.glossary_state: GlossaryState | None = None
        """Where one was in the glossary; handed on to the screen of the next text."""

    def action_glossary(self) -> None:
        from reader.tui.screens.glossary import GlossaryState
        from reader.tui.screens.glossary_changing import GlossaryScreen

        state = self.glossary_state = self.glossary_state or GlossaryState()
        here = self._term_here()
        if here is not None:
            state.show(here)
        glossary = GlossaryScreen(self._session, self._reading, self._options, state, self._undo)
        self._open_shelf(glossary)

    def action_candidates(self) -> None:
        from reader.tui.screens.candidates import CandidatesScreen

        self._open_shelf(CandidatesScreen(self._session, self._reading, self._options, self._undo))

    def follow(self, jump: "Jump") -> None:
        """Go to a place, in this text or another."""
        place = None if jump.paragraph is None else (jump.paragraph, jump.offset)
        if jump.text_id != self._reading.id:
            self.app.post_message(OpenText(jump.text_id, place, jump.looked_for))
        elif place is not None:
            self.view.go_to(*place)

    def _open_shelf(self, shelf: "ListScreen") -> None:
        """Show the glossary, the library or what belongs to them; the text takes over what was changed there."""
        termbase, vocabulary = self._session.termbase, self._session.vocabulary

        def back(jump: "Jump | None") -> None:
            if self._session.termbase is not termbase:
                self.use_terms()
            elif self._session.vocabulary is not vocabulary:
                self._redraw()
            if shelf.options != self._options:
                self.set_options(shelf.options)
            if jump is not None:
                self.follow(jump)

        self.app.push_screen(shelf, back)

    def _term_here(self) -> str | None:
        """Id of the concept under the cursor."""
        at = self.view.cursor
        return None if at is None else self.source.shown(at.paragraph).tokens[at.token].token.term

    def action_add_term(self) -> None:
        """The word, or what is selected, as a new term; what is a term already is edited."""
        from reader.concept_form import ConceptForm
        from reader.tui.dialogs.concept import ConceptDialog

        try:
            drafted = self._drafted()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if drafted is not None:
            self.app.push_screen(ConceptDialog(ConceptForm(self._session, drafted)), self._looked_over)

    def _looked_over(self, concept: Concept | None) -> None:
        self._save_term(concept)

    def _drafted(self) -> Concept | None:
        from reader.drafting import draft_concept, example_at, source_at

        at = self.view.cursor
        if at is None:
            return None
        first, last = self.view.selection or (at, at)
        if first.paragraph != last.paragraph:
            self.notify("A term stands in one paragraph; select less.")
            return None
        tokens = [shown.token for shown in self.source.shown(first.paragraph).tokens[first.token : last.token + 1]]
        word = "".join(token.text for token in tokens)
        named = self._session.termbase.named(word)
        term = tokens[0].term if len(tokens) == 1 else None
        known = self._session.termbase.concept(term) if term is not None else next(iter(named), None)
        if known is not None:
            return known
        if not self._dictionary_prepared.is_set():
            self.notify("The dictionary is being prepared; try again in a moment.")
            return None
        return draft_concept(
            self._session,
            word,
            readings=[reading for token in tokens for reading in token.readings],
            example=example_at(self._reading, first.paragraph, tokens[0]),
            source=source_at(self._reading, first.paragraph),
        )

    def _save_term(self, concept: Concept | None) -> bool:
        """Keep what the form says; whether there was anything to keep and it could be kept."""
        if concept is None:
            return False
        name = concept.preferred.hans
        new = concept.id not in self._session.termbase
        what = f"{'adding' if new else 'editing'} {name}"
        if not self.keep(lambda: self._session.terms.save([concept], what)):
            return False
        self._undo.add(what, self._session.terms.undo, is_term=True)
        self.use_terms()
        shown = self._shown_word(name)
        said = f"Added {shown} to the glossary." if new else f"Changed {shown}."
        self.notify(f"{said} {self.key_of('undo')} takes it back.", markup=False)
        return True
