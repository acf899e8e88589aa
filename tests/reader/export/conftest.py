"""Pages to test: the bundled article exported once, and a session that knows the dictionary."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.export.formats import manuscript
from reader.export.options import ExportOptions
from reader.export.page import write_page
from reader.session import Session
from texts.library import FIRST_TEXT
from texts.model import SourceText


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory, dictionary_folder: Path) -> Iterator[Session]:
    """A session of its own home, for tests that write nothing into it."""
    home = tmp_path_factory.mktemp("export-home")
    shutil.copytree(dictionary_folder, home / "cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUBAN_HOME", str(home))
        opened = Session.open(print)
        # Both are opened now, while the home is this one.
        assert opened.dictionary.by_word("中国")
        assert opened.record.concepts() == []
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def article(session: Session) -> SourceText:
    return session.library.load(FIRST_TEXT)


def write(session: Session, source: SourceText, to: Path, options: ExportOptions | None = None) -> Path:
    """Export a text to a file."""
    chosen = options or ExportOptions()
    with to.open("wb") as file:
        write_page(manuscript(session, source, chosen), chosen, file)
    return to


@pytest.fixture(scope="session")
def page(session: Session, article: SourceText, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled article as a page with all four scripts."""
    folder = tmp_path_factory.mktemp("page")
    return write(session, article, folder / "article.html", ExportOptions(scripts=("hans", "hant", "tw", "hk")))
