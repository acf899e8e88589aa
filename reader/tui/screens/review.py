"""A sitting with flashcards: one thing in the middle of an empty screen."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.worker import get_current_worker

from glossary.model import Concept
from glossary.study.model import Phase, Rating
from glossary.study.scheduling import spelt_out
from reader.faces import Dress
from reader.judging import judged, proposed, verdict_words
from reader.options import LABELS, ReadingOptions
from reader.places import TextPlace, place_of
from reader.reading import Reading
from reader.reviewing import Reviewing, Sitting
from reader.session import Session
from reader.tui.keys import REVIEW, REVIEW_BELOW, REVIEW_GROUPS
from reader.tui.screens.keyed import KeyedScreen, collect_again
from reader.tui.themes import Palette, tone_palette
from reader.tui.widgets.flashcard import Flashcard, Verdict
from reader.tui.widgets.key_bar import KeyBar
from reader.tui.widgets.ratings import Ratings
from reader.tui.widgets.sitting_line import SittingLine, duration_words
from texts.model import Script

TOLD_SECONDS = 4.0
"""How long it is said what was done."""
_TYPING = (("↵", "answer"), ("Esc", "leave the line"), ("^z", "undo"), ("F1", "help"))
"""What the bottom line offers while one types and letters are letters."""
_KINDS = {Phase.NEW: "new", Phase.LEARNING: "learning", Phase.RELEARNING: "learning", Phase.REVIEW: "due"}


class ReviewScreen(KeyedScreen[TextPlace | None]):
    """Asks, and keeps every answer as it is given. Answers with a place in a text to go to, if that was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = list(REVIEW)
    CSS_PATH = "../styles/review.tcss"
    KEYS = REVIEW
    KEY_GROUPS = REVIEW_GROUPS
    KEYS_BELOW = REVIEW_BELOW

    def __init__(
        self, session: Session, sitting: Sitting, options: ReadingOptions, reading: Reading | None = None
    ) -> None:
        """``options`` say in which script and style the cards are written; ``reading``: the text one came from."""
        super().__init__()
        self._session = session
        self.options = options
        self._reading = reading
        self.reviewing = Reviewing(session.study, sitting, self._dress())
        self._since = time.monotonic()
        """When the present front was shown."""
        self._telling: Timer | None = None

    def compose(self) -> ComposeResult:
        yield SittingLine(id="sitting")
        yield Flashcard(id="card")
        yield Ratings(id="ratings")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.app.clear_notifications()  # what was said of the text would cover the ratings
        self.ask()
        self.call_after_refresh(self.show_keys)
        self.call_after_refresh(collect_again)

    def show_keys(self) -> None:
        super().show_keys()
        if self.card.typed.has_focus:
            self.query_one(KeyBar).hints = _TYPING

    def on_descendant_focus(self) -> None:
        self.show_keys()

    @property
    def card(self) -> Flashcard:
        return self.query_one(Flashcard)

    def _dress(self) -> Dress:
        choice = self.options.script
        script: Script = choice if choice != "source" else self._reading.script if self._reading is not None else "hans"
        return self._session.study.dress(script, "marks" if self.options.style == "pinyin" else "zhuyin")

    def _tones(self) -> Palette | None:
        """The colours of the tones; none where there is no colour, since five greys tell nobody anything."""
        return None if self.app.no_color else tone_palette(self.options.colours, self.app.current_theme.dark)

    # Asking

    def ask(self) -> None:
        """Show the front of the present card, or that there is none."""
        question = self.reviewing.current
        self.card.tones = self._tones()
        self._show_left()
        ratings = self.query_one(Ratings)
        ratings.proposed = None
        if question is None:
            ratings.hint = ""
            self._say_end()
            return
        if question.choices:
            ratings.hint = f"1 to {len(question.choices)} chooses"
        elif question.typed:
            ratings.hint = "↵ looks at what you typed, also at nothing"
        else:
            ratings.hint = "Space shows the answer"
        self.card.ask(question)
        self._since = time.monotonic()

    def _show_left(self) -> None:
        self.query_one(SittingLine).note = ""
        line, left, question = self.query_one(SittingLine), self.reviewing.left(), self.reviewing.current
        line.counts, line.progress, line.seconds = left.counts, left.progress, left.seconds
        line.title = self.reviewing.sitting.title
        line.flagged = question is not None and question.card.flag
        cram = self.reviewing.sitting.cram
        line.kind = "" if question is None or cram else _KINDS[question.card.memory.phase]

    def _tell(self, words: str) -> None:
        """Say what was done, for a moment."""
        line = self.query_one(SittingLine)
        line.note = words
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(TOLD_SECONDS, lambda: setattr(line, "note", ""))

    def _say_end(self) -> None:
        found = self.reviewing.summary()
        when = "" if found.next_in is None else f"The next card comes in {spelt_out(found.next_in)}."
        if self.reviewing.sitting.cram:
            when = "Nothing of this has changed when a card comes again."
        make = "c in a text makes a card of the word under the cursor, C those of all its terms."
        if found.answers:
            said = f"{found.answers} answers" if found.answers > 1 else "One answer"
            said += f" · {found.right / found.answers:.0%} right · {duration_words(found.seconds)}"
            self.card.say(("That was all for now.", "english"), ("", "text"), (said, "text"), (when, "dim"))
        elif found.any_cards:
            self.card.say((f"Nothing is due. {when}", "english"), ("", "text"), (f"More: {make}", "dim"))
        else:
            self.card.say(("There are no cards for this yet.", "english"), ("", "text"), (make, "dim"))

    def _reveal(self, chosen: int | None = None) -> None:
        question = self.reviewing.current
        if question is None or self.card.is_revealed:
            return
        if question.choices:
            right = chosen == question.right
            said = "" if chosen is None else "Right." if right else "Not that."
            rating = Rating.GOOD if right else Rating.AGAIN
            self.card.reveal(said, "right" if right else "wrong", chosen)
        elif question.typed:
            found = judged(question, self.card.typed.value)
            rating = proposed(found.verdict)
            look: Verdict = "right" if found.accepted else "near" if rating is Rating.HARD else "wrong"
            self.card.reveal(verdict_words(found, question, self.reviewing.dress), look)
        else:
            rating = Rating.GOOD
            self.card.reveal()
        ratings = self.query_one(Ratings)
        ratings.intervals = self.reviewing.previews()
        ratings.proposed = rating

    # Keys and clicks

    @on(Flashcard.Revealed)
    @on(Ratings.Clicked)
    def _look(self) -> None:
        self._reveal()

    @on(Flashcard.Chosen)
    def _choose(self, event: Flashcard.Chosen) -> None:
        self._reveal(event.choice)

    @on(Ratings.Rated)
    def _rated(self, event: Ratings.Rated) -> None:
        self._rate(event.rating)

    def action_reveal(self) -> None:
        """The answer; once it is there, the rating that is proposed."""
        rating = self.query_one(Ratings).proposed
        if rating is None:
            self._reveal()
        else:
            self._rate(rating)

    def action_rate(self, number: int) -> None:
        question = self.reviewing.current
        if question is None:
            return
        if self.card.is_revealed:
            self._rate(Rating(number))
        elif question.choices and number <= len(question.choices):
            self._reveal(number - 1)

    def _rate(self, rating: Rating) -> None:
        took = round((time.monotonic() - self._since) * 1000)
        if self.reviewing.current is not None and self.keep(lambda: self.reviewing.answer(rating, took)):
            self.ask()
            leech = self.reviewing.leech
            if leech is not None:
                name = self.reviewing.dress.name(leech.preferred)
                self._tell(f"{name} was forgotten too often: suspended. {self.key_of('undo_answer')} takes it back.")

    def action_scroll(self, step: int) -> None:
        self.card.scroll_relative(y=step, animate=False)

    def action_undo_answer(self) -> None:
        undone: list[str | None] = []
        if self.keep(lambda: undone.append(self.reviewing.undo())):
            self.ask()
            what = undone[0]
            self._tell("Nothing is left to take back." if what is None else f"Took back {what}.")

    def action_suspend(self) -> None:
        self._put_aside(self.reviewing.suspend, "Suspended: it comes no more.")

    def action_bury(self) -> None:
        self._put_aside(self.reviewing.bury, "Put off until tomorrow.")

    def _put_aside(self, put: Callable[[], None], said: str) -> None:
        if self.reviewing.current is not None and self.keep(put):
            self.ask()
            self._tell(f"{said} {self.key_of('undo_answer')} takes it back.")

    def action_flag(self) -> None:
        if self.reviewing.current is not None and self.keep(self.reviewing.flag):
            self._show_left()

    def action_cycle(self, name: str) -> None:
        """Write the cards otherwise from now on, and the texts."""
        self.options = self.options.cycled(name)
        self.keep(lambda: self._session.save_preference("reading", self.options.to_record()))
        self.reviewing.redress(self._dress())
        self.card.tones = self._tones()
        if self.reviewing.current is not None:
            self.card.redress(self.reviewing.current)
        self._tell(LABELS[name, getattr(self.options, name)].capitalize() + ".")

    # Editing

    def action_edit(self) -> None:
        """Change the concept; what its cards remember stays."""
        from reader.concept_form import ConceptForm
        from reader.tui.dialogs.concept import ConceptDialog

        question = self.reviewing.current
        if question is not None:
            concept = self._session.termbase.concept(question.concept.id) or question.concept
            self.app.push_screen(ConceptDialog(ConceptForm(self._session, concept)), self._save)

    def _save(self, concept: Concept | None) -> None:
        if concept is None:
            return
        what = f"editing {concept.preferred.hans}"
        if self.keep(lambda: self._session.terms.save([concept], what)):
            self.reviewing.edited(self._dress(), what, self._session.terms.undo)
            if self.reviewing.current is not None:
                self.card.redress(self.reviewing.current)
            self._tell(f"Changed {concept.preferred.hans}. {self.key_of('undo_answer')} takes it back.")

    # Elsewhere

    def action_go_to_sentence(self) -> None:
        question = self.reviewing.current
        if question is None:
            return
        sentence = question.card.detail or next((e.zh for e in question.concept.examples), "")
        self._look_for(question.concept, sentence)

    @work(thread=True, exclusive=True, group="place")
    def _look_for(self, concept: Concept, sentence: str) -> None:
        worker = get_current_worker()
        place = place_of(self._session, concept, sentence, self._reading, self.breather(worker))
        if worker.is_cancelled:
            return
        if place is None:
            self.app.call_from_thread(self._tell, "No text of the library has this word.")
        else:
            self.app.call_from_thread(self.dismiss, place)

    def action_statistics(self) -> None:
        """Figures of the cards that this sitting is about."""
        from reader.tui.screens.statistics import StatisticsScreen

        sitting = self.reviewing.sitting
        wanted = sitting.wanted if sitting.wanted.concepts is not None else None
        self.app.push_screen(StatisticsScreen(self._session, wanted, "" if wanted is None else sitting.title))

    def on_theme_changed(self) -> None:
        """Tone colours depend on the background."""
        self.card.tones = self._tones()
        self.card.draw()

    def action_close(self) -> None:
        """Out of the line that one types in, else out of the sitting."""
        if self.card.typed.has_focus:
            self.card.focus()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
