"""Dictionaries for Yomitan: the rules of its schemas for what is written, files of others, unsafe archives."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings

from glossary.errors import GlossaryError
from glossary.model import Concept, Rendering
from tests.glossary.exchange.samples import contents, glossaries, imported, planned, written

INDEX = {"title": "x", "revision": "1", "format": 3}


def archive(files: dict[str, Any]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, value in files.items():
            made.writestr(name, value if isinstance(value, bytes) else json.dumps(value))
    return out.getvalue()


def row(term: str, reading: str, *glosses: Any, sequence: int = 0) -> list[Any]:
    return [term, reading, "", "", 0, list(glosses), sequence, ""]


CONTAINERS = {"div", "span", "ul", "li"}
STYLES: dict[str, set[Any]] = {
    "textDecorationLine": {"line-through"},
    "fontSize": {"0.8em"},
    "marginTop": {0.5},
    "marginLeft": {1},
}


def check_content(value: Any) -> None:
    """Structured content as Yomitan allows it."""
    if isinstance(value, list):
        for part in value:
            check_content(part)
    elif not isinstance(value, str):
        if value["tag"] == "a":
            assert set(value) <= {"tag", "href", "content", "lang"}
            assert value["href"].startswith("?query=")
        else:
            assert value["tag"] in CONTAINERS
            assert set(value) <= {"tag", "content", "data", "style", "lang", "title"}
            assert all(isinstance(item, str) for item in value["data"].values())
            assert all(setting in STYLES[name] for name, setting in value.get("style", {}).items())
        check_content(value["content"])


@settings(max_examples=40, deadline=None)
@given(glossaries())
def test_what_is_written_keeps_the_rules_of_yomitan(concepts: list[Concept]) -> None:
    """Rules after Yomitan's schemas of index, term bank and tag bank, written down here: they are under the GPL."""
    with zipfile.ZipFile(BytesIO(written(concepts, "yomitan"))) as made:
        files = {name: json.loads(made.read(name)) for name in made.namelist()}
    index = files.pop("index.json")
    assert {name: type(index[name]) for name in ("title", "revision", "format", "attribution", "sequenced")} == {
        "title": str, "revision": str, "format": int, "attribution": str, "sequenced": bool,
    }  # fmt: skip
    assert (index["format"], index["sourceLanguage"], index["targetLanguage"]) == (3, "zh", "en")
    tags = files.pop("tag_bank_1.json")
    assert all([type(cell) for cell in tag] == [str, str, int, str, int] for tag in tags)
    names = {tag[0] for tag in tags}
    forms = set()
    for bank in files.values():
        for term, reading, definition_tags, rules, score, glosses, sequence, term_tags in bank:
            assert all(isinstance(text, str) for text in (term, reading, definition_tags, rules, term_tags))
            assert isinstance(score, int)
            assert isinstance(sequence, int)
            assert {*definition_tags.split(), *term_tags.split()} <= names
            forms.add(term)
            (gloss,) = glosses
            assert gloss["type"] == "structured-content"
            check_content(gloss["content"])
    assert forms == {form for concept in concepts for term in concept.terms for form in (term.hans, term.hant)}


def test_large_glossaries_fill_several_banks() -> None:
    concepts = imported("zh\n" + "\n".join("播" * n for n in range(1, 3)), "csv") * 6000
    with zipfile.ZipFile(BytesIO(written(concepts, "yomitan"))) as made:
        banks = [name for name in made.namelist() if name.startswith("term_bank")]
        assert banks == ["term_bank_1.json", "term_bank_2.json"]
        assert [len(json.loads(made.read(name))) for name in banks] == [10_000, 2_000]


def test_dictionaries_of_others() -> None:
    structured = {
        "type": "structured-content",
        "content": [{"tag": "ul", "content": [{"tag": "li", "content": "agency"}, {"tag": "li", "content": "body"}]}],
    }
    bank = [
        row("机构", "jī gòu", structured, sequence=4),
        row("機構", "jī gòu", structured, sequence=4),
        row("直播", "zhíbō", "show\nlive show", {"type": "text", "text": "l" * 100}),
        row("直播", "zhíbō", {"type": "image", "path": "x.png"}, "broadcast"),
    ]
    agency, show, other = imported(archive({"index.json": INDEX, "term_bank_1.json": bank}), "yomitan")
    assert [(t.hans, t.hant) for t in agency.terms] == [("机构", "機構")]
    assert agency.renderings == (Rendering("agency"), Rendering("body", "admitted"))
    assert (show.rendering, show.definition_en) == ("show", "l" * 100)
    assert other.rendering == "broadcast"
    old = [["机构", "jī gòu", "", "", 0, "agency", "body"]]
    (first,) = imported(archive({"index.json": {**INDEX, "format": 1}, "term_bank_1.json": old}), "yomitan")
    assert [r.text for r in first.renderings] == ["agency", "body"]


def test_faults_name_bank_and_row() -> None:
    bank = [row("机构", "dào"), ["x"], row("", ""), [*row("a", "b")[:5], "c", 0, ""]]
    made = planned(archive({"index.json": INDEX, "term_bank_2.json": bank}), "yomitan")
    assert [str(fault) for fault in made.faults] == [
        "term_bank_2.json, row 2: is no row of a term bank.",
        "term_bank_2.json, row 3: has no term.",
        "term_bank_2.json, row 4: has no list of definitions.",
        "term_bank_2.json, row 1: the reading “dào” does not fit “机构”.",
    ]


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = {"tag": "div", "content": value}
    return {"type": "structured-content", "content": value}


def test_content_nested_beyond_reason_is_passed_over() -> None:
    data = archive({"index.json": INDEX, "term_bank_1.json": [row("机构", "", deep(400))]})
    assert imported(data, "yomitan")[0].renderings == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no zip", "no zip archive"),
        (b"PK\x03\x04", "damaged or cut short"),
        (b"", "no zip archive"),
        (archive({"a.txt": b""}), "no index.json"),
        (archive({"index.json": INDEX}), "holds no terms"),
        (archive({"index.json": {**INDEX, "format": 9}, "term_bank_1.json": []}), "format that duban does not know"),
        (archive({"index.json": [], "term_bank_1.json": []}), "format that duban does not know"),
        (archive({"index.json": INDEX, "term_bank_1.json": b"[" * 100_000}), "not valid JSON"),
        (archive({"index.json": INDEX, "term_bank_1.json": b"\xff"}), "not valid JSON"),
        (archive({"index.json": INDEX, "term_bank_1.json": {}}), "is no list of terms"),
        (archive({"../index.json": INDEX}), "outside of itself"),
        (archive({"/etc/x": INDEX}), "outside of itself"),
        (archive({"C:\\x": INDEX}), "outside of itself"),
    ],
)
def test_what_is_no_dictionary_or_not_safe_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(GlossaryError, match=said):
        contents(data, "yomitan")


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.exchange.yomitan_read._LARGEST", 2**20)
    bomb = archive({"index.json": INDEX, "term_bank_1.json": b"[" + b" " * 2**22 + b"]"})
    assert len(bomb) < 2**14
    with pytest.raises(GlossaryError, match="unpacks to more than"):
        contents(bomb, "yomitan")


def test_a_damaged_archive_gets_one_sentence() -> None:
    data = bytearray(archive({"index.json": INDEX, "term_bank_1.json": [row("机构", "", "agency" * 50)]}))
    place = data.index(b"term_bank_1.json") + 20
    for offset in range(8):
        data[place + offset] ^= 0xFF
    with pytest.raises(GlossaryError, match="is damaged"):
        contents(bytes(data), "yomitan")
