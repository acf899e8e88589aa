"""A book that duban has written comes back as the text that it was."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from reader.cli import main
from texts.importers.epub import read_epub
from texts.library import BUNDLED, FIRST_TEXT, load_folder


@pytest.mark.parametrize("english", ["paragraph", "sentence"])
def test_no_word_is_lost_on_the_way(tmp_path: Path, english: str) -> None:
    out = tmp_path / "book.epub"
    run = CliRunner().invoke(main, ["export", FIRST_TEXT, "-o", str(out), "--english-by", english])
    assert run.exit_code == 0, run.output
    incoming = read_epub(out, out.name)
    source = load_folder(BUNDLED / FIRST_TEXT)
    back = list(incoming.paragraphs)
    assert [(p.text, p.kind) for p in back] == [(p.text, p.kind) for p in source.paragraphs]
    squeezed = [("".join((p.translation or "").split())) for p in back]
    assert squeezed == ["".join((p.translation or "").split()) for p in source.paragraphs]
    assert (incoming.meta.title_zh, incoming.meta.title_en) == (source.meta.title_zh, source.meta.title_en)
    assert (incoming.meta.date, incoming.meta.script) == (source.meta.date, source.meta.script)
