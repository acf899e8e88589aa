"""``alignment.jsonl``: how surely each paragraph's English belongs to it, a line for each that English was fitted to.

People edit ``zh.txt`` and ``en.txt``: a line counts only as long as both stand as they did when it was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from texts.model import Fit

FILE = "alignment.jsonl"


class _Line(Struct, frozen=True, omit_defaults=True):
    paragraph: int
    score: float
    of: str
    """By which the two lines are known again."""
    by_hand: bool = False


_decoder = msgspec.json.Decoder(_Line)
_encoder = msgspec.json.Encoder()


def read_fits(file: Path, zh: Sequence[str], en: Sequence[str]) -> dict[int, Fit]:
    """By paragraph; lines that are none, or of what has been edited since, are passed over. No file: none."""
    found: dict[int, Fit] = {}
    try:
        with file.open("rb") as lines:
            for line in lines:
                try:
                    fit = _decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError):
                    continue
                n = fit.paragraph
                if 0 <= n < min(len(zh), len(en)) and fit.of == _mark(zh[n], en[n]) and 0 <= fit.score <= 1:
                    found[n] = Fit(fit.score, fit.by_hand)
    except FileNotFoundError:
        pass
    return found


def fit_lines(fits: Mapping[int, Fit], zh: Sequence[str], en: Sequence[str]) -> Iterator[bytes]:
    """The file, line by line."""
    for n in sorted(fits):
        fit = fits[n]
        yield _encoder.encode(_Line(n, round(fit.score, 3), _mark(zh[n], en[n]), fit.by_hand)) + b"\n"


def _mark(zh: str, en: str) -> str:
    both = f"{zh}\t{en}".encode(errors="replace")
    return f"{crc32(both):08x}"
