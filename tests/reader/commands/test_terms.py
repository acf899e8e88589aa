"""``duban glossary add, edit, remove, merge, deprecate, undo``: what is said is kept, and can be taken back."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reader.commands.running import duban, json_of

pytestmark = pytest.mark.usefixtures("used_home")


def glossary(*arguments: str, stdin: str | None = None, code: int = 0) -> list[str]:
    """The ids that a command prints."""
    return duban("glossary", *arguments, stdin=stdin, code=code).stdout.split()


def refused(*arguments: str, stdin: str | None = None) -> str:
    return duban("glossary", *arguments, stdin=stdin, code=1).stderr


def concept(identity: str) -> dict[str, Any]:
    (found,) = json_of("glossary", "show", identity, "--json")
    return dict(found)


def own() -> list[dict[str, Any]]:
    return list(json_of("glossary", "list", "--own", "--json"))


def add_pit() -> None:
    """A concept with something in every field."""
    options = ["--english", "pit fee", "--english", "fee of the pit", "--wrong", "hole fee=too literal, it is=a place"]
    options += [
        "--also",
        "蘿蔔坑位開銷",
        "--also",
        "XYZ",
        "--domain",
        "selling",
        "--subdomain",
        "fees",
        "--platform",
        "抖音",
    ]
    options += ["--definition", "What is paid.", "--definition-zh", "付的钱。", "--source", "hearsay"]
    options += ["--example", "萝卜坑开销很高。", "Pit fees are high.", "--related", "主播", "--broader", "commission"]
    assert glossary("add", "萝卜坑开销", *options) == ["pit-fee"]


def test_everything_that_is_said_is_kept() -> None:
    add_pit()
    pit = concept("蘿蔔坑開銷")
    assert [(t["hans"], t["hant"], t["status"], t["kind"]) for t in pit["terms"]] == [
        ("萝卜坑开销", "蘿蔔坑開銷", "preferred", "full"),
        ("萝卜坑位开销", "蘿蔔坑位開銷", "admitted", "variant"),
        ("XYZ", "XYZ", "admitted", "abbreviation"),
    ]
    assert pit["terms"][0]["readings"] == ["luo2", "bo5", "keng1", "kai1", "xiao1"]
    assert [(r["text"], r["status"], r["note"]) for r in pit["renderings"]] == [
        ("pit fee", "preferred", ""),
        ("fee of the pit", "admitted", ""),
        ("hole fee", "deprecated", "too literal, it is=a place"),
    ]
    assert (pit["definition_en"], pit["definition_zh"], pit["source"]) == ("What is paid.", "付的钱。", "hearsay")
    assert (pit["domain"], pit["subdomain"], pit["platform"]) == ("selling", "fees", "抖音")
    assert pit["examples"] == [{"zh": "萝卜坑开销很高。", "en": "Pit fees are high.", "source": ""}]
    assert (pit["related"], pit["broader"]) == (["livestream-host"], ["commission"])
    assert "pit-fee" in concept("livestream-host")["related"]
    assert "pit-fee" in concept("commission")["narrower"]


def test_what_is_not_said_is_filled_in() -> None:
    assert glossary("add", "點贊") == ["like"]
    like = concept("点赞")
    assert [r["text"] for r in like["renderings"]] == ["like", "upvote"]
    assert like["terms"][0]["readings"] == ["dian3", "zan4"]


def test_a_known_word_is_refused_unless_one_insists() -> None:
    assert "organic-traffic" in refused("add", "自然流")
    assert "organic-traffic" in refused("add", "自然流水", "--also", "自然流")
    assert glossary("add", "自然流", "--even-if-known", "--english", "natural flow") == ["natural-flow"]
    said = refused("edit", "自然流", "--domain", "x")
    assert "natural-flow" in said
    assert "organic-traffic" in said
    assert "another id" in refused("add", "新词", "--id", "organic-traffic")


def test_an_edit_replaces_what_it_names_and_an_empty_value_clears() -> None:
    add_pit()
    before = concept("pit-fee")
    assert glossary("edit", "萝卜坑开销", "--definition", "", "--also", "XYZ", "--related", "") == ["pit-fee"]
    after = concept("pit-fee")
    assert after == before | {"definition_en": "", "related": [], "terms": [before["terms"][0], before["terms"][2]]}
    assert "pit-fee" not in concept("livestream-host")["related"]
    glossary("edit", "pit-fee", "--english", "", "--example", "", "", "--also", "")
    after = concept("pit-fee")
    assert [r["text"] for r in after["renderings"]] == ["hole fee"]
    assert (after["examples"], len(after["terms"])) == ([], 1)
    glossary("edit", "pit-fee", "--english", "hole fee")
    assert [(r["text"], r["status"]) for r in concept("pit-fee")["renderings"]] == [("hole fee", "preferred")]
    assert "nothing changed" in duban("glossary", "edit", "pit-fee", "--english", "hole fee").stderr


def test_options_about_a_name_change_the_one_that_was_given() -> None:
    add_pit()
    glossary("edit", "XYZ", "--status", "preferred", "--no-abbreviation")
    terms = concept("pit-fee")["terms"]
    assert [(t["hans"], t["status"]) for t in terms] == [
        ("萝卜坑开销", "admitted"), ("萝卜坑位开销", "admitted"), ("XYZ", "preferred"),
    ]  # fmt: skip
    assert terms[2]["kind"] == "full"
    glossary("edit", "萝卜坑开销", "--name", "萝卜坑费")
    assert concept("pit-fee")["terms"][0]["hant"] == "蘿蔔坑費"
    said = duban("glossary", "edit", "蘿蔔坑費", "--reading", "luó bo kēng fèi", "--hant", "萝卜坑费").stderr
    assert "萝卜坑费" in said
    glossary("edit", "pit-fee", "--status", "deprecated")
    assert [t["status"] for t in concept("pit-fee")["terms"]] == ["preferred", "admitted", "deprecated"]


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("luo2bo5keng1", "luo2 bo5 keng1"),
        ("luóbokēng", "luo2 bo5 keng1"),
        ("luobokeng", "luo2 bo5 keng1"),
        ("", "luo2 bo5 keng1"),
        ("luo2 bo2 keng4", "luo2 bo2 keng4"),
    ],
)
def test_a_reading_in_any_spelling(typed: str, readings: str) -> None:
    glossary("add", "萝卜坑", "--id", "x", "--reading", typed)
    assert concept("x")["terms"][0]["readings"] == readings.split()


def test_a_reading_is_for_the_characters_of_a_mixed_name() -> None:
    glossary("add", "AB机构", "--id", "x", "--reading", "jīgòu")
    assert concept("x")["terms"][0]["readings"] == [None, None, "ji1", "gou4"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "萝卜坑", "--reading", "luob"], "no reading"),
        (["add", "萝卜坑", "--reading", "luobokong"], "needs its tones"),
        (["add", "萝卜坑", "--hant", "蘿蔔"], "traditional"),
        (["add", "萝卜坑", "--related", "没有这个"], "no “没有这个”"),
        (["add", "萝卜坑", "--status", "deprecated"], "only name"),
        (["add", "𠮷野家"], "--reading"),
        (["add", "，"], "name a word"),
        (["edit", "没有这个", "--domain", "x"], "no “没有这个”"),
        (["edit", "直播带货", "--also", "", "--related", "livestream-selling"], "itself"),
        (["remove", "直播", "没有这个"], "no “没有这个”"),
        (["merge", "直播", "livestream"], "itself"),
        (["deprecate", "直播", "没有"], "no name and no rendering"),
        (["undo"], "no change"),
        (["add", "--json", "no-such-file.json"], "No such file"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_changes_nothing(arguments: list[str], said: str) -> None:
    assert said in refused(*arguments)
    assert own() == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"], ["add", "新词", "--json", "-"], ["add", "--json", "-", "--english", "x"], ["edit", "直播"],
        ["add", "新词", "--wrong", "x"], ["add", "新词", "--status", "good"], ["remove"], ["merge", "直播"],
    ],
)  # fmt: skip
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    duban("glossary", *arguments, stdin="[]", code=2)
    assert own() == []


def test_whole_concepts_go_out_and_in_again() -> None:
    add_pit()
    everything = json.dumps(own())
    glossary("undo")
    assert own() == []
    pit = [one for one in json.loads(everything) if one["id"] == "pit-fee"]
    assert glossary("add", "--json", "-", stdin=json.dumps(pit)) == ["pit-fee"]
    assert json.dumps(own()) == everything
    pit[0]["domain"] = "elsewhere"
    assert glossary("edit", "--json", "-", stdin=json.dumps(pit[0])) == ["pit-fee"]
    assert concept("pit-fee")["domain"] == "elsewhere"
    assert "already" in refused("add", "--json", "-", stdin=everything)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "give one"),
        ("[1]", "give one"),
        ('{"id": "x", "terms": []}', "at least one name"),
        ('{"id": "x", "terms": [{"hans": "甲", "hant": "甲", "reading": "jia"}]}', "numbered syllable"),
        ('[{"id": "x", "terms": [{"hans": "甲", "hant": "甲", "reading": "jia3"}], "related": ["y"]}]', "“y”"),
    ],
)
def test_json_that_is_wrong_is_refused(text: str, said: str) -> None:
    assert said in refused("add", "--json", "-", stdin=text)


def test_remove_merge_deprecate_and_undo() -> None:
    add_pit()
    glossary("add", "萝卜费", "--id", "x", "--english", "radish fee")
    before = json.dumps(own())
    assert glossary("merge", "pit-fee", "萝卜费") == ["pit-fee"]
    assert "萝卜费" in [term["hans"] for term in concept("pit-fee")["terms"]]
    assert set(glossary("undo")) == {"pit-fee", "x"}
    assert json.dumps(own()) == before
    assert glossary("deprecate", "pit-fee", "pit fee") == ["pit-fee"]
    assert [r["status"] for r in concept("pit-fee")["renderings"]] == ["deprecated", "preferred", "deprecated"]
    glossary("undo")
    assert glossary("remove", "pit-fee", "x", "自然流") == ["pit-fee", "x", "organic-traffic"]
    assert "no “自然流”" in refused("show", "自然流")
    assert all("organic-traffic" not in one["related"] for one in json_of("glossary", "list", "--json"))
    glossary("undo")
    assert json.dumps(own()) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text("播坑费萝卜开销髮里MC9", min_size=1, max_size=5),
    st.lists(st.text("abc é=“'；,", min_size=1, max_size=8), max_size=3),
    st.text("定义。x\n\"'", max_size=8),
)
def test_adding_and_undoing_leaves_nothing_behind(word: str, english: list[str], definition: str) -> None:
    options = [part for text in english for part in ("--english", text)]
    glossary("add", "--even-if-known", "--id", "own-x", "--definition-zh", definition, *options, "--", word)
    (added,) = own()
    wanted = list(dict.fromkeys(text.strip() for text in english if text.strip()))
    assert [r["text"] for r in added["renderings"]][: len(wanted)] == wanted
    assert added["definition_zh"] == definition.strip()
    assert glossary("undo") == ["own-x"]
    assert own() == []
