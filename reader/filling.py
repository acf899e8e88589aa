"""The English of a whole text: a person's, a machine's, or word for word, each paragraph marked as what it is."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from reader.engines.model import TranslationError
from reader.errors import ReaderError
from reader.stand_in import GLOSS_MARK
from reader.text.pipeline import script_of
from reader.text.translate.auditing import TermAudit
from texts.model import Paragraph, SourceText

if TYPE_CHECKING:
    from reader.engines.asking import Say
    from reader.session import Session
    from reader.translating import Translator

By = Literal["person", "machine", "gloss"]


class Filled(Struct, frozen=True):
    """One paragraph and its English."""

    paragraph: int
    """From 0, as ``annotate`` counts."""
    text: str
    english: str
    by: By | None
    """None: it has none."""
    provider: str = ""
    cached: bool = False
    notes: tuple[str, ...] = ()
    terms: tuple[TermAudit, ...] = ()
    fault: str = ""
    """Why it has none."""

    def record(self) -> dict[str, object]:
        """As it is printed in JSON."""
        return {
            "paragraph": self.paragraph,
            "text": self.text,
            "english": self.english or None,
            "by": self.by,
            "provider": self.provider or None,
            "cached": self.cached,
            "notes": list(self.notes),
            "terms": [term.record() for term in self.terms],
            "fault": self.fault or None,
        }

    @property
    def line(self) -> str:
        """As it is printed on a line."""
        return GLOSS_MARK + self.english if self.by == "gloss" else self.english


class Filling:
    """Gives the paragraphs of a text the English that they lack. Asked by one thread."""

    def __init__(self, session: "Session", source: SourceText, *, translator: "Translator", network: bool) -> None:
        """``network``: whether services may be asked; without it what was fetched before is taken, and words are
        glossed."""
        self._session = session
        self._source = source
        self._translator = translator
        self._network = network
        self._script = script_of(source)
        self._analyser = session.analyser(source.meta.id)

    def wanted(self, numbers: Collection[int] | None, everything: bool) -> list[int]:
        """The paragraphs to be translated: of ``numbers`` or of all those that have no English, or also those that
        have."""
        return [
            n
            for n, paragraph in enumerate(self._source.paragraphs)
            if paragraph.text.strip()
            and (numbers is None or n in numbers)
            and (everything or not paragraph.translation or paragraph.translated_by)
        ]

    def estimate_texts(self, wanted: Sequence[int], again: bool) -> list[str]:
        """What would have to be sent."""
        paragraphs = self._source.paragraphs
        return [paragraphs[n].text for n in wanted if again or not paragraphs[n].translated_by]

    def filled(
        self,
        wanted: Collection[int],
        *,
        again: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
        say: "Say" = lambda _: None,
    ) -> Iterator[Filled]:
        """Every paragraph in order, those in ``wanted`` translated now."""
        for n, paragraph in enumerate(self._source.paragraphs):
            if n not in wanted or (paragraph.translated_by and not again):
                yield self._as_it_is(n, paragraph)
            elif self._network:
                yield self._fetched(n, paragraph, again, cancelled, say)
            else:
                yield self._offline(n, paragraph)

    def _as_it_is(self, n: int, paragraph: Paragraph) -> Filled:
        english, by = paragraph.translation or "", paragraph.translated_by
        who: By | None = None if not english else "machine" if by else "person"
        return Filled(n, paragraph.text, english, who, by, bool(by), terms=self._audited(n, paragraph.text, english))

    def _fetched(self, n: int, paragraph: Paragraph, again: bool, cancelled: Callable[[], bool], say: "Say") -> Filled:
        text = paragraph.text
        try:
            made = self._translator.translate(
                text, self._script, self._analyser, index=n, cancelled=cancelled, say=say, again=again
            )
        except TranslationError as error:
            return Filled(n, text, "", None, fault=str(error))
        terms = self._audited(n, text, made.english)
        return Filled(n, text, made.english, "machine", made.provider, made.cached, made.notes, terms)

    def _offline(self, n: int, paragraph: Paragraph) -> Filled:
        text = paragraph.text
        known = self._translator.known(text, self._script)
        if known is not None:
            terms = self._audited(n, text, known.english)
            return Filled(n, text, known.english, "machine", known.provider, True, known.notes, terms)
        annotated = self._analyser.annotate(n, paragraph, self._script)
        line = " ".join(line for _, line in self._session.glossing.lines(annotated))
        return Filled(n, text, line, "gloss" if line else None)

    def _audited(self, n: int, text: str, english: str) -> tuple[TermAudit, ...]:
        return self._translator.audit(text, english, self._analyser, n) if english else ()


def parse_numbers(typed: str, count: int) -> frozenset[int]:
    """``0,3-5`` as numbers of paragraphs. Raises NumbersError."""
    found: set[int] = set()
    for part in typed.replace("–", "-").split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isascii() or not first.isdigit() or (dash and not (last.isascii() and last.isdigit())):
            raise NumbersError(f"“{typed}” names no paragraphs; write them like 0,3-5, counted from 0.")
        low, high = int(first), int(last) if dash else int(first)
        if low > high or high >= count:
            raise NumbersError(f"There is no paragraph {high}; the text has {count}, counted from 0.")
        found.update(range(low, high + 1))
    return frozenset(found)


class NumbersError(ReaderError):
    """Paragraphs were named that are none."""
