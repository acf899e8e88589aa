"""Writing the text to a file while it is being read."""

import time
from pathlib import Path

from textual import work
from textual.worker import Worker, get_current_worker

from reader.errors import USER_ERRORS
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.desk import ReadingDesk

SAID_EVERY_SECONDS = 0.2


class _StoppedError(Exception):
    """The user does not want the file any more."""


class Exporting(ReadingDesk):
    """The key that exports."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._exporting: Worker[None] | None = None

    def action_export(self) -> None:
        from reader.export.formats import public_id
        from reader.tui.dialogs.prompts import ExportDialog

        self.app.push_screen(ExportDialog(f"{public_id(self._reading.id)}.html"), self._export)

    def _export(self, out: Path | None) -> None:
        if out is not None:
            wait = "" if self._dictionary_prepared.is_set() else " once the dictionary is there"
            self._note(f"writing {out.name}{wait} …")
            self._exporting = self._write(out)

    @work(thread=True, exclusive=True, group="export")
    def _write(self, out: Path) -> None:
        from reader.export.formats import export
        from reader.export.options import as_read

        worker = get_current_worker()
        if not self.wait_for(self._dictionary_prepared, worker):
            return
        cancelled = self.breather(worker)
        said = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal said
            if cancelled():
                raise _StoppedError
            if time.monotonic() - said > SAID_EVERY_SECONDS:
                said = time.monotonic()
                self.app.call_from_thread(self._note, f"writing {out.name} … {done / of:.0%}")

        try:
            export(self._session, self._reading.source, out, as_read(self._options), progress)
        except _StoppedError:
            return
        except USER_ERRORS as error:
            self._end(worker, str(error), failed=True)
        except OSError as error:
            self._end(worker, f"{out} cannot be written: {error.strerror}. Choose another place.", failed=True)
        else:
            self._end(worker, f"Written: {out}")

    def _end(self, worker: Worker[None], words: str, *, failed: bool = False) -> None:
        def say() -> None:
            self._note("")
            self.notify(words, severity="error" if failed else "information", timeout=10, markup=False)

        if not worker.is_cancelled:
            self.app.call_from_thread(say)
