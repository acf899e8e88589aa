"""Machine translation of paragraphs: terms protected, answers kept, the next service where one fails.

Nothing here asks whether text may be sent; whoever calls has said where it goes (``destinations``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader import paths
from reader.engines.asking import Asker, Make, Say, make_engine
from reader.engines.catalogue import PROVIDERS
from reader.engines.model import CallError, PauseError, Provider, SourceLanguage, TranslationError
from reader.text.translate.answers import needs_translation, with_english_marks
from reader.text.translate.auditing import TermAudit
from reader.text.translate.chunks import chunks
from reader.text.translate.protecting import Sent, Span, protect, restore
from reader.translate_settings import TranslateSettings
from reader.translation import GLOSSARY, Estimate, Translation
from reader.translation_cache import Kept, TranslationCache
from texts.model import Script

if TYPE_CHECKING:
    from reader.session import Session
    from reader.text.pipeline import Analyser

_LEFT_ALONE_AFTER = 2
"""Failures in a row after which a service is asked no more in this run."""
_NOT_NOUNS = ("v", "a", "d", "i", "l", "f", "p", "c")
"""Word classes whose terms go out as they are: what stands in the place of a noun reads as one."""


class Translator:
    """Translates for one session. Asked by one thread at a time; ``known`` by any."""

    def __init__(self, session: "Session", settings: TranslateSettings, make: Make = make_engine) -> None:
        self._session = session
        self.settings = settings
        self._make = make
        self._cache = TranslationCache(paths.translations_file())
        self._asker = Asker(settings, make)
        self._failures: dict[str, int] = {}
        self._left_alone: dict[str, str] = {}
        """Services that are asked no more in this run, and why."""

    def close(self) -> None:
        self._cache.close()

    def asking(self, provider: str) -> "Translator":
        """One that asks this service alone."""
        other = Translator(self._session, replace(self.settings, providers=(provider,)), self._make)
        other._cache = self._cache
        return other

    # Before

    def destinations(self) -> list[str]:
        """Where text would go, in words: the first service, and those asked where it fails."""
        settings = self.settings
        return [
            f"{provider.label} ({settings.host(provider)})" for provider in settings.chosen() if not provider.is_local
        ]

    def hosts(self) -> frozenset[str]:
        """The hosts among them."""
        return frozenset(self.settings.host(p) for p in self.settings.chosen() if not p.is_local)

    def estimate(self, texts: Iterable[str], script: Script, *, again: bool = False) -> Estimate:
        """What translating these paragraphs by the first service takes; what is kept already costs nothing, unless it
        is to be asked for ``again``."""
        provider = self.settings.chosen()[0]
        paragraphs = characters = calls = 0
        for text in texts:
            if not needs_translation(text):
                continue
            left = [
                piece
                for piece in chunks(text, provider.limit)
                if needs_translation(piece)
                and (again or self._cache.get(provider.name, language_of(script), piece) is None)
            ]
            paragraphs += bool(left)
            calls += len(left)
            characters += sum(map(len, left))
        seconds = calls * (provider.pause + provider.usual_seconds)
        return Estimate(paragraphs, characters, calls, seconds, provider.price)

    # Translating

    def begin(self) -> None:
        """A new run: services that failed in the last one are asked again."""
        self._failures.clear()
        self._left_alone.clear()

    @property
    def exhausted(self) -> bool:
        """Whether no service is left to ask in this run."""
        return all(name in self._left_alone for name in self.settings.providers)

    def known(self, text: str, script: Script) -> Translation | None:
        """What was translated before, by whichever service last; nothing is sent."""
        if not needs_translation(text):
            return Translation(text, "", cached=True)
        if not self._cache.may_hold:
            return None
        if (alone := self._cache.get(GLOSSARY, language_of(script), text)) is not None:
            return self._translation(GLOSSARY, [alone], cached=True)
        latest: tuple[str, Translation] | None = None
        for provider in PROVIDERS.values():
            kept = self._known_by(provider, text, script)
            if kept is not None:
                made = max(one.made for one in kept)
                if latest is None or made > latest[0]:
                    latest = (made, self._translation(provider.name, kept, cached=True))
        return latest[1] if latest is not None else None

    def _known_by(self, provider: Provider, text: str, script: Script) -> list[Kept] | None:
        kept: list[Kept] = []
        for piece in chunks(text, provider.limit):
            found = self._kept(provider, piece, language_of(script))
            if found is None:
                return None
            kept.append(found)
        return kept

    def _kept(self, provider: Provider, piece: str, source: SourceLanguage) -> Kept | None:
        if not needs_translation(piece):
            return Kept(Sent(piece), piece.strip())
        return self._cache.get(provider.name, source, piece)

    def translate(
        self,
        text: str,
        script: Script,
        analyser: "Analyser",
        *,
        index: int = 0,
        cancelled: Callable[[], bool] = lambda: False,
        say: Say = lambda _: None,
        again: bool = False,
    ) -> Translation:
        """The English of a paragraph. ``index`` is its place in its text; ``say`` is told what is waited for;
        ``again``: what was kept does not count.

        Raises TranslationError where no service has an answer, CancelledCallError once ``cancelled`` says so.
        """
        if not needs_translation(text):
            return Translation(text, "", cached=True)
        spans = self._spans(text, analyser, index) if self.settings.protect_terms else []
        if (found := self._by_glossary(text, script, spans)) is not None:
            return found
        faults: list[str] = []
        for provider in self.settings.chosen():
            reason = self._left_alone.get(provider.name)
            if reason is None:
                try:
                    found = self._by(provider, text, script, spans, cancelled, say, again)
                except CallError as error:
                    reason = str(error)
                    self._failed(provider, error)
                else:
                    self._failures.pop(provider.name, None)
                    return found
            faults.append(f"{provider.label} {reason}")
        raise TranslationError(f"No translation: {'; '.join(faults)}. Try again later, or choose another provider.")

    def _by_glossary(self, text: str, script: Script, spans: Sequence[Span]) -> Translation | None:
        """The English of what is all terms, as headings are; nobody has to be asked for it."""
        sent = protect(text, spans)
        if not sent.slots or needs_translation(sent.text):
            return None
        kept = Kept(sent, with_english_marks(sent.text))
        self._cache.put(GLOSSARY, language_of(script), text, kept)
        return self._translation(GLOSSARY, [kept], cached=True)

    def _failed(self, provider: Provider, error: CallError) -> None:
        self._failures[provider.name] = self._failures.get(provider.name, 0) + 1
        if error.hopeless or isinstance(error, PauseError) or self._failures[provider.name] >= _LEFT_ALONE_AFTER:
            self._left_alone[provider.name] = str(error)

    def _by(
        self,
        provider: Provider,
        text: str,
        script: Script,
        spans: Sequence[Span],
        cancelled: Callable[[], bool],
        say: Say,
        again: bool,
    ) -> Translation:
        source = language_of(script)
        kept: list[Kept] = []
        asked = False
        at = 0
        for piece in chunks(text, provider.limit):
            found = None if again else self._kept(provider, piece, source)
            if found is None and not needs_translation(piece):
                found = Kept(Sent(piece), piece.strip())
            if found is None:
                here = [s for s in spans if at <= s.start and s.end <= at + len(piece)]
                moved = [Span(s.start - at, s.end - at, s.concept_id, s.rendering) for s in here]
                found = self._asked_for(provider, source, piece, moved, cancelled, say)
                self._cache.put(provider.name, source, piece, found)
                asked = True
            kept.append(found)
            at += len(piece)
        return self._translation(provider.name, kept, cached=not asked)

    def _asked_for(
        self,
        provider: Provider,
        source: SourceLanguage,
        piece: str,
        spans: Sequence[Span],
        cancelled: Callable[[], bool],
        say: Say,
    ) -> Kept:
        """An answer; without codes for terms where those do not come back whole."""
        sent = protect(piece, spans)
        if not provider.limit.fits(sent.text):
            sent = Sent(piece)
        answer = self._asker.ask(provider, source, sent.text, cancelled, say)
        if not sent.slots:
            return Kept(sent, answer)
        fault = restore(answer, sent, {}).fault
        if not fault:
            return Kept(sent, answer)
        answer = self._asker.ask(provider, source, piece, cancelled, say)
        return Kept(Sent(piece), answer, f"{fault}; translated without protecting terms")

    def _spans(self, text: str, analyser: "Analyser", index: int) -> list[Span]:
        """The terms that are put out of an engine's reach: names of things, with a rendering."""
        from reader.text.lexicon import lexicon
        from reader.text.script import fold
        from texts.model import Paragraph

        spans = []
        for match in analyser.terms(index, Paragraph(text)):
            concept = self._session.termbase.concept(match.concept_id)
            name = text[match.start : match.end]
            if concept is not None and concept.rendering and lexicon().tag(fold(name)) not in _NOT_NOUNS:
                spans.append(Span(match.start, match.end, concept.id, concept.rendering))
        return spans

    def _translation(self, provider: str, kept: Sequence[Kept], *, cached: bool) -> Translation:
        """The pieces put together, their terms as the glossary renders them now."""
        parts = [restore(one.answer, one.sent, self._renderings(one.sent)).text for one in kept]
        notes = tuple(dict.fromkeys(one.note for one in kept if one.note))
        return Translation(" ".join(filter(None, parts)), provider, cached, notes)

    def _renderings(self, sent: Sent) -> Mapping[str, str]:
        concepts = (self._session.termbase.concept(slot.concept_id) for slot in sent.slots)
        return {concept.id: concept.rendering for concept in concepts if concept is not None}

    # After

    def audit(self, text: str, english: str, analyser: "Analyser", index: int = 0) -> tuple[TermAudit, ...]:
        """What became of the terms of a paragraph in its English, whoever wrote that."""
        from reader.checking import uses_of
        from reader.text.translate.auditing import audit
        from texts.model import Paragraph

        words = self._session.words
        uses = list(uses_of(Paragraph(text, translation=english), "", index, analyser, words))
        concepts = {
            use.concept_id: concept
            for use in uses
            if (concept := self._session.termbase.concept(use.concept_id)) is not None
        }
        return audit(concepts, uses, self._hints)

    def _hints(self, name: str) -> Sequence[str]:
        """English that the dictionary has for a word and its parts; for its characters where it has none."""
        from reader.text.script import fold

        knowledge = self._session.words
        if knowledge is None:
            return ()
        word = fold(name)
        length = len(word)
        parts = [word[a:b] for a in range(length) for b in range(a + 2, length + 1) if b - a < length]
        for asked in ([word, *parts], list(word)):
            meanings = knowledge.meanings(asked)
            if meanings:
                return [sense for senses in meanings.values() for sense in senses]
        return ()


def language_of(script: Script) -> SourceLanguage:
    """The language of a text in a script, as services know it."""
    return "zh-Hans" if script == "hans" else "zh-Hant"
