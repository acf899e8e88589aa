"""The formats of ``duban annotate``."""

import json

from reader.annotate import JsonLines, text_block
from reader.text.convert import OpenCCConverter
from reader.text.layout.width import cell_width
from reader.text.model import ShownParagraph
from reader.text.pipeline import Analyser, show
from texts.model import Paragraph, Script

ANALYSER = Analyser()


def shown(text: str, script: Script = "hans", **more: str) -> ShownParagraph:
    paragraph = ANALYSER.annotate(3, Paragraph(text, **more), "hans")  # type: ignore[arg-type]
    return show(paragraph, script, OpenCCConverter())


def test_jsonl_has_the_keys_of_the_contract_in_order() -> None:
    lines = JsonLines(lambda t: f"<{t.text}>", lambda _: None)
    line = lines.record(shown("他旅行。", "hant", kind="heading", translation="He travels."))
    assert "\n" not in line
    record = json.loads(line)
    assert list(record) == ["paragraph", "kind", "script", "text", "translation", "tokens"]
    assert (record["paragraph"], record["kind"], record["script"]) == (3, "heading", "hant")
    assert record["tokens"][1] == {
        "text": "旅行",
        "start": 1,
        "end": 3,
        "readings": ["lü3", "xing2"],
        "term": None,
        "gloss": "<旅行>",
        "level": None,
    }
    assert record["tokens"][2]["readings"] == [None]
    assert record["tokens"][2]["gloss"] is None


def test_jsonl_can_always_be_written_as_utf8() -> None:
    line = JsonLines().record(shown("后\ud800\0"))
    assert json.loads(line.encode("utf-8"))["text"] == "后\ud800\0"


def test_text_rows_are_aligned_and_wrapped() -> None:
    block = text_block(shown("“杭州的银行很多，”他说（真的）。" * 6), columns=40)
    lines = block.splitlines()
    assert lines[0].startswith(" Hángzhōu de yínháng")
    assert lines[1].startswith("“杭州     的 银行    很多，”")
    assert len(lines) % 2 == 0
    assert all(cell_width(line) <= 40 for line in lines)
    assert "".join("".join(lines[1::2]).split()) == "“杭州的银行很多，”他说（真的）。" * 6


def test_text_rows_hold_no_control_characters() -> None:
    assert text_block(shown("一\x1b[31m\t二")).isprintable() is False  # line ends
    assert "\x1b" not in text_block(shown("一\x1b[31m\t二"))
    assert text_block(shown("")) == "\n"
