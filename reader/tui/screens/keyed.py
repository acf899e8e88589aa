"""What screens with a table of keys share: their keys as they are bound, help, and work that keeps no key waiting."""

import gc
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.binding import Binding
from textual.screen import Screen
from textual.worker import Worker

from reader.errors import USER_ERRORS
from reader.tui.widgets.key_bar import KeyBar, KeyNames, hints

REST_SECONDS = 0.1
"""No work at all in the background after a switch was pressed."""
SLICE_SECONDS = 0.004
"""Work on the whole text, then rest, by turns."""
BREATH_SECONDS = 0.02
"""Between two pieces of such work, in which keys are answered."""

Answer = TypeVar("Answer")


def collect_again() -> None:
    """Have garbage collected again, which a start puts off until it has painted.

    What start-up made stays to the end, and looking through it would hold up one of the first keys. Only then: a later
    text's screen must be freed when it is left.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class KeyedScreen(Screen[Answer]):
    """A screen whose keys stand in a table of ``reader.tui.keys``."""

    KEYS: ClassVar[Sequence[Binding]] = ()
    KEY_GROUPS: ClassVar[Sequence[Binding.Group]] = ()
    KEYS_BELOW: ClassVar[Sequence[str]] = ()
    """Ids of the keys that the bottom line offers, the most needed first."""

    def __init__(self) -> None:
        super().__init__()
        self._switched = 0.0
        """When a switch was last pressed, by the monotonic clock: work in the background rests then."""

    def bindings_in_force(self) -> list[tuple[str, Binding]]:
        """Every key of this screen with its binding, after remapping; also those that the app itself answers."""
        active = [(key, active.binding) for key, active in self.active_bindings.items()]
        present = {binding.id for _, binding in active}
        others = [binding for binding in self.KEYS if binding.id not in present]
        return active + [(key, replace(binding, key=key)) for binding in others for key in binding.key.split(",")]

    def key_of(self, name: str) -> str:
        """The key of a binding as it is written on the screen."""
        return next(KeyNames()(binding) for _, binding in self.bindings_in_force() if binding.id == name)

    def more_commands(self) -> Iterable[tuple[str, str, Callable[[], None]]]:
        """What the list of all commands offers here besides the keys: its name, a word on it, and what it does."""
        return ()

    def show_keys(self) -> None:
        self.query_one(KeyBar).hints = tuple(hints(self.bindings_in_force(), (*self.KEYS_BELOW, "help"), KeyNames()))

    def action_help(self) -> None:
        from reader.tui.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(self.bindings_in_force(), self.KEY_GROUPS))

    def on_theme_changed(self) -> None:
        """The app has other colours: whatever hangs on them is made anew."""

    def switched(self) -> None:
        """The whole screen is about to be drawn anew: whatever works in the background stops for a moment."""
        self._switched = time.monotonic()

    def keep(self, save: Callable[[], object]) -> bool:
        """Write something down; if that fails, say why and go on. Whether it was written."""
        try:
            save()
        except USER_ERRORS as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return False
        return True

    def rest(self, worker: Worker[None]) -> None:
        """Keep a thread from working right after a switch was pressed: the whole screen is being drawn anew."""
        while time.monotonic() < self._switched + REST_SECONDS and not worker.is_cancelled:
            time.sleep(BREATH_SECONDS)

    @staticmethod
    def wait_for(event: threading.Event, worker: Worker[None]) -> bool:
        """Have a thread wait for what another one prepares; whether it came before the thread was cancelled."""
        while not (worker.is_cancelled or event.wait(REST_SECONDS)):
            pass
        return not worker.is_cancelled

    def breather(self, worker: Worker[None]) -> Callable[[], bool]:
        """What a long work in a thread asks again and again: whether it is cancelled. It is held up there, so that half
        the time is the screen's: a thread that only computes would make every key wait."""
        since = time.monotonic()

        def cancelled() -> bool:
            nonlocal since
            if time.monotonic() - since > SLICE_SECONDS:
                time.sleep(SLICE_SECONDS)
                self.rest(worker)
                since = time.monotonic()
            return worker.is_cancelled

        return cancelled
