"""Machine translation while reading, by servers on this computer."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from glossary.model import Rendering
from reader.tui.dialogs.lists import ChoiceDialog
from tests.bench.terminal import Terminal
from tests.reader.engines import loopback
from tests.reader.engines.loopback import Server
from tests.reader.tui.screen_case import Case, opened
from texts.folder import write_folder
from texts.machine import write_machine
from texts.model import Paragraph, SourceText, TextMeta

pytestmark = pytest.mark.usefixtures("used_home")

LINES = ["直播电商的下半场", "店播的自然流很高。今天下雨。", "供应链才是护城河。", "MCN 2025", "消费者更看重性价比。"]


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """A server, and settings that name it."""
    with loopback.serving() as server:
        settle(home, server)
        yield server


def settle(home: Path, server: Server, *lines: str) -> None:
    table = [*lines, 'providers = ["libre"]', "deadline = 20", "[translate.libre]", f'url = "{server.url}"']
    (home / "settings.toml").write_text("\n".join(["[translate]", *table]) + "\n")


@pytest.fixture
def text(tmp_path: Path) -> str:
    path = tmp_path / "news.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return str(path)


@asynccontextmanager
async def reading(text: str) -> AsyncIterator[Case]:
    async with opened((80, 40), text) as case:
        yield case


def shown(case: Case, index: int) -> str:
    return " ".join(english for _, english in case.screen.source.english(index) or ())


def heading(case: Case) -> str:
    dialog = case.app.screen
    assert isinstance(dialog, ChoiceDialog)
    return dialog.heading


def labels(case: Case) -> list[str]:
    dialog = case.app.screen
    assert isinstance(dialog, ChoiceDialog)
    return [choice.label for choice in dialog._choices]


def said(case: Case) -> str:
    return " ".join(notification.message for notification in case.app._notifications)


async def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


async def test_nothing_is_sent_before_it_was_said_where_it_goes(server: Server, text: str) -> None:
    async with reading(text) as case:
        await case.press("J", "M")
        assert heading(case) == f"The text goes to LibreTranslate (127.0.0.1:{server.server_port})."
        await case.press("escape")
        assert not server.asked
        await case.press("M", "enter")
        assert (
            shown(case, 1) == "[LibreTranslate] Store livestreaming some words organic traffic some words. some words."
        )
        assert case.screen.source.voice(1) == "machine"
        await case.press("J", "M")
        assert case.screen.source.voice(2) == "machine", "it is asked once for a host"
    async with reading(text) as case:
        assert shown(case, 1).startswith("[LibreTranslate] Store livestreaming"), "kept for good"
        assert len(server.asked) == 2


async def test_an_engine_on_this_computer_is_offered_before_anything_is_sent(
    server: Server, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.translate_settings.is_installed", lambda: True)
    monkeypatch.setattr("reader.engines.argos.ArgosEngine.translate", lambda _, sent: loopback.english(sent))
    async with reading(text) as case:
        await case.press("J", "J", "M")
        assert labels(case)[1] == "Translate it on this computer, by Argos Translate"
        await case.press("j", "enter")
        assert shown(case, 2) == "[Argos Translate] Supply chain some words."
        assert not server.asked
        await case.press("M")
        assert "Translate it by LibreTranslate" in labels(case)


async def test_hidden_english_is_shown_when_it_is_asked_for(server: Server, text: str) -> None:
    async with reading(text) as case:
        case.screen.set_options(case.screen.options.with_choice("english", "hidden"))
        await case.press("M", "enter")
        assert case.screen.options.english == "paragraph"
        assert server.asked


async def test_all_that_is_missing_with_what_it_takes_said_first(server: Server, text: str) -> None:
    async with reading(text) as case:
        await case.press("J", "J", "ctrl+t")
        assert heading(case).startswith("4 paragraphs without English: 41 characters in 4 calls, less than a minute.")
        await case.press("enter")
        assert [case.screen.source.voice(index) for index in (0, 1, 2, 4)] == ["machine"] * 4
        assert server.texts[0] == "ZQ1才是护城河。", "the one that is being read comes first"
        assert "4 paragraphs translated" in said(case)
        await case.press("ctrl+t")
        assert "Every paragraph has English" in said(case)


async def test_the_terms_of_a_paragraph_and_the_way_to_each(server: Server, text: str) -> None:
    server.translate = lambda sent: loopback.english(sent).replace("ZQ1", "The chain")
    async with reading(text) as case:
        await case.press("J", "J", "M", "enter")
        await case.press("M")
        assert heading(case).startswith("¶3 · English by LibreTranslate · terms: 1 ")
        assert "dropped the code for 供应链; translated without protecting terms" in heading(case)
        assert labels(case)[0] == "✗ 供应链  (supply chain)"
        await case.press("enter")
        assert case.word == "供应链"
        server.translate = loopback.english
        await case.press("M")
        await case.press("j", "enter")
        assert shown(case, 2) == "[LibreTranslate] Supply chain some words."
        await case.press("M")
        assert labels(case)[0] == "✓ 供应链  supply chain"


async def test_a_failure_is_said_and_leaves_nothing_behind(server: Server, text: str) -> None:
    server.keys = {"right"}
    async with reading(text) as case:
        await case.press("J", "ctrl+t", "enter")
        assert "Invalid API key" in said(case)
        assert shown(case, 1) == ""
        assert len(server.asked) == 1, "who refuses one refuses all"
        assert case.screen.query_one("StatusLine").note == ""  # type: ignore[attr-defined]


async def test_esc_gives_up_a_call_that_hangs(server: Server, text: str) -> None:
    server.script.append(loopback.hang)
    async with reading(text) as case:
        await case.pilot.press("M", "enter")
        await until(server.reached.is_set)
        assert "translating" in case.status
        await case.pilot.press("j", "l", "escape")
        await until(lambda: "translating" not in case.status)
        await case.press("M")
        assert case.screen.source.voice(case.paragraph) == "machine"


async def test_a_new_wish_right_after_esc_is_not_lost_with_the_old_ones(server: Server, text: str) -> None:
    server.script.append(loopback.hang)
    async with reading(text) as case:
        await case.pilot.press("J", "J", "ctrl+t", "enter")
        await until(server.reached.is_set)
        await case.pilot.press("escape", "M")
        await case.settle()
        assert case.screen.source.voice(2) == "machine"
        assert case.screen.source.voice(1) == "gloss", "the others were given up"


async def test_a_paragraph_asked_for_meanwhile_comes_next(server: Server, text: str) -> None:
    go_on = threading.Event()

    def late(handler: loopback.Handler) -> None:
        go_on.wait(10)
        handler.json({"translatedText": "It is ZQ1."})

    server.script.append(late)
    async with reading(text) as case:
        await case.pilot.press("J", "J", "ctrl+t", "enter")
        await until(server.reached.is_set)
        await case.pilot.press("K", "M")
        go_on.set()
        await case.settle()
        assert [sent[:4] for sent in server.texts] == ["ZQ1才", "ZQ1的", "ZQ1的", "消费者更"]
        assert server.texts[1].startswith("ZQ1的ZQ2")


async def test_the_screen_does_not_wait_for_a_call(server: Server, text: str) -> None:
    server.script.append(loopback.hang)
    async with reading(text) as case:
        await case.pilot.press("M", "enter")
        await until(server.reached.is_set)
        begun = time.monotonic()
        await case.pilot.press("l", "s", "j")
        assert time.monotonic() - begun < 2
        await case.pilot.press("escape")


async def test_as_one_comes_to_it_where_settings_say_so(home: Path, server: Server, text: str) -> None:
    settle(home, server, "automatic = true")
    async with reading(text) as case:
        await case.press("J")
        await until(lambda: len(server.asked) == 4)
        assert "settings.toml says automatic = true. The text goes to LibreTranslate" in said(case)
        await case.settle()
        assert server.texts[0].startswith("ZQ1的ZQ2"), "the paragraph one is on comes first"


async def test_settings_that_forbid_the_network(home: Path, server: Server, text: str) -> None:
    settle(home, server, "offline = true", "automatic = true")
    async with reading(text) as case:
        await case.press("J", "M")
        assert "nothing is sent" in said(case)
        await asyncio.sleep(0.7)
        assert not server.asked


async def test_glosses_stand_where_english_is_missing(server: Server, text: str) -> None:
    async with reading(text) as case:
        assert shown(case, 2) == ""
        await case.press("I")
        assert "glosses for lack of English" in case.status
        assert shown(case, 2).startswith("≈ supply chain · ")
        assert case.screen.source.voice(2) == "gloss"
        await case.press("J", "J", "M", "enter")
        assert shown(case, 2) == "[LibreTranslate] Supply chain some words."
        assert shown(case, 0).startswith("≈ ")
        assert len(server.asked) == 1


async def test_machine_english_follows_the_glossary(server: Server, text: str) -> None:
    async with reading(text) as case:
        await case.press("J", "J", "M", "enter")
        session = case.screen._session
        concept = session.concepts_named("供应链")[0]
        session.terms.save([replace(concept, renderings=(Rendering("chain of supply"),))], "editing")
        case.screen.use_terms()
        assert shown(case, 2) == "[LibreTranslate] Chain of supply some words."
        assert len(server.asked) == 1


async def test_what_a_machine_wrote_into_the_library_says_so(home: Path) -> None:
    folder = home / "texts" / "mine"
    write_folder(folder, SourceText(TextMeta("mine", "雨"), [Paragraph("今天下雨。"), Paragraph("明天下雨。")]))
    write_machine(folder, {1: ("It will rain.", "deepl")})
    async with reading("mine") as case:
        assert shown(case, 1) == "[DeepL] It will rain."
        assert case.screen.source.voice(1) == "machine"
        await case.press("J", "M")
        assert heading(case).startswith("¶2 · English by DeepL")


async def test_a_person_s_english_has_its_terms_looked_at_too() -> None:
    async with opened((80, 24)) as case:
        await case.press("J", "J", "M")
        assert "English by a person" in heading(case)
        await case.press("escape")
        await case.press("ctrl+t")
        assert "Every paragraph has English" in said(case)


def test_quitting_during_a_call_that_hangs_takes_less_than_a_second(used_home: Path, server: Server, text: str) -> None:
    server.script.append(loopback.hang)
    command = [sys.executable, "-m", "reader", "read", text]
    environment = {"DUBAN_HOME": str(used_home), "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    terminal = Terminal(command, 80, 24, environment)
    try:
        terminal.wait_for("直播电商")
        terminal.type("M")
        terminal.wait_for("The text goes to")
        terminal.type("\r")
        assert server.reached.wait(10)
        terminal.wait_for("translating")
        begun = time.monotonic()
        terminal.type("q")
        ended = wait_for_end(terminal)
        assert ended - begun < 1.0
        assert not server.done.is_set(), "the call was still hanging"
    finally:
        terminal.close()


def wait_for_end(terminal: Terminal) -> float:
    """When the program ended, by the monotonic clock; what it writes meanwhile is read, so that it can write it."""
    import select

    end = time.monotonic() + 15
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal._fd], [], [], 0.01)
        if ready:
            try:
                os.read(terminal._fd, 65536)
            except OSError:  # nobody is left on the other side
                return time.monotonic()
        pid, _ = os.waitpid(terminal._pid, os.WNOHANG)
        if pid:
            return time.monotonic()
    os.kill(terminal._pid, signal.SIGKILL)
    raise AssertionError("it did not end")
