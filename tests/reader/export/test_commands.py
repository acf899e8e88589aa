"""``duban export``, ``duban import`` and ``duban annotate --format html`` from outside."""

import json
from pathlib import Path

import pytest

from reader.export.packing import pack, unpack
from reader.export.readback import read_page
from tests.reader.test_cli import ARTICLE, duban, fails

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "book.epub", "text.md", "text.txt"])
def test_the_suffix_says_what_is_made(tmp_path: Path, name: str) -> None:
    done = duban("export", ARTICLE, "-o", str(tmp_path / name), "--also", "tw", "--by", "character")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    data = (tmp_path / name).read_bytes()
    begins = {"htm": b"<!DOCTYPE html>", "epu": b"PK\x03\x04", "md": b"# <ruby>", "txt": "zhíbō".encode()}
    assert data.startswith(begins[Path(name).suffix.lower().strip(".")[:3]])
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "home"] == [name]


def test_a_page_goes_out_and_comes_back(tmp_path: Path, used_home: Path) -> None:
    source = tmp_path / "my article.txt"
    source.write_text("直播带货 <b>的</b>杭州样本\n\n后来，皇后理发。\n", encoding="utf-8")
    page = tmp_path / "page.html"
    assert duban("export", str(source), "-o", str(page), "--script", "tw").returncode == 0
    assert str(tmp_path) not in page.read_text(encoding="utf-8")
    done = duban("import", str(page), "--title", "样本")
    assert (done.returncode, done.stdout.decode()) == (0, "my-article\n")
    assert (used_home / "texts/my-article/zh.txt").read_bytes() == source.read_bytes()
    rows = {row["id"]: row for row in json.loads(duban("texts", "--json").stdout)}
    assert (rows["my-article"]["title_zh"], rows["my-article"]["script"]) == ("样本", "hans")
    again = duban("import", str(page))
    assert (again.stdout.decode(), again.returncode) == ("my-article\n", 0)
    assert "in the library already, as my-article" in again.stderr.decode()
    assert duban("import", str(page), "--again").stdout.decode() == "my-article-2\n"


def _in_terms(page: Path, old: str, new: str) -> None:
    """Change something in the terms that a page carries."""
    html = page.read_text(encoding="utf-8")
    packed = html.split('id="duban-terms">"')[1].split('"')[0]
    terms = json.dumps(unpack(packed), ensure_ascii=False)
    assert old in terms
    page.write_text(html.replace(packed, pack(json.loads(terms.replace(old, new)))), encoding="utf-8")


def test_terms_come_along_and_never_replace_mine(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    duban("export", ARTICLE, "-o", str(page))
    _in_terms(page, '"livestream-selling"', '"somebody-elses"')
    assert "1 new terms" in duban("import", str(page)).stderr.decode()
    concept = json.loads(duban("glossary", "show", "somebody-elses", "--json").stdout)[0]
    assert concept["terms"][0]["hans"] == "直播带货"
    assert concept["origin"] == "user"
    _in_terms(page, "sells", "SELLS")
    said = duban("import", str(page)).stderr.decode()
    assert "0 new terms" in said
    assert "otherwise stay as they are" in said


def test_a_fast_page_holds_the_same_text(tmp_path: Path) -> None:
    found = []
    for name, flags in (("whole", []), ("fast", ["--fast"])):
        page = tmp_path / f"{name}.html"
        done = duban("export", ARTICLE, "-o", str(page), "--also", "tw", *flags)
        assert (done.returncode, done.stderr) == (0, b"")
        found.append(read_page(page.read_text(encoding="utf-8")))
    assert found[0].source == found[1].source
    ids = [{concept.id for concept in one.concepts} for one in found]
    assert len(ids[0] ^ ids[1]) <= 2
    assert duban("export", ARTICLE, "-o", str(tmp_path / "book.epub"), "--fast").returncode == 0


def test_to_standard_output() -> None:
    done = duban("export", "-", "-o", "-", stdin="直播".encode())
    assert done.stdout.startswith(b"<!DOCTYPE html>")
    assert done.stdout.rstrip().endswith(b"</html>")


def test_what_cannot_be_done_gets_one_sentence(tmp_path: Path) -> None:
    assert "no kind of file" in fails("export", ARTICLE, "-o", str(tmp_path / "page.doc"))
    assert "no folder" in fails("export", ARTICLE, "-o", str(tmp_path / "missing/page.html"))
    assert "no text or file" in fails("export", "nothing", "-o", str(tmp_path / "page.html"))
    assert "no folder" in fails("export", ARTICLE, "-o", str(tmp_path / "p.html"), "--template", str(tmp_path / "t"))
    assert not list(tmp_path.glob("*.part"))


def test_a_fragment_is_bare_and_streams_ruby() -> None:
    done = duban("annotate", "-", "--format", "html", "--script", "tw", stdin="直播间 <b>\n\n后来\n".encode())
    assert done.stdout.decode() == (
        '<p lang="zh-Hant-TW"><dfn data-term="livestream-room" title="livestream room"><ruby>直播間<rp>(</rp>'
        '<rt lang="zh-Latn-pinyin">zhíbōjiān</rt><rp>)</rp></ruby></dfn> &lt;b&gt;</p>\n'
        '<p lang="zh-Hant-TW"><ruby>後來<rp>(</rp><rt lang="zh-Latn-pinyin">hòulái</rt><rp>)</rp></ruby></p>\n'
    )


def test_markdown_shows_signs_as_text(tmp_path: Path) -> None:
    source = tmp_path / "signs.txt"
    source.write_text("# 直播 *a* _b_ <i> [x](javascript:y)\n1. 一\n- 二\n> 三\n", encoding="utf-8")
    duban("export", str(source), "-o", str(tmp_path / "out.md"))
    lines = (tmp_path / "out.md").read_text(encoding="utf-8").split("\n\n")
    assert lines[1].startswith("\\# <ruby>直播")
    assert r"\*a\* \_b\_ &lt;i&gt; \[x\](javascript:y)" in lines[1]
    assert [line[:3] for line in lines[2:5]] == ["1\\.", "\\- ", "\\&g"] or lines[4].startswith("&gt;")
