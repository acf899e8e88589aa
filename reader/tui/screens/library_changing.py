"""Changing the library where one looks at it: titles and tags, deleting, and taking any of it back."""

from collections.abc import Callable
from typing import TypeVar

from reader.errors import USER_ERRORS
from reader.overview import Row
from reader.shelving import bring_back, delete, edit, trash
from reader.tui.screens.library_english import LibraryEnglish
from texts.editing import Changes

_Result = TypeVar("_Result")


class LibraryScreen(LibraryEnglish):
    """The library, whole: every key of the table in ``keys`` is answered here or in what it is made of."""

    def action_edit(self, first: str = "title_zh") -> None:
        from reader.tui.dialogs.text_form import TextForm

        row = self.row
        if row is None:
            return
        if row.fault:
            self.notify(row.fault, severity="error", timeout=10, markup=False)
            return
        tags = sorted({tag for other in self._rows.values() for tag in other.meta.tags})
        note = "" if row.listed.own else " (your own copy of it)"

        def save(changes: Changes | None) -> None:
            if changes:
                undone = self._done(lambda: edit(row.listed, changes))
                if undone is not None:
                    self._add_undo(f"the change of {row.meta.title_zh}", undone)
                    self._say(f"Changed {', '.join(map(_named, changes))} of {self._title(row)}{note}.")

        form = TextForm(row.meta, f"Edit {self._title(row)}{note}", tuple(tags), first)
        self.app.push_screen(form, save)

    def action_delete(self) -> None:
        row = self.row
        if row is None:
            return
        after = self.texts.neighbour
        thrown = self._done(lambda: delete(row.listed))
        if thrown is None:
            return
        self._add_undo(f"the deletion of {row.meta.title_zh}", lambda: bring_back(thrown))
        if row.origin != "copy":
            self._state.at = after
        bundled = " The bundled one is back in its place." if row.origin == "copy" else ""
        self._say(f"Deleted {self._title(row)}.{bundled}")

    def action_undo(self) -> None:
        """Take back the last thing done here; then, deletions of earlier days."""
        done = self._state.done.take()
        if done is not None:
            if self.keep(done.undo):
                self.look_again()
                self._took_back(done.what)
            else:
                self._state.done.add(done.what, done.undo)
            return
        thrown = trash().last()
        if thrown is None:
            self.notify("Nothing is left to undo.")
        elif self.keep(lambda: bring_back(thrown)):
            self._state.at = thrown.text_id
            self.look_again()
            row = self._rows.get(thrown.text_id)
            self._took_back(f"the deletion of {row.meta.title_zh if row else thrown.text_id}")

    def _took_back(self, what: str) -> None:
        self.notify(f"Took back {what}.", markup=False)

    def _done(self, change: Callable[[], _Result]) -> _Result | None:
        """Change something; None if it could not be done, which is said."""
        try:
            return change()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return None

    def _add_undo(self, what: str, undo: Callable[[], object]) -> None:
        self._state.done.add(what, undo)

    def _say(self, said: str) -> None:
        self.look_again()
        self.notify(f"{said} {self.key_of('undo_library')} takes it back.", markup=False)

    def _title(self, row: Row) -> str:
        return self.words.sentence(row.meta.title_zh)


_NAMES = {"title_zh": "the title", "title_en": "the English title", "tags": "the tags"}


def _named(field: str) -> str:
    return _NAMES.get(field, f"the {field}")
