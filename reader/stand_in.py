"""English that stands where nobody has translated: fetched from a service now or before, or glossed word for word."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader import paths
from reader.errors import USER_ERRORS
from reader.text.model import Sentence
from reader.text.sentences import pair_sentences

if TYPE_CHECKING:
    from reader.reading import Reading
    from reader.session import Session
    from reader.text.align.model import Knowledge
    from reader.text.layout import English
    from reader.translation import Translation
    from texts.model import SourceText

GLOSS_MARK = "≈ "
"""Before a line that is no translation."""
_KEPT = 2_000
"""Paragraphs whose English is remembered."""


class StandIn:
    """What one opened text has instead of a translation. Nothing here uses the network."""

    def __init__(self, session: "Session", reading: "Reading") -> None:
        self._session = session
        self._reading = reading
        self._made: OrderedDict[str, Translation | None] = OrderedDict()
        """By the paragraph's text."""
        self.ready = False
        """Whether what was fetched before can be had at once; whoever holds this says when (``prepare``)."""
        self._glosses: OrderedDict[int, tuple[str, English]] = OrderedDict()

    def prepare(self) -> bool:
        """Load what looking up earlier answers takes (30 ms), where there are any; whether there are."""
        if paths.translations_file().exists():
            try:
                self._session.translator.known("无", self._reading.script)
                self.ready = True
            except USER_ERRORS:  # wrong settings; who asks for a translation is told
                pass
        return self.ready

    def machine(self, index: int) -> "Translation | None":
        """What a service made of a paragraph, now or in an earlier session."""
        text = self._reading.paragraphs[index].text
        if text not in self._made:
            if not self.ready:
                return None  # and load nothing: the text is not on the screen yet
            found = self._session.translator.known(text, self._reading.script)
            self._put(text, found if found is not None and found.provider else None)
        return self._made[text]

    def put(self, index: int, made: "Translation") -> None:
        """A service has just answered."""
        self.ready = True
        self._put(self._reading.paragraphs[index].text, made)

    def forget(self) -> None:
        """Terms have changed, and with them what they are called in English."""
        self._made.clear()
        self._glosses.clear()

    def _put(self, text: str, made: "Translation | None") -> None:
        self._made[text] = made
        self._made.move_to_end(text)
        if len(self._made) > _KEPT:
            self._made.popitem(last=False)

    def gloss(self, index: int) -> "English":
        """A line of glosses for each sentence; empty while the dictionary is not open."""
        if not self._session.dictionaries.is_open:
            return ()
        text = self._reading.paragraphs[index].text
        known = self._glosses.get(index)
        if known is None or known[0] != text:
            known = self._glosses[index] = (text, self._session.glossing.lines(self._reading.annotated(index)))
            if len(self._glosses) > _KEPT:
                self._glosses.popitem(last=False)
        return known[1]


def label_of(provider: str) -> str:
    """A service as it is called."""
    from reader.engines.catalogue import PROVIDERS

    known = PROVIDERS.get(provider)
    return known.label if known is not None else provider


def with_marks(source: "SourceText") -> "SourceText":
    """A text whose machine-made English says so itself, for whoever reads it outside duban."""
    if not any(paragraph.translated_by for paragraph in source.paragraphs):
        return source
    paragraphs = tuple(
        replace(paragraph, translation=f"[{label_of(paragraph.translated_by)}] {paragraph.translation}")
        if paragraph.translated_by
        else paragraph
        for paragraph in source.paragraphs
    )
    return replace(source, paragraphs=paragraphs)


def labelled(text: str, english: str, label: str, words: "Knowledge | None" = None) -> "English":
    """A machine's English by sentences, the service's name before it."""
    pairs = pair_sentences(text, english, words)
    found = [(pair.zh, english[pair.en.start : pair.en.end]) for pair in pairs]
    if not found:
        found = [(Sentence(0, len(text)), english)]
    found[0] = (found[0][0], f"[{label}] {found[0][1]}")
    return found
