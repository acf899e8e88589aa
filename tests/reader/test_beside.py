"""A translation that somebody has is put beside a text: fitted, marked where it is in doubt, never over another."""

import json
from pathlib import Path

import pytest

from reader.commands.align import align as align_command
from reader.errors import USER_ERRORS
from reader.importing import ImportCancelledError, Imported, Wishes, import_source
from reader.session import Session
from reader.tmx import Unit, write_tmx
from reader.translation_file import put_beside
from tests.reader.text.align.variants import written

pytestmark = pytest.mark.usefixtures("used_home")
PAIRS = written()[:40]
ZH = ["".join(zh for zh, _ in PAIRS[n : n + 4]) for n in range(0, 40, 4)]
RIGHT = [" ".join(en for _, en in PAIRS[n : n + 4]) for n in range(0, 40, 4)]
OTHER = [" ".join(en for _, en in PAIRS[n : n + 5]) for n in range(0, 40, 5)]


@pytest.fixture
def session() -> "Session":
    return Session.open(lambda _: None)


def written_file(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def imported(
    session: Session, path: Path, translation: Path | None = None, *, again: bool = False, as_it_arrived: bool = False
) -> Imported:
    return import_source(session, str(path), Wishes(translation=translation, again=again, as_it_arrived=as_it_arrived))


def folder_of(session: Session, text_id: str) -> Path:
    folder = session.library.own_folder(text_id)
    assert folder is not None
    return folder


def english(session: Session, text_id: str) -> list[str | None]:
    return [paragraph.translation for paragraph in session.library.load(text_id).paragraphs]


def test_other_paragraphs_are_fitted_and_the_scores_kept(session: Session, tmp_path: Path) -> None:
    text = written_file(tmp_path, "zh.txt", ZH)
    done = imported(session, text, written_file(tmp_path, "en.txt", OTHER))
    assert english(session, done.text_id) == RIGHT
    assert "fitted sentence by sentence: 10 of 10 paragraphs have English" in done.said
    folder = folder_of(session, done.text_id)
    lines = [json.loads(line) for line in (folder / "alignment.jsonl").read_bytes().splitlines()]
    assert [line["paragraph"] for line in lines] == list(range(10))
    assert all(0 < line["score"] <= 1 for line in lines)


def test_line_for_line_stays_line_for_line_and_blank_lines_do_not_matter(session: Session, tmp_path: Path) -> None:
    text = written_file(tmp_path, "zh.txt", ZH)
    spaced = [line for one in RIGHT for line in (one, "")]
    done = imported(session, text, written_file(tmp_path, "en.md", spaced))
    assert english(session, done.text_id) == RIGHT
    assert "paragraph for paragraph" in done.said


def test_as_many_lines_that_do_not_belong_together_are_fitted(session: Session, tmp_path: Path) -> None:
    shifted = [f"{RIGHT[0]} {RIGHT[1]}", *RIGHT[2:], "A note by the translator, who thanks everybody."]
    done = imported(session, written_file(tmp_path, "zh.txt", ZH), written_file(tmp_path, "en.txt", shifted))
    assert english(session, done.text_id)[:9] == RIGHT[:9]


def test_a_translation_is_added_later_and_never_put_over_another_unasked(session: Session, tmp_path: Path) -> None:
    done = imported(session, written_file(tmp_path, "zh.txt", ZH))
    folder = folder_of(session, done.text_id)
    file = written_file(tmp_path, "en.txt", OTHER)
    for source in (done.text_id, str(tmp_path / "zh.txt")):
        later = import_source(session, source, Wishes(translation=file, again=source == done.text_id))
        assert later.text_id == done.text_id
        assert "10 of 10" in later.said
        if source == done.text_id:
            (folder / "en.txt").unlink()
    before = (folder / "en.txt").read_bytes()
    with pytest.raises(USER_ERRORS, match="has a translation already"):
        import_source(session, done.text_id, Wishes(translation=file))
    (folder / "en.txt").write_text("By hand.\n" * 10)
    import_source(session, done.text_id, Wishes(translation=file, again=True))
    assert (folder / "en.txt").read_bytes() == before
    assert (folder / "en.old.txt").read_text() == "By hand.\n" * 10


def test_the_other_half_of_a_bilingual_text(session: Session, tmp_path: Path) -> None:
    turns = imported(
        session, written_file(tmp_path, "turns.txt", [t for pair in zip(ZH, RIGHT, strict=True) for t in pair])
    )
    assert english(session, turns.text_id) == RIGHT
    assert "taken for the translation of 10 paragraphs" in turns.said
    halves = imported(session, written_file(tmp_path, "halves.txt", [*ZH, *OTHER]), again=True)
    assert english(session, halves.text_id) == RIGHT
    assert "its English half is the translation" in halves.said
    left = imported(session, written_file(tmp_path, "left.txt", [*ZH, *OTHER]), again=True, as_it_arrived=True)
    assert left.paragraphs == 18


def test_a_translation_memory_fills_in_what_it_knows(session: Session, tmp_path: Path) -> None:
    units = [Unit(zh, en) for zh, en in PAIRS[:8]]
    memory = written_file(tmp_path, "some.tmx", list(write_tmx(units, "zh-Hans")))
    done = imported(session, written_file(tmp_path, "zh.txt", ZH), memory)
    assert english(session, done.text_id) == [*RIGHT[:2], *[None] * 8]
    assert "2 paragraphs filled in" in done.said
    with pytest.raises(USER_ERRORS, match="no sentence of this text that lacks English"):
        import_source(session, done.text_id, Wishes(translation=memory))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", "\n", "holds no text"),
        ("chinese.txt", "\n".join(ZH), "mostly Chinese"),
        ("broken.tmx", "<tmx><body><tu>", "broken.tmx"),
        ("none.tmx", '<tmx version="1.4"><header/><body></body></tmx>', "no pair of Chinese and English"),
        ("gone.txt", None, "There is no file"),
    ],
)
def test_what_is_no_translation_leaves_nothing_behind(
    session: Session, tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(USER_ERRORS, match=said):
        imported(session, written_file(tmp_path, "zh.txt", ZH), tmp_path / name)
    assert session.library.own_folder("zh") is None
    with pytest.raises(USER_ERRORS, match="not one of your own"):
        import_source(session, "hangzhou-live-commerce", Wishes(translation=written_file(tmp_path, "en.txt", OTHER)))


def test_a_text_with_its_translation_is_aligned(session: Session, tmp_path: Path) -> None:
    from click.testing import CliRunner

    done = imported(session, written_file(tmp_path, "zh.txt", ZH), written_file(tmp_path, "en.txt", OTHER))
    session.close()
    rows = [json.loads(line) for line in CliRunner().invoke(align_command, [done.text_id]).stdout.splitlines()]
    assert [(row["zh_text"], row["en_text"]) for row in rows] == PAIRS
    assert [row["zh"] for row in rows] == [[n] for n in range(40)]
    tmx = CliRunner().invoke(align_command, [done.text_id, "--format", "tmx"]).stdout
    assert tmx.count("<tu>") == 40


def test_a_cancelled_fit_leaves_everything_as_it_was(session: Session, tmp_path: Path) -> None:
    done = imported(session, written_file(tmp_path, "zh.txt", ZH))
    file = written_file(tmp_path, "en.txt", OTHER)
    with pytest.raises(ImportCancelledError):
        put_beside(session, done.text_id, file, lambda: True)
    assert sorted(path.name for path in folder_of(session, done.text_id).iterdir()) == ["meta.toml", "zh.txt"]
