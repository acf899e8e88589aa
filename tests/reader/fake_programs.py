"""Programs that only write down how they were called."""

import os
import time
from pathlib import Path

import pytest


class Programs:
    """A PATH with nothing on it but what is put there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder))
        self._log = folder / "log"

    def add(self, name: str, then: str = "") -> None:
        """A program that notes its name, what it is given, and then does something."""
        path = self._folder / name
        path.write_text(
            f'#!/bin/sh\nPATH=/bin:/usr/bin\nhere="{self._folder}"\n'
            f'echo $$ >> "$here/pids"\necho "{name} $*|$(cat)" >> "$here/log"\n{then}\n'
        )
        path.chmod(0o755)

    def called(self, times: int = 1) -> list[str]:
        """How they were called, once it was so often."""
        for _ in range(500):
            lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
            if len(lines) >= times:
                return lines
            time.sleep(0.01)
        raise AssertionError(f"called only so: {lines}")

    def all_ended(self) -> bool:
        """Whether none of them runs any more, after a moment."""
        pids = [int(line) for line in (self._folder / "pids").read_text().split()]
        for _ in range(500):
            if not any(map(_runs, pids)):
                return True
            time.sleep(0.01)
        return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
