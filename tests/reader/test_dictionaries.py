"""The dictionaries of one run: searched together, each entry said where it is from; kept and changed whole."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary.dictionary.incoming import release
from reader import paths
from reader.dictionaries import Dictionaries, QueryError, checked_query
from reader.lookup import EntryCard, Link
from reader.session import Session
from reader.text.styles import write
from tests.glossary.dictionary.foreign_files import CEDICT, stardict, write_stardict, yomitan

pytestmark = pytest.mark.usefixtures("used_home")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def session(said: list[str]) -> Iterator[Session]:
    opened = Session.open(said.append)
    yield opened
    opened.close()


@pytest.fixture
def dictionaries(session: Session) -> Dictionaries:
    return session.dictionaries


@pytest.fixture(scope="module")
def bundled(dictionary_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionaries]:
    """CC-CEDICT alone, opened once."""
    home = tmp_path_factory.mktemp("home")
    (home / "cache").symlink_to(dictionary_folder, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DUBAN_HOME", str(home))
        opened = Session.open(lambda _: None)
        assert opened.dictionary
        assert opened.termbase
    yield opened.dictionaries
    opened.close()


def add(dictionaries: Dictionaries, path: Path, name: str | None = None) -> str:
    return dictionaries.add(str(path), name, allow_local=False, progress=lambda _: None).name


@pytest.fixture
def filled(dictionaries: Dictionaries, tmp_path: Path) -> Dictionaries:
    add(
        dictionaries,
        write_stardict(tmp_path / "star", stardict([("坑位", b"pitch"), ("銀行", b"bank (trade)")])),
        "Star",
    )
    rows = [["坑位", "kēng wèi", "", "", 0, ["slot in a show"], 0, ""], ["T恤衫", "", "", "", 0, ["tee"], 0, ""]]
    (tmp_path / "y.zip").write_bytes(yomitan(rows))
    add(dictionaries, tmp_path / "y.zip", "Yomi")
    return dictionaries


def told(entries: tuple[EntryCard, ...]) -> list[tuple[str, str]]:
    return [(entry.senses[0], entry.dictionary) for entry in entries]


def test_entries_of_the_users_come_after_with_the_name_of_their_dictionary(filled: Dictionaries) -> None:
    assert told(filled.search("坑位").entries) == [("pitch", "Star"), ("slot in a show", "Yomi")]
    assert told(filled.search("银行").entries) == [("bank", ""), ("bank (trade)", "Star")]
    assert told(filled.search("keng1 wei4").entries) == [("slot in a show", "Yomi")]
    assert ("slot in a show", "Yomi") in told(filled.search("slot in a show").entries)
    assert told(filled.search("坑?").entries)[-2:] == [("pitch", "Star"), ("slot in a show", "Yomi")]
    assert told(filled.search("t恤衫").entries) == [("tee", "Yomi")]


def test_a_card_shows_them_too(filled: Dictionaries) -> None:
    assert filled.main
    card = filled.cards().card("銀行")
    assert told(card.entries) == [("bank", ""), ("bank (trade)", "Star")]
    assert not filled.cards().card("坑位").is_empty
    assert filled.gloss("坑位", ("keng1", "wei4")) == "pitch"
    assert filled.gloss("银行", ("yin2", "hang2")) == "bank"


def test_they_are_there_the_next_time_and_their_indexes_are_made_anew(filled: Dictionaries, said: list[str]) -> None:
    assert filled.is_built()
    for index in paths.cache_folder().glob("own-*.db"):
        index.write_bytes(b"spoilt")
    assert not filled.is_built()
    with_new = Session.open(said.append)
    try:
        with_new.dictionaries.prepare(lambda: False)
        assert with_new.dictionaries.is_open
        assert told(with_new.dictionaries.search("坑位").entries) == [("pitch", "Star"), ("slot in a show", "Yomi")]
    finally:
        with_new.close()


def test_one_that_is_damaged_is_left_out_and_said(filled: Dictionaries, said: list[str]) -> None:
    (star,) = (source for source in filled.shelf.others() if source.name == "Star")
    star.path.write_bytes(star.path.read_bytes()[:-20])
    assert told(filled.search("坑位").entries) == [("slot in a show", "Yomi")]
    assert any("`duban dictionary remove “Star”`" in words for words in said)


@pytest.mark.usefixtures("used_home", "filled")
def test_a_start_reads_no_format_of_others() -> None:
    """Every start asks whether the indexes are there, right after the first paint."""
    code = (
        "import sys; from reader.session import Session; session = Session.open(print); "
        "built = session.dictionaries.is_built(); "
        "print(built, *[name for name in sys.modules if 'incoming' in name or 'fetch' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_removing_takes_the_index_too(filled: Dictionaries) -> None:
    assert filled.remove("star") == "Star"
    assert told(filled.search("坑位").entries) == [("slot in a show", "Yomi")]
    assert len(list(paths.cache_folder().glob("own-*.db"))) == 1


def test_an_update_is_used_at_once_and_taken_back(
    dictionaries: Dictionaries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "_ENOUGH", 2)
    newer = tmp_path / "cedict.u8"
    newer.write_text(CEDICT, encoding="utf-8")
    assert told(dictionaries.search("坑").entries)[0][0] == "pit; depression; hollow"
    progress: list[int] = []
    came = dictionaries.update(str(newer), allow_local=False, progress=progress.append)
    assert (came.entries, came.before) == (2, "2023-11-07")
    assert came.gone > 120_000
    assert told(dictionaries.search("直播间").entries) == [("live room", "")]
    assert dictionaries.search("银行").entries == ()
    assert [path.name[:9] for path in paths.cache_folder().glob("cc-*.db")] == ["cc-cedict"]
    assert dictionaries.reset()
    assert not dictionaries.reset()
    assert dictionaries.shelf.listed()[0].origin == "bundled"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("3C", "3C"), ("3c", "3C"), ("T恤", "T恤"), ("ｔ恤", "T恤"), ("卡拉ok", "卡拉OK"), ("MCN", None), ("Ｔ恤", "T恤"),
     ("nǚ'ér", "女儿"), ("NU:3 ER2", "女儿"), ("zhong*wen2", "中文"), ("＊直播带＊", "直播带货")],
)  # fmt: skip
def test_words_with_latin_letters_and_every_spelling(bundled: Dictionaries, typed: str, first: str | None) -> None:
    found = [entry.hans for entry in bundled.search(typed).entries]
    assert first in found[:6] if first else True


def test_what_only_points_elsewhere_brings_its_meaning(bundled: Dictionaries) -> None:
    (entry,) = bundled.search("三C").entries
    assert entry.senses[0].startswith("computers")
    assert [note.text() for note in entry.notes] == ["see 3C"]


@pytest.mark.parametrize(
    ("typed", "level", "band"),
    [("仓库", "HSK 6 (3.0-2021)", 10_000), ("倉庫", "HSK 6 (3.0-2021)", 10_000), ("坑洼", "outside HSK", 50_000)],
)
def test_levels_name_their_list_and_bands_are_numbers(bundled: Dictionaries, typed: str, level: str, band: int) -> None:
    entry = bundled.search(typed).entries[0]
    assert (entry.level, entry.band) == (level, band)


def test_the_list_of_the_settings_is_the_one_asked(used_home: Path) -> None:
    (used_home / "settings.toml").write_text('level_list = "2.0"', encoding="utf-8")
    opened = Session.open(lambda _: None)
    try:
        assert opened.dictionaries.standing("经济")[0] == "HSK 4 (2.0)"
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("english", "wanted"),
    [("livestream", "直播"), ("traffic", "交通"), ("brand", "品牌"), ("price", "价格"), ("warehouse", "仓库"),
     ("to sell", "卖"), ("anchor", "主持人"), ("stock", "股票"), ("factory", "工厂"), ("tax", "税"), ("buy", "购买"),
     ("customer", "客户"), ("market", "市场"), ("profit", "利润"), ("to order", "叫"), ("advertising", "广告"),
     ("discount", "折扣"), ("host", "主持人"), ("platform", "平台"), ("goods", "商品"), ("cost", "成本"),
     ("logistics", "物流"), ("capital", "资本"), ("salary", "薪水"), ("company", "公司"), ("video", "视频"),
     ("subsidy", "补贴"), ("export", "出口"), ("money", "钱"), ("quality", "质量"), ("shop", "商店")],
)  # fmt: skip
def test_english_finds_the_word_one_means(bundled: Dictionaries, english: str, wanted: str) -> None:
    assert wanted in [entry.hans for entry in bundled.search(english).entries if entry.senses][:9]


def test_chinese_inside_a_meaning_is_written_as_the_text_is(bundled: Dictionaries) -> None:
    (entry,) = bundled.search("丁磊").entries
    number = 0
    shown = list(entry.sense(number, _traditional, lambda reading: write(reading, "zhuyin")))
    assert shown == ["Ding Lei (1971-), founder and CEO of NetEase ", Link("网易", "<網易> (ㄨㄤˇ ㄧˋ)")]
    plain = "".join(part.shown if isinstance(part, Link) else part for part in entry.sense(number, _same, write))
    assert plain == entry.senses[number]


def _traditional(word: str, hant: str = "") -> str:
    return f"<{hant or word}>"


def _same(word: str, hant: str = "") -> str:
    del hant
    return word


def test_the_words_with_a_character(bundled: Dictionaries) -> None:
    assert bundled.main
    words = [entry.hans for entry in bundled.cards().card("播").words]
    assert {"直播", "广播"} <= set(words)
    assert bundled.cards().card("播放").words == ()


@pytest.mark.parametrize(("typed", "wanted"), [("  直\n播 ", "直 播"), ("*播***", "*播*"), ("？播", "?播")])
def test_queries_are_tidied(typed: str, wanted: str) -> None:
    assert checked_query(typed) == wanted


def test_a_long_query_is_refused_at_once() -> None:
    with pytest.raises(QueryError, match="at most 200"):
        checked_query("直" * 10_000)
