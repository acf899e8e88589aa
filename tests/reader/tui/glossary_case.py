"""Opening the glossary's screen for a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reader.tui.screens.glossary_changing import GlossaryScreen
from tests.reader.tui.screen_case import ARTICLE, Case, opened


class GlossaryCase(Case):
    """An app whose glossary was opened."""

    @property
    def glossary(self) -> GlossaryScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, GlossaryScreen))

    @property
    def rows(self) -> list[str]:
        """What is to be seen of the list, line by line."""
        concepts = self.glossary.concepts
        return [concepts.render_line(y).text.rstrip() for y in range(min(concepts.size.height, len(concepts)))]

    @property
    def head(self) -> str:
        """The headword under the list's cursor, in simplified characters; empty if there is none."""
        entry = self.glossary.concepts.item
        return "" if entry is None else entry.concept.preferred.hans

    @property
    def shown(self) -> str:
        """The concept in full, if it is to be seen."""
        view = self.glossary.view
        return str(view.query_one(".body").render()) if view.display else ""

    @property
    def said(self) -> str:
        """The last thing that was said to the user."""
        notifications = list(self.app._notifications)
        return notifications[-1].message if notifications else ""

    @property
    def counted(self) -> str:
        """What stands beside the search line."""
        return str(self.glossary.query_one("#shown").render())

    async def look(self) -> None:
        """Wait until the uses of the concept are there."""
        while self.glossary._looking:
            await self.pilot.pause(0.05)
        await self.settle()

    async def search(self, typed: str) -> None:
        """Type into the search line, and go to the list."""
        await self.press("slash")
        self.glossary.query_line.value = ""
        for character in typed:
            await self.pilot.press("space" if character == " " else character)
        await self.press("enter")


@asynccontextmanager
async def glossary(size: tuple[int, int] = (120, 40), text: str | None = ARTICLE) -> AsyncIterator[GlossaryCase]:
    """The app on a text, the glossary open."""
    async with opened(size, text) as case:
        opened_case = GlossaryCase(case.app, case.pilot)
        await opened_case.press("A")
        await opened_case.look()
        yield opened_case
