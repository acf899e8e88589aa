"""What can go wrong with a text, each with a sentence that says what to do."""


class TextsError(Exception):
    """Base of every error of this package; ``str(error)`` is one clear sentence for the user."""


class TextNotFoundError(TextsError):
    """No library text and no file has this name."""


class UnreadableTextError(TextsError):
    """A file is there but cannot be read as text (binary, wrong encoding, no permission)."""


class ManifestError(TextsError):
    """A text folder's ``meta.toml`` is wrong; the sentence names the file and the field."""


class FolderError(TextsError):
    """A text's folder cannot be changed, moved or brought back."""
