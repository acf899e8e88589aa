"""Makes the pictures of README: ``python -m tests.pictures [NAME…]``, all or those whose names begin so.
Needs Debian's chromium and fonts-noto-cjk."""

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.cells import cell_len

from glossary.anki.note_types import style_sheet
from glossary.anki.package_write import write_package
from glossary.store.record import Place
from glossary.study.model import Card
from reader.anki.notes import NoteMaker
from reader.session import Session
from reader.tui.app import DubanApp
from tests.reader.anki.peer import running

DOCS = Path(__file__).resolve().parent.parent / "docs"
CELL = 12.2
"""Width of a cell in Textual's SVG."""
PICTURES = (
    ("reading-120x40", (120, 40), ("J", "J", "full_stop", "full_stop")),
    ("reading-80x24", (80, 24), ("J", "J", "full_stop", "full_stop", "enter")),
    ("reading-60x20", (60, 20), ("J", "J", "s", "z", "full_stop", "full_stop")),
    ("cards-120x40", (120, 40), ("slash", *"ziranliu", "enter", "c", "f", "space")),
    ("library-120x40", (120, 40), ("o",)),
    ("glossary-120x40", (120, 40), ("J", "J", "A", "slash", *"liuliang", "enter")),
)
INDUSTRY = Path(__file__).parent / "reader" / "text" / "discovery" / "industry"
_TEXT = re.compile(r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>')


async def screenshot(size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """The bundled article after some keys, as Textual's SVG."""
    session = Session.open(print)
    app = DubanApp(session, session.open_text("hangzhou-live-commerce"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.2)
        await app.workers.wait_for_complete()
        await pilot.press(*keys)
        await pilot.pause(0.5)
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        app.clear_notifications()
        await pilot.pause()
        svg = app.export_screenshot(title="duban 读伴")
    session.close()
    return svg


def mended(svg: str) -> str:
    """Textual gives a run of text its length by characters, which squeezes wide ones: set each wide stretch in its
    cells, in a font that has it."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "Liberation Mono, DejaVu Sans Mono, Noto Sans Mono CJK SC")

    def split(match: re.Match[str]) -> str:
        before, x, middle, after, text = match.groups()
        parts = []
        at = float(x)
        for run in re.findall(r"[\u1100-\uffef]+|[^\u1100-\uffef]+", html.unescape(text)):
            width = cell_len(run.replace("\xa0", " ")) * CELL
            parts.append(
                f'{before}x="{at:.1f}"{middle}textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"{after}>'
                f"{html.escape(run)}</text>"
            )
            at += width
        return "".join(parts)

    return _TEXT.sub(split, svg)


def render(svg: str, to: Path) -> None:
    """Draw an SVG with Chromium."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    shoot(svg, (round(float(box[1])), round(float(box[2]))), to, "svg")


def shoot(page: str, size: tuple[int, int], to: Path, kind: str = "html") -> None:
    """Draw a page with Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"page.{kind}"
        source.write_text(page, encoding="utf-8")
        command = [
            shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--screenshot={to}",
            f"--window-size={size[0]},{size[1]}", str(source),
        ]  # fmt: skip
        subprocess.run(command, capture_output=True, check=True, timeout=60)


def fill_library(home: Path) -> None:
    """Texts of the tests, some of them begun, for a reader who knows the words of HSK 5."""
    session = Session.open(print)
    for number, file in enumerate(sorted(INDUSTRY.glob("*.txt"))):
        title, _, body = file.read_text(encoding="utf-8").partition("\n")
        folder = home / "texts" / file.stem
        folder.mkdir(parents=True)
        (folder / "zh.txt").write_text(f"{title}\n{body.lstrip()}", encoding="utf-8")
        outlet, tag = ("行业周刊", "财经晚报")[number % 2], file.stem.split("-")[-1]
        (folder / "meta.toml").write_text(
            f'title_zh = "{title}"\noutlet = "{outlet}"\ndate = "2025-{12 - number:02}"\ntags = ["{tag}"]\n'
            "[paragraphs]\nheadings = [0]\n",
            encoding="utf-8",
        )
        if number % 3 == 0:
            at = datetime.now(UTC) - timedelta(days=number + 1)
            session.record.save_place(Place(file.stem, 4 + number, 0, at))
    session.set_known_level("HSK 5")
    session.close()


def anki_cards(to: Path) -> None:
    """Sides of cards as Anki shows them on a phone, by day and by night."""
    session = Session.open(print)
    concept = session.termbase.concept("livestream-e-commerce")
    assert concept is not None
    asked = [Card(1, concept.id, "recognise"), Card(2, concept.id, "cloze", concept.examples[0].zh)]
    notes = list(NoteMaker(session, "hans").notes(concept, asked))
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "cards.apkg"
        with package.open("wb") as file:
            write_package(notes, file, 1_795_000_000_000)
        with running(Path(folder) / "anki") as anki:
            anki.take(package)
            word = anki.card(concept.id, "Recognise").render_output()
            gap = anki.notes("note:duban*cloze")[0].cards()[0].render_output()
    session.close()
    typing = gap.question_text.replace("[[type:cloze:Cloze]]", '<center><input id="typeans"></center>')
    sides = ((word.question_text, ""), (word.answer_text, ""), (typing, "nightMode"), (word.answer_text, "nightMode"))
    frames = ""
    for side, night in sides:
        inside = f'<body class="card {night}"><style>{style_sheet()}</style><div id="qa">{side}</div>'
        frames += f'<iframe srcdoc="{html.escape(inside)}" style="border: 0; width: 360px; height: 700px"></iframe>'
    shoot(f'<body style="margin: 0; display: flex; gap: 8px">{frames}', (4 * 368 - 8, 700), to)


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for name, size, keys in PICTURES:
        if not name.startswith(tuple(sys.argv[1:]) or ("",)):
            continue
        with tempfile.TemporaryDirectory() as home:
            os.environ["DUBAN_HOME"] = home
            if name.startswith("library"):
                fill_library(Path(home))
            render(mended(asyncio.run(screenshot(size, keys))), DOCS / f"{name}.png")
    with tempfile.TemporaryDirectory() as home:
        if sys.argv[1:]:
            sys.exit()
        os.environ["DUBAN_HOME"] = home
        anki_cards(DOCS / "anki-cards.png")
