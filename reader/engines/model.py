"""What a translation service is to the rest of duban, and how it fails."""

from typing import Literal, Protocol

from msgspec import Struct

from reader.errors import ReaderError
from reader.text.translate.chunks import Limit

SourceLanguage = Literal["zh-Hans", "zh-Hant"]


class TranslationError(ReaderError):
    """A text could not be translated; the sentence says why and what to do."""


class CallError(Exception):
    """One call of a service failed. ``str(error)`` reads on after the service's name: “Google asks for a pause”."""

    passing = False
    """Whether the same call may do better a moment later."""
    hopeless = False
    """Whether no further call in this run can do better."""


class PauseError(CallError):
    """Too many calls (429, or 503 with a time)."""

    passing = True

    def __init__(self, words: str, seconds: float | None = None) -> None:
        super().__init__(words)
        self.seconds = seconds
        """How long the service asks to wait; None: it does not say."""


class TroubleError(CallError):
    """The service has trouble of its own (5xx)."""

    passing = True


class SilenceError(CallError):
    """No answer in time, or no connection."""


class RefusalError(CallError):
    """The service will not (key, quota, language)."""

    hopeless = True


class MisfitError(CallError):
    """The service does not take this text (400, 413)."""


class GarbageError(CallError):
    """What came back is no translation."""


class CancelledCallError(Exception):
    """Somebody does not want the answer any more."""


class Price(Struct, frozen=True):
    """What a provider publishes; only what has a source is said."""

    words: str
    source: str
    per_million: float = 0.0
    """Of ``currency`` for a million characters; 0: not charged by character."""
    currency: str = ""


class Provider(Struct, frozen=True):
    """A service as the user chooses it."""

    name: str
    """As in settings and on the command line."""
    label: str
    """As it is called in sentences."""
    host: str
    """Where text goes; empty: to an address of the user's own; ``this computer`` stays."""
    limit: Limit
    needs: tuple[str, ...] = ()
    """Settings without which it cannot be asked."""
    takes: tuple[str, ...] = ()
    """Further settings."""
    pause: float = 0.2
    """Seconds between two calls."""
    usual_seconds: float = 1.0
    """What one call takes as a rule, for the estimate."""
    price: Price | None = None
    note: str = ""

    @property
    def is_local(self) -> bool:
        """Whether text stays on this computer."""
        return self.host == THIS_COMPUTER


THIS_COMPUTER = "this computer"


class Engine(Protocol):
    """A service ready to be asked. It may block for as long as it likes: whoever calls it sets a deadline."""

    def translate(self, text: str) -> object:
        """What the service says of a text. Raises CallError."""
