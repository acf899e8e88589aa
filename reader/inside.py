"""Search inside all texts of the library: characters in either script, pinyin, Latin letters, English. What is found
comes sentence by sentence, text by text, as soon as it is found.

A text is looked through whole, as one string, before anything of it is analysed; texts are kept in memory between two
searches, since somebody who types searches again with every letter.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from reader.reading import readable
from reader.search import Hit, Query, Sieve, hits, hits_as_written, plain
from reader.text.pipeline import Analyser, script_of
from reader.text.sentences import chinese_sentences
from texts.errors import TextsError
from texts.library import load_listed
from texts.listing import Listed, Stamp
from texts.model import Paragraph, Script, TextMeta

if TYPE_CHECKING:
    from reader.session import Session

_HELD: Final = 24_000_000
"""Code points of texts that are kept in memory: two thousand articles, 0.2 GB."""


class Found(Struct, frozen=True):
    """A sentence that has what was looked for."""

    text_id: str
    title: str
    outlet: str
    date: str
    paragraph: int
    """From 0, as the reader counts."""
    start: int
    """Where in the paragraph the first hit begins."""
    sentence: str
    spans: tuple[tuple[int, int], ...]
    """The hits, in the sentence."""


class _Held(Struct, frozen=True):
    """A text as it is searched."""

    stamp: Stamp
    meta: TextMeta
    script: Script
    paragraphs: Sequence[Paragraph]
    plain: Sequence[str]
    whole: str
    """All of it, ``plain``, a paragraph a line."""
    english: str
    """All of its English, ``plain``."""


class Inside:
    """Searches the library. One search at a time."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._size = 0
        self._analysers: dict[str, Analyser] = {}

    def search(
        self,
        texts: Iterable[Listed],
        typed: str,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> Iterator[Found]:
        """The sentences of these texts that have what was typed, in order. ``cancelled`` is asked at every text and
        every paragraph that is analysed; ``progress`` is told how many texts are done. Texts that cannot be read are
        passed over."""
        query = Query(typed.strip())
        if not query.plain:
            return
        sieve = Sieve(query, self._session.sounds)
        self._analysers.clear()  # a term or a correction may have come since the last search
        for number, listed in enumerate(texts):
            if cancelled():
                return
            held = self._text(listed)
            if held is not None:
                yield from self._in_text(held, query, sieve, cancelled)
            progress(number + 1)

    def _in_text(self, held: _Held, query: Query, sieve: Sieve, cancelled: Callable[[], bool]) -> Iterator[Found]:
        written = sieve.stands(held.whole) or (not query.has_han and sieve.stands(held.english))
        if not written and not sieve.sounds(held.whole):
            return
        for index, paragraph in enumerate(held.paragraphs):
            if sieve.sounds(held.plain[index]):
                if cancelled():
                    return
                analysed = self._analyser(held.meta.id).annotate(index, paragraph, held.script)
                found = hits(analysed, query)
            elif written:
                found = hits_as_written(index, paragraph, query)
            else:
                continue
            if found:
                yield from _sentences(held.meta, paragraph, found)

    def _analyser(self, text_id: str) -> Analyser:
        if text_id not in self._analysers:
            self._analysers[text_id] = self._session.analyser(text_id)
        return self._analysers[text_id]

    def _text(self, listed: Listed) -> _Held | None:
        key = str(listed.folder)
        held = self._held.get(key)
        if held is not None and held.stamp == listed.stamp:
            self._held.move_to_end(key)
            return held
        try:
            source = load_listed(listed)
        except TextsError:
            return None
        paragraphs = readable(source.paragraphs)
        folded = [plain(paragraph.text) for paragraph in paragraphs]
        english = plain("\n".join(paragraph.translation or "" for paragraph in paragraphs))
        made = _Held(
            listed.stamp, source.meta, script_of(source), paragraphs, folded, "\n".join(folded), english.strip()
        )
        if held is not None:
            self._size -= len(held.whole)
        self._held[key] = made
        self._size += len(made.whole)
        while self._size > _HELD and len(self._held) > 1:
            self._size -= len(self._held.popitem(last=False)[1].whole)
        return made


def _sentences(meta: TextMeta, paragraph: Paragraph, found: Sequence[Hit]) -> Iterator[Found]:
    """The sentences that hold the hits; a hit that reaches over two belongs to the one where it begins."""
    left = list(found)
    for sentence in chinese_sentences(paragraph.text):
        inside = [hit for hit in left if hit.start < sentence.end]
        left = left[len(inside) :]
        if inside:
            start, end = sentence.start, sentence.end
            spans = _smallest([(max(0, hit.start - start), min(end, hit.end) - start) for hit in inside])
            text = paragraph.text[start:end]
            yield Found(
                meta.id, meta.title_zh, meta.outlet, meta.date, inside[0].paragraph, inside[0].start, text, spans
            )


def _smallest(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Without those that hold another: of a word that stands in the sentence and in its English, the word."""
    return tuple(one for one in spans if not any(one[0] <= o[0] and o[1] <= one[1] and o != one for o in spans))
