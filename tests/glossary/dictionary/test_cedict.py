"""The parser, on lines of the published dictionary in both syntaxes."""

import pytest

from glossary.dictionary.cedict import parse, parse_line
from glossary.dictionary.entry import Classifier, Entry, Reference, Sense


def entry(line: str) -> Entry:
    parsed = parse_line(line)
    assert parsed is not None
    return parsed


def glosses(line: str) -> list[str]:
    return [sense.text for sense in entry(line).senses]


@pytest.mark.parametrize("pinyin", ["[Zhong1 guo2]", "[[Zhong1guo2]]"])
def test_both_syntaxes_read_alike(pinyin: str) -> None:
    assert entry(f"中國 中国 {pinyin} /China/") == Entry("中國", "中国", ("zhong1", "guo2"), True, (Sense(("China",)),))


def test_senses_and_glosses() -> None:
    found = entry("吃 吃 [chi1] /to eat; to consume/to eradicate; to destroy/(Tw) to smoke/").senses
    assert [sense.glosses for sense in found] == [
        ("to eat", "to consume"),
        ("to eradicate", "to destroy"),
        ("(Tw) to smoke",),
    ]


def test_classifiers_are_taken_out() -> None:
    found = entry("桌子 桌子 [zhuo1 zi5] /table/desk/CL:張|张[zhang1],套[tao4]/")
    assert [sense.text for sense in found.senses] == ["table", "desk"]
    assert found.classifiers == (Classifier("張", "张", ("zhang1",)), Classifier("套", "套", ("tao4",)))


def test_other_readings_are_taken_out() -> None:
    found = entry("企業 企业 [qi3 ye4] /company; firm/Taiwan pr. [qi4 ye4]/")
    assert found.taiwan == (("qi4", "ye4"),)
    assert [sense.text for sense in found.senses] == ["company; firm"]
    assert entry("PO PO [po1] /(Tw) to post (online)/also pr. [pou1]/").also_read == (("pou1",),)
    assert entry("垃圾 垃圾 [la1 ji1] /trash; refuse (Taiwan pr. [le4 se4])/").taiwan == (("le4", "se4"),)


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("裏 里 [li3] /variant of 裡|里[li3]/", Reference("variant", "裡", "里", ("li3",))),
        ("甦 苏 [su1] /old variant of 蘇|苏[su1]/", Reference("old variant", "蘇", "苏", ("su1",))),
        ("三C 三C [san1 C] /see 3C[san1 C]/", Reference("see", "3C", "3C", ("san1", None))),
        ("三C 三C [san1 C] /see 3C/", None),
        ("一忽兒 一忽儿 [yi1 hu1 r5] /erhua variant of 一忽[yi1 hu1]/",
         Reference("variant", "一忽", "一忽", ("yi1", "hu1"))),
        ("北大 北大 [Bei3 Da4] /abbr. for 北京大學|北京大学[Bei3 jing1 Da4 xue2]/",
         Reference("abbreviation", "北京大學", "北京大学", ("bei3", "jing1", "da4", "xue2"))),
        ("伱 伱 [ni3] /see also 你[ni3]/", Reference("see", "你", "你", ("ni3",))),
    ],
)  # fmt: skip
def test_pointers_are_data_and_no_meaning(line: str, reference: Reference | None) -> None:
    found = entry(line)
    assert found.references == ((reference,) if reference else ())
    assert bool(found.senses) is (reference is None)


def test_a_pointer_with_a_meaning_keeps_it() -> None:
    found = entry("晒單 晒单 [shai4 dan1] /to post a purchase; see also 種草|种草[zhong4 cao3]/")
    assert [sense.text for sense in found.senses] == ["to post a purchase"]
    assert [reference.hans for reference in found.references] == ["种草"]


def test_chinese_inside_a_gloss_is_written_for_readers() -> None:
    assert glosses("滬 沪 [Hu4] /short name for Shanghai 上海[Shang4 hai3]/") == [
        "short name for Shanghai 上海 (Shànghǎi)"
    ]
    assert glosses("事情 事情 [shi4 qing5] /matter, as in 出事情|出事情[chu1 shi4 qing5] (idiom)/") == [
        "matter, as in 出事情 (chūshìqing) (idiom)"
    ]


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("3C 3C [san1 C] /computers/", ("san1", None)),
        ("亞當·斯密 亚当·斯密 [Ya4 dang1 · Si1 mi4] /Adam Smith/", ("ya4", "dang1", None, "si1", "mi4")),
        ("女兒 女儿 [nu:3 er2] /daughter/", ("nü3", "er2")),
        ("花兒 花儿 [hua1 r5] /flower/", ("hua1", "r5")),
        ("㐄 㐄 [xx5] /component/", (None,)),
    ],
)
def test_readings(line: str, reading: tuple[str | None, ...]) -> None:
    assert entry(line).reading == reading


def test_what_is_no_entry_is_passed_over() -> None:
    text = "# CC-CEDICT\n#! version=1\n\nnonsense\n中國 中国 Zhong1 guo2 /China/\n好 好 [hao3] /good/\r\n"
    assert [found.hans for found in parse(text.splitlines(keepends=True))] == ["好"]
