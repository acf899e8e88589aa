"""Subtitles: what is said, in paragraphs, without times and tags."""

from pathlib import Path

import pytest

from texts.importers.cues import read_cues
from texts.importers.model import ImportFaultError, Incoming
from texts.importers.subtitles import read_subtitles


def read(folder: Path, text: str, name: str = "片名.zh-CN.srt", codec: str = "utf-8") -> Incoming:
    path = folder / name
    path.write_bytes(text.encode(codec))
    return read_subtitles(path, name)


def srt(*cues: tuple[float, float, str]) -> str:
    def clock(seconds: float) -> str:
        return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02},{round(seconds % 1 * 1000):03}"

    return "\n".join(f"{n}\n{clock(a)} --> {clock(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1))


def test_lines_of_a_sentence_are_joined_and_pauses_part_paragraphs(tmp_path: Path) -> None:
    text = srt(
        (1, 3, "我们今天来谈谈\n<i>直播电商</i>。"),
        (3, 5, "{\\an8}它为什么会"),
        (5, 6, "流行&amp;起来？"),
        (9, 10, "因为 iPhone\n很贵。"),
    )
    incoming = read(tmp_path, text)
    assert [p.text for p in incoming.paragraphs] == [
        "我们今天来谈谈直播电商。它为什么会流行&起来？",
        "因为 iPhone 很贵。",
    ]
    assert incoming.meta.title_zh == "片名"
    assert list(incoming.notes) == ["UTF-8, detected", "4 subtitles joined into paragraphs"]


def test_without_full_stops_lines_stay_apart(tmp_path: Path) -> None:
    text = srt((1, 2, "我觉得 这样不好"), (2, 3, "我们走吧"), (8, 9, "好"))
    assert [p.text for p in read(tmp_path, text).paragraphs] == ["我觉得 这样不好 我们走吧", "好"]


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-8-sig"])
def test_any_chinese_encoding(tmp_path: Path, codec: str) -> None:
    text = srt((1, 2, "今天天气很好，我们去公园散步吧。"), (2, 3, "好的，我马上就来。")) * 3
    found = [p.text for p in read(tmp_path, text, codec=codec).paragraphs]
    assert found[0].startswith("今天天气很好，我们去公园散步吧。")


def test_two_languages_in_a_cue_or_in_two(tmp_path: Path) -> None:
    text = srt((1, 3, "你好吗\nHow are you,"), (3, 5, "老朋友\nmy old friend?"), (8, 9, "OK，走\nOK, go."))
    found = [(p.text, p.translation) for p in read(tmp_path, text).paragraphs]
    assert found == [("你好吗 老朋友", "How are you, my old friend?"), ("OK，走", "OK, go.")]
    text = srt((1, 3, "我们有四个孩子"), (4, 6, "真的"), (1, 3, "We had four children."), (4, 6, "Literally."))
    assert [p.translation for p in read(tmp_path, text).paragraphs] == ["We had four children. Literally."]
    single = srt((1, 2, "他说"), (2, 3, "Hello"), (3, 4, "就走了"), (4, 5, "真的走了"))
    assert [(p.text, p.translation) for p in read(tmp_path, single).paragraphs] == [
        ("他说 Hello 就走了 真的走了", None)
    ]


def test_speakers(tmp_path: Path) -> None:
    vtt = (
        "WEBVTT - x\n\nSTYLE\n::cue { color: red }\n\nNOTE 说明\n不是字幕\n\n甲\n"
        "00:01.000 --> 00:03.000 align:start\n"
        "<v.loud 王五>我们<00:00:02.000><c>走</c></v>\n\n00:03.000 --> 00:04.000\n<v 王五>吧。\n\n1\n"
        "00:04.000 --> 00:05.5\n<v 李四>好。"
    )
    assert [p.text for p in read(tmp_path, vtt, "a.vtt").paragraphs] == ["王五：我们走吧。", "李四：好。"]
    dashes = srt((1, 2, "- 你好。\n- 你也好！"), (2, 3, "再见。"))
    assert [p.text for p in read(tmp_path, dashes).paragraphs] == ["你好。", "你也好！", "再见。"]


def test_advanced_substation_alpha(tmp_path: Path) -> None:
    def line(start: int, style: str, text: str) -> str:
        return f"Dialogue: 0,0:00:{start:02}.00,0:00:{start + 1:02}.50,{style},,0,0,0,,{text}"

    said = [line(n, "zh", f"第{n}句，{{\\i1}}话\\N很长") for n in range(1, 9)]
    text = "\n".join([
        "[Script Info]", "Title: 纪录片", "[Events]",
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
        *said, line(3, "Sign", "牌子上写着"), line(4, "zh", "{\\p1}m 0 0 l 1 1{\\p0}"), "Comment: 0,0:00:01.00,x",
    ])  # fmt: skip
    incoming = read(tmp_path, text, "a.ass")
    found = [(p.text, p.kind) for p in incoming.paragraphs]
    assert incoming.meta.title_zh == "纪录片"
    assert found[0][0].startswith("第1句，话 很长 第2句，话 很长")
    assert found[-1] == ("牌子上写着", "caption")


def test_captions_that_scroll_are_read_once(tmp_path: Path) -> None:
    text = srt(
        (1, 2, "今天我们要讲"),
        (2, 2.1, "今天我们要讲"),
        (2.1, 4, "今天我们要讲\n一个故事"),
        (4, 5, "一个故事\n从前有座山"),
    )
    assert [p.text for p in read(tmp_path, text).paragraphs] == ["今天我们要讲 一个故事 从前有座山"]


@pytest.mark.parametrize(
    "text",
    [
        "00:00:01,000 --> 00:00:02,000\n甲\n00:00:03,000 --> 00:00:04,000\n乙",
        "1\r\n00:00:01,000-->00:00:02,000\r\n甲\r\n\r\n\r\n2\r\n0:00:03.0 --> 0:00:04.0 X1:0\r\n乙\r\n",
        "\ufeff\n\n7\n00:00:03:000 --> 00:00:04:000\n乙\n\n1\n00:00:01,000 -> 00:00:02,000\n甲",
    ],
)
def test_careless_files(text: str) -> None:
    assert [(cue.start, cue.lines) for cue in read_cues(text.split("\n")).cues] == [(1000, ["甲"]), (3000, ["乙"])]


def test_a_file_without_cues(tmp_path: Path) -> None:
    for text in ("", "文", "WEBVTT\n\n", "[Script Info]\nTitle: x"):
        with pytest.raises(ImportFaultError, match="holds no subtitles"):
            read(tmp_path, text)
