"""How surely English belongs to a paragraph, on the disk."""

from pathlib import Path

from texts.alignment import FILE, fit_lines, read_fits
from texts.folder import write_folder
from texts.library import load_folder
from texts.model import Fit, Paragraph, SourceText, TextMeta

ZH, EN = ["甲。", "", "乙。", "丙。"], ["A.", "", "B.", "C."]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    fits = {0: Fit(0.123), 2: Fit(1.0, by_hand=True)}
    file = tmp_path / FILE
    file.write_bytes(b"".join(fit_lines(fits, ZH, EN)))
    assert read_fits(file, ZH, EN) == fits
    assert [fit.doubtful for fit in fits.values()] == [True, False]
    assert not Fit(0.2, by_hand=True).doubtful


def test_edited_lines_and_lines_that_are_none_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_bytes(
        b'nonsense\n{"paragraph": 99, "score": 1, "of": ""}\n' + b"".join(fit_lines({0: Fit(0.5)}, ZH, EN))
    )
    assert read_fits(file, ZH, EN) == {0: Fit(0.5)}
    assert read_fits(file, ZH, ["A!", *EN[1:]]) == {}
    assert read_fits(file, ["甲", *ZH[1:]], EN) == {}
    assert read_fits(tmp_path / "none", ZH, EN) == {}


def test_a_text_says_how_it_came_by_its_translation(tmp_path: Path) -> None:
    folder = tmp_path / "text"
    paragraphs = [Paragraph(zh, translation=en or None) for zh, en in zip(ZH, EN, strict=True)]
    write_folder(folder, SourceText(TextMeta("text", "题"), tuple(paragraphs)))
    (folder / FILE).write_bytes(b"".join(fit_lines({2: Fit(0.4)}, ZH, EN)))
    assert [one.fit for one in load_folder(folder).paragraphs] == [None, None, Fit(0.4), None]
