"""Word-for-word glosses with all that a session knows: terms, dictionary, readings of names. No network."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.text.align.stems import stem, words
from reader.text.figures.find import figures as figures_of
from reader.text.figures.model import Figure
from reader.text.lexicon import lexicon
from reader.text.model import AnnotatedParagraph, Sentence, ShownToken, Token
from reader.text.orthography import write_token
from reader.text.script import fold
from reader.text.translate.english import bare
from reader.text.translate.glossing import GlossToken, Sense, gloss_line

if TYPE_CHECKING:
    from reader.session import Session

_MOST_SENSES = 12
_KEPT = 20_000


def _whole_figures(text: str, tokens: Sequence[Token]) -> list[Figure]:
    """The figures that are made of whole words. Terms keep their rendering: of 同比增长3成 30% is the figure then."""
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    without = list(text)
    for token in tokens:
        if token.term is not None:
            without[token.start : token.end] = "，" * (token.end - token.start)
    found = figures_of("".join(without))
    return [figure for figure in found if figure.start in starts and figure.end in ends]


class Glossing:
    """Gloss lines for one session. Whoever asks has opened the dictionary."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._senses: dict[tuple[str, tuple[str | None, ...]], tuple[Sense, ...]] = {}

    def lines(self, paragraph: AnnotatedParagraph) -> list[tuple[Sentence, str]]:
        """Each sentence of a paragraph with its line."""
        tokens = paragraph.tokens
        self._look_up(tokens)
        akin = self._akin(tokens)
        figures = _whole_figures(paragraph.text, tokens)
        found = []
        for sentence in paragraph.sentences:
            inside = [token for token in tokens if sentence.start <= token.start < sentence.end]
            line = gloss_line(list(self._gloss_tokens(inside, figures)), akin)
            if line:
                found.append((sentence, line))
        return found

    def _gloss_tokens(self, tokens: Sequence[Token], figures: Sequence[Figure]) -> Iterator[GlossToken]:
        """The tokens of a sentence, those of a figure as one."""
        told: Figure | None = None
        for token in tokens:
            figure = next((one for one in figures if one.start <= token.start < one.end), None)
            if figure is None:
                yield self._gloss_token(token)
            elif figure is not told:
                told = figure
                yield GlossToken(token.text, "other", "m", figure.english)

    def _akin(self, tokens: Sequence[Token]) -> frozenset[str]:
        """Stems of what the terms are called in English."""
        found: set[str] = set()
        for concept_id in {token.term for token in tokens if token.term is not None}:
            concept = self._session.termbase.concept(concept_id)
            if concept is not None:
                found.update(stem(word) for rendering in concept.renderings for word in words(rendering.text))
        return frozenset(found)

    def _gloss_token(self, token: Token) -> GlossToken:
        text = fold(token.text)
        if token.kind in ("punctuation", "space"):
            return GlossToken(token.text, "mark")
        if token.term is not None:
            concept = self._session.termbase.concept(token.term)
            if concept is not None and concept.rendering:
                return GlossToken(text, "term", lexicon().tag(text), bare(concept.rendering))
        senses = self._senses.get((text, token.readings), ())
        if not token.is_han or (token.kind == "number" and not senses):
            return GlossToken(text, "other", "m" if token.kind == "number" else "")
        if token.kind == "name" and not senses:
            shown = ShownToken(token, token.text, token.start, token.end, token.readings)
            return GlossToken(text, "name", "N", write_token(shown, token.readings))
        tag = "m" if token.kind == "number" else lexicon().tag(text)
        return GlossToken(text, "word", tag, "", senses)

    def _look_up(self, tokens: Sequence[Token]) -> None:
        """Find the senses of all words of a paragraph in one go."""
        asked = {(fold(token.text), token.readings) for token in tokens if token.is_han and token.term is None}
        new = [key for key in asked if key not in self._senses]
        if not new:
            return
        if len(self._senses) > _KEPT:
            self._senses.clear()
        for key, senses in self._session.dictionary.senses(new, _MOST_SENSES).items():
            self._senses[key] = tuple(
                Sense(gloss, place) for place, sense in enumerate(senses) for gloss in sense.split("; ")
            )
