"""Texts taken into the library: files, addresses and what was pasted. Each is found out what it is, read, repaired and
stored a paragraph at a time; whatever goes wrong, nothing half imported stays.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace

from reader import paths
from reader.errors import USER_ERRORS, ReaderError
from texts.importers.model import ImportFaultError, Incoming
from texts.library import LARGEST
from texts.model import Paragraph, TextMeta

if TYPE_CHECKING:
    from glossary.model import Concept
    from reader.session import Session
    from texts.folder import FolderDraft

PASTED: Final = "pasted text"
STANDARD_INPUT: Final = "standard input"
_TITLE_LENGTH = 24
"""Characters of a text's beginning that are its title where it has no other."""
_TITLE_WITHIN = 6
"""Paragraphs at the beginning of which one may be the title."""
_EVERY = 100
"""Paragraphs between two words about the progress."""
_HAN = re.compile("[〇㐀-鿿豈-\ufaff\U00020000-\U0003ffff]")
_BREAKS = str.maketrans(dict.fromkeys("\r\n\0", " ") | {chr(c): "\ufffd" for c in range(0xD800, 0xE000)})


class ImportCancelledError(ReaderError):
    """The user wanted no more of it."""


class Wishes(Struct, frozen=True):
    """What the user says about an import."""

    text_id: str | None = None
    title: str | None = None
    encoding: str | None = None
    translation: Path | None = None
    """A file with the English of the text."""
    allow_local: bool = False
    """Whether addresses of the local network may be fetched."""
    as_it_arrived: bool = False
    """Leave the damage of the web alone, and English that stands with the Chinese in it."""
    drop_boilerplate: bool = False
    """Take out what a page added (editors, sources, whom to follow); it is only offered for removal otherwise."""
    again: bool = False
    """Import a text that the library has already."""


class Imported(Struct, frozen=True):
    """What became of a source."""

    source: str
    text_id: str
    title: str
    paragraphs: int
    known: bool = False
    """Whether the library had the text already, under ``text_id``; nothing was stored then."""
    mended: int = 0
    """Damaged places that were repaired."""
    doubtful: int = 0
    """Those of them that a person should look at."""
    dropped: int = 0
    """Stretches that a page added, taken out."""
    offered: int = 0
    """Stretches that a page added, which the user may take out."""
    notes: tuple[str, ...] = ()
    """Clauses for the user: the encoding, what was left out."""

    @property
    def said(self) -> str:
        """All of it in one line."""
        told = [self.title, f"{self.paragraphs:,} ¶"]
        if self.known:
            told = [f"in the library already, as {self.text_id}"]
        if self.mended:
            doubt = f", {self.doubtful:,} of them in doubt" if self.doubtful else ""
            told.append(f"{self.mended:,} damaged place{'s' if self.mended > 1 else ''} repaired{doubt}")
        if self.dropped:
            told.append(f"{_stretches(self.dropped)} that the page added taken out")
        if self.offered:
            told.append(f"{_stretches(self.offered)} that the page seems to have added offered for removal")
        return "; ".join((*told, *self.notes))


def _stretches(count: int) -> str:
    return f"{count:,} line{'s' if count > 1 else ''}"


class Failed(Struct, frozen=True):
    """A source that could not be imported, and why."""

    source: str
    fault: str
    local: str = ""
    """The machine in the local network that it would have been fetched from; the user has not said that it may be."""


class Watch(Struct, frozen=True):
    """Who looks on: ``progress`` is told in words and with the number of paragraphs so far; ``cancelled`` is asked as
    often."""

    progress: Callable[[str, int], object] = lambda _what, _count: None
    cancelled: Callable[[], bool] = lambda: False

    def step(self, what: str, count: int = 0) -> None:
        """Tell, and stop if nobody wants more. Raises ImportCancelledError."""
        if self.cancelled():
            raise ImportCancelledError("The import was cancelled; nothing of it was kept.")
        self.progress(what, count)


def import_all(
    session: "Session", sources: Sequence[str], wishes: Wishes, watch: Callable[[int], Watch]
) -> Iterator[Imported | Failed]:
    """Import one source after another; one that fails does not stop the others. ``watch``: who looks on, by number."""
    for number, source in enumerate(sources):
        try:
            yield import_source(session, source, wishes, watch(number))
        except ImportCancelledError:
            raise
        except USER_ERRORS as error:
            yield Failed(source, str(error), getattr(error, "host", "") if is_local(error) else "")
        except OSError as error:
            yield Failed(source, f"{error.filename or source}: {error.strerror or error}.")


def import_source(session: "Session", source: str, wishes: Wishes, watch: Watch | None = None) -> Imported:
    """Import a path, an address, or standard input for ``-``. Raises one of USER_ERRORS, or OSError; then nothing has
    been added."""
    watch = watch or Watch()
    if wishes.translation is not None and (beside := _beside(session, source, wishes, watch)) is not None:
        return beside
    with _at_hand(source, wishes, watch) as (path, name, origin):
        return _import_file(session, source, path, name, origin, wishes, watch)


def is_local(error: BaseException) -> bool:
    """Whether a source could not be fetched since nobody said that the local network is meant."""
    from reader.fetch import LocalAddressError

    return isinstance(error, LocalAddressError)


def add_translation(
    session: "Session", text_id: str, source: str, pasted: str, watch: Watch, *, allow_local: bool = False
) -> str:
    """Put the English from a path or an address, or what was pasted, beside a text of the user's, in place of what
    English it has. Returns words for the user; raises one of USER_ERRORS, or OSError; then nothing has changed."""
    from reader.translation_file import put_beside

    with _pasted(pasted) if pasted else _at_hand(source, Wishes(allow_local=allow_local), watch) as (path, name, _):
        watch.step("fitting the translation")
        return put_beside(session, text_id, path, watch.cancelled, again=True, name=name)


def _beside(session: "Session", source: str, wishes: Wishes, watch: Watch) -> Imported | None:
    """A translation for a text that the library has, which ``source`` names; None if it names none."""
    if Path(source).exists() or source not in session.library.ids():
        return None
    assert wishes.translation is not None
    said = _put_beside(session, source, wishes.translation, watch, again=wishes.again)
    text = session.library.load(source)
    return Imported(source, source, text.meta.title_zh, len(text.paragraphs), notes=(said,))


def import_pasted(session: "Session", text: str, wishes: Wishes, watch: Watch | None = None) -> Imported:
    """Import what was pasted."""
    with _pasted(text) as (path, name, origin):
        return _import_file(session, name, path, name, origin, replace(wishes, encoding=None), watch or Watch())


class _Origin(Struct, frozen=True):
    """Where a file came from."""

    address: str = ""
    content_type: str = ""
    charset: str = ""


@contextmanager
def _pasted(text: str) -> Iterator[tuple[Path, str, _Origin]]:
    """What was pasted, as a file."""
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        path = Path(folder) / "text"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        yield path, PASTED, _Origin()


@contextmanager
def _at_hand(source: str, wishes: Wishes, watch: Watch) -> Iterator[tuple[Path, str, _Origin]]:
    """The source as a file: where it lies, what it is called, where it came from."""
    from reader.fetch import is_address

    if source != "-" and not is_address(source):
        path = Path(source)
        if not source.strip():
            raise ImportFaultError("Name a file, an address, or - for standard input.")
        if path.is_dir():
            raise ImportFaultError(f"{source} is a folder; name the files in it.")
        if not path.exists():
            raise ImportFaultError(f"There is no file {source}.")
        if not path.is_file():
            raise ImportFaultError(f"{source} is no file; name a file, an address, or - for standard input.")
        yield path, path.name, _Origin()
        return
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        path = Path(folder) / "text"
        if source == "-":
            _copy(sys.stdin.buffer, path)
            yield path, STANDARD_INPUT, _Origin()
            return
        from reader.fetch import FetchError, fetch

        watch.step("fetching")
        try:
            fetched = fetch(source, LARGEST, allow_local=wishes.allow_local, cancelled=watch.cancelled)
        except FetchError:
            watch.step("fetching")  # it may have failed because nobody wants it any more
            raise
        path.write_bytes(fetched.data)
        yield path, fetched.name, _Origin(fetched.url, fetched.content_type, fetched.charset)


def _copy(stream: BinaryIO, path: Path) -> None:
    """Standard input as a file, as far as a text may go."""
    size = 0
    with path.open("wb") as file:
        while part := stream.read(1 << 20):
            size += len(part)
            if size > LARGEST:
                raise ImportFaultError(f"Standard input has more than {LARGEST / 1e6:.0f} MB; import it in parts.")
            file.write(part)


def _import_file(
    session: "Session", source: str, path: Path, name: str, origin: _Origin, wishes: Wishes, watch: Watch
) -> Imported:
    from texts.importers.detect import kind_of
    from texts.importers.formats import read

    watch.step("reading")
    kind = kind_of(path, name, origin.content_type)
    if kind == "html" and path.stat().st_size <= LARGEST and _is_page(path):
        from reader.export.incoming import page_of

        incoming, concepts = page_of(path)
        imported = _stored(session, source, name, incoming, replace(wishes, as_it_arrived=True), watch)
        return _with_terms(session, imported, name, concepts)
    incoming = read(path, name, kind, wishes.encoding, origin.charset, origin.address)
    if origin.address:
        incoming = replace(incoming, meta=replace(incoming.meta, origin=origin.address))
    return _stored(session, source, name, incoming, wishes, watch)


def _is_page(path: Path) -> bool:
    """Whether an HTML file is a page that duban made."""
    with path.open("rb") as file:
        before = b""
        while part := file.read(1 << 20):
            if b'id="duban-data"' in before + part:
                return True
            before = part[-16:]
    return False


def _with_terms(session: "Session", imported: Imported, name: str, concepts: "Sequence[Concept]") -> Imported:
    """The terms of a page, added to the glossary."""
    from reader.export.incoming import keep_terms

    added, kept = keep_terms(session, concepts, name)
    said = f"{added} new terms" + (f"; {kept} that you have otherwise stay as they are" if kept else "")
    return replace(imported, notes=(*imported.notes, said))


def _stored(session: "Session", source: str, name: str, incoming: Incoming, wishes: Wishes, watch: Watch) -> Imported:
    """An opened source as a folder of the library, unless the library has that text."""
    from texts.folder import drafted
    from texts.importers.bilingual import Bilingual

    bilingual = Bilingual(incoming.paragraphs)
    if not wishes.as_it_arrived:
        incoming = replace(incoming, paragraphs=iter(bilingual))
    with drafted(paths.texts_folder()) as (draft, place):
        first = ""
        chinese = wishes.as_it_arrived
        repaired: dict[str, str] = {}
        for arrived, paragraph in _paragraphs(incoming, wishes, watch):
            if arrived is not None and draft.count < _TITLE_WITHIN:
                repaired[arrived.strip()] = paragraph.text.strip()
            draft.add(paragraph, arrived)
            first = first or paragraph.text.strip()
            chinese = chinese or _HAN.search(paragraph.text) is not None
            if draft.count % _EVERY == 0:
                watch.step("importing", draft.count)
        if draft.blank:
            raise ImportFaultError(f"{name} holds no text; there is nothing to import.")
        if not chinese:
            raise ImportFaultError(
                f"{name} has no Chinese in it. If it is the English of a text: duban import TEXT --translation FILE."
            )
        notes = (*incoming.notes, *bilingual.notes)
        if name == PASTED:  # in what encoding it was handed over is nobody's concern
            notes = tuple(note for note in notes if not note.endswith("detected"))
            incoming = replace(incoming, meta=replace(incoming.meta, encoding=""))
        title = _printable(wishes.title or _title(incoming.meta.title_zh, repaired, wishes) or name)
        if not wishes.title and title in (STANDARD_INPUT, PASTED):
            title = _printable(first[:_TITLE_LENGTH])
        same = None if wishes.again else session.library.same_text(draft.fingerprints)
        if same is not None:
            known = Imported(source, same, title, draft.count, known=True)
            if wishes.translation is None or session.library.own_folder(same) is None:
                return known
            return replace(known, notes=(_put_beside(session, same, wishes.translation, watch),))
        watch.step("storing", draft.count)
        meta = replace(incoming.meta, title_zh=title, added=date.today().isoformat(), fingerprints=draft.fingerprints)
        text_id = _placed(session, draft, place, meta, wishes.text_id or incoming.meta.id or _wanted_id(name, title))
        counts = (draft.mended, draft.doubtful, draft.dropped, draft.offered)
        imported = Imported(source, text_id, title, draft.count, False, *counts, notes)
    english = wishes.translation or bilingual.english
    if english:
        try:
            said = _put_beside(session, text_id, english, watch)
        except BaseException:
            shutil.rmtree(paths.texts_folder() / text_id, ignore_errors=True)  # nothing half imported
            raise
        imported = replace(imported, notes=(*notes, said))
    return imported


def _put_beside(
    session: "Session", text_id: str, english: Path | Sequence[str], watch: Watch, *, again: bool = False
) -> str:
    """Put a file's English, or the English half of the source, beside a text; returns words for the user."""
    from reader.translation_file import fit_beside, put_beside

    watch.step("fitting the translation")
    if isinstance(english, Path):
        return put_beside(session, text_id, english, watch.cancelled, again=again)
    said = fit_beside(session, paths.texts_folder() / text_id, english, watch.cancelled)
    return f"its English half is the translation, {said}"


def _paragraphs(incoming: Incoming, wishes: Wishes, watch: Watch) -> Iterable[tuple[str | None, Paragraph]]:
    """Each paragraph, and how it arrived where it has been through repair."""
    tidy = _tidy(incoming.paragraphs, watch)
    if wishes.as_it_arrived:
        return ((None, paragraph) for paragraph in tidy)
    # Imported late: it takes a twentieth of a second.
    from texts.clean import cleaned

    return ((arrived.text, paragraph) for arrived, paragraph in cleaned(tidy, drop=wishes.drop_boilerplate))


def _tidy(paragraphs: Iterable[Paragraph], watch: Watch) -> Iterator[Paragraph]:
    """Without what cannot stand in a line of a file. Repair reads far ahead, so it is here that one looks on."""
    for count, paragraph in enumerate(paragraphs):
        if count % _EVERY == 0:
            watch.step("reading", count)
        yield replace(paragraph, text=paragraph.text.translate(_BREAKS))


def _title(title: str, repaired: Mapping[str, str], wishes: Wishes) -> str:
    """The title that a source gives, without the damage of the web: as the paragraph that it is was repaired, if it is
    one."""
    if wishes.as_it_arrived or not title:
        return title
    if repaired.get(title.strip()):
        return repaired[title.strip()]
    from texts.repair import repair

    return " ".join(repair(title).paragraphs) or title


def _printable(title: str) -> str:
    """A title fit for a line of a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in title).split()) or "—"


def _wanted_id(name: str, title: str) -> str:
    """An id by the file's name; by the title where the name says nothing (an address, standard input)."""
    stem = Path(name).stem
    return title if name in (STANDARD_INPUT, PASTED) or not any(c.isalpha() for c in stem) else stem


def _placed(session: "Session", draft: "FolderDraft", place: Path, meta: TextMeta, wanted: str) -> str:
    """Finish a draft and move it into its place, under an id that nobody has."""
    from texts.folder import free_id

    draft.finish(meta)
    taken = session.library.ids()
    while True:
        text_id = free_id(wanted, taken)
        folder = paths.texts_folder() / text_id
        if not folder.exists():
            try:
                place.rename(folder)
                return text_id
            except OSError:
                if not folder.exists():
                    raise
        taken = [*taken, text_id]  # somebody else's, or a folder that is no text
