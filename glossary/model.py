"""Concepts and their terms: concept-oriented, many terms per language, as in TBX (ISO 30042)."""

from typing import Literal

from msgspec import Struct

TermStatus = Literal["preferred", "admitted", "deprecated"]
FormKind = Literal["full", "variant", "abbreviation"]


class Term(Struct, frozen=True):
    """One Chinese (or mixed, or Latin) name of a concept, in both scripts."""

    hans: str
    hant: str
    readings: tuple[str | None, ...]
    """One item per character of ``hans``: numbered pinyin in citation tone (``"liu2"``), None for a non-Han one."""
    status: TermStatus = "preferred"
    kind: FormKind = "full"


class Rendering(Struct, frozen=True):
    """One English rendering. A deprecated one says in ``note`` why it tempts and why it is wrong."""

    text: str
    status: TermStatus = "preferred"
    note: str = ""


class Example(Struct, frozen=True):
    zh: str
    en: str = ""
    source: str = ""


class Concept(Struct, frozen=True):
    """One meaning, with every name it goes by. ``id`` is stable for ever: cards and exports hang on it."""

    id: str
    terms: tuple[Term, ...]
    renderings: tuple[Rendering, ...]
    definition_en: str = ""
    definition_zh: str = ""
    domain: str = ""
    subdomain: str = ""
    platform: str = ""
    examples: tuple[Example, ...] = ()
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    source: str = ""
    origin: Literal["bundled", "user"] = "bundled"

    @property
    def preferred(self) -> Term:
        """The term shown as headword: the first preferred one, else the first."""
        return next((term for term in self.terms if term.status == "preferred"), self.terms[0])

    def used(self, word: str) -> Term:
        """The name of the concept by which it was met, in either script; the preferred one if it was another."""
        return next((term for term in self.terms if word in (term.hans, term.hant)), self.preferred)

    @property
    def rendering(self) -> str:
        """The preferred English rendering, or an empty string."""
        ranked = sorted(self.renderings, key=lambda r: ("preferred", "admitted", "deprecated").index(r.status))
        return ranked[0].text if ranked else ""
