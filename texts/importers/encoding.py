"""Which encoding a Chinese text is in, and reading it line by line.

A byte order mark settles it, and so does UTF-8 that is nothing else. For the rest each encoding is tried, and the one
wins under which the bytes are likeliest as Chinese (the character model of ``texts.repair``; every byte that it cannot
read costs as much as several rare characters). So a headline of GBK is told from Big5 or UTF-16, and a broken byte or a
last character cut in half does not matter.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from texts.importers.model import ImportFaultError

SAMPLE: Final = 1 << 16
"""Bytes that are looked at."""
_JUDGED = 1_500
"""Characters of a sample whose likelihood is asked for."""
_CHUNK = 1 << 18
LONGEST_LINE: Final = 20_000
"""Code points after which a line is cut: a file without line ends is no paragraph, and memory is bounded."""
_BROKEN = 25.0
"""Cost of a byte that an encoding cannot read, in nats: as much as three rare characters."""
_GARBAGE = 11.0
"""Mean cost from which characters are no Chinese: sound text has 4 to 6, text read in a wrong encoding 9 to 13, chance
14."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)
_LABELS = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
    "hz": "HZ",
}
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_TRIED = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_FAMILY = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
}
"""The widest encoding for what goes by narrower names: GBK is what nearly all that call themselves GB2312 mean."""
_HAN = re.compile("[㐀-鿿豈-﫿𠀀-𯿿]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Encoding(Struct, frozen=True):
    """An encoding, and how it is known."""

    codec: str
    """By Python's name."""
    label: str
    """By the name that people know it by."""
    how: str
    """"detected", "by its byte order mark", "as declared", "as told"."""
    sure: bool = True
    """False: what comes out may not be Chinese."""

    @property
    def note(self) -> str:
        """For the user."""
        doubt = "" if self.sure else "; if its characters are wrong, say which with --encoding"
        return f"{self.label}, {self.how}{doubt}"


def _big5(error: UnicodeError) -> tuple[str, int]:
    """What cp950 has and Big5-HKSCS has not; U+FFFD for what neither has."""
    assert isinstance(error, UnicodeDecodeError)
    try:
        return error.object[error.start : error.start + 2].decode("cp950"), error.start + 2
    except UnicodeDecodeError:
        return "\ufffd", error.end


def _gb(error: UnicodeError) -> tuple[str, int]:
    """The euro sign of Windows' GBK; U+FFFD for anything else that cannot be read."""
    assert isinstance(error, UnicodeDecodeError)
    if error.object[error.start] == 0x80:
        return "€", error.start + 1
    return "\ufffd", error.end


codecs.register_error("duban-big5", _big5)
codecs.register_error("duban-gb", _gb)
_ERRORS = {"big5hkscs": "duban-big5", "gb18030": "duban-gb"}


def named(name: str, how: str = "as told") -> Encoding:
    """An encoding by any of its names. Raises ImportFaultError if there is none of that name."""
    try:
        found = codecs.lookup(name.strip())
        if not found._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError) as error:
        raise ImportFaultError(
            f"There is no encoding “{name[:40]}”; duban knows utf-8, utf-16, gb18030, gbk, big5, big5-hkscs and the "
            "others that Python knows."
        ) from error
    codec = _FAMILY.get(found.name, found.name)
    if codec != found.name or codec == "big5hkscs":
        return Encoding(codec, "Big5-HKSCS" if codec == found.name else name.strip().upper(), how)
    return Encoding(codec, _LABELS.get(codec, found.name.upper()), how)


def detect(data: bytes, name: str, declared: str = "", *, whole: bool = True) -> Encoding:
    """The encoding of a file that begins with ``data`` (``whole``: and has no more). ``declared``: by the page itself
    or by its server. Raises ImportFaultError for what is no text."""
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return Encoding(codec, label, "by its byte order mark")
    data = data[:SAMPLE] if len(data) > SAMPLE else data
    whole = whole and len(data) < SAMPLE
    if b"\0" in data:
        return _with_nuls(data, name, whole)
    if data.isascii():
        if len(_CONTROL.findall(data)) * 50 > len(data):
            raise _no_text(name)
        if b"~{" in data and _HAN.search(_read(data, "hz", whole)):
            return Encoding("hz", "HZ", "detected")
        return Encoding("utf-8", "UTF-8", "detected")
    if _is_utf8(data, whole):
        return Encoding("utf-8", "UTF-8", "detected")
    if declared and (told := _declared(data, declared, whole)) is not None:
        return told
    return _likeliest(data, name, whole)


def _is_utf8(data: bytes, whole: bool) -> bool:
    """Whether it is sound UTF-8 with Han characters in it, or with so much else that it is by no chance."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, whole)
    except UnicodeDecodeError:
        return False
    return bool(_HAN.search(text)) or sum(not c.isascii() for c in text) > 20


def _declared(data: bytes, declared: str, whole: bool) -> Encoding | None:
    """What a page says of itself, unless its bytes say otherwise."""
    try:
        told = named(declared, "as declared")
    except ImportFaultError:
        return None
    text = _read(data, told.codec, whole)
    return told if text.count("\ufffd") * 100 <= len(text) else None


def _with_nuls(data: bytes, name: str, whole: bool) -> Encoding:
    """UTF-16 or UTF-32 without a mark, whose ASCII and line ends have NULs; or a text with a stray NUL."""
    wide = [codec for codec in _WIDE if _is_wide(_read(data, codec, whole))]
    if wide and wide[0].startswith("utf-32"):
        return Encoding(wide[0], _LABELS[wide[0]], "detected")
    if wide:
        return _likeliest(data, name, whole, wide)
    if data.count(0) <= max(1, len(data) // 1000):
        return _likeliest(data.replace(b"\0", b""), name, whole)
    raise _no_text(name)


def _is_wide(text: str) -> bool:
    """Whether that may be what the bytes mean: hardly a control character, and Chinese or ASCII."""
    odd = sum((c < " " and c not in "\t\n\r\f") or c == "\ufffd" for c in text)
    return bool(text) and odd * 100 <= len(text) + 99 and bool(_HAN.search(text) or text.isascii())


def _likeliest(data: bytes, name: str, whole: bool, codecs_tried: Sequence[str] = _TRIED) -> Encoding:
    """The one of the encodings under which the bytes are likeliest."""
    # Imported late: it takes a tenth of a second, and most texts are UTF-8.
    from texts.repair.likelihood import model

    chars = model()
    sample = data[: 2 * _JUDGED]
    whole = whole and len(sample) == len(data)
    best: tuple[float, str, float, str] | None = None
    for codec in codecs_tried:
        text = _read(sample, codec, whole)
        broken = text.count("\ufffd")
        strange = sum(not c.isprintable() and not c.isspace() for c in text) if codec.startswith("utf-16") else 0
        judged = "".join(c for c in text if c != "\ufffd" and not c.isspace())
        # Of bytes that every encoding reads alike nothing is learnt.
        cost = chars.total(judged) + _BROKEN * (broken + strange)
        others = [c for c in judged if not c.isascii()]
        mean = cost / max(1, len(judged)) if others else _GARBAGE
        if best is None or cost < best[0]:
            best = (cost, codec, mean, text)
    assert best is not None
    _, codec, mean, text = best
    controls = len(_CONTROL.findall(sample))
    if len(sample) > 64 and controls * 50 > len(sample) and not codec.startswith("utf-16"):
        raise _no_text(name)
    if mean > _GARBAGE + 1 and len(text) > 40:
        raise _no_text(name)
    label = _LABELS[codec]
    if codec == "gb18030" and _strictly(data, "gbk"):
        label = "GBK"
    if codec == "big5hkscs" and not _strictly(data, "cp950") and _strictly(data, "big5hkscs"):
        label = "Big5-HKSCS"
    return Encoding(codec, label, "detected", sure=mean < _GARBAGE - 1.5)


def _strictly(data: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _read(data: bytes, codec: str, whole: bool) -> str:
    try:
        return codecs.getincrementaldecoder(codec)(_ERRORS.get(codec, "replace")).decode(data, whole)
    except UnicodeDecodeError:  # hz raises whatever it was told
        return ""


def decoded(data: bytes, encoding: Encoding) -> str:
    """A whole file; what cannot be read becomes U+FFFD."""
    return _read(data, encoding.codec, True).removeprefix("\ufeff")


def _no_text(name: str) -> ImportFaultError:
    return ImportFaultError(f"{name} is no text: its bytes are not Chinese in any encoding that duban knows.")


def sample_of(path: Path) -> tuple[bytes, bool]:
    """The beginning of a file, or the first part of it that is more than ASCII; and whether that is all of it."""
    with path.open("rb") as file:
        first = file.read(SAMPLE)
        if not first.isascii() or len(first) < SAMPLE:
            return first, len(first) < SAMPLE
        while chunk := file.read(_CHUNK):
            if not chunk.isascii():
                at = next(n for n, byte in enumerate(chunk) if byte > 127)
                start = chunk.rfind(b"\n", 0, at) + 1
                return chunk[start : start + SAMPLE], False
    return first, False


def encoding_of(path: Path, name: str, told: str | None = None, declared: str = "") -> Encoding:
    """The encoding of a text file; ``told`` by the user, whose word counts."""
    if told:
        return named(told)
    data, whole = sample_of(path)
    return detect(data, name, declared, whole=whole)


class Lines:
    """The lines of a text file, decoded one chunk at a time. A few bytes that cannot be read become U+FFFD."""

    def __init__(self, path: Path, encoding: Encoding, name: str) -> None:
        self._path, self._encoding, self._name = path, encoding, name
        self.lost = 0
        """Characters that could not be read, so far."""
        self.read = 0
        """Characters, so far."""

    def __iter__(self) -> Iterator[str]:
        """Without their line ends; one that is too long comes in parts, cut after a sentence where one ends."""
        rest = ""
        for chunk in self._decoded():
            rest += chunk
            parts = _LINE_END.split(rest)
            # A carriage return at the very end may be half of a line end.
            rest = parts.pop()
            yield from (piece for part in parts for piece in pieces(part))
            while len(rest) > 4 * LONGEST_LINE:
                cut = _cut(rest)
                yield rest[:cut]
                rest = rest[cut:]
        if rest:
            yield from pieces(rest)

    def _decoded(self) -> Iterator[str]:
        codec = self._encoding.codec
        decoder = codecs.getincrementaldecoder(codec)(_ERRORS.get(codec, "replace"))
        held = ""
        with self._path.open("rb") as file:
            while True:
                data = file.read(_CHUNK)
                try:
                    text = held + decoder.decode(data, not data)
                except UnicodeDecodeError as error:
                    raise ImportFaultError(f"{self._name} is damaged: it breaks off within {codec}.") from error
                held = "\r" if data and text.endswith("\r") else ""
                text = text[: -1 if held else None]
                if not self.read and text:
                    text = text.removeprefix("\ufeff")
                self.lost += text.count("\ufffd")
                self.read += len(text)
                if self.lost > 100 and self.lost * 10 > self.read:
                    raise ImportFaultError(
                        f"{self._name} is not {self._encoding.label}: a tenth of it cannot be read. If it is a text, "
                        "say its encoding with --encoding."
                    )
                if text:
                    yield text
                if not data:
                    return


def pieces(line: str) -> Iterator[str]:
    """A line in parts that are not too long."""
    while len(line) > LONGEST_LINE:
        cut = _cut(line)
        yield line[:cut]
        line = line[cut:]
    yield line


def _cut(line: str) -> int:
    """Where to cut a long line: after the last sentence in reach."""
    ends = [match.end() for match in _SENTENCE_END.finditer(line, LONGEST_LINE // 2, LONGEST_LINE)]
    return ends[-1] if ends else LONGEST_LINE
