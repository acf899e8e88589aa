"""The translation that somebody has, laid beside a text of the library: a file of any kind, a translation memory, or
the other half of a bilingual source."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reader.export.writing import replacing
from reader.mending import TextChangedError
from texts.alignment import FILE, fit_lines
from texts.errors import ManifestError, TextNotFoundError
from texts.importers.model import ImportFaultError
from texts.library import read_text, split_lines
from texts.model import Fit

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.align.fitting import Fitted

_AGREE: Final = 0.6
"""Share of the paragraphs that get by fitting what stands in their line: then the lines are right."""
_SAMPLE: Final = 200
"""Paragraphs at each end of a long text by which that is told."""
_LARGEST_MEMORY: Final = 64 << 20
"""Bytes of a translation memory."""
Cancelled = Callable[[], bool]


class Beside(Struct, frozen=True):
    """A text's lines, the English line for line with the Chinese."""

    folder: Path
    zh: list[str]
    en: list[str]
    fits: dict[int, Fit]

    @property
    def words(self) -> str:
        """How far the English goes, and how far it can be trusted, for the user."""
        there = [n for n, line in enumerate(self.zh) if line.strip()]
        doubtful = sum(self.fits[n].doubtful for n in there if n in self.fits and self.en[n].strip())
        lacking = sum(not self.en[n].strip() for n in there)
        said = [f"{len(there) - lacking:,} of {len(there):,} paragraphs have English"]
        if doubtful:
            said.append(f"{doubtful:,} in doubt and marked")
        return ", ".join(said)


def beside(folder: Path) -> Beside:
    """What lies in a text's folder. Raises TextsError where the files do not agree."""
    from texts.alignment import read_fits

    zh = split_lines(read_text(folder / "zh.txt"))
    en = split_lines(read_text(folder / "en.txt")) if (folder / "en.txt").is_file() else [""] * len(zh)
    if len(zh) != len(en):
        raise ManifestError(f"{folder}: zh.txt has {len(zh)} lines and en.txt {len(en)}; they must agree line by line.")
    return Beside(folder, zh, en, read_fits(folder / FILE, zh, en))


def save(found: Beside, *, keep_old: bool = False) -> None:
    """Write English and scores. A score whose line of English did not make it to the disk is passed over in reading.
    ``keep_old``: the English that was there is ``en.old.txt`` afterwards."""
    if keep_old:
        with replacing(found.folder / "en.old.txt") as out:
            out.write((found.folder / "en.txt").read_bytes())
    if found.fits:
        with replacing(found.folder / FILE) as out:
            out.writelines(fit_lines(found.fits, found.zh, found.en))
    else:
        (found.folder / FILE).unlink(missing_ok=True)
    with replacing(found.folder / "en.txt") as out:
        out.write("".join(f"{line}\n" for line in found.en).encode(errors="replace"))


def put_beside(
    session: "Session",
    text_id: str,
    file: Path,
    cancelled: Cancelled = lambda: False,
    *,
    again: bool = False,
    name: str = "",
) -> str:
    """Write ``en.txt`` of a text from a file of any kind that can be imported: line for line where both have as many
    paragraphs and those belong together, else fitted sentence by sentence; or from a translation memory, where English
    is lacking. Returns words for the user; raises one of USER_ERRORS, and then nothing has been changed.

    ``again``: in place of a translation that is there, which is kept as ``en.old.txt``. ``name``: what the user knows
    the file by, if not by its own.
    """
    folder = session.library.own_folder(text_id)
    if folder is None:
        raise TextNotFoundError(f"{text_id} is not one of your own texts; a translation can be put beside those.")
    if not file.is_file():
        raise ImportFaultError(f"There is no file {file}.")
    there = beside(folder)
    name = name or file.name
    if _is_memory(file):
        return _from_memory(there, file, name)
    has_one = any(map(str.strip, there.en))
    if has_one and not again:
        raise ImportFaultError(
            f"{text_id} has a translation already; --again puts another in its place, and keeps it as en.old.txt."
        )
    said = fit_beside(session, folder, _read(file, name), cancelled, keep_old=has_one)
    return f"translation from {name}, {said}"


def fit_beside(
    session: "Session",
    folder: Path,
    english: Sequence[str],
    cancelled: Cancelled = lambda: False,
    *,
    keep_old: bool = False,
) -> str:
    """Write ``en.txt`` from the paragraphs of a translation. Returns words for the user."""
    from reader.aligning import word_knowledge
    from reader.text.align.fitting import fit_translation

    zh = beside(folder).zh
    lines = [" ".join(line.split()) for line in english]
    knowledge = word_knowledge(session, open_dictionary=True)

    def fitted(chinese: Sequence[str], some: Sequence[str]) -> "list[Fitted]":
        found = fit_translation(chinese, some, knowledge, cancelled)
        if cancelled():
            from reader.importing import ImportCancelledError

            raise ImportCancelledError("The import was cancelled; nothing of it was kept.")
        return found

    result = _line_by_line(folder, zh, lines, fitted)
    how = "paragraph for paragraph"
    if result is None:
        found = fitted(zh, lines)
        fits = {n: Fit(one.score) for n, one in enumerate(found) if one.english}
        result, how = Beside(folder, zh, [one.english for one in found], fits), "fitted sentence by sentence"
    save(result, keep_old=keep_old)
    return f"{how}: {result.words}"


def _line_by_line(
    folder: Path, zh: list[str], lines: list[str], fitted: "Callable[[Sequence[str], Sequence[str]], list[Fitted]]"
) -> Beside | None:
    """The lines as they are where they are as many as the Chinese and belong to them, with a mark where one seems not
    to; None where they do not."""
    chinese = [n for n, line in enumerate(zh) if line.strip()]
    given = lines if len(lines) == len(zh) else _spread(zh, lines)
    if given is None:
        return None
    looked_at = chinese if len(chinese) <= 3 * _SAMPLE else [*chinese[:_SAMPLE], *chinese[-_SAMPLE:]]
    agree = 0
    fits: dict[int, Fit] = {}
    for part in (looked_at,) if looked_at is chinese else (looked_at[:_SAMPLE], looked_at[_SAMPLE:]):
        found = fitted([zh[n] for n in part], [given[n] for n in part])
        for n, one in zip(part, found, strict=True):
            same = one.english == given[n]
            agree += same
            if not same and given[n]:
                fits[n] = Fit(min(one.score, 0.5))
    if chinese and agree < _AGREE * len(looked_at):
        return None
    return Beside(folder, zh, given, fits)


def _spread(zh: Sequence[str], lines: Sequence[str]) -> list[str] | None:
    """As many paragraphs on both sides but for blank lines: each English one in the line of its Chinese."""
    english = [line for line in lines if line]
    if len(english) != sum(bool(line.strip()) for line in zh):
        return None
    rest = iter(english)
    return [next(rest) if line.strip() else "" for line in zh]


def _read(file: Path, name: str) -> list[str]:
    from texts.importers.detect import kind_of
    from texts.importers.formats import read

    english = [paragraph.text for paragraph in read(file, name, kind_of(file, name)).paragraphs]
    if not any(map(str.strip, english)):
        raise ImportFaultError(f"{name} holds no text; there is no translation in it.")
    from texts.importers.bilingual import language_of

    languages = [language_of(paragraph) for paragraph in english]
    if languages.count("zh") > languages.count("en"):
        raise ImportFaultError(f"{name} is mostly Chinese; a translation is English.")
    return english


def _is_memory(file: Path) -> bool:
    if file.suffix.lower() == ".tmx":
        return True
    with file.open("rb") as start:
        return b"<tmx" in start.read(2048)


def _from_memory(there: Beside, file: Path, name: str) -> str:
    """Fill in what a translation memory knows."""
    from reader.text.align.memory import Memory
    from reader.tmx import read_tmx

    if file.stat().st_size > _LARGEST_MEMORY:
        raise ImportFaultError(f"{name} has {file.stat().st_size / 1e6:.0f} MB; the limit is 67 MB. Split it.")
    memory = Memory((unit.zh, unit.en) for unit in read_tmx(file.read_bytes(), name))
    if not len(memory):
        raise ImportFaultError(f"{name} has no pair of Chinese and English.")
    en, fits, filled = list(there.en), dict(there.fits), 0
    for n, line in enumerate(there.zh):
        if line.strip() and not en[n].strip() and (found := memory.of(line)).english:
            en[n], fits[n] = " ".join(found.english.split()), Fit(found.score)
            filled += 1
    if not filled:
        raise ImportFaultError(f"{name} has no sentence of this text that lacks English.")
    result = Beside(there.folder, there.zh, en, fits)
    save(result)
    return f"translation memory {name}, {len(memory):,} pairs: {filled:,} paragraphs filled in; {result.words}"


def change_lines(
    folder: Path, before: Mapping[int, str], lines: Mapping[int, str], fits: Mapping[int, Fit | None]
) -> None:
    """Put other English into some lines of a text, with what is to be said of it (None: nothing). Raises
    TextChangedError where another than ``before`` stands there."""
    there = beside(folder)
    if any(n >= len(there.en) or there.en[n] != old for n, old in before.items()):
        raise TextChangedError(f"{folder / 'en.txt'} has been changed since it was opened; open the text again.")
    en, known = list(there.en), dict(there.fits)
    for n, line in lines.items():
        en[n] = line
    for n, fit in fits.items():
        if fit is None:
            known.pop(n, None)
        else:
            known[n] = fit
    save(Beside(folder, there.zh, en, known))
