"""Texts taken in from the library's screen: several at once, with how far it is, stopped by a key, summed up."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, WorkerState, get_current_worker

from reader.errors import USER_ERRORS
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session
from reader.shelving import bring_back, delete
from reader.text.layout import clip
from reader.tui.screens.library import LibraryState
from reader.tui.screens.library_inside import LibraryInside
from reader.tui.undo import UndoList
from reader.tui.widgets.text_list import tame

if TYPE_CHECKING:
    from reader.importing import Failed, Imported, Watch
    from reader.sources import Sources

# What imports is loaded with the first import: it brings the network's modules with it.

SAID_EVERY_SECONDS = 0.15
_NAME = 24
"""Cells of a source's name while it is being read."""


class LibraryImporting(LibraryInside):
    """The key that adds texts."""

    def __init__(
        self, session: Session, reading: Reading, options: ReadingOptions, state: LibraryState, undo: UndoList
    ) -> None:
        super().__init__(session, reading, options, state, undo)
        self.importing: Worker[None] | None = None
        """What takes something in, a text or the English of one."""
        self._imports = ""
        """How far the import is."""

    @property
    def note(self) -> str:
        return self._imports or super().note

    @property
    def is_importing(self) -> bool:
        worker = self.importing
        return worker is not None and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)

    def action_import(self) -> None:
        from reader.tui.dialogs.importing import SourcesDialog

        if self.may_take_in():
            self.app.push_screen(SourcesDialog(), self._import)

    def may_take_in(self) -> bool:
        """Whether nothing is being taken in; else it is said."""
        if self.is_importing:
            self.notify(f"One import at a time; {self.key_of('close')} stops the one that runs.")
        return not self.is_importing

    def _may_go(self) -> bool:
        """Whether the screen may be left; what it is taking in would be lost."""
        if self.is_importing:
            self.notify(f"The import goes on; {self.key_of('close')} stops it, and then you can leave.")
        return not self.is_importing

    def action_leave(self) -> None:
        if self._may_go():
            super().action_leave()

    def action_open(self) -> None:
        if self._may_go():
            super().action_open()

    def _import(self, sources: "Sources | None", *, allow_local: bool = False) -> None:
        if sources is not None:
            self.say_importing("importing …")
            self.importing = self._take_in(sources, allow_local)

    def ask_local(self, host: str, go_on: Callable[[], None]) -> None:
        """Fetch from the local network only if that is meant: a link may be a trap."""
        from reader.tui.dialogs.lists import Choice, ChoiceDialog

        choices = [Choice("no", "Leave it"), Choice("yes", "Fetch it: I know this machine")]

        def answered(answer: str | None) -> None:
            if answer == "yes":
                go_on()

        self.app.push_screen(ChoiceDialog(f"{tame(host)} is in the local network", choices, ""), answered)

    @work(thread=True, exclusive=True, group="import", description="import")
    def _take_in(self, sources: "Sources", allow_local: bool) -> None:
        from reader.importing import Failed, ImportCancelledError, Watch, Wishes, import_all, import_pasted

        worker = get_current_worker()
        breathe = self.breather(worker)
        outcomes: list[Imported | Failed] = []
        said = time.monotonic()

        def watch(number: int) -> "Watch":
            name = clip(tame(sources.names[number].rsplit("/", 1)[-1]), _NAME) if sources.names else "the text"
            place = f"{number + 1}/{len(sources.names)} " if len(sources.names) > 1 else ""

            def progress(what: str, count: int) -> None:
                nonlocal said
                if time.monotonic() - said > SAID_EVERY_SECONDS and not worker.is_cancelled:
                    said = time.monotonic()
                    told = f"{count:,} ¶" if count else f"{what} …"
                    self.app.call_from_thread(self.say_importing, f"importing {place}{name} {told}")

            return Watch(progress, breathe)

        cancelled = False
        wishes = Wishes(allow_local=allow_local)
        try:
            if sources.pasted:
                outcomes.append(import_pasted(self._session, sources.pasted, wishes, watch(0)))
            else:
                for outcome in import_all(self._session, sources.names, wishes, watch):
                    outcomes.append(outcome)
                    if worker.is_cancelled:
                        break
            cancelled = worker.is_cancelled
        except ImportCancelledError:
            cancelled = True
        except USER_ERRORS as error:
            outcomes.append(Failed(sources.words, str(error)))
        except OSError as error:
            outcomes.append(Failed(sources.words, f"{error.filename or sources.words}: {error.strerror or error}."))
        if self.is_attached and self.app.is_running:
            self.app.call_from_thread(self._imported, outcomes, cancelled, len(sources.names))

    def say_importing(self, words: str) -> None:
        self._imports = words
        self.say_shown()

    def _imported(self, outcomes: "Sequence[Imported | Failed]", cancelled: bool, asked: int) -> None:
        from reader.importing import Imported
        from reader.sources import Sources

        self.say_importing("")
        done = [one for one in outcomes if isinstance(one, Imported)]
        new = [one.text_id for one in done if not one.known]
        if done:
            self._state.at = done[-1].text_id
            self._state.only, self._state.typed = None, ""
            if not self._state.is_inside:
                self.query_line.value = ""
        if new:
            titles = [one.title for one in done if not one.known]
            what = f"the import of {titles[0]}" if len(new) == 1 else f"the import of {len(new)} texts"
            self._state.done.add(what, lambda: self._take_away(new))
        self.look_again()
        self.search()
        local = [one for one in outcomes if not isinstance(one, Imported) and one.local]

        def ask(_closed: None = None) -> None:
            if local:
                names = Sources(tuple(one.source for one in local))
                self.ask_local(local[0].local, lambda: self._import(names, allow_local=True))

        if not outcomes:
            self.notify("The import was stopped; nothing of it was kept.")
        elif len(outcomes) == 1 and asked < 2:
            ask() if local else self._say_outcome(outcomes[0])
        else:
            from reader.tui.dialogs.importing import SummaryDialog

            self.app.push_screen(SummaryDialog(outcomes, cancelled), ask)

    def _say_outcome(self, outcome: "Imported | Failed") -> None:
        from reader.importing import Failed

        if isinstance(outcome, Failed):
            self.notify(outcome.fault, severity="error", timeout=10, markup=False)
        elif outcome.known:
            there = self._rows.get(outcome.text_id)
            title = outcome.title if there is None else there.meta.title_zh
            self.notify(f"{title} is in the library already.", timeout=8, markup=False)
        else:
            from reader.tui.dialogs.importing import other_encoding

            said = f"Imported {outcome.said}. {self.key_of('undo_library')} takes it back."
            self.notify(" ".join(filter(None, (said, other_encoding([outcome])))), timeout=8, markup=False)

    def _take_away(self, ids: Sequence[str]) -> None:
        """Take back an import: its texts go to the trash, all or none."""
        gone = []
        try:
            for listed in self._session.library.listed():
                if listed.id in ids and listed.own:
                    gone.append(delete(listed))
        except BaseException:
            for thrown in gone:
                bring_back(thrown)
            raise

    def action_close(self) -> None:
        if self.importing is not None and self.is_importing:
            self.importing.cancel()
            self.say_importing("stopping …")
        else:
            super().action_close()
