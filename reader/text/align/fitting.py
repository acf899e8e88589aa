"""A translation laid over the paragraphs of a text, whatever its own paragraphs are."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reader.text.align.aligner import align
from reader.text.align.model import Knowledge, Pair, Side
from reader.text.model import Sentence
from reader.text.sentences import SentencePair, chinese_sentences, english_sentences


class Fitted(Struct, frozen=True):
    """What of a translation belongs to one paragraph."""

    english: str
    """Empty where nothing does."""
    pairs: tuple[SentencePair, ...]
    """Stretches of the paragraph and of ``english`` that belong together, in order."""
    score: float
    """How sure that is, 0 to 1: the mean of the pairs that its sentences are in, weighed by characters."""


class _Cut(Struct, frozen=True):
    """Paragraphs cut into sentences."""

    texts: list[str]
    places: list[tuple[int, Sentence]]
    """By sentence: its paragraph, and where it is in it."""

    @property
    def side(self) -> Side:
        starts = [n for n, (paragraph, _) in enumerate(self.places) if not n or self.places[n - 1][0] != paragraph]
        return Side(self.texts, frozenset(starts))


def cut(paragraphs: Sequence[str], sentences: Callable[[str], Sequence[Sentence]]) -> _Cut:
    """All sentences of paragraphs, in order."""
    texts, places = [], []
    for number, paragraph in enumerate(paragraphs):
        for span in sentences(paragraph):
            texts.append(paragraph[span.start : span.end])
            places.append((number, span))
    return _Cut(texts, places)


def fit_translation(
    zh: Sequence[str],
    en: Sequence[str],
    knowledge: Knowledge | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Fitted]:
    """The English of each Chinese paragraph, of an English text in whole paragraphs.

    No English is lost: a sentence that nothing answers to goes with the one before it, the first ones with what comes
    first. One that belongs to two paragraphs goes to the one with more of what it translates.
    """
    left, right = cut(zh, chinese_sentences), cut(en, english_sentences)
    given: list[list[int]] = [[] for _ in zh]
    linked: list[list[tuple[Sentence, list[int]]]] = [[] for _ in zh]
    sureness = [[0.0, 0.0] for _ in zh]
    waiting: list[int] = []
    last: int | None = None
    for pair in align(left.side, right.side, knowledge, cancelled=cancelled):
        for i in pair.zh_indices:
            sureness[left.places[i][0]][0] += pair.score * len(left.texts[i])
            sureness[left.places[i][0]][1] += len(left.texts[i])
        english = list(pair.en_indices)
        home = _home(pair, left)
        if home is None:
            if last is None:
                waiting += english
            else:
                given[last] += english
                if linked[last]:
                    linked[last][-1][1].extend(english)
        elif english:
            spans = [span for n, span in map(left.places.__getitem__, pair.zh_indices) if n == home]
            english = [*waiting, *english]
            given[home] += english
            linked[home].append((Sentence(spans[0].start, spans[-1].end), english))
            waiting, last = [], home
    if waiting and zh:
        given[0] = waiting + given[0]
    return [
        _fitted(given[n], linked[n], right, sureness[n][0] / sureness[n][1] if sureness[n][1] else 0.0)
        for n in range(len(zh))
    ]


def _home(pair: Pair, left: _Cut) -> int | None:
    """The paragraph that most of a pair's Chinese is in."""
    sizes: dict[int, int] = {}
    for i in pair.zh_indices:
        paragraph = left.places[i][0]
        sizes[paragraph] = sizes.get(paragraph, 0) + len(left.texts[i])
    return max(sizes, key=sizes.__getitem__, default=None)


def _fitted(given: Sequence[int], linked: Sequence[tuple[Sentence, list[int]]], right: _Cut, score: float) -> Fitted:
    english = ""
    spans: dict[int, Sentence] = {}
    for j in given:
        english += " " * bool(english)
        spans[j] = Sentence(len(english), len(english) + len(right.texts[j]))
        english += right.texts[j]
    pairs = tuple(SentencePair(zh, Sentence(spans[some[0]].start, spans[some[-1]].end)) for zh, some in linked)
    return Fitted(english, pairs, score if english else 0.0)
