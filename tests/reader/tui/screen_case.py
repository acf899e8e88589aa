"""Opening the reading screen for a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.status_line import StatusLine

ARTICLE = "hangzhou-live-commerce"


class Case:
    """An app under test: what it shows, in words a test can compare."""

    def __init__(self, app: DubanApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReadingScreen))

    @property
    def word(self) -> str:
        """The word under the cursor, as shown."""
        at = self.screen.view.cursor
        assert at is not None
        return self.screen.source.shown(at.paragraph).tokens[at.token].text

    @property
    def paragraph(self) -> int:
        at = self.screen.view.cursor
        assert at is not None
        return at.paragraph

    @property
    def status(self) -> str:
        return self.screen.query_one(StatusLine).render().plain

    @property
    def annotation(self) -> str:
        """What stands above the word under the cursor."""
        at = self.screen.view.cursor
        assert at is not None
        return self.screen.source.annotations(at.paragraph)[at.token]

    @property
    def card(self) -> str:
        """The card's text; empty if none is to be seen."""
        view = self.screen.panel if self.screen.panel.display else self.screen.popup
        return str(view.query_one(".body").render()) if view.display else ""

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def walk_to(self, word: str, most: int = 60) -> None:
        """Go on to a word, which must come soon."""
        for _ in range(most):
            if self.word == word:
                return
            await self.press("l")
        raise AssertionError(f"{word} does not come")

    async def type(self, text: str) -> None:
        for character in text:
            await self.pilot.press("space" if character == " " else character)

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()


@asynccontextmanager
async def opened(size: tuple[int, int] = (120, 40), text: str | None = ARTICLE) -> AsyncIterator[Case]:
    """The app on a text, everything that loads behind the screen loaded."""
    session = Session.open(lambda _: None)
    app = DubanApp(session, session.open_text(text))
    try:
        async with app.run_test(size=size) as pilot:
            case = Case(app, pilot)
            await pilot.pause(0.1)
            await case.settle()
            yield case
    finally:
        session.close()
