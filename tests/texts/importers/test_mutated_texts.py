"""Text files, pages and Markdown with bytes changed, taken out and put in: read, or refused in one sentence."""

import random
from pathlib import Path

import pytest

from tests.texts.importers.pages import PAGES
from tests.texts.importers.test_markdown import WHOLE
from texts.clean import cleaned
from texts.errors import TextsError
from texts.importers.detect import kind_of
from texts.importers.formats import read
from texts.library import BUNDLED

TRIES = 30
"""Of each kind; ten thousand pass too."""
RAW = (BUNDLED / "hangzhou-live-commerce/raw.txt").read_text(encoding="utf-8")[:1500]
SEEDS = {
    "html": [page.html.encode(page.encoding) for page in PAGES.values()],
    "md": [WHOLE.encode(), (WHOLE * 3).encode("gb18030")],
    "txt": [RAW.encode(codec, "ignore") for codec in ("utf-8", "utf-16", "gb18030", "big5", "utf-16-le", "utf-32-be")],
}
PIECES = [
    *(b"<", b">", b"&", b"<!--", b"-->", b'"', b"\0", b"\xff\xfe", b"\n---\n", b"```", b"|", b"~{", b"\r", b"\x1b"),
    *(
        b"<script>",
        b"<table>",
        b"</p>",
        b"<html>",
        b"</body>",
        b"<ruby>",
        b"\xe2\x80\xa8",
        b"&#xd800;",
        b"&#0;",
        b"[](",
    ),
]


def mutated(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 10, 100, 600))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if at < len(data):
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 30)]
            case 2:
                data[at:at] = chance.choice(PIECES)
            case 3:
                data[at:at] = data[at // 2 : at // 2 + chance.randrange(200)]
            case _:
                data[at:at] = chance.randbytes(3)
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data)


@pytest.mark.parametrize("kind", SEEDS)
def test_mutated_files(tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    file = tmp_path / f"a.{kind}"
    read_whole = 0
    refused: list[str] = []
    for _ in range(TRIES):
        file.write_bytes(mutated(bytearray(chance.choice(SEEDS[kind])), chance))
        try:
            for arrived, paragraph in cleaned(read(file, file.name, kind_of(file, file.name)).paragraphs):
                assert "\n" not in arrived.text
                for mend in paragraph.mends:  # an offer to take out stands as it arrived
                    there = mend.before if mend.state == "undone" else mend.after
                    assert paragraph.text[mend.start : mend.end] == there
            read_whole += 1
        except TextsError as error:
            refused.append(str(error))
    assert read_whole * 3 >= TRIES
    assert all(said.endswith(".") and "\n" not in said for said in refused)
