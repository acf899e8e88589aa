"""The analysis of a long text shared among processes: in order, in bounded memory, stopped when nobody wants it.

The processes are pure: what they must know of the user (terms, corrections) is handed to them when they start, and they
touch no file of the user's. Where none can be started, this process does the work itself.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from glossary.matcher import TermIndex
from glossary.model import Term
from reader.text.model import AnnotatedParagraph, Sentence, Source, Token, TokenKind
from reader.text.pipeline import Analyser, Corrections, analyse
from texts.model import Paragraph, Script

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_MOST = 4
"""Processes; each takes 60 MB, and one that writes keeps up with no more."""
_FORKED, _SPAWNED = 20_000, 120_000
"""Code points from which sharing pays. A forked process is there in 10 ms with all that this one has loaded; a fresh
one takes a quarter of a second."""
_PORTION = 4_000
"""Code points that a process is given at a time: 40 ms."""
_AHEAD = 3
"""Portions under way for each process, so that none waits and no more is kept than this."""


class Recipe(Struct, frozen=True):
    """What an analyser is made from."""

    names: Sequence[tuple[str, Term]]
    """Concept id and term, as ``TermIndex`` takes them."""
    corrections: Corrections
    fast: bool = False
    pins: Mapping[str, str] = {}
    """How the user writes their own terms in traditional characters, by their simplified form."""

    def analyser(self, index: TermIndex | None = None) -> Analyser:
        """``index``: the terms, where they are compiled already."""
        matcher = index or (TermIndex(self.names) if self.names else None)
        if not self.fast:
            return Analyser(matcher=matcher, corrections=self.corrections, pins=self.pins)
        from reader.text.quick_analysis import QuickAnalyser

        return QuickAnalyser(matcher, self.corrections, self.pins)


_Word = tuple[TokenKind, tuple[str | None, ...], str | None, Source, bool]
"""What a token has apart from its place: kind, readings, term, source, doubt."""
_Row = tuple[list[int], list[int], list[int]]
"""A paragraph: of each token its length and the number of its word, and where sentences start and end."""
_Found = tuple[list[_Word], list[_Row]]
"""What a process answers: each word once, which is a tenth of what the tokens themselves take to be sent."""


def annotated(
    paragraphs: Sequence[Paragraph], script: Script, recipe: Recipe, analyser: Analyser, jobs: int | None = 1
) -> Iterator[AnnotatedParagraph]:
    """The paragraphs analysed, in order. ``jobs``: processes that share the work; None: as many as pay."""
    sizes = [len(paragraph.text) for paragraph in paragraphs]
    forking = _may_fork()
    if jobs is None and recipe.fast:
        jobs = 1  # the first tier takes little longer than its result takes to be handed over
    elif jobs is None:
        jobs = min(_MOST, _processors()) if sum(sizes) >= (_FORKED if forking else _SPAWNED) else 1
    portions = _portions(sizes)
    if jobs > 1 and len(portions) > 1:
        shared = _Shared(paragraphs, script, jobs)
        yield from shared.run(portions, recipe, analyser if forking else None)
        portions = portions[shared.done :]
    if portions:
        first = portions[0][0]
        yield from analyse(paragraphs[first:], script, analyser, first)


CAN_FORK = sys.platform == "linux"
"""On macOS its frameworks do not survive it, and Windows has none."""


def _may_fork() -> bool:
    """Whether a copy of this process can go on: with one thread nobody else holds a lock."""
    return CAN_FORK and threading.active_count() == 1


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _portions(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Paragraphs in groups that are worth being sent."""
    found = []
    start = size = 0
    for index, length in enumerate(sizes, 1):
        size += length + 1
        if size >= _PORTION or index == len(sizes):
            found.append((start, index))
            start, size = index, 0
    return found


class _Shared:
    """A text on its way through other processes."""

    def __init__(self, paragraphs: Sequence[Paragraph], script: Script, jobs: int) -> None:
        self._paragraphs, self._script, self._jobs = paragraphs, script, jobs
        self.done = 0
        """Portions that have come back; fewer than there are if the processes failed."""

    def run(
        self, portions: Sequence[tuple[int, int]], recipe: Recipe, ready: Analyser | None
    ) -> Iterator[AnnotatedParagraph]:
        """``ready``: an analyser that forked processes take over as it is."""
        # Imported late: 15 ms that a short text never needs.
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        try:
            pool = ProcessPoolExecutor(
                self._jobs,
                multiprocessing.get_context("spawn" if ready is None else "fork"),
                _begin,
                (None, ready) if ready is not None else (recipe, None),
            )
        except (OSError, ImportError):  # a system without semaphores
            return
        try:
            under_way: deque[tuple[int, int, Future[_Found]]] = deque()
            rest = iter(portions)
            while True:
                for start, end in islice(rest, self._jobs * _AHEAD - len(under_way)):
                    under_way.append((start, end, self._submit(pool, start, end)))
                if not under_way:
                    return
                start, end, future = under_way.popleft()
                yield from self._unpacked(start, self._paragraphs[start:end], future.result())
                self.done += 1
        except (BrokenProcessPool, OSError):  # killed, or no memory for another
            return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, pool: "ProcessPoolExecutor", start: int, end: int) -> "Future[_Found]":
        return pool.submit(_annotate, start, self._paragraphs[start:end], self._script)

    def _unpacked(self, first: int, paragraphs: Sequence[Paragraph], found: _Found) -> Iterator[AnnotatedParagraph]:
        words, rows = found
        for index, (paragraph, (lengths, numbers, places)) in enumerate(zip(paragraphs, rows, strict=True), first):
            text = paragraph.text
            tokens = []
            at = 0
            for length, number in zip(lengths, numbers, strict=True):
                end = at + length
                kind, readings, term, source, doubtful = words[number]
                tokens.append(Token(text[at:end], at, end, kind, readings, term, source, doubtful))
                at = end
            sentences = tuple(map(Sentence, places[::2], places[1::2]))
            yield AnnotatedParagraph(index, paragraph, self._script, tuple(tokens), sentences)


_analyser: Analyser | None = None
"""In a process of the pool: what it analyses with."""


def _begin(recipe: Recipe | None, ready: Analyser | None) -> None:
    """How a process of the pool starts."""
    global _analyser
    # Ctrl-C is for the process that the user sees; it ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _analyser = recipe.analyser() if recipe is not None else ready
    # What is here stays until the end; looking for it again and again would copy every page of memory that is shared.
    gc.freeze()


def _annotate(first: int, paragraphs: Sequence[Paragraph], script: Script) -> _Found:
    """What a process of the pool does; ``first``: the first paragraph's place in the text."""
    assert _analyser is not None
    numbers: dict[_Word, int] = {}
    rows: list[_Row] = []
    for index, paragraph in enumerate(paragraphs, first):
        found = _analyser.annotate(index, paragraph, script)
        rows.append(
            (
                [token.end - token.start for token in found.tokens],
                [
                    numbers.setdefault((t.kind, t.readings, t.term, t.source, t.doubtful), len(numbers))
                    for t in found.tokens
                ],
                [place for sentence in found.sentences for place in (sentence.start, sentence.end)],
            )
        )
    return list(numbers), rows
