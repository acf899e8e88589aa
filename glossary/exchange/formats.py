"""Which format a file has, by its name or as it is told; what reads and what writes each."""

from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import BinaryIO, Final, NamedTuple

from glossary.exchange.entry import Contents
from glossary.exchange.options import ReadOptions, WriteOptions
from glossary.exchange.text import LARGEST, ExchangeError
from glossary.model import Concept

Read = Callable[[bytes, str, ReadOptions], Contents]
Write = Callable[[Iterable[Concept], BinaryIO, WriteOptions], None]

FORMATS: Final = ("json", "csv", "tsv", "omegat", "tbx", "martif", "utx", "yomitan", "pleco")
_BY_SUFFIX: Final = {
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "omegat",
    ".utf8": "omegat",
    ".tbx": "tbx",
    ".tbxm": "tbx",
    ".martif": "martif",
    ".xml": "tbx",
    ".utx": "utx",
    ".zip": "yomitan",
}
MAPPED: Final = ("csv", "tsv", "utx")
"""Formats in which columns can be named with ``--map``."""


class _Format(NamedTuple):
    read: Read
    write: Write


def format_of(name: str, said: str | None = None) -> str:
    """The format of a file: what is said, else what its suffix means. Raises ExchangeError where that is none."""
    if said is not None:
        return said
    suffix = PurePath(name).suffix.lower()
    if suffix not in _BY_SUFFIX:
        known = ", ".join(dict.fromkeys(s for s in _BY_SUFFIX if s not in (".tab", ".utf8", ".tbxm", ".xml")))
        shown = f"“{suffix}” says" if suffix else f"the name “{name}” says"
        raise ExchangeError(f"{shown[0].upper()}{shown[1:]} no format of glossaries: end it in {known}, or name one "
                            "with --format.")  # fmt: skip
    return _BY_SUFFIX[suffix]


def _open(name: str) -> _Format:
    """What reads and writes a format; imported when it is needed."""
    match name:
        case "json":
            from glossary.exchange import jsonfile

            return _Format(jsonfile.read_json, jsonfile.write_json)
        case "csv" | "tsv":
            from glossary.exchange import table

            return (
                _Format(table.read_csv, table.write_csv) if name == "csv" else _Format(table.read_tsv, table.write_tsv)
            )
        case "omegat":
            from glossary.exchange import omegat

            return _Format(omegat.read_omegat, omegat.write_omegat)
        case "tbx" | "martif":
            from glossary.exchange import tbx_read, tbx_write

            return _Format(tbx_read.read_tbx, tbx_write.write_tbx if name == "tbx" else tbx_write.write_martif)
        case "utx":
            from glossary.exchange import utx

            return _Format(utx.read_utx, utx.write_utx)
        case "yomitan":
            from glossary.exchange import yomitan_read, yomitan_write

            return _Format(yomitan_read.read_yomitan, yomitan_write.write_yomitan)
        case "pleco":
            from glossary.exchange import pleco

            return _Format(pleco.read_pleco, pleco.write_pleco)
    raise ExchangeError(f"There is no format “{name}”; the formats are {', '.join(FORMATS)}.")


def read(data: bytes, name: str, form: str, options: ReadOptions) -> Contents:
    """What a file says. Raises ExchangeError where nothing of it can be read; single faults are in the contents."""
    if len(data) > LARGEST:
        raise ExchangeError(f"{name} has more than {LARGEST // 2**20} MB; that is no glossary.")
    if options.columns and form not in MAPPED:
        raise ExchangeError(f"--map names columns of a table; a file in format {form} has none.")
    return _open(form).read(data, name, options)


def write(concepts: Iterable[Concept], out: BinaryIO, form: str, options: WriteOptions) -> None:
    """Write a glossary file."""
    _open(form).write(concepts, out, options)
