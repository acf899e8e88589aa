"""Moving through the text, and remembering where the reader is."""

from datetime import UTC, datetime

from textual import on, work
from textual.timer import Timer

from glossary.store.record import Place
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.desk import ReadingDesk
from reader.tui.text_view import TextView
from reader.tui.view_motion import Predicate

SAVE_SECONDS = 0.8
"""How long the reader rests before the place is written down."""


class Moving(ReadingDesk):
    """The keys that move, and the place kept for next time."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._place: tuple[int, int] | None = None
        """Paragraph and offset of the cursor's word, for when the widgets are gone already."""
        self._saving: Timer | None = None

    def action_word(self, step: int) -> None:
        self.view.next_word() if step > 0 else self.view.previous_word()

    def action_select(self, step: int) -> None:
        self.view.next_word(extend=True) if step > 0 else self.view.previous_word(extend=True)

    def action_line(self, step: int) -> None:
        self.view.next_line() if step > 0 else self.view.previous_line()

    def action_paragraph(self, step: int) -> None:
        self.view.next_paragraph() if step > 0 else self.view.previous_paragraph()

    def action_page(self, step: int) -> None:
        self.view.page_down() if step > 0 else self.view.page_up()

    def action_half_page(self, step: int) -> None:
        self.view.half_page_down() if step > 0 else self.view.half_page_up()

    def action_top(self) -> None:
        self.view.to_top()

    def action_bottom(self) -> None:
        self.view.to_bottom()

    def action_unknown(self, step: int) -> None:
        vocabulary = self._session.vocabulary
        self._find(lambda shown, _mark: vocabulary.is_unknown(shown.token), step, "No more new words that way.")

    def action_term(self, step: int) -> None:
        self._find(lambda shown, _mark: shown.token.term is not None, step, "No more terms that way.")

    @work(exclusive=True, group="find")
    async def _find(self, wanted: Predicate, step: int, none: str) -> None:
        if not await self.view.find_word(wanted, 1 if step > 0 else -1):
            self.notify(none)

    @on(TextView.TokenSelected)
    def _token_selected(self, event: TextView.TokenSelected) -> None:
        self._cards.clear()
        if event.via == "mouse" and not self.panel.display:
            self.popup.display = True
        self.call_after_refresh(self._show_card)

    @on(TextView.PlaceChanged)
    def _place_changed(self, event: TextView.PlaceChanged) -> None:
        self._place = (event.paragraph, event.offset)
        self._show_place(event.paragraph, event.offset)
        if self._saving is not None:
            self._saving.stop()
        self._saving = self.set_timer(SAVE_SECONDS, self.save_place)

    def save_place(self) -> None:
        """Write down where the reader is."""
        if self._place is not None:
            place = Place(self._reading.id, *self._place, datetime.now(UTC))
            self.keep(lambda: self._session.record.save_place(place))

    def on_unmount(self) -> None:
        self.save_place()
