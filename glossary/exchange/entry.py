"""What a file says of concepts: entries with whatever they give, and every fault with its place."""

from typing import Any, Final, Literal

from msgspec import Struct, field

from glossary.fold import fold, is_han, same_name
from glossary.model import Example, FormKind, TermStatus

TEXTS: Final = ("definition_en", "definition_zh", "domain", "subdomain", "platform", "source")
LINKS: Final = ("related", "broader", "narrower")
FileScript = Literal["hans", "hant"]
_MOST = 1000
"""Names, or renderings, of one concept; more than any has, and more than can be compared with each other in time."""


class Fault(Struct, frozen=True):
    """Something wrong in a file: “line 12”, “entry 3 (mcn)”, and what it is, as a sentence."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class GivenTerm(Struct):
    """A name as a file gives it. What it does not say is empty or None, and filled in later or kept as it is."""

    hans: str = ""
    hant: str = ""
    written: str = ""
    """A form of which the file does not say the script."""
    reading: str | tuple[str | None, ...] | None = None
    """As it stands in the file, in any spelling; or already one item per character."""
    status: TermStatus | None = None
    kind: FormKind | None = None

    @property
    def surface(self) -> str:
        return self.hans or self.written or self.hant


def given_term(form: str, script: FileScript | None) -> GivenTerm:
    """A name of which one form is known."""
    term = GivenTerm()
    setattr(term, script or "written", form)
    return term


class GivenRendering(Struct):
    text: str
    status: TermStatus | None = None
    note: str = ""


class Entry(Struct):
    """What a file says of one concept."""

    where: str
    id: str = ""
    terms: list[GivenTerm] = field(default_factory=list)
    renderings: list[GivenRendering] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """By the names of ``TEXTS``; none is empty."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """By the names of ``LINKS``: ids as the file has them."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, problem: str, where: str = "") -> None:
        self.faults.append(Fault(where or self.where, problem))

    def add_text(self, name: str, text: str, where: str = "") -> None:
        """Give a field its text; another one than it has already is a fault."""
        if text.strip():
            before = self.texts.setdefault(name, text)
            if before != text:
                self.fault(f"{name} is “{_short(text)}”, but “{_short(before)}” above.", where)

    def add_link(self, name: str, target: str) -> None:
        targets = self.links.setdefault(name, [])
        if target and target not in targets:
            targets.append(target)

    def add_rendering(self, text: str, status: TermStatus | None = None, note: str = "") -> None:
        """Add an English rendering; one that is there already gets what is new about it."""
        for known in self.renderings:
            if known.text == text and status in (None, known.status) and note in ("", known.note):
                return
        if text.strip() and self._has_room(len(self.renderings), "renderings"):
            self.renderings.append(GivenRendering(text, status, note))

    def add_form(self, form: str, script: FileScript | None, **said: Any) -> GivenTerm:
        """Add a name in one script; if its other form is there already, both become one name."""
        for term in self.terms:
            if _other_form(term, form, script):
                _join(term, form, script)
                for name, value in said.items():
                    if value is not None:
                        setattr(term, name, value)
                return term
        term = given_term(form, script)
        for name, value in said.items():
            setattr(term, name, value)
        self.add_term(term)
        return term

    def add_term(self, term: GivenTerm) -> None:
        if self._has_room(len(self.terms), "names"):
            self.terms.append(term)

    def _has_room(self, count: int, what: str) -> bool:
        if count < _MOST:
            return True
        problem = f"has more than {_MOST} {what}; is this one concept?"
        if all(fault.problem != problem for fault in self.faults):
            self.fault(problem)
        return False


class Contents(Struct):
    """A file, read: its entries, what is wrong with it as a whole, and what was passed over, in words."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(self, where: str, problem: str) -> None:
        self.faults.append(Fault(where, problem))

    def all_faults(self) -> list[Fault]:
        """Those of the file, then those of its entries in their order."""
        return [*self.faults, *(fault for entry in self.entries for fault in entry.faults)]


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _other_form(term: GivenTerm, form: str, script: FileScript | None) -> bool:
    if not (same_name(term.surface, form) or same_name(form, term.surface)):
        return False
    if script is None:
        known = (term.hans, term.hant, term.written)
        return form in known or bool(term.written and not (term.hans or term.hant))
    return getattr(term, script) in ("", form)


def _join(term: GivenTerm, form: str, script: FileScript | None) -> None:
    if script is not None:
        setattr(term, script, form)
    elif form not in (term.hans, term.hant, term.written):
        # Of two forms of one name the one with fewer traditional characters is the simplified one.
        term.hans, term.hant = sorted((term.written, form), key=traditional_characters)
        term.written = ""


def traditional_characters(text: str) -> int:
    """How many characters of a text simplified writing has otherwise."""
    return sum(is_han(char) and fold(char) != char for char in text)
