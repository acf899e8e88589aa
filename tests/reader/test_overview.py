"""What is said of a text before it is opened."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.store.record import CutFix, Place
from reader.figures import SAMPLE, Levels, Words, levels_of, sample
from reader.overview import Figures, Overview, Row
from reader.session import Session
from texts.model import Paragraph, SourceText, TextMeta

ARTICLE = "hangzhou-live-commerce"
Write = Callable[..., Path]


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:  # noqa: ARG001
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


@pytest.fixture
def write(home: Path) -> Write:
    def make(name: str, zh: str = "我们直播，我们带货。\n", meta: str = 'title_zh = "题目"\n') -> Path:
        folder = home / "texts" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "zh.txt").write_text(zh, encoding="utf-8")
        (folder / "meta.toml").write_text(meta, encoding="utf-8")
        return folder

    return make


def text(*paragraphs: str) -> SourceText:
    return SourceText(TextMeta("one", "一", script="hans"), tuple(map(Paragraph, paragraphs)))


def figures(session: Session, source: SourceText, *carded: str) -> Figures:
    learner = session.overview.learner()
    for concept in carded:
        session.study.add([session.terms.concept(concept)])
    if carded:
        learner = session.overview.learner()
    found = session.overview.figures(source, learner)
    assert found is not None
    return found


def filled(session: Session, text_id: str, overview: Overview | None = None) -> Row:
    overview = overview or session.overview
    row = next(row for row in overview.rows() if row.id == text_id)
    found = overview.fill(row, overview.learner())
    assert found is not None
    return found


def test_the_share_follows_marks_and_cards(session: Session) -> None:
    source = text("我们直播，我们带货。")
    found = figures(session, source)
    assert (found.known, found.terms, found.unknown_terms) == (0.0, 2, 2)
    session.set_status("我们", "known")
    assert figures(session, source).known == 0.5
    session.set_status("直播", "ignored")
    session.set_status("带货", "learning")
    assert figures(session, source).known == 0.75
    assert figures(session, source, "livestream").unknown_terms == 1


def test_terms_that_come_and_go_count_at_once(session: Session) -> None:
    source = text("我们直播，我们带货。")
    before = figures(session, source)
    session.terms.remove("livestream")
    assert figures(session, source).terms == before.terms - 1


def test_the_article_and_a_text_without_words(session: Session) -> None:
    session.set_known_level("HSK 4")
    found = filled(session, ARTICLE).figures
    assert found is not None
    assert found.known is not None
    assert 0.3 < found.known < 0.9
    assert found.terms == found.unknown_terms > 100
    assert found.levels.full_label == "HSK 7–9 (3.0-2021)"
    empty = figures(session, text("123", ""))
    assert (empty.known, empty.terms, empty.levels.full_label, empty.levels.shares) == (None, 0, "", {})


def test_a_sample_says_nearly_what_the_whole_text_says(session: Session) -> None:
    """Twenty articles one after the other, as one long text, against the article alone."""
    session.set_known_level("HSK 3")
    article = session.library.load(ARTICLE)
    long = SourceText(TextMeta("long", "长", script=article.meta.script), tuple(article.paragraphs) * 20)
    whole, sampled = (figures(session, source) for source in (article, long))
    assert whole.known is not None
    assert sampled.known == pytest.approx(whole.known, abs=0.03)
    assert sampled.terms == whole.terms
    assert sampled.levels.label == whole.levels.label


@given(st.lists(st.integers(0, 4000), max_size=400))
def test_samples_are_small_and_from_all_over(lengths: Sequence[int]) -> None:
    paragraphs = [Paragraph("字" * length) for length in lengths]
    taken = list(sample(paragraphs))
    numbers = [number for number, _ in taken]
    assert numbers == sorted(set(numbers))
    assert all(paragraphs[number].text.startswith(paragraph.text) for number, paragraph in taken)
    size = sum(lengths)
    if size <= 2 * SAMPLE:
        assert [paragraph for _, paragraph in taken] == paragraphs
    else:
        assert sum(len(paragraph.text) for _, paragraph in taken) <= 3 * SAMPLE
        assert numbers[-1] >= len(paragraphs) * 23 // 24


def test_the_level_is_the_lowest_that_covers_nine_words_in_ten() -> None:
    def level(counts: tuple[int, ...], outside: int) -> str:
        return Levels("3.0-2021", counts, outside).full_label

    assert level((50, 30, 10, 0, 0, 0, 5), 5) == "HSK 3 (3.0-2021)"
    assert level((50, 30, 9, 0, 0, 0, 6), 5) == "HSK 7–9 (3.0-2021)"
    assert level((50, 30, 9, 0, 0, 0, 0), 11) == "outside HSK (3.0-2021)"
    assert level((9, 0, 0, 0, 0, 0, 0), 0) == ""  # too short to tell
    assert Levels("2.0", (50, 30, 10, 0, 0, 0), 10).full_label == "HSK 3 (2.0)"


def test_terms_of_the_glossary_have_no_say_in_the_level() -> None:
    words = Words((("我们", "word", None, 90), ("直播间", "word", None, 10), ("自然流", "term", "x", 500)), ())
    found = levels_of(words, "3.0-2021")
    assert (found.counts[0], found.outside, found.label) == (90, 10, "HSK 1")


def test_cancelling(session: Session) -> None:
    overview = session.overview
    learner = overview.learner()
    assert overview.figures(text("我们直播。"), learner, lambda: True) is None
    assert overview.fill(overview.rows()[0], learner, lambda: True) is None


def test_what_was_found_out_is_there_the_next_time(session: Session, write: Write) -> None:
    write("a")
    before = filled(session, "a")
    session.overview.keep()
    again = Overview(session)
    (row,) = (row for row in again.rows() if row.id == "a")
    assert row == before
    assert row.figures is not None
    assert again.is_filled(row, again.learner())
    session.set_status("我们", "known")
    session.terms.remove("livestream")
    learner = again.learner()
    assert not again.is_filled(row, learner)
    now = again.fill(row, learner)
    assert now is not None
    assert now.figures is not None
    assert (now.figures.known, now.figures.terms) == (0.5, 1)


def test_a_term_that_a_text_lacks_does_not_have_it_counted_anew(
    session: Session, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a")
    filled(session, "a")
    session.terms.remove("mcn-agency" if "mcn-agency" in session.termbase else "traffic")
    monkeypatch.setattr(Overview, "_counted", lambda *_: pytest.fail("counted anew"))
    filled(session, "a")


def test_a_correction_of_where_a_word_ends_counts(session: Session, write: Write) -> None:
    write("a", "我们直播，我们带货。")
    session.set_status("我们", "known")
    assert filled(session, "a").figures.known == 0.5  # type: ignore[union-attr]
    session.record.save_cut_fix(CutFix("我们", (1, 1), "a"), datetime.now(UTC))
    assert filled(session, "a").figures.known == 0.0  # type: ignore[union-attr]


def test_a_damaged_cache_is_done_without(session: Session, write: Write, used_home: Path) -> None:
    write("a")
    before = filled(session, "a")
    session.overview.keep()
    cache = used_home / "cache" / "library"
    for file in cache.rglob("*.bin"):
        file.write_bytes(file.read_bytes()[:20])
    assert filled(session, "a", Overview(session)) == before


def test_how_far_one_has_come(session: Session, write: Write) -> None:
    write("a", "一二三四五\n\n六七八九十\n" + "字" * 30 + "\n")

    def progress(paragraph: int, offset: int) -> float | None:
        session.record.save_place(Place("a", paragraph, offset, datetime.now(UTC)))
        return filled(session, "a").progress

    assert filled(session, "a").progress is None
    assert progress(0, 0) == 0
    assert progress(1, 0) == 5 / 40
    assert progress(2, 10) == 20 / 40
    assert progress(2, 28) == 1  # the last word
    assert progress(9, 0) == 10 / 40  # the text has become shorter


def test_how_far_one_has_come_in_a_long_book(session: Session, write: Write) -> None:
    write("a", "".join(f"{number:010}\n" for number in range(5000)))
    session.record.save_place(Place("a", 3333, 0, datetime.now(UTC)))
    found = filled(session, "a")
    assert found.progress == pytest.approx(3333 / 5000, abs=0.001)
    assert (found.paragraphs, found.characters) == (5000, 50_000)


def test_faults_are_told_and_hide_nothing(session: Session, write: Write, home: Path) -> None:
    write("good")
    write("wrong", meta="title_zh = 3")
    write("empty", zh="\n\n")
    (write("bare") / "meta.toml").unlink()
    write("odd\x1bname")
    (home / "texts" / "gone").symlink_to("nowhere")
    (home / "texts" / "round").symlink_to("round")
    (home / "texts" / ".git").mkdir()
    (home / "texts" / ".git" / "zh.txt").touch()
    (home / "texts" / "notes").mkdir()
    linked = home / "elsewhere"
    (write("linked")).rename(linked)
    (home / "texts" / "linked").symlink_to(linked)
    overview = session.overview
    rows = {row.id: overview.read(row) for row in overview.rows()}
    faults = {name: row.fault for name, row in rows.items() if row.fault}
    assert set(rows) - set(faults) == {"good", "linked", ARTICLE}
    assert "title_zh must be a text" in faults["wrong"]
    assert "holds no text" in faults["empty"]
    assert "has no meta.toml" in faults["bare"]
    assert "rename it" in faults["odd\x1bname"]
    assert "\x1b" not in faults["odd\x1bname"]
    assert "a link to nowhere, which is not there" in faults["gone"]
    assert "round" in faults["round"]
    assert all(overview.fill(row, overview.learner()) == row for row in rows.values() if row.fault)
    overview.keep()


def test_a_folder_whose_name_is_not_utf_8(session: Session, write: Write, home: Path) -> None:
    folder = os.fsencode(write("a"))
    os.rename(folder, folder + b"\xff")  # noqa: PTH104
    overview = session.overview
    (row,) = (overview.read(row) for row in overview.rows() if row.id != ARTICLE)
    assert "is not UTF-8; rename it" in row.fault
    assert not (home / "texts" / "a").exists()
    overview.keep()


def test_a_change_on_disk_is_seen(session: Session, write: Write) -> None:
    folder = write("a")
    assert filled(session, "a").meta.title_zh == "题目"
    write("a", meta='title_zh = "另一个题目"\n')
    row = filled(session, "a")
    assert row.meta.title_zh == "另一个题目"
    assert row.origin == "own"
    write("a", zh="我们直播。\n我们带货。\n")
    assert filled(session, "a").paragraphs == 2
    write(ARTICLE)
    assert filled(session, ARTICLE).origin == "copy"
    (folder / "zh.txt").unlink()
    assert "zh.txt cannot be read" in filled(session, "a").fault
