"""``machine.jsonl``: which lines of ``en.txt`` a machine has written, so that none is mistaken for a person's.

One object a line: ``{"paragraph": 3, "by": "google", "english": "…", "made": "2025-12-19"}``. It counts as long as that
English stands there: who changes a line of ``en.txt`` has made it their own, and need not know of this file.
"""

import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from texts.errors import UnreadableTextError

FILE = "machine.jsonl"


class MachineLine(Struct, frozen=True):
    """A line of the file."""

    paragraph: int
    by: str
    english: str
    made: str = ""


_decoder = msgspec.json.Decoder(MachineLine)


def read_machine(folder: Path) -> dict[int, MachineLine]:
    """What a machine wrote, by paragraph, the later line over the earlier; lines that are none are passed over."""
    found: dict[int, MachineLine] = {}
    try:
        lines = (folder / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnreadableTextError(f"{folder / FILE} cannot be read: {error.strerror}.") from error
    for line in lines:
        try:
            one = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        found[one.paragraph] = one
    return found


def write_machine(folder: Path, found: Mapping[int, tuple[str, str]]) -> int:
    """Put English and who made it into the lines of a text's ``en.txt`` that have none; returns how many there were.

    What a person wrote is never touched. The marks are on the disk before the English that they mark.
    """
    from texts.library import read_text, split_lines

    count = len(split_lines(read_text(folder / "zh.txt")))
    file = folder / "en.txt"
    english = split_lines(read_text(file)) if file.is_file() else [""] * count
    if len(english) != count:
        raise UnreadableTextError(
            f"{folder}: zh.txt has {count} lines and en.txt {len(english)}; they must agree line by line."
        )
    marks = read_machine(folder)
    day = datetime.now(UTC).date().isoformat()
    written = 0
    for number, (text, by) in found.items():
        line = " ".join(text.split())
        if 0 <= number < count and line and not english[number].strip():
            english[number] = line
            marks[number] = MachineLine(number, by, line, day)
            written += 1
    if written:
        standing = [marks[n] for n in sorted(marks) if n < count and english[n] == marks[n].english]
        _replace(folder / FILE, b"".join(msgspec.json.encode(mark) + b"\n" for mark in standing))
        _replace(file, "".join(f"{line}\n" for line in english).encode("utf-8", "replace"))
    return written


def _replace(file: Path, data: bytes) -> None:
    """Write a file so that it is there whole or as it was."""
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".")
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            draft.chmod(0o644)
            draft.replace(file)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableTextError(f"{file} cannot be written: {error.strerror}.") from error
