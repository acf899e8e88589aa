"""A text written as a folder and read back, and its repairs accepted, undone and kept through edits by hand."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.clean import cleaned
from texts.folder import drafted, write_folder
from texts.library import Library, load_arrived, load_folder
from texts.model import Mend, Paragraph, SourceText, TextMeta
from texts.repairs import rewritten, stored, with_state

DAMAGED = "这条产(chǎn)业带的经(jīng)济&nbsp;很好"
LINE = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=30)


def imported(folder: Path, *lines: str) -> Path:
    with drafted(folder.parent) as (draft, place):
        for arrived, paragraph in cleaned(map(Paragraph, lines)):
            draft.add(paragraph, arrived.text)
        draft.finish(TextMeta("", "题", fingerprints=draft.fingerprints))
        place.rename(folder)
    return folder


@given(
    st.lists(
        st.tuples(LINE, st.sampled_from([("body", 1), ("heading", 1), ("heading", 2), ("caption", 1)]), LINE),
        min_size=1,
    )
)
def test_a_text_goes_out_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, tuple[str, int], str]]
) -> None:
    folder = tmp_path_factory.mktemp("texts") / "text"
    paragraphs = tuple(Paragraph(text, kind, en or None, level=level) for text, (kind, level), en in rows)  # type: ignore[arg-type]
    write_folder(folder, SourceText(TextMeta("text", "题", encoding="Big5", added="2026-01-02"), paragraphs))
    read = load_folder(folder)
    assert read.paragraphs == paragraphs
    assert read.meta == TextMeta("text", "题", encoding="Big5", added="2026-01-02")


def test_nothing_is_left_of_a_text_that_breaks_off(tmp_path: Path) -> None:
    def paragraphs() -> Iterator[Paragraph]:
        yield Paragraph("甲")
        raise ValueError("damaged")

    broken = SourceText(TextMeta("one", "题"), paragraphs())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="damaged"):
        write_folder(tmp_path / "texts" / "one", broken)
    assert list((tmp_path / "texts").iterdir()) == []


def test_repairs_come_back_and_the_text_as_it_arrived(tmp_path: Path) -> None:
    folder = imported(tmp_path / "text", "第一段。", DAMAGED, "</div>", "末段。")
    read = load_folder(folder)
    assert [p.text for p in read.paragraphs] == ["第一段。", "这条产业带的经济很好", "", "末段。"]
    assert [p.text for p in load_arrived(folder).paragraphs] == ["第一段。", DAMAGED, "</div>", "末段。"]
    assert [mend.before for mend in read.paragraphs[1].mends[:2]] == ["(chǎn)", "(jīng)"]
    (folder / "raw.txt").unlink()
    assert [p.text for p in load_arrived(folder).paragraphs] == ["第一段。", DAMAGED, "</div>", "末段。"]
    assert all(read.paragraphs[1].text[m.start : m.end] == m.after for m in read.paragraphs[1].mends)


def test_a_sound_text_has_no_files_of_repair(tmp_path: Path) -> None:
    assert {file.name for file in imported(tmp_path / "text", "很好。").iterdir()} == {"meta.toml", "zh.txt"}


def test_a_repair_that_somebody_edited_away_is_ignored(tmp_path: Path) -> None:
    folder = imported(tmp_path / "text", DAMAGED)
    (folder / "zh.txt").write_text("我说：这条产业带的经济很好\n", encoding="utf-8")
    assert load_folder(folder).paragraphs[0].mends == ()
    (folder / "zh.txt").write_text("这条产业带的经营很好\n", encoding="utf-8")
    assert [mend.before for mend in load_folder(folder).paragraphs[0].mends] == ["(chǎn)"]
    with (folder / "repairs.jsonl").open("a") as file:
        file.write('nothing\n{"paragraph": 9, "start": 0}\n\n[1]\n')
    assert len(load_folder(folder).paragraphs[0].mends) == 1


@st.composite
def mended(draw: st.DrawFn) -> Paragraph:
    """A paragraph with repairs of every shape side by side."""
    text = draw(LINE)
    mends = []
    for _ in range(draw(st.integers(1, 4))):
        before, after = draw(st.text("ab汉字()", max_size=4)), draw(st.text("ab汉字()", max_size=4))
        if before == after:
            continue
        mends.append(Mend(len(text), len(text) + len(after), before, 0.5, False, after, "markup"))
        text += after + draw(LINE)
    return Paragraph(text, mends=tuple(mends))


@given(mended(), st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["made", "accepted", "undone"])), max_size=6))
def test_repairs_are_undone_and_made_again_in_any_order(paragraph: Paragraph, steps: list[tuple[int, str]]) -> None:
    lines = list(stored(7, paragraph))
    now = paragraph
    for number, state in steps:
        if number < len(now.mends):
            after = with_state(now, number, state)  # type: ignore[arg-type]
            lines = rewritten(lines, 7, now, after)
            now = after
    for mend in now.mends:
        assert now.text[mend.start : mend.end] == (mend.before if mend.state == "undone" else mend.after)
    for number in range(len(now.mends)):
        now = with_state(now, number, "made")
    assert now.text == paragraph.text
    assert len(lines) == len(paragraph.mends)


def test_the_text_itself_says_whether_a_repair_is_undone(tmp_path: Path) -> None:
    """The machine stopped between the writing of the two files, or somebody put it back by hand."""
    folder = imported(tmp_path / "text", DAMAGED)
    before = load_folder(folder).paragraphs[0]
    after = with_state(before, 0, "undone")
    (folder / "zh.txt").write_text(after.text + "\n", encoding="utf-8")
    assert load_folder(folder).paragraphs[0].mends == after.mends
    (folder / "repairs.jsonl").write_bytes(b"".join(stored(0, after)))
    assert load_folder(folder).paragraphs[0].mends == after.mends
    (folder / "zh.txt").write_text(before.text + "\n", encoding="utf-8")
    assert load_folder(folder).paragraphs[0].mends == before.mends


def test_the_same_text_is_known_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    imported(tmp_path / "one", DAMAGED, "末段。")
    for lines in ([DAMAGED, "末段。"], ["这条产业带的经济很好", "  末段。"], [DAMAGED + "末段。"]):
        with drafted(tmp_path) as (draft, _):
            for arrived, paragraph in cleaned(map(Paragraph, lines)):
                draft.add(paragraph, arrived.text)
            assert library.same_text(draft.fingerprints) == "one"
    with drafted(tmp_path) as (draft, _):
        draft.add(Paragraph("别的"))
        assert library.same_text(draft.fingerprints) is None


def test_a_text_written_by_hand_is_known_too(tmp_path: Path) -> None:
    folder = tmp_path / "hand"
    folder.mkdir()
    (folder / "meta.toml").write_text('title_zh = "题"\n', encoding="utf-8")
    (folder / "zh.txt").write_text("甲乙。\n\n丙。\n", encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "meta.toml").write_text("title_zh =")
    with drafted(tmp_path) as (draft, _):
        for line in ("甲乙。", "丙。"):
            draft.add(Paragraph(line))
        assert Library(tmp_path).same_text(draft.fingerprints) == "hand"


def test_the_files_are_those_that_the_manual_tells_of(tmp_path: Path) -> None:
    folder = imported(tmp_path / "text", DAMAGED)
    first = json.loads((folder / "repairs.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert {"paragraph", "start", "end", "before", "after", "kind", "certainty"} <= set(first)


def test_what_a_killed_import_left_is_no_text_and_goes(tmp_path: Path) -> None:
    left, young = tmp_path / ".import-old", tmp_path / ".import-young"
    for folder in (left, young):
        folder.mkdir()
        (folder / "meta.toml").write_text('title_zh = "题"\n', encoding="utf-8")
        (folder / "zh.txt").write_text("甲\n", encoding="utf-8")
    assert not any(text_id.startswith(".") for text_id in Library(tmp_path).ids())
    os.utime(left, (0, 0))
    imported(tmp_path / "text", "乙。")
    assert {entry.name for entry in tmp_path.iterdir()} == {".import-young", "text"}
