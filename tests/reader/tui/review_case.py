"""Opening the flashcards for a test."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from glossary.study.model import Direction
from reader.reviewing import Sitting
from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.screens.review import ReviewScreen
from reader.tui.widgets.ratings import Ratings
from reader.tui.widgets.sitting_line import SittingLine

TERMS = ("自然流", "坑位费", "店播", "MCN机构")


class ReviewCase:
    """An app with a sitting, and what is to be seen of it."""

    def __init__(self, app: DubanApp, pilot: Pilot[None], session: Session) -> None:
        self.app = app
        self.pilot = pilot
        self.session = session

    @property
    def screen(self) -> ReviewScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReviewScreen))

    @property
    def word(self) -> str:
        """What the present card is about; empty if there is none."""
        current = self.screen.reviewing.current
        return "" if current is None else current.concept.preferred.hans

    @property
    def front(self) -> str:
        return str(self.screen.query_one("#front").render())

    @property
    def back(self) -> str:
        return str(self.screen.query_one("#back").render())

    @property
    def ratings(self) -> Ratings:
        return self.screen.query_one(Ratings)

    @property
    def line(self) -> str:
        return self.screen.query_one(SittingLine).render().plain

    @property
    def said(self) -> str:
        """What was just done, as it stands at the top."""
        return self.screen.query_one(SittingLine).note

    @property
    def kept(self) -> list[tuple[int, int]]:
        """Every answer on the disk: card and rating."""
        return [(review.card_id, int(review.rating)) for review in self.session.study.deck.store.reviews()]

    @property
    def page(self) -> str:
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips(self.app.size))

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        for character in text:
            await self.pilot.press("space" if character == " " else character)


def with_cards(directions: Sequence[Direction], terms: Sequence[str] = TERMS) -> Session:
    """A session with cards of some terms of the bundled glossary."""
    session = Session.open(lambda _: None)
    if directions:
        session.study.add(session.study.concepts(terms=terms), directions)
    return session


@asynccontextmanager
async def sitting(
    *directions: Direction,
    terms: Sequence[str] = TERMS,
    size: tuple[int, int] = (120, 40),
    about: Sitting | None = None,
) -> AsyncIterator[ReviewCase]:
    """The app opened on a sitting with cards of these directions."""
    session = with_cards(directions, terms)
    app = DubanApp(session, None, about or Sitting())
    try:
        async with app.run_test(size=size) as pilot:
            case = ReviewCase(app, pilot, session)
            await case.press()
            yield case
    finally:
        session.close()
