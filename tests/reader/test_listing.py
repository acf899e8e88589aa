"""The library as a list: sorted, narrowed, found."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.figures import Levels
from reader.listing import SORTS, Finder, Only, Order, SortName, filters, in_order
from reader.overview import Figures, Row
from reader.text.sounds import Sounds
from texts.listing import Listed
from texts.model import TextMeta


def row(
    text_id: str,
    title: str = "题目",
    *,
    outlet: str = "",
    date: str = "",
    tags: Sequence[str] = (),
    read: str = "",
    added: str = "",
    progress: float | None = None,
    known: float | None = None,
    level: tuple[int, ...] = (100, 0, 0, 0, 0, 0, 0),
    outside: int = 0,
    fault: str = "",
    own: bool = True,
) -> Row:
    meta = TextMeta(text_id, title, outlet=outlet, date=date, tags=tuple(tags), added=added, title_en="Title")
    figures = None if fault else Figures(known, 9, 3, Levels("3.0-2021", level, outside))
    return Row(Listed(text_id, Path(text_id), (), False, own), meta, True, fault, 2, 20, progress, read, figures)


def ids(rows: Sequence[Row]) -> str:
    return " ".join(row.id for row in rows)


def test_the_last_read_first_then_the_last_added() -> None:
    rows = [
        row("old", read="2026-01-02T10:00:00+00:00"),
        row("never", "啊"),
        row("new", read="2026-03-01T10:00:00+00:00"),
        row("added", added="2026-02-01"),
        row("never-b", "波"),
    ]
    assert ids(in_order(rows, Order())) == "new added old never never-b"
    assert ids(in_order(rows, Order("read", turned=True))) == "old added new never never-b"


def test_titles_by_pinyin_in_either_script() -> None:
    rows = [row("d", "中国"), row("a", "重庆"), row("c", "職業"), row("b", "杭州"), row("e", "MCN")]
    assert ids(in_order(rows, Order("title"))) == "b e c d a"  # 重 by itself is zhòng


def test_levels_from_the_easy_to_the_hard() -> None:
    rows = [
        row("outside-far", level=(50, 0, 0, 0, 0, 0, 0), outside=50),
        row("easy"),
        row("outside", level=(80, 0, 0, 0, 0, 0, 0), outside=20),
        row("high", level=(50, 0, 0, 0, 0, 0, 50)),
        row("short", level=(5, 0, 0, 0, 0, 0, 0)),
        row("broken", fault="broken"),
    ]
    assert ids(in_order(rows, Order("level"))) == "easy high outside outside-far short broken"
    assert ids(in_order(rows, Order("level", turned=True))) == "outside-far outside high easy short broken"


@given(st.lists(st.tuples(st.floats(0, 1) | st.none(), st.floats(0, 1) | st.none())), st.sampled_from(SORTS))
def test_every_order_keeps_every_row(values: list[tuple[float | None, float | None]], by: SortName) -> None:
    rows = [row(str(n), progress=progress, known=known) for n, (progress, known) in enumerate(values)]
    for turned in (False, True):
        found = in_order(rows, Order(by, turned))
        assert sorted(ids(found).split(), key=int) == ids(rows).split()
        assert Order.from_record(Order(by, turned).to_record()) == Order(by, turned)


def test_an_order_of_another_version_is_the_usual_one() -> None:
    assert Order.from_record("colour") == Order.from_record("") == Order()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "a b c"),
        ("直播", "a"),
        ("直播 日報", "a"),
        ("zhibo", "a"),
        ("zhi2bo1", "a"),
        ("wuliu", "b"),
        ("jiemian", "b"),
        ("LOGISTICS", "b"),
        ("2025-12", "a"),
        ("c", "b c"),
        ("直播 物流", ""),
    ],
)
def test_texts_are_found_as_one_types(typed: str, expected: str) -> None:
    rows = [
        row("a", "直播帶貨", outlet="浙江日报", date="2025-12-01"),
        row("b", "物流", outlet="界面新聞", tags=["logistics"]),
        row("c", "啊"),
    ]
    found = Finder().find(rows, typed, Sounds())
    assert ids(found) == expected
    if typed == "wuliu":
        assert not Finder().find(rows, typed, None)  # pinyin is not there yet


def test_filters_say_how_many_they_leave() -> None:
    rows = [
        row("a", tags=["x", "y"], outlet="报", progress=0.5),
        row("b", tags=["x"], progress=1.0, own=False),
        row("c", fault="broken"),
        row("d"),
    ]
    found = {only.words: count for only, count in filters(rows)}
    assert found == {
        "unread": 1, "begun": 1, "read to the end": 1, "your own": 3, "bundled": 1, "with a fault": 1, "#x": 2, "#y": 1,
        "报": 1,
    }  # fmt: skip
    assert ids([one for one in rows if Only("tag", "x").lets(one)]) == "a b"
