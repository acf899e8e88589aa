"""Asking a service: the pause between two calls, another try where that makes sense, and a look at the answer."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from reader.engines.calling import call, wait
from reader.engines.model import (
    CallError,
    CancelledCallError,
    Engine,
    GarbageError,
    PauseError,
    Provider,
    SilenceError,
    SourceLanguage,
)
from reader.text.translate.answers import fault_of, tidied

if TYPE_CHECKING:
    from reader.translate_settings import TranslateSettings

_TRIES = 3
_LONGEST_PAUSE = 60.0
"""Seconds that a service may ask to wait; where it asks for more, it is given up."""
_LOCAL_SECONDS = 180.0
"""For an engine on this computer, which may have to load its model first."""

Say = Callable[[str], None]
Make = Callable[[Provider, "TranslateSettings", SourceLanguage], Engine]


def make_engine(provider: Provider, settings: "TranslateSettings", source: SourceLanguage) -> Engine:
    """The service as the settings have it."""
    if provider.is_local:
        from reader.engines.argos import ArgosEngine

        return ArgosEngine(source)
    import deep_translator.base  # noqa: F401  not within the deadline of the first call

    from reader.engines.deep import DeepEngine

    return DeepEngine(provider.name, settings.options.get(provider.name, {}), source, settings.deadline)


class Asker:
    """Asks services for one session; used by one thread at a time."""

    def __init__(self, settings: "TranslateSettings", make: Make = make_engine) -> None:
        self._settings = settings
        self._make = make
        self._engines: dict[tuple[str, SourceLanguage], Engine] = {}
        self._asked: dict[str, float] = {}
        """When each service was last asked, by the monotonic clock."""

    def ask(
        self, provider: Provider, source: SourceLanguage, text: str, cancelled: Callable[[], bool], say: Say
    ) -> str:
        """One answer that may be a translation. ``say`` is told what is waited for. Raises CallError, and
        CancelledCallError once ``cancelled`` says so."""
        for attempt in range(1, _TRIES + 1):
            wait(self._asked.get(provider.name, 0.0) + provider.pause - monotonic(), cancelled)
            try:
                return self._once(provider, source, text, cancelled)
            except CallError as error:
                pause = float(2 ** (attempt - 1))
                if isinstance(error, PauseError) and error.seconds is not None:
                    pause = error.seconds
                if not error.passing or attempt == _TRIES or pause > _LONGEST_PAUSE:
                    raise
                say(f"{provider.label} {error}: {pause:.0f} s")
                wait(pause, cancelled)
        raise AssertionError("the last try returns or raises")

    def _once(self, provider: Provider, source: SourceLanguage, text: str, cancelled: Callable[[], bool]) -> str:
        key = (provider.name, source)
        if key not in self._engines:
            self._engines[key] = self._make(provider, self._settings, source)
        deadline = _LOCAL_SECONDS if provider.is_local else self._settings.deadline
        try:
            answer = call(partial(self._engines[key].translate, text), deadline, cancelled)
        except (SilenceError, CancelledCallError):
            # Its connection may still be busy in the thread that was left to itself.
            self._engines.pop(key, None)
            raise
        finally:
            self._asked[provider.name] = monotonic()
        fault = fault_of(text, answer)
        if fault is not None:
            raise GarbageError(fault)
        return tidied(str(answer))
