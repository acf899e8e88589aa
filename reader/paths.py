"""Where duban keeps things. ``DUBAN_HOME`` moves all of it into one folder."""

import os
from pathlib import Path

_NAME = "duban"


def _base(kind: str) -> Path:
    home = os.environ.get("DUBAN_HOME")
    if home:
        return Path(home).expanduser()
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")(_NAME, appauthor=False))


def settings_file() -> Path:
    """``settings.toml``, written by the user alone."""
    return _base("config") / "settings.toml"


def record_file() -> Path:
    """``library.db``: everything precious (terms, corrections, places, word status)."""
    return _base("data") / "library.db"


def texts_folder() -> Path:
    """The user's own texts, one folder each."""
    return _base("data") / "texts"


def trash_folder() -> Path:
    """The texts that the user has deleted, until they empty it."""
    return _base("data") / "trash"


def translations_file() -> Path:
    """Answers of translation services; can be thrown away."""
    return cache_folder() / "translations.db"


def dictionaries_folder() -> Path:
    """A newer CC-CEDICT and the dictionaries that the user added."""
    return _base("data") / "dictionaries"


def cache_folder() -> Path:
    """Whatever can be thrown away and built again (the indexed dictionary, analyses)."""
    return _base("cache") / "cache" if os.environ.get("DUBAN_HOME") else _base("cache")
