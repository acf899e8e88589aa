"""Candidates from a text, and what becomes of them: accepted, merged, rejected, each to be taken back."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossary.model import Rendering
from glossary.serialise import concept_from_dict, concept_to_dict
from glossary.store.record import CutFix
from reader.discovery import (
    accept,
    both_scripts,
    concept_of,
    find_candidates,
    merge,
    reject,
    take_back_rejection,
)
from reader.session import Session
from reader.text.discovery.model import Candidate
from tests.reader.test_cli import duban, fails
from texts.model import Paragraph, SourceText, TextMeta

ARTICLE = "hangzhou-live-commerce"
TEXT = SourceText(
    TextMeta("stores", "", date="2025-12"),
    (
        Paragraph("晚上，卫星仓裡很忙。"),
        Paragraph(""),
        Paragraph(
            "騎手來了。所謂衛星倉，是指建在社區附近的倉庫。",
            translation="The couriers came. A dark store is a warehouse close to where people live.",
        ),
    ),
)


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:
    assert used_home.is_dir()
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def best(session: Session, source: SourceText = TEXT) -> Candidate:
    return find_candidates(session, source)[0]


def test_known_terms_are_left_out_unless_the_termbase_is_ignored(session: Session) -> None:
    source = session.library.load(ARTICLE)
    new, every = find_candidates(session, source), find_candidates(session, source, ignore_known=True)
    assert not any(session.termbase.named(candidate.term) for candidate in new)
    known = {candidate.key for candidate in every if session.termbase.named(candidate.term)}
    assert {"直播电商", "店播", "mcn机构", "自然流"} <= known
    assert "人生蜕变" in {candidate.key for candidate in new}


def test_a_concept_comes_prefilled(session: Session) -> None:
    concept = concept_of(session, TEXT, best(session))
    term = concept.preferred
    assert (term.hans, term.hant) == ("卫星仓", "衛星倉")
    assert term.readings == ("wei4", "xing1", "cang1")
    example = concept.examples[0]
    assert example.zh == "所謂衛星倉，是指建在社區附近的倉庫。"
    assert example.en == "A dark store is a warehouse close to where people live."
    assert (example.source, concept.source) == ("stores, ¶2", "stores, ¶2, 2025-12")
    assert "卫星仓" not in {c.preferred.hans for c in session.termbase.concepts()}
    assert concept_from_dict(concept_to_dict(concept)) == concept


def test_every_candidate_of_the_article_makes_a_sound_concept(session: Session) -> None:
    source = session.library.load(ARTICLE)
    for candidate in find_candidates(session, source)[:60]:
        concept = concept_of(session, source, candidate)
        assert concept_from_dict(concept_to_dict(concept)) == concept
        assert both_scripts(session, candidate) == (concept.preferred.hans, concept.preferred.hant)
        assert concept.examples[0].en


def test_accepted_it_is_known_and_can_be_taken_back(session: Session) -> None:
    candidate = best(session)
    accept(session, TEXT, candidate)
    assert session.termbase.named("衛星倉")
    assert candidate.key not in {found.key for found in find_candidates(session, TEXT)}
    assert session.terms.undo() == "adding 卫星仓"
    assert best(session) == candidate
    edited = replace(concept_of(session, TEXT, candidate), renderings=(Rendering("dark store"),))
    assert accept(session, TEXT, candidate, edited) == edited
    assert session.termbase.named("卫星仓")[0].rendering == "dark store"


def test_merged_it_is_a_further_name(session: Session) -> None:
    candidate = best(session)
    concept = merge(session, TEXT, candidate, "supply-chain")
    assert concept.terms[-1].hans == "卫星仓"
    assert (concept.terms[-1].status, concept.terms[-1].kind) == ("admitted", "variant")
    assert concept.examples[-1].source == "stores, ¶2"
    assert session.termbase.named("衛星倉")[0].id == "supply-chain"
    assert merge(session, TEXT, candidate, "supply-chain") == concept
    session.terms.undo()
    assert not session.termbase.named("衛星倉")


def test_rejected_it_stays_so_in_either_script(session: Session) -> None:
    candidate = best(session)
    reject(session, candidate)
    other = replace(TEXT, paragraphs=tuple(Paragraph(session.in_script(p.text, "hans")) for p in TEXT.paragraphs))
    later = Session.open(lambda _: None)
    for source in (TEXT, other):
        for ignoring in (False, True):
            found = find_candidates(later, source, ignore_known=ignoring)
            assert candidate.key not in {again.key for again in found}
    later.close()
    take_back_rejection(session, candidate)
    assert best(session) == candidate


def test_a_search_can_be_stopped(session: Session) -> None:
    assert find_candidates(session, TEXT, cancelled=lambda: True) == []


def test_a_corrected_cut_is_kept_to(session: Session) -> None:
    source = SourceText(TextMeta("cut", ""), (Paragraph("山场茶很贵。山场茶很香。"),))
    session.record.save_cut_fix(CutFix("山场茶", (3,), None), datetime.now(UTC))
    cut = session.analyser("cut").cut(0, source.paragraphs[0].text)[1]
    assert [(piece.start, piece.end) for piece in cut][:1] == [(0, 3)]
    assert not {"山场", "场茶"} & {candidate.term for candidate in find_candidates(session, source)}


# The command


def test_json_is_what_the_contract_says(used_home: Path) -> None:
    assert used_home.is_dir()
    text = "晚上，卫星仓里很忙。\n\n所谓卫星仓，是指建在社区附近的仓库。\n"
    done = duban("glossary", "extract", "-", "--json", stdin=text.encode())
    assert done.returncode == 0
    items = json.loads(done.stdout)
    first = items[0]
    assert {"term", "score", "evidence", "paragraphs"} <= first.keys()
    assert (first["term"], first["hans"], first["hant"], first["count"]) == ("卫星仓", "卫星仓", "衛星倉", 2)
    assert first["paragraphs"] == [0, 2]
    assert first["definitions"] == ["所谓卫星仓，是指建在社区附近的仓库。"]
    evidence = first["evidence"][0]
    assert list(evidence) == ["kind", "paragraph", "start", "end", "sentence"]
    assert text.split("\n")[evidence["paragraph"]][evidence["start"] : evidence["end"]] == first["term"]
    assert [item["score"] for item in items] == sorted((item["score"] for item in items), reverse=True)


def test_lines_and_limit(used_home: Path) -> None:
    assert used_home.is_dir()
    done = duban("glossary", "extract", ARTICLE, "--ignore-known", "--limit", "3")
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert [row[0] for row in rows][:1] == ["直播電商"]
    assert len(rows) == 3
    assert all(len(row) == 6 for row in rows)
    assert b"3 of " in done.stderr


def test_an_empty_text_has_none(used_home: Path) -> None:
    assert used_home.is_dir()
    for empty in (b"", b"\n \n"):
        done = duban("glossary", "extract", "-", "--json", stdin=empty)
        assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_a_text_that_is_not_there_is_named(used_home: Path) -> None:
    assert used_home.is_dir()
    assert "no-such.txt" in fails("glossary", "extract", "no-such.txt")
    assert duban("glossary", "extract", ARTICLE, "--limit", "0").returncode == 2
