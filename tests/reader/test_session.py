"""What is done with texts, words and corrections, and that it is still there the next time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from glossary.store.record import Place
from reader import paths
from reader.dictionaries import QueryError
from reader.errors import ReaderError
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.session import Session, changed_stretch
from reader.text.model import Token
from reader.tui.reading_source import ReadingSource
from texts.errors import TextNotFoundError, TextsError, UnreadableTextError
from texts.model import SourceText

ARTICLE = "hangzhou-live-commerce"


@contextmanager
def duban() -> Iterator[Session]:
    """One run of duban."""
    session = Session.open(lambda _: None)
    try:
        yield session
    finally:
        session.close()


def write_text(folder: Path, name: str = "own.txt", text: str = "银行的行长。\n我在银行。\n") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def visit(session: Session, text_id: str, day: int = 1) -> None:
    session.record.save_place(Place(text_id, 0, 0, datetime(2026, 1, day, tzinfo=UTC)))


def token(reading: Reading, word: str, paragraph: int = 0) -> Token:
    return next(token for token in reading.annotated(paragraph).tokens if token.text == word)


def words(reading: Reading, paragraph: int = 0) -> list[str]:
    return [token.text for token in reading.annotated(paragraph).tokens]


# Opening


def test_the_first_time_the_bundled_article_opens() -> None:
    with duban() as session:
        assert session.open_text(None).id == ARTICLE


def test_the_text_read_last_opens_again(tmp_path: Path) -> None:
    name = write_text(tmp_path)
    with duban() as session:
        visit(session, ARTICLE, day=1)
        visit(session, session.open_text(name).id, day=2)
    with duban() as again:
        assert again.open_text(None).paragraphs[0].text == "银行的行长。"


@pytest.mark.parametrize("harm", ["gone", "empty", "binary", "a folder"])
def test_a_last_text_that_cannot_be_read_keeps_nobody_out(tmp_path: Path, harm: str) -> None:
    path = Path(write_text(tmp_path))
    with duban() as session:
        visit(session, session.open_text(str(path)).id)
    if harm in ("gone", "a folder"):
        path.unlink()
    if harm == "a folder":
        path.mkdir()
    if harm == "empty":
        path.write_text("\n\n", encoding="utf-8")
    if harm == "binary":
        path.write_bytes(b"\0\1\2")
    with duban() as again:
        assert again.open_text(None).id == ARTICLE
        with pytest.raises((TextsError, ReaderError)):
            again.open_text(str(path))


def test_standard_input_is_not_asked_for_again() -> None:
    with duban() as session:
        visit(session, "-")
        assert session.open_text(None).id == ARTICLE


def test_a_fault_of_ours_is_not_taken_for_a_lost_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with duban() as session:
        visit(session, session.open_text(write_text(tmp_path)).id)
        load = session.library.load

        def broken(name: str) -> SourceText:
            if name != ARTICLE:
                raise KeyError("a bug")
            return load(name)

        monkeypatch.setattr(session.library, "load", broken)
        with pytest.raises(KeyError):
            session.open_text(None)


def test_a_text_without_words_is_refused(tmp_path: Path) -> None:
    with duban() as session, pytest.raises(ReaderError, match="holds no text; there is nothing to read"):
        session.open_text(write_text(tmp_path, text=" \n\n"))


@pytest.mark.parametrize(
    ("name", "fault"), [("nothing.txt", TextNotFoundError), ("x" * 300, UnreadableTextError), ("", TextNotFoundError)]
)
def test_what_cannot_be_opened_is_said(name: str, fault: type[TextsError]) -> None:
    with duban() as session, pytest.raises(fault) as error:
        session.open_text(name)
    assert "\n" not in str(error.value)


# Preferences


def test_switches_come_back() -> None:
    chosen = ReadingOptions(script="tw", ruby="terms", english="hidden")
    with duban() as session:
        session.save_preference("reading", chosen.to_record())
        session.save_preference("theme", "duban-light")
    with duban() as again:
        assert ReadingOptions.from_record(again.preference("reading")) == chosen
        assert again.preference("theme") == "duban-light"


@pytest.mark.parametrize("value", ["[1, 2]", "5", '"hans"', "null", "not json", "", '{"script": ["hans"]}'])
def test_a_damaged_preference_is_no_preference(value: str) -> None:
    with duban() as session:
        for name in ("reading", "theme", "known_level"):
            session.record.connection.execute("INSERT OR REPLACE INTO preference VALUES (?, ?)", (name, value))
    with duban() as again:
        assert ReadingOptions.from_record(again.preference("reading")) == ReadingOptions()
        assert again.preference("theme") in (None, "hans")
        assert again.vocabulary.known_level == 0


def test_nothing_kept_is_nothing() -> None:
    with duban() as session:
        assert session.preference("theme") is None


# Words


def test_marks_come_back_and_go() -> None:
    with duban() as session:
        session.set_status("直播", "known")
        session.set_status("主播", "ignored")
        session.set_status("主播", None)
        assert session.vocabulary.statuses == {"直播": "known"}
    with duban() as again:
        assert again.vocabulary.statuses == {"直播": "known"}


def test_the_level_one_knows_comes_back() -> None:
    with duban() as session:
        session.set_known_level("HSK 4")
        assert session.vocabulary.known_level == 4
    with duban() as again:
        assert again.vocabulary.known_level == 4


def test_the_level_in_the_settings_wins(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('known_level = "HSK 2"\nlevel_list = "2.0"\n', encoding="utf-8")
    with duban() as session:
        session.set_known_level("HSK 4")
        assert (session.vocabulary.known_level, session.vocabulary.level_list) == (2, "2.0")


# Readings put right


def test_the_readings_known_begin_with_the_present_one(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path, text="行吗？\n"))
        known = session.known_readings(token(reading, "行"))
        assert known[0] == "xíng"
        assert "háng" in known
        assert len(set(known)) == len(known)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("yin2hang2", ("yin2", "hang2")),
        ("yin2 xing2", ("yin2", "xing2")),
        ("yínháng", ("yin2", "hang2")),
        ("Yínháng", ("yin2", "hang2")),
        ("yin2", None),
        ("yinhang", None),
        ("yin2hang2de5", None),
        ("银行", None),
        ("bank", None),
        ("", None),
    ],
)
def test_what_is_typed_as_a_reading(tmp_path: Path, typed: str, understood: tuple[str, ...] | None) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path))
        assert session.parse_reading(typed, token(reading, "银行")) == understood


@pytest.mark.parametrize("word", ["的", "行", "了", "银行", "朋友"])
def test_every_reading_that_is_offered_can_be_taken(tmp_path: Path, word: str) -> None:
    """Also a neutral one, which is written without any mark: 的 de."""
    with duban() as session:
        reading = session.open_text(write_text(tmp_path, text=f"{word}\n"))
        found = token(reading, word)
        for offered in session.known_readings(found):
            parsed = session.parse_reading(offered, found)
            assert parsed is not None
            assert len(parsed) == len(word)


def readings(session: Session, name: str, word: str = "银行", paragraph: int = 0) -> tuple[str | None, ...]:
    return token(session.open_text(name), word, paragraph).readings


def test_a_reading_is_put_right_at_once_in_every_place_of_this_text_alone(tmp_path: Path) -> None:
    name, other = write_text(tmp_path), write_text(tmp_path, "other.txt", "銀行。\n")
    with duban() as session:
        reading = session.open_text(name)
        session.fix_reading(reading, "银行", ("yin2", "xing2"), reading.id)
        assert [token(reading, "银行", n).readings for n in (0, 1)] == [("yin2", "xing2")] * 2
        assert token(reading, "银行").source == "correction"
    with duban() as again:
        assert readings(again, name) == ("yin2", "xing2")
        assert readings(again, other, "銀行") == ("yin2", "hang2")


def test_a_reading_put_right_for_all_texts_holds_in_either_script(tmp_path: Path) -> None:
    name, other = write_text(tmp_path), write_text(tmp_path, "other.txt", "我去銀行了。\n")
    with duban() as session:
        reading = session.open_text(other)
        session.fix_reading(reading, "銀行", ("yin2", "xing2"), None)
    with duban() as again:
        assert readings(again, other, "銀行") == readings(again, name) == ("yin2", "xing2")


def test_a_word_with_letters_is_put_right(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path, text="做MCN机构。\n"))
        word = next(token for token in reading.annotated(0).tokens if token.text == "MCN机构")
        typed = session.parse_reading("ji4gou4", word)
        assert typed is not None
        session.fix_reading(reading, word.text, typed, None)
        assert token(reading, "MCN机构").readings == (None, None, None, "ji4", "gou4")


def test_the_later_fix_for_all_texts_wins_here_too(tmp_path: Path) -> None:
    """Whoever says “all texts” means the one before their eyes as well."""
    name = write_text(tmp_path)
    with duban() as session:
        reading = session.open_text(name)
        session.fix_reading(reading, "银行", ("yin2", "xing2"), reading.id)
        undo = session.fix_reading(reading, "银行", ("yin2", "heng2"), None)
        assert token(reading, "银行").readings == ("yin2", "heng2")
        undo()
        assert token(reading, "银行").readings == ("yin2", "xing2")
    with duban() as again:
        assert readings(again, name) == ("yin2", "xing2")


def test_the_fix_for_this_text_wins_over_that_for_all(tmp_path: Path) -> None:
    name, other = write_text(tmp_path), write_text(tmp_path, "other.txt")
    with duban() as session:
        reading = session.open_text(name)
        session.fix_reading(reading, "银行", ("yin2", "heng2"), None)
        undo = session.fix_reading(reading, "银行", ("yin2", "xing2"), reading.id)
        assert token(reading, "银行").readings == ("yin2", "xing2")
        assert readings(session, other) == ("yin2", "heng2")
        undo()
        assert token(reading, "银行").readings == ("yin2", "heng2")


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_fix_is_taken_back_to_what_was_before(tmp_path: Path, everywhere: bool) -> None:
    name = write_text(tmp_path)
    with duban() as session:
        reading = session.open_text(name)
        text_id = None if everywhere else reading.id
        first = session.fix_reading(reading, "银行", ("yin2", "xing2"), text_id)
        second = session.fix_reading(reading, "银行", ("yin2", "heng2"), text_id)
        second()
        assert token(reading, "银行").readings == ("yin2", "xing2")
        first()
        assert token(reading, "银行").readings == ("yin2", "hang2")
    with duban() as again:
        assert readings(again, name) == ("yin2", "hang2")


# Cuts put right


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_cut_is_put_right_everywhere_in_the_text_and_taken_back(tmp_path: Path, everywhere: bool) -> None:
    name = write_text(tmp_path, text="他在地头。\n站在地头。\n")
    other = write_text(tmp_path, "other.txt", "看地頭。\n")
    with duban() as session:
        reading = session.open_text(name)
        assert "地头" in words(reading)
        undo = session.fix_cut(reading, ["在", "地头"], (1, 1, 1), None if everywhere else reading.id)
        assert undo is not None
        assert words(reading) == ["他", "在", "地", "头", "。"]
        assert words(reading, 1)[-3:] == ["地", "头", "。"]
    with duban() as again:
        reopened = again.open_text(name)
        assert "地头" not in words(reopened)
        assert ("地頭" in words(again.open_text(other))) != everywhere
        redo = again.fix_cut(reopened, ["地", "头"], (2,), None if everywhere else reopened.id)
        assert redo is not None
        assert "地头" in words(reopened)
        redo()
        assert "地头" not in words(reopened)


def test_the_later_cut_for_all_texts_wins_here_too(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path, text="他在地头。\n"))
        session.fix_cut(reading, ["地头"], (1, 1), reading.id)
        undo = session.fix_cut(reading, ["地", "头"], (2,), None)
        assert undo is not None
        assert "地头" in words(reading)
        undo()
        assert "地头" not in words(reading)


def test_a_term_can_be_cut(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path, text="看直播间。\n"))
        assert token(reading, "直播间").term is not None
        session.fix_cut(reading, ["直播间"], (2, 1), reading.id)
        assert words(reading) == ["看", "直播", "间", "。"]


def test_a_cut_that_changes_nothing_is_none(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path))
        assert session.fix_cut(reading, ["银行", "的"], (2, 1), None) is None
        assert session.record.cut_fixes(reading.id) == []


@pytest.mark.parametrize(
    ("pieces", "lengths", "stretch"),
    [
        (["向", "外冒", "出"], (2, 1, 1), (0, (2, 1))),
        (["他", "在", "地头", "等"], (1, 1, 1, 1, 1), (2, (1, 1))),
        (["地", "头"], (2,), (0, (2,))),
        (["一", "二", "三", "四"], (1, 2, 1), (1, (2,))),
        (["一二三四"], (1, 3), (0, (1, 3))),
        (["一二", "三", "四五"], (1, 1, 1, 1, 1), (0, (1, 1, 1, 1, 1))),
        (["一二", "三"], (2, 1), None),
    ],
)
def test_only_what_changed_is_kept(
    pieces: list[str], lengths: tuple[int, ...], stretch: tuple[int, tuple[int, ...]] | None
) -> None:
    assert changed_stretch(pieces, lengths) == stretch


# Cards


def source_of(session: Session, reading: Reading, options: ReadingOptions | None = None) -> ReadingSource:
    return ReadingSource(reading, options or ReadingOptions(), session.vocabulary, session.name_kind)


@pytest.mark.usefixtures("used_home")
def test_the_card_of_a_word_says_what_the_screen_says() -> None:
    with duban() as session:
        assert session.dictionary
        reading = session.open_text(ARTICLE)
        options = ReadingOptions(script="hans", style="zhuyin", english="hidden")
        source = source_of(session, reading, options)
        tokens = [shown.text for shown in source.shown(2).tokens]
        card = session.card(reading, source, (2, tokens.index("晚上")), options)
        assert (card.word, card.level) == ("晚上", "HSK 1 (3.0-2021)")
        assert card.reading.startswith("ㄨㄢˇ")
        assert card.sentence
        assert card.sentence in (reading.paragraphs[2].translation or "")
        seen = session.card(reading, source_of(session, reading), (2, tokens.index("晚上")), ReadingOptions())
        assert (seen.reading, seen.sentence) == ("wǎnshang", "")


@pytest.mark.usefixtures("used_home")
def test_the_card_of_a_term_says_where_else_it_stands(tmp_path: Path) -> None:
    name = write_text(tmp_path, text="看直播间。\n没有。\n直播間裡。\n")
    with duban() as session:
        assert session.dictionary
        reading = session.open_text(name)
        card = session.card(reading, source_of(session, reading), (0, 1), ReadingOptions())
        assert card.concept is not None
        assert card.occurrences == (1, 3)


@pytest.mark.usefixtures("used_home")
def test_a_word_followed_in_a_card_comes_in_the_script_one_reads() -> None:
    with duban() as session:
        assert session.dictionary
        reading = session.open_text(ARTICLE)
        simplified = session.card_of_word("主播", source_of(session, reading, ReadingOptions(script="hans")))
        traditional = session.card_of_word("银行", source_of(session, reading))
        assert (simplified.word, simplified.reading) == ("主播", "zhǔbō")
        assert (traditional.word, traditional.reading) == ("銀行", "yínháng")


def test_before_the_dictionary_is_ready_a_card_says_so(tmp_path: Path) -> None:
    with duban() as session:
        reading = session.open_text(write_text(tmp_path))
        card = session.card(reading, source_of(session, reading), (0, 0), ReadingOptions())
        assert "being prepared" in card.message
        assert not session.dictionaries.is_open


# Looking up


@pytest.mark.usefixtures("used_home")
@pytest.mark.parametrize(
    ("typed", "term", "entry"),
    [
        ("直播间", "直播间", None),
        ("直播間", "直播间", None),
        ("zhibojian", "直播间", None),
        ("zhi2bo1jian1", "直播间", None),
        ("MCN", "MCN机构", None),
        ("银行", None, "银行"),
        ("yínháng", None, "银行"),
        ("yin2 hang2", None, "银行"),
        ("bank", None, "银行"),
        ("银行*", None, "银行"),
        ("nv3ren2", None, "女人"),
    ],
)
def test_words_are_found_by_any_name(typed: str, term: str | None, entry: str | None) -> None:
    with duban() as session:
        found = session.dictionaries.search(typed)
    names = {name.hans for concept in found.concepts for name in concept.terms}
    assert term is None or term in names
    assert entry is None or entry in [card.hans for card in found.entries]
    assert len(set(found.entries)) == len(found.entries)


@pytest.mark.usefixtures("used_home")
@pytest.mark.parametrize(
    "typed",
    ["", "  ", "*", "直播" * 5000, "\ud800", "‘’", "%", "a\x1b[31m", "*" * 50, "直*播*播*播*播*播*播*播"],
    ids=["empty", "blank", "star", "long", "surrogate", "quotes", "percent", "control", "stars", "pattern"],
)
def test_nonsense_is_not_looked_up_and_one_sentence_says_why(typed: str) -> None:
    with duban() as session, pytest.raises(QueryError, match=r"^[^\n]{20,160}\.$"):
        session.dictionaries.search(typed)


@pytest.mark.usefixtures("used_home")
@pytest.mark.parametrize("typed", ["xyzzy", "没有这个词", "x*y*z*z*y", "98765", "a" * 200])
def test_nothing_is_found_where_nothing_is(typed: str) -> None:
    with duban() as session:
        found = session.dictionaries.search(typed)
    assert (found.concepts, found.entries) == ((), ())


def test_everything_lies_in_one_home(home: Path) -> None:
    with duban() as session:
        session.set_status("直播", "known")
    assert paths.record_file().is_file()
    assert paths.record_file().parent == home
