"""Drafts of new concepts: all that is known of a word is filled in, so that it only has to be looked over."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from glossary.editing import free_concept_id
from glossary.fold import is_han, same_name
from glossary.model import Concept, Example, FormKind, Rendering, Term
from reader.errors import ReaderError
from reader.reading import Reading
from reader.text.model import Token
from reader.text.script import opencc_converter
from reader.text.sentences import sentence_around
from texts.model import Paragraph

if TYPE_CHECKING:
    from glossary.termbase import Termbase
    from reader.session import Session

_LONGEST = 40
"""Code points of a name; a longer stretch is a sentence that somebody selected."""
_CAPITALS = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z0-9&+./-]+")
"""MCN, GMV, B2C, A/B: capitals, and nothing but what stands between them."""
_NOTE = re.compile(r"\([^()]*\)")
_NO_ENGLISH = re.compile(r"[\u3400-\u9fff\[|]|^(?:surname|abbr\.|variant of|see) ")
_MANY = 3


class _Taken(Struct, frozen=True):
    """Ids that a new concept cannot have: those in use, and those of bundled concepts that were taken away."""

    termbase: "Termbase"

    def __contains__(self, identity: object) -> bool:
        return identity in self.termbase or (isinstance(identity, str) and self.termbase.is_bundled(identity))


def draft_concept(
    session: "Session",
    word: str,
    *,
    readings: Sequence[str | None] | None = None,
    example: Example | None = None,
    source: str = "",
    english: Sequence[str] = (),
) -> Concept:
    """A new concept for a word in either script; nothing is saved. Opens the dictionary, so a screen has it prepared.

    ``readings``: numbered syllables in citation tone, one per character (None for one that has none) or one per Han
    character; without them the analysis reads the word. ``english``: renderings, the first preferred; without them
    those of the dictionary's first sense. ``source``: where the sense is from; without it that of the example.

    Raises ReaderError if the word cannot be a term: empty, without a letter or character, of several lines, a
    sentence, or with readings that do not fit it.
    """
    term = draft_term(session, word, readings)
    renderings = tuple(
        Rendering(text, "admitted" if number else "preferred")
        for number, text in enumerate(_given(english) or _dictionary_english(session, term))
    )
    return Concept(
        id=free_id(session, renderings, term),
        terms=(term,),
        renderings=renderings,
        examples=() if example is None else (example,),
        source=source or (example.source if example is not None else ""),
        origin="user",
    )


def free_id(session: "Session", renderings: Sequence[Rendering], term: Term) -> str:
    """An id for a new concept that none has or had."""
    return free_concept_id(renderings, term, _Taken(session.termbase))


def draft_term(session: "Session", word: str, readings: Sequence[str | None] | None = None) -> Term:
    """A name in both scripts with its reading, as :func:`draft_concept` has it."""
    name = word.strip()
    if not any(map(str.isalnum, name)):
        raise ReaderError(f"“{name}” has no character that could be a term; name a word.")
    if "\n" in name or len(name) > _LONGEST:
        raise ReaderError(f"“{name[:12]}…” is too long for a term; it may have {_LONGEST} characters on one line.")
    hans = session.in_script(name, "hans")
    kind: FormKind = "abbreviation" if _CAPITALS.fullmatch(hans) else "full"
    return Term(hans, traditional(session, name, hans), _readings(session, hans, readings), kind=kind)


def traditional(session: "Session", word: str, hans: str) -> str:
    """The traditional form, as Taiwan writes it. What was given in traditional characters stands: simplified first,
    髮 would come back as 發."""
    hant = session.in_script(word, "hant") if word == hans else opencc_converter("t2tw")(word)
    return hant if same_name(hans, hant) else word if len(word) == len(hans) else hans


def _readings(session: "Session", hans: str, given: Sequence[str | None] | None) -> tuple[str | None, ...]:
    if given is not None:
        syllables = [syllable for syllable in given if syllable is not None]
        if len(syllables) != sum(map(is_han, hans)):
            raise ReaderError(f"“{hans}” has {sum(map(is_han, hans))} characters to be read, not {len(syllables)}.")
        rest = iter(syllables)
        return tuple(next(rest) if is_han(char) else None for char in hans)
    tokens = session.analyser("").annotate(0, Paragraph(hans), "hans").tokens
    return tuple(reading for token in tokens for reading in token.readings)


def _given(english: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(text for text in map(str.strip, english) if text))


def _dictionary_english(session: "Session", term: Term) -> list[str]:
    """The glosses of the dictionary's first sense, as one would write them in a text: without notes in brackets and
    without the “to” of a verb."""
    from reader.cards import Cards

    cards = Cards(session.termbase, session.dictionary)
    for entry in (*cards.entries(term.hant, term.readings), *cards.entries(term.hans, term.readings)):
        for sense in entry.senses:
            glosses = [_plain(gloss) for gloss in sense.split(";") if not _NO_ENGLISH.search(gloss.strip())]
            if any(glosses):
                return list(dict.fromkeys(filter(None, glosses)))[:_MANY]
    return []


def _plain(gloss: str) -> str:
    return " ".join(_NOTE.sub(" ", gloss).split()).removeprefix("to ").strip(" ,")


def example_at(reading: Reading, paragraph: int, token: Token) -> Example:
    """The sentence that holds a token of a text, its English, and where it stands: “TEXT-ID, ¶N”, N from 1."""
    place = reading.paragraphs[paragraph]
    zh, en = sentence_around(place.text, place.by_person or "", token.start)
    return Example(zh, en, f"{reading.id}, ¶{paragraph + 1}")


def source_at(reading: Reading, paragraph: int) -> str:
    """Where a word of a text was met, for a concept's source: “TEXT-ID, ¶N, DATE”, as much as is known."""
    return ", ".join(filter(None, (reading.id, f"¶{paragraph + 1}", reading.meta.date)))
