"""A key has the word said, then its sentence; leaving silences it."""

import os
from pathlib import Path

import pytest

from reader import paths
from tests.reader.fake_programs import Programs
from tests.reader.tui.screen_case import opened

pytestmark = [
    pytest.mark.usefixtures("used_home"),
    pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts"),
]


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "text.txt"
    path.write_text("他长大了。我们去银行。\n", encoding="utf-8")
    return str(path)


def speech(name: str) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_text(f'speech = "{name}"\n')


async def test_word_sentence_silence(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speech("espeak")
    programs = Programs(tmp_path / "bin", monkeypatch)
    programs.add("espeak-ng", "sleep 60")
    async with opened(text=text) as case:
        await case.walk_to("长大")
        await case.press("S")
        assert programs.called()[0].endswith("|zhang3da4")
        await case.press("S")
        assert programs.called(2)[1].endswith("|ta1 zhang3da4 le5 .")
        await case.press("escape")
        assert programs.all_ended()
        await case.press("l", "l", "S")
        programs.called(3)
    assert programs.all_ended()


async def test_off_and_not_installed(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Programs(tmp_path / "bin", monkeypatch)
    for name, said in (
        ("off", "Speech is off; set speech"),
        ("espeak", "espeak-ng is not installed"),
        ("edge", "pip install 'duban[speech]'"),
    ):
        speech(name)
        async with opened(text=text) as case:
            await case.press("S")
            assert said in str([note.message for note in case.app._notifications])
            assert not any(note.markup for note in case.app._notifications)  # it would eat [speech]


async def test_who_hears_it_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speech("edge")
    programs = Programs(tmp_path / "bin", monkeypatch)
    programs.add("edge-tts")
    programs.add("mpv")
    async with opened(text=text) as case:
        await case.press("S", "S")
        said = [note.message for note in case.app._notifications]
        assert [message for message in said if "Microsoft" in message] == [
            "What is said goes to Microsoft over the network."
        ]
