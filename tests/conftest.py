"""What every test may rely on: a home of its own, an index of the dictionary, no surprise from the terminal."""

import shutil
from pathlib import Path

import pytest

from glossary.dictionary.index import index_for


@pytest.fixture(scope="session")
def dictionary_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dictionary's index, built once for all tests."""
    folder = tmp_path_factory.mktemp("dictionary")
    index_for(folder)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("DUBAN_HOME", str(folder))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


@pytest.fixture
def used_home(home: Path, dictionary_folder: Path) -> Path:
    """A home in which the dictionary is ready."""
    cache = home / "cache"
    cache.mkdir(parents=True)
    for index in dictionary_folder.iterdir():
        shutil.copy(index, cache)
    return home
