"""How long the library's screen takes with many texts, on top of the app."""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reader.session import Session
from reader.tui.app import DubanApp
from reader.tui.screens.library_changing import LibraryScreen
from texts.library import BUNDLED, FIRST_TEXT


def make(home: Path, count: int) -> None:
    """Texts of 25 paragraphs drawn from the bundled article."""
    drawn = random.Random(4)
    lines = (BUNDLED / FIRST_TEXT / "zh.txt").read_text(encoding="utf-8").split("\n")
    for number in range(count):
        folder = home / "texts" / f"text-{number:05}"
        folder.mkdir(parents=True)
        chosen = drawn.choices([line for line in lines if len(line) > 20], k=25)
        (folder / "zh.txt").write_text("\n".join(chosen) + "\n", encoding="utf-8")
        title = chosen[0][: drawn.randint(6, 18)].strip("，。“”")
        tags = drawn.sample(["live commerce", "logistics", "retail", "policy"], drawn.randint(0, 3))
        meta = f'title_zh = "{title}"\ndate = "20{drawn.randint(20, 26)}-{drawn.randint(1, 12):02}"\ntags = {tags!r}\n'
        (folder / "meta.toml").write_text(meta, encoding="utf-8")


async def opened() -> dict[str, float]:
    """Milliseconds from a key to what it shows."""
    session = Session.open(lambda _: None)
    app = DubanApp(session, session.open_text(FIRST_TEXT))
    took: dict[str, float] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        await app.workers.wait_for_complete()
        start = time.perf_counter()
        await pilot.press("o")
        while not (isinstance(app.screen, LibraryScreen) and len(app.screen.texts)):
            await asyncio.sleep(0)
        await pilot.pause()
        took["opened"] = _since(start)
        screen = app.screen
        while not all(row.is_read for row in screen._rows.values()):
            await asyncio.sleep(0.002)
        took["every title there"] = _since(start)
        while any(row.figures is None for row in screen._rows.values()):
            await asyncio.sleep(0.02)
        await app.workers.wait_for_complete()
        took["every figure there"] = _since(start)
        await pilot.press("slash")
        for name, typed in (("a character", "直"), ("pinyin", "zhibo"), ("nothing again", "")):
            start = time.perf_counter()
            screen.query_line.value = typed
            await pilot.pause()
            took[f"{name} typed"] = _since(start)
        await pilot.press("escape")
        start = time.perf_counter()
        await pilot.press("greater_than_sign")
        took["sorted by title"] = _since(start)
        for typed in ("直播間", "ziranliu"):
            await pilot.press("i")
            screen._state.found, screen._said = [], ""
            start = time.perf_counter()
            screen.query_line.value = typed
            while not screen._state.found:
                await asyncio.sleep(0.002)
            took[f"{typed} inside, the first sentences"] = _since(start)
            while not screen._said.endswith("sentences"):
                await asyncio.sleep(0.005)
            took[f"{typed} inside, all"] = _since(start)
    session.close()
    return took


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def run(arguments: Sequence[str]) -> None:
    count = int(arguments[0]) if arguments else 1000
    with tempfile.TemporaryDirectory() as home:
        os.environ["DUBAN_HOME"] = home
        make(Path(home), count)
        for name in ("the first time", "again"):
            print(f"{count} texts, {name}")
            for what, ms in asyncio.run(opened()).items():
                print(f"  {what:<40} {ms:8.0f} ms")
