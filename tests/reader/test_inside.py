"""Search inside all texts: what is found in each, and that nothing is missed or found twice."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from glossary.store.record import ReadingFix
from reader.inside import Found, Inside
from reader.reading import readable
from reader.search import Query, hits
from reader.session import Session
from tests.reader.commands.running import duban, json_of
from texts.library import FIRST_TEXT


@pytest.fixture
def session(used_home: Path) -> Iterator[Session]:
    for name, zh in (("a", "他去银行，存了钱。他走了。\n\n直播間很大！“直播。”\n"), ("b", "不行。MCN机构来了。\n")):
        folder = used_home / "texts" / name
        folder.mkdir(parents=True)
        (folder / "zh.txt").write_text(zh, encoding="utf-8")
        (folder / "meta.toml").write_text(f'title_zh = "题{name}"', encoding="utf-8")
    (used_home / "texts" / "b" / "en.txt").write_text("No way. Agencies came.\n", encoding="utf-8")
    (used_home / "texts" / "broken").mkdir()
    (used_home / "texts" / "broken" / "meta.toml").touch()
    opened = Session.open(lambda _: None)
    yield opened
    opened.close()


def found(session: Session, typed: str, inside: Inside | None = None) -> list[Found]:
    own = [one for one in session.library.listed() if one.own]
    return list((inside or Inside(session)).search(own, typed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("直播间", [("a", 1, "直播間很大！", "直播間")]),
        ("zhibo", [("a", 1, "直播間很大！", "直播"), ("a", 1, "“直播。”", "直播")]),
        ("yinhang", [("a", 0, "他去银行，存了钱。", "银行")]),
        ("buhang", []),
        ("mcn", [("b", 0, "MCN机构来了。", "MCN")]),
        ("agencies", [("b", 0, "MCN机构来了。", "MCN机构来了。")]),
        ("  ", []),
        ("没有这个", []),
    ],
)
def test_sentences_with_their_places(session: Session, typed: str, expected: list[tuple[str, int, str, str]]) -> None:
    answers = found(session, typed)
    shown = [(f.text_id, f.paragraph, f.sentence, f.sentence[slice(*f.spans[0])]) for f in answers]
    assert shown == expected


def test_it_finds_what_the_search_inside_one_text_finds(session: Session) -> None:
    (article,) = (one for one in session.library.listed() if one.id == FIRST_TEXT)
    reading = session.open_text(FIRST_TEXT)
    inside = Inside(session)
    for typed in ("hang", "zhi bo", "livestream", "Yowant", "杭州", "9", "的"):
        here = {
            (hit.paragraph, hit.start)
            for index in range(len(readable(reading.paragraphs)))
            for hit in hits(reading.annotated(index), Query(typed))
        }
        there = {(one.paragraph, one.start) for one in inside.search([article], typed)}
        assert there <= here, typed
        assert {paragraph for paragraph, _ in there} == {paragraph for paragraph, _ in here}, typed


def test_corrections_and_changes_on_disk_count(session: Session, used_home: Path) -> None:
    inside = Inside(session)
    assert not found(session, "buhang", inside)
    session.record.save_reading_fix(ReadingFix("不行", ("bu4", "hang2"), "b"), datetime.now(UTC))
    assert [one.text_id for one in found(session, "buhang", inside)] == ["b"]
    (used_home / "texts" / "b" / "en.txt").unlink()
    (used_home / "texts" / "b" / "zh.txt").write_text("全新的内容在这里。\n", encoding="utf-8")
    assert not found(session, "mcn", inside)
    assert len(found(session, "全新", inside)) == 1


def test_cancelling_and_progress(session: Session) -> None:
    done: list[int] = []
    texts = session.library.listed()
    assert list(Inside(session).search(texts, "直播", progress=done.append))
    assert done == list(range(1, len(texts) + 1))
    assert not list(Inside(session).search(texts, "直播", lambda: True))


@pytest.mark.usefixtures("session")
def test_on_the_command_line() -> None:
    assert duban("search", "yinhang").stdout == "a\t¶1\t他去银行，存了钱。\n"
    one = json_of("search", "yinhang", "--json")
    assert (one["text_id"], one["paragraph"], one["spans"]) == ("a", 0, [[2, 4]])
    assert "in no text" in duban("search", "没有这个", code=1).stderr
