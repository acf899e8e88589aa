"""A repair of the text that is being read accepted, undone or made again; of a text of the library, on the disk too."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.export.writing import replacing
from texts.library import read_text
from texts.model import Paragraph, State
from texts.repairs import FILE, rewritten, with_state

if TYPE_CHECKING:
    from reader.reading import Reading
    from reader.session import Session

_LINE_END = re.compile(r"(\r\n|\n|\r)")


class TextChangedError(ReaderError):
    """A text of the library is no longer on the disk what it was when it was opened."""


def set_state(session: "Session", reading: "Reading", index: int, number: int, state: State) -> Callable[[], None]:
    """Change one repair of a paragraph of the source; returns what takes that back. Raises TextChangedError or another
    of USER_ERRORS; then nothing has changed."""
    before = reading.source.paragraphs[index]
    after = with_state(before, number, state)
    folder = session.library.own_folder(reading.id)

    def put(old: Paragraph, new: Paragraph) -> None:
        if folder is not None:
            try:
                _save(folder, index, old, new)
            except OSError as error:
                raise ReaderError(f"{folder} cannot be written: {error.strerror}.") from error
        elif reading.source.paragraphs[index : index + 1] != (old,):
            raise TextChangedError(f"{reading.id} has been changed since that repair was looked at.")
        reading.replace_paragraph(index, new)

    put(before, after)
    return lambda: put(after, before)


def _save(folder: Path, index: int, old: Paragraph, new: Paragraph) -> None:
    """Write a paragraph and its repairs. The text comes first: it decides what a repair's state is, should the machine
    stop between the two."""
    pieces = _LINE_END.split(read_text(folder / "zh.txt"))
    if 2 * index >= len(pieces) or pieces[2 * index] != old.text:
        raise TextChangedError(f"{folder / 'zh.txt'} has been changed since it was opened; open the text again.")
    lines = (folder / FILE).read_bytes().splitlines(keepends=True)
    if new.text != old.text:
        pieces[2 * index] = new.text
        with replacing(folder / "zh.txt") as out:
            out.write("".join(pieces).encode("utf-8", "replace"))
    with replacing(folder / FILE) as out:
        out.write(b"".join(rewritten(lines, index, old, new)))
