"""Words and sentences said aloud by a program of the system, or by edge-tts, which has Microsoft say them.

espeak-ng gets pinyin: its own reading of characters is poor, and the text's readings are known here, corrections
included. All others get the characters.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from msgspec import Struct

from reader.errors import ReaderError
from reader.settings import Speech
from reader.text.model import Token
from reader.text.script import fold

_LONGEST: Final = 600
"""Characters that are said at once."""
_DEADLINE: Final = 30.0
"""Seconds for what comes over the network."""
_PLAYERS: Final = (
    ("mpv", "--no-video", "--really-quiet"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpg123", "-q"),
    ("afplay",),
)
_POWERSHELL: Final = (
    "[Console]::InputEncoding=[Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$s.SelectVoiceByHints('NotSet','NotSet',0,[Globalization.CultureInfo]'zh-CN'); "
    "$s.Speak([Console]::In.ReadToEnd())"
)
_MARKS: Final = str.maketrans("。，、；：？！（）", ".,,;:?!()")


class SpeechError(ReaderError):
    """Nothing can be said; the sentence tells what to install or to set."""


class Utterance(Struct, frozen=True):
    """What is to be said."""

    text: str
    pinyin: str
    """Numbered syllables, words apart."""


class _Step(Struct, frozen=True):
    command: tuple[str, ...]
    given: str = ""
    """On its standard input."""
    deadline: float | None = None
    quieten: tuple[str, ...] = ()
    """What stops it, where ending the process does not: a daemon speaks."""


def utterance(tokens: Sequence[Token]) -> Utterance:
    """Words of a text with their readings."""
    text = "".join(token.text for token in tokens)[:_LONGEST]
    words = (
        "".join(reading or char for char, reading in zip(token.text.translate(_MARKS), token.readings, strict=True))
        if token.readings
        else token.text.translate(_MARKS)
        for token in tokens
    )
    return Utterance(text, " ".join(words)[: 6 * _LONGEST])


def sends_to(speech: Speech) -> str:
    """Who else gets to read what is said; nobody, for programs of this computer."""
    return "Microsoft" if speech == "edge" else ""


class Speaker:
    """Says one thing at a time, and nothing of it in the caller's time."""

    def __init__(self, speech: Speech, voice: str = "", failed: Callable[[str], object] = lambda _: None) -> None:
        """``failed`` is called from another thread, with a sentence."""
        self._speech, self._voice, self._failed = speech, voice, failed
        self._lock = threading.Lock()
        self._turn = 0
        """Counts what was said; whoever is no longer the newest is silent."""
        self._running: tuple[subprocess.Popen[bytes], _Step] | None = None

    def say(self, said: Utterance) -> None:
        """Say it, and no longer what was being said. Raises SpeechError where nothing is installed that could."""
        self.stop()
        folder = Path(tempfile.gettempdir()) if self._speech != "edge" else Path(tempfile.mkdtemp(prefix="duban-"))
        try:
            steps = _steps(self._speech, self._voice, said, folder)
        except SpeechError:
            _remove(folder, self._speech)
            raise
        turn = self._turn
        threading.Thread(target=self._run, args=(steps, turn, folder), name="speech", daemon=True).start()

    def stop(self) -> None:
        """Be silent."""
        with self._lock:
            self._turn += 1
            running, self._running = self._running, None
        if running is not None:
            _end(*running)

    def is_speaking(self) -> bool:
        """Whether something is being said."""
        return self._running is not None

    def _run(self, steps: Sequence[_Step], turn: int, folder: Path) -> None:
        try:
            for step in steps:
                if not self._step(step, turn):
                    return
        finally:
            _remove(folder, self._speech)

    def _step(self, step: _Step, turn: int) -> bool:
        """Whether to go on."""
        name = Path(step.command[0]).name
        try:
            with self._lock:
                if turn != self._turn:
                    return False
                process = subprocess.Popen(
                    step.command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    start_new_session=os.name == "posix",
                )
                self._running = process, step
            _, errors = process.communicate(step.given.encode(errors="replace"), step.deadline)
        except subprocess.TimeoutExpired:
            self.stop()
            self._failed(f"{name} did not answer within {step.deadline:.0f} seconds.")
            return False
        except OSError as error:
            self._failed(f"{name} cannot be run: {error.strerror}.")
            return False
        with self._lock:
            if turn != self._turn:
                return False
            self._running = None
        if process.returncode:
            lines = errors.decode(errors="replace").strip().splitlines()
            self._failed(f"{name} could not speak" + (f": {lines[-1][:200]}" if lines else "."))
            return False
        return True


def _end(process: "subprocess.Popen[bytes]", step: _Step) -> None:
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        if step.quieten:
            nothing = subprocess.DEVNULL
            quieten = subprocess.Popen(step.quieten, stdin=nothing, stdout=nothing, stderr=nothing)
            threading.Thread(target=quieten.wait, daemon=True).start()
    except OSError:
        pass  # it has just ended by itself


def _remove(folder: Path, speech: Speech) -> None:
    if speech == "edge":
        shutil.rmtree(folder, ignore_errors=True)


def _steps(speech: Speech, voice: str, said: Utterance, folder: Path) -> list[_Step]:
    match speech:
        case "espeak":
            program = shutil.which("espeak-ng")
            if program is None:
                raise SpeechError(
                    "espeak-ng is not installed; install it (apt install espeak-ng, brew install espeak-ng), or set "
                    "another speech in settings.toml."
                )
            command = (program, "-b", "1", "-v", voice or "cmn-latn-pinyin", "-s", "140", "--stdin")
            return [_Step(command, said.pinyin if not voice or "pinyin" in voice else said.text)]
        case "system":
            return [_system(voice, said)]
        case "edge":
            return _edge(voice, said, folder)
        case "off":
            raise SpeechError('Speech is off; set speech = "espeak", "system" or "edge" in settings.toml.')


def _system(voice: str, said: Utterance) -> _Step:
    if program := shutil.which("say"):
        return _Step((program, "-v", voice or "Tingting", "-f", "-"), fold(said.text))
    if program := shutil.which("spd-say"):
        chosen = ("-y", voice) if voice else ()
        return _Step((program, "-w", "-l", "zh", *chosen, "-e"), said.text, quieten=(program, "-S"))
    if os.name == "nt" and (program := shutil.which("powershell")):
        return _Step((program, "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL), said.text)
    raise SpeechError(
        "The system has no voice that duban knows (say, spd-say, PowerShell); install speech-dispatcher, or set "
        'speech = "espeak" in settings.toml.'
    )


def _edge(voice: str, said: Utterance, folder: Path) -> list[_Step]:
    program = shutil.which("edge-tts")
    if program is None and find_spec("edge_tts") is None:
        raise SpeechError("edge-tts is not installed; install it with pip install 'duban[speech]'.")
    player = next(((found, *rest) for name, *rest in _PLAYERS if (found := shutil.which(name))), None)
    if player is None:
        raise SpeechError("There is no program to play what edge-tts makes; install mpv, ffmpeg or mpg123.")
    file = str(folder / "speech.mp3")
    make = (program,) if program is not None else (sys.executable, "-m", "edge_tts")
    return [
        _Step((*make, "-v", voice or "zh-CN-XiaoxiaoNeural", "-f", "-", "--write-media", file), said.text, _DEADLINE),
        _Step((*player, file)),
    ]
