"""The text that is being read was edited on the disk, or has gone: noticed, and read anew at the same place."""

from textual import events, on

from reader.errors import USER_ERRORS
from reader.reading import Reading
from reader.session import Session
from reader.tui.screens.mending import Mending
from texts.listing import Stamp, stamp_of
from texts.model import SourceText

LOOK_SECONDS = 2.0
"""Between two looks at the text's files, of 10 µs each."""


class Noticing(Mending):
    """Keeps an eye on the files of the text."""

    def __init__(self, session: Session, reading: Reading) -> None:
        super().__init__(session, reading)
        self._stamp = self._stamp_now()
        """Of the files as they are read; None where there are none (any more)."""
        self._unsettled: Stamp | None = None
        """Of files that were being written when they were last looked at."""

    def _stamp_now(self) -> Stamp | None:
        where = self._session.library.where(self._reading.id)
        return None if where is None else stamp_of(where)

    def prepare(self) -> None:
        super().prepare()
        self.set_interval(LOOK_SECONDS, self.look_at_disk)

    @on(events.ScreenResume)
    def _back_here(self) -> None:
        self.look_at_disk(settled=True)

    def look_at_disk(self, *, settled: bool = False) -> None:
        """See whether the text has changed. Files that have changed just now may be half written: unless they have
        ``settled``, they are looked at once more before they are read."""
        if not self.is_current:
            return  # whatever stands above the text speaks of it as it is read
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        if not settled and stamp != self._unsettled:
            self._unsettled = stamp
            return
        self._stamp, self._unsettled = stamp, None
        if stamp is None:
            self._note("its file is gone; what you read stays until you leave it")
            return
        try:
            source = self._session.library.load(self._reading.id)
        except USER_ERRORS as error:
            self._note("changed, and faulty now")
            self.notify(f"{error} What you read is the text as it was.", severity="warning", timeout=10, markup=False)
            return
        if source != self._reading.on_disk:
            self._read_anew(source)

    def _read_anew(self, source: SourceText) -> None:
        if not any(paragraph.text.strip() for paragraph in source.paragraphs):
            self._note("changed, and empty now; what you read is the text as it was")
            return
        at, reading = self.view.cursor, self._reading
        paragraph = at.paragraph if at is not None else 0
        offset = self.source.shown(paragraph).tokens[at.token].token.start if at is not None else 0
        same = _seen(source) == _seen(reading.on_disk)
        where = self._session.read_anew(reading, source)
        self._hits = []
        self._bookmarks = {
            reading.find_paragraph(mark.paragraph, mark.label): mark.paragraph
            for mark in self._session.record.bookmarks(reading.id)
        }
        self.view.set_source(self._source(), where(paragraph), offset)
        self._redraw()
        self._show_title()
        self._note("" if same else "changed on disk, read anew")
        if self._session.may_be_damaged(reading):
            self._repair()


def _seen(source: SourceText) -> list[object]:
    """What is to be seen of a text on the page."""
    return [source.meta.script, *((p.text, p.kind, p.level, p.translation) for p in source.paragraphs)]
