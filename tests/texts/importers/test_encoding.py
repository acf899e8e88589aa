"""Which encoding a text is in, on sentences of both scripts, whole, cut off and with a broken byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.importers.encoding import LONGEST_LINE, Encoding, Lines, decoded, detect, encoding_of, named
from texts.importers.model import ImportFaultError
from texts.library import BUNDLED

HANT = [
    line
    for line in (BUNDLED / "hangzhou-live-commerce/zh.txt").read_text(encoding="utf-8").split("\n")
    if len(line) > 8
]
HANS = [
    "多家直播电商平台公布了第三季度的财报",
    "这家工厂把流水线改成了直播间，退货率降了一成半。",
    "商务部：前十个月网上零售额同比增长9.6%",
    "小红书、抖音与视频号的流量规则又变了",
    "品牌方开始自己培养主播，头部主播的坑位费回落",
]
WIDEST = {"gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
CASES = [
    (codec, line)
    for codec, lines in (
        ("utf-8", [*HANS, *HANT]),
        ("gbk", HANS),
        ("gb18030", [*HANS, *HANT]),
        ("big5", HANT),
        ("cp950", HANT),
        ("big5hkscs", HANT),
        ("utf-16-le", [*HANS, *HANT]),
        ("utf-16-be", [*HANS, *HANT]),
        ("utf-32-le", HANS),
        ("hz", HANS),
    )
    for line in lines
    if line.encode(codec, "ignore").decode(codec, "ignore") == line
]


def found(data: bytes) -> str:
    return detect(data, "a.txt").codec


def test_sentences_headlines_and_what_is_cut_off() -> None:
    assert len(CASES) > 250
    wrong = []
    for codec, line in CASES:
        wanted = WIDEST.get(codec, codec)
        for text in (line, line[:10]):
            data = text.encode(codec)
            encoding = detect(data, "a.txt")
            if encoding.codec != wanted or decoded(data, encoding) != text:
                wrong.append((codec, text, encoding))
            if codec != "hz" and found(data[:-1]) != wanted:
                wrong.append((codec, text, encoding))
    # Cutting a line may leave what is nothing but digits and marks.
    assert len(wrong) <= len(CASES) // 100, wrong


def test_one_broken_byte() -> None:
    wrong = 0
    for codec, line in CASES:
        data = bytearray(line.encode(codec))
        data[len(data) // 2] = 0xFF
        wrong += codec != "hz" and found(bytes(data)) != WIDEST.get(codec, codec)
    assert wrong <= len(CASES) // 50


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(codec: str) -> None:
    data = "直播带货".encode(codec)
    encoding = detect(data, "a.txt")
    assert encoding.how == "by its byte order mark"
    assert decoded(data, encoding) == "直播带货"


def test_what_is_shown() -> None:
    assert detect(HANS[0].encode("gbk"), "a").note == "GBK, detected"
    assert detect(HANT[0].encode("big5"), "a").note == "Big5, detected"
    assert detect((HANT[0] + "嘅喺啲").encode("big5hkscs"), "a").note == "Big5-HKSCS, detected"
    assert detect((HANS[0] + "𠮷").encode("gb18030"), "a").note == "GB18030, detected"
    assert detect(HANS[0].encode(), "a").note == "UTF-8, detected"
    assert "--encoding" in detect("épée à côté".encode("latin-1"), "a").note


def test_signs_that_only_one_big5_has_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = "直播帶貨的杭州樣本，嘅喺啲"
    file.write_bytes(text.encode("big5hkscs") + "€".encode("cp950") + b"\x80")
    lines = Lines(file, named("big5"), "a.txt")
    assert list(lines) == [text + "€\ufffd"]
    assert lines.lost == 1


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, b"\0" * 5000, b"\x01\x02\x03\x04" * 300, bytes(n * n % 251 for n in range(9000))],
    ids=["all bytes", "NULs", "controls", "noise"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFaultError, match=r"a\.txt is no text"):
        detect(data, "a.txt")


def test_an_encoding_that_the_user_names() -> None:
    assert named("GBK") == Encoding("gb18030", "GBK", "as told")
    assert named("big5-hkscs").codec == "big5hkscs"
    assert named("utf8").label == "UTF-8"
    assert named("shift_jis").codec == "shift_jis"
    for name in ("klingon", "rot13", "base64", "", "\0"):
        with pytest.raises(ImportFaultError, match="There is no encoding"):
            named(name)


TEXT = st.text(st.characters(codec="gb18030", exclude_characters="\ufffd\ufeff", exclude_categories=["Cs", "Co"]))


@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"]))
def test_every_text_comes_back_from_an_encoding_that_is_known(
    tmp_path_factory: pytest.TempPathFactory, text: str, codec: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "lines.txt"
    file.write_bytes(text.encode(codec))
    expected = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    assert list(Lines(file, named(codec), "a.txt")) == (expected if text else [])


def test_line_ends_across_chunks_and_lines_without_end(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    line = "直播带货。" * 10_000
    file.write_bytes(("甲\r\n" * 200_000 + line + "\r").encode())
    found = list(Lines(file, named("utf-8"), "a.txt"))
    assert found[:200_000] == ["甲"] * 200_000
    rest = found[200_000:]
    assert "".join(rest) == line
    assert all(len(piece) <= LONGEST_LINE and piece.endswith("。") for piece in rest)


def test_a_text_that_begins_in_english(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"A preface in English.\n" * 40_000 + HANT[0].encode("big5"))
    assert encoding_of(file, "a.txt").codec == "big5hkscs"
