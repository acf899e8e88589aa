"""``meta.toml``: every field that may stand there, and a sentence for every way to get it wrong."""

from pathlib import Path

import pytest

from texts.errors import ManifestError
from texts.manifest import read_manifest
from texts.model import TextMeta


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "a-text"
    folder.mkdir()
    return folder / "meta.toml"


WHOLE = """
title_zh = " 直播 "
title_en = "Livestreaming"
script = "hk"
outlet = "日报"
place = "Hangzhou 杭州"
date = "2025-12-19"
topic = "trade"
licence = "CC BY"
origin = "found"
tags = ["a", "b"]
encoding = "GB18030"
added = "2026-02-03"
fingerprints = ["abc"]
[paragraphs]
headings = [2, 6]
subheadings = [7]
captions = [0]
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_every_field(file: Path, mark: str) -> None:
    file.write_text(mark + WHOLE, encoding="utf-8")
    meta, kinds = read_manifest(file)
    assert meta == TextMeta(
        "a-text",
        "直播",
        "Livestreaming",
        "hk",
        "日报",
        "Hangzhou 杭州",
        "2025-12-19",
        "trade",
        "CC BY",
        "found",
        ("a", "b"),
        "GB18030",
        "2026-02-03",
        ("abc",),
    )
    assert kinds == {0: ("caption", 1), 2: ("heading", 1), 6: ("heading", 1), 7: ("heading", 2)}


def test_a_title_is_enough_and_unknown_fields_are_left_alone(file: Path) -> None:
    file.write_text('title_zh = "题"\nnote = 5\n[more]\nx = 1\n', encoding="utf-8")
    assert read_manifest(file) == (TextMeta("a-text", "题"), {})


@pytest.mark.parametrize("date", ["", "2025", "2025-12", "2025-12-19"])
def test_dates_as_far_as_they_are_known(file: Path, date: str) -> None:
    file.write_text(f'title_zh = "题"\ndate = "{date}"\n', encoding="utf-8")
    assert read_manifest(file)[0].date == date


TITLE = 'title_zh = "题"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title_zh = ", "not valid TOML"),
        ("", "title_zh is missing; give the text a title"),
        ('title_zh = "  "', "title_zh is missing"),
        ("title_zh = 5", "title_zh must be a text in quotes"),
        (TITLE + "place = []", "place must be a text in quotes"),
        (TITLE + "date = 2025-12-19", "date must be a text in quotes"),
        (TITLE + 'date = "December"', 'date must look like "2025-12"'),
        (TITLE + 'date = "2025-12-19T08:00"', "date must look like"),
        (TITLE + 'date = "２０２５"', "date must look like"),
        (TITLE + 'script = "zh"', "script must be one of hans, hant, tw, hk"),
        (TITLE + "script = []", "script must be one of"),
        (TITLE + 'tags = "a"', "tags must be a list of texts"),
        (TITLE + "tags = [1]", "tags must be a list of texts"),
        (TITLE + "paragraphs = 5", "[paragraphs] must be a table"),
        (TITLE + "[paragraphs]\nheadings = 5", "paragraphs.headings must be a list of paragraph numbers from 0"),
        (TITLE + "[paragraphs]\nheadings = [-1]", "paragraphs.headings must be"),
        (TITLE + "[paragraphs]\nheadings = [true]", "paragraphs.headings must be"),
        (TITLE + '[paragraphs]\ncaptions = ["1"]', "paragraphs.captions must be"),
        (TITLE + "[paragraphs]\nheadings = [1]\ncaptions = [1]", "paragraph 1 is listed twice"),
        (TITLE + "[paragraphs]\nheadings = [1, 1]", "paragraph 1 is listed twice"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as error:
        read_manifest(file)
    sentence = str(error.value)
    assert said in sentence
    assert str(file) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_bytes_that_are_no_text(file: Path) -> None:
    file.write_bytes('title_zh = "题"'.encode("gbk"))
    with pytest.raises(ManifestError, match="is not UTF-8"):
        read_manifest(file)


def test_a_file_that_is_not_there(file: Path) -> None:
    with pytest.raises(ManifestError, match="cannot be read: No such file"):
        read_manifest(file)
