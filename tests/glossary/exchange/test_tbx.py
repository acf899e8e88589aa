"""TBX of other origin, XML that is not safe, and the rules of TBX-Basic for what is written."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from glossary.exchange.tbx_read import id_from_xml
from glossary.exchange.tbx_write import xml_id
from glossary.exchange.text import ExchangeError
from glossary.model import Concept, Example, Rendering
from tests.glossary.exchange.samples import IDS, contents, glossaries, imported, planned, problems, written

CORE = "{urn:iso:std:iso:30042:ed-2}"
HEAD = '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
TAIL = "</body></text></tbx>"

DCA = f"""<?xml version="1.0"?>{HEAD}
<conceptEntry id="c1"><descrip type="subjectField">Trade</descrip>
 <langSec xml:lang="en"><descripGrp><descrip type="definition">A company
   that manages hosts.</descrip><admin type="source">X</admin></descripGrp>
  <termSec><term>agency</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
  <termSec><term>MCN <hi>firm</hi></term><termNoteGrp>
    <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termNoteGrp></termSec></langSec>
 <langSec xml:lang="de"><termSec><term>Agentur</term></termSec></langSec>
 <langSec xml:lang="zh-TW"><termSec><term>機構</term><descripGrp><descrip type="context">一家機構。</descrip>
  <admin type="source">Y</admin></descripGrp></termSec></langSec>
 <langSec xml:lang="zh-CN"><termSec><term>机构</term><termNote type="termType">acronym</termNote></termSec></langSec>
</conceptEntry>{TAIL}"""
DCT = f"""{HEAD.replace("dca", "dct")}
<conceptEntry id="c1" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <min:subjectField>Trade</min:subjectField><langSec xml:lang="zh-Hans"><basic:definition>公司</basic:definition>
 <termSec><term>机构</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>agency</term></termSec></langSec></conceptEntry>{TAIL}"""
MARTIF = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc>
</martifHeader><text><body><termEntry id="c1"><langSet xml:lang="zh"><ntig><termGrp><term>机构</term>
<termNote type="normativeAuthorization">preferredTerm</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en-US"><tig><term>agency</term></tig></langSet></termEntry></body></text></martif>"""


def test_dca_of_other_origin() -> None:
    made = planned(DCA, "tbx")
    (concept,) = made.concepts
    assert (concept.preferred.hans, concept.preferred.hant, concept.preferred.kind) == ("机构", "機構", "abbreviation")
    assert concept.renderings == (Rendering("agency"), Rendering("MCN firm", "deprecated"))
    assert (concept.domain, concept.definition_en) == ("Trade", "A company that manages hosts.")
    assert concept.examples == (Example("一家機構。", source="Y"),)
    assert made.notices == ("Languages that are neither Chinese nor English are left out: de.",)


def test_dct_and_martif_of_other_origin() -> None:
    (dct,) = imported(DCT, "tbx")
    assert (dct.domain, dct.definition_zh, dct.terms[0].status, dct.rendering) == (
        "Trade", "公司", "admitted", "agency",
    )  # fmt: skip
    (martif,) = imported(MARTIF, "martif")
    assert (martif.id, martif.preferred.hans, martif.rendering) == ("c1", "机构", "agency")


def test_faults_have_lines() -> None:
    entry = '\n<conceptEntry id="x"><langSec xml:lang="zh"><termSec>\n<term> </term></termSec></langSec></conceptEntry>'
    entry += '\n<conceptEntry id="y"><langSec xml:lang="en"><termSec><term>a</term></termSec></langSec></conceptEntry>'
    assert problems(HEAD + entry + TAIL, "tbx") == [
        "line 2: a term is empty.",
        "line 4, entry 2 (y): names no Chinese term, and there is no concept of this id to go with it.",
    ]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f"<!DOCTYPE tbx [{LAUGHS}]><tbx>&l9;</tbx>", "declares entities"),
        ('<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>', "declares entities"),
        ('<!DOCTYPE tbx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><tbx/>', "declares entities"),
        (f'<!DOCTYPE tbx SYSTEM "x.dtd">{HEAD}<conceptEntry id="a">&nbsp;</conceptEntry>{TAIL}', "“nbsp” is declared"),
        ("<a>" * 100 + "</a>" * 100, "nested deeper"),
        (HEAD + "<conceptEntry>" + "x" * 2_000_000 + "</conceptEntry>" + TAIL, "more than 1,000,000 characters"),
        ("<tbx>", "line 1: this is not valid XML"),
        ("", "this is not valid XML"),
        ("<html></html>", "its outermost element is <html>"),
        ('<?xml version="1.0" encoding="ebcdic-x"?><tbx/>', "in an encoding that cannot be read"),
    ],
)
def test_what_is_not_safe_or_no_tbx_is_refused(xml: str, said: str) -> None:
    with pytest.raises(ExchangeError, match=re.escape(said)):
        contents(xml, "tbx")


def test_utf16_is_read() -> None:
    assert len(imported(MARTIF.encode("utf-16"), "martif")) == 1


@given(IDS)
def test_ids_are_names_of_xml_and_come_back(identity: str) -> None:
    assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9._\-]*", xml_id(identity))
    assert id_from_xml(xml_id(identity)) == identity


ALLOWED = {
    "tbx": {"tbxHeader", "text"}, "tbxHeader": {"fileDesc"}, "fileDesc": {"sourceDesc"}, "sourceDesc": {"p"},
    "p": set(), "text": {"body"}, "body": {"conceptEntry"},
    "conceptEntry": {"descrip", "admin", "note", "ref", "langSec"},
    "langSec": {"descrip", "termSec"}, "termSec": {"term", "termNote", "note", "descripGrp"}, "term": set(),
    "descripGrp": {"descrip", "admin", "note"}, "descrip": set(), "admin": set(), "note": set(), "ref": set(),
    "termNote": set(),
}  # fmt: skip
ORDER = ["term", "termNote"]
"""These come first in a termSec, in this order."""
VALUES = {
    "administrativeStatus": {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"},
    "termType": {"fullForm", "variant", "abbreviation"},
}
LEVELS = {
    "subjectField": {"conceptEntry"}, "definition": {"conceptEntry", "langSec"}, "context": {"descripGrp"},
    "source": {"conceptEntry", "descripGrp"}, "crossReference": {"conceptEntry"}, "administrativeStatus": {"termSec"},
    "termType": {"termSec"},
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(glossaries())
def test_what_is_written_keeps_the_rules_of_tbx_basic(concepts: list[Concept]) -> None:
    """Rules after the core structure of ISO 30042:2019 and the constraints of TBX-Basic, written down here: their
    own schemas cannot be shipped."""
    root = ElementTree.fromstring(written(concepts, "tbx"))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{CORE}tbx", "TBX-Basic", "dca")
    ids = [entry.get("id") or "" for entry in root.iter(f"{CORE}conceptEntry")]
    assert len(set(ids)) == len(concepts)
    for parent in root.iter():
        names = [child.tag.removeprefix(CORE) for child in parent]
        assert set(names) <= ALLOWED[parent.tag.removeprefix(CORE)]
        if parent.tag == f"{CORE}termSec":
            assert names[0] == "term"
            assert [n for n in names if n in ORDER] == names[: sum(n in ORDER for n in names)]
        if parent.tag == f"{CORE}langSec":
            assert "termSec" in names
        for child in parent:
            kind = child.get("type", "")
            if kind:
                assert parent.tag.removeprefix(CORE) in LEVELS[kind] or parent.tag == root.tag
                assert kind not in VALUES or child.text in VALUES[kind]
            assert child.get("target") in (None, *ids)
