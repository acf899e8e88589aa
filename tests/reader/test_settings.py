"""``settings.toml``: what it may say, and that whatever is wrong with it is said in one sentence."""

from pathlib import Path

import pytest

from reader.errors import SettingsError
from reader.settings import Settings, load_settings
from reader.tui.keys import READING


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_no_file_means_defaults(file: Path) -> None:
    assert load_settings(file) == Settings()
    assert load_settings(file.parent / "no" / "folder" / "settings.toml") == Settings()


@pytest.mark.parametrize("text", ["", "\n", "# nothing set\n", "[keys]\n"])
def test_an_empty_file_means_defaults(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert load_settings(file) == Settings()


WHOLE = """
theme = "duban-light"
known_level = "HSK 4"
level_list = "2.0"
wide_ambiguous = true
mouse = false
[keys]
script = "f2"
search = "slash,ctrl+s"
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_everything_that_can_be_set(file: Path, mark: str, end: str) -> None:
    file.write_bytes((mark + WHOLE.replace("\n", end)).encode())
    settings = load_settings(file)
    assert (settings.theme, settings.known_level, settings.level_list) == ("duban-light", "HSK 4", "2.0")
    assert (settings.wide_ambiguous, settings.mouse) == (True, False)
    assert dict(settings.keys) == {"script": "f2", "search": "slash,ctrl+s"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = ", "not valid TOML"),
        ("theme", "not valid TOML"),
        ("theme = 5", "theme must be a name in quotes"),
        ('colour = "red"', "no setting “colour”; the settings are theme, known_level"),
        ("known_level = 3", "known_level must be one of none, HSK 1"),
        ('known_level = "HSK 7"', "known_level must be one of"),
        ('known_level = ["HSK 1"]', "known_level must be one of"),
        ('level_list = "4.0"', "level_list must be one of 2.0, 3.0-2021, 3.0-2025"),
        ("wide_ambiguous = 1", "wide_ambiguous must be true or false"),
        ('mouse = "yes"', "mouse must be true or false"),
        ('keys = "s"', "[keys] must hold lines like"),
        ("[keys]\nscript = 5", "[keys] must hold lines like"),
        ('[keys.script]\nkey = "s"', "[keys] must hold lines like"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    sentence = str(error.value)
    assert said in sentence
    assert str(file) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_the_example_that_the_message_gives_is_right(file: Path) -> None:
    file.write_text("keys = 1", encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    example = str(error.value).split("lines like ")[1].removesuffix(".")
    file.write_text(f"[keys]\n{example}\n", encoding="utf-8")
    assert set(load_settings(file).keys) <= {binding.id for binding in READING}


def test_bytes_that_are_no_text(file: Path) -> None:
    file.write_bytes(b'theme = "\xff"')
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(file)


def test_places_where_no_file_can_be(file: Path) -> None:
    file.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(file)
    in_the_way = file.parent / "home"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(in_the_way / "settings.toml")
