"""Look-ups in the real dictionary (its index built once for all tests), and faults on a small one."""

import gzip
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from glossary.dictionary import index, keys
from glossary.dictionary import source as sources
from glossary.dictionary.cedict import parse
from glossary.dictionary.dictionary import Dictionary
from glossary.dictionary.entry import Entry
from glossary.dictionary.source import Source
from glossary.errors import DictionaryError
from glossary.pinyin import key

SMALL = """#! date=2026-01-01
中國 中国 [Zhong1 guo2] /China/
中國 中国 [[Zhong1guo2]] /Middle Kingdom/
甲 甲 [jia3] /see 乙[yi3]/
乙 乙 [yi3] /see 甲[jia3]/
里 里 [li3] /li (Chinese mile)/
裡 里 [li3] /lining/interior/inside/
裏 里 [li3] /variant of 裡|里[li3]/
李 李 [Li3] /surname Li/
李 李 [li3] /plum/
"""


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionary]:
    opened = Dictionary.open(tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cedict_small.gz"
    path.write_bytes(gzip.compress(SMALL.encode()))
    monkeypatch.setattr(sources, "bundled_source", lambda: Source(path))
    return path


@pytest.fixture
def small(source: Path, tmp_path: Path) -> Iterator[Dictionary]:
    assert source.exists()
    opened = Dictionary.open(tmp_path / "cache")
    yield opened
    opened.close()


def words(entries: list[Entry]) -> list[str]:
    return [entry.hans for entry in entries]


def test_it_says_what_it_is(dictionary: Dictionary) -> None:
    assert dictionary.about["entries"] == "122143"
    assert "by-sa" in dictionary.about["license"]


def test_every_homograph_in_either_script(dictionary: Dictionary) -> None:
    assert [entry.reading for entry in dictionary.by_word("行")] == [("xing2",), ("hang2",)]
    assert {entry.hant for entry in dictionary.by_word("后")} == {"后", "後"}
    assert [entry.hans for entry in dictionary.by_word("銀行")] == ["银行"]
    assert dictionary.by_word("没有这个词") == []


def test_common_homographs_and_meanings_come_first(dictionary: Dictionary) -> None:
    first = {word: dictionary.by_word(word)[0] for word in ("后", "面", "李", "打", "重")}
    assert first["后"].hant == "後"
    assert first["面"].senses[0].text.startswith("face")
    assert first["李"].senses[0].text == "plum"
    assert first["打"].reading == ("da3",)
    assert not first["重"].proper


@pytest.mark.parametrize("typed", ["zhongwen", "zhong1wen2", "zhōngwén", "Zhong wen", "zhong1 wen2"])
def test_pinyin_in_any_spelling(dictionary: Dictionary, typed: str) -> None:
    assert "中文" in words(dictionary.by_pinyin(typed))


def test_pinyin_is_held_to_what_was_typed(dictionary: Dictionary) -> None:
    assert "中文" not in words(dictionary.by_pinyin("zhong4wen2"))
    assert {"仙", "西安"} <= set(words(dictionary.by_pinyin("xian", limit=500)))
    assert "仙" not in words(dictionary.by_pinyin("xi'an", limit=500))
    for typed in ("nv'er", "nü'er", "nu:er", "nǚ ér"):
        assert "女儿" in words(dictionary.by_pinyin(typed))
    assert dictionary.by_pinyin("中文") == []
    assert dictionary.by_pinyin("") == []


@pytest.mark.parametrize(
    ("english", "word", "place"),
    [("eat", "吃", 3), ("to eat", "吃", 3), ("House", "房", 3), ("see", "看", 10), ("have", "有", 5),
     ("live broadcast", "直播", 3), ("bank", "银行", 10)],
)  # fmt: skip
def test_english_best_fit_first(dictionary: Dictionary, english: str, word: str, place: int) -> None:
    assert word in words(dictionary.by_english(english))[:place]


def test_english_takes_any_input(dictionary: Dictionary) -> None:
    for typed in ("", "*", '"', "AND OR", "a' b", "中文", "(", "to"):
        dictionary.by_english(typed)
    assert dictionary.by_english("xyzzyq") == []


def test_wildcards(dictionary: Dictionary) -> None:
    assert words(dictionary.matching("直播*"))[:1] == ["直播"]
    assert "直播带货" in words(dictionary.matching("直播*"))
    assert all(len(word) == 2 for word in words(dictionary.matching("?播")))
    assert "传播" in words(dictionary.matching("?播"))
    assert dictionary.matching("[直]播") == []
    assert any("播" in word for word in words(dictionary.matching("*播*")))


def test_longer_entries_at_a_place(dictionary: Dictionary) -> None:
    found = words(dictionary.beginning_at("在中华人民共和国", 1))
    assert found[:2] == ["中华人民共和国", "中华"]
    assert dictionary.beginning_at("直", 1) == []


def test_characters_of_a_word(dictionary: Dictionary) -> None:
    found = dictionary.characters("看看MCN")
    assert [character for character, _ in found] == ["看"]
    assert {entry.reading for entry in found[0][1]} >= {("kan4",), ("kan1",)}


def test_brief_gloss(dictionary: Dictionary) -> None:
    assert dictionary.gloss("银行") == "bank"
    assert dictionary.gloss("行", ("hang2",)) == "row"
    assert dictionary.gloss("中国") == "China"
    assert dictionary.gloss("台", ("tai2",)) != "(classical) you (in letters)"
    assert dictionary.gloss("没有这个词") is None


def test_the_index_key_is_the_key_of_the_reading() -> None:
    with gzip.open(sources.bundled_source().path, "rt", encoding="utf-8") as file:
        lines = [line for number, line in enumerate(file) if number % 40 == 0]
    for line, entry in zip((x for x in lines if x[0] != "#"), parse(lines), strict=True):
        pinyin = line[line.index("[") + 1 : line.index("]")]
        assert keys.reading_key(pinyin) == key([s for s in entry.reading if s]), line


def test_nothing_of_the_raw_format_is_shown() -> None:
    with gzip.open(sources.bundled_source().path, "rt", encoding="utf-8") as file:
        entries = list(parse(line for number, line in enumerate(file) if number % 20 == 0))
    shown = [gloss for entry in entries for sense in entry.senses for gloss in sense.glosses]
    raw = [gloss for gloss in shown if "|" in gloss or gloss.startswith(("CL:", "see also ")) or "[" in gloss]
    assert len(entries) > 6000
    assert len(raw) <= len(shown) // 1000  # Taiwanese romanisation stands in brackets, and stays


def test_pointers_bring_the_meaning_and_may_go_round(small: Dictionary) -> None:
    (variant,) = small.resolved("裏")
    assert variant.senses == small.by_word("裡")[0].senses
    assert variant.references[0].hant == "裡"
    (round_and_round,) = small.resolved("甲")
    assert round_and_round.senses == ()
    assert small.gloss("甲") is None


def test_homographs_of_a_small_dictionary(small: Dictionary) -> None:
    assert [entry.hant for entry in small.by_word("里")] == ["裡", "里", "裏"]
    assert [entry.proper for entry in small.by_word("李")] == [False, True]
    assert len(small.by_word("中国")) == 2
    assert small.gloss("里") == "lining"


def test_a_newer_source_is_indexed_again(source: Path, tmp_path: Path) -> None:
    Dictionary.open(tmp_path / "cache").close()
    source.write_bytes(gzip.compress((SMALL + "新 新 [xin1] /new/\n").encode()))
    again = Dictionary.open(tmp_path / "cache")
    assert again.gloss("新") == "new"
    again.close()
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_damaged_index_is_built_again(source: Path, tmp_path: Path) -> None:
    assert source.exists()
    Dictionary.open(tmp_path / "cache").close()
    (path,) = (tmp_path / "cache").iterdir()
    path.write_bytes(b"not a database at all" * 100)
    mended = Dictionary.open(tmp_path / "cache")
    assert mended.gloss("中国") == "China"
    mended.close()


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert source.exists()
    (tmp_path / "cache").write_text("a file in the way")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    opened = Dictionary.open(tmp_path / "cache")
    assert opened.gloss("中国") == "China"
    opened.close()


def test_where_nothing_can_be_written_one_sentence_says_so(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert source.exists()
    (tmp_path / "cache").write_text("a file in the way")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "cache"))
    with pytest.raises(DictionaryError, match=r"could not be written .* DUBAN_HOME"):
        Dictionary.open(tmp_path / "cache")


def test_a_full_disk_falls_back_too(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert source.exists()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    real = index._build

    def full(source: Source, path: Path, *rest: Callable[..., Any]) -> None:
        if path.parent == tmp_path / "cache":
            raise sqlite3.OperationalError("database or disk is full")
        real(source, path, *rest)

    monkeypatch.setattr(index, "_build", full)
    opened = Dictionary.open(tmp_path / "cache")
    assert opened.gloss("中国") == "China"
    opened.close()


def test_a_missing_source_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "find_spec", lambda _: None)
    with pytest.raises(DictionaryError, match="install duban again"):
        Dictionary.open(tmp_path)


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(index.BuildCancelledError):
        Dictionary.open(tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_builders_at_once_do_no_harm(source: Path, tmp_path: Path) -> None:
    assert source.exists()
    start = threading.Barrier(4)

    def build() -> str | None:
        start.wait()
        opened = Dictionary.open(tmp_path / "cache")
        try:
            return opened.gloss("中国")
        finally:
            opened.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(build) for _ in range(4)]]
    assert answers == ["China"] * 4
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_threads_ask_at_once(dictionary: Dictionary) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda word: dictionary.gloss(word), ["银行", "中国", "直播", "公司"] * 25))
    assert answers[:2] == ["bank", "China"]
    assert answers == answers[:4] * 25


def test_many_words_at_once_mean_what_they_mean_one_by_one(dictionary: Dictionary) -> None:
    text = (Path(__file__).parents[3] / "texts/articles/hangzhou-live-commerce/zh.txt").read_text(encoding="utf-8")
    words = {text[at : at + length] for at in range(len(text)) for length in (1, 2)}
    words |= {"后", "台", "行", "里", "面", "干", "发", "朝阳", "东西", "没有这个词"}
    asked: list[tuple[str, tuple[str | None, ...]]] = [(word, ()) for word in sorted(words)]
    asked += [(word, entry.reading) for word, _ in asked for entry in dictionary.by_word(word)]
    assert len(asked) > 5000
    found = dictionary.senses(asked, 3)
    for word, reading in asked:
        entries = [entry for entry in dictionary.resolved(word) if entry.senses]
        fitting = [entry for entry in entries if list(filter(None, entry.reading)) == list(filter(None, reading))]
        wanted = [" ".join(sense.text.split()) for sense in (fitting or entries)[0].senses[:3]] if entries else []
        assert found[word, reading] == wanted, (word, reading)
