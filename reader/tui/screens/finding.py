"""Finding a place: search, contents, bookmarks, paragraph numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, get_current_worker

from glossary.store.record import Bookmark
from reader.reading import LABEL, Reading
from reader.session import Session
from reader.tui.screens.desk import ReadingDesk

if TYPE_CHECKING:
    from reader.search import Hit, Query
    from reader.tui.dialogs.lists import Choice

# Dialogs and search are imported when first asked for: they would take a third of the time to first paint.


class Finding(ReadingDesk):
    """The keys that find."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._query = ""
        self._searching: Worker[None] | None = None

    def action_search(self) -> None:
        from reader.tui.dialogs.prompts import SearchDialog

        self.app.push_screen(SearchDialog(self._query), self._search)

    def _search(self, typed: str | None) -> None:
        from reader.search import Query

        if typed is None:
            return
        self._query = typed
        self._hits = []
        if typed:
            self._note("searching …")
            self._searching = self._collect_hits(Query(typed))
        else:
            self._note("")
            self._refresh_source()

    @work(thread=True, exclusive=True, group="search")
    def _collect_hits(self, query: "Query") -> None:
        from reader.search import Sieve, hits

        worker = get_current_worker()
        reading, found = self._reading, []
        sieve = Sieve(query, lambda: self._session.sounds(reading.id))
        for index in range(reading.count):
            if worker.is_cancelled:
                return
            if sieve.answers(reading.paragraphs[index]):
                found += hits(reading.annotated(index), query)
            if index % 500 == 499:
                share = f"searching … {index / reading.count:.0%}, {len(found)} found"
                self.app.call_from_thread(self._note, share)
        self.app.call_from_thread(self._show_hits, query, found)

    def _show_hits(self, query: "Query", found: "list[Hit]") -> None:
        if query.typed != self._query:
            return
        self._hits = found
        self._refresh_source()
        if found:
            self.action_hit(1, stay=True)
        else:
            self._note(f"nothing found for “{query.typed}”")

    def action_hit(self, step: int, stay: bool = False) -> None:
        """To the next or previous hit; ``stay`` counts the word under the cursor as next."""
        from reader.search import nearest

        at = self.view.cursor
        if not self._hits or at is None:
            self.notify("Search with / first." if not self._query else f"Nothing found for “{self._query}”.")
            return
        token = self.source.shown(at.paragraph).tokens[at.token].token
        offset = token.start - 1 if stay else token.start if step < 0 else token.end - 1
        number = nearest(self._hits, (at.paragraph, offset), step)
        if number is not None:
            hit = self._hits[number]
            self.view.go_to(hit.paragraph, hit.start)
            self._note(f"{number + 1} of {len(self._hits)} for “{self._query}”")

    def action_contents(self) -> None:
        from reader.tui.dialogs.lists import Choice

        headings = self._reading.headings()
        here = self.view.cursor.paragraph if self.view.cursor else 0
        current = max((n for n, (index, _) in enumerate(headings) if index <= here), default=0)
        chief = min((self._reading.paragraphs[index].level for index, _ in headings), default=1)
        choices = [
            Choice(
                str(index),
                "  " * (self._reading.paragraphs[index].level - chief)
                + f"{self._reading.convert(title, self.source.script)}   ¶{index + 1}",
            )
            for index, title in headings
        ]
        self._choose("Contents", choices, "This text has no headings.", current)

    def action_bookmarks(self) -> None:
        from reader.tui.dialogs.lists import Choice

        marks = self._session.record.bookmarks(self._reading.id)
        here = {stored: index for index, stored in self._bookmarks.items()}
        choices = [Choice(str(here[m.paragraph]), f"¶{here[m.paragraph] + 1}  {m.label}") for m in marks]
        self._choose("Bookmarks", choices, "No bookmarks yet; b sets one.", 0)

    def _choose(self, heading: str, choices: "Sequence[Choice]", empty: str, current: int) -> None:
        from reader.tui.dialogs.lists import ChoiceDialog

        def go(answer: str | None) -> None:
            if answer is not None:
                self.view.go_to(int(answer))

        self.app.push_screen(ChoiceDialog(heading, choices, empty, current), go)

    def action_bookmark(self) -> None:
        at = self.view.cursor
        if at is None:
            return
        index = at.paragraph
        if index in self._bookmarks:
            stored = self._bookmarks.pop(index)
            self.keep(lambda: self._session.record.remove_bookmark(self._reading.id, stored))
        else:
            label = self._reading.paragraphs[index].text[:LABEL]
            mark = Bookmark(self._reading.id, index, 0, label, datetime.now(UTC))
            self.keep(lambda: self._session.record.save_bookmark(mark))
            self._bookmarks[index] = index
        self._refresh_source()

    def action_go_to(self) -> None:
        from reader.tui.dialogs.prompts import GoToDialog

        def go(paragraph: int | None) -> None:
            if paragraph is not None:
                self.view.go_to(paragraph)

        self.app.push_screen(GoToDialog(self._reading.count), go)
