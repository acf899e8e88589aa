"""From drafts to candidates: as the text writes them, with the sentences that show them."""

from bisect import bisect_right

from reader.text.discovery.drafts import Draft
from reader.text.discovery.model import Candidate, Evidence, EvidenceKind
from reader.text.discovery.units import Units
from reader.text.model import Sentence
from reader.text.sentences import chinese_sentences

_STRONGEST_FIRST: tuple[EvidenceKind, ...] = (
    *("definition", "quoted", "mixed", "abbreviation", "organisation", "repeated", "new word", "compound", "unusual"),
    "name",
)
_LONGEST_SENTENCE = 300
"""Code points; of a longer one, as where a text has no marks, only what is around the place is quoted."""


class EvidenceWriter:
    """Makes the candidates of one text."""

    def __init__(self, units: Units, texts: dict[int, str]) -> None:
        """``texts``: the paragraphs' texts by their index."""
        self._units = units
        self._texts = texts
        self._firsts = [first for _, first in units.bounds]
        self._sentences: dict[int, tuple[Sentence, ...]] = {}

    def candidate(self, draft: Draft, score: float) -> Candidate:
        evidence = tuple(
            self._evidence(kind, *place)
            for kind in sorted(draft.kinds, key=_STRONGEST_FIRST.index)
            for place in draft.kinds[kind] or [draft.first]
        )
        index, start, end = self._span(*draft.first)
        term = self._texts[index][start:end]
        return Candidate(term, draft.key, score, draft.count, evidence, tuple(draft.paragraphs))

    def _span(self, first: int, last: int) -> tuple[int, int, int]:
        """(paragraph, start, end) of units."""
        index = self._units.bounds[bisect_right(self._firsts, first) - 1][0]
        return index, self._units.starts[first], self._units.end(last - 1)

    def _evidence(self, kind: EvidenceKind, first: int, last: int) -> Evidence:
        index, start, end = self._span(first, last)
        return Evidence(kind, index, start, end, self._sentence(index, start, end))

    def _sentence(self, index: int, start: int, end: int) -> str:
        text = self._texts[index]
        if index not in self._sentences:
            self._sentences[index] = chinese_sentences(text)
        sentences = self._sentences[index]
        at = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
        left, right = (sentences[at].start, max(sentences[at].end, end)) if at >= 0 else (0, len(text))
        if right - left > _LONGEST_SENTENCE:
            around = (_LONGEST_SENTENCE - (end - start)) // 2
            left, right = max(left, start - around), min(right, end + around)
        return text[left:right]
