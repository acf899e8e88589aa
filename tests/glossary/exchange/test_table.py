"""Tables as people and other tools have them."""

import pytest

from glossary.exchange.table import neutral, one, restored, several
from glossary.exchange.text import ExchangeError
from glossary.model import Rendering
from tests.glossary.exchange.samples import contents, imported, planned, problems

ROW = "id,simplified,traditional,pinyin,english\nmcn,机构,機構,jī gòu,agency\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    (concept,) = imported(ROW.replace("\n", newline).encode(encoding), "csv")
    assert (concept.id, concept.preferred.hant, concept.rendering) == ("mcn", "機構", "agency")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_be_split_by_semicolons_or_tabs(delimiter: str) -> None:
    (concept,) = imported(ROW.replace(",", delimiter), "csv")
    assert concept.preferred.readings == ("ji1", "gou4")


def test_excel_may_say_its_separator_itself() -> None:
    assert len(imported("sep=;\r\n" + ROW.replace(",", ";"), "csv")) == 1
    assert problems("sep=;\r\nzh;拼音\r\n机构;dao4\r\n", "csv") == ["line 3: the reading “dao4” does not fit “机构”."]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Entry_ID,Chinese_PRC,English", "7,机构,agency"),
        ("zh-CN,en-US", "机构,agency"),
        ("source,target,comment", "机构,agency,x"),
        ("中文,英文", "机构,agency"),
        ("language,term,translation,parent,status,tags,pronunciation,link_status", "Chinese,机构,agency,,3,a,jī gòu,"),
        ("Chinese (Simplified),English", "机构,agency"),
    ],
)
def test_columns_of_other_tools_are_known(header: str, row: str) -> None:
    (concept,) = imported(f"{header}\n{row}\n", "csv")
    assert (concept.preferred.hans, concept.rendering) == ("机构", "agency")


def test_columns_are_named_with_map_and_what_is_not_used_is_said() -> None:
    table = "Begriff,Englisch,Notiz,Quelle\n机构,agency,x,y\n"
    with pytest.raises(ExchangeError, match=r'no column.*Begriff, Englisch.*--map "Begriff=chinese"'):
        contents(table, "csv")
    said = {"begriff": "simplified", "Englisch": "english", "Quelle": "-"}
    made = planned(table, "csv", columns=said)
    assert made.concepts[0].rendering == "agency"
    assert made.notices == ("Columns that are not used: Notiz.",)
    with pytest.raises(ExchangeError, match="no field “nonsense”"):
        contents(table, "csv", columns={"Begriff": "nonsense"})
    with pytest.raises(ExchangeError, match="no column “Wort”; it has Begriff"):
        contents(table, "csv", columns={"Wort": "english"})


def test_several_values_in_a_cell_and_several_rows_of_a_concept() -> None:
    table = (
        "id,simplified,pinyin,english,english_status,related\n"
        'a,店播;店铺直播,dian4 bo1|dian4 pu4 zhi2 bo1,"store livestream; shop show",,b\n'
        "a,,,store show,forbidden,\n"
        "b,达播,dá bō,,,a\n"
    )
    store, other = imported(table, "csv")
    assert [(t.hans, t.status, t.readings[-1]) for t in store.terms] == [
        ("店播", "preferred", "bo1"),
        ("店铺直播", "admitted", "bo1"),
    ]
    assert store.renderings == (
        Rendering("store livestream"),
        Rendering("shop show", "admitted"),
        Rendering("store show", "deprecated"),
    )
    assert (store.related, other.related) == (("b",), ("a",))


def test_rows_without_id_are_one_concept_by_name_unless_the_definitions_differ() -> None:
    table = "zh,en,definition\n坑位,slot,a place\n坑位,listing,\n坑位,pit,a hole\n"
    first, second = imported(table, "csv")
    assert len(imported("zh,en,domain\n直播,show,media\n直播,live sale,trade\n", "csv")) == 2
    assert [r.text for r in first.renderings] == ["slot", "listing"]
    assert (second.id, second.definition_en) == ("pit", "a hole")


def test_every_fault_is_reported_with_its_line() -> None:
    table = (
        "id,simplified,traditional,pinyin,english,status\n"
        "a,机构,機構,ji1 gou4,agency,preferred\n"
        "b,机构,鷄構,ji1 gou4,agency,preferred\n"
        "c,直播,直播,zhi2,show,perhaps\n"
        "\n"
        'd,"直\n播",,zhi2 bo1,show,\n'
        ",,,,orphan,\n"
        "e,直播;带货,,zhi2 bo1,show,\n"
        "f,店播,店播,dian4 bo1,x,,too many\n"
    )
    assert problems(table, "csv") == [
        "line 10: has 7 cells under 6 headings.",
        "line 3 (b): “鷄構” is not “机构” in traditional characters.",
        "line 4: term_status is “perhaps”, which is none that duban knows.",
        "line 4 (c): the reading “zhi2” does not fit “直播”.",
        "line 8: names no Chinese term.",
        "line 9: 1 values for pinyin, but 2 Chinese names.",
    ]
    made = planned(table, "csv")
    assert [concept.id for concept in made.concepts] == ["a", "d"]


def test_a_quotation_mark_left_open_is_found_where_it_is() -> None:
    with pytest.raises(ExchangeError, match="line 3: a quotation mark is not closed"):
        contents('zh,en\n机构,"agency\n直播,show', "csv")
    (concept,) = imported('zh\ten\n机构\t"agency" work\n', "tsv")
    assert concept.rendering == '"agency" work'


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "'=1", "''@", "\tx", "＝1", "-", "'quoted'", "plain", ""])
def test_formulas_are_neutralised_and_come_back(value: str) -> None:
    cell = neutral(value)
    assert not cell or cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert restored(cell) == value


@pytest.mark.parametrize("values", [["a"], ["a;b", "c|d"], ["\\"], ["\\;", "；"], []])
def test_values_that_hold_the_separator(values: list[str]) -> None:
    assert several(";".join(map(one, values))) == values


def test_an_empty_table_says_so() -> None:
    with pytest.raises(ExchangeError, match="is empty"):
        contents("\n\n", "csv")


def test_what_is_not_utf8_gets_one_sentence() -> None:
    with pytest.raises(ExchangeError, match=r"neither UTF-8.*iconv -f GB18030"):
        contents(ROW.encode("gb18030"), "csv")
