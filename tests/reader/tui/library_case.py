"""Opening the library's screen for a test."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from reader.tui.screens.library_changing import LibraryScreen
from tests.reader.tui.screen_case import ARTICLE, Case, opened


def write_text(
    home: Path, text_id: str, title: str = "题目", zh: str = "我们直播，我们带货。\n第二段。\n", **fields: object
) -> Path:
    """A text of the user's in a home."""
    folder = home / "texts" / text_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zh.txt").write_text(zh, encoding="utf-8")
    lines = [f'title_zh = "{title}"', *(f"{name} = {value!r}" for name, value in fields.items())]
    (folder / "meta.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def touch_later(*files: Path) -> None:
    """Have files look as if they were written a second later: a test writes twice within one tick of the clock."""
    for file in files:
        told = file.stat()
        os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns + 10**9))


class LibraryCase(Case):
    """An app whose library was opened."""

    @property
    def library(self) -> LibraryScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def is_open(self) -> bool:
        return any(isinstance(screen, LibraryScreen) for screen in self.app.screen_stack)

    @property
    def ids(self) -> Sequence[str]:
        """Of the texts that are listed, in order."""
        return [row.id for row in self.library.texts.items]

    @property
    def at(self) -> str:
        """Id of the text under the cursor."""
        row = self.library.texts.item
        return "" if row is None else row.id

    @property
    def rows(self) -> list[str]:
        """What is to be seen of the list, line by line."""
        lines = self.library.lines
        return [lines.render_line(y).text.rstrip() for y in range(min(lines.size.height, max(2, len(lines))))]

    @property
    def about(self) -> str:
        return str(self.library.query_one("#about").render())

    @property
    def counted(self) -> str:
        """What stands beside the search line."""
        return str(self.library.query_one("#shown").render())

    @property
    def said(self) -> str:
        """The last thing that was said to the user."""
        notifications = list(self.app._notifications)
        return notifications[-1].message if notifications else ""


@asynccontextmanager
async def library(size: tuple[int, int] = (120, 40), text: str | None = ARTICLE) -> AsyncIterator[LibraryCase]:
    """The app on a text, the library open."""
    async with opened(size, text) as case:
        opened_case = LibraryCase(case.app, case.pilot)
        await opened_case.press("o")
        yield opened_case
