"""Bytes to text, and text to what fits on one line."""

import re

from glossary.errors import TermbaseError

LARGEST = 256 * 1024 * 1024
"""Bytes of a file; a glossary of 100,000 concepts with definitions has 60 MB."""
_BREAK = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_NEWLINE = re.compile("\r\n|\n|\r")


class ExchangeError(TermbaseError):
    """A file that cannot be read at all, or not be made; the sentence says what to do."""


def decode(data: bytes, name: str) -> str:
    """UTF-8 with or without a byte order mark, UTF-16 with one. Raises ExchangeError for anything else."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"{name} is neither UTF-8 (see byte {error.start}) nor UTF-16 with a byte order mark. If it is GBK or "
            f"Big5, convert it first: iconv -f GB18030 -t UTF-8 (or -f BIG5)."
        ) from error
    if "\0" in text[:4096] and data.startswith(b"PK"):
        raise ExchangeError(f"{name} is a zip archive, not a text; is it a Yomitan dictionary (--format yomitan)?")
    return text


def encode(text: str) -> bytes:
    """UTF-8; a lone surrogate, which it cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


def flat(text: str) -> str:
    """A text on one line: each run of space, line breaks, control characters and what XML has no place for becomes
    one space.

    >>> flat(" two\\nlines\\x00 ")
    'two lines'
    """
    return _BREAK.sub(" ", text).strip()


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """The lines with their numbers from 1; broken at LF, CR and CR LF alone."""
    return list(enumerate(_NEWLINE.split(text), 1))
