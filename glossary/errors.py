"""What can go wrong with terms, the dictionary or the learner's record."""


class GlossaryError(Exception):
    """Base of every error of this package; ``str(error)`` is one clear sentence for the user."""


class TermbaseError(GlossaryError):
    """A glossary file is wrong; the sentence names the file, the concept and the field."""


class DictionaryError(GlossaryError):
    """The dictionary cannot be read or built."""


class StoreError(GlossaryError):
    """The learner's record cannot be opened or written (locked, read-only, full disk, not ours)."""


class NewerStoreError(StoreError):
    """The record was written by a newer duban; it is left untouched."""
