"""What the app and the command line do with texts, terms, dictionary and record. Opens each when first needed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from msgspec.structs import replace

from glossary.fold import is_han
from glossary.model import Concept, Term
from glossary.pinyin import parse_readings, to_marks
from glossary.store.record import CutFix, ReadingFix, Record
from reader import paths
from reader.dictionaries import Dictionaries
from reader.errors import ReaderError
from reader.lookup import Card, ShownFigure, shown_figures
from reader.options import ReadingOptions
from reader.reading import Reading
from reader.settings import Settings, load_settings
from reader.sharing import Recipe, annotated
from reader.text.convert import OpenCCConverter
from reader.text.levels import level_label, level_labels
from reader.text.lexicon import lexicon
from reader.text.model import AnnotatedParagraph, ShownParagraph, ShownToken, Token
from reader.text.orthography import NameKind, write_term
from reader.text.pipeline import Analyser, Corrections, script_of, show
from reader.text.pipeline import CutFix as CutRule
from reader.text.pipeline import ReadingFix as ReadingRule
from reader.text.script import fold
from reader.text.sentences import sentence_around
from reader.text.styles import StyleName, write
from reader.vocabulary import Vocabulary, WordStatus
from texts.errors import TextsError
from texts.library import FIRST_TEXT, Library
from texts.model import Paragraph, Script, SourceText

if TYPE_CHECKING:
    from glossary.dictionary.dictionary import Dictionary
    from glossary.termbase import Termbase
    from reader.aligning import WordKnowledge
    from reader.glossing import Glossing
    from reader.overview import Overview
    from reader.study import Study
    from reader.terms import Terms
    from reader.text.sounds import Sounds
    from reader.translating import Translator

_SEARCHED_AT_ONCE = 50_000
"""Code points; the term search passes them in 10 ms."""
KNOWN_LEVELS: Final = ("none", "HSK 1", "HSK 2", "HSK 3", "HSK 4", "HSK 5", "HSK 6")
_YUAN_ELSEWHERE: dict[Script, str] = {
    "tw": "In a text from Taiwan 元 is the New Taiwan dollar, unless it says otherwise.",
    "hk": "In a text from Hong Kong 元 is the Hong Kong dollar, unless it says otherwise.",
}
_PROPER_DOMAINS = frozenset({"places", "companies and brands", "institutions"})
"""Domains whose terms are proper names; only those that pinyin writes with a capital matter."""


class CardSource(Protocol):
    """What a card needs to know of the screen it is shown on."""

    @property
    def script(self) -> Script: ...
    @property
    def style(self) -> StyleName: ...
    def shown(self, index: int) -> ShownParagraph: ...
    def reading_of(self, shown: ShownToken, readings: Sequence[str | None]) -> str: ...


class Session:
    """One run of duban for one user."""

    def __init__(self, settings: Settings, announce: Callable[[str], None], insist: bool = False) -> None:
        self.settings = settings
        self._insist = insist
        self.library = Library(paths.texts_folder())
        self.dictionaries = Dictionaries(lambda: self.termbase, settings.level_list, announce)

    @classmethod
    def open(cls, announce: Callable[[str], None], insist: bool = False) -> "Session":
        """``announce`` is told, in words for the user, of work that takes a while. ``insist``: writing into a record
        that cannot be written is an error; without it, what is written holds until the session ends."""
        return cls(load_settings(paths.settings_file()), announce, insist)

    def close(self) -> None:
        if "translator" in self.__dict__:
            self.translator.close()
        if "record" in self.__dict__:
            self.record.close()
        self.dictionaries.close()

    @cached_property
    def record(self) -> Record:
        return Record(paths.record_file(), self._insist)

    @property
    def termbase(self) -> "Termbase":
        """All terms, those of the user's first."""
        return self.terms.termbase

    @cached_property
    def terms(self) -> "Terms":
        """What can be done with the terms."""
        from reader.terms import Terms

        return Terms(lambda: self.record, lambda: self._name_kinds.clear())

    @cached_property
    def study(self) -> "Study":
        """Flashcards."""
        from reader.study import Study

        return Study(self)

    @cached_property
    def translator(self) -> "Translator":
        """Machine translation. Raises SettingsError."""
        from reader.translate_settings import translate_settings
        from reader.translating import Translator

        return Translator(self, translate_settings(self.settings.translate, paths.settings_file()))

    @cached_property
    def glossing(self) -> "Glossing":
        """Word-for-word glosses."""
        from reader.glossing import Glossing

        return Glossing(self)

    @cached_property
    def overview(self) -> "Overview":
        """What there is to say of every text before it is opened."""
        from reader.overview import Overview

        return Overview(self)

    # Texts

    def open_text(self, name: str | None) -> Reading:
        """A text by id or path; None: the one read last, else the bundled article."""
        if name is None:
            last = self.record.last_place()
            if last is not None and last.text_id != "-":
                try:
                    return self.open_text(last.text_id)
                except (TextsError, ReaderError):
                    # The file read last is gone, unreadable or empty; that must not keep the app from opening.
                    pass
            return self.open_text(FIRST_TEXT)
        source = self.library.load(name)
        reading = Reading(source, self.analyser(source.meta.id), self._arrived(source))
        if not reading.count:
            raise ReaderError(f"{name} holds no text; there is nothing to read.")
        return reading

    def _arrived(self, source: SourceText) -> Callable[[], SourceText | None] | None:
        """Where to get a text of the library as it was before it was repaired; None for one that was not."""
        mended = self.library.was_repaired(source.meta.id)
        return (lambda: self.library.load_arrived(source.meta.id)) if mended else None

    def read_anew(self, reading: Reading, source: SourceText) -> Callable[[int], int]:
        """Have a text read as its files are now; returns what says where a paragraph has come to."""
        return reading.renew(source, self._arrived(source))

    def may_be_damaged(self, reading: Reading) -> bool:
        """Whether a text comes from outside the library and has not been through repair yet."""
        return self.library.is_loose(reading.id) and not reading.was_repaired

    @staticmethod
    def repaired(reading: Reading, cancelled: Callable[[], bool]) -> SourceText:
        """The text without the damage of the web: a million sound characters a second, misread ones far slower, and
        loading what it takes 0.1 s; so a screen has this done behind its first paint."""
        from texts.clean import clean

        return clean(reading.arrived, cancelled)

    def load_repaired(self, name: str) -> SourceText:
        """A text of the library as it is, one from outside without the damage of the web."""
        from texts.clean import clean

        source = self.library.load(name)
        return clean(source) if self.library.is_loose(name) else source

    def load_as_it_arrived(self, name: str) -> SourceText:
        """A text before anything was repaired in it."""
        return self.library.load_arrived(name) or self.library.load(name)

    def annotated(
        self, name: str, script: str | None, *, fast: bool = False, jobs: int | None = 1
    ) -> Iterator[ShownParagraph]:
        """A text's paragraphs as they stand, analysed one by one, in ``script`` (None: the source's own). ``jobs``:
        processes that share the work; None: as many as pay."""
        source = self.library.load(name)
        converter = OpenCCConverter(context=not fast)
        found = self.analysed(source.meta.id, source.paragraphs, script_of(source), fast=fast, jobs=jobs)
        for paragraph in found:
            target = cast(Script, script) if script else paragraph.script
            yield show(paragraph, target, converter, pins=self.terms.pins)

    def analysed(
        self, text_id: str, paragraphs: Sequence[Paragraph], script: Script, *, fast: bool = False, jobs: int | None = 1
    ) -> Iterator[AnnotatedParagraph]:
        """Paragraphs of a text analysed in order, with the terms and the user's corrections."""
        recipe = self._recipe(text_id, fast)
        return annotated(paragraphs, script, recipe, recipe.analyser(self.termbase.index), jobs)

    def analyser(self, text_id: str, *, fast: bool = False, terms: bool = True) -> Analyser:
        """An analyser that knows the terms (unless told not to), and the user's corrections for this text."""
        return self._recipe(text_id, fast, terms).analyser(self.termbase.index if terms else None)

    def _recipe(self, text_id: str, fast: bool, terms: bool = True) -> Recipe:
        corrections = Corrections(
            tuple(ReadingRule(fix.surface, fix.readings) for fix in self.record.reading_fixes(text_id)),
            tuple(CutRule(fix.surface, fix.lengths) for fix in self.record.cut_fixes(text_id)),
        )
        return Recipe(self.termbase.index.names if terms else (), corrections, fast, self.terms.pins if terms else {})

    def sounds(self, text_id: str | None = None) -> "Sounds":
        """How characters may be read, in the terms and the user's corrections (of one text and of all) too."""
        from reader.text.sounds import Sounds

        fixes = self.record.all_reading_fixes() if text_id is None else self.record.reading_fixes(text_id)
        readings = [(fix.surface, fix.readings) for fix in fixes]
        readings += [(term.hans, term.readings) for _, term in self.termbase.index.names]
        return Sounds(
            (sign, said) for word, all_said in readings for sign, said in zip(word, all_said, strict=False) if said
        )

    # Terms and dictionary

    def name_kind(self, concept_id: str) -> NameKind | None:
        """What a concept names, if its terms are proper names, which pinyin writes with capitals."""
        if concept_id not in self._name_kinds:
            concept = self.terms.peek(concept_id)
            domain = concept.domain if concept is not None else ""
            self._name_kinds[concept_id] = (
                "person" if domain == "people" else "other" if domain in _PROPER_DOMAINS else None
            )
        return self._name_kinds[concept_id]

    def reading_of_term(self, concept: Concept, term: Term, style: StyleName = "marks") -> str:
        """A name's reading as it is written everywhere: words apart, names with capitals (Lín Yīlún)."""
        return write_term(fold(term.hans), term.readings, style, self.name_kind(concept.id))

    @cached_property
    def _name_kinds(self) -> dict[str, NameKind | None]:
        return {}

    @property
    def dictionary(self) -> "Dictionary":
        """CC-CEDICT; opens it, and builds its index if this is the first time ever."""
        return self.dictionaries.main

    @property
    def words(self) -> "WordKnowledge | None":
        """What is known of words, to align translations by; None while the dictionary is not open."""
        if not self.dictionaries.is_open:
            return None  # and import nothing before the first paint
        from reader.aligning import word_knowledge

        return word_knowledge(self)

    def _translation(self, paragraph: Paragraph, token: Token) -> str:
        """The English of the sentence that holds a token."""
        english = sentence_around(paragraph.text, paragraph.translation or "", token.start, self.words)[1]
        if not english or not paragraph.translated_by:
            return english
        from reader.stand_in import label_of

        return f"[{label_of(paragraph.translated_by)}] {english}"

    def brief_gloss(self, token: Token) -> str | None:
        """A token's meaning in a few words: the term's rendering, else the dictionary's first sense."""
        if token.term is not None:
            concept = self.termbase.concept(token.term)
            if concept is not None:
                return concept.rendering
        if not token.is_han:
            return None
        return self.dictionaries.gloss(token.text, token.readings)

    def level(self, token: Token) -> str | None:
        """A token's level with the list's name."""
        return level_label(token.text, self.settings.level_list) if token.is_han else None

    def levels(self, tokens: Sequence[Token]) -> list[str | None]:
        """The levels of many tokens at once."""
        return [
            label if token.is_han else None
            for token, label in zip(
                tokens, level_labels([token.text for token in tokens], self.settings.level_list), strict=True
            )
        ]

    def card(self, reading: Reading, source: "CardSource", at: tuple[int, int], options: ReadingOptions) -> Card:
        """The card of the word at a place (paragraph, token) of what is shown."""
        paragraph, number = at
        shown = source.shown(paragraph).tokens[number]
        token = shown.token
        cards = self.dictionaries.cards()
        text = reading.paragraphs[paragraph].text
        context = (fold(text), token.start)
        card = cards.card(token.text, token.term, token.readings, context if token.is_han else None)
        level, band = self.dictionaries.standing(token.text) if self._has_standing(token) else (None, None)
        return replace(
            card,
            word=shown.text,
            reading=source.reading_of(shown, shown.readings) or self._read_out(token, text, source),
            level=level,
            band=band,
            status=self.vocabulary.status(token),
            occurrences=self._occurrences(reading, token.term),
            sentence=self._translation(reading.paragraphs[paragraph], token) if options.english == "hidden" else "",
            alternatives=tuple(self.known_readings(token)[1:]) if token.doubtful else (),
            figure=self._figure(reading, source, paragraph, token),
            damage=tuple(
                f"arrived as “{mend.before}”; “{text[mend.start : mend.end]}” is a guess ({mend.certainty:.0%} sure)"
                for mend in reading.paragraphs[paragraph].mends
                if mend.doubtful and mend.touches(token.start, token.end)
            ),
        )

    @staticmethod
    def _figure(reading: Reading, source: "CardSource", paragraph: int, token: Token) -> ShownFigure | None:
        """The figure that a token is a part of, in the script that is shown."""
        from reader.text.figures.find import figure_at
        from reader.text.orthography import read_out

        text = reading.paragraphs[paragraph].text
        figure = figure_at(text, token.start, token.end)
        if figure is None:
            return None
        written = text[figure.start : figure.end]
        shown = written if source.script == reading.script else reading.convert(written, source.script)
        note = _YUAN_ELSEWHERE.get(reading.script)
        if note is not None and figure.unit == "CNY" and written.endswith(("元", "圓", "塊")):
            figure = replace(figure, notes=(*figure.notes, note))
        said = read_out(written, text[figure.end : figure.end + 2], source.style)
        return ShownFigure(shown, figure, said)

    @staticmethod
    def _read_out(token: Token, text: str, source: "CardSource") -> str:
        """How a number in digits is read; empty for what is none."""
        from reader.text.orthography import read_out

        return read_out(token.text, text[token.end : token.end + 2], source.style) if token.kind == "number" else ""

    def _has_standing(self, token: Token) -> bool:
        """Whether a level and a frequency mean anything: names and numbers have none."""
        if token.term is not None and self.name_kind(token.term) is not None:
            return False
        return token.kind in ("word", "term") and token.is_han

    def card_of_word(self, word: str, source: "CardSource", parts: Sequence[str] = ()) -> Card:
        """The card of a word that was followed inside another card, or of a stretch made of these words."""
        card = self.dictionaries.cards().card(word, parts=parts)
        if card.concept is not None:
            reading = self.reading_of_term(card.concept, card.concept.used(word), source.style)
        else:
            reading = write(card.entries[0].reading, source.style) if card.entries else ""
        common = self.name_kind(card.concept.id) is None if card.concept is not None else bool(card.entries)
        level, band = self.dictionaries.standing(word) if common else (None, None)
        figures = [shown for shown in shown_figures(word) if len(shown.text) == len(word)]
        return replace(
            card,
            word=self.in_script(word, source.script),
            reading=reading,
            level=level,
            band=band,
            figure=figures[0] if figures else None,
        )

    def _occurrences(self, reading: Reading, term: str | None) -> tuple[int, ...]:
        """Paragraphs (from 1) with the term; only of texts short enough to be searched while a key is pressed."""
        if term is None or reading.size > _SEARCHED_AT_ONCE:
            return ()
        return tuple(
            number
            for number, paragraph in enumerate(reading.paragraphs, 1)
            if any(match.concept_id == term for match in self.termbase.index.find(paragraph.text))
        )

    def in_script(self, word: str, script: Script, hant: str = "") -> str:
        """A word or sentence of the glossary in a script. Traditional is written with Taiwan's characters (為, 裡),
        which more readers know than those of OpenCC's own standard (爲, 裏). ``hant``: its traditional form where a
        dictionary tells it (后 the empress is 后, 后 behind is 後)."""
        if hant and script != "hans":
            return hant if script == "hant" else OpenCCConverter().convert(hant, "hant", script).text
        return OpenCCConverter().convert(fold(word), "hans", "tw" if script == "hant" else script).text

    def concepts_named(self, term: str) -> list[Concept]:
        """Concepts with this id, or with a term of this name in either script."""
        concept = self.termbase.concept(term)
        return [concept] if concept is not None else self.termbase.named(term)

    # What is remembered

    def preference(self, name: str) -> Any:
        """What was kept: a table for "reading", a word for any other. None for nothing, and for what is damaged."""
        try:
            kept = self.record.preference(name)
        except ValueError:  # no JSON
            return None
        return kept if isinstance(kept, dict if name == "reading" else str) else None

    def save_preference(self, name: str, value: object) -> None:
        self.record.save_preference(name, value)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return self._vocabulary()

    def _vocabulary(self) -> Vocabulary:
        chosen = self.settings.known_level or self.preference("known_level") or KNOWN_LEVELS[0]
        known = KNOWN_LEVELS.index(chosen) if chosen in KNOWN_LEVELS else 0
        return Vocabulary(self.record.statuses(), known, self.settings.level_list, self._studied())

    def _studied(self) -> dict[str, WordStatus]:
        """What the cards say of the concepts: known if each card that was asked is, else being learnt."""
        if not self.record.has_cards():
            return {}
        from glossary.store.study import StudyStore
        from glossary.study.model import MATURE_MS

        concepts = StudyStore(self.record).known_concepts(MATURE_MS)
        return {concept: "known" if known else "learning" for concept, known in concepts.items()}

    def renew_vocabulary(self) -> None:
        """Look anew at what is known, when it is next asked for: a card was answered, or a word marked."""
        self.__dict__.pop("vocabulary", None)

    def set_known_level(self, level: str) -> None:
        """Words up to this level count as known from now on."""
        self.save_preference("known_level", level)
        self.renew_vocabulary()

    def set_status(self, word: str, status: WordStatus | None) -> None:
        """Mark a word (simplified); None takes the mark away."""
        self.record.set_status(word, status, datetime.now(UTC))
        self.renew_vocabulary()

    # Corrections

    def known_readings(self, token: Token) -> list[str]:
        """Readings of a word in marks, the present one first."""
        word = fold(token.text)
        found = [" ".join(to_marks(r) for r in token.readings if r)]
        found += [" ".join(to_marks(s) for s in r.syllables if s) for r in lexicon().readings(word)]
        return list(dict.fromkeys(found))

    def parse_reading(self, typed: str, token: Token) -> tuple[str, ...] | None:
        """What was typed as one numbered syllable for each Han character of the token; None if it is not that.

        Without any tone it is taken for neutral only where the word is known to be read so (的 de, 了 le).
        """
        toneless = typed.isascii() and not any(digit in typed for digit in "012345")
        if toneless and " ".join(typed.lower().split()) not in self.known_readings(token):
            return None
        return parse_readings(typed, sum(map(is_han, token.text)))

    def fix_reading(
        self, reading: Reading, word: str, syllables: Sequence[str], text_id: str | None
    ) -> Callable[[], None]:
        """Have a word read so, in one text or all (this one too, whatever was fixed for it alone); returns what takes
        it back."""
        surface = fold(word)
        rest = iter(syllables)
        readings = tuple(next(rest) if is_han(character) else None for character in word)
        before = [
            fix
            for fix in self.record.reading_fixes(reading.id)
            if fix.surface == surface and text_id in (fix.text_id, None)
        ]
        self.record.save_reading_fix(ReadingFix(surface, readings, text_id), datetime.now(UTC))
        if text_id is None:
            self.record.remove_reading_fix(surface, reading.id)
        reading.use(self.analyser(reading.id))

        def undo() -> None:
            for fix in before:
                self.record.save_reading_fix(fix, datetime.now(UTC))
            if all(fix.text_id != text_id for fix in before):
                self.record.remove_reading_fix(surface, text_id)
            reading.use(self.analyser(reading.id))

        return undo

    def fix_cut(
        self, reading: Reading, pieces: Sequence[str], lengths: Sequence[int], text_id: str | None
    ) -> Callable[[], None] | None:
        """Have a stretch cut into parts of these lengths, in one text or all as with ``fix_reading``; None if that is
        how it is cut already."""
        changed = changed_stretch(pieces, lengths)
        if changed is None:
            return None
        start, parts = changed
        surface = fold("".join(pieces))[start : start + sum(parts)]
        before = [
            fix
            for fix in self.record.cut_fixes(reading.id)
            if fix.surface == surface and text_id in (fix.text_id, None)
        ]
        self.record.save_cut_fix(CutFix(surface, parts, text_id), datetime.now(UTC))
        if text_id is None:
            self.record.remove_cut_fix(surface, reading.id)
        reading.use(self.analyser(reading.id))

        def undo() -> None:
            for fix in before:
                self.record.save_cut_fix(fix, datetime.now(UTC))
            if all(fix.text_id != text_id for fix in before):
                self.record.remove_cut_fix(surface, text_id)
            reading.use(self.analyser(reading.id))

        return undo


def changed_stretch(pieces: Sequence[str], lengths: Sequence[int]) -> tuple[int, tuple[int, ...]] | None:
    """The smallest stretch between borders common to both cuts that holds every change: where it starts, and the
    lengths of its new parts. With 向|外冒|出 cut anew as 向外|冒|出: (0, (2, 1)); 出 is not part of the correction.
    """
    old = _ends([len(piece) for piece in pieces])
    new = _ends(lengths)
    changes = set(old) ^ set(new)
    if not changes:
        return None
    common = [0, *sorted(set(old) & set(new))]
    start = max(border for border in common if border < min(changes))
    end = min(border for border in common if border > max(changes))
    inside = [border for border in new if start < border <= end]
    return start, tuple(after - before for before, after in zip([start, *inside], inside, strict=False))


def _ends(lengths: Sequence[int]) -> list[int]:
    ends = []
    at = 0
    for length in lengths:
        at += length
        ends.append(at)
    return ends


def converted_lines(name: str, target: str, phrases: bool) -> Iterator[str]:
    """A text's lines in another script, one by one; blank lines stay."""
    from reader.text.script import detect_script

    source = Library(paths.texts_folder()).load(name)
    script = source.meta.script or detect_script("".join(p.text for p in source.paragraphs[:200]))
    converter = OpenCCConverter()
    for paragraph in source.paragraphs:
        yield converter.convert(paragraph.text, script, cast(Script, target), phrases).text
