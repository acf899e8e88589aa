"""The errors a user may see, in one place for whoever shows them."""

from glossary.errors import GlossaryError
from texts.errors import TextsError


class ReaderError(Exception):
    """Base of this package's errors; ``str(error)`` is one clear sentence that says what to do."""


class SettingsError(ReaderError):
    """``settings.toml`` is wrong; the sentence names the field."""


USER_ERRORS = (TextsError, GlossaryError, ReaderError)
"""Everything that is the input's or the machine's fault and not a bug of ours."""
