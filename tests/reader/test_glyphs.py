"""The bitmap font of the large characters."""

from glossary.termbase import Termbase
from reader import glyphs
from reader.build_glyphs import build, wanted


def test_a_character_as_it_is_drawn() -> None:
    assert [row.rstrip() for row in glyphs.large("十")] == [
        "       █",
        "       █",
        "       █",
        "▀▀▀▀▀▀▀█▀▀▀▀▀▀▀",
        "       █",
        "       █",
        "       █",
        "       █",
    ]
    assert all(len(row) == 16 for row in glyphs.large("十"))
    assert all(len(row) == 8 for row in glyphs.large("M"))
    assert glyphs.cells("MCN机构") == 3 * 8 + 2 * 16


def test_what_the_font_lacks_is_known() -> None:
    assert glyphs.can_draw("自然流")
    assert not glyphs.can_draw("𠀀")
    assert not glyphs.can_draw("")
    assert set(glyphs.large("𠀀")) == {" " * 16}


def test_every_name_of_the_bundled_glossary_can_be_drawn() -> None:
    for concept in Termbase.open().concepts():
        for name in (concept.preferred.hans, concept.preferred.hant):
            han = "".join(character for character in name if character >= "一")
            assert not han or glyphs.can_draw(han), name


def test_the_file_is_what_the_builder_makes() -> None:
    """Two glyphs, one of half the width."""
    made = build(["0041:" + "18" * 16, "4E00:" + "7FFE" * 16, "2603:" + "FF" * 16])
    assert made == b"".join(
        [
            (2).to_bytes(4, "little"),
            (0x41).to_bytes(4, "little"),
            (0x4E00).to_bytes(4, "little"),
            b"\x18\x00" * 16,
            b"\x7f\xfe" * 16,
        ]
    )
    assert len(wanted()) == len(glyphs._points())
