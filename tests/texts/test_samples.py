"""Real files of all kinds open right: title, first and last paragraph, their number, headings, no navigation."""

from pathlib import Path

import pytest
from msgspec import Struct

from tests.texts.samples.make_pdfs import TEXT, TITLE
from texts.importers.detect import kind_of
from texts.importers.formats import read
from texts.importers.model import Incoming
from texts.model import Paragraph

FOLDER = Path(__file__).parent / "samples"


class Sample(Struct):
    """What a file is to give."""

    name: str
    kind: str
    title: str
    first: str
    """Beginning of the first paragraph."""
    last: str
    """End of the last one."""
    count: int
    headings: tuple[str, ...]
    """The headings, or the first of them."""
    absent: tuple[str, ...] = ()
    """What is no text of it."""
    notes: tuple[str, ...] = ()


SAMPLES = [
    Sample(
        "antimonopoly-law.docx", "docx", "中华人民共和国反垄断法", "中华人民共和国反垄断法",
        "本法自2008年8月1日起施行。", 162,
        ("中华人民共和国反垄断法", "第一章 总 则", "第二章 垄断协议", "第三章 滥用市场支配地位", "第四章 经营者集中",
         "第五章 滥用行政权力排除、限制竞争", "第六章 对涉嫌垄断行为的调查", "第七章 法律责任", "第八章 附 则"),
        ("目 录", "border-collapse", "=E"),
    ),
    Sample(
        "flag-law.docx", "docx", "中华人民共和国国旗法", "中华人民共和国国旗法", "国旗制法图案", 90,
        ("中华人民共和国国旗法", "附：国旗制法说明"), ("border-collapse",),
    ),
    Sample(
        "emblem-law.pdf", "pdf", "中华人民共和国国徽法", "中华人民共和国国徽法", "本法自1991年10月1日起施行。", 56,
        ("中华人民共和国国徽法",), ("在线工具", "⼀"),
    ),
    Sample(
        "nationality-law.md", "markdown", "中华人民共和国国籍法", "中华人民共和国国籍法", "本法自公布之日起施行。", 28,
        ("中华人民共和国国籍法",), ("**", "# "),
    ),
    Sample(
        "dream-of-the-red-chamber.gb18030.txt", "text", "《红楼梦》", "《红楼梦》", "莫效此儿形状！", 118,
        ("《红楼梦》", "第一回　甄士隐梦幻识通灵　贾雨村风尘怀闺秀", "第二回　贾夫人仙逝扬州城　冷子兴演说荣国府",
         "第三回　贾雨村夤缘复旧职　林黛玉抛父进京都"), ("\ufffd",), ("GBK, detected",),
    ),
    Sample(
        "journey-to-the-west.txt", "text", "《西游记》吴承恩（明）", "《西游记》吴承恩（明）", "九幽十类尽除名", 108,
        ("《西游记》吴承恩（明）", "第一回 灵根育孕源流出 心性修持大道生", "第二回 悟彻菩提真妙理 断魔归本合元神",
         "第三回 四海千山皆拱伏 九幽十类尽除名"), ("\r",),
    ),
    Sample(
        "paper-garden.epub", "epub", "纸上花园观察录", "第一章 纸上花园", "添了一枚小小的星号。", 13,
        ("第一章 纸上花园", "第二章 访客名单"), ("Landmarks", "正文", "zhé"), ("1 reading in ruby left out",),
    ),
    Sample(
        "city-field-notes.epub", "epub", "明日城巡游手记", "第一章 明日城巡游", "stop_cleanup()", 13,
        ("第一章 明日城巡游", "第二章 档案室"), ("Landmarks",),
        ("1 reading in ruby left out", "1 footnote left out"),
    ),
    Sample(
        "foreveryone.ass", "subtitles", "ForEveryone.net", "这一节的标题 是“谢谢，蒂姆”", "我父母在一起工作", 12, (),
        ("Dialogue", "\\N", "0:00"), ("the other language beside the Chinese taken as its translation",),
    ),
    Sample(
        "copywriting-guidelines.md", "markdown", "中文文案排版指北", "中文文案排版指北",
        "mzlogin/chinese-copywriting-guidelines", 134,
        ("中文文案排版指北", "空格", "中英文之间需要增加空格", "中文与数字之间需要增加空格"), ("](", "##"),
    ),
    Sample(
        "debian-foundation-documents.html", "html", "1.2. 基金会文档", "1.2. 基金会文档",
        "是一些我们认为“自由”的例子。", 40,
        ("1.2. 基金会文档", "1.2.1. 对用户的承诺", "1.2.2. Debian 自由软件指导方针"), ("上一页", "下一页", "起始页"),
    ),
    Sample(
        "kicad-pcb-calculator.html", "html", "Calculator Tools", "Calculator Tools",
        "还定义了 6 种类型的 PCB：", 70,
        ("Calculator Tools", "贡献者", "翻译人员", "1. 介绍", "2. 计算器", "2.1. 稳压器"),
        ("Table of Contents", "asciidoctor"),
    ),
]  # fmt: skip


def opened(name: str) -> tuple[Incoming, list[Paragraph]]:
    path = FOLDER / name
    kind = kind_of(path, name)
    if kind == "pdf":
        pytest.importorskip("pypdfium2")
    incoming = read(path, name, kind)
    return incoming, list(incoming.paragraphs)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_real_files_open_right(sample: Sample) -> None:
    incoming, paragraphs = opened(sample.name)
    assert kind_of(FOLDER / sample.name, sample.name) == sample.kind
    assert incoming.meta.title_zh == sample.title
    assert paragraphs[0].text.startswith(sample.first)
    assert paragraphs[-1].text.endswith(sample.last)
    assert len(paragraphs) == sample.count
    headings = tuple(paragraph.text for paragraph in paragraphs if paragraph.kind == "heading")
    assert headings[: len(sample.headings) or None] == sample.headings
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    assert not [words for words in sample.absent if words in whole]
    assert set(sample.notes) <= set(incoming.notes)


@pytest.mark.parametrize("name", ["livestream.pdf", "livestream-columns.pdf", "livestream-cid.pdf"])
def test_one_text_comes_back_from_every_way_of_setting_it(name: str) -> None:
    incoming, paragraphs = opened(name)
    assert incoming.meta.title_zh == TITLE
    found = [("".join(p.text.split()), p.kind) for p in paragraphs]
    # The line end after a hyphen does not tell whether the hyphen was there before.
    wanted = [("".join(text.split()), kind) for kind, text in [("heading", TITLE), *TEXT]]
    assert [(text.replace("-", ""), kind) for text, kind in found] == [(t.replace("-", ""), kind) for t, kind in wanted]


def test_bilingual_subtitles_have_their_translation() -> None:
    _, paragraphs = opened("foreveryone.ass")
    assert paragraphs[0].translation == (
        'Yeah, the title of this section is "Thanks, Tim." Tim being Englishman Tim Berners-Lee. '
        "If you haven't heard of him, we hadn't either."
    )


def test_every_sample_has_its_licence_told() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", ".pyc") and path.is_file()}
    assert [name for name in sorted(files - {"README.md"}) if f"`{name}`" not in readme] == []
