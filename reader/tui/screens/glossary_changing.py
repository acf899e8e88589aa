"""Changing the glossary where one looks at it: each change is one key, answered with a sentence, and taken back with
another."""

from collections.abc import Callable

from glossary.fold import is_han
from glossary.model import Concept
from reader.errors import USER_ERRORS
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.glossary import GlossaryState
from reader.tui.screens.glossary_cards import GlossaryCards
from reader.tui.undo import UndoList


class GlossaryScreen(GlossaryCards):
    """The glossary, whole: every key of the table in ``keys`` is answered here or in what it is made of."""

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: GlossaryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, state, undo)
        self._merging: Concept | None = None
        """The concept that is to go into another."""

    @property
    def note(self) -> str:
        if self._merging is None:
            return ""
        return f"{self._named(self._merging)} goes into …"

    def _named(self, concept: Concept) -> str:
        return self.words.name(concept.preferred)

    def _change(self, make: Callable[[], object], what: str, said: str, at: str | None) -> bool:
        """Make a change, show the glossary as it is then with the cursor on the concept ``at``, and say what was done.
        ``what`` names it for the undo. Whether it could be done."""
        try:
            make()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return False
        self._undo.add(what, self._session.terms.undo, is_term=True)
        self._show_changed(at)
        self.notify(f"{said} {self.key_of('undo')} takes it back.", markup=False)
        return True

    def _show_changed(self, at: str | None) -> None:
        self._forget_uses()
        self._state.at = at
        self.make_catalogue()

    # Adding and editing

    def action_add_term(self) -> None:
        """Add what is typed in the search line and not found, or a term to be typed."""
        from reader.concept_form import ConceptForm
        from reader.drafting import draft_concept
        from reader.tui.dialogs.concept import ConceptDialog

        drafted = None
        if not len(self.concepts) and _may_be_name(self._state.typed):
            try:
                drafted = draft_concept(self._session, self._state.typed)
            except USER_ERRORS:
                drafted = None  # whatever it is, it is no name
        self.app.push_screen(ConceptDialog(ConceptForm(self._session, drafted)), self._save)

    def action_edit(self) -> None:
        from reader.concept_form import ConceptForm
        from reader.tui.dialogs.concept import ConceptDialog

        if self.entry is not None:
            self.app.push_screen(ConceptDialog(ConceptForm(self._session, self.entry.concept)), self._save)

    def _save(self, concept: Concept | None) -> None:
        if concept is None:
            return
        name = self._named(concept)
        new = concept.id not in self._session.termbase
        what = f"{'adding' if new else 'editing'} {concept.preferred.hans}"
        said = f"Added {name}." if new else f"Changed {name}."
        if self._change(lambda: self._session.terms.save([concept], what), what, said, concept.id):
            self.concepts.focus()

    # Merging, taking away

    def action_merge(self) -> None:
        entry = self.entry
        if entry is None:
            return
        concept, other = entry.concept, self._merging
        if other is None:
            self._mark(concept)
            self.notify(
                f"{self._named(concept)} is marked. Go to the concept that it goes into and press "
                f"{self.key_of('merge')}; {self.key_of('close')} lets it be.",
                markup=False,
            )
        elif other.id == concept.id:
            self._mark(None)
            self.notify(f"{self._named(other)} stays as it is.", markup=False)
        else:
            self._mark(None)
            self._change(
                lambda: self._session.terms.merge(concept.id, other.id),
                f"the merging of {other.preferred.hans} into {concept.preferred.hans}",
                f"{self._named(other)} is part of {self._named(concept)} now.",
                concept.id,
            )

    def _mark(self, concept: Concept | None) -> None:
        self._merging = concept
        self.concepts.marked = None if concept is None else concept.id
        self.say_shown()

    def action_deprecate(self) -> None:
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        entry = self.entry
        if entry is None:
            return
        concept = entry.concept
        choices = [
            Choice(term.hans, f"{self.words.name(term)}  {self.words.reading(concept, term)}")
            for term in concept.terms
            if term.status != "deprecated"
        ]
        choices += [Choice(r.text, r.text) for r in concept.renderings if r.status != "deprecated"]

        def deprecate(name: str | None) -> None:
            if name is not None:
                self._change(
                    lambda: self._session.terms.deprecate(concept.id, name),
                    f"the deprecation of {name}",
                    f"“{name}” is marked as no longer used.",
                    concept.id,
                )

        self.app.push_screen(
            ChoiceDialog(f"{self._named(concept)}: which name is no longer used?", choices, "All are so already."),
            deprecate,
        )

    def action_delete(self) -> None:
        entry = self.entry
        if entry is not None:
            concept = entry.concept
            after = self.concepts.neighbour if self._followed is None else self._state.at
            self._change(
                lambda: self._session.terms.remove(concept.id),
                f"the removal of {concept.preferred.hans}",
                f"Deleted {self._named(concept)}.",
                after,
            )

    def action_undo(self) -> None:
        """Take back the last change of terms, also one of an earlier day, or the making of cards."""
        if self._undo.last_made_cards:
            done = self._undo.take()
            if done is not None and self.keep(done.undo):
                self._renew_cards()
                self.notify(f"Took back {done.what}.", markup=False)
            return
        try:
            what = self._session.terms.undo()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        if what is None:
            self.notify("No change of terms is left to undo.")
            return
        self._undo.drop_term()
        self._show_changed(self._state.at)
        self.notify(f"Took back {what}.", markup=False)

    def action_close(self) -> None:
        if self._merging is not None:
            self._mark(None)
        else:
            super().action_close()


def _may_be_name(typed: str) -> bool:
    """Whether what was searched may be a term: Chinese, capitals or figures (MCN, 1688), not pinyin or English."""
    figures = any(map(str.isdigit, typed)) and not any(map(str.isalpha, typed))
    return figures or any(map(is_han, typed)) or typed != typed.lower()
