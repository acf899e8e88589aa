"""What a format can hold comes back from it unchanged, whatever the strings."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from msgspec.structs import replace

from glossary.exchange.entry import Entry
from glossary.exchange.formats import FORMATS
from glossary.exchange.text import flat
from glossary.model import Concept, Rendering, Term
from glossary.termbase import Termbase
from tests.glossary.exchange.samples import (
    contents,
    flattened,
    glossaries,
    imported,
    mapped,
    planned,
    realigned,
    spelt,
    written,
)  # fmt: skip

MANY = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def bundled() -> list[Concept]:
    return list(Termbase.open().concepts())


@MANY
@given(glossaries())
def test_json_holds_everything(concepts: list[Concept]) -> None:
    assert imported(written(concepts, "json"), "json") == concepts


@MANY
@given(glossaries())
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_tables_hold_everything(form: str, concepts: list[Concept]) -> None:
    """But space around names and renderings, which nobody means."""
    assert imported(written(concepts, form, bom=True), form) == [_stripped(concept) for concept in concepts]


def _stripped(concept: Concept) -> Concept:
    names = [replace(t, hans=t.hans.strip(), hant=t.hant.strip()) for t in concept.terms]
    return replace(
        concept,
        terms=tuple(realigned(t, o) for t, o in zip(names, concept.terms, strict=True)),
        renderings=tuple(replace(r, text=r.text.strip(), note=r.note.strip()) for r in concept.renderings),
    )


@MANY
@given(glossaries())
@pytest.mark.parametrize("form", ["tbx", "martif"])
def test_tbx_holds_everything_on_one_line(form: str, concepts: list[Concept]) -> None:
    assert imported(written(concepts, form), form) == [flattened(concept) for concept in concepts]


@MANY
@given(glossaries())
def test_yomitan_holds_everything(concepts: list[Concept]) -> None:
    assert imported(written(concepts, "yomitan"), "yomitan") == concepts


@MANY
@given(glossaries())
def test_utx_holds_names_renderings_and_definitions(concepts: list[Concept]) -> None:
    held = [replace(flattened(c), examples=(), related=(), broader=(), narrower=()) for c in concepts]
    assert imported(written(concepts, "utx"), "utx") == held


@MANY
@given(glossaries())
def test_omegat_holds_names_renderings_and_the_english_definition(concepts: list[Concept]) -> None:
    assert imported(written(concepts, "omegat"), "omegat") == [_in_omegat(c) for c in concepts if c.renderings]


def _in_omegat(concept: Concept) -> Concept:
    plain = mapped(concept, flat)
    names = [
        Term(t.hans, t.hant, spelt(t.hans), "admitted" if number else "preferred")
        for number, t in enumerate(plain.terms)
    ]
    notes = [r.note.replace("]", ")") for r in plain.renderings]
    renderings = tuple(replace(r, note=note) for r, note in zip(plain.renderings, notes, strict=True))
    return Concept(concept.id, tuple(names), renderings, plain.definition_en, origin="user")


@MANY
@given(glossaries())
def test_pleco_holds_names_renderings_and_the_english_definition(concepts: list[Concept]) -> None:
    concepts = [replace(flattened(c), domain=f"d{number}") for number, c in enumerate(concepts)]
    names = [term for concept in concepts for term in concept.terms]
    assume(not any(sign in term.hans + term.hant for term in names for sign in "[]"))
    read = [_of_card(entry) for entry in contents(written(concepts, "pleco"), "pleco").entries]
    expected = []
    for concept in concepts:
        english = [r.text for r in concept.renderings if r.status != "deprecated"]
        rest = (english, concept.definition_en, concept.domain)
        forms = [(term.hans, term.hant) for term in concept.terms]
        one = bool(english or concept.definition_en)  # without either, nothing tells that names belong together
        expected += [(forms, *rest)] if one else [([form], *rest) for form in forms]
    assert read == expected


def _of_card(entry: Entry) -> tuple[list[tuple[str, str]], list[str], str, str]:
    names = [(term.hans or term.written, term.hant or term.written) for term in entry.terms]
    english = [rendering.text for rendering in entry.renderings]
    return names, english, entry.texts.get("definition_en", ""), entry.texts.get("domain", "")


@pytest.mark.parametrize("form", FORMATS)
def test_the_bundled_glossary_exported_and_taken_in_changes_nothing(form: str, bundled: list[Concept]) -> None:
    made = planned(written(bundled, form), form, bundled)
    assert not made.faults
    assert not made.notices
    assert [change.after.id for change in made.changes if change.kind != "unchanged"] == []
    assert len(made.changes) == len(bundled)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_exports_say_whose_they_are(form: str, bundled: list[Concept]) -> None:
    data = written(bundled[:1], form)
    if form == "yomitan":
        import zipfile
        from io import BytesIO

        with zipfile.ZipFile(BytesIO(data)) as archive:
            data = archive.read("index.json")
    assert b"CC-CEDICT" in data
    assert b"CC BY-SA 4.0" in data


def test_a_lone_surrogate_does_not_stop_an_export(bundled: list[Concept]) -> None:
    odd = replace(bundled[0], definition_en="a \ud800 b", related=(), narrower=(), broader=())
    for form in FORMATS:
        assert written([odd], form)
    assert imported(written([odd], "json"), "json")[0].definition_en == odd.definition_en


def test_json_is_what_the_list_command_prints(bundled: list[Concept]) -> None:
    from glossary.serialise import concept_to_dict

    assert json.loads(written(bundled, "json")) == json.loads(json.dumps([concept_to_dict(c) for c in bundled]))
    assert json.loads(written([], "json")) == []


def test_an_empty_glossary_is_written_and_read(tmp_path: Path) -> None:  # noqa: ARG001
    for form in FORMATS:
        assert imported(written([], form), form) == []


@MANY
@given(glossaries())
def test_no_cell_of_a_table_is_a_formula(concepts: list[Concept]) -> None:
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        rows = csv.reader(StringIO(written(concepts, form).decode(), newline=""), delimiter=delimiter)
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n＝＋－＠") and cell]


@pytest.mark.parametrize("form", ["omegat", "utx", "pleco", "csv", "tsv", "tbx", "yomitan"])
@pytest.mark.parametrize(
    "name", ["#一", "##一", "//一", "=一", "'=一", "-", "@一", "一;二|三", '"一', "{duban:x}", "一]"]
)
def test_names_that_mean_something_to_a_format(name: str, form: str) -> None:
    term = Term(name, name, spelt(name))
    concept = Concept("x", (term,), (Rendering("a"), Rendering("#b", "admitted")), origin="user")
    if (form, name) == ("utx", "-"):
        return  # UTX's own sign for nothing
    (found,) = imported(written([concept], form), form)
    assert [(t.hans, t.hant) for t in found.terms] == [(name, name)]
    assert [r.text for r in found.renderings] == ["a", "#b"]
