"""The installed command in a real terminal."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TMUX = shutil.which("tmux")
DUBAN = Path(sys.executable).parent / "duban"
pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="needs tmux"),
    pytest.mark.skipif(not DUBAN.exists(), reason="needs the command duban installed beside this Python"),
]


class Tmux:
    """One window of a tmux server of its own."""

    def __init__(self, socket: Path, home: Path) -> None:
        self._base = [str(TMUX), "-S", str(socket), "-f", "/dev/null"]
        self.home = home

    def call(self, *arguments: str) -> str:
        return subprocess.run([*self._base, *arguments], capture_output=True, text=True, check=True).stdout

    def open(self, columns: int = 120, rows: int = 40) -> None:
        """A window with a shell in it."""
        self.call("new-session", "-d", "-x", str(columns), "-y", str(rows), "sh")

    def start(self) -> None:
        """duban in the window."""
        # COLUMNS and LINES, where a test runner has set them, would win over the window's true size.
        home = shlex.quote(str(self.home))
        line = f"clear; unset COLUMNS LINES; DUBAN_HOME={home} LANG=C.UTF-8 {shlex.quote(str(DUBAN))}; echo ended $?"
        self.call("send-keys", line, "Enter")

    def keys(self, *keys: str) -> None:
        self.call("send-keys", *keys)

    def screen(self) -> str:
        return self.call("capture-pane", "-p")

    def wait(self, seen: Callable[[str], bool] | str, seconds: float = 20) -> str:
        test = (lambda screen: seen in screen) if isinstance(seen, str) else seen
        end = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if test(screen):
                return screen
            assert time.monotonic() < end, screen
            time.sleep(0.05)

    def close(self) -> None:
        subprocess.run([*self._base, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def tmux(tmp_path: Path, used_home: Path) -> Iterator[Tmux]:
    terminal = Tmux(tmp_path / "s", used_home)
    yield terminal
    terminal.close()


def test_a_first_session(tmux: Tmux) -> None:
    tmux.open()
    tmux.start()
    screen = tmux.wait("TERM")
    assert "林依輪" in screen
    assert "Lín Yīlún" in screen
    assert "Lin Yilun (centre)" in screen
    tmux.keys("s")
    tmux.wait("simplified")
    assert "林依轮" in tmux.screen()
    tmux.keys(".")
    tmux.wait("dàihuò")
    tmux.keys("?")
    tmux.wait("next paragraph")
    tmux.keys("Escape")
    tmux.wait(lambda screen: "next paragraph" not in screen)
    tmux.keys("q")
    screen = tmux.wait("ended 0")
    assert "林依" not in screen, "the terminal's own screen is back"


def test_a_narrow_session(tmux: Tmux) -> None:
    tmux.open(60, 20)
    tmux.start()
    tmux.wait("林依輪")
    tmux.keys("Enter")
    tmux.wait("Lin Yilun")
    tmux.wait("TERM")
    tmux.keys("Escape")
    tmux.wait(lambda screen: "TERM" not in screen)
    tmux.keys("q")
    tmux.wait("ended 0")


def test_a_card_that_opens_and_closes_leaves_no_half_character(tmux: Tmux) -> None:
    tmux.open(80, 24)
    tmux.start()
    tmux.wait("林依輪")
    tmux.keys("J", "J", ".", ".")
    tmux.wait("¶ 3/44")
    tmux.wait("直播間")
    page = tmux.screen().splitlines()[1:]
    for _ in range(3):
        tmux.keys("Enter")
        opened = tmux.wait("▌").splitlines()[1:]
        beside = [(row, was) for row, was in zip(opened, page, strict=True) if "▌" not in row]
        assert all(row == was for row, was in beside), opened
        tmux.keys("Escape")
        assert tmux.wait(lambda screen: "▌" not in screen).splitlines()[1:] == page
        tmux.keys("l")


def test_a_killed_session_goes_on_where_it_was(tmux: Tmux) -> None:
    tmux.open()
    tmux.start()
    tmux.wait("林依輪")
    for _ in range(6):
        tmux.keys("J")
    tmux.wait("¶ 7/44")
    time.sleep(1.5)
    pid = next(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and str(tmux.home).encode() in _environment(entry) and b"duban" in _command(entry)
    )
    os.kill(pid, signal.SIGKILL)
    tmux.wait("ended 137")
    tmux.start()
    tmux.wait("¶ 7/44")


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
