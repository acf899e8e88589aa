"""Each fault of a glossary is found, named with its concepts, and nothing sound is blamed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from glossary.checking.check import check_concepts
from glossary.checking.files import read_concepts, without_doubles
from glossary.checking.links import circles
from glossary.checking.model import Finding, Knowledge
from glossary.checking.translation import Use, check_translations
from glossary.errors import TermbaseError
from glossary.model import Concept, Example, Rendering, Term
from glossary.termbase import Termbase
from glossary.termfile import BUNDLED

DICTIONARY = {"流量": [("liu2", "liang4")], "东西": [("dong1", "xi1"), ("dong1", "xi5")], "佣金": [("yong4", "jin1")]}
DICTIONARY["教会"] = [("jiao4", "hui4"), ("jiao1", "hui4")]
PAIRS = dict(zip("币发", "幣發", strict=True))
KNOWN = Knowledge(
    readings=lambda word: DICTIONARY.get(word, []),
    written=lambda word: ["髮廊"] if word == "发廊" else [],
    to_hans=lambda text: text.translate(str.maketrans("幣發髮", "币发发")),
    to_hant=lambda text: ["".join(PAIRS.get(char, char) for char in text)],
    forms=lambda char: {"发": "發髮"}.get(char, PAIRS.get(char, char)),
)


def term(hans: str, reading: str, hant: str = "", **more: Any) -> Term:
    return Term(hans, hant or hans, tuple(None if r == "-" else r for r in reading.split()), **more)


def concept(identity: str, *terms: Term, english: str = "", **more: Any) -> Concept:
    renderings = (Rendering(english or identity),)
    return Concept(identity, terms, renderings, **{"definition_en": "A.", "definition_zh": "甲。"} | more)


HOST = concept("host", term("主播", "zhu3 bo1"))
ROOM = concept("room", term("直播间", "zhi2 bo1 jian1"))


def found(*concepts: Concept, elsewhere: Sequence[str] = ()) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.severity, f.kind, f.concepts) for f in check_concepts(concepts, KNOWN, elsewhere=elsewhere)]


def test_a_sound_glossary_has_no_findings() -> None:
    assert found(replace(HOST, related=("room",)), replace(ROOM, related=("host",))) == []


@pytest.mark.parametrize(
    ("concepts", "expected"),
    [
        # the same name in two concepts, in either script, any width and case
        ([HOST, concept("x", term("主播", "zhu3 bo1"))], ("warning", "same-name", ("host", "x"))),
        (
            [concept("a", term("MCN", "- - -")), concept("b", term("ｍcn", "- - -"))],
            ("warning", "same-name", ("a", "b")),
        ),
        (
            [HOST, concept("x", term("新", "xin1"), term("主播", "zhu3 bo1", status="deprecated"))],
            ("note", "same-name", ("host", "x")),
        ),
        ([HOST, replace(HOST, id="x")], ("error", "same-concept", ("host", "x"))),
        (
            [concept("x", term("主播", "zhu3 bo1"), term("主播", "zhu3 bo1", status="admitted"))],
            ("warning", "same-name", ("x",)),
        ),
        # nearly the same
        (
            [concept("a", term("双11", "shuang1 - -")), concept("b", term("双十一", "shuang1 shi2 yi1"))],
            ("warning", "near-name", ("a", "b")),
        ),
        ([ROOM, concept("x", term("直播·间", "zhi2 bo1 - jian1"))], ("warning", "near-name", ("room", "x"))),
        (
            [concept("a", term("托儿", "tuo1 r5")), concept("b", term("小托儿", "xiao3 tuo1 r5")),
             concept("c", term("小托", "xiao3 tuo1"))],
            ("warning", "near-name", ("b", "c")),
        ),
        # readings
        ([HOST, concept("x", term("主播", "zhu3 bo4"))], ("warning", "reading", ("host", "x"))),
        (
            [concept("x", term("主播", "zhu3 bo4"), term("主播", "zhu3 bo1", status="admitted"))],
            ("error", "reading", ("x",)),
        ),
        ([HOST, concept("x", term("带货主播", "dai4 huo4 zhu3 bo4"))], ("warning", "reading", ("x", "host"))),
        (
            [concept("x", term("教会", "jiao4 hui4")), concept("y", term("教会", "jiao1 hui4"))],
            ("note", "reading", ("x", "y")),
        ),
        (
            [concept("x", term("大教会", "da4 jiao4 hui4")), concept("y", term("教会", "jiao1 hui4"))],
            ("note", "reading", ("x", "y")),
        ),
        ([concept("x", term("流量", "liu2 liang2"))], ("warning", "reading", ("x",))),
        ([concept("x", term("纯佣金", "chun2 yong1 jin1"))], ("note", "reading", ("x",))),
        # scripts
        ([concept("x", term("币", "bi4"))], ("warning", "script", ("x",))),
        ([concept("x", term("幣", "bi4"))], ("warning", "script", ("x",))),
        ([concept("x", term("发", "fa4", "髮"))], ("note", "script", ("x",))),
        # renderings
        ([HOST, concept("x", term("新", "xin1"), english="Host")], ("warning", "rendering", ("host", "x"))),
        (
            [HOST, replace(ROOM, renderings=(Rendering("room"), Rendering("host", "deprecated", "why")))],
            ("warning", "rendering", ("host", "room")),
        ),
        (
            [replace(HOST, renderings=(Rendering("host"), Rendering("Host", "deprecated", "why")))],
            ("error", "rendering", ("host",)),
        ),
        ([replace(HOST, renderings=(Rendering("a"), Rendering("A")))], ("warning", "rendering", ("host",))),
        ([replace(HOST, renderings=(Rendering("a"), Rendering("b", "deprecated")))], ("note", "no-reason", ("host",))),
        # statuses
        ([concept("x", term("新", "xin1", status="deprecated"))], ("warning", "status", ("x",))),
        ([replace(HOST, renderings=(Rendering("a", "deprecated", "b"),))], ("warning", "status", ("host",))),
        ([replace(HOST, renderings=(Rendering("a"), Rendering("b")))], ("warning", "status", ("host",))),
        ([replace(HOST, renderings=(Rendering("a", "admitted"),))], ("warning", "status", ("host",))),
        # what is missing
        ([replace(HOST, renderings=())], ("warning", "no-rendering", ("host",))),
        ([replace(HOST, definition_zh=" ")], ("note", "no-definition", ("host",))),
        ([replace(HOST, examples=(Example("直播。", "A host."),))], ("note", "example", ("host",))),
        ([replace(HOST, examples=(Example("主播。", "A ghost."),))], ("note", "example", ("host",))),
        # links
        ([replace(HOST, related=("nothing",))], ("error", "broken-link", ("host",))),
        ([replace(HOST, broader=("host",))], ("error", "broken-link", ("host",))),
        ([replace(HOST, broader=("room",)), ROOM], ("warning", "one-sided-link", ("host", "room"))),
        (
            [replace(HOST, broader=("room",), related=("room",)), replace(ROOM, narrower=("host",), related=("host",))],
            ("note", "double-link", ("host", "room")),
        ),
        (
            [replace(HOST, broader=("room",), narrower=("room",)),
             replace(ROOM, broader=("host",), narrower=("host",))],
            ("error", "cycle", ("host", "room")),
        ),
        (
            [replace(HOST, broader=("room",), narrower=("x",)), replace(ROOM, broader=("x",), narrower=("host",)),
             concept("x", term("新", "xin1"), broader=("host",), narrower=("room",))],
            ("error", "cycle", ("host", "room", "x")),
        ),
    ],
)  # fmt: skip
def test_a_fault_is_found(concepts: list[Concept], expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert expected in found(*concepts)


@pytest.mark.parametrize(
    "concepts",
    [
        [concept("x", term("东西", "dong1 xi5"))],  # one of two readings
        [concept("x", term("流量", "liu2 liang5"))],  # neutral tones differ among dictionaries
        [concept("x", term("发", "fa1", "發"))],
        [concept("x", term("发廊", "fa4 lang2", "髮廊"))],  # as the dictionary writes it
        [concept("a", term("店播", "dian4 bo1")), concept("b", term("店播主", "dian4 bo1 zhu3"))],
        [replace(HOST, renderings=(Rendering("host"), Rendering("anchor", "admitted")))],
        [replace(HOST, examples=(Example("女主播們。", "Hosts."), Example("主播。")))],
    ],
)
def test_what_is_sound_is_not_blamed(concepts: list[Concept]) -> None:
    assert found(*concepts) == []


def test_concepts_elsewhere_may_be_named() -> None:
    assert found(replace(HOST, related=("other",)), elsewhere=["other"]) == []


def test_the_worst_comes_first() -> None:
    severities = [f[0] for f in found(replace(HOST, definition_en="", renderings=(), related=("nothing",)))]
    assert severities == ["error", "warning", "note"]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("abcdefg"), max_size=3)))
def test_circles_are_found_where_a_walk_leads_back_and_nowhere_else(graph: dict[str, set[str]]) -> None:
    nodes = {node: sorted(n for n in targets if n in graph and n != node) for node, targets in graph.items()}

    def reach(start: str) -> set[str]:
        seen: set[str] = set()
        todo = list(nodes[start])
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += nodes[at]
        return seen

    rounds = list(circles(nodes))
    for circle in rounds:
        assert len(set(circle)) == len(circle) > 1
        assert all(after in nodes[before] for before, after in zip(circle, (*circle[1:], circle[0]), strict=True))
    on_a_circle = {node for node in nodes if node in reach(node)}
    assert bool(rounds) == bool(on_a_circle)


# Translations

USE = Use("host", "主播", "text", 3, "The hosts left.", "The hosts left. The anchor came.")
ANCHOR = replace(
    HOST, renderings=(Rendering("host"), Rendering("anchor", "admitted"), Rendering("presenter", "deprecated", "no"))
)


def judged(*uses: Use) -> list[Finding]:
    return list(check_translations({"host": ANCHOR}, uses))


def test_a_preferred_rendering_in_the_sentence_or_elsewhere_in_the_paragraph_is_right() -> None:
    assert judged(USE) == []
    assert judged(replace(USE, sentence="She left.")) == []
    assert judged(replace(USE, concept_id="unknown")) == []


def test_another_rendering_is_found_with_its_place() -> None:
    (finding,) = judged(replace(USE, sentence="The speakers left.", paragraph="The speakers left."))
    assert (finding.severity, finding.kind, finding.concepts) == ("warning", "translation", ("host",))
    assert finding.place == "text, ¶3"
    for words in ("主播", "“host” or “anchor”", "The speakers left."):
        assert words in finding.sentence
    (finding,) = judged(replace(USE, sentence="A presenter left.", paragraph="A presenter left."))
    assert (finding.severity, "“presenter”, which is deprecated" in finding.sentence) == ("warning", True)


def test_admitted_renderings_are_one_note_for_a_text() -> None:
    uses = [replace(USE, number=n, sentence="An anchor.", paragraph="An anchor.") for n in (1, 1, 4)]
    (finding,) = judged(*uses, USE)
    assert (finding.severity, finding.place) == ("note", "text, ¶1, ¶4")
    assert "“anchor”" in finding.sentence


# Files and the bundled glossary


def test_a_file_is_read_past_its_faults(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "terms": [{"hans": "甲", "hant": "甲", "reading": "jia3"}]},
        {"id": "b", "terms": []},
        {"id": "a", "terms": [{"hans": "乙", "hant": "乙", "reading": "yi3"}]},
        {"id": "c", "terms": [{"hans": "丙", "hant": "丙", "reading": "bing"}]},
    ]
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    concepts, findings = read_concepts(file)
    assert [(place, one.id) for place, one in concepts] == [
        ("mine.json: concept 1", "a"),
        ("mine.json: concept 3", "a"),
    ]
    assert [(f.kind, f.concepts, f.place) for f in findings] == [
        ("invalid", ("b",), "mine.json: concept 2"),
        ("invalid", ("c",), "mine.json: concept 4"),
    ]
    kept, doubles = without_doubles(concepts)
    assert list(kept.values()) == concepts[:1]
    assert [(f.kind, f.concepts, f.place) for f in doubles] == [("duplicate-id", ("a",), "mine.json: concept 3")]
    for name, text in (("x.json", "{"), ("x.toml", "= 3"), ("y.toml", "a = 3"), ("y.json", "[3]")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(TermbaseError, match=name):
            read_concepts(tmp_path / name)
    with pytest.raises(TermbaseError, match="cannot be read"):
        read_concepts(tmp_path / "nothing.toml")


def test_the_bundled_files_are_read_as_the_termbase_has_them() -> None:
    read = [one for file in sorted(BUNDLED.glob("*.toml")) for _, one in read_concepts(file)[0]]
    assert {one.id for one in read} == {one.id for one in Termbase.open().concepts()}
