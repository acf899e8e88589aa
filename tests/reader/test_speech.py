"""Who says a word aloud, what they are given, and that they fall silent."""

import os
import time
from pathlib import Path

import pytest

from reader.errors import SettingsError
from reader.settings import Speech, load_settings
from reader.speech import Speaker, SpeechError, Utterance, sends_to, utterance
from reader.text.model import Token
from tests.reader.fake_programs import Programs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
HELLO = Utterance("你好。", "ni3hao3 .")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    return Programs(tmp_path / "bin", monkeypatch)


def test_espeak_is_given_pinyin_for_its_own_reading_of_characters_is_poor(programs: Programs) -> None:
    programs.add("espeak-ng")
    Speaker("espeak").say(HELLO)
    (call,) = programs.called()
    assert call == "espeak-ng -b 1 -v cmn-latn-pinyin -s 140 --stdin|ni3hao3 ."


def test_a_voice_of_ones_own_gets_characters(programs: Programs) -> None:
    programs.add("espeak-ng")
    Speaker("espeak", "yue").say(HELLO)
    assert programs.called() == ["espeak-ng -b 1 -v yue -s 140 --stdin|你好。"]


def test_voices_of_the_system(programs: Programs) -> None:
    programs.add("spd-say")
    Speaker("system").say(HELLO)
    assert programs.called() == ["spd-say -w -l zh -e|你好。"]
    programs.add("say")
    Speaker("system").say(Utterance("說話", "shuo1hua4"))
    assert programs.called(2)[1] == "say -v Tingting -f -|说话"


def test_edge_sends_the_text_and_a_player_plays_what_comes(programs: Programs, tmp_path: Path) -> None:
    programs.add("edge-tts", 'while [ "$1" != "--write-media" ]; do shift; done; echo mp3 > "$2"')
    programs.add("mpv", f'cp "$3" "{tmp_path}/played"')
    Speaker("edge").say(HELLO)
    made, played = programs.called(2)
    assert made.startswith("edge-tts -v zh-CN-XiaoxiaoNeural -f - --write-media ")
    assert made.endswith("|你好。")
    assert played.startswith("mpv --no-video --really-quiet ")
    for _ in range(500):
        if (tmp_path / "played").exists() and not Path(played.split()[-1].rstrip("|")).parent.exists():
            break
        time.sleep(0.01)
    assert (tmp_path / "played").read_text() == "mp3\n"
    assert not Path(played.split()[-1].rstrip("|")).parent.exists()
    assert sends_to("edge") == "Microsoft"
    assert sends_to("espeak") == sends_to("system") == ""


def test_the_next_word_silences_the_one_before_and_stop_the_last(programs: Programs) -> None:
    programs.add("espeak-ng", "sleep 60")
    speaker = Speaker("espeak")
    start = time.monotonic()
    speaker.say(HELLO)
    programs.called()
    speaker.say(Utterance("再见", "zai4jian4"))
    programs.called(2)
    assert speaker.is_speaking()
    speaker.stop()
    assert programs.all_ended()
    assert not speaker.is_speaking()
    assert time.monotonic() - start < 10


def test_stopping_reaches_what_a_daemon_speaks(programs: Programs) -> None:
    programs.add("spd-say", '[ "$1" = -S ] || sleep 60')
    speaker = Speaker("system")
    speaker.say(HELLO)
    programs.called()
    speaker.stop()
    assert programs.called(2)[1].startswith("spd-say -S")
    assert programs.all_ended()


@pytest.mark.parametrize(
    ("speech", "said"),
    [
        ("off", "Speech is off"),
        ("espeak", "espeak-ng is not installed; install it"),
        ("system", "no voice that duban knows"),
        ("edge", "edge-tts is not installed|no program to play"),
    ],
)
def test_what_is_not_there_is_said(programs: Programs, speech: Speech, said: str) -> None:
    del programs
    with pytest.raises(SpeechError, match=said):
        Speaker(speech).say(HELLO)


def test_a_program_that_fails_is_told(programs: Programs) -> None:
    programs.add("espeak-ng", "echo no card >&2; exit 3")
    told: list[str] = []
    Speaker("espeak", failed=told.append).say(HELLO)
    programs.called()
    for _ in range(500):
        if told:
            break
        time.sleep(0.01)
    assert told == ["espeak-ng could not speak: no card"]


def test_words_are_said_as_they_are_read_in_the_text() -> None:
    tokens = [
        Token("长大", 0, 2, "word", ("zhang3", "da4")),
        Token("，", 2, 3, "punctuation"),
        Token("MCN", 3, 6, "latin", (None, None, None)),
        Token("女儿", 6, 8, "word", ("nü3", "er2")),
        Token("！", 8, 9, "punctuation"),
    ]
    assert utterance(tokens) == Utterance("长大，MCN女儿！", "zhang3da4 , MCN nü3er2 !")
    assert len(utterance(tokens * 500).text) == 600


def test_settings_name_who_speaks(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert load_settings(file).speech == "off"
    file.write_text('speech = "edge"\nspeech_voice = "zh-TW-HsiaoChenNeural"\n')
    assert load_settings(file).speech_voice == "zh-TW-HsiaoChenNeural"
    file.write_text('speech = "loud"\n')
    with pytest.raises(SettingsError, match="speech must be one of off, espeak, system, edge"):
        load_settings(file)
