"""Word-for-word glosses with all that a session knows: terms, dictionary, readings of names. No network."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.text.align.stems import stem, words
from reader.text.lexicon import lexicon
from reader.text.model import AnnotatedParagraph, Sentence, Token
from reader.text.script import fold
from reader.text.styles import write
from reader.text.translate.english import bare
from reader.text.translate.glossing import GlossToken, Sense, gloss_line

if TYPE_CHECKING:
    from reader.session import Session

_MOST_SENSES = 12
_KEPT = 20_000


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
        found = []
        for sentence in paragraph.sentences:
            inside = [token for token in tokens if sentence.start <= token.start < sentence.end]
            line = gloss_line([self._gloss_token(token) for token in inside], akin)
            if line:
                found.append((sentence, line))
        return found

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
            return GlossToken(text, "name", "N", write(token.readings, "marks", capital=True))
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
