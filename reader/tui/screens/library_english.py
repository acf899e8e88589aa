"""The English that somebody has of a text, put beside it from the library's screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from reader.errors import USER_ERRORS
from reader.overview import Row
from reader.shelving import with_english
from reader.tui.screens.library_importing import LibraryImporting

if TYPE_CHECKING:
    from reader.sources import Sources


class LibraryEnglish(LibraryImporting):
    """The key that adds a translation."""

    def action_english(self) -> None:
        from reader.tui.dialogs.importing import EnglishDialog

        row = self.row
        if row is None or not self.may_take_in():
            return
        title = self.words.sentence(row.meta.title_zh)
        if row.fault:
            self.notify(row.fault, severity="error", timeout=10, markup=False)
        elif not row.listed.own:
            self.notify(f"{title} comes with duban; English is put beside texts of your own.", markup=False)
        else:
            dialog = EnglishDialog(title, has_one=_has_english(row))
            self.app.push_screen(dialog, lambda sources: self._add_english(row, sources))

    def _add_english(self, row: Row, sources: "Sources | None", *, allow_local: bool = False) -> None:
        if sources is not None:
            self.say_importing("reading the English …")
            self.importing = self._put_beside(row, sources, allow_local)

    @work(thread=True, exclusive=True, group="import", description="English")
    def _put_beside(self, row: Row, sources: "Sources", allow_local: bool) -> None:
        from reader.importing import Failed, ImportCancelledError, Watch, add_translation, is_local

        worker = get_current_worker()
        name = sources.names[0] if sources.names else ""
        tell = self.app.call_from_thread

        def progress(what: str, _count: int) -> None:
            if not worker.is_cancelled:
                tell(self.say_importing, f"{what} …")

        watch = Watch(progress, self.breather(worker))
        outcome: Failed | tuple[str, Callable[[], None]] | None
        try:
            outcome = with_english(
                row.listed,
                lambda: add_translation(self._session, row.id, name, sources.pasted, watch, allow_local=allow_local),
            )
        except ImportCancelledError:
            outcome = None
        except USER_ERRORS as error:
            outcome = Failed(name, str(error), getattr(error, "host", "") if is_local(error) else "")
        except OSError as error:
            outcome = Failed(name, f"{error.filename or name}: {error.strerror or error}.")
        if self.is_attached and self.app.is_running:
            tell(self._english_added, row, sources, outcome)

    def _english_added(self, row: Row, sources: "Sources", outcome: object) -> None:
        from reader.importing import Failed

        self.say_importing("")
        if outcome is None:
            self.notify("It was stopped; its English is as it was.")
        elif isinstance(outcome, Failed):
            if outcome.local:
                self.ask_local(outcome.local, lambda: self._add_english(row, sources, allow_local=True))
            else:
                self.notify(outcome.fault, severity="error", timeout=10, markup=False)
        elif isinstance(outcome, tuple):
            said, undo = outcome
            self._state.done.add(f"the English of {row.meta.title_zh}", undo)
            self.look_again()
            key = self.key_of("undo_library")
            self.notify(f"{said[:1].upper()}{said[1:]}. {key} takes it back.", timeout=8, markup=False)


def _has_english(row: Row) -> bool:
    try:
        with (row.listed.folder / "en.txt").open("rb") as file:
            return any(line.strip() for line in file)
    except OSError:
        return False
