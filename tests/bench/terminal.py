"""A pty with a screen in it: start a program, wait until a string is painted, type keys. For timings."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte


class Terminal:
    """One program in a pty of ``columns`` × ``rows`` cells."""

    def __init__(
        self, command: Sequence[str], columns: int = 120, rows: int = 40, environment: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
            os.execvpe(command[0], list(command), env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, seen: Callable[[str], bool] | str, seconds: float = 20.0) -> float:
        """Seconds from now until the screen's text satisfies ``seen``; TimeoutError with the screen otherwise."""
        begin = time.perf_counter()
        test = (lambda text: seen in text) if isinstance(seen, str) else seen
        while True:
            if test(self.text()):
                return time.perf_counter() - begin
            left = begin + seconds - time.perf_counter()
            if left <= 0:
                raise TimeoutError(self.text())
            ready, _, _ = select.select([self._fd], [], [], left)
            if ready:
                try:
                    self._stream.feed(os.read(self._fd, 65536))
                except OSError as error:
                    raise TimeoutError(f"the program ended; its screen:\n{self.text()}") from error

    def text(self) -> str:
        """The screen as text. The empty cell behind a wide character is dropped."""
        lines = []
        for y in range(self.screen.lines):
            row = self.screen.buffer[y]
            lines.append("".join(row[x].data for x in range(self.screen.columns)).rstrip())
        return "\n".join(lines)

    def wait_quiet(self, seconds: float = 0.15) -> None:
        """Read until nothing has come for a while, so that the next key is timed alone."""
        while select.select([self._fd], [], [], seconds)[0]:
            self._stream.feed(os.read(self._fd, 65536))

    def type(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def memory(self) -> float:
        """Resident memory in MiB (Linux); 0 elsewhere."""
        status = Path(f"/proc/{self._pid}/status")
        if not status.exists():
            return 0.0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        try:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self._fd)
